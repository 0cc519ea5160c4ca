//! The statements stage: who says what.
//!
//! Cues (verbs, nouns, adjectives and prepositions of the lexicon) are looked
//! up in the trees, each with its source and its content; quotations that no
//! cue reached are linked to the cue beside them or to the statement that they
//! continue; what the model sees and the rules missed is added; and all is put
//! in order with its nesting.

mod attached;
mod bounds;
mod cited;
mod contents;
mod forms;
mod heads;
mod labelled;
mod link;
mod misread;
mod nominal;
mod prepositions;
mod quoted;
mod quotes;
mod sources;
#[cfg(test)]
mod tests;
mod verbs;

use sayso_article::{Article, BlockKind, Diagnostic, SmolStr, Span, Syntax, TokenId};
use sayso_lexicon::{CueEntry, Cues};

use crate::layers::{Cue, Statements};
use heads::Votes;
use quotes::Quotation;

/// Finds the statements of an article, in order of their first character.
/// Odd quotation marks are told as diagnostics; nothing here fails.
pub fn statements(
    article: &Article,
    syntax: &Syntax,
    cues: &Cues,
) -> (Statements, Vec<Diagnostic>) {
    let (quotes, diagnostics) = quotes::quotations(article);
    let reader = Reader {
        article,
        syntax,
        cues,
        votes: Votes::new(syntax),
        quotes,
    };
    let mut drafts = verbs::drafts(&reader);
    drafts.extend(nominal::drafts(&reader));
    drafts.extend(prepositions::drafts(&reader));
    link::settle(&reader, &mut drafts);
    labelled::attach(&reader, &mut drafts);
    quoted::attach(&reader, &mut drafts);
    heads::propose(&reader, &mut drafts);
    for draft in &mut drafts {
        draft.contents.retain(|c| !reader.is_furniture(*c));
    }
    cited::nest(&reader, &mut drafts);
    (link::assemble(&reader, drafts), diagnostics)
}

/// What every step reads.
struct Reader<'a> {
    article: &'a Article,
    syntax: &'a Syntax,
    cues: &'a Cues,
    votes: Votes,
    quotes: Vec<Quotation>,
}

/// A statement in the making.
#[derive(Clone, Debug)]
struct Draft {
    /// Rule id: `cue/verb/say/clause`.
    rule: SmolStr,
    /// The cue, unless a quotation is continued.
    cue: Option<Cue>,
    /// Head of the source phrase.
    source: Option<TokenId>,
    /// Content, in reading order.
    contents: Vec<Span>,
    /// 0 to 1.
    confidence: f32,
    /// What else speaks for it, as a sentence.
    note: String,
    /// Index among the drafts of the statement whose quotation this continues.
    continues: Option<usize>,
    /// Index of the statement around this one, where its content does not tell.
    inside: Option<usize>,
}

impl Draft {
    /// From the first to the last byte of content.
    fn cover(&self) -> Option<Span> {
        Some(self.contents.first()?.cover(*self.contents.last()?))
    }

    /// The head token of the cue.
    fn cue_head(&self) -> Option<TokenId> {
        self.cue.as_ref().map(|c| c.head)
    }
}

impl Reader<'_> {
    /// Whether the span lies in the place line or in boilerplate, which nobody says.
    fn is_furniture(&self, span: Span) -> bool {
        self.article.block_at(span.start()).is_some_and(|b| {
            matches!(b.kind, BlockKind::Dateline | BlockKind::Boilerplate) && b.span.contains(span)
        })
    }

    /// The token's text as it stands.
    fn form(&self, t: TokenId) -> &str {
        self.article.slice(self.syntax[t].span)
    }

    /// The token's lemma in lower case.
    fn lemma(&self, t: TokenId) -> String {
        self.syntax[t].lemma.to_lowercase()
    }

    /// Whether the token has a dependent with the relation and the lemma.
    fn has_child(&self, t: TokenId, relation: &str, lemma: &str) -> bool {
        self.syntax
            .children_by(t, &[relation])
            .any(|c| self.lemma(c) == lemma)
    }

    /// The preposition of a nominal or the marker of a clause, lower-case.
    fn marker(&self, t: TokenId) -> Option<String> {
        self.syntax
            .preposition(t)
            .or_else(|| self.syntax.child(t, &["mark"]).map(|m| self.lemma(m)))
    }

    /// Whether the verb or participle is passive.
    fn is_passive(&self, v: TokenId) -> bool {
        let s = self.syntax;
        s.child(v, &["aux:pass", "nsubj:pass", "csubj:pass"])
            .is_some()
            || s[v].is_rel("acl") && s[v].xpos == "VBN"
    }

    /// The quotations around a byte position, outermost first.
    fn quotes_around(&self, at: usize) -> impl Iterator<Item = &Quotation> {
        self.quotes.iter().filter(move |q| q.holds(at))
    }

    /// The cue as the layer has it: head and the words of the lemma beside it.
    fn cue(&self, head: TokenId, words: &[TokenId], entry: &CueEntry) -> Cue {
        let mut span = self.syntax[head].span;
        let mut last = head;
        for &w in words {
            // Only unbroken cues: "pointed the man out" has the cue "pointed".
            if w.index() == last.index() + 1 {
                span = span.cover(self.syntax[w].span);
                last = w;
            }
        }
        Cue {
            span,
            head,
            lemma: entry.lemma.clone(),
            force: entry.force,
        }
    }
}
