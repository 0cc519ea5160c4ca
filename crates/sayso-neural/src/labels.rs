//! The label sets of the heads, parsed once.

use sayso_article::{NameKind, SmolStr, Upos};

use crate::ModelError;
use crate::file::File;
use crate::lemma::LemmaScript;

/// A tag of a name or role layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bio<T> {
    Outside,
    Begin(T),
    Inside(T),
}

/// Label numbers to what they stand for.
pub(crate) struct Labels {
    pub upos: Vec<Upos>,
    pub xpos: Vec<SmolStr>,
    pub feats: Vec<SmolStr>,
    pub lemma: Vec<LemmaScript>,
    pub relation: Vec<SmolStr>,
    pub names: Vec<Bio<NameKind>>,
    pub roles: [Vec<Bio<()>>; 3],
    /// Event types, "O" first.
    pub events: Vec<SmolStr>,
    pub statuses: Vec<SmolStr>,
    /// Modes of all types, "none" first.
    pub modes: Vec<SmolStr>,
}

impl Labels {
    /// Reads and checks the labels of every head.
    pub(crate) fn read(file: &File) -> Result<Labels, ModelError> {
        let bad = |head: &str, label: &str| {
            ModelError::Config(format!("head `{head}` has the unknown label `{label}`"))
        };
        let plain = |head: &str| -> Result<Vec<SmolStr>, ModelError> {
            Ok(file.labels(head)?.iter().map(SmolStr::new).collect())
        };
        let upos = file.labels("upos")?;
        let upos = upos
            .iter()
            .map(|l| Upos::parse(l).ok_or_else(|| bad("upos", l)));
        // CoNLL-U writes "no features" as an underscore, the layer as nothing.
        let feats = file.labels("feats")?.iter();
        let feats = feats.map(|l| {
            if l == "_" {
                SmolStr::default()
            } else {
                SmolStr::new(l)
            }
        });
        let lemma = file.labels("lemma")?.iter();
        let lemma = lemma.map(|l| LemmaScript::parse(l).ok_or_else(|| bad("lemma", l)));
        let names = file.labels("ner")?.iter();
        let names = names.map(|l| bio(l, NameKind::parse).ok_or_else(|| bad("ner", l)));
        let role = |head: &str| {
            let labels = file.labels(head)?.iter();
            let labels = labels
                .map(|l| bio(l, |kind| kind.is_empty().then_some(())).ok_or_else(|| bad(head, l)));
            labels.collect::<Result<Vec<_>, _>>()
        };
        Ok(Labels {
            upos: upos.collect::<Result<_, _>>()?,
            xpos: plain("xpos")?,
            feats: feats.collect(),
            lemma: lemma.collect::<Result<_, _>>()?,
            relation: plain("deprel")?,
            names: names.collect::<Result<_, _>>()?,
            roles: [role("source")?, role("cue")?, role("content")?],
            events: plain("event")?,
            statuses: plain("status")?,
            modes: plain("mode")?,
        })
    }
}

/// Parses `O`, `B-PER`, `I-PER`, or plain `B` and `I` (kind "").
fn bio<T>(label: &str, kind: impl Fn(&str) -> Option<T>) -> Option<Bio<T>> {
    if label == "O" {
        return Some(Bio::Outside);
    }
    let (mark, rest) = label.split_once('-').unwrap_or((label, ""));
    match mark {
        "B" => kind(rest).map(Bio::Begin),
        "I" => kind(rest).map(Bio::Inside),
        _ => None,
    }
}
