//! Invented happenings, told by several articles, are linked, summed up and
//! compared; what only looks alike is not.

use std::collections::BTreeSet;

use sayso_record::ArticleRecord;
use sayso_stories::contradict::{self, About};
use sayso_stories::mention::{self, Article, Mention};
use sayso_stories::story::{Source, Stance, Story};
use serde_json::{Value, json};

/// An article's record with the given events; each of them names its words, and
/// leaves out what is unknown.
fn record(
    id: &str,
    publisher: &str,
    published: &str,
    title: &str,
    events: &[Value],
) -> ArticleRecord {
    let span = |text: &str, start: usize| json!({"start": start, "end": start + text.chars().count(), "text": text});
    let mut entities: Vec<Value> = Vec::new();
    let mut statements: Vec<Value> = Vec::new();
    let mut out: Vec<Value> = Vec::new();
    for (n, event) in events.iter().enumerate() {
        let at = 1000 * (n + 1);
        let mut parties = |list: &Value| -> Vec<Value> {
            let list = list.as_array().cloned().unwrap_or_default();
            list.iter()
                .map(|p| {
                    let (name, kind) = (p[0].as_str().unwrap(), p[1].as_str().unwrap());
                    let entity = format!("n{}", entities.len() + 1);
                    entities.push(json!({"id": entity, "name": name, "kind": kind, "country": p[2],
                        "sector": p[3], "sectors": [], "role": null, "mentions": [], "reason": "test"}));
                    json!({"entity": entity, "start": at, "end": at + 1, "text": name, "name": name,
                        "country": p[2], "sector": p[3], "sectors": []})
                })
                .collect()
        };
        let (actors, recipients) = (parties(&event["actors"]), parties(&event["recipients"]));
        let sentence = span(event["sentence"].as_str().unwrap(), at);
        let said_by = event["said"].as_array().map(|said| {
            let statement = format!("s{}", statements.len() + 1);
            statements.push(json!({"id": statement, "kind": "indirect", "source": null,
                "speaker": {"entity": null, "name": said[0]},
                "cue": {"start": at, "end": at + 4, "text": said[1]}, "contents": [sentence],
                "within": null, "confidence": 0.9, "rule": "test"}));
            statement
        });
        let place = event["place"].as_array().map(|p| {
            json!({"start": at, "end": at + 1, "text": p[0], "name": p[0], "country": p[1], "geonames": p[2],
                "latitude": p[3], "longitude": p[4], "precision": "city", "reason": "test"})
        });
        let date = event["date"].as_str().map(|d| {
            json!({"start": at, "end": at + 1, "text": d, "value": d, "earliest": d, "latest": d})
        });
        let counts: Vec<Value> = event["counts"].as_array().cloned().unwrap_or_default();
        let counts: Vec<Value> = counts
            .iter()
            .map(|c| {
                json!({"start": at, "end": at + 1, "text": "n", "value": c[1], "bound": c[2],
                "low": c[3], "high": c[4], "of": c[0]})
            })
            .collect();
        out.push(json!({"id": format!("e{}", n + 1), "type": event["type"], "mode": event["mode"],
            "cameo": null, "quad": 4, "intensity": 0.0, "contexts": [],
            "trigger": span(event["trigger"].as_str().unwrap(), at), "also": [], "actors": actors,
            "recipients": recipients, "status": event["status"].as_str().unwrap_or("actual"), "date": date,
            "place": place, "counts": counts, "said_by": said_by, "rule": "test", "confidence": 0.9,
            "sentence": sentence}));
    }
    let none = Value::Null;
    serde_json::from_value(json!({"schema": 1,
        "article": {"id": id, "path": format!("{id}.txt"), "url": none, "title": title, "byline": none,
            "publisher": {"name": publisher, "country": none}, "published": published,
            "published_from": "option", "dateline": none, "language": "en", "licence": none,
            "characters": 1, "text_sha256": id},
        "outcome": "coded", "reason": none, "entities": entities, "statements": statements,
        "events": out, "times": [], "places": [], "diagnostics": [],
        "run": {"sayso": "0", "model": "m", "lexicons": "l", "schema": 1}}))
    .unwrap()
}

fn read(records: &[ArticleRecord]) -> (Vec<Article>, Vec<Mention>) {
    let mut mentions = Vec::new();
    let articles = records
        .iter()
        .enumerate()
        .map(|(i, r)| {
            let (article, own) = mention::read(r, i, 0);
            mentions.extend(own);
            article
        })
        .collect();
    (articles, mentions)
}

