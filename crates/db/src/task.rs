//! A closure on its way to a database thread and its answer on the way back.

use crate::{Error, Tx};
use std::panic::{AssertUnwindSafe, catch_unwind};
use tokio::sync::oneshot;

/// What a closure left behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ran {
    /// It succeeded: keep its changes.
    Keep,
    /// It refused or failed: undo them.
    Undo,
}

/// A closure with its way back. `run` may be called again after an undo; `answer` ends it.
pub(crate) trait Task: Send {
    fn run(&mut self, tx: &Tx<'_>) -> Ran;
    /// Whether somebody still waits for the answer.
    fn is_wanted(&self) -> bool;
    fn answer(self: Box<Self>, committed: Result<(), Error>);
}

pub(crate) struct Closure<F, T, E> {
    work: F,
    result: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Closure<F, T, E>
where
    F: FnMut(&Tx<'_>) -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: From<Error> + Send + 'static,
{
    pub(crate) fn boxed(work: F) -> (Box<dyn Task>, oneshot::Receiver<Result<T, E>>) {
        let (reply, answer) = oneshot::channel();
        (Box::new(Self { work, result: None, reply }), answer)
    }
}

impl<F, T, E> Task for Closure<F, T, E>
where
    F: FnMut(&Tx<'_>) -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: From<Error> + Send + 'static,
{
    fn run(&mut self, tx: &Tx<'_>) -> Ran {
        // A panic must not kill the thread that everybody's changes go through.
        let result = catch_unwind(AssertUnwindSafe(|| (self.work)(tx)));
        let result = result.unwrap_or_else(|panic| {
            let text = panic
                .downcast_ref::<String>()
                .cloned()
                .or_else(|| panic.downcast_ref::<&str>().map(|s| (*s).to_owned()))
                .unwrap_or_default();
            Err(E::from(Error::Panic(text)))
        });
        let ran = if result.is_ok() { Ran::Keep } else { Ran::Undo };
        self.result = Some(result);
        ran
    }

    fn is_wanted(&self) -> bool {
        !self.reply.is_closed()
    }

    fn answer(self: Box<Self>, committed: Result<(), Error>) {
        let result = match (committed, self.result) {
            // whatever it made of a line that broke
            (Err(e @ (Error::Away(_) | Error::Unknown(_))), _) => Err(E::from(e)),
            (Ok(()), Some(result)) | (Err(_), Some(result @ Err(_))) => result,
            (Err(e), _) => Err(E::from(e)),
            (Ok(()), None) => Err(E::from(Error::Busy)),
        };
        // The caller may have gone (a closed browser): the change stands all the same.
        let _gone = self.reply.send(result);
    }
}
