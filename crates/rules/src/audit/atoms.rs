//! From a short record to atoms: the smallest pieces that are used whole, with the parts that accept each.

use super::{
    Reason,
    brief::{Brief, Entry, From, Given, Placement},
    plan::{Face, Parts, Topics},
    template::Template,
};
use crate::{
    Minutes,
    audit::Auditor,
    programme::{Partial, Split},
};
use jiff::{ToSpan, civil::Date};

/// A piece of credit that is used whole or not at all.
#[derive(Debug, Clone, Copy)]
pub(super) struct Atom {
    /// Place of its credit in canonical order.
    pub credit: u32,
    pub segment: u16,
    pub minutes: Minutes,
    /// Two atoms with the same key are the same content: a repeat.
    pub key: u64,
    pub class: u32,
    pub face: Face,
    pub date: Date,
    pub subject: u32,
    /// Whether it is the only atom of its credit.
    pub single: bool,
}

/// Atoms in canonical order (date, credit, segment), and what was dropped on the way.
#[derive(Debug, Default)]
pub(super) struct Atoms {
    pub all: Vec<Atom>,
    /// Credits that were dropped, by their place.
    pub dropped: Vec<(u32, Dropped)>,
    /// Topics of all atoms.
    pub attended: Topics,
    /// How many title classes there are: they are numbered from 0, for parts that combine.
    pub classes: u32,
}

/// Why a credit yields no atoms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dropped {
    Status,
    Expired,
    BeforeEnrolment,
    TooLittle,
    ThinSubject,
}

impl Dropped {
    pub(super) fn reason(self, status: &str) -> Reason {
        match self {
            Self::Status => Reason::Status(status.to_owned()),
            Self::Expired => Reason::Expired,
            Self::BeforeEnrolment => Reason::BeforeEnrolment,
            Self::TooLittle => Reason::TooLittleAttended,
            Self::ThinSubject => Reason::SubjectBelowMinimum,
        }
    }
}

/// The date this many months later; the last day of the month where that day does not exist.
pub(super) fn months_after(date: Date, months: i32) -> Date {
    date.saturating_add(months.months())
}

/// Marks the key of a curriculum unit.
const UNIT: u64 = 1 << 62;

impl Auditor {
    /// Fills `out` with the atoms of a record.
    pub(super) fn prepare(&self, brief: &Brief, out: &mut Atoms) {
        out.all.clear();
        out.dropped.clear();
        let policy = &self.programme.credit;
        let earliest = match brief.enrolled {
            Some(enrolled) if policy.retroactive_months >= 0 => {
                Some(months_after(enrolled, -policy.retroactive_months))
            }
            _ => None,
        };
        for (place, entry) in brief.entries.iter().enumerate() {
            if let Err(why) = self.pieces(brief, place as u32, entry, earliest, out) {
                out.dropped.push((place as u32, why));
            }
        }
        if policy.subject_min > 0 {
            drop_thin_subjects(policy.subject_min, out);
        }
        if !brief.placements.is_empty() {
            place_credits(brief, &mut out.all);
        }
        out.attended = out.all.iter().fold(0, |m, a| m | a.face.topics);
        if self.plan.has_combine {
            number_classes(out);
        }
    }

    fn pieces(
        &self,
        brief: &Brief,
        place: u32,
        entry: &Entry,
        earliest: Option<Date>,
        out: &mut Atoms,
    ) -> Result<(), Dropped> {
        let policy = &self.programme.credit;
        if !entry.counts {
            return Err(Dropped::Status);
        }
        if policy.expires_months > 0
            && brief.as_of.is_some_and(|as_of| months_after(entry.date, policy.expires_months) <= as_of)
        {
            return Err(Dropped::Expired);
        }
        if earliest.is_some_and(|day| entry.date < day) {
            return Err(Dropped::BeforeEnrolment);
        }
        let template = match entry.from {
            From::Catalogue(n) => &self.templates[n as usize],
            From::Own(n) => &brief.own[n as usize],
        };
        let first = out.all.len();
        match entry.given {
            Given::Minutes(minutes) => self.spread(place, entry, template, minutes, out)?,
            Given::Pieces(from, len) => {
                let given = &brief.pieces[from as usize..(from + len) as usize];
                self.worked(place, entry, template, given, out);
            }
        }
        if let [one] = &mut out.all[first..] {
            one.single = true;
        }
        Ok(())
    }

