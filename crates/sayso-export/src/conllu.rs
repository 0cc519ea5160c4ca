//! CoNLL-U with the record in it: the syntax comes from outside, this form
//! adds who says and does what.
//!
//! Each token gets in MISC `SaysoEvent`, `SaysoStatement`, `SaysoEntity`,
//! `SaysoTime` and `SaysoPlace` where it belongs to one: `B-e1.trigger` for the
//! first token of a span, `I-e1.trigger` for the others, several separated by
//! commas. The sentence of a trigger has the event as a JSON comment
//! `# sayso_event_e1`, that of a statement's first words `# sayso_statement_s1`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write;

use sayso_record::{ArticleRecord, SpanRecord};
use serde_json::json;

use crate::cell::decimal;
use crate::{ExportError, Exporter, Item, Tally, say_so};

/// Writes one document an article.
pub struct Conllu<W> {
    out: W,
    tally: Tally,
}

impl<W: Write> Conllu<W> {
    /// Onto `out`.
    pub fn new(out: W) -> Conllu<W> {
        Conllu {
            out,
            tally: Tally::default(),
        }
    }
}

impl<W: Write> Exporter for Conllu<W> {
    fn article(&mut self, item: &Item<'_>) -> Result<(), ExportError> {
        if item.record.article.id.is_empty() {
            return Ok(()); // never read: no text to parse
        }
        let Some(syntax) = item.syntax else {
            return Err(ExportError::article(
                item.record,
                "CoNLL-U needs the syntax of the text, and the text is not at hand",
            ));
        };
        let sentences = read(item.record, syntax)?;
        let labels = labels(item.record);
        let mut out = String::new();
        for sentence in &sentences {
            write(&mut out, item.record, sentence, &labels);
            self.tally.written += 1;
        }
        for event in &item.record.events {
            if !sentences.iter().any(|s| s.holds(&event.trigger)) {
                self.tally.leave_out("trigger in no sentence of the syntax");
            }
        }
        self.out.write_all(out.as_bytes())?;
        self.tally.articles += 1;
        Ok(())
    }

    fn finish(&mut self) -> Result<(), ExportError> {
        Ok(self.out.flush()?)
    }

    fn tally(&self) -> &Tally {
        &self.tally
    }
}

/// A sentence of the syntax, line by line.
struct Sentence<'s> {
    comments: Vec<&'s str>,
    /// Each row with the code points of its token; range rows have none.
    rows: Vec<(&'s str, Option<(usize, usize)>)>,
}

impl Sentence<'_> {
    fn holds(&self, span: &SpanRecord) -> bool {
        let mut ranges = self.rows.iter().filter_map(|r| r.1);
        let first = ranges.next();
        let last = ranges.next_back().or(first);
        first
            .zip(last)
            .is_some_and(|(first, last)| first.0 <= span.start && span.start < last.1)
    }
}

/// Reads the rows of `syntax` with their `TokenRange`.
fn read<'s>(record: &ArticleRecord, syntax: &'s str) -> Result<Vec<Sentence<'s>>, ExportError> {
    let mut sentences = Vec::new();
    let (mut comments, mut rows) = (Vec::new(), Vec::new());
    for (n, line) in syntax.lines().chain([""]).enumerate() {
        if line.starts_with('#') {
            comments.push(line);
        } else if !line.is_empty() {
            let bad = |what: &str| {
                ExportError::article(record, format!("its syntax, line {}: {what}", n + 1))
            };
            let columns: Vec<&str> = line.split('\t').collect();
            let [id, .., misc] = columns[..] else {
                return Err(bad("no row of CoNLL-U"));
            };
            let range = misc.split('|').find_map(|m| m.strip_prefix("TokenRange="));
            let range = match range {
                Some(range) => Some(
                    range
                        .split_once(':')
                        .and_then(|(s, e)| Some((s.parse().ok()?, e.parse().ok()?)))
                        .ok_or_else(|| bad("`TokenRange` is not start:end"))?,
                ),
                None if id.contains(['-', '.']) => None,
                None => return Err(bad("no `TokenRange` in MISC")),
            };
            rows.push((line, range));
        } else if !rows.is_empty() {
            sentences.push(Sentence {
                comments: std::mem::take(&mut comments),
                rows: std::mem::take(&mut rows),
            });
        }
    }
    Ok(sentences)
}

