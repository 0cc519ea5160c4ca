//! All time expressions of a sentence: what is read at each word, what stands
//! around it, and ranges of two.

use super::calendar::day_part;
use super::dates::Read;
use super::meaning::{Base, Bound, Found, Meaning, Mod, Recurring, Which};
use super::period::{Period, Unit};
use super::words::Words;
use sayso_article::SmolStr;

/// Something read, and the words that it stands on.
pub(super) struct Core {
    pub from: usize,
    pub meaning: Meaning,
    pub part: Option<SmolStr>,
    pub modifier: Option<Mod>,
    pub end: usize,
}

impl Words<'_> {
    /// All expressions, in reading order, without overlap.
    pub fn expressions(&self) -> Vec<Found> {
        let mut out: Vec<Found> = Vec::new();
        let mut at = 0;
        while at < self.list.len() {
            match self.found(at) {
                Some((found, end)) if end > at => {
                    if let (Some(last), Some(next)) = (out.last_mut(), &found)
                        && last.span.end() > next.span.start()
                    {
                        // "three days after the May talks": the anchor has a time of its own.
                        last.span = last.core;
                    }
                    out.extend(found);
                    at = end;
                }
                _ => at += 1,
            }
        }
        out
    }

    fn found(&self, at: usize) -> Option<(Option<Found>, usize)> {
        let core = match self.range(at) {
            Ok(ranged) => ranged,
            Err(Some(first)) => first,
            // A plain word that began nothing has been read already.
            Err(None)
                if self.letters(at) && !matches!(self.low(at), "the" | "from" | "between") =>
            {
                return None;
            }
            Err(None) => self.modified(at)?,
        };
        let core = self.closed(core);
        Some((self.finish(&core), core.end))
    }

    fn finish(&self, core: &Core) -> Option<Found> {
        let dated = !matches!(
            core.meaning,
            Meaning::Duration(..)
                | Meaning::Set(_)
                | Meaning::Reach(..)
                | Meaning::Reference(_)
                | Meaning::Inside(_)
        );
        let at = core.from;
        let from = match at.checked_sub(1) {
            Some(p) if dated && matches!(self.low(p), "on" | "in") => p,
            _ => at,
        };
        // "since the start of May": the preposition may stand before the article.
        let article = at > 0 && self.before(at) == "the";
        let word = if article {
            at.checked_sub(1).map_or("", |p| self.before(p))
        } else {
            self.before(at)
        };
        let bound = match word {
            "since" => Some(Bound::Since),
            "until" | "till" | "til" => Some(Bound::Until),
            "before" | "pre" => Some(Bound::Before),
            "after" | "post" => Some(Bound::After),
            "by" => Some(Bound::By),
            _ => None,
        };
        let bound = bound.filter(|_| dated);
        Some(Found {
            span: match &core.meaning {
                Meaning::Anchored(.., anchor) => self.span(from, core.end)?.cover(*anchor),
                _ => self.span(from, core.end)?,
            },
            core: self.span(at, core.end)?,
            part: core.part.clone(),
            modifier: core.modifier,
            bound,
            named: named(&core.meaning) && !matches!(self.low(at), "last" | "next" | "this"),
            bare_year: core.end == at + 1 && self.year(at).is_some(),
            after_article: article,
            meaning: core.meaning.clone(),
        })
    }

    /// An expression without what stands before it.
    pub fn core(&self, at: usize) -> Option<Core> {
        // "9 a.m. Tuesday", "noon on Saturday", "midnight"
        if let Some((time, end)) = self.clock(at) {
            let next = self.skip(self.skip(end, &[","]), &["on"]);
            let day = self
                .bare(next)
                .filter(|c| has_parts(&c.meaning))
                .filter(|c| {
                    c.part.as_ref().is_none_or(|p| {
                        !p.starts_with("T0") && !p.starts_with("T1") && !p.starts_with("T2")
                    })
                });
            let set = self.repeated(next);
            return Some(match (day, set) {
                (Some(day), _) => Core {
                    from: at,
                    part: Some(time),
                    ..day
                },
                (None, Some((Meaning::Set(value), end))) => {
                    let tail = if value.starts_with("XXXX-WXX") {
                        format!("{value}{time}")
                    } else {
                        time.to_string()
                    };
                    Core {
                        from: at,
                        meaning: Meaning::Set(tail.into()),
                        part: None,
                        modifier: None,
                        end,
                    }
                }
                _ => Core {
                    from: at,
                    meaning: Meaning::Shift(Unit::Day, 0, Base::Beside),
                    part: Some(time),
                    modifier: None,
                    end,
                },
            });
        }
        self.bare(at)
    }

    fn bare(&self, at: usize) -> Option<Core> {
        let (meaning, end) = self.read(at)?;
        let mut core = Core {
            from: at,
            meaning,
            part: None,
            modifier: None,
            end,
        };
        if core.end == at {
            return None;
        }
        if matches!(self.low(end - 1), "end") && matches!(core.meaning, Meaning::Shift(..)) {
            core.modifier = Some(Mod::End);
        }
        self.hold(&mut core);
        // the part of the day: in it ("last night") or after it ("Friday morning")
        let inner = day_part(self.low(core.end - 1)).filter(|_| core.end > at + 1);
        if !has_parts(&core.meaning) {
            return Some(core);
        }
        if matches!(
            self.low(at),
            "this" | "last" | "that" | "same" | "previous" | "next" | "following" | "the"
        ) && inner.is_some()
        {
            core.part = inner.map(SmolStr::new);
        } else if self.low(at) == "tonight" {
            core.part = Some("TNI".into());
        } else if let Some(part) = day_part(self.low(self.skip(core.end, &["-"])))
            .filter(|_| !self.low(core.end).ends_with('s'))
        {
            core.part = Some(part.into());
            core.end = self.skip(core.end, &["-"]) + 1;
            // "on Monday evening, July 25"
            if let Meaning::Recurring(Recurring::Weekday(day), Which::Nearest) = core.meaning
                && let Some((meaning, end)) = self.month_day(self.skip(core.end, &[","]))
            {
                core.end = end;
                core.meaning = match meaning {
                    Meaning::Recurring(Recurring::MonthDay(m, d, _), which) => {
                        Meaning::Recurring(Recurring::MonthDay(m, d, Some(day)), which)
                    }
                    other => other,
                };
            }
        } else if let Some((time, end)) =
            self.clock(self.skip(self.skip(core.end, &[","]), &["at", "around"]))
        {
            core.part = Some(time);
            core.end = end;
        }
        Some(core)
    }

    /// The expression proper at a word.
    fn read(&self, at: usize) -> Option<Read> {
        if let Some(read) = self.figures(at) {
            return Some(read);
        }
        if let Some((year, end)) = self.fiscal_year(at) {
            return Some((Meaning::Fixed(Period::fiscal(year)?), end));
        }
        self.decade(at)
            .or_else(|| self.repeated(at))
            .or_else(|| self.century(at))
            .or_else(|| self.part_of_year(at))
            .or_else(|| self.foreign_year(at))
            .or_else(|| self.foreign(at))
            .or_else(|| self.nth(at))
            .or_else(|| {
                self.day_within(self.skip(at, &["the"]))
                    .filter(|_| self.day(at).is_some() || self.low(at) == "the")
            })
            .or_else(|| self.month_day(at))
            .or_else(|| self.weekday_date(at))
            .or_else(|| self.holiday(at))
            .or_else(|| self.day_word(at))
            .or_else(|| self.counted(at))
            .or_else(|| self.week_of(at))
            .or_else(|| self.pointed(at))
            .or_else(|| self.rest(at))
            .or_else(|| self.year_of_old(at))
            .or_else(|| self.day_of_month(at))
            .or_else(|| self.month_of_year(at))
            .or_else(|| self.season_name(at))
            .or_else(|| self.unit_end(at))
            .or_else(|| self.weekend(at))
            .or_else(|| self.reference(at))
            .or_else(|| self.spelled_year(at))
            .or_else(|| self.bare_year(at))
    }

    fn weekend(&self, at: usize) -> Option<Read> {
        (self.low(at) == "weekend" && matches!(self.before(at), "on" | "the" | "this" | "over"))
            .then_some((
                Meaning::Recurring(Recurring::Weekend, Which::Nearest),
                at + 1,
            ))
    }

    /// "year-ago", "year-earlier", "a year-ago quarter".
    fn year_of_old(&self, at: usize) -> Option<Read> {
        if self.low(at) != "year" || self.low(at + 1) != "-" {
            return None;
        }
        let base = match self.low(at + 2) {
            "ago" | "earlier" | "before" => Base::Compared,
            _ => return None,
        };
        let end = self.skip(at + 3, &["quarter", "period"]);
        Some((Meaning::Shift(Unit::Year, -1, base), end))
    }
}

/// Whether the words can also belong to a name.
fn named(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Recurring(r, _) => matches!(
            r,
            Recurring::Month(_)
                | Recurring::Weekday(_)
                | Recurring::Season(_)
                | Recurring::Weekend
                | Recurring::Persian(..)
        ),
        Meaning::Fixed(p) => p.unit == Some(Unit::Year),
        Meaning::Set(_) => true,
        Meaning::Shift(Unit::Day, 0, Base::Published) => true,
        _ => false,
    }
}

/// Whether "morning" and the like may follow.
fn has_parts(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Fixed(p) => p.unit == Some(Unit::Day),
        Meaning::Recurring(r, _) | Meaning::Within(r, _) => matches!(
            r,
            Recurring::Weekday(_)
                | Recurring::MonthDay(..)
                | Recurring::Day(..)
                | Recurring::NthWeekday(..)
                | Recurring::Holiday(_)
        ),
        Meaning::Shift(unit, ..) | Meaning::From(unit, ..) => *unit == Unit::Day,
        _ => false,
    }
}
