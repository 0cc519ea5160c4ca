//! The nominal phrases of an article, before anything is known about them.

use sayso_article::{Article, Span, Syntax, Token, TokenId, Upos};

use sayso_lexicon::actors::ActorLexicon;

use super::names::Name;
use super::vocabulary::{PARTITIVE, is_person_noun};

/// How a phrase is determined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Determination {
    /// the, this, that, these, those, both.
    Definite,
    /// a, an, another, some, any, no.
    Indefinite,
    /// Its possessor is named.
    Possessed,
    /// Nothing stands before it.
    Bare,
}

/// One nominal phrase.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    pub head: TokenId,
    pub span: Span,
    /// Tokens of the phrase, without clauses, appositions and further conjuncts.
    pub tokens: Vec<TokenId>,
    /// Index of the name that the head belongs to.
    pub name: Option<usize>,
    /// Lemma of the head in lower case.
    pub lemma: String,
    pub pronoun: bool,
    pub plural: bool,
    pub determination: Determination,
    /// Stands as adjective or compound before another noun ("Turkish shelling").
    pub modifier: bool,
}

const INNER: [&str; 6] = ["compound", "flat", "fixed", "amod", "goeswith", "det"];
const ARGUMENT: [&str; 9] = [
    "nsubj", "obj", "iobj", "obl", "nmod", "conj", "appos", "root", "orphan",
];
/// Dependents that are no part of the phrase of a noun.
const OUTSIDE: [&str; 19] = [
    "acl",
    "appos",
    "conj",
    "cc",
    "parataxis",
    "nsubj",
    "csubj",
    "cop",
    "aux",
    "mark",
    "advcl",
    "ccomp",
    "xcomp",
    "obl",
    "expl",
    "discourse",
    "vocative",
    "dislocated",
    "list",
];

