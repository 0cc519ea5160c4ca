//! What the user tells of articles beside their text: options of the command
//! line, and the file of `--metadata`.

use std::collections::BTreeMap;
use std::path::Path;

use sayso_article::{Date, Origin, PublishedFrom, Publisher};
use sayso_ingest::{Columns, Options, Settings, plausible};

use crate::args::Reading;
use crate::error::CliError;

/// What is known of single articles beside their text.
#[derive(Debug, Default)]
pub struct Metadata {
    all: Options,
    by_path: BTreeMap<String, Row>,
    settings: Settings,
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
        let names = &reading.columns;
        let columns = Columns {
            text: names.text_column.clone(),
            title: names.title_column.clone(),
            date: names.date_column.clone(),
            url: names.url_column.clone(),
            publisher: names.publisher_column.clone(),
            id: names.id_column.clone(),
        };
        Ok(Metadata {
            all,
            by_path,
            settings: Settings { columns },
        })
    }

    /// How files are read.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// What is known of the document at `origin`. A row of the metadata file
    /// names it by its path, by its member or id inside a file, or by the last
    /// part of either.
    pub fn options(&self, origin: &Origin) -> Options {
        let mut options = Options {
            path: origin.path.clone(),
            ..self.all.clone()
        };
        if let Some(row) = self.row(origin) {
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

    fn row(&self, origin: &Origin) -> Option<&Row> {
        if self.by_path.is_empty() {
            return None;
        }
        let name = |path: &str| {
            let last = Path::new(path).file_name()?.to_string_lossy().into_owned();
            self.by_path.get(path).or_else(|| self.by_path.get(&last))
        };
        let Some(member) = &origin.member else {
            return name(origin.path.as_deref()?);
        };
        let (file, id) = match member.rsplit_once('#') {
            Some((file, id)) => (file, Some(id)),
            None => (member.as_str(), None),
        };
        match id {
            Some(id) => self.by_path.get(member).or_else(|| self.by_path.get(id)),
            None => self.by_path.get(member).or_else(|| name(file)),
        }
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
