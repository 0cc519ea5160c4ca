//! Queries in SQL, read-only.

use rusqlite::{Connection, Statement, params_from_iter};

use crate::error::{Result, StoreError};
use crate::open::Store;
pub use crate::value::{Table, Value};

impl Store {
    /// Answers one query in SQL; `limit` 0 gives all rows.
    ///
    /// # Errors
    /// When it is no query, would change something, or fails.
    pub fn sql(&self, query: &str, limit: usize) -> Result<Table> {
        let mut table = Table::default();
        table.more = self.sql_each(
            query,
            limit,
            |columns| {
                table.columns = columns.to_vec();
                Ok(())
            },
            |row| {
                table.rows.push(row);
                Ok::<_, StoreError>(())
            },
        )?;
        Ok(table)
    }

    /// As [`sql`](Store::sql), handing on the names of the columns once and then
    /// each row; whether a limit left rows out.
    ///
    /// # Errors
    /// As `sql`, and the first error of `head` or `each`.
    pub fn sql_each<E: From<StoreError>>(
        &self,
        query: &str,
        limit: usize,
        head: impl FnOnce(&[String]) -> std::result::Result<(), E>,
        mut each: impl FnMut(Vec<Value>) -> std::result::Result<(), E>,
    ) -> std::result::Result<bool, E> {
        let mut statement = prepare(&self.db, query)?;
        let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
        head(&columns)?;
        let failed = |e: rusqlite::Error| match e.sqlite_error_code() {
            Some(rusqlite::ErrorCode::Unknown) | None => StoreError::Sql(e.to_string()),
            _ => self.says(e),
        };
        let mut rows = statement.query([]).map_err(failed)?;
        let mut count = 0;
        while let Some(row) = rows.next().map_err(failed)? {
            if limit > 0 && count == limit {
                return Ok(true);
            }
            let cells: rusqlite::Result<Vec<Value>> = (0..columns.len())
                .map(|i| row.get_ref(i).map(Value::from))
                .collect();
            each(cells.map_err(failed)?)?;
            count += 1;
        }
        Ok(false)
    }

    /// The names of the columns that a query gives.
    ///
    /// # Errors
    /// When it is no query or would change something.
    pub fn sql_columns(&self, query: &str) -> Result<Vec<String>> {
        let statement = prepare(&self.db, query)?;
        let names = statement.column_names();
        Ok(names.map(str::to_owned).collect())
    }

    /// Runs a query of the program's own.
    pub(crate) fn ask(&self, query: &str, params: &[Value]) -> Result<Vec<Vec<Value>>> {
        let mut statement = self.db.prepare_cached(query).map_err(|e| self.says(e))?;
        let width = statement.column_count();
        let rows: rusqlite::Result<Vec<Vec<Value>>> = statement
            .query_map(params_from_iter(params), |row| {
                (0..width)
                    .map(|i| row.get_ref(i).map(Value::from))
                    .collect()
            })
            .and_then(Iterator::collect);
        rows.map_err(|e| match &e {
            // Only a query of words can be wrong here: it came from the user.
            rusqlite::Error::SqliteFailure(_, Some(why))
                if why.starts_with("fts5:")
                    || why.contains("unterminated string")
                    || why.starts_with("no such column") =>
            {
                StoreError::Words {
                    query: params
                        .iter()
                        .map(Value::to_string)
                        .collect::<Vec<_>>()
                        .join(" "),
                    why: why.trim_start_matches("fts5: ").to_owned(),
                }
            }
            _ => self.says(e),
        })
    }
}

fn prepare<'s>(db: &'s Connection, query: &str) -> Result<Statement<'s>> {
    let statement = db.prepare(query).map_err(|e| match &e {
        rusqlite::Error::MultipleStatement => {
            StoreError::Sql("more than one statement: give one query at a time".to_owned())
        }
        rusqlite::Error::SqlInputError { msg, offset, .. } => {
            let at = usize::try_from(*offset).ok().and_then(|o| query.get(o..));
            match at.filter(|rest| !rest.is_empty()) {
                Some(rest) => {
                    let rest: String = rest.chars().take(40).collect();
                    StoreError::Sql(format!("{msg}, at `{rest}`"))
                }
                None => StoreError::Sql(msg.clone()),
            }
        }
        rusqlite::Error::SqliteFailure(_, Some(why)) => StoreError::Sql(why.clone()),
        _ => StoreError::Sql(e.to_string()),
    })?;
    if statement.column_count() == 0 || !statement.readonly() {
        return Err(StoreError::Sql(
            "not a query: an archive is only read here, with SELECT, WITH, VALUES, EXPLAIN or a PRAGMA that tells something"
                .to_owned(),
        ));
    }
    Ok(statement)
}
