//! W3C Web Annotations as JSON-LD: one annotation an event, party, statement
//! and entity, each with the position and the quote of its text.
//!
//! The target is the plain text that was coded, named by its hash (RFC 6920):
//! positions are true of that text, whatever the page around it looks like.
//! The address of the page, where it is known, is the `scope`.

use std::io::Write;

use sayso_record::{ArticleRecord, SpanRecord};
use serde_json::{Value, json};

use crate::{ExportError, Exporter, Item, Tally, characters, say_so};

/// Code points of context on either side of a quote.
const CONTEXT: usize = 32;

/// Writes a JSON array, one annotation a line.
pub struct Annotations<W> {
    out: W,
    begun: bool,
    tally: Tally,
}

impl<W: Write> Annotations<W> {
    /// Onto `out`.
    pub fn new(out: W) -> Annotations<W> {
        Annotations {
            out,
            begun: false,
            tally: Tally::default(),
        }
    }
}

impl<W: Write> Exporter for Annotations<W> {
    fn article(&mut self, item: &Item<'_>) -> Result<(), ExportError> {
        // Without the text the quotes have no context; a wrong text is an error.
        let text = match item.text {
            Some(_) => characters(item)?,
            None => Vec::new(),
        };
        let writer = Annotator {
            record: item.record,
            source: source(item.record)?,
            text,
        };
        for annotation in writer.annotations() {
            let open: &[u8] = if self.begun { b",\n" } else { b"[\n" };
            self.out.write_all(open)?;
            self.begun = true;
            serde_json::to_writer(&mut self.out, &annotation).map_err(std::io::Error::from)?;
            self.tally.written += 1;
        }
        self.tally.articles += 1;
        Ok(())
    }

    fn finish(&mut self) -> Result<(), ExportError> {
        self.out
            .write_all(if self.begun { b"\n]\n" } else { b"[]\n" })?;
        Ok(self.out.flush()?)
    }

    fn tally(&self) -> &Tally {
        &self.tally
    }
}

/// `ni:///sha-256;...`: the name of the text by its hash.
fn source(record: &ArticleRecord) -> Result<String, ExportError> {
    let hex = record.article.text_sha256.as_str();
    let byte = |i: usize| u8::from_str_radix(hex.get(i..i + 2)?, 16).ok();
    let bytes: Option<Vec<u8>> = (0..hex.len()).step_by(2).map(byte).collect();
    match bytes.filter(|b| b.len() == 32) {
        Some(bytes) => Ok(format!("ni:///sha-256;{}", base64url(&bytes))),
        None if record.article.id.is_empty() => Ok(String::new()), // never read: nothing to annotate
        None => Err(ExportError::article(
            record,
            "its `text_sha256` is no SHA-256, by which annotations name the text",
        )),
    }
}

/// RFC 4648 with the alphabet for addresses, without padding.
fn base64url(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let word = chunk
            .iter()
            .enumerate()
            .fold(0u32, |word, (i, &b)| word | u32::from(b) << (16 - 8 * i));
        for i in 0..=chunk.len() {
            out.push(ALPHABET[(word >> (18 - 6 * i)) as usize & 63] as char);
        }
    }
    out
}

struct Annotator<'a> {
    record: &'a ArticleRecord,
    source: String,
    text: Vec<char>,
}

impl Annotator<'_> {
    fn annotations(&self) -> Vec<Value> {
        let record = self.record;
        let mut out = Vec::new();
        for event in &record.events {
            let mut tags = vec![event.kind.clone(), event.status.clone()];
            tags.extend(event.mode.clone());
            let told = say_so::reported_by(record, event);
            let about = format!("{} ({}), reported by: {told}", event.kind, event.status);
            out.push(self.annotation(
                &event.id,
                "classifying",
                &tags,
                &about,
                json!(event),
                &[&event.trigger],
            ));
            for (side, parties) in [("actor", &event.actors), ("recipient", &event.recipients)] {
                for (i, party) in parties.iter().enumerate() {
                    out.push(self.annotation(
                        &format!("{}-{side}-{}", event.id, i + 1),
                        "identifying",
                        &[side.to_owned()],
                        &format!("{side} of {}: {}", event.id, party.name),
                        json!(party),
                        &[&party.span],
                    ));
                }
            }
        }
        for statement in &record.statements {
            let who = say_so::speaker(statement).unwrap_or("a source not named");
            let targets: Vec<&SpanRecord> = statement.contents.iter().collect();
            out.push(self.annotation(
                &statement.id,
                "describing",
                &["statement".to_owned(), statement.kind.clone()],
                &format!("said by {who}"),
                json!(statement),
                &targets,
            ));
        }
        for entity in &record.entities {
            let targets: Vec<&SpanRecord> = entity.mentions.iter().map(|m| &m.span).collect();
            out.push(self.annotation(
                &entity.id,
                "identifying",
                std::slice::from_ref(&entity.kind),
                &entity.name,
                json!(entity),
                &targets,
            ));
        }
        out
    }

    fn annotation(
        &self,
        id: &str,
        motivation: &str,
        tags: &[String],
        about: &str,
        record: Value,
        targets: &[&SpanRecord],
    ) -> Value {
        let mut body: Vec<Value> = tags
            .iter()
            .map(|tag| json!({"type": "TextualBody", "purpose": "tagging", "value": tag}))
            .collect();
        body.push(json!({
            "type": "TextualBody", "purpose": "commenting", "format": "text/plain",
            "language": "en", "value": about,
        }));
        body.push(json!({
            "type": "TextualBody", "purpose": "describing", "format": "application/json",
            "value": record.to_string(),
        }));
        json!({
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": format!("{}#{id}", self.source),
            "type": "Annotation",
            "motivation": motivation,
            "creator": {"type": "Software", "name": format!("sayso {}", self.record.run.sayso)},
            "body": body,
            "target": targets.iter().map(|t| self.target(t)).collect::<Vec<_>>(),
        })
    }

    fn target(&self, span: &SpanRecord) -> Value {
        let mut quote = json!({"type": "TextQuoteSelector", "exact": span.text});
        if span.end <= self.text.len() && span.start <= span.end {
            let before = &self.text[span.start.saturating_sub(CONTEXT)..span.start];
            let after = &self.text[span.end..self.text.len().min(span.end + CONTEXT)];
            quote["prefix"] = json!(before.iter().collect::<String>());
            quote["suffix"] = json!(after.iter().collect::<String>());
        }
        let mut source = json!({"id": self.source, "type": "Text", "format": "text/plain"});
        if let Some(language) = &self.record.article.language {
            source["language"] = json!(language);
        }
        let mut target = json!({
            "type": "SpecificResource",
            "source": source,
            "selector": [
                {"type": "TextPositionSelector", "start": span.start, "end": span.end},
                quote,
            ],
        });
        if let Some(url) = &self.record.article.url {
            target["scope"] = json!(url);
        }
        target
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn base64_for_addresses() {
        // RFC 4648, section 10, without padding.
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg"),
            ("fo", "Zm8"),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(super::base64url(bytes.as_bytes()), text);
        }
        assert_eq!(super::base64url(&[0xff, 0xef]), "_-8");
    }
}
