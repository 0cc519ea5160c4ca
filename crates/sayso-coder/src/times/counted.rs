//! Counted units: lengths of time, "three days ago", "two weeks after the vote".

use super::calendar::unit;
use super::dates::Read;
use super::meaning::{Base, Meaning};
use super::numbers::Count;
use super::period::Unit;
use super::words::Words;

/// The pieces of a length of time.
pub(super) type Pieces = Vec<(Count, Unit)>;

impl Words<'_> {
    /// One "3 days", "two-week", "a year and a half", "an hour", and the word after it.
    fn piece(&self, at: usize) -> Option<((Count, Unit), usize)> {
        let (count, next) = match self.low(at) {
            "a" | "an" | "another" | "one"
                if unit(self.low(at + 1)).is_some_and(|u| u != Unit::Second) =>
            {
                (Count::Exact(1.0), at + 1)
            }
            "a" | "another" | "an"
                if matches!(
                    self.low(at + 1),
                    "full" | "whole" | "single" | "additional" | "entire"
                ) && unit(self.low(at + 2)).is_some() =>
            {
                (Count::Exact(1.0), at + 2)
            }
            _ => self.count(at)?,
        };
        let next = self.skip(
            next,
            &[
                "more",
                "full",
                "whole",
                "consecutive",
                "straight",
                "additional",
                "calendar",
                "further",
                "other",
                "business",
                "working",
                "trading",
                "successive",
                "long",
                "short",
            ],
        );
        let hyphen = matches!(self.low(next), "-" | "‑") && self.joined(next);
        let u_at = next + usize::from(hyphen);
        let u = match self.low(u_at) {
            "h" if self.joined(u_at) && self.small(next - 1, 1..=2).is_some() => Unit::Hour,
            "y" | "d" | "m" => return None,
            word => unit(word)?,
        };
        // "nearly a quarter", "three-quarters": parts of a whole.
        if u == Unit::Quarter && (hyphen || !self.low(u_at).ends_with('s')) {
            return None;
        }
        // "a second man": only "seconds" and "30-second" measure time.
        if u == Unit::Second && !self.low(u_at).ends_with('s') && !hyphen && !self.digits(u_at - 1)
        {
            return None;
        }
        // "34 years old", "a 10-year-old": an age.
        if self.low(u_at + 1) == "old" || self.low(u_at + 2) == "old" && self.low(u_at + 1) == "-" {
            return None;
        }
        let (half, end) = match (self.low(u_at + 1), self.low(u_at + 2)) {
            ("and", "a") if self.low(u_at + 3) == "half" => (0.5, u_at + 4),
            ("and", "half") if self.low(u_at + 3) != "a" => (0.5, u_at + 3),
            _ => (0.0, u_at + 1),
        };
        let count = match count {
            Count::Exact(n) => Count::Exact(n + half),
            Count::Some => Count::Some,
        };
        Some(((count, u), end))
    }

    /// All pieces of a length of time, and the word after them.
    pub fn length(&self, at: usize) -> Option<(Pieces, usize)> {
        let (first, mut end) = self.piece(at)?;
        let mut pieces = vec![first];
        loop {
            let next = self.skip(self.skip(end, &[","]), &["and"]);
            // "two days and a year" of different things is rare; digits or smaller units go on.
            match self.piece(next) {
                Some((piece, after))
                    if self.digits(end)
                        || next > end && self.digits(next)
                        || next == end && piece.1 < pieces[0].1 =>
                {
                    pieces.push(piece);
                    end = after;
                }
                _ => return Some((pieces, end)),
            }
        }
    }

    /// "the worst drought in 40 years": the length over which something ranks.
    fn ranks(&self, at: usize) -> bool {
        (at.saturating_sub(8)..at).any(|i| {
            let word = self.low(i);
            matches!(
                word,
                "worst" | "best" | "first" | "only" | "most" | "least" | "record" | "not" | "never"
            ) || word.len() > 5 && word.ends_with("est")
        })
    }

    /// Lengths of time and what is counted from them.
    pub fn counted(&self, at: usize) -> Option<Read> {
        // "two to three weeks": how many is left open.
        if let Some((Count::Exact(a), end)) = self.count(at)
            && matches!(self.low(end), "to" | "or" | "-" | "–")
            && let Some(((Count::Exact(b), unit), end)) = self.piece(end + 1)
            && a < b
        {
            return self.after_length(at, vec![(Count::Some, unit)], end);
        }
        if self.joined(at)
            && !matches!(
                self.before(at),
                "(" | "\"" | "“" | "‘" | "-" | "–" | "—" | "'" | "_"
            )
        {
            return None;
        }
        if let Some(read) = self.whole(at).or_else(|| self.plural(at)) {
            return Some(read);
        }
        let (pieces, end) = self.length(at)?;
        self.after_length(at, pieces, end)
    }

    fn after_length(&self, at: usize, pieces: Pieces, end: usize) -> Option<Read> {
        // "a year or two"
        let open = self.low(end) == "or"
            && self.number_words(end + 1).is_some()
            && unit(self.low(end + 2)).is_none();
        let (pieces, end) = match open {
            true => (vec![(Count::Some, pieces[0].1)], end + 2),
            false => (pieces, end),
        };
        let (count, unit) = pieces[0];
        // Of business and trading days, which are passed over is not told.
        let business = (at..end).any(|i| matches!(self.low(i), "business" | "working" | "trading"));
        let whole = count.whole().filter(|_| pieces.len() == 1 && !business);
        // "a week or so ago"
        let end_so = if self.are(end, &["or", "so"]) {
            end + 2
        } else {
            end
        };
        let word = self.low(end_so);
        let shifted = |n: i64, base| match whole {
            // "two decades ago" is some twenty years back, not a decade of the calendar.
            Some(k) if unit == Unit::Decade => Meaning::Shift(Unit::Year, n * k * 10, base),
            Some(k) if unit >= Unit::Day => Meaning::Shift(unit, n * k, base),
            _ => Meaning::Vague(pieces.clone(), n > 0),
        };
        match word {
            "ago" => {
                let compared = unit == Unit::Year && whole == Some(1) && self.compares(at);
                let base = if compared {
                    Base::Compared
                } else {
                    Base::Published
                };
                return Some((shifted(-1, base), end_so + 1));
            }
            "-" if self.low(end_so + 1) == "ago" => {
                return Some((shifted(-1, Base::Published), end_so + 2));
            }
            "starting" | "beginning" | "commencing" => {
                let next = self.skip(end_so + 1, &["on", "from"]);
                if let Some((from, end)) = self.anchor_time(next) {
                    return Some((Meaning::Lasting(pieces, Box::new(from)), end));
                }
            }
            "," if self.low(end_so + 1) == "from" => {
                if let Some((from, end)) = self.anchor_time(end_so + 2) {
                    return Some((Meaning::Lasting(pieces, Box::new(from)), end));
                }
            }
            "hence" => return Some((shifted(1, Base::Published), end_so + 1)),
            "from" if matches!(self.low(end_so + 1), "now" | "today") => {
                return Some((shifted(1, Base::Published), end_so + 2));
            }
            "from" | "after" | "before" | "since" | "following" | "prior" | "until"
                if !business =>
            {
                let forth = matches!(word, "from" | "after" | "since" | "following");
                let next = if word == "prior" {
                    self.skip(end_so + 1, &["to"])
                } else {
                    end_so + 1
                };
                if let Some(read) = self.counted_from_time(&pieces, forth, next) {
                    return Some(read);
                }
                if let Some(read) = self.counted_from_words(&pieces, forth, word, next) {
                    return Some(read);
                }
            }
            "earlier" | "later" | "afterward" | "afterwards" | "previously" => {
                let n = if matches!(word, "earlier" | "previously") {
                    -1
                } else {
                    1
                };
                // "two years later" than the last date told
                let meaning = match whole {
                    Some(k) if unit >= Unit::Day => Meaning::Shift(unit, n * k, Base::Focus),
                    _ => Meaning::Anchored(count, unit, n > 0, self.span(end_so, end_so + 1)?),
                };
                return Some((meaning, end_so + 1));
            }
            "-" if matches!(self.low(end_so + 1), "earlier" | "later") => {
                let n = if self.low(end_so + 1) == "earlier" {
                    -1
                } else {
                    1
                };
                return Some((shifted(n, Base::Focus), end_so + 2));
            }
            _ => {}
        }
        let before = self.before(at);
        // "He will be back in three weeks."
        let article = matches!(self.low(at), "a" | "an");
        let hyphen = self.low(end - 2) == "-" && self.joined(end - 1);
        let measured = matches!(
            before,
            "for"
                | "within"
                | "than"
                | "about"
                | "nearly"
                | "almost"
                | "least"
                | "in"
                | "over"
                | "after"
                | "some"
                | "around"
                | "roughly"
                | "approximately"
                | "of"
                | "to"
                | "spent"
                | "lasted"
                | "only"
                | "just"
                | "took"
                | "takes"
                | "take"
                | "during"
                | "half"
                | "every"
                | "once"
                | "twice"
                | "another"
                | "last"
                | "lasting"
                | "under"
                | "until"
                | "by"
                | "if"
                | "quite"
        );
        let rate = article && unit >= Unit::Hour && self.is_rate(at);
        if rate {
            return Some((Meaning::Set(super::lengths::duration(&pieces).into()), end));
        }
        if before == "in" && whole.is_some() && unit >= Unit::Day && !self.ranks(at) {
            return Some((Meaning::In(count, unit), end));
        }
        (!article || measured || hyphen).then_some((Meaning::Duration(pieces), end))
    }
}
