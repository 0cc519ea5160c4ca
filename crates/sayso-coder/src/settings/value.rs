//! The date of an event as a day, a month or a year.

use crate::layers::TimeExpression;

/// The value of a date as `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; `None` when it is
/// not resolved, or longer than a year. An event that lasts is dated by its
/// beginning: of a range and of a weekend the first day counts. A week counts
/// as the month, a season or quarter as the year that holds it; the first and
/// last day stay with the expression.
pub(crate) fn iso_value(time: &TimeExpression) -> Option<String> {
    let value = time.value.as_deref()?;
    let first = value.split('/').next().unwrap_or(value);
    // An event has a day; the part of the day stays with the expression.
    let day = first.split('T').next().unwrap_or(first);
    if is_iso(day) {
        return Some(day.to_owned());
    }
    let (earliest, latest) = (time.earliest?.to_string(), time.latest?.to_string());
    if day.ends_with("-WE") {
        return Some(earliest);
    }
    // The shortest of month and year that holds both.
    [7, 4].into_iter().find_map(|length| {
        let unit = earliest.get(..length)?;
        (latest.get(..length) == Some(unit)).then(|| unit.to_owned())
    })
}

/// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
fn is_iso(value: &str) -> bool {
    let parts: Vec<&str> = value.split('-').collect();
    let digits = |part: &str, n: usize| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
    parts.len() <= 3
        && parts
            .iter()
            .enumerate()
            .all(|(i, part)| digits(part, if i == 0 { 4 } else { 2 }))
}

#[cfg(test)]
mod tests {
    use sayso_article::{Span, TokenId};

    use super::iso_value;
    use crate::layers::TimeExpression;

    fn value(value: &str, days: Option<(&str, &str)>) -> Option<String> {
        let day = |d: &str| d.parse().expect("a day");
        iso_value(&TimeExpression {
            span: Span::new("x", 0, 1).expect("a span"),
            kind: "DATE",
            value: Some(value.to_owned()),
            modifier: None,
            earliest: days.map(|d| day(d.0)),
            latest: days.map(|d| day(d.1)),
            anchor: TokenId::new(0),
            reason: String::new(),
        })
    }

    #[test]
    fn a_day_a_month_or_a_year() {
        assert_eq!(value("2022-07-20TEV", None).as_deref(), Some("2022-07-20"));
        assert_eq!(value("2022-07", None).as_deref(), Some("2022-07"));
        assert_eq!(value("2013/2019", None).as_deref(), Some("2013"));
        let within = |v, a, b| value(v, Some((a, b)));
        let week = within("2022-W28", "2022-07-11", "2022-07-17");
        assert_eq!(week.as_deref(), Some("2022-07"));
        let weekend = within("2022-W28-WE", "2022-07-16", "2022-07-17");
        assert_eq!(weekend.as_deref(), Some("2022-07-16"));
        let two_months = within("2022-W31", "2022-07-31", "2022-08-06");
        assert_eq!(two_months.as_deref(), Some("2022"));
        assert_eq!(within("199", "1990-01-01", "1999-12-31"), None);
        assert_eq!(value("PAST_REF", None), None);
    }
}
