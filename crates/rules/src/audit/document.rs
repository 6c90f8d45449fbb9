//! The documented JSON: verdicts, and files of worked cases (`programmes/*.examples.json`, `ratify audit`).

use super::{Catalogue, EditionPolicy, Record, TooManyUsages, Verdict, audit, record::check_catalogue};
use crate::programme::{Objective, Programme};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use thiserror::Error;

/// A verdict in the documented form.
#[must_use]
pub fn verdict(v: &Verdict) -> Value {
    let missing = v.parts.iter().filter(|p| !p.satisfied).map(|p| {
        let mut m = Map::new();
        if p.missing_minutes > 0 {
            m.insert("minutes".into(), json!(p.missing_minutes));
        }
        if p.missing_count > 0 {
            m.insert("count".into(), json!(p.missing_count));
        }
        if !p.missing_topics.is_empty() {
            m.insert("topics".into(), json!(p.missing_topics));
        }
        (p.id.clone(), Value::Object(m))
    });
    let mut applied: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for a in &v.applied {
        let part = if v.splits_minutes { format!("{}:{}", a.part, a.minutes) } else { a.part.clone() };
        applied.entry(a.name.clone()).or_default().push(part);
    }
    let places = |parts: Vec<String>| if let [one] = parts.as_slice() { json!(one) } else { json!(parts) };
    let mut out = json!({
        "complete": v.complete,
        "left": v.left,
        "total": v.total,
        "total_left": v.total_left,
        "satisfied": v.parts.iter().filter(|p| p.satisfied).map(|p| &p.id).collect::<Vec<_>>(),
        "missing": missing.collect::<Map<_, _>>(),
        "applied": applied.into_iter().map(|(name, parts)| (name, places(parts))).collect::<Map<_, _>>(),
        "unapplied": v.unapplied.iter().map(|u| (u.name.clone(), json!(u.reason.name()))).collect::<Map<_, _>>(),
    });
    if v.credits_left > 0 {
        out["credits_left"] = json!(v.credits_left);
    }
    if !v.floors.is_empty() {
        out["floors"] = json!(v.floors);
    }
    out
}

/// Why a file of cases cannot be read or judged.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{file}{}: {}{message}", .case.as_ref().map(|c| format!(", case {c}")).unwrap_or_default(), .key.as_ref().map(|k| format!("{k}: ")).unwrap_or_default())]
pub struct DocumentError {
    /// The file's name, as the caller gave it.
    pub file: String,
    /// The case's id, or its line where it has none.
    pub case: Option<String>,
    /// The key.
    pub key: Option<String>,
    /// What is wrong and what is allowed.
    pub message: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    schema: u32,
    #[serde(default, rename = "about")]
    _about: String,
    #[serde(default)]
    programmes: BTreeMap<String, Value>,
    #[serde(default)]
    catalogues: BTreeMap<String, Value>,
    cases: Vec<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseText {
    #[serde(rename = "id")]
    _id: String,
    #[serde(default)]
    title: String,
    catalogue: Option<String>,
    programme: Option<Value>,
    #[serde(default)]
    editions: Vec<String>,
    #[serde(default)]
    set: BTreeMap<String, Value>,
    #[serde(default)]
    courses: Value,
    record: Value,
    expect: Option<Value>,
    /// How long the engine took, where a benchmark wrote the case.
    #[serde(default, rename = "nanoseconds")]
    _nanoseconds: Option<u64>,
}

/// A case that is ready to be judged.
#[derive(Debug, Clone)]
pub struct Case {
    /// Its name in the file.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// Editions that may judge it, the one of enrolment first, by name; an empty name where the case gives one programme.
    pub editions: Vec<(String, Programme)>,
    /// Its courses.
    pub catalogue: Catalogue,
    /// The record.
    pub record: Record,
    /// The verdict that the file expects.
    pub expect: Option<Value>,
    /// Whether the case changes the programme it names (`set`).
    pub patched: bool,
}

/// A judged case.
#[derive(Debug, Clone)]
pub struct JudgedCase {
    /// The edition that judged it, by its place in [`Case::editions`].
    pub edition: usize,
    /// What it found.
    pub verdict: Verdict,
}

impl Case {
    /// The verdict: under the best edition where several may judge.
    ///
    /// # Errors
    /// [`TooManyUsages`] when the search is too long.
    pub fn verdict(&self) -> Result<JudgedCase, TooManyUsages> {
        let judge = |edition: usize| {
            let (_, programme) = &self.editions[edition];
            let verdict = audit(programme, &self.catalogue, &self.record)?;
            Ok((verdict.rank(programme.objective), JudgedCase { edition, verdict }))
        };
        let mut best = judge(0)?;
        for edition in 1..self.editions.len() {
            let next = judge(edition)?;
            if next.0 < best.0 {
                best = next;
            }
        }
        Ok(best.1)
    }

