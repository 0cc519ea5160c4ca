//! `sayso stats`: what an archive holds.

use std::io::{self, Write as _};

use owo_colors::{OwoColorize as _, Style};
use sayso_store::Store;
use sayso_store::sql::Value;
use unicode_width::UnicodeWidthStr as _;

use super::args::{StatsArgs, StatsFormat};
use super::rows::json;
use crate::error::CliError;

/// Counts what an archive holds.
///
/// # Errors
/// When the archive cannot be read, or the output not be written.
pub fn stats(args: &StatsArgs) -> Result<(), CliError> {
    let sections = Store::read(&args.db)?.stats()?;
    let failed = |error| CliError::Write {
        to: "standard output".to_owned(),
        error,
    };
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    if args.format == StatsFormat::Json {
        let object: serde_json::Map<String, serde_json::Value> = sections
            .iter()
            .map(|section| {
                let lines = section
                    .lines
                    .iter()
                    .map(|(name, value)| (name.clone(), json(value)))
                    .collect();
                (section.name.to_owned(), serde_json::Value::Object(lines))
            })
            .collect();
        let object = serde_json::Value::Object(object);
        writeln!(out, "{object}").map_err(failed)?;
        return out.flush().map_err(failed);
    }
    let widest = sections
        .iter()
        .flat_map(|s| &s.lines)
        .map(|(name, _)| name.width())
        .max()
        .unwrap_or(0)
        .min(60);
    for section in &sections {
        writeln!(out, "{}", section.name.style(Style::new().bold())).map_err(failed)?;
        for (name, value) in &section.lines {
            let pad = " ".repeat(widest.saturating_sub(name.width()));
            let value = match value {
                Value::Integer(n) => grouped(*n),
                Value::Null => "not known".to_owned(),
                other => other.to_string(),
            };
            writeln!(out, "  {name}{pad}  {value:>12}").map_err(failed)?;
        }
    }
    out.flush().map_err(failed)
}

/// 1234567 as 1,234,567.
fn grouped(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if n < 0 { format!("-{out}") } else { out }
}

#[cfg(test)]
mod tests {
    #[test]
    fn thousands_are_grouped() {
        let all = [0, 999, 1000, -1_234_567].map(super::grouped);
        assert_eq!(all, ["0", "999", "1,000", "-1,234,567"]);
    }
}
