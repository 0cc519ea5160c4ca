//! What earlier runs did, kept as notes, one JSON object a line, in a file
//! beside the output: what a feed answered last, which pages are waiting, and
//! which are done. A note is written after what it tells is safe, and before
//! anything relies on it, so that a run can be killed at any moment.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::entries::Entry;

/// How often a page that fails is tried, in as many runs or polls.
pub(crate) const TRIES: u8 = 3;

/// One line of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "note", rename_all = "lowercase")]
pub(crate) enum Note {
    /// A feed was read.
    Feed { url: String, read: FeedState },
    /// A page is to be fetched.
    Waiting {
        key: String,
        feed: String,
        entry: Entry,
    },
    /// A page failed, and will be tried again.
    Tried { key: String, times: u8 },
    /// A page or entry is settled for good.
    Done {
        key: String,
        how: How,
        /// Length of the file that it was written to.
        #[serde(skip_serializing_if = "Option::is_none")]
        end: Option<u64>,
    },
    /// A host wants to be left alone until then.
    Host { host: String, until: Timestamp },
}

/// How a page or entry was settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum How {
    /// Its page is in the archive.
    Page,
    /// Its text is in the archive.
    Entry,
    /// It leads to a page that is.
    Same,
    /// It cannot be had: the reason was reported.
    Lost,
}

/// What is known of a feed from its last answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FeedState {
    pub at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
}

/// A page that is to be fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Waiting {
    pub feed: String,
    pub entry: Entry,
    pub tried: u8,
}

/// What earlier runs did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    pub(crate) feeds: BTreeMap<String, FeedState>,
    pub(crate) waiting: BTreeMap<String, Waiting>,
    pub(crate) done: BTreeMap<String, How>,
    pub(crate) hosts: BTreeMap<String, Timestamp>,
    /// Lengths of the files that the last notes of each kind tell.
    pages_end: u64,
    entries_end: u64,
    notes: usize,
}

impl State {
    /// Reads the notes of earlier runs.
    ///
    /// # Errors
    /// The number of the first line that is no note, and why. A last line
    /// without its line break, which a run that was killed leaves, is none.
    pub fn read(text: &str) -> Result<State, (usize, String)> {
        let mut state = State::default();
        let whole = text.rfind('\n').map_or("", |end| &text[..end]);
        for (at, line) in whole.lines().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            let note = serde_json::from_str(line).map_err(|e| (at + 1, e.to_string()))?;
            state.take(note);
            state.notes += 1;
        }
        Ok(state)
    }

    pub(crate) fn take(&mut self, note: Note) {
        match note {
            Note::Feed { url, read } => {
                self.feeds.insert(url, read);
            }
            Note::Waiting { key, feed, entry } => {
                if !self.done.contains_key(&key) {
                    let tried = 0;
                    self.waiting
                        .entry(key)
                        .or_insert(Waiting { feed, entry, tried });
                }
            }
            Note::Tried { key, times } => {
                if let Some(waiting) = self.waiting.get_mut(&key) {
                    waiting.tried = times;
                }
            }
            Note::Done { key, how, end } => {
                self.waiting.remove(&key);
                self.done.insert(key, how);
                match (how, end) {
                    (How::Entry, Some(end)) => self.entries_end = end,
                    (_, Some(end)) => self.pages_end = end,
                    (_, None) => {}
                }
            }
            Note::Host { host, until } => {
                self.hosts.insert(host, until);
            }
        }
    }

    /// Bytes of the file of pages that the notes account for.
    pub fn pages_end(&self) -> u64 {
        self.pages_end
    }

    /// Bytes of the file of entries that the notes account for.
    pub fn entries_end(&self) -> u64 {
        self.entries_end
    }

    /// Pages of this key were found at the end of the file, written by a run
    /// that was killed before it noted them. Gives the lines to add to the notes.
    pub fn found(&mut self, keys: Vec<String>, end: u64, pages: bool) -> String {
        let how = if pages { How::Page } else { How::Entry };
        let mut lines = String::new();
        for key in keys {
            let end = Some(end);
            let note = Note::Done { key, how, end };
            lines.push_str(&line(&note));
            self.take(note);
        }
        lines
    }

    /// Whether most notes are out of date, so that the file should be written anew.
    pub fn is_stale(&self) -> bool {
        let needed = self.feeds.len() + self.waiting.len() * 2 + self.done.len() + self.hosts.len();
        self.notes > 1_000 + 2 * needed
    }

    /// All that is known, as the shortest notes.
    pub fn to_notes(&self) -> String {
        let mut out = String::new();
        for (key, how) in &self.done {
            let (key, how, end) = (key.clone(), *how, None);
            out.push_str(&line(&Note::Done { key, how, end }));
        }
        let ends = [(How::Page, self.pages_end), (How::Entry, self.entries_end)];
        for (how, end) in ends {
            // The ends stand with any note of their kind.
            if let Some(key) = self.done.iter().find(|(_, h)| **h == how).map(|(k, _)| k) {
                let (key, end) = (key.clone(), Some(end));
                out.push_str(&line(&Note::Done { key, how, end }));
            }
        }
        for (key, waiting) in &self.waiting {
            let key = key.clone();
            out.push_str(&line(&Note::Waiting {
                key: key.clone(),
                feed: waiting.feed.clone(),
                entry: waiting.entry.clone(),
            }));
            if waiting.tried > 0 {
                let times = waiting.tried;
                out.push_str(&line(&Note::Tried { key, times }));
            }
        }
        for (url, read) in &self.feeds {
            let (url, read) = (url.clone(), read.clone());
            out.push_str(&line(&Note::Feed { url, read }));
        }
        for (host, until) in &self.hosts {
            let (host, until) = (host.clone(), *until);
            out.push_str(&line(&Note::Host { host, until }));
        }
        out
    }
}

