//! Counts: how many events, statements or articles, by what.

use crate::error::Result;
use crate::filter::Filter;
use crate::list::Kind;
use crate::open::Store;
use crate::value::Table;

/// Something to count by.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// As the user names it.
    pub name: &'static str,
    sql: &'static str,
    /// Whose column it is.
    of: Of,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    Article,
    Statement,
    /// A statement's, where statements are counted: events have their own.
    Speaker,
    Event,
    Actor,
    Recipient,
    /// A party of either role.
    Party,
    /// Both an actor and a recipient.
    Dyad,
    /// A happening.
    Story,
}

const fn field(name: &'static str, sql: &'static str, of: Of) -> Field {
    Field { name, sql, of }
}

/// All fields. Days are those of the event; where its earliest and latest day
/// fall into different days, weeks, months or years, it belongs to none.
pub const FIELDS: [Field; 49] = [
    field("type", "e.type", Of::Event),
    field("mode", "e.mode", Of::Event),
    field("quad", "e.quad", Of::Event),
    field("cameo", "e.cameo", Of::Event),
    field("status", "e.status", Of::Event),
    field("rule", "e.rule", Of::Event),
    field(
        "said-by",
        "CASE WHEN e.said_by IS NULL THEN 'narrator' ELSE 'source' END",
        Of::Event,
    ),
    field("place", "e.place", Of::Event),
    field("place-country", "e.place_country", Of::Event),
    field("place-division", "e.place_division", Of::Event),
    field(
        "day",
        "CASE WHEN e.date_earliest = e.date_latest THEN e.date_earliest END",
        Of::Event,
    ),
    field(
        "week",
        "CASE WHEN strftime('%G-W%V', e.date_earliest) = strftime('%G-W%V', e.date_latest) THEN strftime('%G-W%V', e.date_earliest) END",
        Of::Event,
    ),
    field(
        "month",
        "CASE WHEN substr(e.date_earliest, 1, 7) = substr(e.date_latest, 1, 7) THEN substr(e.date_earliest, 1, 7) END",
        Of::Event,
    ),
    field(
        "year",
        "CASE WHEN substr(e.date_earliest, 1, 4) = substr(e.date_latest, 1, 4) THEN substr(e.date_earliest, 1, 4) END",
        Of::Event,
    ),
    field("actor", "pa.name", Of::Actor),
    field("actor-country", "pa.country", Of::Actor),
    field("actor-sector", "pa.sector", Of::Actor),
    field("recipient", "pr.name", Of::Recipient),
    field("recipient-country", "pr.country", Of::Recipient),
    field("recipient-sector", "pr.sector", Of::Recipient),
    field("party", "p.name", Of::Party),
    field("country", "p.country", Of::Party),
    field("sector", "p.sector", Of::Party),
    field("dyad", "pa.country || '>' || pr.country", Of::Dyad),
    field("kind", "s.kind", Of::Statement),
    field("speaker", "e.speaker", Of::Event),
    field("speaker-country", "e.speaker_country", Of::Event),
    field("speaker-sector", "e.speaker_sector", Of::Event),
    field("speaker", "s.speaker", Of::Speaker),
    field("speaker-country", "s.speaker_country", Of::Speaker),
    field("speaker-sector", "s.speaker_sector", Of::Speaker),
    field("cue", "s.cue", Of::Statement),
    field("publisher", "a.publisher", Of::Article),
    field("publisher-country", "a.publisher_country", Of::Article),
    field("language", "a.language", Of::Article),
    field("outcome", "a.outcome", Of::Article),
    field("licence", "a.licence", Of::Article),
    field("dateline", "a.dateline", Of::Article),
    field("dateline-country", "a.dateline_country", Of::Article),
    field("published-day", "a.published", Of::Article),
    field(
        "published-week",
        "strftime('%G-W%V', a.published)",
        Of::Article,
    ),
    field("published-month", "substr(a.published, 1, 7)", Of::Article),
    field("published-year", "substr(a.published, 1, 4)", Of::Article),
    field("type", "t.type", Of::Story),
    field("reports", "t.reports", Of::Story),
    field("origins", "t.origins", Of::Story),
    field(
        "day",
        "CASE WHEN t.earliest = t.latest THEN t.earliest END",
        Of::Story,
    ),
    field(
        "month",
        "CASE WHEN substr(t.earliest, 1, 7) = substr(t.latest, 1, 7) THEN substr(t.earliest, 1, 7) END",
        Of::Story,
    ),
    field(
        "year",
        "CASE WHEN substr(t.earliest, 1, 4) = substr(t.latest, 1, 4) THEN substr(t.earliest, 1, 4) END",
        Of::Story,
    ),
];

impl Field {
    /// The field of this name that can be counted by in lists of `kind`.
    pub fn parse(name: &str, kind: Kind) -> Option<Field> {
        let name = name.trim().to_ascii_lowercase().replace('_', "-");
        Field::of(kind).find(|f| f.name == name)
    }

    /// The fields that lists of `kind` can be counted by.
    pub fn of(kind: Kind) -> impl Iterator<Item = Field> {
        FIELDS.into_iter().filter(move |f| match kind {
            Kind::Events => !matches!(f.of, Of::Story | Of::Speaker),
            Kind::Statements => matches!(f.of, Of::Statement | Of::Speaker | Of::Article),
            Kind::Articles => f.of == Of::Article,
            Kind::Stories => f.of == Of::Story,
        })
    }

