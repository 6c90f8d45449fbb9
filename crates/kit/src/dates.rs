//! Dates and times as people say them. Weekdays and months are texts of the catalogue; the clock is 12-hour in
//! every language, as on the union's paper schedule.

use crate::{Words, language::Hole};

/// A civil date, as this crate needs it: it knows no calendar library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// Year.
    pub year: i64,
    /// 1 to 12.
    pub month: i64,
    /// 1 to 31.
    pub day: i64,
    /// 1 Monday to 7 Sunday.
    pub weekday: i64,
}

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// 0 to 23.
    pub hour: i64,
    /// 0 to 59.
    pub minute: i64,
}

impl Words {
    fn weekday(&self, n: i64) -> String {
        self.text(&format!("weekday-{n}"), &[])
    }

    fn month(&self, n: i64) -> String {
        self.text(&format!("month-{n}"), &[])
    }

    /// "Saturday, January 24"; with the year where `year` is set.
    #[must_use]
    pub fn day(&self, d: Day, year: bool) -> String {
        let key = if year { "date-full" } else { "date-long" };
        self.text(
            key,
            &[
                ("weekday", Hole::from(self.weekday(d.weekday))),
                ("month", Hole::from(self.month(d.month))),
                ("day", Hole::from(d.day.to_string())),
                ("year", Hole::from(d.year.to_string())),
            ],
        )
    }

    /// "January 24, 2026".
    #[must_use]
    pub fn date(&self, d: Day) -> String {
        self.text(
            "date-plain",
            &[
                ("month", Hole::from(self.month(d.month))),
                ("day", Hole::from(d.day.to_string())),
                ("year", Hole::from(d.year.to_string())),
            ],
        )
    }

    /// "Sat Jan 24".
    #[must_use]
    pub fn day_short(&self, d: Day) -> String {
        self.text(
            "date-short",
            &[
                ("weekday", Hole::from(self.weekday_short(d))),
                ("month", Hole::from(self.month_short(d))),
                ("day", Hole::from(d.day.to_string())),
            ],
        )
    }

    /// "Sat".
    #[must_use]
    pub fn weekday_short(&self, d: Day) -> String {
        self.text(&format!("weekday-short-{}", d.weekday), &[])
    }

    /// "Jan".
    #[must_use]
    pub fn month_short(&self, d: Day) -> String {
        self.text(&format!("month-short-{}", d.month), &[])
    }

    /// "January 2026".
    #[must_use]
    pub fn month_of(&self, d: Day) -> String {
        self.text(
            "month-of-year",
            &[("month", Hole::from(self.month(d.month))), ("year", Hole::from(d.year.to_string()))],
        )
    }

    /// "9:00 am".
    #[must_use]
    pub fn clock(&self, c: Clock) -> String {
        let half = if c.hour < 12 { "am" } else { "pm" };
        let hour = match c.hour % 12 {
            0 => 12,
            h => h,
        };
        format!("{hour}:{:02} {half}", c.minute)
    }

    /// "9:00 am to 12:00 pm".
    #[must_use]
    pub fn from_to(&self, from: Clock, to: Clock) -> String {
        self.text("time-range", &[("from", Hole::from(self.clock(from))), ("to", Hole::from(self.clock(to)))])
    }
}
