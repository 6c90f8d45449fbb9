//! What is stored, as rows of the files it can be imported from: the staff's forms show a row and import it again, and
//! a term is copied as rows with other dates. One kind of row, one set of checks.

use super::{Kind, doors, offerings};
use crate::{ground::fault::Fault, programme::Reading};
use db::{Row, Tx, params, sql};
use rules::time::Instant;
use std::collections::BTreeMap;

/// A row's cells by their columns.
pub(crate) type Cells = BTreeMap<&'static str, String>;

impl Kind {
    /// The columns of a kind that staff edit as forms, starting with those that name a row.
    pub(crate) fn columns(self) -> Vec<&'static str> {
        match self {
            Self::Locals => vec!["key", "name", "region"],
            Self::Courses => vec![
                "code", "title", "minutes", "about", "audience", "tags", "topics", "units", "class", "part", "listed",
            ],
            Self::Venues => vec![
                "key",
                "name",
                "kind",
                "region",
                "address",
                "access",
                "parking",
                "transit",
                "latitude",
                "longitude",
            ],
            Self::Rooms => vec!["venue", "name", "seats", "access"],
            Self::Events => vec!["key", "title", "venue", "starts", "ends", "about"],
            Self::Slots => vec!["event", "name", "starts", "ends"],
            Self::Offerings => {
                let own = ["key", "course", "venue", "sessions", "capacity"];
                own.into_iter().chain(offerings::OPTIONAL).chain(doors::COLUMNS).collect()
            }
            Self::Members | Self::Programme | Self::Wording | Self::Examples => Vec::new(),
        }
    }

    /// How many of the first columns name a row.
    pub(crate) const fn key_columns(self) -> usize {
        match self {
            Self::Rooms | Self::Slots => 2,
            _ => 1,
        }
    }
}

/// The stored rows of a kind, by name.
pub(crate) fn all(tx: &Tx<'_>, kind: Kind) -> Result<Vec<Cells>, Fault> {
    let columns = kind.columns();
    let rows = match kind {
        Kind::Locals => tx.all(sql!("select key, name, region from local order by name"), &[]),
        Kind::Courses => tx.all(
            sql!(
                "select code, title, cast(minutes as text), about, audience, tags, topics, segments,
                        case when class = code then '' else class end, case when part = 0 then '' else cast(part as text) end,
                        case when listed then 'yes' else '' end from course order by title, code"
            ),
            &[],
        ),
        Kind::Venues => tx.all(
            sql!(
                "select key, name, kind, region, address, access, parking, transit, coalesce(cast(latitude as text), ''),
                        coalesce(cast(longitude as text), '') from venue order by name"
            ),
            &[],
        ),
        Kind::Rooms => tx.all(
            sql!(
                "select v.key, r.name, cast(r.seats as text), r.access from room r join venue v on v.id = r.venue_id
                 order by v.name, r.name"
            ),
            &[],
        ),
        Kind::Events => tx.all(
            sql!(
                "select e.key, e.title, v.key, e.starts_on, e.ends_on, e.about from event e join venue v on v.id = e.venue_id
                 order by e.starts_on desc, e.title"
            ),
            &[],
        ),
        Kind::Slots => tx.all(
            sql!(
                "select e.key, s.name, s.starts_local, s.ends_local from event_slot s join event e on e.id = s.event_id
                 order by s.starts_local, s.name"
            ),
            &[],
        ),
        _ => return Ok(Vec::new()),
    }?;
    rows.iter().map(|row| cells(kind, &columns, row)).collect()
}

