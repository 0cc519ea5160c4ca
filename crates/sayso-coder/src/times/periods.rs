//! Seasons, quarters, halves, decades, centuries, fiscal years.

use super::calendar::season;
use super::dates::Read;
use super::meaning::{Meaning, Recurring, Which};
use super::period::{Period, Unit};
use super::words::Words;

const DECADES: [(&str, i16); 11] = [
    ("twenties", 192),
    ("thirties", 193),
    ("forties", 194),
    ("fifties", 195),
    ("sixties", 196),
    ("seventies", 197),
    ("eighties", 198),
    ("nineties", 199),
    ("noughties", 200),
    ("thousands", 200),
    ("tens", 201),
];

impl Words<'_> {
    /// "summer 2020", "the winter of 2019", "this spring" is read elsewhere.
    pub fn season_name(&self, at: usize) -> Option<Read> {
        let code = season(self.low(at))?;
        let end = at + 1;
        if let Some((year, end)) = self.closing_year(end) {
            // "winter of 2019-20"
            if code == "WI" && matches!(self.low(end), "-" | "–" | "/") && self.digits(end + 1) {
                return Some((Meaning::Fixed(Period::season(year, code)?), end + 2));
            }
            return Some((Meaning::Fixed(Period::season(year, code)?), end));
        }
        let before = self.before(at);
        // "fall" and "spring" are verbs and other nouns too: "the fall of the city".
        let other = matches!(self.low(at), "fall" | "spring") && {
            let called =
                before == "the" && at >= 2 && matches!(self.before(at - 1), "in" | "by" | "during");
            let part = matches!(before, "early" | "late" | "mid" | "since" | "until" | "by")
                || before == "in" && self.low(at) == "spring";
            !(called || part) || self.low(end) == "of"
        };
        let called = matches!(
            before,
            "the"
                | "in"
                | "during"
                | "since"
                | "by"
                | "until"
                | "early"
                | "late"
                | "mid"
                | "-"
                | "of"
                | "through"
                | "over"
                | "and"
        );
        let compound = self.joined(end) && matches!(self.low(end), "-" | "‑")
            || matches!(self.low(end), "games" | "olympics" | "palace" | "school");
        (called && !other && !compound).then_some((
            Meaning::Recurring(Recurring::Season(code), Which::Nearest),
            end,
        ))
    }

    /// "third quarter", "third-quarter", "Q3", "first half", "H1", with what holds it.
    pub fn part_of_year(&self, at: usize) -> Option<Read> {
        if let Some(year) = self.year(at) {
            let next = self.skip(at + 1, &["the", "fiscal"]);
            let (part, end) = self.year_part(next)?;
            return Some((within(part, year)?, end));
        }
        let (part, end) = self.year_part(at)?;
        if let Some((year, end)) = self.closing_year(end).or_else(|| self.fiscal_year(end)) {
            return Some((within(part, year)?, end));
        }
        let of = self.skip(self.skip(end, &["of", "in"]), &["the"]);
        if let Some((holder, end)) = self.pointed_year(of) {
            return Some((Meaning::Within(part, Box::new(holder)), end));
        }
        // "the first half" alone is that of a match as well.
        matches!(part, Recurring::Quarter(_))
            .then_some((Meaning::Recurring(part, Which::Nearest), end))
    }

    fn year_part(&self, at: usize) -> Option<(Recurring, usize)> {
        let name = self.low(at);
        if matches!(name, "q" | "h") && self.joined(at + 1) {
            let n = i8::try_from(self.small(at + 1, 1..=1)?).ok()?;
            return match name {
                "q" if (1..=4).contains(&n) => Some((Recurring::Quarter(n), at + 2)),
                "h" if n == 1 || n == 2 => {
                    let called =
                        self.year(at + 2).is_some() || at > 0 && self.year(at - 1).is_some();
                    called.then_some((Recurring::Half(n), at + 2))
                }
                _ => None,
            };
        }
        let at = self.skip(self.skip(at, &["fiscal"]), &["-"]);
        let (n, next) = match self.low(at) {
            "last" | "latter" => (2, at + 1),
            _ => self.ordinal(at)?,
        };
        let n = i8::try_from(n).ok()?;
        let next = self.skip(self.skip(next, &["-"]), &["fiscal", "calendar"]);
        match self.low(next) {
            "quarter" if (1..=4).contains(&n) && self.low(at) != "last" => {
                Some((Recurring::Quarter(n), next + 1))
            }
            "half" if n == 1 || n == 2 => Some((Recurring::Half(n), next + 1)),
            _ => None,
        }
    }

    /// "this year", "last year", "the year", as what holds a part of it.
    fn pointed_year(&self, at: usize) -> Option<Read> {
        let (meaning, end) = self.pointed(at)?;
        matches!(meaning, Meaning::Shift(Unit::Year, ..)).then_some((meaning, end))
    }

    /// "1990s", "the '80s", "the nineties", "the nineteen seventies".
    pub fn decade(&self, at: usize) -> Option<Read> {
        let plural = |end: usize| -> Option<usize> {
            if self.low(end) == "s" && self.joined(end) {
                return Some(end + 1);
            }
            let sign = matches!(self.low(end), "'" | "’") && self.joined(end);
            (sign && self.low(end + 1) == "s" && self.joined(end + 1)).then_some(end + 2)
        };
        if let Some(n) = self.small(at, 4..=4) {
            let end = plural(at + 1)?;
            if !(1500..=2090).contains(&n) || n % 10 != 0 {
                return None;
            }
            // "the 1900s" may be a decade or a century; "1990's" may be possessive.
            let century = n % 100 == 0 && n < 2000;
            let decade = i16::try_from(n / 10).ok()?;
            let period = if century {
                Period::century(decade / 10)?
            } else {
                Period::decade(decade)?
            };
            return Some((Meaning::Fixed(period), end));
        }
        let signed = usize::from(matches!(self.low(at), "'" | "’" | "‘"));
        if let Some(n) = self.small(at + signed, 2..=2) {
            let end = plural(at + signed + 1)?;
            // "in his 40s" is an age.
            let aged = matches!(
                self.before(at),
                "his" | "her" | "their" | "my" | "our" | "your"
            );
            let called = signed == 1
                || matches!(
                    self.before(at),
                    "the" | "early" | "late" | "mid" | "-" | "in"
                );
            if n % 10 != 0 || n == 10 || aged || !called {
                return None;
            }
            let decade = 190 + i16::try_from(n / 10).ok()?;
            return Some((Meaning::Fixed(Period::decade(decade)?), end));
        }
        let word = self.low(at);
        if let Some(&(_, decade)) = DECADES.iter().find(|(w, _)| *w == word) {
            // "in her mid-twenties" is an age.
            let mut back = at;
            while matches!(self.before(back), "early" | "late" | "mid" | "-") {
                back -= 1;
            }
            let called = matches!(self.before(back), "the" | "in" | "")
                && (back < at || self.before(back) == "the")
                && !matches!(word, "thousands" | "tens");
            return called.then(|| Some((Meaning::Fixed(Period::decade(decade)?), at + 1)))?;
        }
        let (century, next) = match word {
            "nineteen" => (190, at + 1),
            "eighteen" => (180, at + 1),
            "twenty" if self.low(at + 1) == "-" => (200, at + 2),
            "twenty" => (200, at + 1),
            "two" if self.are(at + 1, &["thousand", "and"]) => (200, at + 3),
            "two" if self.are(at + 1, &["thousands"]) && self.before(at) == "the" => {
                return Some((Meaning::Fixed(Period::decade(200)?), at + 2));
            }
            _ => return None,
        };
        let named = self.low(next);
        let &(_, decade) = DECADES.iter().find(|(w, _)| *w == named)?;
        Some((
            Meaning::Fixed(Period::decade(century + decade % 10)?),
            next + 1,
        ))
    }

    /// "the 20th century", "the twenty-first century".
    pub fn century(&self, at: usize) -> Option<Read> {
        let (n, end) = self.ordinal(at)?;
        let end = self.skip(end, &["-"]);
        let named = matches!(self.low(end), "century" | "centuries");
        (named && (2..=30).contains(&n)).then(|| {
            let century = i16::try_from(n - 1).ok()?;
            Some((Meaning::Fixed(Period::century(century)?), end + 1))
        })?
    }

    /// "fiscal 1989", "fiscal year 2023", "FY2023": the year, and the word after it.
    pub fn fiscal_year(&self, at: usize) -> Option<(i16, usize)> {
        let next = match self.low(at) {
            "fy" => at + 1,
            "fiscal" | "financial" => {
                let next = self.skip(at + 1, &["-"]);
                self.skip(next, &["year"])
            }
            _ => return None,
        };
        let year = match self.small(next, 4..=4) {
            Some(year) => year,
            // "FY24"
            None if self.low(at) == "fy" && self.joined(next) => 2000 + self.small(next, 2..=2)?,
            None => return None,
        };
        let year = i16::try_from(year).ok()?;
        let end = next + 1;
        let second =
            matches!(self.low(end), "-" | "–" | "/") && self.joined(end) && self.joined(end + 1);
        match second.then(|| self.small(end + 1, 2..=4)).flatten() {
            // "fiscal year 2023-24" begins in the first.
            Some(_) => Some((year, end + 2)),
            None => Some((year, end)),
        }
    }

    /// "year-end", "year's end", "month-end".
    pub fn unit_end(&self, at: usize) -> Option<(Meaning, usize)> {
        let unit = match self.low(at) {
            "year" => Unit::Year,
            "month" => Unit::Month,
            "week" => Unit::Week,
            _ => return None,
        };
        let next = self
            .possessive(at + 1)
            .unwrap_or_else(|| self.skip(at + 1, &["-"]));
        let free = !self.letters(next + 1) || !self.joined(next + 1);
        (self.low(next) == "end" && free).then_some((
            Meaning::Shift(unit, 0, super::meaning::Base::Published),
            next + 1,
        ))
    }
}

/// A part of a given year.
fn within(part: Recurring, year: i16) -> Option<Meaning> {
    Some(Meaning::Fixed(match part {
        Recurring::Quarter(n) => Period::quarter(year, n)?,
        Recurring::Half(n) => Period::half(year, n)?,
        _ => return None,
    }))
}
