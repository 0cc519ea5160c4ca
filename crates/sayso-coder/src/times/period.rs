//! Stretches of the calendar with their TIMEX3 value.

use sayso_article::{Date, SmolStr};

use super::calendar::{days, monday, months, years};

/// A measure of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
}

/// A stretch of days with its TIMEX3 value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Period {
    pub value: SmolStr,
    pub first: Date,
    pub last: Date,
    /// What it is one of; `None` for ranges and seasons.
    pub unit: Option<Unit>,
}

impl Period {
    pub fn day(d: Date) -> Period {
        Period {
            value: SmolStr::new(d.to_string()),
            first: d,
            last: d,
            unit: Some(Unit::Day),
        }
    }

    /// The week, Monday to Sunday, that holds a day.
    pub fn week(of: Date) -> Option<Period> {
        let first = monday(of)?;
        let week = first.iso_week_date();
        Some(Period {
            value: SmolStr::new(format!("{:04}-W{:02}", week.year(), week.week())),
            first,
            last: days(first, 6)?,
            unit: Some(Unit::Week),
        })
    }

    /// Saturday and Sunday of the week that holds a day.
    pub fn weekend(of: Date) -> Option<Period> {
        let week = Period::week(of)?;
        Some(Period {
            value: SmolStr::new(format!("{}-WE", week.value)),
            first: days(week.first, 5)?,
            last: week.last,
            unit: Some(Unit::Weekend),
        })
    }

    pub fn month(of: Date) -> Period {
        Period {
            value: SmolStr::new(format!("{:04}-{:02}", of.year(), of.month())),
            first: of.first_of_month(),
            last: of.last_of_month(),
            unit: Some(Unit::Month),
        }
    }

    /// The quarter of a year, 1 to 4.
    pub fn quarter(year: i16, quarter: i8) -> Option<Period> {
        let first = Date::new(year, quarter.checked_mul(3)?.checked_sub(2)?, 1).ok()?;
        Some(Period {
            value: SmolStr::new(format!("{year:04}-Q{quarter}")),
            first,
            last: days(months(first, 3)?, -1)?,
            unit: Some(Unit::Quarter),
        })
    }

    /// The half of a year, 1 or 2.
    pub fn half(year: i16, half: i8) -> Option<Period> {
        let first = Date::new(year, if half == 1 { 1 } else { 7 }, 1).ok()?;
        Some(Period {
            value: SmolStr::new(format!("{year:04}-H{half}")),
            first,
            last: days(months(first, 6)?, -1)?,
            unit: Some(Unit::Half),
        })
    }

    pub fn year(year: i16) -> Option<Period> {
        let first = Date::new(year, 1, 1).ok()?;
        Some(Period {
            value: SmolStr::new(format!("{year:04}")),
            first,
            last: first.last_of_year(),
            unit: Some(Unit::Year),
        })
    }

    /// A year of account. Countries and firms begin it in different months, so
    /// its days are all those that some year of that name has.
    pub fn fiscal(year: i16) -> Option<Period> {
        Some(Period {
            value: SmolStr::new(format!("{year:04}")),
            first: Date::new(year.checked_sub(1)?, 7, 1).ok()?,
            last: Date::new(year.checked_add(1)?, 6, 30).ok()?,
            unit: Some(Unit::Year),
        })
    }

    /// The decade of the first three digits.
    pub fn decade(decade: i16) -> Option<Period> {
        Some(Period {
            value: SmolStr::new(format!("{decade:03}")),
            first: Date::new(decade.checked_mul(10)?, 1, 1).ok()?,
            last: Date::new(decade * 10 + 9, 12, 31).ok()?,
            unit: Some(Unit::Decade),
        })
    }

    /// The century of the first two digits ("19" is the 20th).
    pub fn century(century: i16) -> Option<Period> {
        Some(Period {
            value: SmolStr::new(format!("{century:02}")),
            first: Date::new(century.checked_mul(100)?, 1, 1).ok()?,
            last: Date::new(century * 100 + 99, 12, 31).ok()?,
            unit: Some(Unit::Century),
        })
    }

    /// A season's name in a year. Which months it has depends on the
    /// hemisphere, so its days are those of the year (and of the winter after).
    pub fn season(year: i16, season: &str) -> Option<Period> {
        let whole = Period::year(year)?;
        let last = match season {
            "WI" => Date::new(year.checked_add(1)?, 3, 31).ok()?,
            _ => whole.last,
        };
        Some(Period {
            value: SmolStr::new(format!("{year:04}-{season}")),
            first: whole.first,
            last,
            unit: None,
        })
    }

    /// The period of a unit that holds a day.
    pub fn of(unit: Unit, day: Date) -> Option<Period> {
        Some(match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Period::day(day),
            Unit::Weekend => Period::weekend(day)?,
            Unit::Week | Unit::Fortnight => Period::week(day)?,
            Unit::Month => Period::month(day),
            Unit::Quarter => Period::quarter(day.year(), (day.month() - 1) / 3 + 1)?,
            Unit::Half => Period::half(day.year(), (day.month() - 1) / 6 + 1)?,
            Unit::Year => Period::year(day.year())?,
            Unit::Decade => Period::decade(day.year() / 10)?,
            Unit::Century => Period::century(day.year() / 100)?,
        })
    }

    /// The period of a unit `n` units after the one that holds a day.
    pub fn shifted(unit: Unit, day: Date, n: i64) -> Option<Period> {
        let to = match unit {
            Unit::Second | Unit::Minute | Unit::Hour => return None,
            Unit::Day => days(day, n)?,
            Unit::Week | Unit::Weekend => days(day, n.checked_mul(7)?)?,
            Unit::Fortnight => days(day, n.checked_mul(14)?)?,
            Unit::Month => months(day, n)?,
            Unit::Quarter => months(day, n.checked_mul(3)?)?,
            Unit::Half => months(day, n.checked_mul(6)?)?,
            Unit::Year => years(day, n)?,
            Unit::Decade => years(day, n.checked_mul(10)?)?,
            Unit::Century => years(day, n.checked_mul(100)?)?,
        };
        Period::of(unit, to)
    }

    /// From the first day of one to the last of the other.
    pub fn range(a: &Period, b: &Period) -> Option<Period> {
        (a.first <= b.last).then(|| Period {
            value: SmolStr::new(format!("{}/{}", a.value, b.value)),
            first: a.first,
            last: b.last,
            unit: None,
        })
    }

    /// Days in it, less one.
    pub fn length(&self) -> i64 {
        days_between(self.first, self.last)
    }
}

/// Days from one day to another.
pub(super) fn days_between(a: Date, b: Date) -> i64 {
    a.until(b).map_or(0, |s| i64::from(s.get_days()))
}
