//! What speaks for and against two mentions in different articles telling one
//! happening, as named signs; what they weigh is in [`model`](crate::model).

use crate::day::Day;
use crate::mention::Told::{Country, Described, Named};
use crate::mention::{self, Article, Mention, Party, Place, Status};
use crate::words::{self, Weights, Word};

/// Types that one happening may be coded as by different articles.
const NEAR: [&[&str]; 9] = [
    &["AGREE", "COOPERATE", "CONSULT"],
    &["AID", "SUPPORT", "COOPERATE"],
    &["ACCUSE", "REJECT"],
    &["ACCUSE", "COERCE"],
    &["COERCE", "ASSAULT", "MOBILIZE"],
    &["COERCE", "SANCTION"],
    &["CONCEDE", "RETREAT", "AGREE"],
    &["PROTEST", "ASSAULT"],
    &["THREATEN", "REQUEST"],
];
/// Types of acts of speech, of which one actor does many.
const SPEECH: [&str; 7] = [
    "ACCUSE", "AGREE", "CONCEDE", "REJECT", "REQUEST", "SUPPORT", "THREATEN",
];
/// What a word must tell to count among those that are shared.
const COMMONPLACE: f32 = 0.45;
/// What the shared words of nearly the same sentence tell together.
const MANY: f32 = 2.0;
/// So many days between the days told are full evidence of two happenings; one
/// week may lie between what is announced and what is done.
const APART: f32 = 14.0;
/// Within so many kilometres two places are one.
const ONE_PLACE: f64 = 30.0;
/// Beyond so many kilometres two places are two.
const TWO_PLACES: f64 = 150.0;

/// Whether events of two types may be one happening.
#[must_use]
pub fn near(a: &str, b: &str) -> bool {
    a == b || NEAR.iter().any(|set| set.contains(&a) && set.contains(&b))
}

/// How much each word of a collection tells.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// In the sentences and parties of events.
    pub events: Weights,
    /// In articles.
    pub articles: Weights,
    /// Length of each article's subject as a vector.
    lengths: Vec<f32>,
}

impl Told {
    /// Counts the words of a collection.
    #[must_use]
    pub fn of(articles: &[Article], mentions: &[Mention]) -> Self {
        let mut told = Self::default();
        for mention in mentions {
            let mut all = mention.sentence.clone();
            all.extend(mention.place.iter().flat_map(|p| &p.words));
            for party in mention.actors.iter().chain(&mention.recipients) {
                all.extend(&party.words);
            }
            all.sort_unstable();
            all.dedup();
            told.events.add(&all);
        }
        for article in articles {
            told.articles.add(&article.subject);
        }
        let lengths = articles.iter().map(|a| told.articles.length(&a.subject));
        told.lengths = lengths.collect();
        told
    }
}

/// Names of the signs, in the order of [`signs`]' values.
pub const NAMES: [&str; 39] = [
    "near-type",
    "speech",
    "one-trigger",
    "one-mode",
    "two-modes",
    "names",
    "actor-names",
    "recipient-names",
    "rarest-name",
    "undergone-names",
    "descriptions",
    "two-countries-shared",
    "one-war",
    "actors-of-one-country",
    "actors-of-two-countries",
    "recipients-of-one-country",
    "recipients-of-two-countries",
    "no-party",
    "one-place",
    "two-places",
    "dates-meet",
    "dates-differ",
    "published-near",
    "published-far",
    "one-count",
    "two-counts",
    "wording",
    "rarest-word",
    "subject",
    "one-status",
    "one-supposed",
    "told-there",
    "names-there",
    "shared-words",
    "trigger-and-names",
    "trigger-and-words",
    "other-actors",
    "other-recipients",
    "strangers",
];

