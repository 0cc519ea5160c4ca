//! The run over many inputs: read, annotate and code in batches over all
//! cores, and hand on one outcome an input, in order.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use rayon::prelude::*;
use sayso_article::{Annotator as _, Article, Diagnostic, Origin, Syntax};
use sayso_coder::{Analysis, Lexicons};
use sayso_neural::{Model, NeuralAnnotator};
use sayso_record::Run;

use crate::args::Reading;
use crate::error::CliError;
use crate::inputs::{self, Input, Item, Metadata};

/// The model of the repository, built into the program.
static BUILT_IN: &[u8] = include_bytes!("../../../models/sayso-en.safetensors");

/// Text in one batch, in bytes: enough to fill the encoder on all cores, and
/// little enough that memory stays bounded on any number of articles.
const BATCH_BYTES: usize = 256 * 1024;

/// Most documents in one batch, so that a long run of skipped ones is told of.
const BATCH_ITEMS: usize = 1024;

/// Model, lexicons and what is known of the inputs.
pub struct Session {
    annotator: NeuralAnnotator,
    lexicons: Lexicons,
    metadata: Metadata,
    run: Run,
    /// Bytes read of all inputs so far.
    bytes: Arc<AtomicU64>,
}

/// What became of one document: an article with `T`, or the reason it was skipped.
pub type Outcome<T> = (Origin, Result<T, String>);

impl Session {
    /// Loads everything and starts the threads.
    ///
    /// # Errors
    /// When model, lexicons or metadata cannot be used.
    pub fn new(reading: &Reading) -> Result<Session, CliError> {
        if let Some(jobs) = reading.jobs.map(usize::from) {
            rayon::ThreadPoolBuilder::new()
                .num_threads(jobs)
                .build_global()
                .map_err(|e| CliError::Threads {
                    jobs,
                    what: e.to_string(),
                })?;
        }
        let metadata = Metadata::new(reading)?;
        let (model, lexicons) = rayon::join(|| load_model(reading), load_lexicons);
        let (model, lexicons) = (model?, lexicons?);
        let jobs = reading.jobs.map_or(0, usize::from);
        let annotator =
            NeuralAnnotator::new(Arc::new(model), jobs).map_err(|e| CliError::Threads {
                jobs,
                what: e.to_string(),
            })?;
        let run = Run {
            sayso: env!("CARGO_PKG_VERSION").to_owned(),
            model: annotator.name().to_owned(),
            lexicons: lexicons.hash().to_owned(),
            schema: sayso_record::SCHEMA,
        };
        Ok(Session {
            annotator,
            lexicons,
            metadata,
            run,
            bytes: Arc::default(),
        })
    }

    /// Counts the bytes that are read of the inputs.
    pub fn bytes(&self) -> &Arc<AtomicU64> {
        &self.bytes
    }

    /// What made the records.
    pub fn run(&self) -> &Run {
        &self.run
    }

    /// Reads and codes `inputs`, handing each outcome to `done` in order.
    ///
    /// # Errors
    /// The first error of `done`.
    pub fn code<R: Send>(
        &self,
        inputs: &[Input],
        each: impl Fn(Analysis) -> R + Sync,
        done: impl FnMut(Outcome<R>) -> Result<(), CliError>,
    ) -> Result<(), CliError> {
        self.code_wanted(inputs, |_| Ok(true), each, done)
    }

    /// As [`code`](Session::code), but only what `wanted` takes is coded and
    /// handed on: `wanted` sees each article right after it was read.
    ///
    /// # Errors
    /// The first error of `wanted` or `done`.
    pub fn code_wanted<R: Send>(
        &self,
        inputs: &[Input],
        wanted: impl FnMut(&Article) -> Result<bool, CliError>,
        each: impl Fn(Analysis) -> R + Sync,
        done: impl FnMut(Outcome<R>) -> Result<(), CliError>,
    ) -> Result<(), CliError> {
        let code = |article: Article, syntax: Syntax, diagnostics: Vec<Diagnostic>| {
            each(sayso_coder::code(
                article,
                syntax,
                diagnostics,
                &self.lexicons,
            ))
        };
        self.batches(inputs, wanted, code, done)
    }

