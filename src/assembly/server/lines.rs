//! How many connections are open: in all, and from one address.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

/// Descriptors that are kept for the database, the relay and files.
const KEPT: u64 = 128;
/// This many connections are enough for everybody.
const MOST: u64 = 10_000;
/// And this many for one address: a school's whole staff room.
const FROM_ONE: usize = 256;

#[derive(Debug, Default)]
struct Open {
    all: usize,
    from: HashMap<IpAddr, usize>,
}

/// The open connections.
#[derive(Debug, Clone)]
pub(super) struct Lines {
    open: Arc<Mutex<Open>>,
    most: usize,
    by_address: bool,
}

impl Lines {
    /// As many as the process has descriptors for, after asking for more of them.
    pub fn of_process(by_address: bool) -> Self {
        let has = rlimit::increase_nofile_limit(MOST + KEPT).unwrap_or(1_024);
        let most = usize::try_from(has.saturating_sub(KEPT).clamp(64, MOST)).unwrap_or(64);
        Self { open: Arc::default(), most, by_address }
    }

    /// A connection for a visitor; `None` if there are too many.
    pub fn take(&self, from: IpAddr) -> Option<Connection> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        // a proxy on this machine speaks for everybody
        let counts = self.by_address && !from.is_loopback();
        if open.all >= self.most || counts && open.from.get(&from).is_some_and(|n| *n >= FROM_ONE) {
            return None;
        }
        open.all += 1;
        *open.from.entry(from).or_default() += 1;
        Some(Connection { open: Arc::clone(&self.open), from })
    }
}

/// One open connection; it is counted until it is dropped.
#[derive(Debug)]
pub(super) struct Connection {
    open: Arc<Mutex<Open>>,
    from: IpAddr,
}

impl Drop for Connection {
    fn drop(&mut self) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.all = open.all.saturating_sub(1);
        if let Some(count) = open.from.get_mut(&self.from) {
            *count -= 1;
            if *count == 0 {
                open.from.remove(&self.from);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_holds_all_lines() {
        let lines = Lines { open: Arc::default(), most: FROM_ONE + 2, by_address: true };
        let (one, other): (IpAddr, IpAddr) = ([192, 0, 2, 1].into(), [192, 0, 2, 2].into());
        let mut held: Vec<_> = (0..FROM_ONE).map(|_| lines.take(one).unwrap()).collect();
        assert!(lines.take(one).is_none(), "one address has enough");
        let others: Vec<_> = (0..2).map(|_| lines.take(other).unwrap()).collect();
        assert!(lines.take(other).is_none(), "there are no more");
        held.pop();
        drop(others);
        assert!(lines.take(one).is_some() && lines.take(other).is_some());
    }
}
