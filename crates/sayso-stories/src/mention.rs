//! What is read from an article's record for linking: the article in a few
//! words, and of each event what can tell it from others. About 400 bytes an
//! event, so half a million fit into memory.

use sayso_record::{
    ArticleRecord, EntityRecord, EventRecord, PartyRecord, PlaceRecord, StatementRecord,
};

use crate::day::{self, Day};
use crate::words::{self, Word};

/// An article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// Its id.
    pub id: String,
    /// Who published it; `None` when unknown.
    pub publisher: Option<String>,
    /// Day of publication.
    pub published: Option<Day>,
    /// Order among articles of one day, for instance that of adding.
    pub order: u64,
    /// Index of the article of which it is a copy; its own when it is original.
    /// The linking fills it with its own index when it is out of range.
    pub origin: usize,
    /// What it is about: the words of its title, of its entities' names and of
    /// the sentences of its events.
    pub subject: Vec<Word>,
}

/// One event as one article tells it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mention {
    /// Index of the article.
    pub article: usize,
    /// Id of the event in the article.
    pub event: String,
    /// PLOVER type.
    pub kind: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// How far it is told as a fact.
    pub status: Status,
    /// Who says it; `None` for the article's own voice.
    pub voice: Option<Voice>,
    /// Beginning of the word that names the act.
    pub trigger: Word,
    /// The telling words of the sentence.
    pub sentence: Vec<Word>,
    /// Who.
    pub actors: Vec<Party>,
    /// To whom.
    pub recipients: Vec<Party>,
    /// Where.
    pub place: Option<Place>,
    /// First and last day that the article's words allow.
    pub days: Option<(Day, Day)>,
    /// Numbers of people or things.
    pub counts: Vec<Count>,
    /// Others whose words stand in the sentence.
    pub quoted: Vec<String>,
}

/// How far something is told as a fact, relative to who tells it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// It happened.
    #[default]
    Actual,
    /// It is to happen.
    Future,
    /// It might, under a condition, or is wished for.
    Hypothetical,
    /// It did not happen.
    Denied,
    /// It may have happened.
    Uncertain,
}

/// Who says something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Voice {
    /// Fullest name or description; `None` when the article does not tell.
    pub name: Option<String>,
    /// The words that signal the attribution deny what is said.
    pub denies: bool,
}

/// An actor or recipient.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Party {
    /// Fullest name or description in the article.
    pub name: String,
    /// Its words, with the country code as one.
    pub words: Vec<Word>,
    /// How it is told.
    pub told: Told,
    /// Country code.
    pub country: Option<String>,
    /// Primary sector.
    pub sector: Option<String>,
}

/// How a party is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Told {
    /// By what it is: "police", "the protesters".
    #[default]
    Described,
    /// As a country.
    Country,
    /// By the name of a person, organisation or place.
    Named,
}

/// A place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// GeoNames id, else a number of the name.
    pub id: u64,
    /// Words of its name, when it is smaller than a country.
    pub words: Vec<Word>,
    /// Country code.
    pub country: Option<String>,
    /// Degrees north and east, when they are those of a point or town.
    pub point: Option<(f64, f64)>,
}

/// A number of people or things.
#[derive(Clone, Debug, PartialEq)]
pub struct Count {
    /// What is counted, in lower case.
    pub of: String,
    /// The number that the words give.
    pub value: f64,
    /// Least that they allow.
    pub low: f64,
    /// Greatest that they allow; infinite for "more than".
    pub high: f64,
}

/// Words by which a source says that something is not so.
const DENY: [&str; 5] = ["deny", "denies", "denied", "denying", "denial"];
/// A longer stretch of days dates nothing.
const LONGEST: Day = 400;

/// Reads an article's record. `index` is the number that the article's mentions
/// shall carry, `order` its place among articles of one day.
#[must_use]
pub fn read(record: &ArticleRecord, index: usize, order: u64) -> (Article, Vec<Mention>) {
    let info = &record.article;
    let mentions: Vec<Mention> = record
        .events
        .iter()
        .map(|event| mention(event, record, index))
        .collect();
    let mut subject = words::terms(info.title.as_deref().unwrap_or_default());
    for entity in &record.entities {
        subject.extend(words::terms(&entity.name));
    }
    for mention in &mentions {
        subject.extend(&mention.sentence);
    }
    subject.sort_unstable();
    subject.dedup();
    // Kept for every article of an archive: room that was only needed to
    // collect the words would be most of it.
    subject.shrink_to_fit();
    let article = Article {
        id: info.id.clone(),
        publisher: info.publisher.as_ref().map(|p| p.name.clone()),
        published: info.published.as_deref().and_then(day::read),
        order,
        origin: index,
        subject,
    };
    (article, mentions)
}

