//! JSON: one object a line, or one array.

use std::io::{self, Write};

use sayso_record::ArticleRecord;

use super::Writer;

/// One object a line; each line is flushed, so that a reader sees it at once.
pub struct Lines<W> {
    out: W,
}

impl<W: Write> Lines<W> {
    pub fn new(out: W) -> Lines<W> {
        Lines { out }
    }
}

impl<W: Write> Writer for Lines<W> {
    fn article(&mut self, record: &ArticleRecord, _text: &str) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, record)?;
        self.out.write_all(b"\n")?;
        self.out.flush()
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// One array of all records.
pub struct Array<W> {
    out: W,
    begun: bool,
}

impl<W: Write> Array<W> {
    pub fn new(out: W) -> Array<W> {
        Array { out, begun: false }
    }
}

impl<W: Write> Writer for Array<W> {
    fn article(&mut self, record: &ArticleRecord, _text: &str) -> io::Result<()> {
        self.out
            .write_all(if self.begun { b",\n" } else { b"[\n" })?;
        self.begun = true;
        serde_json::to_writer_pretty(&mut self.out, record)?;
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out
            .write_all(if self.begun { b"\n]\n" } else { b"[]\n" })?;
        self.out.flush()
    }
}
