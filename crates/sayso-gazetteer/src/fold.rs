//! Names as they are compared: without case, accents and punctuation.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// `name` as the gazetteer compares names: lower case, no accents, words of
/// letters and digits with one space between them. Apostrophes and the dots of
/// initials fall out ("U.S." is `us`, "Sana'a" is `sanaa`), hyphens and other
/// punctuation part words, "the" at the head is left out, and "Saint", "Mount"
/// and "Fort" are as short as they are often printed.
pub fn fold(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut word = String::new();
    // Whether the word so far is single letters with dots between: "U.S".
    let mut initials = false;
    let mut after_dot = false;
    for c in name.nfkd() {
        if is_combining_mark(c) || matches!(c, '\'' | '’' | '‘' | 'ʻ' | 'ʼ' | 'ʿ' | 'ʾ' | '`' | '´')
        {
            continue;
        }
        if c == '.' && (initials || word.chars().count() == 1) {
            initials = true;
            after_dot = true;
            continue;
        }
        if !c.is_alphanumeric() {
            finish(&mut out, &mut word);
            initials = false;
        } else {
            if initials && !after_dot {
                // "U.S" goes on with a whole word: the dot did part them.
                initials = false;
            }
            plain(c, &mut word);
        }
        after_dot = false;
    }
    finish(&mut out, &mut word);
    match out.strip_prefix("the ") {
        Some(rest) => rest.to_owned(),
        None => out,
    }
}

fn finish(out: &mut String, word: &mut String) {
    if word.is_empty() {
        return;
    }
    if !out.is_empty() {
        out.push(' ');
    }
    out.push_str(match word.as_str() {
        "saint" => "st",
        "sainte" => "ste",
        "mount" => "mt",
        "fort" => "ft",
        other => other,
    });
    word.clear();
}

/// Letters that have no decomposition are spelt out.
fn plain(c: char, out: &mut String) {
    match c {
        'a'..='z' | '0'..='9' => out.push(c),
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        'ß' => out.push_str("ss"),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        'ø' | 'Ø' => out.push('o'),
        'ł' | 'Ł' => out.push('l'),
        'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
        'þ' | 'Þ' => out.push_str("th"),
        'ħ' | 'Ħ' => out.push('h'),
        'ı' | 'İ' => out.push('i'),
        'ə' | 'Ə' => out.push('a'),
        _ => out.extend(c.to_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_punctuation_fall_out() {
        for (name, folded) in [
            ("Łódź", "lodz"),
            ("Sana’a", "sanaa"),
            ("Al-Fashir", "al fashir"),
            ("U.S.", "us"),
            ("U.S.A.", "usa"),
            ("Washington, D.C.", "washington dc"),
            ("St. Louis", "st louis"),
            ("Saint-Louis", "st louis"),
            ("The Hague", "hague"),
            ("Şanlıurfa", "sanliurfa"),
            ("Đà Nẵng", "da nang"),
            ("  ", ""),
        ] {
            assert_eq!(fold(name), folded, "{name}");
        }
    }
}