fn cells(kind: Kind, columns: &[&'static str], row: &Row) -> Result<Cells, Fault> {
    let mut out = Cells::new();
    for (place, column) in columns.iter().enumerate() {
        let text: String = row.get(place)?;
        let text = match (kind, *column) {
            (Kind::Courses, "units") => units(&text)?,
            (Kind::Venues, "latitude" | "longitude") => degrees(&text),
            (Kind::Slots, "starts" | "ends") => minute(&text),
            _ => text,
        };
        out.insert(column, text);
    }
    Ok(out)
}

/// `2026-10-03T09:00:00` as people would write it.
fn minute(text: &str) -> String {
    text.replace('T', " ").chars().take(16).collect()
}

/// Segments as they are written in the file.
fn units(json: &str) -> Result<String, Fault> {
    let segments: Vec<rules::audit::Segment> = serde_json::from_str(json)?;
    let one = |s: &rules::audit::Segment| {
        let topics = s.topics.clone().unwrap_or_default().join(" ");
        let text = format!("{}:{}:{topics}:{}", s.unit, s.minutes, s.tags.join(" "));
        text.trim_end_matches(':').to_owned()
    };
    Ok(segments.iter().map(one).collect::<Vec<_>>().join("; "))
}

/// Millionths of a degree as degrees.
fn degrees(text: &str) -> String {
    let Ok(millionths) = text.parse::<i64>() else { return String::new() };
    let sign = if millionths < 0 { "-" } else { "" };
    let digits = format!("{sign}{}.{:06}", millionths.abs() / 1_000_000, millionths.abs() % 1_000_000);
    digits.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A class as a row of its file, with its times in the programme's zone.
pub(crate) fn of_class(at: &Reading<'_, '_>, offering: i64) -> Result<Cells, Fault> {
    let row = at.optional(
        sql!(
            "select o.source_key, o.course_code, v.key, o.subtitle, coalesce(e.key, ''), o.room, o.mode, o.min_enrol,
                    o.starts_at, o.closes_at, o.cancel_until, coalesce(l.key, ''), coalesce(o.elsewhere, ''), o.trainers,
                    o.stage, o.notice, o.opens_at, o.only_work, o.members_only, o.local_until, o.substitutes, o.hold_hours,
                    o.decide_at,
                    (select count(*) from seat k where k.offering_id = o.id and k.number < 10000)
             from offering o join venue v on v.id = o.venue_id left join event e on e.id = o.event_id
             left join local l on l.id = o.only_local_id where o.id = $1"
        ),
        &params![offering],
    )?;
    let r = row.ok_or(Fault::NotFound)?;
    let starts: i64 = r.get(8)?;
    let hours = |moment: i64| ((starts - moment) / 3_600_000_000).to_string();
    let moment = |stored: Option<i64>| {
        stored.map_or_else(String::new, |moment| Instant(moment).local(at.zone).strftime("%Y-%m-%d %H:%M").to_string())
    };
    let yes = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
    let (sessions, excluded) = sessions(at, offering)?;
    let decide = r.get::<Option<i64>>(22)?.map_or_else(String::new, |by| ((starts - by) / 86_400_000_000).to_string());
    let cells = [
        ("key", r.get(0)?),
        ("course", r.get(1)?),
        ("venue", r.get(2)?),
        ("sessions", sessions),
        ("capacity", r.get::<i64>(23)?.to_string()),
        ("subtitle", r.get(3)?),
        ("event", r.get(4)?),
        ("room", r.get(5)?),
        ("mode", r.get(6)?),
        ("min", r.get::<i64>(7)?.to_string()),
        ("excluded", excluded),
        ("closes_hours", hours(r.get(9)?)),
        ("cancel_hours", hours(r.get(10)?)),
        ("only_local", r.get(11)?),
        ("elsewhere", r.get(12)?),
        ("trainers", r.get(13)?),
        ("trainer_emails", trainers(at, offering)?),
        ("stage", r.get(14)?),
        ("notice", r.get(15)?),
        ("sites", sites(at, offering)?),
        ("opens", moment(r.get(16)?)),
        ("only_work", r.get(17)?),
        ("members_only", yes(r.get(18)?)),
        ("local_until", moment(r.get(19)?)),
        ("substitutes", yes(r.get(20)?)),
        ("hold_hours", r.get::<i64>(21)?.to_string()),
        ("decide_days", decide),
    ];
    Ok(cells.into_iter().collect())
}

fn sessions(tx: &Tx<'_>, offering: i64) -> Result<(String, String), Fault> {
    let rows = tx.all(
        sql!("select starts_local, ends_local, excluded from session where offering_id = $1 order by ordinal"),
        &params![offering],
    )?;
    let (mut times, mut excluded) = (Vec::new(), Vec::new());
    for r in &rows {
        let (from, to) = (minute(r.text(0)?), minute(r.text(1)?));
        times.push(format!("{from}-{}", to.split(' ').nth(1).unwrap_or_default()));
        excluded.push(r.get::<i64>(2)?.to_string());
    }
    Ok((times.join("; "), excluded.join("; ")))
}

fn trainers(tx: &Tx<'_>, offering: i64) -> Result<String, Fault> {
    let rows = tx.all(
        sql!(
            "select p.email from trainer t join person p on p.id = t.person_id where t.offering_id = $1 order by p.email"
        ),
        &params![offering],
    )?;
    let emails = rows.iter().map(|r| r.get(0)).collect::<Result<Vec<String>, _>>()?;
    Ok(emails.join(" "))
}

fn sites(tx: &Tx<'_>, offering: i64) -> Result<String, Fault> {
    let rows = tx.all(
        sql!(
            "select v.key, s.room, s.capacity from site s join venue v on v.id = s.venue_id
             where s.offering_id = $1 and s.number > 0 order by s.number"
        ),
        &params![offering],
    )?;
    let mut out = Vec::new();
    for r in &rows {
        let (venue, room, seats) = (r.text(0)?, r.text(1)?, r.get::<i64>(2)?);
        out.push(if room.is_empty() { format!("{venue}: {seats}") } else { format!("{venue}/{room}: {seats}") });
    }
    Ok(out.join("; "))
}

/// Rows as a file.
pub(crate) fn file(columns: &[&'static str], rows: &[Cells]) -> Result<Vec<u8>, Fault> {
    let wrong = |e: csv::Error| Fault::Ours(e.to_string());
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(columns).map_err(wrong)?;
    for cells in rows {
        out.write_record(columns.iter().map(|c| cells.get(c).map_or("", String::as_str))).map_err(wrong)?;
    }
    out.into_inner().map_err(|e| Fault::Ours(e.to_string()))
}

#[cfg(test)]
mod tests {
    use super::{degrees, minute};

    #[test]
    fn cells_read_as_they_are_written() {
        assert_eq!(degrees("42189000"), "42.189");
        assert_eq!(degrees("-72640000"), "-72.64");
        assert_eq!(degrees("5"), "0.000005");
        assert_eq!(minute("2026-10-03T09:00:00"), "2026-10-03 09:00");
    }
}
