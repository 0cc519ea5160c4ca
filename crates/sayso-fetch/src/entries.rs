//! Entries of RSS, Atom and JSON feeds, as far as fetching and the archive
//! need them.

use std::panic::{AssertUnwindSafe, catch_unwind};

use feed_rs::model;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::feeds;

/// Most entries that are taken from one answer of a feed.
const MOST_ENTRIES: usize = 2_000;

/// Longest title and the like, and longest address of a page, in bytes.
const LONGEST_LINE: usize = 1_500;
const LONGEST_ADDRESS: usize = 4_000;

/// What a feed tells of one entry; nothing that it does not tell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The feed's own id of the entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Address of its page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Day of publication as written, in the feed's own time zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<Date>,
    /// Who wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Language tag of the entry or the feed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Licence or rights line of the entry or the feed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rights: Option<String>,
    /// Its text in the feed, often HTML; else its summary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl Entry {
    /// What makes it the same when it is met again: the address without
    /// fragment and without the marks of campaigns, else its id or title.
    pub fn key(&self, feed: &Url) -> Option<String> {
        match &self.url {
            Some(url) => Url::parse(url).ok().map(|u| key(&u)),
            None => {
                let own = self.id.as_deref().or(self.title.as_deref())?;
                Some(format!("{feed} {own}"))
            }
        }
    }
}

/// `url` without fragment and `utm_` marks.
pub(crate) fn key(url: &Url) -> String {
    let mut url = url.clone();
    url.set_fragment(None);
    if let Some(query) = url.query() {
        let kept: Vec<&str> = query
            .split('&')
            .filter(|p| !p.starts_with("utm_"))
            .collect();
        let kept = kept.join("&");
        url.set_query((!kept.is_empty()).then_some(kept.as_str()));
    }
    url.into()
}

/// Reads the answer of a feed at `url`. `charset` is what its transport names.
///
/// # Errors
/// When it is no feed, with the reason.
pub(crate) fn read(bytes: &[u8], url: &Url, charset: Option<&str>) -> Result<Vec<Entry>, String> {
    let declared;
    let bytes = match charset {
        // Without a declaration of its own, the transport's word holds.
        Some(name) if bytes.trim_ascii_start().starts_with(b"<") && !declares(bytes) => {
            let head = format!("<?xml version=\"1.0\" encoding=\"{name}\"?>");
            declared = [head.as_bytes(), bytes.trim_ascii_start()].concat();
            &declared
        }
        _ => bytes,
    };
    let parser = feed_rs::parser::Builder::new()
        .base_uri(Some(url.as_str()))
        .id_generator(|_, _, _| String::new())
        .timestamp_parser(|text| {
            // Carries the day as written, whatever its zone.
            let days = (day(text)? - Date::new(1970, 1, 1).ok()?).get_days();
            chrono::DateTime::from_timestamp(i64::from(days) * 86_400, 0)
        })
        .sanitize_content(false)
        .build();
    // The parser is another's code: a fault in it costs one feed.
    let parsed = catch_unwind(AssertUnwindSafe(|| parser.parse(bytes)))
        .map_err(|_| "it makes the feed reader fail".to_owned())?;
    let feed = parsed.map_err(|e| e.to_string())?;
    let language = line(feed.language.as_deref());
    let rights = line(feed.rights.as_ref().map(|t| t.content.as_str()));
    let entries = feed.entries.into_iter().take(MOST_ENTRIES);
    Ok(entries
        .map(|entry| {
            let mut entry = of(entry, url);
            entry.language = entry.language.or_else(|| language.clone());
            entry.rights = entry.rights.or_else(|| rights.clone());
            entry
        })
        .collect())
}

fn declares(bytes: &[u8]) -> bool {
    let head = bytes.trim_ascii_start();
    head.starts_with(b"<?xml") || head.starts_with(b"\xef\xbb\xbf")
}

fn of(entry: model::Entry, base: &Url) -> Entry {
    let is_page = |l: &&model::Link| {
        let alternate = l.rel.as_deref().is_none_or(|r| r == "alternate");
        alternate && l.media_type.as_deref().is_none_or(|m| m.contains("html"))
    };
    let url = entry
        .links
        .iter()
        .find(is_page)
        .and_then(|l| base.join(l.href.trim()).ok())
        .and_then(|u| feeds::address(u.as_str()).ok())
        .filter(|u| u.as_str().len() <= LONGEST_ADDRESS);
    let names: Vec<&str> = entry
        .authors
        .iter()
        .filter_map(|a| a.name.as_deref())
        .collect();
    let body = entry.content.and_then(|c| c.body);
    let text = body.or(entry.summary.map(|t| t.content));
    Entry {
        id: line(Some(&entry.id)),
        url: url.map(Into::into),
        title: line(entry.title.as_ref().map(|t| t.content.as_str())),
        published: entry.published.and_then(|d| {
            let day = d.format("%Y-%m-%d").to_string();
            day.parse().ok()
        }),
        author: line(Some(&names.join(", "))),
        language: line(entry.language.as_deref()),
        rights: line(entry.rights.as_ref().map(|t| t.content.as_str())),
        text: text.filter(|t| !t.trim().is_empty()),
    }
}

