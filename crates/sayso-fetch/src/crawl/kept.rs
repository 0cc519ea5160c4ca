//! What is kept of feeds and pages, and the notes of it.

use std::time::Instant;

use serde_json::{Map, Value, json};
use url::Url;

use super::Crawl;
use crate::client::Answer;
use crate::entries::{self, Entry};
use crate::feeds::Feed;
use crate::run::{Event, Part, user_agent};
use crate::state::{FeedState, How, Note, TRIES};
use crate::warc;

impl Crawl<'_> {
    pub(super) fn feed_failed(&mut self, number: usize, reason: &str) {
        self.summary.feeds_failed += 1;
        self.tell(Event::FeedFailed(&self.feed(number).name, reason));
        self.next_poll(number);
    }

    pub(super) fn next_poll(&mut self, number: usize) {
        if !self.options.once {
            let at = Instant::now() + self.feed(number).every;
            self.due.insert((at, number));
        }
    }

    pub(super) fn feed_answer(&mut self, number: usize, url: &Url, answer: &Answer) {
        let feed = self.feed(number);
        let media = answer.header("content-type").unwrap_or_default();
        let charset = charset(media);
        let found = match entries::read(&answer.body, url, charset.as_deref()) {
            Ok(found) => found,
            Err(reason) => {
                return self
                    .feed_failed(number, &format!("it is no feed that can be read: {reason}"));
            }
        };
        let mut new = 0;
        for mut entry in found {
            let Some(key) = entry.key(&feed.url) else {
                continue;
            };
            if self.state.done.contains_key(&key) || self.state.waiting.contains_key(&key) {
                continue;
            }
            if feed.pages && entry.url.is_some() {
                new += 1;
                entry.text = None;
                let feed = feed.url.to_string();
                self.note(Note::Waiting { key, feed, entry });
            } else if entry.text.is_some() {
                new += 1;
                self.entry(feed, &key, &entry);
            }
        }
        self.tell(Event::FeedRead(&feed.name, new));
        let header = |name| answer.header(name).map(str::to_owned);
        self.feed_read(number, Some((header("etag"), header("last-modified"))));
    }

    /// The feed was read; with its new marks, or unchanged.
    pub(super) fn feed_read(
        &mut self,
        number: usize,
        marks: Option<(Option<String>, Option<String>)>,
    ) {
        self.summary.feeds += 1;
        let url = self.feed(number).url.to_string();
        let known = self.state.feeds.get(&url).cloned();
        let (etag, modified) =
            marks.unwrap_or_else(|| known.map_or((None, None), |k| (k.etag, k.modified)));
        let at = (self.options.now)();
        let read = FeedState { at, etag, modified };
        self.note(Note::Feed { url, read });
        self.ask_pages(number);
        self.next_poll(number);
    }

    pub(super) fn entry(&mut self, feed: &Feed, key: &str, entry: &Entry) {
        let mut line = known(feed, key, entry);
        line.insert("fetched".to_owned(), json!((self.options.now)()));
        let mut bytes = Value::Object(line).to_string();
        bytes.push('\n');
        if let Some(end) = self.append(Part::Entries, bytes.as_bytes()) {
            self.summary.entries += 1;
            self.done(key, How::Entry, Some(end));
        }
    }

    pub(super) fn page(&mut self, key: &str, url: &Url, answer: &Answer) {
        let Some(waiting) = self.state.waiting.get(key).cloned() else {
            return;
        };
        let feed = self.feeds.iter().find(|f| f.url.as_str() == waiting.feed);
        let Some(feed) = feed else { return };
        let end_key = entries::key(url);
        if end_key != key && self.state.done.get(&end_key) == Some(&How::Page) {
            return self.done(key, How::Same, None);
        }
        let fetched = (self.options.now)();
        let record = warc::response(&warc::Page {
            url: url.as_str(),
            fetched,
            headers: &answer.headers,
            body: &answer.body,
            known: &Value::Object(known(feed, key, &waiting.entry)),
        });
        if self.archive.length(Part::Pages) == 0 {
            let software = user_agent(self.settings);
            self.append(Part::Pages, &warc::info(&software, fetched));
        }
        let Some(end) = self.append(Part::Pages, &record) else {
            return;
        };
        self.summary.pages += 1;
        self.tell(Event::Page(url.as_str()));
        self.done(key, How::Page, Some(end));
        if end_key != key {
            self.done(&end_key, How::Page, Some(end));
        }
    }

    /// A page failed and may be had another time.
    pub(super) fn again(&mut self, key: &str, url: &Url, reason: &str) {
        let times = self.state.waiting.get(key).map_or(0, |w| w.tried) + 1;
        if times >= TRIES {
            let reason = format!("{reason}; tried {TRIES} times");
            return self.lost(key, url, &reason);
        }
        self.tell(Event::PageFailed(url.as_str(), reason, true));
        self.queued.remove(key);
        self.summary.left += 1;
        let key = key.to_owned();
        self.note(Note::Tried { key, times });
    }

    /// A page cannot be had.
    pub(super) fn lost(&mut self, key: &str, url: &Url, reason: &str) {
        self.summary.lost += 1;
        self.tell(Event::PageFailed(url.as_str(), reason, false));
        self.done(key, How::Lost, None);
    }

    pub(super) fn done(&mut self, key: &str, how: How, end: Option<u64>) {
        self.queued.remove(key);
        let key = key.to_owned();
        self.note(Note::Done { key, how, end });
    }
}

/// What feed and entry tell, under the names that readers of articles look for.
fn known(feed: &Feed, key: &str, entry: &Entry) -> Map<String, Value> {
    let mut known = match json!(entry) {
        Value::Object(map) => map,
        _ => Map::new(),
    };
    let mut add = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            known.insert(name.to_owned(), json!(value));
        }
    };
    add("publisher", feed.publisher.as_deref());
    add("country", feed.country.as_deref());
    add("feed", Some(feed.url.as_str()));
    add("key", Some(key));
    known
}

/// `charset=` of a media type, if it is a name.
fn charset(media: &str) -> Option<String> {
    let at = media.to_ascii_lowercase().find("charset=")? + "charset=".len();
    let name = media.get(at..)?.trim_start_matches(['"', '\'']);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && !"-_.:".contains(c));
    let name = &name[..end.unwrap_or(name.len())];
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_media_type_names_its_character_set() {
        assert_eq!(
            charset("text/xml; Charset=\"ISO-8859-1\"").as_deref(),
            Some("ISO-8859-1")
        );
        assert_eq!(charset("text/xml; charset=\"a?>"), Some("a".to_owned()));
        assert_eq!(charset("text/xml"), None);
    }
}
