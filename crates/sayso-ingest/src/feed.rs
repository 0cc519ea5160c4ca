//! RSS, Atom and JSON feeds: an article an entry, from the text that the feed
//! itself carries. Pages that it only links are not fetched.

use std::ops::ControlFlow;

use feed_rs::model::{Entry, Feed};
use sayso_article::{Date, Origin};
use serde_json::{Map, Value};

use crate::boilerplate::licence;
use crate::dates::day;
use crate::document::{Content, Told};
use crate::elements::{self, Xml};
use crate::walk::{Flow, Walk, record};
use crate::{charset, markup};

/// The head of a feed is parsed with each entry; a longer one is left out.
const LONGEST_HEAD: usize = 32 * 1024;

/// Reads a feed in XML.
pub(crate) fn read(walk: &mut Walk<'_>, bytes: Vec<u8>, origin: &Origin) -> Flow {
    let text = charset::decode(&bytes, None);
    // Places hold only where decoding changed nothing before them.
    let exact = bytes.starts_with(text.as_bytes());
    let xml = Xml::new(&text);
    let Some((root, tag)) = elements::root(xml.text) else {
        return walk.skip(origin.clone(), "the feed has no root element");
    };
    let name = match root {
        "feed" | "entry" => "entry",
        _ => "item",
    };
    let first = elements::opening(xml.text, name, 0);
    let Some(first) = first else {
        return walk.skip(origin.clone(), "the feed has no entries");
    };
    let (head, tail) = frame(root, tag, &xml.text[..first]);
    for (at, element) in elements::each(xml.text, name) {
        let offset = exact.then_some((xml.start + at) as u64);
        let whole = if root == "entry" {
            element.to_owned()
        } else {
            format!("{head}{element}{tail}")
        };
        match parser().parse(whole.as_bytes()) {
            Ok(mut feed) if feed.entries.len() == 1 => {
                let entry = feed.entries.remove(0);
                article(walk, origin, &feed, entry, offset)?;
            }
            Ok(_) => walk.skip(
                record(origin, None, offset),
                "the entry is empty or not closed: mend it or get the feed again",
            )?,
            Err(error) => walk.skip(
                record(origin, None, offset),
                format!("the entry is no well-formed XML ({error}): mend it or get the feed again"),
            )?,
        }
    }
    ControlFlow::Continue(())
}

/// What stands around an entry, so that it can be parsed alone.
fn frame(root: &str, tag: &str, head: &str) -> (String, String) {
    let short = head.len() <= LONGEST_HEAD;
    match root {
        "rss" => {
            // Versions that never were ("2.01") mean 2.0.
            let known = ["\"0.91\"", "'0.91'", "\"0.92\"", "'0.92'"];
            let tag_now = if known.iter().any(|k| tag.contains(k)) {
                tag.to_owned()
            } else {
                let names = tag
                    .split_whitespace()
                    .skip(1)
                    .filter(|a| !a.starts_with("version"));
                let names: Vec<&str> = names.collect();
                let names = names.join(" ");
                let names = names.trim_end_matches(['>', '/']);
                format!("<rss version=\"2.0\" {names}>")
            };
            let inner = head.split_once(tag).map_or("", |(_, inner)| inner);
            let inner = if short { inner } else { "<channel>" };
            let inner = if inner.contains("<channel") {
                inner
            } else {
                "<channel>"
            };
            (format!("{tag_now}{inner}"), "</channel></rss>".to_owned())
        }
        _ => {
            let head = if short { head } else { tag };
            (head.to_owned(), format!("</{root}>"))
        }
    }
}

/// A parser whose ids and days are those written: none made up, none moved to
/// another time zone.
fn parser() -> feed_rs::parser::Parser {
    feed_rs::parser::Builder::new()
        .id_generator(|_, _, _| String::new())
        .timestamp_parser(|text| {
            let epoch = Date::new(1970, 1, 1).ok()?;
            let days = (day(text)? - epoch).get_days();
            chrono::DateTime::from_timestamp(i64::from(days) * 86_400, 0)
        })
        .sanitize_content(false)
        .build()
}

