//! The days an event can have happened on, as exact as a form asks for.

use jiff::civil::Date;
use sayso_record::EventRecord;

/// First and last day that the event's date can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct When {
    pub first: Date,
    pub last: Date,
}

impl When {
    /// `None` when the record gives no date, or none that could be resolved to
    /// days. The day of publication is never taken instead.
    pub fn of(event: &EventRecord) -> Option<When> {
        let date = event.date.as_ref()?;
        let parse = |text: Option<&String>| text.and_then(|t| t.parse::<Date>().ok());
        let first = parse(date.earliest.as_ref());
        let last = parse(date.latest.as_ref());
        match (first, last) {
            (Some(first), Some(last)) if first <= last => Some(When { first, last }),
            (None, None) => {
                let day = parse(date.value.as_ref().filter(|v| v.len() == 10))?;
                Some(When {
                    first: day,
                    last: day,
                })
            }
            // "Since Monday": no day of its own.
            _ => None,
        }
    }

    /// The day, when it is one.
    pub fn day(self) -> Option<Date> {
        (self.first == self.last).then_some(self.first)
    }

    /// Year and month, when all its days are in one.
    pub fn month(self) -> Option<(i16, i8)> {
        let (a, b) = (self.first, self.last);
        (a.year() == b.year() && a.month() == b.month()).then_some((a.year(), a.month()))
    }

    /// The year, when all its days are in one.
    pub fn year(self) -> Option<i16> {
        (self.first.year() == self.last.year()).then_some(self.first.year())
    }

    /// Number of days it can mean.
    pub fn days(self) -> i64 {
        self.last.duration_since(self.first).as_hours() / 24 + 1
    }
}
