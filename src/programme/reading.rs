//! What everything that reads is handed: one moment of the database, and the programme that it is read for.

use super::{Edition, Editions};
use crate::ground::fault::Fault;
use db::Tx;
use jiff::tz::TimeZone;
use rules::time::Instant;
use std::{ops::Deref, sync::Arc};

/// A transaction with the moment, the time zone and the editions that what it reads is judged by. It is a [`Tx`]
/// wherever nothing else is needed.
#[derive(Clone, Copy)]
pub struct Reading<'c, 't> {
    /// The transaction.
    pub tx: &'c Tx<'t>,
    /// The moment at which it began.
    pub now: Instant,
    /// The programme's time zone.
    pub zone: &'c TimeZone,
    /// The editions of all programmes.
    pub(crate) editions: &'c Editions,
    /// Which programme it is read for; the first one where nothing says so.
    pub(crate) programme: Option<&'c str>,
}

impl Reading<'_, '_> {
    /// The edition that new enrolments get.
    ///
    /// # Errors
    /// [`Fault::NoProgramme`] before the first one is published.
    pub(crate) fn edition(&self) -> Result<Arc<Edition>, Fault> {
        self.editions.current(self.tx, self.programme)
    }

    /// The same; `None` before the first one is published.
    pub(crate) fn published(&self) -> Result<Option<Arc<Edition>>, Fault> {
        match self.edition() {
            Ok(edition) => Ok(Some(edition)),
            Err(Fault::NoProgramme) => Ok(None),
            Err(fault) => Err(fault),
        }
    }
}

impl<'t> Deref for Reading<'_, 't> {
    type Target = Tx<'t>;

    fn deref(&self) -> &Tx<'t> {
        self.tx
    }
}
