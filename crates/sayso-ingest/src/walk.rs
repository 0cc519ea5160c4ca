//! From a file to its documents: recognises what it is, unpacks, and hands on
//! one document after another, so that a collection of any size is read in
//! bounded memory. What is bad is told with its place; the rest is read.

use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::ops::ControlFlow;

use sayso_article::Origin;

use crate::columns::Columns;
use crate::document::{Content, Document, Told};
use crate::kind::{self, Kind};
use crate::limits::{Budget, HEAD, LEVELS, MAX_HELD, Peeked, trouble};
use crate::text::{IngestError, MAX_BYTES};
use crate::{archive, feed, json, newsml, table, warc};

/// What is found in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A document, to be read.
    Document(Document),
    /// A document, or a part of the file, that cannot be read, with the reason.
    Skipped(Origin, String),
}

/// Whether to go on.
pub(crate) type Flow = ControlFlow<()>;

/// Something that can be read from any place, as a file can.
pub trait ReadSeek: Read + Seek + Send {}
impl<T: Read + Seek + Send> ReadSeek for T {}

/// What a file is read from.
pub enum Source<'a> {
    /// Front to back.
    Stream(Box<dyn Read + 'a>),
    /// From any place: what zip and Parquet need.
    Seek(Box<dyn ReadSeek>),
}

/// How files are read.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Names of the columns of tables and the fields of JSON.
    pub columns: Columns,
}

/// Finds the documents of one file and hands each to `sink`, until that breaks
/// off. `length` is the size of the file in bytes, where it is known.
pub fn documents(
    source: Source<'_>,
    origin: Origin,
    length: Option<u64>,
    settings: &Settings,
    sink: &mut dyn FnMut(Found) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let budget = Budget::new(length);
    let source = match source {
        Source::Stream(inner) if length.is_none() => Source::Stream(Box::new(budget.count(inner))),
        other => other,
    };
    let mut any = false;
    let mut counted = |found: Found| {
        any = true;
        sink(found)
    };
    let mut walk = Walk {
        settings,
        budget: &budget,
        sink: &mut counted,
    };
    walk.enter(source, &origin, length, 0)?;
    if any {
        return ControlFlow::Continue(());
    }
    // Every input has an outcome.
    let reason =
        "the file holds no article: it is a table, list or archive without a row or member";
    sink(Found::Skipped(origin, reason.to_owned()))
}

/// The walk through one file.
pub(crate) struct Walk<'w> {
    pub settings: &'w Settings,
    pub budget: &'w Budget,
    sink: &'w mut dyn FnMut(Found) -> ControlFlow<()>,
}

