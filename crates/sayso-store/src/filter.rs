//! What to keep: filters as the user gives them, turned into SQL conditions.

use crate::value::Value;

/// Days, both ends included, ISO 8601; an open end is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Days {
    /// First day.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
}

/// Which actors, recipients, or parties of either role. Of several names,
/// countries or sectors one suffices; the conditions hold for the same party.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartyFilter {
    /// Words of the name, in any order; the last may end with `*`.
    pub names: Vec<String>,
    /// Country codes.
    pub countries: Vec<String>,
    /// Sectors, primary or further ones.
    pub sectors: Vec<String>,
}

/// A box on the map, in degrees; west may lie east of east across the 180th meridian.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Least longitude.
    pub west: f64,
    /// Least latitude.
    pub south: f64,
    /// Greatest longitude.
    pub east: f64,
    /// Greatest latitude.
    pub north: f64,
}

/// What to keep; what is empty keeps everything. Of several values in one list
/// one suffices; all lists hold together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Parts of the publisher's name.
    pub publishers: Vec<String>,
    /// Day of publication.
    pub published: Days,
    /// Languages of articles.
    pub languages: Vec<String>,
    /// Outcomes of articles.
    pub outcomes: Vec<String>,
    /// Event types.
    pub types: Vec<String>,
    /// Event modes.
    pub modes: Vec<String>,
    /// Quad classes.
    pub quads: Vec<i64>,
    /// Contexts, any of them.
    pub contexts: Vec<String>,
    /// Status of events.
    pub statuses: Vec<String>,
    /// Actors.
    pub actor: PartyFilter,
    /// Recipients.
    pub recipient: PartyFilter,
    /// Actors or recipients.
    pub party: PartyFilter,
    /// Parts of the place's name, or of its division's.
    pub places: Vec<String>,
    /// Countries of the place.
    pub place_countries: Vec<String>,
    /// Where the place lies.
    pub bounds: Option<Bounds>,
    /// Days on which the event can have been.
    pub date: Days,
    /// `Some(true)`: only what the article itself asserts; `Some(false)`: only what others say.
    pub narrator: Option<bool>,
    /// Who says it.
    pub speaker: PartyFilter,
    /// Kinds of statements.
    pub kinds: Vec<String>,
    /// Least confidence.
    pub confidence: Option<f64>,
    /// Words: of the event's sentence, of what is said, or of the article.
    pub words: Option<String>,
}

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

    fn add(&mut self, sql: impl Into<String>, params: impl IntoIterator<Item = Value>) {
        self.sql.push(sql.into());
        self.params.extend(params);
    }

    fn one_of(&mut self, column: &str, values: &[String]) {
        if !values.is_empty() {
            let marks = marks(values.len());
            self.add(
                format!("{column} IN ({marks})"),
                values.iter().map(|v| Value::Text(v.clone())),
            );
        }
    }

    fn take(&mut self, frame: impl FnOnce(String) -> String, inner: Conditions) {
        if !inner.sql.is_empty() {
            self.sql.push(frame(inner.sql.join(" AND ")));
            self.params.extend(inner.params);
        }
    }
}

fn marks(count: usize) -> String {
    vec!["?"; count].join(", ")
}

