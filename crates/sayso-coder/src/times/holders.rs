//! Parts of a longer stretch: "the first Friday of July", "June last year".

use super::calendar::{unit, weekday};
use super::dates::Read;
use super::expressions::Core;
use super::meaning::{Base, Meaning, Recurring, Which};
use super::period::{Period, Unit};
use super::words::Words;

impl Words<'_> {
    /// "the first Friday of July", "the third week of 2027", "the second day".
    pub fn nth(&self, at: usize) -> Option<Read> {
        let next = self.skip(at, &["the"]);
        let (n, named) = match self.low(next) {
            "last" => (-1, next + 1),
            _ => self.ordinal(next)?,
        };
        let n = i8::try_from(n).ok()?;
        let named = self.skip(named, &["full"]);
        let part = match weekday(self.low(named)) {
            Some((day, false)) => Recurring::NthWeekday(n, day),
            _ => match unit(self.low(named))? {
                unit @ (Unit::Day
                | Unit::Week
                | Unit::Weekend
                | Unit::Month
                | Unit::Quarter
                | Unit::Decade) => Recurring::Nth(n, unit),
                _ => return None,
            },
        };
        let of = named + 1;
        let inside = self.skip(self.skip(of, &["of", "in"]), &["the"]);
        let (holder, end) = self.holder(inside).filter(|_| {
            inside > of || matches!(self.low(inside), "this" | "last" | "next" | "previous")
        })?;
        Some((Meaning::Within(part, Box::new(holder)), end))
    }

    /// What may hold a part: "July", "2027", "next month", "the 1990s".
    pub fn holder(&self, at: usize) -> Option<Read> {
        let read = self
            .decade(at)
            .or_else(|| self.century(at))
            .or_else(|| self.part_of_year(at))
            .or_else(|| self.month_of_year(at))
            .or_else(|| self.pointed(at))
            .or_else(|| Some((Meaning::Fixed(Period::year(self.year(at)?)?), at + 1)))
            .or_else(|| self.spelled_year(at))
            .or_else(|| {
                let unit = unit(self.low(at)).filter(|u| *u > Unit::Day)?;
                (self.before(at) == "the" && !self.low(at).ends_with('s'))
                    .then_some((Meaning::Shift(unit, 0, Base::Published), at + 1))
            })?;
        let holds = match &read.0 {
            Meaning::Fixed(p) => p.unit.is_none_or(|u| u > Unit::Weekend),
            Meaning::Shift(u, ..) => *u > Unit::Weekend,
            Meaning::Recurring(r, _) => matches!(r, Recurring::Month(_) | Recurring::Quarter(_)),
            Meaning::Within(..) => true,
            _ => false,
        };
        holds.then_some(read)
    }

    /// "June last year", "Friday of next week", "20th of next month", "Christmas 2019".
    pub fn hold(&self, core: &mut Core) {
        // "this year's third quarter", "last year's summer"
        if let Meaning::Shift(Unit::Year, ..)
        | Meaning::Fixed(Period {
            unit: Some(Unit::Year),
            ..
        }) = &core.meaning
        {
            let at = self.possessive(core.end).unwrap_or(core.end);
            let fiscal = self.skip(at, &["fiscal"]);
            if let Some((Meaning::Recurring(part, Which::Nearest), end)) =
                self.part_of_year(fiscal).or_else(|| {
                    (at > core.end).then(|| self.month_of_year(at).or_else(|| self.holiday(at)))?
                })
            {
                core.meaning = Meaning::Within(part, Box::new(core.meaning.clone()));
                core.end = end;
            }
            return;
        }
        // "next week between Wednesday and Friday"
        if let Meaning::Shift(Unit::Week, ..) = &core.meaning {
            let between = self.low(core.end) == "between";
            let day = |at: usize| match self.weekday_date(at) {
                Some((Meaning::Recurring(r @ Recurring::Weekday(_), _), end)) => Some((r, end)),
                _ => None,
            };
            if (between || self.low(core.end) == "from")
                && let Some((a, end)) = day(core.end + 1)
                && let Some(next) = self.to(end, between)
                && let Some((b, end)) = day(next)
            {
                let week = Box::new(core.meaning.clone());
                core.meaning = Meaning::Range(
                    Box::new(Meaning::Within(a, week.clone())),
                    Box::new(Meaning::Within(b, week)),
                );
                core.end = end;
            }
            return;
        }
        let Meaning::Recurring(part, _) = &core.meaning else {
            return;
        };
        let next = self.skip(self.skip(core.end, &[","]), &["of", "in", "on"]);
        let next = self.skip(next, &["the"]);
        let fits = |unit: Unit| match part {
            Recurring::Weekday(_) | Recurring::Weekend => unit == Unit::Week,
            Recurring::Day(..) => unit == Unit::Month,
            _ => unit == Unit::Year,
        };
        if let Some((meaning, end)) = self.pointed(next) {
            if let Meaning::Shift(unit, ..) = meaning
                && fits(unit)
                && (next > core.end || self.low(next) != "the")
            {
                core.meaning = Meaning::Within(part.clone(), Box::new(meaning));
                core.end = end;
            }
            return;
        }
        if let Recurring::Holiday(_) = part
            && let Some((year, end)) = self.closing_year(core.end)
            && let Some(year) = Period::year(year)
        {
            core.meaning = Meaning::Within(part.clone(), Box::new(Meaning::Fixed(year)));
            core.end = end;
        }
    }
}