/// Values of the signs of two mentions, each 0 to 1; the same whichever comes first.
#[must_use]
pub fn signs(told: &Told, articles: &[Article], a: &Mention, b: &Mention) -> [f32; NAMES.len()] {
    let on = |yes: bool| f32::from(u8::from(yes));
    let mode = a.mode.as_ref().zip(b.mode.as_ref()).map(|(x, y)| x == y);
    let (any_a, any_b) = (parties(a), parties(b));
    let (actors_a, actors_b) = (words_of(&a.actors, Named), words_of(&b.actors, Named));
    // "Fighting between A and B" has two actors, "A attacks B" one and a recipient.
    let whom = |m: &Mention, actors: &[Word]| {
        if m.recipients.is_empty() && m.actors.len() > 1 {
            actors.to_vec()
        } else {
            words_of(&m.recipients, Named)
        }
    };
    let (whom_a, whom_b) = (whom(a, &actors_a), whom(b, &actors_b));
    // Who is killed, arrested, convicted or resigns is so once.
    let undergone = match (a.kind.as_str(), b.kind.as_str()) {
        ("ASSAULT" | "COERCE" | "SANCTION", "ASSAULT" | "COERCE" | "SANCTION") => {
            overlap(&told.events, &whom_a, &whom_b)
        }
        ("RETREAT", "RETREAT") => overlap(&told.events, &actors_a, &actors_b),
        _ => 0.0,
    };
    let (where_a, where_b) = (involved(a), involved(b));
    let shared = where_a.iter().filter(|c| where_b.contains(c)).count();
    let actors = countries(&a.actors, &b.actors);
    let recipients = countries(&a.recipients, &b.recipients);
    let mut rarest_name = 0.0_f32;
    words::meet(&any_a, &any_b, |w| {
        rarest_name = rarest_name.max(told.events.of(w))
    });
    let mut rarest_word = 0.0_f32;
    words::meet(&a.sentence, &b.sentence, |w| {
        rarest_word = rarest_word.max(told.events.of(w));
    });
    // Unlike the cosine, this grows with every rare word that both sentences have.
    let mut shared_words = 0.0;
    words::meet(&a.sentence, &b.sentence, |w| {
        shared_words += (told.events.of(w) - COMMONPLACE).max(0.0);
    });
    let shared_words = (shared_words / MANY).min(1.0);
    let names = overlap(&told.events, &any_a, &any_b);
    let days = dates(articles, a, b);
    let published = (articles[a.article].published)
        .zip(articles[b.article].published)
        .map(|(x, y)| (x - y).abs());
    let place = places(a.place.as_ref(), b.place.as_ref());
    let count = counts(a, b);
    let supposed = |m: &Mention| matches!(m.status, Status::Hypothetical | Status::Future);
    [
        on(a.kind != b.kind),
        on(SPEECH.contains(&a.kind.as_str()) && SPEECH.contains(&b.kind.as_str())),
        on(a.trigger == b.trigger),
        on(mode == Some(true)),
        on(mode == Some(false)),
        names,
        overlap(&told.events, &actors_a, &actors_b),
        overlap(&told.events, &whom_a, &whom_b),
        rarest_name,
        undergone,
        overlap(&told.events, &described(a), &described(b)),
        on(shared > 1),
        on(shared > 1 && a.kind == "ASSAULT" && b.kind == "ASSAULT" && whole(a) && whole(b)),
        on(actors == Some(true)),
        on(actors == Some(false)),
        on(recipients == Some(true)),
        on(recipients == Some(false)),
        on(where_a.is_empty() && any_a.is_empty() || where_b.is_empty() && any_b.is_empty()),
        on(place == Some(true)),
        on(place == Some(false)),
        on(days == Some(0)),
        days.map_or(0.0, |apart| (apart as f32 / APART).min(1.0)),
        on(published.is_some_and(|d| d <= 3)),
        on(published.is_some_and(|d| d > 30)),
        on(count == Some(true)),
        on(count == Some(false)),
        cosine(
            &told.events,
            &a.sentence,
            &b.sentence,
            told.events.length(&a.sentence) * told.events.length(&b.sentence),
        ),
        rarest_word,
        cosine(
            &told.articles,
            &articles[a.article].subject,
            &articles[b.article].subject,
            told.lengths[a.article] * told.lengths[b.article],
        ),
        on(a.status == b.status),
        on(supposed(a) != supposed(b)),
        there(told, articles, &a.sentence, b).min(there(told, articles, &b.sentence, a)),
        there(told, articles, &any_a, b).min(there(told, articles, &any_b, a)),
        shared_words,
        on(a.trigger == b.trigger) * names,
        on(a.trigger == b.trigger) * shared_words,
        on(apart(&actors_a, &actors_b)),
        on(apart(&whom_a, &whom_b)),
        on(stranger(a, &any_b) && stranger(b, &any_a)),
    ]
}