    fn atom(
        &self,
        place: u32,
        entry: &Entry,
        template: &Template,
        piece: Option<usize>,
        minutes: Minutes,
        met: bool,
    ) -> Atom {
        let (segment, unit, face) = match piece.map(|n| &template.pieces[n]) {
            Some(p) => (p.segment, p.unit, if met { p.met } else { p.bare }),
            None => (0, 0, if met { template.whole_met } else { template.whole_bare }),
        };
        let key = if unit == 0 {
            u64::from(template.class) << 32 | u64::from(entry.part) << 16 | u64::from(segment)
        } else {
            UNIT | u64::from(unit)
        };
        Atom {
            credit: place,
            segment,
            minutes,
            key,
            class: template.class,
            face,
            date: entry.date,
            subject: template.subject,
            single: false,
        }
    }

    /// Takes missing minutes off the pieces, from the last one backwards; surplus minutes go to the last one.
    fn spread(
        &self,
        place: u32,
        entry: &Entry,
        template: &Template,
        minutes: Option<Minutes>,
        out: &mut Atoms,
    ) -> Result<(), Dropped> {
        let policy = &self.programme.credit;
        let here: Minutes = template.pieces.iter().map(|p| p.minutes).sum();
        let mut got = minutes.unwrap_or(here);
        let scheduled = template.scheduled;
        if scheduled > 0 && got * 100 < policy.min_fraction * scheduled {
            return Err(Dropped::TooLittle);
        }
        if policy.partial == Partial::AllOrNothing {
            got = scheduled;
        }
        if template.pieces.is_empty() {
            return Ok(());
        }
        let met = scheduled == 0 || got * 100 >= policy.topic_fraction * scheduled;
        if self.plan.split != Split::Segments {
            out.all.push(self.atom(place, entry, template, None, got, met));
            return Ok(());
        }
        let mut left = got;
        for (n, piece) in template.pieces.iter().enumerate() {
            let take = if here > 0 { left.min(piece.minutes) } else { left };
            left -= take;
            let take = if n + 1 == template.pieces.len() { take + left } else { take };
            out.all.push(self.atom(place, entry, template, Some(n), take, met));
        }
        Ok(())
    }

    /// Pieces whose minutes are known one by one: a unit's topics count as met once the programme's share of the unit
    /// was attended.
    fn worked(&self, place: u32, entry: &Entry, template: &Template, given: &[(u16, Minutes)], out: &mut Atoms) {
        let met = |minutes: Minutes, of: Minutes| minutes * 100 >= self.programme.credit.topic_fraction * of;
        if self.plan.split != Split::Segments {
            let minutes = given.iter().map(|(_, m)| m).sum();
            out.all.push(self.atom(place, entry, template, None, minutes, met(minutes, template.scheduled)));
            return;
        }
        for (segment, minutes) in given {
            if let Some(n) = template.pieces.iter().position(|p| p.segment == *segment) {
                let met = met(*minutes, template.pieces[n].minutes);
                out.all.push(self.atom(place, entry, template, Some(n), *minutes, met));
            }
        }
    }
}

fn drop_thin_subjects(least: Minutes, out: &mut Atoms) {
    let mut sums: Vec<(u32, Minutes)> = Vec::new();
    for a in &out.all {
        match sums.iter_mut().find(|(s, _)| *s == a.subject) {
            Some((_, sum)) => *sum += a.minutes,
            None => sums.push((a.subject, a.minutes)),
        }
    }
    let thin = |a: &Atom| sums.iter().any(|(s, sum)| *s == a.subject && *sum < least);
    let mut gone: Vec<u32> = out.all.iter().filter(|a| thin(a)).map(|a| a.credit).collect();
    gone.dedup();
    out.dropped.extend(gone.into_iter().map(|credit| (credit, Dropped::ThinSubject)));
    out.all.retain(|a| !thin(a));
}

/// Staff decisions override what the programme says; of several about one credit and part the last one holds, and a
/// credit that staff applied somewhere counts nowhere else.
fn place_credits(brief: &Brief, atoms: &mut [Atom]) {
    for a in atoms {
        let mine = brief.placements.iter().filter(|(place, ..)| *place == a.credit as usize);
        let mut pins: Parts = 0;
        for (_, part, placement) in mine {
            let bit = 1 << part;
            match placement {
                Placement::Exclude => a.face.accepts &= !bit,
                Placement::Allow => a.face.accepts |= bit,
                Placement::Apply => {
                    a.face.accepts |= bit;
                    pins |= bit;
                }
            }
        }
        if pins != 0 {
            a.face.accepts &= pins;
        }
    }
}

fn number_classes(out: &mut Atoms) {
    let mut names: Vec<u32> = out.all.iter().map(|a| a.class).collect();
    names.sort_unstable();
    names.dedup();
    for a in &mut out.all {
        a.class = names.binary_search(&a.class).unwrap_or(0) as u32;
    }
    out.classes = names.len() as u32;
}
