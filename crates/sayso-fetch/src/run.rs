//! The run: workers that take requests from the board until nothing is left,
//! or, when it goes on, until it is stopped from outside.

use std::io;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use serde_json::Value;

use crate::address::Allowed;
use crate::board::Next;
use crate::client::Client;
use crate::crawl::Crawl;
use crate::feeds::{Feeds, Settings};
use crate::robots::TOKEN;
use crate::state::State;
use crate::warc::Tail;

/// The files that a run appends to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Pages, a `.warc.gz`.
    Pages,
    /// Texts of feeds whose pages are not fetched, one JSON object a line.
    Entries,
    /// Notes for the next run, which [`State::read`] reads.
    Notes,
}

/// Where a run writes.
pub trait Archive: Send {
    /// Adds `bytes` to the end of a file, so that they outlive the program,
    /// and gives the length of the file then.
    ///
    /// # Errors
    /// When they cannot be written; the run ends.
    fn append(&mut self, part: Part, bytes: &[u8]) -> io::Result<u64>;

    /// Length of a file, 0 when there is none.
    fn length(&self, part: Part) -> u64;
}

/// How a run goes.
pub struct Options<'a> {
    /// Stop when every feed was asked once and its pages are fetched.
    pub once: bool,
    /// Most requests at the same time, each to another host; at least 1.
    pub workers: usize,
    /// Longest time that a run with `once` waits for a host that says "later".
    pub patience: Duration,
    /// Which addresses may be connected to.
    pub allowed: Allowed,
    /// The time of day.
    pub now: fn() -> Timestamp,
    /// Told what happens, from any thread, one call at a time.
    pub report: &'a (dyn Fn(Event<'_>) + Sync),
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event<'a> {
    /// A feed was read: its name, and how many of its entries are new.
    FeedRead(&'a str, usize),
    /// A feed is as it was.
    FeedUnchanged(&'a str),
    /// A feed was asked not long ago, and may be asked again in so many minutes.
    FeedNotDue(&'a str, u64),
    /// A feed could not be read, and why.
    FeedFailed(&'a str, &'a str),
    /// A feed has moved for good to another address.
    FeedMoved(&'a str, &'a str),
    /// A page was fetched.
    Page(&'a str),
    /// A page was not fetched, why, and whether it will be tried again.
    PageFailed(&'a str, &'a str, bool),
    /// A host is left alone, why, and how many of its pages wait for a later run.
    HostLeft(&'a str, &'a str, usize),
    /// A host says "later"; the run waits for it so long.
    HostWaits(&'a str, Duration),
    /// How many requests are waiting now.
    Waiting(usize),
}

/// What a run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Feeds that were read, found unchanged, or not due.
    pub feeds: usize,
    /// Feeds that could not be read.
    pub feeds_failed: usize,
    /// Pages that were fetched.
    pub pages: usize,
    /// Texts of feeds that were kept.
    pub entries: usize,
    /// Pages that cannot be had.
    pub lost: usize,
    /// Pages that are left for a later run.
    pub left: usize,
}

/// The name under which requests are made.
pub fn user_agent(settings: &Settings) -> String {
    let version = env!("CARGO_PKG_VERSION");
    match &settings.contact {
        Some(contact) => format!("{TOKEN}/{version} (news reader; {contact})"),
        None => format!("{TOKEN}/{version} (news reader)"),
    }
}

/// Polls feeds and fetches their pages.
///
/// # Errors
/// When the archive cannot be written.
pub fn fetch(
    feeds: &Feeds,
    state: State,
    archive: &mut dyn Archive,
    options: &Options<'_>,
) -> io::Result<Summary> {
    let allowed = options.allowed.clone();
    let client = Client::new(&feeds.settings, &user_agent(&feeds.settings), allowed);
    let crawl = Mutex::new(Crawl::new(feeds, state, archive, options)?);
    let changed = Condvar::new();
    thread::scope(|scope| {
        for _ in 0..options.workers.max(1) {
            scope.spawn(|| work(&crawl, &changed, &client));
        }
    });
    let crawl = crawl.into_inner().unwrap_or_else(PoisonError::into_inner);
    crawl.finish()
}

/// Stops the other workers when one panics: its host would stay busy, and
/// they would wait for it for ever.
struct Alarm<'m, 'c> {
    crawl: &'m Mutex<Crawl<'c>>,
    changed: &'m Condvar,
}

impl Drop for Alarm<'_, '_> {
    fn drop(&mut self) {
        if thread::panicking() {
            lock(self.crawl).fail(io::Error::other("a worker failed"));
            self.changed.notify_all();
        }
    }
}

fn work(crawl: &Mutex<Crawl<'_>>, changed: &Condvar, client: &Client) {
    // Before the lock, which is then given back first.
    let _alarm = Alarm { crawl, changed };
    let mut held = lock(crawl);
    while !held.has_failed() {
        let now = Instant::now();
        held.start_due_feeds(now);
        match held.board.next(now) {
            Next::Ask(task) => {
                let request = held.request(&task);
                // Others may find work that this choice left.
                changed.notify_one();
                drop(held);
                let answer = request.map(|r| client.get(&task.url, &r.wanted()));
                held = lock(crawl);
                held.settle(task, answer);
                changed.notify_all();
            }
            Next::Refused(task, unread) => held.refuse(&task, unread.as_deref()),
            Next::Wait(until) => {
                let until = held.next_due().map_or(until, |due| due.min(until));
                held = wait(changed, held, Some(until.duration_since(now)));
            }
            Next::Idle => match held.next_due() {
                Some(due) => held = wait(changed, held, Some(due.duration_since(now))),
                None if held.board.running() > 0 => held = wait(changed, held, None),
                None => break,
            },
        }
    }
    changed.notify_all();
}

fn lock<'m, 'c>(crawl: &'m Mutex<Crawl<'c>>) -> MutexGuard<'m, Crawl<'c>> {
    crawl.lock().unwrap_or_else(PoisonError::into_inner)
}

fn wait<'m, 'c>(
    changed: &Condvar,
    held: MutexGuard<'m, Crawl<'c>>,
    longest: Option<Duration>,
) -> MutexGuard<'m, Crawl<'c>> {
    match longest {
        None => changed.wait(held).unwrap_or_else(PoisonError::into_inner),
        Some(longest) => {
            let woken = changed.wait_timeout(held, longest);
            woken.unwrap_or_else(PoisonError::into_inner).0
        }
    }
}

/// Reads the lines at the end of a file of entries.
pub fn entries_tail(bytes: &[u8]) -> Tail {
    let whole = bytes
        .iter()
        .rposition(|b| *b == b'\n')
        .map_or(0, |at| at + 1);
    let lines = bytes[..whole].split(|b| *b == b'\n');
    let key = |line: &[u8]| -> Option<String> {
        let value: Value = serde_json::from_slice(line).ok()?;
        value.get("key")?.as_str().map(str::to_owned)
    };
    Tail {
        keys: lines.filter_map(key).collect(),
        whole: whole as u64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_lines_before_a_cut_are_found() {
        let found = entries_tail(b"{\"key\":\"a\"}\n{\"key\":\"b\"}\n{\"key\":\"c");
        assert_eq!(
            (found.keys, found.whole),
            (vec!["a".to_owned(), "b".to_owned()], 24)
        );
        assert_eq!(entries_tail(b"{\"key"), Tail::default());
    }

    #[test]
    fn the_name_and_version_are_told() {
        let settings = Settings {
            contact: Some("desk@example.org".to_owned()),
            ..Settings::default()
        };
        let told = user_agent(&settings);
        let version = env!("CARGO_PKG_VERSION");
        assert_eq!(
            told,
            format!("sayso/{version} (news reader; desk@example.org)")
        );
    }
}