/// Words of the parties that are told in one way.
fn words_of(parties: &[Party], told: mention::Told) -> Vec<Word> {
    let of = parties.iter().filter(|p| p.told == told);
    let mut all: Vec<Word> = of.flat_map(|p| p.words.clone()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Whether a country as a whole takes part, and neither a town nor numbers tell
/// of a single deed.
fn whole(mention: &Mention) -> bool {
    let mut parties = mention.actors.iter().chain(&mention.recipients);
    let place = mention.place.as_ref();
    parties.any(|p| p.told == Country)
        && place.is_none_or(|p| p.point.is_none())
        && mention.counts.is_empty()
}

/// Words of all that is named: parties and place.
fn parties(mention: &Mention) -> Vec<Word> {
    let mut all = words_of(&mention.actors, Named);
    all.extend(words_of(&mention.recipients, Named));
    all.extend(mention.place.iter().flat_map(|p| &p.words));
    all.sort_unstable();
    all.dedup();
    all
}

fn described(mention: &Mention) -> Vec<Word> {
    let mut all = words_of(&mention.actors, Described);
    all.extend(words_of(&mention.recipients, Described));
    all.sort_unstable();
    all.dedup();
    all
}

/// Countries of parties and place, each once.
fn involved(mention: &Mention) -> Vec<&str> {
    let parties = mention.actors.iter().chain(&mention.recipients);
    let mut all: Vec<&str> = parties.filter_map(|p| p.country.as_deref()).collect();
    all.extend(mention.place.as_ref().and_then(|p| p.country.as_deref()));
    all.sort_unstable();
    all.dedup();
    all
}

/// Whether both lists have words, and none in common.
fn apart(a: &[Word], b: &[Word]) -> bool {
    let mut both = false;
    words::meet(a, b, |_| both = true);
    !a.is_empty() && !b.is_empty() && !both
}

/// Whether a named party has no word among those of the other mention's.
fn stranger(mention: &Mention, others: &[Word]) -> bool {
    let mut parties = mention.actors.iter().chain(&mention.recipients);
    parties.any(|p| p.told == Named && apart(&p.words, others))
}

/// Share of the weight of words of one mention that stand anywhere in the other's article.
fn there(told: &Told, articles: &[Article], words: &[Word], other: &Mention) -> f32 {
    let all = told.events.sum(words);
    let mut found = 0.0;
    words::meet(words, &articles[other.article].subject, |w| {
        found += told.events.of(w)
    });
    if all > 0.0 { found / all } else { 0.0 }
}

/// Share of the lighter list's weight that stands in both.
fn overlap(weights: &Weights, a: &[Word], b: &[Word]) -> f32 {
    let mut both = 0.0;
    words::meet(a, b, |w| both += weights.of(w));
    let least = weights.sum(a).min(weights.sum(b));
    if least > 0.0 {
        (both / least).min(1.0)
    } else {
        0.0
    }
}

fn cosine(weights: &Weights, a: &[Word], b: &[Word], lengths: f32) -> f32 {
    let mut both = 0.0;
    words::meet(a, b, |w| both += weights.of(w).powi(2));
    if lengths > 0.0 { both / lengths } else { 0.0 }
}

/// Whether the parties share a country; `None` when one side's is unknown.
fn countries(a: &[Party], b: &[Party]) -> Option<bool> {
    let of =
        |list: &[Party]| -> Vec<String> { list.iter().filter_map(|p| p.country.clone()).collect() };
    let (x, y) = (of(a), of(b));
    (!x.is_empty() && !y.is_empty()).then(|| x.iter().any(|c| y.contains(c)))
}

/// Whether the places are one; `None` when it cannot be told.
fn places(a: Option<&Place>, b: Option<&Place>) -> Option<bool> {
    let (a, b) = (a?, b?);
    if a.id == b.id {
        return Some(true);
    }
    if a.country.is_some() && b.country.is_some() && a.country != b.country {
        return Some(false);
    }
    let apart = distance(a.point?, b.point?);
    if apart <= ONE_PLACE {
        Some(true)
    } else {
        (apart >= TWO_PLACES).then_some(false)
    }
}

/// Kilometres between two points on a sphere, degrees north and east.
fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (n, m) = (a.0.to_radians(), b.0.to_radians());
    let (x, y) = ((m - n) / 2.0, (b.1 - a.1).to_radians() / 2.0);
    let h = x.sin().powi(2) + n.cos() * m.cos() * y.sin().powi(2);
    2.0 * 6371.0 * h.sqrt().min(1.0).asin()
}

/// How many days lie between the days told, 0 when they agree; `None` when one
/// side tells none. The day of publication is no date of the event: it only rules
/// out that an event told as fact lies after it.
fn dates(articles: &[Article], a: &Mention, b: &Mention) -> Option<Day> {
    if let Some((x, y)) = a.days.zip(b.days) {
        let between = (x.0 - y.1).max(y.0 - x.1);
        // A day either way: time zones, and "on Monday" of a report at night.
        return Some(if between <= 1 { 0 } else { between });
    }
    let after = |dated: &Mention, other: &Mention| {
        let told = matches!(other.status, Status::Actual);
        let first = dated.days.map(|d| d.0);
        let by = articles[other.article].published;
        let between = first.zip(by).map(|(first, by)| first - by);
        between.filter(|days| told && *days > 1)
    };
    after(a, b).max(after(b, a))
}

/// Whether the same things are counted alike; `None` when nothing is counted in both.
fn counts(a: &Mention, b: &Mention) -> Option<bool> {
    let mut found = None;
    for x in &a.counts {
        for y in b.counts.iter().filter(|y| y.of == x.of) {
            let alike = x.low <= y.high && y.low <= x.high;
            found = Some(found.unwrap_or(false) || alike);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_one_near_by_and_two_far_apart() {
        let at = |id: u64, point: (f64, f64)| Place {
            id,
            point: Some(point),
            ..Place::default()
        };
        let (town, port, far) = (at(1, (60.0, 5.0)), at(2, (60.1, 5.1)), at(3, (52.0, 5.0)));
        assert_eq!(places(Some(&town), Some(&port)), Some(true));
        assert_eq!(places(Some(&town), Some(&far)), Some(false));
        assert_eq!(places(Some(&town), None), None);
        let kilometres = distance((60.0, 5.0), (61.0, 5.0));
        assert!((kilometres - 111.2).abs() < 0.1, "{kilometres}");
    }

    #[test]
    fn the_day_of_publication_only_rules_out() {
        let article = |published| Article {
            published: Some(published),
            ..Article::default()
        };
        let articles = [article(100), article(50)];
        let mention = |article, days| Mention {
            article,
            days,
            ..Mention::default()
        };
        let dated = mention(0, Some((98, 98)));
        // Told as a fact 48 days before it happened: another one.
        assert_eq!(dates(&articles, &dated, &mention(1, None)), Some(48));
        assert_eq!(dates(&articles, &dated, &mention(0, None)), None);
        assert_eq!(
            dates(&articles, &dated, &mention(0, Some((99, 120)))),
            Some(0)
        );
        assert_eq!(
            dates(&articles, &dated, &mention(0, Some((108, 120)))),
            Some(10)
        );
    }

    #[test]
    fn signs_are_the_same_whichever_comes_first() {
        let articles = [Article::default(), Article::default()];
        let party = |name: &str| Party {
            name: name.to_owned(),
            words: words::terms(name),
            told: Named,
            ..Party::default()
        };
        let a = Mention {
            kind: "ASSAULT".to_owned(),
            actors: vec![party("Otto Brandvik")],
            sentence: words::terms("Brandvik struck the ferry"),
            ..Mention::default()
        };
        let b = Mention {
            article: 1,
            kind: "COERCE".to_owned(),
            recipients: vec![party("Lea Sommer")],
            sentence: words::terms("the ferry was seized"),
            ..Mention::default()
        };
        let told = Told::of(&articles, &[a.clone(), b.clone()]);
        assert_eq!(
            signs(&told, &articles, &a, &b),
            signs(&told, &articles, &b, &a)
        );
    }
}
