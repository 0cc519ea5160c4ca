//! The forms in which records leave the program.

mod csv;
mod json;
mod report;

pub use report::{coloured, event_line, statement_line};

use std::io::{self, Write};

use sayso_record::ArticleRecord;

use crate::args::Format;

/// Writes one record after the other in one form.
pub trait Writer {
    /// Writes one article. `text` is its text where the form shows it (the
    /// report), and empty otherwise.
    ///
    /// # Errors
    /// When the output cannot be written.
    fn article(&mut self, record: &ArticleRecord, text: &str) -> io::Result<()>;

    /// Writes what closes the output, and flushes it.
    ///
    /// # Errors
    /// When the output cannot be written.
    fn finish(&mut self) -> io::Result<()>;
}

/// An error of writing CSV with the kind that its cause has: a closed pipe
/// stays one, which csv's own conversion hides.
pub fn of_csv(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// The writer of a form, onto `out`.
pub fn writer<'a>(form: Format, out: impl Write + 'a) -> Box<dyn Writer + 'a> {
    match form {
        Format::Report => Box::new(report::Report::new(out)),
        Format::Jsonl => Box::new(json::Lines::new(out)),
        Format::Json => Box::new(json::Array::new(out)),
        Format::Csv => Box::new(csv::Table::new(out)),
    }
}
