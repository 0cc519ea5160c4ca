//! The command line as the user sees it.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use sayso_article::Date;

use crate::archive::args as archive;
use crate::export::ExportArgs;

/// Turns news into attributed event data: who did what to whom, where, when,
/// and on whose say-so.
#[derive(Debug, Parser)]
#[command(name = "sayso", version, after_help = EXAMPLES, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "\
Examples:
  sayso code article.txt                          read one article, report for a person
  sayso code news/ --format jsonl -o events.jsonl  code a folder, one record a line
  cat article.txt | sayso code -                  read standard input
  sayso code news/ --format csv > events.csv      one event a row, for a spreadsheet
  sayso explain article.txt e3                    why was event e3 coded so?
  sayso parse article.txt                         the sentences as CoNLL-U
  sayso add --db news.db news/                    read a collection into one archive
  sayso events --db news.db --type PROTEST --count-by month
  sayso export geojson events.jsonl -o map.geojson  the events of records on a map

Exit codes: 0 done, 1 nothing could be read, 2 wrong use.";

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read articles and write who said or did what to whom
    #[command(after_help = CODE_EXAMPLES)]
    Code(CodeArgs),
    /// Write the syntax of articles as CoNLL-U
    #[command(after_help = "Example:\n  sayso parse article.txt > article.conllu")]
    Parse(ParseArgs),
    /// Show why an event was coded as it was: rule, tokens, parse, reasons
    #[command(
        after_help = "Example:\n  sayso explain article.txt e3\n  sayso explain article.txt        every event"
    )]
    Explain(ExplainArgs),
    /// Read articles into an archive, each text once
    #[command(after_help = archive::ADD_EXAMPLES)]
    Add(archive::AddArgs),
    /// List or count events of an archive
    #[command(after_help = archive::EVENTS_EXAMPLES)]
    Events(Box<archive::AskArgs>),
    /// List or count statements of an archive: who says what
    #[command(after_help = archive::STATEMENTS_EXAMPLES)]
    Statements(Box<archive::AskArgs>),
    /// List who acts and upon whom is acted, by number of events
    #[command(after_help = archive::ACTORS_EXAMPLES)]
    Actors(Box<archive::ActorsArgs>),
    /// List or count articles of an archive
    #[command(after_help = archive::ARTICLES_EXAMPLES)]
    Articles(Box<archive::AskArgs>),
    /// List or count happenings that were linked across articles
    #[command(after_help = archive::STORIES_EXAMPLES)]
    Stories(Box<archive::AskArgs>),
    /// Find reprints and link what several articles tell of one happening
    #[command(after_help = archive::LINK_EXAMPLES)]
    Link(archive::LinkArgs),
    /// List happenings on which sources disagree
    #[command(after_help = archive::CONTRADICTIONS_EXAMPLES)]
    Contradictions(Box<archive::ContradictionsArgs>),
    /// Show an article, event or statement of an archive with the text around it
    #[command(after_help = archive::SHOW_EXAMPLES)]
    Show(archive::ShowArgs),
    /// Tell what an archive holds
    #[command(after_help = "Example:\n  sayso stats --db news.db")]
    Stats(archive::StatsArgs),
    /// Ask an archive in SQL, read-only
    #[command(after_help = archive::SQL_EXAMPLES)]
    Sql(archive::SqlArgs),
    /// Look quotations up: do they stand in the archive, and who says them
    #[command(after_help = archive::VERIFY_EXAMPLES)]
    Verify(archive::VerifyArgs),
    /// Write records as tables, maps, networks, annotations or in the shapes of older event data
    #[command(after_help = crate::export::EXAMPLES)]
    Export(Box<ExportArgs>),
    /// Poll news feeds politely and keep the pages they link
    #[command(after_help = FETCH_EXAMPLES)]
    Fetch(FetchArgs),
    /// Name the versions of program, model and lexicons
    Version,
}

const CODE_EXAMPLES: &str = "\
Examples:
  sayso code article.txt
  sayso code news/ --jobs 2 --format jsonl -o events.jsonl
  sayso code article.txt --published 2024-05-17 --publisher 'Coastal News'
  sayso code news/ --metadata dates.csv     columns: path, published, publisher, url
  sayso code news/ --min-confidence 0.7     fewer events, and surer ones
  sayso code CC-NEWS-20240517.warc.gz -o events.jsonl
  sayso code dump.jsonl --text-column body --date-column pub_date
  zcat feed.xml.gz | sayso code -

What a file is, is told by its content: plain text, HTML, RSS, Atom and JSON feeds, WARC, JSON lines,
CSV, Parquet, NewsML-G2, NITF and ninjs, each also in zip, tar, gzip or zstd. What is not English is
skipped with that reason.

Output goes to a terminal as a report and into a pipe as JSON lines, unless --format says otherwise.";

const FETCH_EXAMPLES: &str = "\
Examples:
  sayso fetch feeds.toml --once --out news     every feed once, then stop (for a timer)
  sayso fetch feeds.toml --out news            go on until stopped (Ctrl-C); nothing is lost
  sayso code news/                             code what was fetched

A list of feeds:
  [settings]
  contact = \"desk@example.org\"                who runs this; sent with each request
  [[feed]]
  url = \"https://news.example.org/rss.xml\"    RSS, Atom or JSON feed
  name = \"Example News\"                       what messages call it
  publisher = \"Example News\"                  noted with each article
  country = \"KEN\"                             of the publisher, ISO 3166-1 alpha-3
  every = 60                                  minutes between two polls
  pages = true                                fetch the pages, or keep the feed's own texts

