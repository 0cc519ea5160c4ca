//! What the tests of readers share: collecting what is found in bytes.

#![allow(dead_code, reason = "each test file uses some of it")]

use std::io::Cursor;
use std::ops::ControlFlow;

use sayso_article::{Article, Origin};
use sayso_ingest::{Columns, Found, Options, Settings, Source, documents};

/// An article, or where and why there is none.
pub type Outcome = Result<Article, (Origin, String)>;

/// Everything that is found in the bytes of a file.
pub fn read(bytes: &[u8]) -> Vec<Outcome> {
    read_as(bytes, Columns::default())
}

/// The same with named columns.
pub fn read_as(bytes: &[u8], columns: Columns) -> Vec<Outcome> {
    let source = Source::Seek(Box::new(Cursor::new(bytes.to_vec())));
    collect(source, Some(bytes.len() as u64), columns)
}

/// The same from a pipe.
pub fn read_stream(bytes: &[u8]) -> Vec<Outcome> {
    collect(Source::Stream(Box::new(bytes)), None, Columns::default())
}

fn collect(source: Source<'_>, length: Option<u64>, columns: Columns) -> Vec<Outcome> {
    let origin = Origin {
        path: Some("file".to_owned()),
        ..Origin::default()
    };
    let mut out = Vec::new();
    let settings = Settings { columns };
    let flow = documents(source, origin, length, &settings, &mut |found| {
        out.push(match found {
            Found::Document(document) => {
                let origin = document.origin.clone();
                document
                    .read(&Options::default())
                    .map_err(|e| (origin, e.to_string()))
            }
            Found::Skipped(origin, reason) => Err((origin, reason)),
        });
        ControlFlow::Continue(())
    });
    assert!(flow.is_continue());
    out
}

/// The places and first words of what was read, or the reasons.
pub fn told(outcomes: &[Outcome]) -> Vec<String> {
    outcomes
        .iter()
        .map(|o| match o {
            Ok(article) => format!(
                "{} {}",
                article.origin,
                article.text.chars().take(30).collect::<String>()
            ),
            Err((origin, reason)) => format!("{origin} skipped: {reason}"),
        })
        .collect()
}

/// A page about an invented happening.
pub fn page(title: &str) -> String {
    format!(
        r#"<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta property="article:published_time" content="2024-05-17T08:30:00+02:00"></head><body><article><h1>{title}</h1>
<p>Police closed the main bridge in Oria on Friday after engineers found a crack, the mayor said in a statement.</p>
<p>"Nobody was hurt," Mayor Tomas Vell told reporters. He said that the bridge would stay closed for two weeks.</p>
<p>The transport ministry denied that a second crack had been found and promised a report by the end of June.</p>
</article></body></html>"#
    )
}

/// A WARC record of an answer.
pub fn warc_record(url: &str, body: &str) -> Vec<u8> {
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}");
    warc_raw(
        "response",
        url,
        "application/http; msgtype=response",
        http.as_bytes(),
        http.len(),
    )
}

/// A WARC record with a length of its own choice.
pub fn warc_raw(kind: &str, url: &str, media: &str, body: &[u8], length: usize) -> Vec<u8> {
    let mut out = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Record-ID: <urn:uuid:{url}>\r\nContent-Type: {media}\r\nContent-Length: {length}\r\n\r\n"
    )
    .into_bytes();
    out.extend_from_slice(body);
    out.extend_from_slice(b"\r\n\r\n");
    out
}

/// Packed with gzip.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write as _;
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    out.write_all(bytes).expect("packed");
    out.finish().expect("packed")
}

/// A tar of files.
pub fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        // Set by hand, since the builder refuses paths that lead out.
        header.as_mut_bytes()[..name.len()].copy_from_slice(name.as_bytes());
        header.set_mode(0o644);
        header.set_cksum();
        out.append(&header, *bytes).expect("packed");
    }
    out.into_inner().expect("packed")
}

/// A zip of files.
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write as _;
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = zip::write::SimpleFileOptions::default();
        out.start_file(*name, options).expect("packed");
        out.write_all(bytes).expect("packed");
    }
    out.finish().expect("packed").into_inner()
}
