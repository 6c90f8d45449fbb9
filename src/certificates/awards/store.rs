//! Every statement that reads awards and documents.

use crate::{
    certificates::awards::state::AwardState,
    ground::{fault::Fault, ids::PersonId},
    people::{member::Membership, store::Person},
    programme::Reading,
    visit::scope::Scope,
};
use db::{Tx, params, sql};
use rules::time::Instant;
use strum::{EnumString, IntoStaticStr};

/// What strangers see of a holder's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Shown {
    /// The name.
    #[strum(serialize = "shown")]
    Name,
    /// Whether a name that they know is the right one.
    Match,
    /// Nothing.
    Withheld,
}

impl Shown {
    pub const ALL: [Self; 3] = [Self::Name, Self::Match, Self::Withheld];

    /// Its name in rows and forms.
    pub fn name(self) -> &'static str {
        self.into()
    }

    pub fn from_name(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}

/// An award: somebody met what an edition asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Award {
    pub id: i64,
    /// Its opaque name, which must say nothing: for addresses and credentials.
    pub uuid: String,
    pub number: String,
    pub person: PersonId,
    pub programme: String,
    pub edition: i64,
    pub minutes: i64,
    /// Part id and minutes, as printed.
    pub parts: Vec<(String, i64)>,
    pub completed_on: String,
    pub issued_on: String,
    pub issued_at: Instant,
    pub state: AwardState,
    pub ended_on: Option<String>,
    pub shown: Shown,
}

/// A document of an award.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Document {
    pub id: i64,
    pub award: i64,
    pub version: i64,
    /// As printed; empty where the person was erased.
    pub name: String,
    pub language: String,
    pub salt: String,
    pub status_list: i64,
    pub status_place: i64,
    pub why: String,
    pub made_at: Instant,
    pub ended_at: Option<Instant>,
    /// The signed credential, while the document stands.
    pub credential: Option<String>,
    pub signed_with: Option<String>,
    /// SHA-256 of the credential, in hexadecimal.
    pub content_hash: Option<String>,
}

db::record! { $
    awards: "from award" => fn award -> Result<Award, Fault> {
        id: "id",
        uuid: "uuid",
        number: "number",
        person: "person_id",
        programme: "programme",
        edition: "edition_id",
        minutes: "minutes",
        parts: "parts" try(|json: String| serde_json::from_str(&json)),
        completed_on: "completed_on",
        issued_on: "issued_on",
        issued_at: "issued_at" => Instant,
        state: "state",
        ended_on: "ended_on",
        shown: "shown" => |name: String| Shown::from_name(&name).unwrap_or(Shown::Withheld),
    }
}

db::record! { $
    documents: "from document" => fn document -> Result<Document, Fault> {
        id: "id",
        award: "award_id",
        version: "version",
        name: "name",
        language: "language",
        salt: "salt",
        status_list: "status_list",
        status_place: "status_place",
        why: "why",
        made_at: "made_at" => Instant,
        ended_at: "ended_at" => |at: Option<i64>| at.map(Instant),
        credential: "credential",
        signed_with: "signed_with",
        content_hash: "content_hash",
    }
}

/// The live award of a person in the programme that is read for; where nothing says which, the newest.
pub(crate) fn of_person(at: &Reading<'_, '_>, person: PersonId) -> Result<Option<Award>, Fault> {
    if let Some(programme) = at.programme {
        return in_programme(at, person, programme);
    }
    let row = at.optional(
        awards!("where person_id = $1 and state = 'issued' order by issued_at desc limit 1"),
        &params![person],
    )?;
    row.as_ref().map(award).transpose()
}

/// The live award of a person in a programme.
pub(crate) fn in_programme(tx: &Tx<'_>, person: PersonId, programme: &str) -> Result<Option<Award>, Fault> {
    let row = tx.optional(
        awards!("where person_id = $1 and programme = $2 and state = 'issued'"),
        &params![person, programme],
    )?;
    row.as_ref().map(award).transpose()
}

/// Every award of a person, newest first.
pub(crate) fn all_of_person(tx: &Tx<'_>, person: PersonId) -> Result<Vec<Award>, Fault> {
    let rows = tx.all(awards!("where person_id = $1 order by issued_at desc limit 100"), &params![person])?;
    rows.iter().map(award).collect()
}

/// An award by its printed number.
pub(crate) fn by_number(tx: &Tx<'_>, number: &str) -> Result<Option<Award>, Fault> {
    let row = tx.optional(awards!("where number = $1"), &params![number])?;
    row.as_ref().map(award).transpose()
}

/// An award by its opaque name.
pub(crate) fn by_uuid(tx: &Tx<'_>, uuid: &str) -> Result<Option<Award>, Fault> {
    let row = tx.optional(awards!("where uuid = $1"), &params![uuid])?;
    row.as_ref().map(award).transpose()
}