/// Whether an object is a JSON feed.
pub(crate) fn is_json(object: &Map<String, Value>) -> bool {
    object
        .get("version")
        .and_then(Value::as_str)
        .is_some_and(|v| v.contains("jsonfeed.org"))
        && object.contains_key("items")
}

/// Reads a JSON feed.
pub(crate) fn json(walk: &mut Walk<'_>, bytes: &[u8], origin: &Origin) -> Flow {
    let mut feed = match parser().parse(bytes) {
        Ok(feed) => feed,
        Err(error) => {
            let reason = format!("the JSON feed cannot be read ({error})");
            return walk.skip(origin.clone(), reason);
        }
    };
    for entry in std::mem::take(&mut feed.entries) {
        article(walk, origin, &feed, entry, None)?;
    }
    ControlFlow::Continue(())
}

fn article(
    walk: &mut Walk<'_>,
    origin: &Origin,
    feed: &Feed,
    entry: Entry,
    offset: Option<u64>,
) -> Flow {
    let link = |rel: &[&str]| {
        entry
            .links
            .iter()
            .find(|l| rel.contains(&l.rel.as_deref().unwrap_or("alternate")))
            .map(|l| l.href.clone())
    };
    let url = link(&["alternate"])
        .or_else(|| Some(entry.id.clone()))
        .filter(|u| u.starts_with("http"));
    let authors: Vec<String> = entry
        .authors
        .iter()
        .chain(feed.authors.iter().filter(|_| entry.authors.is_empty()))
        .filter_map(|a| person(a.name.as_deref()?))
        .collect();
    let rights = entry.rights.as_ref().or(feed.rights.as_ref());
    let stamp = entry.published.or(entry.updated);
    let told = Told {
        title: entry.title.as_ref().and_then(|t| words(&t.content)),
        byline: (!authors.is_empty()).then(|| authors.join(", ")),
        published: stamp.and_then(|s| day(&s.timestamp().to_string()).or_else(|| early(s))),
        publisher: feed.title.as_ref().and_then(|t| words(&t.content)),
        url: url.clone(),
        language: entry.language.clone().or_else(|| feed.language.clone()),
        licence: rights
            .and_then(|r| licence(&r.content))
            .or_else(|| licence(&link(&["license"])?)),
    };
    let place = record(origin, Some(&entry.id), offset);
    let content = entry
        .content
        .and_then(|c| Some((c.body?, c.content_type.subty().as_str() == "plain")))
        .filter(|(body, _)| !body.trim().is_empty())
        .or_else(|| {
            let summary = entry.summary?;
            let plain = summary.content_type.subty().as_str() == "plain";
            Some((summary.content, plain)).filter(|(s, _)| !s.trim().is_empty())
        });
    match content {
        Some((text, true)) if !markup::looks_like(&text) => {
            walk.document(place, Content::Text(text), told)
        }
        Some((text, _)) => walk.document(place, Content::Markup(text), told),
        None => {
            let at = url.map_or("its page".to_owned(), |u| u);
            let reason = format!("the entry has no text of its own: read {at} instead");
            walk.skip(place, reason)
        }
    }
}

/// A day before 1973, which [`day`] takes for no stamp.
fn early(stamp: chrono::DateTime<chrono::Utc>) -> Option<Date> {
    day(&stamp.format("%Y-%m-%d").to_string())
}

/// Text of a title, which may be HTML.
fn words(text: &str) -> Option<String> {
    let text = if text.contains(['<', '&']) {
        markup::text(text).ok()?
    } else {
        text.to_owned()
    };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// "desk@coastal.example (Lena Oduya)" is Lena Oduya.
fn person(name: &str) -> Option<String> {
    let inner = name.find('(').map(|open| &name[open + 1..]);
    let name = match (inner, name.contains('@')) {
        (Some(inner), _) if name.starts_with('(') || name.contains('@') => inner,
        (None, true) => return None,
        _ => name,
    };
    words(name.trim_end_matches(')'))
}
