//! What a file is, told by its first bytes. Names and endings of files play no
//! part: archives hold pages without any, and endings lie.

use std::sync::LazyLock;

use regex::bytes::Regex;

use crate::columns::Columns;
use crate::table;

/// Kinds of input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Gzip,
    Zstd,
    Zip,
    Tar,
    Parquet,
    Warc,
    Html,
    /// RSS or Atom.
    Feed,
    /// NewsML-G2 or NITF.
    NewsMl,
    /// One JSON object a line.
    JsonLines,
    /// One JSON value, or a list of objects.
    Json,
    /// A table with this delimiter.
    Table(u8),
    /// Plain text, or nothing that is known.
    Text,
    /// Known, and not read: what it is and what to do.
    Foreign(String),
}

/// Signs of formats that hold no plain text, and what to do about them.
const FOREIGN: [(&[u8], &str); 10] = [
    (b"%PDF", "a PDF file: save its text, e.g. with pdftotext"),
    (b"{\\rtf", "an RTF file: save it as text"),
    (
        b"\xd0\xcf\x11\xe0",
        "an Office document: save it as text or HTML",
    ),
    (b"BZh", "packed with bzip2: unpack it first, e.g. bunzip2"),
    (b"\xfd7zXZ\0", "packed with xz: unpack it first, e.g. unxz"),
    (b"7z\xbc\xaf", "a 7z archive: unpack it first"),
    (b"Rar!", "a RAR archive: unpack it first"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
];

/// Root elements that are HTML when no namespace says otherwise.
const HTML: [&str; 38] = [
    "html",
    "head",
    "body",
    "title",
    "meta",
    "link",
    "script",
    "style",
    "base",
    "div",
    "p",
    "span",
    "article",
    "section",
    "main",
    "header",
    "footer",
    "nav",
    "aside",
    "h1",
    "h2",
    "h3",
    "h4",
    "table",
    "ul",
    "ol",
    "a",
    "b",
    "i",
    "em",
    "strong",
    "img",
    "br",
    "hr",
    "center",
    "font",
    "blockquote",
    "figure",
];

/// The first element: declarations, comments and instructions passed over.
static ROOT: LazyLock<Regex> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "a constant pattern, used by a test")]
    Regex::new(
        r"(?s-u)^(?:\s|<\?.*?\?>|<!--.*?-->|<![^>\[]*(?:\[.*?\]\s*)?>)*<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)(\s[^>]*)?/?>?",
    )
    .expect("a constant pattern compiles")
});

/// The kind of what begins with `head`; `whole` when there is no more.
pub(crate) fn kind(head: &[u8], whole: bool, columns: &Columns) -> Kind {
    match head {
        [0x1f, 0x8b, ..] => return Kind::Gzip,
        [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => return Kind::Zstd,
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => return Kind::Zip,
        [b'P', b'A', b'R', b'1', ..] => return Kind::Parquet,
        _ => {}
    }
    if head.get(257..262) == Some(b"ustar") {
        return Kind::Tar;
    }
    if let Some((_, what)) = FOREIGN.iter().find(|(sign, _)| head.starts_with(sign)) {
        return Kind::Foreign(format!("the file is {what}"));
    }
    let decoded;
    let head = match head {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
            decoded = crate::charset::decode(head, None).into_bytes();
            &decoded
        }
        _ => head,
    };
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let text = text.trim_ascii_start();
    match text {
        [b'W', b'A', b'R', b'C', b'/', b'0'..=b'9', ..] => Kind::Warc,
        [b'<', ..] => markup(text),
        [b'{', rest @ ..] if matches!(rest.trim_ascii_start(), [b'"' | b'}', ..]) => {
            json(text, whole)
        }
        [b'[', rest @ ..] if matches!(rest.trim_ascii_start(), [b'{', ..]) => Kind::Json,
        // A first line that is broken does not make prose of the rest.
        _ if objects(text, whole) => Kind::JsonLines,
        _ => table::delimiter(text, whole, columns).map_or(Kind::Text, Kind::Table),
    }
}

