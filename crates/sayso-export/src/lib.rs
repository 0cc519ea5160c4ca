//! Records in the forms of other programs: tables, maps, networks, annotations
//! and the shapes of older event data sets.
//!
//! A writer takes one [`Item`] after the other and writes to any [`io::Write`];
//! it reads no file itself. Forms that hold one record after the other stream;
//! only the networks keep anything: their nodes and edges.
//!
//! Two rules hold for all of them. Nothing is made up: what the record does not
//! have is empty. And nothing is promoted: forms in which an event stands as a
//! plain fact (maps, networks, the shapes of older data sets) take only events
//! of status `actual` unless [`Selection::All`] is asked for, keep who says so
//! where there is room, and say in [`Form::about`] what they lose.

mod about;
mod acled;
mod annotation;
mod brat;
mod cameo;
mod cell;
mod conllu;
mod countries;
mod csv;
mod dyads;
mod gdelt;
mod geojson;
mod gexf;
mod graphml;
mod icews;
mod jsonl;
mod network;
mod pairs;
#[cfg(feature = "parquet")]
mod parquet;
mod phoenix;
mod say_so;
mod table;
mod tables;
mod tsv;
mod when;
mod xml;

use std::collections::BTreeMap;
use std::io;

use sayso_record::{ArticleRecord, EventRecord, SpanRecord};

pub use about::{Form, codebook};
pub use acled::Acled;
pub use annotation::Annotations;
pub use brat::{Brat, brat_configuration};
pub use cell::{Cell, Kind};
pub use conllu::Conllu;
pub use csv::CsvTable;
pub use gdelt::{Gdelt, GdeltVersion};
pub use geojson::Geojson;
pub use gexf::Gexf;
pub use graphml::Graphml;
pub use icews::Icews;
pub use jsonl::Jsonl;
pub use network::Actors;
#[cfg(feature = "parquet")]
pub use parquet::ParquetTable;
pub use phoenix::Phoenix;
pub use table::{Column, Table};
pub use tsv::Notes;

/// One article to write.
#[derive(Clone, Copy, Debug)]
pub struct Item<'a> {
    /// Its record.
    pub record: &'a ArticleRecord,
    /// Its text, where it could be had.
    pub text: Option<&'a str>,
    /// Its syntax as CoNLL-U with `TokenRange` in MISC, as `sayso parse`
    /// writes it; only CoNLL-U asks for it.
    pub syntax: Option<&'a str>,
}

impl<'a> From<&'a ArticleRecord> for Item<'a> {
    fn from(record: &'a ArticleRecord) -> Item<'a> {
        Item {
            record,
            text: None,
            syntax: None,
        }
    }
}

/// Writes one article after the other in one form.
pub trait Exporter {
    /// Writes one article.
    ///
    /// # Errors
    /// [`ExportError::Article`] when this article cannot be written in this
    /// form; nothing of it is written and the next one may follow. Any other
    /// error ends the output.
    fn article(&mut self, item: &Item<'_>) -> Result<(), ExportError>;

    /// Writes what closes the output, and flushes it. To be called once.
    ///
    /// # Errors
    /// When the output cannot be written.
    fn finish(&mut self) -> Result<(), ExportError>;

    /// What has been written so far, and what was left out.
    fn tally(&self) -> &Tally;
}

/// Which events a form that shows them as plain facts takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Selection {
    /// Those of status `actual`: the article or a source says that they
    /// happened.
    #[default]
    Actual,
    /// All: also what is denied, expected, supposed or in doubt.
    All,
}

impl Selection {
    /// Whether `event` is taken; one that is not is counted as left out.
    fn takes(self, event: &EventRecord, tally: &mut Tally) -> bool {
        let taken = self == Selection::All || event.status == "actual";
        if !taken {
            tally.leave_out(&format!("status {}", event.status));
        }
        taken
    }
}

/// What a writer wrote and left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Articles read.
    pub articles: usize,
    /// Rows, features, annotations or edges written.
    pub written: usize,
    /// Events that are not in the output, by the reason.
    pub left_out: BTreeMap<String, usize>,
}

impl Tally {
    fn leave_out(&mut self, reason: &str) {
        *self.left_out.entry(reason.to_owned()).or_default() += 1;
    }

    /// Events left out, for whatever reason.
    pub fn left_out(&self) -> usize {
        self.left_out.values().sum()
    }
}

/// Why something was not written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The output cannot be written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// One article cannot be written in this form.
    #[error("{article}: {what}")]
    Article {
        /// Path, else id of the article.
        article: String,
        /// Why, and what to do.
        what: String,
    },
    /// The Parquet file cannot be made.
    #[error("Parquet: {0}")]
    Parquet(String),
}

impl ExportError {
    fn article(record: &ArticleRecord, what: impl Into<String>) -> ExportError {
        ExportError::Article {
            article: article_name(record).to_owned(),
            what: what.into(),
        }
    }
}

impl From<::csv::Error> for ExportError {
    fn from(error: ::csv::Error) -> ExportError {
        // The crate's own conversion hides the kind, by which a closed pipe is known.
        ExportError::Io(match error.into_kind() {
            ::csv::ErrorKind::Io(error) => error,
            other => io::Error::other(format!("{other:?}")),
        })
    }
}

/// How messages name an article: by its path, else by its id.
pub fn article_name(record: &ArticleRecord) -> &str {
    record.article.path.as_deref().unwrap_or(&record.article.id)
}

/// Every span of a record.
fn spans(record: &ArticleRecord) -> Vec<&SpanRecord> {
    let mut out = Vec::new();
    for n in &record.entities {
        out.extend(n.mentions.iter().map(|m| &m.span));
    }
    for s in &record.statements {
        out.extend(s.source.iter().chain(&s.cue).chain(&s.contents));
    }
    for e in &record.events {
        out.extend([&e.trigger, &e.sentence]);
        out.extend(&e.also);
        out.extend(e.actors.iter().chain(&e.recipients).map(|p| &p.span));
        out.extend(e.date.iter().map(|d| &d.span));
        out.extend(e.place.iter().map(|p| &p.span));
        out.extend(e.counts.iter().map(|c| &c.span));
    }
    out.extend(record.times.iter().map(|t| &t.span));
    out.extend(record.places.iter().map(|p| &p.span));
    out
}

/// The code points of an article's text, checked against its record.
///
/// # Errors
/// When there is no text, or it is not the text that was coded.
fn characters(item: &Item<'_>) -> Result<Vec<char>, ExportError> {
    let record = item.record;
    let Some(text) = item.text else {
        return Err(ExportError::article(
            record,
            "this form holds the text of the article, and the text is not at hand",
        ));
    };
    let characters: Vec<char> = text.chars().collect();
    let same = |span: &&SpanRecord| {
        characters
            .get(span.start..span.end)
            .is_some_and(|slice| slice.iter().copied().eq(span.text.chars()))
    };
    if characters.len() == record.article.characters && spans(record).iter().all(same) {
        Ok(characters)
    } else {
        Err(ExportError::article(
            record,
            "the text is not the one that was coded: code the article again",
        ))
    }
}
