//! CSV and other tables of text: one article a row. A row that is broken costs
//! itself: a quote that is never closed is found, and reading goes on at the
//! next line.

use std::collections::VecDeque;
use std::io::{self, BufRead};
use std::ops::ControlFlow;

use sayso_article::Origin;

use crate::columns::{Columns, Mapping};
use crate::limits::{Line, line, trouble};
use crate::text::MAX_BYTES;
use crate::walk::{Flow, Walk, record};

const DELIMITERS: [u8; 4] = *b",;\t|";

/// Most lines that one quoted field may have; a quote open longer was never closed.
const MOST_LINES: usize = 20_000;

/// The delimiter, if a text that begins so is a table with a header.
pub(crate) fn delimiter(text: &[u8], whole: bool, columns: &Columns) -> Option<u8> {
    let first = text.split(|&b| b == b'\n').next()?;
    if first.len() > 4096 || (!whole && first.len() == text.len()) {
        return None;
    }
    DELIMITERS.into_iter().find(|&delimiter| {
        let Some(header) = one(first, delimiter).map(names) else {
            return false;
        };
        let mut sorted: Vec<&String> = header.iter().filter(|h| !h.is_empty()).collect();
        sorted.sort_unstable();
        let distinct = sorted.windows(2).all(|pair| pair[0] != pair[1]);
        let short = |h: &String| h.chars().count() <= 64 && h.split_whitespace().count() <= 5;
        if header.len() < 2 || !distinct || !header.iter().all(short) || sorted.len() < 2 {
            return false;
        }
        let named = columns.has_text(&header);
        let identifier = |h: &String| {
            h.chars()
                .all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c))
                && h.chars().any(|c| c.is_ascii_alphabetic())
        };
        // Without a known name, only what no prose looks like is a table.
        let loose = |d: u8| first.windows(2).any(|pair| pair == [d, b' ']);
        if !named && (header.len() < 3 || !header.iter().all(identifier) || loose(delimiter)) {
            return false;
        }
        let rest = &text[(first.len() + 1).min(text.len())..];
        let mut reader = builder(delimiter).from_reader(rest);
        let rows: Vec<usize> = reader
            .byte_records()
            .take(6)
            .map_while(Result::ok)
            .map(|r| r.len())
            .collect();
        let same = rows.iter().filter(|n| **n == header.len()).count();
        match (named, rows.is_empty()) {
            (true, true) => true,
            (true, false) => same > 0 || (rows.len() == 1 && !whole),
            (false, _) => same >= 2,
        }
    })
}

fn builder(delimiter: u8) -> csv::ReaderBuilder {
    let mut builder = csv::ReaderBuilder::new();
    builder
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true);
    builder
}

/// The fields of exactly one record.
fn one(bytes: &[u8], delimiter: u8) -> Option<csv::ByteRecord> {
    let mut reader = builder(delimiter).from_reader(bytes);
    let mut record = csv::ByteRecord::new();
    let found = reader.read_byte_record(&mut record).ok()?;
    let mut more = csv::ByteRecord::new();
    let alone = !reader.read_byte_record(&mut more).ok()?;
    (found && alone).then_some(record)
}

fn names(record: csv::ByteRecord) -> Vec<String> {
    record
        .iter()
        .map(|f| String::from_utf8_lossy(f).trim().to_owned())
        .collect()
}

/// Lines of the file with their numbers, which can be put back.
struct Lines<'r, R> {
    reader: &'r mut R,
    back: VecDeque<Numbered>,
    offset: u64,
    number: u64,
    /// What ended the data, to be met after the lines put back.
    failed: Option<io::Error>,
}

struct Numbered {
    bytes: Vec<u8>,
    offset: u64,
    number: u64,
    /// Its length where that is more than is read.
    long: Option<u64>,
}

impl<R: BufRead> Lines<'_, R> {
    fn next(&mut self) -> io::Result<Option<Numbered>> {
        if let Some(line) = self.back.pop_front() {
            return Ok(Some(line));
        }
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        let mut bytes = Vec::new();
        let read = line(self.reader, MAX_BYTES, &mut bytes)?;
        let (offset, long) = (
            self.offset,
            match read {
                Line::End => return Ok(None),
                Line::Whole => None,
                Line::Long(length) => Some(length),
            },
        );
        self.number += 1;
        self.offset += long.unwrap_or(bytes.len() as u64);
        Ok(Some(Numbered {
            bytes,
            offset,
            number: self.number,
            long,
        }))
    }
}