/// The depot of Vellmar, shelled on 3 March: the army of Norland says the rebels
/// of the Free Coast did it, these say it was the army; the numbers differ; the
/// army denies. And the depot of Ostrand, months before.
fn depot() -> Vec<ArticleRecord> {
    let vellmar = json!(["Vellmar", "NOR", 101, 60.1, 5.2]);
    let army = json!([["Norland Army", "organization", "ZZN", "MIL"]]);
    let rebels = json!([["Free Coast Movement", "organization", "ZZN", "REB"]]);
    let depot = json!([["Vellmar grain depot", "organization", "ZZN", "BUS"]]);
    vec![
        record(
            "a",
            "Coast Herald",
            "2031-03-04",
            "Shells hit grain depot in Vellmar",
            &[json!({
            "type": "ASSAULT", "mode": "heavy-weapons", "trigger": "shelled", "actors": army, "recipients": depot,
            "place": vellmar, "date": "2031-03-03", "counts": [["dead", 12, "exact", 12, 12], ["dead", 3, "exact", 3, 3]],
            "said": ["Free Coast Movement", "said"],
            "sentence": "The Free Coast Movement said the Norland Army shelled the Vellmar grain depot, killing 12 dockers."})],
        ),
        record(
            "b",
            "Norland Times",
            "2031-03-04",
            "Grain depot in Vellmar shelled",
            &[json!({
            "type": "ASSAULT", "mode": "heavy-weapons", "trigger": "shelled", "actors": rebels, "recipients": depot,
            "place": vellmar, "date": "2031-03-03", "counts": [["dead", 5, "min", 5, null]],
            "sentence": "Rebels of the Free Coast Movement shelled the Vellmar grain depot, killing at least five dockers."})],
        ),
        record(
            "c",
            "Hagen Post",
            "2031-03-05",
            "Army denies shelling of Vellmar grain depot",
            &[json!({
            "type": "ASSAULT", "mode": "heavy-weapons", "trigger": "shelled", "actors": army, "recipients": depot,
            "place": vellmar, "date": "2031-03-03", "status": "denied", "said": ["the Norland Army", "denied"],
            "sentence": "The Norland Army denied that it had shelled the Vellmar grain depot."})],
        ),
        record(
            "d",
            "Hagen Post",
            "2031-03-06",
            "Toll of Vellmar depot shelling rises",
            &[json!({
            "type": "ASSAULT", "mode": "heavy-weapons", "trigger": "shelling", "recipients": depot,
            "place": vellmar, "date": "2031-03-03", "counts": [["dead", 14, "exact", 14, 14]],
            "sentence": "The shelling of the Vellmar grain depot killed 14 dockers, the hospital said."})],
        ),
        record(
            "e",
            "Norland Times",
            "2030-10-02",
            "Fire at oil depot in Ostrand",
            &[json!({
            "type": "ASSAULT", "mode": "heavy-weapons", "trigger": "shelled", "actors": army,
            "recipients": [["Ostrand oil depot", "organization", "ZZN", "BUS"]],
            "place": ["Ostrand", "NOR", 202, 58.0, 7.9], "date": "2030-10-01",
            "sentence": "The Norland Army shelled an oil depot at Ostrand, setting two tanks alight."})],
        ),
    ]
}

fn stories(records: &[ArticleRecord]) -> (Vec<Article>, Vec<Mention>, Vec<Story>) {
    let (articles, mentions) = read(records);
    let stories = sayso_stories::happenings(&articles, &mentions, &mut |_, _| ()).collect();
    (articles, mentions, stories)
}

/// Groups by the ids of their articles.
fn ids(articles: &[Article], mentions: &[Mention], stories: &[Story]) -> BTreeSet<Vec<String>> {
    let of = |s: &Story| {
        let ids = s
            .mentions
            .iter()
            .map(|m| articles[mentions[*m].article].id.clone());
        ids.collect::<Vec<String>>()
    };
    stories.iter().map(of).collect()
}

fn group(list: &[&str]) -> Vec<String> {
    list.iter().map(|s| (*s).to_owned()).collect()
}

#[test]
fn one_happening_is_linked_and_another_is_not() {
    let (articles, mentions, stories) = stories(&depot());
    let expected = BTreeSet::from([group(&["e"]), group(&["a", "b", "c", "d"])]);
    assert_eq!(ids(&articles, &mentions, &stories), expected);
}

#[test]
fn the_order_of_the_articles_does_not_count() {
    let records = depot();
    let all = stories(&records);
    for turn in [[4, 2, 0, 3, 1], [1, 0, 4, 3, 2], [3, 4, 1, 2, 0]] {
        let turned: Vec<ArticleRecord> = turn.iter().map(|&i| records[i].clone()).collect();
        let other = stories(&turned);
        assert_eq!(
            ids(&other.0, &other.1, &other.2),
            ids(&all.0, &all.1, &all.2)
        );
    }
}

