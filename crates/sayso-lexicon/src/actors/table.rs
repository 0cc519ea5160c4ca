//! Reading the tab-separated files: header, cells, places of errors.

use crate::LexiconError;

/// One line of a table, with what is needed to say where an error stands.
pub(crate) struct Row<'a> {
    file: &'a str,
    /// Line of the file, from 1.
    pub line: usize,
    columns: &'a [&'a str],
    cells: Vec<&'a str>,
}

impl<'a> Row<'a> {
    /// The cell under `column`; empty when the table has no such column.
    pub fn cell(&self, column: &str) -> &'a str {
        self.columns
            .iter()
            .position(|c| *c == column)
            .and_then(|i| self.cells.get(i).copied())
            .unwrap_or_default()
    }

    /// The values of a cell that holds several, ` | ` between them.
    pub fn values(&self, column: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        self.cell(column)
            .split(" | ")
            .map(str::trim)
            .filter(|v| !v.is_empty())
    }

    /// An error in the cell under `column`.
    pub fn error(&self, column: &str, what: impl Into<String>) -> LexiconError {
        let at = self.columns.iter().position(|c| *c == column).unwrap_or(0);
        let before = self.cells.iter().take(at);
        LexiconError {
            file: self.file.to_owned(),
            line: self.line,
            column: 1 + before.map(|c| c.chars().count() + 1).sum::<usize>(),
            what: what.into(),
            cure: String::new(),
        }
    }
}

/// Calls `take` for each line of `text` below the header, leaving out blank
/// lines and comments (`#`).
///
/// # Errors
/// When the header is not `columns`, a line has another number of cells or an
/// empty first one, or `take` reports an error.
pub(crate) fn read<'a>(
    file: &'a str,
    text: &'a str,
    columns: &'a [&'a str],
    mut take: impl FnMut(&Row<'a>) -> Result<(), LexiconError>,
) -> Result<(), LexiconError> {
    let mut header_seen = false;
    for (n, line) in text.lines().enumerate() {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        let row = Row {
            file,
            line: n + 1,
            columns,
            cells: line.split('\t').collect(),
        };
        if !header_seen {
            header_seen = true;
            if row.cells != columns {
                return Err(row
                    .error("", "the header names other columns")
                    .cure(format!("columns are: {}", columns.join(", "))));
            }
            continue;
        }
        if row.cells.len() != columns.len() {
            return Err(row
                .error(
                    "",
                    format!("{} cells, not {}", row.cells.len(), columns.len()),
                )
                .cure("separate the columns with one tab each"));
        }
        if row.cells[0].trim().is_empty() {
            return Err(row.error(columns[0], "the first cell is empty"));
        }
        take(&row)?;
    }
    Ok(())
}
