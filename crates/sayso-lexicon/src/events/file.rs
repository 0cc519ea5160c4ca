//! The files as TOML, before anything is checked.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

/// A word list; every entry keeps its place for errors.
pub(super) type List = Vec<Spanned<String>>;
/// Prepositions with word lists.
pub(super) type Table = BTreeMap<String, List>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    #[serde(default)]
    pub classes: BTreeMap<String, List>,
    #[serde(default)]
    pub rule: Vec<Spanned<Rule>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rule {
    pub id: Spanned<String>,
    #[serde(default)]
    pub verb: List,
    #[serde(default)]
    pub noun: List,
    #[serde(default)]
    pub adj: List,
    pub mode: Option<Spanned<String>>,
    pub cameo: Option<Spanned<String>>,
    #[serde(default)]
    pub contexts: List,
    pub obj: Option<List>,
    pub subj: Option<List>,
    pub not_obj: Option<List>,
    pub not_subj: Option<List>,
    #[serde(default)]
    pub with: Table,
    pub not_with: Option<Prepositions>,
    #[serde(default)]
    pub clause: List,
    pub clause_verb: Option<List>,
    pub infinitive: Option<bool>,
    pub modifier: Option<List>,
    pub not_modifier: Option<List>,
    pub not_under: Option<List>,
    pub actors: Option<List>,
    pub recipients: Option<List>,
    #[serde(default)]
    pub joint: bool,
    #[serde(default)]
    pub standalone: bool,
    #[serde(default)]
    pub require: List,
    pub weight: Option<Spanned<f64>>,
    #[serde(default)]
    pub yes: List,
    #[serde(default)]
    pub no: List,
}

/// A list of prepositions, or a table of them with words.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Prepositions {
    List(Vec<String>),
    Table(BTreeMap<String, Vec<String>>),
}
