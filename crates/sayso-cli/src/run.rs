//! The run over many inputs: read, annotate and code in batches over all
//! cores, and hand on one outcome an input, in order.

use std::sync::Arc;

use rayon::prelude::*;
use sayso_article::{Annotator as _, Article, Diagnostic, Syntax};
use sayso_coder::{Analysis, Lexicons};
use sayso_neural::{Model, NeuralAnnotator};
use sayso_record::Run;

use crate::args::Reading;
use crate::error::CliError;
use crate::inputs::{self, Input, Metadata};

/// The model of the repository, built into the program.
static BUILT_IN: &[u8] = include_bytes!("../../../models/sayso-en.safetensors");

/// Text in one batch, in bytes: enough to fill the encoder on all cores, and
/// little enough that memory stays bounded on any number of articles.
const BATCH_BYTES: usize = 256 * 1024;

/// Model, lexicons and what is known of the inputs.
pub struct Session {
    annotator: NeuralAnnotator,
    lexicons: Lexicons,
    metadata: Metadata,
    run: Run,
}

/// What became of one input: an article with `T`, or the reason it was skipped.
pub type Outcome<T> = (Input, Result<T, String>);

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
        })
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
        self.code_wanted(inputs, |_, _| Ok(true), each, done)
    }

    /// As [`code`](Session::code), but only what `wanted` takes is coded and
    /// handed on: `wanted` sees each article right after it was read.
    ///
    /// # Errors
    /// The first error of `wanted` or `done`.
    pub fn code_wanted<R: Send>(
        &self,
        inputs: &[Input],
        wanted: impl FnMut(&Input, &Article) -> Result<bool, CliError>,
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
        self.batches(inputs, |_, _| Ok(true), keep, done)
    }

    fn batches<R: Send>(
        &self,
        inputs: &[Input],
        mut wanted: impl FnMut(&Input, &Article) -> Result<bool, CliError>,
        work: impl Fn(Article, Syntax, Vec<Diagnostic>) -> R + Sync,
        mut done: impl FnMut(Outcome<R>) -> Result<(), CliError>,
    ) -> Result<(), CliError> {
        let mut rest = inputs;
        while !rest.is_empty() {
            let (mut batch, mut bytes) = (Vec::new(), 0);
            while let Some((input, more)) = rest.split_first()
                && bytes < BATCH_BYTES
            {
                rest = more;
                let read = inputs::read(input, &self.metadata);
                if let Ok(article) = &read
                    && !wanted(input, article)?
                {
                    continue;
                }
                bytes += read.as_ref().map_or(0, |a| a.text.len());
                batch.push((input.clone(), read));
            }
            let articles: Vec<&Article> =
                batch.iter().filter_map(|(_, a)| a.as_ref().ok()).collect();
            let mut layers = self.annotator.annotate(&articles).into_iter();
            let jobs: Vec<_> = batch
                .into_iter()
                .map(|(input, read)| {
                    let job = read.and_then(|article| {
                        let layer = layers.next().ok_or("the model gave no layer for it")?;
                        Ok((article, layer))
                    });
                    (input, job)
                })
                .collect();
            let outcomes: Vec<Outcome<R>> = jobs
                .into_par_iter()
                .map(|(input, job)| {
                    (
                        input,
                        job.map(|(article, (syntax, odd))| work(article, syntax, odd)),
                    )
                })
                .collect();
            for outcome in outcomes {
                done(outcome)?;
            }
        }
        Ok(())
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
