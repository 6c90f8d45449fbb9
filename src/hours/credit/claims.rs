//! Claims: credit for a class from before the records, or held by somebody else. The member writes what it was and how
//! it can be verified; the office says which course it equals and how much it counts, within the caps.

use super::{
    ledger::{self, Account},
    policy,
};
use crate::{
    ground::{fault::Fault, ids::PersonId, mail::Mail, verb::Verb},
    people::lock::lock_person,
    programme::{
        Reading,
        change::{Change, Entry, Owed},
        courses::{self, CourseRow},
    },
    progress,
    visit::scope::Scope,
};
use db::{Tx, params, sql};
use rules::{Minutes, credit::policy::within_cap};
use sha2::{Digest, Sha256};
use strum::{EnumString, IntoStaticStr};

/// Where the class was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Origin {
    /// The union's own, from before the records.
    Earlier,
    /// Somebody else's.
    Outside,
}

impl Origin {
    pub fn from_name(name: &str) -> Option<Self> {
        name.parse().ok()
    }

    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// What a member claims.
#[derive(Debug, Clone)]
pub(crate) struct Claimed {
    pub origin: Origin,
    pub title: String,
    pub sponsor: String,
    /// ISO date.
    pub taken_on: String,
    pub minutes: Minutes,
    pub evidence: String,
    pub request_key: String,
    /// What shows that they were there: its kind, and its bytes.
    pub file: Option<(&'static str, Vec<u8>)>,
}

/// A claim as stored.
#[derive(Debug, Clone)]
pub(crate) struct Claim {
    pub id: i64,
    pub key: String,
    pub person: PersonId,
    pub person_key: String,
    pub person_name: String,
    pub origin: Origin,
    pub title: String,
    pub sponsor: String,
    pub taken_on: String,
    pub minutes: Minutes,
    pub evidence: String,
    pub accepted: Option<bool>,
    pub course: Option<String>,
    pub credited: Minutes,
    pub answer: String,
    /// The kind of the file that came with it, and its size in bytes.
    pub file: Option<String>,
    pub file_size: i64,
}

db::record! { $
    claims: "from claim c join person p on p.id = c.person_id left join evidence f on f.claim_id = c.id" => fn read -> Result<Claim, Fault> {
        id: "c.id",
        key: "c.key",
        person: "c.person_id",
        person_key: "p.key",
        person_name: "p.name",
        origin: "c.origin" => |name: String| Origin::from_name(&name).unwrap_or(Origin::Outside),
        title: "c.title",
        sponsor: "c.sponsor",
        taken_on: "c.taken_on",
        minutes: "c.minutes",
        evidence: "c.evidence",
        accepted: "c.accepted",
        course: "c.course_code",
        credited: "c.credited",
        answer: "c.answer",
        file: "f.kind",
        file_size: "coalesce(f.size, 0)",
    }
}

/// Claims that wait for the office, oldest first.
pub(crate) fn waiting(tx: &Tx<'_>, scope: &Scope) -> Result<Vec<Claim>, Fault> {
    scope.everybody()?;
    let rows = tx.all(claims!("where c.decided_at is null order by c.claimed_at, c.id limit 200"), &[])?;
    rows.iter().map(read).collect()
}

/// One person's claims, newest first.
pub(crate) fn of_person(tx: &Tx<'_>, person: PersonId) -> Result<Vec<Claim>, Fault> {
    let rows =
        tx.all(claims!("where c.person_id = $1 order by c.claimed_at desc, c.id desc limit 100"), &params![person])?;
    rows.iter().map(read).collect()
}

/// One claim.
pub(crate) fn by_key(tx: &Tx<'_>, scope: &Scope, key: &str) -> Result<Claim, Fault> {
    let row = tx.optional(claims!("where c.key = $1"), &params![key])?;
    let claim = read(&row.ok_or(Fault::NotFound)?)?;
    scope.record_of(claim.person)?;
    Ok(claim)
}

/// The file that came with a claim.
pub(crate) fn file(tx: &Tx<'_>, claim: i64) -> Result<Vec<u8>, Fault> {
    let row = tx.optional(sql!("select bytes from evidence where claim_id = $1"), &params![claim])?;
    Ok(row.ok_or(Fault::NotFound)?.get(0)?)
}

/// The files that came with somebody's claims, each with a name; with those of records that were merged into theirs.
pub(crate) fn files_of(tx: &Tx<'_>, person: PersonId) -> Result<Vec<(String, Vec<u8>)>, Fault> {
    let rows = tx.all(
        sql!(
            "select c.key, f.kind, f.bytes from claim c join evidence f on f.claim_id = c.id
             where c.person_id in (select cast($1 as bigint) union select m.id from person m where m.merged_into = $1)
             order by c.id"
        ),
        &params![person],
    )?;
    rows.iter().map(|r| Ok((format!("{}.{}", r.get::<String>(0)?, r.get::<String>(1)?), r.get(2)?))).collect()
}

impl Claimed {
    /// The same for the same form with the same content: a form changed after going back is another claim.
    fn fingerprint(&self) -> String {
        let text = [&self.request_key, &self.title, &self.sponsor, &self.taken_on, &self.evidence].map(String::as_str);
        let size = self.file.as_ref().map_or(0, |(_, bytes)| bytes.len());
        let all = format!("{}\0{}\0{size}\0{}", self.origin.name(), self.minutes, text.join("\0"));
        Sha256::digest(all).iter().take(16).map(|b| format!("{b:02x}")).collect()
    }
}

/// Records a claim; the same form sent twice is one claim. Returns whether it stands: a class that they have asked about
/// already, which waits or was accepted, is not asked about again.
pub(crate) fn claim(change: &Change<'_, '_>, person: PersonId, c: &Claimed) -> Result<bool, Fault> {
    lock_person(change.tx, person)?;
    let same = change.tx.optional(
        sql!(
            "select 1 from claim where person_id = $1 and taken_on = $2 and lower(title) = lower($3) and request_key <> $4
               and (decided_at is null or accepted) limit 1"
        ),
        &params![person, &c.taken_on, &c.title, c.fingerprint()],
    )?;
    if same.is_some() {
        return Ok(false);
    }
    let Some((id, _)) = put_down(change, person, c, None)? else { return Ok(true) };
    change.audit(&Entry {
        verb: Verb::ClaimMade,
        object: "claim",
        id,
        before: "",
        after: c.origin.name(),
        reason: "",
    })?;
    Ok(true)
}

/// Takes somebody's claim back, with what came with it, while nobody has answered it. Returns whether it still waited.
pub(crate) fn take_back(change: &Change<'_, '_>, person: PersonId, key: &str) -> Result<bool, Fault> {
    lock_person(change.tx, person)?;
    let row = change.tx.optional(
        sql!("select id, origin from claim where key = $1 and person_id = $2 and decided_at is null"),
        &params![key, person],
    )?;
    let Some(row) = row else { return Ok(false) };
    let (id, origin): (i64, String) = (row.get(0)?, row.get(1)?);
    change.tx.run(sql!("delete from evidence where claim_id = $1"), &params![id])?;
    change.tx.run(sql!("delete from claim where id = $1"), &params![id])?;
    change.audit(&Entry { verb: Verb::ClaimTakenBack, object: "claim", id, before: &origin, after: "", reason: "" })?;
    Ok(true)
}

/// Writes a claim down; returns its id and key, or `None` where the same form was sent before. Part of a verb.
pub(crate) fn put_down(
    change: &Change<'_, '_>,
    person: PersonId,
    c: &Claimed,
    file: Option<i64>,
) -> Result<Option<(i64, String)>, Fault> {
    let (id, key) = (change.id(), change.random.key(10));
    let rows = change.tx.run(
        sql!(
            "insert into claim (id, key, person_id, origin, title, sponsor, taken_on, minutes, evidence, request_key,
                                claimed_at, file_id)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (person_id, request_key) do nothing"
        ),
        &params![
            id,
            &key,
            person,
            c.origin.name(),
            &c.title,
            &c.sponsor,
            &c.taken_on,
            c.minutes,
            &c.evidence,
            c.fingerprint(),
            change.now.0,
            file
        ],
    )?;
    if rows == 0 {
        return Ok(None);
    }
    if let Some((kind, bytes)) = &c.file {
        change.tx.run(
            sql!("insert into evidence (claim_id, kind, size, bytes) values ($1, $2, $3, $4)"),
            &params![id, *kind, bytes.len() as i64, bytes.as_slice()],
        )?;
    }
    Ok(Some((id, key)))
}

/// What the office says to a claim.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    /// The course it equals and its minutes; `None` declines.
    pub course: Option<(String, Minutes)>,
    pub text: String,
}

