//! A local's bargaining team: who is on it, what it should know, and what it lacks. Only those who agreed to be seen by
//! their local are shown; the others are only counted.

use crate::{
    ground::{fault::Fault, ids::PersonId, mail::Mail, verb::Verb},
    people::{self, fold_email, store::NewPerson},
    programme::{
        Edition,
        change::{Change, Entry, Owed},
    },
};
use db::{Row, Tx, params, sql};
use std::collections::BTreeMap;

/// What a team should have: a number of people with a part or a course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    /// `part:` and its id, or `course:` and its code.
    pub what: String,
    pub wanted: i64,
    /// Names of those on the team who have it and agreed to be seen.
    pub have: Vec<String>,
    /// Others in the local who have it and agreed to be seen: their key and name.
    pub outside: Vec<(String, String)>,
}

impl Target {
    /// How many are still wanted.
    pub fn gap(&self) -> i64 {
        (self.wanted - self.have.len() as i64).max(0)
    }

    pub fn part(&self) -> Option<&str> {
        self.what.strip_prefix("part:")
    }

    pub fn course(&self) -> Option<&str> {
        self.what.strip_prefix("course:")
    }
}

/// Somebody on the team who agreed to be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TeamMember {
    pub key: String,
    pub name: String,
    /// Their chapter of the local, if they have one.
    pub chapter: String,
    /// Credited minutes, and whether everything is complete.
    pub minutes: i64,
    pub complete: bool,
    /// Minutes that count for each part.
    parts: BTreeMap<String, i64>,
    courses: Vec<String>,
}

/// A team as its officers see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Board {
    pub contract_ends: Option<String>,
    pub targets: Vec<Target>,
    pub seen: Vec<TeamMember>,
    /// Members of the local with the certificate who agreed to be seen: their key and name.
    pub certified: Vec<(String, String)>,
    /// Addresses about which nothing is shown: nobody has them, or those who do have not agreed to be seen.
    pub unseen: Vec<String>,
}

/// The most members of a local who are read for its page.
const MOST_SEEN: i64 = 500;

/// The team of a local.
pub(crate) fn board(tx: &Tx<'_>, edition: &Edition, local: i64) -> Result<Board, Fault> {
    let ends = tx.optional(sql!("select contract_ends from board where local_id = $1"), &params![local])?;
    let rows =
        tx.all(sql!("select what, people from board_target where local_id = $1 order by what"), &params![local])?;
    let mut targets = Vec::new();
    for r in &rows {
        // parts of other programmes are on that programme's page
        let Some(what) = of_programme(r.text(0)?, &edition.rules.id) else { continue };
        targets.push(Target { what, wanted: r.get(1)?, have: Vec::new(), outside: Vec::new() });
    }
    let courses = courses(tx, local)?;
    let programme = edition.rules.id.as_str();
    let seen = members(team(tx, local, programme)?, &courses)?;
    let others = if targets.is_empty() { Vec::new() } else { members(others(tx, local, programme)?, &courses)? };
    for target in &mut targets {
        target.have = seen.iter().filter(|p| has(p, target, edition)).map(|p| p.name.clone()).collect();
        let there = others.iter().filter(|p| has(p, target, edition));
        target.outside = there.map(|p| (p.key.clone(), p.name.clone())).collect();
    }
    let certified = tx.all(
        sql!(
            "select p.key, case when p.called <> '' then p.called else p.name end from person p where p.local_id = $1 and p.share_with_local and p.merged_into is null
               and exists (select 1 from award a where a.person_id = p.id and a.programme = $3 and a.state = 'issued')
             order by p.name, p.id limit $2"
        ),
        &params![local, MOST_SEEN, programme],
    )?;
    let certified = certified.iter().map(|r| Ok((r.get(0)?, r.get(1)?))).collect::<Result<Vec<_>, Fault>>()?;
    let unseen = tx.all(
        sql!(
            "select b.email_folded from board_person b where b.local_id = $1 and b.typed and not exists
               (select 1 from person q join person p on p.id = coalesce(q.merged_into, q.id)
                where q.email_folded = b.email_folded and p.local_id = $1 and p.share_with_local)
             order by b.email_folded"
        ),
        &params![local],
    )?;
    Ok(Board {
        contract_ends: ends.map(|r| r.get(0)).transpose()?.flatten(),
        targets,
        seen,
        certified,
        unseen: unseen.iter().map(|r| r.get(0)).collect::<Result<_, _>>()?,
    })
}

/// What begins the stored name of a part of a programme.
fn parts_of(programme: &str) -> String {
    format!("part:{programme}/")
}

/// A stored target as it is called within a programme: a part of it without its name, or a course.
fn of_programme(what: &str, programme: &str) -> Option<String> {
    match what.strip_prefix(parts_of(programme).as_str()) {
        Some(part) => Some(format!("part:{part}")),
        None => what.starts_with("course:").then(|| what.to_owned()),
    }
}