/// Reads a table whose first line is its header.
pub(crate) fn read(
    walk: &mut Walk<'_>,
    reader: &mut impl BufRead,
    origin: &Origin,
    delimiter: u8,
) -> Flow {
    let mut lines = Lines {
        reader,
        back: VecDeque::new(),
        offset: 0,
        number: 0,
        failed: None,
    };
    let header = match lines.next() {
        Ok(Some(line)) => {
            let bytes = line.bytes.strip_prefix(b"\xef\xbb\xbf");
            one(bytes.unwrap_or(&line.bytes), delimiter).map(names)
        }
        Ok(None) => None,
        Err(error) => return walk.skip(origin.clone(), trouble(&error)),
    };
    let Some(header) = header else {
        return walk.skip(origin.clone(), "the first line is no header of a table");
    };
    let mapping = match walk.settings.columns.resolve(&header) {
        Ok(mapping) => mapping,
        Err(reason) => return walk.skip(origin.clone(), format!("the table {reason}")),
    };
    loop {
        match row(&mut lines, delimiter, header.len()) {
            Ok(None) => return ControlFlow::Continue(()),
            Ok(Some((line, outcome))) => match outcome {
                Ok(found) => article(walk, origin, &mapping, &line, &found)?,
                Err(reason) => walk.skip(
                    record(origin, None, Some(line.offset)),
                    format!("line {}: {reason}", line.number),
                )?,
            },
            Err(error) => {
                let reason = format!("after line {}: {}", lines.number, trouble(&error));
                return walk.skip(record(origin, None, Some(lines.offset)), reason);
            }
        }
    }
}

/// A row with its first line, or why it is broken.
type RowRead = (Numbered, Result<csv::ByteRecord, String>);

/// The next row: lines until its quotes are closed.
fn row(
    lines: &mut Lines<'_, impl BufRead>,
    delimiter: u8,
    width: usize,
) -> io::Result<Option<RowRead>> {
    let first = loop {
        match lines.next()? {
            None => return Ok(None),
            Some(line) if line.bytes.trim_ascii().is_empty() => {}
            Some(line) => break line,
        }
    };
    if let Some(length) = first.long {
        let reason = format!("it has {length} bytes; at most {MAX_BYTES} are read: split it");
        return Ok(Some((first, Err(reason))));
    }
    let mut all = first.bytes.clone();
    let mut more: VecDeque<Numbered> = VecDeque::new();
    let quotes = |bytes: &[u8]| memchr::memchr_iter(b'"', bytes).count();
    let mut open = quotes(&all) % 2 == 1;
    while open && all.len() <= MAX_BYTES && more.len() < MOST_LINES {
        match lines.next() {
            Ok(Some(line)) if line.long.is_none() => {
                open ^= quotes(&line.bytes) % 2 == 1;
                all.extend_from_slice(&line.bytes);
                more.push_back(line);
            }
            Ok(Some(line)) => {
                more.push_back(line);
                break;
            }
            Ok(None) => break,
            Err(error) => {
                lines.failed = Some(error);
                break;
            }
        }
    }
    let found = if open { None } else { one(&all, delimiter) };
    let outcome = match found {
        Some(found) if found.len() == width => Ok(found),
        Some(found) if more.is_empty() => Err(format!(
            "the row has {} fields, the header {width}: quote fields that hold the delimiter",
            found.len()
        )),
        None if more.is_empty() => Err("the row opens a quote and does not close it".to_owned()),
        // Whatever went wrong began in the first line; the next may be good.
        _ => {
            more.append(&mut lines.back);
            lines.back = more;
            Err("the row has a quote that is not closed, or another number of fields than the header: mend it".to_owned())
        }
    };
    Ok(Some((first, outcome)))
}

fn article(
    walk: &mut Walk<'_>,
    origin: &Origin,
    mapping: &Mapping,
    line: &Numbered,
    found: &csv::ByteRecord,
) -> Flow {
    let place = |id: Option<&str>| record(origin, id, Some(line.offset));
    let Ok(text) = csv::StringRecord::from_byte_record(found.clone()) else {
        return walk.skip(
            place(None),
            format!(
                "line {}: the row is not UTF-8: convert the file first, e.g. iconv -f WINDOWS-1252 -t UTF-8",
                line.number
            ),
        );
    };
    let (id, told, content) = mapping.row(|i| text.get(i)).document();
    match content {
        Some(content) => walk.document(place(id.as_deref()), content, told),
        None => walk.skip(
            place(id.as_deref()),
            format!("line {}: the row has no text", line.number),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<u8> {
        delimiter(text.as_bytes(), true, &Columns::default())
    }

    #[test]
    fn tables_are_told_from_prose() {
        assert_eq!(
            of("id,text\n1,\"Police came, twice.\nThey left.\"\n"),
            Some(b',')
        );
        assert_eq!(of("Titel;Body\nA;Police came.\n"), Some(b';'));
        assert_eq!(of("title\ttext\nA\tPolice came.\n"), Some(b'\t'));
        assert_eq!(
            of("a_1,b_2,c_3\n1,2,3\n4,5,6\n"),
            Some(b','),
            "no known name"
        );
        for prose in [
            "Content, he said, was king.\nThey left, at last.\n",
            "Oria, Marisol, Vell\nMinisters met, talked, left\nThey came, saw, left\n",
            "Text, he wrote\n\nPolice came to Oria.\n",
            "Police came.",
        ] {
            assert_eq!(of(prose), None, "{prose}");
        }
    }
}