/// What became of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answered {
    /// Credited, with this many minutes.
    Accepted(Minutes),
    Declined,
    /// Somebody else's class may count only as an elective, and this course is not one.
    NotElective,
    /// The course is shorter than what was to be credited.
    LongerThanCourse(Minutes),
    /// Nobody answers their own claim.
    Oneself,
    /// It would go over a cap, of which this many minutes are left.
    OverCap {
        left: Minutes,
        cap: Minutes,
    },
}

/// The claims that came with a file, oldest first.
pub(crate) fn of_file(tx: &Tx<'_>, file: i64) -> Result<Vec<Claim>, Fault> {
    let rows = tx.all(claims!("where c.file_id = $1 order by c.person_id, c.id"), &params![file])?;
    rows.iter().map(read).collect()
}

/// Answers a claim; a later answer replaces an earlier one by a counter-entry.
pub(crate) fn answer(change: &Change<'_, '_>, (scope, key): (&Scope, &str), a: &Answer) -> Result<Answered, Fault> {
    let claim = by_key(change.tx, scope, key)?;
    if change.person() == Some(claim.person) {
        return Ok(Answered::Oneself);
    }
    lock_person(change.tx, claim.person)?;
    let claim = by_key(change.tx, scope, key)?;
    let answered = decide(change, &claim, a)?;
    let minutes = match answered {
        Answered::Accepted(minutes) => minutes,
        Answered::Declined => 0,
        _ => return Ok(answered),
    };
    progress::recompute(change, claim.person)?;
    change.owe(Owed {
        kind: Mail::ClaimAnswered,
        person: claim.person,
        about: Some(claim.id),
        detail: claim.key.clone(),
        dedupe: format!("claim-answered:{}:{}", claim.id, change.name()),
        due: change.now,
    })?;
    let before = claim.accepted.map_or_else(String::new, |_| format!("{} minutes", claim.credited));
    change.audit(&Entry {
        verb: Verb::ClaimAnswered,
        object: "claim",
        id: claim.id,
        before: &before,
        after: &format!("{minutes} minutes"),
        reason: &a.text,
    })?;
    Ok(answered)
}

