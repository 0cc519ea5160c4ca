//! A record, written into its tables.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};
use sayso_record::{
    ArticleRecord, EntityRecord, EventRecord, PartyRecord, SpeakerRecord, StatementRecord,
};

/// The ids that a record's own numbers (`n1`, `s1`) got in the archive.
type Ids<'r> = BTreeMap<&'r str, i64>;

/// Writes all that was read from an article; nothing of it may be there yet.
pub(crate) fn write(db: &Connection, article: i64, record: &ArticleRecord) -> rusqlite::Result<()> {
    let entities = ids(db, "entities", record.entities.iter().map(|e| &*e.id))?;
    let statements = ids(db, "statements", record.statements.iter().map(|s| &*s.id))?;
    let events = ids(db, "events", record.events.iter().map(|e| &*e.id))?;
    for entity in &record.entities {
        write_entity(db, article, entities[&*entity.id], entity)?;
    }
    for statement in &record.statements {
        let speaker = statement.speaker.as_ref();
        let entity = speaker.and_then(|s| speaker_entity(record, s));
        write_statement(db, article, statement, &statements, &entities, entity)?;
    }
    for event in &record.events {
        let id = events[&*event.id];
        write_event(db, article, id, event, &statements, record)?;
        for (role, parties) in [("actor", &event.actors), ("recipient", &event.recipients)] {
            for (number, party) in parties.iter().enumerate() {
                write_party(db, id, role, number, party, &entities)?;
            }
        }
        write_event_parts(db, id, event)?;
    }
    write_expressions(db, article, record)
}

/// The entity that a speaker is.
fn speaker_entity<'r>(
    record: &'r ArticleRecord,
    speaker: &SpeakerRecord,
) -> Option<&'r EntityRecord> {
    let id = speaker.entity.as_ref()?;
    record.entities.iter().find(|e| e.id == *id)
}

/// Gives each of the record's numbers the next free id of `table`.
fn ids<'r>(
    db: &Connection,
    table: &str,
    numbers: impl Iterator<Item = &'r str>,
) -> rusqlite::Result<Ids<'r>> {
    let last: i64 = db
        .prepare_cached(&format!("SELECT coalesce(max(id), 0) FROM {table}"))?
        .query_row([], |row| row.get(0))?;
    Ok(numbers.zip(last + 1..).collect())
}

/// Several codes in one cell; `NULL` for none.
fn joined(codes: &[String]) -> Option<String> {
    (!codes.is_empty()).then(|| codes.join(" "))
}

fn write_entity(
    db: &Connection,
    article: i64,
    id: i64,
    entity: &EntityRecord,
) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT INTO entities VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?
        .execute(params![
            id,
            article,
            entity.id,
            entity.name,
            entity.kind,
            entity.country,
            entity.sector,
            joined(&entity.sectors),
            entity.role,
            entity.reason,
        ])?;
    let mut mention = db.prepare_cached("INSERT OR IGNORE INTO mentions VALUES (?, ?, ?, ?)")?;
    for m in &entity.mentions {
        mention.execute(params![id, m.span.start, m.span.end, m.epithet])?;
    }
    Ok(())
}

fn write_name(db: &Connection, name: &str) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT OR IGNORE INTO names (name) VALUES (?)")?
        .execute([name])?;
    Ok(())
}

fn write_statement(
    db: &Connection,
    article: i64,
    statement: &StatementRecord,
    statements: &Ids<'_>,
    entities: &Ids<'_>,
    speaker: Option<&EntityRecord>,
) -> rusqlite::Result<()> {
    let id = statements[&*statement.id];
    let source = statement.source.as_ref();
    let cue = statement.cue.as_ref();
    let named = statement.speaker.as_ref();
    if let Some(named) = named {
        write_name(db, &named.name)?;
    }
    let pieces: Vec<&str> = statement.contents.iter().map(|c| &*c.text).collect();
    let within = statement.within.as_ref().and_then(|w| statements.get(&**w));
    db.prepare_cached(
        "INSERT INTO statements VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        id,
        article,
        statement.id,
        statement.kind,
        source.map(|s| &s.text),
        source.map(|s| s.start),
        source.map(|s| s.end),
        named.map(|s| &s.name),
        named
            .and_then(|s| s.entity.as_ref())
            .and_then(|e| entities.get(&**e)),
        speaker.and_then(|e| e.country.as_ref()),
        speaker.and_then(|e| e.sector.as_ref()),
        cue.map(|c| &c.text),
        cue.map(|c| c.start),
        cue.map(|c| c.end),
        pieces.join(" "),
        within,
        rounded(statement.confidence),
        statement.rule,
    ])?;
    let mut content = db.prepare_cached("INSERT INTO contents VALUES (?, ?, ?, ?)")?;
    for (piece, span) in statement.contents.iter().enumerate() {
        content.execute(params![id, piece, span.start, span.end])?;
    }
    Ok(())
}

