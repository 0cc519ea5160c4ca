//! Records to export: from files of JSON lines, or from an archive.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _};
use std::path::PathBuf;

use std::rc::Rc;

use indicatif::ProgressBar;
use sayso_record::{ArticleRecord, SCHEMA};
use sayso_store::{Filter, Kind, Order, Store, StoreError};

/// A record, or why there is none in its place.
pub type Found = Result<ArticleRecord, Unread>;

/// Where the records come from. One that cannot be read is an item of its own
/// and ends nothing.
pub trait Records: Iterator<Item = Found> {}

impl<T: Iterator<Item = Found>> Records for T {}

/// A record that cannot be read.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: skipped: {what}")]
pub struct Unread {
    /// File, and line where there is one.
    pub place: String,
    /// Why, and what to do.
    pub what: String,
}

/// Longest line that is read: many times the record of the longest article.
const MOST_BYTES: u64 = 1 << 28;

/// The records of the articles of an archive that `filter` keeps, in order of
/// publication. Events that it does not keep are left out of them.
///
/// # Errors
/// When the archive cannot be asked.
pub fn archived(
    store: &Rc<Store>,
    filter: &Filter,
    progress: ProgressBar,
) -> Result<impl Records + use<>, StoreError> {
    let kept = store.kept_events(filter)?;
    let ids = store.list(Kind::Articles, filter, Order::Published, 0)?.ids;
    let store = Rc::clone(store);
    Ok(ids.into_iter().map(move |id| {
        progress.inc(1);
        let mut record = store.record(id).map_err(|error| Unread {
            place: format!("article {id} of the archive"),
            what: error.to_string(),
        })?;
        if let Some(kept) = &kept {
            record
                .events
                .retain(|e| kept.binary_search(&(id, e.id.clone())).is_ok());
        }
        Ok(record)
    }))
}

/// Records from files of JSON lines.
pub struct JsonLines {
    rest: std::vec::IntoIter<PathBuf>,
    open: Option<(String, Box<dyn BufRead>, usize)>,
    progress: ProgressBar,
}

impl JsonLines {
    /// From `paths`, in order; `-` is standard input. `progress` counts bytes.
    pub fn new(paths: Vec<PathBuf>, progress: ProgressBar) -> JsonLines {
        JsonLines {
            rest: paths.into_iter(),
            open: None,
            progress,
        }
    }
}

impl Iterator for JsonLines {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let Some((name, reader, number)) = &mut self.open else {
                match open(self.rest.next()?) {
                    Ok((name, reader)) => self.open = Some((name, reader, 0)),
                    Err(unread) => return Some(Err(unread)),
                }
                continue;
            };
            let mut line = Vec::new();
            let read = reader.take(MOST_BYTES).read_until(b'\n', &mut line);
            *number += 1;
            let place = format!("{name}:{number}");
            let unread = |what: String| Some(Err(Unread { place, what }));
            match read {
                Err(error) => {
                    self.open = None;
                    return unread(error.to_string());
                }
                Ok(0) => self.open = None,
                Ok(n) if n as u64 == MOST_BYTES && line.last() != Some(&b'\n') => {
                    self.open = None;
                    return unread(
                        "no line of records is as long; is it one record a line?".to_owned(),
                    );
                }
                Ok(n) => {
                    self.progress.inc(n as u64);
                    let text = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line);
                    if text.trim_ascii().is_empty() {
                        continue;
                    }
                    if text.starts_with(b"\x1f\x8b") || text.starts_with(b"\x28\xb5\x2f\xfd") {
                        self.open = None;
                        return unread(
                            "it is compressed; unpack it first, e.g. `zcat FILE | sayso export FORMAT -`"
                                .to_owned(),
                        );
                    }
                    return match parse(text) {
                        Ok(record) => Some(Ok(record)),
                        Err((what, whole)) => {
                            if whole {
                                self.open = None;
                            }
                            unread(what)
                        }
                    };
                }
            }
        }
    }
}

fn open(path: PathBuf) -> Result<(String, Box<dyn BufRead>), Unread> {
    let name = path.display().to_string();
    if name == "-" {
        return Ok((name, Box::new(BufReader::new(io::stdin()))));
    }
    let unread = |what: String| Unread {
        place: name.clone(),
        what,
    };
    if path.is_dir() {
        return Err(unread(
            "is a folder; name the file of records that `sayso code --format jsonl` wrote"
                .to_owned(),
        ));
    }
    let file = File::open(&path).map_err(|e| unread(e.to_string()))?;
    Ok((name, Box::new(BufReader::with_capacity(1 << 16, file))))
}

/// One record; the error says what to do, and whether the whole file is
/// something else.
fn parse(line: &[u8]) -> Result<ArticleRecord, (String, bool)> {
    match serde_json::from_slice::<ArticleRecord>(line) {
        Ok(record) if record.schema > SCHEMA => Err((
            format!(
                "record format {} is newer than the {SCHEMA} that this program reads; use a newer one",
                record.schema
            ),
            false,
        )),
        Ok(record) => Ok(record),
        Err(_) if line.trim_ascii_start().starts_with(b"[") => Err((
            "is a JSON array; write the records with `sayso code --format jsonl`".to_owned(),
            true,
        )),
        Err(error) => Err((
            format!("no record as `sayso code --format jsonl` writes it: {error}"),
            false,
        )),
    }
}
