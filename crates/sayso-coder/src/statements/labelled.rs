//! Words set beside the name of who speaks, without a verb: transcripts
//! ("OKORO: Nobody told us."), headlines ("Okoro: We will not sell"), and
//! quotations with a name behind a dash ("We were alone." — Ada Okoro).

use sayso_article::{BlockKind, NameKind, NameMention, SentenceId, SmolStr, Span, TokenId, Upos};

use super::quotes::Quotation;
use super::{Draft, Reader};
use crate::layers::{Cue, Force};

/// Longest label, in words.
const LABEL: usize = 5;

/// Adds the statements of labelled paragraphs and of signed quotations.
pub(super) fn attach(r: &Reader, drafts: &mut Vec<Draft>) {
    let labels: Vec<Label> = r.article.blocks.iter().filter_map(|b| r.label(b)).collect();
    for label in &labels {
        let again = labels.iter().filter(|l| l.text == label.text).count() > 1;
        let told = drafts.iter().any(|d| {
            let covers = |c: &Span| c.contains(label.contents[0]);
            d.contents.iter().any(covers)
        });
        if !(label.named || again && label.capitals) || told {
            continue;
        }
        // The name of the speaker is nobody's words.
        for draft in drafts.iter_mut() {
            draft.contents.retain(|c| !label.span.contains(*c));
        }
        // Within the words of a speaker, cues and quotations stand as they are.
        drafts.push(r.beside_mark(label.mark, label.head, label.contents.clone(), "label"));
    }
    drafts.retain(|d| !d.contents.is_empty());
    let behind: Vec<Draft> = r
        .article
        .blocks
        .iter()
        .filter_map(|b| r.label_behind(b))
        .filter(|d| {
            !drafts
                .iter()
                .any(|known| known.contents.iter().any(|c| c.overlaps(d.contents[0])))
        })
        .collect();
    drafts.extend(behind);
    let signed: Vec<Draft> = r
        .quotes
        .iter()
        .filter(|q| !q.nested && q.words(&r.article.text) > 2)
        .filter(|q| {
            !drafts
                .iter()
                .any(|d| d.contents.iter().any(|c| q.overlaps(*c)))
        })
        .filter_map(|q| r.signature(q))
        .collect();
    drafts.extend(signed);
}

/// The name at the beginning of a paragraph, up to a colon.
struct Label<'a> {
    text: &'a str,
    span: Span,
    mark: TokenId,
    head: TokenId,
    contents: Vec<Span>,
    /// The model takes it for a person's name (in headlines also for a body's).
    named: bool,
    /// All in capitals, as transcripts set their speakers.
    capitals: bool,
}