/// Those on the team who agreed to be seen.
fn team(tx: &Tx<'_>, local: i64, programme: &str) -> Result<Vec<Row>, Fault> {
    Ok(tx.all(
        sql!(
            "select distinct p.id, p.key, case when p.called <> '' then p.called else p.name end as named, coalesce(s.total_minutes, 0), coalesce(s.complete, false),
                    coalesce(s.applied, '[]'), p.chapter
             from board_person b join person q on q.email_folded = b.email_folded
             join person p on p.id = coalesce(q.merged_into, q.id)
             left join enrolment e on e.person_id = p.id and e.programme = $2 and e.confirmed_at is not null
             left join standing s on s.enrolment_id = e.id
             where b.local_id = $1 and p.local_id = $1 and p.share_with_local order by named, p.id"
        ),
        &params![local, programme],
    )?)
}

/// Others in the local who agreed to be seen.
fn others(tx: &Tx<'_>, local: i64, programme: &str) -> Result<Vec<Row>, Fault> {
    Ok(tx.all(
        sql!(
            "select p.id, p.key, case when p.called <> '' then p.called else p.name end, coalesce(s.total_minutes, 0), coalesce(s.complete, false),
                    coalesce(s.applied, '[]'), p.chapter
             from person p
             left join enrolment e on e.person_id = p.id and e.programme = $3 and e.confirmed_at is not null
             left join standing s on s.enrolment_id = e.id
             where p.local_id = $1 and p.share_with_local and p.merged_into is null and p.id not in
               (select coalesce(q.merged_into, q.id) from board_person b join person q on q.email_folded = b.email_folded
                where b.local_id = $1)
             order by p.name, p.id limit $2"
        ),
        &params![local, MOST_SEEN, programme],
    )?)
}