fn mention(event: &EventRecord, record: &ArticleRecord, article: usize) -> Mention {
    let statements = &record.statements;
    let parties = |list: &[PartyRecord]| -> Vec<Party> {
        let read = |p| Party::read(p, &record.entities);
        list.iter().map(read).collect()
    };
    let by_id = |id: &str| statements.iter().find(|s| s.id == id);
    let said_by = event.said_by.as_deref();
    let quoted = statements.iter().filter(|s| {
        let inside = |c: &sayso_record::SpanRecord| {
            c.start < event.sentence.end && event.sentence.start < c.end
        };
        Some(s.id.as_str()) != said_by && s.contents.iter().any(inside)
    });
    let mut quoted: Vec<String> = quoted
        .filter_map(|s| Some(s.speaker.as_ref()?.name.clone()))
        .collect();
    quoted.sort();
    quoted.dedup();
    Mention {
        article,
        event: event.id.clone(),
        kind: event.kind.clone(),
        mode: event.mode.clone(),
        status: Status::read(&event.status),
        voice: said_by.map(|id| by_id(id).map_or_else(Voice::default, Voice::read)),
        trigger: words::stem(&event.trigger.text),
        sentence: words::terms(&event.sentence.text),
        actors: parties(&event.actors),
        recipients: parties(&event.recipients),
        place: event.place.as_ref().map(Place::read),
        days: event.date.as_ref().and_then(|d| {
            let first = day::read(d.earliest.as_deref()?)?;
            let last = day::read(d.latest.as_deref()?)?;
            (first <= last && last - first <= LONGEST).then_some((first, last))
        }),
        counts: event.counts.iter().filter_map(Count::read).collect(),
        quoted,
    }
}

impl Status {
    /// Reads the word of the record; an unknown one leaves it open.
    #[must_use]
    pub fn read(word: &str) -> Self {
        match word {
            "actual" => Self::Actual,
            "future" => Self::Future,
            "hypothetical" => Self::Hypothetical,
            "denied" => Self::Denied,
            _ => Self::Uncertain,
        }
    }
}

impl Voice {
    fn read(statement: &StatementRecord) -> Self {
        let cue = statement.cue.as_ref().map(|c| c.text.to_lowercase());
        Self {
            name: statement.speaker.as_ref().map(|s| s.name.clone()),
            denies: cue.is_some_and(|c| c.split_whitespace().any(|w| DENY.contains(&w))),
        }
    }
}

impl Party {
    fn read(party: &PartyRecord, entities: &[EntityRecord]) -> Self {
        let entity = party.entity.as_ref();
        let entity = entity.and_then(|id| entities.iter().find(|e| e.id == *id));
        let kind = entity.map_or("", |e| e.kind.as_str());
        let mut all = words::terms(&party.name);
        if let Some(country) = &party.country {
            all.push(words::number(country));
        }
        all.sort_unstable();
        all.dedup();
        Self {
            name: party.name.clone(),
            words: all,
            told: match kind {
                "country" => Told::Country,
                "person" | "organization" | "place"
                    if party.name.chars().any(char::is_uppercase) =>
                {
                    Told::Named
                }
                _ => Told::Described,
            },
            country: party.country.clone(),
            sector: party.sector.clone(),
        }
    }
}

impl Place {
    fn read(place: &PlaceRecord) -> Self {
        let exact = matches!(place.precision.as_deref(), Some("point" | "city"));
        Self {
            id: place.geonames.unwrap_or_else(|| {
                (1 << 40) | u64::from(words::number(&place.name.to_lowercase()))
            }),
            words: if place.precision.as_deref() == Some("country") {
                Vec::new()
            } else {
                words::terms(&place.name)
            },
            country: place.country.clone(),
            point: place.latitude.zip(place.longitude).filter(|_| exact),
        }
    }
}

impl Count {
    fn read(count: &sayso_record::CountRecord) -> Option<Self> {
        let value = count.value?;
        // "About" gives no bounds in the record: a tenth either way is what it allows.
        let (least, most) = match count.bound.as_deref() {
            Some("about") => (value * 0.9, value * 1.1),
            Some("exact") => (value, value),
            _ => (0.0, f64::INFINITY),
        };
        Some(Self {
            of: count.of.to_lowercase(),
            value,
            low: count.low.unwrap_or(least).min(value),
            high: count.high.unwrap_or(most).max(value),
        })
    }
}
