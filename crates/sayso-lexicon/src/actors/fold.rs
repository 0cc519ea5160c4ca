//! Names as they are compared: words without case, accents, dots of
//! abbreviations and punctuation.

/// One word of a text or of a lexicon name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Lower-case, without accents and dots: `us` for `U.S.`.
    pub folded: String,
    /// Whether it begins with a capital (or is not a letter at all).
    pub capital: bool,
    /// Whether it is written in capitals throughout, with at least two letters.
    pub shouted: bool,
}

/// The words of `text`: runs of letters and digits; dots inside abbreviations
/// and apostrophes at the end of a word do not part it from itself.
pub fn words(text: &str) -> Vec<Word> {
    let mut out = Vec::new();
    let mut current = String::new();
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        if c.is_alphanumeric() {
            current.push(c);
        } else if c == '.' && abbreviation_goes_on(&current, letters.peek()) {
            // "U.S.": the dot belongs to the word.
        } else if !current.is_empty() {
            out.push(word(&current));
            current.clear();
        }
    }
    if !current.is_empty() {
        out.push(word(&current));
    }
    out
}

/// Whether a dot after `before` and in front of `next` stands inside an abbreviation.
fn abbreviation_goes_on(before: &str, next: Option<&char>) -> bool {
    next.is_some_and(|n| n.is_alphanumeric()) && before.chars().all(char::is_uppercase)
}

fn word(text: &str) -> Word {
    let upper = text.chars().filter(|c| c.is_uppercase()).count();
    let lower = text.chars().any(char::is_lowercase);
    Word {
        folded: fold(text),
        capital: text.chars().next().is_some_and(|c| !c.is_lowercase()),
        shouted: upper >= 2 && !lower,
    }
}

/// `text` in lower case and without the accents of Latin letters.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            _ => match plain(c) {
                "" => out.extend(c.to_lowercase()),
                letters => out.push_str(letters),
            },
        }
    }
    out
}

/// The unaccented form of a Latin letter; empty for any other character.
fn plain(c: char) -> &'static str {
    match c {
        'À'..='Å' | 'à'..='å' | 'Ā'..='ą' | 'Ǎ' | 'ǎ' | 'ạ'..='ặ' | 'Ạ'..='Ặ' => {
            "a"
        }
        'Æ' | 'æ' => "ae",
        'Ç' | 'ç' | 'Ć'..='č' => "c",
        'Ď'..='đ' | 'Ð' | 'ð' => "d",
        'È'..='Ë' | 'è'..='ë' | 'Ē'..='ě' | 'ẹ'..='ệ' | 'Ẹ'..='Ệ' => "e",
        'Ĝ'..='ģ' | 'Ǧ' | 'ǧ' => "g",
        'Ĥ'..='ħ' | 'ḥ' | 'Ḥ' => "h",
        'Ì'..='Ï' | 'ì'..='ï' | 'Ĩ'..='ı' | 'ỉ'..='ị' => "i",
        'Ķ' | 'ķ' => "k",
        'Ĺ'..='ł' => "l",
        'Ñ' | 'ñ' | 'Ń'..='ň' => "n",
        'Ò'..='Ö' | 'Ø' | 'ò'..='ö' | 'ø' | 'Ō'..='ő' | 'ơ' | 'Ơ' | 'ọ'..='ợ' => "o",
        'Œ' | 'œ' => "oe",
        'Ŕ'..='ř' => "r",
        'Ś'..='š' | 'Ș' | 'ș' | 'ṣ' => "s",
        'ß' => "ss",
        'Ţ'..='ŧ' | 'Ț' | 'ț' | 'ṭ' => "t",
        'Þ' | 'þ' => "th",
        'Ù'..='Ü' | 'ù'..='ü' | 'Ũ'..='ų' | 'ư' | 'Ư' | 'ụ'..='ự' => "u",
        'Ŵ' | 'ŵ' => "w",
        'Ý' | 'ý' | 'ÿ' | 'Ŷ'..='Ÿ' | 'ỳ'..='ỹ' => "y",
        'Ź'..='ž' => "z",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lose_case_accents_and_dots() {
        let folded = |t: &str| -> Vec<String> { words(t).into_iter().map(|w| w.folded).collect() };
        assert_eq!(folded("U.S. Türkiye"), ["us", "turkiye"]);
        assert_eq!(folded("Al-Qaeda's"), ["al", "qaeda", "s"]);
        assert_eq!(folded("Prime Minister."), ["prime", "minister"]);
        assert_eq!(fold("Łódź"), "lodz");
    }
}
