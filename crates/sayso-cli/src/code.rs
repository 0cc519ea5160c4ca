//! `sayso code`: articles in, records out.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, IsTerminal as _, Write};
use std::sync::atomic::Ordering;

use sayso_coder::{assemble, not_coded};
use sayso_record::{ArticleRecord, Outcome, StatementRecord};

use crate::args::{CodeArgs, ColumnNames, Format, Reading};
use crate::error::CliError;
use crate::format::{self, Writer};
use crate::inputs;
use crate::progress;
use crate::run::Session;

/// Codes all inputs and writes one outcome for each.
///
/// # Errors
/// When nothing could be read, `--fail-fast` met an unreadable input, or the
/// output cannot be written.
pub fn code(args: &CodeArgs) -> Result<(), CliError> {
    let session = Session::new(&args.reading)?;
    let inputs = inputs::expand(&args.paths);
    let terminal = args.output.is_none() && io::stdout().is_terminal();
    let form = args.format.unwrap_or(if terminal {
        Format::Report
    } else {
        Format::Jsonl
    });
    let to = args
        .output
        .as_ref()
        .map_or("standard output".to_owned(), |p| p.display().to_string());
    let failed = |error| CliError::Write {
        to: to.clone(),
        error,
    };
    let sink: Box<dyn Write> = match &args.output {
        Some(path) => Box::new(File::create(path).map_err(failed)?),
        None if form == Format::Report => Box::new(anstream::stdout().lock()),
        None => Box::new(io::stdout().lock()),
    };
    let mut writer = format::writer(form, io::BufWriter::new(sink));
    let progress = progress::of_inputs(&inputs, terminal);
    let (mut read, mut seen) = (0, 0usize);
    let work = |analysis| {
        let mut record = assemble(&analysis, session.run());
        if let Some(least) = args.min_confidence {
            keep_sure(&mut record, least);
        }
        let text = (form == Format::Report).then(|| analysis.article.text.clone());
        (record, text)
    };
    session.code(&inputs, work, |(origin, outcome)| {
        seen += 1;
        progress.set_position(session.bytes().load(Ordering::Relaxed));
        progress.set_message(seen.to_string());
        let (record, text) = match outcome {
            Ok(coded) => coded,
            Err(reason) if args.fail_fast => {
                return Err(CliError::FailFast {
                    path: origin.to_string(),
                    reason,
                });
            }
            Err(reason) => {
                progress.suspend(|| anstream::eprintln!("sayso: {origin}: skipped: {reason}"));
                let mut record = not_coded(origin.path, Outcome::Skipped, reason, session.run());
                record.article.member = origin.member;
                record.article.offset = origin.offset;
                (record, None)
            }
        };
        read += usize::from(record.outcome != Outcome::Skipped);
        write(writer.as_mut(), &record, text.as_deref()).map_err(failed)
    })?;
    progress.finish_and_clear();
    writer.finish().map_err(failed)?;
    if read == 0 {
        Err(CliError::NothingRead(seen.max(inputs.len())))
    } else {
        Ok(())
    }
}

/// Drops events below `least`, and statements below it on whose say-so no
/// event is left.
fn keep_sure(record: &mut ArticleRecord, least: f32) {
    record.events.retain(|e| e.confidence >= least);
    let mut needed: BTreeSet<String> = record
        .events
        .iter()
        .filter_map(|e| e.said_by.clone())
        .collect();
    // A nested statement needs the one around it; outer ones may stand later.
    loop {
        let outer: Vec<String> = record
            .statements
            .iter()
            .filter(|s| needed.contains(&s.id))
            .filter_map(|s| s.within.clone())
            .filter(|id| !needed.contains(id))
            .collect();
        if outer.is_empty() {
            break;
        }
        needed.extend(outer);
    }
    let kept = |s: &StatementRecord| s.confidence >= least || needed.contains(&s.id);
    let gone: BTreeSet<String> = record
        .statements
        .iter()
        .filter(|s| !kept(s))
        .map(|s| s.id.clone())
        .collect();
    record.statements.retain(|s| !gone.contains(&s.id));
    for statement in &mut record.statements {
        if statement.within.as_ref().is_some_and(|w| gone.contains(w)) {
            statement.within = None;
        }
    }
    if record.events.is_empty() && record.outcome == Outcome::Coded {
        record.outcome = Outcome::NoEvents;
        record.reason = Some(format!("no event is as sure as {least}"));
    }
}

fn write(writer: &mut dyn Writer, record: &ArticleRecord, text: Option<&str>) -> io::Result<()> {
    writer.article(record, text.unwrap_or_default())
}

/// `sayso version`.
///
/// # Errors
/// When model or lexicons cannot be loaded, or the output not be written.
pub fn version() -> Result<(), CliError> {
    let reading = Reading {
        published: None,
        publisher: None,
        metadata: None,
        columns: ColumnNames::default(),
        model: None,
        jobs: None,
    };
    let session = Session::new(&reading)?;
    let run = session.run();
    let text = format!(
        "sayso {}\nmodel {}\nlexicons {}\nrecord format {}\n",
        run.sayso, run.model, run.lexicons, run.schema
    );
    io::stdout()
        .write_all(text.as_bytes())
        .map_err(|error| CliError::Write {
            to: "standard output".to_owned(),
            error,
        })
}
