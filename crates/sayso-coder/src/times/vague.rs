//! What names no day ("now", "recently"), and weeks and months told by a day.

use super::calendar::unit;
use super::dates::Read;
use super::meaning::{Meaning, Recurring, Which};
use super::period::{Period, Unit};
use super::relative::shift;
use super::words::Words;

impl Words<'_> {
    /// "rest of the week", "remainder of the year"
    pub fn rest(&self, at: usize) -> Option<Read> {
        if !matches!(self.low(at), "rest" | "remainder") {
            return None;
        }
        let next = self.skip(self.skip(at + 1, &["of"]), &["the", "my", "this", "our"]);
        let next = self.skip(next, &["current", "fiscal"]);
        let unit = unit(self.low(next)).filter(|u| *u > Unit::Day)?;
        Some((
            Meaning::Range(
                Box::new(shift(Unit::Day, 0)),
                Box::new(Meaning::LastDay(Box::new(shift(unit, 0)))),
            ),
            next + 1,
        ))
    }

    /// "the week of March 6", "the month of May", "Easter week", "week 31"
    pub fn week_of(&self, at: usize) -> Option<Read> {
        let at = self.skip(at, &["the"]);
        let named = self.low(at);
        if named == "week" {
            if let Some(n) = self.small(at + 1, 1..=2).filter(|n| (1..=53).contains(n)) {
                let week = Recurring::Week(i8::try_from(n).ok()?);
                return Some(match self.closing_year(at + 2) {
                    Some((year, end)) => (
                        Meaning::Within(week, Box::new(Meaning::Fixed(Period::year(year)?))),
                        end,
                    ),
                    None => (Meaning::Recurring(week, Which::Nearest), at + 2),
                });
            }
            let of = match self.low(at + 1) {
                "of" | "from" => at + 2,
                "commencing" | "starting" | "beginning" | "ending" => self.skip(at + 2, &["on"]),
                _ => return None,
            };
            let (day, end) = self.a_day(of)?;
            return Some((Meaning::Holding(Unit::Week, Box::new(day)), end));
        }
        if named == "month" && self.low(at + 1) == "of" {
            if let Some(read) = self.a_day(at + 2) {
                return Some((Meaning::Holding(Unit::Month, Box::new(read.0)), read.1));
            }
            return self.month_of_year(at + 2);
        }
        None
    }

    pub fn a_day(&self, at: usize) -> Option<Read> {
        self.month_day(at)
            .or_else(|| self.figures(at))
            .or_else(|| self.day_of_month(at))
            .or_else(|| {
                let (meaning, end) = self.weekday_date(at)?;
                Some((meaning, end))
            })
            .or_else(|| {
                let (n, end) = (self.low(at) == "the").then(|| self.ordinal(at + 1))??;
                let day = i8::try_from(n).ok()?;
                Some((
                    Meaning::Recurring(Recurring::Day(day, None), Which::Nearest),
                    end,
                ))
            })
    }

    /// "now", "recently", "soon", "the future", "in recent years"
    pub fn reference(&self, at: usize) -> Option<Read> {
        let next = self.low(at + 1);
        let (value, end) = match self.low(at) {
            "now" if next != "-" => ("PRESENT_REF", at + 1),
            "currently" | "presently" | "nowadays" => ("PRESENT_REF", at + 1),
            "these" if next == "days" => ("PRESENT_REF", at + 2),
            "at" if next == "present" => ("PRESENT_REF", at + 2),
            "current" if self.low(at + 1) != "-" => ("PRESENT_REF", at + 1),
            "recently" | "lately" | "formerly" => ("PAST_REF", at + 1),
            "recent"
                if matches!(
                    next,
                    "years" | "months" | "weeks" | "days" | "decades" | "times" | "quarters"
                ) =>
            {
                ("PAST_REF", at + 2)
            }
            "recent" => ("PAST_REF", at + 1),
            "near" | "short" | "long" if next == "term" && self.before(at) == "the" => (
                if self.low(at) == "long" {
                    return None;
                } else {
                    "FUTURE_REF"
                },
                at + 2,
            ),
            "previously" if !self.letters(at + 1) => ("PAST_REF", at + 1),
            "coming"
                if matches!(
                    next,
                    "years" | "months" | "weeks" | "days" | "decades" | "quarters"
                ) =>
            {
                ("FUTURE_REF", at + 2)
            }
            "soon" if !matches!(next, "after" | "as") && self.before(at) != "as" => {
                ("FUTURE_REF", at + 1)
            }
            "the"
                if matches!(next, "past" | "future")
                    && (self.before(at) == "in"
                        || self.before(at) == "into"
                        || !self.letters(at + 2)) =>
            {
                (
                    if next == "past" {
                        "PAST_REF"
                    } else {
                        "FUTURE_REF"
                    },
                    at + 2,
                )
            }
            "the" if next == "near" && self.low(at + 2) == "future" => ("FUTURE_REF", at + 3),
            "the" if next == "foreseeable" && self.low(at + 2) == "future" => {
                ("FUTURE_REF", at + 3)
            }
            _ => return None,
        };
        Some((Meaning::Reference(value), end))
    }
}
