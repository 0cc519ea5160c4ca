//! Files that are no archive, are newer, are held by others, or are full.

use std::fs;

use rusqlite::Connection;

use super::{nowhere, number};
use crate::samples::{article, packed};
use crate::{Store, StoreError, VERSION};

#[test]
fn an_archive_is_made_and_marked() {
    let (_folder, path) = nowhere();
    assert!(matches!(Store::read(&path), Err(StoreError::Missing(_))));
    fs::write(&path, "").expect("written");
    assert!(matches!(Store::read(&path), Err(StoreError::Missing(_))));
    drop(Store::open(&path).expect("made"));
    let store = Store::read(&path).expect("read");
    assert_eq!(
        number(&store, "SELECT user_version FROM pragma_user_version"),
        i64::from(VERSION)
    );
    assert!(!path.with_file_name("news.db-adding").exists());
}

#[test]
fn what_is_no_archive_is_told_apart_and_left_alone() {
    let (_folder, path) = nowhere();
    fs::write(
        &path,
        "This is a text, long enough to be no header of SQLite. ".repeat(50),
    )
    .expect("written");
    for opened in [Store::open(&path), Store::read(&path)] {
        assert!(matches!(opened, Err(StoreError::NotADatabase(_))));
    }
    let (_folder, path) = nowhere();
    let other = Connection::open(&path).expect("made");
    other
        .execute_batch("CREATE TABLE cats (name TEXT); INSERT INTO cats VALUES ('Tom')")
        .expect("filled");
    drop(other);
    let before = fs::read(&path).expect("read");
    for opened in [Store::open(&path), Store::read(&path)] {
        assert!(matches!(opened, Err(StoreError::Foreign(_))));
    }
    assert_eq!(fs::read(&path).expect("read"), before);
}

#[test]
fn a_newer_archive_is_refused_and_left_alone() {
    let (_folder, path) = nowhere();
    drop(Store::open(&path).expect("made"));
    let newer = Connection::open(&path).expect("opened");
    newer
        .execute_batch(&format!("PRAGMA user_version = {}", VERSION + 1))
        .expect("set");
    drop(newer);
    for opened in [Store::open(&path), Store::read(&path)] {
        let Err(StoreError::Newer { found, known, .. }) = opened else {
            panic!("opened a newer archive");
        };
        assert_eq!((found, known), (VERSION + 1, VERSION));
    }
}

#[test]
fn one_adds_at_a_time_while_others_read() {
    let (_folder, path) = nowhere();
    let mut store = Store::open(&path).expect("made");
    let Err(error) = Store::open(&path) else {
        panic!("two writers");
    };
    let told = error.to_string();
    let process = format!("(process {})", std::process::id());
    assert!(
        told.contains("another sayso") && told.contains(&process),
        "{told}"
    );
    let reader = Store::read(&path).expect("read meanwhile");
    let text = "Kenya condemned the raid.";
    store.put(&packed(article(text, 1), text)).expect("put");
    assert_eq!(number(&reader, "SELECT count(*) FROM articles"), 1);
    drop(store);
    Store::open(&path).expect("free again");
}

#[test]
fn an_open_transaction_of_another_program_is_told() {
    let (_folder, path) = nowhere();
    let mut store = Store::open(&path).expect("made");
    store
        .db
        .busy_timeout(std::time::Duration::from_millis(20))
        .expect("set");
    let other = Connection::open(&path).expect("opened");
    other.execute_batch("BEGIN IMMEDIATE").expect("begun");
    let text = "Kenya condemned the raid.";
    let put = store.put(&packed(article(text, 1), text));
    assert!(matches!(put, Err(StoreError::Busy { .. })), "{put:?}");
    other.execute_batch("ROLLBACK").expect("ended");
    store.put(&packed(article(text, 1), text)).expect("put");
}

#[test]
fn a_full_disk_keeps_what_was_stored() {
    let (_folder, path) = nowhere();
    let mut store = Store::open(&path).expect("made");
    let text = "Kenya condemned the raid.";
    store.put(&packed(article(text, 1), text)).expect("put");
    let pages = number(&store, "SELECT page_count FROM pragma_page_count");
    store
        .db
        .execute_batch(&format!("PRAGMA max_page_count = {}", pages + 2))
        .expect("set");
    let text = format!(
        "Uganda condemned the raid. {}",
        "It said so. ".repeat(2_000)
    );
    let put = store.put(&packed(article(&text, 40), &text));
    assert!(matches!(put, Err(StoreError::Full(_))), "{put:?}");
    assert_eq!(number(&store, "SELECT count(*) FROM articles"), 1);
    assert_eq!(number(&store, "SELECT count(*) FROM events"), 1);
    assert_eq!(number(&store, "SELECT count(*) FROM sources"), 1);
}

#[test]
fn a_read_only_file_is_told() {
    let (_folder, path) = nowhere();
    drop(Store::open(&path).expect("made"));
    let mut rights = fs::metadata(&path).expect("there").permissions();
    rights.set_readonly(true);
    fs::set_permissions(&path, rights).expect("set");
    match Store::open(&path) {
        Err(error) => assert!(matches!(error, StoreError::ReadOnly(_)), "{error}"),
        // The superuser may write what is read-only.
        Ok(store) => assert!(!store.db.is_readonly("main").expect("told")),
    }
}