/// A note as its line.
pub(crate) fn line(note: &Note) -> String {
    let mut line = serde_json::to_string(note).unwrap_or_default();
    line.push('\n');
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notes() -> String {
        let waiting = |key: &str| Note::Waiting {
            key: key.to_owned(),
            feed: "f".to_owned(),
            entry: Entry {
                title: Some("Zürich\nvote".to_owned()),
                ..Entry::default()
            },
        };
        let done = |key: &str, how, end| {
            let key = key.to_owned();
            Note::Done { key, how, end }
        };
        let feed = Note::Feed {
            url: "f".to_owned(),
            read: FeedState {
                at: Timestamp::UNIX_EPOCH,
                etag: Some("\"1\"".to_owned()),
                modified: None,
            },
        };
        let tried = Note::Tried {
            key: "b".to_owned(),
            times: 2,
        };
        let all = [
            waiting("a"),
            waiting("b"),
            tried,
            feed,
            done("a", How::Page, Some(70)),
            done("e", How::Entry, Some(9)),
            waiting("a"),
        ];
        all.iter().map(line).collect()
    }

    #[test]
    fn notes_give_the_state_and_the_state_gives_notes() {
        let mut state = State::read(&notes()).expect("notes");
        assert_eq!((state.pages_end(), state.entries_end()), (70, 9));
        assert_eq!(state.waiting.keys().collect::<Vec<_>>(), ["b"]);
        assert_eq!(state.waiting["b"].tried, 2);
        assert_eq!(state.done["a"], How::Page);
        let mut again = State::read(&state.to_notes()).expect("notes");
        (state.notes, again.notes) = (0, 0);
        assert_eq!(again, state);
    }

    #[test]
    fn a_line_cut_short_is_passed_over_only_at_the_end() {
        let notes = notes();
        for cut in 0..notes.len() {
            if notes.is_char_boundary(cut) {
                assert!(State::read(&notes[..cut]).is_ok(), "{cut}");
            }
        }
        let broken = format!("{{\"note\":\n{notes}");
        assert_eq!(State::read(&broken).expect_err("broken").0, 1);
    }
}
