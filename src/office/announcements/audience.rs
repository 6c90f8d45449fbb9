//! Who gets a message: people who have a confirmed address that accepts mail and who did not unsubscribe.

use crate::{
    ground::{fault::Fault, ids::PersonId},
    programme::{Edition, Listed, Reading},
    visit::scope::Scope,
};
use db::{Tx, params, sql};
use kit::form::Typed;
use std::{collections::BTreeMap, sync::Arc};

/// The fields of a filter, as forms and addresses name them.
pub(crate) const FIELDS: [&str; 6] = ["stage", "lacks", "region", "local", "work", "language"];
/// The field that names the programme that the filter is about.
pub(crate) const PROGRAMME: &str = "programme";

/// How far somebody has come.
pub(crate) const STAGES: [&str; 6] = ["all", "none", "some", "one-class", "complete", "certified"];

/// A filter; an empty field asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Audience(BTreeMap<&'static str, String>);

impl Audience {
    /// The filter from a form.
    pub fn of(typed: &Typed) -> Self {
        let filled = FIELDS.into_iter().chain([PROGRAMME]).filter(|f| !typed.get(f).is_empty());
        Self(filled.map(|f| (f, typed.get(f).to_owned())).collect())
    }

    /// The filter from a stored query.
    pub fn parse(query: &str) -> Self {
        let pairs = form_urlencoded::parse(query.as_bytes()).map(|(k, v)| (k.into_owned(), v.into_owned()));
        Self::of(&Typed::from_pairs(pairs))
    }

    /// The filter as the query of an address.
    pub fn query(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.0).finish()
    }

    /// The filter as the values of a form.
    pub fn typed(&self) -> Typed {
        self.0.iter().fold(Typed::default(), |t, (f, v)| t.with(f, v))
    }

    /// The `like` pattern for the parts that somebody lacks; empty if the filter does not ask for that.
    fn lacks(&self, edition: &Edition) -> String {
        match self.get("lacks") {
            "" => String::new(),
            part if edition.rules.requirements.iter().any(|r| r.id == part) => format!("%,{part},%"),
            // nobody lacks a part that no longer exists
            _ => "-".to_owned(),
        }
    }

    /// The edition in force of the programme that it names; of the one that is read for, where it names none.
    pub fn edition(&self, at: &Reading<'_, '_>) -> Result<Arc<Edition>, Fault> {
        let named = |p: &Listed| p.edition.rules.id == self.get(PROGRAMME);
        let found = at.editions.programmes(at)?.into_iter().find(named);
        found.map_or_else(|| at.edition(), |p| Ok(p.edition))
    }

    pub fn get(&self, field: &str) -> &str {
        self.0.get(field).map_or("", String::as_str)
    }
}

/// Somebody of an audience.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reader {
    pub person: PersonId,
    pub language: String,
}

/// A stage as bounds on a standing: minutes done, minutes left, and whether open and complete standings are included.
struct Bounds {
    done: (i64, i64),
    left: (i64, i64),
    open: bool,
    complete: bool,
    /// Whether only certificate holders are meant.
    certified: bool,
}

impl Bounds {
    /// The bounds of a stage of an edition; an unknown stage has nobody in it, nor has 'lacks one class' in a programme
    /// that does not say how long a class is.
    fn of(stage: &str, edition: &Edition) -> Self {
        const ANY: (i64, i64) = (i64::MIN, i64::MAX);
        const SOME: (i64, i64) = (1, i64::MAX);
        let all = Self { done: ANY, left: ANY, open: true, complete: true, certified: false };
        match stage {
            "" | "all" => all,
            "none" => Self { done: (i64::MIN, 0), ..all },
            "some" => Self { done: SOME, complete: false, ..all },
            "one-class" => Self { done: SOME, left: (1, edition.rules.one_class().unwrap_or(0)), ..all },
            "complete" => Self { open: false, ..all },
            "certified" => Self { certified: true, ..all },
            _ => Self { open: false, complete: false, ..all },
        }
    }
}

