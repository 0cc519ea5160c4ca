//! Records for tests, about happenings that are invented.

use sayso_record::{
    ArticleInfo, ArticleRecord, EntityRecord, EventDateRecord, EventRecord, MentionRecord, Outcome,
    PartyRecord, PlaceRecord, PublisherRecord, Run, SCHEMA, SpanRecord, SpeakerRecord,
    StatementRecord,
};

use crate::{Packed, Source};

/// The run of the tests.
pub fn run(version: &str) -> Run {
    Run {
        sayso: version.to_owned(),
        model: "m".to_owned(),
        lexicons: "l".to_owned(),
        schema: SCHEMA,
    }
}

/// The passage `part` of `text`, where it stands first.
pub fn span(text: &str, part: &str) -> SpanRecord {
    let at = text.find(part).expect("the part stands in the text");
    let start = text[..at].chars().count();
    SpanRecord {
        start,
        end: start + part.chars().count(),
        text: part.to_owned(),
    }
}

/// A stand-in for the hash of a text: as different as the texts are.
pub fn hash(text: &str) -> String {
    let mut state = [0xcbf2_9ce4_8422_2325_u64, 0x9e37_79b9_7f4a_7c15, 7, 11];
    for (i, byte) in text.bytes().enumerate() {
        let n = i % 4;
        state[n] = (state[n] ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        state[(n + 1) % 4] ^= state[n].rotate_left(23);
    }
    state.iter().map(|s| format!("{s:016x}")).collect()
}

/// A record of `text` without events.
pub fn empty(text: &str) -> ArticleRecord {
    let sha = hash(text);
    ArticleRecord {
        schema: SCHEMA,
        article: ArticleInfo {
            id: sha[..16].to_owned(),
            path: Some("a.txt".to_owned()),
            title: Some("A headline".to_owned()),
            publisher: Some(PublisherRecord {
                name: "Coastal News".to_owned(),
                country: None,
            }),
            published: Some("2024-05-17".to_owned()),
            published_from: Some("option".to_owned()),
            language: Some("en".to_owned()),
            characters: text.chars().count(),
            text_sha256: sha,
            ..ArticleInfo::default()
        },
        outcome: Outcome::NoEvents,
        reason: None,
        entities: Vec::new(),
        statements: Vec::new(),
        events: Vec::new(),
        times: Vec::new(),
        places: Vec::new(),
        diagnostics: Vec::new(),
        run: run("1"),
    }
}

/// An entity named `name`, mentioned where it stands first.
pub fn entity(text: &str, id: &str, name: &str, country: &str, sector: &str) -> EntityRecord {
    EntityRecord {
        id: id.to_owned(),
        name: name.to_owned(),
        kind: "person".to_owned(),
        country: Some(country.to_owned()),
        sector: Some(sector.to_owned()),
        sectors: vec![sector.to_owned()],
        role: None,
        mentions: vec![MentionRecord {
            span: span(text, name),
            epithet: false,
        }],
        reason: "test".to_owned(),
    }
}

/// The entity as a party.
pub fn party(entity: &EntityRecord) -> PartyRecord {
    PartyRecord {
        entity: Some(entity.id.clone()),
        span: entity.mentions[0].span.clone(),
        name: entity.name.clone(),
        country: entity.country.clone(),
        sector: entity.sector.clone(),
        sectors: entity.sectors.clone(),
        epithet: false,
    }
}

/// An event of `kind` at `trigger`, without parties.
pub fn event(text: &str, id: &str, kind: &str, trigger: &str) -> EventRecord {
    EventRecord {
        id: id.to_owned(),
        kind: kind.to_owned(),
        mode: None,
        cameo: None,
        quad: if kind == "CONSULT" { 1 } else { 4 },
        intensity: -1.5,
        contexts: vec!["military".to_owned()],
        trigger: span(text, trigger),
        also: Vec::new(),
        actors: Vec::new(),
        recipients: Vec::new(),
        status: "actual".to_owned(),
        date: None,
        place: None,
        counts: Vec::new(),
        said_by: None,
        rule: format!("event/{kind}/test"),
        confidence: 0.8,
        model: None,
        sentence: span(text, text.trim_end()),
    }
}

/// A statement with `content`, by `speaker`.
pub fn statement(
    text: &str,
    id: &str,
    speaker: &EntityRecord,
    contents: &[&str],
) -> StatementRecord {
    StatementRecord {
        id: id.to_owned(),
        kind: "indirect".to_owned(),
        source: Some(speaker.mentions[0].span.clone()),
        speaker: Some(SpeakerRecord {
            entity: Some(speaker.id.clone()),
            name: speaker.name.clone(),
        }),
        cue: None,
        contents: contents.iter().map(|c| span(text, c)).collect(),
        within: None,
        confidence: 0.9,
        rule: "cue/test".to_owned(),
    }
}

/// An event's date.
pub fn date(text: &str, words: &str, earliest: &str, latest: &str) -> EventDateRecord {
    EventDateRecord {
        span: span(text, words),
        value: Some(earliest.to_owned()),
        earliest: Some(earliest.to_owned()),
        latest: Some(latest.to_owned()),
        step: Some("trigger".to_owned()),
        probability: Some(0.9),
    }
}

/// An event's place.
pub fn place(text: &str, name: &str, country: &str, latitude: f64, longitude: f64) -> PlaceRecord {
    PlaceRecord {
        span: span(text, name),
        name: name.to_owned(),
        country: Some(country.to_owned()),
        division: None,
        feature: Some("town".to_owned()),
        geonames: Some(12),
        latitude: Some(latitude),
        longitude: Some(longitude),
        precision: Some("city".to_owned()),
        disputed: None,
        reason: "test".to_owned(),
        step: Some("trigger".to_owned()),
        probability: Some(0.9),
        candidates: Vec::new(),
    }
}

/// An article of one sentence with `events` events and a statement that says them.
pub fn article(text: &str, events: usize) -> ArticleRecord {
    let mut record = empty(text);
    let word = text.split(' ').next().expect("a word");
    let who = entity(text, "n1", word, "KEN", "GOV");
    record.statements = vec![statement(text, "s1", &who, &[text.trim_end()])];
    record.events = (1..=events)
        .map(|n| {
            let mut event = event(text, &format!("e{n}"), "ACCUSE", word);
            event.actors = vec![party(&who)];
            event.said_by = (n > 1).then(|| "s1".to_owned());
            event
        })
        .collect();
    record.entities = vec![who];
    record.outcome = Outcome::Coded;
    record
}

/// The record packed, as read at its path.
pub fn packed(record: ArticleRecord, text: &str) -> Packed {
    let source = Source::of(&record.article);
    Packed::new(record, text.to_owned(), source)
}
