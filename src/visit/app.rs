//! What every handler and job gets: database, clock, random source, configuration, and what is cached of them.

use crate::{
    Clock, Random,
    assembly::messages::{Transport, relay::Relay},
    certificates::{
        awards::{badge::Pictures, registry::Lists},
        keys::{self, Ring},
    },
    ground::{
        change::{Actor, Change},
        config::Config,
        fault::Fault,
        locales,
        misses::Misses,
        page_cache::PageCache,
        schema,
        secret::Secret,
    },
    office::{import::member_files::Reading, log::checks::Checks, reports::Snapshots},
    programme::Editions,
    site::assets::Assets,
};
use db::{Db, Tx};
use jiff::tz::TimeZone;
use kit::{Language, Words, cookie::CookieStyle};
use rules::time::Instant;
use std::{ops::Deref, sync::Arc};

/// The running product; clones share it.
#[derive(Clone)]
pub struct App(Arc<Parts>);

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
    pub(crate) transport: Transport,
    pub(crate) relay: Relay,
    pub(crate) secret: Secret,
    pub(crate) keys: Ring,
    pub(crate) lists: Lists,
    pub(crate) badges: Pictures,
    pub(crate) misses: Misses,
    pub(crate) member_files: Reading,
    pub(crate) reports: Snapshots,
    pub(crate) log_checks: Checks,
    /// Turns to look at files that strangers hand in.
    pub(crate) checks: tokio::sync::Semaphore,
    /// Whose turn it is to have a large file of attendance worked out.
    pub(crate) large_files: tokio::sync::Semaphore,
    /// The turn of the one trial of a draft that runs: each takes a reader of the database for seconds.
    pub(crate) trial: tokio::sync::Semaphore,
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl App {
    /// Brings the schema up to date, opens the database, and puts the product together.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the configuration or the database.
    pub async fn open(config: Config, clock: Clock, random: Random) -> Result<Self, String> {
        config.check()?;
        locales::load()?;
        Db::migrate(&config.database, schema::MIGRATIONS).map_err(|e| e.to_string())?;
        let db = Db::open(&config.database).map_err(|e| e.to_string())?;
        let zone = TimeZone::get(&config.timezone).map_err(|e| e.to_string())?;
        let transport = Transport::new(&config)?;
        db.write(crate::people::store::fill_search_keys).await.map_err(|e| e.to_string())?;
        let keys = Ring::open(&config.keys, std::env::var("RATIFY_KEYS").ok(), &random)?;
        let secret = Secret::default();
        match secret.read(&db, &keys, &random).await {
            Err(_) if config.renews_secret => {}
            read => read?,
        }
        let app = Self(Arc::new(Parts {
            db,
            clock,
            random,
            editions: Editions::in_zone(zone.clone()),
            zone,
            assets: Assets::prepare(),
            cache: PageCache::default(),
            transport,
            relay: Relay::default(),
            secret,
            keys,
            lists: Lists::default(),
            badges: Pictures::default(),
            misses: Misses::default(),
            member_files: Reading::default(),
            reports: Snapshots::default(),
            log_checks: Checks::default(),
            checks: tokio::sync::Semaphore::new(2),
            large_files: tokio::sync::Semaphore::new(1),
            trial: tokio::sync::Semaphore::new(1),
            config,
        }));
        let (editions, now) = (app.editions.clone(), app.now());
        app.db
            .write(move |tx| crate::progress::standings::fill_missing(tx, &editions, now))
            .await
            .map_err(|e| e.to_string())?;
        keys::publish(&app).await.map_err(|e| e.to_string())?;
        Ok(app)
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
        work: impl FnMut(&Tx<'_>) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        self.db.read(work).await
    }

    /// Runs a verb: one transaction with its one audit entry. It may run more than once, so it does nothing but
    /// through its [`Change`].
    pub(crate) async fn change<T: Send + 'static>(
        &self,
        actor: Actor,
        mut verb: impl FnMut(&Change<'_, '_>) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let (clock, random) = (self.clock.clone(), self.random.clone());
        self.db
            .write(move |tx| {
                let change = Change::new(tx, &clock, &random, &actor);
                let done = verb(&change)?;
                change.check()?;
                Ok(done)
            })
            .await
    }

    /// Runs what a verb does and takes it all back: what it would do is known, and nothing has changed.
    pub(crate) async fn rehearse<T: Send + 'static>(
        &self,
        actor: Actor,
        mut verb: impl FnMut(&Change<'_, '_>) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let (clock, random) = (self.clock.clone(), self.random.clone());
        let taken_back = self
            .db
            .write(move |tx| -> Result<(), Rehearsed<T>> {
                let change = Change::new(tx, &clock, &random, &actor);
                Err(Rehearsed::Done(verb(&change)?))
            })
            .await;
        match taken_back {
            Err(Rehearsed::Done(done)) => Ok(done),
            Err(Rehearsed::Fault(fault)) => Err(fault),
            Ok(()) => Err(Fault::Ours("a rehearsal was kept".to_owned())),
        }
    }
}

/// How a rehearsal ends: always with an error, so that nothing of it stays.
enum Rehearsed<T> {
    Done(T),
    Fault(Fault),
}

impl<T> From<Fault> for Rehearsed<T> {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl<T> From<db::Error> for Rehearsed<T> {
    fn from(error: db::Error) -> Self {
        Self::Fault(error.into())
    }
}
