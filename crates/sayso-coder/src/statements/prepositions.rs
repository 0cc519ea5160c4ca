//! Prepositional cues: "according to X", "in the words of X", "per X".

use sayso_article::{Span, TokenId, Upos};
use sayso_lexicon::{Attachment, CueClass, CueEntry, Frame};

use super::verbs::Found;
use super::{Draft, Reader};

/// Statements with a prepositional cue, in order of the cue.
pub(super) fn drafts(r: &Reader) -> Vec<Draft> {
    let mut out = Vec::new();
    for i in 0..r.syntax.tokens().len() {
        let first = TokenId::new(i);
        let word = r.form(first).to_lowercase();
        let found = r
            .cues
            .starting_with(CueClass::Preposition, &word)
            .iter()
            .find_map(|entry| Some((entry, r.phrase_end(first, entry)?)));
        if let Some((entry, end)) = found {
            out.extend(r.prepositional(first, end, entry));
        }
    }
    out
}

impl Reader<'_> {
    /// The token after the words of the entry, when they stand at `first`.
    fn phrase_end(&self, first: TokenId, entry: &CueEntry) -> Option<TokenId> {
        let mut at = first.index();
        for word in entry.lemma.split(' ') {
            let t = TokenId::new(at);
            if at >= self.syntax.sentence_of(first).end.index()
                || !self.form(t).eq_ignore_ascii_case(word)
            {
                return None;
            }
            at += 1;
        }
        (at < self.syntax.sentence_of(first).end.index()).then(|| TokenId::new(at))
    }

    fn prepositional(&self, first: TokenId, after: TokenId, entry: &CueEntry) -> Option<Draft> {
        let s = self.syntax;
        // The named source: the highest token behind the phrase on the way up.
        let mut source = after;
        while let Some(head) = s[source].head.filter(|&h| h >= after) {
            // "According to AFP others are close": only words of the phrase
            // lead to its head, whatever the tree hangs the phrase on.
            let inside = matches!(
                s[source].relation(),
                "det" | "amod" | "compound" | "nummod" | "nmod" | "flat" | "advmod" | "appos"
            ) && s.child(head, &["nsubj", "cop"]).is_none()
                && (source.index()..head.index()).all(|i| self.form(TokenId::new(i)) != ",");
            if !inside || !s.is_within(after, head) || s[head].upos == Upos::Verb {
                break;
            }
            source = head;
        }
        if !self.suits(entry, source) {
            return None;
        }
        // "70 rupees per page": a measure, no source.
        let bare = s[source].upos == Upos::Noun
            && s[source].feat("Number") != Some("Plur")
            && s.child(source, &["det", "nmod:poss", "amod", "compound"])
                .is_none();
        if entry.lemma == "per" && bare {
            return None;
        }
        // The whole phrase: climb on through the words of the cue.
        let mut top = source;
        while let Some(head) = s[top].head.filter(|&h| first <= h && h < after) {
            top = head;
        }
        let mut tokens = self.clause_without(first, top);
        tokens.retain(|&t| t < first || t >= after);
        let span: Span = s.span_of(
            &(first.index()..after.index())
                .map(TokenId::new)
                .collect::<Vec<_>>(),
        )?;
        let mut cue = self.cue(first, &[], entry);
        cue.span = span;
        let found = Found {
            tokens,
            frame: Frame {
                attachment: Attachment::Clause,
                unsure: false,
                force: None,
            },
        };
        self.draft(cue, Some(source), &found, entry)
    }

    /// The clause that the phrase under `top` qualifies, without the phrase.
    fn clause_without(&self, first: TokenId, top: TokenId) -> Vec<TokenId> {
        let s = self.syntax;
        let phrase = s.subtree(top);
        let mut clause = s[top].head.unwrap_or(top);
        while let Some(head) = s[clause].head {
            let clausal = s
                .child(clause, &["nsubj", "csubj", "expl", "cop"])
                .is_some();
            // A conjunct without subject of its own goes with the first one.
            let shares = s[clause].is_rel("conj") && !clausal;
            if clausal && !shares {
                break;
            }
            clause = head;
        }
        let tokens = s.subtree_without(clause, |t| t == top);
        if tokens
            .iter()
            .any(|&t| s[t].upos != Upos::Punct && !phrase.contains(&t))
        {
            return tokens;
        }
        // The tree has the clause below the phrase: take what the commas leave.
        let sentence = s.sentence_of(first);
        let cut = sentence
            .tokens()
            .find(|&t| t > first && self.form(t) == ",");
        match cut {
            Some(cut) if first == sentence.first => {
                sentence.tokens().filter(|&t| t > cut).collect()
            }
            _ => sentence.tokens().take_while(|&t| t < first).collect(),
        }
    }
}
