//! What a course counts for and is made of, chosen from lists: the programme's parts and topics, and the units that courses
//! have already. What no list has is typed beside them, as a file says it.

use super::forms::{Lists, input};
use crate::{
    ground::fault::Fault,
    office::import::{
        Kind,
        columns::Column,
        rows::{self, Cells},
    },
    programme::{
        Edition, Reading,
        courses::{CourseRow, split},
    },
};
use kit::{
    Words,
    form::{Errors, Typed},
    t,
};
use maud::{Markup, html};
use rules::programme::Term;
use std::{collections::BTreeSet, sync::Arc};

/// Fields that hold a list of choices, with the column that each is part of.
const CHOSEN: [(&str, &str); 3] = [("counts", "tags"), ("covers", "topics"), ("made-of", "units")];

/// One line that can be chosen.
struct Choice {
    value: String,
    text: String,
}

/// What can be chosen.
pub(super) struct CourseLists {
    programmes: Vec<Arc<Edition>>,
    /// Tags by which a part knows its courses.
    parts: Vec<Choice>,
    /// Parts that know courses by their codes, with those.
    by_code: Vec<(String, String)>,
    /// Topics, by their part.
    topics: Vec<(String, Vec<Choice>)>,
    /// Units of other courses.
    units: Vec<Choice>,
}

impl CourseLists {
    /// From the editions in force and the courses that there are; none before a programme is published.
    pub fn load(at: &Reading<'_, '_>, words: Words) -> Result<Option<Self>, Fault> {
        if at.published()?.is_none() {
            return Ok(None);
        }
        let programmes: Vec<Arc<Edition>> = at.editions.programmes(at)?.into_iter().map(|p| p.edition).collect();
        let choice = |value: &str, text: &str| Choice { value: value.to_owned(), text: text.to_owned() };
        let (mut parts, mut topics): (Vec<Choice>, Vec<(String, Vec<Choice>)>) = (Vec::new(), Vec::new());
        let mut by_code = Vec::new();
        for (edition, r) in programmes.iter().flat_map(|e| e.rules.requirements.iter().map(move |r| (e, r))) {
            let wording = edition.wording.of(words.language);
            let name = named(&programmes, edition, words, wording.part(&r.id));
            let tag = r.accept.iter().find_map(|term| if let Term::Tag(tag) = term { Some(tag) } else { None });
            match tag.map(|tag| (tag, parts.iter_mut().find(|p| p.value == *tag))) {
                // one tag can stand for parts of several programmes
                Some((_, Some(known))) => known.text = format!("{} / {name}", known.text),
                Some((tag, None)) => parts.push(choice(tag, &name)),
                None => {}
            }
            let codes: Vec<&str> = r
                .accept
                .iter()
                .filter_map(|t| if let Term::Course(code) = t { Some(code.as_str()) } else { None })
                .collect();
            if !codes.is_empty() {
                by_code.push((name.clone(), codes.join(", ")));
            }
            if !r.topics.is_empty() {
                topics.push((name, r.topics.iter().map(|id| choice(id, wording.topic(id))).collect()));
            }
        }
        let (mut seen, mut units) = (BTreeSet::new(), Vec::new());
        for cells in rows::all(at, Kind::Courses)? {
            for unit in pieces(cells.get("units").map_or("", String::as_str)) {
                if seen.insert(unit.clone()) {
                    let mut of = unit.split(':');
                    let name = of.next().unwrap_or_default();
                    let minutes: i64 = of.next().and_then(|m| m.parse().ok()).unwrap_or(0);
                    let about: Vec<&str> = of
                        .next()
                        .unwrap_or_default()
                        .split_whitespace()
                        .map(|id| {
                            let all = programmes.iter().map(|e| e.wording.of(words.language).topic(id));
                            all.into_iter().find(|name| *name != id).unwrap_or(id)
                        })
                        .collect();
                    let text = format!("{name}, {}: {}", words.hours(minutes), about.join(", "));
                    units.push(Choice { value: unit, text });
                }
            }
        }
        units.sort_by(|a: &Choice, b| a.text.cmp(&b.text));
        Ok(Some(Self { programmes, parts, by_code, topics, units }))
    }

    fn known(&self, field: &str) -> BTreeSet<&str> {
        let all: Vec<&Choice> = match field {
            "counts" => self.parts.iter().collect(),
            "covers" => self.topics.iter().flat_map(|(_, list)| list).collect(),
            _ => self.units.iter().collect(),
        };
        all.into_iter().map(|c| c.value.as_str()).collect()
    }