    /// Reads and parses `inputs`, handing each outcome to `done` in order.
    ///
    /// # Errors
    /// The first error of `done`.
    pub fn parse(
        &self,
        inputs: &[Input],
        done: impl FnMut(Outcome<(Article, Syntax)>) -> Result<(), CliError>,
    ) -> Result<(), CliError> {
        let keep = |article, syntax, _| (article, syntax);
        self.batches(inputs, |_| Ok(true), keep, done)
    }

    /// The syntax of articles, in their order.
    pub fn annotate(&self, articles: &[&Article]) -> Vec<Syntax> {
        let layers = self.annotator.annotate(articles).into_iter();
        layers.map(|(syntax, _)| syntax).collect()
    }

    fn batches<R: Send>(
        &self,
        inputs: &[Input],
        mut wanted: impl FnMut(&Article) -> Result<bool, CliError>,
        work: impl Fn(Article, Syntax, Vec<Diagnostic>) -> R + Sync,
        mut done: impl FnMut(Outcome<R>) -> Result<(), CliError>,
    ) -> Result<(), CliError> {
        let (mut batch, mut bytes) = (Vec::new(), 0);
        let mut result = Ok(());
        let flow = inputs::each(inputs, &self.metadata, &self.bytes, &mut |item| {
            if let Ok(article) = &item.read {
                match wanted(article) {
                    Ok(true) => bytes += article.text.len(),
                    Ok(false) => return ControlFlow::Continue(()),
                    Err(error) => {
                        result = Err(error);
                        return ControlFlow::Break(());
                    }
                }
            }
            batch.push(item);
            if bytes < BATCH_BYTES && batch.len() < BATCH_ITEMS {
                return ControlFlow::Continue(());
            }
            bytes = 0;
            result = self.batch(std::mem::take(&mut batch), &work, &mut done);
            match result {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            }
        });
        if flow.is_continue() {
            result = self.batch(batch, &work, &mut done);
        }
        result
    }

    fn batch<R: Send>(
        &self,
        batch: Vec<Item>,
        work: &(impl Fn(Article, Syntax, Vec<Diagnostic>) -> R + Sync),
        done: &mut impl FnMut(Outcome<R>) -> Result<(), CliError>,
    ) -> Result<(), CliError> {
        let articles: Vec<&Article> = batch.iter().filter_map(|i| i.read.as_ref().ok()).collect();
        let mut layers = self.annotator.annotate(&articles).into_iter();
        let jobs: Vec<_> = batch
            .into_iter()
            .map(|Item { origin, read }| {
                let job = read.and_then(|article| {
                    let layer = layers.next().ok_or("the model gave no layer for it")?;
                    Ok((article, layer))
                });
                (origin, job)
            })
            .collect();
        let outcomes: Vec<Outcome<R>> = jobs
            .into_par_iter()
            .map(|(origin, job)| {
                let coded = job.map(|(article, (syntax, odd))| work(article, syntax, odd));
                (origin, coded)
            })
            .collect();
        outcomes.into_iter().try_for_each(done)
    }
}

fn load_model(reading: &Reading) -> Result<Model, CliError> {
    let bad = |path: String, what: String| CliError::Model { path, what };
    match &reading.model {
        None => Model::from_bytes(BUILT_IN).map_err(|e| {
            bad(
                "built-in model".to_owned(),
                format!("{e}: rebuild the program"),
            )
        }),
        Some(path) => {
            let name = path.display().to_string();
            let bytes = std::fs::read(path).map_err(|e| bad(name.clone(), e.to_string()))?;
            Model::from_bytes(bytes).map_err(|e| bad(name, e.to_string()))
        }
    }
}

fn load_lexicons() -> Result<Lexicons, CliError> {
    Lexicons::embedded().map_err(|e| CliError::Lexicon(e.to_string()))
}
