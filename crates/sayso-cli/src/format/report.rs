//! The report: made to be read by a person, colours on a terminal.

use std::io::{self, Write};

use owo_colors::{OwoColorize as _, Style};
use sayso_record::{
    ArticleRecord, CountRecord, EventRecord, Outcome, PartyRecord, SpanRecord, StatementRecord,
};

use super::Writer;

/// Writes articles as sentences with their events and statements below them.
pub struct Report<W> {
    out: W,
}

impl<W: Write> Report<W> {
    pub fn new(out: W) -> Report<W> {
        Report { out }
    }
}

const TRIGGER: Style = Style::new().bold().yellow();
const ACTOR: Style = Style::new().cyan();
const RECIPIENT: Style = Style::new().magenta();
const SOURCE: Style = Style::new().green();
const DIM: Style = Style::new().dimmed();

impl<W: Write> Writer for Report<W> {
    fn article(&mut self, record: &ArticleRecord, text: &str) -> io::Result<()> {
        let out = &mut self.out;
        let path = record.article.path.as_deref().unwrap_or(&record.article.id);
        writeln!(out, "{}", path.style(Style::new().bold().underline()))?;
        writeln!(out, "{}", summary(record).style(DIM))?;
        if let Some(reason) = &record.reason {
            return writeln!(out, "  {}\n", reason.style(Style::new().red()));
        }
        let characters: Vec<char> = text.chars().collect();
        for sentence in sentences(record, &characters) {
            writeln!(out, "\n  {}", coloured(record, &characters, &sentence))?;
            for event in record
                .events
                .iter()
                .filter(|e| inside(&e.trigger, &sentence))
            {
                writeln!(out, "    {}", event_line(record, event))?;
            }
            for statement in record.statements.iter().filter(|s| stands_in(s, &sentence)) {
                writeln!(out, "    {}", statement_line(record, statement))?;
            }
        }
        writeln!(out)?;
        out.flush()
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn summary(record: &ArticleRecord) -> String {
    let article = &record.article;
    let mut parts = Vec::new();
    parts.extend(article.title.clone());
    parts.extend(article.publisher.as_ref().map(|p| p.name.clone()));
    parts.extend(article.dateline.as_ref().map(|d| d.span.text.clone()));
    parts.push(
        article
            .published
            .clone()
            .unwrap_or_else(|| "date not known".to_owned()),
    );
    parts.push(match record.outcome {
        Outcome::Coded | Outcome::NoEvents => {
            let many =
                |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
            format!(
                "{}, {}",
                many(record.events.len(), "event"),
                many(record.statements.len(), "statement")
            )
        }
        Outcome::Skipped => "skipped".to_owned(),
        Outcome::Failed => "failed".to_owned(),
    });
    parts.join(" · ")
}

/// The sentences that hold an event or begin a statement, as code-point ranges.
fn sentences(record: &ArticleRecord, text: &[char]) -> Vec<SpanRecord> {
    let mut out: Vec<SpanRecord> = record.events.iter().map(|e| e.sentence.clone()).collect();
    out.sort();
    out.dedup();
    for statement in &record.statements {
        let anchor = anchor(statement);
        if !out.iter().any(|s| inside(&anchor, s)) {
            out.push(around(&anchor, text));
        }
    }
    out.sort();
    out.dedup();
    out
}

/// Where a statement is shown: at its cue, else its source, else its content.
fn anchor(statement: &StatementRecord) -> SpanRecord {
    let first = statement.contents.first();
    statement
        .cue
        .as_ref()
        .or(statement.source.as_ref())
        .or(first)
        .cloned()
        .unwrap_or_default()
}

fn stands_in(statement: &StatementRecord, sentence: &SpanRecord) -> bool {
    inside(&anchor(statement), sentence)
}

fn inside(span: &SpanRecord, outer: &SpanRecord) -> bool {
    outer.start <= span.start && span.start < outer.end
}

/// The text from the last sentence end or line break before `span` to the next after it.
fn around(span: &SpanRecord, text: &[char]) -> SpanRecord {
    let start = (0..span.start.min(text.len()))
        .rev()
        .find_map(|i| stop(text, i).filter(|&end| end <= span.start))
        .unwrap_or(0);
    let end = (span.end.saturating_sub(1)..text.len())
        .find_map(|i| stop(text, i))
        .unwrap_or(text.len());
    let start = (start..end)
        .find(|&i| !text[i].is_whitespace())
        .unwrap_or(start);
    SpanRecord {
        start,
        end,
        text: text[start..end].iter().collect(),
    }
}

/// Where the sentence ends whose last mark may stand at `i`: behind the mark
/// and closing quotation marks. Titles ("Gen. X") end none.
fn stop(text: &[char], i: usize) -> Option<usize> {
    if text[i] == '\n' {
        return Some(i);
    }
    if !matches!(text[i], '.' | '!' | '?') {
        return None;
    }
    let mut end = i + 1;
    while text
        .get(end)
        .is_some_and(|c| matches!(c, '"' | '”' | '’' | '\'' | ')' | ']'))
    {
        end += 1;
    }
    let next = text[end..].iter().find(|c| !c.is_whitespace());
    let spaced = text.get(end).is_none_or(|c| c.is_whitespace());
    let word: String = text[..i]
        .iter()
        .rev()
        .take_while(|c| c.is_alphabetic())
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    let title = text[i] == '.'
        && word.starts_with(char::is_uppercase)
        && (word.chars().count() == 1
            || matches!(
                word.as_str(),
                "Mr" | "Mrs"
                    | "Ms"
                    | "Dr"
                    | "Gen"
                    | "Lt"
                    | "Col"
                    | "Maj"
                    | "Brig"
                    | "Sen"
                    | "Rep"
                    | "Gov"
                    | "St"
                    | "Prof"
                    | "Rev"
                    | "Capt"
                    | "Sgt"
            ));
    (spaced && !title && next.is_none_or(|c| !c.is_lowercase())).then_some(end)
}

/// The sentence with triggers, parties and sources coloured; where spans
/// overlap the smaller one shows.
pub fn coloured(record: &ArticleRecord, text: &[char], sentence: &SpanRecord) -> String {
    let mut styles: Vec<Option<(usize, Style)>> = vec![None; sentence.end - sentence.start];
    let mut paint = |span: &SpanRecord, style: Style| {
        let width = span.end - span.start;
        for at in span.start.max(sentence.start)..span.end.min(sentence.end) {
            let slot = &mut styles[at - sentence.start];
            if slot.is_none_or(|(w, _)| width < w) {
                *slot = Some((width, style));
            }
        }
    };
    for statement in &record.statements {
        statement
            .source
            .iter()
            .chain(&statement.cue)
            .for_each(|s| paint(s, SOURCE));
    }
    for event in &record.events {
        event.actors.iter().for_each(|p| paint(&p.span, ACTOR));
        event
            .recipients
            .iter()
            .for_each(|p| paint(&p.span, RECIPIENT));
        paint(&event.trigger, TRIGGER);
    }
    let mut out = String::new();
    let mut at = sentence.start;
    while at < sentence.end.min(text.len()) {
        let style = styles[at - sentence.start];
        let mut end = at + 1;
        while end < sentence.end.min(text.len())
            && styles[end - sentence.start].map(|s| s.0) == style.map(|s| s.0)
            && styles[end - sentence.start].map(|s| s.1) == style.map(|s| s.1)
        {
            end += 1;
        }
        let piece: String = text[at..end]
            .iter()
            .map(|&c| if c.is_control() { ' ' } else { c })
            .collect();
        match style {
            Some((_, style)) => out.push_str(&piece.style(style).to_string()),
            None => out.push_str(&piece),
        }
        at = end;
    }
    out
}

pub fn event_line(record: &ArticleRecord, event: &EventRecord) -> String {
    let mut kind = event.kind.clone();
    if let Some(mode) = &event.mode {
        kind = format!("{kind}/{mode}");
    }
    let mut line = format!(
        "{} {}  {} {} {} {} {}",
        event.id.style(DIM),
        kind.style(TRIGGER),
        parties(&event.actors).style(ACTOR),
        "→".style(DIM),
        event.trigger.text,
        "→".style(DIM),
        parties(&event.recipients).style(RECIPIENT),
    );
    let mut facts = vec![event.status.clone()];
    if let Some(date) = &event.date {
        facts.push(match &date.value {
            Some(value) => format!("{value} ({})", date.span.text),
            None => format!("date not resolved ({})", date.span.text),
        });
    }
    if let Some(place) = &event.place {
        let country = place
            .country
            .as_ref()
            .map(|c| format!(", {c}"))
            .unwrap_or_default();
        facts.push(format!("in {}{country}", place.name));
    }
    facts.extend(event.counts.iter().map(CountRecord::phrase));
    line.push_str(&format!("  · {} · ", facts.join(" · ")));
    line.push_str(&say_so(record, event).style(SOURCE).to_string());
    line
}

/// "says X", "says an unnamed source", or that the article itself says it;
/// nested say-so is told outwards.
fn say_so(record: &ArticleRecord, event: &EventRecord) -> String {
    let mut at = event.said_by.clone();
    if at.is_none() {
        return "the article says".to_owned();
    }
    let mut names = Vec::new();
    while let Some(statement) = at.and_then(|id| record.statements.iter().find(|s| s.id == id)) {
        let speaker = statement.speaker.as_ref().map(|s| s.name.clone());
        names.push(format!(
            "says {}",
            speaker.unwrap_or_else(|| "a source not named".to_owned())
        ));
        at = statement.within.clone();
        if names.len() > record.statements.len() {
            break;
        }
    }
    names.join(", ")
}

fn parties(parties: &[PartyRecord]) -> String {
    if parties.is_empty() {
        return "(not said)".to_owned();
    }
    let one = |p: &PartyRecord| {
        let codes: Vec<&str> = p
            .country
            .iter()
            .chain(&p.sector)
            .map(String::as_str)
            .collect();
        let codes = if codes.is_empty() {
            String::new()
        } else {
            format!(" [{}]", codes.join(" "))
        };
        let epithet = if p.epithet {
            format!(" (in the text: “{}”)", p.span.text)
        } else {
            String::new()
        };
        format!("{}{codes}{epithet}", p.name)
    };
    parties.iter().map(one).collect::<Vec<_>>().join(" + ")
}

pub fn statement_line(record: &ArticleRecord, statement: &StatementRecord) -> String {
    let speaker = statement
        .speaker
        .as_ref()
        .map_or("a source not named", |s| &s.name);
    let role = statement
        .speaker
        .as_ref()
        .and_then(|s| s.entity.as_ref())
        .and_then(|id| record.entities.iter().find(|e| e.id == *id))
        .and_then(|e| e.role.as_ref())
        .filter(|role| !speaker.contains(role.as_str()))
        .map(|role| format!(", {role}"))
        .unwrap_or_default();
    let cue = statement.cue.as_ref().map_or("(goes on)", |c| &c.text);
    let contents: Vec<&str> = statement.contents.iter().map(|c| c.text.as_str()).collect();
    let quote = if statement.kind == "indirect" {
        ["", ""]
    } else {
        ["“", "”"]
    };
    format!(
        "{} {}{role} {}: {}{}{}",
        statement.id.style(DIM),
        speaker.style(SOURCE),
        cue.style(DIM),
        quote[0],
        shorten(&contents.join(" … ").replace(['\n', '\r'], " "), 110),
        quote[1],
    )
}

fn shorten(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let cut: String = text.chars().take(most).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(head, _)| head);
    format!("{cut} …")
}
