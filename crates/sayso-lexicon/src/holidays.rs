//! Days that news calls by name: `lexicons/times/holidays.tsv`.

use std::collections::BTreeMap;

use sayso_article::SmolStr;

use crate::{LexiconError, rows};

/// How the days of a holiday are found. Months and days count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HolidayRule {
    /// Month and day of the Gregorian calendar.
    Fixed(i8, i8),
    /// In this month, this weekday (Monday = 0) for the `n`th time (-1: the
    /// last), and so many days on.
    Nth(i8, i8, i8, i64),
    /// Days after the western Easter.
    Easter(i64),
    /// Days after the eastern Easter.
    Orthodox(i64),
    /// Month and day of the Hijri calendar; without a day, the whole month.
    Hijri(u8, Option<u8>),
    /// Month and day of the Persian calendar.
    Persian(u8, u8),
    /// Month and day of the Hebrew calendar, Nisan = 1; 12 is the last Adar.
    Hebrew(u8, u8),
    /// Month and day of the Chinese calendar, and so many days on.
    Chinese(u8, u8, i64),
    /// The evening before the first new moon of India on or after a Gregorian
    /// month and day, and so many days on.
    NewMoon(i8, i8, i64),
    /// Another day in every country.
    Varies,
}

/// One holiday.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// Its first name in the file.
    pub name: SmolStr,
    /// How its days are found.
    pub rule: HolidayRule,
    /// Days it lasts; 0 for a month.
    pub days: i64,
    /// Days by which countries and reckonings differ.
    pub differ: i64,
    /// TIMEX3 value of one occurrence, the example that is tested.
    pub example: SmolStr,
}

/// All holidays, by the first word of their names.
#[derive(Clone, Debug, Default)]
pub struct Holidays {
    list: Vec<Holiday>,
    by_word: BTreeMap<SmolStr, Vec<(Vec<SmolStr>, usize)>>,
}

impl Holidays {
    /// The file of the repository.
    ///
    /// # Errors
    /// All malformed lines.
    pub fn embedded() -> Result<Holidays, Vec<LexiconError>> {
        Holidays::read(&crate::embedded("times"))
    }

    /// Reads files given as (name, text).
    ///
    /// # Errors
    /// All malformed lines.
    pub fn read(files: &[(&str, &str)]) -> Result<Holidays, Vec<LexiconError>> {
        let mut out = Holidays::default();
        let cure = "columns are names, rule, days, differ, example; see the file's head";
        rows::each(files, cure, |line| out.line(line))?;
        for names in out.by_word.values_mut() {
            // The longest name that fits is meant.
            names.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        }
        Ok(out)
    }

    fn line(&mut self, line: &str) -> Result<(), String> {
        let columns: Vec<&str> = line.split('\t').collect();
        let [names, rule, days, differ, example] = columns.as_slice() else {
            return Err(format!("{} columns instead of 5", columns.len()));
        };
        let number = |text: &str| -> Result<i64, String> {
            text.parse()
                .map_err(|_| format!("`{text}` is not a number"))
        };
        let index = self.list.len();
        let mut first = None;
        for name in names.split(" | ") {
            let words = cut(name);
            let Some(head) = words.first().cloned() else {
                return Err("an empty name".to_owned());
            };
            first = first.or(Some(name));
            self.by_word.entry(head).or_default().push((words, index));
        }
        self.list.push(Holiday {
            name: SmolStr::new(first.unwrap_or_default()),
            rule: read_rule(rule).ok_or_else(|| format!("`{rule}` is not a rule"))?,
            days: number(days)?,
            differ: number(differ)?,
            example: SmolStr::new(*example),
        });
        Ok(())
    }

    /// The holidays, in the order of the file.
    pub fn all(&self) -> &[Holiday] {
        &self.list
    }

    /// Names that begin with a word in lower case, the longest first: their
    /// words, and the index of the holiday.
    pub fn beginning(&self, word: &str) -> &[(Vec<SmolStr>, usize)] {
        self.by_word.get(word).map_or(&[], Vec::as_slice)
    }
}

/// Runs of letters, runs of digits and single signs, in lower case.
fn cut(name: &str) -> Vec<SmolStr> {
    let mut out: Vec<String> = Vec::new();
    let mut open = false;
    for c in name.to_lowercase().chars() {
        let letter = c.is_alphanumeric();
        match out.last_mut().filter(|_| open && letter) {
            Some(word) => word.push(c),
            None if c.is_whitespace() => {}
            None => out.push(c.to_string()),
        }
        open = letter;
    }
    out.into_iter().map(SmolStr::new).collect()
}

fn read_rule(text: &str) -> Option<HolidayRule> {
    let mut words = text.split(' ');
    let kind = words.next()?;
    if kind == "varies" {
        return words.next().is_none().then_some(HolidayRule::Varies);
    }
    let first = words.next()?;
    let pair = first.split_once('-');
    let offset = |word: Option<&str>| word.map_or(Some(0), |w| w.parse::<i64>().ok());
    let (m, d) = (
        || pair.and_then(|(m, _)| m.parse::<u8>().ok()),
        || pair.and_then(|(_, d)| d.parse::<u8>().ok()),
    );
    let small = |n: u8| i8::try_from(n).ok();
    let rule = match kind {
        "fixed" => HolidayRule::Fixed(small(m()?)?, small(d()?)?),
        "nth" => {
            const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
            let day = words.next()?;
            let weekday = DAYS.iter().position(|w| *w == day)?;
            let n = words.next()?.parse().ok()?;
            HolidayRule::Nth(
                first.parse().ok()?,
                i8::try_from(weekday).ok()?,
                n,
                offset(words.next())?,
            )
        }
        "easter" => HolidayRule::Easter(first.parse().ok()?),
        "orthodox" => HolidayRule::Orthodox(first.parse().ok()?),
        "hijri" => match pair {
            Some(_) => HolidayRule::Hijri(m()?, Some(d()?)),
            None => HolidayRule::Hijri(first.parse().ok()?, None),
        },
        "persian" => HolidayRule::Persian(m()?, d()?),
        "hebrew" => HolidayRule::Hebrew(m()?, d()?),
        "chinese" => HolidayRule::Chinese(m()?, d()?, offset(words.next())?),
        "newmoon" => HolidayRule::NewMoon(small(m()?)?, small(d()?)?, offset(words.next())?),
        _ => return None,
    };
    words.next().is_none().then_some(rule)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_read_and_bad_lines_are_told() {
        let holidays = Holidays::embedded().expect("no errors");
        let found = holidays.beginning("eid");
        assert!(found.iter().any(|(words, _)| words.len() == 4));
        let bad = "names\nNo Day\tfixed 12\t1\t0\t2024-12-12\n";
        let errors = Holidays::read(&[("x.tsv", bad)]).expect_err("bad");
        assert_eq!((errors.len(), errors[0].line), (1, 2));
    }

    #[test]
    fn rules_are_read() {
        assert_eq!(
            read_rule("nth 11 mon 1 +1"),
            Some(HolidayRule::Nth(11, 0, 1, 1))
        );
        assert_eq!(read_rule("easter -2"), Some(HolidayRule::Easter(-2)));
        assert_eq!(read_rule("hijri 9"), Some(HolidayRule::Hijri(9, None)));
        assert_eq!(read_rule("fixed 1-1 more"), None);
    }
}