/// All phrases in order of their heads.
pub(super) fn find(
    article: &Article,
    syntax: &Syntax,
    names: &[Name<'_>],
    name_of: &[Option<usize>],
    lexicon: &ActorLexicon,
) -> Vec<Phrase> {
    (0..syntax.tokens().len())
        .map(TokenId::new)
        .filter(|&t| {
            heads_phrase(syntax, names, name_of, t) || acts_through(article, syntax, lexicon, t)
        })
        .map(|t| phrase(article, syntax, names, name_of, t))
        .collect()
}

fn heads_phrase(
    syntax: &Syntax,
    names: &[Name<'_>],
    name_of: &[Option<usize>],
    t: TokenId,
) -> bool {
    let token = &syntax[t];
    let heads_name = name_of[t.index()].is_some_and(|n| names[n].head == t);
    if INNER.iter().any(|r| token.is_rel(r)) {
        // A name that modifies a noun acts through it ("Turkish shelling");
        // a flat part of a titled name belongs to the phrase of the title.
        return heads_name && !token.is_rel("flat") && !token.is_rel("fixed");
    }
    match token.upos {
        Upos::Noun | Upos::Propn | Upos::Pron => true,
        Upos::Num | Upos::Det | Upos::Adj | Upos::X | Upos::Sym => {
            heads_name || ARGUMENT.iter().any(|r| token.is_rel(r))
        }
        _ => heads_name,
    }
}

/// "the police raid", "settler violence": a common noun of an actor that
/// modifies a noun which is none itself.
fn acts_through(article: &Article, syntax: &Syntax, lexicon: &ActorLexicon, t: TokenId) -> bool {
    let token = &syntax[t];
    let Some(head) = token.head else {
        return false;
    };
    let known = |t: TokenId| {
        let lemma = lemma(article, &syntax[t]);
        lexicon.agent(&[&lemma]).is_some() || is_person_noun(&lemma)
    };
    (token.is_rel("compound") || token.is_rel("amod") || token.is_rel("nmod:desc"))
        && (token.upos == Upos::Noun || token.upos == Upos::Adj)
        // "the general public" is no officer's.
        && !(token.upos == Upos::Adj && lemma(article, token) == "general")
        && t < head
        && syntax[head].upos == Upos::Noun
        && known(t)
        && !known(head)
}

fn phrase(
    article: &Article,
    syntax: &Syntax,
    names: &[Name<'_>],
    name_of: &[Option<usize>],
    t: TokenId,
) -> Phrase {
    let token = &syntax[t];
    let modifier = INNER.iter().any(|r| token.is_rel(r)) && !token.is_rel("det");
    let mut tokens = syntax.subtree_without(t, |c| {
        let child = &syntax[c];
        let of_head = child.head == Some(t);
        (OUTSIDE.iter().any(|r| child.is_rel(r))
            && !((child.is_rel("conj") || child.is_rel("cc")) && !of_head))
            || (of_head && child.is_rel("case"))
            || (of_head && child.is_rel("advmod") && c > t)
            || (child.is_rel("cc") && of_head)
    });
    trim(syntax, &mut tokens, t);
    let name = name_of[t.index()].or_else(|| titled_name(syntax, names, name_of, t));
    let span = match name {
        // A name used as modifier is the name alone.
        Some(n) if modifier => span_of_run(syntax, names[n].first, names[n].end),
        _ => syntax.span_of(&tokens),
    }
    .unwrap_or(token.span);
    Phrase {
        head: t,
        span,
        lemma: lemma(article, token),
        pronoun: token.upos == Upos::Pron && name.is_none(),
        plural: is_plural(syntax, t),
        determination: determination(article, syntax, t),
        modifier,
        name,
        tokens,
    }
}

fn span_of_run(syntax: &Syntax, first: usize, end: usize) -> Option<Span> {
    let a = syntax.tokens().get(first)?;
    let b = syntax.tokens().get(end.checked_sub(1)?)?;
    Some(a.span.cover(b.span))
}

/// Lemma in lower case; the written form of a name or where there is no lemma.
pub(super) fn lemma(article: &Article, token: &Token) -> String {
    if token.lemma.is_empty() {
        article.slice(token.span).to_lowercase()
    } else {
        token.lemma.to_lowercase()
    }
}

/// The name of a person that hangs on its title: "President" with the flat
/// dependents "Ana", "Reyes".
fn titled_name(
    syntax: &Syntax,
    names: &[Name<'_>],
    name_of: &[Option<usize>],
    t: TokenId,
) -> Option<usize> {
    let child = syntax.child(t, &["flat"])?;
    let n = name_of[child.index()]?;
    (names[n].first > t.index()).then_some(n)
}

/// Takes punctuation and stray connectors off both ends, and what is cut off
/// from the head by a gap after it.
fn trim(syntax: &Syntax, tokens: &mut Vec<TokenId>, head: TokenId) {
    let loose = |t: TokenId| {
        t != head
            && (syntax[t].upos == Upos::Punct
                || matches!(syntax[t].upos, Upos::Cconj | Upos::Sconj))
    };
    while tokens.last().is_some_and(|&t| loose(t)) {
        tokens.pop();
    }
    while tokens.first().is_some_and(|&t| loose(t)) {
        tokens.remove(0);
    }
    // What follows an omitted apposition or clause is not contiguous: cut it.
    let at = tokens.iter().position(|&t| t == head).unwrap_or(0);
    let gap = (at + 1..tokens.len()).find(|&i| tokens[i].index() != tokens[i - 1].index() + 1);
    if let Some(gap) = gap {
        tokens.truncate(gap);
        while tokens.last().is_some_and(|&t| loose(t)) {
            tokens.pop();
        }
    }
    let front = (1..=at)
        .rev()
        .find(|&i| tokens[i].index() != tokens[i - 1].index() + 1);
    if let Some(front) = front {
        tokens.drain(..front);
    }
}

fn is_plural(syntax: &Syntax, t: TokenId) -> bool {
    let token = &syntax[t];
    token.feat("Number") == Some("Plur")
        || matches!(token.xpos.as_str(), "NNS" | "NNPS")
        || matches!(token.lemma.as_str(), "police" | "people" | "they" | "we")
        || syntax.child(t, &["conj"]).is_some()
        || (token.upos == Upos::Num && token.lemma != "one")
}

fn determination(article: &Article, syntax: &Syntax, t: TokenId) -> Determination {
    if syntax.child(t, &["nmod:poss"]).is_some() {
        return Determination::Possessed;
    }
    let Some(det) = syntax.child(t, &["det"]) else {
        return Determination::Bare;
    };
    match article.slice(syntax[det].span).to_lowercase().as_str() {
        "the" | "this" | "that" | "these" | "those" | "both" | "such" => Determination::Definite,
        "his" | "her" | "their" | "its" | "our" | "my" => Determination::Possessed,
        _ => Determination::Indefinite,
    }
}

/// For "dozens of protesters", "some of them", "members of the group": the
/// phrase whose people are meant.
pub(super) fn counted(syntax: &Syntax, phrase: &Phrase) -> Option<TokenId> {
    let partitive = PARTITIVE.contains(&phrase.lemma.as_str())
        || matches!(syntax[phrase.head].upos, Upos::Num | Upos::Det | Upos::Sym);
    if !partitive || phrase.name.is_some() {
        return None;
    }
    let of = syntax
        .children_by(phrase.head, &["nmod"])
        .find(|&c| syntax.preposition(c).as_deref() == Some("of"));
    of
}
