//! Happenings on which sources disagree, with the mentions on each side. What is
//! right is not decided.

use crate::mention::{Article, Mention, Party};
use crate::story::{self, Number, Source, Stance, Story};
use crate::words;

/// A disagreement.
#[derive(Clone, Debug, PartialEq)]
pub struct Contradiction {
    /// About what.
    pub about: About,
    /// Two or more sides, in order of their first mentions.
    pub sides: Vec<Side>,
}

/// About what sources disagree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// Whether it happened.
    Whether,
    /// Who did it.
    Who,
    /// How many; of what.
    HowMany(String),
}

/// One side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// What it says: `asserts` or `denies`, the actor's name, or the number.
    pub says: String,
    /// Who says it, each once, in order of their first mentions.
    pub sources: Vec<Source>,
    /// In which mentions.
    pub mentions: Vec<usize>,
}

/// Types whose parties are told in any order or number: that articles name
/// others of them is no disagreement.
const JOINT: [&str; 3] = ["AGREE", "CONSULT", "COOPERATE"];
/// Sectors of a state, and of those who fight or oppose one.
const STATE: [&str; 7] = ["GOV", "MIL", "COP", "SPY", "JUD", "LEG", "PRM"];
const AGAINST: [&str; 5] = ["REB", "UAF", "CRM", "OPP", "SEP"];

/// Finds what sources disagree on in a happening.
#[must_use]
pub fn find(articles: &[Article], all: &[Mention], story: &Story) -> Vec<Contradiction> {
    let mut out = Vec::new();
    out.extend(whether(articles, all, story));
    out.extend(who(articles, all, story));
    out.extend(how_many(story));
    out
}

/// Somebody says that it happened, somebody else that it did not.
fn whether(articles: &[Article], all: &[Mention], story: &Story) -> Option<Contradiction> {
    let with = |wanted: Stance, says: &str| {
        let of = story.says.iter().filter(|s| s.stance == wanted);
        let mut mentions: Vec<usize> = of.flat_map(|s| s.mentions.clone()).collect();
        mentions.sort_by_key(|m| story.mentions.iter().position(|x| x == m));
        side(articles, all, says.to_owned(), mentions)
    };
    let (yes, no) = (
        with(Stance::Asserts, "asserts"),
        with(Stance::Denies, "denies"),
    );
    if yes.mentions.is_empty() || no.mentions.is_empty() {
        return None;
    }
    // One who is said to have denied what he said before disagrees with himself;
    // that an article denies in its own voice what it tells is no disagreement.
    if yes.sources == no.sources
        && matches!(yes.sources[..], [Source::Article(_) | Source::Medium(_)])
    {
        return None;
    }
    Some(in_order(story, About::Whether, vec![yes, no]))
}

/// Told as done by different actors.
fn who(articles: &[Article], all: &[Mention], story: &Story) -> Option<Contradiction> {
    if JOINT.contains(&story.kind.as_str()) {
        return None;
    }
    let mut sides: Vec<(Vec<&Party>, Vec<usize>)> = Vec::new();
    for &i in &story.mentions {
        let parties: Vec<&Party> = all[i].actors.iter().collect();
        let (_, stance) = story::stance(articles, &all[i]);
        if parties.is_empty() || stance == Stance::Denies || JOINT.contains(&all[i].kind.as_str()) {
            continue;
        }
        let other = |side: &[&Party]| parties.iter().all(|p| side.iter().all(|s| differ(p, s)));
        // A mention whose actor fits several sides tells nothing between them.
        let mut fit = sides.iter_mut().filter(|s| !other(&s.0));
        match (fit.next(), fit.next()) {
            (None, _) => sides.push((parties, vec![i])),
            (Some(side), None) => {
                side.0.extend(parties);
                side.1.push(i);
            }
            _ => {}
        }
    }
    if sides.len() < 2 {
        return None;
    }
    let sides = sides
        .into_iter()
        .map(|(parties, mentions)| side(articles, all, parties[0].name.clone(), mentions))
        .collect();
    Some(in_order(story, About::Who, sides))
}

/// Whether two actors are surely not one: no word of the name in common, and of
/// different countries or on different sides of a state. What is only described
/// otherwise may be the same.
fn differ(a: &Party, b: &Party) -> bool {
    let mut common = false;
    words::meet(&a.words, &b.words, |w| {
        // The country stands among the words.
        common |= Some(w) != a.country.as_deref().map(words::number);
    });
    if common {
        return false;
    }
    let countries = a.country.as_ref().zip(b.country.as_ref());
    if countries.is_some_and(|(x, y)| x != y) {
        return true;
    }
    let side = |p: &Party| {
        let sector = p.sector.as_deref()?;
        let (state, against) = (STATE.contains(&sector), AGAINST.contains(&sector));
        (state != against).then_some(state)
    };
    side(a).zip(side(b)).is_some_and(|(x, y)| x != y)
}

/// Numbers that no number fits all of.
fn how_many(story: &Story) -> Vec<Contradiction> {
    let mut out = Vec::new();
    for counted in &story.counts {
        let mut sides: Vec<(f64, f64, Side)> = Vec::new();
        let mut by: Vec<&Number> = counted.by.iter().collect();
        // Narrow ranges first, so that "at least 20" joins a side that it allows.
        by.sort_by(|a, b| (a.high - a.low).total_cmp(&(b.high - b.low)));
        for number in by {
            let fits = |s: &&mut (f64, f64, Side)| number.low <= s.1 && s.0 <= number.high;
            if let Some(side) = sides.iter_mut().find(fits) {
                side.0 = side.0.max(number.low);
                side.1 = side.1.min(number.high);
                side.2.mentions.push(number.mention);
                if !side.2.sources.contains(&number.source) {
                    side.2.sources.push(number.source.clone());
                }
            } else {
                let side = Side {
                    says: number.value.to_string(),
                    sources: vec![number.source.clone()],
                    mentions: vec![number.mention],
                };
                sides.push((number.low, number.high, side));
            }
        }
        // One source that gives another number later corrects itself.
        let mut sources = sides.iter().flat_map(|s| &s.2.sources);
        let first = sources.next();
        if sides.len() > 1 && sources.any(|s| Some(s) != first) {
            let sides = sides.into_iter().map(|s| s.2).collect();
            out.push(in_order(story, About::HowMany(counted.of.clone()), sides));
        }
    }
    out
}

fn side(articles: &[Article], all: &[Mention], says: String, mentions: Vec<usize>) -> Side {
    let mut sources: Vec<Source> = Vec::new();
    for &m in &mentions {
        let (source, _) = story::stance(articles, &all[m]);
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    Side {
        says,
        sources,
        mentions,
    }
}

fn in_order(story: &Story, about: About, mut sides: Vec<Side>) -> Contradiction {
    let place = |m: &usize| story.mentions.iter().position(|x| x == m);
    for side in &mut sides {
        side.mentions.sort_by_key(place);
        side.mentions.dedup();
    }
    sides.sort_by_key(|s| s.mentions.first().map(place));
    Contradiction { about, sides }
}
