//! Values of expressions, against the day of publication and the tense.

use sayso_article::{Date, Syntax, TokenId, Upos};

use super::calendar::{Unit, days, monday, months, years};
use super::expressions::{Found, Meaning, Which, duration};
use crate::layers::TimeExpression;

/// Where the verb about an expression puts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
    /// No finite verb, or one that leaves it open.
    Open,
}

/// The tense of the nearest verb above a token. Headlines tell the past in the
/// present tense.
pub(super) fn tense(syntax: &Syntax, from: TokenId, headline: bool) -> Tense {
    let mut at = from;
    loop {
        let token = &syntax[at];
        let verbal = token.upos == Upos::Verb || syntax.child(at, &["cop", "aux"]).is_some();
        if verbal && at != from || token.head.is_none() {
            let found = verb_tense(syntax, at, headline);
            if found != Tense::Open || !is_infinitive(syntax, at) {
                return found;
            }
        }
        match token.head {
            Some(head) => at = head,
            None => return Tense::Open,
        }
    }
}

fn is_infinitive(syntax: &Syntax, verb: TokenId) -> bool {
    syntax
        .children_by(verb, &["mark"])
        .any(|m| syntax[m].lemma.eq_ignore_ascii_case("to"))
}

fn verb_tense(syntax: &Syntax, verb: TokenId, headline: bool) -> Tense {
    let token = &syntax[verb];
    let aux: Vec<_> = syntax
        .children_by(verb, &["aux", "cop"])
        .map(|a| &syntax[a])
        .collect();
    let perfect = aux.iter().any(|a| a.lemma.eq_ignore_ascii_case("have"));
    if aux.iter().any(|a| a.xpos == "MD") {
        // "may have met" is past.
        return if perfect { Tense::Past } else { Tense::Future };
    }
    if perfect || aux.iter().any(|a| a.xpos == "VBD") || token.xpos == "VBD" {
        // "was expected on Friday" may have been either.
        return Tense::Past;
    }
    if is_infinitive(syntax, verb) {
        return infinitive_tense(syntax, verb);
    }
    let present = |tag: &str| matches!(tag, "VBZ" | "VBP");
    if present(&token.xpos) || aux.iter().any(|a| present(&a.xpos)) {
        return if headline { Tense::Past } else { Tense::Future };
    }
    match token.xpos.as_str() {
        // "the men arrested on Friday"
        "VBN" => Tense::Past,
        _ => Tense::Open,
    }
}

/// "plans to meet", "is to meet", in headlines "to meet": the future; below a
/// past verb it stays open.
fn infinitive_tense(syntax: &Syntax, verb: TokenId) -> Tense {
    let mut at = syntax[verb].head;
    while let Some(above) = at {
        let past = syntax[above].xpos == "VBD"
            || syntax
                .children_by(above, &["aux", "cop"])
                .any(|a| syntax[a].xpos == "VBD" || syntax[a].lemma == "have");
        if past {
            return Tense::Open;
        }
        at = syntax[above].head;
    }
    Tense::Future
}

/// Value, first and last day.
type Value = (Option<String>, Option<Date>, Option<Date>);

const NO_DATE: &str = "no publication date";
const OPEN: &str = "the tense does not tell whether before or after publication";

/// Resolves one expression.
pub(super) fn resolve(found: &Found, published: Option<Date>, tense: Tense) -> TimeExpression {
    let (value, reason) = evaluate(&found.meaning, published, tense);
    let (mut value, earliest, latest) = value;
    let mut kind = match found.meaning {
        Meaning::Duration(..) => "DURATION",
        Meaning::Set(_) => "SET",
        Meaning::Units(Unit::Hour, _) => "TIME",
        _ => "DATE",
    };
    if let Some(part) = found.part {
        kind = "TIME";
        value = value.map(|v| v + part);
    }
    TimeExpression {
        span: found.span,
        kind,
        value,
        earliest,
        latest,
        reason,
    }
}

fn evaluate(meaning: &Meaning, published: Option<Date>, tense: Tense) -> (Value, String) {
    const NONE: Value = (None, None, None);
    let explicit = || "explicit".to_owned();
    let value = match meaning {
        Meaning::Date(d) => return (day(*d), explicit()),
        Meaning::MonthOf(y, m) => return (Date::new(*y, *m, 1).map_or(NONE, month_of), explicit()),
        Meaning::Year(y) => return (Date::new(*y, 1, 1).map_or(NONE, year_of), explicit()),
        Meaning::Decade(d) => return (decade_of(*d), explicit()),
        Meaning::Season(y, season) => {
            let (_, a, b) = Date::new(*y, 1, 1).map_or(NONE, year_of);
            let reason = "explicit; which months the season has depends on the hemisphere";
            return ((Some(format!("{y:04}-{season}")), a, b), reason.to_owned());
        }
        Meaning::Duration(n, unit) => {
            return (
                (Some(duration(*n, *unit)), None, None),
                "a length of time".to_owned(),
            );
        }
        Meaning::Set(value) => {
            return ((Some(value.clone()), None, None), "a repetition".to_owned());
        }
        Meaning::Anaphoric => {
            return (
                NONE,
                "counted from another time in the text, which is not resolved".to_owned(),
            );
        }
        Meaning::Impossible => return (NONE, "no such day in the calendar".to_owned()),
        relative => {
            let Some(published) = published else {
                return (NONE, NO_DATE.to_owned());
            };
            match against(relative, published, tense) {
                Ok(value) => value,
                Err((earliest, latest)) => return ((None, earliest, latest), OPEN.to_owned()),
            }
        }
    };
    let reason = if value.0.is_none() {
        "the words do not tell the day".to_owned()
    } else {
        let by = match (meaning, tense) {
            (
                Meaning::Weekday(_, Which::Nearest)
                | Meaning::Weekend(Which::Nearest)
                | Meaning::Month(_, Which::Nearest)
                | Meaning::MonthDay(_, _, Which::Nearest),
                tense,
            ) => match tense {
                Tense::Past => ", past tense",
                Tense::Future => ", future tense",
                Tense::Open => "",
            },
            _ => "",
        };
        format!("against the publication date{by}")
    };
    (value, reason)
}

