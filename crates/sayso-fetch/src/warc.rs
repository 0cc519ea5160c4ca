//! Records of the archive: WARC 1.1 (ISO 28500), each packed by itself as
//! `.warc.gz` wants it, so that a file can be appended to and cut.

use std::fmt::Write as _;
use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::bufread::GzDecoder;
use flate2::write::GzEncoder;
use jiff::Timestamp;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// Fields of an answer that tell something of the page or of its use.
const KEPT: [&str; 11] = [
    "content-type",
    "content-language",
    "date",
    "last-modified",
    "etag",
    "cache-control",
    "expires",
    "link",
    "x-robots-tag",
    "tdm-reservation",
    "tdm-policy",
];

/// A page as it came.
pub(crate) struct Page<'a> {
    /// The address that gave it, after redirects.
    pub url: &'a str,
    pub fetched: Timestamp,
    pub headers: &'a [(String, String)],
    pub body: &'a [u8],
    /// What the feed tells of it.
    pub known: &'a Value,
}

/// A `response` record. What the feed tells stands in the field
/// `WARC-JSON-Metadata`, on one line of ASCII.
pub(crate) fn response(page: &Page<'_>) -> Vec<u8> {
    let mut http = "HTTP/1.1 200 OK\r\n".to_owned();
    for (name, value) in page.headers {
        if KEPT.contains(&name.as_str()) && !value.contains(['\r', '\n']) {
            let _ = write!(http, "{name}: {value}\r\n");
        }
    }
    // The body is stored unpacked, so its length is given anew.
    let _ = write!(http, "content-length: {}\r\n\r\n", page.body.len());
    let extra = [
        ("WARC-Target-URI", page.url.to_owned()),
        ("WARC-JSON-Metadata", ascii(page.known)),
    ];
    let media = "application/http;msgtype=response";
    let parts = [http.as_bytes(), page.body];
    record("response", page.fetched, media, &extra, &parts)
}

/// The record that opens a file.
pub(crate) fn info(software: &str, now: Timestamp) -> Vec<u8> {
    let body = format!(
        "software: {software}\r\nformat: WARC File Format 1.1\r\nrobots: obey\r\n\
         description: pages that news feeds link; bodies unpacked, head fields chosen\r\n"
    );
    let parts = [body.as_bytes()];
    record("warcinfo", now, "application/warc-fields", &[], &parts)
}

fn record(
    kind: &str,
    date: Timestamp,
    media: &str,
    extra: &[(&str, String)],
    parts: &[&[u8]],
) -> Vec<u8> {
    let length: usize = parts.iter().map(|p| p.len()).sum();
    let date = date.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let mut hash = Sha256::new();
    hash.update(date.as_bytes());
    extra.iter().for_each(|(_, v)| hash.update(v.as_bytes()));
    parts.iter().for_each(|p| hash.update(p));
    let id = uuid(&hash.finalize());
    let mut head = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{id}>\r\nWARC-Date: {date}\r\n"
    );
    for (name, value) in extra {
        let _ = write!(head, "{name}: {value}\r\n");
    }
    let _ = write!(
        head,
        "Content-Type: {media}\r\nContent-Length: {length}\r\n\r\n"
    );
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    // Writing to memory does not fail.
    let _ = packed.write_all(head.as_bytes());
    for part in parts {
        let _ = packed.write_all(part);
    }
    let _ = packed.write_all(b"\r\n\r\n");
    packed.finish().unwrap_or_default()
}

/// A UUID of version 8 (RFC 9562) from the contents.
fn uuid(hash: &[u8]) -> String {
    let mut hex = String::with_capacity(36);
    for (i, byte) in hash.iter().take(16).enumerate() {
        if matches!(i, 4 | 6 | 8 | 10) {
            hex.push('-');
        }
        let byte = match i {
            6 => byte & 0x0f | 0x80,
            8 => byte & 0x3f | 0x80,
            _ => *byte,
        };
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

/// JSON whose other characters are escaped.
fn ascii(value: &Value) -> String {
    let mut out = String::new();
    for c in value.to_string().chars() {
        if matches!(c, ' '..='~') {
            out.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    }
    out
}

/// What whole records a run that was killed left at the end of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tail {
    /// Keys of the pages in them, as their records tell.
    pub keys: Vec<String>,
    /// Bytes up to the end of the last whole record.
    pub whole: u64,
}

/// Reads the records at the end of a `.warc.gz`.
pub fn tail(bytes: &[u8]) -> Tail {
    let mut tail = Tail::default();
    let mut rest = bytes;
    while !rest.is_empty() {
        let mut decoder = GzDecoder::new(rest);
        let mut record = Vec::new();
        if decoder.read_to_end(&mut record).is_err() {
            break;
        }
        rest = decoder.into_inner();
        tail.whole = (bytes.len() - rest.len()) as u64;
        let head = String::from_utf8_lossy(&record[..record.len().min(64 * 1024)]);
        let known = head
            .lines()
            .take_while(|l| !l.is_empty())
            .find_map(|l| l.strip_prefix("WARC-JSON-Metadata: "));
        let known: Option<Value> = known.and_then(|k| serde_json::from_str(k).ok());
        let key = known.as_ref().and_then(|k| k.get("key")?.as_str());
        tail.keys.extend(key.map(str::to_owned));
    }
    tail
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::read::MultiGzDecoder;

    fn page(body: &[u8]) -> Vec<u8> {
        response(&Page {
            url: "https://coastal.example.org/a",
            fetched: Timestamp::UNIX_EPOCH,
            headers: &[
                (
                    "content-type".to_owned(),
                    "text/html; charset=utf-8".to_owned(),
                ),
                ("set-cookie".to_owned(), "secret=1".to_owned()),
                ("content-encoding".to_owned(), "gzip".to_owned()),
            ],
            body,
            known: &serde_json::json!({"key": "k\u{fc}\u{1f310}\n", "publisher": "Coastal News"}),
        })
    }

    #[test]
    fn a_record_says_how_long_it_is_and_keeps_no_cookie() {
        let mut text = String::new();
        let packed = page("<p>ü</p>".as_bytes());
        MultiGzDecoder::new(&packed[..])
            .read_to_string(&mut text)
            .expect("gzip");
        let (head, rest) = text.split_once("\r\n\r\n").expect("a head");
        assert!(head.contains("WARC-Date: 1970-01-01T00:00:00Z"), "{head}");
        assert!(
            head.is_ascii() && head.contains(r#""key":"k\u00fc\ud83c\udf10\n""#),
            "{head}"
        );
        let length: usize = head
            .lines()
            .find_map(|l| l.strip_prefix("Content-Length: "))
            .and_then(|l| l.parse().ok())
            .expect("a length");
        assert_eq!(&rest[length..], "\r\n\r\n");
        assert!(rest.starts_with("HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\n"));
        assert!(!text.contains("secret") && !text.contains("content-encoding"));
        assert!(rest.contains("content-length: 9\r\n\r\n<p>ü</p>"));
    }

    #[test]
    fn the_whole_records_before_a_cut_are_found() {
        let (one, two) = (page(b"<p>1</p>"), page(b"<p>2</p>"));
        let whole = [one.as_slice(), &two].concat();
        let keys = vec!["k\u{fc}\u{1f310}\n".to_owned(); 2];
        assert_eq!(
            tail(&whole),
            Tail {
                keys,
                whole: whole.len() as u64
            }
        );
        for cut in 0..two.len() {
            let found = tail(&whole[..one.len() + cut]);
            assert_eq!(
                (found.keys.len(), found.whole),
                (1, one.len() as u64),
                "{cut}"
            );
        }
    }
}
