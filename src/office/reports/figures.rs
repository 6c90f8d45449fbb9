//! The figures. They are read all at once and kept for a while: with twenty years of records, reading them takes longer
//! than a page may.

use crate::{ground::fault::Fault, programme::Reading, visit::app::App};
use db::{Tx, Value, params, sql};
use rules::time::Instant;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant as Moment},
};

/// Figures that took no longer than this to read are read again for every page.
const QUICK: Duration = Duration::from_millis(30);
/// How many minutes others are kept.
const KEPT: i64 = 15;
/// How many days back the figures about seats go.
const YEAR_DAYS: i64 = 365;

/// A name with a figure.
pub(super) type Named = (String, i64);

/// All figures of one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Figures {
    pub at: Instant,
    /// Enrolled, signed up, credited, half way, complete, certified.
    pub funnel: [i64; 6],
    /// Minutes that are credited, by part's id and region.
    pub hours: BTreeMap<(String, String), i64>,
    /// How many people these minutes belong to.
    pub of_people: BTreeMap<(String, String), i64>,
    /// Candidates who lack no more than one class, by part's id and region.
    pub lacking: BTreeMap<(String, String), i64>,
    /// People on a waiting list or waiting for a topic, by course.
    pub wanted: Vec<Named>,
    /// By course, for the last year: classes, seats, people with a seat, people who were not seen.
    pub seats: Vec<(String, [i64; 4])>,
    /// By local, with its region in front.
    pub by_local: Vec<(String, Named)>,
    pub by_region: Vec<Named>,
    pub by_work: Vec<Named>,
    /// Enrolled and certified, by month (`2026-10`).
    pub months: BTreeMap<String, (i64, i64)>,
}

/// The figures that were read last, by programme; those of the first where nothing says which.
#[derive(Debug, Default)]
pub(crate) struct Snapshots(Mutex<BTreeMap<String, Kept>>);

#[derive(Debug, Clone)]
struct Kept {
    figures: Arc<Figures>,
    took: Duration,
}

impl Snapshots {
    /// The figures: as they are now, or as they were a few minutes ago if reading them takes long.
    pub(super) async fn figures(&self, app: &App) -> Result<Arc<Figures>, Fault> {
        let kept = self.kept(app);
        let now = app.now();
        if let Some(kept) = kept.filter(|k| k.took > QUICK && now < k.figures.at.plus_minutes(KEPT)) {
            return Ok(kept.figures);
        }
        self.read(app).await
    }

    fn kept(&self, app: &App) -> Option<Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&of(app)).cloned()
    }

    async fn read(&self, app: &App) -> Result<Arc<Figures>, Fault> {
        let begun = Moment::now();
        let figures = Arc::new(app.read(read).await?);
        let kept = Kept { figures: Arc::clone(&figures), took: begun.elapsed() };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(of(app), kept);
        Ok(figures)
    }

    /// Refreshes the kept figures of every programme before they get too old, so that nobody waits for them.
    pub(crate) async fn keep_fresh(&self, app: &App) -> Result<(), Fault> {
        for programme in app.read(|at| at.editions.programmes(at)).await? {
            self.keep_one_fresh(&app.in_programme(Some(programme.edition.rules.id.as_str().into()))).await?;
        }
        Ok(())
    }

    async fn keep_one_fresh(&self, app: &App) -> Result<(), Fault> {
        let kept = self.kept(app);
        let old = |k: &Kept| app.now() >= k.figures.at.plus_minutes(KEPT - 5);
        if kept.is_none_or(|k| k.took > QUICK && old(&k)) {
            self.read(app).await?;
        }
        Ok(())
    }
}

/// Under which name its figures are kept: its programme's, or the first one's.
fn of(app: &App) -> String {
    let first = || app.editions.listed().first().map(|l| l.edition.rules.id.clone());
    app.programme().map(str::to_owned).or_else(first).unwrap_or_default()
}

fn read(at: &Reading<'_, '_>) -> Result<Figures, Fault> {
    let edition = at.edition()?;
    let (half, programme) = (edition.rules.whole() / 2, edition.rules.id.as_str());
    let row = at.one(
        sql!(
            "select (select count(*) from enrolment where programme = $2 and confirmed_at is not null),
                    (select count(*) from enrolment e where e.programme = $2 and e.confirmed_at is not null
                       and exists (select 1 from signup s where s.person_id = e.person_id)),
                    (select count(*) from standing where total_minutes > 0 and programme = $2),
                    (select count(*) from standing where total_minutes >= $1 and programme = $2),
                    (select count(*) from standing where complete and programme = $2),
                    (select count(*) from award where state = 'issued' and programme = $2)"
        ),
        &params![half, programme],
    )?;
    let mut funnel = [0; 6];
    for (n, count) in funnel.iter_mut().enumerate() {
        *count = row.get(n)?;
    }
    let mut figures = Figures {
        at: at.now,
        funnel,
        hours: BTreeMap::new(),
        of_people: BTreeMap::new(),
        lacking: BTreeMap::new(),
        wanted: Vec::new(),
        seats: Vec::new(),
        by_local: Vec::new(),
        by_region: Vec::new(),
        by_work: Vec::new(),
        months: BTreeMap::new(),
    };
    by_part(at, &edition, &mut figures)?;
    figures.wanted = named(
        at,
        sql!(
            "select c.title, cast(sum(n) as bigint) from (
               select o.course_code as code, count(*) as n from signup s join offering o on o.id = s.offering_id
                 where s.state = 'waiting' and o.starts_at > $1 group by o.course_code
               union all select w.course_code, count(*) from wish w where w.ended_at is null group by w.course_code
             ) x join course c on c.code = x.code group by c.title order by 2 desc, 1 limit 30"
        ),
        &params![at.now.0],
    )?;
    let rows = at.all(
        sql!(
            "select coalesce(l.region, ''), coalesce(l.name, ''), count(*) from award a join person p on p.id = a.person_id
             left join local l on l.id = p.local_id where a.state = 'issued' and a.issued_at <= $1 and a.programme = $2
             group by l.region, l.name order by 3 desc, 2 limit 500"
        ),
        &params![at.now.0, programme],
    )?;
    figures.by_local = rows.iter().map(|r| Ok((r.get(0)?, (r.get(1)?, r.get(2)?)))).collect::<Result<_, Fault>>()?;
    figures.by_region = named(
        at,
        sql!(
            "select coalesce(l.region, ''), count(*) from award a join person p on p.id = a.person_id
             left join local l on l.id = p.local_id where a.state = 'issued' and a.issued_at <= $1 and a.programme = $2
             group by l.region order by 2 desc, 1"
        ),
        &params![at.now.0, programme],
    )?;
    figures.by_work = named(
        at,
        sql!(
            "select p.work, count(*) from award a join person p on p.id = a.person_id
             where a.state = 'issued' and a.issued_at <= $1 and a.programme = $2
             group by p.work order by 2 desc, 1"
        ),
        &params![at.now.0, programme],
    )?;
    figures.seats = seats(at, at.now)?;
    figures.months = months(at, programme)?;
    Ok(figures)
}

