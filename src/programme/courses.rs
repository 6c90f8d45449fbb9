//! The catalogue of courses.

use super::versions;
use crate::{ground::fault::Fault, programme::change::Change};
use db::{Row, Tx, params, sql};
use rules::{
    audit::{Catalogue, Course, Segment, course_accepted},
    programme::Programme,
};
use std::{collections::BTreeMap, sync::Arc};
use strum::{EnumString, IntoStaticStr};

/// Whom a course is made for, by how much they have bargained; the first is the one to begin with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Level {
    /// One to begin with.
    Beginner,
    /// Everybody.
    #[default]
    Any,
    /// For people who have sat at the table.
    Experienced,
}

db::named!(Level);

impl Level {
    /// Its name in rows, files, addresses and text keys.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// A course with what pages say of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct CourseRow {
    pub code: String,
    pub title: String,
    pub about: String,
    pub audience: String,
    pub minutes: i64,
    pub tags: Vec<String>,
    pub topics: Vec<String>,
    pub class: String,
    pub part: i64,
    pub segments: Vec<Segment>,
    pub listed: bool,
    pub level: Level,
}

impl CourseRow {
    /// Nominal minutes of each unit; those of the whole course if it has none.
    pub fn units(&self) -> Vec<i64> {
        if self.segments.is_empty() { vec![self.minutes] } else { self.segments.iter().map(|s| s.minutes).collect() }
    }

    /// What the audit knows of it.
    pub fn for_audit(&self) -> Course {
        Course {
            title: self.title.clone(),
            minutes: Some(self.minutes),
            tags: self.tags.clone(),
            topics: self.topics.clone(),
            class: Some(self.class.clone()),
            subject: String::new(),
            segments: self.segments.clone(),
        }
    }

    /// Topics of the course and its units.
    pub fn all_topics(&self) -> Vec<String> {
        let mut topics = self.topics.clone();
        for segment in &self.segments {
            topics.extend(segment.topics.iter().flatten().cloned());
        }
        topics.dedup();
        topics
    }

    /// The parts that it may count for, by id, in the programme's order.
    pub fn parts(&self, programme: &Programme) -> Vec<String> {
        programme
            .requirements
            .iter()
            .filter(|r| course_accepted(r, &self.code, &self.for_audit()))
            .map(|r| r.id.clone())
            .collect()
    }
}

/// Splits words that are stored with spaces between them.
pub(crate) fn split(words: &str) -> Vec<String> {
    words.split_whitespace().map(str::to_owned).collect()
}

pub(crate) fn read(row: &Row, first: usize) -> Result<CourseRow, Fault> {
    let text = |i: usize| row.get::<String>(first + i);
    Ok(CourseRow {
        code: text(0)?,
        title: text(1)?,
        about: text(2)?,
        audience: text(3)?,
        minutes: row.get(first + 4)?,
        tags: split(&text(5)?),
        topics: split(&text(6)?),
        class: text(7)?,
        part: row.get(first + 8)?,
        segments: serde_json::from_str(&text(9)?)?,
        listed: row.get(first + 10)?,
        level: row.get(first + 11)?,
    })
}

/// Every course.
pub(crate) fn all(tx: &Tx<'_>) -> Result<Vec<CourseRow>, Fault> {
    let rows = tx.all(
        sql!(
            "select code, title, about, audience, minutes, tags, topics, class, part, segments, listed, level
             from course order by code"
        ),
        &[],
    )?;
    rows.iter().map(|r| read(r, 0)).collect()
}

/// The version of the courses.
pub(super) fn version(tx: &Tx<'_>) -> Result<Option<String>, Fault> {
    let row =
        tx.optional(sql!("select value from setting where name = $1"), &params![versions::Of::Courses.setting()])?;
    Ok(row.map(|r| r.get(0)).transpose()?)
}

/// Stores courses as they are now.
pub(crate) fn store(change: &Change<'_, '_>, courses: &[CourseRow]) -> Result<(), Fault> {
    if courses.is_empty() {
        return Ok(());
    }
    courses.iter().try_for_each(|course| write(change, course))?;
    versions::renew(change, versions::Of::Courses)
}

fn write(change: &Change<'_, '_>, course: &CourseRow) -> Result<(), Fault> {
    change.tx.run(
        sql!(
            "insert into course (code, title, about, audience, minutes, tags, topics, class, part, segments, listed,
                                 level)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
             on conflict (code) do update set title = excluded.title, about = excluded.about,
               audience = excluded.audience, minutes = excluded.minutes, tags = excluded.tags,
               topics = excluded.topics, class = excluded.class, part = excluded.part,
               segments = excluded.segments, listed = excluded.listed, level = excluded.level"
        ),
        &params![
            &course.code,
            &course.title,
            &course.about,
            &course.audience,
            course.minutes,
            course.tags.join(" "),
            course.topics.join(" "),
            &course.class,
            course.part,
            serde_json::to_string(&course.segments)?,
            course.listed,
            course.level
        ],
    )?;
    Ok(())
}

/// One course.
pub(crate) fn by_code(tx: &Tx<'_>, code: &str) -> Result<CourseRow, Fault> {
    let row = tx.optional(
        sql!(
            "select code, title, about, audience, minutes, tags, topics, class, part, segments, listed, level
             from course where code = $1"
        ),
        &params![code],
    )?;
    read(&row.ok_or(Fault::NotFound)?, 0)
}

/// The catalogue as the audit wants it, and which part of its title each course is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Known {
    pub catalogue: Arc<Catalogue>,
    parts: BTreeMap<String, i64>,
}

impl Known {
    /// Which part of its title a course is.
    pub fn part(&self, code: &str) -> i64 {
        self.parts.get(code).copied().unwrap_or(0)
    }

    /// Everything the audit needs to know of these courses.
    pub fn of(courses: &[CourseRow]) -> Self {
        Self {
            parts: courses.iter().map(|c| (c.code.clone(), c.part)).collect(),
            catalogue: Arc::new(courses.iter().map(|c| (c.code.clone(), c.for_audit())).collect()),
        }
    }
}

/// Everything the audit needs to know of courses.
pub(crate) fn known(tx: &Tx<'_>) -> Result<Known, Fault> {
    Ok(Known::of(&all(tx)?))
}