    /// A stored course as its form: what is in a list is chosen there, and the rest stands beside it.
    pub fn typed(&self, cells: &Cells) -> Typed {
        let mut pairs: Vec<(String, String)> = Vec::new();
        for (column, text) in cells {
            let Some((field, _)) = CHOSEN.iter().find(|(_, of)| of == column) else {
                pairs.push(((*column).to_owned(), text.clone()));
                continue;
            };
            let known = self.known(field);
            let all = if *column == "units" { pieces(text) } else { split(text) };
            let (listed, rest): (Vec<_>, Vec<_>) = all.into_iter().partition(|v| known.contains(v.as_str()));
            pairs.extend(listed.into_iter().map(|value| ((*field).to_owned(), value)));
            pairs.push(((*column).to_owned(), rest.join(if *column == "units" { "; " } else { " " })));
        }
        Typed::from_pairs(pairs)
    }

    /// What a course may count for, in words, with its hours; `None` where it counts for nothing.
    pub fn counts_for(&self, words: Words, course: &CourseRow) -> Option<String> {
        let mut parts: Vec<String> = Vec::new();
        for edition in &self.programmes {
            let wording = edition.wording.of(words.language);
            let of = course.parts(&edition.rules);
            parts.extend(of.iter().map(|id| named(&self.programmes, edition, words, wording.part(id))));
        }
        let hours = words.hours(course.minutes);
        (!parts.is_empty()).then(|| t!(words, "course-counts", parts = parts.join(", "), hours = hours))
    }

    /// The three columns as fields.
    pub fn fields(&self, words: Words, column: &Column, typed: &Typed, errors: &Errors) -> Markup {
        let lists = Lists::default();
        let rest = input(words, Kind::Courses, column, &lists, typed, errors);
        let boxes = |field: &'static str, group: usize, list: &[Choice]| {
            html! {
                @for (n, c) in list.iter().enumerate() {
                    @let id = format!("{field}-{group}-{n}");
                    label.pick for=(id) {
                        input type="checkbox" id=(id) name=(field) value=(c.value)
                            checked[typed.all(field).contains(&c.value)];
                        (c.text)
                    }
                }
            }
        };
        let open = !typed.get(column.name).is_empty() || errors.of(column.name).is_some();
        let other = html! { details open[open] { summary { (t!(words, "course-other")) } (rest) } };
        html! {
            @match column.name {
                "tags" => {
                    fieldset {
                        legend { (t!(words, "course-counts-for")) }
                        (boxes("counts", 0, &self.parts))
                        @for (part, codes) in &self.by_code { p.hint { (t!(words, "course-by-code", part = part, codes = codes)) } }
                        (other)
                    }
                }
                "topics" => {
                    fieldset {
                        legend { (t!(words, "course-topics")) }
                        @for (group, (part, list)) in self.topics.iter().enumerate() {
                            p.mut.small { (part) }
                            div.grid.tight { (boxes("covers", group, list)) }
                        }
                        (other)
                    }
                }
                _ => {
                    fieldset {
                        legend { (t!(words, "course-units")) }
                        p.hint { (t!(words, "course-units-hint")) }
                        (boxes("made-of", 0, &self.units)) (other)
                    }
                }
            }
        }
    }
}

/// A part with its programme in front, where there are several.
fn named(programmes: &[Arc<Edition>], edition: &Edition, words: Words, part: &str) -> String {
    match programmes.len() {
        1 => part.to_owned(),
        _ => format!("{}: {part}", edition.wording.of(words.language).site),
    }
}

/// Units as a file writes them.
fn pieces(text: &str) -> Vec<String> {
    text.split(';').map(str::trim).filter(|u| !u.is_empty()).map(str::to_owned).collect()
}

/// Adds what was chosen to what was typed. What the stored course has keeps its order: hours are credited by the place of
/// a unit, and a list of boxes knows no order.
pub(super) fn add_chosen(cells: &mut Cells, form: &Typed, stored: Option<&Cells>) {
    for (field, column) in CHOSEN {
        let of = |text: &str| if column == "units" { pieces(text) } else { split(text) };
        let before = stored.and_then(|cells| cells.get(column)).map_or_else(Vec::new, |text| of(text));
        let mut all: Vec<String> = form.all(field).iter().filter(|v| !v.is_empty()).cloned().collect();
        all.extend(of(cells.get(column).map_or("", String::as_str)));
        all.sort_by_key(|value| before.iter().position(|known| known == value).unwrap_or(before.len()));
        cells.insert(column, all.join(if column == "units" { "; " } else { " " }));
    }
    // a course made of units is as long as they are
    let lengths = pieces(&cells["units"]).into_iter().filter_map(|unit| unit.split(':').nth(1)?.trim().parse().ok());
    let minutes = lengths.fold(0_i64, i64::saturating_add);
    if cells.get("minutes").is_none_or(String::is_empty) && minutes > 0 {
        cells.insert("minutes", minutes.to_string());
    }
}

/// Whether this column is chosen from a list.
pub(super) fn is_chosen(kind: Kind, column: &Column) -> bool {
    kind == Kind::Courses && CHOSEN.iter().any(|(_, of)| *of == column.name)
}
