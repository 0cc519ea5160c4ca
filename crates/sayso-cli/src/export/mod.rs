//! `sayso export`: records in the forms of other programs.

mod args;
mod outputs;
mod records;
mod texts;

use std::fs;
use std::io::{self, IsTerminal as _, Write as _};
use std::rc::Rc;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use sayso_article::{Article, write_conllu};
use sayso_export::{ExportError, Exporter, Form, Item, article_name};
use sayso_record::ArticleRecord;
use sayso_store::{Filter, Store};

pub use self::args::{EXAMPLES, ExportArgs};
use self::records::{JsonLines, Records, archived};
use self::texts::Texts;
use crate::args::{ColumnNames, Reading};
use crate::error::CliError;
use crate::run::Session;

/// Text in one batch of parsing, in code points.
const BATCH: usize = 128 * 1024;

/// Exports all records of the inputs.
///
/// # Errors
/// When options do not go together, nothing could be read, or the output
/// cannot be written.
pub fn export(args: &ExportArgs) -> Result<(), CliError> {
    if args.about {
        return io::stdout()
            .write_all(format!("{}\n", args.form.form().about()).as_bytes())
            .map_err(|e| outputs::told(args, e.into()));
    }
    if let Some((option, forms)) = args.misplaced() {
        let form = args.form.form().name();
        return Err(CliError::Asked(format!(
            "{option} goes with {forms}, not with {form}"
        )));
    }
    refuse_own_input(args)?;
    let filter = args.filter.filter();
    let archive = match &args.db {
        Some(path) => Some(Rc::new(Store::read(path)?)),
        None if filter != Filter::default() => {
            return Err(CliError::Asked(
                "filters choose within an archive: name one with --db".to_owned(),
            ));
        }
        None => None,
    };
    let run = Run {
        args,
        texts: Texts::new(archive.clone(), args.texts.clone()),
        exporters: Vec::new(),
        progress: progress(args),
        written: 0,
        without_text: 0,
    };
    match archive {
        Some(store) => {
            let records = archived(&store, &filter, run.progress.clone())?;
            run.export(records)
        }
        None => {
            let records = JsonLines::new(args.inputs.clone(), run.progress.clone());
            run.export(records)
        }
    }
}

/// `-o` must not name an input: it would be emptied before it is read.
fn refuse_own_input(args: &ExportArgs) -> Result<(), CliError> {
    let Some(output) = args.output.as_ref().and_then(|p| fs::canonicalize(p).ok()) else {
        return Ok(());
    };
    let own = |input: &std::path::PathBuf| fs::canonicalize(input).is_ok_and(|i| i == output);
    if args.inputs.iter().chain(&args.db).any(own) {
        return Err(CliError::Asked(format!(
            "{} is input and output at once: write to another file",
            output.display()
        )));
    }
    Ok(())
}

struct Run<'a> {
    args: &'a ExportArgs,
    texts: Texts,
    exporters: Vec<Box<dyn Exporter>>,
    progress: ProgressBar,
    written: usize,
    without_text: usize,
}

