//! FEEDS.toml: which feeds are polled, how often, and what is known of their
//! publishers. Errors name file, line and column, and the cure.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::time::Duration;

use serde::Deserialize;
use toml::Spanned;
use url::Url;

/// A list of feeds as the user wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feeds {
    /// The feeds, in the order of the file; at least one, no address twice.
    pub feeds: Vec<Feed>,
    /// How hosts are treated.
    pub settings: Settings,
}

/// One feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// Its address, http or https.
    pub url: Url,
    /// What messages call it; its address when the file gives no name.
    pub name: String,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// ISO 3166-1 alpha-3 code of the publisher's country.
    pub country: Option<String>,
    /// Least time between two polls.
    pub every: Duration,
    /// Whether the pages that it links are fetched; else its own texts are kept.
    pub pages: bool,
}

/// How hosts are treated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Pause between the end of one request to a host and the next.
    pub pause: Duration,
    /// Longest time of one request, its whole body included.
    pub timeout: Duration,
    /// Largest page or feed in bytes, unpacked.
    pub max_bytes: u64,
    /// Most redirects of one request.
    pub max_redirects: u8,
    /// Where the operator of a site can complain; sent with each request.
    pub contact: Option<String>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            pause: Duration::from_secs(2),
            timeout: Duration::from_secs(30),
            max_bytes: 5_000_000,
            max_redirects: 5,
            contact: None,
        }
    }
}

/// What is wrong with a FEEDS.toml.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedsError {
    /// The file's name as it was given.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub cure: String,
}

impl fmt::Display for FeedsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (file, line, column) = (&self.file, self.line, self.column);
        write!(f, "{file}:{line}:{column}: {}\n  {}", self.what, self.cure)
    }
}

impl std::error::Error for FeedsError {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    settings: RawSettings,
    #[serde(default)]
    feed: Vec<RawFeed>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSettings {
    pause_seconds: Option<Spanned<f64>>,
    timeout_seconds: Option<Spanned<f64>>,
    max_bytes: Option<Spanned<i64>>,
    contact: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFeed {
    url: Spanned<String>,
    name: Option<String>,
    publisher: Option<String>,
    country: Option<Spanned<String>>,
    every: Option<Spanned<i64>>,
    pages: Option<bool>,
}

const EXAMPLE: &str =
    "a feed is written [[feed]] and below it url = \"https://news.example.org/rss.xml\"";

/// Reads a list of feeds; `file` is its name for messages.
///
/// # Errors
/// At the first thing that is wrong.
pub fn read(file: &str, text: &str) -> Result<Feeds, FeedsError> {
    let at = |span: Range<usize>, what: String, cure: &str| {
        let before = text.get(..span.start.min(text.len())).unwrap_or(text);
        let start = before.rfind('\n').map_or(0, |n| n + 1);
        FeedsError {
            file: file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[start..].chars().count() + 1,
            what,
            cure: cure.to_owned(),
        }
    };
    let raw: RawFile = toml::from_str(text).map_err(|e| {
        let what = e.message().lines().collect::<Vec<_>>().join("; ");
        at(e.span().unwrap_or(0..0), what, cure(e.message()))
    })?;
    if raw.feed.is_empty() {
        return Err(at(0..0, "the file lists no feed".to_owned(), EXAMPLE));
    }
    let mut seen = BTreeMap::new();
    let mut feeds = Vec::with_capacity(raw.feed.len());
    for feed in raw.feed {
        let span = feed.url.span();
        let url = address(feed.url.get_ref()).map_err(|what| {
            at(
                span.clone(),
                format!("`{}` {what}", feed.url.get_ref()),
                "give the whole address, e.g. \"https://news.example.org/rss.xml\"",
            )
        })?;
        if let Some(first) = seen.insert(url.to_string(), span.start) {
            let line = text[..first].matches('\n').count() + 1;
            let what = format!("the feed is already listed in line {line}");
            return Err(at(span, what, "remove one of the two"));
        }
        if let Some(country) = &feed.country {
            let code = country.get_ref();
            if code.len() != 3 || !code.bytes().all(|b| b.is_ascii_uppercase()) {
                let what = format!("`{code}` is no code of a country");
                let cure =
                    "write three capitals of ISO 3166-1, e.g. \"KEN\", or leave the line out";
                return Err(at(country.span(), what, cure));
            }
        }
        let every = match &feed.every {
            None => 60,
            Some(minutes) => match u64::try_from(*minutes.get_ref()) {
                Ok(n @ 1..=525_600) => n,
                _ => {
                    let what = format!("every = {} is no number of minutes", minutes.get_ref());
                    let cure = "write minutes between two polls, from 1 to 525600, e.g. every = 60";
                    return Err(at(minutes.span(), what, cure));
                }
            },
        };
        feeds.push(Feed {
            name: feed.name.unwrap_or_else(|| url.to_string()),
            url,
            publisher: feed.publisher.filter(|p| !p.trim().is_empty()),
            country: feed.country.map(Spanned::into_inner),
            every: Duration::from_secs(every * 60),
            pages: feed.pages.unwrap_or(true),
        });
    }
    let settings = settings(raw.settings).map_err(|(span, what, cure)| at(span, what, cure))?;
    Ok(Feeds { feeds, settings })
}

/// What to do about a message of the TOML reader.
fn cure(message: &str) -> &'static str {
    if message.contains("unknown field") {
        "mend the name or remove the line"
    } else if message.contains("missing field") {
        EXAMPLE
    } else if message.contains("invalid type") {
        "text stands in quotes, every is a number of minutes, pages is true or false"
    } else {
        "mend the line: it is no TOML; text stands in double quotes, each feed begins with [[feed]]"
    }
}

/// An address that may be asked for: http or https, with a host, without a
/// password, which would stand in the archive.
pub(crate) fn address(text: &str) -> Result<Url, &'static str> {
    let mut url = Url::parse(text.trim()).map_err(|_| "is no address")?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err("is neither http nor https");
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Err("names no host");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("holds a user name or password, which is not sent");
    }
    url.set_fragment(None);
    Ok(url)
}

