//! Values of tables: one kind a column, unknown is null.

use std::borrow::Cow;
use std::fmt;

use jiff::civil::Date;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Int,
    /// A number.
    Float,
    /// `true` or `false`.
    Bool,
    /// A day of the calendar.
    Day,
}

impl Kind {
    /// Its name in the codebook.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Int => "integer",
            Kind::Float => "number",
            Kind::Bool => "true or false",
            Kind::Day => "day",
        }
    }
}

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Unknown, or not applicable.
    Null,
    /// Text.
    Text(Cow<'a, str>),
    /// A whole number.
    Int(i64),
    /// A number.
    Float(f64),
    /// `true` or `false`.
    Bool(bool),
    /// A day.
    Day(Date),
}

impl<'a> Cell<'a> {
    pub(crate) fn text(text: &'a str) -> Cell<'a> {
        Cell::Text(Cow::Borrowed(text))
    }

    pub(crate) fn owned(text: String) -> Cell<'a> {
        Cell::Text(Cow::Owned(text))
    }

    /// Text, null when there is none.
    pub(crate) fn known(text: Option<&'a str>) -> Cell<'a> {
        text.map_or(Cell::Null, Cell::text)
    }

    /// Values in one cell; null when none of them says anything.
    pub(crate) fn list<'b>(values: impl Iterator<Item = Option<&'b str>>) -> Cell<'a> {
        let values: Vec<&str> = values.map(Option::unwrap_or_default).collect();
        if values.iter().all(|v| v.is_empty()) {
            Cell::Null
        } else {
            Cell::owned(values.join("; "))
        }
    }

    pub(crate) fn count(count: usize) -> Cell<'a> {
        i64::try_from(count).map_or(Cell::Null, Cell::Int)
    }

    pub(crate) fn number(number: Option<f64>) -> Cell<'a> {
        number
            .filter(|n| n.is_finite())
            .map_or(Cell::Null, Cell::Float)
    }

    /// An ISO day, null when the text is none.
    pub(crate) fn day(text: Option<&str>) -> Cell<'a> {
        text.and_then(|t| t.parse().ok())
            .map_or(Cell::Null, Cell::Day)
    }

    /// The kind of a value that is known.
    pub fn kind(&self) -> Option<Kind> {
        match self {
            Cell::Null => None,
            Cell::Text(_) => Some(Kind::Text),
            Cell::Int(_) => Some(Kind::Int),
            Cell::Float(_) => Some(Kind::Float),
            Cell::Bool(_) => Some(Kind::Bool),
            Cell::Day(_) => Some(Kind::Day),
        }
    }
}

impl fmt::Display for Cell<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cell::Null => Ok(()),
            Cell::Text(text) => f.write_str(text),
            Cell::Int(n) => n.fmt(f),
            Cell::Float(n) => n.fmt(f),
            Cell::Bool(b) => b.fmt(f),
            Cell::Day(day) => day.fmt(f),
        }
    }
}

/// The shortest decimal that a single-precision number prints as: 0.93, not
/// 0.9300000071525574.
pub(crate) fn decimal(number: f32) -> f64 {
    number.to_string().parse().unwrap_or(f64::from(number))
}