#[test]
fn a_story_counts_reports_and_origins_and_says_who_says_so() {
    let (mut articles, mentions) = read(&depot());
    // The second article is a copy of the first one.
    articles[1].origin = 0;
    let stories =
        sayso_stories::happenings(&articles, &mentions, &mut |_, _| ()).collect::<Vec<_>>();
    let story = stories.iter().find(|s| s.mentions.len() == 4).unwrap();
    assert_eq!((story.reports, story.origins, story.publishers), (4, 3, 3));
    assert_eq!(story.kind, "ASSAULT");
    assert_eq!(story.first_report, 0);
    let says: Vec<(Stance, Source)> = story
        .says
        .iter()
        .map(|s| (s.stance, s.source.clone()))
        .collect();
    let cited = |name: &str| Source::Cited(name.to_owned());
    let medium = |name: &str| Source::Medium(name.to_owned());
    let expected = [
        (Stance::Asserts, medium("Hagen Post")),
        (Stance::Asserts, medium("Norland Times")),
        (Stance::Asserts, cited("Free Coast Movement")),
        (Stance::Denies, cited("Norland Army")),
    ];
    assert_eq!(says, expected);
    let dead = &story.counts[0];
    assert_eq!(
        (dead.of.as_str(), dead.low, dead.best, dead.high),
        ("dead", 5.0, 14.0, 14.0)
    );
    assert_eq!(dead.by.len(), 3);
    let day = sayso_stories::day::read("2031-03-03").unwrap();
    assert_eq!(story.days, Some((day, day)));
    assert_eq!(story.published, Some((day + 1, day + 3)));
}

#[test]
fn sources_disagree_on_whether_who_and_how_many() {
    let (articles, mentions, stories) = stories(&depot());
    let story = stories.iter().find(|s| s.mentions.len() == 4).unwrap();
    let found = contradict::find(&articles, &mentions, story);
    let about: Vec<&About> = found.iter().map(|c| &c.about).collect();
    assert_eq!(
        about,
        [
            &About::Whether,
            &About::Who,
            &About::HowMany("dead".to_owned())
        ]
    );
    let says = |i: usize| -> Vec<&str> { found[i].sides.iter().map(|s| s.says.as_str()).collect() };
    assert_eq!(says(0), ["asserts", "denies"]);
    assert_eq!(says(1), ["Norland Army", "Free Coast Movement"]);
    // "At least five" fits both numbers and is no side of its own.
    assert_eq!(says(2), ["12", "14"]);
    let stories: Vec<&Story> = stories.iter().filter(|s| s.mentions.len() == 1).collect();
    assert!(
        stories
            .iter()
            .all(|s| contradict::find(&articles, &mentions, s).is_empty())
    );
}

#[test]
fn meetings_of_one_minister_are_not_one() {
    let meeting = |id: &str, day: &str, with: &str, land: &str| {
        record(
            id,
            "Hagen Post",
            day,
            &format!("Maren meets {with}"),
            &[json!({
            "type": "CONSULT", "trigger": "met",
            "actors": [["Ilse Maren", "person", "ZZN", "GOV"], [with, "person", land, "GOV"]],
            "date": day, "sentence": format!("Foreign Minister Ilse Maren met {with} for talks.")})],
        )
    };
    let records = [
        meeting("a", "2031-05-02", "Otto Brandvik", "ZZA"),
        meeting("b", "2031-06-11", "Lea Sommer", "ZZB"),
        meeting("c", "2031-06-11", "Lea Sommer", "ZZB"),
    ];
    let (articles, mentions, stories) = stories(&records);
    let expected = BTreeSet::from([group(&["a"]), group(&["b", "c"])]);
    assert_eq!(ids(&articles, &mentions, &stories), expected);
}

#[test]
fn a_denial_by_the_words_of_the_source_counts() {
    let event = |said: Value, status: &str| {
        json!({
        "type": "ACCUSE", "mode": "allege", "trigger": "bribed", "status": status, "said": said,
        "actors": [["Otto Brandvik", "person", "ZZA", "GOV"]],
        "recipients": [["Harbour Council of Hagen", "organization", "ZZA", "GOV"]],
        "sentence": "Otto Brandvik bribed the Harbour Council of Hagen over the ferry contract."})
    };
    let records = [
        record(
            "a",
            "Coast Herald",
            "2031-07-01",
            "Brandvik and the ferry contract",
            &[event(json!(["Lea Sommer", "said"]), "actual")],
        ),
        record(
            "b",
            "Hagen Post",
            "2031-07-02",
            "Brandvik and the ferry contract",
            &[event(json!(["Otto Brandvik", "denied"]), "actual")],
        ),
    ];
    let (articles, mentions, stories) = stories(&records);
    assert_eq!(stories.len(), 1);
    let found = contradict::find(&articles, &mentions, &stories[0]);
    assert_eq!(found[0].about, About::Whether);
    assert_eq!(
        found[0].sides[1].sources,
        [Source::Cited("Otto Brandvik".to_owned())]
    );
}

#[test]
fn nothing_gives_nothing() {
    assert_eq!(
        sayso_stories::happenings(&[], &[], &mut |_, _| ()).count(),
        0
    );
}
