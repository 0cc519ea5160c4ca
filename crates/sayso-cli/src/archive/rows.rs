//! Rows of an answer, written as a table, as CSV or as JSON lines.

use std::io::{self, Write};

use owo_colors::{OwoColorize as _, Style};
use sayso_store::sql::Value;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::format::of_csv;

/// Writes rows that all have the same columns.
pub trait Rows {
    /// Writes one row.
    ///
    /// # Errors
    /// When the output cannot be written.
    fn row(&mut self, row: &[Value]) -> io::Result<()>;

    /// Writes what is left.
    ///
    /// # Errors
    /// When the output cannot be written.
    fn finish(&mut self) -> io::Result<()>;
}

/// CSV with a header; line breaks in cells become spaces.
pub struct Csv<W: Write> {
    out: csv::Writer<W>,
}

impl<W: Write> Csv<W> {
    pub fn new(out: W, columns: &[String]) -> io::Result<Csv<W>> {
        let mut out = csv::Writer::from_writer(out);
        out.write_record(columns).map_err(of_csv)?;
        Ok(Csv { out })
    }
}

impl<W: Write> Rows for Csv<W> {
    fn row(&mut self, row: &[Value]) -> io::Result<()> {
        let cells = row.iter().map(|v| v.to_string().replace(['\n', '\r'], " "));
        self.out.write_record(cells).map_err(of_csv)
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// One JSON object a row, keyed by the columns in their order.
pub struct Lines<W: Write> {
    out: W,
    columns: Vec<String>,
}

impl<W: Write> Lines<W> {
    pub fn new(out: W, columns: &[String]) -> Lines<W> {
        Lines {
            out,
            columns: columns.to_vec(),
        }
    }
}

/// A cell as JSON.
pub fn json(value: &Value) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Integer(n) => (*n).into(),
        Value::Real(x) => (*x).into(),
        Value::Text(text) => text.as_str().into(),
        Value::Bytes(_) => value.to_string().into(),
    }
}

