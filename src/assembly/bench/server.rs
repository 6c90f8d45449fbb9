//! The server under measurement: a process of its own, so that its memory and CPU are its own.

use crate::assembly::browser::Browser;
use std::{
    fs,
    net::{SocketAddr, TcpListener},
    process::{Child, Command, Stdio},
    time::Duration,
};

/// The kernel counts CPU time in hundredths of a second.
const TICKS: u64 = 100;

pub(super) struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    /// Starts this very program's `serve` on a database.
    pub fn start(database: &str) -> Result<Self, String> {
        let free = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).map_err(|e| e.to_string())?;
        let program = std::env::current_exe().map_err(|e| e.to_string())?;
        let child = Command::new(program)
            .args(["serve", "--database", database, "--listen", &free.to_string()])
            .env("RATIFY_KEYS_FILE", "")
            .stdout(Stdio::null())
            .spawn()
            .map_err(|e| e.to_string())?;
        Ok(Self { child, address: free })
    }

    /// Waits until it answers.
    pub async fn ready(&self) -> Result<SocketAddr, String> {
        for _ in 0..200 {
            if let Ok(answer) = Browser::new(self.address).get("/healthz").await
                && answer.status == 200
            {
                return Ok(self.address);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Err("the server does not answer".into())
    }

    fn status(&self, field: &str) -> Result<u64, String> {
        let path = format!("/proc/{}/status", self.child.id());
        let text = fs::read_to_string(&path).map_err(|e| format!("{path}: {e}"))?;
        let line = text.lines().find(|l| l.starts_with(field)).ok_or(format!("{path}: no {field}"))?;
        let number = line.split_whitespace().nth(1).and_then(|n| n.parse::<u64>().ok());
        number.ok_or(format!("{path}: {line}"))
    }

    /// Resident memory now.
    pub fn memory_mb(&self) -> Result<u64, String> {
        Ok(self.status("VmRSS:")? / 1024)
    }

    /// Peak resident memory so far.
    pub fn peak_mb(&self) -> Result<u64, String> {
        Ok(self.status("VmHWM:")? / 1024)
    }

    /// CPU time so far.
    pub fn cpu(&self) -> Result<Duration, String> {
        let path = format!("/proc/{}/stat", self.child.id());
        let text = fs::read_to_string(&path).map_err(|e| format!("{path}: {e}"))?;
        // the fields after the name in brackets; user and system time are the 14th and 15th of all
        let after = text.rsplit_once(')').map_or("", |(_, rest)| rest);
        let ticks: u64 = after.split_whitespace().skip(11).take(2).filter_map(|n| n.parse::<u64>().ok()).sum();
        Ok(Duration::from_millis(ticks * 1000 / TICKS))
    }

    /// Ends it.
    pub fn stop(mut self) -> Result<(), String> {
        self.child.kill().and_then(|()| self.child.wait()).map(drop).map_err(|e| e.to_string())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // an error on the way must not leave a server running
        let _ended_already = self.child.kill();
    }
}
