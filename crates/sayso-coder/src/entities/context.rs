//! The country an article is about, and where it says its places are.

use std::collections::BTreeMap;

use sayso_article::{Article, NameKind, SmolStr, Syntax};
use sayso_lexicon::actors::{ActorKind, ActorLexicon, fold};

use super::names::Name;
use super::vocabulary::TITLES;

/// Least share of the article's mentions of countries for one to be its country.
const DOMINANT: f64 = 0.4;

/// Share that is enough where the next country has much less.
const LEADING: f64 = 0.3;

/// Country of the article and of its places.
#[derive(Clone, Debug, Default)]
pub(super) struct Context {
    /// Its country, and how it is known.
    pub country: Option<(SmolStr, String)>,
    /// Share of `country` among the mentions of all countries.
    pub share: f64,
    weights: BTreeMap<SmolStr, f64>,
    places: BTreeMap<String, SmolStr>,
}

impl Context {
    /// Reads the context off the names of an article.
    pub fn of(
        article: &Article,
        syntax: &Syntax,
        names: &[Name<'_>],
        lexicon: &ActorLexicon,
    ) -> Context {
        let mut out = Context {
            places: located(article, syntax, names),
            ..Context::default()
        };
        for name in names {
            let Some(code) = country_of(name).or_else(|| out.place(&name.words.join(" ")).cloned())
            else {
                continue;
            };
            if doubtful(name, lexicon) || lexicon.country_name(&code).is_none() {
                continue; // UNO, IMG and the like are no context
            }
            // What an article is about stands in its headline and first sentences.
            let early = syntax.tokens()[name.first].sentence.index() < 3;
            // Acronyms are shared by bodies of many countries.
            let acronym = name.words.len() == 1
                && name.words[0].len() <= 4
                && name
                    .actor_of(&[ActorKind::Organization, ActorKind::Group])
                    .is_some();
            *out.weights.entry(code).or_default() += match (acronym, early) {
                (true, _) => 0.5,
                (false, true) => 2.0,
                (false, false) => 1.0,
            };
        }
        let total: f64 = out.weights.values().sum();
        let mut top: Option<(&SmolStr, f64)> = None;
        let mut second = 0.0;
        for (code, &weight) in &out.weights {
            let best = top.map_or(0.0, |(_, best)| best);
            if weight > best {
                second = best;
                top = Some((code, weight));
            } else if weight > second {
                second = weight;
            }
        }
        if let Some((code, weight)) = top
            && (weight / total >= DOMINANT || (weight / total >= LEADING && weight >= 1.5 * second))
        {
            out.share = weight / total;
            let name = lexicon.country_name(code).unwrap_or(code);
            let reason = format!("country of the article: {name}, most named in it");
            out.country = Some((code.clone(), reason));
        } else if let Some(code) = article.dateline.as_ref().and_then(|d| d.country.as_deref()) {
            let reason = format!("country of the article: {code}, by its dateline");
            out.country = Some((code.into(), reason));
        } else if let Some(code) = article
            .publisher
            .as_ref()
            .and_then(|p| p.country.as_deref())
        {
            let reason = format!("country of the article: {code}, by its publisher");
            out.country = Some((code.into(), reason));
        }
        out
    }

    /// Whether the article names the country `code` or is from it.
    pub fn mentions(&self, code: &str) -> bool {
        self.weights.contains_key(code) || self.country.as_ref().is_some_and(|(c, _)| c == code)
    }

    /// The country of the place with the folded name `words`, where the
    /// article tells it ("Oria, Ruritania").
    pub fn place(&self, words: &str) -> Option<&SmolStr> {
        self.places.get(words)
    }
}

/// Whether a listed name is so short or general ("King Abdullah", "Congress")
/// that it counts only where its country is named beside it.
pub(super) fn doubtful(name: &Name<'_>, lexicon: &ActorLexicon) -> bool {
    let person = name.actor_of(&[ActorKind::Person]).is_some()
        && name
            .words
            .iter()
            .filter(|w| !TITLES.contains(&w.as_str()))
            .count()
            < 2;
    let words: Vec<&str> = name.words.iter().map(String::as_str).collect();
    person
        || (name.words.len() == 1
            && name.actor_of(&[ActorKind::Organization]).is_some()
            && lexicon.force(&words).is_some())
}

/// The one country that a name points to.
fn country_of(name: &Name<'_>) -> Option<SmolStr> {
    let (actor, near) = name.actors.first()?;
    if near.is_some() || actor.kind == ActorKind::Epithet {
        return None;
    }
    actor.country.clone()
}

/// Places followed by their country: "Oria, Ruritania", "Oria in Ruritania".
fn located(article: &Article, syntax: &Syntax, names: &[Name<'_>]) -> BTreeMap<String, SmolStr> {
    let mut out: BTreeMap<String, SmolStr> = BTreeMap::new();
    // From the back, so that in "Oria, Kesh, Ruritania" both are placed.
    for (i, name) in names.iter().enumerate().rev() {
        let place = matches!(name.kind, NameKind::Location | NameKind::Facility);
        let known = name.actor_of(&[ActorKind::Country]).is_some();
        if !place || known {
            continue;
        }
        let Some(next) = names.get(i + 1) else {
            continue;
        };
        let between: String = (name.end..next.first)
            .map(|t| article.slice(syntax.tokens()[t].span))
            .collect::<Vec<_>>()
            .join(" ");
        if !matches!(fold(&between).as_str(), "," | "in" | ", in")
            || next.kind != NameKind::Location
        {
            continue;
        }
        let code = next
            .actor_of(&[ActorKind::Country, ActorKind::State])
            .and_then(|a| a.country.clone())
            .or_else(|| out.get(&next.words.join(" ")).cloned());
        if let Some(code) = code {
            out.insert(name.words.join(" "), code);
        }
    }
    out
}
