//! Quotations that no cue took as its content: linked to the cue beside them,
//! to the statement they continue, or left alone as words that the article
//! merely sets in quotation marks.

use sayso_article::{SentenceId, Span, TokenId, Upos};
use sayso_lexicon::{Attachment, CueEntry};

use super::quotes::Quotation;
use super::sources::Behind;
use super::{Draft, Reader};
use crate::layers::Cue;

/// Links what is left of the quotations, in reading order.
pub(super) fn attach(r: &Reader, drafts: &mut Vec<Draft>) {
    for q in r.quotes.iter().filter(|q| !q.nested) {
        if q.words(&r.article.text) < 2 || r.is_covered(q, drafts) {
            continue;
        }
        let cues = r.cues_beside(q);
        let taken = cues
            .iter()
            .any(|(v, entry)| r.give_to_cue(q, *v, entry, drafts));
        if !taken && cues.is_empty() && r.stands_alone(q) {
            r.continue_statement(q, drafts);
        }
    }
}

impl Reader<'_> {
    /// Whether half of the quotation is content of a cue outside of it.
    fn is_covered(&self, q: &Quotation, drafts: &[Draft]) -> bool {
        drafts.iter().any(|d| {
            d.cue.as_ref().is_none_or(|c| !q.holds(c.span.start())) && {
                let shared: usize = q
                    .pieces
                    .iter()
                    .flat_map(|p| d.contents.iter().map(move |c| (p, c)))
                    .map(|(p, c)| {
                        c.end()
                            .min(p.end())
                            .saturating_sub(c.start().max(p.start()))
                    })
                    .sum();
                shared * 2 >= q.pieces.iter().map(|p| p.len()).sum()
            }
        })
    }

    /// Tokens of the quotation's first and last sentence, and of the sentence
    /// before when that ends in a colon.
    fn sentences_at(&self, q: &Quotation) -> Option<(SentenceId, SentenceId)> {
        let tokens: Vec<TokenId> = q
            .pieces
            .iter()
            .flat_map(|p| self.syntax.tokens_in(*p))
            .collect();
        let first = self.syntax[*tokens.first()?].sentence;
        let last = self.syntax[*tokens.last()?].sentence;
        let before = first.index().checked_sub(1).map(SentenceId::new);
        let announced = before.filter(|b| {
            self.syntax.sentences()[b.index()]
                .tokens()
                .next_back()
                .is_some_and(|t| self.form(t) == ":")
        });
        Some((announced.unwrap_or(first), last))
    }

    /// The verbs that can bring in a quotation, nearest first.
    fn cues_beside(&self, q: &Quotation) -> Vec<(TokenId, &CueEntry)> {
        let s = self.syntax;
        let Some((first, last)) = self.sentences_at(q) else {
            return Vec::new();
        };
        let from = s.sentences()[first.index()].first.index();
        let to = s.sentences()[last.index()].end.index();
        let asked = self.end_of_cue_sentence(q, to);
        let mut found: Vec<(bool, usize, TokenId, &CueEntry)> = Vec::new();
        for v in (from..asked).map(TokenId::new) {
            let at = s[v].span.start();
            if q.holds(at) || self.quotes_around(at).next().is_some() {
                continue;
            }
            let Some((entry, _)) = self.verb_entry(v) else {
                continue;
            };
            let quotable = entry
                .takes
                .iter()
                .any(|f| f.attachment == Attachment::Quote);
            if !quotable || !self.has_speaker(v, entry) || self.names_something(v, q) {
                continue;
            }
            let distance = self.words_between(v, q);
            if distance <= if v.index() < to { 25 } else { 8 } {
                // A clause about the source says less than the verb it is source of.
                let aside = s[v].is_rel("acl");
                found.push((aside, distance, v, entry));
            }
        }
        found.sort_by_key(|(aside, distance, v, _)| (*aside, *distance, *v));
        found.into_iter().map(|(_, _, v, e)| (v, e)).collect()
    }

    /// `added the question "..."`, `ruled on the case "..."`: the quotation
    /// names what stands right before it, which is no addressee.
    fn names_something(&self, v: TokenId, q: &Quotation) -> bool {
        let s = self.syntax;
        let text = &self.article.text;
        s.children_by(v, &["obj", "obl"]).any(|c| {
            let last = s
                .subtree(c)
                .into_iter()
                .rfind(|&t| s[t].upos != Upos::Punct && s[t].span.end() <= q.start());
            let adjoins = last.is_some_and(|t| {
                text.get(s[t].span.end()..q.start())
                    .is_some_and(|g| !g.contains(char::is_alphanumeric) && !g.contains([',', ':']))
            });
            c > v && adjoins && s[c].upos == Upos::Noun && !self.can_be(c, true, true)
        })
    }

    /// `"Who will pay?" Oduya asked.` A sentence that goes on right behind a
    /// question or exclamation belongs to it: the end of that sentence, else `to`.
    fn end_of_cue_sentence(&self, q: &Quotation, to: usize) -> usize {
        let s = self.syntax;
        let text = &self.article.text;
        let asks = text
            .get(..q.end())
            .is_some_and(|t| t.ends_with(['?', '!', ',']));
        let Some(next) = s.tokens().get(to) else {
            return to;
        };
        let gap = text.get(q.end()..next.span.start()).unwrap_or("\n");
        if !asks || gap.contains(|c: char| c == '\n' || c.is_alphanumeric()) {
            return to;
        }
        s.sentences()[next.sentence.index()].end.index()
    }

    fn has_speaker(&self, v: TokenId, entry: &CueEntry) -> bool {
        match self.behind_verb(v) {
            Behind::Phrase(head) => self.suits(entry, head),
            Behind::Unnamed => false,
            Behind::Nothing => self.inverted_subject(v, entry).is_some(),
        }
    }

    /// "..., said Oduya": a name behind the verb that the tree calls an object.
    fn inverted_subject(&self, v: TokenId, entry: &CueEntry) -> Option<TokenId> {
        self.beside_verb(v).filter(|&t| self.suits(entry, t))
    }

    /// Words between a verb and a quotation, those of other quotations aside.
    pub fn words_between(&self, v: TokenId, q: &Quotation) -> usize {
        let s = self.syntax;
        let at = s[v].span.start();
        let (low, high) = if at < q.start() {
            (s[v].span.end(), q.start())
        } else {
            (q.end(), at)
        };
        self.article
            .text
            .get(low..high)
            .map_or(usize::MAX, |t| t.split_whitespace().count())
    }

    /// Gives the quotation to the cue's statement, or makes one; `false` when
    /// the cue has content of its own.
    fn give_to_cue(
        &self,
        q: &Quotation,
        v: TokenId,
        entry: &CueEntry,
        drafts: &mut Vec<Draft>,
    ) -> bool {
        if let Some(d) = drafts.iter_mut().find(|d| d.cue_head() == Some(v)) {
            let belongs = self.belongs_beside(q, v);
            if belongs {
                let mut contents = d.contents.clone();
                contents.extend(q.pieces.iter().copied());
                d.contents = self.finish(v, contents);
            }
            return belongs;
        }
        let source = match self.behind_verb(v) {
            Behind::Phrase(head) => Some(head),
            Behind::Unnamed => None,
            Behind::Nothing => self.inverted_subject(v, entry),
        };
        let contents = self.finish(v, q.pieces.clone());
        if contents.is_empty() {
            return false;
        }
        let cue: Cue = self.cue(v, &[], entry);
        drafts.push(Draft {
            rule: format!("quote/beside/{}", entry.lemma.replace(' ', "-")).into(),
            cue: Some(cue),
            source,
            contents,
            confidence: 0.85,
            note: "the quotation stands beside the cue; the tree does not join them".to_owned(),
            continues: None,
            inside: None,
        });
        true
    }

    /// Whether a quotation right after the cue's clause adds to its content:
    /// behind a colon, or on the other side of an interrupting cue.
    fn belongs_beside(&self, q: &Quotation, v: TokenId) -> bool {
        let text = &self.article.text;
        let before = text.get(..q.start()).unwrap_or_default();
        let lead = before
            .trim_end_matches(super::contents::is_mark)
            .trim_end()
            .chars()
            .next_back();
        let at = self.syntax[v].span.start();
        match lead {
            Some(':') => true,
            Some(',') => at < q.start() && self.words_between(v, q) <= 8,
            _ => false,
        }
    }

    /// Whether the sentences of the quotation hold nothing but it.
    fn stands_alone(&self, q: &Quotation) -> bool {
        let s = self.syntax;
        let Some((_, last)) = self.sentences_at(q) else {
            return false;
        };
        let first = q
            .pieces
            .first()
            .and_then(|p| s.tokens_in(*p).next())
            .map_or(last, |t| s[t].sentence);
        let mut outside = (first.index()..=last.index())
            .flat_map(|i| s.sentences()[i].tokens())
            .filter(|&t| s[t].upos != Upos::Punct && !q.holds(s[t].span.start()));
        outside.next().is_none() && q.words(&self.article.text) > 2
    }

    /// Whether part of the content stands in quotation marks.
    fn has_quotation(&self, d: &Draft) -> bool {
        let quoted = |c: &Span| self.quotes.iter().any(|q| !q.nested && q.overlaps(*c));
        d.contents.iter().any(quoted)
    }

    /// `Oduya said nobody came to help. "We were alone."` A statement in the
    /// sentence before, in the same paragraph, with its source and cue.
    fn stands_right_before(&self, d: &Draft, q: &Quotation) -> bool {
        let s = self.syntax;
        let (Some(cue), Some(source)) = (d.cue_head(), d.source) else {
            return false;
        };
        let Some(first) = q.pieces.first().and_then(|p| s.tokens_in(*p).next()) else {
            return false;
        };
        let gap = self
            .article
            .text
            .get(s[cue].span.start()..q.start())
            .unwrap_or("\n");
        let main = s[cue].is_rel("root") || s[cue].head.is_some_and(|h| s[h].is_rel("root"));
        main && s[source].sentence.index() + 1 == s[first].sentence.index()
            && s[cue].sentence == s[source].sentence
            && !gap.contains('\n')
    }

    /// A quotation by itself goes on where the last one stopped: as part of
    /// the same statement in the same paragraph, else as one that continues it.
    fn continue_statement(&self, q: &Quotation, drafts: &mut Vec<Draft>) {
        let text = &self.article.text;
        // The statement whose quotation or cue ends last before this one.
        let before = drafts
            .iter()
            .enumerate()
            .filter(|(_, d)| {
                d.cover().is_some_and(|c| c.end() <= q.start())
                    && (self.has_quotation(d) || self.stands_right_before(d, q))
                    && d.cue
                        .as_ref()
                        .is_none_or(|c| self.quotes_around(c.span.start()).next().is_none())
            })
            .max_by_key(|(i, d)| (d.cover().map_or(0, |c| c.end()), *i))
            .map(|(i, _)| i);
        let Some(i) = before else {
            return;
        };
        let end = drafts[i]
            .cover()
            .map_or(0, |c| c.end())
            .max(drafts[i].cue.as_ref().map_or(0, |c| c.span.end()));
        let gap = text.get(end..q.start()).unwrap_or_default();
        let paragraphs = gap
            .split('\n')
            .filter(|l| l.contains(char::is_alphanumeric))
            .count();
        // In the same paragraph, right behind the sentence of the statement.
        let first = q
            .pieces
            .first()
            .and_then(|p| self.syntax.tokens_in(*p).next());
        let last = drafts[i]
            .contents
            .last()
            .and_then(|c| self.syntax.tokens_in(*c).next_back())
            .max(drafts[i].cue_head());
        let follows = first.zip(last).is_some_and(|(a, b)| {
            self.syntax[a].sentence.index() <= self.syntax[b].sentence.index() + 1
        });
        if !gap.contains('\n') && follows && self.has_quotation(&drafts[i]) {
            let mut contents = drafts[i].contents.clone();
            contents.extend(q.pieces.iter().copied());
            drafts[i].contents = match drafts[i].cue_head() {
                Some(anchor) => self.finish(anchor, contents),
                None => contents,
            };
        } else if paragraphs <= 1 {
            let root = drafts[i].continues.unwrap_or(i);
            drafts.push(Draft {
                rule: "quote/continued".into(),
                cue: None,
                source: None,
                contents: q.pieces.clone(),
                confidence: 0.7,
                note: "a quotation without source, after one that names its source".to_owned(),
                continues: Some(root),
                inside: None,
            });
        }
    }
}
