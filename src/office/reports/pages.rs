//! `/staff/reports`: each figure as a picture, with a table that says the same, and a file.

use super::figures::Figures;
use crate::{
    ground::{fault::Fault, when},
    office::{
        reports::Snapshots,
        sheets::{self, Cell, Sheet},
    },
    programme::Edition,
    visit::Visit,
};
use kit::{
    Page, Reply, Words,
    chart::{Bar, bars},
    language::number_of_hours,
    t,
};
use maud::{Markup, html};
use rules::suppress::suppressed;
use std::{collections::BTreeMap, sync::Arc};

/// One table of figures: a heading for the names, and one for each column of counts.
pub(super) struct Table {
    name: &'static str,
    title: String,
    /// Its main finding as a sentence, if it has one.
    said: Option<String>,
    heads: Vec<String>,
    rows: Vec<(String, Vec<Figure>)>,
}

/// A figure as it may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Figure {
    Count(i64),
    Hours(i64),
    Percent(i64),
    /// Fewer than may be shown.
    Few,
}

impl Figure {
    fn text(self, words: Words) -> String {
        match self {
            Self::Count(n) => n.to_string(),
            Self::Hours(minutes) => number_of_hours(minutes),
            Self::Percent(n) => format!("{n} %"),
            Self::Few => t!(words, "report-few"),
        }
    }

    const fn length(self) -> Option<i64> {
        match self {
            Self::Count(n) | Self::Hours(n) | Self::Percent(n) => Some(n),
            Self::Few => None,
        }
    }

    fn cell(self, words: Words) -> Cell {
        match self {
            Self::Count(n) => Cell::Number(n),
            Self::Hours(minutes) => Cell::Hours(minutes),
            Self::Percent(_) | Self::Few => Cell::Text(self.text(words)),
        }
    }
}

/// The names of all tables, as addresses have them.
const TABLES: [&str; 8] = ["funnel", "months", "hours", "demand", "wanted", "seats", "regions", "locals"];

struct Reader<'r> {
    words: Words,
    figures: &'r Figures,
    edition: &'r Edition,
    /// Whether small counts are shown as they are.
    all: bool,
}

