//! Polls RSS, Atom and JSON feeds politely and hands on the pages they link:
//! the only crate that talks to the network, and only when it is asked to.
//!
//! Polite means: robots.txt is kept to, one request to a host at a time with a
//! pause after each, nothing is asked for twice, feeds are asked with the marks
//! of their last answer (ETag, Last-Modified), a host that says "later" is left
//! alone, and the program says its name. Careful means: limits of time, bytes
//! and redirects, and no address of this machine or a private network, which is
//! checked after each look-up of a name and kept for the connection.
//!
//! Files, terminal and clock are the caller's.

mod address;
mod board;
mod client;
mod crawl;
mod entries;
mod feeds;
mod robots;
mod run;
mod state;
mod warc;

pub use address::{Allowed, is_public};
pub use entries::Entry;
pub use feeds::{Feed, Feeds, FeedsError, Settings, read as read_feeds};
pub use run::{Archive, Event, Options, Part, Summary, entries_tail, fetch, user_agent};
pub use state::State;
pub use warc::{Tail, tail as pages_tail};