impl Reader<'_> {
    fn label(&self, block: &sayso_article::Block) -> Option<Label<'_>> {
        let headline = block.kind == BlockKind::Headline;
        if !headline && block.kind != BlockKind::Paragraph {
            return None;
        }
        let s = self.syntax;
        let tokens: Vec<TokenId> = s.tokens_in(block.span).collect();
        let colon = tokens
            .iter()
            .take(LABEL + 1)
            .position(|&t| self.form(t) == ":")?;
        let (first, mark) = (*tokens.first()?, tokens[colon]);
        let next = tokens.get(colon + 1)?;
        let name = s.names.iter().rfind(|n| n.end <= mark && n.first >= first);
        let (head, kind) = match name.filter(|n| n.end == mark) {
            // The label ends with the name: "Speaker Ada Okoro:", not "Okoro's plan:".
            Some(name) => {
                let kind = match name.kind {
                    NameKind::Person => true,
                    NameKind::Organization => headline,
                    _ => false,
                };
                (self.head_of_name(name), kind)
            }
            // "Police: Two held", "Poll: Most want peace".
            None => {
                let word = tokens[..colon].last().copied()?;
                let speaks = s[word].upos == Upos::Noun && self.can_be(word, true, true);
                (word, headline && colon <= 2 && speaks)
            }
        };
        let before = s.span_of(&tokens[..colon])?;
        let last = s.span_of(&tokens[colon + 1..])?;
        let content = last.trim(&self.article.text);
        // What is said is a clause.
        let clause = s
            .tokens_in(content)
            .any(|t| matches!(s[t].upos, Upos::Verb | Upos::Aux) || s.child(t, &["cop"]).is_some());
        let mut contents = vec![content];
        if self.form(*next).chars().all(super::contents::is_mark) {
            let end = s[*next].span.end();
            let quoted = self.quotes.iter().find(|q| q.start() == end)?;
            contents = quoted.pieces.clone();
        }
        let text = self.article.slice(before);
        let capitals = text.len() > 2 && !text.chars().any(char::is_lowercase);
        clause.then_some(Label {
            text,
            span: before,
            mark,
            head,
            contents,
            named: kind,
            capitals,
        })
    }

    fn head_of_name(&self, name: &NameMention) -> TokenId {
        let inside = |t: TokenId| (name.first..name.end).contains(&t);
        (name.first.index()..name.end.index())
            .map(TokenId::new)
            .find(|&t| self.syntax[t].head.is_none_or(|h| !inside(h)))
            .unwrap_or(name.first)
    }

    /// "Pipeline talks to resume: minister": a headline with who says so behind.
    fn label_behind(&self, block: &sayso_article::Block) -> Option<Draft> {
        if block.kind != BlockKind::Headline {
            return None;
        }
        let s = self.syntax;
        let tokens: Vec<TokenId> = s.tokens_in(block.span).collect();
        let colon = tokens
            .iter()
            .rposition(|&t| matches!(self.form(t), ":" | "—" | "–" | "-"))?;
        let label = tokens.get(colon + 1..)?;
        let (&mark, &last) = (tokens.get(colon)?, label.last()?);
        let head = label
            .iter()
            .copied()
            .find(|&t| s[t].head.is_none_or(|h| h < mark || h > last) && s[t].upos.is_nominal())?;
        let words = label.iter().all(|&t| {
            s[t].upos.is_nominal() || matches!(s[t].upos, Upos::Adj | Upos::Det | Upos::Part)
        });
        let told = s.span_of(&tokens[..colon])?.trim(&self.article.text);
        let clause = tokens[..colon]
            .iter()
            .any(|&t| matches!(s[t].upos, Upos::Verb | Upos::Aux));
        // A body's own name may also end a headline as its publisher.
        let role = label.len() <= LABEL
            && (self.cues.is_speaker(&self.lemma(head)) || self.can_be(head, true, false))
            && self.form(mark) == ":";
        (words && clause && role).then(|| self.beside_mark(mark, head, vec![told], "label"))
    }

    /// A quotation by itself with a dash and a person's name behind it, which
    /// end the paragraph.
    fn signature(&self, q: &Quotation) -> Option<Draft> {
        let s = self.syntax;
        let block = self.article.block_at(q.start())?;
        let rest = Span::new(&self.article.text, q.end(), block.span.end()).ok()?;
        let tokens: Vec<TokenId> = s
            .tokens_in(rest)
            .filter(|&t| !self.form(t).chars().all(super::contents::is_mark))
            .collect();
        let dash = *tokens.first()?;
        if !matches!(self.form(dash), "—" | "–" | "―" | "-" | "--") {
            return None;
        }
        let name = s.names.iter().find(|n| {
            n.kind == NameKind::Person && n.first.index() <= dash.index() + 3 && n.first > dash
        })?;
        // Nothing but the name and what describes it: no clause follows.
        let clause = tokens.iter().any(|&t| s[t].upos == Upos::Verb);
        let sentences = SentenceId::new(s[dash].sentence.index() + 2);
        let near = tokens.iter().all(|&t| s[t].sentence < sentences);
        let before = self.article.text.get(block.span.start()..q.start())?;
        let alone = !before.contains(char::is_alphanumeric);
        (alone && near && !clause).then(|| {
            let head = self.head_of_name(name);
            self.beside_mark(dash, head, q.pieces.clone(), "signature")
        })
    }

    fn beside_mark(&self, mark: TokenId, head: TokenId, contents: Vec<Span>, how: &str) -> Draft {
        Draft {
            rule: format!("quote/{how}").into(),
            cue: Some(Cue {
                span: self.syntax[mark].span,
                head: mark,
                lemma: SmolStr::new(self.form(mark)),
                force: Force::Assert,
            }),
            source: Some(head),
            contents,
            confidence: 0.8,
            note: "the name of who speaks stands beside the words".to_owned(),
            continues: None,
            inside: None,
        }
    }
}
