//! Numbers in digits and words.

use super::words::Words;

/// Zero to nineteen.
pub(crate) const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

/// Twenty to ninety.
pub(crate) const TENS: [(&str, i64); 9] = [
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fourty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];

const ORDINALS: [(&str, i64); 22] = [
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("eleventh", 11),
    ("twelfth", 12),
    ("thirteenth", 13),
    ("fourteenth", 14),
    ("fifteenth", 15),
    ("sixteenth", 16),
    ("seventeenth", 17),
    ("eighteenth", 18),
    ("nineteenth", 19),
    ("twentieth", 20),
    ("twenty-first", 21),
    ("thirtieth", 30),
];

/// A number as the words give it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Count {
    /// "three", "2 1/2".
    Exact(f64),
    /// "several", "a few": how many is not said.
    Some,
}

impl Count {
    /// A whole number.
    pub fn whole(self) -> Option<i64> {
        match self {
            Count::Exact(n) if n.fract() == 0.0 && n.abs() < 1e6 => Some(n as i64),
            _ => None,
        }
    }
}

fn ones(word: &str) -> Option<i64> {
    (0..).zip(ONES).find(|(_, w)| *w == word).map(|(n, _)| n)
}

fn tens(word: &str) -> Option<i64> {
    TENS.iter().find(|(w, _)| *w == word).map(|&(_, n)| n)
}

fn ordinal_word(word: &str) -> Option<i64> {
    ORDINALS.iter().find(|(w, _)| *w == word).map(|&(_, n)| n)
}

