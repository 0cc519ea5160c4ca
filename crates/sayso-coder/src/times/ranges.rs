//! Ranges of two times: "from May 3 to 5", "between 2014 and 2018".

use super::dates::{Read, date};
use super::expressions::Core;
use super::meaning::{Base, Meaning, Recurring, Which};
use super::period::{Period, Unit};
use super::words::Words;

impl Words<'_> {
    /// A range at a word; else what was read there as its start, unless that is
    /// to be read again.
    pub fn range(&self, at: usize) -> Result<Core, Option<Core>> {
        let (opened, first_at) = match self.low(at) {
            "from" | "between" => (true, self.skip(at + 1, &["the"])),
            _ => (false, self.skip(at, &["the"])),
        };
        if let Some(days) = self.days_of_month(at, first_at, opened) {
            return Ok(days);
        }
        let joined = |i: usize| self.joined(i) && self.joined(i + 1);
        let years = self.year(first_at).filter(|_| {
            matches!(self.low(first_at + 1), "-" | "–")
                && joined(first_at + 1)
                && self.year(first_at + 2).is_some()
                && !matches!(self.low(first_at + 3), "-" | "/")
        });
        let first = match years {
            Some(_) => self.whole_year(first_at),
            None => self.modified(first_at),
        };
        let Some(first) = first else {
            return Err(None);
        };
        if let Some(ranged) = self.range_from(at, opened, years.is_some(), &first) {
            return Ok(ranged);
        }
        Err((first_at == at && years.is_none()).then_some(first))
    }

    pub fn whole_year(&self, at: usize) -> Option<Core> {
        Some(Core {
            from: at,
            meaning: Meaning::Fixed(Period::year(self.year(at)?)?),
            part: None,
            modifier: None,
            end: at + 1,
        })
    }

    /// "from 4 to 22 January", "between 4-22 January 1995".
    pub fn days_of_month(&self, at: usize, first_at: usize, opened: bool) -> Option<Core> {
        let (day, end) = self
            .day(first_at)
            .filter(|_| self.digits(first_at) || opened)?;
        let next = self.to(end, self.low(at) == "between")?;
        let (second, end) = self.month_day(next).or_else(|| self.day_within(next))?;
        let first = with_day(&second, day)?;
        (first != Meaning::Impossible).then(|| self.ranged(at, first, second, end))
    }

    /// "from May 3 to 5", "between 2014 and 2018", "Nov. 19-20", "2014-2018":
    /// the range that begins with what was read.
    pub fn range_from(&self, at: usize, opened: bool, years: bool, first: &Core) -> Option<Core> {
        if !ranges(&first.meaning) {
            return None;
        }
        let joined_sign = matches!(self.low(first.end), "-" | "–" | "—");
        let next = self.to(first.end, self.low(at) == "between")?;
        // "Nov. 19-20", "May 3 to 5": a day of the same month; "2014-18".
        if let Some(read) = self.shortened(&first.meaning, next) {
            let (second, end) = read;
            let first = same_year(&first.meaning, &second);
            return Some(self.ranged(at, first, second, end));
        }
        let second = match years {
            true => self.whole_year(next)?,
            false => self.modified(self.skip(next, &["the"]))?,
        };
        if !ranges(&second.meaning) {
            return None;
        }
        // "Friday to Monday" yes; "moved from Friday to Monday" no range, but "from" alone can not tell.
        let plain = opened
            || joined_sign
            || matches!(self.low(first.end), "through" | "until" | "till" | "to");
        let alike = alike(&first.meaning, &second.meaning);
        if !plain || !alike || first.part.is_some() || second.part.is_some() {
            return None;
        }
        let a = same_year(&first.meaning, &second.meaning);
        Some(self.ranged(at, a, second.meaning, second.end))
    }

    pub fn ranged(&self, at: usize, a: Meaning, b: Meaning, end: usize) -> Core {
        Core {
            from: at,
            meaning: Meaning::Range(Box::new(a), Box::new(b)),
            part: None,
            modifier: None,
            end,
        }
    }

    /// The place after "to" and the like.
    pub fn to(&self, at: usize, between: bool) -> Option<usize> {
        let word = self.low(at);
        let sign = matches!(word, "-" | "–" | "—");
        let joining =
            matches!(word, "to" | "until" | "till" | "through") || sign || between && word == "and";
        joining.then_some(at + 1)
    }

    /// "22 this month", "23 of next month".
    pub fn day_within(&self, at: usize) -> Option<Read> {
        let (day, end) = self.day(at)?;
        let next = self.skip(end, &["of", "in"]);
        let (meaning, end) = self.pointed(next)?;
        matches!(meaning, Meaning::Shift(Unit::Month, ..)).then_some((
            Meaning::Within(Recurring::Day(day, None), Box::new(meaning)),
            end,
        ))
    }

    /// The end of a range that leaves out what its start says.
    pub fn shortened(&self, first: &Meaning, at: usize) -> Option<Read> {
        match first {
            Meaning::Recurring(Recurring::MonthDay(m, d, _), which) => {
                let (day, end) = self
                    .day(at)
                    .filter(|(day, end)| day > d && !self.month_follows(*end))?;
                match self.closing_year(end) {
                    Some((year, end)) => Some((super::dates::date(year, *m, day), end)),
                    None => Some((
                        Meaning::Recurring(Recurring::MonthDay(*m, day, None), *which),
                        end,
                    )),
                }
            }
            Meaning::Fixed(p) if p.unit == Some(Unit::Year) => {
                let n = i16::try_from(self.small(at, 2..=2)?).ok()?;
                let year = p.first.year() / 100 * 100 + n;
                (year > p.first.year() && self.joined(at) && !self.joined(at + 1))
                    .then(|| Some((Meaning::Fixed(Period::year(year)?), at + 1)))?
            }
            _ => None,
        }
    }

    pub fn month_follows(&self, at: usize) -> bool {
        self.month_name(self.skip(at, &["of"]), true).is_some()
    }
}

