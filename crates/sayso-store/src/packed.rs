//! A record and its text, made ready for storing: what costs time and needs no
//! database is done here, on any thread.

use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use sayso_record::{ArticleInfo, ArticleRecord};

/// Where a text was read, and what was known of it there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Path as given.
    pub path: Option<String>,
    /// Name inside an archive file, and inside archives within it.
    pub member: Option<String>,
    /// First byte in the file or member.
    pub byte_offset: Option<u64>,
    /// Address.
    pub url: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Author line.
    pub byline: Option<String>,
    /// Name of the medium.
    pub publisher: Option<String>,
    /// Day of publication, ISO 8601.
    pub published: Option<String>,
    /// How the day is known.
    pub published_from: Option<String>,
}

impl Source {
    /// What a record tells of its source.
    pub fn of(article: &ArticleInfo) -> Source {
        Source {
            path: article.path.clone(),
            member: article.member.clone(),
            byte_offset: article.offset,
            url: article.url.clone(),
            title: article.title.clone(),
            byline: article.byline.clone(),
            publisher: article.publisher.as_ref().map(|p| p.name.clone()),
            published: article.published.clone(),
            published_from: article.published_from.clone(),
        }
    }
}

/// An article ready for [`Store::put`](crate::Store::put).
#[derive(Clone, Debug)]
pub struct Packed {
    /// The record.
    pub record: ArticleRecord,
    /// The article's text.
    pub text: String,
    /// Where it was read.
    pub source: Source,
    pub(crate) json: Vec<u8>,
}

impl Packed {
    /// Packs a record of the article with `text`, read at `source`.
    pub fn new(record: ArticleRecord, text: String, source: Source) -> Packed {
        let json = pack(&record);
        Packed {
            record,
            text,
            source,
            json,
        }
    }
}

fn pack(record: &ArticleRecord) -> Vec<u8> {
    // A record is plain data and a Vec takes every byte: neither can fail. Were
    // it otherwise, the empty value would be told as damaged when it is read.
    let json = serde_json::to_vec(record).unwrap_or_default();
    // Compressed in one go: the encoder clears its buffer at every write.
    let mut out = ZlibEncoder::new(Vec::with_capacity(json.len() / 4), Compression::new(4));
    match out.write_all(&json) {
        Ok(()) => out.finish().unwrap_or_default(),
        Err(_) => Vec::new(),
    }
}

/// The JSON of a stored record.
pub(crate) fn unpack_json(json: &[u8]) -> Result<String, String> {
    let mut text = String::new();
    ZlibDecoder::new(json)
        .read_to_string(&mut text)
        .map_err(|e| e.to_string())?;
    Ok(text)
}

/// A stored record.
pub(crate) fn unpack(json: &[u8]) -> Result<ArticleRecord, String> {
    serde_json::from_str(&unpack_json(json)?).map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn a_packed_record_is_the_record() {
        let record = samples::article("Kenya condemned the raid.", 3);
        assert_eq!(unpack(&pack(&record)), Ok(record));
        assert!(unpack(b"no zlib").is_err());
    }
}
