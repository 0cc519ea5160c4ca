//! Say-so at second hand: "Reuters, citing two officials, reported that ...".
//! Who is cited says what the medium reports: a statement within that of the
//! medium, with the same content.

use sayso_article::{TokenId, Upos};

use super::{Draft, Reader};
use crate::layers::{Cue, Force};

/// Adds a statement for whoever a report cites, and drops what other steps
/// took for said by "citing".
pub(super) fn nest(r: &Reader, drafts: &mut Vec<Draft>) {
    around_citations(r, drafts);
    let mut added = Vec::new();
    for (i, outer) in drafts.iter().enumerate() {
        let Some(verb) = outer.cue_head() else {
            continue;
        };
        let Some((citing, source)) = r.citation(verb, outer.source) else {
            continue;
        };
        added.push(Draft {
            rule: "cue/citation".into(),
            cue: Some(Cue {
                span: r.syntax[citing].span,
                head: citing,
                lemma: r.syntax[citing].lemma.clone(),
                force: Force::Assert,
            }),
            source: Some(source),
            contents: outer.contents.clone(),
            confidence: outer.confidence * 0.95,
            note: "cited by the report around it".to_owned(),
            continues: None,
            inside: Some(i),
        });
    }
    for draft in &added {
        let citing = draft.cue_head();
        for (i, other) in drafts.iter_mut().enumerate() {
            // Emptied drafts keep the numbers of the others; they are left out below.
            if other.cue_head() == citing && draft.inside != Some(i) {
                other.contents.clear();
            }
        }
    }
    drafts.extend(added);
}

/// "Reuters reported, citing two officials, that ..." where the parser hangs
/// the content on "citing": it is the medium's as well.
fn around_citations(r: &Reader, drafts: &mut Vec<Draft>) {
    for i in 0..drafts.len() {
        let outer = drafts[i]
            .cue_head()
            .filter(|&c| r.is_citing(c) && r.syntax[c].is_rel("advcl"))
            .and_then(|c| r.syntax[c].head)
            .filter(|&verb| drafts.iter().all(|d| d.cue_head() != Some(verb)));
        let Some((verb, (entry, words))) = outer.and_then(|v| Some((v, r.verb_entry(v)?))) else {
            continue;
        };
        let Some(subject) = r.own_subject(verb).filter(|&s| r.suits(entry, s)) else {
            continue;
        };
        let cue = r.cue(verb, &words, entry);
        let draft = &drafts[i];
        let outer = Draft {
            rule: "cue/citation".into(),
            cue: Some(cue),
            source: Some(subject),
            contents: draft.contents.clone(),
            confidence: draft.confidence,
            note: "the report around a citation".to_owned(),
            continues: None,
            inside: draft.inside,
        };
        drafts.push(outer);
        drafts[i].inside = Some(drafts.len() - 1);
    }
}

impl Reader<'_> {
    fn is_citing(&self, t: TokenId) -> bool {
        self.syntax[t].xpos == "VBG"
            && matches!(self.form(t).to_lowercase().as_str(), "citing" | "quoting")
    }

    /// The participle and the one it cites, beside the cue verb or its subject.
    fn citation(&self, verb: TokenId, subject: Option<TokenId>) -> Option<(TokenId, TokenId)> {
        let s = self.syntax;
        let below = |t: TokenId| s.children_by(t, &["advcl", "acl", "parataxis", "dep", "xcomp"]);
        let citing = below(verb)
            .chain(subject.into_iter().flat_map(below))
            .find(|&c| self.is_citing(c))?;
        // The parser takes what is cited for a bare oblique now and then, of
        // the participle or of the verb.
        let bare = |c: &TokenId| s.preposition(*c).is_none();
        let next = |c: &TokenId| {
            *c > citing
                && (citing.index() + 1..c.index()).all(|i| s[TokenId::new(i)].head == Some(*c))
        };
        let source = s
            .child(citing, &["obj"])
            .or_else(|| s.children_by(citing, &["obl"]).find(bare))
            .or_else(|| s.children_by(verb, &["obl"]).find(|c| bare(c) && next(c)))?;
        // "quoting him as saying" has a content of its own.
        let own = s
            .children_by(citing, &["xcomp", "advcl", "ccomp", "obl"])
            .any(|c| self.has_child(c, "mark", "as") || self.has_child(c, "case", "as"));
        let who = matches!(s[source].upos, Upos::Noun | Upos::Propn | Upos::Pron)
            && self.can_be(source, true, true);
        (!own && who).then_some((citing, source))
    }
}
