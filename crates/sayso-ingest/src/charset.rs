//! Bytes of pages and feeds to text: byte-order mark, the transport's word,
//! the document's own word, and at last whether the bytes are UTF-8.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// Decodes `bytes`; what is no character becomes U+FFFD. `named` is the
/// character set that a header names.
pub fn decode(bytes: &[u8], named: Option<&str>) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding
            .decode_without_bom_handling(&bytes[mark..])
            .0
            .into_owned();
    }
    // Valid UTF-8 with characters beyond ASCII is hardly ever anything else,
    // whatever a header says.
    if let Ok(text) = std::str::from_utf8(bytes)
        && (!text.is_ascii() || !stateful(named))
    {
        return text.to_owned();
    }
    let label = named.and_then(|n| Encoding::for_label(n.trim().as_bytes()));
    let encoding = label.or_else(|| declared(bytes));
    let encoding = match encoding {
        Some(encoding) if encoding != UTF_8 || mostly_utf8(bytes) => encoding,
        _ if mostly_utf8(bytes) => UTF_8,
        _ => WINDOWS_1252,
    };
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// Whether the named set writes other characters with ASCII bytes (ISO-2022-JP).
fn stateful(named: Option<&str>) -> bool {
    named
        .and_then(|n| Encoding::for_label(n.trim().as_bytes()))
        .is_some_and(|e| !e.is_ascii_compatible())
}

/// `charset=` or `encoding=` within the first bytes.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096)];
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    ["charset=", "encoding="].iter().find_map(|key| {
        let rest = &head[head.find(key)? + key.len()..];
        let rest = rest.trim_start_matches(['"', '\'', ' ']);
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c)));
        Encoding::for_label(&rest.as_bytes()[..end.unwrap_or(rest.len())])
    })
}

/// Whether bytes beyond ASCII are UTF-8 but for a few faults.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad == 0 || good > 4 * bad
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_set_is_found_by_mark_word_and_bytes() {
        assert_eq!(decode("\u{feff}Müller".as_bytes(), None), "Müller");
        assert_eq!(decode(b"\xff\xfeM\0\xfc\0", None), "Mü");
        assert_eq!(decode(b"M\xfcller", Some("iso-8859-1")), "Müller");
        assert_eq!(decode("Müller".as_bytes(), Some("iso-8859-1")), "Müller");
        assert_eq!(decode(b"M\xfcller", None), "Müller");
        let page = b"<meta charset=\"windows-1251\"><p>\xcc\xee\xf1\xea\xe2\xe0";
        assert!(decode(page, None).ends_with("Москва"));
        assert_eq!(decode(b"a\xffb", Some("utf-8")).chars().count(), 3);
    }
}