impl Words<'_> {
    /// Digits of a length in `digits` at `i`.
    pub fn small(&self, i: usize, digits: std::ops::RangeInclusive<usize>) -> Option<i64> {
        let word = self.low(i);
        (digits.contains(&word.len()) && self.digits(i))
            .then(|| word.parse().ok())
            .flatten()
    }

    /// A hyphen between two joined words.
    fn hyphen(&self, at: usize) -> bool {
        matches!(self.low(at), "-" | "‑") && self.joined(at) && self.joined(at + 1)
    }

    /// A number below a hundred in words.
    fn below_hundred(&self, at: usize) -> Option<(i64, usize)> {
        if let Some(n) = tens(self.low(at)) {
            let next = at + 1 + usize::from(self.hyphen(at + 1));
            return Some(match ones(self.low(next)).filter(|o| (1..10).contains(o)) {
                Some(one) => (n + one, next + 1),
                None => (n, at + 1),
            });
        }
        ones(self.low(at)).map(|n| (n, at + 1))
    }

    /// "two hundred and sixty seven", "one thousand seven hundred and eighty nine".
    pub fn number_words(&self, at: usize) -> Option<(i64, usize)> {
        let (first, mut end) = match self.low(at) {
            "a" if matches!(self.low(at + 1), "hundred" | "thousand") => (1, at + 1),
            _ => self.below_hundred(at)?,
        };
        let (mut total, mut open) = (0, first);
        loop {
            match self.low(end) {
                "hundred" if open < 100 => open *= 100,
                "thousand" if open < 1000 && total == 0 => {
                    total += open * 1000;
                    open = 0;
                }
                _ => break,
            }
            end += 1;
            let next = self.skip(end, &["and"]);
            if let Some((more, after)) = self.below_hundred(next) {
                open += more;
                end = after;
            }
        }
        Some((total + open, end))
    }

    /// A count before a unit: "3", "3.5", "2 1/2", "two and a half", "a couple
    /// of", "several", and the word after it.
    pub fn count(&self, at: usize) -> Option<(Count, usize)> {
        if let Some(n) = self.small(at, 1..=4) {
            if self.joined(at) && matches!(self.before(at), "." | "," | "$" | "€" | "£" | "/" | ":")
            {
                return None;
            }
            let mut value = n as f64;
            let mut end = at + 1;
            if self.low(end) == "." && self.joined(end) && self.joined(end + 1) {
                let digits = self.small(end + 1, 1..=3)?;
                value += digits as f64 / 10f64.powi(self.low(end + 1).len() as i32);
                end += 2;
            } else if self.low(end) == "," && self.joined(end) && self.joined(end + 1) {
                let digits = self.small(end + 1, 3..=3)?;
                value = value * 1000.0 + digits as f64;
                end += 2;
            }
            let (half, end) = self.fraction(end);
            return Some((Count::Exact(value + half), end));
        }
        match self.low(at) {
            "half" => {
                let end = self.skip(at + 1, &["of"]);
                return Some((Count::Exact(0.5), self.skip(end, &["a", "an"])));
            }
            "couple" => return Some((Count::Exact(2.0), self.skip(at + 1, &["of"]))),
            "a" if self.low(at + 1) == "couple" => {
                return Some((Count::Exact(2.0), self.skip(at + 2, &["of"])));
            }
            "a" if self.low(at + 1) == "half" => {
                let end = self.skip(at + 2, &["-"]);
                return Some((Count::Exact(0.5), end));
            }
            "dozen" => return Some((Count::Exact(12.0), self.skip(at + 1, &["of"]))),
            "a" if self.low(at + 1) == "dozen" => return Some((Count::Exact(12.0), at + 2)),
            "several" | "few" | "many" | "multiple" => return Some((Count::Some, at + 1)),
            "a" if matches!(self.low(at + 1), "few" | "number") => {
                return Some((Count::Some, self.skip(at + 2, &["of"])));
            }
            "tens" | "dozens" | "hundreds" | "thousands" if self.low(at + 1) == "of" => {
                return Some((Count::Some, at + 2));
            }
            _ => {}
        }
        let (n, end) = self.number_words(at)?;
        let (half, end) = self.fraction(end);
        Some((Count::Exact(n as f64 + half), end))
    }

    /// "1/2", "½", "and a half" after a number.
    fn fraction(&self, at: usize) -> (f64, usize) {
        let glyph = |w: &str| match w {
            "½" => Some(0.5),
            "¼" => Some(0.25),
            "¾" => Some(0.75),
            _ => None,
        };
        if let Some(part) = glyph(self.low(at)) {
            return (part, at + 1);
        }
        let at_dash = at + usize::from(self.low(at) == "-");
        if self.low(at_dash + 1) == "/" && self.joined(at_dash + 1) && self.joined(at_dash + 2) {
            let part = match (self.low(at_dash), self.low(at_dash + 2)) {
                ("1", "2") => 0.5,
                ("1", "4") => 0.25,
                ("3", "4") => 0.75,
                _ => return (0.0, at),
            };
            return (part, at_dash + 3);
        }
        if self.low(at) == "and" {
            let end = self.skip(at + 1, &["a", "one"]);
            match self.low(end) {
                "half" => return (0.5, end + 1),
                "quarter" if end > at + 1 => return (0.25, end + 1),
                _ => {}
            }
        }
        (0.0, at)
    }

    /// "3rd", "21st", "third", "twenty-first", and the word after it.
    pub fn ordinal(&self, at: usize) -> Option<(i64, usize)> {
        if let Some(n) = self.small(at, 1..=2) {
            let ending = matches!(self.low(at + 1), "st" | "nd" | "rd" | "th");
            return (ending && self.joined(at + 1)).then_some((n, at + 2));
        }
        if let Some(n) = tens(self.low(at)) {
            let next = at + 1 + usize::from(self.hyphen(at + 1));
            let one = ordinal_word(self.low(next)).filter(|o| (1..10).contains(o))?;
            return Some((n + one, next + 1));
        }
        ordinal_word(self.low(at)).map(|n| (n, at + 1))
    }

    /// A year in words: "nineteen ninety-four", "two thousand and eighteen",
    /// "twenty twenty-two".
    pub fn year_in_words(&self, at: usize) -> Option<(i16, usize)> {
        let (century, next) = self.below_hundred(at)?;
        let next = next + usize::from(self.hyphen(next));
        let year = match self.low(next) {
            "thousand" | "hundred" => {
                let (n, end) = self.number_words(at)?;
                (n, end)
            }
            "zero" | "oh" | "o" if (15..=20).contains(&century) => {
                let one = ones(self.low(next + 1))?;
                (century * 100 + one, next + 2)
            }
            _ if (15..=20).contains(&century) => {
                let (rest, end) = self.below_hundred(next).filter(|(r, _)| *r >= 10)?;
                (century * 100 + rest, end)
            }
            _ => return None,
        };
        let (n, end) = year;
        (1500..=2100)
            .contains(&n)
            .then(|| Some((i16::try_from(n).ok()?, end)))?
    }
}
