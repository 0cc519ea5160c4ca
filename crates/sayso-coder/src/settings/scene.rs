//! Where the mentions of events and the expressions that may set them in time
//! or place stand in the article.

use sayso_article::{Article, BlockKind, SentenceId, Span, StatementId, Syntax, TokenId};

use crate::layers::{Event, Events, Statements};

/// The layers that tell how an event and an expression lie to each other.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub article: &'a Article,
    pub syntax: &'a Syntax,
    pub statements: &'a Statements,
    pub events: &'a Events,
}

/// Sentences of so many tokens or fewer are scraps.
const SCRAP: usize = 4;

/// What a sentence is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Headline,
    /// One of the first two sentences of running text.
    Lead,
    Body,
}

impl Scene<'_> {
    /// What the sentence is for.
    pub fn part(&self, sentence: SentenceId) -> Part {
        let kind = |s: usize| {
            let span = self.syntax.sentences()[s].span;
            self.article.block_at(span.start()).map(|b| b.kind)
        };
        let s = sentence.index();
        if kind(s) == Some(BlockKind::Headline) {
            return Part::Headline;
        }
        // "LAGOS --" is no sentence of the story.
        let whole = |s: &usize| self.syntax.sentences()[*s].tokens().count() > SCRAP;
        let before = (0..s).filter(|s| kind(*s) == Some(BlockKind::Paragraph) && whole(s));
        if before.take(2).count() < 2 {
            Part::Lead
        } else {
            Part::Body
        }
    }

    /// The words that tell the event: its trigger's head and those of its later mentions.
    pub fn heads(&self, event: &Event) -> Vec<TokenId> {
        let later = event.also.iter().filter_map(|&span| self.head(span));
        std::iter::once(event.head).chain(later).collect()
    }

    /// The token of a span whose governor lies outside it.
    pub fn head(&self, span: Span) -> Option<TokenId> {
        self.syntax.tokens_in(span).find(|&t| {
            let head = self.syntax[t].head;
            head.is_none_or(|h| !self.syntax[h].span.overlaps(span))
        })
    }

    /// Whether an event is told at the word.
    pub fn is_event(&self, t: TokenId) -> bool {
        self.events.list.iter().any(|e| e.head == t)
    }

    /// Whether the span stands in what the statement says.
    pub fn within(&self, span: Span, said_by: StatementId) -> bool {
        let contents = &self.statements.list[said_by.index()].contents;
        contents.iter().any(|c| c.contains(span))
    }

    /// The cue of some statement at the word.
    pub fn is_cue(&self, t: TokenId) -> bool {
        let mut cues = self.statements.list.iter().filter_map(|s| s.cue.as_ref());
        cues.any(|c| c.head == t)
    }

    /// The form of the event's word: the tense of its clause.
    pub fn tense(&self, head: TokenId) -> &'static str {
        let syntax = self.syntax;
        let token = &syntax[head];
        if token.upos.is_noun() {
            return "told-by-noun";
        }
        let auxiliary = |lemma: &str| {
            let mut all = syntax.children_by(head, &["aux"]);
            all.find(|&a| syntax[a].lemma.eq_ignore_ascii_case(lemma))
        };
        if syntax
            .children_by(head, &["mark"])
            .any(|m| syntax[m].lemma.eq_ignore_ascii_case("to"))
        {
            return "told-by-infinitive";
        }
        if let Some(have) = auxiliary("have") {
            return match syntax[have].xpos.as_str() {
                "VBD" => "told-in-pluperfect",
                _ => "told-in-perfect",
            };
        }
        if auxiliary("will").is_some() || auxiliary("would").is_some() {
            return "told-in-future";
        }
        match token.xpos.as_str() {
            "VBD" => "told-in-past",
            "VBN"
                if syntax
                    .child(head, &["aux:pass"])
                    .is_some_and(|a| syntax[a].xpos == "VBD") =>
            {
                "told-in-past"
            }
            "VBN" => "told-by-participle",
            "VBG" => "told-by-gerund",
            _ => "told-in-present",
        }
    }

    /// Whether the noun has "the", "this" or the like.
    pub fn is_definite(&self, t: TokenId) -> bool {
        let mut determiners = self.syntax.children_by(t, &["det"]);
        determiners.any(|d| {
            let lemma = self.syntax[d].lemma.to_lowercase();
            matches!(lemma.as_str(), "the" | "this" | "that" | "these" | "those")
        })
    }
}
