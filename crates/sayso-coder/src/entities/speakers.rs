//! The speaker of each statement, and whom "I" and "we" mean in it.

use sayso_article::{StatementId, TokenId};

use super::Work;
use super::chains::Chains;
use super::phrases::Determination;
use super::pronouns::first_person;
use super::vocabulary::DOCUMENTS;
use crate::layers::{Statement, StatementKind};

/// How a statement's speaker was found: the phrases that name the speakers,
/// and why these.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    pub phrases: Vec<usize>,
    pub reason: String,
}

/// The phrases that speak in each statement; then first-person pronouns join
/// their speaker's chain.
pub(super) fn chains_of(chains: &mut Chains<'_, '_>) -> Vec<Said> {
    let work = chains.work;
    let mut out: Vec<Said> = Vec::new();
    for (i, statement) in work.statements.list.iter().enumerate() {
        let said = match &statement.source {
            Some(source) => named_source(work, source.head, source.span.end()),
            None => unnamed(&out, i, statement),
        };
        out.push(said);
    }
    // A quotation may continue one that stands after it in the list.
    for i in 0..out.len() {
        if out[i].phrases.is_empty()
            && let Some(earlier) = work.statements.list[i].continues
            && let Some(said) = out.get(earlier.index()).cloned()
        {
            out[i] = said;
        }
    }
    for p in 0..work.phrases.len() {
        let phrase = &work.phrases[p];
        if !phrase.pronoun || chains.of[p].is_some() {
            continue;
        }
        if first_person(&work.text(phrase.head).to_lowercase())
            && let Some(s) = innermost(work, phrase.head, |_| true)
            && let Some(&speaker) = out[s.index()].phrases.first()
            && speaker != p
        {
            let c = chains.open(speaker);
            chains.join(p, c);
        }
    }
    out
}

/// The speaker phrase of the direct quotation around `t`, as its source names it.
pub(super) fn quoted_by(work: &Work<'_>, t: TokenId) -> Option<usize> {
    let s = innermost(work, t, |s| s.kind == StatementKind::Direct)?;
    let source = work.statements.list[s.index()].source.as_ref()?;
    work.phrase_at[source.head.index()]
}

/// The last-beginning statement of those wanted whose content holds `t`.
fn innermost(
    work: &Work<'_>,
    t: TokenId,
    wanted: impl Fn(&Statement) -> bool,
) -> Option<StatementId> {
    let span = work.syntax[t].span;
    let mut best: Option<(usize, usize)> = None;
    for (i, statement) in work.statements.list.iter().enumerate() {
        if !wanted(statement) {
            continue;
        }
        for content in &statement.contents {
            let smaller = best.is_none_or(|(len, _)| content.len() < len);
            if content.contains(span) && smaller {
                best = Some((content.len(), i));
            }
        }
    }
    best.map(|(_, i)| StatementId::new(i))
}

/// The phrases under a source: its conjuncts, a document's author instead of
/// the document.
fn named_source(work: &Work<'_>, head: TokenId, end: usize) -> Said {
    let heads: Vec<TokenId> = work
        .syntax
        .conjuncts(head)
        .into_iter()
        .filter(|&t| work.syntax[t].span.end() <= end)
        .collect();
    let mut said = Said {
        phrases: Vec::new(),
        reason: "source of the statement".to_owned(),
    };
    for t in heads {
        if let Some(author) = author(work, t).or_else(|| earlier_author(work, t)) {
            said.reason = format!("author of the {}", work.text(t));
            said.phrases.push(author);
        } else if let Some(p) = work.phrase_at[t.index()] {
            said.phrases.push(p);
        }
    }
    said
}

/// "The statement": the author of the document of that name before it.
fn earlier_author(work: &Work<'_>, t: TokenId) -> Option<usize> {
    let lemma = work.lemma(t);
    let p = work.phrase_at[t.index()]?;
    if !DOCUMENTS.contains(&lemma.as_str())
        || work.phrases[p].determination != Determination::Definite
    {
        return None;
    }
    work.phrases[..p]
        .iter()
        .rev()
        .filter(|q| q.lemma == lemma)
        .find_map(|q| author(work, q.head))
}

/// Who issued the document `t`: "the court's ruling", "a statement by the ministry".
fn author(work: &Work<'_>, t: TokenId) -> Option<usize> {
    if !DOCUMENTS.contains(&work.lemma(t).as_str()) {
        return None;
    }
    if let Some(owner) = work.syntax.child(t, &["nmod:poss"]) {
        return work.phrase_at[owner.index()];
    }
    let by = |at: TokenId, relations: &'static [&'static str]| {
        work.syntax.children_by(at, relations).find(|&c| {
            matches!(
                work.syntax.preposition(c).as_deref(),
                Some("by" | "from" | "of")
            )
        })
    };
    let issued = work.syntax.child(t, &["acl"]).and_then(|v| by(v, &["obl"]));
    let modifier = work
        .syntax
        .children_by(t, &["compound", "amod"])
        .find(|c| work.name_of[c.index()].is_some());
    let found = by(t, &["nmod"]).or(issued).or(modifier)?;
    work.phrase_at[found.index()]
}

/// A statement that names no source: it continues one, or is a quotation in
/// or right after the paragraph of one.
fn unnamed(before: &[Said], i: usize, statement: &Statement) -> Said {
    if let Some(earlier) = statement.continues {
        let mut said = before.get(earlier.index()).cloned().unwrap_or_default();
        said.reason = "continues the quotation before it".to_owned();
        return said;
    }
    if statement.kind == StatementKind::Indirect || statement.cue.is_some() {
        return Said::default();
    }
    let Some(previous) = i.checked_sub(1) else {
        return Said::default();
    };
    let mut said = before.get(previous).cloned().unwrap_or_default();
    said.reason = "quotation without source after one of the same speaker".to_owned();
    said
}