impl<W: Write> Rows for Lines<W> {
    fn row(&mut self, row: &[Value]) -> io::Result<()> {
        // Written by hand: a map would sort the columns.
        for (i, (column, value)) in self.columns.iter().zip(row).enumerate() {
            self.out.write_all(if i == 0 { b"{" } else { b"," })?;
            serde_json::to_writer(&mut self.out, column)?;
            self.out.write_all(b":")?;
            serde_json::to_writer(&mut self.out, &json(value))?;
        }
        self.out.write_all(b"}\n")
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Rows looked at before the widths of the columns are set.
const MEASURED: usize = 200;
/// Widest column, unless it is the last.
const WIDEST: usize = 40;

/// A table for reading. On a terminal it fits its width, longer cells end in `…`;
/// elsewhere nothing is cut.
pub struct Table<W: Write> {
    out: W,
    columns: Vec<String>,
    width: Option<usize>,
    waiting: Vec<Vec<String>>,
    numbers: Vec<bool>,
    widths: Vec<usize>,
    begun: bool,
}

impl<W: Write> Table<W> {
    pub fn new(out: W, columns: &[String], width: Option<usize>) -> Table<W> {
        Table {
            out,
            columns: columns.to_vec(),
            width,
            waiting: Vec::new(),
            numbers: vec![true; columns.len()],
            widths: Vec::new(),
            begun: false,
        }
    }

    fn begin(&mut self) -> io::Result<()> {
        if self.begun {
            return Ok(());
        }
        self.begun = true;
        self.widths = (0..self.columns.len())
            .map(|c| {
                let cells = self.waiting.iter().map(|row| row[c].width());
                cells.chain([self.columns[c].width()]).max().unwrap_or(0)
            })
            .collect();
        if let Some(width) = self.width {
            fit(&mut self.widths, width);
        }
        let columns = self.columns.clone();
        self.write(&columns, Some(Style::new().bold()))?;
        for row in std::mem::take(&mut self.waiting) {
            self.write(&row, None)?;
        }
        Ok(())
    }

    fn write(&mut self, cells: &[String], style: Option<Style>) -> io::Result<()> {
        let mut line = String::new();
        for (i, cell) in cells.iter().enumerate() {
            let width = self.widths[i];
            let cell = if self.width.is_some() {
                cut(cell, width)
            } else {
                cell.clone()
            };
            let pad = " ".repeat(width.saturating_sub(cell.width()));
            let last = i + 1 == cells.len();
            if self.numbers[i] {
                line.push_str(&pad);
                line.push_str(&cell);
            } else {
                line.push_str(&cell);
                if !last {
                    line.push_str(&pad);
                }
            }
            if !last {
                line.push_str("  ");
            }
        }
        let line = line.trim_end();
        match style {
            Some(style) => writeln!(self.out, "{}", line.style(style)),
            None => writeln!(self.out, "{line}"),
        }
    }
}

impl<W: Write> Rows for Table<W> {
    fn row(&mut self, row: &[Value]) -> io::Result<()> {
        let cells: Vec<String> = row
            .iter()
            .map(|v| v.to_string().replace(|c: char| c.is_control(), " "))
            .collect();
        if self.begun {
            return self.write(&cells, None);
        }
        for (number, value) in self.numbers.iter_mut().zip(row) {
            *number &= matches!(value, Value::Integer(_) | Value::Real(_) | Value::Null);
        }
        self.waiting.push(cells);
        if self.waiting.len() == MEASURED {
            self.begin()?;
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.begin()?;
        self.out.flush()
    }
}

/// Narrows the widest columns until all fit `width`; the last takes what is left.
fn fit(widths: &mut [usize], width: usize) {
    let gaps = 2 * widths.len().saturating_sub(1);
    let Some((last, head)) = widths.split_last_mut() else {
        return;
    };
    head.iter_mut().for_each(|w| *w = (*w).min(WIDEST));
    let room = width.saturating_sub(gaps);
    let least = (*last).min(30);
    while head.iter().sum::<usize>() + least > room {
        match head.iter_mut().max() {
            Some(widest) if *widest > 8 => *widest -= 1,
            _ => break,
        }
    }
    *last = (*last).min(room.saturating_sub(head.iter().sum()).max(8));
}

fn cut(cell: &str, width: usize) -> String {
    if cell.width() <= width {
        return cell.to_owned();
    }
    let (mut out, mut used) = (String::new(), 0);
    for c in cell.chars() {
        used += c.width().unwrap_or(0);
        if used + 1 > width {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(width: Option<usize>, rows: &[Vec<Value>]) -> String {
        let mut out = Vec::new();
        let columns = ["who".to_owned(), "events".to_owned()];
        let mut table = Table::new(&mut out, &columns, width);
        for row in rows {
            table.row(row).expect("written");
        }
        table.finish().expect("written");
        anstream::adapter::strip_str(&String::from_utf8(out).expect("UTF-8")).to_string()
    }

    #[test]
    fn columns_are_aligned_by_what_is_seen() {
        let rows = [
            vec!["Ålesund".into(), Value::Integer(7)],
            vec!["北京 city".into(), Value::Integer(120)],
            vec![Value::Null, Value::Null],
        ];
        let expected = "who        events\nÅlesund         7\n北京 city     120\n\n";
        assert_eq!(written(None, &rows), expected);
    }

    #[test]
    fn long_cells_are_cut_only_on_a_terminal() {
        let long = "word ".repeat(30);
        let rows = [vec![long.as_str().into(), "x".into()]];
        assert!(written(None, &rows).contains(long.trim_end()));
        let narrow = written(Some(40), &rows);
        assert!(narrow.lines().all(|l| l.width() <= 40), "{narrow}");
        assert!(narrow.contains('…'));
    }

    #[test]
    fn json_lines_keep_the_order_of_columns() {
        let mut out = Vec::new();
        let columns = ["b".to_owned(), "a".to_owned()];
        let mut lines = Lines::new(&mut out, &columns);
        lines
            .row(&["\"q\"".into(), Value::Real(0.5)])
            .expect("written");
        assert_eq!(
            String::from_utf8_lossy(&out),
            "{\"b\":\"\\\"q\\\"\",\"a\":0.5}\n"
        );
    }
}
