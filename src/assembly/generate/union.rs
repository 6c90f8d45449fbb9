//! A whole union that has run its programme for years, written into a database in bulk: every member with a record,
//! classes with rosters, presences and credit, the mail that was sent and the log of it, certificates. For measuring
//! pages at the size at which they must still be fast. Nobody in it exists.

use super::{MadePerson, files, people};
use crate::{
    Random,
    certificates::awards,
    ground::{fault::Fault, fold::fold, ids::PersonId, verb::Verb},
    office::{
        import::{self, Input, Job},
        log,
    },
    people::{mailbox, name_key, words},
    programme::{
        change::Actor,
        courses::{self, CourseRow},
    },
    progress,
    visit::{app::App, scope::Scope},
};
use db::{Value, params, sql};
use jiff::{ToSpan, civil::Date};
use rules::time::Instant;
use std::collections::{BTreeMap, BTreeSet};

/// How much is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Members, each with a record.
    pub members: usize,
    /// Classes.
    pub classes: usize,
    /// Presences: one person in one session.
    pub presences: usize,
    /// Years over which the classes are spread.
    pub years: i64,
    /// People who have a certificate.
    pub certificates: usize,
}

/// The courses of somebody who has earned the certificate.
const COMPLETE: [&str; 6] = ["fnd-100", "dem-200", "spc-301", "spc-303", "spc-307", "spc-309"];
/// Classes that are to come, and those whose rosters are not approved yet.
const COMING: usize = 60;
const OPEN: usize = 20;
/// Locals, as many as the union has.
pub(crate) const LOCALS: usize = 400;
/// People who teach.
const TRAINERS: usize = 50;
/// Rows that are written at once.
const AT_ONCE: usize = 40_000;

macro_rules! files {
    ($($folder:literal $name:literal),+) => {
        vec![$(Input::new($name, include_bytes!(concat!("../../../", $folder, "/", $name)).to_vec())),+]
    };
}

/// The sample programme with its courses and places.
pub(crate) fn programme() -> Vec<Input> {
    files![
        "programmes" "bargaining-certificate.toml",
        "programmes" "bargaining-certificate.wording.toml",
        "programmes" "bargaining-certificate.examples.json",
        "sample" "courses.csv",
        "sample" "venues.csv"
    ]
}

/// Fills an empty database.
///
/// # Errors
/// A sentence from the import or the database.
pub(crate) async fn store(app: &App, size: Size, seed: u64) -> Result<(), String> {
    let wrong = |e: Fault| e.to_string();
    let (locals, members) = files(size.members, LOCALS, seed);
    let mut inputs = programme();
    inputs.push(Input::new("locals.csv", locals.into_bytes()));
    inputs.push(Input::new("members.csv", members.into_bytes()));
    let job = Job { inputs, shift_days: 0, keep: true, take_doubtful: false, over_stored: false, agreed: true };
    let report = import::by_operator(app, job).await?;
    if let Some(problem) = report.problems.first() {
        return Err(problem.to_string());
    }
    let mut writer = Writer::new(app, size, seed).await.map_err(wrong)?;
    writer.people().await.map_err(wrong)?;
    for class in 0..size.classes {
        writer.class(class);
        if writer.rows.len() >= AT_ONCE {
            writer.flush().await.map_err(wrong)?;
        }
    }
    writer.flush().await.map_err(wrong)?;
    progress::audit_all(app, Actor::System, |_| ()).await.map_err(wrong)?;
    certificates(app, size.certificates).await.map_err(wrong)?;
    while log::seal::round(app).await.map_err(wrong)? > 0 {}
    Ok(())
}

/// Issues certificates to those who are ready, up to `count` in all.
async fn certificates(app: &App, count: usize) -> Result<(), Fault> {
    loop {
        let ready: Vec<PersonId> =
            app.read(|tx| Ok(awards::store::ready(tx, &Scope::program())?.iter().map(|r| r.person).collect())).await?;
        let issued: i64 = app.read(|tx| Ok(tx.one(sql!("select count(*) from award"), &[])?.get(0)?)).await?;
        let missing = count.saturating_sub(usize::try_from(issued).unwrap_or(0)).min(ready.len());
        if missing == 0 {
            break;
        }
        let chosen: Vec<PersonId> = ready.into_iter().take(missing.min(1_000)).collect();
        app.change(Actor::System, move |change| awards::verbs::start(change, &change.edition()?.rules.id, &chosen))
            .await?;
        while awards::batches::go_on(app).await? > 0 {}
    }
    awards::seal::seal_all(app).await
}

