//! Whether two descriptions of a speaker mean the same.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// How a speaker that was named compares with the one the archive knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// No speaker was named.
    NotAsked,
    /// The same.
    Same,
    /// Perhaps the same: a surname alone agrees, or only part of a description.
    Unclear,
    /// Another.
    Other,
    /// The words stand there, but nobody is told to say them, or a source that is not named.
    NobodyTold,
}

impl Agreement {
    /// Its name in outputs.
    pub fn name(self) -> &'static str {
        match self {
            Agreement::NotAsked => "not asked",
            Agreement::Same => "same",
            Agreement::Unclear => "unclear",
            Agreement::Other => "other",
            Agreement::NobodyTold => "nobody told",
        }
    }
}

/// Words that tell nothing about who it is.
const EMPTY: [&str; 24] = [
    "a",
    "an",
    "the",
    "of",
    "for",
    "and",
    "in",
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "sir",
    "lady",
    "lord",
    "prof",
    "professor",
    "president",
    "minister",
    "prime",
    "secretary",
    "general",
    "gen",
    "chief",
];

/// The words of a name, in small letters, without accents and final `'s`.
fn words(name: &str) -> Vec<String> {
    name.nfd()
        .filter(|c| !is_combining_mark(*c))
        .collect::<String>()
        .to_lowercase()
        .replace('\u{2019}', "'")
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .map(|w| w.trim_end_matches("'s").replace('\'', ""))
        .filter(|w| !w.is_empty())
        .collect()
}

fn telling(all: &[String]) -> Vec<&String> {
    let some: Vec<&String> = all
        .iter()
        .filter(|w| !EMPTY.contains(&w.as_str()))
        .collect();
    // "The Prime Minister" has only such words; then they have to do.
    if some.is_empty() {
        all.iter().collect()
    } else {
        some
    }
}

/// Compares who was `asked` for with a speaker: `name`, and how else the article
/// calls them (`further`: mentions, office).
pub fn compare(asked: &str, name: &str, further: &[String]) -> Agreement {
    let (asked, named) = (words(asked), words(name));
    let (asked, named) = (telling(&asked), telling(&named));
    if asked.is_empty() || named.is_empty() {
        return Agreement::Unclear;
    }
    let mut known: Vec<String> = further.iter().flat_map(|f| words(f)).collect();
    known.extend(named.iter().map(|w| (*w).clone()));
    if asked.iter().all(|w| known.contains(w)) || named.iter().all(|w| asked.contains(w)) {
        return Agreement::Same;
    }
    if asked
        .iter()
        .any(|w| w.chars().count() > 2 && known.contains(w))
    {
        return Agreement::Unclear;
    }
    Agreement::Other
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surnames_titles_accents_and_offices() {
        let same = |asked, name| compare(asked, name, &[]);
        assert_eq!(same("Lindqvist", "Mona Lindqvist"), Agreement::Same);
        assert_eq!(
            same("President José Quispe", "Jose Quispe"),
            Agreement::Same
        );
        assert_eq!(
            same("Prime Minister", "the Prime Minister"),
            Agreement::Same
        );
        assert_eq!(same("John Smith", "Jane Smith"), Agreement::Unclear);
        assert_eq!(same("John Smith", "Peter Jones"), Agreement::Other);
        let office = ["foreign minister of Norland".to_owned()];
        assert_eq!(
            compare("Norland's foreign minister", "A. Berg", &office),
            Agreement::Same
        );
    }
}