/// An award by its id.
pub(crate) fn by_id(tx: &Tx<'_>, id: i64) -> Result<Award, Fault> {
    let row = tx.optional(awards!("where id = $1"), &params![id])?;
    award(&row.ok_or(Fault::NotFound)?)
}

/// Every document of an award, newest first.
pub(crate) fn documents(tx: &Tx<'_>, award: i64) -> Result<Vec<Document>, Fault> {
    let rows = tx.all(documents!("where award_id = $1 order by version desc"), &params![award])?;
    rows.iter().map(document).collect()
}

/// The newest document of an award.
pub(crate) fn newest(tx: &Tx<'_>, award: i64) -> Result<Document, Fault> {
    documents(tx, award)?.into_iter().next().ok_or(Fault::NotFound)
}

/// A document by its id.
pub(crate) fn document_by_id(tx: &Tx<'_>, id: i64) -> Result<Document, Fault> {
    let row = tx.optional(documents!("where id = $1"), &params![id])?;
    document(&row.ok_or(Fault::NotFound)?)
}

/// Documents that stand and are not signed yet, oldest first.
pub(crate) fn unsigned(tx: &Tx<'_>) -> Result<Vec<i64>, Fault> {
    let rows = tx.all(
        sql!(
            "select id from document where content_hash is null and ended_at is null and name <> '' order by made_at limit 500"
        ),
        &[],
    )?;
    rows.iter().map(|r| Ok(r.get(0)?)).collect()
}

/// Awards whose document stands with the signature of a withdrawn key, and whose holder is known.
pub(crate) fn of_withdrawn_keys(tx: &Tx<'_>) -> Result<Vec<i64>, Fault> {
    let rows = tx.all(
        sql!(
            "select d.award_id from signing_key k join document d on d.signed_with = k.ed and d.ended_at is null
             where k.withdrawn_at is not null and d.name <> '' order by d.award_id"
        ),
        &[],
    )?;
    rows.iter().map(|r| Ok(r.get(0)?)).collect()
}

/// The places of a status list whose documents have ended.
pub(crate) fn ended_places(tx: &Tx<'_>, list: i64) -> Result<Vec<u32>, Fault> {
    let rows = tx.all(
        sql!("select status_place from document where status_list = $1 and ended_at is not null order by status_place"),
        &params![list],
    )?;
    rows.iter().map(|r| Ok(u32::try_from(r.get::<i64>(0)?).unwrap_or(0))).collect()
}

/// How many status lists there are.
pub(crate) fn status_lists(tx: &Tx<'_>) -> Result<i64, Fault> {
    Ok(tx
        .one(sql!("select coalesce((select status_list from document order by status_list desc limit 1), 1)"), &[])?
        .get(0)?)
}

/// Somebody who is complete in a programme and has no live award of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ready {
    pub person: PersonId,
    pub key: String,
    pub name: String,
    pub local: String,
    pub minutes: i64,
    pub completed_on: String,
    pub membership: Membership,
    pub programme: String,
    /// The edition that they are enrolled under.
    pub edition: i64,
    /// The day on which a certificate of this programme was last taken back from them.
    pub taken_back: Option<String>,
}

/// Who is ready, longest waiting first.
pub(crate) fn ready(tx: &Tx<'_>, scope: &Scope) -> Result<Vec<Ready>, Fault> {
    scope.everybody()?;
    let rows = tx.all(
        sql!(
            "select p.id, p.key, p.name, coalesce(l.name, p.local_typed), s.total_minutes, coalesce(s.completed_on, ''), p.membership,
                    e.programme, e.edition_id, (select max(t.ended_on) from award t where t.person_id = p.id and t.programme = e.programme and t.state = 'revoked')
             from standing s join enrolment e on e.id = s.enrolment_id join person p on p.id = e.person_id
             left join local l on l.id = p.local_id
             where s.complete and not exists (select 1 from award a where a.person_id = p.id and a.programme = e.programme and a.state = 'issued')
             order by s.completed_on, p.name limit 1000"
        ),
        &[],
    )?;
    rows.iter()
        .map(|r| {
            Ok(Ready {
                person: r.get(0)?,
                key: r.get(1)?,
                name: r.get(2)?,
                local: r.get(3)?,
                minutes: r.get(4)?,
                completed_on: r.get(5)?,
                membership: r.get(6)?,
                programme: r.get(7)?,
                edition: r.get(8)?,
                taken_back: r.get(9)?,
            })
        })
        .collect()
}

/// The holder of an award, for whom pages and files about it are made.
pub(crate) fn holder(tx: &Tx<'_>, award: &Award) -> Result<Person, Fault> {
    crate::people::store::by_id(tx, award.person)
}
