//! What an archive holds, in numbers.

use crate::error::Result;
use crate::open::Store;
use crate::sql::Value;

/// A heading and what is counted under it, in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// The heading, a name that stays.
    pub name: &'static str,
    /// Names and numbers.
    pub lines: Vec<(String, Value)>,
}

/// How many of each are told where there are many.
const TOLD: usize = 15;

impl Store {
    /// Counts what the archive holds.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn stats(&self) -> Result<Vec<Section>> {
        let mut totals = Vec::new();
        for (name, sql) in [
            ("articles", "SELECT count(*) FROM articles"),
            ("sources", "SELECT count(*) FROM sources"),
            ("skipped inputs", "SELECT count(*) FROM skipped"),
            (
                "characters",
                "SELECT coalesce(sum(characters), 0) FROM articles",
            ),
            ("statements", "SELECT count(*) FROM statements"),
            ("events", "SELECT count(*) FROM events"),
            (
                "events asserted by the article",
                "SELECT count(*) FROM events WHERE said_by IS NULL",
            ),
            (
                "events with a day",
                "SELECT count(*) FROM events WHERE date_earliest IS NOT NULL",
            ),
            (
                "events with coordinates",
                "SELECT count(*) FROM events WHERE latitude IS NOT NULL",
            ),
            ("entities", "SELECT count(*) FROM entities"),
            ("reprints", "SELECT count(*) FROM reprints"),
            ("stories", "SELECT count(*) FROM stories"),
            ("published from", "SELECT min(published) FROM articles"),
            ("published to", "SELECT max(published) FROM articles"),
            (
                "bytes of the file",
                "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
            ),
        ] {
            let rows = self.ask(sql, &[])?;
            let value = rows.into_iter().flatten().next().unwrap_or(Value::Null);
            totals.push((name.to_owned(), value));
        }
        let mut sections = vec![Section {
            name: "archive",
            lines: totals,
        }];
        for (name, sql) in [
            (
                "outcomes",
                "SELECT outcome, count(*) FROM articles GROUP BY 1 ORDER BY 2 DESC, 1",
            ),
            (
                "coded by",
                "SELECT r.sayso || ', model ' || r.model || ', lexicons ' || r.lexicons, count(*)
                 FROM articles a JOIN runs r ON r.id = a.run GROUP BY 1 ORDER BY 2 DESC, 1",
            ),
            (
                "publishers",
                "SELECT publisher, count(*) FROM articles GROUP BY 1 ORDER BY 2 DESC, 1",
            ),
            (
                "years of publication",
                "SELECT substr(published, 1, 4), count(*) FROM articles GROUP BY 1 ORDER BY 1 NULLS LAST",
            ),
            (
                "event types",
                "SELECT type, count(*) FROM events GROUP BY 1 ORDER BY 2 DESC, 1",
            ),
            (
                "status",
                "SELECT status, count(*) FROM events GROUP BY 1 ORDER BY 2 DESC, 1",
            ),
            (
                "kinds of statements",
                "SELECT kind, count(*) FROM statements GROUP BY 1 ORDER BY 2 DESC, 1",
            ),
            (
                "countries of actors",
                "SELECT country, count(*) FROM parties WHERE role = 'actor' GROUP BY 1 ORDER BY 2 DESC, 1",
            ),
            (
                "reasons for skipping",
                "SELECT reason, count(*) FROM skipped GROUP BY 1 ORDER BY 2 DESC, 1",
            ),
        ] {
            let lines: Vec<(String, Value)> = self
                .ask(&format!("{sql} LIMIT {TOLD}"), &[])?
                .into_iter()
                .filter_map(|mut row| {
                    let count = row.pop()?;
                    let name = match row.pop()? {
                        Value::Null => "(not known)".to_owned(),
                        name => name.to_string(),
                    };
                    Some((name, count))
                })
                .collect();
            if !lines.is_empty() {
                sections.push(Section { name, lines });
            }
        }
        Ok(sections)
    }
}
