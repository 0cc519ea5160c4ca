//! Two invented articles: one with everything that is hard to write (line
//! breaks, tabs, markup, quotes, signs outside the BMP, a denial, a range of
//! days, coordinates that are none), and one that was skipped.

use sayso_record::{
    ArticleInfo, ArticleRecord, CountRecord, EntityRecord, EventDateRecord, EventRecord,
    MentionRecord, Outcome, PartyRecord, PlaceRecord, PublisherRecord, Run, SCHEMA, SpanRecord,
    SpeakerRecord, StatementRecord, TimeRecord,
};

/// The text of the article.
pub const TEXT: &str = "🚢 Rebels shelled the harbour of Port Vesper on 3 May 2024, killing 12 dockers.\n\
“The army did not attack\nthe clinic,” Minister Ada \"A. & B.\" <Ngeze> said.\r\n\
Iceland and Fiji met in Suva in May 2024.\tIceland gave Fiji a ship. Iceland will give Fiji a dock. \
Nurses of Fiji beat guards of Iceland in Ghosttown.";

/// The span of the `n`th `phrase`, from 0.
pub fn nth(phrase: &str, n: usize) -> SpanRecord {
    let (byte, _) = TEXT
        .match_indices(phrase)
        .nth(n)
        .expect("stands in the text");
    let start = TEXT[..byte].chars().count();
    SpanRecord {
        start,
        end: start + phrase.chars().count(),
        text: phrase.to_owned(),
    }
}

