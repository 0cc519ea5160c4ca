//! Tests of the archive.

mod asking;
mod counting;
mod opening;
mod quotations;
mod storing;

use std::path::PathBuf;

use tempfile::TempDir;

use crate::Store;

/// A folder and the path of an archive in it that does not exist yet.
pub fn nowhere() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("news.db");
    (folder, path)
}

/// A number that an SQL query gives.
pub fn number(store: &Store, sql: &str) -> i64 {
    store
        .db
        .query_row(sql, [], |row| row.get(0))
        .expect("a number")
}
