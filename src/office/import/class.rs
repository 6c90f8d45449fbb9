//! A class as a row of `offerings*.csv`: how its columns are read, how they are stored, and how a stored class reads as a
//! row again. A new column stands here, in `columns.rs` and in the schema.

use super::{
    Kind, rows,
    rows::Cells,
    said::{Said, said},
    sessions::{Session, sessions},
    sites::{self, NewSite},
    table::{Check, Dates, Row, unknown},
};
use crate::{
    classes::teaching::{self, store::State, verbs::Named},
    ground::{fault::Fault, fold::fold, ids::OfferingId},
    hours::credit,
    people,
    programme::{
        Reading,
        change::Change,
        courses::{self, CourseRow},
    },
    progress::enrolment::form::WORK,
};
use db::{Tx, params, sql};
use jiff::{ToSpan, tz::TimeZone};
use rules::{
    credit::{
        SessionPlan, Worth, class_worth,
        policy::{KnobChange, Policy},
    },
    time::Instant,
};
use std::collections::{BTreeMap, BTreeSet};

/// What a class can refer to.
pub(super) struct Known {
    courses: BTreeMap<String, CourseRow>,
    venues: BTreeMap<String, (i64, String)>,
    events: BTreeMap<String, i64>,
    locals: BTreeMap<String, i64>,
    policy: Vec<KnobChange>,
}

impl Known {
    pub fn load(tx: &Tx<'_>) -> Result<Self, Fault> {
        let named = |rows: Vec<db::Row>| -> Result<BTreeMap<String, i64>, Fault> {
            rows.iter().map(|r| Ok((r.get(0)?, r.get(1)?))).collect()
        };
        let venues = tx.all(sql!("select key, id, kind from venue"), &[])?;
        Ok(Self {
            courses: courses::all(tx)?.into_iter().map(|c| (c.code.clone(), c)).collect(),
            venues: venues.iter().map(|r| Ok((r.get(0)?, (r.get(1)?, r.get(2)?)))).collect::<Result<_, Fault>>()?,
            events: named(tx.all(sql!("select key, id from event"), &[])?)?,
            locals: named(tx.all(sql!("select key, id from local"), &[])?)?,
            policy: credit::policy::for_classes(tx)?,
        })
    }
}

/// A class as its row says it.
pub(super) struct NewClass {
    pub course: String,
    subtitle: String,
    event: Option<i64>,
    pub venue: i64,
    pub online: bool,
    pub room: String,
    pub capacity: i64,
    min: i64,
    stage: String,
    closes: Instant,
    cancel: Instant,
    only_local: Option<i64>,
    elsewhere: Option<String>,
    trainers: String,
    pub trainer_emails: Vec<String>,
    worth: String,
    notice: String,
    opens: Option<Instant>,
    only_work: String,
    members_only: bool,
    local_until: Option<Instant>,
    substitutes: bool,
    hold_hours: i64,
    decide_at: Instant,
    pub sites: Vec<NewSite>,
    pub sessions: Vec<Session>,
    /// What the row says, so that the same row is known again.
    pub fingerprint: String,
    /// The same as classes have it that were stored before every cell said its column.
    earlier: String,
    /// If it is outside the band: what the class credits instead, for whoever publishes it.
    pub out_of_band: Option<Said>,
}

/// A row's fingerprint as it was made until November 2026: the first columns by place, the later ones by name.
fn earlier_fingerprint(row: &Row, shift: i64) -> String {
    const BY_PLACE: [&str; 18] = [
        "course",
        "venue",
        "sessions",
        "capacity",
        "subtitle",
        "event",
        "room",
        "mode",
        "min",
        "excluded",
        "closes_hours",
        "cancel_hours",
        "only_local",
        "elsewhere",
        "trainers",
        "trainer_emails",
        "stage",
        "notice",
    ];
    const BY_NAME: [&str; 8] =
        ["sites", "opens", "only_work", "members_only", "local_until", "substitutes", "hold_hours", "decide_days"];
    let named = BY_NAME.iter().filter(|c| !row.get(c).is_empty()).map(|c| format!("|{c}={}", row.get(c)));
    format!("{shift}|{}{}", BY_PLACE.map(|c| row.get(c)).join("|"), named.collect::<String>())
}

