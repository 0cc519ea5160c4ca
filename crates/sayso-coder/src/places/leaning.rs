//! Which countries an article speaks of, apart from the names of places in it:
//! its adjectives and peoples ("Lebanese", "Kenyans"), its publisher and dateline.

use sayso_article::{Article, SmolStr};
use sayso_gazetteer::fold;

use super::atlas::Atlas;

/// The most that the adjectives of one country count.
const MOST: f64 = 2.0;

/// Country codes with their weight, in order of first mention; 1 is as much as
/// the name of one place.
pub fn leaning(article: &Article, atlas: &Atlas) -> Vec<(SmolStr, f64)> {
    let mut out: Vec<(SmolStr, f64)> = Vec::new();
    let mut add = |code: &str, weight: f64| match out.iter_mut().find(|(c, _)| c == code) {
        Some((_, w)) => *w = (*w + weight).min(MOST),
        None => out.push((code.into(), weight)),
    };
    if let Some(code) = article.dateline.as_ref().and_then(|d| d.country.as_deref()) {
        add(code, 0.7);
    }
    if let Some(code) = article
        .publisher
        .as_ref()
        .and_then(|p| p.country.as_deref())
    {
        add(code, 0.5);
    }
    for word in article.text.split(|c: char| !c.is_alphanumeric()) {
        if word.len() < 4 || !word.starts_with(char::is_uppercase) {
            continue;
        }
        if let Some(code) = atlas.people(&fold(word)) {
            add(code, 0.5);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adjectives_count_up_to_a_bound() {
        let atlas = Atlas::embedded().unwrap_or_else(|e| panic!("{e}"));
        let article = Article::plain("Kenyan and Lebanese envoys met other Kenyans in May.");
        let found = leaning(&article, atlas);
        assert_eq!(found, [("KEN".into(), 1.0), ("LBN".into(), 0.5)]);
        let many = "Kenyan ".repeat(50);
        assert_eq!(leaning(&Article::plain(&many), atlas)[0].1, MOST);
    }
}
