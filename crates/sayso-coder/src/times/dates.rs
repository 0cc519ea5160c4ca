//! Days, months and years of the calendar, as words and as figures.

use sayso_article::Date;

use super::calendar::{month, short_weekday, weekday};
use super::meaning::{Meaning, Recurring, Which};
use super::period::Period;
use super::words::Words;

/// What was read and the word after it.
pub(super) type Read = (Meaning, usize);

/// Words before a bare figure that make it a year.
const CALL_A_YEAR: [&str; 47] = [
    "in",
    "since",
    "by",
    "until",
    "till",
    "from",
    "during",
    "of",
    "before",
    "after",
    "early",
    "late",
    "mid",
    "the",
    "and",
    "or",
    "to",
    "between",
    "-",
    "–",
    "(",
    "its",
    "their",
    "his",
    "her",
    "a",
    "through",
    "around",
    "year",
    "years",
    "throughout",
    "than",
    "for",
    "as",
    "circa",
    "about",
    "but",
    "over",
    "late-",
    "post",
    "pre",
    "not",
    "back",
    "only",
    "into",
    "'s",
    "at",
];

/// Words before the number of a thing.
const NUMBERED: [&str; 16] = [
    "no",
    "number",
    "flight",
    "route",
    "highway",
    "model",
    "room",
    "page",
    "nearly",
    "almost",
    "some",
    "exactly",
    "additional",
    "another",
    "roughly",
    "resolution",
];

impl Words<'_> {
    /// Four digits that can name a year.
    pub fn year(&self, at: usize) -> Option<i16> {
        let year = i16::try_from(self.small(at, 4..=4)?).ok()?;
        let glued = self.joined(at)
            && !matches!(
                self.before(at),
                "-" | "–" | "—" | "(" | "/" | "\"" | "“" | "‘" | "[" | "," | "‑" | "|" | "."
            );
        let measured = matches!(self.before(at), "$" | "€" | "£" | "#" | "no");
        let decimal = matches!(self.low(at + 1), "." | "," | ":")
            && self.joined(at + 1)
            && self.joined(at + 2)
            && self.small(at + 2, 1..=9).is_some();
        let lettered = self.joined(at + 1) && self.letters(at + 1);
        let percent = matches!(
            self.low(at + 1),
            "%" | "percent"
                | "km"
                | "people"
                | "hours"
                | "gmt"
                | "utc"
                | "hrs"
                | "local"
                | "meters"
                | "metres"
                | "feet"
                | "miles"
                | "times"
                | "points"
                | "million"
        );
        ((1000..=2999).contains(&year) && !glued && !measured && !decimal && !lettered && !percent)
            .then_some(year)
    }

    /// A year in figures or words, and the word after it.
    pub fn any_year(&self, at: usize) -> Option<(i16, usize)> {
        self.year(at)
            .map(|y| (y, at + 1))
            .or_else(|| self.year_in_words(at))
    }

    /// A bare year needs words about it that call for one; of the last and the
    /// coming decades any lower-case word will do, for other numbers of this
    /// size are written with a comma.
    pub fn bare_year(&self, at: usize) -> Option<Read> {
        let year = self.year(at).filter(|y| (1500..=2100).contains(y))?;
        let before = self.before(at);
        let recent = (1900..=2039).contains(&year)
            && (self.letters(at.saturating_sub(1)) && !self.capital(at.saturating_sub(1))
                || matches!(before, "," | ";" | ":"))
            && !NUMBERED.contains(&before);
        let called = at == 0
            || CALL_A_YEAR.contains(&before)
            || recent
            || matches!(self.low(at + 1), "'" | "’" | ")" | "," | ".");
        called.then(|| Some((Meaning::Fixed(Period::year(year)?), at + 1)))?
    }

    /// "the year 2012", "nineteen ninety-six", "in two thousand".
    pub fn spelled_year(&self, at: usize) -> Option<Read> {
        if self.low(at) == "year" {
            let old = || {
                let (n, end) = match self.small(at + 1, 3..=3) {
                    Some(n) => (n, at + 2),
                    None => self.number_words(at + 1).filter(|(n, _)| *n >= 100)?,
                };
                Some((i16::try_from(n).ok()?, end))
            };
            let (year, end) = self.any_year(at + 1).or_else(old)?;
            return Some((Meaning::Fixed(Period::year(year)?), end));
        }
        let (year, end) = self.year_in_words(at)?;
        let called = matches!(
            self.before(at),
            "in" | "since"
                | "by"
                | "until"
                | "from"
                | "of"
                | "after"
                | "before"
                | "to"
                | "and"
                | ","
        );
        // "in two thousand villages" counts; "nineteen ninety-six" can only be a year.
        let counts = matches!(self.low(at + 1), "thousand" | "hundred");
        let follows = self.letters(end) && !matches!(self.low(end), "and" | "until" | "to" | "s");
        (called && !(counts && follows))
            .then(|| Some((Meaning::Fixed(Period::year(year)?), end)))?
    }

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
        let point = short
            && self.low(at + 1) == "."
            && (name.len() < 5 || self.digits(at + 2) && self.joined(at + 1));
        Some((found, at + 1 + usize::from(point)))
    }

    /// The year that completes a date, and the word after it.
    pub fn closing_year(&self, at: usize) -> Option<(i16, usize)> {
        let from = self.skip(at, &[",", "of", "in"]);
        self.any_year(from)
            .filter(|_| !self.are(at, &[","]) || self.digits(from) || from > at)
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
fn possible(month: i8, day: i8) -> bool {
    Date::new(2000, month, day).is_ok()
}
