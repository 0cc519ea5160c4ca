//! The sentence as words: runs of letters, runs of digits, single signs. Time
//! expressions are read from these and not from tokens, so that "2023-05-03"
//! is one whatever the tokenizer made of it.

use sayso_article::{Article, SmolStr, Span};
use sayso_lexicon::Holidays;

/// A run of letters, a run of digits, or one other character.
pub(super) struct Word<'a> {
    pub text: &'a str,
    pub lower: SmolStr,
    pub start: usize,
    pub end: usize,
}

/// The words of one sentence, and the holidays that may be named in it.
pub(super) struct Words<'a> {
    article: &'a Article,
    pub holidays: &'a Holidays,
    pub list: Vec<Word<'a>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letters,
    Digits,
    Sign,
}

fn class(c: char) -> Class {
    match c {
        _ if c.is_ascii_digit() => Class::Digits,
        _ if c.is_alphabetic() => Class::Letters,
        _ => Class::Sign,
    }
}

/// Cuts a sentence into words.
pub(super) fn words<'a>(article: &'a Article, sentence: Span, holidays: &'a Holidays) -> Words<'a> {
    let text = article.slice(sentence);
    let mut list: Vec<Word> = Vec::with_capacity(text.len() / 5 + 2);
    let mut chars = text.char_indices().peekable();
    while let Some((from, c)) = chars.next() {
        if c.is_whitespace() {
            continue;
        }
        let kind = class(c);
        let mut to = from + c.len_utf8();
        while let Some(&(at, next)) = chars.peek() {
            if kind == Class::Sign || class(next) != kind {
                break;
            }
            to = at + next.len_utf8();
            chars.next();
        }
        let word = &text[from..to];
        list.push(Word {
            text: word,
            lower: lower(word),
            start: sentence.start() + from,
            end: sentence.start() + to,
        });
    }
    Words {
        article,
        holidays,
        list,
    }
}

fn lower(word: &str) -> SmolStr {
    if word
        .bytes()
        .any(|b| b.is_ascii_uppercase() || !b.is_ascii())
    {
        SmolStr::new(word.to_lowercase())
    } else {
        SmolStr::new(word)
    }
}

impl Words<'_> {
    /// Word `i` in lower case; empty past the end.
    pub fn low(&self, i: usize) -> &str {
        self.list.get(i).map_or("", |w| w.lower.as_str())
    }

    /// The word before `i` in lower case; empty at the start.
    pub fn before(&self, i: usize) -> &str {
        i.checked_sub(1).map_or("", |p| self.low(p))
    }

    /// Whether word `i` begins with a capital.
    pub fn capital(&self, i: usize) -> bool {
        self.list
            .get(i)
            .is_some_and(|w| w.text.starts_with(char::is_uppercase))
    }

    /// Whether word `i` follows the one before it without a space.
    pub fn joined(&self, i: usize) -> bool {
        i > 0
            && match (self.list.get(i - 1), self.list.get(i)) {
                (Some(a), Some(b)) => a.end == b.start,
                _ => false,
            }
    }

    /// Whether the words from `at` are these, in lower case.
    pub fn are(&self, at: usize, words: &[&str]) -> bool {
        words
            .iter()
            .enumerate()
            .all(|(i, w)| self.low(at + i) == *w)
    }

    /// The place after word `at` if it is one of `options`, else `at` itself.
    pub fn skip(&self, at: usize, options: &[&str]) -> usize {
        at + usize::from(options.contains(&self.low(at)))
    }

    /// Whether word `i` is letters.
    pub fn letters(&self, i: usize) -> bool {
        self.low(i).starts_with(char::is_alphabetic)
    }

    /// Whether word `i` is digits.
    pub fn digits(&self, i: usize) -> bool {
        self.low(i).starts_with(|c: char| c.is_ascii_digit())
    }

    /// The apostrophe and "s" of a possessive at `at`: the place after it.
    pub fn possessive(&self, at: usize) -> Option<usize> {
        let sign = matches!(self.low(at), "'" | "’") && self.joined(at);
        if !sign {
            return None;
        }
        if self.low(at + 1) == "s" && self.joined(at + 1) {
            return Some(at + 2);
        }
        self.before(at).ends_with('s').then_some(at + 1)
    }

    /// The bytes of words `from..end`.
    pub fn span(&self, from: usize, end: usize) -> Option<Span> {
        let (a, b) = (self.list.get(from)?, self.list.get(end.checked_sub(1)?)?);
        Span::new(&self.article.text, a.start, b.end).ok()
    }
}