impl Reader<'_> {
    fn head(&self, key: &str) -> String {
        self.words.text(&format!("report-{key}"), &[])
    }

    /// The counts of a breakdown, without the small ones if the reader is not the office.
    fn counts(&self, counts: &[i64]) -> Vec<Figure> {
        if self.all {
            return counts.iter().map(|n| Figure::Count(*n)).collect();
        }
        suppressed(counts).into_iter().map(|n| n.map_or(Figure::Few, Figure::Count)).collect()
    }

    fn of_named(&self, name: &'static str, first: &str, named: &[(String, i64)]) -> Table {
        let counts: Vec<i64> = named.iter().map(|(_, n)| *n).collect();
        let rows = named.iter().zip(self.counts(&counts));
        Table {
            name,
            title: self.head(name),
            said: None,
            heads: vec![self.head(first), self.head("people")],
            rows: rows.map(|((label, _), figure)| (self.or_unknown(label), vec![figure])).collect(),
        }
    }

    fn or_unknown(&self, label: &str) -> String {
        if label.is_empty() { t!(self.words, "report-unknown") } else { label.to_owned() }
    }

    fn part(&self, id: &str) -> String {
        self.edition.wording.of(self.words.language).part(id).to_owned()
    }

    /// A breakdown by part and region: a row for each region, a column for each part.
    fn by_part(&self, name: &'static str, map: &BTreeMap<(String, String), i64>, hours: bool) -> Table {
        let parts: Vec<String> = self.edition.rules.requirements.iter().map(|r| r.id.clone()).collect();
        let mut regions: Vec<&String> = map.keys().map(|(_, region)| region).collect();
        regions.sort();
        regions.dedup();
        let columns: Vec<Vec<Figure>> = parts
            .iter()
            .map(|p| {
                let of = |region: &&String| map.get(&(p.clone(), (*region).clone())).copied().unwrap_or(0);
                let counts: Vec<i64> = regions.iter().map(of).collect();
                if !hours {
                    return self.counts(&counts);
                }
                // the hours of a few people tell how far each of them has come
                let few = |region: &&String| {
                    let people = self.figures.of_people.get(&(p.clone(), (*region).clone())).copied().unwrap_or(0);
                    !self.all && people > 0 && people < rules::suppress::LEAST
                };
                let figures = regions.iter().zip(counts);
                figures.map(|(r, minutes)| if few(r) { Figure::Few } else { Figure::Hours(minutes) }).collect()
            })
            .collect();
        let row = |n: usize| columns.iter().map(|c| c[n]).collect();
        let mut heads = vec![self.head("region")];
        heads.extend(parts.iter().map(|p| self.part(p)));
        Table {
            name,
            title: self.head(name),
            said: None,
            heads,
            rows: regions.iter().enumerate().map(|(n, r)| (self.or_unknown(r), row(n))).collect(),
        }
    }

    /// "84 candidates lack only an elective in the Southeast": the largest of them.
    fn most_lacking(&self) -> Option<String> {
        let ((part, region), count) = self.figures.lacking.iter().max_by_key(|(_, n)| **n)?;
        let count = self.counts(&[*count]).pop()?.length()?;
        Some(t!(self.words, "report-lacking", count = count, part = self.part(part), region = self.or_unknown(region)))
    }

    fn table(&self, name: &str) -> Option<Table> {
        let f = self.figures;
        Some(match name {
            "funnel" => {
                let steps = ["enrolled", "signed-up", "credited", "half", "complete", "certified"];
                let rows = steps.iter().zip(self.counts(&f.funnel)).map(|(s, n)| (self.head(s), vec![n])).collect();
                let heads = vec![self.head("step"), self.head("people")];
                Table { name: "funnel", title: self.head("funnel"), said: None, heads, rows }
            }
            "months" => {
                let (new, done): (Vec<i64>, Vec<i64>) = f.months.values().copied().unzip();
                let columns = self.counts(&new).into_iter().zip(self.counts(&done));
                let rows = f.months.keys().zip(columns).map(|(m, (a, b))| (m.clone(), vec![a, b])).collect();
                let heads = vec![self.head("month"), self.head("enrolled"), self.head("certified")];
                Table { name: "months", title: self.head("months"), said: None, heads, rows }
            }
            "hours" => self.by_part("hours", &f.hours, true),
            "demand" => Table { said: self.most_lacking(), ..self.by_part("demand", &f.lacking, false) },
            "wanted" => self.of_named("wanted", "course", &f.wanted),
            "seats" => self.seats(),
            "regions" => {
                let mut table = self.of_named("regions", "group", &f.by_region);
                let work: Vec<(String, i64)> =
                    f.by_work.iter().map(|(w, n)| (self.words.text(&format!("work-{w}"), &[]), *n)).collect();
                table.rows.extend(self.of_named("regions", "group", &work).rows);
                table
            }
            "locals" => self.locals(),
            _ => return None,
        })
    }

    /// By local. A region's total is in another table, so no hidden count may follow from the others within a region.
    fn locals(&self) -> Table {
        let named: Vec<(String, i64)> = self.figures.by_local.iter().map(|(_, n)| n.clone()).collect();
        let mut table = self.of_named("locals", "local", &named);
        let mut regions: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (n, (region, _)) in self.figures.by_local.iter().enumerate() {
            regions.entry(region).or_default().push(n);
        }
        for places in regions.values() {
            let counts: Vec<i64> = places.iter().map(|n| named[*n].1).collect();
            for (place, figure) in places.iter().zip(self.counts(&counts)) {
                table.rows[*place].1 = vec![figure];
            }
        }
        table
    }

    fn seats(&self) -> Table {
        let percent = |part: i64, whole: i64| if whole > 0 { part * 100 / whole } else { 0 };
        let rows = self.figures.seats.iter().map(|(title, [classes, seats, seated, unseen])| {
            let shares = [Figure::Percent(percent(*seated, *seats)), Figure::Percent(percent(*unseen, *seated))];
            let few = |n: i64| !self.all && n > 0 && n < rules::suppress::LEAST;
            let [fill, missed] = shares;
            let fill = if few(*seated) { Figure::Few } else { fill };
            let missed = if few(*seated) || few(*unseen) || few(seated - unseen) { Figure::Few } else { missed };
            (title.clone(), vec![fill, missed, Figure::Count(*classes), Figure::Count(*seats)])
        });
        Table {
            name: "seats",
            title: self.head("seats"),
            said: None,
            heads: ["course", "fill", "no-shows", "classes", "seats-there"].map(|k| self.head(k)).to_vec(),
            rows: rows.collect(),
        }
    }
}