fn span(phrase: &str) -> SpanRecord {
    nth(phrase, 0)
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn party(
    entity: &str,
    span: SpanRecord,
    country: Option<&str>,
    sector: Option<&str>,
) -> PartyRecord {
    PartyRecord {
        entity: text(entity),
        name: span.text.clone(),
        span,
        country: country.map(str::to_owned),
        sector: sector.map(str::to_owned),
        sectors: sector.map(str::to_owned).into_iter().collect(),
        epithet: false,
    }
}

fn entity(
    id: &str,
    kind: &str,
    mentions: Vec<SpanRecord>,
    party: Option<&PartyRecord>,
) -> EntityRecord {
    EntityRecord {
        id: id.to_owned(),
        name: mentions[0].text.clone(),
        kind: kind.to_owned(),
        country: party.and_then(|p| p.country.clone()),
        sector: party.and_then(|p| p.sector.clone()),
        sectors: party.map(|p| p.sectors.clone()).unwrap_or_default(),
        role: None,
        mentions: mentions
            .into_iter()
            .map(|span| MentionRecord {
                span,
                epithet: false,
            })
            .collect(),
        reason: "told".to_owned(),
    }
}

fn place(
    span: SpanRecord,
    country: Option<&str>,
    at: Option<(f64, f64)>,
    precision: &str,
) -> PlaceRecord {
    PlaceRecord {
        name: span.text.clone(),
        span,
        country: country.map(str::to_owned),
        division: None,
        feature: at.map(|_| "town".to_owned()),
        geonames: at.map(|_| 2_198_148),
        latitude: at.map(|a| a.0),
        longitude: at.map(|a| a.1),
        precision: text(precision),
        disputed: None,
        reason: "told".to_owned(),
        step: text("trigger"),
        probability: Some(0.9),
        candidates: Vec::new(),
    }
}

fn event(
    id: &str,
    kind: &str,
    quad: u8,
    intensity: f32,
    trigger: SpanRecord,
    sentence: &str,
) -> EventRecord {
    EventRecord {
        id: id.to_owned(),
        kind: kind.to_owned(),
        mode: None,
        cameo: None,
        quad,
        intensity,
        contexts: Vec::new(),
        trigger,
        also: Vec::new(),
        actors: Vec::new(),
        recipients: Vec::new(),
        status: "actual".to_owned(),
        date: None,
        place: None,
        counts: Vec::new(),
        said_by: None,
        rule: format!("event/{kind}/test"),
        confidence: 0.93,
        model: None,
        sentence: span(sentence),
    }
}

fn date(words: &str, value: &str, earliest: &str, latest: &str) -> EventDateRecord {
    EventDateRecord {
        span: span(words),
        value: text(value),
        earliest: text(earliest),
        latest: text(latest),
        step: text("trigger"),
        probability: Some(0.9),
    }
}

/// SHA-256 of [`TEXT`] is of no interest here: any hash of the right form.
pub const HASH: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

/// The record of [`TEXT`].
pub fn coded() -> ArticleRecord {
    let rebels = party("n1", span("Rebels"), None, Some("REB"));
    let dockers = party("n2", span("12 dockers"), None, Some("LAB"));
    let army = party("n3", span("The army"), None, Some("MIL"));
    let clinic = party("n4", span("the clinic"), Some("FJI"), Some("MED"));
    let iceland = |n| party("n6", nth("Iceland", n), Some("ISL"), None);
    let fiji = |n| party("n7", nth("Fiji", n), Some("FJI"), None);
    let nurses = party("n8", span("Nurses of Fiji"), Some("FJI"), Some("MED"));
    let guards = party("n9", span("guards of Iceland"), Some("ISL"), Some("COP"));
    let first = "🚢 Rebels shelled the harbour of Port Vesper on 3 May 2024, killing 12 dockers.";
    let denial = "“The army did not attack\nthe clinic,” Minister Ada \"A. & B.\" <Ngeze> said.";

    let mut shelling = event("e1", "ASSAULT", 4, -9.5, span("shelled"), first);
    shelling.mode = text("heavy-weapons");
    shelling.cameo = text("194");
    shelling.also = vec![span("killing")];
    shelling.actors = vec![rebels.clone()];
    shelling.recipients = vec![dockers.clone()];
    shelling.date = Some(date(
        "on 3 May 2024",
        "2024-05-03",
        "2024-05-03",
        "2024-05-03",
    ));
    shelling.place = Some(place(
        span("Port Vesper"),
        Some("FJI"),
        Some((-18.1416, 178.4415)),
        "city",
    ));
    if let Some(place) = &mut shelling.place {
        place.disputed = text("two invented towns");
    }
    shelling.counts = vec![CountRecord {
        span: nth("12", 0),
        value: Some(12.0),
        bound: text("exact"),
        low: Some(12.0),
        high: Some(12.0),
        of: "killed".to_owned(),
        counted: None,
        currency: None,
        said_by: None,
        reason: "party".to_owned(),
    }];
    let mut attack = event("e2", "ASSAULT", 4, -9.0, span("attack"), denial);
    attack.actors = vec![army.clone()];
    attack.recipients = vec![clinic.clone()];
    attack.status = "denied".to_owned();
    attack.said_by = text("s1");
    attack.place = shelling.place.clone();
    let mut talks = event(
        "e3",
        "CONSULT",
        1,
        2.5,
        span("met"),
        "Iceland and Fiji met in Suva in May 2024.",
    );
    talks.actors = vec![iceland(0), fiji(0)];
    talks.date = Some(date("in May 2024", "2024-05", "2024-05-01", "2024-05-31"));
    talks.place = Some(place(
        span("Suva"),
        Some("FJI"),
        Some((-18.1, 178.4)),
        "city",
    ));
    talks.said_by = text("s2");
    let mut gift = event(
        "e4",
        "AID",
        2,
        10.0,
        span("gave"),
        "Iceland gave Fiji a ship.",
    );
    gift.actors = vec![iceland(1)];
    gift.recipients = vec![fiji(1)];
    gift.place = Some(place(
        nth("Fiji", 1),
        Some("FJI"),
        Some((-18.0, 178.0)),
        "country",
    ));
    let mut promise = event(
        "e5",
        "AID",
        2,
        10.0,
        span("will give"),
        "Iceland will give Fiji a dock.",
    );
    promise.actors = vec![iceland(2)];
    promise.recipients = vec![fiji(2)];
    promise.status = "future".to_owned();
    let brawl_sentence = "Nurses of Fiji beat guards of Iceland in Ghosttown.";
    let mut brawl = event("e6", "ASSAULT", 4, -7.5, span("beat"), brawl_sentence);
    brawl.mode = text("beat");
    brawl.actors = vec![nurses.clone()];
    brawl.recipients = vec![guards.clone()];
    // No place on earth.
    brawl.place = Some(place(span("Ghosttown"), None, Some((99.0, 10.0)), "city"));

    ArticleRecord {
        schema: SCHEMA,
        article: ArticleInfo {
            id: HASH[..16].to_owned(),
            path: text("news/port vesper.txt"),
            url: text("https://news.example/vesper?a=1&b=2"),
            title: text("Port\u{8} <Vesper>"),
            publisher: Some(PublisherRecord {
                name: "Coastal \"News\", Ltd".to_owned(),
                country: text("FJI"),
            }),
            published: text("2024-05-04"),
            published_from: text("option"),
            language: text("en"),
            characters: TEXT.chars().count(),
            text_sha256: HASH.to_owned(),
            ..ArticleInfo::default()
        },
        outcome: Outcome::Coded,
        reason: None,
        entities: vec![
            entity("n1", "group", vec![span("Rebels")], Some(&rebels)),
            entity("n2", "group", vec![span("12 dockers")], Some(&dockers)),
            entity("n3", "organization", vec![span("The army")], Some(&army)),
            entity("n4", "thing", vec![span("the clinic")], Some(&clinic)),
            entity(
                "n5",
                "person",
                vec![span("Minister Ada \"A. & B.\" <Ngeze>")],
                None,
            ),
            entity(
                "n6",
                "country",
                (0..3).map(|n| nth("Iceland", n)).collect(),
                Some(&iceland(0)),
            ),
            entity(
                "n7",
                "country",
                (0..3).map(|n| nth("Fiji", n)).collect(),
                Some(&fiji(0)),
            ),
            entity("n8", "group", vec![span("Nurses of Fiji")], Some(&nurses)),
            entity(
                "n9",
                "group",
                vec![span("guards of Iceland")],
                Some(&guards),
            ),
        ],
        statements: vec![
            StatementRecord {
                id: "s1".to_owned(),
                kind: "direct".to_owned(),
                source: Some(span("Minister Ada \"A. & B.\" <Ngeze>")),
                speaker: Some(SpeakerRecord {
                    entity: text("n5"),
                    name: "Ada <Ngeze>".to_owned(),
                }),
                cue: Some(span("said")),
                contents: vec![span("The army did not attack\nthe clinic,")],
                within: text("s2"),
                confidence: 0.9,
                rule: "statement/quotation".to_owned(),
            },
            StatementRecord {
                id: "s2".to_owned(),
                kind: "indirect".to_owned(),
                source: None,
                speaker: None,
                cue: None,
                contents: vec![span(
                    "Iceland and Fiji met in Suva in May 2024.\tIceland gave",
                )],
                within: None,
                confidence: 0.5,
                rule: "statement/cited".to_owned(),
            },
        ],
        events: vec![shelling, attack, talks, gift, promise, brawl],
        times: vec![TimeRecord {
            span: span("on 3 May 2024"),
            kind: "DATE".to_owned(),
            value: text("2024-05-03"),
            modifier: None,
            earliest: text("2024-05-03"),
            latest: text("2024-05-03"),
            reason: "a full date".to_owned(),
        }],
        places: vec![place(
            span("Port Vesper"),
            Some("FJI"),
            Some((-18.1416, 178.4415)),
            "city",
        )],
        diagnostics: Vec::new(),
        run: Run {
            sayso: "0.1.0".to_owned(),
            model: "none".to_owned(),
            lexicons: "none".to_owned(),
            schema: SCHEMA,
        },
    }
}

/// A record of an input that was not read.
pub fn skipped() -> ArticleRecord {
    let mut record = coded();
    record.article = ArticleInfo {
        path: text("news/broken.bin"),
        ..ArticleInfo::default()
    };
    record.outcome = Outcome::Skipped;
    record.reason = text("not text");
    record.entities.clear();
    record.statements.clear();
    record.events.clear();
    record.times.clear();
    record.places.clear();
    record
}

/// Both.
pub fn articles() -> Vec<(ArticleRecord, &'static str)> {
    vec![(coded(), TEXT), (skipped(), "")]
}