fn write_event(
    db: &Connection,
    article: i64,
    id: i64,
    event: &EventRecord,
    statements: &Ids<'_>,
    record: &ArticleRecord,
) -> rusqlite::Result<()> {
    let said_by = event.said_by.as_ref();
    let statement = said_by.and_then(|id| record.statements.iter().find(|s| s.id == *id));
    let speaker = statement.and_then(|s| s.speaker.as_ref());
    let entity = speaker.and_then(|s| speaker_entity(record, s));
    let date = event.date.as_ref();
    let place = event.place.as_ref();
    db.prepare_cached(
        "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
         ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        id,
        article,
        event.id,
        event.kind,
        event.mode,
        event.cameo,
        event.quad,
        rounded(event.intensity),
        joined(&event.contexts),
        event.trigger.text,
        event.trigger.start,
        event.trigger.end,
        event.status,
        event.said_by.as_ref().and_then(|s| statements.get(&**s)),
        date.map(|d| &d.span.text),
        date.map(|d| d.span.start),
        date.map(|d| d.span.end),
        date.and_then(|d| d.value.as_ref()),
        date.and_then(|d| d.earliest.as_ref()),
        date.and_then(|d| d.latest.as_ref()),
        place.map(|p| &p.name),
        place.map(|p| &p.span.text),
        place.map(|p| p.span.start),
        place.map(|p| p.span.end),
        place.and_then(|p| p.country.as_ref()),
        place.and_then(|p| p.division.as_ref()),
        place.and_then(|p| p.feature.as_ref()),
        place.and_then(|p| p.geonames),
        place.and_then(|p| p.latitude),
        place.and_then(|p| p.longitude),
        place.and_then(|p| p.precision.as_ref()),
        place.and_then(|p| p.disputed.as_ref()),
        place.map(|p| &p.reason),
        event.rule,
        rounded(event.confidence),
        event.model.map(rounded),
        event.sentence.start,
        event.sentence.end,
        event.sentence.text,
        speaker.map(|s| &s.name),
        entity.and_then(|e| e.country.as_ref()),
        entity.and_then(|e| e.sector.as_ref()),
    ])?;
    Ok(())
}

/// A 32-bit number as the 64-bit one that prints the same: 0.8, not 0.800000011920929.
fn rounded(value: f32) -> f64 {
    value.to_string().parse().unwrap_or(f64::from(value))
}

fn write_party(
    db: &Connection,
    event: i64,
    role: &str,
    number: usize,
    party: &PartyRecord,
    entities: &Ids<'_>,
) -> rusqlite::Result<()> {
    write_name(db, &party.name)?;
    db.prepare_cached("INSERT INTO parties VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?
        .execute(params![
            event,
            role,
            number,
            party.entity.as_ref().and_then(|e| entities.get(&**e)),
            party.name,
            party.country,
            party.sector,
            joined(&party.sectors),
            party.span.text,
            party.span.start,
            party.span.end,
            party.epithet,
        ])?;
    Ok(())
}

fn write_event_parts(db: &Connection, id: i64, event: &EventRecord) -> rusqlite::Result<()> {
    let mut also = db.prepare_cached("INSERT OR IGNORE INTO event_mentions VALUES (?, ?, ?, ?)")?;
    for span in &event.also {
        also.execute(params![id, span.start, span.end, span.text])?;
    }
    let mut count =
        db.prepare_cached("INSERT INTO counts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
    for (number, c) in event.counts.iter().enumerate() {
        count.execute(params![
            id,
            number,
            c.span.text,
            c.span.start,
            c.span.end,
            c.value,
            c.bound,
            c.low,
            c.high,
            c.of,
        ])?;
    }
    Ok(())
}

/// Times, places and oddities.
fn write_expressions(
    db: &Connection,
    article: i64,
    record: &ArticleRecord,
) -> rusqlite::Result<()> {
    let mut time =
        db.prepare_cached("INSERT INTO times VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
    for (number, t) in record.times.iter().enumerate() {
        time.execute(params![
            article,
            number,
            t.span.start,
            t.span.end,
            t.span.text,
            t.kind,
            t.value,
            t.modifier,
            t.earliest,
            t.latest,
            t.reason,
        ])?;
    }
    let mut place = db.prepare_cached(
        "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    for (number, p) in record.places.iter().enumerate() {
        place.execute(params![
            article,
            number,
            p.span.start,
            p.span.end,
            p.span.text,
            p.name,
            p.country,
            p.division,
            p.feature,
            p.geonames,
            p.latitude,
            p.longitude,
            p.precision,
            p.disputed,
            p.reason,
        ])?;
    }
    let mut odd = db.prepare_cached("INSERT INTO diagnostics VALUES (?, ?, ?, ?, ?, ?)")?;
    for (number, d) in record.diagnostics.iter().enumerate() {
        odd.execute(params![article, number, d.code, d.start, d.end, d.message])?;
    }
    Ok(())
}
