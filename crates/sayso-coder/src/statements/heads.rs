//! The model's own view of attributions: as votes for the rules, and as
//! statements where the rules found none.

use sayso_article::{Role, RoleSpan, Span, Syntax, TokenId, Upos};

use super::{Draft, Reader};
use crate::layers::{Cue, Force};

/// Which tokens the model marks as cue and as content.
pub(super) struct Votes {
    cue: Vec<bool>,
    content: Vec<bool>,
    /// There is a model (hand-written trees have none), and an article for it.
    asked: bool,
}

impl Votes {
    pub fn new(syntax: &Syntax) -> Votes {
        let marked = |role: Role| {
            let mut out = vec![false; syntax.tokens().len()];
            for span in syntax.roles.iter().filter(|r| r.role == role) {
                for flag in out
                    .iter_mut()
                    .take(span.end.index())
                    .skip(span.first.index())
                {
                    *flag = true;
                }
            }
            out
        };
        Votes {
            cue: marked(Role::Cue),
            content: marked(Role::Content),
            asked: syntax.events.is_some() && crate::clause::is_article(syntax),
        }
    }

    /// Whether the model marks the token as part of a cue.
    pub fn cue(&self, t: TokenId) -> bool {
        self.cue.get(t.index()).copied().unwrap_or(false)
    }

    /// Which part of the tokens the model marks as content, 0 to 1.
    fn content_share(&self, tokens: &[TokenId]) -> f32 {
        let marked = tokens
            .iter()
            .filter(|t| self.content.get(t.index()).copied().unwrap_or(false))
            .count();
        marked as f32 / tokens.len().max(1) as f32
    }

    /// Whether a model was asked and sees neither a cue here nor that anything
    /// is said.
    pub fn denies(&self, cue: TokenId, tokens: &[TokenId]) -> bool {
        self.asked && !self.cue(cue) && self.content_share(tokens) < 0.2
    }

    /// Whether the model, too, sees an attribution with this cue and content.
    pub fn supports(&self, cue: TokenId, tokens: &[TokenId]) -> bool {
        self.cue(cue) && self.content_share(tokens) >= 0.4
    }
}

/// Least probability at which a proposed content makes a statement by itself.
const SURE: f32 = 0.7;

/// Least probability at which the model's content tells where content ends.
const DRAWN_OUT: f32 = 0.7;

/// Adds statements for contents that the model proposes and no rule touched.
pub(super) fn propose(r: &Reader, drafts: &mut Vec<Draft>) {
    let s = r.syntax;
    let mut added = Vec::new();
    for span in s.roles.iter().filter(|x| x.role == Role::Content) {
        if span.score < SURE || span.end <= span.first {
            continue;
        }
        let tokens: Vec<TokenId> = (span.first.index()..span.end.index())
            .map(TokenId::new)
            .collect();
        let Some(cover) = s.span_of(&tokens) else {
            continue;
        };
        let touched = drafts
            .iter()
            .any(|d| d.contents.iter().any(|c| c.overlaps(cover)));
        if touched {
            continue;
        }
        let Some(cue) = nearest(r, span, Role::Cue, 3) else {
            continue;
        };
        let head = head_of(r, cue);
        if drafts.iter().any(|d| d.cue_head() == Some(head)) {
            continue;
        }
        if !r.may_be_cue(head) {
            continue;
        }
        let contents = r.pieces(head, &r.completed(head, tokens));
        if contents.is_empty() || r.is_scrap(&contents) || r.asks_for_anonymity(&contents) {
            continue;
        }
        // A cue is no part of what it introduces: such a span was completed too far.
        if contents.iter().any(|c| c.contains(s[head].span)) {
            continue;
        }
        // The verb's own subject outweighs what is near; one that it shares does not.
        let verb = s[head].upos == Upos::Verb;
        let suited = |t: &TokenId| *t != head && r.can_be(*t, true, true);
        let own = verb.then(|| r.own_subject(head)).flatten();
        let source = own
            .and_then(|_| r.behind_verb(head).head())
            .filter(suited)
            .or_else(|| {
                let named = nearest(r, cue, Role::Source, 12).map(|x| head_of(r, x));
                // An article alone names nobody ("the rumour is").
                named.filter(|&t| !s[t].is_rel("det"))
            })
            .or_else(|| {
                let shared = verb.then(|| r.behind_verb(head).head()).flatten();
                shared.filter(suited)
            });
        if source.is_some_and(|t| r.is_nobody(t)) {
            continue;
        }
        let cue_tokens: Vec<TokenId> = (cue.first.index()..cue.end.index())
            .map(TokenId::new)
            .collect();
        added.push(Draft {
            rule: "head/attribution".into(),
            cue: Some(Cue {
                span: s.span_of(&cue_tokens).unwrap_or(s[head].span),
                head,
                lemma: s[head].lemma.clone(),
                // The lexicon's force holds for contents that none of its frames found.
                force: r.verb_entry(head).map_or(Force::Assert, |(e, _)| e.force),
            }),
            source,
            contents,
            confidence: span.score * 0.7,
            note: "no rule; the model marks cue and content".to_owned(),
            continues: None,
            inside: None,
        });
    }
    drafts.extend(added);
}

