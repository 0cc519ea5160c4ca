//! Days as numbers.

use jiff::civil::{Date, date};

/// Days since 1 January 1970.
pub type Day = i32;

/// Reads `YYYY-MM-DD`, also at the head of a date with a time; `None` for
/// anything less exact.
#[must_use]
pub fn read(text: &str) -> Option<Day> {
    let day: Date = text.get(..10)?.parse().ok()?;
    let span = day.since(date(1970, 1, 1)).ok()?;
    Some(span.get_days())
}

/// Writes a day as `YYYY-MM-DD`.
#[must_use]
pub fn write(day: Day) -> String {
    let span = jiff::Span::new().try_days(day);
    span.and_then(|s| date(1970, 1, 1).checked_add(s))
        .map(|d| d.to_string())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_come_back() {
        for text in ["1970-01-01", "2020-02-29", "1944-06-06", "2031-12-31"] {
            assert_eq!(write(read(text).unwrap()), text);
        }
        assert_eq!(read("1970-01-02T08:00"), Some(1));
        assert_eq!(read("2020-02"), None);
        assert_eq!(read("im März 2020"), None);
    }
}
