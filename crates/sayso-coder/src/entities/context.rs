//! The country an article is about, and where it says its places are.

use std::collections::BTreeMap;

use sayso_article::{Article, NameKind, SmolStr, Span, Syntax};
use sayso_lexicon::actors::{ActorKind, ActorLexicon, fold, words};

use super::names::Name;
use super::vocabulary::TITLES;

/// Least share of the article's mentions of countries for one to be its country.
const DOMINANT: f64 = 0.4;

/// Weight of the place where the report was filed.
const DATELINE: f64 = 2.0;

/// Weight of a city that only the gazetteer knows.
const TOWN: f64 = 0.75;

/// How many times the next country's weight makes a country that of the article.
const CLEARLY: f64 = 1.3;

/// Weight of a country that is part of a longer name ("Kenyan Senate").
const INNER: f64 = 0.4;

/// Share that is enough where the next country has much less.
const LEADING: f64 = 0.3;

/// Country of the article and of its places.
#[derive(Clone, Debug, Default)]
pub(super) struct Context {
    /// Its country, and how it is known.
    pub country: Option<(SmolStr, String)>,
    /// Country of the place where the report was filed.
    pub dateline: Option<SmolStr>,
    /// Share of `country` among the mentions of all countries.
    pub share: f64,
    weights: BTreeMap<SmolStr, f64>,
    places: BTreeMap<String, SmolStr>,
    /// Places that the gazetteer knows.
    towns: BTreeMap<String, SmolStr>,
    /// Paragraphs that open with their country ("JAMAICA: Nurses ended a strike").
    labels: Vec<(Span, SmolStr)>,
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
            let known = country_of(name)
                .or_else(|| out.place(&name.words.join(" ")).cloned())
                .map(|code| (code, 1.0))
                // What is only part of a name weighs less.
                .or_else(|| Some((inner_country(name)?, INNER)));
            let Some((code, part)) = known else {
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
            let weight = match (acronym, early) {
                (true, _) => 0.5,
                (false, true) => 2.0,
                (false, false) => 1.0,
            };
            *out.weights.entry(code).or_default() += part * weight;
        }
        if let Some(code) = of_dateline(article, lexicon) {
            *out.weights.entry(code.clone()).or_default() += DATELINE;
            out.dateline = Some(code);
        }
        out.add_towns(names, lexicon);
        out.labels = out.labelled(article, syntax, names, lexicon);
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
            && ((weight / total >= DOMINANT && weight >= CLEARLY * second)
                || (weight / total >= LEADING && weight >= 1.5 * second))
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

    /// Cities that only the gazetteer knows: the large ones by themselves, the
    /// others beside their country.
    fn add_towns(&mut self, names: &[Name<'_>], lexicon: &ActorLexicon) {
        for large in [true, false] {
            for name in names {
                let key = name.words.join(" ");
                let bare = name.actors.is_empty() && self.place(&key).is_none();
                if !bare || name.kind != NameKind::Location {
                    continue;
                }
                if let Some(town) = lexicon.town(&key)
                    && town.large == large
                    && (large || self.weights.contains_key(&town.code))
                {
                    *self.weights.entry(town.code.clone()).or_default() += TOWN;
                    self.towns.insert(key, town.code.clone());
                }
            }
        }
    }

    /// The country at the head of the paragraph that holds byte `at`.
    pub fn label(&self, at: usize) -> Option<&SmolStr> {
        self.labels
            .iter()
            .find(|(p, _)| p.start() <= at && at < p.end())
            .map(|(_, code)| code)
    }

    fn labelled(
        &self,
        article: &Article,
        syntax: &Syntax,
        names: &[Name<'_>],
        lexicon: &ActorLexicon,
    ) -> Vec<(Span, SmolStr)> {
        let mut out = Vec::new();
        for block in &article.blocks {
            let first = names.iter().find_map(|n| {
                let span = syntax.tokens()[n.first].span;
                if !block.span.contains(span) || doubtful(n, lexicon) {
                    return None;
                }
                let key = n.words.join(" ");
                let code = country_of(n)
                    .or_else(|| self.place(&key).cloned())
                    .or_else(|| self.town(&key).cloned())?;
                lexicon.country_name(&code)?;
                Some((syntax.tokens()[n.end - 1].span.end(), code))
            });
            let Some((end, code)) = first else {
                continue;
            };
            let head = article.text.get(block.span.start()..end).unwrap_or("");
            if article.text[end..].trim_start().starts_with(':') && head.len() < 40 {
                out.push((block.span, code));
            }
        }
        out
    }

    /// The country of the city with the folded name `words`, by the gazetteer.
    pub fn town(&self, words: &str) -> Option<&SmolStr> {
        self.towns.get(words)
    }

    /// The article's countries with their shares of all mentions, the most
    /// named first.
    pub fn shares(&self) -> Vec<(SmolStr, f64)> {
        let total: f64 = self.weights.values().sum();
        let mut out: Vec<(SmolStr, f64)> = self
            .weights
            .iter()
            .map(|(code, weight)| (code.clone(), weight / total.max(f64::MIN_POSITIVE)))
            .collect();
        out.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
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

/// The country of the article's place line.
fn of_dateline(article: &Article, lexicon: &ActorLexicon) -> Option<SmolStr> {
    let dateline = article.dateline.as_ref()?;
    let written = words(article.slice(dateline.span));
    // "MOSCOW" is written in capitals, the lexicon's "Moscow" is not.
    let named = lexicon.named(&written).and_then(|found| {
        found
            .actors
            .iter()
            .find(|(a, _)| {
                matches!(
                    a.kind,
                    ActorKind::Country | ActorKind::Capital | ActorKind::State | ActorKind::City
                )
            })
            .and_then(|(a, _)| a.country.clone())
    });
    named.or_else(|| {
        let folded: Vec<&str> = written.iter().map(|w| w.folded.as_str()).collect();
        lexicon.town(&folded.join(" ")).map(|t| t.code.clone())
    })
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

/// The country in a longer name ("Kenyan Senate", "Amhara region").
fn inner_country(name: &Name<'_>) -> Option<SmolStr> {
    let country = |kind| {
        matches!(
            kind,
            ActorKind::Country | ActorKind::Demonym | ActorKind::State | ActorKind::City
        )
    };
    let inner = name.inner.iter().find(|a| country(a.kind))?;
    (name.kind != NameKind::Person).then(|| inner.country.clone())?
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
        // "Bishkek, Dushanbe" is a list.
        let known = name
            .actor_of(&[ActorKind::Country, ActorKind::Capital])
            .is_some();
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