    /// Whether its values follow one another in time.
    pub fn is_time(&self) -> bool {
        ["day", "week", "month", "year"]
            .iter()
            .any(|t| self.name.ends_with(t))
    }
}

impl Store {
    /// Counts what `filter` keeps by `fields`: times in their order, else the
    /// most frequent first. What has no value is counted under `NULL`. With
    /// `happenings`, the reports of one happening count once, where happenings
    /// were linked (table `story_events`). An event with several parties counts
    /// for each of them.
    ///
    /// # Errors
    /// When the words asked for are no query, or the archive cannot be read.
    pub fn count(
        &self,
        kind: Kind,
        filter: &Filter,
        fields: &[Field],
        happenings: bool,
        limit: usize,
    ) -> Result<Table> {
        if let [field] = fields
            && kind == Kind::Events
            && !happenings
            && *filter == Filter::default()
            && let Some(table) = self.count_parties(field, limit)?
        {
            return Ok(table);
        }
        let has = |of: Of| fields.iter().any(|f| f.of == of);
        let (mut from, name, conditions) = match kind {
            Kind::Events => ("events e".to_owned(), "e", filter.events()),
            Kind::Statements => ("statements s".to_owned(), "s", filter.statements()),
            Kind::Articles => ("articles a".to_owned(), "a", filter.articles()),
            Kind::Stories => ("stories t".to_owned(), "t", filter.stories()),
        };
        if kind == Kind::Events && has(Of::Statement) {
            from.push_str(" LEFT JOIN statements s ON s.id = e.said_by");
        }
        if kind != Kind::Articles && has(Of::Article) {
            from.push_str(&format!(" JOIN articles a ON a.id = {name}.article"));
        }
        let mut many = happenings;
        for (of, join) in [
            (
                Of::Actor,
                " LEFT JOIN parties pa ON pa.event = e.id AND pa.role = 'actor'",
            ),
            (
                Of::Recipient,
                " LEFT JOIN parties pr ON pr.event = e.id AND pr.role = 'recipient'",
            ),
            (Of::Party, " LEFT JOIN parties p ON p.event = e.id"),
        ] {
            if has(of) || (has(Of::Dyad) && of != Of::Party) {
                from.push_str(join);
                many = true;
            }
        }
        let counted = if happenings && kind == Kind::Events {
            from.push_str(" LEFT JOIN story_events se ON se.event = e.id");
            // Events of no story are happenings of their own; their ids must not
            // meet those of stories.
            "count(DISTINCT coalesce(se.story, -e.id))".to_owned()
        } else if many {
            format!("count(DISTINCT {name}.id)")
        } else {
            "count(*)".to_owned()
        };
        let values: Vec<&str> = fields.iter().map(|f| f.sql).collect();
        let places: Vec<String> = (1..=fields.len()).map(|i| i.to_string()).collect();
        let order = if fields.iter().any(Field::is_time) {
            let sorted: Vec<String> = places.iter().map(|p| format!("{p} NULLS LAST")).collect();
            sorted.join(", ")
        } else {
            format!("{} DESC, {}", fields.len() + 1, places.join(", "))
        };
        let cut = if limit > 0 {
            format!(" LIMIT {}", limit + 1)
        } else {
            String::new()
        };
        let sql = if fields.is_empty() {
            format!("SELECT {counted} FROM {from}{}", conditions.wheres())
        } else {
            format!(
                "SELECT {}, {counted} FROM {from}{} GROUP BY {} ORDER BY {order}{cut}",
                values.join(", "),
                conditions.wheres(),
                places.join(", "),
            )
        };
        let mut rows = self.ask(&sql, &conditions.params)?;
        let more = limit > 0 && rows.len() > limit;
        rows.truncate(if more { limit } else { rows.len() });
        let counted = match kind {
            Kind::Events if happenings => "happenings",
            Kind::Events => "events",
            Kind::Statements => "statements",
            Kind::Articles => "articles",
            Kind::Stories => "stories",
        };
        let mut columns: Vec<String> = fields.iter().map(|f| f.name.replace('-', "_")).collect();
        columns.push(counted.to_owned());
        Ok(Table {
            columns,
            rows,
            more,
        })
    }

    /// All events by one field of their parties: from the index alone, as the
    /// general way would look up every event. `None` for another field.
    fn count_parties(&self, field: &Field, limit: usize) -> Result<Option<Table>> {
        let (role, alias) = match field.of {
            Of::Actor => ("WHERE role = 'actor'", "pa."),
            Of::Recipient => ("WHERE role = 'recipient'", "pr."),
            Of::Party => ("", "p."),
            _ => return Ok(None),
        };
        let column = field.sql.replace(alias, "");
        let sql = format!(
            "SELECT v, sum(n) AS events FROM (
               SELECT {column} AS v, count(DISTINCT event) AS n FROM parties {role} GROUP BY v
               UNION ALL
               SELECT NULL, (SELECT count(*) FROM events) - (SELECT count(DISTINCT event) FROM parties {role})
             ) WHERE n > 0 GROUP BY v ORDER BY events DESC, v{}",
            if limit > 0 { format!(" LIMIT {}", limit + 1) } else { String::new() }
        );
        let mut rows = self.ask(&sql, &[])?;
        let more = limit > 0 && rows.len() > limit;
        rows.truncate(if more { limit } else { rows.len() });
        Ok(Some(Table {
            columns: vec![field.name.replace('-', "_"), "events".to_owned()],
            rows,
            more,
        }))
    }
}