/// The value of a relative meaning, or the days between which it lies when the
/// tense would have to decide and does not.
fn against(
    meaning: &Meaning,
    published: Date,
    tense: Tense,
) -> Result<Value, (Option<Date>, Option<Date>)> {
    const NONE: Value = (None, None, None);
    let or_none = |d: Option<Date>, f: fn(Date) -> Value| d.map_or(NONE, f);
    Ok(match *meaning {
        Meaning::Days(n) => or_none(days(published, n), day),
        Meaning::Overnight => {
            let from = match tense {
                Tense::Future => Some(published),
                _ => days(published, -1),
            };
            let to = from.and_then(|d| days(d, 1));
            (from.map(|d| format!("{d}TNI")), from, to)
        }
        Meaning::Units(unit, n) => match unit {
            Unit::Hour => (None, days(published, n.div_euclid(24)), Some(published)),
            Unit::Day => or_none(days(published, n), day),
            Unit::Week => or_none(
                days(published, n.saturating_mul(7)).and_then(monday),
                week_of,
            ),
            Unit::Month => or_none(months(published, n), month_of),
            Unit::Year => or_none(years(published, n), year_of),
            Unit::Decade => {
                years(published, n.saturating_mul(10)).map_or(NONE, |d| decade_of(d.year() / 10))
            }
            Unit::Century => NONE,
        },
        Meaning::Weekday(weekday, which) => {
            let ahead =
                i64::from(weekday - published.weekday().to_monday_zero_offset()).rem_euclid(7);
            let before = days(published, if ahead == 0 { 0 } else { ahead - 7 });
            let after = days(published, ahead);
            let chosen = match (which, tense) {
                (Which::Last, _) => days(published, if ahead == 0 { -7 } else { ahead - 7 }),
                (Which::Next, _) => days(published, if ahead == 0 { 7 } else { ahead }),
                (_, Tense::Past) => before,
                (_, Tense::Future) => after,
                _ if ahead == 0 => after,
                _ => return Err((before, after)),
            };
            or_none(chosen, day)
        }
        Meaning::Weekend(which) => {
            let Some(monday) = monday(published) else {
                return Ok(NONE);
            };
            let begun = i64::from(published.weekday().to_monday_zero_offset()) >= 5;
            let saturday = |weeks: i64| days(monday, 5 + 7 * weeks);
            let chosen = match (which, tense) {
                (Which::Last, _) => saturday(-1),
                (Which::Next, _) => saturday(i64::from(begun)),
                (_, Tense::Past) => saturday(if begun { 0 } else { -1 }),
                (_, Tense::Future) => saturday(0),
                _ => return Err((saturday(-1), saturday(0))),
            };
            or_none(chosen, |d| {
                let week = d.iso_week_date();
                let value = format!("{:04}-W{:02}-WE", week.year(), week.week());
                (Some(value), Some(d), days(d, 1))
            })
        }
        Meaning::Month(month, which) => {
            let of = |year: i16| Date::new(year, month, 1).ok();
            let (y, m) = (published.year(), published.month());
            let before = of(if month <= m { y } else { y - 1 });
            let after = of(if month >= m { y } else { y + 1 });
            let chosen = match (which, tense) {
                (Which::Last, _) => of(if month < m { y } else { y - 1 }),
                (Which::Next, _) => of(if month > m { y } else { y + 1 }),
                (_, Tense::Past) => before,
                (_, Tense::Future) => after,
                _ if month == m => before,
                _ => return Err((before, after.map(|d| d.last_of_month()))),
            };
            or_none(chosen, month_of)
        }
        Meaning::MonthDay(month, number, which) => {
            let y = published.year();
            // 29 February: the nearest years that have it are four, or eight, away.
            let find = |years: &mut dyn Iterator<Item = i16>, fits: &dyn Fn(Date) -> bool| {
                years
                    .filter_map(|y| Date::new(y, month, number).ok())
                    .find(|&d| fits(d))
            };
            let before = find(&mut (y - 8..=y).rev(), &|d| d <= published);
            let after = find(&mut (y..=y + 8), &|d| d >= published);
            let chosen = match (which, tense) {
                (Which::Last, _) | (_, Tense::Past) => before,
                (Which::Next, _) | (_, Tense::Future) => after,
                _ if before == after => before,
                _ => return Err((before, after)),
            };
            or_none(chosen, day)
        }
        _ => NONE,
    })
}

fn day(d: Date) -> Value {
    (Some(d.to_string()), Some(d), Some(d))
}

/// From the Monday of the week.
fn week_of(monday: Date) -> Value {
    let week = monday.iso_week_date();
    let value = format!("{:04}-W{:02}", week.year(), week.week());
    (Some(value), Some(monday), days(monday, 6))
}

fn month_of(d: Date) -> Value {
    let value = format!("{:04}-{:02}", d.year(), d.month());
    (
        Some(value),
        Some(d.first_of_month()),
        Some(d.last_of_month()),
    )
}

fn year_of(d: Date) -> Value {
    let value = format!("{:04}", d.year());
    (Some(value), Some(d.first_of_year()), Some(d.last_of_year()))
}

fn decade_of(decade: i16) -> Value {
    let first = Date::new(decade * 10, 1, 1).ok();
    let last = Date::new(decade * 10 + 9, 12, 31).ok();
    (Some(format!("{decade:03}")), first, last)
}
