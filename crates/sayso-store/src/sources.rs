//! Where texts were read: the table `sources`, and inputs that gave no article.

use rusqlite::{CachedStatement, OptionalExtension as _, Transaction, params};

use crate::packed::Source;

pub(crate) fn offset(source: &Source) -> Option<i64> {
    source.byte_offset.and_then(|n| i64::try_from(n).ok())
}

const KEY: &str =
    "coalesce(path, '') = ? AND coalesce(member, '') = ? AND coalesce(byte_offset, -1) = ?";

/// The noted source of `article` at the same place, with its id.
pub(crate) fn find_source(
    db: &rusqlite::Connection,
    article: i64,
    source: &Source,
) -> rusqlite::Result<Option<(i64, Source)>> {
    let mut query: CachedStatement = db.prepare_cached(&format!(
        "SELECT id, path, member, byte_offset, url, title, byline, publisher, published, published_from
         FROM sources WHERE article = ? AND {KEY} AND coalesce(url, '') = ?"
    ))?;
    query
        .query_row(
            params![
                article,
                source.path.as_deref().unwrap_or_default(),
                source.member.as_deref().unwrap_or_default(),
                offset(source).unwrap_or(-1),
                source.url.as_deref().unwrap_or_default(),
            ],
            |row| {
                let stored = Source {
                    path: row.get(1)?,
                    member: row.get(2)?,
                    byte_offset: row.get::<_, Option<i64>>(3)?.map(i64::unsigned_abs),
                    url: row.get(4)?,
                    title: row.get(5)?,
                    byline: row.get(6)?,
                    publisher: row.get(7)?,
                    published: row.get(8)?,
                    published_from: row.get(9)?,
                };
                Ok((row.get(0)?, stored))
            },
        )
        .optional()
}

/// Notes where a text was read; the id of the noted source.
pub(crate) fn note(db: &Transaction<'_>, article: i64, source: &Source) -> rusqlite::Result<i64> {
    unskip(db, source)?;
    let values = params![
        article,
        source.path,
        source.member,
        offset(source),
        source.url,
        source.title,
        source.byline,
        source.publisher,
        source.published,
        source.published_from,
    ];
    if let Some((id, stored)) = find_source(db, article, source)? {
        if stored != *source {
            db.prepare_cached(
                "UPDATE sources SET title = ?6, byline = ?7, publisher = ?8, published = ?9,
                 published_from = ?10 WHERE article = ?1 AND path IS ?2 AND member IS ?3
                 AND byte_offset IS ?4 AND url IS ?5",
            )?
            .execute(values)?;
        }
        return Ok(id);
    }
    db.prepare_cached(
        "INSERT INTO sources (article, path, member, byte_offset, url, title, byline, publisher,
         published, published_from) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(values)?;
    Ok(db.last_insert_rowid())
}

/// An input that can be read now is no longer one that was skipped.
pub(crate) fn unskip(db: &Transaction<'_>, source: &Source) -> rusqlite::Result<()> {
    db.prepare_cached(&format!("DELETE FROM skipped WHERE {KEY}"))?
        .execute(params![
            source.path.as_deref().unwrap_or_default(),
            source.member.as_deref().unwrap_or_default(),
            offset(source).unwrap_or(-1),
        ])?;
    Ok(())
}
