//! Quantities as the words give them: number, bounds, currency. Read from the
//! text and not from the tree, so that "1.2 million" is one whatever the
//! parser made of it.

use sayso_article::{SmolStr, Span};
use sayso_lexicon::counts::{CountKind, CountWords, Piece, pieces};

use super::number::{Number, number};
use crate::layers::Bound;

/// A number with what bounds it.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::events) struct Quantity {
    /// Its words, with those that bound it and the currency.
    pub span: Span,
    /// The number alone.
    pub core: Span,
    /// `None` for words without exact value, and for ranges.
    pub value: Option<f64>,
    /// Least number that the words allow, where they tell.
    pub low: Option<f64>,
    /// Greatest.
    pub high: Option<f64>,
    /// How the number is bounded; `None` for words without exact value.
    pub bound: Option<Bound>,
    /// What money it is ("dollars"), and the code of its currency if told.
    pub money: Option<(SmolStr, Option<SmolStr>)>,
    /// Whether it can count people or things: no measure, score, name or
    /// former state.
    pub counts: bool,
    /// Four figures that may be a year.
    pub year: bool,
    /// One of two numbers set against each other ("61-42", "230 to 197").
    pub against: bool,
    /// A length in years or months, by the word.
    pub years: Option<&'static str>,
}

/// All quantities of a sentence, in reading order.
pub(in crate::events) fn quantities(
    words: &CountWords,
    text: &str,
    sentence: Span,
) -> Vec<Quantity> {
    let reader = Reader {
        words,
        text,
        from: sentence.start(),
        pieces: pieces(sentence.text(text)),
    };
    let mut out: Vec<Quantity> = Vec::new();
    let mut at = 0;
    let mut free = 0;
    while at < reader.pieces.len() {
        match reader.quantity(at, free) {
            Some((mut more, end)) => {
                out.append(&mut more);
                at = end.max(at + 1);
                free = at;
            }
            None => at += 1,
        }
    }
    out
}

