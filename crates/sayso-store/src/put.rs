//! Adding: each text once, one article or a few together a transaction.

use rusqlite::{OptionalExtension as _, Transaction, TransactionBehavior, params};
use sayso_record::{ArticleInfo, Outcome, Run};

use crate::error::{Result, StoreError};
use crate::open::Store;
use crate::packed::{Packed, Source};
use crate::rows;
use crate::sources::{find_source, note, offset, unskip};

/// What the archive knows of a text before it is coded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Nothing: code it and put it.
    New,
    /// Its records were made by another version, or its metadata have changed
    /// since: code it again and put it.
    Stale,
    /// It is there, made by this version: nothing is to be done.
    Known,
    /// It is there, made by this version; the place it was read from now is
    /// another one and was noted.
    KnownElsewhere,
}

/// What [`Store::put`] did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    /// A new article.
    Added,
    /// New records of an article that keeps its id.
    Replaced,
    /// The text was there already: only its source was noted.
    Noted,
}

impl Store {
    /// Looks a text up before it is coded by `run`, and notes `source` when the
    /// text needs no coding.
    ///
    /// # Errors
    /// When the archive cannot be read or written.
    pub fn seen(&mut self, sha256: &str, source: &Source, run: &Run) -> Result<Seen> {
        let path = self.path.clone();
        let says = |e| StoreError::of(&path, e);
        let Some(known) = find(&self.db, sha256).map_err(says)? else {
            return Ok(Seen::New);
        };
        if known.run != *run {
            return Ok(Seen::Stale);
        }
        match find_source(&self.db, known.article, source).map_err(says)? {
            Some((_, same)) if same == *source => Ok(Seen::Known),
            Some((id, _)) if id == known.source => Ok(Seen::Stale),
            None if !known.dated && source.published.is_some() => Ok(Seen::Stale),
            _ => {
                let change = begin(&mut self.db).map_err(says)?;
                note(&change, known.article, source).map_err(says)?;
                change.commit().map_err(says)?;
                Ok(Seen::KnownElsewhere)
            }
        }
    }

    /// Stores an article in one transaction: it is there whole, or not at all.
    /// A text that is there keeps its id; its records are replaced, unless they
    /// were made by the same run from another source that tells as much.
    ///
    /// # Errors
    /// When the archive cannot be written; it is then as it was before.
    pub fn put(&mut self, article: &Packed) -> Result<Put> {
        Ok(self.put_all(std::slice::from_ref(article))?[0])
    }

    /// Stores a few articles in one transaction, as [`put`](Store::put) each:
    /// they share the pages of the indexes, which are written once.
    ///
    /// # Errors
    /// When the archive cannot be written; it is then as it was before.
    pub fn put_all(&mut self, articles: &[Packed]) -> Result<Vec<Put>> {
        let path = self.path.clone();
        let says = |e| StoreError::of(&path, e);
        let change = begin(&mut self.db).map_err(says)?;
        let done: rusqlite::Result<Vec<Put>> = articles.iter().map(|a| put(&change, a)).collect();
        let done = done.map_err(says)?;
        change.commit().map_err(says)?;
        Ok(done)
    }

    /// Notes an input that gave no article.
    ///
    /// # Errors
    /// When the archive cannot be written.
    pub fn skip(&mut self, source: &Source, reason: &str) -> Result<()> {
        let path = self.path.clone();
        let says = |e| StoreError::of(&path, e);
        let change = begin(&mut self.db).map_err(says)?;
        unskip(&change, source).map_err(says)?;
        change
            .execute(
                "INSERT INTO skipped (path, member, byte_offset, reason) VALUES (?, ?, ?, ?)",
                params![source.path, source.member, offset(source), reason],
            )
            .map_err(says)?;
        change.commit().map_err(says)
    }

    /// Ends a run of adding: folds the log into the file and renews the
    /// statistics by which queries are planned, where tables have grown much.
    ///
    /// # Errors
    /// When the archive cannot be written.
    pub fn settle(&mut self) -> Result<()> {
        self.db
            .execute_batch("PRAGMA analysis_limit = 2000; PRAGMA optimize = 0x10002;")
            .map_err(|e| self.says(e))?;
        // A reader may hold the log open: then it is folded in another time.
        self.db
            .query_row("PRAGMA wal_checkpoint(truncate)", [], |_| Ok(()))
            .map_err(|e| self.says(e))
    }
}

fn begin(db: &mut rusqlite::Connection) -> rusqlite::Result<Transaction<'_>> {
    // Immediate: waits for another writer now, instead of failing at the end.
    db.transaction_with_behavior(TransactionBehavior::Immediate)
}

struct Known {
    article: i64,
    source: i64,
    dated: bool,
    run: Run,
}

fn find(db: &rusqlite::Connection, sha256: &str) -> rusqlite::Result<Option<Known>> {
    db.prepare_cached(
        "SELECT a.id, a.source, a.published IS NOT NULL, r.sayso, r.model, r.lexicons, r.schema
         FROM articles a JOIN runs r ON r.id = a.run WHERE a.sha256 = ?",
    )?
    .query_row([sha256], |row| {
        Ok(Known {
            article: row.get(0)?,
            source: row.get(1)?,
            dated: row.get(2)?,
            run: Run {
                sayso: row.get(3)?,
                model: row.get(4)?,
                lexicons: row.get(5)?,
                schema: row.get(6)?,
            },
        })
    })
    .optional()
}

