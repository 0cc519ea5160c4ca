//! The parts of HTTP that archived answers need: head, media type, character
//! set, chunks and packed bodies.

use std::io::Read;

use crate::text::MAX_BYTES;

/// Header fields by name in small letters.
pub(crate) type Fields = Vec<(String, String)>;

/// The fields after the first line of a head, and the bytes of the head up to
/// behind its blank line; `None` when it has no end.
pub(crate) fn fields(bytes: &[u8]) -> Option<(Fields, usize)> {
    let mut out: Fields = Vec::new();
    let mut at = 0;
    let mut first = true;
    loop {
        let end = at + memchr::memchr(b'\n', &bytes[at..])?;
        let line = bytes[at..end]
            .strip_suffix(b"\r")
            .unwrap_or(&bytes[at..end]);
        at = end + 1;
        if line.is_empty() {
            return Some((out, at));
        }
        if std::mem::take(&mut first) {
            continue;
        }
        let line = String::from_utf8_lossy(line);
        if line.starts_with([' ', '\t'])
            && let Some((_, value)) = out.last_mut()
        {
            value.push(' ');
            value.push_str(line.trim());
        } else if let Some((name, value)) = line.split_once(':') {
            out.push((name.trim().to_lowercase(), value.trim().to_owned()));
        }
    }
}

/// The first field of a name.
pub(crate) fn get<'f>(fields: &'f Fields, name: &str) -> Option<&'f str> {
    fields
        .iter()
        .find(|(n, _)| n == name)
        .map(|(_, v)| v.as_str())
}

/// `charset=` of a media type.
pub(crate) fn charset(media: &str) -> Option<String> {
    let at = media.to_lowercase().find("charset=")? + "charset=".len();
    let value = media.get(at..)?.trim_start_matches(['"', '\'', ' ']);
    let end = value.find(['"', '\'', ';', ' ', ',']);
    let value = &value[..end.unwrap_or(value.len())];
    (!value.is_empty()).then(|| value.to_owned())
}

/// An archived answer.
pub(crate) struct Response<'b> {
    pub status: u16,
    fields: Fields,
    rest: &'b [u8],
}

/// Reads head and status.
pub(crate) fn response(bytes: &[u8]) -> Option<Response<'_>> {
    if !bytes.starts_with(b"HTTP/") {
        return None;
    }
    let (fields, head) = fields(bytes)?;
    let line = bytes.split(|&b| b == b'\n').next()?;
    let line = String::from_utf8_lossy(line);
    let status = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(Response {
        status,
        fields,
        rest: &bytes[head..],
    })
}

impl Response<'_> {
    fn media(&self) -> &str {
        get(&self.fields, "content-type").unwrap_or_default()
    }

    /// Whether it is HTML, or may be.
    pub fn is_page(&self) -> bool {
        let media = self.media().to_lowercase();
        media.is_empty() || media.contains("text/html") || media.contains("application/xhtml")
    }

    /// The character set that it names.
    pub fn charset(&self) -> Option<String> {
        charset(self.media())
    }

    /// Its body, out of chunks and unpacked. Crawlers often store bodies
    /// plain and leave the header fields as they were.
    pub fn body(&self) -> Result<Vec<u8>, String> {
        let chunked = get(&self.fields, "transfer-encoding")
            .is_some_and(|t| t.to_lowercase().contains("chunked"));
        let plain = chunked.then(|| dechunk(self.rest)).flatten();
        let body = plain.as_deref().unwrap_or(self.rest);
        let unpack = |reader: &mut dyn Read| -> Result<Vec<u8>, String> {
            let mut out = Vec::new();
            let n = reader
                .take(MAX_BYTES as u64 + 1)
                .read_to_end(&mut out)
                .map_err(|e| format!("its body cannot be unpacked ({e})"))?;
            if n > MAX_BYTES {
                return Err(format!("its body unpacks to more than {MAX_BYTES} bytes"));
            }
            Ok(out)
        };
        let packed = get(&self.fields, "content-encoding")
            .unwrap_or_default()
            .to_lowercase();
        match body {
            [0x1f, 0x8b, ..] => unpack(&mut flate2::read::MultiGzDecoder::new(body)),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => match zstd::stream::read::Decoder::new(body) {
                Ok(mut reader) => unpack(&mut reader),
                Err(error) => Err(format!("its body cannot be unpacked ({error})")),
            },
            [0x78, 0x01 | 0x9c | 0xda, ..] if packed.contains("deflate") => {
                unpack(&mut flate2::read::ZlibDecoder::new(body))
            }
            _ if packed.contains("br") && !text_like(body) => {
                Err("its body is packed with brotli, which is not read".to_owned())
            }
            _ => Ok(body.to_vec()),
        }
    }
}

/// Whether bytes begin as markup does.
fn text_like(body: &[u8]) -> bool {
    let head = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    head.trim_ascii_start().starts_with(b"<")
}

/// The content of chunks; `None` when these are none.
fn dechunk(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(rest.len());
    loop {
        let end = memchr::memchr(b'\n', rest)?;
        let size = std::str::from_utf8(&rest[..end]).ok()?;
        let size = size.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        rest = &rest[end + 1..];
        if size == 0 {
            return Some(out);
        }
        out.extend_from_slice(rest.get(..size)?);
        rest = &rest[size..];
        rest = rest
            .strip_prefix(b"\r\n")
            .or_else(|| rest.strip_prefix(b"\n"))?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_comes_out_of_chunks() {
        let answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html;\r\n charset=\"utf-8\"\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n<p>A\r\n5;x=1\r\n</p>\n\r\n0\r\n\r\n";
        let found = response(answer).expect("an answer");
        assert_eq!(found.status, 200);
        assert!(found.is_page());
        assert_eq!(found.charset().as_deref(), Some("utf-8"));
        assert_eq!(found.body().as_deref(), Ok(&b"<p>A</p>\n"[..]));
    }

    #[test]
    fn a_body_stored_plain_under_a_chunked_head_is_kept() {
        let answer =
            b"HTTP/1.1 200 OK\nTransfer-Encoding: chunked\nContent-Encoding: br\n\n<p>A</p>";
        let found = response(answer).expect("an answer");
        assert_eq!(found.body().as_deref(), Ok(&b"<p>A</p>"[..]));
        assert!(response(b"no answer").is_none());
        assert!(response(b"HTTP/1.1 200 OK\r\nA: b").is_none());
    }
}