impl Run<'_> {
    fn export(mut self, records: impl Records) -> Result<(), CliError> {
        let args = self.args;
        match args.form.form() {
            Form::Conllu => {
                let session = Session::new(&Reading {
                    published: None,
                    publisher: None,
                    metadata: None,
                    columns: ColumnNames::default(),
                    model: args.model.clone(),
                    jobs: args.jobs,
                })?;
                self.exporters = outputs::exporters(args)?;
                self.parsed(records, &session)?;
            }
            form => {
                self.exporters = outputs::exporters(args)?;
                self.plain(records, matches!(form, Form::Brat | Form::WebAnnotation))?;
            }
        }
        self.finish()
    }

    /// Forms that need no syntax; `with_text` looks for the texts.
    fn plain(&mut self, records: impl Records, with_text: bool) -> Result<(), CliError> {
        for found in records {
            let record = match found {
                Ok(record) => record,
                Err(unread) => {
                    self.say(&unread.to_string());
                    continue;
                }
            };
            let mut text = None;
            if with_text && !record.article.id.is_empty() {
                match self.texts.article(&record) {
                    Ok(found) => text = Some(found.text),
                    Err(_) if self.args.form.form() == Form::WebAnnotation => {
                        self.without_text += 1;
                    }
                    Err(reason) => {
                        self.say(&format!("{}: skipped: {reason}", article_name(&record)));
                        continue;
                    }
                }
            }
            self.write(&Item {
                record: &record,
                text: text.as_deref(),
                syntax: None,
            })?;
        }
        Ok(())
    }

    /// CoNLL-U: the texts are parsed in batches.
    fn parsed(&mut self, records: impl Records, session: &Session) -> Result<(), CliError> {
        let (mut batch, mut size) = (Vec::new(), 0);
        for found in records {
            match found {
                Ok(record) => {
                    size += record.article.characters;
                    batch.push(record);
                }
                Err(unread) => self.say(&unread.to_string()),
            }
            if size >= BATCH {
                self.parse(std::mem::take(&mut batch), session)?;
                size = 0;
            }
        }
        self.parse(batch, session)
    }

    fn parse(&mut self, batch: Vec<ArticleRecord>, session: &Session) -> Result<(), CliError> {
        let mut found = Vec::new();
        for record in batch {
            if record.article.id.is_empty() {
                continue; // was skipped when it was coded
            }
            match self.texts.article(&record) {
                Ok(article) => found.push((record, article)),
                Err(reason) => {
                    self.say(&format!("{}: skipped: {reason}", article_name(&record)));
                }
            }
        }
        let articles: Vec<&Article> = found.iter().map(|(_, article)| article).collect();
        let layers = session.annotate(&articles);
        for ((record, article), syntax) in found.iter().zip(layers) {
            self.write(&Item {
                record,
                text: None,
                syntax: Some(&write_conllu(article, &syntax)),
            })?;
        }
        Ok(())
    }

    fn write(&mut self, item: &Item<'_>) -> Result<(), CliError> {
        for exporter in &mut self.exporters {
            match exporter.article(item) {
                Ok(()) => {}
                Err(error @ ExportError::Article { .. }) => {
                    self.progress
                        .suspend(|| anstream::eprintln!("sayso: {error} (skipped)"));
                    return Ok(());
                }
                Err(error) => return Err(outputs::told(self.args, error)),
            }
        }
        self.written += 1;
        Ok(())
    }

    fn finish(mut self) -> Result<(), CliError> {
        for exporter in &mut self.exporters {
            exporter.finish().map_err(|e| outputs::told(self.args, e))?;
        }
        outputs::about(self.args, &self.exporters)?;
        self.progress.finish_and_clear();
        if let Some(tally) = self.exporters.first().map(|e| e.tally())
            && tally.left_out() > 0
        {
            let reasons: Vec<String> = tally
                .left_out
                .iter()
                .map(|(reason, n)| format!("{reason}: {n}"))
                .collect();
            anstream::eprintln!(
                "sayso: {} events are not in the output ({})",
                tally.left_out(),
                reasons.join(", ")
            );
        }
        if self.without_text > 0 {
            anstream::eprintln!(
                "sayso: the texts of {} articles are not at hand or have changed: their quotes have no \
                 context (--texts says where the texts are)",
                self.without_text
            );
        }
        if self.written == 0 {
            return Err(CliError::NothingRead(self.args.inputs.len()));
        }
        Ok(())
    }

    fn say(&self, message: &str) {
        self.progress
            .suspend(|| anstream::eprintln!("sayso: {message}"));
    }
}

/// A bar on standard error when a person watches: bytes of the inputs.
fn progress(args: &ExportArgs) -> ProgressBar {
    let to_terminal = args.output.is_none() && io::stdout().is_terminal();
    if to_terminal || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let sizes = args.inputs.iter().map(|p| fs::metadata(p).map(|m| m.len()));
    let total: Option<u64> = sizes.map(Result::ok).sum();
    let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr_with_hz(4));
    if let Ok(style) = ProgressStyle::with_template(
        "{wide_bar} {bytes}/{total_bytes}, {bytes_per_sec}, {eta} left",
    ) {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(500));
    bar
}
