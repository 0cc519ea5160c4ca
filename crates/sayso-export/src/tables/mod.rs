//! The tables, one a module: the columns and the rows of an article.

pub(crate) mod articles;
pub(crate) mod counts;
pub(crate) mod entities;
pub(crate) mod events;
pub(crate) mod parties;
pub(crate) mod places;
pub(crate) mod statements;
pub(crate) mod times;

use crate::cell::Kind;
use crate::table::Column;

const fn text(name: &'static str, about: &'static str) -> Column {
    column(name, Kind::Text, about)
}

const fn int(name: &'static str, about: &'static str) -> Column {
    column(name, Kind::Int, about)
}

const fn float(name: &'static str, about: &'static str) -> Column {
    column(name, Kind::Float, about)
}

const fn flag(name: &'static str, about: &'static str) -> Column {
    column(name, Kind::Bool, about)
}

const fn day(name: &'static str, about: &'static str) -> Column {
    column(name, Kind::Day, about)
}

const fn column(name: &'static str, kind: Kind, about: &'static str) -> Column {
    Column { name, kind, about }
}

/// Several spans in one cell: `12-30; 44-60`.
fn spans<'a>(spans: impl Iterator<Item = &'a sayso_record::SpanRecord>) -> String {
    let spans: Vec<String> = spans.map(|s| format!("{}-{}", s.start, s.end)).collect();
    spans.join("; ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::table::Table;

    #[test]
    fn columns_have_names_of_their_own_and_say_what_they_mean() {
        for table in Table::ALL {
            let mut seen = BTreeSet::new();
            for column in table.columns() {
                assert!(seen.insert(column.name), "{}.{}", table.name(), column.name);
                assert!(column.about.ends_with('.'), "{}", column.about);
                assert!(!column.about.contains('|'), "{}", column.about);
            }
        }
    }
}
