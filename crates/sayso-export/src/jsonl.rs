//! JSON lines: the records as `sayso code` writes them.

use std::io::Write;

use crate::{ExportError, Exporter, Item, Tally};

/// Writes one record a line.
pub struct Jsonl<W> {
    out: W,
    tally: Tally,
}

impl<W: Write> Jsonl<W> {
    /// Onto `out`.
    pub fn new(out: W) -> Jsonl<W> {
        Jsonl {
            out,
            tally: Tally::default(),
        }
    }
}

impl<W: Write> Exporter for Jsonl<W> {
    fn article(&mut self, item: &Item<'_>) -> Result<(), ExportError> {
        serde_json::to_writer(&mut self.out, item.record).map_err(std::io::Error::from)?;
        self.out.write_all(b"\n")?;
        self.tally.articles += 1;
        self.tally.written += 1;
        Ok(())
    }

    fn finish(&mut self) -> Result<(), ExportError> {
        Ok(self.out.flush()?)
    }

    fn tally(&self) -> &Tally {
        &self.tally
    }
}
