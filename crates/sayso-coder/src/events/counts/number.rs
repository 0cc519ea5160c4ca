//! Numbers in figures and words, with their scales.

use sayso_lexicon::counts::{CountKind, CountWords, Piece};

use crate::times::numbers::{ONES, TENS};

/// A number as it is written, without what bounds it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Number {
    /// `None` for words without exact value.
    pub value: Option<f64>,
    /// Least number that they allow.
    pub low: f64,
    /// The piece behind it.
    pub end: usize,
    /// "a couple".
    pub about: bool,
    /// Four figures that may be a year.
    pub year: bool,
    /// The product of its scales.
    pub scaled: f64,
    /// In figures.
    pub figures: bool,
    /// In figures with a decimal fraction.
    pub fraction: bool,
}

/// The number that begins at `at`.
pub(super) fn number(words: &CountWords, pieces: &[Piece], at: usize) -> Option<Number> {
    let reader = Reader { words, pieces };
    reader
        .half(at)
        .or_else(|| reader.couple(at))
        .or_else(|| reader.vague(at))
        .or_else(|| reader.figures(at))
        .or_else(|| reader.in_words(at))
}

struct Reader<'a> {
    words: &'a CountWords,
    pieces: &'a [Piece],
}

impl Reader<'_> {
    fn low(&self, at: usize) -> &str {
        self.pieces.get(at).map_or("", |p| p.low.as_str())
    }

    fn joined(&self, at: usize) -> bool {
        at > 0
            && match (self.pieces.get(at - 1), self.pieces.get(at)) {
                (Some(a), Some(b)) => a.end == b.start,
                _ => false,
            }
    }

    /// "million", also as "-million": what it multiplies by, and the piece behind.
    fn scale(&self, at: usize) -> Option<(f64, usize)> {
        let hyphen = usize::from(self.low(at) == "-" && self.joined(at) && self.joined(at + 1));
        let (line, n) = self.words.at(CountKind::Scale, self.pieces, at + hyphen)?;
        // A letter is a scale only when it is joined ("20k").
        let letter = self.low(at + hyphen).len() == 1;
        (!letter || self.joined(at)).then_some((line.number, at + hyphen + n))
    }

    fn exact(value: f64, end: usize) -> Number {
        Number {
            value: Some(value),
            low: value,
            end,
            about: false,
            year: false,
            scaled: 1.0,
            figures: false,
            fraction: false,
        }
    }

    /// "half a million", "half a dozen".
    fn half(&self, at: usize) -> Option<Number> {
        let (line, n) = self.words.at(CountKind::Half, self.pieces, at)?;
        let (scale, end) = self.scale(at + n)?;
        let mut number = Self::exact(line.number * scale, end);
        number.scaled = scale;
        Some(number)
    }

    /// "a couple", "a couple of hundred".
    fn couple(&self, at: usize) -> Option<Number> {
        let (line, n) = self.words.at(CountKind::Couple, self.pieces, at)?;
        let (scale, end) = self.scale(at + n).unwrap_or((1.0, at + n));
        let mut number = Self::exact(line.number * scale, end);
        number.scaled = scale;
        number.about = true;
        Some(number)
    }

    /// "dozens", "several hundred", "tens of thousands".
    fn vague(&self, at: usize) -> Option<Number> {
        let (line, n) = self.words.at(CountKind::Vague, self.pieces, at)?;
        let (mut low, mut end) = (line.number, at + n);
        if let Some((scale, after)) = self.scale(end) {
            (low, end) = (low * scale, after);
        }
        while let Some((more, n)) = {
            let of = usize::from(self.low(end) == "of");
            self.words
                .at(CountKind::Vague, self.pieces, end + of)
                .filter(|(line, _)| line.number >= 200.0 && self.low(end + of).ends_with('s'))
                .map(|(line, n)| (line.number / 2.0, of + n))
        } {
            low *= more;
            end += n;
        }
        Some(Number {
            value: None,
            low,
            ..Self::exact(low, end)
        })
    }

    /// "1,200", "1 200", "1.2 million", "40-million".
    fn figures(&self, at: usize) -> Option<Number> {
        let text = self.low(at);
        if !text.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let mut plain = grouped(text)?;
        let mut end = at + 1;
        // "200 000", with whatever space.
        while (text.len() <= 3 && !plain.contains('.'))
            && let (Some(a), Some(b)) = (self.pieces.get(end - 1), self.pieces.get(end))
            && b.low.len() == 3
            && b.low.bytes().all(|c| c.is_ascii_digit())
            && b.start > a.end
            && b.start - a.end <= 3
            && text.bytes().all(|c| c.is_ascii_digit())
        {
            plain.push_str(&b.low);
            end += 1;
        }
        let value: f64 = plain.parse().ok()?;
        let year = text.len() == 4
            && text.bytes().all(|c| c.is_ascii_digit())
            && (1900.0..=2100.0).contains(&value)
            && end == at + 1;
        let (scale, end) = self.scales(end);
        let fraction = plain.contains('.');
        // "1.200" is a thousand in some countries, and little more than one in others.
        let ambiguous = scale < 2.0
            && plain
                .split_once('.')
                .is_some_and(|(_, decimals)| decimals.len() == 3);
        if ambiguous {
            return None;
        }
        Some(Number {
            year: year && scale < 2.0,
            scaled: scale,
            figures: true,
            fraction,
            ..Self::exact(value * scale, end)
        })
    }

    /// All scales at `at`, multiplied, and the piece behind them.
    fn scales(&self, at: usize) -> (f64, usize) {
        let (mut scale, mut end) = (1.0, at);
        while let Some((more, after)) = self.scale(end) {
            (scale, end) = (scale * more, after);
        }
        (scale, end)
    }

    /// "twenty-nine", "two hundred and six", "a dozen", "two and a half million".
    fn in_words(&self, at: usize) -> Option<Number> {
        let article = matches!(self.low(at), "a" | "an") && !self.joined(at);
        let (first, mut end) = if article {
            self.scale(at + 1)?;
            (1.0, at + 1)
        } else {
            self.small(at)?
        };
        if self.low(end) == "and" && self.low(end + 1) == "a" && self.low(end + 2) == "half" {
            let (scale, after) = self.scales(end + 3);
            if scale > 1.0 {
                let mut number = Self::exact((first + 0.5) * scale, after);
                number.scaled = scale;
                return Some(number);
            }
        }
        let (mut total, mut open, mut scaled) = (0.0, first, 1.0);
        while let Some((scale, after)) = self.scale(end) {
            scaled *= scale;
            if scale < 1_000.0 {
                open *= scale;
            } else {
                total = if open > 0.0 {
                    total + open * scale
                } else {
                    total * scale
                };
                open = 0.0;
            }
            end = after;
            let and = usize::from(self.low(end) == "and" && scale <= 1_000.0);
            if let Some((more, after)) = self.small(end + and)
                && scale >= 100.0
                && more < scale
            {
                open += more;
                end = after;
            }
        }
        let mut number = Self::exact(total + open, end);
        number.scaled = scaled;
        Some(number)
    }

    /// Zero to ninety-nine in words.
    fn small(&self, at: usize) -> Option<(f64, usize)> {
        let one = |at: usize| ONES.iter().position(|w| *w == self.low(at));
        if let Some((_, tens)) = TENS.iter().find(|(w, _)| *w == self.low(at)) {
            let hyphen = usize::from(matches!(self.low(at + 1), "-" | "‑") && self.joined(at + 1));
            let next = at + 1 + hyphen;
            return Some(match one(next).filter(|n| (1..10).contains(n)) {
                Some(n) => ((*tens + n as i64) as f64, next + 1),
                None => (*tens as f64, at + 1),
            });
        }
        one(at).map(|n| (n as f64, at + 1))
    }
}

/// Figures without their commas; `None` where the commas part no thousands.
fn grouped(text: &str) -> Option<String> {
    let mut parts = text.split(',');
    let mut out = parts.next()?.to_owned();
    for part in parts {
        let figures = part.split('.').next().unwrap_or_default();
        // "12,00,000" groups by two.
        if !matches!(figures.len(), 2 | 3) {
            return None;
        }
        out.push_str(part);
    }
    (out.matches('.').count() <= 1).then_some(out)
}