/// The courses for which each of a local has credit, of those who agreed to be seen.
fn courses(tx: &Tx<'_>, local: i64) -> Result<BTreeMap<PersonId, Vec<String>>, Fault> {
    let rows = tx.all(
        sql!(
            "select c.person_id, c.course_code from person p join credit c on c.person_id = p.id
             where p.local_id = $1 and p.share_with_local group by c.person_id, c.course_code having sum(c.minutes) > 0"
        ),
        &params![local],
    )?;
    let mut out: BTreeMap<PersonId, Vec<String>> = BTreeMap::new();
    for row in &rows {
        out.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    Ok(out)
}

fn members(rows: Vec<Row>, courses: &BTreeMap<PersonId, Vec<String>>) -> Result<Vec<TeamMember>, Fault> {
    let member = |r: &Row| {
        let applied: Vec<(String, String, i64)> = serde_json::from_str(r.text(5)?)?;
        let mut parts: BTreeMap<String, i64> = BTreeMap::new();
        for (_, part, minutes) in applied {
            *parts.entry(part).or_default() += minutes;
        }
        Ok(TeamMember {
            key: r.get(1)?,
            name: r.get(2)?,
            minutes: r.get(3)?,
            complete: r.get(4)?,
            parts,
            courses: courses.get(&r.get::<PersonId>(0)?).cloned().unwrap_or_default(),
            chapter: r.get(6)?,
        })
    };
    rows.iter().map(member).collect()
}

/// Whether somebody has what a target asks for.
fn has(person: &TeamMember, target: &Target, edition: &Edition) -> bool {
    match (target.part(), target.course()) {
        (Some(part), _) => {
            let needed = edition.rules.requirements.iter().find(|r| r.id == part).map_or(i64::MAX, |r| r.nominal());
            person.parts.get(part).copied().unwrap_or(0) >= needed
        }
        (_, Some(course)) => person.courses.iter().any(|c| c == course),
        _ => false,
    }
}

/// The most new addresses of a local in a day: each of them may get a letter.
const A_DAY: i64 = 120;

/// Puts addresses, with the names that stood beside them, on the team. Whoever has one of them and is in the local is asked
/// whether they agree to be seen; whoever is not enrolled gets one letter that invites them. The officer learns neither.
/// Returns whether there was room for them today; if not, nothing is done.
pub(crate) fn add(change: &Change<'_, '_>, local: i64, people: &[(String, String)]) -> Result<bool, Fault> {
    let today = change.tx.one(
        sql!("select count(*) from board_person where local_id = $1 and added_at > $2"),
        &params![local, change.now.plus_minutes(-24 * 60).0],
    )?;
    if today.get::<i64>(0)? + i64::try_from(people.len()).unwrap_or(i64::MAX) > A_DAY {
        return Ok(false);
    }
    let mut added = 0;
    for (name, email) in people {
        let new = add_one(change, local, email, true)?;
        if new > 0 {
            invite(change, local, (name, email))?;
        }
        added += new;
    }
    if added > 0 {
        audit(change, Verb::BoardPersonAdded, local, &added.to_string())?;
    }
    Ok(true)
}

/// Invites somebody who never confirmed an address, once for each local.
fn invite(change: &Change<'_, '_>, local: i64, (name, email): (&str, &str)) -> Result<(), Fault> {
    let Some(officer) = change.person() else { return Ok(()) };
    let person = match people::store::by_email(change.tx, email)? {
        Some(person) if person.verified => return Ok(()),
        Some(person) => person.id,
        None => {
            let name = if name.is_empty() { email.split('@').next().unwrap_or(email) } else { name };
            let language = people::store::by_id(change.tx, officer)?.language;
            let said = NewPerson {
                name: name.to_owned(),
                email: email.to_owned(),
                local_id: Some(local),
                local_typed: String::new(),
                work: "other".to_owned(),
                language,
                share: false,
            };
            people::store::add(change, &said)?
        }
    };
    change.owe(Owed {
        kind: Mail::ProgramInvited,
        person,
        about: Some(local),
        detail: officer.0.to_string(),
        dedupe: format!("program-invited:{local}:{person}"),
        due: change.now,
    })?;
    Ok(())
}

fn add_one(change: &Change<'_, '_>, local: i64, email: &str, typed: bool) -> Result<u64, Fault> {
    let added = change.tx.run(
        sql!(
            "insert into board_person (local_id, email_folded, added_by, added_at, typed) values ($1, $2, $3, $4, $5)
             on conflict (local_id, email_folded) do update set typed = true where not board_person.typed and excluded.typed"
        ),
        &params![local, fold_email(email), change.person(), change.now.0, typed],
    )?;
    if added == 0 {
        return Ok(0);
    }
    if let Some(person) = people::store::by_email(change.tx, email)?
        && person.local_id == Some(local)
        && person.verified
        && !person.share
    {
        change.owe(Owed {
            kind: Mail::ShareAsked,
            person: person.id,
            about: Some(local),
            detail: String::new(),
            dedupe: format!("share-asked:{local}:{}", person.id),
            due: change.now,
        })?;
    }
    Ok(added)
}

/// Puts somebody of the local on the team who is seen already, by their key. Nobody typed their address: should they no
/// longer agree to be seen, it is not shown.
pub(crate) fn add_seen(change: &Change<'_, '_>, local: i64, key: &str) -> Result<(), Fault> {
    let row = change.tx.optional(
        sql!("select email from person where key = $1 and local_id = $2 and share_with_local"),
        &params![key, local],
    )?;
    let email: String = row.ok_or(Fault::NotFound)?.get(0)?;
    let added = add_one(change, local, &email, false)?;
    if added == 0 { Ok(()) } else { audit(change, Verb::BoardPersonAdded, local, "1") }
}

/// Takes an address off the team: of those who are seen, by their key; of the others, by the address as it was typed.
pub(crate) fn remove(change: &Change<'_, '_>, local: i64, who: &str) -> Result<(), Fault> {
    let removed = change.tx.run(
        sql!(
            "delete from board_person where local_id = $1 and (email_folded = $2 or email_folded in
               (select p.email_folded from person p where p.key = $2 and p.share_with_local
                union all select q.email_folded from person q where q.merged_into =
                  (select p.id from person p where p.key = $2 and p.share_with_local)))"
        ),
        &params![local, who],
    )?;
    if removed > 0 { audit(change, Verb::BoardPersonRemoved, local, "") } else { Ok(()) }
}

/// Sets what the team should have, of the parts of a programme and of courses, and when the contract ends.
pub(crate) fn aim(
    change: &Change<'_, '_>,
    local: i64,
    contract_ends: Option<&str>,
    (programme, targets): (&str, &[(String, i64)]),
) -> Result<(), Fault> {
    change.tx.run(
        sql!(
            "insert into board (local_id, contract_ends, changed_by, changed_at) values ($1, $2, $3, $4)
             on conflict (local_id) do update set contract_ends = excluded.contract_ends,
               changed_by = excluded.changed_by, changed_at = excluded.changed_at"
        ),
        &params![local, contract_ends, change.person(), change.now.0],
    )?;
    let parts = parts_of(programme);
    let length = i64::try_from(parts.chars().count()).unwrap_or(i64::MAX);
    change.tx.run(
        sql!("delete from board_target where local_id = $1 and (what like 'course:%' or substr(what, 1, cast($3 as integer)) = $2)"),
        &params![local, &parts, length],
    )?;
    for (what, people) in targets {
        let what = what.strip_prefix("part:").map_or_else(|| what.clone(), |part| format!("{parts}{part}"));
        change.tx.run(
            sql!("insert into board_target (local_id, what, people) values ($1, $2, $3)"),
            &params![local, &what, *people],
        )?;
    }
    audit(change, Verb::BoardAimed, local, &format!("{} targets", targets.len()))
}

fn audit(change: &Change<'_, '_>, verb: Verb, local: i64, after: &str) -> Result<(), Fault> {
    change.audit(&Entry { verb, object: "local", id: local, before: "", after, reason: "" })?;
    Ok(())
}
