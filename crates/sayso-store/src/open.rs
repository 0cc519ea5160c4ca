//! Opening an archive: application id, version, migrations, one writer at a time.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::error::{PATIENCE_SECONDS, Result, StoreError};

/// Marks the file as an archive of sayso: "says" in ASCII.
const APPLICATION: u32 = 0x7361_7973;

/// The tables, version by version; the archive's version is their number.
const MIGRATIONS: [&str; 1] = [include_str!("schema/0001_tables.sql")];
const VIEWS: &str = include_str!("schema/views.sql");

/// Version of the archive that this program writes.
pub const VERSION: u32 = MIGRATIONS.len() as u32;

/// An archive, open for reading, or for reading and writing.
#[derive(Debug)]
pub struct Store {
    pub(crate) path: PathBuf,
    pub(crate) db: Connection,
    /// Held as long as the archive is open for writing.
    _lock: Option<WriterLock>,
}

impl Store {
    /// Opens the archive at `path` for adding, and makes it when there is none.
    ///
    /// # Errors
    /// When the file is no archive, is newer than this program, is being added
    /// to by another, or cannot be written.
    pub fn open(path: &Path) -> Result<Store> {
        let lock = WriterLock::take(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(path, flags);
        let mut store = Store {
            path: path.to_owned(),
            db: db.map_err(|e| StoreError::of(path, e))?,
            _lock: Some(lock),
        };
        let found = store.recognise()?;
        // Where a file may not be written, SQLite opens it for reading instead.
        if store.db.is_readonly("main").map_err(|e| store.says(e))? {
            return Err(StoreError::ReadOnly(store.path));
        }
        store.prepare_writing()?;
        store.migrate(found)?;
        Ok(store)
    }

    /// Opens the archive at `path` for reading; it may be written meanwhile.
    ///
    /// # Errors
    /// When there is no file, or it is no archive of this program's version.
    pub fn read(path: &Path) -> Result<Store> {
        if !path.exists() {
            return Err(StoreError::Missing(path.to_owned()));
        }
        let store = match Store::read_as(path, false) {
            // A folder that may not be written has no room for the file that
            // readers share; without a writer's log the file can be read as it is.
            Err(StoreError::CannotOpen { .. } | StoreError::ReadOnly(_)) if !has_log(path) => {
                Store::read_as(path, true)?
            }
            other => other?,
        };
        Ok(store)
    }

    fn read_as(path: &Path, immutable: bool) -> Result<Store> {
        let mut flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut name = path.to_owned();
        if immutable {
            flags |= OpenFlags::SQLITE_OPEN_URI;
            name = immutable_uri(path);
        }
        let db = Connection::open_with_flags(name, flags).map_err(|e| StoreError::of(path, e))?;
        let store = Store {
            path: path.to_owned(),
            db,
            _lock: None,
        };
        let found = store.recognise()?;
        if found == 0 {
            return Err(StoreError::Missing(store.path));
        }
        if found < VERSION {
            return Err(StoreError::Older {
                path: store.path.clone(),
                found,
                known: VERSION,
            });
        }
        store.tune(
            "PRAGMA query_only = on; PRAGMA cache_size = -65536; PRAGMA temp_store = memory;",
        )?;
        Ok(store)
    }

    /// The file of the archive.
    pub fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn says(&self, error: rusqlite::Error) -> StoreError {
        StoreError::of(&self.path, error)
    }

    fn tune(&self, pragmas: &str) -> Result<()> {
        self.db.execute_batch(pragmas).map_err(|e| self.says(e))
    }

    /// The version of the archive, 0 for an empty file.
    fn recognise(&self) -> Result<u32> {
        self.db
            .busy_timeout(Duration::from_secs(PATIENCE_SECONDS))
            .map_err(|e| self.says(e))?;
        let number = |pragma: &str| {
            self.db
                .query_row(&format!("PRAGMA {pragma}"), [], |row| row.get::<_, u32>(0))
                .map_err(|e| self.says(e))
        };
        let (application, version) = (number("application_id")?, number("user_version")?);
        let tables = self
            .db
            .query_row("SELECT count(*) FROM sqlite_schema", [], |row| {
                row.get::<_, u32>(0)
            })
            .map_err(|e| self.says(e))?;
        match (application, version) {
            (0, 0) if tables == 0 => Ok(0),
            (APPLICATION, found) if found > VERSION => Err(StoreError::Newer {
                path: self.path.clone(),
                found,
                known: VERSION,
            }),
            (APPLICATION, found) => Ok(found),
            _ => Err(StoreError::Foreign(self.path.clone())),
        }
    }

    fn prepare_writing(&self) -> Result<()> {
        // WAL: readers go on while an article is added, and what a transaction
        // committed survives the end of the process. The mode is told in a row.
        self.db
            .query_row("PRAGMA journal_mode = wal", [], |row| {
                row.get::<_, String>(0)
            })
            .map_err(|e| self.says(e))?;
        self.tune(
            "PRAGMA synchronous = normal; PRAGMA foreign_keys = on; PRAGMA cache_size = -32768;
             PRAGMA temp_store = memory; PRAGMA journal_size_limit = 67108864;",
        )
    }

    fn migrate(&mut self, from: u32) -> Result<()> {
        if from == VERSION {
            return Ok(());
        }
        let path = self.path.clone();
        let says = |e| StoreError::of(&path, e);
        let change = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(says)?;
        for step in &MIGRATIONS[from as usize..] {
            change.execute_batch(step).map_err(says)?;
        }
        change.execute_batch(VIEWS).map_err(says)?;
        let marks =
            format!("PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION};");
        change.execute_batch(&marks).map_err(says)?;
        change.commit().map_err(says)
    }
}

/// A locked file beside the archive: the operating system frees the lock when
/// the process ends, however it ends, so no stale lock is ever left.
#[derive(Debug)]
struct WriterLock {
    path: PathBuf,
    _file: File,
}

impl WriterLock {
    fn take(archive: &Path) -> Result<WriterLock> {
        let path = beside(archive, "-adding");
        let cannot = |error: std::io::Error| match error.kind() {
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
                StoreError::ReadOnly(archive.to_owned())
            }
            std::io::ErrorKind::StorageFull => StoreError::Full(archive.to_owned()),
            _ => StoreError::CannotOpen {
                path: archive.to_owned(),
                why: error.to_string(),
            },
        };
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(cannot)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut process = String::new();
                let told = file.read_to_string(&mut process).is_ok() && !process.trim().is_empty();
                return Err(StoreError::Adding {
                    path: archive.to_owned(),
                    by: if told {
                        format!(" (process {})", process.trim())
                    } else {
                        String::new()
                    },
                });
            }
            // Some network file systems know no locks; the database's own still hold.
            Err(TryLockError::Error(_)) => {}
        }
        // Only for the other's message: what cannot be written is no harm.
        let _ = file.set_len(0);
        let _ = write!(file, "{}", std::process::id());
        Ok(WriterLock { path, _file: file })
    }
}

impl Drop for WriterLock {
    fn drop(&mut self) {
        // A leftover is harmless: it is the lock that counts, not the file.
        let _ = fs::remove_file(&self.path);
    }
}

fn beside(archive: &Path, ending: &str) -> PathBuf {
    let mut name = archive.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn has_log(archive: &Path) -> bool {
    fs::metadata(beside(archive, "-wal")).is_ok_and(|m| m.len() > 0)
}

/// The path as SQLite's URI, which escapes `%`, `?` and `#`.
fn immutable_uri(path: &Path) -> PathBuf {
    let mut name = String::from("file:");
    for c in path.to_string_lossy().chars() {
        match c {
            '%' => name.push_str("%25"),
            '?' => name.push_str("%3f"),
            '#' => name.push_str("%23"),
            c => name.push(c),
        }
    }
    name.push_str("?immutable=1");
    PathBuf::from(name)
}