fn named(tx: &Tx<'_>, sql: &'static str, values: &[Value]) -> Result<Vec<Named>, Fault> {
    tx.all(sql, values)?.iter().map(|r| Ok((r.get(0)?, r.get(1)?))).collect()
}

/// Hours by part and region, and who lacks no more than one class, from everybody's standing.
fn by_part(tx: &Tx<'_>, edition: &crate::programme::Edition, figures: &mut Figures) -> Result<(), Fault> {
    let one_class = edition.rules.one_class().unwrap_or(0);
    let rows = tx.all(
        sql!(
            "select s.applied, s.left_minutes, coalesce(l.region, '') from standing s
             join enrolment e on e.id = s.enrolment_id join person p on p.id = e.person_id
             left join local l on l.id = p.local_id where s.total_minutes > 0 and s.programme = $1"
        ),
        &params![&edition.rules.id],
    )?;
    for row in &rows {
        let applied: Vec<(String, String, i64)> = serde_json::from_str(row.text(0)?)?;
        let (left, region): (i64, &str) = (row.get(1)?, row.text(2)?);
        let mut of_part: BTreeMap<&str, i64> = BTreeMap::new();
        for (_, part, minutes) in &applied {
            *of_part.entry(part).or_default() += minutes;
        }
        for (part, minutes) in &of_part {
            *figures.hours.entry(((*part).to_owned(), region.to_owned())).or_default() += minutes;
            *figures.of_people.entry(((*part).to_owned(), region.to_owned())).or_default() += 1;
        }
        if left <= 0 || left > one_class {
            continue;
        }
        let open = |r: &&rules::programme::Requirement| of_part.get(r.id.as_str()).copied().unwrap_or(0) < r.nominal();
        let mut parts = edition.rules.requirements.iter().filter(open);
        if let (Some(part), None) = (parts.next(), parts.next()) {
            *figures.lacking.entry((part.id.clone(), region.to_owned())).or_default() += 1;
        }
    }
    Ok(())
}

/// Seats of the classes of the last year that are over, by course.
fn seats(tx: &Tx<'_>, now: Instant) -> Result<Vec<(String, [i64; 4])>, Fault> {
    let rows = tx.all(
        sql!(
            "select c.title, count(*), cast(sum(o.capacity) as bigint), cast(sum(x.seated) as bigint),
                    cast(sum(x.unseen) as bigint)
             from offering o join course c on c.code = o.course_code
             join (select s.offering_id, count(*) as seated,
                          sum(case when exists (select 1 from presence p join session n on n.id = p.session_id
                                where n.offering_id = s.offering_id and p.person_id = s.person_id and p.here)
                              then 0 else 1 end) as unseen
                   from signup s join offering f on f.id = s.offering_id
                   where s.state = 'confirmed' and f.ends_at > $1 and f.ends_at <= $2 group by s.offering_id) x
               on x.offering_id = o.id
             where exists (select 1 from roster r where r.offering_id = o.id)
             group by c.title order by c.title"
        ),
        &params![now.plus_minutes(-YEAR_DAYS * 24 * 60).0, now.0],
    )?;
    rows.iter().map(|r| Ok((r.get(0)?, [r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?]))).collect()
}

/// Enrolments and certificates of the last two years, by month.
fn months(at: &Reading<'_, '_>, programme: &str) -> Result<BTreeMap<String, (i64, i64)>, Fault> {
    let from = at.now.plus_minutes(-2 * YEAR_DAYS * 24 * 60);
    let mut months: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    let month = |moment: i64| Instant(moment).date(at.zone).strftime("%Y-%m").to_string();
    for row in at.all(
        sql!("select confirmed_at from enrolment where confirmed_at > $1 and programme = $2"),
        &params![from.0, programme],
    )? {
        months.entry(month(row.get(0)?)).or_default().0 += 1;
    }
    for row in at.all(
        sql!("select issued_at from award where state = 'issued' and issued_at > $1 and programme = $2"),
        &params![from.0, programme],
    )? {
        months.entry(month(row.get(0)?)).or_default().1 += 1;
    }
    Ok(months)
}
