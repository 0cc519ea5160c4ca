//! The command line of the archive.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use sayso_store::Order;

pub use super::filter_args::FilterArgs;
use crate::args::Reading;

/// Shown by `sayso add --help`.
pub const ADD_EXAMPLES: &str = "\
Examples:
  sayso add --db news.db news/
  sayso add --db news.db news/ --metadata dates.csv    columns: path, published, publisher, url
  sayso add --db news.db more/ --jobs 2

Each text is stored once; where else it was read is noted (table `sources`). One article is one
transaction: whatever ends the run, the same command goes on where it stopped. Articles coded by
another version of program, model or lexicons are coded again and keep their ids.";

/// Shown by `sayso events --help`.
pub const EVENTS_EXAMPLES: &str = "\
Examples:
  sayso events --db news.db --type ASSAULT --status denied
  sayso events --db news.db --actor-country SDN --actor-sector MIL,REB --date 2024-05
  sayso events --db news.db --bbox 33.9,-4.7,41.9,5.5 --text 'cholera OR measles'
  sayso events --db news.db --said-by source --speaker Guterres --format csv -o guterres.csv
  sayso events --db news.db --type PROTEST --count-by month
  sayso events --db news.db --quad 4 --count-by actor-country,recipient-country
  sayso events --db news.db --type ASSAULT --count-by place-country --happenings";

/// Shown by `sayso statements --help`.
pub const STATEMENTS_EXAMPLES: &str = "\
Examples:
  sayso statements --db news.db --speaker Guterres
  sayso statements --db news.db --text 'ceasefire' --speaker-country ISR,PSE
  sayso statements --db news.db --type ASSAULT             who says that somebody attacked
  sayso statements --db news.db --count-by speaker";

/// Shown by `sayso actors --help`.
pub const ACTORS_EXAMPLES: &str = "\
Examples:
  sayso actors --db news.db
  sayso actors --db news.db --type ASSAULT --actor-country SDN      who attacks, from Sudan
  sayso actors --db news.db --country KEN --format csv";

/// Shown by `sayso articles --help`.
pub const ARTICLES_EXAMPLES: &str = "\
Examples:
  sayso articles --db news.db --text '\"state of emergency\"' --sort newest
  sayso articles --db news.db --type PROTEST --country KEN
  sayso articles --db news.db --count-by publisher,published-month";

/// Shown by `sayso stories --help`.
pub const STORIES_EXAMPLES: &str = "\
Examples:
  sayso stories --db news.db --sort confidence             most independent reports first
  sayso stories --db news.db --type ASSAULT --country SDN  those with such an event
  sayso stories --db news.db --count-by type,month";

/// Shown by `sayso link --help`.
pub const LINK_EXAMPLES: &str = "\
Example:
  sayso link --db news.db

`sayso stories` and `sayso contradictions` do this by themselves when articles have come since.
Records are not changed: what is linked stands in tables of its own (docs/store.md).";

/// Shown by `sayso contradictions --help`.
pub const CONTRADICTIONS_EXAMPLES: &str = "\
Examples:
  sayso contradictions --db news.db                           all, one row a side
  sayso contradictions --db news.db --about whether           asserted by one, denied by another
  sayso contradictions --db news.db --type ASSAULT --about 'how many' --format csv

Which side is right is not decided.";

/// Shown by `sayso sql --help`.
pub const SQL_EXAMPLES: &str = "\
Examples:
  sayso sql --db news.db \"SELECT type, count(*) FROM events GROUP BY type ORDER BY 2 DESC\"
  sayso sql --db news.db \"SELECT * FROM dyads WHERE quad = 4\" --format csv -o conflict.csv
  sayso sql --db news.db \"SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')\"

The archive is only read. Its tables and views are described in docs/store.md; any SQL tool reads
them. Functions of SQLite, full text as in `events_words MATCH 'cholera'`.";

/// Shown by `sayso show --help`.
pub const SHOW_EXAMPLES: &str = "\
Examples:
  sayso show --db news.db 635716a20fc35264         an article: sources, statements, events
  sayso show --db news.db 635716a20fc35264/e1      an event in the text around it
  sayso show --db news.db 6357/s2 --context 600    a statement; the beginning of an id is enough
  sayso show --db news.db 6357 --format text       the text alone
  sayso show --db news.db 6357 --format json       the record as it was stored";

/// Shown by `sayso verify --help`.
pub const VERIFY_EXAMPLES: &str = "\
Examples:
  sayso verify quotes.csv --db news.db             columns: quote, and speaker if known
  sayso verify quotes.csv --db news.db --format csv -o verdicts.csv

Each quotation is looked up in what is said and in the texts. It stands there
  verbatim   word for word; quotation marks, spaces, dashes and the punctuation around words aside
  nearly     with other words: [-left out there-] {+added there+}, and the share of words that agree
  absent     not at all
and, where a speaker is given, said by the same, by another, or by nobody told.

Exit codes: 0 every quotation stands verbatim and no speaker is another; 3 some do not;
1 the file cannot be read, 2 wrong use.";

/// Arguments of `add`.
#[derive(Debug, Args)]
pub struct AddArgs {
    /// The archive; made when it does not exist
    #[arg(long, value_name = "FILE")]
    pub db: PathBuf,
    /// Text files, folders (read whole, in order of name), or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// What is known and used
    #[command(flatten)]
    pub reading: Reading,
}

