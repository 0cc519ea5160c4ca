//! What holds across articles: every record handed out to be compared, and the
//! groups that were found stored.

use rusqlite::{TransactionBehavior, params};
use sayso_record::ArticleRecord;

use crate::error::{Result, StoreError};
use crate::filter::Filter;
use crate::list::{Kind, Order};
use crate::open::Store;
use crate::value::{Table, Value};

/// An article that copies another.
#[derive(Clone, Debug, PartialEq)]
pub struct ReprintRow {
    /// The copy.
    pub article: i64,
    /// The earliest article with the text.
    pub origin: i64,
    /// How much of the text is the same, 0 to 1.
    pub similarity: f64,
}

/// A happening and all that articles tell of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StoryRow {
    /// PLOVER type.
    pub kind: String,
    /// First and last day on which it may have happened.
    pub days: Option<(String, String)>,
    /// First and last day of publication.
    pub published: Option<(String, String)>,
    /// Articles that report it.
    pub reports: usize,
    /// Those left when reprints count once.
    pub origins: usize,
    /// Media that report it.
    pub publishers: usize,
    /// The article that reported it first.
    pub first_report: Option<i64>,
    /// Its events: article and number there (`e3`).
    pub events: Vec<(i64, String)>,
    /// Who says what of it.
    pub says: Vec<SaysRow>,
    /// What is counted.
    pub counts: Vec<CountedRow>,
    /// On what sources disagree.
    pub contradictions: Vec<ContradictionRow>,
}

/// How a source tells a happening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaysRow {
    /// `asserts`, `denies`, `leaves open`, `expects`, `supposes`.
    pub stance: String,
    /// Who.
    pub source: String,
    /// In how many events.
    pub mentions: usize,
}

/// Numbers of one thing, over all sources.
#[derive(Clone, Debug, PartialEq)]
pub struct CountedRow {
    /// What is counted.
    pub counted: String,
    /// Least.
    pub low: f64,
    /// The likeliest.
    pub best: f64,
    /// Greatest.
    pub high: f64,
}

/// A disagreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContradictionRow {
    /// About what.
    pub about: String,
    /// What each side says, and who they are.
    pub sides: Vec<(String, String)>,
}

impl Store {
    /// Hands on every article that `filter` keeps, with its row and its record;
    /// one at a time, so that memory does not grow with the archive.
    ///
    /// # Errors
    /// When the archive cannot be read, and the first error of `each`.
    pub fn each_record<E: From<StoreError>>(
        &self,
        filter: &Filter,
        order: Order,
        mut each: impl FnMut(i64, ArticleRecord) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        for article in self.list(Kind::Articles, filter, order, 0)?.ids {
            each(article, self.record(article)?)?;
        }
        Ok(())
    }