impl NewClass {
    /// Reads a row; `None` where something in it is wrong, which `check` then knows.
    pub fn read(
        row: &Row,
        known: &Known,
        dates: Dates,
        check: &mut Check<'_>,
        (zone, shift): (&TimeZone, i64),
    ) -> Option<Self> {
        let course = known.courses.get(row.get("course"));
        if course.is_none() {
            check.wrong("course", unknown("import-no-course", row.get("course")));
        }
        let venue = known.venues.get(row.get("venue"));
        if venue.is_none() {
            check.wrong("venue", unknown("import-no-venue", row.get("venue")));
        }
        let refer = |column: &str, map: &BTreeMap<String, i64>, check: &mut Check<'_>| match row.get(column) {
            "" => None,
            name => {
                let id = map.get(name).copied();
                if id.is_none() {
                    check.wrong(column, said!("import-not-known", value = name));
                }
                id
            }
        };
        let event = refer("event", &known.events, check);
        let only_local = refer("only_local", &known.locals, check);
        let sessions = sessions(row, dates, check, (zone, shift));
        let stage = if row.get("stage").is_empty() { "published" } else { row.get("stage") };
        if !["draft", "published"].contains(&stage) {
            check.wrong("stage", said!("import-stage", value = stage));
        }
        for email in addresses(row.get("trainer_emails")) {
            if !people::is_address(&email) {
                check.wrong("trainer_emails", said!("import-trainer-address", value = email));
            }
        }
        let elsewhere = Some(row.get("elsewhere")).filter(|u| !u.is_empty());
        if elsewhere.is_some_and(|u| !u.starts_with("https://")) {
            check.wrong("elsewhere", said!("import-https"));
        }
        let online = match row.get("mode") {
            "" => venue.is_some_and(|(_, kind)| kind == "virtual"),
            "online" => true,
            "in-person" => false,
            other => {
                check.wrong("mode", said!("import-mode", value = other));
                false
            }
        };
        let (closes, cancel) = (
            check.number(row, "closes_hours", 0..=720, Some(24)),
            check.number(row, "cancel_hours", 0..=720, Some(24)),
        );
        let capacity = check.number(row, "capacity", 0..=5000, None);
        let min = check.number(row, "min", 0..=5000, Some(5));
        let work: Vec<&str> = row.get("only_work").split([' ', ',']).map(str::trim).filter(|w| !w.is_empty()).collect();
        if let Some(other) = work.iter().find(|w| !WORK.contains(w)) {
            check.wrong("only_work", said!("import-one-or-more", value = other, all = WORK.join(" ")));
        }
        let (opens, local_until) =
            (moment(row, "opens", check, zone, shift), moment(row, "local_until", check, zone, shift));
        let (members_only, substitutes) =
            (check.yes_no(row, "members_only", false), check.yes_no(row, "substitutes", true));
        let hold_hours = check.number(row, "hold_hours", 1..=336, Some(48));
        let decide_days = check.number(row, "decide_days", 0..=90, Some(7));
        let sites = sites::read(row, &known.venues, check);
        let (Some(course), Some((venue, _)), Some(first)) = (course, venue, sessions.first().filter(|_| check.clean))
        else {
            return None;
        };
        let plans: Vec<SessionPlan> = sessions
            .iter()
            .map(|s| SessionPlan { contact: s.ends_at.minutes_since(s.starts_at) - s.excluded })
            .collect();
        let policy = Policy::on(first.starts.date(), &known.policy);
        let worth = class_worth(&course.units(), &plans, policy.band_percent, policy.rounding);
        let contact: i64 = plans.iter().map(|p| p.contact).sum();
        let out_of_band = (worth.worth != Worth::Nominal).then(|| {
            let units: Vec<String> = worth.units.iter().map(ToString::to_string).collect();
            said!(
                "import-class-length",
                contact = contact,
                course = course.minutes,
                credited = worth.units.iter().sum::<i64>(),
                units = units.join(" + ")
            )
        });
        // an empty cell says as little as a file without the column
        let said = Kind::Offerings
            .columns()
            .iter()
            .map(|c| (c.name, row.get(c.name)))
            .filter(|(name, cell)| *name != "key" && !cell.is_empty());
        let said: Vec<String> = said.map(|(name, cell)| format!("|{name}={cell}")).collect();
        Some(Self {
            course: course.code.clone(),
            subtitle: row.get("subtitle").to_owned(),
            event,
            venue: *venue,
            online,
            room: row.get("room").to_owned(),
            capacity,
            min,
            stage: stage.to_owned(),
            closes: first.starts_at.plus_minutes(-60 * closes),
            cancel: first.starts_at.plus_minutes(-60 * cancel),
            only_local,
            elsewhere: elsewhere.map(str::to_owned),
            trainers: row.get("trainers").to_owned(),
            trainer_emails: addresses(row.get("trainer_emails")),
            worth: serde_json::to_string(&worth.units).unwrap_or_default(),
            notice: row.get("notice").to_owned(),
            fingerprint: format!("{shift}{}", said.concat()),
            earlier: earlier_fingerprint(row, shift),
            opens,
            only_work: work.join(" "),
            members_only,
            local_until,
            substitutes,
            hold_hours,
            decide_at: first.starts_at.plus_minutes(-decide_days * 24 * 60),
            sites,
            sessions,
            out_of_band,
        })
    }

    /// Whether a class with this fingerprint was stored from the same row.
    pub fn is_as_stored(&self, fingerprint: &str) -> bool {
        self.fingerprint == fingerprint || self.earlier == fingerprint
    }

    /// Who is named to teach: each address, and for one that nobody has the name that belongs to it. Names are those that
    /// members read; who has an account is known by theirs, and the others' come in the order of the others' addresses.
    pub fn named(&self, tx: &Tx<'_>) -> Result<Vec<Named<'_>>, Fault> {
        let parts = self.trainers.split([',', ';', '&']).flat_map(|part| part.split(" and "));
        let mut names: Vec<&str> = parts.map(str::trim).filter(|name| !name.is_empty()).collect();
        let (mut known, mut unknown) = (BTreeSet::new(), 0);
        for email in &self.trainer_emails {
            match people::store::by_email(tx, email)? {
                Some(person) => {
                    known.insert(email.as_str());
                    names.retain(|name| fold(name) != fold(&person.name));
                }
                None => unknown += 1,
            }
        }
        // where they are not as many as the addresses, which name is whose is asked
        let mut names = if names.len() == unknown { names } else { Vec::new() }.into_iter();
        let emails = self.trainer_emails.iter().map(String::as_str);
        Ok(emails.map(|email| Named { email, name: if known.contains(email) { None } else { names.next() } }).collect())
    }

    /// When its first session begins and its last one ends.
    pub fn span(&self) -> (Instant, Instant) {
        let (first, last) = (self.sessions.first(), self.sessions.last());
        (first.map_or(Instant(0), |s| s.starts_at), last.map_or(Instant(0), |s| s.ends_at))
    }

    /// Makes the row of a new class, with no seats yet; [`Self::store`] writes the rest of it.
    pub fn insert(&self, change: &Change<'_, '_>, id: OfferingId, key: &str, source_key: &str) -> Result<(), Fault> {
        change.tx.run(
            sql!(
                "insert into offering (id, key, source_key, course_code, venue_id, stage, capacity, subtitle, mode, room, min_enrol,
                                       closes_at, cancel_until, trainers, worth, starts_at, ends_at, fingerprint, revision)
                 values ($1, $2, $3, $4, $5, 'draft', 0, '', 'online', '', 0, 0, 0, '', '', 0, 0, '', -1)"
            ),
            &params![id, key, source_key, &self.course, self.venue],
        )?;
        self.store(change, id)
    }

    /// Writes everything that is stored with the class itself; a class that is published stays so.
    pub fn store(&self, change: &Change<'_, '_>, id: OfferingId) -> Result<(), Fault> {
        let (starts, ends) = self.span();
        change.tx.run(
            sql!(
                "update offering set course_code = $2, subtitle = $3, event_id = $4, venue_id = $5, mode = $6, room = $7,
                        min_enrol = $8, closes_at = $9, cancel_until = $10, only_local_id = $11, elsewhere = $12,
                        trainers = $13, worth = $14, starts_at = $15, ends_at = $16, notice = $17, opens_at = $18,
                        only_work = $19, members_only = $20, local_until = $21, substitutes = $22, hold_hours = $23,
                        decide_at = $24, fingerprint = $25, revision = revision + 1,
                        stage = case when stage = 'draft' then $26 else stage end
                 where id = $1"
            ),
            &params![
                id,
                &self.course,
                &self.subtitle,
                self.event,
                self.venue,
                if self.online { "online" } else { "in-person" },
                &self.room,
                self.min,
                self.closes.0,
                self.cancel.0,
                self.only_local,
                self.elsewhere.clone(),
                &self.trainers,
                &self.worth,
                starts.0,
                ends.0,
                &self.notice,
                self.opens.map(|o| o.0),
                &self.only_work,
                self.members_only,
                self.local_until.map(|l| l.0),
                self.substitutes,
                self.hold_hours,
                self.decide_at.0,
                &self.fingerprint,
                &self.stage
            ],
        )?;
        Ok(())
    }
}

