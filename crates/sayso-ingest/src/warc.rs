//! WARC, as CC-News and web archives ship it: the pages of its responses, and
//! the texts of its conversions (WET).
//!
//! An own reader, since those there are stop at the first wrong length and
//! hold whatever a record claims to be long; here one bad record costs itself.

use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;

use sayso_article::Origin;

use crate::dates;
use crate::document::{Content, Told};
use crate::http;
use crate::limits::trouble;
use crate::text::MAX_BYTES;
use crate::walk::{Flow, Walk, record};

/// Longest head of a record.
const LONGEST_HEAD: usize = 64 * 1024;

/// Largest record that is held; its page may be packed once more.
const MAX_RECORD: usize = MAX_BYTES + LONGEST_HEAD;

const START: &[u8] = b"WARC/";

/// A stream of which a piece ahead is held, so that a reader can go back.
struct Ahead<'r, R> {
    reader: &'r mut R,
    held: Vec<u8>,
    /// Bytes of `held` that are done with.
    done: usize,
    /// Where `held[done]` stands in the stream.
    offset: u64,
    failed: Option<io::Error>,
}

impl<R: BufRead> Ahead<'_, R> {
    /// Holds at least `n` bytes, or all there are; how many are held.
    fn hold(&mut self, n: usize) -> usize {
        let have = self.held.len() - self.done;
        if have < n && self.failed.is_none() {
            self.held.drain(..self.done);
            self.done = 0;
            let wanted = (n - have).max(64 * 1024) as u64;
            let read = (&mut *self.reader).take(wanted).read_to_end(&mut self.held);
            self.failed = read.err();
        }
        self.held.len() - self.done
    }

    fn view(&self) -> &[u8] {
        &self.held[self.done..]
    }

    fn pass(&mut self, n: usize) {
        let n = n.min(self.held.len() - self.done);
        self.done += n;
        self.offset += n as u64;
    }

    /// Goes on to the next start of a record from `from` bytes on; whether
    /// there is one.
    fn seek(&mut self, from: usize) -> bool {
        self.hold(from);
        self.pass(from);
        loop {
            let have = self.hold(128 * 1024);
            let view = self.view();
            let found = memchr::memmem::find_iter(view, START).find(|&at| {
                let fresh = at == 0 || view[at - 1] == b'\n';
                fresh && view.get(at + START.len()).is_some_and(u8::is_ascii_digit)
            });
            if let Some(at) = found {
                self.pass(at);
                return true;
            }
            if have < 128 * 1024 {
                self.pass(have);
                return false;
            }
            // The sign may stand across the edge.
            self.pass(have - START.len() - 1);
        }
    }
}

/// What the head of a record says.
struct Head {
    kind: String,
    url: Option<String>,
    id: Option<String>,
    media: String,
    truncated: bool,
    length: Option<u64>,
    /// What the fetcher knew of the page from its feed.
    known: Told,
    /// Bytes of the head itself.
    bytes: usize,
}

/// Reads the documents of a WARC.
pub(crate) fn read(walk: &mut Walk<'_>, reader: &mut impl BufRead, origin: &Origin) -> Flow {
    let mut ahead = Ahead {
        reader,
        held: Vec::new(),
        done: 0,
        offset: 0,
        failed: None,
    };
    let (mut records, mut found) = (0u64, 0u64);
    while ahead.seek(0) {
        records += 1;
        let at = ahead.offset;
        ahead.hold(LONGEST_HEAD);
        let Some(head) = head(ahead.view()) else {
            walk.skip(
                record(origin, None, Some(at)),
                "the head of the record is broken or cut short",
            )?;
            ahead.seek(START.len());
            continue;
        };
        let place = record(origin, head.id.as_deref(), Some(at));
        let wanted = wanted(&head);
        let Some(length) = head.length else {
            walk.skip(place, "the record does not say how long it is")?;
            ahead.seek(head.bytes);
            continue;
        };
        let body = usize::try_from(length).unwrap_or(usize::MAX);
        if body > MAX_RECORD {
            // Its length may be wrong: go by the next start instead.
            if wanted {
                let reason =
                    format!("the record claims {length} bytes; at most {MAX_RECORD} are read");
                walk.skip(place, reason)?;
            }
            ahead.seek(head.bytes);
            continue;
        }
        let end = head.bytes + body;
        let have = ahead.hold(end + 4 + START.len());
        let view = ahead.view();
        if have < end || !ends(&view[end..]) {
            // Where the next record begins tells how long it really is.
            let next = next_start(view, head.bytes);
            let cut = have < end && next.is_none();
            let reason = match ahead.failed.take() {
                Some(error) if cut => trouble(&error),
                _ if cut => "the file ends within the record: it is cut short".to_owned(),
                _ => {
                    format!("its length is wrong (Content-Length {length}): the record is not read")
                }
            };
            if wanted || cut {
                walk.skip(place, reason)?;
            }
            ahead.seek(next.unwrap_or(head.bytes));
            continue;
        }
        if wanted {
            let bytes = &view[head.bytes..end];
            match document(&head, bytes) {
                Ok(Some((content, charset_told))) => {
                    found += 1;
                    walk.document(place, content, charset_told)?;
                }
                Ok(None) => {}
                Err(reason) => walk.skip(place, reason)?,
            }
        }
        ahead.pass(end);
    }
    if let Some(error) = ahead.failed.take() {
        let reason = trouble(&error);
        return walk.skip(record(origin, None, Some(ahead.offset)), reason);
    }
    if found == 0 {
        let reason = format!("none of its {records} records is a web page that was found");
        return walk.skip(origin.clone(), reason);
    }
    ControlFlow::Continue(())
}

