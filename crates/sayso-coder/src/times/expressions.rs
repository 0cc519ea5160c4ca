//! What in a sentence is a time expression, and what it means before it is
//! set against the day of publication.

use sayso_article::{Article, Date, Span};

use super::calendar::{Unit, day_part, month, number, unit, weekday};

/// Which of several like-named days, weeks or months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// Not said: the tense decides.
    Nearest,
    Last,
    Next,
}

/// What the words mean by themselves.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Meaning {
    Date(Date),
    /// Month and day without a year.
    MonthDay(i8, i8, Which),
    MonthOf(i16, i8),
    Month(i8, Which),
    Year(i16),
    /// The first three digits of the years.
    Decade(i16),
    /// Year and TIMEX3 season.
    Season(i16, &'static str),
    Weekday(i8, Which),
    Weekend(Which),
    /// Days after publication.
    Days(i64),
    /// The night before or after.
    Overnight,
    /// Weeks, months and so on after publication.
    Units(Unit, i64),
    /// `None`: several.
    Duration(Option<i64>, Unit),
    /// TIMEX3 value of a repetition.
    Set(String),
    /// Counted from another time of the text.
    Anaphoric,
    /// No day of the calendar ("31 April").
    Impossible,
}

/// An expression as found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// With the preposition "on" or "in".
    pub span: Span,
    /// Without it.
    pub core: Span,
    pub meaning: Meaning,
    /// TIMEX3 code of the part of the day.
    pub part: Option<&'static str>,
    /// Its words may as well belong to a name.
    pub named: bool,
    /// Four digits alone, which may as well count something.
    pub bare_year: bool,
    /// Right after "the".
    pub after_article: bool,
}

/// A run of letters, a run of digits, or one other character.
struct Word<'a> {
    text: &'a str,
    lower: String,
    start: usize,
    end: usize,
}

/// The words of one sentence.
pub(super) struct Words<'a> {
    article: &'a Article,
    list: Vec<Word<'a>>,
}

/// Cuts a sentence into words.
pub(super) fn words(article: &Article, sentence: Span) -> Words<'_> {
    let text = article.slice(sentence);
    let class = |c: char| match c {
        _ if c.is_alphabetic() => 0,
        _ if c.is_ascii_digit() => 1,
        _ => 2,
    };
    let mut list: Vec<Word> = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((from, c)) = chars.next() {
        if c.is_whitespace() {
            continue;
        }
        let mut to = from + c.len_utf8();
        while let Some(&(at, next)) = chars.peek() {
            if class(c) == 2 || class(next) != class(c) {
                break;
            }
            to = at + next.len_utf8();
            chars.next();
        }
        list.push(Word {
            text: &text[from..to],
            lower: text[from..to].to_lowercase(),
            start: sentence.start() + from,
            end: sentence.start() + to,
        });
    }
    Words { article, list }
}

/// What was read and the word after it.
type Read = (Meaning, usize);