/// `x` anywhere in a column, whatever its case.
fn like(column: &str, parts: &[String]) -> (String, Vec<Value>) {
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
fn named(column: &str, names: &[String]) -> (String, Vec<Value>) {
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

fn days(conditions: &mut Conditions, first: &str, last: &str, days: &Days) {
    if let Some(to) = &days.to {
        conditions.add(format!("{first} <= ?"), [Value::Text(to.clone())]);
    }
    if let Some(from) = &days.from {
        conditions.add(format!("{last} >= ?"), [Value::Text(from.clone())]);
    }
}

/// Which of a party's sectors must be one of those asked for.
#[derive(Clone, Copy)]
enum Sectors {
    /// The only or first one.
    Primary,
    /// Any of several; an index knows the few parties that have several.
    Further,
    /// Either way: for queries that look at every party anyhow.
    Any,
}

/// What a party `p` has to be like.
fn party(filter: &PartyFilter, sectors: Sectors) -> Conditions {
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
fn speaker(filter: &PartyFilter, table: &str) -> Conditions {
    let mut out = Conditions::default();
    if !filter.names.is_empty() {
        let (sql, params) = named(&format!("{table}speaker"), &filter.names);
        out.add(sql, params);
    }
    out.one_of(&format!("{table}speaker_country"), &filter.countries);
    out.one_of(&format!("{table}speaker_sector"), &filter.sectors);
    out
}

impl Filter {
    /// What articles `a` have to be like.
    fn article(&self) -> Conditions {
        let mut out = Conditions::default();
        if !self.publishers.is_empty() {
            let (sql, params) = like("publisher", &self.publishers);
            out.add(
                format!("a.publisher IN (SELECT DISTINCT publisher FROM articles WHERE {sql})"),
                params,
            );
        }
        days(&mut out, "a.published", "a.published", &self.published);
        out.one_of("a.language", &self.languages);
        out.one_of("a.outcome", &self.outcomes);
        out
    }

    /// What statements `s` have to be like, apart from their article.
    fn statement(&self) -> Conditions {
        let mut out = speaker(&self.speaker, "s.");
        out.one_of("s.kind", &self.kinds);
        out
    }

    /// What events `e` have to be like, apart from article, speaker and words.
    fn event(&self) -> Conditions {
        let mut out = Conditions::default();
        out.one_of("e.type", &self.types);
        out.one_of("e.mode", &self.modes);
        out.one_of("e.status", &self.statuses);
        if !self.quads.is_empty() {
            out.add(
                format!("e.quad IN ({})", marks(self.quads.len())),
                self.quads.iter().map(|q| Value::Integer(*q)),
            );
        }
        if !self.contexts.is_empty() {
            let any = vec!["instr(' ' || e.contexts || ' ', ?) > 0"; self.contexts.len()];
            let params = self.contexts.iter().map(|c| Value::Text(format!(" {c} ")));
            out.add(format!("({})", any.join(" OR ")), params);
        }
        for (role, filter) in [
            (" AND p.role = 'actor'", &self.actor),
            (" AND p.role = 'recipient'", &self.recipient),
            ("", &self.party),
        ] {
            let select = |inner: Conditions, out: &mut Vec<String>, params: &mut Vec<Value>| {
                let sql = inner.sql.join(" AND ");
                out.push(format!("SELECT p.event FROM parties p WHERE {sql}{role}"));
                params.extend(inner.params);
            };
            let (mut selects, mut params) = (Vec::new(), Vec::new());
            if *filter != PartyFilter::default() {
                let inner = party(filter, Sectors::Primary);
                select(inner, &mut selects, &mut params);
            }
            if !filter.sectors.is_empty() {
                let inner = party(filter, Sectors::Further);
                select(inner, &mut selects, &mut params);
            }
            if !selects.is_empty() {
                out.add(format!("e.id IN ({})", selects.join(" UNION ALL ")), params);
            }
        }
        if !self.places.is_empty() {
            let (name, mut params) = like("place", &self.places);
            let (division, again) = like("place_division", &self.places);
            params.extend(again);
            let one_of = |column: &str, like: &str| {
                format!(
                    "e.{column} IN (SELECT DISTINCT {column} FROM events WHERE {column} IS NOT NULL AND {like})"
                )
            };
            let sql = format!(
                "({} OR {})",
                one_of("place", &name),
                one_of("place_division", &division)
            );
            out.add(sql, params);
        }
        out.one_of("e.place_country", &self.place_countries);
        if let Some(b) = self.bounds {
            out.add(
                "e.latitude BETWEEN ? AND ?",
                [Value::Real(b.south), Value::Real(b.north)],
            );
            let sides = [Value::Real(b.west), Value::Real(b.east)];
            if b.west <= b.east {
                out.add("e.longitude BETWEEN ? AND ?", sides);
            } else {
                out.add("(e.longitude >= ? OR e.longitude <= ?)", sides);
            }
        }
        days(&mut out, "e.date_earliest", "e.date_latest", &self.date);
        out
    }

    /// Whether something is asked of events.
    fn asks_events(&self) -> bool {
        !self.event().sql.is_empty() || self.narrator.is_some()
    }

    fn say_so(&self, out: &mut Conditions) {
        match self.narrator {
            Some(true) => out.add("e.said_by IS NULL", []),
            Some(false) => out.add("e.said_by IS NOT NULL", []),
            None => {}
        }
        let said = speaker(&self.speaker, "e.");
        out.take(|sql| sql, said);
        let mut kinds = Conditions::default();
        kinds.one_of("s.kind", &self.kinds);
        out.take(
            |sql| format!("e.said_by IN (SELECT s.id FROM statements s WHERE {sql})"),
            kinds,
        );
    }

    fn least(&self, column: &str, out: &mut Conditions) {
        if let Some(least) = self.confidence {
            out.add(format!("{column} >= ?"), [Value::Real(least)]);
        }
    }

    fn matching(&self, id: &str, index: &str, out: &mut Conditions) {
        if let Some(query) = &self.words {
            out.add(
                format!("{id} IN (SELECT rowid FROM {index} WHERE {index} MATCH ?)"),
                [Value::Text(words(query))],
            );
        }
    }

    /// The conditions on events `e`.
    pub(crate) fn events(&self) -> Conditions {
        let mut out = self.event();
        self.say_so(&mut out);
        self.least("e.confidence", &mut out);
        self.matching("e.id", "events_words", &mut out);
        out.take(
            |sql| format!("e.article IN (SELECT a.id FROM articles a WHERE {sql})"),
            self.article(),
        );
        out
    }

    /// What a party `p` in a list of parties has to be like: what is asked of
    /// parties of its role.
    pub(crate) fn only_parties(&self) -> Conditions {
        let mut out = Conditions::default();
        let like = |f: &PartyFilter| party(f, Sectors::Any);
        let mut any = Conditions::default();
        for (role, filter) in [("actor", &self.actor), ("recipient", &self.recipient)] {
            any.take(|sql| format!("(p.role = '{role}' AND {sql})"), like(filter));
        }
        if !any.sql.is_empty() {
            out.add(format!("({})", any.sql.join(" OR ")), any.params);
        }
        out.take(|sql| sql, like(&self.party));
        out
    }

    /// The conditions on statements `s`; those on events hold for one that it asserts.
    pub(crate) fn statements(&self) -> Conditions {
        let mut out = self.statement();
        self.least("s.confidence", &mut out);
        self.matching("s.id", "statements_words", &mut out);
        out.take(
            |sql| format!("s.article IN (SELECT a.id FROM articles a WHERE {sql})"),
            self.article(),
        );
        if self.asks_events() {
            let mut inner = self.event();
            if self.narrator == Some(true) {
                inner.add("0", []);
            }
            inner.add("e.said_by IS NOT NULL", []);
            out.take(
                |sql| format!("s.id IN (SELECT e.said_by FROM events e WHERE {sql})"),
                inner,
            );
        }
        out
    }

    /// The conditions on stories `t`: those on events hold for one of its events.
    pub(crate) fn stories(&self) -> Conditions {
        let mut out = Conditions::default();
        out.take(
            |sql| {
                format!(
                    "t.id IN (SELECT se.story FROM story_events se JOIN events e ON e.id = se.event WHERE {sql})"
                )
            },
            self.events(),
        );
        out
    }

    /// The conditions on articles `a`; those on events and statements hold for
    /// one in it.
    pub(crate) fn articles(&self) -> Conditions {
        let mut out = self.article();
        self.matching("a.id", "texts_words", &mut out);
        if self.asks_events() || self.confidence.is_some() {
            let mut inner = self.event();
            self.say_so(&mut inner);
            self.least("e.confidence", &mut inner);
            out.take(
                |sql| format!("a.id IN (SELECT e.article FROM events e WHERE {sql})"),
                inner,
            );
        } else {
            out.take(
                |sql| format!("a.id IN (SELECT s.article FROM statements s WHERE {sql})"),
                self.statement(),
            );
        }
        out
    }
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

    #[test]
    fn an_empty_filter_has_no_condition() {
        let filter = Filter::default();
        for conditions in [filter.events(), filter.statements(), filter.articles()] {
            assert_eq!(conditions.wheres(), "");
            assert!(conditions.params.is_empty());
        }
    }
}
