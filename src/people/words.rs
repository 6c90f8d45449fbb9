//! The words by which somebody is found, and what a text looks for among them: beginnings of words.

use super::fold_email;
use crate::ground::{fault::Fault, fold::fold, ids::PersonId};
use db::{Tx, Value, params, sql};
use std::collections::BTreeSet;

/// The words of a name, an address and a member number.
pub(crate) fn words(name: &str, email: &str, number: &str) -> BTreeSet<String> {
    let folded = fold(name);
    let mut out: BTreeSet<String> = parts(&folded).map(str::to_owned).collect();
    let email = fold_email(email);
    out.extend(parts(email.split('@').next().unwrap_or_default()).map(str::to_owned));
    out.extend([email, fold(number)].into_iter().filter(|w| !w.is_empty()));
    out
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty())
}

/// From the first word that begins with a text to the first after all of those.
pub(crate) type Range = (String, String);

/// What a text looks for, the longest word first; empty ranges if there are fewer than three. More than three tell
/// nobody apart.
pub(crate) fn ranges(text: &str) -> [Range; 3] {
    let folded = fold(text);
    let of = |word: &str| match word.contains('@') {
        true => vec![word.to_owned()],
        false => parts(word).map(str::to_owned).collect(),
    };
    let mut words: Vec<String> = folded.split(' ').flat_map(of).filter(|w| !w.is_empty()).collect();
    words.sort_by_key(|w| std::cmp::Reverse(w.chars().count()));
    std::array::from_fn(|n| words.get(n).map(|w| (w.clone(), after(w))).unwrap_or_default())
}

/// The first text after all that begin with a word.
fn after(word: &str) -> String {
    let mut chars: Vec<char> = word.chars().collect();
    if let Some(last) = chars.last_mut() {
        *last = char::from_u32(u32::from(*last) + 1).unwrap_or(char::MAX);
    }
    chars.into_iter().collect()
}

/// Rows of `person_word` for one person.
pub(crate) fn rows(id: PersonId, name: &str, email: &str, number: &str) -> Vec<Vec<Value>> {
    words(name, email, number).into_iter().map(|word| params![word, id].to_vec()).collect()
}

/// The start of the statement that writes them.
pub(crate) const INSERT: &str = "insert into person_word (word, person_id)";

/// Writes down how a person is found now. Part of a verb that changed their name, address or number.
pub(crate) fn of_person(tx: &Tx<'_>, id: PersonId) -> Result<(), Fault> {
    let row = tx.one(
        sql!("select name || ' ' || called, email, coalesce(member_number, ''), name from person where id = $1"),
        &params![id],
    )?;
    tx.run(sql!("delete from person_word where person_id = $1"), &params![id])?;
    // anyone forgotten has no name and is found by nothing
    if !row.text(3)?.is_empty() {
        tx.insert_many(INSERT, &rows(id, row.text(0)?, row.text(1)?, row.text(2)?))?;
    }
    Ok(())
}

/// Writes down how a row of the union's member file is found.
pub(crate) fn of_member(tx: &Tx<'_>, number: &str, name: &str, email: &str) -> Result<(), Fault> {
    tx.run(sql!("delete from member_word where number = $1"), &params![number])?;
    tx.insert_many(MEMBER_INSERT, &member_rows(number, name, email))?;
    Ok(())
}

/// Rows of `member_word` for one row of the member file.
pub(crate) fn member_rows(number: &str, name: &str, email: &str) -> Vec<Vec<Value>> {
    words(name, email, number).into_iter().map(|word| params![word, number].to_vec()).collect()
}

/// The start of the statement that writes them.
pub(crate) const MEMBER_INSERT: &str = "insert into member_word (word, number)";

/// Writes down how people and members stored by earlier versions are found.
pub(crate) fn fill(tx: &Tx<'_>) -> Result<(), Fault> {
    let people = tx.all(
        sql!(
            "select p.id, p.name, p.email, coalesce(p.member_number, '') from person p
             where p.name <> '' and not exists (select 1 from person_word w where w.person_id = p.id)"
        ),
        &[],
    )?;
    for row in &people {
        tx.insert_many(INSERT, &rows(row.get(0)?, row.text(1)?, row.text(2)?, row.text(3)?))?;
    }
    let members = tx.all(
        sql!(
            "select m.number, m.name, coalesce(m.email_folded, '') from member m
             where not exists (select 1 from member_word w where w.number = m.number)"
        ),
        &[],
    )?;
    for row in &members {
        tx.insert_many(MEMBER_INSERT, &member_rows(row.text(0)?, row.text(1)?, row.text(2)?))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_finds_the_words_that_begin_with_its_words() {
        let known = words("Ana María O'Brien-Lima", "Ana.Lima+x@Example.org", "S0099");
        let finds = |text: &str| {
            ranges(text)
                .iter()
                .filter(|(from, _)| !from.is_empty())
                .all(|(from, to)| known.range(from.clone()..to.clone()).next().is_some())
        };
        for text in ["ana", "MARIA", "lim ana", "brien", "ana.lima+x@example.org", "ana.lima", "s0099", "o'b", ""] {
            assert!(finds(text), "{text}");
        }
        for text in ["ria", "anna", "ana smith", "example", "s01"] {
            assert!(!finds(text), "{text}");
        }
    }
}
