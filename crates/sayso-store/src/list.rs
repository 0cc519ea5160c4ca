//! Lists: which events, statements, articles or actors a filter keeps.

use crate::error::Result;
use crate::filter::Filter;
use crate::open::Store;
use crate::value::{Table, Value};

/// What is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Rows of the view `event_list`.
    Events,
    /// Rows of the view `statement_list`.
    Statements,
    /// Rows of the view `article_list`.
    Articles,
    /// Rows of the view `story_list`: happenings linked across articles.
    Stories,
}

/// In which order. Ties stand in the order of adding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As the articles were added, and within one as they stand in the text.
    #[default]
    Added,
    /// By the first day of the event; for statements and articles by day of publication.
    Date,
    /// By day of publication.
    Published,
    /// By day of publication, the latest first.
    Newest,
    /// The surest first: of stories those with most independent reports; articles
    /// have no confidence and stay in the order of adding.
    Confidence,
}

/// The rows that a filter keeps, by their ids in the archive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// Ids, in order.
    pub ids: Vec<i64>,
    /// Whether a limit left some out.
    pub more: bool,
}

impl Kind {
    fn table(self) -> (&'static str, &'static str) {
        match self {
            Kind::Events => ("events e", "e"),
            Kind::Statements => ("statements s", "s"),
            Kind::Articles => ("articles a", "a"),
            Kind::Stories => ("stories t", "t"),
        }
    }

    /// The view and its key.
    fn view(self) -> (&'static str, &'static str) {
        match self {
            Kind::Events => ("event_list", "event"),
            Kind::Statements => ("statement_list", "statement"),
            Kind::Articles => ("article_list", "article"),
            Kind::Stories => ("story_list", "id"),
        }
    }
}

impl Store {
    /// The ids of what `filter` keeps; `limit` 0 gives all.
    ///
    /// # Errors
    /// When the words asked for are no query, or the archive cannot be read.
    pub fn list(&self, kind: Kind, filter: &Filter, order: Order, limit: usize) -> Result<Listed> {
        let conditions = match kind {
            Kind::Events => filter.events(),
            Kind::Statements => filter.statements(),
            Kind::Articles => filter.articles(),
            Kind::Stories => filter.stories(),
        };
        let (table, name) = kind.table();
        let published = match kind {
            Kind::Articles => "a.published".to_owned(),
            Kind::Stories => "t.published_from".to_owned(),
            _ => format!("(SELECT published FROM articles WHERE id = {name}.article)"),
        };
        let first = match (order, kind) {
            (Order::Added, _) | (Order::Confidence, Kind::Articles) => String::new(),
            (Order::Confidence, Kind::Stories) => "t.origins DESC, ".to_owned(),
            (Order::Date, Kind::Stories) => "t.earliest IS NULL, t.earliest, ".to_owned(),
            (Order::Date, Kind::Events) => "e.date_earliest IS NULL, e.date_earliest, ".to_owned(),
            (Order::Date | Order::Published, _) => format!("{published} IS NULL, {published}, "),
            (Order::Newest, _) => format!("{published} DESC, "),
            (Order::Confidence, _) => format!("{name}.confidence DESC, "),
        };
        let cut = if limit > 0 {
            format!(" LIMIT {}", limit + 1)
        } else {
            String::new()
        };
        let wheres = conditions.wheres();
        let sql = format!("SELECT {name}.id FROM {table}{wheres} ORDER BY {first}{name}.id{cut}");
        let rows = self.ask(&sql, &conditions.params)?;
        let mut ids: Vec<i64> = rows
            .into_iter()
            .filter_map(|row| match row.first() {
                Some(Value::Integer(id)) => Some(*id),
                _ => None,
            })
            .collect();
        let more = limit > 0 && ids.len() > limit;
        if more {
            ids.truncate(limit);
        }
        Ok(Listed { ids, more })
    }