    /// Whether reprints and stories were computed since the last article was
    /// added or coded anew.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn links_are_current(&self) -> Result<bool> {
        Ok(!self.ask("SELECT 1 FROM links", &[])?.is_empty())
    }

    /// Replaces all reprints and stories, in one transaction; stories are written
    /// as they come, so that they need not all be held. Events that are
    /// not there (any more) are left out.
    ///
    /// # Errors
    /// When the archive cannot be written; it is then as it was before.
    pub fn replace_links(
        &mut self,
        reprints: &[ReprintRow],
        stories: impl IntoIterator<Item = StoryRow>,
    ) -> Result<()> {
        let path = self.path.clone();
        let says = |e| StoreError::of(&path, e);
        let change = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(says)?;
        change
            .execute_batch("DELETE FROM links; DELETE FROM reprints; DELETE FROM stories;")
            .map_err(says)?;
        for r in reprints {
            change
                .prepare_cached("INSERT INTO reprints VALUES (?, ?, ?)")
                .and_then(|mut q| q.execute(params![r.article, r.origin, r.similarity]))
                .map_err(says)?;
        }
        for (story, id) in stories.into_iter().zip(1_i64..) {
            write_story(&change, id, &story).map_err(says)?;
        }
        change
            .execute_batch("INSERT INTO links SELECT 1, count(*) FROM articles")
            .map_err(says)?;
        change.commit().map_err(says)
    }

    /// The disagreements of the stories that `filter` keeps, one row a side, those
    /// of the stories with most independent reports first; `about` is `whether`,
    /// `who` or `how many`. A limit counts rows.
    ///
    /// # Errors
    /// When the words asked for are no query, or the archive cannot be read.
    pub fn contradictions(
        &self,
        filter: &Filter,
        about: Option<&str>,
        limit: usize,
    ) -> Result<Table> {
        const COLUMNS: [&str; 14] = [
            "story",
            "number",
            "about",
            "side",
            "says",
            "sources",
            "type",
            "earliest",
            "latest",
            "place",
            "place_country",
            "reports",
            "origins",
            "sentence",
        ];
        let mut conditions = filter.stories();
        if let Some(about) = about {
            conditions.add("c.about LIKE ?", [Value::Text(format!("{about}%"))]);
        }
        let wheres = conditions.wheres();
        let cut = match limit {
            0 => String::new(),
            limit => format!(" LIMIT {}", limit + 1),
        };
        let sql = format!(
            "SELECT c.story, c.number + 1, c.about, c.side + 1, c.says, c.sources, t.type,
             t.earliest, t.latest, t.place, t.place_country, t.reports, t.origins, t.sentence
             FROM contradictions c JOIN story_list t ON t.id = c.story{wheres}
             ORDER BY t.origins DESC, c.story, c.number, c.side{cut}"
        );
        let mut rows = self.ask(&sql, &conditions.params)?;
        let more = limit > 0 && rows.len() > limit;
        if more {
            rows.truncate(limit);
        }
        Ok(Table {
            columns: COLUMNS.map(str::to_owned).to_vec(),
            rows,
            more,
        })
    }

    /// The row of the article with a content id, as [`Store::find`] gives it.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn article_row(&self, sha256: &str) -> Result<Option<i64>> {
        let rows = self.ask(
            "SELECT id FROM articles WHERE sha256 = ?",
            &[Value::from(sha256)],
        )?;
        Ok(rows.into_iter().flatten().find_map(|v| match v {
            Value::Integer(id) => Some(id),
            _ => None,
        }))
    }
}

fn write_story(db: &rusqlite::Connection, id: i64, story: &StoryRow) -> rusqlite::Result<()> {
    let (days, published) = (story.days.as_ref(), story.published.as_ref());
    db.prepare_cached("INSERT INTO stories VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?
        .execute(params![
            id,
            story.kind,
            days.map(|d| &d.0),
            days.map(|d| &d.1),
            published.map(|d| &d.0),
            published.map(|d| &d.1),
            story.reports,
            story.origins,
            story.publishers,
            story.first_report,
        ])?;
    let mut event = db.prepare_cached(
        "INSERT OR IGNORE INTO story_events SELECT id, ? FROM events WHERE article = ? AND number = ?",
    )?;
    for (article, number) in &story.events {
        event.execute(params![id, article, number])?;
    }
    let mut row = db.prepare_cached("INSERT INTO story_says VALUES (?, ?, ?, ?, ?)")?;
    for (number, s) in story.says.iter().enumerate() {
        row.execute(params![id, number, s.stance, s.source, s.mentions])?;
    }
    let mut row = db.prepare_cached("INSERT INTO story_counts VALUES (?, ?, ?, ?, ?, ?)")?;
    // "More than" has no end: unknown, not infinite.
    let finite = |x: f64| x.is_finite().then_some(x);
    for (number, c) in story.counts.iter().enumerate() {
        row.execute(params![
            id,
            number,
            c.counted,
            finite(c.low),
            finite(c.best),
            finite(c.high),
        ])?;
    }
    let mut row = db.prepare_cached("INSERT INTO contradictions VALUES (?, ?, ?, ?, ?, ?)")?;
    for (number, c) in story.contradictions.iter().enumerate() {
        for (side, (says, sources)) in c.sides.iter().enumerate() {
            row.execute(params![id, number, side, c.about, says, sources])?;
        }
    }
    Ok(())
}
