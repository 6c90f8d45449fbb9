//! What is stored, as rows of the files it can be imported from: the staff's forms show a row and import it again, and
//! a term is copied as rows with other dates. One kind of row, one set of checks.

use super::{Kind, table};
use crate::ground::fault::Fault;
use db::{Row, Tx, sql};
use std::collections::BTreeMap;

/// A row's cells by their columns.
pub(crate) type Cells = BTreeMap<&'static str, String>;

/// The stored rows of a kind, by name.
pub(crate) fn all(tx: &Tx<'_>, kind: Kind) -> Result<Vec<Cells>, Fault> {
    let rows = match kind {
        Kind::Locals => tx.all(sql!("select key, name, region, chapters from local order by name"), &[]),
        Kind::Courses => tx.all(
            sql!(
                "select code, title, cast(minutes as text), about, audience, case when level = 'any' then '' else level end, tags, topics, segments,
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
    rows.iter().map(|row| cells(kind, row)).collect()
}

/// What a file does not speak of stays as it is stored: its rows get the columns that it does not have from there.
pub(super) fn complete(tx: &Tx<'_>, kind: Kind, rows: &mut [table::Row]) -> Result<(), Fault> {
    let columns = kind.columns();
    let is_whole = |row: &table::Row| columns.iter().all(|c| row.has(c.name));
    if rows.first().is_none_or(is_whole) {
        return Ok(());
    }
    let keys = &columns[..kind.key_columns()];
    let stored: BTreeMap<Vec<String>, Cells> =
        all(tx, kind)?.into_iter().map(|cells| (keys.iter().map(|k| cells[k.name].clone()).collect(), cells)).collect();
    for row in rows {
        let key: Vec<String> = keys.iter().map(|k| row.get(k.name).to_owned()).collect();
        for (column, cell) in stored.get(&key).into_iter().flatten() {
            row.fill(column, cell);
        }
    }
    Ok(())
}

/// The cells of a row that holds the columns of its kind, in their order.
pub(super) fn cells(kind: Kind, row: &Row) -> Result<Cells, Fault> {
    let mut out = Cells::new();
    for (place, column) in kind.columns().iter().map(|c| c.name).enumerate() {
        let text: String = row.get(place)?;
        let text = match (kind, column) {
            (Kind::Courses, "units") => units(&text)?,
            (Kind::Locals, "chapters") => text.replace('\n', "; "),
            (Kind::Venues, "latitude" | "longitude") => degrees(&text),
            (Kind::Slots, "starts" | "ends") => minute(&text),
            _ => text,
        };
        out.insert(column, text);
    }
    Ok(out)
}

/// `2026-10-03T09:00:00` as people would write it.
pub(super) fn minute(text: &str) -> String {
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

/// Rows as a file.
pub(crate) fn file(kind: Kind, rows: &[Cells]) -> Result<Vec<u8>, Fault> {
    let wrong = |e: csv::Error| Fault::Ours(e.to_string());
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(kind.columns().iter().map(|c| c.name)).map_err(wrong)?;
    for cells in rows {
        out.write_record(kind.columns().iter().map(|c| cells.get(c.name).map_or("", String::as_str))).map_err(wrong)?;
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
