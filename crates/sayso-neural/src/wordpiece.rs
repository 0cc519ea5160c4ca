//! WordPiece and casing: what the encoder reads for each word.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{
    GeneralCategory as Gc, GeneralCategoryGroup as Group, UnicodeGeneralCategory,
};

use crate::ModelError;

/// Pieces of one word beyond this are dropped.
const MAX_PIECES: usize = 12;
/// A part of a word longer than this (in characters) is unknown.
const MAX_PART: usize = 60;

/// The uncased BERT tokenizer, for single words.
pub(crate) struct WordPiece {
    /// Looked up by key only, never walked through.
    ids: HashMap<Box<str>, u32>,
    count: usize,
    /// Opening mark of a chunk.
    pub open: u32,
    /// Closing mark of a chunk.
    pub close: u32,
    unknown: u32,
}

impl WordPiece {
    /// From the vocabulary, one piece a line in the order of ids.
    pub(crate) fn new(vocabulary: &str) -> Result<WordPiece, ModelError> {
        let mut ids = HashMap::with_capacity(40_000);
        let mut count = 0;
        for piece in vocabulary
            .strip_suffix('\n')
            .unwrap_or(vocabulary)
            .split('\n')
        {
            ids.insert(Box::from(piece), count as u32);
            count += 1;
        }
        let special = |name: &str| {
            ids.get(name)
                .copied()
                .ok_or_else(|| ModelError::Config(format!("no piece {name}")))
        };
        let (open, close, unknown) = (special("[CLS]")?, special("[SEP]")?, special("[UNK]")?);
        Ok(WordPiece {
            ids,
            count,
            open,
            close,
            unknown,
        })
    }

    /// Size of the vocabulary.
    pub(crate) fn len(&self) -> usize {
        self.count
    }

    /// Appends the ids of one word: at least one, at most [`MAX_PIECES`].
    pub(crate) fn word(&self, word: &str, out: &mut Vec<u32>) {
        let first = out.len();
        // Most words are one piece and need no more than lower-casing.
        let mut small = [0u8; 24];
        if word.len() <= small.len() && word.bytes().all(|b| b.is_ascii_alphanumeric()) {
            let lower = &mut small[..word.len()];
            lower.copy_from_slice(word.as_bytes());
            lower.make_ascii_lowercase();
            match std::str::from_utf8(lower) {
                Ok(lower) => self.greedy(lower, out),
                Err(_) => out.push(self.unknown),
            }
        } else {
            let mut part = String::new();
            let straight = word
                .chars()
                .map(straight)
                .collect::<String>()
                .to_lowercase();
            for c in straight.nfd() {
                let category = c.general_category();
                if matches!(category, Gc::NonspacingMark | Gc::Control | Gc::Format) {
                    continue;
                }
                let space = c.is_whitespace();
                if space || is_mark(c) {
                    self.greedy(&part, out);
                    part.clear();
                    if !space {
                        let mut buffer = [0; 4];
                        self.greedy(c.encode_utf8(&mut buffer), out);
                    }
                } else {
                    part.push(c);
                }
            }
            self.greedy(&part, out);
        }
        if out.len() == first {
            out.push(self.unknown);
        }
        out.truncate(first + MAX_PIECES);
    }

    /// The longest piece first, from left to right.
    fn greedy(&self, part: &str, out: &mut Vec<u32>) {
        if let Some(&id) = self.ids.get(part) {
            out.push(id);
            return;
        }
        if part.is_empty() {
            return;
        }
        if part.chars().count() > MAX_PART {
            out.push(self.unknown);
            return;
        }
        let first = out.len();
        let mut start = 0;
        let mut key = String::with_capacity(part.len() + 2);
        while start < part.len() {
            key.clear();
            if start > 0 {
                key.push_str("##");
            }
            let mark = key.len();
            key.push_str(&part[start..]);
            loop {
                if let Some(&id) = self.ids.get(key.as_str()) {
                    out.push(id);
                    start += key.len() - mark;
                    break;
                }
                key.pop();
                if key.len() <= mark {
                    out.truncate(first);
                    out.push(self.unknown);
                    return;
                }
            }
        }
    }
}

/// Curly quotes made straight.
fn straight(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{201c}' | '\u{201d}' => '"',
        c => c,
    }
}

/// ASCII symbols, punctuation and ideographs are parts of their own, as in BERT.
fn is_mark(c: char) -> bool {
    c.is_ascii_punctuation()
        || c.general_category_group() == Group::Punctuation
        || ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Shapes of a word's letters; a word that stands where a sentence may begin
/// has its shape plus seven.
mod shape {
    pub const LOWER: u8 = 0;
    pub const CAPITALISED: u8 = 1;
    pub const ALL_CAPS: u8 = 2;
    pub const MIXED: u8 = 3;
    pub const DIGITS: u8 = 4;
    pub const MARKS: u8 = 5;
    pub const ONE_CAPITAL: u8 = 6;
    pub const COUNT: u8 = 7;
}

/// Casing class of the marks at the ends of a chunk.
pub(crate) const NO_CASE: u8 = shape::MARKS;

fn shape_of(word: &str) -> u8 {
    let mut letters = word.chars().filter(|c| is_alpha(*c));
    let Some(first) = letters.next() else {
        let digit = word.chars().any(|c| c.is_ascii_digit() || is_digit(c));
        return if digit { shape::DIGITS } else { shape::MARKS };
    };
    let (mut rest, mut lower) = (0, 0);
    for c in letters {
        rest += 1;
        lower += usize::from(c.is_lowercase());
    }
    match (first.is_lowercase(), lower == rest) {
        (true, true) => shape::LOWER,
        (false, _) if lower == 0 => {
            if rest > 0 {
                shape::ALL_CAPS
            } else {
                shape::ONE_CAPITAL
            }
        }
        (false, true) if is_upper(first) => shape::CAPITALISED,
        _ => shape::MIXED,
    }
}

/// A letter in the sense of Python's `isalpha`: categories Lm, Lt, Lu, Ll, Lo.
fn is_alpha(c: char) -> bool {
    c.is_ascii_alphabetic() || (!c.is_ascii() && c.general_category_group() == Group::Letter)
}

fn is_upper(c: char) -> bool {
    c.is_uppercase()
}

/// A digit in the sense of Python's `isdigit`: decimals and superscripts.
fn is_digit(c: char) -> bool {
    c.general_category() == Gc::DecimalNumber
        || matches!(c, '²' | '³' | '¹' | '\u{2070}' | '\u{2074}'..='\u{2079}' | '\u{2080}'..='\u{2089}')
}

/// Appends the casing class, 0..14, of each word of one paragraph.
pub(crate) fn casing<'a>(words: impl Iterator<Item = &'a str>, out: &mut Vec<u8>) {
    let mut begins = true;
    for word in words {
        out.push(shape_of(word) + if begins { shape::COUNT } else { 0 });
        if !is_skipped(word) {
            begins = word.chars().all(|c| matches!(c, '.' | '!' | '?' | '…'));
        }
    }
}

/// Quotes and brackets: between a full stop and the next sentence they change nothing.
fn is_skipped(word: &str) -> bool {
    matches!(
        word,
        "\"" | "'"
            | "“"
            | "”"
            | "‘"
            | "’"
            | "«"
            | "»"
            | "("
            | ")"
            | "["
            | "]"
            | "{"
            | "}"
            | "`"
            | "''"
            | "``"
            | "’’"
            | "‘‘"
            | "-LRB-"
            | "-RRB-"
    )
}
