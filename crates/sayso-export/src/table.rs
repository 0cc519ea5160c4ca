//! The tables that records are spread over, and their columns.

use sayso_record::ArticleRecord;

use crate::cell::{Cell, Kind};
use crate::tables;

/// A column of a table, as the codebook has it.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// What it means.
    pub about: &'static str,
}

/// A table: one row an article, event, party and so on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// Articles.
    Articles,
    /// Events, with their parties, speaker, date, place and counts joined.
    Events,
    /// Parties of events.
    Parties,
    /// Counts of events.
    Counts,
    /// Statements.
    Statements,
    /// Entities.
    Entities,
    /// Time expressions.
    Times,
    /// Places.
    Places,
}

impl Table {
    /// All tables.
    pub const ALL: [Table; 8] = [
        Table::Articles,
        Table::Events,
        Table::Parties,
        Table::Counts,
        Table::Statements,
        Table::Entities,
        Table::Times,
        Table::Places,
    ];

    /// Its name, also of its file.
    pub fn name(self) -> &'static str {
        match self {
            Table::Articles => "articles",
            Table::Events => "events",
            Table::Parties => "parties",
            Table::Counts => "counts",
            Table::Statements => "statements",
            Table::Entities => "entities",
            Table::Times => "times",
            Table::Places => "places",
        }
    }

    /// What one row of it is.
    pub fn about(self) -> &'static str {
        match self {
            Table::Articles => "One row an input, also of those that were skipped or failed.",
            Table::Events => {
                "One row an event of one article, whatever its status. Several parties, contexts \
                 or counts in one cell are separated by `; ` and stand in the same order in all \
                 cells of a side; the tables `parties` and `counts` have them one a row."
            }
            Table::Parties => "One row an actor or recipient of an event.",
            Table::Counts => "One row a number that the text gives for an event.",
            Table::Statements => "One row a statement: who says what.",
            Table::Entities => "One row a person, group, body, country or place of an article.",
            Table::Times => "One row a time expression, also of those that date no event.",
            Table::Places => "One row a literal place mention, also of those that place no event.",
        }
    }

    /// Its columns.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Table::Articles => tables::articles::COLUMNS,
            Table::Events => tables::events::COLUMNS,
            Table::Parties => tables::parties::COLUMNS,
            Table::Counts => tables::counts::COLUMNS,
            Table::Statements => tables::statements::COLUMNS,
            Table::Entities => tables::entities::COLUMNS,
            Table::Times => tables::times::COLUMNS,
            Table::Places => tables::places::COLUMNS,
        }
    }

    /// The rows of one article, each with a cell for every column.
    pub fn rows(self, record: &ArticleRecord) -> Vec<Vec<Cell<'_>>> {
        match self {
            Table::Articles => vec![tables::articles::row(record)],
            Table::Events => tables::events::rows(record),
            Table::Parties => tables::parties::rows(record),
            Table::Counts => tables::counts::rows(record),
            Table::Statements => tables::statements::rows(record),
            Table::Entities => tables::entities::rows(record),
            Table::Times => tables::times::rows(record),
            Table::Places => tables::places::rows(record),
        }
    }
}
