//! Holidays, and the months of the Hijri and the Persian calendar.

use sayso_lexicon::HolidayRule;

use super::dates::Read;
use super::meaning::{Meaning, Recurring, Which};
use super::words::Words;

/// Written forms of the Hijri months, in pieces as words are cut, by number.
const HIJRI: [(&[&str], u8); 30] = [
    (&["muharram"], 1),
    (&["moharram"], 1),
    (&["safar"], 2),
    (&["rabi", "al", "-", "awwal"], 3),
    (&["rabi", "ul", "-", "awwal"], 3),
    (&["rabi", "al", "-", "thani"], 4),
    (&["rabi", "us", "-", "sani"], 4),
    (&["jumada", "al", "-", "awwal"], 5),
    (&["jumada", "al", "-", "ula"], 5),
    (&["jumada", "al", "-", "thani"], 6),
    (&["jumada", "al", "-", "akhirah"], 6),
    (&["rajab"], 7),
    (&["shaaban"], 8),
    (&["sha", "'", "ban"], 8),
    (&["sha", "’", "ban"], 8),
    (&["shaban"], 8),
    (&["ramadan"], 9),
    (&["ramadhan"], 9),
    (&["ramazan"], 9),
    (&["shawwal"], 10),
    (&["dhu", "al", "-", "qadah"], 11),
    (&["dhul", "-", "qadah"], 11),
    (&["dhul", "qadah"], 11),
    (&["zulqada"], 11),
    (&["dhu", "al", "-", "hijjah"], 12),
    (&["dhul", "-", "hijjah"], 12),
    (&["dhul", "hijjah"], 12),
    (&["dhul", "-", "hijja"], 12),
    (&["zilhajj"], 12),
    (&["zulhijjah"], 12),
];

/// Written forms of the Persian months, which Afghanistan has otherwise.
const PERSIAN: [(&str, u8); 17] = [
    ("farvardin", 1),
    ("ordibehesht", 2),
    ("khordad", 3),
    ("tir", 4),
    ("mordad", 5),
    ("shahrivar", 6),
    ("mehr", 7),
    ("aban", 8),
    ("azar", 9),
    ("dey", 10),
    ("bahman", 11),
    ("esfand", 12),
    ("hamal", 1),
    ("sawr", 2),
    ("jawza", 3),
    ("mizan", 7),
    ("aqrab", 8),
];

impl Words<'_> {
    /// A holiday by its name.
    pub fn holiday(&self, at: usize) -> Option<Read> {
        let same = |have: &str, want: &str| have == want || want == "'" && have == "’";
        let (words, index) = self
            .holidays
            .beginning(self.low(at))
            .iter()
            .find(|(words, _)| {
                words
                    .iter()
                    .enumerate()
                    .all(|(i, w)| same(self.low(at + i), w))
            })?;
        let end = at + words.len();
        // "Christmas Island", "the Good Friday Agreement": the name of something else.
        let name_goes_on = self.capital(end)
            && self.letters(end)
            && !matches!(
                self.low(end),
                "day" | "eve" | "sunday" | "monday" | "morning" | "night"
            )
            && super::calendar::month(self.low(end), true).is_none()
            || self.low(end) == "-" && self.joined(end);
        // "on election day" of whatever country is no name.
        let varies = self
            .holidays
            .all()
            .get(*index)
            .is_some_and(|h| h.rule == HolidayRule::Varies);
        let common = varies && !self.capital(at)
            || words.len() == 1
                && !self.capital(at)
                && matches!(
                    words[0].as_str(),
                    "lent" | "tet" | "epiphany" | "easter" | "yalda"
                );
        if name_goes_on && self.before(end) != "easter" || common {
            return None;
        }
        let end = end
            + usize::from(
                matches!(self.low(end), "day" | "sunday" | "monday") && self.capital(end),
            );
        Some((
            Meaning::Recurring(Recurring::Holiday(*index), Which::Nearest),
            end,
        ))
    }

    /// "15 Khordad", "Ramadan 1445", "1 Muharram 1446 AH", "the year 1402".
    pub fn foreign(&self, at: usize) -> Option<Read> {
        let (day, next) = match self.day(at) {
            Some((day, end)) => (Some(u8::try_from(day).ok()?), self.skip(end, &["of"])),
            None => (None, at),
        };
        let (hijri, month, end) = self.foreign_month(next)?;
        // "Ramadan 10", "Bahman 22"
        let (day, end) = match day {
            None if self.capital(next) => match self.day(end).filter(|(_, e)| !self.joined(*e)) {
                Some((day, end)) => (Some(u8::try_from(day).ok()?), end),
                None => (None, end),
            },
            _ => (day, end),
        };
        let year_at = self.skip(end, &[",", "of"]);
        let year = self.small(year_at, 4..=4).filter(|y| {
            if hijri {
                (1300..=1500).contains(y)
            } else {
                (1290..=1450).contains(y)
            }
        });
        if let Some(year) = year {
            let end = self.skip(year_at + 1, &["ah", "ap"]);
            let year = i32::try_from(year).ok()?;
            return Some((Meaning::Foreign(hijri, year, Some((month, day))), end));
        }
        // Without a day or year the names are those of people as well.
        day?;
        let part = if hijri {
            Recurring::Hijri(month, day)
        } else {
            Recurring::Persian(month, day)
        };
        Some((Meaning::Recurring(part, Which::Nearest), end))
    }

    /// "the Iranian year 1402", "1445 AH".
    pub fn foreign_year(&self, at: usize) -> Option<Read> {
        if let Some(year) = self.small(at, 4..=4) {
            let hijri = match self.low(at + 1) {
                "ah" => true,
                "sh" | "ap" => false,
                _ => return None,
            };
            let named = self
                .list
                .get(at + 1)
                .is_some_and(|w| w.text.len() == 2 && w.text != w.lower);
            let year = i32::try_from(year).ok()?;
            return named.then_some((Meaning::Foreign(hijri, year, None), at + 2));
        }
        let hijri = match self.low(at) {
            "islamic" | "hijri" | "muslim" => true,
            "iranian" | "persian" | "afghan" | "solar" => false,
            _ => return None,
        };
        let next = self.skip(
            self.skip(at + 1, &["solar", "hijri"]),
            &["hijri", "calendar"],
        );
        let next = self.skip(next, &["calendar"]);
        let year = self
            .small(next + 1, 4..=4)
            .filter(|y| (1200..=1500).contains(y))?;
        let hijri = hijri && self.low(at + 1) != "solar";
        (self.low(next) == "year").then(|| {
            Some((
                Meaning::Foreign(hijri, i32::try_from(year).ok()?, None),
                next + 2,
            ))
        })?
    }

    fn foreign_month(&self, at: usize) -> Option<(bool, u8, usize)> {
        if !self.capital(at) {
            return None;
        }
        let word = self.low(at);
        if let Some(&(_, month)) = PERSIAN.iter().find(|(w, _)| *w == word) {
            return Some((false, month, at + 1));
        }
        let (words, month) = HIJRI
            .iter()
            .filter(|(words, _)| words[0] == word)
            .find(|(words, _)| self.are(at, words))?;
        Some((true, *month, at + words.len()))
    }
}
