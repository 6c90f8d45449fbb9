//! The ZIP: `data.json` with every row, a CSV for each table that has some, the record as a PDF, certificates as PDF and
//! credential, the files that they put on boards and sent with claims, and a text that says what is what.

use super::parts::{Part, parts};
use crate::{
    certificates::{awards, papers::transcript},
    ground::{fault::Fault, ids::PersonId},
    hours::credit::claims,
    office::sheets::{Cell, Sheet},
    people::store::Person,
    seats::class_board,
    visit::Visit,
};
use db::{Tx, Value, params};
use jiff::Timestamp;
use kit::t;
use serde_json::{Map, Value as Json, json};
use std::io::{Cursor, Write};
use zip::{ZipWriter, write::SimpleFileOptions};

/// A table with its rows, a value for each column.
struct Filled {
    table: &'static str,
    columns: &'static [&'static str],
    rows: Vec<Vec<Json>>,
}

fn fill(tx: &Tx<'_>, person: PersonId, part: &Part) -> Result<Filled, Fault> {
    let rows = tx.all(part.statement, &params![person])?;
    let rows = rows.iter().map(|row| part.columns.iter().zip(row.values()).map(|(name, v)| plain(name, v)).collect());
    Ok(Filled { table: part.table, columns: part.columns, rows: rows.collect() })
}

/// A value in a form that others can read: moments in UTC, not as a count.
fn plain(name: &str, value: &Value) -> Json {
    let moment =
        name == "at" || name == "since" || name == "until" || name.ends_with("_at") || name.ends_with("_until");
    match value {
        Value::Null | Value::Blob(_) => Json::Null,
        Value::Bool(yes) => json!(yes),
        Value::Int(at) if moment || name == "gone_since" => {
            Timestamp::from_microsecond(*at).map_or(Json::Null, |at| json!(at.to_string()))
        }
        Value::Int(n) => json!(n),
        Value::Text(text) => json!(text),
    }
}

/// Everything about a person, as the bytes of a ZIP, and the number of rows in it.
pub(super) async fn made(visit: &Visit, person: &Person) -> Result<(Vec<u8>, i64), Fault> {
    let id = person.id;
    let filled =
        visit.read(move |tx| parts().iter().map(|part| fill(tx, id, part)).collect::<Result<Vec<_>, Fault>>()).await?;
    let mut files = vec![
        ("about.txt".to_owned(), about(visit, person, &filled).into_bytes()),
        ("data.json".to_owned(), all(visit, person, &filled)?),
        ("record.pdf".to_owned(), transcript::made(visit, id, &person.name).await?),
    ];
    for one in filled.iter().filter(|f| !f.rows.is_empty()) {
        files.push((format!("tables/{}.csv", one.table), table(one)?));
    }
    let posted = visit.read(move |tx| class_board::store::files_of(tx, id)).await?;
    files.extend(posted.into_iter().map(|(name, bytes)| (format!("class_post/{name}"), bytes)));
    let evidence = visit.read(move |tx| claims::files_of(tx, id)).await?;
    files.extend(evidence.into_iter().map(|(name, bytes)| (format!("evidence/{name}"), bytes)));
    for award in visit.read(move |tx| awards::store::all_of_person(tx, id)).await? {
        files.extend(awards::files::kept(&visit.app, award.id, visit.words).await?);
    }
    let zipped = tokio::task::spawn_blocking(move || zip(&files));
    let bytes = zipped.await.map_err(|e| Fault::Ours(e.to_string()))?.map_err(|e| Fault::Ours(e.to_string()))?;
    let rows = filled.iter().map(|f| f.rows.len()).sum::<usize>();
    Ok((bytes, i64::try_from(rows).unwrap_or(i64::MAX)))
}

fn zip(files: &[(String, Vec<u8>)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        out.start_file(name.as_str(), SimpleFileOptions::default())?;
        out.write_all(bytes)?;
    }
    Ok(out.finish()?.into_inner())
}

fn all(visit: &Visit, person: &Person, filled: &[Filled]) -> Result<Vec<u8>, Fault> {
    let mut tables = Map::new();
    for one in filled {
        let row = |values: &Vec<Json>| {
            Json::Object(one.columns.iter().map(|c| (*c).to_owned()).zip(values.iter().cloned()).collect())
        };
        let rows: Vec<Json> = one.rows.iter().map(row).collect();
        tables.insert(one.table.to_owned(), json!({ "columns": one.columns, "rows": rows }));
    }
    let made = Timestamp::from_microsecond(visit.now().0).map(|at| at.to_string()).unwrap_or_default();
    Ok(serde_json::to_vec_pretty(&json!({ "person": person.key, "made_at": made, "tables": tables }))?)
}

fn table(one: &Filled) -> Result<Vec<u8>, Fault> {
    let heads: Vec<String> = one.columns.iter().map(|c| (*c).to_owned()).collect();
    let mut sheet = Sheet::new(one.table, &heads);
    for row in &one.rows {
        sheet.row(row.iter().map(|value| match value {
            Json::String(text) => Cell::Text(text.clone()),
            Json::Null => Cell::Text(String::new()),
            other => Cell::Text(other.to_string()),
        }));
    }
    sheet.csv()
}

/// What each file says, in words.
fn about(visit: &Visit, person: &Person, filled: &[Filled]) -> String {
    let words = visit.words;
    let mut lines = vec![
        t!(words, "data-about", name = &person.name, office = &visit.app.config.office.name),
        String::new(),
        format!("record.pdf: {}", t!(words, "record-title")),
        format!("data.json: {}", t!(words, "data-json")),
    ];
    for one in filled.iter().filter(|f| !f.rows.is_empty()) {
        let says = words.text(&format!("data-table-{}", one.table.replace('_', "-")), &[]);
        lines.push(format!("tables/{}.csv ({}): {says}", one.table, one.rows.len()));
    }
    lines.push(String::new());
    lines.push(t!(words, "data-questions", email = &visit.app.config.office.email));
    lines.join("\r\n")
}
