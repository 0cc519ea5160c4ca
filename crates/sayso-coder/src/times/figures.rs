//! Dates in figures alone.

use sayso_article::Date;

use super::calendar::month;
use super::dates::{Read, date, possible};
use super::meaning::{Meaning, Recurring, Which};
use super::period::Period;
use super::words::Words;

impl Words<'_> {
    /// 2023-05-03, 2019/sep/01, 22/04/2016, 4/22/2016, 11/2016.
    pub fn figures(&self, at: usize) -> Option<Read> {
        if !self.digits(at) || self.joined(at) && !matches!(self.before(at), "(" | "-" | "|") {
            return None;
        }
        let sign = self.low(at + 1);
        if !matches!(sign, "-" | "/" | ".") || !self.joined(at + 1) || !self.joined(at + 2) {
            return None;
        }
        let middle = self
            .small(at + 2, 1..=2)
            .and_then(|m| i8::try_from(m).ok())
            .or_else(|| month(self.low(at + 2), true));
        let third = self.low(at + 3) == sign && self.joined(at + 3) && self.joined(at + 4);
        if let Some(year) = self.small(at, 4..=4).and_then(|y| i16::try_from(y).ok()) {
            let middle = middle?;
            if third {
                let day = i8::try_from(self.small(at + 4, 1..=2)?).ok()?;
                return Some((date(year, middle, day), at + 5));
            }
            // "2015-16" is two years.
            let next_year = i16::from(middle) == (year + 1) % 100;
            return (sign != "."
                && (1..=12).contains(&middle)
                && !next_year
                && !self.joined(at + 3))
            .then(|| {
                Some((
                    Meaning::Fixed(Period::month(Date::new(year, middle, 1).ok()?)),
                    at + 3,
                ))
            })?;
        }
        let first = i8::try_from(self.small(at, 1..=2)?).ok()?;
        if let Some(year) = self.small(at + 2, 4..=4) {
            let month = Date::new(i16::try_from(year).ok()?, first, 1).ok()?;
            return (sign != "." && (1900..=2100).contains(&year))
                .then(|| (Meaning::Fixed(Period::month(month)), at + 3));
        }
        let second = middle?;
        if !third && (first, second, sign) == (9, 11, "/") {
            return Some((date(2001, 9, 11), at + 3));
        }
        if !third {
            // "on 22/4", "on 4/22": nothing else has such figures after "on".
            let padded = self.low(at).len() == 2 && self.low(at + 2).starts_with('0');
            let on = padded
                || at == 0
                || matches!(
                    self.before(at),
                    "on" | "since" | "until" | "each" | "every" | "from" | "to" | "between"
                );
            let (month, day) = if first > 12 {
                (second, first)
            } else {
                (first, second)
            };
            return (on && sign == "/" && possible(month, day) && day > 12).then_some((
                Meaning::Recurring(Recurring::MonthDay(month, day, None), Which::Nearest),
                at + 3,
            ));
        }
        let year = self.small(at + 4, 2..=4)?;
        let year = match self.low(at + 4).len() {
            4 => i16::try_from(year).ok()?,
            2 if sign != "." => {
                i16::try_from(if year < 50 { 2000 + year } else { 1900 + year }).ok()?
            }
            _ => return None,
        };
        let orders = (
            Date::new(year, first, second).ok(),
            Date::new(year, second, first).ok(),
        );
        let meaning = match orders {
            (Some(a), Some(b)) if a != b => Meaning::Either(a.min(b), a.max(b)),
            (Some(d), _) | (None, Some(d)) => Meaning::Fixed(Period::day(d)),
            (None, None) => Meaning::Impossible,
        };
        Some((meaning, at + 5))
    }
}
