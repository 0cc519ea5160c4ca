//! Linking: doubles are dropped, nesting is found, statements are put in order.

use sayso_article::{Evidence, Span, StatementId, TokenId, Upos};

use super::{Draft, Reader};
use crate::layers::{Statement, Statements};

/// Drops drafts that say the same as another one, and orders the rest by cue.
pub(super) fn settle(r: &Reader, drafts: &mut Vec<Draft>) {
    drafts.sort_by_key(|d| d.cue_head());
    let doubles: Vec<bool> = (0..drafts.len())
        .map(|i| {
            let me = &drafts[i];
            drafts
                .iter()
                .enumerate()
                .any(|(j, other)| i != j && r.is_double(me, other, i < j))
        })
        .collect();
    let mut keep = doubles.iter().map(|d| !d);
    drafts.retain(|_| keep.next().unwrap_or(true));
}

impl Reader<'_> {
    /// Whether `me` only repeats `other` ("expressed concern that": the verb
    /// has the noun as its content; "went on to say": the last verb counts).
    fn is_double(&self, me: &Draft, other: &Draft, earlier: bool) -> bool {
        let (Some(mine), Some(theirs)) = (me.cue_head(), other.cue_head()) else {
            return false;
        };
        let s = self.syntax;
        // One cue found twice: who names the source has it.
        if mine == theirs
            && (me.source.is_none() && other.source.is_some()
                || me.source == other.source && earlier)
            && self.jaccard(&me.contents, &other.contents) >= 0.8
        {
            return true;
        }
        let carried = s[mine].upos.is_noun()
            && s[mine].head == Some(theirs)
            && other.contents.iter().any(|c| c.contains(s[mine].span));
        if carried {
            return true;
        }
        // "said in a statement that": the noun adds no second voice.
        let through = s[mine].upos.is_noun()
            && s[theirs].upos == Upos::Verb
            && s[mine].head == Some(theirs)
            && me.source.is_none();
        (earlier && me.source == other.source || through)
            && s[mine].sentence == s[theirs].sentence
            && self.jaccard(&me.contents, &other.contents) >= 0.8
    }

    /// Shared letters and digits as a part of all, 0 to 1.
    pub fn jaccard(&self, a: &[Span], b: &[Span]) -> f32 {
        let text = &self.article.text;
        let letters = |span: &Span| {
            span.text(text)
                .chars()
                .filter(|c| c.is_alphanumeric())
                .count()
        };
        let total = |spans: &[Span]| spans.iter().map(letters).sum::<usize>();
        let mut shared = 0;
        for x in a {
            for y in b {
                let (start, end) = (x.start().max(y.start()), x.end().min(y.end()));
                if let Ok(span) = Span::new(text, start, end.max(start)) {
                    shared += letters(&span);
                }
            }
        }
        let all = (total(a) + total(b)).saturating_sub(shared);
        if all == 0 {
            0.0
        } else {
            shared as f32 / all as f32
        }
    }
}

/// Makes the layer: statements in order of first character, with the
/// innermost statement that each stands in.
pub(super) fn assemble(r: &Reader, drafts: Vec<Draft>) -> Statements {
    let s = r.syntax;
    let place = |d: &Draft| {
        let content = d.contents.first().map_or(usize::MAX, |c| c.start());
        let cue = d.cue.as_ref().map_or(usize::MAX, |c| c.span.start());
        let source = d.source.map_or(usize::MAX, |t| r.source(t).span.start());
        (content.min(cue).min(source), cue)
    };
    let mut order: Vec<usize> = (0..drafts.len())
        .filter(|&i| !drafts[i].contents.is_empty())
        .collect();
    order.sort_by_key(|&i| (place(&drafts[i]), i));
    let number = |draft: usize| order.iter().position(|&i| i == draft).map(StatementId::new);
    let list = order
        .iter()
        .map(|&i| {
            let d = &drafts[i];
            let mut tokens: Vec<TokenId> = d.source.into_iter().chain(d.cue_head()).collect();
            tokens.sort_unstable();
            let anchor = d.cue_head();
            let mut evidence = Evidence::new(d.rule.clone(), tokens);
            evidence.note.clone_from(&d.note);
            let outside = anchor.or_else(|| {
                let first = d.contents.first()?;
                s.tokens_in(*first).next()
            });
            Statement {
                kind: r.kind(anchor, &d.contents),
                source: d.source.map(|t| r.source(t)),
                cue: d.cue.clone(),
                contents: d.contents.clone(),
                within: d
                    .inside
                    .or_else(|| outside.and_then(|t| innermost(&drafts, i, s[t].span)))
                    .and_then(number),
                continues: d.continues.and_then(number),
                confidence: d.confidence.clamp(0.0, 1.0),
                evidence,
            }
        })
        .collect();
    Statements { list }
}

/// The draft with the least content that holds `span`, other than draft `me`
/// and those that stand in the content of `me` themselves.
fn innermost(drafts: &[Draft], me: usize, span: Span) -> Option<usize> {
    let holds = |d: &Draft, span: Span| d.contents.iter().any(|c| c.contains(span));
    let size = |d: &Draft| d.contents.iter().map(|c| c.len()).sum::<usize>();
    (0..drafts.len())
        .filter(|&j| j != me && holds(&drafts[j], span))
        .filter(|&j| {
            drafts[j]
                .cue
                .as_ref()
                .is_none_or(|cue| !holds(&drafts[me], cue.span))
        })
        .min_by_key(|&j| (size(&drafts[j]), j))
}