/// Rows by the statement that inserts them.
#[derive(Default)]
struct Rows(BTreeMap<usize, Vec<Vec<Value>>>);

/// The insert statements up to their values, in the order in which rows refer to one another.
const INSERTS: [&str; 14] = [
    "insert into person (id, key, name, email, email_folded, email_verified_at, local_id, work, language, membership, member_number, share_with_local, created_at, folded, name_key, mailbox)",
    "insert into enrolment (id, person_id, programme, edition_id, enrolled_at, confirmed_at)",
    "insert into event (id, key, title, about, venue_id, starts_on, ends_on)",
    "insert into offering (id, key, source_key, course_code, subtitle, event_id, venue_id, mode, room, capacity, min_enrol, stage, closes_at, cancel_until, trainers, worth, starts_at, ends_at, fingerprint)",
    "insert into session (id, offering_id, ordinal, starts_local, ends_local, starts_at, ends_at, excluded)",
    "insert into trainer (offering_id, person_id)",
    "insert into seat (offering_id, number)",
    "insert into signup (id, offering_id, person_id, state, seat, asked_at)",
    "insert into presence (session_id, person_id, here, late, left_early, recorded_by, recorded_at)",
    "insert into roster (offering_id, closed_at, closed_by, approved_at, approved_by)",
    "insert into credit (id, person_id, offering_id, course_code, segment, unit, minutes, earned_on, kind, reason, posted_at)",
    "insert into outbox (id, kind, person_id, about, detail, dedupe, due_at, attempts, sent_at)",
    "insert into audit (id, at, actor, actor_id, verb, object, object_id, before, after, reason, salt)",
    words::INSERT,
];
const PERSON: usize = 0;
const ENROLMENT: usize = 1;
const EVENT: usize = 2;
const OFFERING: usize = 3;
const SESSION: usize = 4;
const TRAINER: usize = 5;
const SEAT: usize = 6;
const SIGNUP: usize = 7;
const PRESENCE: usize = 8;
const ROSTER: usize = 9;
const CREDIT: usize = 10;
const OUTBOX: usize = 11;
const AUDIT: usize = 12;
const WORD: usize = 13;

impl Rows {
    fn add(&mut self, to: usize, row: &[Value]) {
        self.0.entry(to).or_default().push(row.to_vec());
    }

    fn len(&self) -> usize {
        self.0.values().map(Vec::len).sum()
    }
}

struct Writer<'a> {
    app: &'a App,
    size: Size,
    random: Random,
    made: Vec<MadePerson>,
    people: Vec<i64>,
    locals: Vec<i64>,
    venues: Vec<i64>,
    courses: Vec<CourseRow>,
    edition: i64,
    event: i64,
    /// Classes of each course so far.
    of_course: BTreeMap<String, usize>,
    rows: Rows,
}

impl<'a> Writer<'a> {
    async fn new(app: &'a App, size: Size, seed: u64) -> Result<Self, Fault> {
        let (edition, venues, locals, courses) = app
            .read(move |tx| {
                let ids = |rows: Vec<db::Row>| rows.iter().map(|r| r.get(0)).collect::<Result<Vec<i64>, _>>();
                Ok((
                    tx.edition()?.id,
                    ids(tx.all(sql!("select id from venue order by key"), &[])?)?,
                    // the keys of made-up locals sort in the order of their positions
                    ids(tx.all(sql!("select id from local where key like 'made-%' order by key"), &[])?)?,
                    courses::all(tx)?,
                ))
            })
            .await?;
        let held = courses.into_iter().filter(|c| c.minutes > 0).collect();
        Ok(Self {
            app,
            size,
            random: Random::seeded(seed),
            made: people(size.members, LOCALS, seed),
            people: Vec::new(),
            locals,
            venues,
            courses: held,
            edition,
            event: 0,
            of_course: BTreeMap::new(),
            rows: Rows::default(),
        })
    }

