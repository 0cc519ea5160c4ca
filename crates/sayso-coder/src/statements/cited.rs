//! Say-so at second hand: "Reuters, citing two officials, reported that ...".
//! Who is cited says what the medium reports: a statement within that of the
//! medium, with the same content.

use sayso_article::{TokenId, Upos};

use super::{Draft, Reader};
use crate::layers::{Cue, Force};

/// Adds a statement for whoever a report cites, and drops what other steps
/// took for said by "citing".
pub(super) fn nest(r: &Reader, drafts: &mut Vec<Draft>) {
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

impl Reader<'_> {
    /// The participle and the one it cites, beside the cue verb or its subject.
    fn citation(&self, verb: TokenId, subject: Option<TokenId>) -> Option<(TokenId, TokenId)> {
        let s = self.syntax;
        let below = |t: TokenId| s.children_by(t, &["advcl", "acl", "parataxis", "dep", "xcomp"]);
        let citing = below(verb)
            .chain(subject.into_iter().flat_map(below))
            .find(|&c| {
                s[c].xpos == "VBG"
                    && matches!(self.form(c).to_lowercase().as_str(), "citing" | "quoting")
            })?;
        // The parser takes what is cited for a bare oblique now and then.
        let source = s.child(citing, &["obj"]).or_else(|| {
            s.children_by(citing, &["obl"])
                .find(|&c| s.preposition(c).is_none())
        })?;
        // "quoting him as saying" has a content of its own.
        let own = s
            .children_by(citing, &["xcomp", "advcl", "ccomp", "obl"])
            .any(|c| self.has_child(c, "mark", "as") || self.has_child(c, "case", "as"));
        let who = matches!(s[source].upos, Upos::Noun | Upos::Propn | Upos::Pron)
            && self.can_be(source, true, true);
        (!own && who).then_some((citing, source))
    }
}