/// One line; `None` when empty, or so long that it is something else and would
/// not fit the head of a record.
fn line(text: Option<&str>) -> Option<String> {
    let text = text?.split_whitespace().collect::<Vec<_>>().join(" ");
    (1..=LONGEST_LINE).contains(&text.len()).then_some(text)
}

/// The day of an RFC 3339 or RFC 2822 time, in the zone in which it is written.
fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Some(date) = text.get(..10).and_then(|d| d.parse::<Date>().ok()) {
        return Some(date);
    }
    // "Fri, 17 May 2024 08:30:00 GMT", the day of the week left out or wrong.
    let rest = text.split_once(',').map_or(text, |(_, rest)| rest);
    let mut words = rest.split_whitespace();
    let day: i8 = words.next()?.parse().ok()?;
    let month = words.next()?.get(..3)?.to_ascii_lowercase();
    const MONTHS: &str = "janfebmaraprmayjunjulaugsepoctnovdec";
    let month = MONTHS.find(&month).filter(|at| at % 3 == 0)? / 3 + 1;
    let year = words.next()?;
    let year: i16 = match year.len() {
        4 => year.parse().ok()?,
        _ => return None,
    };
    Date::new(year, i8::try_from(month).ok()?, day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url() -> Url {
        Url::parse("https://coastal.example.org/feeds/rss.xml").expect("an address")
    }

    #[test]
    fn rss_atom_and_json_give_the_same_entry() {
        let rss = r#"<rss version="2.0"><channel><title>C</title><language>en-GB</language><item>
            <title>Bridge  closed</title><link>/2024/bridge?utm_source=rss&amp;a=1#top</link><guid isPermaLink="false">b1</guid>
            <pubDate>Fri, 17 May 2024 23:30:00 -0700</pubDate><description>Police closed it.</description></item></channel></rss>"#;
        let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB"><title>C</title><id>x</id><updated>2024-05-18T00:00:00Z</updated><entry>
            <id>b1</id><title>Bridge closed</title><link rel="enclosure" type="audio/mpeg" href="/a.mp3"/><link href="https://coastal.example.org/2024/bridge?a=1&amp;utm_source=rss"/>
            <published>2024-05-17T23:30:00-07:00</published><updated>2024-05-19T00:00:00Z</updated><summary>Police closed it.</summary></entry></feed>"#;
        let json = r#"{"version":"https://jsonfeed.org/version/1.1","title":"C","language":"en-GB","items":[{"id":"b1",
            "url":"https://coastal.example.org/2024/bridge?a=1","title":"Bridge closed","content_text":"Police closed it.","date_published":"2024-05-17T23:30:00-07:00"}]}"#;
        for text in [rss, atom, json] {
            let entries = read(text.as_bytes(), &url(), None).expect("a feed");
            let entry = &entries[0];
            assert_eq!(entries.len(), 1);
            assert_eq!(
                entry.key(&url()).as_deref(),
                Some("https://coastal.example.org/2024/bridge?a=1"),
            );
            assert_eq!(entry.id.as_deref(), Some("b1"));
            assert_eq!(entry.title.as_deref(), Some("Bridge closed"));
            assert_eq!(entry.published, Date::new(2024, 5, 17).ok());
            assert_eq!(entry.text.as_deref(), Some("Police closed it."));
        }
    }

    #[test]
    fn what_is_no_feed_or_no_address_is_told_or_left_out() {
        assert!(read(b"<html><p>Not found</p></html>", &url(), None).is_err());
        assert!(read(b"<rss version=\"2.0\"><channel><item>", &url(), None).is_err());
        let odd = r#"<rss version="2.0"><channel><item><title>T</title><link>javascript:x</link>
            <pubDate>soon</pubDate></item></channel></rss>"#;
        let entry = &read(odd.as_bytes(), &url(), None).expect("a feed")[0];
        assert_eq!((&entry.url, entry.published), (&None, None));
        assert_eq!(
            entry.key(&url()).as_deref(),
            Some("https://coastal.example.org/feeds/rss.xml T")
        );
    }

    #[test]
    fn the_transport_names_the_character_set_where_the_feed_does_not() {
        let text =
            b"<rss version=\"2.0\"><channel><item><title>Caf\xe9</title></item></channel></rss>";
        let entry = &read(text, &url(), Some("iso-8859-1")).expect("a feed")[0];
        assert_eq!(entry.title.as_deref(), Some("Café"));
    }
}
