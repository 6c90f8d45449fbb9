//! Who gets a message: people whose address is confirmed, takes mail, and who did not say no.

use crate::{fault::Fault, programme::Edition, signin::scope::Scope};
use db::{Tx, params, sql};
use kit::form::Typed;
use std::collections::BTreeMap;

/// The fields of a filter, as forms and addresses name them.
pub(crate) const FIELDS: [&str; 6] = ["stage", "lacks", "region", "local", "work", "language"];

/// How far somebody is.
pub(crate) const STAGES: [&str; 6] = ["all", "none", "some", "one-class", "complete", "certified"];

/// A filter; an empty field asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Audience(BTreeMap<&'static str, String>);

impl Audience {
    /// The filter of a form.
    pub fn of(typed: &Typed) -> Self {
        let filled = FIELDS.into_iter().filter(|f| !typed.get(f).is_empty());
        Self(filled.map(|f| (f, typed.get(f).to_owned())).collect())
    }

    /// The filter of a stored query.
    pub fn parse(query: &str) -> Self {
        let pairs = form_urlencoded::parse(query.as_bytes()).map(|(k, v)| (k.into_owned(), v.into_owned()));
        Self::of(&Typed::from_pairs(pairs))
    }

    /// As the query of an address.
    pub fn query(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.0).finish()
    }

    /// As the values of a form.
    pub fn typed(&self) -> Typed {
        self.0.iter().fold(Typed::default(), |t, (f, v)| t.with(f, v))
    }

    pub fn get(&self, field: &str) -> &str {
        self.0.get(field).map_or("", String::as_str)
    }
}

/// Somebody of an audience.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reader {
    pub person: i64,
    pub language: String,
}

/// A class and a half: who lacks no more lacks one class.
const ONE_CLASS: i64 = 180;

/// Everybody whom a filter reaches now.
pub(crate) fn readers(
    tx: &Tx<'_>,
    scope: &Scope,
    edition: &Edition,
    audience: &Audience,
) -> Result<Vec<Reader>, Fault> {
    scope.everybody()?;
    let lacks = audience.get("lacks");
    let rows = tx.all(
        sql!(
            "select p.id, p.language, case when $7 = '' then '' else coalesce(s.applied, '[]') end
             from person p join enrolment e on e.person_id = p.id and e.confirmed_at is not null
             left join standing s on s.enrolment_id = e.id left join local l on l.id = p.local_id
             where p.merged_into is null and p.email_verified_at is not null and p.unsubscribed_at is null
               and p.bounced_at is null
               and ($1 in ('', 'all') or ($1 = 'none' and coalesce(s.total_minutes, 0) = 0)
                    or ($1 = 'some' and s.total_minutes > 0 and not s.complete)
                    or ($1 = 'one-class' and s.left_minutes > 0 and s.left_minutes <= $2 and s.total_minutes > 0)
                    or ($1 = 'complete' and s.complete)
                    or ($1 = 'certified' and exists (select 1 from award a where a.person_id = p.id and a.state = 'issued')))
               and ($3 = '' or l.region = $3) and ($4 = '' or l.key = $4) and ($5 = '' or p.work = $5)
               and ($6 = '' or p.language = $6)
             order by p.id"
        ),
        &params![
            audience.get("stage"),
            ONE_CLASS,
            audience.get("region"),
            audience.get("local"),
            audience.get("work"),
            audience.get("language"),
            lacks
        ],
    )?;
    let part = edition.rules.requirements.iter().find(|r| r.id == lacks);
    let mut out = Vec::with_capacity(rows.len());
    for row in &rows {
        if let Some(part) = part {
            let applied: Vec<(String, String, i64)> = serde_json::from_str(row.text(2)?)?;
            let minutes: i64 = applied.iter().filter(|(_, p, _)| *p == part.id).map(|(_, _, m)| m).sum();
            if minutes >= part.nominal() {
                continue;
            }
        }
        out.push(Reader { person: row.get(0)?, language: row.get(1)? });
    }
    Ok(out)
}