/// Whether what follows a body is the end of a record.
fn ends(after: &[u8]) -> bool {
    let rest = after.trim_ascii_start();
    let blank = after.len() - rest.len();
    // Some writers leave out one of the two line breaks.
    rest.is_empty() || (blank >= 1 && rest.starts_with(START))
}

/// The next start of a record on a line of its own after `from`.
fn next_start(view: &[u8], from: usize) -> Option<usize> {
    memchr::memmem::find_iter(&view[from.min(view.len())..], b"\nWARC/1.")
        .next()
        .map(|at| from + at + 1)
}

fn head(view: &[u8]) -> Option<Head> {
    let view = &view[..view.len().min(LONGEST_HEAD)];
    let (fields, bytes) = http::fields(view)?;
    let get = |name: &str| http::get(&fields, name);
    Some(Head {
        kind: get("warc-type").unwrap_or_default().to_lowercase(),
        url: get("warc-target-uri").map(|u| u.trim_matches(['<', '>']).to_owned()),
        id: get("warc-record-id").map(|u| u.trim_matches(['<', '>']).to_owned()),
        media: get("content-type").unwrap_or_default().to_lowercase(),
        truncated: get("warc-truncated").is_some(),
        length: get("content-length").and_then(|l| l.trim().parse().ok()),
        known: get("warc-json-metadata").map(known).unwrap_or_default(),
        bytes,
    })
}

/// Publisher, day and language that a field of JSON tells, as `sayso fetch`
/// writes it; headline and author are the page's own.
fn known(json: &str) -> Told {
    let Ok(known) = serde_json::from_str::<serde_json::Value>(json) else {
        return Told::default();
    };
    let text = |name: &str| {
        let value = known.get(name)?.as_str()?.trim();
        (!value.is_empty()).then(|| value.to_owned())
    };
    Told {
        publisher: text("publisher"),
        published: text("published").and_then(|day| dates::day(&day)),
        language: text("language"),
        ..Told::default()
    }
}

/// Whether a record may hold a document.
fn wanted(head: &Head) -> bool {
    match head.kind.as_str() {
        "response" => head.media.starts_with("application/http") && !not_web(head),
        "conversion" | "resource" => {
            head.media.starts_with("text/plain") || head.media.starts_with("text/html")
        }
        _ => false,
    }
}

fn not_web(head: &Head) -> bool {
    head.url
        .as_deref()
        .is_some_and(|u| u.ends_with("/robots.txt"))
}

/// The document of a record; `None` when it holds none (a picture, an error page).
fn document(head: &Head, bytes: &[u8]) -> Result<Option<(Content, Told)>, String> {
    let told = Told {
        url: head.url.clone(),
        ..head.known.clone()
    };
    if head.kind != "response" {
        let content = if head.media.starts_with("text/html") {
            Content::Page(bytes.to_vec(), http::charset(&head.media))
        } else {
            Content::Text(String::from_utf8_lossy(bytes).into_owned())
        };
        return Ok(Some((content, told)));
    }
    let response = http::response(bytes).ok_or("its HTTP head is broken")?;
    if response.status != 200 || !response.is_page() {
        return Ok(None);
    }
    if head.truncated {
        return Err("the crawler cut the page short (WARC-Truncated)".to_owned());
    }
    let body = response.body()?;
    Ok(Some((Content::Page(body, response.charset()), told)))
}
