//! What to keep: filters as the user gives them, turned into SQL conditions.

use crate::conditions::{Conditions, Sectors, days, like, marks, party, speaker, words};
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
    pub(crate) fn asks_events(&self) -> bool {
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
    fn an_empty_filter_has_no_condition() {
        let filter = Filter::default();
        for conditions in [filter.events(), filter.statements(), filter.articles()] {
            assert_eq!(conditions.wheres(), "");
            assert!(conditions.params.is_empty());
        }
    }
}
