//! The options of `sayso export`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use sayso_export::{Form, Table};

use crate::archive::args::FilterArgs;

pub const EXAMPLES: &str = "\
Examples:
  sayso code news/ --format jsonl -o news.jsonl          first the records
  sayso export csv news.jsonl -o events.csv              one event a row
  sayso export parquet news.jsonl --table all -o tables/ all tables, a file each
  sayso export geojson news.jsonl -o map.geojson         events with coordinates
  sayso export gexf news.jsonl --nodes country -o net.gexf
  sayso export webannotation news.jsonl -o annotations.json
  sayso export brat news.jsonl -o brat/                  a .txt and a .ann an article
  sayso export conllu news.jsonl -o news.conllu          parses the texts again
  sayso export gdelt news.jsonl -o events.tsv            also events.tsv.notes.tsv: who says so
  sayso export acled --about                             what this form keeps and loses
  cat *.jsonl | sayso export acled - > acled.csv
  sayso export geojson --db news.db --type PROTEST --place-country KEN -o map.geojson

Forms in which an event stands as a plain fact (geojson, gexf, graphml, icews, phoenix, gdelt, acled)
take only events of status `actual`; how many were left out is told. --all takes the others as well.
docs/codebook.md has all columns.";

/// Arguments of `export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// Form of the output
    #[arg(value_name = "FORMAT")]
    pub form: ExportForm,
    /// Files of records, as `sayso code --format jsonl` writes them, or - for standard input
    #[arg(value_name = "INPUT", required_unless_present_any = ["about", "db"], conflicts_with = "db")]
    pub inputs: Vec<PathBuf>,
    /// The archive whose articles are exported, instead of files of records
    #[arg(long, value_name = "FILE")]
    pub db: Option<PathBuf>,
    /// Write to a file instead of standard output; a folder for brat and --table all
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Also events that are denied, expected, supposed or in doubt, where the form shows plain facts
    #[arg(long)]
    pub all: bool,
    /// Which table, for csv and parquet [default: events]
    #[arg(long, value_name = "TABLE")]
    pub table: Option<TableName>,
    /// What a node stands for, for gexf and graphml [default: code]
    #[arg(long, value_name = "WHAT")]
    pub nodes: Option<NodeKind>,
    /// How many columns, for gdelt: 61 (version 2) or 58 (version 1) [default: 61]
    #[arg(long, value_name = "N", value_parser = ["58", "61"])]
    pub columns: Option<String>,
    /// Add a column that says who says so, for gdelt and phoenix
    #[arg(long)]
    pub notes: bool,
    /// Folder in which the texts of the articles are, where their paths do not lead to them
    /// (brat, conllu, webannotation)
    #[arg(long, value_name = "DIR")]
    pub texts: Option<PathBuf>,
    /// Say what the form keeps and what it loses, and stop
    #[arg(long)]
    pub about: bool,
    /// Another model file than the one built in, for conllu
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
    /// Number of threads, for conllu [default: all cores]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// What of the archive
    #[command(flatten)]
    pub filter: FilterArgs,
}

impl ExportArgs {
    /// An option that says nothing to the form asked for, with the forms it
    /// goes with.
    pub fn misplaced(&self) -> Option<(&'static str, &'static str)> {
        use ExportForm as F;
        let options: [(bool, &str, &str, &[F]); 6] = [
            (
                self.table.is_some(),
                "--table",
                "csv and parquet",
                &[F::Csv, F::Parquet],
            ),
            (
                self.nodes.is_some(),
                "--nodes",
                "gexf and graphml",
                &[F::Gexf, F::Graphml],
            ),
            (self.columns.is_some(), "--columns", "gdelt", &[F::Gdelt]),
            (
                self.notes,
                "--notes",
                "gdelt and phoenix",
                &[F::Gdelt, F::Phoenix],
            ),
            (
                self.texts.is_some(),
                "--texts",
                "brat, conllu and webannotation",
                &[F::Brat, F::Conllu, F::Webannotation],
            ),
            (
                self.model.is_some() || self.jobs.is_some(),
                "--model and --jobs",
                "conllu",
                &[F::Conllu],
            ),
        ];
        let found = options
            .into_iter()
            .find(|(given, _, _, forms)| *given && !forms.contains(&self.form));
        found.map(|(_, option, forms, _)| (option, forms))
    }
}

/// Forms of `export`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportForm {
    /// Tables, for spreadsheets and statistics
    Csv,
    /// Tables with types, for pandas, R, DuckDB, Spark
    Parquet,
    /// The records themselves, one a line
    Jsonl,
    /// Events as points on a map
    Geojson,
    /// Network of actors, for Gephi
    Gexf,
    /// Network of actors, for other programs
    Graphml,
    /// Syntax with events and statements
    Conllu,
    /// W3C Web Annotations, JSON-LD
    Webannotation,
    /// brat standoff, a folder
    Brat,
    /// Shaped like the ICEWS event files
    Icews,
    /// Shaped like the Phoenix event files
    Phoenix,
    /// Shaped like the GDELT event files
    Gdelt,
    /// Shaped like the ACLED event files
    Acled,
}

impl ExportForm {
    /// The form as the library names it.
    pub fn form(self) -> Form {
        match self {
            ExportForm::Csv => Form::Csv,
            ExportForm::Parquet => Form::Parquet,
            ExportForm::Jsonl => Form::Jsonl,
            ExportForm::Geojson => Form::Geojson,
            ExportForm::Gexf => Form::Gexf,
            ExportForm::Graphml => Form::Graphml,
            ExportForm::Conllu => Form::Conllu,
            ExportForm::Webannotation => Form::WebAnnotation,
            ExportForm::Brat => Form::Brat,
            ExportForm::Icews => Form::Icews,
            ExportForm::Phoenix => Form::Phoenix,
            ExportForm::Gdelt => Form::Gdelt,
            ExportForm::Acled => Form::Acled,
        }
    }
}

/// Tables of `export csv` and `export parquet`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TableName {
    /// All of them, a file each
    All,
    /// One row an input
    Articles,
    /// One row an event, its parties joined
    Events,
    /// One row an actor or recipient
    Parties,
    /// One row a number
    Counts,
    /// One row a statement
    Statements,
    /// One row an entity
    Entities,
    /// One row a time expression
    Times,
    /// One row a place mention
    Places,
}

impl TableName {
    /// The table; none for all.
    pub fn table(self) -> Option<Table> {
        match self {
            TableName::All => None,
            TableName::Articles => Some(Table::Articles),
            TableName::Events => Some(Table::Events),
            TableName::Parties => Some(Table::Parties),
            TableName::Counts => Some(Table::Counts),
            TableName::Statements => Some(Table::Statements),
            TableName::Entities => Some(Table::Entities),
            TableName::Times => Some(Table::Times),
            TableName::Places => Some(Table::Places),
        }
    }
}

/// What a node of the network stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum NodeKind {
    /// Country and sector, e.g. `RUS MIL`
    Code,
    /// The country
    Country,
    /// The name, with country and sector
    Name,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_the_library_has_its_name_on_the_command_line() {
        let names: Vec<String> = ExportForm::value_variants()
            .iter()
            .map(|f| {
                let name = f.to_possible_value().expect("no form is hidden");
                assert_eq!(name.get_name(), f.form().name());
                name.get_name().to_owned()
            })
            .collect();
        assert_eq!(names.len(), Form::ALL.len());
        for table in TableName::value_variants() {
            let name = table.to_possible_value().expect("no table is hidden");
            assert_eq!(name.get_name(), table.table().map_or("all", Table::name));
        }
    }
}