impl Reader<'_> {
    /// Whether nothing speaks against a cue that only the model sees: it is no
    /// mere copula or adverb ("seems", "reportedly"), and where the lexicon
    /// knows the verb, it is said here.
    fn may_be_cue(&self, head: TokenId) -> bool {
        let s = self.syntax;
        if matches!(s[head].upos, Upos::Aux | Upos::Adv)
            || matches!(self.lemma(head).as_str(), "seem" | "appear" | "be")
        {
            return false;
        }
        let Some((entry, _)) = self.verb_entry(head) else {
            return true;
        };
        let behind = self.behind_verb(head);
        !self.is_not_said(head, entry, behind)
    }

    /// The content drawn out to where the model's content ends that begins
    /// with it, within the sentence: the tree hung the rest elsewhere.
    pub fn to_models_end(&self, anchor: TokenId, tokens: Vec<TokenId>) -> Vec<TokenId> {
        let s = self.syntax;
        let (Some(&first), Some(&last)) = (tokens.first(), tokens.last()) else {
            return tokens;
        };
        if last < anchor {
            return tokens;
        }
        let alike = |x: &&RoleSpan| {
            x.role == Role::Content
                && x.score >= DRAWN_OUT
                && x.first.index().abs_diff(first.index()) <= 2
        };
        let likeliest = s
            .roles
            .iter()
            .filter(alike)
            .max_by(|a, b| a.score.total_cmp(&b.score));
        let mut tokens = tokens;
        if let Some(x) = likeliest {
            let more = (last.index() + 1..x.end.index()).map(TokenId::new);
            let inside = |t: TokenId| {
                s[t].sentence == s[last].sentence
                    && self.verb_entry(t).is_none()
                    // "who had criticised the president | was detained": above the cue.
                    && !s.is_within(anchor, t)
            };
            if more.clone().all(inside) {
                tokens.extend(more);
            }
        }
        tokens
    }

    /// The tokens with what their last word belongs to: not "since" without
    /// the year.
    fn completed(&self, cue: TokenId, tokens: Vec<TokenId>) -> Vec<TokenId> {
        let s = self.syntax;
        let mut tokens = tokens;
        let Some(&last) = tokens.last() else {
            return tokens;
        };
        let leans = matches!(
            s[last].relation(),
            "case" | "amod" | "det" | "mark" | "nummod" | "compound"
        );
        if let Some(head) = s[last].head.filter(|&h| leans && h > last)
            && head.index() <= last.index() + 6
            && head != cue
        {
            let end = s.subtree(head).last().copied().unwrap_or(head);
            tokens.extend((last.index() + 1..=end.index()).map(TokenId::new));
        }
        tokens
    }

    /// A lone word outside quotation marks says nothing.
    fn is_scrap(&self, contents: &[Span]) -> bool {
        let [only] = contents else {
            return false;
        };
        let quoted = self.quotes.iter().any(|q| q.overlaps(*only));
        let mut words = self.syntax.tokens_in(*only);
        let first = words.next();
        !quoted && words.next().is_none() && first.is_none_or(|t| self.syntax[t].upos != Upos::Noun)
    }
}

/// The nearest span of a role within `reach` tokens, in the same sentence as
/// an end of `span`.
fn nearest<'a>(r: &'a Reader, span: &RoleSpan, role: Role, reach: usize) -> Option<&'a RoleSpan> {
    let s = r.syntax;
    let last = TokenId::new(span.end.index().saturating_sub(1));
    s.roles
        .iter()
        .filter(|x| x.role == role && x.score >= 0.5)
        .filter(|x| {
            let sentence = s[x.first].sentence;
            sentence == s[span.first].sentence || sentence == s[last].sentence
        })
        .map(|x| {
            let gap = if x.end <= span.first {
                span.first.index() - x.end.index()
            } else {
                x.first.index().saturating_sub(span.end.index())
            };
            (gap, x)
        })
        .filter(|(gap, _)| *gap <= reach)
        .min_by_key(|(gap, x)| (*gap, x.first))
        .map(|(_, x)| x)
}

/// The token of a span that governs the others.
fn head_of(r: &Reader, span: &RoleSpan) -> TokenId {
    (span.first.index()..span.end.index())
        .map(TokenId::new)
        .find(|&t| {
            r.syntax[t]
                .head
                .is_none_or(|h| h < span.first || h >= span.end)
        })
        .unwrap_or(span.first)
}