    /// A verdict on this case in the documented form.
    #[must_use]
    pub fn documented(&self, judged: &JudgedCase) -> Value {
        let mut out = verdict(&judged.verdict);
        let (name, _) = &self.editions[judged.edition];
        if !name.is_empty() {
            out["edition"] = json!(name);
        }
        out
    }

    /// The documented verdict.
    ///
    /// # Errors
    /// [`TooManyUsages`] when the search is too long.
    pub fn judge(&self) -> Result<Value, TooManyUsages> {
        self.verdict().map(|judged| self.documented(&judged))
    }
}

impl Verdict {
    /// How good a verdict is for the member, smaller is better: what decides between editions.
    #[must_use]
    pub fn rank(&self, objective: Objective) -> [i64; 3] {
        match objective {
            Objective::LeastLeft => [self.left, self.rest, -self.satisfied],
            Objective::MostBoxes => [i64::from(!self.complete), -self.satisfied, self.left],
        }
    }
}

/// Reads a file of cases: one JSON document, or JSON Lines with one case per line.
///
/// # Errors
/// The first [`DocumentError`].
pub fn read(file: &str, text: &str) -> Result<Vec<Case>, DocumentError> {
    let reader = Reader { file };
    let first = text.lines().find(|l| !l.trim().is_empty()).unwrap_or_default();
    let is_lines = serde_json::from_str::<Value>(first).is_ok_and(|v| v.get("record").is_some());
    let nothing = Document {
        schema: 1,
        _about: String::new(),
        programmes: BTreeMap::new(),
        catalogues: BTreeMap::new(),
        cases: Vec::new(),
    };
    if is_lines {
        let lines = text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty());
        return lines
            .map(|(n, line)| {
                let name = format!("line {}", n + 1);
                let value = serde_json::from_str(line).map_err(|e| reader.error(Some(&name), None, e.to_string()))?;
                reader.case(&nothing, &name, value)
            })
            .collect();
    }
    let value: Value = serde_json::from_str(text).map_err(|e| reader.error(None, None, e.to_string()))?;
    let document: Document = reader.part(None, "", value)?;
    if document.schema != 1 {
        return Err(reader.error(None, Some("schema"), format!("{}: this version reads schema 1", document.schema)));
    }
    let cases = document.cases.iter().enumerate();
    cases.map(|(n, value)| reader.case(&document, &format!("{}", n + 1), value.clone())).collect()
}

struct Reader<'a> {
    file: &'a str,
}

