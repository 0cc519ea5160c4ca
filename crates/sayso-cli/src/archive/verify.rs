//! `sayso verify`: which quotations really stand in the archive.

use std::fs::File;
use std::io::{self, IsTerminal as _, Read, Write};
use std::path::Path;

use owo_colors::{OwoColorize as _, Style};
use sayso_store::Store;
use sayso_store::verify::{Agreement, Finding, Hit, Verdict};
use serde::Serialize;

use super::args::{VerifyArgs, VerifyFormat};
use super::sink::Sink;
use crate::error::CliError;
use crate::format::of_csv;
use crate::progress;

/// One quotation to look up.
struct Quotation {
    line: u64,
    quote: String,
    speaker: Option<String>,
}

/// The forms of verdicts, onto one output.
enum Out<'s> {
    Report(&'s mut Box<dyn Write>),
    Lines(&'s mut Box<dyn Write>),
    Csv(Box<csv::Writer<&'s mut Box<dyn Write>>>),
}

/// A verdict as a row of CSV or an object of JSON.
#[derive(Serialize)]
struct Row<'v> {
    line: u64,
    quote: &'v str,
    speaker: Option<&'v str>,
    finding: &'static str,
    share: Option<f64>,
    differences: Option<&'v str>,
    same_punctuation: Option<bool>,
    said_by: Option<&'v str>,
    agreement: Option<&'static str>,
    article: Option<&'v str>,
    statement: Option<String>,
    start: Option<usize>,
    end: Option<usize>,
    text: Option<&'v str>,
    published: Option<&'v str>,
    publisher: Option<&'v str>,
    title: Option<&'v str>,
    url: Option<&'v str>,
    elsewhere: usize,
}

/// Looks every quotation up; whether all stand as they are given.
///
/// # Errors
/// When the quotations or the archive cannot be read, or the answer not be written.
pub fn verify(args: &VerifyArgs) -> Result<bool, CliError> {
    let store = Store::read(&args.db)?;
    let quotations = read(&args.quotes)?;
    let format = args
        .format
        .unwrap_or(if args.output.is_none() && io::stdout().is_terminal() {
            VerifyFormat::Report
        } else {
            VerifyFormat::Jsonl
        });
    let mut sink = Sink::open(args.output.as_deref(), format == VerifyFormat::Report)?;
    let failed = sink.failed();
    let progress = progress::counted(quotations.len() as u64, sink.terminal);
    let (mut found, mut all_stand) = ([0_usize; 3], true);
    let mut out = match format {
        VerifyFormat::Report => Out::Report(&mut sink.out),
        VerifyFormat::Jsonl => Out::Lines(&mut sink.out),
        VerifyFormat::Csv => Out::Csv(Box::new(csv::Writer::from_writer(&mut sink.out))),
    };
    for quotation in &quotations {
        let speaker = quotation.speaker.as_deref();
        let verdict = store.verify(&quotation.quote, speaker, args.threshold)?;
        found[verdict.finding as usize] += 1;
        all_stand &= verdict.stands();
        match &mut out {
            Out::Report(out) => report(out, quotation, &verdict),
            Out::Lines(out) => serde_json::to_writer(&mut *out, &row(quotation, &verdict))
                .map_err(io::Error::from)
                .and_then(|()| out.write_all(b"\n")),
            Out::Csv(out) => out.serialize(row(quotation, &verdict)).map_err(of_csv),
        }
        .map_err(&failed)?;
        progress.inc(1);
    }
    let flushed = match &mut out {
        Out::Csv(out) => out.flush(),
        Out::Report(_) | Out::Lines(_) => Ok(()),
    };
    drop(out);
    flushed.map_err(&failed)?;
    progress.finish_and_clear();
    if format == VerifyFormat::Report {
        writeln!(
            sink.out,
            "{} verbatim, {} nearly, {} absent",
            found[0], found[1], found[2]
        )
        .map_err(&failed)?;
    }
    sink.out.flush().map_err(&failed)?;
    Ok(all_stand)
}

fn row<'v>(quotation: &'v Quotation, verdict: &'v Verdict) -> Row<'v> {
    let hit = verdict.best.as_ref();
    let rounded = |x: f64| (x * 1000.0).round() / 1000.0;
    Row {
        line: quotation.line,
        quote: &quotation.quote,
        speaker: quotation.speaker.as_deref(),
        finding: verdict.finding.name(),
        share: hit.map(|h| rounded(h.share)),
        differences: hit.map(|h| h.differences.as_str()),
        same_punctuation: hit.map(|h| h.same_punctuation),
        said_by: hit.and_then(|h| h.speaker.as_deref()),
        agreement: hit.map(|h| h.agreement.name()),
        article: hit.map(|h| h.article.as_str()),
        statement: hit.and_then(|h| h.statement.as_ref().map(|s| format!("{}/{s}", h.article))),
        start: hit.map(|h| h.start),
        end: hit.map(|h| h.end),
        text: hit.map(|h| h.text.as_str()),
        published: hit.and_then(|h| h.published.as_deref()),
        publisher: hit.and_then(|h| h.publisher.as_deref()),
        title: hit.and_then(|h| h.title.as_deref()),
        url: hit.and_then(|h| h.url.as_deref()),
        elsewhere: verdict.elsewhere,
    }
}

fn report(out: &mut impl Write, quotation: &Quotation, verdict: &Verdict) -> io::Result<()> {
    let style = match verdict.finding {
        Finding::Verbatim => Style::new().green(),
        Finding::Nearly => Style::new().yellow(),
        Finding::Absent => Style::new().red(),
    };
    let by = quotation
        .speaker
        .as_ref()
        .map(|s| format!(" — {s}"))
        .unwrap_or_default();
    writeln!(
        out,
        "{}  “{}”{by}",
        verdict.finding.name().style(style.bold()),
        quotation.quote.replace(|c: char| c.is_control(), " ")
    )?;
    let Some(hit) = &verdict.best else {
        return writeln!(out);
    };
    if verdict.finding == Finding::Nearly {
        writeln!(
            out,
            "    {}  ({:.0} % of words agree)",
            hit.differences,
            hit.share * 100.0
        )?;
    } else if !hit.same_punctuation {
        writeln!(
            out,
            "    the punctuation differs: {}",
            hit.text.replace('\n', " ")
        )?;
    }
    writeln!(out, "    {}", said(hit))?;
    let mut place = vec![format!("{} at {}-{}", hit.article, hit.start, hit.end)];
    place.extend(hit.title.clone());
    place.extend(hit.publisher.clone());
    place.extend(hit.published.clone());
    if verdict.elsewhere > 0 {
        place.push(format!("and {} more places", verdict.elsewhere));
    }
    writeln!(
        out,
        "    {}\n",
        place.join(" · ").style(Style::new().dimmed())
    )
}

fn said(hit: &Hit) -> String {
    let who = hit.speaker.as_deref();
    match (hit.agreement, who) {
        (Agreement::Other, Some(who)) => format!("said by another: {who}"),
        (Agreement::Unclear, Some(who)) => format!("said by {who}, perhaps the same"),
        (Agreement::Same, Some(who)) => format!("said by {who}, the same"),
        (_, Some(who)) => format!("said by {who}"),
        (_, None) if hit.statement.is_some() => "said by a source not named".to_owned(),
        (_, None) => "in the article's own words: nobody is told to say it".to_owned(),
    }
}

fn read(path: &Path) -> Result<Vec<Quotation>, CliError> {
    let bad = |line: u64, what: String| CliError::Metadata {
        path: path.to_owned(),
        line,
        what,
    };
    let unreadable = |e: io::Error| CliError::Unreadable {
        path: path.to_owned(),
        why: e.to_string(),
    };
    let from: Box<dyn Read> = if path.as_os_str() == "-" {
        Box::new(io::stdin().lock())
    } else {
        Box::new(File::open(path).map_err(unreadable)?)
    };
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(from);
    let header = reader.headers().map_err(|e| bad(1, e.to_string()))?.clone();
    let column = |name: &str| {
        header.iter().position(|h| {
            h.trim()
                .trim_start_matches('\u{feff}')
                .eq_ignore_ascii_case(name)
        })
    };
    let Some(quote) = column("quote") else {
        return Err(bad(
            1,
            "has no column `quote`; the first line must name the columns".to_owned(),
        ));
    };
    let speaker = column("speaker");
    let mut out = Vec::new();
    for record in reader.records() {
        let record =
            record.map_err(|e| bad(e.position().map_or(0, csv::Position::line), e.to_string()))?;
        let cell = |c: usize| record.get(c).map(str::trim).filter(|v| !v.is_empty());
        let Some(text) = cell(quote) else { continue };
        out.push(Quotation {
            line: record.position().map_or(0, csv::Position::line),
            quote: text.to_owned(),
            speaker: speaker.and_then(cell).map(str::to_owned),
        });
    }
    if out.is_empty() {
        return Err(bad(0, "holds no quotation".to_owned()));
    }
    Ok(out)
}
