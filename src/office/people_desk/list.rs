//! Finding people: the list with its filters, and the search across everything.

use crate::{
    ground::{fault::Fault, ids::PersonId},
    people::{member::Membership, words::ranges},
    programme::Reading,
    visit::scope::Scope,
};
use db::{Row, params, sql};

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PersonLine {
    pub id: PersonId,
    pub key: String,
    pub name: String,
    pub folded: String,
    pub email: String,
    pub local: String,
    pub membership: Membership,
    /// Minutes credited, and minutes left; `None` for anyone who is not enrolled.
    pub total: Option<i64>,
    pub left: Option<i64>,
    pub certified: bool,
}

/// Which people, in the order of their names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Filter {
    /// Words from the name, or an address, or a member number.
    pub text: String,
    pub local: Option<i64>,
    /// One of [`STATES`].
    pub state: String,
    /// For the next page: only people after this name and id.
    pub after: (String, i64),
}

/// States that the list can be filtered by.
pub(crate) const STATES: [&str; 7] =
    ["all", "enrolled", "complete", "certified", "not-enrolled", "membership", "not-verified"];

db::record! { $
    person_lines: "from person p left join local l on l.id = p.local_id
                   left join enrolment e on e.person_id = p.id and e.programme = $12 and e.confirmed_at is not null
                   left join standing s on s.enrolment_id = e.id" => fn read -> Result<PersonLine, Fault> {
        id: "p.id",
        key: "p.key",
        name: "p.name",
        folded: "p.folded",
        email: "p.email",
        local: "coalesce(l.name, p.local_typed) || case when p.chapter <> '' then ', ' || p.chapter else '' end",
        membership: "p.membership",
        total: "s.total_minutes",
        left: "s.left_minutes",
        certified: "exists (select 1 from award a where a.person_id = p.id and a.programme = $12 and a.state = 'issued')",
    }
}

/// The list with its main condition first, so that its index is used, and its order.
macro_rules! lines {
    ($first:literal, $order:literal) => {
        person_lines!(
            "where ",
            $first,
            " p.merged_into is null and p.name <> '' and (p.folded > $1 or (p.folded = $1 and p.id > $2))
               and ($3 = '' or exists (select 1 from person_word w where w.person_id = p.id and w.word >= $3 and w.word < $4))
               and ($8 = '' or exists (select 1 from person_word w where w.person_id = p.id and w.word >= $8 and w.word < $9))
               and ($10 = '' or exists (select 1 from person_word w where w.person_id = p.id and w.word >= $10 and w.word < $11))
               and ($5 = 0 or p.local_id = $5)
               and ($6 = 'all' or ($6 = 'enrolled' and e.id is not null) or ($6 = 'complete' and s.complete)
                    or ($6 = 'certified' and exists (select 1 from award a where a.person_id = p.id and a.programme = $12 and a.state = 'issued'))
                    or ($6 = 'not-enrolled' and e.id is null)
                    or ($6 = 'membership' and p.membership <> 'confirmed' and p.email_verified_at is not null)
                    or ($6 = 'not-verified' and p.email_verified_at is null))
             order by ",
            $order,
            ", p.id limit $7"
        )
    };
}

/// People, by name, with where they stand in the programme that is read for.
pub(crate) fn people(
    tx: &Reading<'_, '_>,
    scope: &Scope,
    filter: &Filter,
    limit: i64,
) -> Result<Vec<PersonLine>, Fault> {
    scope.everybody()?;
    let programme = tx.published()?.map_or_else(String::new, |e| e.rules.id.clone());
    let [first, second, third] = ranges(&filter.text);
    let searched = !first.0.is_empty();
    if !searched && !filter.text.trim().is_empty() {
        return Ok(Vec::new()); // punctuation alone is nobody's name
    }
    let values = params![
        &filter.after.0,
        filter.after.1,
        first.0,
        first.1,
        filter.local.unwrap_or(0),
        &filter.state,
        limit,
        second.0,
        second.1,
        third.0,
        third.1,
        programme
    ];
    let rows = match filter.state.as_str() {
        // sorts what was found, instead of going through everybody in the order of their names
        _ if searched => tx.all(lines!("p.id in (select f.person_id from person_word f where f.word >= $3 and f.word < $4) and", "p.folded || ''"), &values),
        _ if filter.local.is_some() => tx.all(lines!("p.local_id = $5 and", "p.folded"), &values),
        "complete" => tx.all(lines!("p.id in (select f.person_id from enrolment f join standing t on t.enrolment_id = f.id where t.complete and f.programme = $12) and", "p.folded"), &values),
        "certified" => tx.all(lines!("p.id in (select w.person_id from award w where w.state = 'issued' and w.programme = $12) and", "p.folded"), &values),
        _ => tx.all(lines!("", "p.folded"), &values),
    }?;
    rows.iter().map(read).collect()
}

