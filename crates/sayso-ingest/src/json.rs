//! JSON: one object a line, a list of objects, or one object, each an article
//! (by its fields, or as ninjs) or a JSON feed.

use std::io::BufRead;
use std::ops::ControlFlow;

use sayso_article::Origin;
use serde_json::{Map, Value};

use crate::limits::{Line, line, trouble};
use crate::text::MAX_BYTES;
use crate::walk::{Flow, Walk, record};
use crate::{feed, ninjs};

/// Largest JSON value that is held: a feed or a list within an object.
const MAX_VALUE: usize = 2 * MAX_BYTES;

/// Fields under which services list articles.
const LISTS: [&str; 8] = [
    "articles",
    "results",
    "docs",
    "documents",
    "items",
    "data",
    "stories",
    "hits",
];

/// One object a line; a broken line costs itself.
pub(crate) fn lines(walk: &mut Walk<'_>, reader: &mut impl BufRead, origin: &Origin) -> Flow {
    let mut buffer = Vec::new();
    let (mut offset, mut number) = (0u64, 0u64);
    loop {
        let at = offset;
        number += 1;
        let read = match line(reader, MAX_VALUE, &mut buffer) {
            Ok(read) => read,
            Err(error) => {
                let reason = format!("line {number}: {}", trouble(&error));
                return walk.skip(record(origin, None, Some(at)), reason);
            }
        };
        match read {
            Line::End => return ControlFlow::Continue(()),
            Line::Long(length) => {
                offset += length;
                let reason = format!(
                    "line {number} has {length} bytes; at most {MAX_VALUE} are read: split it"
                );
                walk.skip(record(origin, None, Some(at)), reason)?;
            }
            Line::Whole => {
                offset += buffer.len() as u64;
                let bytes = buffer.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&buffer);
                let bytes = bytes.trim_ascii();
                if bytes.is_empty() {
                    continue;
                }
                match serde_json::from_slice::<Value>(bytes) {
                    Ok(value) => {
                        let what = format!("line {number}");
                        value_at(walk, bytes, &value, origin, at, &what)?;
                    }
                    Err(error) => {
                        let reason = format!(
                            "line {number}, column {} is no JSON ({}): mend or remove the line",
                            error.column(),
                            what_of(&error)
                        );
                        walk.skip(record(origin, None, Some(at)), reason)?;
                    }
                }
            }
        }
    }
}

/// The message without the place, which counts lines from the object.
fn what_of(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or(&text).to_owned()
}

/// Objects one after the other over many lines, or in a list.
pub(crate) fn values(walk: &mut Walk<'_>, reader: &mut impl BufRead, origin: &Origin) -> Flow {
    let mut state = Splitter::default();
    loop {
        let available = match reader.fill_buf() {
            Ok(available) => available,
            Err(error) => {
                let reason = trouble(&error);
                return walk.skip(record(origin, None, Some(state.start)), reason);
            }
        };
        if available.is_empty() {
            break;
        }
        let (used, object) = state.feed(available);
        reader.consume(used);
        if let Some(bytes) = object {
            let at = state.start;
            match bytes {
                None => {
                    let reason = format!("an object of more than {MAX_VALUE} bytes: split it");
                    walk.skip(record(origin, None, Some(at)), reason)?;
                }
                Some(bytes) => match serde_json::from_slice::<Value>(&bytes) {
                    Ok(value) => value_at(walk, &bytes, &value, origin, at, "the object")?,
                    Err(error) => {
                        let reason = format!("no JSON ({}): mend it", what_of(&error));
                        walk.skip(record(origin, None, Some(at)), reason)?;
                    }
                },
            }
        }
    }
    if state.depth > 0 {
        let reason =
            "the file ends within an object: it is cut short, or a bracket or quote is not closed";
        return walk.skip(record(origin, None, Some(state.start)), reason);
    }
    ControlFlow::Continue(())
}

/// Cuts a stream into objects at depth nought by brackets and quotes.
#[derive(Default)]
struct Splitter {
    offset: u64,
    start: u64,
    depth: usize,
    in_string: bool,
    escaped: bool,
    bytes: Vec<u8>,
    long: bool,
}

impl Splitter {
    /// Takes bytes up to the end of an object: how many, and the object,
    /// `None` inside when it is too long.
    fn feed(&mut self, available: &[u8]) -> (usize, Option<Option<Vec<u8>>>) {
        for (i, &byte) in available.iter().enumerate() {
            let at = self.offset;
            self.offset += 1;
            if self.depth == 0 {
                if byte != b'{' {
                    continue;
                }
                self.start = at;
                self.bytes.clear();
                self.long = false;
            }
            if self.bytes.len() < MAX_VALUE {
                self.bytes.push(byte);
            } else {
                self.long = true;
            }
            if self.in_string {
                match byte {
                    _ if self.escaped => self.escaped = false,
                    b'\\' => self.escaped = true,
                    b'"' => self.in_string = false,
                    _ => {}
                }
                continue;
            }
            match byte {
                b'"' => self.in_string = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => self.depth -= 1,
                _ => {}
            }
            if self.depth == 0 {
                let bytes = std::mem::take(&mut self.bytes);
                return (i + 1, Some((!self.long).then_some(bytes)));
            }
        }
        (available.len(), None)
    }
}

/// Reads one value: a feed, an item of an agency, a list in an object, or an
/// article by its fields.
fn value_at(
    walk: &mut Walk<'_>,
    bytes: &[u8],
    value: &Value,
    origin: &Origin,
    at: u64,
    what: &str,
) -> Flow {
    let Value::Object(object) = value else {
        let reason = format!("{what} is no JSON object");
        return walk.skip(record(origin, None, Some(at)), reason);
    };
    if feed::is_json(object) {
        return feed::json(walk, bytes, origin);
    }
    if ninjs::is(object) {
        return ninjs::read(walk, object, origin, at);
    }
    match walk.settings.columns.of_object(object) {
        Ok(row) => {
            let (id, told, content) = row.document();
            let place = record(origin, id.as_deref(), Some(at));
            match content {
                Some(content) => walk.document(place, content, told),
                None => walk.skip(place, format!("{what} has no text in its field")),
            }
        }
        Err(reason) => match list(object) {
            Some(list) => list.iter().try_for_each(|inner| match inner {
                Value::Object(_) => value_at(walk, b"", inner, origin, at, what),
                _ => ControlFlow::Continue(()),
            }),
            None => walk.skip(record(origin, None, Some(at)), format!("{what}: {reason}")),
        },
    }
}

/// The list of articles in the answer of a service.
fn list(object: &Map<String, Value>) -> Option<&Vec<Value>> {
    LISTS.iter().find_map(|key| match object.get(*key)? {
        Value::Array(list) if list.iter().any(Value::is_object) => Some(list),
        Value::Object(inner) => self::list(inner),
        _ => None,
    })
}
