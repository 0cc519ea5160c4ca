//! W3C Web Annotations.

use sayso_export::{Annotations, ExportError, Exporter as _, Item};
use serde_json::Value;

use crate::record::{TEXT, articles, coded};
use crate::{items, written};

fn annotations(items: &[Item<'_>]) -> Vec<Value> {
    let mut out = Vec::new();
    written(items, Annotations::new, &mut out);
    serde_json::from_slice(&out).expect("a JSON array")
}

#[test]
fn positions_and_quotes_point_at_the_same_words() {
    let all = annotations(&items(&articles()));
    let characters: Vec<char> = TEXT.chars().collect();
    let slice = |a: usize, b: usize| characters[a..b].iter().collect::<String>();
    let mut targets = 0;
    for annotation in &all {
        assert_eq!(annotation["@context"], "http://www.w3.org/ns/anno.jsonld");
        assert_eq!(annotation["type"], "Annotation");
        for target in annotation["target"].as_array().expect("targets") {
            let [position, quote] = &target["selector"].as_array().expect("selectors")[..] else {
                panic!("two selectors: {target}");
            };
            assert_eq!(position["type"], "TextPositionSelector");
            assert_eq!(quote["type"], "TextQuoteSelector");
            let at = |key: &str| position[key].as_u64().expect("a number") as usize;
            let (start, end) = (at("start"), at("end"));
            assert_eq!(quote["exact"], slice(start, end));
            assert_eq!(quote["prefix"], slice(start.saturating_sub(32), start));
            assert_eq!(quote["suffix"], slice(end, characters.len().min(end + 32)));
            assert_eq!(target["scope"], "https://news.example/vesper?a=1&b=2");
            targets += 1;
        }
    }
    // 6 events, 12 parties, 2 statements, 13 mentions of 9 entities.
    assert_eq!((all.len(), targets), (6 + 12 + 2 + 9, 6 + 12 + 2 + 13));
}

#[test]
fn ids_are_addresses_and_no_two_are_the_same() {
    let all = annotations(&items(&articles()));
    let mut ids: Vec<&str> = all
        .iter()
        .map(|a| a["id"].as_str().expect("an id"))
        .collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count);
    assert!(
        ids.contains(&"ni:///sha-256;ABEiM0RVZneImaq7zN3u_wARIjNEVWZ3iJmqu8zd7v8#e2"),
        "{ids:?}"
    );
}

#[test]
fn a_denied_event_says_so_in_its_body() {
    let all = annotations(&items(&articles()));
    let denied = all
        .iter()
        .find(|a| a["id"].as_str().is_some_and(|id| id.ends_with("#e2")));
    let body = denied.expect("is there")["body"]
        .as_array()
        .expect("bodies");
    assert_eq!(body[1]["value"], "denied");
    let record: Value =
        serde_json::from_str(body[3]["value"].as_str().expect("text")).expect("JSON");
    assert_eq!(record["said_by"], "s1");
    assert!(
        body[2]["value"]
            .as_str()
            .is_some_and(|v| v.contains("reported by: Ada <Ngeze>"))
    );
}

#[test]
fn without_the_text_there_is_no_context_and_with_a_wrong_one_an_error() {
    let record = coded();
    let all = annotations(&[Item::from(&record)]);
    let quote = &all[0]["target"][0]["selector"][1];
    assert_eq!(quote["exact"], "shelled");
    assert_eq!(quote.get("prefix"), None);
    let wrong = Item {
        text: Some("Another text."),
        ..Item::from(&record)
    };
    let mut out = Vec::new();
    let error = Annotations::new(&mut out)
        .article(&wrong)
        .expect_err("is refused");
    assert!(matches!(error, ExportError::Article { .. }), "{error}");
    assert!(out.is_empty());
}