/// Where an answer goes, and in which form.
#[derive(Debug, Args)]
pub struct Answer {
    /// Form of the answer [default: table on a terminal, jsonl in a pipe]
    #[arg(long, short, value_name = "FORMAT")]
    pub format: Option<RowFormat>,
    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// At most N rows; 0 for all [default: 100 in a table, else all]
    #[arg(long, short = 'n', value_name = "N")]
    pub limit: Option<usize>,
}

/// Forms of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RowFormat {
    /// For reading
    Table,
    /// One JSON object a row
    Jsonl,
    /// For spreadsheets
    Csv,
    /// Columns for large data
    #[value(hide = true)]
    Parquet,
}

/// Arguments of `events`, `statements` and `articles`.
#[derive(Debug, Args)]
pub struct AskArgs {
    /// The archive
    #[arg(long, value_name = "FILE")]
    pub db: PathBuf,
    /// Count instead of listing: by one or several fields, e.g. type, actor-country, speaker, publisher, month; a wrong name lists all
    #[arg(long, value_name = "FIELD", value_delimiter = ',')]
    pub count_by: Vec<String>,
    /// Count happenings instead of reports: events linked to one story count once
    #[arg(long, requires = "count_by")]
    pub happenings: bool,
    /// Order of the list
    #[arg(long, value_name = "BY", default_value = "added")]
    pub sort: Sort,
    /// Form and place of the answer
    #[command(flatten)]
    pub answer: Answer,
    /// What to keep
    #[command(flatten)]
    pub filter: FilterArgs,
}

/// Orders of a list.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Sort {
    /// As the articles were added
    Added,
    /// By day of the event
    Date,
    /// By day of publication
    Published,
    /// By day of publication, latest first
    Newest,
    /// Surest first; stories: most independent reports first
    Confidence,
}

impl Sort {
    /// The order of the archive.
    pub fn order(self) -> Order {
        match self {
            Sort::Added => Order::Added,
            Sort::Date => Order::Date,
            Sort::Published => Order::Published,
            Sort::Newest => Order::Newest,
            Sort::Confidence => Order::Confidence,
        }
    }
}

/// Arguments of `link`.
#[derive(Debug, Args)]
pub struct LinkArgs {
    /// The archive
    #[arg(long, value_name = "FILE")]
    pub db: PathBuf,
}

/// Arguments of `contradictions`.
#[derive(Debug, Args)]
pub struct ContradictionsArgs {
    /// The archive
    #[arg(long, value_name = "FILE")]
    pub db: PathBuf,
    /// On what sources disagree: whether it happened, who did it, how many
    #[arg(long, value_name = "WHAT", value_parser = ["whether", "who", "how many"])]
    pub about: Option<String>,
    /// Form and place of the answer
    #[command(flatten)]
    pub answer: Answer,
    /// What to keep: stories with such an event
    #[command(flatten)]
    pub filter: FilterArgs,
}

/// Arguments of `actors`.
#[derive(Debug, Args)]
pub struct ActorsArgs {
    /// The archive
    #[arg(long, value_name = "FILE")]
    pub db: PathBuf,
    /// Form and place of the answer
    #[command(flatten)]
    pub answer: Answer,
    /// What to keep
    #[command(flatten)]
    pub filter: FilterArgs,
}

/// Arguments of `sql`.
#[derive(Debug, Args)]
pub struct SqlArgs {
    /// The archive
    #[arg(long, value_name = "FILE")]
    pub db: PathBuf,
    /// One query
    #[arg(value_name = "SQL")]
    pub query: String,
    /// Form and place of the answer
    #[command(flatten)]
    pub answer: Answer,
}

/// Arguments of `show`.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// The archive
    #[arg(long, value_name = "FILE")]
    pub db: PathBuf,
    /// Id of an article, event or statement, or how the article's begins
    #[arg(value_name = "ID")]
    pub id: String,
    /// Characters of text around an event or statement
    #[arg(long, value_name = "N", default_value_t = 300)]
    pub context: usize,
    /// What to show
    #[arg(long, short, value_name = "FORMAT", default_value = "report")]
    pub format: ShowFormat,
}

/// Forms of one article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ShowFormat {
    /// For reading
    Report,
    /// The record, or the event or statement, as JSON
    Json,
    /// The text alone
    Text,
}

/// Arguments of `stats`.
#[derive(Debug, Args)]
pub struct StatsArgs {
    /// The archive
    #[arg(long, value_name = "FILE")]
    pub db: PathBuf,
    /// Form of the answer
    #[arg(long, short, value_name = "FORMAT", default_value = "report")]
    pub format: StatsFormat,
}

/// Forms of the statistics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StatsFormat {
    /// For reading
    Report,
    /// One JSON object
    Json,
}

/// Arguments of `verify`.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// CSV file with the column `quote`, and `speaker` if known; - for standard input
    #[arg(value_name = "QUOTES.csv")]
    pub quotes: PathBuf,
    /// The archive
    #[arg(long, value_name = "FILE")]
    pub db: PathBuf,
    /// Share of words that must agree for `nearly`, 0.5 to 1
    #[arg(long, value_name = "P", default_value_t = 0.7, value_parser = share)]
    pub threshold: f64,
    /// Form of the answer [default: report on a terminal, jsonl in a pipe]
    #[arg(long, short, value_name = "FORMAT")]
    pub format: Option<VerifyFormat>,
    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Forms of the verdicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum VerifyFormat {
    /// For reading
    Report,
    /// One JSON object a quotation
    Jsonl,
    /// One quotation a row
    Csv,
}

fn share(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|p| (0.5..=1.0).contains(p))
        .ok_or_else(|| "not a number from 0.5 to 1, e.g. 0.7".to_owned())
}
