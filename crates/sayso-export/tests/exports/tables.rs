//! CSV, Parquet and JSON lines.

use sayso_export::{CsvTable, Jsonl, Table};
use sayso_record::ArticleRecord;

use crate::record::articles;
use crate::{items, written};

#[test]
fn every_cell_is_of_the_kind_of_its_column() {
    for table in Table::ALL {
        let mut rows = 0;
        for (record, _) in &articles() {
            for row in table.rows(record) {
                assert_eq!(row.len(), table.columns().len(), "{}", table.name());
                for (cell, column) in row.iter().zip(table.columns()) {
                    if let Some(kind) = cell.kind() {
                        assert_eq!(kind, column.kind, "{}.{}", table.name(), column.name);
                    }
                }
                rows += 1;
            }
        }
        assert!(rows > 0, "{}", table.name());
    }
}

#[test]
fn csv_reads_back_cell_by_cell() {
    let articles = articles();
    for table in Table::ALL {
        let mut out = Vec::new();
        let tally = written(&items(&articles), |out| CsvTable::new(out, table), &mut out);
        let mut reader = csv::Reader::from_reader(out.as_slice());
        let names: Vec<String> = reader
            .headers()
            .expect("has a header")
            .iter()
            .map(str::to_owned)
            .collect();
        assert!(
            names
                .iter()
                .map(String::as_str)
                .eq(table.columns().iter().map(|c| c.name))
        );
        let read: Vec<csv::StringRecord> =
            reader.records().collect::<Result<_, _>>().expect("is CSV");
        let expected: Vec<Vec<String>> = articles
            .iter()
            .flat_map(|(record, _)| table.rows(record))
            .map(|row| row.iter().map(ToString::to_string).collect())
            .collect();
        assert_eq!(read.len(), tally.written);
        assert_eq!(read.len(), expected.len());
        for (read, expected) in read.iter().zip(&expected) {
            assert!(
                read.iter().eq(expected.iter().map(String::as_str)),
                "{read:?}"
            );
        }
    }
}

#[test]
fn a_denied_event_says_who_denies_it() {
    let (record, _) = articles().remove(0);
    let names = Table::Events.columns();
    let at = |name| names.iter().position(|c| c.name == name).expect("a column");
    let rows = Table::Events.rows(&record);
    let cell = |row: usize, name| rows[row][at(name)].to_string();
    assert_eq!(cell(1, "status"), "denied");
    assert_eq!(cell(1, "narrator"), "false");
    assert_eq!(cell(1, "speaker"), "Ada <Ngeze>");
    assert_eq!(
        cell(1, "reported_by"),
        "Ada <Ngeze>, as told by a source not named"
    );
    assert_eq!(cell(0, "reported_by"), "the article");
    assert_eq!(cell(0, "confidence"), "0.93");
    assert_eq!(
        cell(1, "sentence").matches('\n').count(),
        1,
        "line breaks stay"
    );
}

#[test]
fn jsonl_gives_the_records_back() {
    let articles = articles();
    let mut out = Vec::new();
    written(&items(&articles), Jsonl::new, &mut out);
    let text = String::from_utf8(out).expect("UTF-8");
    let read: Vec<ArticleRecord> = text
        .lines()
        .map(|l| serde_json::from_str(l).expect("a record"))
        .collect();
    let records: Vec<ArticleRecord> = articles.into_iter().map(|(r, _)| r).collect();
    assert_eq!(read, records);
}

#[cfg(feature = "parquet")]
mod parquet {
    use std::sync::Arc;

    use ::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
    use ::parquet::file::reader::ChunkReader;
    use arrow_array::{
        Array, BooleanArray, Date32Array, Float64Array, Int64Array, RecordBatch, StringArray,
    };
    use sayso_export::{Cell, ParquetTable, Table};

    use crate::record::articles;
    use crate::{items, written};

    fn read(bytes: Vec<u8>) -> Vec<RecordBatch> {
        fn open(bytes: impl ChunkReader + 'static) -> Vec<RecordBatch> {
            let reader = ParquetRecordBatchReaderBuilder::try_new(bytes).expect("is Parquet");
            reader
                .build()
                .expect("can be read")
                .map(|b| b.expect("a batch"))
                .collect()
        }
        let file = tempfile::tempfile().expect("a temporary file");
        std::io::Write::write_all(&mut &file, &bytes).expect("written");
        open(file)
    }

    fn value(batch: &RecordBatch, column: usize, row: usize) -> String {
        let array = Arc::clone(batch.column(column));
        let any = array.as_any();
        if array.is_null(row) {
            String::new()
        } else if let Some(a) = any.downcast_ref::<StringArray>() {
            a.value(row).to_owned()
        } else if let Some(a) = any.downcast_ref::<Int64Array>() {
            a.value(row).to_string()
        } else if let Some(a) = any.downcast_ref::<Float64Array>() {
            a.value(row).to_string()
        } else if let Some(a) = any.downcast_ref::<BooleanArray>() {
            a.value(row).to_string()
        } else if let Some(a) = any.downcast_ref::<Date32Array>() {
            let epoch = jiff::civil::date(1970, 1, 1);
            let day = epoch.checked_add(jiff::Span::new().days(a.value(row)));
            day.expect("a day").to_string()
        } else {
            panic!("a column of another type: {}", array.data_type())
        }
    }

    #[test]
    fn parquet_reads_back_cell_by_cell() {
        let articles = articles();
        for table in Table::ALL {
            let mut out = Vec::new();
            let make = |out| ParquetTable::new(out, table).expect("can be written");
            written(&items(&articles), make, &mut out);
            let batches = read(out);
            let expected: Vec<Vec<Cell<'_>>> = articles
                .iter()
                .flat_map(|(record, _)| table.rows(record))
                .collect();
            let rows: usize = batches.iter().map(RecordBatch::num_rows).sum();
            assert_eq!(rows, expected.len(), "{}", table.name());
            let mut at = expected.iter();
            for batch in &batches {
                let schema = batch.schema();
                for (field, column) in schema.fields().iter().zip(table.columns()) {
                    assert_eq!(field.name(), column.name);
                    assert_eq!(
                        field.metadata().get("comment").map(String::as_str),
                        Some(column.about)
                    );
                }
                for row in 0..batch.num_rows() {
                    for (column, cell) in at.next().expect("a row").iter().enumerate() {
                        assert_eq!(value(batch, column, row), cell.to_string());
                        assert_eq!(
                            batch.column(column).is_null(row),
                            *cell == Cell::Null,
                            "unknown is null, and only that"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn many_rows_make_several_batches_and_lose_none() {
        let articles = articles();
        let one = items(&articles);
        let many: Vec<_> = one.iter().cycle().take(2 * 1500).copied().collect();
        let mut out = Vec::new();
        let make = |out| ParquetTable::new(out, Table::Events).expect("can be written");
        let tally = written(&many, make, &mut out);
        let rows: usize = read(out).iter().map(RecordBatch::num_rows).sum();
        assert_eq!((rows, tally.written), (1500 * 6, 1500 * 6));
    }
}