In FOLDER: pages.warc.gz (pages), entries.jsonl (texts of feeds), .sayso-fetch.jsonl (what is
done; without it everything is fetched again). robots.txt is kept to, a host is asked one thing
at a time with a pause (2 s, or its Crawl-delay), and no page is fetched twice. No proxy is used.

Exit codes: 0 done, 1 no feed could be read or nothing be written, 2 wrong use.";

/// What is read, shared by all commands that read articles.
#[derive(Debug, Args)]
pub struct Reading {
    /// Day of publication (YYYY-MM-DD) of all articles, against which "on Friday" is resolved
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub published: Option<Date>,
    /// Who published the articles
    #[arg(long, value_name = "NAME")]
    pub publisher: Option<String>,
    /// CSV file with the column `path` (or id, or path in an archive) and any of `published`, `publisher`, `url`
    #[arg(long, value_name = "FILE")]
    pub metadata: Option<PathBuf>,
    /// Which columns are what
    #[command(flatten)]
    pub columns: ColumnNames,
    /// Another model file than the one built in
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
    /// Number of threads [default: all cores]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
}

/// Columns of tables and fields of JSON, where their names do not tell.
#[derive(Clone, Debug, Default, Args)]
#[command(
    next_help_heading = "Columns of CSV and Parquet, fields of JSON (guessed where not given)"
)]
pub struct ColumnNames {
    /// Holds the text; in JSON, a.b is field b of a
    #[arg(long, value_name = "NAME")]
    pub text_column: Option<String>,
    /// Holds the headline ('' for none)
    #[arg(long, value_name = "NAME")]
    pub title_column: Option<String>,
    /// Holds the day of publication
    #[arg(long, value_name = "NAME")]
    pub date_column: Option<String>,
    /// Holds the address
    #[arg(long, value_name = "NAME")]
    pub url_column: Option<String>,
    /// Names who published it
    #[arg(long, value_name = "NAME")]
    pub publisher_column: Option<String>,
    /// Holds the document's own id
    #[arg(long, value_name = "NAME")]
    pub id_column: Option<String>,
}

/// Arguments of `code`.
#[derive(Debug, Args)]
pub struct CodeArgs {
    /// Files, folders (read whole, in order of name), or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// What is known and used
    #[command(flatten)]
    pub reading: Reading,
    /// Form of the output [default: report on a terminal, jsonl in a pipe]
    #[arg(long, short, value_name = "FORMAT")]
    pub format: Option<Format>,
    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Leave out events and statements that are less sure than P (0 to 1)
    #[arg(long, value_name = "P", value_parser = probability)]
    pub min_confidence: Option<f32>,
    /// Stop at the first input that cannot be read, with exit code 1
    #[arg(long)]
    pub fail_fast: bool,
}

/// Arguments of `parse`.
#[derive(Debug, Args)]
pub struct ParseArgs {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// What is known and used
    #[command(flatten)]
    pub reading: Reading,
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// The article
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
    /// The event, as `code` numbers it (e1, e2, ...); all when left out
    #[arg(value_name = "EVENT")]
    pub event: Option<String>,
    /// What is known and used
    #[command(flatten)]
    pub reading: Reading,
}

/// Arguments of `fetch`.
#[derive(Debug, Args)]
pub struct FetchArgs {
    /// The list of feeds, a TOML file
    #[arg(value_name = "FEEDS.toml")]
    pub feeds: PathBuf,
    /// Folder to write to; made if there is none
    #[arg(long, short, value_name = "FOLDER", default_value = "news")]
    pub out: PathBuf,
    /// Stop when every feed was asked once and its pages are fetched
    #[arg(long)]
    pub once: bool,
    /// Also connect to this machine and to private networks
    #[arg(long)]
    pub allow_private: bool,
    /// Number of hosts that are asked at the same time
    #[arg(long, short, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: u16,
}

/// Forms of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For reading: sentences, events, and who says so
    Report,
    /// One JSON object an article, one a line
    Jsonl,
    /// One JSON array of all articles
    Json,
    /// One event a row
    Csv,
}

fn probability(text: &str) -> Result<f32, String> {
    text.parse()
        .ok()
        .filter(|p| (0.0..=1.0).contains(p))
        .ok_or_else(|| "not a number from 0 to 1, e.g. 0.6".to_owned())
}

fn date(text: &str) -> Result<Date, String> {
    let date: Date = text
        .parse()
        .map_err(|_| "not a date of the form YYYY-MM-DD, e.g. 2024-05-17".to_owned())?;
    if !sayso_ingest::plausible(date) {
        return Err(format!(
            "the year {} is no year of a newspaper",
            date.year()
        ));
    }
    Ok(date)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_well_formed() {
        super::Cli::command().debug_assert();
    }

    #[test]
    fn a_confidence_lies_between_0_and_1() {
        assert_eq!(super::probability("0.7"), Ok(0.7));
        assert!(super::probability("7").is_err());
        assert!(super::probability("nan").is_err());
    }

    #[test]
    fn impossible_dates_are_refused() {
        assert!(super::date("2024-13-01").is_err());
        assert!(super::date("9024-01-01").is_err());
        assert!(super::date("2024-02-29").is_ok());
    }
}
