//! Names of one article: those of the model, joined with those of the lexicon.

use std::collections::BTreeSet;

use sayso_article::{Article, NameKind, Syntax, TokenId, Upos};
use sayso_lexicon::actors::{Actor, ActorKind, ActorLexicon, Word, words};

use super::given_names::gender_of_name;
use super::vocabulary::{TITLES, is_person_noun};

/// A name in the text: a run of tokens of one sentence.
#[derive(Clone, Debug)]
pub(super) struct Name<'a> {
    /// First token.
    pub first: usize,
    /// Token after the last.
    pub end: usize,
    /// What the model takes it for, or what the lexicon says.
    pub kind: NameKind,
    /// The lexicon's actors with exactly this name; those bound to a country
    /// carry its code.
    pub actors: Vec<(&'a Actor, Option<&'a str>)>,
    /// Lexicon names inside a longer name ("Turkish" in "Turkish Air Force").
    pub inner: Vec<&'a Actor>,
    /// The country that a person's bare name also is ("Jordan").
    pub country_too: Vec<(&'a Actor, Option<&'a str>)>,
    /// The token of the run that the rest of the sentence attaches to.
    pub head: TokenId,
    /// The words, folded for comparison.
    pub words: Vec<String>,
}

impl<'a> Name<'a> {
    /// The first actor of one of `kinds`.
    pub fn actor_of(&self, kinds: &[ActorKind]) -> Option<&'a Actor> {
        self.actors
            .iter()
            .map(|(a, _)| *a)
            .find(|a| kinds.contains(&a.kind))
    }
}

/// All names, in reading order, not overlapping.
pub(super) fn find<'a>(
    article: &Article,
    syntax: &Syntax,
    lexicon: &'a ActorLexicon,
) -> Vec<Name<'a>> {
    let mut out = Vec::new();
    for sentence in syntax.sentences() {
        let tokens: Vec<usize> = sentence.tokens().map(TokenId::index).collect();
        let written: Vec<(usize, Word)> = tokens
            .iter()
            .flat_map(|&t| {
                words(article.slice(syntax.tokens()[t].span))
                    .into_iter()
                    .map(move |w| (t, w))
            })
            .collect();
        let listed = lexicon_names(syntax, lexicon, &written);
        let modelled = model_names(
            article,
            syntax,
            sentence.first.index(),
            sentence.end.index(),
        );
        let mut joined = join(modelled, listed, |t| {
            gender_of_name(article.slice(syntax.tokens()[t].span)).is_some()
        });
        for name in &mut joined {
            name.head = head_of(syntax, name.first, name.end);
            name.words = written
                .iter()
                .filter(|(t, _)| (name.first..name.end).contains(t))
                .map(|(_, w)| w.folded.clone())
                .collect();
        }
        joined.retain(|n| !n.words.is_empty());
        out.append(&mut joined);
    }
    offices(article, syntax, lexicon, &mut out);
    own_acronyms(&mut out);
    bare_countries(&mut out);
    out
}