impl Words<'_> {
    /// All expressions, in reading order, without overlap.
    pub fn expressions(&self) -> Vec<Found> {
        let mut out = Vec::new();
        let mut at = 0;
        while at < self.list.len() {
            match self.read(at) {
                Some((found, end)) => {
                    out.push(found);
                    at = end;
                }
                None => at += 1,
            }
        }
        out
    }

    fn low(&self, i: usize) -> &str {
        self.list.get(i).map_or("", |w| w.lower.as_str())
    }

    fn capital(&self, i: usize) -> bool {
        self.list
            .get(i)
            .is_some_and(|w| w.text.starts_with(char::is_uppercase))
    }

    /// Whether word `i` follows the one before it without a space.
    fn joined(&self, i: usize) -> bool {
        i > 0
            && match (self.list.get(i - 1), self.list.get(i)) {
                (Some(a), Some(b)) => a.end == b.start,
                _ => false,
            }
    }

    fn read(&self, at: usize) -> Option<(Found, usize)> {
        let relative = self.relative(at);
        let calendar = || self.iso(at).or_else(|| self.calendar(at));
        let (meaning, end, named) = match relative {
            Some((m, e)) => (m, e, false),
            None => {
                let (m, e) = calendar()?;
                let named = matches!(
                    m,
                    Meaning::Month(..) | Meaning::Weekday(..) | Meaning::Year(_) | Meaning::Set(_)
                );
                (m, e, named)
            }
        };
        let (part, end) = match day_part(self.low(end)) {
            Some(part) if has_parts(&meaning) => (Some(part), end + 1),
            _ if self.low(at) == "tonight" => (Some("TNI"), end),
            _ if self.low(at) == "this" || self.low(at) == "last" => {
                (day_part(self.low(end - 1)), end)
            }
            _ => (None, end),
        };
        let part = part.filter(|_| has_parts(&meaning));
        let core = self.span(at, end)?;
        let dated = !matches!(meaning, Meaning::Duration(..) | Meaning::Set(_));
        let from = match at.checked_sub(1) {
            Some(p) if dated && matches!(self.low(p), "on" | "in") => p,
            _ => at,
        };
        let bare_year = matches!(meaning, Meaning::Year(_)) && end == at + 1;
        let found = Found {
            span: self.span(from, end)?,
            core,
            meaning,
            part,
            named,
            bare_year,
            after_article: at > 0 && self.low(at - 1) == "the",
        };
        Some((found, end))
    }

    fn span(&self, from: usize, end: usize) -> Option<Span> {
        let (a, b) = (self.list.get(from)?, self.list.get(end.checked_sub(1)?)?);
        Span::new(&self.article.text, a.start, b.end).ok()
    }

    fn small(&self, i: usize, digits: std::ops::RangeInclusive<usize>) -> Option<i64> {
        let word = self.low(i);
        let number = word.bytes().all(|b| b.is_ascii_digit()) && digits.contains(&word.len());
        number.then(|| word.parse().ok()).flatten()
    }

    /// 2023-05-03
    fn iso(&self, at: usize) -> Option<Read> {
        let year = self.year(at)?;
        let dashes = self.low(at + 1) == "-" && self.low(at + 3) == "-";
        if !dashes || !(1..=4).all(|i| self.joined(at + i)) {
            return None;
        }
        let (m, d) = (self.small(at + 2, 2..=2)?, self.small(at + 4, 2..=2)?);
        Some((
            date(year, i8::try_from(m).ok()?, i8::try_from(d).ok()?),
            at + 5,
        ))
    }

    /// Four digits that can name a year.
    fn year(&self, at: usize) -> Option<i16> {
        let year = i16::try_from(self.small(at, 4..=4)?).ok()?;
        let glued = self.joined(at)
            && !matches!(
                self.low(at - 1),
                "-" | "–" | "—" | "(" | "/" | "\"" | "“" | "‘"
            );
        let measured = at > 0 && matches!(self.low(at - 1), "$" | "€" | "£");
        let decimal = matches!(self.low(at + 1), "." | "," | ":")
            && self.joined(at + 2)
            && self.small(at + 2, 1..=9).is_some();
        let lettered = self.joined(at + 1)
            && self.list[at + 1].text.starts_with(char::is_alphabetic)
            && self.low(at + 1) != "s";
        let percent = matches!(self.low(at + 1), "%" | "percent" | "km" | "people");
        ((1500..=2100).contains(&year) && !glued && !measured && !decimal && !lettered && !percent)
            .then_some(year)
    }

    /// A bare year needs words about it that call for one.
    fn bare_year(&self, at: usize) -> Option<i16> {
        let year = self.year(at).filter(|y| (1800..=2100).contains(y))?;
        let before = at.checked_sub(1).map_or("", |p| self.low(p));
        let called = matches!(
            before,
            "in" | "since"
                | "by"
                | "until"
                | "till"
                | "from"
                | "during"
                | "of"
                | "before"
                | "after"
                | "early"
                | "late"
                | "mid"
                | "the"
                | "and"
                | "or"
                | "to"
                | "between"
                | "-"
                | "–"
                | "("
                | "its"
                | "their"
                | "his"
                | "her"
                | "a"
                | "through"
                | "around"
        );
        (called || self.low(at + 1) == "'" || self.low(at + 1) == "’").then_some(year)
    }

    /// A day of the month, with or without its ending, and the word after it.
    fn day(&self, at: usize) -> Option<(i8, usize)> {
        let day = i8::try_from(self.small(at, 1..=2)?).ok()?;
        if !(1..=31).contains(&day) || (self.joined(at) && self.low(at - 1) != "-") {
            return None;
        }
        let ordinal = self.joined(at + 1) && matches!(self.low(at + 1), "st" | "nd" | "rd" | "th");
        let end = at + 1 + usize::from(ordinal);
        let lettered = self.joined(end)
            && !matches!(
                self.low(end),
                "," | "." | "'" | "’" | "-" | "–" | ")" | ";" | ":"
            );
        (!lettered).then_some((day, end))
    }

    /// A month's name and the word after it (and after an abbreviation's point).
    fn month_name(&self, at: usize, short: bool) -> Option<(i8, usize)> {
        let month = month(self.low(at), short).filter(|_| self.capital(at))?;
        let point = short && self.low(at + 1) == "." && self.low(at).len() < 5;
        Some((month, at + 1 + usize::from(point)))
    }

    /// The year that completes a date, and the word after it.
    fn closing_year(&self, at: usize) -> Option<(i16, usize)> {
        let at = at + usize::from(matches!(self.low(at), "," | "of"));
        Some((self.year(at)?, at + 1))
    }

    fn month_day(&self, at: usize) -> Option<Read> {
        let (month, day, end) = if let Some((day, end)) = self.day(at) {
            let end = end + usize::from(self.low(end) == "of");
            let (month, end) = self.month_name(end, true)?;
            (month, day, end)
        } else {
            let (month, end) = self.month_name(at, true)?;
            let (day, end) = self.day(end)?;
            (month, day, end)
        };
        Some(match self.closing_year(end) {
            Some((year, end)) => (date(year, month, day), end),
            None => (Meaning::MonthDay(month, day, Which::Nearest), end),
        })
    }

    fn calendar(&self, at: usize) -> Option<Read> {
        if let Some(read) = self.month_day(at) {
            return Some(read);
        }
        if let Some(day) = weekday(self.low(at)).filter(|_| self.capital(at)) {
            // "Wednesday, 3 May" is one expression.
            let next = at + 1 + usize::from(self.low(at + 1) == ",");
            return Some(
                self.month_day(next)
                    .unwrap_or((Meaning::Weekday(day, Which::Nearest), at + 1)),
            );
        }
        if let Some(day) = self.low(at).strip_suffix('s').and_then(weekday)
            && self.capital(at)
        {
            return Some((Meaning::Set(format!("XXXX-WXX-{}", day + 1)), at + 1));
        }
        if let Some((month, end)) = self.month_name(at, true)
            && let Some((year, end)) = self.closing_year(end)
        {
            return Some((Meaning::MonthOf(year, month), end));
        }
        if let Some((month, end)) = self.month_name(at, false) {
            return Some((Meaning::Month(month, Which::Nearest), end));
        }
        let season = match self.low(at) {
            "spring" => Some("SP"),
            "summer" => Some("SU"),
            "autumn" | "fall" => Some("FA"),
            "winter" => Some("WI"),
            _ => None,
        };
        if let Some(season) = season {
            let (year, end) = self.closing_year(at + 1)?;
            return Some((Meaning::Season(year, season), end));
        }
        if let Some(year) = self.year(at)
            && year % 10 == 0
            && self.low(at + 1) == "s"
            && self.joined(at + 1)
        {
            return Some((Meaning::Decade(year / 10), at + 2));
        }
        Some((Meaning::Year(self.bare_year(at)?), at + 1))
    }

    fn relative(&self, at: usize) -> Option<Read> {
        let (word, next) = (self.low(at), self.low(at + 1));
        match word {
            "today" | "tonight" => return Some((Meaning::Days(0), at + 1)),
            "yesterday" => return Some((Meaning::Days(-1), at + 1)),
            "tomorrow" => return Some((Meaning::Days(1), at + 1)),
            "overnight" => return Some((Meaning::Overnight, at + 1)),
            "weekend" => return Some((Meaning::Weekend(Which::Nearest), at + 1)),
            "daily" => return Some((Meaning::Set("P1D".into()), at + 1)),
            "weekly" => return Some((Meaning::Set("P1W".into()), at + 1)),
            "monthly" => return Some((Meaning::Set("P1M".into()), at + 1)),
            "annually" | "yearly" => return Some((Meaning::Set("P1Y".into()), at + 1)),
            "every" | "each" => return self.repeated(at),
            "last" | "past" | "next" | "this" | "coming" | "previous" | "following" | "same"
            | "that" => {
                return self.pointed(at);
            }
            _ => {}
        }
        let several = matches!(word, "several" | "few" | "many");
        let count = number(word).filter(|_| !self.joined(at));
        let single = matches!(word, "a" | "an");
        if count.is_none() && !several && !single {
            return None;
        }
        let hyphen = next == "-" && self.joined(at + 1) && self.joined(at + 2);
        let u = at + 1 + usize::from(hyphen);
        let unit = unit(self.low(u))?;
        let after = self.low(u + 1);
        let count = if single { Some(1) } else { count };
        if after == "ago" {
            let meaning = match count {
                Some(n) => Meaning::Units(unit, -n),
                None => Meaning::Duration(None, unit),
            };
            return Some((meaning, u + 2));
        }
        if matches!(after, "earlier" | "later" | "before" | "after") && !hyphen {
            return matches!(after, "earlier" | "later").then_some((Meaning::Anaphoric, u + 2));
        }
        // "34 years old", "34-year-old": an age.
        if after == "old" || self.low(u + 2) == "old" {
            return None;
        }
        let before = at.checked_sub(1).map_or("", |p| self.low(p));
        let measured = matches!(
            before,
            "for" | "within" | "than" | "about" | "nearly" | "almost" | "least"
        );
        (!single || measured || hyphen).then_some((Meaning::Duration(count, unit), u + 1))
    }

    /// every Friday, every three days, each week
    fn repeated(&self, at: usize) -> Option<Read> {
        let next = self.low(at + 1);
        if let Some(day) = weekday(next) {
            return Some((Meaning::Set(format!("XXXX-WXX-{}", day + 1)), at + 2));
        }
        let (count, u) = match number(next) {
            Some(n) => (n, at + 2),
            None => (1, at + 1),
        };
        let value = duration(Some(count), unit(self.low(u))?);
        Some((Meaning::Set(value), u + 1))
    }

    /// last week, next Friday, this year, the same day, the past three days
    fn pointed(&self, at: usize) -> Option<Read> {
        let (word, next) = (self.low(at), self.low(at + 1));
        let anaphoric = matches!(word, "previous" | "following" | "same" | "that");
        let article = at > 0 && self.low(at - 1) == "the";
        let which = match word {
            "last" | "past" => Which::Last,
            "next" | "coming" => Which::Next,
            _ => Which::Nearest,
        };
        let n = match which {
            Which::Last => -1,
            Which::Next => 1,
            Which::Nearest => 0,
        };
        if anaphoric {
            let time = unit(next).is_some_and(|u| u != Unit::Hour && u != Unit::Century);
            return (time && !next.ends_with('s')).then_some((Meaning::Anaphoric, at + 2));
        }
        if let Some(day) = weekday(next) {
            return Some((Meaning::Weekday(day, which), at + 2));
        }
        if let Some((month, end)) = self.month_name(at + 1, false) {
            return Some(match self.day(end) {
                Some((day, end)) => (Meaning::MonthDay(month, day, which), end),
                None => (Meaning::Month(month, which), end),
            });
        }
        if next == "weekend" {
            return Some((Meaning::Weekend(which), at + 2));
        }
        if word == "this" && day_part(next).is_some() {
            return Some((Meaning::Days(0), at + 2));
        }
        if word == "last" && next == "night" {
            return Some((Meaning::Days(-1), at + 2));
        }
        // "the past three days", "the last few weeks"
        let several = matches!(next, "several" | "few" | "couple");
        if let Some(n) = number(next).map(Some).or(several.then_some(None)) {
            let of = usize::from(self.low(at + 2) == "of");
            let unit = unit(self.low(at + 2 + of))?;
            return (word != "this").then_some((Meaning::Duration(n, unit), at + 3 + of));
        }
        let unit = unit(next).filter(|_| !next.ends_with('s'))?;
        match (word, unit) {
            (_, Unit::Hour) => None,
            ("past" | "coming", _) => Some((Meaning::Duration(Some(1), unit), at + 2)),
            // "the next day" goes on from what was told, "the last day" ends it.
            ("next", Unit::Day) => Some((Meaning::Anaphoric, at + 2)),
            (_, Unit::Day) => None,
            ("next", _) if article => Some((Meaning::Anaphoric, at + 2)),
            _ => Some((Meaning::Units(unit, n), at + 2)),
        }
    }
}

/// Whether "morning" and the like may follow.
fn has_parts(meaning: &Meaning) -> bool {
    matches!(
        meaning,
        Meaning::Date(_) | Meaning::MonthDay(..) | Meaning::Weekday(..) | Meaning::Days(_)
    )
}

fn date(year: i16, month: i8, day: i8) -> Meaning {
    Date::new(year, month, day).map_or(Meaning::Impossible, Meaning::Date)
}

/// TIMEX3 value of a length of time; `X` stands for an unsaid number.
pub(super) fn duration(count: Option<i64>, unit: Unit) -> String {
    let (prefix, letter) = match unit {
        Unit::Hour => ("PT", "H"),
        Unit::Day => ("P", "D"),
        Unit::Week => ("P", "W"),
        Unit::Month => ("P", "M"),
        Unit::Year => ("P", "Y"),
        Unit::Decade => ("P", "DE"),
        Unit::Century => ("P", "CE"),
    };
    match count {
        Some(n) => format!("{prefix}{n}{letter}"),
        None => format!("{prefix}X{letter}"),
    }
}
