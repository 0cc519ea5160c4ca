//! A table as CSV (RFC 4180): quoted where needed, line breaks kept inside
//! quotes, so that every text is exactly that of the article.

use std::io::Write;

use crate::table::Table;
use crate::{ExportError, Exporter, Item, Tally};

/// Writes one table as CSV, with a first line that names the columns.
pub struct CsvTable<W: Write> {
    out: csv::Writer<W>,
    table: Table,
    begun: bool,
    tally: Tally,
}

impl<W: Write> CsvTable<W> {
    /// Onto `out`.
    pub fn new(out: W, table: Table) -> CsvTable<W> {
        CsvTable {
            out: csv::Writer::from_writer(out),
            table,
            begun: false,
            tally: Tally::default(),
        }
    }

    fn header(&mut self) -> Result<(), ExportError> {
        if !self.begun {
            self.out
                .write_record(self.table.columns().iter().map(|c| c.name))?;
            self.begun = true;
        }
        Ok(())
    }
}

impl<W: Write> Exporter for CsvTable<W> {
    fn article(&mut self, item: &Item<'_>) -> Result<(), ExportError> {
        self.header()?;
        for row in self.table.rows(item.record) {
            self.out.write_record(row.iter().map(ToString::to_string))?;
            self.tally.written += 1;
        }
        self.tally.articles += 1;
        Ok(())
    }

    fn finish(&mut self) -> Result<(), ExportError> {
        self.header()?;
        Ok(self.out.flush()?)
    }

    fn tally(&self) -> &Tally {
        &self.tally
    }
}
