//! Bytes become code points here, and only here.

use sayso_article::Span;
use sayso_record::SpanRecord;

/// Translates byte spans of one text into code points.
pub struct CodePoints<'a> {
    text: &'a str,
    /// Code points before each 64th byte, so that a look-up counts at most 64 bytes.
    before: Vec<u32>,
}

const STEP: usize = 64;

impl<'a> CodePoints<'a> {
    /// Indexes `text`.
    pub fn new(text: &'a str) -> CodePoints<'a> {
        let mut before = Vec::with_capacity(text.len() / STEP + 1);
        let mut count = 0;
        for (i, byte) in text.bytes().enumerate() {
            if i % STEP == 0 {
                before.push(count);
            }
            count += u32::from(is_first(byte));
        }
        before.push(count);
        CodePoints { text, before }
    }

    /// Code points before the byte `at`, a character boundary.
    fn at(&self, at: usize) -> usize {
        let block = (at / STEP).min(self.before.len() - 1);
        let known = self.before[block] as usize;
        let rest = self
            .text
            .as_bytes()
            .get(block * STEP..at)
            .unwrap_or_default();
        known + rest.iter().filter(|&&b| is_first(b)).count()
    }

    /// Start and end of `span` in code points.
    pub fn range(&self, span: Span) -> (usize, usize) {
        (self.at(span.start()), self.at(span.end()))
    }

    /// `span` with its text, as records hold it.
    pub fn record(&self, span: Span) -> SpanRecord {
        let (start, end) = self.range(span);
        SpanRecord {
            start,
            end,
            text: span.text(self.text).to_owned(),
        }
    }
}

/// Whether a UTF-8 byte begins a character.
fn is_first(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_boundary_of_a_mixed_text_is_counted_right() {
        let text = "Erdoğan 🇹🇷 — “مرحبا” e\u{301}\r\n".repeat(40);
        let points = CodePoints::new(&text);
        for (n, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(byte), n);
        }
        assert_eq!(points.at(text.len()), text.chars().count());
        assert_eq!(CodePoints::new("").at(0), 0);
    }
}