impl Reader<'_> {
    fn error(&self, case: Option<&str>, key: Option<&str>, message: impl Into<String>) -> DocumentError {
        let owned = |s: Option<&str>| s.filter(|s| !s.is_empty()).map(str::to_owned);
        DocumentError { file: self.file.to_owned(), case: owned(case), key: owned(key), message: message.into() }
    }

    /// Reads a part of the document; an error has the path of what is wrong in it.
    fn part<T: DeserializeOwned>(&self, case: Option<&str>, at: &str, value: Value) -> Result<T, DocumentError> {
        serde_path_to_error::deserialize(value).map_err(|e| {
            let path = e.path().to_string();
            let key = match (at, path.as_str()) {
                (at, ".") => at.to_owned(),
                ("", path) => path.to_owned(),
                (at, path) => format!("{at}.{path}"),
            };
            self.error(case, Some(&key), e.into_inner().to_string())
        })
    }

    fn case(&self, document: &Document, place: &str, value: Value) -> Result<Case, DocumentError> {
        let name = value.get("id").and_then(Value::as_str).unwrap_or(place).to_owned();
        let text: CaseText = self.part(Some(&name), "", value)?;
        let record: Record = self.part(Some(&name), "record", text.record.clone())?;
        record.check().map_err(|e| self.error(Some(&name), Some(&format!("record.{}", e.key)), e.message))?;
        let catalogue = self.catalogue(document, &name, &text)?;
        let editions = self.editions(document, &name, &text, &record)?;
        for (n, e) in record.exceptions.iter().enumerate() {
            let known = |id: &str| editions.iter().any(|(_, p)| p.requirements.iter().any(|r| r.id == id));
            if let Some(id) = e.part().filter(|id| !known(id)) {
                let key = format!("record.exceptions[{n}].id");
                return Err(self.error(Some(&name), Some(&key), format!("\"{id}\" is no part of this programme")));
            }
        }
        let expires = editions.iter().any(|(_, p)| p.credit.expires_months > 0);
        if expires && record.as_of.is_none() {
            let message = "missing: credits of this programme lapse, so the day of the question matters";
            return Err(self.error(Some(&name), Some("record.as_of"), message));
        }
        let patched = !text.set.is_empty();
        Ok(Case { id: name, title: text.title, editions, catalogue, record, expect: text.expect, patched })
    }

    fn catalogue(&self, document: &Document, name: &str, text: &CaseText) -> Result<Catalogue, DocumentError> {
        let mut out = Catalogue::new();
        if let Some(shared) = &text.catalogue {
            let value = document.catalogues.get(shared).cloned().ok_or_else(|| {
                self.error(Some(name), Some("catalogue"), format!("\"{shared}\" is no catalogue of this file"))
            })?;
            out = self.part(Some(name), &format!("catalogues.{shared}"), value)?;
        }
        if !text.courses.is_null() {
            out.extend(self.part::<Catalogue>(Some(name), "courses", text.courses.clone())?);
        }
        check_catalogue(&out).map_err(|e| self.error(Some(name), Some(&e.key), e.message))?;
        Ok(out)
    }

    fn editions(
        &self,
        document: &Document,
        name: &str,
        text: &CaseText,
        record: &Record,
    ) -> Result<Vec<(String, Programme)>, DocumentError> {
        let wrong = |key: &str, message: String| self.error(Some(name), Some(key), message);
        let one = |value: Value, key: &str| {
            let value = patch(value, &text.set).map_err(|(k, m)| wrong(&format!("set.{k}"), m))?;
            Programme::from_json(self.file, value)
                .map_err(|e| wrong(&e.key.map_or_else(|| key.to_owned(), |k| format!("{key}.{k}")), e.message))
        };
        let named = |id: &str| {
            let found = document.programmes.get(id).cloned();
            found.ok_or_else(|| wrong("programme", format!("\"{id}\" is no programme of this file")))
        };
        match (&text.programme, text.editions.is_empty()) {
            (Some(Value::String(id)), true) => Ok(vec![(String::new(), one(named(id)?, "programme")?)]),
            (Some(value @ Value::Object(_)), true) => Ok(vec![(String::new(), one(value.clone(), "programme")?)]),
            (None, false) => {
                let all = text.editions.iter().map(|id| Ok((id.clone(), one(named(id)?, "editions")?)));
                offered(all.collect::<Result<_, _>>()?, record).map_err(|m| wrong("editions", m))
            }
            _ => Err(wrong("programme", "a case names one programme, or editions to pick from".to_owned())),
        }
    }
}

/// Of several editions, the one that covers the enrolment date, and the later ones if the member may move forward.
///
/// # Errors
/// A sentence when no single edition covers the date.
pub fn offered(all: Vec<(String, Programme)>, record: &Record) -> Result<Vec<(String, Programme)>, String> {
    let on = record.enrolled.ok_or("record.enrolled is missing: it picks the edition")?;
    let covers = |p: &Programme| p.valid_from.is_none_or(|d| d <= on) && p.valid_to.is_none_or(|d| on < d);
    let own: Vec<usize> = (0..all.len()).filter(|n| covers(&all[*n].1)).collect();
    let [own] = own[..] else {
        return Err(format!("{} editions cover enrolment on {on}: exactly one must", own.len()));
    };
    let from = all[own].1.valid_from;
    let best = record.edition_policy == EditionPolicy::Best;
    let mut later: Vec<usize> = (0..all.len()).filter(|n| best && all[*n].1.valid_from > from).collect();
    later.sort_by_key(|n| all[*n].1.valid_from);
    Ok([own].into_iter().chain(later).map(|n| all[n].clone()).collect())
}

/// `set` of a case: dotted paths, such as `total.minutes` or `requirement.electives.count`.
fn patch(mut programme: Value, changes: &BTreeMap<String, Value>) -> Result<Value, (String, String)> {
    for (path, value) in changes {
        let steps: Vec<&str> = path.split('.').collect();
        let wrong = |message: &str| (path.clone(), message.to_owned());
        match steps.as_slice() {
            [key] => programme[*key] = value.clone(),
            ["requirement", id, key] => {
                let parts = programme.get_mut("requirement").and_then(Value::as_array_mut);
                let part = parts.into_iter().flatten().find(|r| r.get("id").is_some_and(|i| i == id));
                part.ok_or_else(|| wrong("it names no part of this programme"))?[*key] = value.clone();
            }
            [table, key] if programme.get(*table).is_none_or(Value::is_object) => {
                programme[*table][*key] = value.clone();
            }
            _ => return Err(wrong("a path is `key`, `table.key` or `requirement.id.key`")),
        }
    }
    Ok(programme)
}