/// A span of the record: key in MISC, its id and part, its code points.
struct Label {
    key: &'static str,
    name: String,
    start: usize,
    end: usize,
}

/// All spans, in order of their first code point.
fn labels(record: &ArticleRecord) -> Vec<Label> {
    let mut out = Vec::new();
    let mut add = |key, name: String, span: &SpanRecord| {
        out.push(Label {
            key,
            name,
            start: span.start,
            end: span.end,
        });
    };
    for e in &record.events {
        let mut part = |part: &str, span| add("SaysoEvent", format!("{}.{part}", e.id), span);
        part("trigger", &e.trigger);
        e.also.iter().for_each(|s| part("also", s));
        e.actors.iter().for_each(|p| part("actor", &p.span));
        e.recipients.iter().for_each(|p| part("recipient", &p.span));
        e.date.iter().for_each(|d| part("date", &d.span));
        e.place.iter().for_each(|p| part("place", &p.span));
        e.counts.iter().for_each(|c| part("count", &c.span));
    }
    for s in &record.statements {
        let mut part = |part: &str, span| add("SaysoStatement", format!("{}.{part}", s.id), span);
        s.source.iter().for_each(|s| part("source", s));
        s.cue.iter().for_each(|c| part("cue", c));
        s.contents.iter().for_each(|c| part("content", c));
    }
    for n in &record.entities {
        n.mentions
            .iter()
            .for_each(|m| add("SaysoEntity", n.id.clone(), &m.span));
    }
    for (i, t) in record.times.iter().enumerate() {
        add("SaysoTime", format!("t{}", i + 1), &t.span);
    }
    for (i, p) in record.places.iter().enumerate() {
        add("SaysoPlace", format!("p{}", i + 1), &p.span);
    }
    // Stable: spans that begin together stay in the order of the record.
    out.sort_by_key(|l| l.start);
    out
}

fn write(out: &mut String, record: &ArticleRecord, sentence: &Sentence<'_>, labels: &[Label]) {
    for comment in &sentence.comments {
        let _ = writeln!(out, "{comment}");
    }
    for e in record.events.iter().filter(|e| sentence.holds(&e.trigger)) {
        let place = e.place.as_ref();
        let about = json!({
            "type": e.kind, "mode": e.mode, "status": e.status, "said_by": e.said_by,
            "reported_by": say_so::reported_by(record, e), "quad": e.quad, "cameo": e.cameo,
            "actors": e.actors.iter().map(|p| &p.name).collect::<Vec<_>>(),
            "recipients": e.recipients.iter().map(|p| &p.name).collect::<Vec<_>>(),
            "date": e.date.as_ref().and_then(|d| d.value.as_ref()),
            "place": place.map(|p| &p.name), "country": place.and_then(|p| p.country.as_ref()),
            "confidence": decimal(e.confidence), "rule": e.rule,
        });
        let _ = writeln!(out, "# sayso_event_{} = {about}", e.id);
    }
    for s in &record.statements {
        let spans = s.cue.iter().chain(&s.source).chain(&s.contents);
        let Some(first) = spans.min_by_key(|s| s.start) else {
            continue;
        };
        if sentence.holds(first) {
            let about = json!({
                "kind": s.kind, "speaker": say_so::speaker(s), "within": s.within,
                "confidence": decimal(s.confidence), "rule": s.rule,
            });
            let _ = writeln!(out, "# sayso_statement_{} = {about}", s.id);
        }
    }
    for (line, range) in &sentence.rows {
        let Some((start, end)) = *range else {
            let _ = writeln!(out, "{line}");
            continue;
        };
        let mut keys: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for label in labels.iter().take_while(|l| l.start < end) {
            if label.end > start {
                let tag = if label.start >= start { 'B' } else { 'I' };
                let value = format!("{tag}-{}", label.name);
                let values = keys.entry(label.key).or_default();
                if !values.contains(&value) {
                    values.push(value);
                }
            }
        }
        out.push_str(line);
        for (key, values) in keys {
            let _ = write!(out, "|{key}={}", values.join(","));
        }
        out.push('\n');
    }
    out.push('\n');
}
