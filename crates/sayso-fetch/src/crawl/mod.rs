//! What becomes of each answer: rules, entries and pages taken, redirects
//! checked, hosts left alone, and a note of everything for the next run.

mod answers;
mod kept;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use url::Url;

use crate::board::{Board, Task, Work, host};
use crate::client::Wanted;
use crate::feeds::{self, Feed, Feeds, Settings};
use crate::robots;
use crate::run::{Archive, Event, Options, Part, Summary};
use crate::state::{FeedState, Note, State, line};

/// Everything that the workers share.
pub(crate) struct Crawl<'a> {
    pub board: Board,
    feeds: &'a [Feed],
    settings: &'a Settings,
    options: &'a Options<'a>,
    archive: &'a mut dyn Archive,
    state: State,
    summary: Summary,
    /// When feeds are due.
    due: BTreeSet<(Instant, usize)>,
    /// Keys of the pages on the board.
    queued: BTreeSet<String>,
    /// Hosts that this run asks no more, with their pages that it leaves.
    left: BTreeMap<String, usize>,
    failed: Option<io::Error>,
}

/// What a worker needs to make a request.
pub(crate) struct Request {
    robots: bool,
    feed: bool,
    max_bytes: u64,
    known: Option<FeedState>,
}

impl Request {
    pub fn wanted(&self) -> Wanted<'_> {
        let known = self.known.as_ref();
        Wanted {
            accept: match (self.robots, self.feed) {
                (true, _) => "text/plain, */*;q=0.1",
                (_, true) => {
                    "application/rss+xml, application/atom+xml, application/feed+json, \
                     application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1"
                }
                _ => "text/html, application/xhtml+xml, */*;q=0.1",
            },
            max_bytes: self.max_bytes,
            cut: self.robots,
            html: !self.robots && !self.feed,
            etag: known.and_then(|k| k.etag.as_deref()),
            modified: known.and_then(|k| k.modified.as_deref()),
        }
    }
}

impl<'a> Crawl<'a> {
    /// Sets up a run: feeds that are due, and pages that earlier runs left.
    pub fn new(
        feeds: &'a Feeds,
        state: State,
        archive: &'a mut dyn Archive,
        options: &'a Options<'a>,
    ) -> io::Result<Crawl<'a>> {
        let mut crawl = Crawl {
            board: Board::new(feeds.settings.pause),
            feeds: &feeds.feeds,
            settings: &feeds.settings,
            options,
            archive,
            state,
            summary: Summary::default(),
            due: BTreeSet::new(),
            queued: BTreeSet::new(),
            left: BTreeMap::new(),
            failed: None,
        };
        let now = (options.now)();
        for (name, until) in crawl.state.hosts.clone() {
            let wait = span(now, until);
            if options.once && wait > options.patience {
                crawl.left.insert(name, 0);
            } else {
                crawl.board.put_off(&name, Instant::now() + wait);
            }
        }
        for (number, feed) in feeds.feeds.iter().enumerate() {
            let read = crawl.state.feeds.get(feed.url.as_str()).map(|s| s.at);
            let wait = read.map_or(Duration::ZERO, |at| {
                feed.every.saturating_sub(span(at, now))
            });
            if wait.is_zero() {
                crawl.ask_feed(number);
            } else if options.once {
                crawl.summary.feeds += 1;
                let minutes = wait.as_secs().div_ceil(60);
                (options.report)(Event::FeedNotDue(&feed.name, minutes));
            } else {
                crawl.due.insert((Instant::now() + wait, number));
            }
            // A feed that has not changed does not name again what an earlier
            // run left.
            crawl.ask_pages(number);
        }
        Ok(crawl)
    }

    /// What the run did.
    pub fn finish(mut self) -> io::Result<Summary> {
        for (name, left) in std::mem::take(&mut self.left) {
            self.summary.left += left;
            if left > 0 {
                (self.options.report)(Event::HostLeft(&name, "left for a later run", left));
            }
        }
        self.failed.map_or(Ok(self.summary), Err)
    }

    pub fn has_failed(&self) -> bool {
        self.failed.is_some()
    }

    /// Ends the run.
    pub fn fail(&mut self, error: io::Error) {
        self.failed.get_or_insert(error);
    }

    /// When the next feed is due.
    pub fn next_due(&self) -> Option<Instant> {
        self.due.first().map(|(at, _)| *at)
    }

    pub fn start_due_feeds(&mut self, now: Instant) {
        while let Some(&(at, number)) = self.due.first()
            && at <= now
        {
            self.due.pop_first();
            self.ask_feed(number);
        }
    }

    fn feed(&self, number: usize) -> &'a Feed {
        &self.feeds[number]
    }

    fn tell(&self, event: Event<'_>) {
        (self.options.report)(event);
    }

    fn ask_feed(&mut self, number: usize) {
        let feed = self.feed(number);
        if self.left.contains_key(host(&feed.url)) {
            return self.feed_failed(number, "the host asked to be left alone for a while");
        }
        self.board
            .add(Task::new(Work::Feed(number), feed.url.clone()), true);
    }

    /// Puts the waiting pages of a feed on the board.
    fn ask_pages(&mut self, number: usize) {
        let feed = self.feed(number).url.as_str();
        let waiting: Vec<(String, Url)> = self
            .state
            .waiting
            .iter()
            .filter(|(key, w)| w.feed == feed && !self.queued.contains(*key))
            .filter_map(|(key, w)| {
                let url = feeds::address(w.entry.url.as_deref()?).ok()?;
                Some((key.clone(), url))
            })
            .collect();
        for (key, url) in waiting {
            if let Some(left) = self.left.get_mut(host(&url)) {
                *left += 1;
                continue;
            }
            self.queued.insert(key.clone());
            self.board.add(Task::new(Work::Page(key), url), false);
        }
    }

    /// What to ask with; `None` when the page has been had meanwhile.
    pub fn request(&self, task: &Task) -> Option<Request> {
        if let Work::Page(key) = &task.work
            && !self.state.waiting.contains_key(key)
        {
            return None;
        }
        let known = match &task.work {
            Work::Feed(number) => self.state.feeds.get(self.feed(*number).url.as_str()),
            _ => None,
        };
        let robots = matches!(task.work, Work::Robots(_));
        Some(Request {
            robots,
            feed: matches!(task.work, Work::Feed(_)),
            max_bytes: if robots {
                robots::MAX_BYTES
            } else {
                self.settings.max_bytes
            },
            known: known.cloned(),
        })
    }

    fn note(&mut self, note: Note) {
        self.append(Part::Notes, line(&note).as_bytes());
        self.state.take(note);
    }

    fn append(&mut self, part: Part, bytes: &[u8]) -> Option<u64> {
        // Nothing is written after something that could not be: a note that
        // fits would vouch for one that did not.
        if self.failed.is_some() {
            return None;
        }
        match self.archive.append(part, bytes) {
            Ok(end) => Some(end),
            Err(error) => {
                self.fail(error);
                None
            }
        }
    }
}

/// Time from `from` to `to`; nought when it is past.
fn span(from: Timestamp, to: Timestamp) -> Duration {
    Duration::try_from(to.duration_since(from)).unwrap_or_default()
}
