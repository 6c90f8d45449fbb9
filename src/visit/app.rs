//! What every handler and job gets: database, clock, random source, configuration, and what is cached of them.

use crate::{
    Clock, Random,
    ground::{
        assets::Assets, config::Config, fault::Fault, misses::Misses, page_cache::PageCache, ring::Ring,
        secret::Secret, shelf::Shelf,
    },
    programme::{
        Editions, Reading,
        change::{Actor, Change},
    },
};
use db::{Db, Tx};
use jiff::tz::TimeZone;
use kit::{Language, Words, cookie::CookieStyle};
use rules::time::Instant;
use std::{ops::Deref, sync::Arc};

/// The running product, as it is used for one programme; clones share it.
#[derive(Clone)]
pub struct App {
    parts: Arc<Parts>,
    programme: Option<Arc<str>>,
}

/// What the product is made of.
pub struct Parts {
    /// The database.
    pub db: Db,
    /// The clock.
    pub clock: Clock,
    /// The random source.
    pub random: Random,
    /// The configuration.
    pub config: Config,
    /// The programme's time zone.
    pub zone: TimeZone,
    pub(crate) editions: Editions,
    pub(crate) assets: Assets,
    pub(crate) cache: PageCache,
    pub(crate) secret: Secret,
    pub(crate) keys: Ring,
    /// What features keep in memory: this file names none of them.
    shelf: Shelf,
    pub(crate) misses: Misses,
    /// Turns to look at files that strangers hand in.
    pub(crate) checks: tokio::sync::Semaphore,
    /// Whose turn it is to have a large file of attendance worked out.
    pub(crate) large_files: tokio::sync::Semaphore,
    /// The turn of the one trial of a draft that may run: each takes a reader of the database for seconds.
    pub(crate) trial: tokio::sync::Semaphore,
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.parts
    }
}

impl App {
    /// Puts the product together on an open database.
    pub(crate) fn assemble(
        (db, keys, secret): (Db, Ring, Secret),
        config: Config,
        clock: Clock,
        random: Random,
    ) -> Result<Self, String> {
        let zone = TimeZone::get(&config.timezone).map_err(|e| e.to_string())?;
        let parts = Arc::new(Parts {
            db,
            clock,
            random,
            editions: Editions::in_zone(zone.clone()),
            zone,
            assets: Assets::prepare(),
            cache: PageCache::default(),
            secret,
            keys,
            shelf: Shelf::default(),
            misses: Misses::default(),
            checks: tokio::sync::Semaphore::new(2),
            large_files: tokio::sync::Semaphore::new(1),
            trial: tokio::sync::Semaphore::new(1),
            config,
        });
        Ok(Self { parts, programme: None })
    }

    /// The same product, used for a programme; for the first one where none is named.
    pub(crate) fn in_programme(&self, programme: Option<Arc<str>>) -> Self {
        Self { parts: Arc::clone(&self.parts), programme }
    }

    /// Which programme it is used for, where something said so.
    pub(crate) fn programme(&self) -> Option<&str> {
        self.programme.as_deref()
    }

    /// What a feature keeps in memory, made empty when it is first asked for.
    pub(crate) fn of<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        self.shelf.of()
    }

    /// Puts something on the shelf that is made from the configuration.
    pub(crate) fn put<T: Send + Sync + 'static>(&self, thing: T) {
        self.shelf.put(thing);
    }

    /// What was put on the shelf.
    ///
    /// # Errors
    /// If the start did not put it there.
    pub(crate) fn placed<T: Send + Sync + 'static>(&self) -> Result<Arc<T>, Fault> {
        self.shelf.placed().ok_or_else(|| Fault::Ours(format!("{} was not put in place", std::any::type_name::<T>())))
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// Texts in a language.
    #[must_use]
    pub fn words(&self, language: Language) -> Words {
        kit::language::words(language)
    }

    pub(crate) fn cookie(&self) -> CookieStyle {
        CookieStyle { secure: self.config.is_secure() }
    }

    /// Runs a closure that only reads.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        mut work: impl FnMut(&Reading<'_, '_>) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let app = self.clone();
        self.db.read(move |tx| work(&app.reading(tx))).await
    }

    /// What a transaction that begins now reads.
    pub(crate) fn reading<'c, 't>(&'c self, tx: &'c Tx<'t>) -> Reading<'c, 't> {
        let (zone, editions) = (&self.zone, &self.editions);
        Reading { tx, now: self.clock.now(), zone, editions, programme: self.programme() }
    }

    /// Runs a verb: one transaction with its one audit entry. It may run more than once, so it does nothing but
    /// through its [`Change`].
    pub(crate) async fn change<T: Send + 'static>(
        &self,
        actor: Actor,
        mut verb: impl FnMut(&Change<'_, '_>) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let app = self.clone();
        self.db
            .write(move |tx| {
                let change = app.changing(tx, &actor);
                let done = verb(&change)?;
                change.check()?;
                Ok(done)
            })
            .await
    }

    /// A change in a transaction that begins now.
    pub(crate) fn changing<'c, 't>(&'c self, tx: &'c Tx<'t>, actor: &'c Actor) -> Change<'c, 't> {
        Change::new(self.reading(tx), &self.clock, &self.random, actor)
    }

    /// Runs a verb and takes it all back: what it would do is known, and nothing has changed.
    pub(crate) async fn rehearse<T: Send + 'static>(
        &self,
        actor: Actor,
        mut verb: impl FnMut(&Change<'_, '_>) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let never = move |change: &Change<'_, '_>| Ok(Err::<std::convert::Infallible, T>(verb(change)?));
        match self.attempt(actor, never).await? {
            Err(done) => Ok(done),
        }
    }

    /// Runs a verb that may find that it must not be done: then nothing of it is kept, and what it found is returned.
    pub(crate) async fn attempt<T: Send + 'static, R: Send + 'static>(
        &self,
        actor: Actor,
        mut verb: impl FnMut(&Change<'_, '_>) -> Result<Result<T, R>, Fault> + Send + 'static,
    ) -> Result<Result<T, R>, Fault> {
        let app = self.clone();
        let done = self
            .db
            .write(move |tx| -> Result<T, TakenBack<R>> {
                let change = app.changing(tx, &actor);
                let done = verb(&change)?.map_err(TakenBack::Found)?;
                change.check()?;
                Ok(done)
            })
            .await;
        match done {
            Ok(done) => Ok(Ok(done)),
            Err(TakenBack::Found(found)) => Ok(Err(found)),
            Err(TakenBack::Fault(fault)) => Err(fault),
        }
    }
}

/// Why nothing of a change is kept.
enum TakenBack<R> {
    Found(R),
    Fault(Fault),
}

impl<R> From<Fault> for TakenBack<R> {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl<R> From<db::Error> for TakenBack<R> {
    fn from(error: db::Error) -> Self {
        Self::Fault(error.into())
    }
}