struct Reader<'a> {
    words: &'a CountWords,
    text: &'a str,
    /// Where the sentence begins.
    from: usize,
    pieces: Vec<Piece>,
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

    fn letters(&self, at: usize) -> bool {
        self.low(at).starts_with(char::is_alphabetic)
    }

    fn digits(&self, at: usize) -> bool {
        self.low(at).starts_with(|c: char| c.is_ascii_digit())
    }

    fn span(&self, from: usize, end: usize) -> Option<Span> {
        let (a, b) = (
            self.pieces.get(from)?,
            self.pieces.get(end.checked_sub(1)?)?,
        );
        Span::new(self.text, self.from + a.start, self.from + b.end).ok()
    }

    /// A month as a proper name.
    fn month(&self, at: usize) -> bool {
        const MONTHS: [&str; 12] = [
            "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
        ];
        let low = self.low(at);
        let known = low.get(..3).is_some_and(|m| MONTHS.contains(&m))
            && (low.len() <= 4
                || matches!(
                    low,
                    "january"
                        | "february"
                        | "march"
                        | "april"
                        | "june"
                        | "july"
                        | "august"
                        | "september"
                        | "october"
                        | "november"
                        | "december"
                ));
        known
            && self
                .pieces
                .get(at)
                .is_some_and(|p| self.text[self.from + p.start..].starts_with(char::is_uppercase))
    }

    /// Whether a number may begin at `at`: not inside a word, a date, a time.
    fn opens(&self, at: usize) -> bool {
        if !self.joined(at) {
            return true;
        }
        let money = (1..=at.min(3)).any(|n| {
            let kinds = [CountKind::Money, CountKind::Prefix];
            kinds.into_iter().any(|k| {
                self.words
                    .before(k, &self.pieces, at)
                    .is_some_and(|(_, m)| m == n && !self.joined(at - n))
            })
        });
        money
            || !self.letters(at - 1)
                && !matches!(
                    self.low(at - 1),
                    "-" | "–" | "/" | ":" | "'" | "’" | "#" | "." | ","
                )
    }

    /// Quantities that begin at `at` (two where a score or a change is told),
    /// and the piece behind them. Words before `free` belong to others.
    fn quantity(&self, at: usize, free: usize) -> Option<(Vec<Quantity>, usize)> {
        // "no one", "every last one": nobody is counted.
        let one = self.low(at) == "one"
            && at > 0
            && matches!(
                self.low(at - 1),
                "no" | "every"
                    | "any"
                    | "each"
                    | "this"
                    | "that"
                    | "which"
                    | "last"
                    | "only"
                    | "the"
                    | "another"
                    | "-"
            );
        let first = (!one && self.opens(at)).then(|| number(self.words, &self.pieces, at))??;
        let before = |n: usize| at.checked_sub(n).map_or("", |i| self.low(i));
        let between = before(1) == "between";
        let dash = matches!(self.low(first.end), "-" | "–") && self.joined(first.end);
        // "230-to-198"
        let words = dash && self.low(first.end + 1) == "to" && self.low(first.end + 2) == "-";
        let skip = if words { 3 } else { 1 };
        let link = words
            || match self.low(first.end) {
                "-" | "–" if dash && self.joined(first.end + 1) => true,
                "to" | "or" => true,
                "and" => between,
                _ => false,
            };
        let second = link
            .then(|| number(self.words, &self.pieces, first.end + skip))
            .flatten();
        let Some(second) = second else {
            let end = first.end;
            let (mut one, end) = self.bounded(at, free, &first, end)?;
            // "188 votes to 149"
            let to = if self.low(end) == "votes" {
                end + 1
            } else {
                end
            };
            let other = (to > end && matches!(self.low(to), "to" | "against"))
                .then(|| number(self.words, &self.pieces, to + 1))
                .flatten();
            let Some(other) = other else {
                return Some((vec![one], end));
            };
            let (mut two, end) = self.bounded(to + 1, to + 1, &other, other.end)?;
            (one.against, two.against) = (true, true);
            return Some((vec![one, two], end));
        };
        let mut low = first.value?;
        let high = second.value.unwrap_or(low);
        if second.scaled >= 1_000.0 && first.scaled < 2.0 && low < 1_000.0 {
            low *= second.scaled;
        }
        let years = first.year && (second.year || dash);
        let near = self.low(first.end) != "or" || high <= low * 2.0 + 1.0;
        let change = before(1) == "from" && self.low(first.end) == "to";
        if low < high && near && !change {
            let range = Number {
                value: None,
                low,
                end: second.end,
                about: false,
                year: false,
                scaled: 1.0,
                figures: second.figures,
                fraction: second.fraction,
            };
            let (mut one, end) = self.bounded(at, free, &range, second.end)?;
            (one.low, one.high, one.bound) = (Some(low), Some(high), Some(Bound::Range));
            one.counts &= !years;
            if between && at > free {
                one.span = self.span(at - 1, at)?.cover(one.span);
            }
            return Some((vec![one], end));
        }
        if self.low(first.end) == "or" {
            let (one, end) = self.bounded(at, free, &first, first.end)?;
            return Some((vec![one], end));
        }
        // "from 30 to 41", "6-4", "230 to 197".
        let votes = !change && self.low(first.end) != "and";
        let (mut one, _) = self.bounded(at, free, &first, first.end)?;
        let (mut two, end) =
            self.bounded(first.end + skip, first.end + skip, &second, second.end)?;
        one.counts &= !change && !dash;
        two.counts &= !dash;
        (one.against, two.against) = (votes, votes);
        Some((vec![one, two], end))
    }

    /// The number at `at` with the words around it, and the piece behind them.
    fn bounded(
        &self,
        at: usize,
        free: usize,
        number: &Number,
        end: usize,
    ) -> Option<(Quantity, usize)> {
        let (words, pieces) = (self.words, &self.pieces);
        let core = self.span(at, end)?;
        let (mut start, mut stop) = (at, end);
        let mut money = None;
        for kind in [CountKind::Money, CountKind::Prefix] {
            if money.is_none()
                && let Some((line, n)) = words.before(kind, pieces, at)
                && at - n >= free
                && (kind == CountKind::Money || self.joined(at) && number.figures)
                && number.figures
            {
                start = at - n;
                let name = match kind {
                    CountKind::Prefix => "money".into(),
                    _ => line.name.clone(),
                };
                money = Some((name, line.currency.clone()));
            }
        }
        let mut value = number.value;
        if let Some((letter, n)) = words.at(CountKind::Letter, pieces, stop)
            && self.joined(stop)
            && (money.is_some() || number.fraction)
        {
            value = value.map(|v| v * letter.number);
            stop += n;
        }
        // "a 200-million-euro fine", "a 43-day march", "a 5,000-strong crowd"
        let hyphen = usize::from(self.low(stop) == "-" && self.joined(stop));
        let next = stop + hyphen;
        if money.is_none()
            && let Some((line, n)) = words.at(CountKind::Money, pieces, next)
            && !(self.low(next) == "won" && value.is_none_or(|v| v < 1_000.0))
        {
            money = Some((line.name.clone(), line.currency.clone()));
            stop = next + n;
        }
        let hyphen = usize::from(self.low(stop) == "-" && self.joined(stop));
        let next = stop + hyphen;
        let (bound, begin) = self.before(start, free);
        let mut bound = bound;
        for (kind, then) in [
            (CountKind::AfterLeast, CountKind::Least),
            (CountKind::AfterMost, CountKind::Most),
            (CountKind::AfterAbout, CountKind::About),
            (CountKind::After, CountKind::After),
        ] {
            if let Some((_, n)) = words.at(kind, pieces, next)
                && (kind != CountKind::After || hyphen == 1)
            {
                bound = Some(then).filter(|k| *k != CountKind::After).or(bound);
                stop = next + n;
            }
        }
        let dot = usize::from(at > 0 && self.low(at - 1) == ".");
        let label = at > dot
            && (words
                .before(CountKind::Label, pieces, at - dot)
                .is_some_and(|(_, n)| dot == 0 || n == 1)
                && number.figures
                || self.month(at - 1 - dot));
        // "one in five", "two out of three": a share.
        let share =
            (self.low(stop) == "in" || self.low(stop) == "out" && self.low(stop + 1) == "of") && {
                let then = stop + if self.low(stop) == "in" { 1 } else { 2 };
                crate::times::numbers::ONES.contains(&self.low(then))
                    && value.is_some_and(|v| v < 10.0)
            };
        let part = self.joined(stop)
            && (self.letters(stop)
                || matches!(self.low(stop), ":" | "/") && self.digits(stop + 1)
                || matches!(self.low(stop), "-" | "–") && self.joined(stop + 1));
        let measure = words
            .at(
                CountKind::Measure,
                pieces,
                stop + usize::from(self.low(stop) == "-"),
            )
            .is_some()
            || self.month(stop);
        let long = stop + usize::from(self.low(stop) == "-");
        let years = match self.low(long) {
            "year" | "years" => Some("years"),
            "month" | "months" => Some("months"),
            _ => None,
        };
        let (low, high, told) = match (bound, value) {
            (None, Some(_)) if number.about => (None, None, Some(Bound::About)),
            (None, Some(v)) => (Some(v), Some(v), Some(Bound::Exact)),
            (Some(CountKind::Least), Some(v)) => (Some(v), None, Some(Bound::Least)),
            (Some(CountKind::Most), Some(v)) => (None, Some(v), Some(Bound::Most)),
            (Some(CountKind::Below), Some(v)) => (None, Some(v), Some(Bound::About)),
            (Some(_), Some(_)) => (None, None, Some(Bound::About)),
            (Some(CountKind::Most | CountKind::Below), None) => (None, None, None),
            (_, None) => (Some(number.low), None, None),
        };
        let quantity = Quantity {
            span: self.span(begin, stop)?,
            core,
            value,
            low,
            high,
            bound: told,
            counts: !label && !part && !share && (money.is_some() || !measure),
            year: number.year && money.is_none(),
            against: false,
            years: years.filter(|_| self.low(long + 1) != "old" && self.low(long + 2) != "old"),
            money,
        };
        Some((quantity, stop.max(end)))
    }

    /// How the words before `start` bound the number, and where they begin.
    fn before(&self, start: usize, free: usize) -> (Option<CountKind>, usize) {
        const KINDS: [CountKind; 4] = [
            CountKind::Least,
            CountKind::Most,
            CountKind::About,
            CountKind::Below,
        ];
        let mut bound = None;
        let mut begin = start;
        // "at least some 30": what stands first holds.
        for _ in 0..3 {
            let found = KINDS
                .into_iter()
                .filter_map(|k| Some((self.words.before(k, &self.pieces, begin)?.1, k)))
                .filter(|(n, _)| begin >= free + n)
                .max_by_key(|(n, _)| *n);
            let Some((n, kind)) = found else { break };
            begin -= n;
            bound = Some(kind);
        }
        (bound, begin)
    }
}
