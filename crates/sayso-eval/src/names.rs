//! When two names mean the same speaker.

use std::collections::BTreeSet;

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

const TITLES: &str = "mr mrs ms dr gen general lt col colonel major maj president prime minister foreign the a an of brigadier ayatollah sheikh king prince crown sir hon sen senator rep representative chief spokesman spokesperson spokeswoman deputy interior secretary ambassador commander hh hrh his her highness majesty excellency former";

fn tokens(name: &str) -> Vec<String> {
    let plain: String = name.nfkd().filter(|c| !is_combining_mark(*c)).collect();
    plain
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The words of a name without titles, or all words when nothing else is left.
fn core(name: &str) -> BTreeSet<String> {
    let all = tokens(name);
    let kept: BTreeSet<String> = all
        .iter()
        .filter(|w| !TITLES.split(' ').any(|t| t == *w))
        .cloned()
        .collect();
    if kept.is_empty() {
        all.into_iter().collect()
    } else {
        kept
    }
}

/// Whether two names are the same up to titles: one holds the words of the
/// other, or half of all their words are shared. Two missing names agree.
pub fn same_name(a: Option<&str>, b: Option<&str>) -> bool {
    let (a, b) = (a.unwrap_or_default(), b.unwrap_or_default());
    if a.is_empty() || b.is_empty() {
        return a.is_empty() && b.is_empty();
    }
    let (x, y) = (core(a), core(b));
    if x.is_empty() || y.is_empty() {
        return false;
    }
    let (shared, both) = (x.intersection(&y).count(), x.union(&y).count());
    x.is_subset(&y) || y.is_subset(&x) || 2 * shared >= both
}

#[cfg(test)]
mod tests {
    use super::same_name;

    #[test]
    fn titles_and_accents_do_not_count() {
        assert!(same_name(Some("President Ana Peña"), Some("Pena")));
        assert!(same_name(None, None));
        assert!(!same_name(Some("officials"), None));
        assert!(!same_name(Some("Ana Pena"), Some("Luis Rojas")));
        assert!(same_name(Some("the commander"), Some("commander")));
    }
}
