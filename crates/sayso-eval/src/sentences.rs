//! Sentence bounds as the scorer sees them: a rough split, the same for gold
//! and system, so that neither's own sentences matter.

use std::sync::LazyLock;

use regex::Regex;

use crate::common::Range;

fn regex(pattern: &str) -> Regex {
    #[expect(
        clippy::expect_used,
        reason = "constant patterns, exercised by the test below"
    )]
    Regex::new(pattern).expect("a constant pattern compiles")
}

/// Ends in white space; what must follow is checked by hand, for lack of look-ahead.
static END: LazyLock<Regex> = LazyLock::new(|| regex(r#"[.!?]["”’')\]]*\s+|\n+"#));
static ABBREVIATION: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Sgt|St|Rev|Gov|Sen|Rep|Prof|Jr|Sr|No|vs|Adv|Hon)|\b[A-Z]|\b[A-Z]\.[A-Z])\.$",
    )
});

/// Splits a text, given as code points, into ranges without gaps.
pub fn split(text: &[char]) -> Vec<Range> {
    let string: String = text.iter().collect();
    let mut points = vec![0usize; string.len() + 1];
    for (n, (byte, c)) in string.char_indices().enumerate() {
        points[byte] = n;
        points[byte + c.len_utf8()] = n + 1;
    }
    let (mut out, mut from, mut at) = (Vec::new(), 0, 0);
    while let Some(found) = END.find_at(&string, at) {
        let Some(end) = boundary(&string, found.start(), found.end()) else {
            at = found.start() + 1;
            while !string.is_char_boundary(at) {
                at += 1;
            }
            continue;
        };
        at = end;
        let first = string[found.start()..]
            .chars()
            .next()
            .map_or(1, char::len_utf8);
        let mark = !string[found.start()..end].trim().is_empty();
        if mark && ABBREVIATION.is_match(&string[from..found.start() + first]) {
            continue;
        }
        out.push((points[from], points[end]));
        from = end;
    }
    out.push((points[from], text.len()));
    out
}

/// Where a match really ends: line breaks always bound; after a mark the next
/// sentence must begin with a capital or digit, a quotation mark before it
/// allowed, and white space may be given back to a line-break match.
fn boundary(text: &str, start: usize, end: usize) -> Option<usize> {
    if text[start..].starts_with('\n') {
        return Some(end);
    }
    let mut after = text[end..].chars();
    let mut next = after.next();
    if next.is_some_and(|c| "\"“‘'([".contains(c)) {
        next = after.next();
    }
    next.is_some_and(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
        .then_some(end)
}

/// The sentence that holds the code point `at`.
pub fn at(sentences: &[Range], at: usize) -> Option<usize> {
    sentences.iter().position(|&(a, b)| a <= at && at < b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_do_not_end_sentences() {
        let text: Vec<char> = "Mr. Oduya left. “He will return,” said Gen. B. Ito.\n\nYes. no"
            .chars()
            .collect();
        let pieces: Vec<String> = split(&text)
            .iter()
            .map(|&(a, b)| text[a..b].iter().collect())
            .collect();
        assert_eq!(
            pieces,
            [
                "Mr. Oduya left. ",
                "“He will return,” said Gen. B. Ito.\n\n",
                "Yes. no"
            ]
        );
    }
}
