//! Which names of the article are names of places.

use sayso_article::{Article, BlockKind, NameKind, NameMention, Span, Syntax, TokenId, Upos};
use sayso_gazetteer::fold;

use super::atlas::Atlas;

/// A name of a place in the text, whatever it stands for there.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Toponym {
    /// Its words, without "the" and "'s".
    pub span: Span,
    /// Its tokens.
    pub name: NameMention,
    /// The token of the name whose governor lies outside it.
    pub head: TokenId,
}

/// The names of places in the coded blocks, in reading order: those that the
/// model takes for places, but for words for a people ("Kenyan").
pub(super) fn toponyms(article: &Article, syntax: &Syntax, atlas: &Atlas) -> Vec<Toponym> {
    let mut out = Vec::new();
    for name in &syntax.names {
        if !matches!(name.kind, NameKind::Location | NameKind::Facility) || name.first >= name.end {
            continue;
        }
        let span = span_of(article, syntax, name);
        let words = article.slice(span);
        if !coded(article, span) || is_generic(words) || is_people(words, atlas) {
            continue;
        }
        out.push(Toponym {
            span,
            name: name.clone(),
            head: head_of(syntax, name),
        });
    }
    out
}

/// Neither boilerplate nor the place line at the head of the text.
fn coded(article: &Article, span: Span) -> bool {
    let block = article.block_at(span.start()).map(|b| b.kind);
    let dateline = article.dateline.as_ref();
    !matches!(block, Some(BlockKind::Boilerplate | BlockKind::Dateline))
        && !dateline.is_some_and(|d| d.span.overlaps(span))
}

/// Words that are no name by themselves, however the model takes them.
const GENERIC: [&str; 29] = [
    "kingdom",
    "world",
    "region",
    "earth",
    "house",
    "state",
    "states",
    "republic",
    "capital",
    "city",
    "town",
    "province",
    "district",
    "union",
    "government",
    "country",
    "nation",
    "county",
    "airport",
    "church",
    "heaven",
    "internet",
    "north",
    "south",
    "east",
    "west",
    "central",
    "centre",
    "center",
];

/// Nothing in it is a name: no word with a capital, or a common noun alone.
fn is_generic(words: &str) -> bool {
    let capital = words
        .split(|c: char| !c.is_alphanumeric())
        .any(|w| w.starts_with(char::is_uppercase));
    let month = words.starts_with("mid-") || words.starts_with("Mid-");
    !capital || month || words.chars().count() < 2 || GENERIC.contains(&fold(words).as_str())
}

/// A word for a people that no place bears which news would name.
fn is_people(words: &str, atlas: &Atlas) -> bool {
    let folded = fold(words);
    atlas.people(&folded).is_some()
        && !atlas
            .named(&folded)
            .iter()
            .any(|c| c.main && (c.geonames.is_none() || c.population >= 100_000))
}

pub(super) fn tokens(name: &NameMention) -> impl Iterator<Item = TokenId> + use<> {
    (name.first.index()..name.end.index()).map(TokenId::new)
}

/// The words of the name, without "the" before and "'s" after it.
fn span_of(article: &Article, syntax: &Syntax, name: &NameMention) -> Span {
    let possessive = |&t: &TokenId| matches!(article.slice(syntax[t].span), "'s" | "’s");
    let all: Vec<TokenId> = tokens(name).collect();
    let last = all.iter().rev().find(|t| !possessive(t)).copied();
    let first = all
        .iter()
        .find(|&&t| syntax[t].upos != Upos::Det)
        .copied()
        .unwrap_or(name.first);
    let last = last.filter(|&l| l >= first).unwrap_or(first);
    syntax[first].span.cover(syntax[last].span)
}

/// The token of the name whose governor lies outside it.
fn head_of(syntax: &Syntax, name: &NameMention) -> TokenId {
    tokens(name)
        .find(|&t| {
            syntax[t]
                .head
                .is_none_or(|h| h < name.first || h >= name.end)
        })
        .unwrap_or(name.first)
}
