//! Times of the day: "9 a.m.", "10:35 p.m. EST", "noon", "4 in the morning".

use sayso_article::SmolStr;

use super::words::Words;

/// TIMEX3 tail of a time of the day and the word after it.
type Clock = (SmolStr, usize);

const ZONES: [&str; 22] = [
    "gmt", "utc", "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "bst", "cet", "cest",
    "eet", "eest", "msk", "ist", "pkt", "jst", "kst", "wib", "eat",
];

impl Words<'_> {
    /// A time of the day at a word.
    pub fn clock(&self, at: usize) -> Option<Clock> {
        match self.low(at) {
            "noon" | "midday" => return Some(("T12:00".into(), at + 1)),
            "midnight" => return Some(("T24:00".into(), at + 1)),
            _ => {}
        }
        if self.joined(at) && !matches!(self.before(at), "(" | "\"" | "“" | "-" | "–" | "~") {
            return None;
        }
        let (hour, mut end) = match self.small(at, 1..=4) {
            Some(n) => (n, at + 1),
            None => self
                .number_words(at)
                .filter(|(n, _)| (1..=12).contains(n))?,
        };
        let mut minute = None;
        if matches!(self.low(end), ":" | ".") && self.joined(end) && self.joined(end + 1) {
            minute = self.small(end + 1, 2..=2).filter(|m| (0..60).contains(m));
            let colon = self.low(end) == ":";
            end += 2;
            minute?;
            // "10:35:20"
            if colon && self.low(end) == ":" && self.small(end + 1, 2..=2).is_some() {
                end += 2;
            } else if !colon && self.half_day(end).is_none() {
                return None;
            }
        }
        let (hour, minute) = match (hour, minute) {
            // "0530 GMT", "1900 hours"
            (100..=2359, None) if self.low(at).len() == 4 && self.digits(at) => {
                let named = ZONES.contains(&self.low(end)) || self.low(end) == "hours";
                (named && hour % 100 < 60).then_some((hour / 100, Some(hour % 100)))?
            }
            other => other,
        };
        if !(0..=24).contains(&hour) {
            return None;
        }
        let (hour, end) = match self.half_day(end) {
            Some((afternoon, after)) if (1..=12).contains(&hour) => {
                let hour = hour % 12 + if afternoon { 12 } else { 0 };
                (hour, after)
            }
            Some(_) => return None,
            None if self.are(end, &["o", "'", "clock"]) => (hour, end + 3),
            None if self.are(end, &["o", "’", "clock"]) => (hour, end + 3),
            None if self.are(end, &["in", "the", "morning"]) && (1..=11).contains(&hour) => {
                (hour, end + 3)
            }
            None if self.are(end, &["in", "the", "afternoon"]) && (1..=6).contains(&hour) => {
                (hour + 12, end + 3)
            }
            // "24:31" alone is a ratio, a score, a section.
            None if minute.is_some() && self.digits(at) && self.tells_clock(at, end) => {
                (hour, self.skip(end, &["hours", "hrs"]))
            }
            None => return None,
        };
        let end = self.zone(end);
        let value = match minute {
            Some(m) => format!("T{hour:02}:{m:02}"),
            None => format!("T{hour:02}:00"),
        };
        Some((value.into(), end))
    }

    /// Whether the words about figures such as "17:10" make them a time.
    fn tells_clock(&self, at: usize, end: usize) -> bool {
        let before = self.skip(at.saturating_sub(1), &["around", "about"]);
        let called = |word: &str| {
            matches!(
                word,
                "at" | "by"
                    | "around"
                    | "about"
                    | "until"
                    | "till"
                    | "from"
                    | "before"
                    | "after"
                    | "since"
            )
        };
        let named = ZONES.contains(&self.low(end))
            || matches!(self.low(end), "hours" | "hrs" | "local" | "(");
        called(self.before(at))
            || called(self.before(before))
            || named
            || self.weekday_date(end).is_some()
    }

    fn zone(&self, end: usize) -> usize {
        let end = self.skip(end, &["local"]);
        let end = if self.before(end) == "local" {
            self.skip(end, &["time"])
        } else {
            end
        };
        let open = usize::from(self.low(end) == "(");
        if ZONES.contains(&self.low(end + open)) {
            return end + open + 1 + usize::from(open == 1 && self.low(end + 2) == ")");
        }
        end
    }

    /// "a.m." or "p.m.": whether it is the latter, and the word after it.
    fn half_day(&self, at: usize) -> Option<(bool, usize)> {
        let end = match (self.low(at), self.low(at + 1)) {
            ("am" | "pm", _) => at + 1,
            ("a" | "p", ".") if self.low(at + 2) == "m" => {
                at + 3 + usize::from(self.low(at + 3) == "." && self.joined(at + 3))
            }
            _ => return None,
        };
        Some((self.low(at).starts_with('p'), end))
    }
}
