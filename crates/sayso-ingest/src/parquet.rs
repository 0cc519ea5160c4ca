//! Parquet, row by row through the crate's own records, without Arrow.

use std::io::{self, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use parquet::file::reader::{ChunkReader, FileReader as _, Length, SerializedFileReader};
use parquet::record::Field;
use sayso_article::Origin;

use crate::columns::Row;
use crate::walk::{Flow, ReadSeek, Walk, record};

/// A file that the crate reads at several places.
#[derive(Clone)]
struct Shared {
    file: Arc<Mutex<Box<dyn ReadSeek>>>,
    length: u64,
}

impl Length for Shared {
    fn len(&self) -> u64 {
        self.length
    }
}

/// Reads on from a place of its own.
struct At {
    shared: Shared,
    place: u64,
}

impl Read for At {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut file = self
            .shared
            .file
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(self.place))?;
        let n = file.read(buffer)?;
        self.place += n as u64;
        Ok(n)
    }
}

impl ChunkReader for Shared {
    type T = io::BufReader<At>;

    fn get_read(&self, start: u64) -> parquet::errors::Result<Self::T> {
        Ok(io::BufReader::new(At {
            shared: self.clone(),
            place: start,
        }))
    }

    fn get_bytes(&self, start: u64, length: usize) -> parquet::errors::Result<bytes::Bytes> {
        if start.saturating_add(length as u64) > self.length {
            return Err(parquet::errors::ParquetError::EOF(
                "a part lies behind the end of the file".to_owned(),
            ));
        }
        let mut out = Vec::with_capacity(length);
        let mut at = At {
            shared: self.clone(),
            place: start,
        };
        (&mut at).take(length as u64).read_to_end(&mut out)?;
        Ok(out.into())
    }
}

/// Reads the rows of a Parquet file.
pub(crate) fn read(walk: &mut Walk<'_>, mut file: Box<dyn ReadSeek>, origin: &Origin) -> Flow {
    let bad = |what: &dyn std::fmt::Display| {
        format!("the Parquet file cannot be read ({what}): get it again, or save it as CSV")
    };
    let length = match file.seek(SeekFrom::End(0)) {
        Ok(length) => length,
        Err(error) => return walk.skip(origin.clone(), bad(&error)),
    };
    let shared = Shared {
        file: Arc::new(Mutex::new(file)),
        length,
    };
    // Damaged files make the crate panic in places.
    let opened = catch_unwind(AssertUnwindSafe(|| SerializedFileReader::new(shared)));
    let reader = match opened {
        Ok(Ok(reader)) => reader,
        Ok(Err(error)) => return walk.skip(origin.clone(), bad(&error)),
        Err(_) => return walk.skip(origin.clone(), bad(&"its end is damaged")),
    };
    let fields = reader.metadata().file_metadata().schema().get_fields();
    let header: Vec<String> = fields.iter().map(|f| f.name().to_owned()).collect();
    let mapping = match walk.settings.columns.resolve(&header) {
        Ok(mapping) => mapping,
        Err(reason) => return walk.skip(origin.clone(), format!("the table {reason}")),
    };
    // Only the columns that are used are read.
    let used: Vec<_> = fields
        .iter()
        .enumerate()
        .filter(|(i, _)| mapping.at.contains(&Some(*i)))
        .map(|(_, f)| Arc::clone(f))
        .collect();
    let projection = parquet::schema::types::Type::group_type_builder("schema")
        .with_fields(used)
        .build();
    let rows = catch_unwind(AssertUnwindSafe(|| reader.get_row_iter(projection.ok())));
    let mut rows = match rows {
        Ok(Ok(rows)) => rows,
        Ok(Err(error)) => return walk.skip(origin.clone(), bad(&error)),
        Err(_) => return walk.skip(origin.clone(), bad(&"its pages are damaged")),
    };
    let mut number = 0u64;
    loop {
        number += 1;
        let place = |id: Option<&str>| {
            let own = id.map_or_else(|| format!("row {number}"), str::to_owned);
            record(origin, Some(&own), None)
        };
        let row = match catch_unwind(AssertUnwindSafe(|| rows.next())) {
            Ok(None) => return ControlFlow::Continue(()),
            Ok(Some(Ok(row))) => row,
            Ok(Some(Err(error))) => return walk.skip(place(None), bad(&error)),
            Err(_) => return walk.skip(place(None), bad(&"a page is damaged")),
        };
        let mut found = Row::default();
        for (name, field) in row.get_column_iter() {
            for (slot, at) in found.0.iter_mut().zip(mapping.at) {
                if at.and_then(|a| header.get(a)) == Some(name) {
                    *slot = written(field);
                }
            }
        }
        let (id, told, content) = found.document();
        match content {
            Some(content) => walk.document(place(id.as_deref()), content, told)?,
            None => walk.skip(place(id.as_deref()), "the row has no text")?,
        }
    }
}

/// A value in words; `None` for null and what has none.
fn written(field: &Field) -> Option<String> {
    match field {
        Field::Null => None,
        Field::Str(text) => Some(text.clone()),
        Field::Bytes(bytes) => Some(String::from_utf8_lossy(bytes.data()).into_owned()),
        Field::Date(days) => Some((i64::from(*days) * 86_400).to_string())
            .filter(|_| *days > 1200)
            .or_else(|| Some(field.to_string().chars().take(10).collect())),
        Field::TimestampMillis(ms) => Some(ms.to_string()),
        Field::TimestampMicros(us) => Some((us / 1000).to_string()),
        Field::ListInternal(list) => {
            let all: Vec<String> = list.elements().iter().filter_map(written).collect();
            (!all.is_empty()).then(|| all.join("\n\n"))
        }
        Field::Group(_) | Field::MapInternal(_) => None,
        other => Some(other.to_string()),
    }
}