/// The same day in the month of another.
fn with_day(of: &Meaning, day: i8) -> Option<Meaning> {
    Some(match of {
        Meaning::Recurring(Recurring::MonthDay(m, ..), which) => {
            Meaning::Recurring(Recurring::MonthDay(*m, day, None), *which)
        }
        Meaning::Fixed(p) if p.unit == Some(Unit::Day) => {
            date(p.first.year(), p.first.month(), day)
        }
        Meaning::Within(Recurring::Day(..), holder) => {
            Meaning::Within(Recurring::Day(day, None), holder.clone())
        }
        _ => return None,
    })
}

/// The first of a range takes its year from the second: "Nov-Feb 2017", "3 May - 5 June 2020".
fn same_year(first: &Meaning, second: &Meaning) -> Meaning {
    // "between July 31 and August 14 that year"
    if let (Meaning::Recurring(part, Which::Nearest), Meaning::Within(other, holder)) =
        (first, second)
        && matches!(
            (part, other),
            (
                Recurring::MonthDay(..) | Recurring::Month(_),
                Recurring::MonthDay(..) | Recurring::Month(_)
            )
        )
    {
        return Meaning::Within(part.clone(), holder.clone());
    }
    if let (Meaning::Recurring(part, _), Meaning::Fixed(p)) = (first, second) {
        let (month, day) = match part {
            Recurring::MonthDay(m, d, _) => (*m, Some(*d)),
            Recurring::Month(m) => (*m, None),
            _ => return first.clone(),
        };
        let later = (month, day.unwrap_or(1)) > (p.last.month(), p.last.day());
        let year = p.last.year() - i16::from(later);
        return match day {
            Some(day) => date(year, month, day),
            None => sayso_article::Date::new(year, month, 1)
                .map_or(Meaning::Impossible, |d| Meaning::Fixed(Period::month(d))),
        };
    }
    first.clone()
}

/// Whether a meaning may be the end of a range.
fn ranges(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Fixed(_) | Meaning::Within(..) | Meaning::Shift(_, _, Base::Published) => true,
        Meaning::Recurring(..) => true,
        Meaning::Reference(r) => *r == "PRESENT_REF",
        _ => false,
    }
}

/// Whether two meanings are of a kind, so that they make one range.
fn alike(a: &Meaning, b: &Meaning) -> bool {
    let weekly =
        |m: &Meaning| matches!(m, Meaning::Recurring(Recurring::Weekday(_), Which::Nearest));
    weekly(a) == weekly(b)
}
