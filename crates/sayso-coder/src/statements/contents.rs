//! Content: from tokens to spans of text.
//!
//! Content has no outer quotation marks, no connecting "that", no final
//! period; a quotation that content touches belongs to it as a whole, also
//! where it runs over sentences.

use sayso_article::{Span, TokenId, Upos};

use super::Reader;
use super::quotes::Quotation;
use crate::layers::StatementKind;

impl Reader<'_> {
    /// The pieces of text that `tokens` (in reading order) make as content of
    /// a cue at `anchor`.
    pub fn pieces(&self, anchor: TokenId, tokens: &[TokenId]) -> Vec<Span> {
        let at = self.syntax[anchor].span.start();
        let around = self.quotes_around(at).last();
        let tokens = &self.with_antecedent(anchor, tokens);
        let mut runs: Vec<Vec<TokenId>> = Vec::new();
        for &t in tokens {
            if around.is_some_and(|q| !q.holds(self.syntax[t].span.start())) {
                continue; // a cue inside a quotation reaches no further than it
            }
            match runs.last_mut() {
                Some(run) if run.last().is_some_and(|&l| self.adjoins(l, t)) => run.push(t),
                _ => runs.push(vec![t]),
            }
        }
        let mut spans: Vec<Span> = runs
            .iter()
            .filter_map(|run| self.syntax.span_of(self.trimmed(run)))
            .collect();
        self.take_whole_quotations(anchor, &mut spans);
        self.finish(anchor, spans)
    }

    /// "a man who the police say was armed": the content is about the man, not
    /// about "who".
    fn with_antecedent(&self, anchor: TokenId, tokens: &[TokenId]) -> Vec<TokenId> {
        let s = self.syntax;
        let mut tokens = tokens.to_vec();
        let Some(&first) = tokens.first() else {
            return tokens;
        };
        let relative = first < anchor
            && s[first].upos == Upos::Pron
            && matches!(
                self.lemma(first).as_str(),
                "who" | "which" | "that" | "whom"
            );
        let clause = std::iter::successors(Some(anchor), |&t| s[t].head)
            .take(4)
            .find(|&t| s[t].deprel == "acl:relcl");
        let noun = clause.and_then(|c| s[c].head).filter(|&n| n < first);
        if let Some(noun) = noun.filter(|_| relative) {
            tokens.remove(0);
            let mut phrase = s.subtree_without(noun, |t| Some(t) == clause);
            // Not the preposition that governs it.
            phrase.retain(|&t| t < first && !(s[t].is_rel("case") && s[t].head == Some(noun)));
            phrase.append(&mut tokens);
            return phrase;
        }
        tokens
    }

    /// Next to each other, but for punctuation of the same sentence.
    fn adjoins(&self, a: TokenId, b: TokenId) -> bool {
        let s = self.syntax;
        s[a].sentence == s[b].sentence
            && (a.index() + 1..b.index()).all(|i| s[TokenId::new(i)].upos == Upos::Punct)
    }

    /// A run without punctuation and connecting words at its ends.
    fn trimmed<'t>(&self, run: &'t [TokenId]) -> &'t [TokenId] {
        let s = self.syntax;
        let mut run = run;
        while let [first, rest @ ..] = run {
            let connects = s[*first].is_rel("mark") && self.lemma(*first) == "that"
                || s[*first].is_rel("cc") && !rest.is_empty()
                || s[*first].upos == Upos::Punct
                    && !matches!(self.form(*first), "[" | "(" | "$" | "#");
            if !connects {
                break;
            }
            run = rest;
        }
        while let [rest @ .., last] = run {
            let open_bracket = matches!(self.form(*last), "]" | ")");
            if s[*last].upos != Upos::Punct && !s[*last].is_rel("cc") || open_bracket {
                break;
            }
            run = rest;
        }
        run
    }

    /// Quotations that a cue at `anchor` reports, outermost first: those that
    /// do not hold the cue itself.
    pub fn quotes_for(&self, anchor: TokenId) -> impl Iterator<Item = &Quotation> {
        let at = self.syntax[anchor].span.start();
        let around = self.quotes_around(at).last().map(|q| (q.start(), q.end()));
        self.quotes.iter().filter(move |q| {
            !q.holds(at)
                && match around {
                    None => !q.nested,
                    Some((start, end)) => start <= q.start() && q.end() <= end,
                }
        })
    }

    fn take_whole_quotations(&self, anchor: TokenId, spans: &mut Vec<Span>) {
        let found: Vec<Span> = self
            .quotes_for(anchor)
            .filter(|q| spans.iter().any(|s| q.overlaps(*s)))
            .flat_map(|q| q.pieces.iter().copied())
            .collect();
        spans.extend(found);
    }

    /// Joins pieces that touch, restores inner quotation marks, trims.
    pub fn finish(&self, anchor: TokenId, mut spans: Vec<Span>) -> Vec<Span> {
        let text = &self.article.text;
        spans.sort_unstable();
        let mut out: Vec<Span> = Vec::new();
        for span in spans {
            if let Some(last) = out.last_mut() {
                let gap = text.get(last.end()..span.start()).unwrap_or_default();
                let apart = gap.contains(char::is_alphanumeric) || gap.contains('\n');
                if !apart {
                    *last = last.cover(span);
                    continue;
                }
            }
            out.push(span);
        }
        for span in &mut out {
            *span = self.with_inner_marks(anchor, *span);
        }
        out.retain(|s| s.text(text).contains(char::is_alphanumeric));
        out
    }

    /// Inner quotations keep their marks; a piece that is a quotation as a
    /// whole loses a comma at its end.
    fn with_inner_marks(&self, anchor: TokenId, span: Span) -> Span {
        let text = &self.article.text;
        let (mut start, mut end) = (span.start(), span.end());
        for q in self.quotes_for(anchor).flat_map(|q| &q.pieces) {
            if q.start() == span.start() && q.end() < span.end() {
                start -= mark_length(text[..start].chars().rev());
            }
            if q.start() > span.start() && q.end() <= span.end() {
                // The run of tokens may have lost the mark or a period before it.
                let tail = text.get(span.end()..).unwrap_or_default();
                if q.end() == span.end() {
                    end += mark_length(tail.chars());
                }
            }
        }
        let span = Span::new(text, start, end).unwrap_or(span);
        let bare = span
            .text(text)
            .trim_end_matches([',', ';', ':', '—', '–', ' ']);
        Span::new(text, span.start(), span.start() + bare.len()).unwrap_or(span)
    }

    /// How much of the content stands in quotation marks that the cue does
    /// not itself stand in.
    pub fn kind(&self, anchor: Option<TokenId>, contents: &[Span]) -> StatementKind {
        let text = &self.article.text;
        let quotes: Vec<&Quotation> = match anchor {
            Some(anchor) => self.quotes_for(anchor).collect(),
            None => self.quotes.iter().filter(|q| !q.nested).collect(),
        };
        let (mut quoted, mut plain) = (0usize, 0usize);
        for span in contents {
            for (at, c) in span.text(text).char_indices() {
                if c.is_alphanumeric() {
                    if quotes.iter().any(|q| q.holds(span.start() + at)) {
                        quoted += 1;
                    } else {
                        plain += 1;
                    }
                }
            }
        }
        match (quoted, plain) {
            (0, _) => StatementKind::Indirect,
            (_, 0) => StatementKind::Direct,
            _ => StatementKind::Mixed,
        }
    }
}

/// Bytes of the quotation mark that comes first; two single ones make a double.
fn mark_length(mut chars: impl Iterator<Item = char>) -> usize {
    let first = chars.next().filter(|c| is_mark(*c));
    let twice = first == Some('\'') && chars.next() == first;
    first.map_or(0, char::len_utf8) + usize::from(twice)
}

/// Whether a character is a quotation mark of any kind.
pub(super) fn is_mark(c: char) -> bool {
    "\"“”„‟«»‘’‚'‹›＂".contains(c)
}
