//! From layers to the record that leaves the program.

use std::collections::BTreeMap;

use sayso_article::{EntityId, EventId, PublishedFrom, Span, StatementId};
use sayso_record::{
    ArticleInfo, ArticleRecord, CountRecord, DatelineRecord, DiagnosticRecord, EntityRecord,
    EventDateRecord, EventRecord, LicenceRecord, MentionRecord, Outcome, PartyRecord,
    PlaceCandidateRecord, PlaceRecord, PublisherRecord, Run, SCHEMA, SpeakerRecord,
    StatementRecord, TimeRecord,
};

use crate::analysis::Analysis;
use crate::layers::{Bound, Count, EntityKind, Party, PlaceMention, StatementKind, Status};
use crate::offsets::CodePoints;

/// The record of one analysed article. Every span is in code points and its
/// text is the slice of the article there, by construction.
pub fn assemble(analysis: &Analysis, run: &Run) -> ArticleRecord {
    let points = CodePoints::new(&analysis.article.text);
    let assembler = Assembler {
        analysis,
        points,
        shown: shown_entities(analysis),
    };
    let statements: Vec<_> = (0..analysis.statements.list.len())
        .map(|i| assembler.statement(i))
        .collect();
    let events: Vec<_> = (0..analysis.events.list.len())
        .map(|i| assembler.event(i))
        .collect();
    let (outcome, reason) = match &analysis.failure {
        Some((stage, message)) => (Outcome::Failed, Some(format!("{stage}: {message}"))),
        None if events.is_empty() && statements.is_empty() => (Outcome::NoEvents, None),
        None => (Outcome::Coded, None),
    };
    ArticleRecord {
        schema: SCHEMA,
        article: article_info(analysis, &assembler.points),
        outcome,
        reason,
        entities: assembler.entities(),
        statements,
        events,
        times: assembler.times(),
        places: analysis
            .places
            .mentions
            .iter()
            .map(|p| assembler.place(p))
            .collect(),
        diagnostics: assembler.diagnostics(),
        run: run.clone(),
    }
}

/// The record of an input that was not coded.
pub fn not_coded(
    path: Option<String>,
    outcome: Outcome,
    reason: String,
    run: &Run,
) -> ArticleRecord {
    ArticleRecord {
        schema: SCHEMA,
        article: ArticleInfo {
            path,
            ..ArticleInfo::default()
        },
        outcome,
        reason: Some(reason),
        entities: Vec::new(),
        statements: Vec::new(),
        events: Vec::new(),
        times: Vec::new(),
        places: Vec::new(),
        diagnostics: Vec::new(),
        run: run.clone(),
    }
}

fn article_info(analysis: &Analysis, points: &CodePoints<'_>) -> ArticleInfo {
    let article = &analysis.article;
    ArticleInfo {
        id: article.id.clone(),
        path: article.origin.path.clone(),
        member: article.origin.member.clone(),
        offset: article.origin.offset,
        url: article.url.clone(),
        title: article.title.clone(),
        byline: article.byline.clone(),
        publisher: article.publisher.as_ref().map(|p| PublisherRecord {
            name: p.name.clone(),
            country: p.country.clone(),
        }),
        published: article.published.map(|d| d.to_string()),
        published_from: article.published_from.map(|from| {
            match from {
                PublishedFrom::Option => "option",
                PublishedFrom::Metadata => "metadata",
                PublishedFrom::Text => "text",
                PublishedFrom::Url => "url",
            }
            .to_owned()
        }),
        dateline: article.dateline.as_ref().map(|d| DatelineRecord {
            span: points.record(d.span),
            country: d.country.clone().or_else(|| {
                let place = analysis.places.dateline.as_ref()?;
                place.country.as_ref().map(ToString::to_string)
            }),
        }),
        language: article.language.clone(),
        licence: article.licence.as_ref().map(|l| LicenceRecord {
            name: l.name.clone(),
            span: l.span.map(|s| points.record(s)),
        }),
        characters: article.text.chars().count(),
        text_sha256: article.text_sha256.clone(),
    }
}

/// Entities that leave the program, with their number: those that a statement
/// or event refers to and those with a name. Plain things stay inside.
fn shown_entities(analysis: &Analysis) -> BTreeMap<EntityId, usize> {
    let entities = &analysis.entities;
    let mut shown = vec![false; entities.list.len()];
    for (i, entity) in entities.list.iter().enumerate() {
        let named = entity.mentions.iter().any(|&m| {
            let head = entities.mention(m).head;
            analysis
                .syntax
                .names
                .iter()
                .any(|n| n.first <= head && head < n.end)
        });
        shown[i] = entity.kind != EntityKind::Thing && (named || entity.country.is_some());
    }
    let parties = analysis
        .events
        .list
        .iter()
        .flat_map(|e| e.actors.iter().chain(&e.recipients));
    let speakers = entities.speakers.iter().flatten().filter_map(|s| s.entity);
    for id in parties
        .map(|p| entities.mention(p.mention).entity)
        .chain(speakers)
    {
        shown[id.index()] = true;
    }
    let ids = (0..shown.len()).filter(|&i| shown[i]).map(EntityId::new);
    ids.enumerate().map(|(n, id)| (id, n + 1)).collect()
}

