//! Published editions, parsed once and kept.

use super::{
    Wording,
    brand::{self, Brand},
    courses::{self, CourseRow, Known},
    pages::{self, Placed},
    texts,
    wording::file_slug,
};
use crate::ground::{fault::Fault, when};
use db::{Row, Tx, params, sql};
use jiff::{civil::Date, tz::TimeZone};
use kit::Language;
use rules::{audit::Auditor, programme::Programme, time::Instant};
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, PoisonError, RwLock},
};

/// One published edition.
pub(crate) struct Edition {
    pub id: i64,
    pub rules: Arc<Programme>,
    /// Hash of its rules; of its rules and words, for one that was published while words were part of it.
    pub hash: String,
    /// What pages and letters say.
    pub wording: Wording,
    /// What was said when it was published, and never changes: certificates are compared with what they said when they
    /// were made.
    pub printed: Wording,
    /// How the organisation looks now.
    pub brand: Brand,
    /// Where its pages stand in the menus.
    pub placed: Vec<Placed>,
    /// The version of all texts and of the look when its words were read.
    texts: Option<String>,
    /// The courses as they were last seen.
    seen: RwLock<Option<Arc<Seen>>>,
}

/// The courses at one moment, as an edition sees them.
struct Seen {
    version: Option<String>,
    courses: Arc<Courses>,
    bench: Arc<Bench>,
}

/// Courses by code.
pub(crate) type Courses = BTreeMap<String, Arc<Counted>>;

/// A course with the parts that it may count for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Counted {
    pub course: CourseRow,
    pub parts: Vec<String>,
}

/// The editions of all programmes; clones share what is parsed.
#[derive(Clone)]
pub(crate) struct Editions {
    kept: Arc<RwLock<Kept>>,
    /// The programme's days are days in this zone.
    zone: TimeZone,
}

#[derive(Default)]
struct Kept {
    by_id: HashMap<i64, Arc<Edition>>,
    /// What the database said last.
    programmes: Vec<Listed>,
}

/// A programme as it is listed.
#[derive(Clone)]
pub(crate) struct Listed {
    /// Its edition that new enrolments get: the one published last.
    pub edition: Arc<Edition>,
    /// Whether people can still enroll.
    pub offered: bool,
}

/// An edition that is ready to judge, with the catalogue it judges by.
pub(crate) struct Bench {
    pub known: Known,
    pub auditor: Auditor,
}

impl Edition {
    /// The courses, with the parts that each may count for.
    pub fn courses(&self, tx: &Tx<'_>) -> Result<Arc<Courses>, Fault> {
        Ok(Arc::clone(&self.seen(tx)?.courses))
    }

    /// Ready to judge.
    pub fn bench(&self, tx: &Tx<'_>) -> Result<Arc<Bench>, Fault> {
        Ok(Arc::clone(&self.seen(tx)?.bench))
    }

    /// Read and compiled anew only when a course has changed: every page that shows a class or a record asks for it.
    fn seen(&self, tx: &Tx<'_>) -> Result<Arc<Seen>, Fault> {
        let version = courses::version(tx)?;
        let kept = self.seen.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(seen) = kept.filter(|s| s.version == version) {
            return Ok(seen);
        }
        let all = courses::all(tx)?;
        let known = Known::of(&all);
        let auditor = Auditor::new(Arc::clone(&self.rules), Arc::clone(&known.catalogue));
        let counted =
            |course: CourseRow| (course.code.clone(), Arc::new(Counted { parts: course.parts(&self.rules), course }));
        let courses = Arc::new(all.into_iter().map(counted).collect());
        let seen = Arc::new(Seen { version, courses, bench: Arc::new(Bench { known, auditor }) });
        *self.seen.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&seen));
        Ok(seen)
    }
}

impl Editions {
    /// Nothing kept yet.
    pub fn in_zone(zone: TimeZone) -> Self {
        Self { kept: Arc::default(), zone }
    }

    /// The programme's day of an instant.
    pub fn day(&self, at: Instant) -> Date {
        at.date(&self.zone)
    }

    /// Every programme, the first one first, and those that are not offered any more at the end.
    pub fn programmes(&self, tx: &Tx<'_>) -> Result<Vec<Listed>, Fault> {
        let rows = tx.all(
            sql!(
                "select (select e.id from edition e where e.programme = p.id order by e.published_at desc, e.id desc limit 1),
                        p.offered, (select value from setting where name = 'texts')
                 from programme p order by p.offered desc, p.ordinal"
            ),
            &[],
        )?;
        if let Some(first) = rows.first() {
            self.forget_older(first.get(2)?);
        }
        let listed: Vec<Listed> = rows
            .iter()
            .map(|r| Ok(Listed { edition: self.by_id(tx, r.get(0)?)?, offered: r.get(1)? }))
            .collect::<Result<_, Fault>>()?;
        let same = |kept: &[Listed]| {
            kept.len() == listed.len()
                && kept.iter().zip(&listed).all(|(a, b)| Arc::ptr_eq(&a.edition, &b.edition) && a.offered == b.offered)
        };
        if !same(&self.kept.read().unwrap_or_else(PoisonError::into_inner).programmes) {
            self.kept.write().unwrap_or_else(PoisonError::into_inner).programmes.clone_from(&listed);
        }
        Ok(listed)
    }

