//! `members.csv`: the union's member file. Read in one go; nobody is ever removed: those no longer in it are marked and
//! reported. A row that would turn a stored member into somebody else is left alone until somebody says to take it.
//! People who are waiting for their membership to be confirmed are matched.

use super::{
    Count, Input, Kind, Run,
    said::{Said, said},
    table::{self, Check, Problem},
};
use crate::{
    ground::{fault::Fault, fold::fold},
    people::{
        self, fold_email,
        member::Membership,
        membership::{self, Found},
        name_key,
    },
    programme::change::Change,
};
use db::{Value, params, sql};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A file usually changes at most this share of what is stored, in percent; more needs a second person.
const SHARE: usize = 5;
/// Up to this many rows are never too many, whether of all or of one local.
const FEW: usize = 5;

#[derive(Debug, PartialEq, Eq)]
struct Member {
    name: String,
    email: Option<String>,
    local: i64,
    category: String,
}

/// What all member files of a run contained, next to what was stored.
#[derive(Debug, Default)]
pub(crate) struct Members {
    /// Numbers that appeared in some file; `None` if there was no member file.
    seen: Option<HashSet<String>>,
    /// By number, and whether they were already missing from the file before.
    stored: HashMap<String, (Member, bool)>,
    /// The numbers of new rows, by name and address.
    fresh: HashMap<(String, String), String>,
}

/// The locals by their keys and their folded names, each with its region.
type Locals = HashMap<String, (i64, String)>;

pub(super) fn import(run: &mut Run<'_, '_, '_>, input: &Input) -> Result<Count, Fault> {
    let mut count = Count { file: input.name.clone(), new: 0, changed: 0, same: 0, gone: 0, doubtful: 0 };
    let rows = match table::read(input, Kind::Members.columns()) {
        Ok(rows) => rows,
        Err(problems) => {
            run.problems.extend(problems);
            return Ok(count);
        }
    };
    run.progress.expect(rows.len());
    let locals = locals(run)?;
    let stored = stored(run)?;
    let mut seen: HashSet<&str> = HashSet::with_capacity(rows.len());
    let (mut fresh, mut words): (Vec<Vec<Value>>, Vec<Vec<Value>>) = (Vec::new(), Vec::new());
    let mut addresses: HashMap<String, usize> = HashMap::new();
    let mut capitals: Vec<(usize, String)> = Vec::new();
    for row in &rows {
        run.progress.step();
        let mut check = Check::new(&input.name, row.line, &mut run.problems);
        let (number, name) = (check.text(row, "number"), people::turned_name(&check.text(row, "name")));
        let (local, category) = (check.text(row, "local"), check.text(row, "category"));
        if !seen.insert(row.get("number")) {
            check.wrong("number", said!("import-twice", value = number));
        }
        let place = locals.get(&local).or_else(|| locals.get(&fold(&local))).cloned();
        if place.is_none() {
            check.wrong("local", said!("import-no-local", value = local));
        }
        let Some((local, region)) = place.filter(|_| check.clean) else { continue };
        let email = Some(fold_email(row.get("email"))).filter(|e| people::is_address(e));
        if email.is_none() && !row.get("email").is_empty() {
            let message = said!("import-no-address", value = row.get("email"));
            run.warnings.push(warning(input, row.line, "email", message));
        }
        if let Some(line) = email.as_ref().and_then(|e| addresses.insert(e.clone(), row.line)) {
            let message = said!("import-same-address", line = line);
            run.warnings.push(warning(input, row.line, "email", message));
        }
        let name = match stored.get(&number) {
            // the same words in another order or in capitals are the same name: it stays as it is stored
            Some((known, _)) if !people::all_capitals(&known.name) && same_name(&known.name, &name) => {
                known.name.clone()
            }
            _ => name,
        };
        if people::all_capitals(&name) {
            capitals.push((row.line, name.clone()));
        }
        let member = Member { name, email, local, category };
        match stored.get(&number) {
            Some((same, gone)) if *same == member && !gone => count.same += 1,
            Some((before, _)) if !run.take_doubtful && somebody_else(&before.name, &member.name) => {
                count.doubtful += 1;
                let message = said!("import-somebody-else", number = number, before = before.name, after = member.name);
                run.warnings.push(warning(input, row.line, "name", message));
            }
            Some(_) => {
                count.changed += 1;
                update(run.change, &number, &member, &region)?;
            }
            None => {
                count.new += 1;
                let folded = fold(&member.name);
                words.extend(people::words::member_rows(
                    &number,
                    &member.name,
                    member.email.as_deref().unwrap_or_default(),
                ));
                if !stored.is_empty() {
                    let known = (name_key(&member.name), member.email.clone().unwrap_or_default());
                    run.members.fresh.insert(known, number.clone());
                }
                fresh.push(params![number, member.name, folded, member.email, local, member.category, region].to_vec());
            }
        }
    }
    if run.problems.is_empty() {
        let insert = "insert into member (number, name, folded, email_folded, local_id, category, region)";
        run.change.tx.insert_many(insert, &fresh)?;
        run.change.tx.insert_many(people::words::MEMBER_INSERT, &words)?;
    }
    if let Some((line, name)) = capitals.first() {
        let message = said!("import-capitals", name = name, count = capitals.len());
        run.warnings.push(warning(input, *line, "name", message));
    }
    let known = &mut run.members;
    known.seen.get_or_insert_default().extend(seen.iter().map(|n| (*n).to_owned()));
    if known.stored.is_empty() {
        known.stored = stored;
    }
    Ok(count)
}

fn warning(input: &Input, line: usize, column: &str, message: Said) -> Problem {
    Problem { file: input.name.clone(), line, column: column.to_owned(), message }
}

