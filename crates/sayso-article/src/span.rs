//! Byte ranges of an article's text.

use std::ops::Range;

/// A half-open range of **bytes** of one article's text, on character
/// boundaries. `u32` offsets: ingest refuses texts of 4 GiB and more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    start: u32,
    end: u32,
}

/// Why a byte range is not a span of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SpanError {
    /// `end` lies before `start`.
    #[error("span ends at byte {end}, before its start {start}")]
    Reversed {
        /// First byte.
        start: usize,
        /// Byte after the last.
        end: usize,
    },
    /// The range reaches past the text or cuts a character in two.
    #[error("byte {0} is not a character boundary of the text")]
    NotABoundary(usize),
}

impl Span {
    /// The span of bytes `start..end` of `text`.
    ///
    /// # Errors
    /// When the range is reversed, reaches past the text, or does not begin and
    /// end on character boundaries.
    pub fn new(text: &str, start: usize, end: usize) -> Result<Span, SpanError> {
        if end < start {
            return Err(SpanError::Reversed { start, end });
        }
        for at in [start, end] {
            if !text.is_char_boundary(at) || u32::try_from(at).is_err() {
                return Err(SpanError::NotABoundary(at));
            }
        }
        Ok(Span {
            start: start as u32,
            end: end as u32,
        })
    }

    /// The span of the whole `text` (of less than 4 GiB).
    pub fn whole(text: &str) -> Span {
        Span {
            start: 0,
            end: u32::try_from(text.len()).unwrap_or(0),
        }
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// Byte after the last.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The bytes as a range, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// The text under the span. `text` must be the text it was made for;
    /// with another text the result is empty rather than a panic.
    pub fn text(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// The smallest span that holds both (of the same text).
    pub fn cover(self, other: Span) -> Span {
        Span {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The span without white space at its ends.
    pub fn trim(self, text: &str) -> Span {
        let inner = self.text(text);
        let start = self.start + (inner.len() - inner.trim_start().len()) as u32;
        Span {
            start,
            end: start + inner.trim().len() as u32,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_character_boundaries_make_a_span() {
        let text = "Erdoğan";
        assert!(Span::new(text, 0, 5).is_err(), "cuts ğ in two");
        assert_eq!(Span::new(text, 0, 6).map(|s| s.text(text)), Ok("Erdoğ"));
        assert!(Span::new(text, 3, 2).is_err());
        assert!(Span::new(text, 0, 99).is_err());
    }

    #[test]
    fn trimming_keeps_offsets_true() {
        let text = "a  bc \u{a0}";
        let span = Span::new(text, 1, text.len()).expect("on boundaries");
        assert_eq!(span.trim(text).text(text), "bc");
    }
}
