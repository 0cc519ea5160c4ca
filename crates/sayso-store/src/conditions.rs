//! Pieces of SQL that filters are made of.

use crate::filter::{Days, PartyFilter};
use crate::value::Value;

/// SQL conditions, all of which hold, and their parameters in order.
#[derive(Debug, Default)]
pub(crate) struct Conditions {
    pub sql: Vec<String>,
    pub params: Vec<Value>,
}

impl Conditions {
    pub fn wheres(&self) -> String {
        if self.sql.is_empty() {
            String::new()
        } else {
            format!(" WHERE {}", self.sql.join(" AND "))
        }
    }

    pub fn add(&mut self, sql: impl Into<String>, params: impl IntoIterator<Item = Value>) {
        self.sql.push(sql.into());
        self.params.extend(params);
    }

    pub fn one_of(&mut self, column: &str, values: &[String]) {
        if !values.is_empty() {
            let marks = marks(values.len());
            self.add(
                format!("{column} IN ({marks})"),
                values.iter().map(|v| Value::Text(v.clone())),
            );
        }
    }

    pub fn take(&mut self, frame: impl FnOnce(String) -> String, inner: Conditions) {
        if !inner.sql.is_empty() {
            self.sql.push(frame(inner.sql.join(" AND ")));
            self.params.extend(inner.params);
        }
    }
}

pub(crate) fn marks(count: usize) -> String {
    vec!["?"; count].join(", ")
}

/// `x` anywhere in a column, whatever its case.
pub(crate) fn like(column: &str, parts: &[String]) -> (String, Vec<Value>) {
    let sql: Vec<String> = parts
        .iter()
        .map(|_| format!("{column} LIKE ? ESCAPE '\\'"))
        .collect();
    let params = parts.iter().map(|p| {
        let escaped = p
            .replace('\\', "\\\\")
            .replace('%', "\\%")
            .replace('_', "\\_");
        Value::Text(format!("%{escaped}%"))
    });
    (format!("({})", sql.join(" OR ")), params.collect())
}

/// The names that hold all words of one of `names`.
pub(crate) fn named(column: &str, names: &[String]) -> (String, Vec<Value>) {
    let sql = format!(
        "{column} IN (SELECT name FROM names WHERE id IN (SELECT rowid FROM names_words WHERE names_words MATCH ?))"
    );
    let any: Vec<String> = names.iter().map(|n| format!("({})", quoted(n))).collect();
    (sql, vec![Value::Text(any.join(" OR "))])
}

/// Each word in quotation marks, so that no character of it is taken for the
/// language of queries; a final `*` keeps its meaning.
fn quoted(words: &str) -> String {
    let words: Vec<String> = words
        .split_whitespace()
        .filter(|w| w.chars().any(char::is_alphanumeric))
        .map(|w| {
            let (word, star) = match w.strip_suffix('*') {
                Some(word) => (word, "*"),
                None => (w, ""),
            };
            format!("\"{}\"{star}", word.replace('"', ""))
        })
        .collect();
    if words.is_empty() {
        "\"\"".to_owned()
    } else {
        words.join(" AND ")
    }
}

/// A query of words: as it is when it speaks the language of queries (phrases,
/// `AND`, `OR`, `NOT`, `NEAR`), else all its words.
pub(crate) fn words(query: &str) -> String {
    let speaks = query.contains(['"', '(', ')'])
        || query
            .split_whitespace()
            .any(|w| matches!(w, "AND" | "OR" | "NOT"));
    if speaks {
        query.to_owned()
    } else {
        quoted(query)
    }
}

pub(crate) fn days(conditions: &mut Conditions, first: &str, last: &str, days: &Days) {
    if let Some(to) = &days.to {
        conditions.add(format!("{first} <= ?"), [Value::Text(to.clone())]);
    }
    if let Some(from) = &days.from {
        conditions.add(format!("{last} >= ?"), [Value::Text(from.clone())]);
    }
}

/// Which of a party's sectors must be one of those asked for.
#[derive(Clone, Copy)]
pub(crate) enum Sectors {
    /// The only or first one.
    Primary,
    /// Any of several; an index knows the few parties that have several.
    Further,
    /// Either way: for queries that look at every party anyhow.
    Any,
}

/// What a party `p` has to be like.
pub(crate) fn party(filter: &PartyFilter, sectors: Sectors) -> Conditions {
    let mut out = Conditions::default();
    if !filter.names.is_empty() {
        let (sql, params) = named("p.name", &filter.names);
        out.add(sql, params);
    }
    out.one_of("p.country", &filter.countries);
    let further = || {
        let any = vec!["instr(' ' || p.sectors || ' ', ?) > 0"; filter.sectors.len()];
        let sql = format!("(instr(p.sectors, ' ') > 0 AND ({}))", any.join(" OR "));
        let params = filter.sectors.iter().map(|s| Value::Text(format!(" {s} ")));
        (sql, params.collect::<Vec<Value>>())
    };
    match sectors {
        _ if filter.sectors.is_empty() => {}
        Sectors::Primary => out.one_of("p.sector", &filter.sectors),
        Sectors::Further => {
            let (sql, params) = further();
            out.add(sql, params);
        }
        Sectors::Any => {
            let mut first = Conditions::default();
            first.one_of("p.sector", &filter.sectors);
            let (sql, params) = further();
            out.add(
                format!("({} OR {sql})", first.wheres().replace(" WHERE ", "")),
                first.params.into_iter().chain(params),
            );
        }
    }
    out
}

/// What the speaker of a statement `s.` or event `e.` has to be like.
pub(crate) fn speaker(filter: &PartyFilter, table: &str) -> Conditions {
    let mut out = Conditions::default();
    if !filter.names.is_empty() {
        let (sql, params) = named(&format!("{table}speaker"), &filter.names);
        out.add(sql, params);
    }
    out.one_of(&format!("{table}speaker_country"), &filter.countries);
    out.one_of(&format!("{table}speaker_sector"), &filter.sectors);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_taken_for_the_language_of_queries() {
        assert_eq!(words("U.S.-led strike*"), "\"U.S.-led\" AND \"strike\"*");
        assert_eq!(words("cholera OR plague"), "cholera OR plague");
        assert_eq!(words("\"state of emergency\""), "\"state of emergency\"");
        assert_eq!(words(" - "), "\"\"");
    }
}