/// Decides on a claim whose person is locked, and posts what follows. Part of a verb.
pub(crate) fn decide(change: &Change<'_, '_>, claim: &Claim, a: &Answer) -> Result<Answered, Fault> {
    let edition = change.edition()?;
    if let Some((code, minutes)) = &a.course {
        let course = courses::by_code(change.tx, code)?;
        if claim.origin == Origin::Outside && !counts_as_elective_only(change, &course)? {
            return Ok(Answered::NotElective);
        }
        if *minutes > course.minutes {
            return Ok(Answered::LongerThanCourse(course.minutes));
        }
        let policy = policy::of_edition(change.tx, edition.id, change.editions.day(change.now))?;
        let (all, outside) = credited(change.tx, claim.person, claim.id)?;
        for (have, cap, applies) in
            [(all, policy.claim_cap, true), (outside, policy.outside_cap, claim.origin == Origin::Outside)]
        {
            if applies && within_cap(*minutes, have, cap) < *minutes {
                return Ok(Answered::OverCap { left: (cap - have).max(0), cap });
            }
        }
    }
    // what an earlier answer credited to another course is taken back first
    if let Some(before) = claim.course.as_ref().filter(|b| a.course.as_ref().is_none_or(|(code, _)| code != *b)) {
        settle(change, claim, before, 0, &a.text)?;
    }
    let (course, minutes) = a.course.clone().map_or((None, 0), |(code, minutes)| (Some(code), minutes));
    if let Some(code) = &course {
        settle(change, claim, code, minutes, &a.text)?;
    }
    change.tx.run(
        sql!(
            "update claim set accepted = $2, course_code = $3, credited = $4, answer = $5, decided_by = $6, decided_at = $7
             where id = $1"
        ),
        &params![claim.id, course.is_some(), course.clone(), minutes, &a.text, change.person(), change.now.0],
    )?;
    Ok(if course.is_some() { Answered::Accepted(minutes) } else { Answered::Declined })
}

/// Whether a course counts for electives and nothing else, in each programme that it counts for: hours are given once.
fn counts_as_elective_only(at: &Reading<'_, '_>, course: &CourseRow) -> Result<bool, Fault> {
    let mut counts = false;
    for programme in at.editions.programmes(at)? {
        let rules = &programme.edition.rules;
        let elective = |id: &String| rules.requirements.iter().any(|r| r.id == *id && r.count > 0);
        let parts = course.parts(rules);
        if !parts.iter().all(elective) {
            return Ok(false);
        }
        counts |= !parts.is_empty();
    }
    Ok(counts)
}

fn settle(change: &Change<'_, '_>, claim: &Claim, code: &str, minutes: Minutes, reason: &str) -> Result<(), Fault> {
    let to = match minutes {
        0 => change.takes_from(claim.person),
        _ => change.gives_to(claim.person).ok_or(Fault::NotFound)?,
    };
    let course = courses::by_code(change.tx, code)?;
    let account = Account { to, offering: None, claim: Some(claim.id), course: &course };
    let units = ledger::fill(&course, minutes);
    ledger::post_due(change, &account, &units, "claim", |_| claim.taken_on.as_str(), reason)?;
    Ok(())
}

/// Minutes credited for somebody's other claims: all, and those for classes held by others.
fn credited(tx: &Tx<'_>, person: PersonId, but: i64) -> Result<(Minutes, Minutes), Fault> {
    let row = tx.one(
        sql!(
            "select cast(coalesce(sum(credited), 0) as bigint),
                    cast(coalesce(sum(case when origin = 'outside' then credited else 0 end), 0) as bigint)
             from claim where person_id = $1 and id <> $2"
        ),
        &params![person, but],
    )?;
    Ok((row.get(0)?, row.get(1)?))
}