    /// The names of the columns of a list.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn columns(&self, kind: Kind) -> Result<Vec<String>> {
        let (view, _) = kind.view();
        let query = self
            .db
            .prepare_cached(&format!("SELECT * FROM {view} LIMIT 0"))
            .map_err(|e| self.says(e))?;
        Ok(query.column_names().map(str::to_owned).collect())
    }

    /// One row of a list; empty when it is gone since.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn row(&self, kind: Kind, id: i64) -> Result<Vec<Value>> {
        let (view, key) = kind.view();
        let sql = format!("SELECT * FROM {view} WHERE {key} = ?");
        let mut rows = self.ask(&sql, &[Value::Integer(id)])?;
        Ok(rows.pop().unwrap_or_default())
    }

    /// The article of an event or statement and its number there (`e3`, `s2`);
    /// `None` when it is gone since.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn place_of(&self, kind: Kind, id: i64) -> Result<Option<(i64, String)>> {
        let table = match kind {
            Kind::Events => "events",
            Kind::Statements => "statements",
            Kind::Articles | Kind::Stories => return Ok(None),
        };
        let sql = format!("SELECT article, number FROM {table} WHERE id = ?");
        let rows = self.ask(&sql, &[Value::Integer(id)])?;
        Ok(match rows.first().map(Vec::as_slice) {
            Some([Value::Integer(article), Value::Text(number)]) => {
                Some((*article, number.clone()))
            }
            _ => None,
        })
    }

    /// The events that `filter` keeps, as article and number there, sorted;
    /// `None` when it asks nothing of events.
    ///
    /// # Errors
    /// When the words asked for are no query, or the archive cannot be read.
    pub fn kept_events(&self, filter: &Filter) -> Result<Option<Vec<(i64, String)>>> {
        if !filter.asks_events() && filter.confidence.is_none() {
            return Ok(None);
        }
        let conditions = filter.events();
        let sql = format!(
            "SELECT e.article, e.number FROM events e{}",
            conditions.wheres()
        );
        let rows = self.ask(&sql, &conditions.params)?;
        let mut kept: Vec<(i64, String)> = rows
            .into_iter()
            .filter_map(|row| match row.as_slice() {
                [Value::Integer(article), Value::Text(number)] => Some((*article, number.clone())),
                _ => None,
            })
            .collect();
        kept.sort();
        Ok(Some(kept))
    }

    /// Who acts, and upon whom is acted, in the events that `filter` keeps; the
    /// most frequent first. An event counts once for each of its parties.
    ///
    /// # Errors
    /// When the words asked for are no query, or the archive cannot be read.
    pub fn actors(&self, filter: &Filter, limit: usize) -> Result<Table> {
        let mut conditions = filter.events();
        // Asked for certain parties, only these are listed, not whom they meet.
        let wanted = filter.only_parties();
        conditions.sql.extend(wanted.sql);
        conditions.params.extend(wanted.params);
        let from = if conditions.sql.is_empty() {
            "parties p"
        } else {
            "events e JOIN parties p ON p.event = e.id"
        };
        let wheres = conditions.wheres();
        let cut = if limit > 0 {
            format!(" LIMIT {}", limit + 1)
        } else {
            String::new()
        };
        let sql = format!(
            "SELECT p.name, p.country, p.sector, count(DISTINCT p.event) AS events,
             sum(p.role = 'actor') AS actor, sum(p.role = 'recipient') AS recipient
             FROM {from}{wheres} GROUP BY p.name, p.country, p.sector
             ORDER BY events DESC, p.name, p.country, p.sector{cut}"
        );
        let mut rows = self.ask(&sql, &conditions.params)?;
        let more = limit > 0 && rows.len() > limit;
        rows.truncate(if more { limit } else { rows.len() });
        let columns = [
            "name",
            "country",
            "sector",
            "events",
            "as_actor",
            "as_recipient",
        ];
        Ok(Table {
            columns: columns.map(str::to_owned).to_vec(),
            rows,
            more,
        })
    }
}
