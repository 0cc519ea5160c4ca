//! `sayso events`, `statements`, `articles`, `actors` and `sql`.

use std::io::{self, IsTerminal as _, Write};

use sayso_record::ArticleRecord;
use sayso_store::sql::{Table as Answered, Value};
use sayso_store::{Field, Filter, Kind, Store};

use super::args::{ActorsArgs, Answer, AskArgs, ContradictionsArgs, RowFormat, SqlArgs};
use super::lines::{event, statement};
use super::link;
use super::rows::{Csv, Lines, Rows, Table};
use super::sink::Sink;
use crate::error::CliError;

/// Rows of a table when no limit is given.
const SHOWN: usize = 100;

/// The form and the limit that were asked for, or are usual.
fn usual(answer: &Answer) -> Result<(RowFormat, usize), CliError> {
    let terminal = answer.output.is_none() && io::stdout().is_terminal();
    let format = answer.format.unwrap_or(if terminal {
        RowFormat::Table
    } else {
        RowFormat::Jsonl
    });
    if format == RowFormat::Parquet {
        return Err(CliError::Asked(
            "Parquet is written by `sayso export parquet`; here --format table, jsonl or csv"
                .to_owned(),
        ));
    }
    let usual = if format == RowFormat::Table { SHOWN } else { 0 };
    Ok((format, answer.limit.unwrap_or(usual)))
}

fn rows<'w>(
    format: RowFormat,
    sink: &'w mut Sink,
    columns: &[String],
) -> io::Result<Box<dyn Rows + 'w>> {
    Ok(match format {
        RowFormat::Table => {
            let width = sink
                .terminal
                .then(|| terminal_size::terminal_size().map(|(w, _)| usize::from(w.0)))
                .flatten();
            Box::new(Table::new(&mut sink.out, columns, width))
        }
        RowFormat::Csv => Box::new(Csv::new(&mut sink.out, columns)?),
        RowFormat::Jsonl | RowFormat::Parquet => Box::new(Lines::new(&mut sink.out, columns)),
    })
}

/// Writes a whole answer, and tells when there is nothing or more.
fn write(answer: &Answer, table: &Answered, what: &str) -> Result<(), CliError> {
    let (format, limit) = usual(answer)?;
    let mut sink = Sink::open(answer.output.as_deref(), format == RowFormat::Table)?;
    let failed = sink.failed();
    if !(table.rows.is_empty() && format == RowFormat::Table) {
        let mut rows = rows(format, &mut sink, &table.columns).map_err(&failed)?;
        for row in &table.rows {
            rows.row(row).map_err(&failed)?;
        }
        rows.finish().map_err(&failed)?;
    }
    hint(table.rows.len(), table.more.then_some(limit), what);
    Ok(())
}

fn hint(count: usize, more_than: Option<usize>, what: &str) {
    if let Some(limit) = more_than {
        anstream::eprintln!("sayso: the first {limit} {what}; there are more: --limit 0 gives all");
    } else if count == 0 {
        anstream::eprintln!("sayso: no {what} that fit; fewer or wider filters may find some");
    }
}

/// `sayso events`, `statements` or `articles`.
///
/// # Errors
/// When the archive cannot be read, the question is wrong, or the answer cannot be written.
pub fn ask(args: &AskArgs, kind: Kind) -> Result<(), CliError> {
    let (format, limit) = usual(&args.answer)?;
    if kind == Kind::Stories || args.happenings {
        link::up_to_date(&args.db)?;
    }
    let store = Store::read(&args.db)?;
    let filter = args.filter.filter();
    let what = match kind {
        Kind::Events => "events",
        Kind::Statements => "statements",
        Kind::Articles => "articles",
        Kind::Stories => "stories",
    };
    if !args.count_by.is_empty() {
        return count(&store, args, kind, &filter, limit);
    }
    let listed = store.list(kind, &filter, args.sort.order(), limit)?;
    let mut sink = Sink::open(args.answer.output.as_deref(), format == RowFormat::Table)?;
    let failed = sink.failed();
    match (format, kind) {
        (RowFormat::Table, _) if listed.ids.is_empty() => {}
        (RowFormat::Jsonl, Kind::Events | Kind::Statements) => {
            whole(&store, kind, &listed.ids, &mut sink)?;
            sink.out.flush().map_err(&failed)?;
        }
        _ => {
            let columns = store.columns(kind)?;
            let short = (format == RowFormat::Table).then(|| short(kind));
            let heads = short.map_or(columns.clone(), |s| s.iter().map(|c| (*c).into()).collect());
            let mut out = rows(format, &mut sink, &heads).map_err(&failed)?;
            for id in &listed.ids {
                let row = store.row(kind, *id)?;
                let row = match short {
                    Some(short) => shortened(&columns, &row, short),
                    None => row,
                };
                out.row(&row).map_err(&failed)?;
            }
            out.finish().map_err(&failed)?;
        }
    }
    hint(listed.ids.len(), listed.more.then_some(limit), what);
    Ok(())
}