/// Whether the name in a file is the stored one in capitals or in another order; a corrected spelling is another name.
fn same_name(stored: &str, name: &str) -> bool {
    let words = |text: &str| {
        let mut words: Vec<String> =
            text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect();
        words.sort_unstable();
        words
    };
    words(stored) == words(name) || people::all_capitals(name) && name_key(stored) == name_key(name)
}

/// Whether a number's two names have no word in common: someone who marries keeps a first name, a reused number
/// nothing.
fn somebody_else(before: &str, after: &str) -> bool {
    let (before, after) = (name_key(before), name_key(after));
    !before.split(' ').any(|word| after.split(' ').any(|other| other == word))
}

fn locals(run: &Run<'_, '_, '_>) -> Result<Locals, Fault> {
    let mut locals = Locals::new();
    for row in run.change.tx.all(sql!("select key, folded, id, region from local"), &[])? {
        let place: (i64, String) = (row.get(2)?, row.get(3)?);
        locals.insert(row.get(1)?, place.clone());
        locals.insert(row.get(0)?, place);
    }
    Ok(locals)
}

fn stored(run: &Run<'_, '_, '_>) -> Result<HashMap<String, (Member, bool)>, Fault> {
    let mut stored = HashMap::new();
    let rows = run
        .change
        .tx
        .all(sql!("select number, name, email_folded, local_id, category, gone_since is not null from member"), &[])?;
    for row in rows {
        let member = Member { name: row.get(1)?, email: row.get(2)?, local: row.get(3)?, category: row.get(4)? };
        stored.insert(row.get(0)?, (member, row.get(5)?));
    }
    Ok(stored)
}

fn update(change: &Change<'_, '_>, number: &str, member: &Member, region: &str) -> Result<(), Fault> {
    change.tx.run(
        sql!(
            "update member set name = $2, folded = $3, email_folded = $4, local_id = $5, category = $6, region = $7,
                    gone_since = null
             where number = $1"
        ),
        &params![
            number,
            &member.name,
            fold(&member.name),
            member.email.clone(),
            member.local,
            &member.category,
            region
        ],
    )?;
    people::words::of_member(change.tx, number, &member.name, member.email.as_deref().unwrap_or_default())
}

/// After all member files of a run: those in none of them are marked, and those who were waiting are matched. Returns
/// why a second person has to agree, if the files change more than files usually do.
pub(super) fn finish(run: &mut Run<'_, '_, '_>, counts: &mut [Count]) -> Result<Option<Said>, Fault> {
    let known = std::mem::take(&mut run.members);
    let Some(seen) = known.seen.filter(|_| run.problems.is_empty()) else { return Ok(None) };
    let mut of_local: BTreeMap<i64, (usize, usize)> = BTreeMap::new();
    let (mut gone, mut renumbered, mut lost_zeros) = (0, 0, 0);
    for (number, (member, _)) in known.stored.iter().filter(|(_, (_, was_gone))| !was_gone) {
        let (all, left) = of_local.entry(member.local).or_default();
        *all += 1;
        if !seen.contains(number) {
            *left += 1;
            gone += 1;
            let same = (name_key(&member.name), member.email.clone().unwrap_or_default());
            if let Some(new) = known.fresh.get(&same) {
                renumbered += 1;
                lost_zeros += usize::from(new.trim_start_matches('0') == number.trim_start_matches('0'));
            }
            run.change
                .tx
                .run(sql!("update member set gone_since = $2 where number = $1"), &params![number, run.change.now.0])?;
        }
    }
    if let Some(last) = counts.iter_mut().rev().find(|c| c.file.contains("members")) {
        last.gone = gone;
    }
    match_people(run.change)?;
    if renumbered > 0 {
        return Ok(Some(if lost_zeros > 0 {
            said!("import-lost-zeros", count = renumbered)
        } else {
            said!("import-renumbered", count = renumbered)
        }));
    }
    let changes: usize = counts.iter().filter(|c| c.file.contains("members")).map(|c| c.changed + c.doubtful).sum();
    let all: usize = of_local.values().map(|(all, _)| all).sum();
    if changes + gone > FEW && (changes + gone) * 100 > all * SHARE {
        return Ok(Some(said!("import-big-share", changes = changes + gone, all = all, share = SHARE)));
    }
    let emptied = of_local.iter().find(|(_, (all, left))| *left > FEW && left * 100 > all * SHARE);
    let Some((local, (all, left))) = emptied else { return Ok(None) };
    let name = people::locals::name(run.change.tx, *local)?;
    Ok(Some(said!("import-emptied", left = left, all = all, name = name, share = SHARE)))
}

/// Confirms the membership of those who wait for it and are in the file now. Part of an import.
fn match_people(change: &Change<'_, '_>) -> Result<usize, Fault> {
    let rows = change.tx.all(
        sql!(
            "select id, name, email, local_id from person
             where membership = 'to-confirm' and email_verified_at is not null limit 20000"
        ),
        &[],
    )?;
    let mut matched = 0;
    for row in rows {
        // nobody confirms their own membership, not even through a file
        if change.gives_to(row.get(0)?).is_none() {
            continue;
        }
        let found = membership::look_up(change.tx, &row.get::<String>(1)?, &row.get::<String>(2)?, row.get(3)?)?;
        if let Found::Member(number) = found {
            people::store::set_membership(change, row.get(0)?, Membership::Confirmed, Some(&number))?;
            matched += 1;
        }
    }
    Ok(matched)
}

#[cfg(test)]
mod tests {
    use super::somebody_else;

    #[test]
    fn a_married_name_is_no_other_person() {
        assert!(!somebody_else("Ana Lima", "Ana Silva-Lima"));
        assert!(!somebody_else("Ana Lima", "SILVA, ANA"));
        assert!(somebody_else("Ana Lima", "Bo Reyes"));
    }
}
