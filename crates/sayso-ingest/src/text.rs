//! Plain text: bytes in, article out.

use std::sync::LazyLock;

use regex::Regex;
use sayso_article::{Article, Date, Licence, Origin, PublishedFrom, Publisher};
use sha2::{Digest as _, Sha256};

use crate::blocks::{self, Layout};
use crate::dateline::KnowsPlace;
use crate::document::Told;

/// Largest input that is read as one article, in bytes. A newspaper article
/// has some thousand; anything over this is a collection or not prose.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;

/// What the caller knows about an input beside its bytes.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Path to record as the origin.
    pub path: Option<String>,
    /// Day of publication, and whether the user said it or metadata; wins over
    /// anything found in the text.
    pub published: Option<(Date, PublishedFrom)>,
    /// Address, which may hold the day; wins over one at the head of the text.
    pub url: Option<String>,
    /// Publishing medium.
    pub publisher: Option<Publisher>,
    /// Whether a name is that of a place; without it a name before a colon is
    /// no dateline.
    pub knows_place: Option<KnowsPlace>,
}

/// Why bytes do not make an article. The message says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IngestError {
    /// Nothing but white space.
    #[error("the file is empty")]
    Empty,
    /// Holds NUL or other control bytes that no text has.
    #[error("the file is binary (control byte 0x{byte:02x} at byte {at}), not text")]
    Binary {
        /// Offset of the first such byte.
        at: usize,
        /// The byte.
        byte: u8,
    },
    /// Not UTF-8.
    #[error(
        "the file is not UTF-8 (byte 0x{byte:02x} at byte {at}): convert it first, e.g. iconv -f WINDOWS-1252 -t UTF-8"
    )]
    NotUtf8 {
        /// Offset of the first wrong byte.
        at: usize,
        /// The byte.
        byte: u8,
    },
    /// More than [`MAX_BYTES`].
    #[error("the file has {0} bytes; one article may have at most {MAX_BYTES}: split it")]
    TooLarge(u64),
    /// A page or entry without running text.
    #[error("{0} has no running text: nothing but links, pictures or forms")]
    NoText(&'static str),
    /// Tags within tags, more than any page of a newspaper has.
    #[error(
        "the page nests its tags {0} deep or more; at most {MAX_DEPTH} deep is read: save it again from a browser"
    )]
    TooDeep(usize),
    /// More tags than any page of a newspaper has.
    #[error("the page has too many tags, or leaves too many open: save it again from a browser")]
    TooManyTags,
    /// The extraction of a page broke down: a fault of the program.
    #[error("reading the page broke down: {0}; please report it with the page")]
    Broken(String),
    /// Not English.
    #[error("the text is {0}, not English")]
    Language(String),
}

/// Deepest nesting of tags that is read.
pub(crate) const MAX_DEPTH: usize = 400;

/// Reads one plain-text article. The text is kept byte for byte, a byte-order
/// mark and line endings included, so that offsets hold for the file itself.
///
/// # Errors
/// When the bytes are empty, binary, not UTF-8 or too many.
pub fn read_text(bytes: Vec<u8>, options: &Options) -> Result<Article, IngestError> {
    let text = checked(bytes)?;
    let layout = blocks::layout(&text, options.knows_place);
    let origin = Origin {
        path: options.path.clone(),
        ..Origin::default()
    };
    Ok(article(text, layout, origin, Told::default(), options))
}

/// The bytes as text, if they are text and not too many.
pub(crate) fn checked(bytes: Vec<u8>) -> Result<String, IngestError> {
    if bytes.len() > MAX_BYTES {
        return Err(IngestError::TooLarge(bytes.len() as u64));
    }
    if let Some(at) = bytes.iter().position(|&b| is_binary(b)) {
        return Err(IngestError::Binary {
            at,
            byte: bytes[at],
        });
    }
    let text = String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        IngestError::NotUtf8 {
            at,
            byte: e.as_bytes().get(at).copied().unwrap_or_default(),
        }
    })?;
    if is_blank(&text) {
        return Err(IngestError::Empty);
    }
    Ok(text)
}

pub(crate) fn is_blank(text: &str) -> bool {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
        .is_empty()
}

/// The article of a text: what the caller gives wins over what the container
/// tells, and that over what stands in the text and the address.
pub(crate) fn article(
    text: String,
    layout: Layout,
    origin: Origin,
    told: Told,
    options: &Options,
) -> Article {
    let text_sha256 = hex(&Sha256::digest(text.as_bytes()));
    let url = options.url.clone().or(told.url).or(layout.url);
    let (published, published_from) = options
        .published
        .or_else(|| told.published.map(|d| (d, PublishedFrom::Metadata)))
        .or_else(|| layout.published.map(|d| (d, PublishedFrom::Text)))
        .or_else(|| Some((url_date(url.as_deref()?)?, PublishedFrom::Url)))
        .unzip();
    let printed = layout.title.map(|span| span.text(&text).to_owned());
    let told_licence = told.licence.map(|name| Licence {
        name: Some(name),
        span: None,
    });
    let publisher = told.publisher.map(|name| Publisher {
        name,
        country: None,
    });
    Article {
        id: text_sha256[..16].to_owned(),
        origin,
        url,
        title: told.title.or(printed),
        byline: told.byline.or(layout.byline),
        publisher: options.publisher.clone().or(publisher),
        published,
        published_from,
        dateline: layout.dateline,
        language: told.language,
        licence: layout.licence.or(told_licence),
        blocks: layout.blocks,
        text_sha256,
        text,
    }
}