    /// The edition that new enrolments in a programme get; of the first programme where none is named.
    pub fn current(&self, tx: &Tx<'_>, programme: Option<&str>) -> Result<Arc<Edition>, Fault> {
        one_of(self.programmes(tx)?, programme).ok_or(Fault::NoProgramme)
    }

    /// Lets go of editions with words of another version.
    fn forget_older(&self, texts: Option<String>) {
        let other = |kept: &Kept| kept.by_id.values().any(|e| e.texts != texts);
        if other(&self.kept.read().unwrap_or_else(PoisonError::into_inner)) {
            self.kept.write().unwrap_or_else(PoisonError::into_inner).by_id.retain(|_, e| e.texts == texts);
        }
    }

    /// An edition by its id.
    pub fn by_id(&self, tx: &Tx<'_>, id: i64) -> Result<Arc<Edition>, Fault> {
        if let Some(found) = self.kept.read().unwrap_or_else(PoisonError::into_inner).by_id.get(&id) {
            return Ok(Arc::clone(found));
        }
        let row = tx.optional(
            sql!(
                "select id, edition, source, wording, source_hash, (select value from setting where name = 'texts')
                 from edition where id = $1"
            ),
            &params![id],
        )?;
        let edition = Arc::new(parse(tx, &row.ok_or(Fault::NotFound)?)?);
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        kept.by_id.insert(id, Arc::clone(&edition));
        Ok(edition)
    }

    /// The edition that judges an enrolment: its own, or the newest once the announced end of its own is past.
    pub fn judging(&self, tx: &Tx<'_>, id: i64, sunset_on: Option<&str>, now: Instant) -> Result<Arc<Edition>, Fault> {
        let ended = sunset_on.is_some_and(|day| self.day(now) > when::parse_date(day));
        let own = self.by_id(tx, id)?;
        if ended { self.current(tx, Some(&own.rules.id)) } else { Ok(own) }
    }

    /// What the file of an edition says, without what the office has saved since.
    pub fn words_of_file(&self, tx: &Tx<'_>, id: i64) -> Result<Wording, Fault> {
        let edition = self.by_id(tx, id)?;
        match texts::newest(tx, &file_slug(&edition.rules.id), Language::En)? {
            Some(file) => Wording::read(&file.body),
            None => Ok(edition.printed.clone()),
        }
    }

    /// Every published edition, oldest first.
    pub fn all(&self, tx: &Tx<'_>) -> Result<Vec<Arc<Edition>>, Fault> {
        let rows = tx.all(sql!("select id from edition order by published_at, id"), &[])?;
        rows.iter().map(|r| self.by_id(tx, r.get(0)?)).collect()
    }

    /// The edition whose words stand around every page about a programme, without asking the database.
    pub fn around(&self, programme: Option<&str>) -> Option<Arc<Edition>> {
        one_of(self.listed(), programme)
    }

    /// The programmes as the database said them last.
    pub fn listed(&self) -> Vec<Listed> {
        self.kept.read().unwrap_or_else(PoisonError::into_inner).programmes.clone()
    }
}

/// The edition in force of the programme that is named, or of the first.
fn one_of(listed: Vec<Listed>, programme: Option<&str>) -> Option<Arc<Edition>> {
    let wanted = |l: &Listed| programme.is_none_or(|id| l.edition.rules.id == id);
    listed.into_iter().find(wanted).map(|l| l.edition)
}

fn parse(tx: &Tx<'_>, row: &Row) -> Result<Edition, Fault> {
    let name: String = row.get(1)?;
    let rules = Programme::from_toml(&name, &row.get::<String>(2)?).map_err(|e| Fault::Ours(e.to_string()))?;
    let wording = Wording::from_toml(&row.get::<String>(3)?)
        .map_err(|(line, e)| Fault::Ours(format!("{name}, line {line}: {e}")))?;
    Ok(Edition {
        id: row.get(0)?,
        wording: wording.clone().saved_over(tx, &rules.id)?,
        printed: wording,
        rules: Arc::new(rules),
        brand: brand::newest(tx)?,
        placed: pages::placed(tx)?,
        hash: row.get(4)?,
        texts: row.get(5)?,
        seen: RwLock::default(),
    })
}
