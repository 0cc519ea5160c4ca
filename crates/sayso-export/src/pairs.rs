//! Event files of one line a pair of parties, without a header, with who says so
//! in notes beside them: what the shapes of GDELT and Phoenix have in common.

use std::io::Write;

use sayso_record::{ArticleRecord, EventRecord};

use crate::dyads::{Dyad, dyads};
use crate::tsv::{self, Notes};
use crate::{ExportError, Item, Selection, Tally};

/// Writes one line a pair of parties.
pub(crate) struct Pairs<'a, W> {
    out: W,
    selection: Selection,
    notes: Notes<'a>,
    begun: bool,
    pub tally: Tally,
}

impl<'a, W: Write> Pairs<'a, W> {
    /// Onto `out`, with who says so in `notes`.
    pub fn new(out: W, selection: Selection, notes: Notes<'a>) -> Pairs<'a, W> {
        Pairs {
            out,
            selection,
            notes,
            begun: false,
            tally: Tally::default(),
        }
    }

    fn begin(&mut self) -> Result<(), ExportError> {
        if !self.begun {
            self.notes.begin()?;
            self.begun = true;
        }
        Ok(())
    }

    /// Writes the events of an article; `row` gives the cells of a line, whose
    /// id comes first.
    pub fn article(
        &mut self,
        item: &Item<'_>,
        row: impl Fn(&str, &ArticleRecord, &EventRecord, Dyad<'_>) -> Vec<String>,
    ) -> Result<(), ExportError> {
        self.begin()?;
        self.tally.articles += 1;
        for event in &item.record.events {
            if !self.selection.takes(event, &mut self.tally) {
                continue;
            }
            let pairs = dyads(event);
            if pairs.is_empty() {
                self.tally.leave_out("no party named");
            }
            for dyad in pairs {
                self.tally.written += 1;
                let id = self.tally.written.to_string();
                let mut cells = row(&id, item.record, event, dyad);
                self.notes.note(&mut cells, &id, item.record, event)?;
                tsv::cells(&mut self.out, &cells)?;
            }
        }
        Ok(())
    }

    pub fn finish(&mut self) -> Result<(), ExportError> {
        self.begin()?;
        self.notes.finish()?;
        Ok(self.out.flush()?)
    }
}
