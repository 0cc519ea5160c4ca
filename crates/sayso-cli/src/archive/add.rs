//! `sayso add`: articles into an archive.

use std::cell::{Cell, RefCell};
use std::io::{self, Write as _};
use std::sync::atomic::Ordering;

use indicatif::ProgressBar;
use sayso_article::{Article, PublishedFrom};
use sayso_coder::assemble;
use sayso_record::Outcome;
use sayso_store::{Packed, Put, Seen, Source, Store};

use super::args::AddArgs;
use crate::error::CliError;
use crate::inputs;
use crate::progress;
use crate::run::Session;

/// Articles stored in one transaction. They share the pages of the indexes, so
/// that a few together cost a third of each alone; and no more than these are
/// coded again when the run is cut off.
const TOGETHER: usize = 16;

/// How many inputs went which way.
#[derive(Default)]
struct Tally {
    added: usize,
    replaced: usize,
    known: usize,
    noted: usize,
    skipped: usize,
    failed: usize,
    events: usize,
    statements: usize,
}

/// Reads and codes all inputs that the archive does not hold yet.
///
/// # Errors
/// When the archive cannot be opened or written, or nothing could be read.
pub fn add(args: &AddArgs) -> Result<(), CliError> {
    // Before the model is loaded: what is wrong with the archive is told at once.
    let store = RefCell::new(Store::open(&args.db)?);
    let session = Session::new(&args.reading)?;
    let inputs = inputs::expand(&args.paths);
    let tally = RefCell::new(Tally::default());
    let progress = progress::of_inputs(&inputs, false);
    let seen = Cell::new(0usize);
    let step = || {
        seen.set(seen.get() + 1);
        progress.set_position(session.bytes().load(Ordering::Relaxed));
        progress.set_message(seen.get().to_string());
    };
    let wanted = |article: &Article| {
        let seen =
            store
                .borrow_mut()
                .seen(&article.text_sha256, &source_of(article), session.run())?;
        let mut tally = tally.borrow_mut();
        match seen {
            Seen::New | Seen::Stale => return Ok(true),
            Seen::Known => tally.known += 1,
            Seen::KnownElsewhere => tally.noted += 1,
        }
        step();
        Ok(false)
    };
    // Packing costs as much as a fast query: it is done on all threads.
    let pack = |analysis: sayso_coder::Analysis| {
        let record = assemble(&analysis, session.run());
        let source = Source::of(&record.article);
        Packed::new(record, analysis.article.text, source)
    };
    let mut waiting: Vec<(String, Packed)> = Vec::new();
    session.code_wanted(&inputs, wanted, pack, |(origin, outcome)| {
        step();
        match outcome {
            Ok(packed) => {
                waiting.push((origin.to_string(), packed));
                if waiting.len() == TOGETHER {
                    put(&mut waiting, &store, &tally, &progress)?;
                }
            }
            Err(reason) => {
                tally.borrow_mut().skipped += 1;
                let name = origin.to_string();
                let source = Source {
                    path: origin.path,
                    member: origin.member,
                    byte_offset: origin.offset,
                    ..Source::default()
                };
                store.borrow_mut().skip(&source, &reason)?;
                progress.suspend(|| anstream::eprintln!("sayso: {name}: skipped: {reason}"));
            }
        }
        Ok(())
    })?;
    put(&mut waiting, &store, &tally, &progress)?;
    progress.finish_and_clear();
    let tally = tally.into_inner();
    let mut store = store.into_inner();
    if tally.added + tally.replaced > 0 {
        store.settle()?;
    }
    report(&tally)?;
    let seen = seen.get();
    if tally.skipped == seen {
        Err(CliError::NothingRead(seen.max(inputs.len())))
    } else {
        Ok(())
    }
}

/// Stores what waits.
fn put(
    waiting: &mut Vec<(String, Packed)>,
    store: &RefCell<Store>,
    tally: &RefCell<Tally>,
    progress: &ProgressBar,
) -> Result<(), CliError> {
    let (names, articles): (Vec<String>, Vec<Packed>) = std::mem::take(waiting).into_iter().unzip();
    let stored = store.borrow_mut().put_all(&articles)?;
    let mut tally = tally.borrow_mut();
    for ((name, packed), put) in names.iter().zip(&articles).zip(stored) {
        match put {
            Put::Added => tally.added += 1,
            Put::Replaced => tally.replaced += 1,
            Put::Noted => {
                tally.noted += 1;
                continue;
            }
        }
        tally.events += packed.record.events.len();
        tally.statements += packed.record.statements.len();
        if packed.record.outcome == Outcome::Failed {
            tally.failed += 1;
            let reason = packed.record.reason.as_deref().unwrap_or("no reason given");
            progress.suspend(|| anstream::eprintln!("sayso: {name}: {reason}"));
        }
    }
    Ok(())
}

/// Where an article was read, as the archive keeps it. The same as
/// [`Source::of`] its record, before there is one.
fn source_of(article: &Article) -> Source {
    Source {
        path: article.origin.path.clone(),
        member: article.origin.member.clone(),
        byte_offset: article.origin.offset,
        url: article.url.clone(),
        title: article.title.clone(),
        byline: article.byline.clone(),
        publisher: article.publisher.as_ref().map(|p| p.name.clone()),
        published: article.published.map(|d| d.to_string()),
        published_from: article.published_from.map(|from| {
            match from {
                PublishedFrom::Option => "option",
                PublishedFrom::Metadata => "metadata",
                PublishedFrom::Text => "text",
                PublishedFrom::Url => "url",
            }
            .to_owned()
        }),
    }
}

fn report(tally: &Tally) -> Result<(), CliError> {
    let mut parts = vec![format!(
        "{} added ({} events, {} statements)",
        articles(tally.added + tally.replaced),
        tally.events,
        tally.statements
    )];
    for (count, what) in [
        (tally.replaced, "of them coded anew"),
        (tally.known, "already there"),
        (
            tally.noted,
            "already there from another source, which was noted",
        ),
        (tally.failed, "failed to be coded, their text is kept"),
        (tally.skipped, "skipped (table `skipped` says why)"),
    ] {
        if count > 0 {
            parts.push(format!("{count} {what}"));
        }
    }
    let line = format!("{}\n", parts.join(", "));
    io::stdout()
        .write_all(line.as_bytes())
        .map_err(|error| CliError::Write {
            to: "standard output".to_owned(),
            error,
        })
}

fn articles(count: usize) -> String {
    format!("{count} article{}", if count == 1 { "" } else { "s" })
}