/// `2026-12-01 08:00`, moved by as many days as the whole file.
fn moment(row: &Row, column: &str, check: &mut Check<'_>, zone: &TimeZone, shift: i64) -> Option<Instant> {
    let text = row.get(column);
    if text.is_empty() {
        return None;
    }
    let at = Dates::of(std::slice::from_ref(row), &[column]).moment(text);
    match at.map(|at| at.checked_add(shift.days()).and_then(|at| Instant::from_local(at, zone))) {
        Ok(at) => at.ok(),
        Err(message) => {
            check.wrong(column, message);
            None
        }
    }
}

/// The addresses in a cell, however people separate them.
fn addresses(text: &str) -> Vec<String> {
    text.split(|c: char| c.is_whitespace() || [',', ';'].contains(&c))
        .filter(|a| !a.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A stored class as a row of its file, with its times in the programme's zone.
pub(crate) fn row_of(at: &Reading<'_, '_>, offering: OfferingId) -> Result<Cells, Fault> {
    // in the order of the columns; what is empty here stands in other tables
    let row = at.optional(
        sql!(
            "select o.source_key, o.course_code, o.subtitle, coalesce(e.key, ''), '', '', o.mode, v.key, o.room,
                    cast((select count(*) from seat k where k.offering_id = o.id and k.number < 10000) as text),
                    cast(o.min_enrol as text), o.trainers, '', coalesce(l.key, ''), o.only_work,
                    case when o.members_only then 'yes' else 'no' end, coalesce(cast(o.opens_at as text), ''),
                    cast((o.starts_at - o.closes_at) / 3600000000 as text),
                    cast((o.starts_at - o.cancel_until) / 3600000000 as text),
                    coalesce(cast(o.local_until as text), ''), case when o.substitutes then 'yes' else 'no' end,
                    cast(o.hold_hours as text), coalesce(cast((o.starts_at - o.decide_at) / 86400000000 as text), ''), '',
                    coalesce(o.elsewhere, ''), o.notice, o.stage
             from offering o join venue v on v.id = o.venue_id left join event e on e.id = o.event_id
             left join local l on l.id = o.only_local_id where o.id = $1"
        ),
        &params![offering],
    )?;
    let mut cells = rows::cells(Kind::Offerings, &row.ok_or(Fault::NotFound)?)?;
    for column in ["opens", "local_until"] {
        if let Some(moment) = cells.get(column).and_then(|stored| stored.parse().ok()).map(Instant) {
            cells.insert(column, moment.local(at.zone).strftime("%Y-%m-%d %H:%M").to_string());
        }
    }
    let (sessions, excluded) = session_cells(at, offering)?;
    cells.extend([
        ("sessions", sessions),
        ("excluded", excluded),
        ("trainer_emails", trainer_cell(at, offering)?),
        ("sites", sites::cell(at, offering)?),
    ]);
    Ok(cells)
}

fn session_cells(tx: &Tx<'_>, offering: OfferingId) -> Result<(String, String), Fault> {
    let rows = tx.all(
        sql!("select starts_local, ends_local, excluded from session where offering_id = $1 order by ordinal"),
        &params![offering],
    )?;
    let (mut times, mut excluded) = (Vec::new(), Vec::new());
    for r in &rows {
        let (from, to) = (rows::minute(r.text(0)?), rows::minute(r.text(1)?));
        times.push(format!("{from}-{}", to.split(' ').nth(1).unwrap_or_default()));
        excluded.push(r.get::<i64>(2)?.to_string());
    }
    Ok((times.join("; "), excluded.join("; ")))
}

fn trainer_cell(tx: &Tx<'_>, offering: OfferingId) -> Result<String, Fault> {
    let asked = teaching::store::of_class(tx, offering)?.into_iter().filter(|t| t.state != State::Declined);
    // who was forgotten since has no address any more
    let mut emails: Vec<String> = asked.map(|t| t.email).filter(|email| !email.ends_with("@invalid")).collect();
    emails.sort();
    Ok(emails.join(" "))
}
