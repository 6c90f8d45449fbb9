//! Finding people: the list with its filters, and the search across everything.

use crate::{fault::Fault, signin::scope::Scope};
use db::{Row, Tx, params, sql};

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub id: i64,
    pub key: String,
    pub name: String,
    pub folded: String,
    pub email: String,
    pub local: String,
    pub membership: String,
    /// Minutes that are credited and minutes that are left; `None` for who is not enrolled.
    pub standing: Option<(i64, i64)>,
    pub certified: bool,
}

/// Which people, in the order of their names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Filter {
    /// Words of the name, or an address, or a member number.
    pub text: String,
    pub local: Option<i64>,
    /// One of [`STATES`].
    pub state: String,
    /// After this name and id: the next page.
    pub after: (String, i64),
}

/// States that the list can be cut down to.
pub(crate) const STATES: [&str; 7] =
    ["all", "enrolled", "complete", "certified", "not-enrolled", "membership", "not-verified"];

fn read(r: &Row) -> Result<Line, Fault> {
    let total: Option<i64> = r.get(7)?;
    let left: Option<i64> = r.get(8)?;
    Ok(Line {
        id: r.get(0)?,
        key: r.get(1)?,
        name: r.get(2)?,
        folded: r.get(3)?,
        email: r.get(4)?,
        local: r.get(5)?,
        membership: r.get(6)?,
        standing: total.zip(left),
        certified: r.get(9)?,
    })
}

/// The list with what it is cut down to first, so that an index leads there.
macro_rules! lines {
    ($first:literal) => {
        sql!(
            "select p.id, p.key, p.name, p.folded, p.email, coalesce(l.name, p.local_typed), p.membership, s.total_minutes,
                    s.left_minutes, exists (select 1 from award a where a.person_id = p.id and a.state = 'issued')
             from person p left join local l on l.id = p.local_id
             left join enrolment e on e.person_id = p.id and e.confirmed_at is not null
             left join standing s on s.enrolment_id = e.id
             where ",
            $first,
            " p.merged_into is null and p.name <> '' and (p.folded > $1 or (p.folded = $1 and p.id > $2))
               and ($3 = '' or p.folded like $3 escape '\\' or p.email_folded like $3 escape '\\' or p.member_number = $4)
               and ($8 = '' or p.folded like $8 escape '\\' or p.email_folded like $8 escape '\\')
               and ($9 = '' or p.folded like $9 escape '\\' or p.email_folded like $9 escape '\\')
               and ($5 = 0 or p.local_id = $5)
               and ($6 = 'all' or ($6 = 'enrolled' and e.id is not null) or ($6 = 'complete' and s.complete)
                    or ($6 = 'certified' and exists (select 1 from award a where a.person_id = p.id and a.state = 'issued'))
                    or ($6 = 'not-enrolled' and e.id is null)
                    or ($6 = 'membership' and p.membership <> 'confirmed' and p.email_verified_at is not null)
                    or ($6 = 'not-verified' and p.email_verified_at is null))
             order by p.folded, p.id limit $7"
        )
    };
}

/// The words of a text as they are looked for anywhere in a name, the longest first; signs that `like` knows stand for
/// themselves. More than three tell nobody apart.
fn patterns(text: &str) -> [String; 3] {
    let folded = super::fold(text);
    let mut words: Vec<&str> = folded.split(' ').filter(|w| !w.is_empty()).collect();
    words.sort_by_key(|w| std::cmp::Reverse(w.chars().count()));
    let pattern = |w: &&str| format!("%{}%", w.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
    std::array::from_fn(|n| words.get(n).map(pattern).unwrap_or_default())
}

/// People, by name.
pub(crate) fn people(tx: &Tx<'_>, scope: &Scope, filter: &Filter, limit: i64) -> Result<Vec<Line>, Fault> {
    scope.everybody()?;
    let [first, second, third] = patterns(&filter.text);
    let values = params![
        &filter.after.0,
        filter.after.1,
        first,
        filter.text.trim(),
        filter.local.unwrap_or(0),
        &filter.state,
        limit,
        second,
        third
    ];
    let rows = match filter.state.as_str() {
        _ if filter.local.is_some() => tx.all(lines!("p.local_id = $5 and"), &values),
        "complete" => tx.all(lines!("p.id in (select f.person_id from enrolment f join standing t on t.enrolment_id = f.id where t.complete) and"), &values),
        "certified" => tx.all(lines!("p.id in (select w.person_id from award w where w.state = 'issued') and"), &values),
        _ => tx.all(lines!(""), &values),
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

/// So many of each kind.
const OF_KIND: i64 = 12;

/// Everything that a text may mean: people, members who are not enrolled, classes, certificates, courses, locals, venues.
pub(crate) fn everything(tx: &Tx<'_>, scope: &Scope, text: &str) -> Result<Vec<Found>, Fault> {
    scope.everybody()?;
    let [like, second, third] = patterns(text);
    if like.is_empty() {
        return Ok(Vec::new());
    }
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
             where (m.folded like $1 escape '\\' or m.number = $2)
               and ($4 = '' or m.folded like $4 escape '\\') and ($5 = '' or m.folded like $5 escape '\\')
               and not exists (select 1 from person p where p.member_number = m.number)
             order by m.folded limit $3"
        ),
        &params![&like, text.trim(), OF_KIND, second, third],
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

#[cfg(test)]
mod tests {
    use super::patterns;

    #[test]
    fn every_word_is_looked_for_and_signs_stand_for_themselves() {
        assert_eq!(patterns("Bo  Évora"), ["%evora%", "%bo%", ""]);
        assert_eq!(patterns("100%_\\")[0], "%100\\%\\_\\\\%");
        assert_eq!(patterns("  ")[0], "");
    }
}