type Wrong = (Range<usize>, String, &'static str);

fn settings(raw: RawSettings) -> Result<Settings, Wrong> {
    let mut settings = Settings::default();
    let seconds = |value: &Spanned<f64>, least: f64, what: &str| {
        let n = *value.get_ref();
        Duration::try_from_secs_f64(n)
            .ok()
            .filter(|_| (least..=3600.0).contains(&n))
            .ok_or_else(|| {
                let what = format!("{what} = {n} is out of range");
                (value.span(), what, "write seconds from 1 to 3600")
            })
    };
    if let Some(pause) = &raw.pause_seconds {
        settings.pause = seconds(pause, 1.0, "pause_seconds")?;
    }
    if let Some(timeout) = &raw.timeout_seconds {
        settings.timeout = seconds(timeout, 1.0, "timeout_seconds")?;
    }
    if let Some(max) = &raw.max_bytes {
        settings.max_bytes = match u64::try_from(*max.get_ref()) {
            Ok(n @ 10_000..=20_000_000) => n,
            _ => {
                let what = format!("max_bytes = {} is out of range", max.get_ref());
                return Err((max.span(), what, "write bytes from 10000 to 20000000"));
            }
        };
    }
    if let Some(contact) = raw.contact {
        let text = contact.get_ref().trim();
        if text.is_empty()
            || !text
                .bytes()
                .all(|b| matches!(b, 0x20..=0x7e) && !b"()\\".contains(&b))
        {
            let what = "contact goes into the head of each request".to_owned();
            let cure =
                "write an address in plain ASCII without brackets, e.g. \"desk@example.org\"";
            return Err((contact.span(), what, cure));
        }
        settings.contact = Some(text.to_owned());
    }
    Ok(settings)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> String {
        read("feeds.toml", text)
            .expect_err("it is wrong")
            .to_string()
    }

    #[test]
    fn a_list_is_read_with_its_defaults() {
        let feeds = read(
            "feeds.toml",
            "[settings]\npause_seconds = 5\ncontact = \"desk@example.org\"\n\
             [[feed]]\nurl = \"https://coastal.example.org/rss.xml#top\"\npublisher = \"Coastal News\"\n\
             country = \"KEN\"\nevery = 30\n[[feed]]\nurl = \"http://wire.example.org/atom\"\npages = false",
        )
        .expect("it is right");
        assert_eq!(feeds.settings.pause, Duration::from_secs(5));
        let first = &feeds.feeds[0];
        assert_eq!(first.url.as_str(), "https://coastal.example.org/rss.xml");
        assert_eq!(first.name, first.url.as_str());
        assert_eq!(first.country.as_deref(), Some("KEN"));
        assert_eq!(first.every, Duration::from_secs(1800));
        assert!(first.pages && !feeds.feeds[1].pages);
        assert_eq!(feeds.feeds[1].every, Duration::from_secs(3600));
    }

    #[test]
    fn errors_name_the_place_and_the_cure() {
        let url = "[[feed]]\nurl = \"https://a.example.org/\"\n";
        for (text, place, what) in [
            ("", "1:1", "lists no feed"),
            ("[[feed]]\nname = \"ü\"", "1:1", "missing field"),
            ("[[feed]]\nurl = https", "2:7", "no TOML"),
            (
                "[[feed]]\nurl = \"gopher://a.example.org\"",
                "2:7",
                "neither http",
            ),
            (
                "[[feed]]\nurl = \"https://u:p@a.example.org/\"",
                "2:7",
                "password",
            ),
            (&format!("{url}{url}"), "4:7", "already listed in line 2"),
            (
                &format!("{url}country = \"Kenya\""),
                "3:11",
                "three capitals",
            ),
            (&format!("{url}every = 0"), "3:9", "from 1 to"),
            (
                &format!("{url}every = \"daily\""),
                "3:9",
                "number of minutes",
            ),
            (&format!("{url}evry = 5"), "3:1", "unknown field"),
            (
                &format!("[settings]\npause_seconds = 0.0\n{url}"),
                "2:17",
                "from 1 to",
            ),
            (
                &format!("[settings]\ncontact = \"a\\nb\"\n{url}"),
                "2:11",
                "plain ASCII",
            ),
        ] {
            let said = wrong(text);
            assert!(said.starts_with(&format!("feeds.toml:{place}: ")), "{said}");
            assert!(said.contains(what), "{said}");
        }
    }
}
