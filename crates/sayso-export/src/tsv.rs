//! Tab-separated lines without quoting, and the notes that go beside the
//! shapes that have no column for who says so.

use std::io::{self, Write};

use sayso_record::{ArticleRecord, EventRecord};

use crate::say_so;

/// Writes one line; tabs and line breaks inside a cell become spaces, because
/// these forms know no quoting.
pub(crate) fn line(out: &mut dyn Write, cells: &[&str]) -> io::Result<()> {
    for (i, cell) in cells.iter().enumerate() {
        if i > 0 {
            out.write_all(b"\t")?;
        }
        if cell.contains(['\t', '\n', '\r']) {
            out.write_all(cell.replace(['\t', '\n', '\r'], " ").as_bytes())?;
        } else {
            out.write_all(cell.as_bytes())?;
        }
    }
    out.write_all(b"\n")
}

/// Where the notes of a form without a column for them go.
pub enum Notes<'a> {
    /// Nowhere.
    None,
    /// Into a further column at the end of each line.
    Column,
    /// Into a table of its own, keyed by the number of the row.
    Beside(Box<dyn Write + 'a>),
}

impl Notes<'_> {
    /// The first line of the table beside.
    pub(crate) fn begin(&mut self) -> io::Result<()> {
        match self {
            Notes::Beside(out) => line(
                out.as_mut(),
                &[
                    "row",
                    "article",
                    "path",
                    "event",
                    "status",
                    "said_by",
                    "reported_by",
                    "note",
                ],
            ),
            _ => Ok(()),
        }
    }

    /// Notes the row, or adds the note to `cells`.
    pub(crate) fn note(
        &mut self,
        cells: &mut Vec<String>,
        row: &str,
        record: &ArticleRecord,
        event: &EventRecord,
    ) -> io::Result<()> {
        match self {
            Notes::None => Ok(()),
            Notes::Column => {
                cells.push(say_so::note(record, event));
                Ok(())
            }
            Notes::Beside(out) => line(
                out.as_mut(),
                &[
                    row,
                    &record.article.id,
                    record.article.path.as_deref().unwrap_or_default(),
                    &event.id,
                    &event.status,
                    event.said_by.as_deref().unwrap_or_default(),
                    &say_so::reported_by(record, event),
                    &say_so::note(record, event),
                ],
            ),
        }
    }

    pub(crate) fn finish(&mut self) -> io::Result<()> {
        match self {
            Notes::Beside(out) => out.flush(),
            _ => Ok(()),
        }
    }
}

/// A line of cells that are owned.
pub(crate) fn cells(out: &mut dyn Write, cells: &[String]) -> io::Result<()> {
    line(out, &cells.iter().map(String::as_str).collect::<Vec<_>>())
}