    fn id(&self) -> i64 {
        self.app.random.id(&self.app.clock)
    }

    /// The day of a class: most lie in past years, the last ones in the future.
    fn day(&self, class: usize) -> Date {
        let today = self.app.now().date(&self.app.zone);
        let past = self.size.classes.saturating_sub(COMING).max(1);
        let days = self.size.years * 365;
        let at = if class < past {
            -days + 1 + (days - 1) * class as i64 / past as i64
        } else {
            1 + (class - past) as i64 * 5
        };
        today.checked_add(at.days()).unwrap_or(today)
    }

    /// Everybody in the member file has a record; six in ten are enrolled.
    async fn people(&mut self) -> Result<(), Fault> {
        let now = self.app.now();
        for n in 0..self.made.len() {
            let made = self.made[n].clone();
            let id = PersonId(self.id());
            let since =
                now.plus_minutes(-self.random.below((self.size.years * 365 * 24 * 60).cast_unsigned()).cast_signed()).0;
            let row = params![
                id,
                format!("u{n:09}"),
                &made.name,
                &made.email,
                &made.email,
                since,
                self.locals[made.local],
                made.category,
                if n.is_multiple_of(9) { "es" } else { "en" },
                "confirmed",
                &made.number,
                n.is_multiple_of(3),
                since,
                fold(&made.name),
                name_key(&made.name),
                mailbox(&made.email)
            ];
            self.rows.add(PERSON, &row);
            for word in words::rows(id, &made.name, &made.email, &made.number) {
                self.rows.add(WORD, &word);
            }
            if n % 10 < 6 || n < self.size.certificates {
                let row = params![self.id(), id, "bargaining-certificate", self.edition, since, since];
                self.rows.add(ENROLMENT, &row);
            }
            self.people.push(id.0);
            if self.rows.len() >= AT_ONCE {
                self.flush().await?;
            }
        }
        self.flush().await
    }

    /// One class with everything that happened in it.
    fn class(&mut self, n: usize) {
        let course = self.courses[n % self.courses.len()].clone();
        let (id, day, past) = (self.id(), self.day(n), n + COMING < self.size.classes);
        if n.is_multiple_of(20) {
            self.event = self.id();
            let row = params![
                self.event,
                format!("event-{n}"),
                format!("Meeting {n}"),
                "",
                self.venues[n % self.venues.len()],
                day.to_string(),
                day.to_string()
            ];
            self.rows.add(EVENT, &row);
        }
        let local = |hour: i8, minute: i8| day.at(hour, minute, 0, 0);
        let (starts, middle, ends) = (local(16, 0), local(17, 30), local(19, 0));
        let at = |when| Instant::from_local(when, &self.app.zone).unwrap_or(Instant(0));
        let (from, half, until) = (at(starts), at(middle), at(ends));
        let approved = n + COMING + OPEN < self.size.classes;
        let trainer = self.people[self.size.certificates + n % TRAINERS];
        let people = self.attend(&course.code);
        let capacity = people.len() as i64 + 10;
        let worth = serde_json::to_string(&course.units()).unwrap_or_default();
        let row = params![
            id,
            format!("k{n:05}"),
            format!("made-{n}"),
            &course.code,
            "",
            self.event,
            self.venues[n % self.venues.len()],
            if n.is_multiple_of(4) { "online" } else { "in-person" },
            "",
            capacity,
            5_i64,
            if approved { "held" } else { "published" },
            from.0,
            from.0,
            &self.made[self.size.certificates + n % TRAINERS].name,
            worth,
            from.0,
            until.0,
            ""
        ];
        self.rows.add(OFFERING, &row);
        let sessions = [self.id(), self.id()];
        for (ordinal, (begins, ends, from, until)) in
            [(starts, middle, from, half), (middle, ends, half, until)].into_iter().enumerate()
        {
            let row = params![
                sessions[ordinal],
                id,
                ordinal as i64,
                begins.strftime("%Y-%m-%dT%H:%M").to_string(),
                ends.strftime("%Y-%m-%dT%H:%M").to_string(),
                from.0,
                until.0,
                0_i64
            ];
            self.rows.add(SESSION, &row);
        }
        self.rows.add(TRAINER, &params![id, trainer]);
        if past {
            let done = approved.then_some(until.plus_minutes(24 * 60).0);
            if approved || n.is_multiple_of(2) {
                self.rows.add(ROSTER, &params![id, until.0, trainer, done, done.map(|_| trainer)]);
            }
            self.log(Verb::RosterApproved, id, until, trainer);
        }
        for (k, person) in people.into_iter().enumerate() {
            self.one(id, k as i64 + 1, self.people[person], (from, until), past.then_some(sessions));
            if approved {
                self.credit(id, &course, self.people[person], day, until);
            }
        }
    }