/// "Jordan" with nobody in the article of whose name it is a part is the country.
fn bare_countries(names: &mut [Name<'_>]) {
    let persons: BTreeSet<String> = names
        .iter()
        .filter(|n| n.kind == NameKind::Person && n.words.len() > 1)
        .flat_map(|n| n.words.iter().cloned())
        .collect();
    for name in names {
        if !name.country_too.is_empty() && !name.words.iter().any(|w| persons.contains(w)) {
            name.kind = NameKind::Location;
            name.actors = std::mem::take(&mut name.country_too);
        }
    }
}

/// "Education Officer (EO) Rahim Uddin": from there on "the EO" is Rahim Uddin.
fn offices(article: &Article, syntax: &Syntax, lexicon: &ActorLexicon, names: &mut Vec<Name<'_>>) {
    let text = |t: usize| {
        let token = syntax.tokens().get(t);
        token.map_or("", |token| article.slice(token.span))
    };
    let is_office = |word: &str| lexicon.agent(&[word]).is_some() || is_person_noun(word);
    let mut holders: Vec<(usize, String, Vec<String>)> = Vec::new();
    for name in names.iter().filter(|n| n.kind == NameKind::Person) {
        let Some(acronym) = name.first.checked_sub(2) else {
            continue;
        };
        let capitals = text(acronym).len() > 1 && text(acronym).chars().all(char::is_uppercase);
        let bracketed = text(acronym + 1) == ")" && acronym >= 2 && text(acronym - 1) == "(";
        if capitals && bracketed && is_office(&text(acronym - 2).to_lowercase()) {
            let short = text(acronym).to_lowercase();
            holders.push((acronym, short, name.words.clone()));
        }
    }
    for (at, short, full) in holders {
        names.retain(|n| n.first != at || n.end != at + 1);
        for name in names.iter_mut().filter(|n| n.first > at) {
            if name.words.len() == 1 && name.words[0] == short {
                name.kind = NameKind::Person;
                name.actors.clear();
                name.words.clone_from(&full);
            }
        }
    }
}

/// An acronym that the article itself spells out ("the National Trade
/// Commission (NTC)") is not the body of that acronym in the lexicon.
fn own_acronyms(names: &mut [Name<'_>]) {
    let initials: BTreeSet<String> = names
        .iter()
        .filter(|n| n.words.len() > 1 && n.actors.is_empty())
        .map(|n| {
            n.words
                .iter()
                .filter(|w| !matches!(w.as_str(), "of" | "the" | "and" | "for" | "s"))
                .filter_map(|w| w.chars().next())
                .collect()
        })
        .collect();
    for name in names {
        let acronym = name.words.len() == 1
            && name
                .actors
                .iter()
                .all(|(a, _)| matches!(a.kind, ActorKind::Organization | ActorKind::Group));
        if acronym && initials.contains(&name.words[0]) {
            name.actors.clear();
        }
    }
}

/// A name without head and words, which are filled in at the end.
fn raw<'a>(first: usize, end: usize, kind: NameKind) -> Name<'a> {
    Name {
        first,
        end,
        kind,
        actors: Vec::new(),
        inner: Vec::new(),
        country_too: Vec::new(),
        head: TokenId::new(first),
        words: Vec::new(),
    }
}

/// Words of a style ("Her Majesty"), and offices that stand for their holder.
const STYLES: [&str; 15] = [
    "hh",
    "hrh",
    "hm",
    "his",
    "her",
    "their",
    "royal",
    "highness",
    "majesty",
    "excellency",
    "eminence",
    "holiness",
    "honour",
    "crown",
    "prince",
];

/// The model's names of a sentence that can name somebody or some place,
/// without titles before and the possessive after them.
fn model_names<'a>(article: &Article, syntax: &Syntax, first: usize, end: usize) -> Vec<Name<'a>> {
    let text = |t: usize| article.slice(syntax.tokens()[t].span);
    let mut out = Vec::new();
    for name in &syntax.names {
        if name.first.index() < first || name.end.index() > end {
            continue;
        }
        if matches!(name.kind, NameKind::Date | NameKind::Money) {
            continue;
        }
        let (mut a, mut b) = (name.first.index(), name.end.index());
        while b - a > 1 && matches!(text(b - 1), "'s" | "’s" | "'" | "’" | "," | ".") {
            b -= 1;
        }
        while b - a > 1 && text(a).eq_ignore_ascii_case("the") {
            a += 1;
        }
        if name.kind == NameKind::Person {
            while b - a > 1
                && TITLES.contains(&text(a).trim_end_matches('.').to_lowercase().as_str())
            {
                a += 1;
            }
        }
        // "Datuk", "HH", "His Highness": cut off from the name behind them.
        let honour = |t: usize| {
            let word = text(t).trim_end_matches('.').to_lowercase();
            TITLES.contains(&word.as_str()) || STYLES.contains(&word.as_str())
        };
        if name.kind == NameKind::Person && (a..b).all(honour) {
            continue;
        }
        out.push(raw(a, b, name.kind));
    }
    joined_persons(syntax, out)
}

/// Pieces of one person's name that the tree holds together ("Sohel", "Nain
/// Kabir" of "Sohel Sultan Nain Kabir") as one name.
fn joined_persons<'a>(syntax: &Syntax, names: Vec<Name<'a>>) -> Vec<Name<'a>> {
    let mut out: Vec<Name<'a>> = Vec::new();
    for name in names {
        let one = out.last().filter(|before| {
            let head = TokenId::new(before.first);
            let person = |n: &Name<'_>| n.kind == NameKind::Person;
            person(before)
                && person(&name)
                && (before.end..=name.first).all(|t| {
                    let token = &syntax.tokens()[t];
                    token.upos == Upos::Propn && token.is_rel("flat") && token.head == Some(head)
                })
        });
        match one.is_some().then(|| out.last_mut()).flatten() {
            Some(before) => before.end = name.end,
            None => out.push(name),
        }
    }
    out
}

