//! The form in which gold and system are compared. Offsets are code points.

use std::collections::BTreeMap;

use sayso_record::{ArticleRecord, PartyRecord, SpanRecord};

/// Start and end, in code points.
pub type Range = (usize, usize);

/// One article's statements and events.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annotation {
    /// In the order of the file.
    pub statements: Vec<Statement>,
    /// In the order of the file.
    pub events: Vec<Event>,
}

/// A statement, reduced to what is scored.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Statement {
    /// Id within the article.
    pub id: String,
    /// `direct`, `indirect`, `mixed`.
    pub kind: Option<String>,
    /// The phrase that names the source.
    pub source: Option<Range>,
    /// Resolved name.
    pub speaker: Option<String>,
    /// The signalling words.
    pub cue: Option<Range>,
    /// What is said.
    pub contents: Vec<Range>,
}

/// An event, reduced to what is scored.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Event {
    /// PLOVER type.
    pub kind: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// Trigger and later mentions.
    pub triggers: Vec<Range>,
    /// Who.
    pub actors: Vec<Party>,
    /// To whom.
    pub recipients: Vec<Party>,
    /// Whether it happened.
    pub status: Option<String>,
    /// Date value, when there is a date.
    pub date: Option<Option<String>>,
    /// Name of the place.
    pub place: Option<Option<String>>,
    /// Statement id; `None` for the narrator.
    pub said_by: Option<String>,
}

/// An actor or recipient.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Party {
    /// Country code.
    pub country: Option<String>,
    /// Primary sector.
    pub sector: Option<String>,
}

impl Annotation {
    /// Statements by id.
    pub fn by_id(&self) -> BTreeMap<&str, &Statement> {
        self.statements.iter().map(|s| (s.id.as_str(), s)).collect()
    }
}

impl From<&ArticleRecord> for Annotation {
    fn from(record: &ArticleRecord) -> Annotation {
        let range = |s: &SpanRecord| (s.start, s.end);
        let parties = |list: &[PartyRecord]| {
            let party = |p: &PartyRecord| Party {
                country: p.country.clone(),
                sector: p.sector.clone(),
            };
            list.iter().map(party).collect()
        };
        let statements = record.statements.iter().map(|s| Statement {
            id: s.id.clone(),
            kind: Some(s.kind.clone()),
            source: s.source.as_ref().map(range),
            speaker: s.speaker.as_ref().map(|s| s.name.clone()),
            cue: s.cue.as_ref().map(range),
            contents: s.contents.iter().map(range).collect(),
        });
        let events = record.events.iter().map(|e| Event {
            kind: e.kind.clone(),
            mode: e.mode.clone(),
            triggers: std::iter::once(&e.trigger)
                .chain(&e.also)
                .map(range)
                .collect(),
            actors: parties(&e.actors),
            recipients: parties(&e.recipients),
            status: Some(e.status.clone()),
            date: e.date.as_ref().map(|d| d.value.clone()),
            place: e.place.as_ref().map(|p| Some(p.name.clone())),
            said_by: e.said_by.clone(),
        });
        Annotation {
            statements: statements.collect(),
            events: events.collect(),
        }
    }
}
