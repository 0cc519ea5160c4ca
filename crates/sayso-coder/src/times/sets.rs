//! Repetitions: "every Friday", "daily", "on Mondays", "once a week".

use sayso_article::SmolStr;

use super::calendar::{day_part, month, season, unit, weekday};
use super::dates::Read;
use super::lengths::duration;
use super::meaning::{Meaning, Recurring};
use super::numbers::Count;
use super::words::Words;

fn set(value: impl AsRef<str>) -> Meaning {
    Meaning::Set(SmolStr::new(value.as_ref()))
}

impl Words<'_> {
    /// Any repetition at a word.
    pub fn repeated(&self, at: usize) -> Option<Read> {
        let end = at + 1;
        // "the Daily Courier", "Weekly Standard"
        let named = self.capital(at) && at > 0;
        Some(match self.low(at) {
            "every" | "each" => return self.every(at + 1),
            "daily" | "everyday" if !named => (set("P1D"), end),
            "nightly" if !named => (set("P1D"), end),
            "hourly" if !named => (set("PT1H"), end),
            "weekly" if !named => (set("P1W"), end),
            "biweekly" | "fortnightly" if !named => (set("P2W"), end),
            "monthly" if !named => (set("P1M"), end),
            "quarterly" if !named => (set("P3M"), end),
            "yearly" | "annually" | "annual" if !named => (set("P1Y"), end),
            "biennial" if !named => (set("P2Y"), end),
            "once" | "twice" | "thrice" => return self.rate(at + 1),
            "times" => return self.rate(at + 1),
            "per" | "a" if matches!(self.before(at), "times") => return self.rate(at),
            "mornings" | "afternoons" | "evenings" => (set(day_part(self.low(at))?), end),
            _ => return self.weekdays(at),
        })
    }

    /// "once a year": what follows "once".
    fn rate(&self, at: usize) -> Option<Read> {
        if !matches!(self.low(at), "a" | "per" | "every" | "each") {
            return None;
        }
        let unit = unit(self.low(at + 1))?;
        Some((set(duration(&[(Count::Exact(1.0), unit)])), at + 2))
    }

    /// After "every".
    fn every(&self, at: usize) -> Option<Read> {
        let at = self.skip(at, &["other", "single"]);
        let other = self.before(at) == "other";
        let word = self.low(at);
        if let Some((day, false)) = weekday(word) {
            let part = day_part(self.low(at + 1)).filter(|_| !self.low(at + 1).ends_with('s'));
            let value = format!("XXXX-WXX-{}{}", day + 1, part.unwrap_or_default());
            return Some((set(value), at + 1 + usize::from(part.is_some())));
        }
        if let Some((Meaning::Recurring(Recurring::MonthDay(m, d, _), _), end)) =
            self.month_day(at).or_else(|| self.figures(at))
        {
            return Some((set(format!("XXXX-{m:02}-{d:02}")), end));
        }
        if self.capital(at)
            && let Some(month) = month(word, false)
        {
            return Some((set(format!("XXXX-{month:02}")), at + 1));
        }
        if let Some(season) = season(word) {
            return Some((set(format!("XXXX-{season}")), at + 1));
        }
        if let Some(part) = day_part(word).filter(|_| !word.ends_with('s')) {
            return Some((set(part), at + 1));
        }
        if word == "weekend" {
            return Some((set("XXXX-WXX-WE"), at + 1));
        }
        let (count, u_at) = match self.count(at) {
            Some((count, end)) => (count, self.skip(end, &["-"])),
            None => (Count::Exact(if other { 2.0 } else { 1.0 }), at),
        };
        let unit = unit(self.low(u_at))?;
        // "each of the past three years" is read at "past".
        Some((set(duration(&[(count, unit)])), u_at + 1))
    }

    /// "Mondays", "Tuesday nights".
    fn weekdays(&self, at: usize) -> Option<Read> {
        let (day, plural) = weekday(self.low(at))?;
        let next = self.low(at + 1);
        let parts = day_part(next).filter(|_| next.ends_with('s'));
        match (plural, parts) {
            (_, Some(part)) => Some((set(format!("XXXX-WXX-{}{part}", day + 1)), at + 2)),
            (true, None) => Some((set(format!("XXXX-WXX-{}", day + 1)), at + 1)),
            _ => None,
        }
    }
}
