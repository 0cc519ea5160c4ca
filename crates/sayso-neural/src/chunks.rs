//! Words of an article packed into chunks for the encoder.

use std::ops::Range;

use sayso_article::Article;

use crate::encoder::Chunk;
use crate::tokenizer;
use crate::wordpiece::{NO_CASE, WordPiece, casing};

/// Pieces of a chunk, without the marks at its ends.
const LIMIT: usize = 160;

/// The words of one article and the chunks they are packed into.
#[derive(Debug, Default)]
pub(crate) struct Prepared {
    /// Byte range of each word.
    pub words: Vec<Range<usize>>,
    /// Whether a sentence must end with the word: the last of its paragraph,
    /// or of its chunk.
    pub breaks: Vec<bool>,
    /// First word of each chunk.
    pub starts: Vec<usize>,
    pub chunks: Vec<Chunk>,
}

impl Prepared {
    /// The words of chunk `i`.
    pub(crate) fn range(&self, i: usize) -> Range<usize> {
        let end = self.starts.get(i + 1).copied().unwrap_or(self.words.len());
        self.starts[i]..end
    }
}

/// Words of one paragraph with their pieces.
#[derive(Default)]
struct Paragraph {
    /// Number of the first word in the article.
    first: usize,
    pieces: Vec<u32>,
    /// Where each word's pieces begin, and where the last word's end.
    starts: Vec<usize>,
    casing: Vec<u8>,
}

/// Tokenises an article and packs its words: whole paragraphs while they fit,
/// a longer paragraph cut where a sentence likely ends.
pub(crate) fn prepare(article: &Article, wordpiece: &WordPiece, limit: usize) -> Prepared {
    let limit = limit.min(LIMIT);
    let text = article.text.as_str();
    let mut cuts: Vec<usize> = article
        .blocks
        .iter()
        .flat_map(|b| [b.span.start(), b.span.end()])
        .collect();
    cuts.sort_unstable();
    cuts.dedup();

    let mut out = Prepared::default();
    let mut chunk = Open::default();
    for lines in tokenizer::paragraphs(text, &cuts) {
        let first = out.words.len();
        tokenizer::words(text, lines, &mut out.words);
        if out.words.len() == first {
            continue;
        }
        let words = &out.words[first..];
        let mut p = Paragraph {
            first,
            ..Paragraph::default()
        };
        for word in words {
            p.starts.push(p.pieces.len());
            wordpiece.word(&text[word.clone()], &mut p.pieces);
        }
        p.starts.push(p.pieces.len());
        casing(words.iter().map(|w| &text[w.clone()]), &mut p.casing);
        let count = words.len();
        out.breaks.resize(first + count, false);
        out.breaks[first + count - 1] = true;

        let mut left = p.pieces.len();
        if !chunk.is_empty() && chunk.size + left > limit {
            chunk.close(&mut out, wordpiece);
        }
        let mut start = 0;
        if left > limit {
            let ends = likely_ends(text, &out.words[first..]);
            while left > limit {
                let mut fit = start;
                while p.starts[fit + 1] - p.starts[start] <= limit {
                    fit += 1;
                }
                // A word has fewer pieces than a chunk, so `fit > start`.
                let fit = fit.max(start + 1);
                let cut = ends.iter().rev().find(|&&e| e > start && e <= fit);
                let cut = cut.copied().unwrap_or(fit);
                chunk.add(&p, start..cut);
                chunk.close(&mut out, wordpiece);
                out.breaks[first + cut - 1] = true;
                left -= p.starts[cut] - p.starts[start];
                start = cut;
            }
        }
        if start < count {
            chunk.add(&p, start..count);
        }
    }
    if !chunk.is_empty() {
        chunk.close(&mut out, wordpiece);
    }
    out
}

/// The chunk being filled.
#[derive(Default)]
struct Open {
    chunk: Chunk,
    first: usize,
    size: usize,
}

impl Open {
    fn is_empty(&self) -> bool {
        self.chunk.words.is_empty()
    }

    fn add(&mut self, p: &Paragraph, words: Range<usize>) {
        if self.is_empty() {
            self.first = p.first + words.start;
        }
        for word in words {
            // One for the mark that `close` puts before all.
            self.chunk.words.push(self.size as u32 + 1);
            let pieces = &p.pieces[p.starts[word]..p.starts[word + 1]];
            self.chunk.pieces.extend_from_slice(pieces);
            self.chunk
                .casing
                .resize(self.chunk.pieces.len(), p.casing[word]);
            self.size += pieces.len();
        }
    }

    fn close(&mut self, out: &mut Prepared, wordpiece: &WordPiece) {
        let mut chunk = std::mem::take(&mut self.chunk);
        chunk.pieces.insert(0, wordpiece.open);
        chunk.casing.insert(0, NO_CASE);
        chunk.pieces.push(wordpiece.close);
        chunk.casing.push(NO_CASE);
        out.starts.push(self.first);
        out.chunks.push(chunk);
        self.size = 0;
    }
}

/// Numbers of words after which a sentence of the paragraph likely ends.
fn likely_ends(text: &str, words: &[Range<usize>]) -> Vec<usize> {
    let word = |i: usize| words.get(i).map_or("", |w| &text[w.clone()]);
    let mut ends = Vec::new();
    for i in 0..words.len() {
        if !matches!(word(i), "." | "!" | "?") {
            continue;
        }
        let mut next = i + 1;
        while matches!(
            word(next),
            "\"" | "'" | "”" | "’" | ")" | "]" | "}" | "»" | "''"
        ) {
            next += 1;
        }
        let opens = matches!(
            word(next),
            "\"" | "'" | "“" | "‘" | "(" | "[" | "{" | "«" | "``"
        );
        let first = word(next).chars().next();
        if opens || first.is_some_and(|c| c.is_uppercase() || c.is_numeric()) {
            ends.push(next);
        }
    }
    ends.push(words.len());
    ends
}