/// How many a filter reaches now.
pub(crate) fn count(tx: &Tx<'_>, scope: &Scope, edition: &Edition, audience: &Audience) -> Result<usize, Fault> {
    let known = audience.get("stage").is_empty() || STAGES.contains(&audience.get("stage"));
    if !audience.get("lacks").is_empty() || !known {
        return Ok(readers(tx, scope, edition, audience)?.len());
    }
    scope.everybody()?;
    // the same conditions as those of `readers`, from where few rows are left first
    let everybody = audience.0.iter().all(|(field, value)| *field == "stage" && value == "all");
    let row = match audience.get("stage") {
        _ if everybody => tx.one(
            sql!(
                "select count(*) from person p cross join enrolment e
                 where p.merged_into is null and p.email_verified_at is not null and p.unsubscribed_at is null
                   and p.bounced_at is null and e.person_id = p.id and e.confirmed_at is not null"
            ),
            &[],
        )?,
        "some" | "one-class" | "complete" => tx.one(
            sql!(
                "select count(*) from standing s cross join enrolment e cross join person p
                 where (($1 = 'some' and s.total_minutes > 0 and not s.complete)
                        or ($1 = 'one-class' and s.left_minutes > 0 and s.left_minutes <= $2 and s.total_minutes > 0)
                        or ($1 = 'complete' and s.complete))
                   and e.id = s.enrolment_id and e.confirmed_at is not null and p.id = e.person_id
                   and p.merged_into is null and p.email_verified_at is not null and p.unsubscribed_at is null
                   and p.bounced_at is null
                   and ($3 = '' or exists (select 1 from local l where l.id = p.local_id and l.region = $3))
                   and ($4 = '' or exists (select 1 from local l where l.id = p.local_id and l.key = $4))
                   and ($5 = '' or p.work = $5) and ($6 = '' or p.language = $6)"
            ),
            &params![
                audience.get("stage"),
                ONE_CLASS,
                audience.get("region"),
                audience.get("local"),
                audience.get("work"),
                audience.get("language")
            ],
        )?,
        "none" => tx.one(
            sql!(
                "select count(*) from enrolment e cross join person p
                 where e.confirmed_at is not null and e.person_id > 0
                   and not exists (select 1 from standing s where s.enrolment_id = e.id and s.total_minutes <> 0)
                   and p.id = e.person_id and p.merged_into is null and p.email_verified_at is not null
                   and p.unsubscribed_at is null and p.bounced_at is null
                   and ($1 = '' or exists (select 1 from local l where l.id = p.local_id and l.region = $1))
                   and ($2 = '' or exists (select 1 from local l where l.id = p.local_id and l.key = $2))
                   and ($3 = '' or p.work = $3) and ($4 = '' or p.language = $4)"
            ),
            &params![audience.get("region"), audience.get("local"), audience.get("work"), audience.get("language")],
        )?,
        "certified" => tx.one(
            sql!(
                "select count(*) from (select distinct person_id from award where state = 'issued') a cross join person p
                 where p.id = a.person_id and p.merged_into is null and p.email_verified_at is not null
                   and p.unsubscribed_at is null and p.bounced_at is null
                   and exists (select 1 from enrolment e where e.person_id = p.id and e.confirmed_at is not null)
                   and ($1 = '' or exists (select 1 from local l where l.id = p.local_id and l.region = $1))
                   and ($2 = '' or exists (select 1 from local l where l.id = p.local_id and l.key = $2))
                   and ($3 = '' or p.work = $3) and ($4 = '' or p.language = $4)"
            ),
            &params![audience.get("region"), audience.get("local"), audience.get("work"), audience.get("language")],
        )?,
        _ => tx.one(
            sql!(
                "select count(*) from person p cross join enrolment e
                 where p.merged_into is null and p.email_verified_at is not null and p.unsubscribed_at is null
                   and p.bounced_at is null and e.person_id = p.id and e.confirmed_at is not null
                   and ($1 = '' or exists (select 1 from local l where l.id = p.local_id and l.region = $1))
                   and ($2 = '' or exists (select 1 from local l where l.id = p.local_id and l.key = $2))
                   and ($3 = '' or p.work = $3) and ($4 = '' or p.language = $4)"
            ),
            &params![audience.get("region"), audience.get("local"), audience.get("work"), audience.get("language")],
        )?,
    };
    Ok(usize::try_from(row.get::<i64>(0)?).unwrap_or(0))
}

/// The regions that there are.
pub(crate) fn regions(tx: &Tx<'_>) -> Result<Vec<String>, Fault> {
    let rows = tx.all(sql!("select distinct region from local order by region"), &[])?;
    rows.iter().map(|r| Ok(r.get(0)?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_reads_back_from_its_query() {
        let typed = Typed::default().with("stage", "one-class").with("region", "South & East").with("other", "x");
        let audience = Audience::of(&typed);
        assert_eq!(Audience::parse(&audience.query()), audience);
        assert_eq!(audience.get("region"), "South & East");
        assert_eq!(audience.get("other"), "");
    }
}