async fn load(visit: &Visit) -> Result<(Arc<Figures>, Arc<Edition>), Fault> {
    visit.scope.totals()?;
    let figures = visit.app.of::<Snapshots>().figures(&visit.app).await?;
    Ok((figures, visit.read(move |tx| tx.edition()).await?))
}

/// `GET /staff/reports`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let (figures, edition) = load(&visit).await?;
    let words = visit.words;
    let all = visit.scope.sees_small_counts();
    let reader = Reader { words, figures: &figures, edition: &edition, all };
    let body = html! {
        h1 { (t!(words, "menu-reports")) }
        p { (t!(words, "report-as-of", when = when::moment(words, figures.at, &visit.app.zone))) }
        @if !all { p { (t!(words, "report-few-text")) } }
        nav.row aria-label=(t!(words, "menu-reports")) { @for name in TABLES { a href={ "#" (name) } { (reader.head(name)) } } }
        @for name in TABLES { @if let Some(table) = reader.table(name) { (section(&visit, &table)) } }
    };
    Ok(visit.show(Page::new(t!(words, "menu-reports"), body).private()))
}

fn section(visit: &Visit, table: &Table) -> Markup {
    let words = visit.words;
    let bar = |(label, figures): &(String, Vec<Figure>)| {
        let first = figures.first().copied().unwrap_or(Figure::Count(0));
        // with several columns, the bar shows the first, or the sum of all if they are of one kind
        let sum = figures.iter().filter_map(|f| f.length()).sum();
        let together = table.name == "hours" || table.name == "demand";
        let figure = match first {
            Figure::Hours(_) if together => Figure::Hours(sum),
            Figure::Count(_) if together => Figure::Count(sum),
            other => other,
        };
        Bar { label: label.clone(), value: figure.length(), text: figure.text(words) }
    };
    let drawn: Vec<Bar> = table.rows.iter().take(15).map(bar).collect();
    html! {
        section.stack id=(table.name) {
            h2 { (table.title) }
            @if let Some(said) = &table.said { p { strong { (said) } } }
            @if table.rows.is_empty() { p { (t!(words, "report-none")) } } @else {
                (bars(&table.title, &drawn))
                details {
                    summary { (t!(words, "report-table")) span.vh { " " (table.title) } }
                    div.scroll role="region" aria-label=(table.title) tabindex="0" { table {
                        thead {
                            tr {
                                @for (n, h) in table.heads.iter().enumerate() {
                                    th scope="col" class=[(n > 0).then_some("num")] { (h) }
                                }
                            }
                        }
                        tbody { @for (label, figures) in &table.rows { tr {
                            th scope="row" { (label) }
                            @for f in figures { td.num { (f.text(words)) } }
                        } } }
                    } }
                }
                (sheets::panel_to(visit, "/staff/reports/export", table.name, ""))
            }
        }
    }
}

/// One table as a file, with the same figures hidden.
pub(crate) async fn sheet(visit: &Visit, name: &str) -> Result<Sheet, Fault> {
    let (figures, edition) = load(visit).await?;
    let words = visit.words;
    let reader = Reader { words, figures: &figures, edition: &edition, all: visit.scope.sees_small_counts() };
    let table = reader.table(name).ok_or(Fault::NotFound)?;
    let mut sheet = Sheet::new(table.name, &table.heads);
    for (label, cells) in table.rows {
        sheet.row(std::iter::once(label.into()).chain(cells.into_iter().map(|f| f.cell(words))));
    }
    Ok(sheet)
}