/// Everybody whom a filter reaches now, including those who are enrolled and could not be judged yet.
pub(crate) fn readers(
    tx: &Tx<'_>,
    scope: &Scope,
    edition: &Edition,
    audience: &Audience,
) -> Result<Vec<Reader>, Fault> {
    scope.everybody()?;
    let stage = Bounds::of(audience.get("stage"), edition);
    // those who could not be judged are included if no stage bounds the minutes ($2 = $4: neither has an upper bound)
    let rows = tx.all(
        sql!(
            "select p.id, p.language from person p join enrolment e on e.person_id = p.id and e.confirmed_at is not null
               and e.programme = $13
             left join standing s on s.enrolment_id = e.id left join local l on l.id = p.local_id
             where p.merged_into is null and p.email_verified_at is not null and p.unsubscribed_at is null
               and p.bounced_at is null and coalesce(s.total_minutes, 0) between $1 and $2
               and coalesce(s.left_minutes, 0) between $3 and $4 and (s.enrolment_id is not null or $2 = $4)
               and (coalesce(s.complete, false) or $5) and (not coalesce(s.complete, false) or $6)
               and (not $7 or exists (select 1 from award a where a.person_id = p.id and a.programme = $13 and a.state = 'issued'))
               and ($8 = '' or coalesce(s.missing, '') like $8) and ($9 = '' or l.region = $9) and ($10 = '' or l.key = $10)
               and ($11 = '' or p.work = $11) and ($12 = '' or p.language = $12)
             order by p.id"
        ),
        &params![
            stage.done.0,
            stage.done.1,
            stage.left.0,
            stage.left.1,
            stage.open,
            stage.complete,
            stage.certified,
            audience.lacks(edition),
            audience.get("region"),
            audience.get("local"),
            audience.get("work"),
            audience.get("language"),
            &edition.rules.id
        ],
    )?;
    rows.iter().map(|row| Ok(Reader { person: row.get(0)?, language: row.get(1)? })).collect()
}

/// How many people a filter reaches now: the same conditions as in `readers`, answered from narrow indexes. Everyone
/// enrolled has a standing; those who cannot be reached are few; people are looked up only if the filter asks something
/// about them.
pub(crate) fn count(tx: &Tx<'_>, scope: &Scope, edition: &Edition, audience: &Audience) -> Result<usize, Fault> {
    scope.everybody()?;
    let (stage, lacks) = (Bounds::of(audience.get("stage"), edition), audience.lacks(edition));
    let of_people = ["region", "local", "work", "language"].map(|field| audience.get(field));
    let row = if of_people.iter().all(|asked| asked.is_empty()) {
        tx.one(
            sql!(
                "select count(*) from standing s
                 where s.person_id > 0 and s.total_minutes between $1 and $2 and s.left_minutes between $3 and $4
                   and (s.complete or $5) and (not s.complete or $6)
                   and (not $7 or s.person_id in (select a.person_id from award a where a.state = 'issued' and a.programme = $9))
                   and ($8 = '' or s.missing like $8) and s.programme = $9
                   and s.person_id not in (select p.id from person p where p.merged_into is not null
                          or p.email_verified_at is null or p.unsubscribed_at is not null or p.bounced_at is not null)"
            ),
            &params![
                stage.done.0,
                stage.done.1,
                stage.left.0,
                stage.left.1,
                stage.open,
                stage.complete,
                stage.certified,
                lacks,
                &edition.rules.id
            ],
        )?
    } else {
        let [region, local, work, language] = of_people;
        tx.one(
            sql!(
                "select count(*) from standing s cross join person p
                 where s.total_minutes between $1 and $2 and s.left_minutes between $3 and $4
                   and (s.complete or $5) and (not s.complete or $6)
                   and (not $7 or s.person_id in (select a.person_id from award a where a.state = 'issued' and a.programme = $13))
                   and ($8 = '' or s.missing like $8) and s.programme = $13
                   and p.id = s.person_id and p.merged_into is null and p.email_verified_at is not null
                   and p.unsubscribed_at is null and p.bounced_at is null
                   and ($9 = '' or p.local_id in (select l.id from local l where l.region = $9))
                   and ($10 = '' or p.local_id in (select l.id from local l where l.key = $10))
                   and ($11 = '' or p.work = $11) and ($12 = '' or p.language = $12)"
            ),
            &params![
                stage.done.0,
                stage.done.1,
                stage.left.0,
                stage.left.1,
                stage.open,
                stage.complete,
                stage.certified,
                lacks,
                region,
                local,
                work,
                language,
                &edition.rules.id
            ],
        )?
    };
    Ok(usize::try_from(row.get::<i64>(0)?).unwrap_or(0))
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