/// The longest lexicon names of a sentence, left to right.
fn lexicon_names<'a>(
    syntax: &Syntax,
    lexicon: &'a ActorLexicon,
    written: &[(usize, Word)],
) -> Vec<Name<'a>> {
    let just: Vec<Word> = written.iter().map(|(_, w)| w.clone()).collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < written.len() {
        let begins_token = at == 0 || written[at - 1].0 != written[at].0;
        let found = begins_token
            .then(|| lexicon.longest_name(&just[at..]))
            .flatten();
        let Some(found) = found else {
            at += 1;
            continue;
        };
        // "The Australian government": the country, not the newspaper.
        let (paper, next) = (found.words > 1, written.get(at + found.words));
        let article = just[at].folded == "the";
        let noun = next.is_some_and(|(t, _)| syntax.tokens()[*t].upos == Upos::Noun);
        if paper && article && noun {
            let rest = lexicon.longest_name(&just[at + 1..at + found.words]);
            let demonym = rest.is_some_and(|r| {
                r.words + 1 == found.words && r.actors[0].0.kind == ActorKind::Demonym
            });
            if demonym {
                at += 1;
                continue;
            }
        }
        let last = at + found.words - 1;
        let ends_token = written
            .get(last + 1)
            .is_none_or(|(t, _)| *t != written[last].0);
        let (first, end) = (written[at].0, written[last].0 + 1);
        // A capital at the head of a sentence proves nothing about a verb.
        let word_class_fits = end - first > 1
            || matches!(
                syntax.tokens()[first].upos,
                Upos::Noun | Upos::Propn | Upos::Adj | Upos::X
            );
        if !ends_token || !word_class_fits {
            at += 1;
            continue;
        }
        let mut name = raw(first, end, kind_of(found.actors[0].0));
        name.actors = found.actors;
        out.push(name);
        at = last + 1;
    }
    out
}

fn kind_of(actor: &Actor) -> NameKind {
    match actor.kind {
        ActorKind::Country | ActorKind::Capital | ActorKind::State | ActorKind::City => {
            NameKind::Location
        }
        ActorKind::Demonym => NameKind::Norp,
        ActorKind::Metonym | ActorKind::Organization | ActorKind::Group => NameKind::Organization,
        ActorKind::Person => NameKind::Person,
        ActorKind::Epithet => NameKind::Organization,
    }
}

/// Joins both lists: equal spans become one name; the longer of two wins, and
/// keeps the shorter as `inner`.
fn join<'a>(
    modelled: Vec<Name<'a>>,
    listed: Vec<Name<'a>>,
    is_given: impl Fn(usize) -> bool,
) -> Vec<Name<'a>> {
    let mut out: Vec<Name<'a>> = modelled;
    for lex in listed {
        let overlapping: Vec<usize> = (0..out.len())
            .filter(|&i| out[i].first < lex.end && lex.first < out[i].end)
            .collect();
        match overlapping.as_slice() {
            [] => out.push(lex),
            [i] if out[*i].first == lex.first && out[*i].end == lex.end => {
                let person = lex.actors.iter().any(|(a, _)| a.kind == ActorKind::Person);
                // A foreign group's name is easily taken for a person's ("Hezbollah").
                let group = lex.actors.iter().all(|(a, _)| a.kind == ActorKind::Group);
                // A person's name that is also a place's stays a person ("Jordan"),
                // but no one is called "Tegucigalpa".
                let capital = lex.actors.iter().all(|(a, _)| a.kind == ActorKind::Capital)
                    && (lex.end - lex.first > 1 || !is_given(lex.first));
                if capital {
                    out[*i].kind = lex.kind;
                }
                let country = |a: &Actor| a.kind == ActorKind::Country;
                if out[*i].kind == NameKind::Person && lex.actors.iter().all(|(a, _)| country(a)) {
                    out[*i].country_too = lex.actors;
                } else if out[*i].kind != NameKind::Person || person || group {
                    out[*i].actors = lex.actors;
                    if out[*i].kind == NameKind::Misc || group {
                        out[*i].kind = lex.kind;
                    }
                }
            }
            [i] if out[*i].first <= lex.first && lex.end <= out[*i].end => {
                out[*i].inner.extend(lex.actors.iter().map(|(a, _)| *a));
            }
            several => {
                let covered = several
                    .iter()
                    .all(|&i| lex.first <= out[i].first && out[i].end <= lex.end);
                let longest = several
                    .iter()
                    .map(|&i| out[i].end - out[i].first)
                    .max()
                    .unwrap_or(0);
                if covered || lex.end - lex.first > longest {
                    let first = several[0];
                    for &i in several.iter().skip(1).rev() {
                        out.remove(i);
                    }
                    out[first] = lex;
                }
            }
        }
    }
    out.sort_by_key(|n| n.first);
    out
}

/// The token of a run whose head lies outside it; of several the first that is
/// a noun.
fn head_of(syntax: &Syntax, first: usize, end: usize) -> TokenId {
    let outside = |t: &usize| {
        syntax.tokens()[*t]
            .head
            .is_none_or(|h| !(first..end).contains(&h.index()))
    };
    let tops: Vec<usize> = (first..end).filter(outside).collect();
    let noun = tops
        .iter()
        .copied()
        .find(|&t| syntax.tokens()[t].upos.is_nominal() && !syntax.tokens()[t].is_rel("compound"))
        .or_else(|| {
            tops.iter()
                .copied()
                .rev()
                .find(|&t| syntax.tokens()[t].upos.is_nominal())
        });
    TokenId::new(noun.or(tops.first().copied()).unwrap_or(first))
}