fn markup(text: &[u8]) -> Kind {
    let start = text[..text.len().min(200)].to_ascii_lowercase();
    if start.starts_with(b"<!doctype html") {
        return Kind::Html;
    }
    let Some(found) = ROOT.captures(text) else {
        return Kind::Text;
    };
    let name = found.get(1).map_or(&b""[..], |m| m.as_bytes());
    let name = String::from_utf8_lossy(name).into_owned();
    let xml = text.starts_with(b"<?xml")
        || found
            .get(2)
            .is_some_and(|a| memchr::memmem::find(a.as_bytes(), b"xmlns").is_some());
    let feed = || memchr::memmem::find(text, b"purl.org/rss").is_some();
    match name.as_str() {
        "rss" | "feed" | "entry" => Kind::Feed,
        "RDF" if feed() => Kind::Feed,
        "newsItem" | "newsMessage" | "nitf" => Kind::NewsMl,
        lower if HTML.contains(&lower.to_lowercase().as_str()) => Kind::Html,
        other if xml => Kind::Foreign(format!(
            "the file is XML with the root <{other}>, which is no kind of news that is known (RSS, Atom, NewsML-G2, NITF, XHTML)"
        )),
        _ => Kind::Text,
    }
}

/// JSON lines if a line by itself is an object; else one value over many lines.
fn json(text: &[u8], whole: bool) -> Kind {
    let mut lines = text.split(|&b| b == b'\n').peekable();
    let mut first = true;
    while let Some(line) = lines.next() {
        let cut = lines.peek().is_none() && !whole;
        let object = || {
            line.starts_with(b"{")
                && line.len() > 2
                && serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok()
        };
        // A first line longer than the head is an object a line, or a value
        // without line breaks, which is the same.
        if (first && cut) || (!cut && object()) {
            return Kind::JsonLines;
        }
        first = false;
    }
    Kind::Json
}

/// Whether most of the first lines are JSON objects.
fn objects(text: &[u8], whole: bool) -> bool {
    let mut lines: Vec<&[u8]> = text.split(|&b| b == b'\n').take(20).collect();
    if !whole {
        lines.pop();
    }
    lines.retain(|l| !l.trim_ascii().is_empty());
    let object = |line: &&&[u8]| {
        line.starts_with(b"{\"")
            && serde_json::from_slice::<serde::de::IgnoredAny>(line.trim_ascii_end()).is_ok()
    };
    let found = lines.iter().filter(object).count();
    found >= 2 && found * 2 > lines.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Kind {
        kind(text.as_bytes(), true, &Columns::default())
    }

    #[test]
    fn kinds_are_told_by_content() {
        for (text, wanted) in [
            ("<!DOCTYPE HTML PUBLIC \"-//W3C\"><html>", Kind::Html),
            ("\u{feff}\n<html lang='en'>", Kind::Html),
            ("<!-- x --><p>Police came.</p>", Kind::Html),
            (
                "<?xml version='1.0'?>\n<html xmlns='http://www.w3.org/1999/xhtml'>",
                Kind::Html,
            ),
            (
                "<?xml version='1.0'?><!-- c --><rss version='2.0'>",
                Kind::Feed,
            ),
            ("<feed xmlns='http://www.w3.org/2005/Atom'>", Kind::Feed),
            ("<rdf:RDF xmlns='http://purl.org/rss/1.0/'>", Kind::Feed),
            (
                "<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'>",
                Kind::NewsMl,
            ),
            ("<!DOCTYPE nitf [<!ENTITY a 'b'>]><nitf>", Kind::NewsMl),
            ("WARC/1.0\r\nWARC-Type: warcinfo\r\n", Kind::Warc),
            ("{\"text\":\"a\"}\n{\"text\":\"b\"}\n", Kind::JsonLines),
            (
                "oops\n{\"text\":\"a\"}\n{\"text\":\"b\"}\n",
                Kind::JsonLines,
            ),
            ("{\"text\":\"a}\n{\"text\":\"b\"}\n", Kind::JsonLines),
            ("{\n \"text\": \"a\",\n \"o\": {}\n}\n", Kind::Json),
            ("[\n{\"text\":\"a\"},\n{\"text\":\"b\"}]", Kind::Json),
            ("text,title\nPolice came.,News\n", Kind::Table(b',')),
            ("Police came, and left.\nThey said so, too.\n", Kind::Text),
            ("<3 said the minister", Kind::Text),
            ("[Photo] Police came.", Kind::Text),
            ("{Police} came.", Kind::Text),
            ("", Kind::Text),
        ] {
            assert_eq!(of(text), wanted, "{text}");
        }
        assert!(matches!(of("%PDF-1.7"), Kind::Foreign(w) if w.contains("pdftotext")));
        assert!(
            matches!(of("<?xml version='1.0'?><svg>"), Kind::Foreign(w) if w.contains("<svg>"))
        );
    }
}
