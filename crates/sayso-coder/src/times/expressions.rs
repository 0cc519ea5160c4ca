//! All time expressions of a sentence: what is read at each word, what stands
//! around it, and ranges of two.

use super::calendar::day_part;
use super::dates::Read;
use super::meaning::{Base, Bound, Found, Meaning, Mod, Recurring, Which};
use super::period::{Period, Unit};
use super::words::Words;
use sayso_article::SmolStr;

/// Something read: from, meaning, end.
struct Core {
    from: usize,
    meaning: Meaning,
    part: Option<SmolStr>,
    modifier: Option<Mod>,
    end: usize,
}

impl Words<'_> {
    /// All expressions, in reading order, without overlap.
    pub fn expressions(&self) -> Vec<Found> {
        let mut out = Vec::new();
        let mut at = 0;
        while at < self.list.len() {
            match self.found(at) {
                Some((found, end)) if end > at => {
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
            span: self.span(from, core.end)?,
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

    /// An expression with what narrows it: "early next week", "nearly two years".
    fn modified(&self, at: usize) -> Option<Core> {
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
                let unit = super::calendar::unit(self.low(whole))
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
                        Meaning::Inside(vec![(super::numbers::Count::Exact(n as f64), unit)])
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
    fn eve(&self, at: usize) -> Option<Core> {
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
                let one = super::numbers::Count::Exact(1.0);
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

    /// An expression without what stands before it.
    fn core(&self, at: usize) -> Option<Core> {
        // "9 a.m. Tuesday", "noon on Saturday", "midnight"
        if let Some((time, end)) = self.clock(at) {
            let next = self.skip(self.skip(end, &[","]), &["on"]);
            let day = self
                .bare(next)
                .filter(|c| has_parts(&c.meaning) && c.part.is_none());
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
                    meaning: Meaning::Shift(Unit::Day, 0, Base::Focus),
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
            "ago" | "earlier" | "before" => Base::Focus,
            _ => return None,
        };
        let end = self.skip(at + 3, &["quarter", "period"]);
        Some((Meaning::Shift(Unit::Year, -1, base), end))
    }

    /// "the first Friday of July", "the third week of 2027", "the second day".
    fn nth(&self, at: usize) -> Option<Read> {
        let next = self.skip(at, &["the"]);
        let (n, named) = match self.low(next) {
            "last" => (-1, next + 1),
            _ => self.ordinal(next)?,
        };
        let n = i8::try_from(n).ok()?;
        let named = self.skip(named, &["full"]);
        let part = match super::calendar::weekday(self.low(named)) {
            Some((day, false)) => Recurring::NthWeekday(n, day),
            _ => match super::calendar::unit(self.low(named))? {
                unit @ (Unit::Day
                | Unit::Week
                | Unit::Weekend
                | Unit::Month
                | Unit::Quarter
                | Unit::Decade) => Recurring::Nth(n, unit),
                _ => return None,
            },
        };
        let of = named + 1;
        let inside = self.skip(self.skip(of, &["of", "in"]), &["the"]);
        let (holder, end) = self.holder(inside).filter(|_| {
            inside > of || matches!(self.low(inside), "this" | "last" | "next" | "previous")
        })?;
        Some((Meaning::Within(part, Box::new(holder)), end))
    }

    /// What may hold a part: "July", "2027", "next month", "the 1990s".
    fn holder(&self, at: usize) -> Option<Read> {
        let read = self
            .decade(at)
            .or_else(|| self.century(at))
            .or_else(|| self.part_of_year(at))
            .or_else(|| self.month_of_year(at))
            .or_else(|| self.pointed(at))
            .or_else(|| Some((Meaning::Fixed(Period::year(self.year(at)?)?), at + 1)))
            .or_else(|| self.spelled_year(at))
            .or_else(|| {
                let unit = super::calendar::unit(self.low(at)).filter(|u| *u > Unit::Day)?;
                (self.before(at) == "the" && !self.low(at).ends_with('s'))
                    .then_some((Meaning::Shift(unit, 0, Base::Published), at + 1))
            })?;
        let holds = match &read.0 {
            Meaning::Fixed(p) => p.unit.is_none_or(|u| u > Unit::Weekend),
            Meaning::Shift(u, ..) => *u > Unit::Weekend,
            Meaning::Recurring(r, _) => matches!(r, Recurring::Month(_) | Recurring::Quarter(_)),
            Meaning::Within(..) => true,
            _ => false,
        };
        holds.then_some(read)
    }

    /// "June last year", "Friday of next week", "20th of next month", "Christmas 2019".
    fn hold(&self, core: &mut Core) {
        // "this year's third quarter", "last year's summer"
        if let Meaning::Shift(Unit::Year, ..)
        | Meaning::Fixed(Period {
            unit: Some(Unit::Year),
            ..
        }) = &core.meaning
        {
            let at = self.possessive(core.end).unwrap_or(core.end);
            let fiscal = self.skip(at, &["fiscal"]);
            if let Some((Meaning::Recurring(part, Which::Nearest), end)) =
                self.part_of_year(fiscal).or_else(|| {
                    (at > core.end).then(|| self.month_of_year(at).or_else(|| self.holiday(at)))?
                })
            {
                core.meaning = Meaning::Within(part, Box::new(core.meaning.clone()));
                core.end = end;
            }
            return;
        }
        // "next week between Wednesday and Friday"
        if let Meaning::Shift(Unit::Week, ..) = &core.meaning {
            let between = self.low(core.end) == "between";
            let day = |at: usize| match self.weekday_date(at) {
                Some((Meaning::Recurring(r @ Recurring::Weekday(_), _), end)) => Some((r, end)),
                _ => None,
            };
            if (between || self.low(core.end) == "from")
                && let Some((a, end)) = day(core.end + 1)
                && let Some(next) = self.to(end, between)
                && let Some((b, end)) = day(next)
            {
                let week = Box::new(core.meaning.clone());
                core.meaning = Meaning::Range(
                    Box::new(Meaning::Within(a, week.clone())),
                    Box::new(Meaning::Within(b, week)),
                );
                core.end = end;
            }
            return;
        }
        let Meaning::Recurring(part, _) = &core.meaning else {
            return;
        };
        let next = self.skip(self.skip(core.end, &[","]), &["of", "in", "on"]);
        let next = self.skip(next, &["the"]);
        let fits = |unit: Unit| match part {
            Recurring::Weekday(_) | Recurring::Weekend => unit == Unit::Week,
            Recurring::Day(..) => unit == Unit::Month,
            _ => unit == Unit::Year,
        };
        if let Some((meaning, end)) = self.pointed(next) {
            if let Meaning::Shift(unit, ..) = meaning
                && fits(unit)
                && (next > core.end || self.low(next) != "the")
            {
                core.meaning = Meaning::Within(part.clone(), Box::new(meaning));
                core.end = end;
            }
            return;
        }
        if let Recurring::Holiday(_) = part
            && let Some((year, end)) = self.closing_year(core.end)
            && let Some(year) = Period::year(year)
        {
            core.meaning = Meaning::Within(part.clone(), Box::new(Meaning::Fixed(year)));
            core.end = end;
        }
    }

    /// What follows an expression: "or so", "or later", "onwards".
    fn closed(&self, mut core: Core) -> Core {
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

    /// A range at a word; else what was read there as its start, unless that is
    /// to be read again.
    fn range(&self, at: usize) -> Result<Core, Option<Core>> {
        let (opened, first_at) = match self.low(at) {
            "from" | "between" => (true, self.skip(at + 1, &["the"])),
            _ => (false, self.skip(at, &["the"])),
        };
        if let Some(days) = self.days_of_month(at, first_at, opened) {
            return Ok(days);
        }
        let joined = |i: usize| self.joined(i) && self.joined(i + 1);
        let years = self.year(first_at).filter(|_| {
            matches!(self.low(first_at + 1), "-" | "–")
                && joined(first_at + 1)
                && self.year(first_at + 2).is_some()
                && !matches!(self.low(first_at + 3), "-" | "/")
        });
        let first = match years {
            Some(_) => self.whole_year(first_at),
            None => self.modified(first_at),
        };
        let Some(first) = first else {
            return Err(None);
        };
        if let Some(ranged) = self.range_from(at, opened, years.is_some(), &first) {
            return Ok(ranged);
        }
        Err((first_at == at && years.is_none()).then_some(first))
    }

    fn whole_year(&self, at: usize) -> Option<Core> {
        Some(Core {
            from: at,
            meaning: Meaning::Fixed(Period::year(self.year(at)?)?),
            part: None,
            modifier: None,
            end: at + 1,
        })
    }

    /// "from 4 to 22 January", "between 4-22 January 1995".
    fn days_of_month(&self, at: usize, first_at: usize, opened: bool) -> Option<Core> {
        let (day, end) = self
            .day(first_at)
            .filter(|_| self.digits(first_at) || opened)?;
        let next = self.to(end, self.low(at) == "between")?;
        let (second, end) = self.month_day(next).or_else(|| self.day_within(next))?;
        let first = with_day(&second, day)?;
        (first != Meaning::Impossible).then(|| self.ranged(at, first, second, end))
    }

    /// "from May 3 to 5", "between 2014 and 2018", "Nov. 19-20", "2014-2018":
    /// the range that begins with what was read.
    fn range_from(&self, at: usize, opened: bool, years: bool, first: &Core) -> Option<Core> {
        if !ranges(&first.meaning) {
            return None;
        }
        let joined_sign = matches!(self.low(first.end), "-" | "–" | "—");
        let next = self.to(first.end, self.low(at) == "between")?;
        // "Nov. 19-20", "May 3 to 5": a day of the same month; "2014-18".
        if let Some(read) = self.shortened(&first.meaning, next) {
            let (second, end) = read;
            let first = same_year(&first.meaning, &second);
            return Some(self.ranged(at, first, second, end));
        }
        let second = match years {
            true => self.whole_year(next)?,
            false => self.modified(self.skip(next, &["the"]))?,
        };
        if !ranges(&second.meaning) {
            return None;
        }
        // "Friday to Monday" yes; "moved from Friday to Monday" no range, but "from" alone can not tell.
        let plain = opened
            || joined_sign
            || matches!(self.low(first.end), "through" | "until" | "till" | "to");
        let alike = alike(&first.meaning, &second.meaning);
        if !plain || !alike || first.part.is_some() || second.part.is_some() {
            return None;
        }
        let a = same_year(&first.meaning, &second.meaning);
        Some(self.ranged(at, a, second.meaning, second.end))
    }

    fn ranged(&self, at: usize, a: Meaning, b: Meaning, end: usize) -> Core {
        Core {
            from: at,
            meaning: Meaning::Range(Box::new(a), Box::new(b)),
            part: None,
            modifier: None,
            end,
        }
    }

    /// The place after "to" and the like.
    fn to(&self, at: usize, between: bool) -> Option<usize> {
        let word = self.low(at);
        let sign = matches!(word, "-" | "–" | "—");
        let joining =
            matches!(word, "to" | "until" | "till" | "through") || sign || between && word == "and";
        joining.then_some(at + 1)
    }

    /// "22 this month", "23 of next month".
    fn day_within(&self, at: usize) -> Option<Read> {
        let (day, end) = self.day(at)?;
        let next = self.skip(end, &["of", "in"]);
        let (meaning, end) = self.pointed(next)?;
        matches!(meaning, Meaning::Shift(Unit::Month, ..)).then_some((
            Meaning::Within(Recurring::Day(day, None), Box::new(meaning)),
            end,
        ))
    }

    /// The end of a range that leaves out what its start says.
    fn shortened(&self, first: &Meaning, at: usize) -> Option<Read> {
        match first {
            Meaning::Recurring(Recurring::MonthDay(m, d, _), which) => {
                let (day, end) = self
                    .day(at)
                    .filter(|(day, end)| day > d && !self.month_follows(*end))?;
                match self.closing_year(end) {
                    Some((year, end)) => Some((super::dates::date(year, *m, day), end)),
                    None => Some((
                        Meaning::Recurring(Recurring::MonthDay(*m, day, None), *which),
                        end,
                    )),
                }
            }
            Meaning::Fixed(p) if p.unit == Some(Unit::Year) => {
                let n = i16::try_from(self.small(at, 2..=2)?).ok()?;
                let year = p.first.year() / 100 * 100 + n;
                (year > p.first.year() && self.joined(at) && !self.joined(at + 1))
                    .then(|| Some((Meaning::Fixed(Period::year(year)?), at + 1)))?
            }
            _ => None,
        }
    }

    fn month_follows(&self, at: usize) -> bool {
        self.month_name(self.skip(at, &["of"]), true).is_some()
    }
}

/// The same day in the month of another.
fn with_day(of: &Meaning, day: i8) -> Option<Meaning> {
    Some(match of {
        Meaning::Recurring(Recurring::MonthDay(m, ..), which) => {
            Meaning::Recurring(Recurring::MonthDay(*m, day, None), *which)
        }
        Meaning::Fixed(p) if p.unit == Some(Unit::Day) => {
            super::dates::date(p.first.year(), p.first.month(), day)
        }
        Meaning::Within(Recurring::Day(..), holder) => {
            Meaning::Within(Recurring::Day(day, None), holder.clone())
        }
        _ => return None,
    })
}

/// The first of a range takes its year from the second: "Nov-Feb 2017", "3 May - 5 June 2020".
fn same_year(first: &Meaning, second: &Meaning) -> Meaning {
    if let (Meaning::Recurring(part, _), Meaning::Fixed(p)) = (first, second) {
        let (month, day) = match part {
            Recurring::MonthDay(m, d, _) => (*m, Some(*d)),
            Recurring::Month(m) => (*m, None),
            _ => return first.clone(),
        };
        let later = (month, day.unwrap_or(1)) > (p.last.month(), p.last.day());
        let year = p.last.year() - i16::from(later);
        return match day {
            Some(day) => super::dates::date(year, month, day),
            None => sayso_article::Date::new(year, month, 1)
                .map_or(Meaning::Impossible, |d| Meaning::Fixed(Period::month(d))),
        };
    }
    first.clone()
}

/// Whether a meaning may be the end of a range.
fn ranges(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Fixed(_) | Meaning::Within(..) | Meaning::Shift(_, _, Base::Published) => true,
        Meaning::Recurring(..) => true,
        Meaning::Reference(r) => *r == "PRESENT_REF",
        _ => false,
    }
}

/// Whether two meanings are of a kind, so that they make one range.
fn alike(a: &Meaning, b: &Meaning) -> bool {
    let weekly =
        |m: &Meaning| matches!(m, Meaning::Recurring(Recurring::Weekday(_), Which::Nearest));
    weekly(a) == weekly(b)
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