fn put(db: &Transaction<'_>, packed: &Packed) -> rusqlite::Result<Put> {
    let record = &packed.record;
    let source = &packed.source;
    let known = find(db, &record.article.text_sha256)?;
    if let Some(known) = &known
        && known.run == record.run
    {
        let there = find_source(db, known.article, source)?;
        let own = there.as_ref().is_some_and(|(id, _)| *id == known.source);
        let tells_more = !known.dated && source.published.is_some();
        if there.is_some_and(|(_, stored)| stored == *source) || !(own || tells_more) {
            note(db, known.article, source)?;
            return Ok(Put::Noted);
        }
    }
    // What was computed across articles no longer covers all of them.
    db.prepare_cached("DELETE FROM links")?.execute([])?;
    let article = match &known {
        Some(known) => {
            clear(db, known.article)?;
            known.article
        }
        None => db.query_row("SELECT coalesce(max(id), 0) + 1 FROM articles", [], |r| {
            r.get(0)
        })?,
    };
    let from = note(db, article, source)?;
    let run = run_id(db, &record.run)?;
    write_article(db, article, packed, from, run, known.is_some())?;
    rows::write(db, article, record)?;
    Ok(if known.is_some() {
        Put::Replaced
    } else {
        Put::Added
    })
}

/// Removes what was read from an article; the article, its text and sources stay.
fn clear(db: &Transaction<'_>, article: i64) -> rusqlite::Result<()> {
    // Events before the statements and entities that they name.
    for table in [
        "events",
        "statements",
        "entities",
        "times",
        "places",
        "diagnostics",
    ] {
        db.prepare_cached(&format!("DELETE FROM {table} WHERE article = ?"))?
            .execute([article])?;
    }
    Ok(())
}

fn run_id(db: &Transaction<'_>, run: &Run) -> rusqlite::Result<i64> {
    let values = params![run.sayso, run.model, run.lexicons, run.schema];
    db.prepare_cached(
        "INSERT OR IGNORE INTO runs (sayso, model, lexicons, schema) VALUES (?, ?, ?, ?)",
    )?
    .execute(values)?;
    db.prepare_cached(
        "SELECT id FROM runs WHERE sayso = ? AND model = ? AND lexicons = ? AND schema = ?",
    )?
    .query_row(values, |row| row.get(0))
}

fn write_article(
    db: &Transaction<'_>,
    id: i64,
    packed: &Packed,
    source: i64,
    run: i64,
    known: bool,
) -> rusqlite::Result<()> {
    let record = &packed.record;
    let article: &ArticleInfo = &record.article;
    let dateline = article.dateline.as_ref();
    let licence = article.licence.as_ref();
    let licence_span = licence.and_then(|l| l.span.as_ref());
    let values = params![
        id,
        article.id,
        article.text_sha256,
        article.url,
        article.title,
        article.byline,
        article.publisher.as_ref().map(|p| &p.name),
        article.publisher.as_ref().and_then(|p| p.country.as_ref()),
        article.published,
        article.published_from,
        dateline.map(|d| &d.span.text),
        dateline.map(|d| d.span.start),
        dateline.map(|d| d.span.end),
        dateline.and_then(|d| d.country.as_ref()),
        article.language,
        licence.and_then(|l| l.name.as_ref().or(l.span.as_ref().map(|s| &s.text))),
        licence_span.map(|s| s.start),
        licence_span.map(|s| s.end),
        article.characters,
        outcome(record.outcome),
        record.reason,
        run,
        source,
    ];
    // An update keeps the row and with it the id, whatever refers to it.
    let sql = if known {
        "UPDATE articles SET content_id = ?2, sha256 = ?3, url = ?4, title = ?5, byline = ?6,
         publisher = ?7, publisher_country = ?8, published = ?9, published_from = ?10,
         dateline = ?11, dateline_start = ?12, dateline_end = ?13, dateline_country = ?14,
         language = ?15, licence = ?16, licence_start = ?17, licence_end = ?18, characters = ?19,
         outcome = ?20, reason = ?21, run = ?22, source = ?23 WHERE id = ?1"
    } else {
        "INSERT INTO articles VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,
         ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)"
    };
    db.prepare_cached(sql)?.execute(values)?;
    db.prepare_cached("INSERT OR REPLACE INTO records (article, json) VALUES (?, ?)")?
        .execute(params![id, packed.json])?;
    if known {
        db.prepare_cached(
            "UPDATE texts SET title = ?2, text = ?3 WHERE article = ?1 AND title IS NOT ?2",
        )?
        .execute(params![id, article.title, packed.text])?;
    } else {
        db.prepare_cached("INSERT INTO texts (article, title, text) VALUES (?, ?, ?)")?
            .execute(params![id, article.title, packed.text])?;
    }
    Ok(())
}

/// The name of an outcome, as in the record.
pub(crate) fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Coded => "coded",
        Outcome::NoEvents => "no_events",
        Outcome::Skipped => "skipped",
        Outcome::Failed => "failed",
    }
}
