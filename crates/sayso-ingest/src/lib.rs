//! From bytes to an [`Article`](sayso_article::Article): recognises what a file
//! is, finds the documents in it ([`documents`]), decides whether each is text
//! in English, fixes that text once and for all, and reads what stands around
//! the story itself: headline, dateline, date line, byline and licence.

mod archive;
mod blocks;
mod boilerplate;
mod charset;
mod columns;
mod dateline;
mod dates;
mod document;
mod elements;
mod feed;
mod http;
mod json;
mod kind;
mod language;
mod limits;
mod markup;
mod meta;
mod newsml;
mod ninjs;
mod page;
#[cfg(feature = "parquet")]
mod parquet;
mod table;
mod text;
mod walk;
mod warc;

pub use columns::Columns;
pub use dateline::KnowsPlace;
pub use document::{Content, Document, Told};
pub use text::{IngestError, MAX_BYTES, Options, plausible, read_text};
pub use walk::{Found, ReadSeek, Settings, Source, documents};
