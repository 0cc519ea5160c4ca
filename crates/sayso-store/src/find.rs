//! From ids to what they name, and back to the record and its text.

use rusqlite::{OptionalExtension as _, params};
use sayso_record::ArticleRecord;

use crate::error::{Result, StoreError};
use crate::open::Store;
use crate::packed::{unpack, unpack_json};

/// What an id names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The article's row in the archive.
    pub article: i64,
    /// The article's content id.
    pub content_id: String,
    /// The event or statement within it, as the record numbers it (`e3`, `s2`).
    pub part: Option<String>,
}

/// Another place that a text was read from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceRow {
    /// File, member and byte, as one line.
    pub place: String,
    /// Address.
    pub url: Option<String>,
    /// Medium there.
    pub publisher: Option<String>,
    /// Day of publication there.
    pub published: Option<String>,
}

impl Store {
    /// Finds what `id` names: the id of an article (or how it begins, 4
    /// characters at least), alone or with `/e3` or `/s2`.
    ///
    /// # Errors
    /// When there is nothing or more than one article of this id.
    pub fn find(&self, id: &str) -> Result<Found> {
        let none = || StoreError::NoSuchId(id.to_owned());
        let (article, part) = match id.trim().split_once('/') {
            Some((article, part)) => (article, Some(part.to_owned())),
            None => (id.trim(), None),
        };
        if article.len() < 4 || !article.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(none());
        }
        // A full hash is found by what it begins with.
        let begin = article[..article.len().min(16)].to_ascii_lowercase();
        let mut query = self
            .db
            .prepare(
                "SELECT id, content_id FROM articles
                 WHERE content_id >= ?1 AND content_id < ?1 || 'g' ORDER BY content_id, id",
            )
            .map_err(|e| self.says(e))?;
        let found: rusqlite::Result<Vec<(i64, String)>> = query
            .query_map([&begin], |row| Ok((row.get(0)?, row.get(1)?)))
            .and_then(Iterator::collect);
        let mut found = found.map_err(|e| self.says(e))?;
        let count = found.len();
        if count > 1 {
            return Err(StoreError::ManyIds {
                id: article.to_owned(),
                count,
            });
        }
        let (row, content_id) = found.pop().ok_or_else(none)?;
        if let Some(part) = &part {
            let table = match part.chars().next() {
                Some('e') => "events",
                Some('s') => "statements",
                Some('n') => "entities",
                _ => return Err(none()),
            };
            let there = self
                .db
                .query_row(
                    &format!("SELECT 1 FROM {table} WHERE article = ? AND number = ?"),
                    params![row, part],
                    |_| Ok(()),
                )
                .optional()
                .map_err(|e| self.says(e))?;
            there.ok_or_else(none)?;
        }
        Ok(Found {
            article: row,
            content_id,
            part,
        })
    }

    /// The record of an article, as it was stored.
    ///
    /// # Errors
    /// When it is not there or cannot be read.
    pub fn record(&self, article: i64) -> Result<ArticleRecord> {
        let json = self.packed(article)?;
        unpack(&json).map_err(|why| StoreError::Record {
            article: article.to_string(),
            why,
        })
    }

    /// The JSON of an article's record, byte for byte as it was stored.
    ///
    /// # Errors
    /// When it is not there or cannot be read.
    pub fn record_json(&self, article: i64) -> Result<String> {
        let json = self.packed(article)?;
        unpack_json(&json).map_err(|why| StoreError::Record {
            article: article.to_string(),
            why,
        })
    }

    fn packed(&self, article: i64) -> Result<Vec<u8>> {
        self.db
            .prepare_cached("SELECT json FROM records WHERE article = ?")
            .and_then(|mut query| query.query_row([article], |row| row.get(0)))
            .map_err(|e| self.says(e))
    }

    /// The text of an article.
    ///
    /// # Errors
    /// When it is not there.
    pub fn text(&self, article: i64) -> Result<String> {
        self.db
            .prepare_cached("SELECT text FROM texts WHERE article = ?")
            .and_then(|mut query| query.query_row([article], |row| row.get(0)))
            .map_err(|e| self.says(e))
    }

    /// Where an article was read, in order of first reading.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn sources(&self, article: i64) -> Result<Vec<SourceRow>> {
        let mut query = self
            .db
            .prepare_cached(
                "SELECT path, member, byte_offset, url, publisher, published
                 FROM sources WHERE article = ? ORDER BY id",
            )
            .map_err(|e| self.says(e))?;
        let rows: rusqlite::Result<Vec<SourceRow>> = query
            .query_map([article], |row| {
                let mut place = row.get::<_, Option<String>>(0)?.unwrap_or_default();
                if let Some(member) = row.get::<_, Option<String>>(1)? {
                    let joint = if member.starts_with('#') { "" } else { "!" };
                    place.push_str(joint);
                    place.push_str(&member);
                }
                if let Some(byte) = row.get::<_, Option<i64>>(2)? {
                    place.push_str(&format!(" at byte {byte}"));
                }
                Ok(SourceRow {
                    place,
                    url: row.get(3)?,
                    publisher: row.get(4)?,
                    published: row.get(5)?,
                })
            })
            .and_then(Iterator::collect);
        rows.map_err(|e| self.says(e))
    }
}