fn count(
    store: &Store,
    args: &AskArgs,
    kind: Kind,
    filter: &Filter,
    limit: usize,
) -> Result<(), CliError> {
    let fields: Result<Vec<Field>, CliError> = args
        .count_by
        .iter()
        .map(|name| {
            Field::parse(name, kind).ok_or_else(|| {
                let all: Vec<&str> = Field::of(kind).map(|f| f.name).collect();
                CliError::Asked(format!(
                    "--count-by {name}: no such field; there are {}",
                    all.join(", ")
                ))
            })
        })
        .collect();
    let table = store.count(kind, filter, &fields?, args.happenings, limit)?;
    write(&args.answer, &table, "groups")
}

/// The columns of a table for reading.
fn short(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Events => &[
            "id",
            "when",
            "what",
            "status",
            "actors",
            "recipients",
            "where",
            "says",
            "sentence",
        ],
        Kind::Statements => &["id", "published", "speaker", "kind", "cue", "content"],
        Kind::Articles => &[
            "id",
            "published",
            "publisher",
            "events",
            "statements",
            "title",
        ],
        Kind::Stories => &[
            "id",
            "type",
            "when",
            "where",
            "reports",
            "origins",
            "asserted_by",
            "denied_by",
            "sentence",
        ],
    }
}

fn shortened(columns: &[String], row: &[Value], short: &[&str]) -> Vec<Value> {
    let cell = |name: &str| {
        let at = columns.iter().position(|c| c == name);
        at.and_then(|i| row.get(i)).cloned().unwrap_or(Value::Null)
    };
    let joined = |first: &str, mark: &str, second: &str| match (cell(first), cell(second)) {
        (first, Value::Null) => first,
        (first, second) => Value::Text(format!("{first}{mark}{second}")),
    };
    short
        .iter()
        .map(|name| match *name {
            "when" => {
                let name = |end: &str| match cell(&format!("date_{end}")) {
                    Value::Null => cell(end),
                    day => day,
                };
                match (name("earliest"), name("latest")) {
                    (first, last) if first == last => first,
                    (first, last) => Value::Text(format!("{first}..{last}")),
                }
            }
            "what" => joined("type", "/", "mode"),
            "where" => joined("place", ", ", "place_country"),
            "says" if cell("narrator") == Value::Integer(1) => "(the article)".into(),
            "says" if cell("speaker") == Value::Null => "(not named)".into(),
            "says" => cell("speaker"),
            name => cell(name),
        })
        .collect()
}

/// Events or statements as they stand in the records, with what is known of
/// their article: one JSON object a line.
fn whole(store: &Store, kind: Kind, ids: &[i64], sink: &mut Sink) -> Result<(), CliError> {
    let failed = sink.failed();
    let mut last: Option<(i64, ArticleRecord)> = None;
    for id in ids {
        let Some((article, number)) = store.place_of(kind, *id)? else {
            continue;
        };
        if last.as_ref().is_none_or(|(a, _)| *a != article) {
            last = Some((article, store.record(article)?));
        }
        let Some((_, record)) = &last else { continue };
        let line = match kind {
            Kind::Events => event(record, &number),
            _ => statement(record, &number),
        };
        serde_json::to_writer(&mut sink.out, &line).map_err(|e| failed(e.into()))?;
        sink.out.write_all(b"\n").map_err(&failed)?;
    }
    Ok(())
}

/// `sayso contradictions`.
///
/// # Errors
/// As [`ask`].
pub fn contradictions(args: &ContradictionsArgs) -> Result<(), CliError> {
    let (format, limit) = usual(&args.answer)?;
    link::up_to_date(&args.db)?;
    let store = Store::read(&args.db)?;
    let filter = args.filter.filter();
    let mut table = store.contradictions(&filter, args.about.as_deref(), limit)?;
    if format == RowFormat::Table {
        const SHORT: [&str; 8] = [
            "story", "type", "when", "where", "about", "claim", "sources", "sentence",
        ];
        let rows = table.rows.iter();
        let rows = rows.map(|r| shortened(&table.columns, r, &SHORT)).collect();
        table.rows = rows;
        table.columns = SHORT.map(str::to_owned).to_vec();
    }
    write(&args.answer, &table, "contradictions")
}

/// `sayso actors`.
///
/// # Errors
/// As [`ask`].
pub fn actors(args: &ActorsArgs) -> Result<(), CliError> {
    let (_, limit) = usual(&args.answer)?;
    let store = Store::read(&args.db)?;
    let table = store.actors(&args.filter.filter(), limit)?;
    write(&args.answer, &table, "actors")
}

/// `sayso sql`.
///
/// # Errors
/// As [`ask`].
pub fn sql(args: &SqlArgs) -> Result<(), CliError> {
    let (format, limit) = usual(&args.answer)?;
    let store = Store::read(&args.db)?;
    let mut sink = Sink::open(args.answer.output.as_deref(), format == RowFormat::Table)?;
    let failed = sink.failed();
    let columns = store.sql_columns(&args.query)?;
    let mut out = rows(format, &mut sink, &columns).map_err(&failed)?;
    let more = store.sql_each(
        &args.query,
        limit,
        |_| Ok(()),
        |row| out.row(&row).map_err(&failed),
    )?;
    out.finish().map_err(&failed)?;
    hint(1, more.then_some(limit), "rows");
    Ok(())
}
