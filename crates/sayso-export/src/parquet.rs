//! A table as Parquet: typed columns, unknown as null, snappy-compressed.

use std::collections::HashMap;
use std::io::Write;
use std::sync::Arc;

use ::parquet::arrow::ArrowWriter;
use ::parquet::basic::Compression;
use ::parquet::errors::ParquetError;
use ::parquet::file::metadata::KeyValue;
use ::parquet::file::properties::WriterProperties;
use arrow_array::builder::{
    BooleanBuilder, Date32Builder, Float64Builder, Int64Builder, StringBuilder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use jiff::civil::{Date, date};

use crate::cell::{Cell, Kind};
use crate::table::Table;
use crate::{ExportError, Exporter, Item, Tally};

/// Rows that are gathered before they are handed on.
const BATCH: usize = 4096;
/// Bytes of a row group: what is held in memory at most.
const GROUP: usize = 32 << 20;

/// Writes one table as Parquet. Memory is bounded by one row group.
pub struct ParquetTable<W: Write + Send> {
    out: ArrowWriter<W>,
    table: Table,
    schema: SchemaRef,
    columns: Vec<Builder>,
    rows: usize,
    tally: Tally,
}

impl<W: Write + Send> ParquetTable<W> {
    /// Onto `out`.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn new(out: W, table: Table) -> Result<ParquetTable<W>, ExportError> {
        let fields: Vec<Field> = table
            .columns()
            .iter()
            .map(|c| {
                let about = ("comment".to_owned(), c.about.to_owned());
                Field::new(c.name, data_type(c.kind), true).with_metadata(HashMap::from([about]))
            })
            .collect();
        let schema: SchemaRef = Arc::new(Schema::new(fields));
        let facts = vec![
            KeyValue::new("sayso.table".to_owned(), table.name().to_owned()),
            KeyValue::new("sayso.schema".to_owned(), sayso_record::SCHEMA.to_string()),
        ];
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_key_value_metadata(Some(facts))
            .build();
        Ok(ParquetTable {
            out: ArrowWriter::try_new(out, Arc::clone(&schema), Some(properties))
                .map_err(failed)?,
            table,
            schema,
            columns: builders(table),
            rows: 0,
            tally: Tally::default(),
        })
    }

    fn hand_on(&mut self) -> Result<(), ExportError> {
        if self.rows == 0 {
            return Ok(());
        }
        let arrays: Vec<ArrayRef> = self.columns.iter_mut().map(Builder::array).collect();
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), arrays)
            .map_err(|e: ArrowError| ExportError::Parquet(e.to_string()))?;
        self.out.write(&batch).map_err(failed)?;
        self.rows = 0;
        if self.out.in_progress_size() > GROUP {
            self.out.flush().map_err(failed)?;
        }
        Ok(())
    }
}

impl<W: Write + Send> Exporter for ParquetTable<W> {
    fn article(&mut self, item: &Item<'_>) -> Result<(), ExportError> {
        for row in self.table.rows(item.record) {
            for (column, cell) in self.columns.iter_mut().zip(row) {
                column.append(cell);
            }
            self.rows += 1;
            self.tally.written += 1;
            if self.rows >= BATCH {
                self.hand_on()?;
            }
        }
        self.tally.articles += 1;
        Ok(())
    }

    fn finish(&mut self) -> Result<(), ExportError> {
        self.hand_on()?;
        self.out.finish().map_err(failed)?;
        self.out.inner_mut().flush()?;
        Ok(())
    }

    fn tally(&self) -> &Tally {
        &self.tally
    }
}

/// A closed pipe stays one: only then does `| head` end quietly.
fn failed(error: ParquetError) -> ExportError {
    match error {
        ParquetError::External(inner) => match inner.downcast::<std::io::Error>() {
            Ok(io) => ExportError::Io(*io),
            Err(other) => ExportError::Parquet(other.to_string()),
        },
        other => ExportError::Parquet(other.to_string()),
    }
}

fn data_type(kind: Kind) -> DataType {
    match kind {
        Kind::Text => DataType::Utf8,
        Kind::Int => DataType::Int64,
        Kind::Float => DataType::Float64,
        Kind::Bool => DataType::Boolean,
        Kind::Day => DataType::Date32,
    }
}

enum Builder {
    Text(StringBuilder),
    Int(Int64Builder),
    Float(Float64Builder),
    Bool(BooleanBuilder),
    Day(Date32Builder),
}

fn builders(table: Table) -> Vec<Builder> {
    let columns = table.columns().iter();
    columns
        .map(|c| match c.kind {
            Kind::Text => Builder::Text(StringBuilder::new()),
            Kind::Int => Builder::Int(Int64Builder::new()),
            Kind::Float => Builder::Float(Float64Builder::new()),
            Kind::Bool => Builder::Bool(BooleanBuilder::new()),
            Kind::Day => Builder::Day(Date32Builder::new()),
        })
        .collect()
}

impl Builder {
    /// Appends a cell of the column's kind; a test of the tables holds that
    /// every cell is.
    fn append(&mut self, cell: Cell<'_>) {
        match (self, cell) {
            (Builder::Text(b), Cell::Text(text)) => b.append_value(text),
            (Builder::Text(b), _) => b.append_null(),
            (Builder::Int(b), Cell::Int(n)) => b.append_value(n),
            (Builder::Int(b), _) => b.append_null(),
            (Builder::Float(b), Cell::Float(n)) => b.append_value(n),
            (Builder::Float(b), _) => b.append_null(),
            (Builder::Bool(b), Cell::Bool(value)) => b.append_value(value),
            (Builder::Bool(b), _) => b.append_null(),
            (Builder::Day(b), Cell::Day(day)) => b.append_value(days(day)),
            (Builder::Day(b), _) => b.append_null(),
        }
    }

    fn array(&mut self) -> ArrayRef {
        match self {
            Builder::Text(b) => Arc::new(b.finish()),
            Builder::Int(b) => Arc::new(b.finish()),
            Builder::Float(b) => Arc::new(b.finish()),
            Builder::Bool(b) => Arc::new(b.finish()),
            Builder::Day(b) => Arc::new(b.finish()),
        }
    }
}

/// Days since 1970-01-01.
fn days(day: Date) -> i32 {
    day.duration_since(date(1970, 1, 1))
        .as_hours()
        .div_euclid(24)
        .try_into()
        .unwrap_or_default()
}
