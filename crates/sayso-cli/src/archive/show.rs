//! `sayso show`: an article, event or statement with the text around it.

use std::io::{self, Write};

use owo_colors::{OwoColorize as _, Style};
use sayso_record::{ArticleRecord, SpanRecord};
use sayso_store::{Found, SourceRow, Store};

use super::args::{ShowArgs, ShowFormat};
use super::lines;
use crate::args::Format;
use crate::error::CliError;
use crate::format;

const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();

/// Shows what an id names.
///
/// # Errors
/// When there is no such id, or the archive cannot be read.
pub fn show(args: &ShowArgs) -> Result<(), CliError> {
    let store = Store::read(&args.db)?;
    let found = store.find(&args.id)?;
    let record = store.record(found.article)?;
    let failed = |error| CliError::Write {
        to: "standard output".to_owned(),
        error,
    };
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    match args.format {
        ShowFormat::Text => {
            let text = store.text(found.article)?;
            out.write_all(text.as_bytes()).map_err(failed)?;
        }
        ShowFormat::Json => {
            let json = match found.part.as_deref() {
                Some(part) if part.starts_with('e') => {
                    serde_json::to_string(&lines::event(&record, part))
                }
                Some(part) if part.starts_with('s') => {
                    serde_json::to_string(&lines::statement(&record, part))
                }
                _ => Ok(store.record_json(found.article)?),
            };
            let json = json.map_err(|e| failed(e.into()))?;
            writeln!(out, "{json}").map_err(failed)?;
        }
        ShowFormat::Report => {
            let text = store.text(found.article)?;
            let sources = store.sources(found.article)?;
            report(&mut out, &record, &text, &found, &sources, args.context).map_err(failed)?;
        }
    }
    out.flush().map_err(failed)
}

fn report(
    out: &mut impl Write,
    record: &ArticleRecord,
    text: &str,
    found: &Found,
    sources: &[SourceRow],
    context: usize,
) -> io::Result<()> {
    let Some(part) = &found.part else {
        writeln!(out, "{}", found.content_id.style(BOLD))?;
        write_sources(out, sources)?;
        // The article's own report, its path being among the sources already.
        let mut writer = format::writer(Format::Report, out);
        return writer.article(record, text);
    };
    writeln!(
        out,
        "{}",
        format!("{}/{part}", found.content_id).style(BOLD)
    )?;
    let article = &record.article;
    let publisher = article.publisher.as_ref().map(|p| p.name.clone());
    let about: Vec<String> = [article.title.clone(), publisher, article.published.clone()]
        .into_iter()
        .flatten()
        .collect();
    writeln!(out, "{}", about.join(" · ").style(DIM))?;
    write_sources(out, sources)?;
    let reduced = only(record, part);
    let characters: Vec<char> = text.chars().collect();
    let spans = spans(&reduced, part);
    let first = spans.iter().map(|s| s.start).min().unwrap_or(0);
    let last = spans.iter().map(|s| s.end).max().unwrap_or(0);
    let around = widened(first, last, context, &characters);
    let dots = |there: bool| if there { "… " } else { "" };
    writeln!(
        out,
        "\n{}{}{}\n",
        dots(around.start > 0),
        format::coloured(&reduced, &characters, &around).trim(),
        if around.end < characters.len() {
            " …"
        } else {
            ""
        },
    )?;
    for event in &reduced.events {
        writeln!(out, "{}", format::event_line(&reduced, event))?;
        let trigger = &event.trigger;
        writeln!(
            out,
            "{}",
            format!(
                "     “{}” at {}-{} · rule {} · confidence {:.2}",
                trigger.text, trigger.start, trigger.end, event.rule, event.confidence
            )
            .style(DIM)
        )?;
    }
    for statement in &reduced.statements {
        writeln!(out, "{}", format::statement_line(&reduced, statement))?;
        let at: Vec<String> = statement
            .contents
            .iter()
            .map(|c| format!("{}-{}", c.start, c.end))
            .collect();
        let line = format!(
            "     at {} · rule {} · confidence {:.2}",
            at.join(", "),
            statement.rule,
            statement.confidence
        );
        writeln!(out, "{}", line.style(DIM))?;
    }
    if let Some(entity) = reduced.entities.iter().find(|e| e.id == *part) {
        let codes: Vec<&str> = entity
            .country
            .iter()
            .chain(&entity.sector)
            .map(String::as_str)
            .collect();
        writeln!(
            out,
            "{}  {}  [{}]  {}",
            entity.name.style(BOLD),
            entity.kind,
            codes.join(" "),
            entity.reason.style(DIM)
        )?;
    }
    Ok(())
}

fn write_sources(out: &mut impl Write, sources: &[SourceRow]) -> io::Result<()> {
    for source in sources {
        let mut parts = vec![source.place.clone()];
        parts.extend(source.url.clone());
        parts.extend(source.publisher.clone());
        parts.extend(source.published.clone());
        let line = parts.join(" · ");
        writeln!(out, "{}", format!("read at {line}").style(DIM))?;
    }
    Ok(())
}

/// The record with nothing but one event or statement, and who says it.
fn only(record: &ArticleRecord, part: &str) -> ArticleRecord {
    let mut out = record.clone();
    out.events.retain(|e| e.id == part);
    let mut wanted: Vec<String> = out
        .events
        .iter()
        .filter_map(|e| e.said_by.clone())
        .collect();
    wanted.push(part.to_owned());
    // Outwards through whoever is quoted as quoting.
    let mut at = 0;
    while at < wanted.len() {
        let within = record
            .statements
            .iter()
            .find(|s| s.id == wanted[at])
            .and_then(|s| s.within.clone());
        wanted.extend(within.filter(|w| !wanted.contains(w)));
        at += 1;
    }
    out.statements.retain(|s| wanted.contains(&s.id));
    out
}

/// What must be seen of it.
fn spans(record: &ArticleRecord, part: &str) -> Vec<SpanRecord> {
    let mut out: Vec<SpanRecord> = record.events.iter().map(|e| e.sentence.clone()).collect();
    for statement in &record.statements {
        if statement.id == part || record.events.is_empty() {
            out.extend(statement.contents.clone());
            out.extend(statement.source.clone());
        }
    }
    if out.is_empty() {
        let entity = record.entities.iter().find(|e| e.id == part);
        out.extend(
            entity
                .and_then(|e| e.mentions.first())
                .map(|m| m.span.clone()),
        );
    }
    out
}

/// The text `context` characters around, from word to word.
fn widened(first: usize, last: usize, context: usize, text: &[char]) -> SpanRecord {
    let mut start = first.saturating_sub(context);
    while start > 0 && start < first && !text[start - 1].is_whitespace() {
        start += 1;
    }
    let mut end = (last + context).min(text.len());
    while end < text.len() && end > last && !text[end].is_whitespace() {
        end -= 1;
    }
    SpanRecord {
        start,
        end,
        text: text[start..end].iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_around_begins_and_ends_with_whole_words() {
        let text: Vec<char> = "Ministers of Åland met on Monday in Turku again."
            .chars()
            .collect();
        let around = |context| widened(19, 22, context, &text).text;
        assert_eq!(around(0), "met");
        assert_eq!(around(8).trim(), "Åland met on");
        assert_eq!(around(500), text.iter().collect::<String>());
    }
}
