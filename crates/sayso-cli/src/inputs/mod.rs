//! From the paths of the command line to articles. Every document that is found
//! in a file, archive, feed or table yields one outcome, in order; a collection
//! of any size is read in bounded memory.

mod metadata;
mod paths;

use std::fs::File;
use std::io::{self, Read, Seek as _};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;
use sayso_article::{Article, Origin};
use sayso_ingest::{Found, Source, documents};

pub use metadata::Metadata;
pub use paths::{Input, expand, total};

/// Documents that are read at a time over all cores: at most so many, and of
/// about so many bytes.
const BATCH: usize = 64;
const BATCH_BYTES: usize = 4 * 1024 * 1024;

/// One document: the article, or the reason why there is none.
#[derive(Debug)]
pub struct Item {
    /// Where it stands.
    pub origin: Origin,
    /// The article or the reason it was skipped.
    pub read: Result<Article, String>,
}

/// Finds and reads every document of `inputs` and hands each to `sink`, in
/// order, until that breaks off. `bytes` counts what was read of the files.
pub fn each(
    inputs: &[Input],
    metadata: &Metadata,
    bytes: &Arc<AtomicU64>,
    sink: &mut dyn FnMut(Item) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut batch = Batch {
        metadata,
        found: Vec::new(),
        size: 0,
        sink,
    };
    for input in inputs {
        match open(input, bytes) {
            Ok((source, length)) => {
                let settings = metadata.settings();
                documents(source, origin(input), length, settings, &mut |f| {
                    batch.push(f)
                })?;
            }
            Err(reason) => batch.push(Found::Skipped(origin(input), reason))?,
        }
    }
    batch.flush()
}

fn origin(input: &Input) -> Origin {
    Origin {
        path: Some(input.name()),
        ..Origin::default()
    }
}

/// Documents found and not read yet.
struct Batch<'a> {
    metadata: &'a Metadata,
    found: Vec<Found>,
    size: usize,
    sink: &'a mut dyn FnMut(Item) -> ControlFlow<()>,
}

impl Batch<'_> {
    fn push(&mut self, found: Found) -> ControlFlow<()> {
        self.size += match &found {
            Found::Document(document) => document.size(),
            Found::Skipped(..) => 0,
        };
        self.found.push(found);
        if self.found.len() >= BATCH || self.size >= BATCH_BYTES {
            self.flush()?;
        }
        ControlFlow::Continue(())
    }

    fn flush(&mut self) -> ControlFlow<()> {
        self.size = 0;
        let found = std::mem::take(&mut self.found);
        let metadata = self.metadata;
        let items: Vec<Item> = found
            .into_par_iter()
            .map(|found| item(found, metadata))
            .collect();
        items.into_iter().try_for_each(&mut self.sink)
    }
}

/// Reads what was found.
fn item(found: Found, metadata: &Metadata) -> Item {
    match found {
        Found::Document(document) => {
            let origin = document.origin.clone();
            let read = document.read(&metadata.options(&origin));
            Item {
                origin,
                read: read.map_err(|e| e.to_string()),
            }
        }
        Found::Skipped(origin, reason) => Item {
            origin,
            read: Err(reason),
        },
    }
}

/// Opens an input; the error is the reason why it cannot be.
fn open(input: &Input, bytes: &Arc<AtomicU64>) -> Result<(Source<'static>, Option<u64>), String> {
    match input {
        Input::Unreadable(_, reason) => Err(reason.clone()),
        Input::File(path) => {
            let file = File::open(path).map_err(|e| e.to_string())?;
            let length = file
                .metadata()
                .ok()
                .filter(|m| m.is_file())
                .map(|m| m.len());
            let counted = Counted {
                inner: file,
                bytes: Arc::clone(bytes),
            };
            Ok(match length {
                Some(_) => (Source::Seek(Box::new(counted)), length),
                // A pipe by name.
                None => (Source::Stream(Box::new(counted)), None),
            })
        }
        Input::Stdin => stdin(bytes),
    }
}

/// Standard input as a stream; what must be read from its end is put into a
/// temporary file first.
fn stdin(bytes: &Arc<AtomicU64>) -> Result<(Source<'static>, Option<u64>), String> {
    let mut head = Vec::new();
    let mut stdin = io::stdin();
    (&mut stdin)
        .take(4)
        .read_to_end(&mut head)
        .map_err(|e| e.to_string())?;
    let from_end = matches!(head.as_slice(), b"PK\x03\x04" | b"PAR1");
    let all = io::Cursor::new(head).chain(stdin);
    let mut counted = Counted {
        inner: all,
        bytes: Arc::clone(bytes),
    };
    if !from_end {
        return Ok((Source::Stream(Box::new(counted)), None));
    }
    let spool = |error: io::Error| {
        format!(
            "cannot keep standard input in a temporary file ({error}): save it and give its path"
        )
    };
    let mut file = tempfile::tempfile().map_err(spool)?;
    let length = io::copy(&mut counted, &mut file).map_err(spool)?;
    file.rewind().map_err(spool)?;
    Ok((Source::Seek(Box::new(file)), Some(length)))
}

/// Counts what is read, for the progress bar.
struct Counted<R> {
    inner: R,
    bytes: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.bytes.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

impl<R: io::Seek> io::Seek for Counted<R> {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}