/// Something that a search found: a kind, where it is, and what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub kind: &'static str,
    pub path: String,
    pub name: String,
    pub detail: String,
}

/// The most results of each kind.
const OF_KIND: i64 = 12;

/// Everything that a text may refer to: people, members who are not enrolled, classes, certificates, courses, locals,
/// venues.
pub(crate) fn everything(tx: &Reading<'_, '_>, scope: &Scope, text: &str) -> Result<Vec<Found>, Fault> {
    scope.everybody()?;
    let [first, second, third] = ranges(text);
    if first.0.is_empty() {
        return Ok(Vec::new());
    }
    let like = pattern(text);
    let mut found = Vec::new();
    let filter = Filter { text: text.to_owned(), local: None, state: "all".into(), after: (String::new(), 0) };
    for p in people(tx, scope, &filter, OF_KIND)? {
        let path = format!("/staff/people/{}", p.key);
        found.push(Found { kind: "person", path, name: p.name, detail: format!("{}, {}", p.local, p.email) });
    }
    let mut add = |kind: &'static str, rows: Vec<Row>, path: &dyn Fn(&str) -> String| -> Result<(), Fault> {
        for r in rows {
            found.push(Found { kind, path: path(r.text(0)?), name: r.get(1)?, detail: r.get(2)? });
        }
        Ok(())
    };
    let members = tx.all(
        sql!(
            "select m.number, m.name, l.name || ', ' || m.number from member m join local l on l.id = m.local_id
             where m.number in (select f.number from member_word f where f.word >= $1 and f.word < $2)
               and ($4 = '' or exists (select 1 from member_word w where w.number = m.number and w.word >= $4 and w.word < $5))
               and ($6 = '' or exists (select 1 from member_word w where w.number = m.number and w.word >= $6 and w.word < $7))
               and not exists (select 1 from person p where p.member_number = m.number)
             order by m.folded || '', m.number limit $3"
        ),
        &params![first.0, first.1, OF_KIND, second.0, second.1, third.0, third.1],
    )?;
    add("member", members, &|_| String::new())?;
    let classes = tx.all(
        sql!(
            "select o.key, c.title, substr(s.starts_local, 1, 10) || ', ' || v.name from offering o
             join course c on c.code = o.course_code join venue v on v.id = o.venue_id
             join session s on s.offering_id = o.id and s.ordinal = 0
             where lower(c.title) like $1 escape '\\' or lower(o.source_key) like $1 escape '\\' or o.key = $2
                or lower(o.subtitle) like $1 escape '\\'
             order by o.starts_at desc limit $3"
        ),
        &params![&like, text.trim(), OF_KIND],
    )?;
    add("class", classes, &|key| format!("/staff/classes/{key}"))?;
    let number: String = text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase();
    let certificates = tx.all(
        sql!(
            "select a.number, a.number, p.name from award a join person p on p.id = a.person_id
             where replace(a.number, '-', '') = $1 limit $2"
        ),
        &params![&number, OF_KIND],
    )?;
    add("certificate", certificates, &|number| format!("/staff/certificates/{number}"))?;
    let courses = tx.all(
        sql!(
            "select code, title, code from course where lower(title) like $1 escape '\\' or code = $2
             order by title limit $3"
        ),
        &params![&like, text.trim(), OF_KIND],
    )?;
    add("course", courses, &|code| format!("/staff/catalogue/courses/edit?row={code}"))?;
    let locals = tx.all(
        sql!("select key, name, region from local where folded like $1 escape '\\' order by name limit $2"),
        &params![&like, OF_KIND],
    )?;
    add("local", locals, &|key| format!("/staff/people?local={key}"))?;
    let venues = tx.all(
        sql!("select key, name, address from venue where lower(name) like $1 escape '\\' order by name limit $2"),
        &params![&like, OF_KIND],
    )?;
    add("venue", venues, &|key| format!("/venues/{key}"))?;
    Ok(found)
}

/// The pattern that finds the whole text in titles; the wildcards of `like` are escaped.
fn pattern(text: &str) -> String {
    let folded = crate::ground::fold::fold(text);
    format!("%{}%", folded.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
}

#[cfg(test)]
mod tests {
    use super::pattern;

    #[test]
    fn signs_of_a_pattern_stand_for_themselves() {
        assert_eq!(pattern("Évora"), "%evora%");
        assert_eq!(pattern("100%_\\"), "%100\\%\\_\\\\%");
    }
}
