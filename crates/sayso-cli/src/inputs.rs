//! From the paths of the command line to articles: folders are walked in order
//! of name, every file yields one outcome.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use sayso_article::{Article, Date, PublishedFrom, Publisher};
use sayso_ingest::{IngestError, MAX_BYTES, Options, plausible, read_text};

use crate::args::Reading;
use crate::error::CliError;

/// Something to read: a file, or standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file.
    File(PathBuf),
    /// Standard input, read as one article.
    Stdin,
    /// A path that cannot be read, with the reason.
    Unreadable(PathBuf, String),
}

impl Input {
    /// The path as outputs name it.
    pub fn name(&self) -> String {
        match self {
            Input::File(path) | Input::Unreadable(path, _) => path.display().to_string(),
            Input::Stdin => "-".to_owned(),
        }
    }
}

/// Expands `paths`: folders become their files, sorted by name, without hidden
/// ones; links to folders inside folders are not followed, so no walk is endless.
pub fn expand(paths: &[PathBuf]) -> Vec<Input> {
    let mut out = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            out.push(Input::Stdin);
        } else {
            match fs::metadata(path) {
                Ok(meta) if meta.is_dir() => walk(path, &mut out),
                Ok(_) => out.push(Input::File(path.clone())),
                Err(error) => out.push(Input::Unreadable(path.clone(), error.to_string())),
            }
        }
    }
    out
}

fn walk(folder: &Path, out: &mut Vec<Input>) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return out.push(Input::Unreadable(folder.to_owned(), error.to_string())),
    };
    let mut found: Vec<_> = entries.filter_map(Result::ok).collect();
    found.sort_by_key(fs::DirEntry::file_name);
    for entry in found {
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => walk(&path, out),
            Ok(kind) if kind.is_symlink() && path.is_dir() => {}
            Ok(_) => out.push(Input::File(path)),
            Err(error) => out.push(Input::Unreadable(path, error.to_string())),
        }
    }
}

/// What is known of single articles beside their text.
#[derive(Debug, Default)]
pub struct Metadata {
    all: Options,
    by_path: BTreeMap<String, Row>,
}

#[derive(Debug, Default)]
struct Row {
    published: Option<Date>,
    publisher: Option<String>,
    url: Option<String>,
}

impl Metadata {
    /// From the options of the command line, the metadata file included.
    ///
    /// # Errors
    /// When the metadata file cannot be read, has no column `path`, or holds a
    /// date that is none.
    pub fn new(reading: &Reading) -> Result<Metadata, CliError> {
        let publisher = reading.publisher.clone().map(|name| Publisher {
            name,
            country: None,
        });
        let all = Options {
            path: None,
            published: reading.published.map(|d| (d, PublishedFrom::Option)),
            publisher,
            url: None,
            knows_place: Some(sayso_coder::places::heads_dateline),
        };
        let by_path = match &reading.metadata {
            Some(path) => read_metadata(path)?,
            None => BTreeMap::new(),
        };
        Ok(Metadata { all, by_path })
    }

    fn options(&self, name: &str) -> Options {
        let mut options = Options {
            path: Some(name.to_owned()),
            ..self.all.clone()
        };
        let base = Path::new(name)
            .file_name()
            .map(|f| f.to_string_lossy().into_owned());
        let row = self.by_path.get(name).or_else(|| self.by_path.get(&base?));
        if let Some(row) = row {
            let own = row.published.map(|d| (d, PublishedFrom::Metadata));
            options.published = own.or(options.published);
            options.url = row.url.clone();
            if let Some(name) = &row.publisher {
                options.publisher = Some(Publisher {
                    name: name.clone(),
                    country: None,
                });
            }
        }
        options
    }
}

fn read_metadata(path: &Path) -> Result<BTreeMap<String, Row>, CliError> {
    let bad = |line: u64, what: String| CliError::Metadata {
        path: path.to_owned(),
        line,
        what,
    };
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_path(path)
        .map_err(|e| bad(0, e.to_string()))?;
    let header = reader.headers().map_err(|e| bad(1, e.to_string()))?.clone();
    let column = |name: &str| {
        header
            .iter()
            .position(|h| h.trim().trim_start_matches('\u{feff}') == name)
    };
    let Some(path_column) = column("path") else {
        return Err(bad(
            1,
            "has no column `path`; the first line must name the columns".to_owned(),
        ));
    };
    let (published, publisher, url) = (column("published"), column("publisher"), column("url"));
    let mut rows = BTreeMap::new();
    for record in reader.records() {
        let record =
            record.map_err(|e| bad(e.position().map_or(0, csv::Position::line), e.to_string()))?;
        let line = record.position().map_or(0, csv::Position::line);
        let cell = |c: Option<usize>| {
            c.and_then(|c| record.get(c))
                .map(str::trim)
                .filter(|v| !v.is_empty())
        };
        let Some(key) = cell(Some(path_column)) else {
            continue;
        };
        let published = cell(published)
            .map(|d| {
                let date: Date = d.parse().map_err(|_| {
                    bad(line, format!("`{d}` is not a date of the form YYYY-MM-DD"))
                })?;
                if plausible(date) {
                    Ok(date)
                } else {
                    let year = date.year();
                    Err(bad(
                        line,
                        format!("`{d}`: the year {year} is no year of a newspaper"),
                    ))
                }
            })
            .transpose()?;
        let row = Row {
            published,
            publisher: cell(publisher).map(str::to_owned),
            url: cell(url).map(str::to_owned),
        };
        rows.insert(key.to_owned(), row);
    }
    Ok(rows)
}

/// Reads one input as an article; the error is the reason it was skipped.
///
/// # Errors
/// When it cannot be opened or is not the text of one article.
pub fn read(input: &Input, metadata: &Metadata) -> Result<Article, String> {
    let name = input.name();
    let bytes = match input {
        Input::Unreadable(_, reason) => return Err(reason.clone()),
        Input::File(path) => read_file(path)?,
        Input::Stdin => read_limited(io::stdin().lock()).map_err(|e| e.to_string())?,
    };
    read_text(bytes, &metadata.options(&name)).map_err(|e| e.to_string())
}

fn read_file(path: &Path) -> Result<Vec<u8>, String> {
    let meta = fs::metadata(path).map_err(|e| e.to_string())?;
    if meta.is_file() && meta.len() > MAX_BYTES as u64 {
        return Err(IngestError::TooLarge(meta.len()).to_string());
    }
    let file = fs::File::open(path).map_err(|e| e.to_string())?;
    read_limited(file).map_err(|e| e.to_string())
}

/// Reads at most one byte more than an article may have, so that an endless
/// pipe is refused rather than swallowed.
fn read_limited(from: impl io::Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
