//! Who and what the article speaks of: nominal phrases, chained into entities
//! within the article, each with country and sectors and the reason for them;
//! and the speaker of every statement.
//!
//! names → phrases → what each says by itself → chains → pronouns → countries

mod belonging;
mod chains;
mod context;
mod describe;
mod finish;
mod given_names;
mod home;
mod learned;
mod names;
mod own;
mod phrases;
mod pronouns;
mod speakers;
#[cfg(test)]
mod tests;
mod vocabulary;

use sayso_article::{Article, Diagnostic, NameKind, SmolStr, Span, Syntax, TokenId};
use sayso_lexicon::actors::{ActorKind, ActorLexicon};

use crate::layers::{Entities, Statements};
use context::Context;
pub use home::Candidate;
use names::Name;
use own::Own;
use phrases::Phrase;

/// What all parts of the stage read.
pub(super) struct Work<'a> {
    article: &'a Article,
    syntax: &'a Syntax,
    statements: &'a Statements,
    lexicon: &'a ActorLexicon,
    /// Publication day, ISO 8601.
    day: Option<String>,
    names: Vec<Name<'a>>,
    /// By token: the name it belongs to.
    name_of: Vec<Option<usize>>,
    phrases: Vec<Phrase>,
    /// By token: the phrase whose head it is.
    phrase_at: Vec<Option<usize>>,
    context: Context,
}

impl<'a> Work<'a> {
    fn of(
        article: &'a Article,
        syntax: &'a Syntax,
        statements: &'a Statements,
        actors: &'a ActorLexicon,
    ) -> Work<'a> {
        let found = names::find(article, syntax, actors);
        let mut name_of = vec![None; syntax.tokens().len()];
        for (i, name) in found.iter().enumerate() {
            name_of[name.first..name.end].fill(Some(i));
        }
        let phrases = phrases::find(article, syntax, &found, &name_of, actors);
        let mut phrase_at = vec![None; syntax.tokens().len()];
        for (i, phrase) in phrases.iter().enumerate() {
            phrase_at[phrase.head.index()] = Some(i);
        }
        let context = Context::of(article, syntax, &found, actors);
        Work {
            article,
            syntax,
            statements,
            lexicon: actors,
            day: article.published.map(|d| d.to_string()),
            names: found,
            name_of,
            phrases,
            phrase_at,
            context,
        }
    }
}

impl Work<'_> {
    fn text(&self, t: TokenId) -> &str {
        self.article.slice(self.syntax[t].span)
    }

    fn lemma(&self, t: TokenId) -> String {
        phrases::lemma(self.article, &self.syntax[t])
    }

    fn text_of(&self, p: usize) -> &str {
        self.article.slice(self.phrases[p].span)
    }

    /// Country that the name at a token stands for: country, demonym, capital
    /// or a place whose country the article tells.
    fn country_of_token(&self, t: TokenId) -> Option<(SmolStr, String)> {
        let name = &self.names[self.name_of[t.index()]?];
        // What the article says of a place outweighs its better-known namesake.
        if let Some(code) = self.context.place(&name.words.join(" ")) {
            return Some((code.clone(), "place named in the article".to_owned()));
        }
        if let Some(code) = self.context.town(&name.words.join(" ")) {
            return Some((code.clone(), "city of the gazetteer".to_owned()));
        }
        const PLACES: [ActorKind; 5] = [
            ActorKind::Country,
            ActorKind::Demonym,
            ActorKind::Capital,
            ActorKind::State,
            ActorKind::City,
        ];
        let place = matches!(name.kind, NameKind::Location | NameKind::Facility);
        let actor = name.actor_of(&PLACES).or_else(|| {
            // "the Amhara region"
            let inner = name.inner.iter().copied();
            inner.filter(|_| place).find(|a| PLACES.contains(&a.kind))
        })?;
        Some((actor.country.clone()?, actor.line.to_string()))
    }

    /// Whether the phrase stands where actors stand: subject, agent, or
    /// possessor of an act; not in a phrase of place.
    fn acts(&self, phrase: &Phrase) -> bool {
        let token = &self.syntax[phrase.head];
        let preposition = self.syntax.preposition(phrase.head);
        match token.relation() {
            "nsubj" | "obj" | "iobj" => preposition.is_none(),
            "obl" | "nmod" => matches!(
                preposition.as_deref(),
                Some("by" | "with" | "between" | "against" | "according to")
            ),
            "conj" => token.head.is_some_and(|h| {
                self.phrase_at[h.index()].is_some_and(|q| self.acts(&self.phrases[q]))
            }),
            _ => false,
        }
    }
}

/// Finds the mentions, chains and speakers of an article. The mentions are
/// every nominal phrase and every name that modifies a noun, in order of
/// their heads. Nothing fails: what is not known is `None` with a reason.
pub fn entities(
    article: &Article,
    syntax: &Syntax,
    statements: &Statements,
    actors: &ActorLexicon,
) -> (Entities, Vec<Diagnostic>) {
    let work = Work::of(article, syntax, statements, actors);
    let owns = owns(&work);
    let mut chains = chained(&work, &owns);
    let said = speakers::chains_of(&mut chains);
    finish::finish(&work, &owns, &chains, &said)
}

/// Those whose country nobody tells: where they are mentioned, and the signs
/// for each country of the article. For fitting
/// `lexicons/confidence/home_country.toml`.
pub fn country_candidates(
    article: &Article,
    syntax: &Syntax,
    statements: &Statements,
    actors: &ActorLexicon,
) -> Vec<(Vec<Span>, Vec<Candidate>)> {
    let work = Work::of(article, syntax, statements, actors);
    let owns = owns(&work);
    let chains = chained(&work, &owns);
    let spans = |members: Vec<usize>| members.iter().map(|&p| work.phrases[p].span).collect();
    belonging::open(&work, &owns, &chains)
        .into_iter()
        .map(|(members, candidates)| (spans(members), candidates))
        .collect()
}

fn owns(work: &Work<'_>) -> Vec<Own> {
    (0..work.phrases.len()).map(|p| own::own(work, p)).collect()
}

fn chained<'a, 'w>(work: &'w Work<'a>, owns: &'w [Own]) -> chains::Chains<'a, 'w> {
    let mut chains = chains::Chains::new(work, owns);
    chains.link_names();
    chains.link_structure();
    chains.link_sources();
    chains.link_descriptions();
    pronouns::resolve(&mut chains);
    chains.link_own_countries();
    chains
}