struct Assembler<'a> {
    analysis: &'a Analysis,
    points: CodePoints<'a>,
    shown: BTreeMap<EntityId, usize>,
}

impl Assembler<'_> {
    fn entity_id(&self, id: EntityId) -> Option<String> {
        self.shown.get(&id).map(|n| format!("n{n}"))
    }

    fn entities(&self) -> Vec<EntityRecord> {
        let entities = &self.analysis.entities;
        self.shown
            .iter()
            .map(|(&id, n)| {
                let entity = entities.entity(id);
                let mentions = entity.mentions.iter().map(|&m| entities.mention(m));
                EntityRecord {
                    id: format!("n{n}"),
                    name: entity.name.clone(),
                    kind: kind_name(entity.kind).to_owned(),
                    country: entity.country.as_ref().map(ToString::to_string),
                    sector: entity.sectors.first().map(ToString::to_string),
                    sectors: entity.sectors.iter().map(ToString::to_string).collect(),
                    role: entity.role.clone(),
                    mentions: mentions
                        .map(|m| MentionRecord {
                            span: self.points.record(m.span),
                            epithet: m.epithet,
                        })
                        .collect(),
                    reason: entity.reason.clone(),
                }
            })
            .collect()
    }

    fn statement(&self, i: usize) -> StatementRecord {
        let statement = &self.analysis.statements.list[i];
        let speaker = self
            .analysis
            .entities
            .speakers
            .get(i)
            .and_then(Option::as_ref);
        StatementRecord {
            id: statement_id(StatementId::new(i)),
            kind: match statement.kind {
                StatementKind::Direct => "direct",
                StatementKind::Indirect => "indirect",
                StatementKind::Mixed => "mixed",
            }
            .to_owned(),
            source: statement
                .source
                .as_ref()
                .map(|s| self.points.record(s.span)),
            speaker: speaker.map(|s| SpeakerRecord {
                entity: s.entity.and_then(|e| self.entity_id(e)),
                name: s.name.clone(),
            }),
            cue: statement.cue.as_ref().map(|c| self.points.record(c.span)),
            contents: statement
                .contents
                .iter()
                .map(|&c| self.points.record(c))
                .collect(),
            within: statement.within.map(statement_id),
            confidence: round(statement.confidence),
            rule: statement.evidence.rule.to_string(),
        }
    }

    fn event(&self, i: usize) -> EventRecord {
        let event = &self.analysis.events.list[i];
        let sentence = self.analysis.syntax.sentence_of(event.head).span;
        EventRecord {
            id: format!("e{}", i + 1),
            kind: event.kind.name().to_owned(),
            mode: event.mode.as_ref().map(ToString::to_string),
            cameo: event.cameo.as_ref().map(ToString::to_string),
            quad: event.kind.quad(),
            intensity: event.kind.intensity(event.mode.as_deref()) as f32,
            contexts: event.contexts.iter().map(ToString::to_string).collect(),
            trigger: self.points.record(event.trigger),
            also: event.also.iter().map(|&s| self.points.record(s)).collect(),
            actors: event.actors.iter().map(|p| self.party(p)).collect(),
            recipients: event.recipients.iter().map(|p| self.party(p)).collect(),
            status: status_name(event.status).to_owned(),
            date: self.date_of(i),
            place: self.place_of(i),
            counts: event.counts.iter().map(|c| self.count(c)).collect(),
            said_by: event.said_by.map(statement_id),
            rule: event.evidence.rule.to_string(),
            confidence: round(event.confidence),
            model: event.seen.map(round),
            sentence: self.points.record(sentence),
        }
    }

    fn party(&self, party: &Party) -> PartyRecord {
        let mention = self.analysis.entities.mention(party.mention);
        let entity = self.analysis.entities.entity(mention.entity);
        let (country, sectors, _) = party.belonging(&self.analysis.entities);
        PartyRecord {
            entity: self.entity_id(mention.entity),
            span: self.points.record(mention.span),
            name: entity.name.clone(),
            country: country.map(ToString::to_string),
            sector: sectors.first().map(ToString::to_string),
            sectors: sectors.iter().map(ToString::to_string).collect(),
            epithet: mention.epithet,
        }
    }

    fn date_of(&self, event: usize) -> Option<EventDateRecord> {
        let settings = &self.analysis.settings;
        let (time, tied) = settings.date(&self.analysis.times, EventId::new(event))?;
        Some(EventDateRecord {
            span: self.points.record(time.span),
            value: crate::settings::iso_value(time),
            earliest: time.earliest.map(|d| d.to_string()),
            latest: time.latest.map(|d| d.to_string()),
            step: Some(tied.step.to_owned()),
            probability: Some(round(tied.probability)),
        })
    }

    fn place_of(&self, event: usize) -> Option<PlaceRecord> {
        let settings = &self.analysis.settings;
        let (place, tied) = settings.place(&self.analysis.places, EventId::new(event))?;
        Some(PlaceRecord {
            step: Some(tied.step.to_owned()),
            probability: Some(round(tied.probability)),
            ..self.place(place)
        })
    }

    fn place(&self, place: &PlaceMention) -> PlaceRecord {
        let resolution = &place.resolution;
        let found = resolution.place();
        PlaceRecord {
            span: self.points.record(place.span),
            name: place.name.clone(),
            country: place.country.as_ref().map(ToString::to_string),
            division: found.and_then(|f| f.division.as_ref().map(ToString::to_string)),
            feature: found.map(|f| f.feature.name().to_owned()),
            geonames: found.and_then(|f| f.geonames).map(u64::from),
            latitude: found.map(|f| f.latitude),
            longitude: found.map(|f| f.longitude),
            precision: place.precision.map(str::to_owned),
            disputed: found.and_then(|f| f.disputed.as_ref().map(ToString::to_string)),
            reason: place.reason.clone(),
            step: None,
            probability: None,
            candidates: resolution
                .candidates
                .iter()
                .zip(&resolution.probabilities)
                .map(|(c, &probability)| PlaceCandidateRecord {
                    name: c.name.to_string(),
                    countries: c.countries.iter().map(ToString::to_string).collect(),
                    division: c.division.as_ref().map(ToString::to_string),
                    feature: c.feature.name().to_owned(),
                    geonames: c.geonames.map(u64::from),
                    latitude: c.latitude,
                    longitude: c.longitude,
                    population: Some(u64::from(c.population)).filter(|&p| p > 0),
                    probability: round(probability as f32),
                })
                .collect(),
        }
    }

    fn count(&self, count: &Count) -> CountRecord {
        CountRecord {
            span: self.points.record(count.span),
            value: count.value,
            bound: count.bound.map(|b| bound_name(b).to_owned()),
            low: count.low,
            high: count.high,
            of: count.of.to_string(),
            counted: count.counted.as_ref().map(ToString::to_string),
            currency: count.currency.as_ref().map(ToString::to_string),
            said_by: count.said_by.map(statement_id),
            reason: count.reason.to_owned(),
        }
    }

    fn times(&self) -> Vec<TimeRecord> {
        let times = self.analysis.times.expressions.iter();
        times
            .map(|t| TimeRecord {
                span: self.points.record(t.span),
                kind: t.kind.to_owned(),
                value: t.value.clone(),
                modifier: t.modifier.map(str::to_owned),
                earliest: t.earliest.map(|d| d.to_string()),
                latest: t.latest.map(|d| d.to_string()),
                reason: t.reason.clone(),
            })
            .collect()
    }

    fn diagnostics(&self) -> Vec<DiagnosticRecord> {
        let range = |span: Option<Span>| span.map(|s| self.points.range(s)).unzip();
        let all = self.analysis.diagnostics.iter();
        all.map(|d| {
            let (start, end) = range(d.span);
            DiagnosticRecord {
                code: d.code.to_owned(),
                start,
                end,
                message: d.message.clone(),
            }
        })
        .collect()
    }
}

fn bound_name(bound: Bound) -> &'static str {
    match bound {
        Bound::Exact => "exact",
        Bound::Least => "min",
        Bound::Most => "max",
        Bound::Range => "range",
        Bound::About => "about",
    }
}

fn statement_id(id: StatementId) -> String {
    format!("s{}", id.index() + 1)
}

fn kind_name(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Group => "group",
        EntityKind::Organization => "organization",
        EntityKind::Country => "country",
        EntityKind::Place => "place",
        EntityKind::Role => "role",
        EntityKind::Thing => "thing",
    }
}

/// The status as records name it.
pub fn status_name(status: Status) -> &'static str {
    match status {
        Status::Actual => "actual",
        Status::Future => "future",
        Status::Hypothetical => "hypothetical",
        Status::Denied => "denied",
        Status::Uncertain => "uncertain",
    }
}

/// Two decimals are all that a confidence means.
fn round(confidence: f32) -> f32 {
    (confidence * 100.0).round() / 100.0
}
