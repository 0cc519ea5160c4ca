//! Years in figures and words.

use super::dates::Read;
use super::meaning::Meaning;
use super::period::Period;
use super::words::Words;

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

    /// The year that completes a date, and the word after it.
    pub fn closing_year(&self, at: usize) -> Option<(i16, usize)> {
        let from = self.skip(at, &[",", "of", "in"]);
        self.any_year(from)
            .filter(|_| !self.are(at, &[","]) || self.digits(from) || from > at)
    }
}
