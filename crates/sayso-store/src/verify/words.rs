//! Words of a text for comparing quotations: typography aside.

use unicode_normalization::UnicodeNormalization as _;

/// A word: as compared, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word, its quotation marks, dashes and other typography made plain,
    /// without the punctuation around it.
    pub plain: String,
    /// `plain`, whatever its case.
    pub folded: String,
    /// First code point of the word in the text, without punctuation before it.
    pub start: usize,
    /// Code point after its last, without punctuation after it.
    pub end: usize,
    /// The punctuation after it, made plain; quotation marks are left out.
    pub after: String,
}

/// A character made plain: `None` for what is invisible.
fn plain(c: char) -> Option<char> {
    Some(match c {
        // Soft hyphen, zero-width characters, byte order mark, direction marks.
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' => {
            return None;
        }
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' | '\u{2032}' | '`' | '\u{b4}' => '\'',
        '\u{201c}'..='\u{201f}' | '\u{ab}' | '\u{bb}' | '\u{2033}' | '\u{2039}' | '\u{203a}' => '"',
        '\u{2010}' | '\u{2011}' => '-',
        // Dashes part words; hyphens do not.
        '\u{2012}'..='\u{2015}' | '\u{2212}' => ' ',
        '\u{2026}' => '.',
        c if c.is_whitespace() => ' ',
        c => c,
    })
}

/// The words of `text`. Spaces, dashes and `--` part them; punctuation inside a
/// word ("U.S.", "don't", "3.5") belongs to it.
pub fn words(text: &str) -> Vec<Word> {
    let characters: Vec<Option<char>> = text.chars().map(plain).collect();
    let mut out: Vec<Word> = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        let parts = |i: usize| {
            characters[i] == Some(' ')
                || (characters[i] == Some('-')
                    && (characters.get(i + 1) == Some(&Some('-'))
                        || (i > 0 && characters[i - 1] == Some('-'))))
        };
        if parts(at) {
            at += 1;
            continue;
        }
        let begin = at;
        while at < characters.len() && !parts(at) {
            at += 1;
        }
        push(&characters, begin, at, &mut out);
    }
    out
}

/// The word between two spaces, or, without a letter or digit, punctuation after
/// the word before.
fn push(characters: &[Option<char>], begin: usize, end: usize, out: &mut Vec<Word>) {
    let lettered = |i: &usize| characters[*i].is_some_and(char::is_alphanumeric);
    let marks = |from: usize, to: usize| -> String {
        characters[from..to]
            .iter()
            .flatten()
            .filter(|c| !matches!(c, '"' | '\'' | '-'))
            .collect()
    };
    let (Some(first), Some(last)) = (
        (begin..end).find(lettered),
        (begin..end).rev().find(lettered),
    ) else {
        if let Some(before) = out.last_mut() {
            before.after.push_str(&marks(begin, end));
        }
        return;
    };
    // An accent may be a character of its own or part of the letter.
    let plain: String = characters[first..=last]
        .iter()
        .flatten()
        .copied()
        .nfc()
        .collect();
    out.push(Word {
        folded: plain.to_lowercase(),
        plain,
        start: first,
        end: last + 1,
        after: marks(last + 1, end),
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain_words(text: &str) -> Vec<String> {
        words(text).into_iter().map(|w| w.plain).collect()
    }

    #[test]
    fn typography_makes_no_difference() {
        let typeset = "\u{201c}We don\u{2019}t want war\u{201d}\u{2014}he said\u{a0}\u{2013} \u{2018}ever\u{2019}\u{2026}";
        let typed = "\"We don't want war\" -- he said - 'ever'...";
        assert_eq!(plain_words(typeset), plain_words(typed));
        assert_eq!(
            plain_words(typed),
            ["We", "don't", "want", "war", "he", "said", "ever"]
        );
        assert_eq!(plain_words("U.S.\u{2011}led, 3.5%"), ["U.S.-led", "3.5"]);
        assert_eq!(plain_words("co\u{ad}operate"), ["cooperate"]);
        assert!(plain_words(" \u{2014} ... ").is_empty());
    }

    #[test]
    fn words_know_where_they_stand() {
        let text = "In \u{201c}Ålesund,\u{201d} they said.";
        let found = words(text);
        let slice =
            |w: &Word| -> String { text.chars().skip(w.start).take(w.end - w.start).collect() };
        let slices: Vec<String> = found.iter().map(slice).collect();
        assert_eq!(slices, ["In", "Ålesund", "they", "said"]);
        assert_eq!(
            (found[1].after.as_str(), found[3].after.as_str()),
            (",", ".")
        );
    }
}
