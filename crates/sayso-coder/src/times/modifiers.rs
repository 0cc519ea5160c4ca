//! What narrows an expression: "early next week", "nearly two years", "2025 or later".

use super::calendar::unit;
use super::expressions::Core;
use super::meaning::{Base, Meaning, Mod};
use super::numbers::Count;
use super::period::Unit;
use super::words::Words;

impl Words<'_> {
    /// An expression with what narrows it: "early next week", "nearly two years".
    pub fn modified(&self, at: usize) -> Option<Core> {
        let plain = |from: usize, next: usize, modifier: Mod| {
            let mut core = self.core(next)?;
            core.from = from;
            core.modifier = core.modifier.or(Some(modifier));
            Some(core)
        };
        let word = self.low(at);
        let of = |end: usize| self.skip(self.skip(end, &["of", "in"]), &["-"]);
        let part = |m: Mod| {
            let next = of(at + 1);
            let whole = self.skip(next, &["the"]);
            let core = plain(at, next, m).or_else(|| plain(at, whole, m));
            core.or_else(|| {
                let unit = unit(self.low(whole))
                    .filter(|u| *u > Unit::Day && !self.low(whole).ends_with('s'))?;
                let known = next < whole || matches!(word, "end" | "beginning") && next > at + 1;
                known.then_some(Core {
                    from: at,
                    meaning: Meaning::Shift(unit, 0, Base::Published),
                    part: None,
                    modifier: Some(m),
                    end: whole + 1,
                })
            })
        };
        let dated = |core: Option<Core>| {
            core.filter(|c| {
                !matches!(
                    c.meaning,
                    Meaning::Duration(_) | Meaning::Set(_) | Meaning::Reference(_)
                )
            })
        };
        let counted =
            |core: Option<Core>| core.filter(|c| !matches!(c.meaning, Meaning::Reference(_)));
        let found = match word {
            "early" => dated(part(Mod::Start)),
            "late" => dated(part(Mod::End)),
            "mid" => dated(part(Mod::Mid)),
            "earlier" => dated(part(Mod::Earlier)),
            "later" => dated(part(Mod::Later)),
            "beginning" | "start" | "outset" | "onset" if self.low(at + 1) == "of" => {
                dated(part(Mod::Start))
            }
            "end" | "close" if self.low(at + 1) == "of" => dated(part(Mod::End)),
            "middle" if self.low(at + 1) == "of" => dated(part(Mod::Mid)),
            "eve" if self.low(at + 1) == "of" => self.eve(at),
            "around" | "about" | "approximately" | "roughly" | "circa" | "some" => {
                counted(plain(at, at + 1, Mod::Approx))
            }
            "nearly" | "almost" => counted(plain(at, at + 1, Mod::LessThan)),
            "over"
                if !self.letters(at + 1)
                    || self.count(at + 1).is_some()
                    || self.are(at + 1, &["a"]) =>
            {
                counted(plain(at, at + 1, Mod::MoreThan))
                    .filter(|c| matches!(c.meaning, Meaning::Duration(_)))
            }
            "more" if self.low(at + 1) == "than" => counted(plain(at, at + 2, Mod::MoreThan)),
            "less" | "fewer" if self.low(at + 1) == "than" => {
                counted(plain(at, at + 2, Mod::LessThan))
            }
            "at" if self.low(at + 1) == "least" => counted(plain(at, at + 2, Mod::EqualOrMore)),
            "at" if self.low(at + 1) == "most" => counted(plain(at, at + 2, Mod::EqualOrLess)),
            "up" if self.low(at + 1) == "to" => counted(plain(at, at + 2, Mod::EqualOrLess)),
            "no" if self.are(at + 1, &["more", "than"]) => {
                counted(plain(at, at + 3, Mod::EqualOrLess))
            }
            "no" if self.are(at + 1, &["less", "than"]) => {
                counted(plain(at, at + 3, Mod::EqualOrMore))
            }
            "within" => plain(at, self.skip(at + 1, &["the"]), Mod::EqualOrLess).and_then(|core| {
                let meaning = match core.meaning {
                    Meaning::Duration(pieces) => Meaning::Inside(pieces),
                    Meaning::Reach(count, unit, true) => Meaning::Inside(vec![(count, unit)]),
                    Meaning::Shift(unit, n, Base::Published) if n > 0 && unit >= Unit::Day => {
                        Meaning::Inside(vec![(Count::Exact(n as f64), unit)])
                    }
                    Meaning::Reach(..) => core.meaning,
                    _ => return None,
                };
                Some(Core { meaning, ..core })
            }),
            "sometime" => plain(at, self.skip(at + 1, &["in"]), Mod::Approx).map(|c| Core {
                modifier: None,
                ..c
            }),
            "the"
                if matches!(
                    self.low(at + 1),
                    "early"
                        | "late"
                        | "mid"
                        | "beginning"
                        | "start"
                        | "end"
                        | "middle"
                        | "eve"
                        | "close"
                ) =>
            {
                return self.modified(at + 1).map(|c| Core { from: at, ..c });
            }
            _ => None,
        };
        found.or_else(|| self.core(at))
    }

    /// "on the eve of the vote": known when the day after is.
    pub fn eve(&self, at: usize) -> Option<Core> {
        let core = self.core(self.skip(at + 2, &["the"]));
        let (meaning, end) = match core {
            Some(core) => (
                Meaning::From(Unit::Day, -1, Box::new(core.meaning)),
                core.end,
            ),
            None => {
                let mut end = at + 2;
                while end < at + 7
                    && (self.letters(end) || self.digits(end) || self.low(end) == "-")
                    && (end < at + 4
                        || !matches!(
                            self.low(end),
                            "of" | "in" | "on" | "at" | "and" | "that" | "with"
                        ))
                {
                    end += 1;
                }
                let anchor = self.span(at + 2, end.max(at + 3))?;
                let one = Count::Exact(1.0);
                (Meaning::Anchored(one, Unit::Day, false, anchor), at + 1)
            }
        };
        Some(Core {
            from: at,
            meaning,
            part: None,
            modifier: None,
            end,
        })
    }

    /// What follows an expression: "or so", "or later", "onwards".
    pub fn closed(&self, mut core: Core) -> Core {
        let end = core.end;
        let after = match (self.low(end), self.low(end + 1)) {
            ("or", "so") => Some((Mod::Approx, 2)),
            ("or", "later" | "after") | ("and", "beyond" | "after" | "later") => {
                Some((Mod::OnOrAfter, 2))
            }
            ("or", "earlier" | "before") | ("and", "before" | "earlier") => {
                Some((Mod::OnOrBefore, 2))
            }
            ("onward" | "onwards", _) => Some((Mod::OnOrAfter, 1)),
            ("or", "more") => Some((Mod::EqualOrMore, 2)),
            _ => None,
        };
        if let Some((modifier, words)) = after {
            core.modifier = core.modifier.or(Some(modifier));
            core.end += words;
        }
        core
    }
}