    /// Who comes: a random selection of members, and those of the cohort whose class this is.
    fn attend(&mut self, course: &str) -> Vec<usize> {
        let count = self.size.members;
        let nth = self.of_course.entry(course.to_owned()).or_default();
        let place = *nth;
        *nth += 1;
        let mut out = Vec::new();
        if COMPLETE.contains(&course) {
            let of_course = (self.size.classes - COMING - OPEN) / self.courses.len();
            let share = self.size.certificates.div_ceil(of_course.max(1)) + 20;
            out.extend((place * share..(place + 1) * share).filter(|p| *p < self.size.certificates));
        }
        // from a fifth of the average to nearly twice as many
        let average = self.size.presences / 2 / self.size.classes.saturating_sub(COMING).max(1);
        let wanted = average / 5 + self.random.below((average * 8 / 5).max(1) as u64) as usize;
        let from = self.random.below(count as u64) as usize;
        let others = (0..wanted).map(|k| (from + k * 331) % count).filter(|p| *p >= self.size.certificates + TRAINERS);
        out.extend(others);
        let mut seen = BTreeSet::new();
        out.retain(|p| seen.insert(*p));
        out
    }

    fn one(
        &mut self,
        class: i64,
        seat: i64,
        person: i64,
        (from, until): (Instant, Instant),
        sessions: Option<[i64; 2]>,
    ) {
        let (signup, asked) = (self.id(), from.plus_minutes(-20 * 24 * 60));
        self.rows.add(SEAT, &params![class, seat]);
        self.rows.add(SIGNUP, &params![signup, class, person, "confirmed", seat, asked.0]);
        let row = params![self.id(), "booked", person, signup, "", format!("booked:{signup}"), asked.0, 1_i64, asked.0];
        self.rows.add(OUTBOX, &row);
        // this much stands for the log of recent years: older entries would make no difference to any page
        if seat % 4 == 0 {
            self.log(Verb::SignupConfirmed, signup, asked, person);
        }
        for session in sessions.into_iter().flatten() {
            let (here, late) = (self.random.below(12) > 0, if self.random.below(40) == 0 { 20_i64 } else { 0 });
            self.rows.add(PRESENCE, &params![session, person, here, late, 0_i64, person, until.0]);
        }
    }

    fn credit(&mut self, class: i64, course: &CourseRow, person: i64, day: Date, at: Instant) {
        for (n, minutes) in course.units().into_iter().enumerate() {
            let unit = course.segments.get(n).map_or("", |s| s.unit.as_str());
            let row = params![
                self.id(),
                person,
                class,
                &course.code,
                n as i64,
                unit,
                minutes,
                day.to_string(),
                "attended",
                "",
                at.0
            ];
            self.rows.add(CREDIT, &row);
        }
    }

    fn log(&mut self, verb: Verb, id: i64, at: Instant, person: i64) {
        let row =
            params![self.id(), at.0, "person", person, verb.name(), "signup", id, "", "", "", self.app.random.token()];
        self.rows.add(AUDIT, &row);
    }

    async fn flush(&mut self) -> Result<(), Fault> {
        let rows = std::mem::take(&mut self.rows);
        self.app
            .db
            .write(move |tx| {
                for (insert, rows) in &rows.0 {
                    tx.insert_many(INSERTS[*insert], rows)?;
                }
                Ok::<(), db::Error>(())
            })
            .await?;
        Ok(())
    }
}