/// The day in the path of an address: "/2023/06/10/", "/2023/jun/10/",
/// "/2023-06-10-", "/20230610/". `None` for anything that is no day, or more
/// figures than one.
fn url_date(url: &str) -> Option<Date> {
    static PATH: LazyLock<Regex> = LazyLock::new(|| {
        #[expect(clippy::expect_used, reason = "a constant pattern, used by a test")]
        Regex::new(
            r"(?i)[/_-](?P<y>(?:19|20)\d\d)(?:(?P<s>[/_-])(?P<m>\d{1,2}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/_-](?P<d>\d{1,2})|(?P<m8>\d\d)(?P<d8>\d\d))(?:[/_.-]|$)",
        )
        .expect("a constant pattern compiles")
    });
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = &path[path.find('/')?..];
    let found = PATH.captures(path)?;
    let group = |a: &str, b: &str| Some(found.name(a).or_else(|| found.name(b))?.as_str());
    let month = group("m", "m8")?;
    let month = month.parse().ok().or_else(|| blocks::month_number(month))?;
    let date = Date::new(
        group("y", "y")?.parse().ok()?,
        month,
        group("d", "d8")?.parse().ok()?,
    );
    date.ok().filter(|d| plausible(*d))
}

/// Whether a newspaper may have appeared on a day.
pub fn plausible(day: Date) -> bool {
    (1600..=2200).contains(&day.year())
}

/// Control bytes other than tab, line feed, vertical tab, form feed, carriage
/// return and escape do not occur in text files.
fn is_binary(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | 0x0b | 0x0c | b'\r' | 0x1b)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Article, IngestError> {
        read_text(bytes.to_vec(), &Options::default())
    }

    #[test]
    fn bad_bytes_are_named_by_offset() {
        assert_eq!(read(b" \r\n\t"), Err(IngestError::Empty));
        assert_eq!(read("\u{feff}\n".as_bytes()), Err(IngestError::Empty));
        assert_eq!(read(b"ab\0c"), Err(IngestError::Binary { at: 2, byte: 0 }));
        assert_eq!(
            read(b"caf\xe9"),
            Err(IngestError::NotUtf8 { at: 3, byte: 0xe9 })
        );
        assert!(matches!(
            read(&vec![b'a'; MAX_BYTES + 1]),
            Err(IngestError::TooLarge(_))
        ));
    }

    #[test]
    fn the_text_is_kept_byte_for_byte() {
        let bytes = "\u{feff}Police said so.\r\n\r\nMore followed.\t".as_bytes();
        let article = read(bytes).expect("text");
        assert_eq!(article.text.as_bytes(), bytes);
        let blocks: Vec<_> = article
            .blocks
            .iter()
            .map(|b| article.slice(b.span))
            .collect();
        assert_eq!(blocks, ["Police said so.", "More followed."]);
        assert_eq!(article.id, article.text_sha256[..16]);
    }

    #[test]
    fn a_given_date_wins() {
        let given = Date::new(2024, 5, 1).ok();
        let options = Options {
            published: given.map(|d| (d, PublishedFrom::Option)),
            ..Options::default()
        };
        let bytes = b"Friday, January 4, 2019\n\nA bridge in Oria was closed.".to_vec();
        let article = read_text(bytes.clone(), &options).expect("text");
        assert_eq!(
            (article.published, article.published_from),
            (given, Some(PublishedFrom::Option))
        );
        let article = read_text(bytes, &Options::default()).expect("text");
        assert_eq!(article.published, Date::new(2019, 1, 4).ok());
        assert_eq!(article.published_from, Some(PublishedFrom::Text));
    }

    #[test]
    fn an_address_may_hold_the_day() {
        for (url, date) in [
            (
                "https://example.org/news/2023/06/10/bridge-closed",
                Some((2023, 6, 10)),
            ),
            ("https://example.org/2023-06-10-bridge", Some((2023, 6, 10))),
            (
                "https://example.org/world/20230610/bridge.html",
                Some((2023, 6, 10)),
            ),
            ("https://example.org/2023/6/1/bridge", Some((2023, 6, 1))),
            (
                "https://example.org/2023/jun/10/bridge",
                Some((2023, 6, 10)),
            ),
            ("https://example.org/2023/13/10/bridge", None),
            ("https://example.org/2023/02/30/bridge", None),
            ("https://example.org/story-123456789", None),
            ("https://example.org/20230610223344/bridge", None),
            ("https://2023-06-10.example.org/bridge", None),
        ] {
            let wanted = date.and_then(|(y, m, d)| Date::new(y, m, d).ok());
            assert_eq!(url_date(url), wanted, "{url}");
        }
        let options = Options {
            url: Some("https://example.org/2019/01/04/bridge".to_owned()),
            ..Options::default()
        };
        let article = read_text(b"A bridge in Oria was closed.".to_vec(), &options).expect("text");
        assert_eq!(article.published_from, Some(PublishedFrom::Url));
        let first =
            b"https://example.org/2019/01/04/bridge\n\nA bridge in Oria was closed.".to_vec();
        let article = read_text(first, &Options::default()).expect("text");
        assert_eq!(article.published, Date::new(2019, 1, 4).ok());
        assert_eq!(
            article.url.as_deref(),
            Some("https://example.org/2019/01/04/bridge")
        );
        let dated = b"5 January 2019\n\nA bridge in Oria was closed.".to_vec();
        let article = read_text(dated, &options).expect("text");
        assert_eq!(article.published_from, Some(PublishedFrom::Text));
    }
}