impl Walk<'_> {
    /// Hands on a document.
    pub fn document(&mut self, origin: Origin, content: Content, told: Told) -> Flow {
        (self.sink)(Found::Document(Document {
            origin,
            content,
            told,
        }))
    }

    /// Tells of what cannot be read.
    pub fn skip(&mut self, origin: Origin, reason: impl Into<String>) -> Flow {
        (self.sink)(Found::Skipped(origin, reason.into()))
    }

    /// Reads what stands at `origin`, `level` times unpacked.
    pub fn enter(
        &mut self,
        source: Source<'_>,
        origin: &Origin,
        length: Option<u64>,
        level: usize,
    ) -> Flow {
        match source {
            Source::Stream(stream) => self.stream(stream, origin, length, level),
            Source::Seek(mut file) => {
                let mut head = Vec::new();
                let looked = (&mut file).take(HEAD as u64 + 1).read_to_end(&mut head);
                let back = looked.and_then(|_| file.seek(SeekFrom::Start(0)));
                if let Err(error) = back {
                    // Pipes and devices by name cannot be read twice.
                    if error.kind() != io::ErrorKind::NotSeekable && head.is_empty() {
                        return self.skip(origin.clone(), trouble(&error));
                    }
                    let all = io::Cursor::new(head).chain(file);
                    return self.stream(Box::new(all), origin, None, level);
                }
                match kind::kind(&head, head.len() <= HEAD, &self.settings.columns) {
                    Kind::Zip => archive::zip(self, file, origin, length, level),
                    Kind::Parquet => self.parquet(file, origin),
                    _ => self.stream(Box::new(file), origin, length, level),
                }
            }
        }
    }

    fn stream(
        &mut self,
        stream: Box<dyn Read + '_>,
        origin: &Origin,
        length: Option<u64>,
        level: usize,
    ) -> Flow {
        let peeked = Peeked::new(stream);
        let whole = peeked.head().len() < HEAD && peeked.error().is_none();
        let kind = kind::kind(peeked.head(), whole, &self.settings.columns);
        // Data that end before anything can be told of them.
        if let Some(error) = peeked.error().filter(|_| peeked.head().is_empty()) {
            let reason = trouble(error);
            return self.skip(origin.clone(), reason);
        }
        let packed = matches!(kind, Kind::Gzip | Kind::Zstd | Kind::Zip | Kind::Tar);
        if packed && level >= LEVELS {
            return self.skip(
                origin.clone(),
                format!("archives within archives, more than {LEVELS} deep: unpack it first"),
            );
        }
        let mut reader = BufReader::with_capacity(HEAD, peeked);
        match kind {
            Kind::Gzip => {
                let inner = flate2::bufread::MultiGzDecoder::new(reader);
                let inner = self.budget.unpacked(inner, level + 1);
                self.enter(Source::Stream(Box::new(inner)), origin, None, level + 1)
            }
            Kind::Zstd => match zstd::stream::read::Decoder::with_buffer(reader) {
                Ok(inner) => {
                    let inner = self.budget.unpacked(inner, level + 1);
                    self.enter(Source::Stream(Box::new(inner)), origin, None, level + 1)
                }
                Err(error) => self.skip(origin.clone(), trouble(&error)),
            },
            Kind::Tar => archive::tar(self, reader, origin, level),
            Kind::Zip | Kind::Parquet => match self.hold(reader) {
                Ok(held) => {
                    let length = Some(held.get_ref().len() as u64);
                    self.enter(Source::Seek(Box::new(held)), origin, length, level)
                }
                Err(reason) => self.skip(origin.clone(), reason),
            },
            Kind::Warc => warc::read(self, &mut reader, origin),
            Kind::JsonLines => json::lines(self, &mut reader, origin),
            Kind::Json => json::values(self, &mut reader, origin),
            Kind::Table(delimiter) => table::read(self, &mut reader, origin, delimiter),
            Kind::Feed => self.whole(reader, origin, length, feed::read),
            Kind::NewsMl => self.whole(reader, origin, length, newsml::read),
            Kind::Html => self.whole(reader, origin, length, |walk, bytes, origin| {
                let content = Content::Page(bytes, None);
                walk.document(origin.clone(), content, Told::default())
            }),
            Kind::Text => self.whole(reader, origin, length, |walk, bytes, origin| {
                walk.document(origin.clone(), Content::Plain(bytes), Told::default())
            }),
            Kind::Foreign(what) => self.skip(origin.clone(), what),
        }
    }

    /// Reads all of a document and hands it to `then`.
    fn whole(
        &mut self,
        reader: impl BufRead,
        origin: &Origin,
        length: Option<u64>,
        then: impl FnOnce(&mut Self, Vec<u8>, &Origin) -> Flow,
    ) -> Flow {
        if let Some(length) = length.filter(|l| *l > MAX_BYTES as u64) {
            return self.skip(origin.clone(), IngestError::TooLarge(length).to_string());
        }
        let mut bytes = Vec::new();
        match reader.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes) {
            Err(error) => self.skip(origin.clone(), trouble(&error)),
            Ok(n) if n > MAX_BYTES => {
                self.skip(origin.clone(), IngestError::TooLarge(n as u64).to_string())
            }
            Ok(_) => then(self, bytes, origin),
        }
    }

    /// Holds a member whose kind must be read from its end.
    fn hold(&self, reader: impl BufRead) -> Result<io::Cursor<Vec<u8>>, String> {
        let mut bytes = Vec::new();
        let n = reader
            .take(MAX_HELD as u64 + 1)
            .read_to_end(&mut bytes)
            .map_err(|e| trouble(&e))?;
        if n > MAX_HELD {
            return Err(format!(
                "a zip or Parquet file of more than {} MB within an archive or a pipe: unpack it first",
                MAX_HELD >> 20
            ));
        }
        Ok(io::Cursor::new(bytes))
    }

    #[cfg(feature = "parquet")]
    fn parquet(&mut self, file: Box<dyn ReadSeek>, origin: &Origin) -> Flow {
        crate::parquet::read(self, file, origin)
    }

    #[cfg(not(feature = "parquet"))]
    fn parquet(&mut self, _: Box<dyn ReadSeek>, origin: &Origin) -> Flow {
        self.skip(
            origin.clone(),
            "a Parquet file, which this build does not read: build with the feature `parquet`, or save it as CSV",
        )
    }
}

/// The place of a member of an archive.
pub(crate) fn member(origin: &Origin, name: &str) -> Origin {
    Origin {
        path: origin.path.clone(),
        member: Some(match &origin.member {
            Some(outer) => format!("{outer}!{name}"),
            None => name.to_owned(),
        }),
        offset: None,
    }
}

/// The place of a record: where it begins, and its own id if it has one.
pub(crate) fn record(origin: &Origin, id: Option<&str>, offset: Option<u64>) -> Origin {
    let id = id.map(str::trim).filter(|i| !i.is_empty());
    // A control character in an id would break a line of output.
    let id = id.map(|i| {
        i.chars()
            .filter(|c| !c.is_control())
            .take(300)
            .collect::<String>()
    });
    let own = match (&origin.member, id) {
        (member, None) => member.clone(),
        (None, Some(id)) => Some(format!("#{id}")),
        (Some(member), Some(id)) => Some(format!("{member}#{id}")),
    };
    Origin {
        path: origin.path.clone(),
        member: own,
        offset,
    }
}
