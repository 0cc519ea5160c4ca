//! Days, months and years of the calendar, as words and as figures.

use sayso_article::Date;

use super::calendar::{month, short_weekday, weekday};
use super::meaning::{Meaning, Recurring, Which};
use super::period::Period;
use super::words::Words;

/// What was read and the word after it.
pub(super) type Read = (Meaning, usize);

impl Words<'_> {
    /// A day of the month, with or without its ending, and the word after it.
    pub fn day(&self, at: usize) -> Option<(i8, usize)> {
        if let Some(day) = self.small(at, 1..=2) {
            if !(1..=31).contains(&day)
                || (self.joined(at)
                    && !matches!(self.before(at), "-" | "–" | "." | "(" | "," | "/")
                    && month(self.before(at), true).is_none())
            {
                return None;
            }
            let ordinal =
                self.joined(at + 1) && matches!(self.low(at + 1), "st" | "nd" | "rd" | "th");
            let end = at + 1 + usize::from(ordinal);
            let glued = self.joined(end)
                && (self.letters(end)
                    || matches!(self.low(end), "%" | "/")
                    || matches!(self.low(end), "." | "," | ":")
                        && self.joined(end + 1)
                        && self.digits(end + 1));
            return (!glued).then(|| Some((i8::try_from(day).ok()?, end)))?;
        }
        let (day, end) = self.ordinal(at).or_else(|| {
            let (n, end) = self.number_words(at)?;
            // "May two" is no date unless the number is a teen or ends one.
            (n > 9).then_some((n, end))
        })?;
        (1..=31)
            .contains(&day)
            .then(|| Some((i8::try_from(day).ok()?, end)))?
    }

    /// A month's name and the word after it (and after an abbreviation's point).
    pub fn month_name(&self, at: usize, short: bool) -> Option<(i8, usize)> {
        let name = self.low(at);
        let found = month(name, short)?;
        // "may" and "march" in lower case are verbs.
        if !self.capital(at) && matches!(name, "may" | "march" | "mar") {
            let beside =
                self.digits(at + 1) || at > 0 && self.digits(at - 1) || self.low(at + 1) == ".";
            if !beside {
                return None;
            }
        }
        // The point of "Aug." is its own, that of "May." ends the sentence.
        let next = at + 1;
        let whole = month(name, false).is_some();
        let point = short
            && self.low(next) == "."
            && (!whole || self.digits(next + 1) && self.joined(next));
        Some((found, at + 1 + usize::from(point)))
    }

    /// "3 May", "3rd of May", "May 3", "the third of May", "May the 3rd", with or
    /// without a year.
    pub fn month_day(&self, at: usize) -> Option<Read> {
        let (month, day, end) = if let Some((day, end)) = self.day(at) {
            let end = self.skip(self.skip(end, &[".", "of", "-"]), &["of"]);
            let (month, end) = self.month_name(end, true)?;
            (month, day, end)
        } else {
            let (month, end) = self.month_name(at, true)?;
            // "January nineteen ninety-seven"
            if self.year_in_words(end).is_some() {
                return None;
            }
            let end = self.skip(end, &["the", "-", "/", ",", "."]);
            if matches!(self.before(end), "," | ".")
                && self.ordinal(end).is_none()
                && !self.digits(end)
                || self.before(end) == "," && self.ordinal(end).is_none()
                || self.before(end) == "/" && !self.joined(end)
            {
                return None;
            }
            let (day, end) = self.day(end)?;
            if self.low(end) == "%" || self.are(end, &["percent"]) {
                return None;
            }
            (month, day, end)
        };
        Some(match self.closing_year(end) {
            Some((year, end)) => (date(year, month, day), end),
            None if !possible(month, day) => (Meaning::Impossible, end),
            None => (
                Meaning::Recurring(Recurring::MonthDay(month, day, None), Which::Nearest),
                end,
            ),
        })
    }

    /// A weekday, or a weekday with its date.
    pub fn weekday_date(&self, at: usize) -> Option<Read> {
        let (day, plural) = match weekday(self.low(at)) {
            Some(found) => found,
            None => (
                short_weekday(self.low(at)).filter(|_| self.capital(at))?,
                false,
            ),
        };
        // "the Good Friday Agreement", "Bloody Sunday"
        let named = self.capital(at)
            && at > 0
            && self.capital(at - 1)
            && matches!(
                self.before(at),
                "good"
                    | "black"
                    | "bloody"
                    | "holy"
                    | "ash"
                    | "fat"
                    | "palm"
                    | "super"
                    | "cyber"
                    | "giving"
                    | "easter"
            );
        if plural || named {
            return None;
        }
        let short = weekday(self.low(at)).is_none();
        let end = at + 1 + usize::from(short && self.low(at + 1) == ".");
        let next = self.skip(self.skip(end, &[","]), &["the", "on"]);
        if let Some((meaning, end)) = self.month_day(next).or_else(|| self.figures(next)) {
            let meaning = match meaning {
                Meaning::Recurring(Recurring::MonthDay(m, d, _), which) => {
                    Meaning::Recurring(Recurring::MonthDay(m, d, Some(day)), which)
                }
                other => other,
            };
            return Some((meaning, end));
        }
        // "Friday the 13th"
        if self.before(next) == "the"
            && let Some((n, end)) = self.day(next)
            && (self.digits(next) || !self.letters(end))
        {
            return Some((
                Meaning::Recurring(Recurring::Day(n, Some(day)), Which::Nearest),
                end,
            ));
        }
        if short {
            return None;
        }
        Some((
            Meaning::Recurring(Recurring::Weekday(day), Which::Nearest),
            end,
        ))
    }

    /// A month with or without its year.
    pub fn month_of_year(&self, at: usize) -> Option<Read> {
        if let Some(year) = self.year(at) {
            let next = self.skip(at + 1, &[","]);
            let (month, end) = self.month_name(next, true)?;
            return Some((
                Meaning::Fixed(Period::month(Date::new(year, month, 1).ok()?)),
                end,
            ));
        }
        if let Some((month, end)) = self.month_name(at, true) {
            let slash = self.skip(end, &["/"]);
            let closing = self.closing_year(end).or_else(|| self.any_year(slash));
            if let Some((year, end)) = closing {
                return Some((
                    Meaning::Fixed(Period::month(Date::new(year, month, 1).ok()?)),
                    end,
                ));
            }
        }
        let (month, end) = self.month_name(at, false).or_else(|| {
            self.month_name(at, true).filter(|_| {
                let called = matches!(
                    self.before(at),
                    "of" | "in"
                        | "since"
                        | "from"
                        | "to"
                        | "by"
                        | "until"
                        | "early"
                        | "late"
                        | "mid"
                        | "-"
                );
                self.capital(at) && called
                    || self.low(at) == "sept"
                    || self.low(at + 1) == "." && self.letters(at + 2)
            })
        })?;
        Some((
            Meaning::Recurring(Recurring::Month(month), Which::Nearest),
            end,
        ))
    }

    /// "the 27th" by itself.
    pub fn day_of_month(&self, at: usize) -> Option<Read> {
        let called = matches!(
            self.before(at),
            "on" | "by" | "until" | "from" | "since" | "of" | "for"
        );
        let figure = self.digits(at + 1);
        if self.low(at) != "the" || !(called && figure) {
            return None;
        }
        let (day, end) = self.ordinal(at + 1)?;
        let ends = !self.letters(end) || matches!(self.low(end), "and" | "to" | "until");
        (ends && (1..=31).contains(&day)).then(|| {
            let day = i8::try_from(day).ok()?;
            Some((
                Meaning::Recurring(Recurring::Day(day, None), Which::Nearest),
                end,
            ))
        })?
    }
}

/// A day of the calendar, or [`Meaning::Impossible`].
pub(super) fn date(year: i16, month: i8, day: i8) -> Meaning {
    Date::new(year, month, day).map_or(Meaning::Impossible, |d| Meaning::Fixed(Period::day(d)))
}

/// Whether some year has such a day.
pub(super) fn possible(month: i8, day: i8) -> bool {
    Date::new(2000, month, day).is_ok()
}
