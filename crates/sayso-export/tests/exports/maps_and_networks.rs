//! GeoJSON, GEXF and GraphML.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::events::Event;
use sayso_export::{Actors, Geojson, Gexf, Graphml, Selection};
use serde_json::Value;

use crate::record::articles;
use crate::{items, written};

fn geojson(selection: Selection) -> Value {
    let mut out = Vec::new();
    written(
        &items(&articles()),
        |out| Geojson::new(out, selection),
        &mut out,
    );
    serde_json::from_slice(&out).expect("is JSON")
}

fn features(map: &Value) -> BTreeMap<&str, &Value> {
    let features = map["features"].as_array().expect("features").iter();
    features
        .map(|f| (f["properties"]["event"].as_str().expect("an id"), f))
        .collect()
}

#[test]
fn points_are_longitude_first_and_say_how_exact_they_are() {
    let map = geojson(Selection::Actual);
    assert_eq!(map["type"], "FeatureCollection");
    let features = features(&map);
    assert_eq!(
        features.keys().copied().collect::<Vec<_>>(),
        ["e1", "e3", "e4"]
    );
    let shelling = features["e1"];
    assert_eq!(shelling["geometry"]["type"], "Point");
    assert_eq!(
        shelling["geometry"]["coordinates"],
        serde_json::json!([178.4415, -18.1416])
    );
    assert_eq!(shelling["properties"]["precision"], "city");
    assert_eq!(shelling["properties"]["disputed"], true);
    assert_eq!(features["e4"]["properties"]["disputed"], false);
    assert_eq!(features["e4"]["properties"]["precision"], "country");
    assert_eq!(
        features["e3"]["properties"]["reported_by"],
        "a source not named"
    );
}

#[test]
fn what_is_left_off_the_map_is_counted() {
    let map = geojson(Selection::Actual);
    let left = &map["sayso"]["events_left_out"];
    assert_eq!(
        *left,
        serde_json::json!({"status denied": 1, "status future": 1, "no coordinates": 1})
    );
    let all = geojson(Selection::All);
    assert_eq!(features(&all)["e2"]["properties"]["status"], "denied");
    assert_eq!(
        all["sayso"]["events_left_out"],
        serde_json::json!({"no coordinates": 2})
    );
}

/// Elements of an XML text: name, attributes, text.
fn elements(xml: &[u8]) -> Vec<(String, BTreeMap<String, String>, String)> {
    let mut reader = Reader::from_reader(xml);
    let mut buffer = Vec::new();
    let mut out: Vec<(String, BTreeMap<String, String>, String)> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    loop {
        let event = reader.read_event_into(&mut buffer).expect("is XML");
        let starts = matches!(event, Event::Start(_));
        match event {
            Event::Start(e) | Event::Empty(e) => {
                let attributes = e.attributes().map(|a| {
                    let a = a.expect("an attribute");
                    let value = a.normalized_value(quick_xml::XmlVersion::Implicit1_0);
                    (
                        a.key.as_ref().to_owned(),
                        value.expect("is escaped").into_owned(),
                    )
                });
                let attributes = attributes.collect();
                out.push((e.name().as_ref().to_owned(), attributes, String::new()));
                if starts {
                    open.push(out.len() - 1);
                }
            }
            Event::Text(t) => {
                if let Some(&at) = open.last() {
                    out[at].2.push_str(&t);
                }
            }
            Event::GeneralRef(r) => {
                if let Some(&at) = open.last() {
                    out[at].2.push_str(&format!("&{};", &*r));
                }
            }
            Event::End(_) => {
                open.pop();
            }
            Event::Eof => break,
            _ => {}
        }
        buffer.clear();
    }
    assert!(open.is_empty(), "every element is closed");
    out
}

type Edges = BTreeMap<(String, String, String, String), f64>;

/// Edges of a GEXF text by source, target, quad and status, with their weight.
fn gexf_edges(actors: Actors, selection: Selection) -> (BTreeSet<String>, Edges) {
    let mut out = Vec::new();
    written(
        &items(&articles()),
        |out| Gexf::new(out, actors, selection),
        &mut out,
    );
    let mut nodes = BTreeSet::new();
    let mut edges = Edges::new();
    let mut edge: Option<(String, String, f64, BTreeMap<String, String>)> = None;
    let mut done = |edge: Option<(String, String, f64, BTreeMap<String, String>)>| {
        if let Some((source, target, weight, values)) = edge {
            let key = (
                source,
                target,
                values["quad"].clone(),
                values["status"].clone(),
            );
            assert!(edges.insert(key, weight).is_none(), "no edge twice");
        }
    };
    for (name, attributes, _) in elements(&out) {
        match name.as_str() {
            "node" => assert!(nodes.insert(attributes["id"].clone()), "no node twice"),
            "edge" => {
                let weight = attributes["weight"].parse().expect("a number");
                let (source, target) = (attributes["source"].clone(), attributes["target"].clone());
                done(edge.replace((source, target, weight, BTreeMap::new())));
            }
            "attvalue" => {
                if let Some((.., values)) = &mut edge {
                    values.insert(attributes["for"].clone(), attributes["value"].clone());
                }
            }
            _ => {}
        }
    }
    done(edge);
    (nodes, edges)
}

fn edge(source: &str, target: &str, quad: &str, status: &str) -> (String, String, String, String) {
    [source, target, quad, status].map(str::to_owned).into()
}

#[test]
fn edges_are_signed_by_quad_and_only_of_what_happened() {
    let (nodes, edges) = gexf_edges(Actors::Code, Selection::Actual);
    let article = "0011223344556677";
    let (rebels, dockers) = (format!("{article}/n1"), format!("{article}/n2"));
    let expected = Edges::from([
        (edge(&rebels, &dockers, "4", "actual"), -1.0),
        (edge("FJI", "ISL", "1", "actual"), 1.0),
        (edge("ISL", "FJI", "1", "actual"), 1.0),
        (edge("ISL", "FJI", "2", "actual"), 1.0),
        (edge("FJI MED", "ISL COP", "4", "actual"), -1.0),
    ]);
    assert_eq!(edges, expected);
    assert!(
        edges
            .keys()
            .all(|(s, t, ..)| nodes.contains(s) && nodes.contains(t))
    );
    assert!(!nodes.contains("FJI MED army"));
}

#[test]
fn a_promise_never_adds_to_the_edge_of_a_gift() {
    let (_, edges) = gexf_edges(Actors::Code, Selection::All);
    assert_eq!(edges[&edge("ISL", "FJI", "2", "actual")], 1.0);
    assert_eq!(edges[&edge("ISL", "FJI", "2", "future")], 1.0);
    let denied: Vec<_> = edges.keys().filter(|k| k.3 == "denied").collect();
    assert_eq!(denied.len(), 1);
}

#[test]
fn nodes_are_countries_or_names_when_asked_for() {
    let (nodes, edges) = gexf_edges(Actors::Country, Selection::Actual);
    assert!(nodes.contains("FJI") && !nodes.contains("FJI MED"));
    assert_eq!(edges[&edge("FJI", "ISL", "4", "actual")], -1.0);
    let (nodes, _) = gexf_edges(Actors::Name, Selection::Actual);
    assert!(nodes.contains("Nurses of Fiji [FJI MED]"), "{nodes:?}");
}

#[test]
fn actors_of_no_known_country_are_never_one_across_articles() {
    let (mut other, text) = articles().remove(0);
    other.article.id = "ffff".to_owned();
    let both = [articles().remove(0), (other, text)];
    let mut out = Vec::new();
    written(
        &items(&both),
        |out| Gexf::new(out, Actors::Code, Selection::Actual),
        &mut out,
    );
    let nodes: Vec<String> = elements(&out)
        .into_iter()
        .filter(|e| e.0 == "node")
        .map(|e| e.1["id"].clone())
        .collect();
    assert!(nodes.contains(&"0011223344556677/n1".to_owned()));
    assert!(nodes.contains(&"ffff/n1".to_owned()));
    assert_eq!(nodes.iter().filter(|n| *n == "FJI").count(), 1);
}

#[test]
fn graphml_has_the_network_of_gexf() {
    let (nodes, edges) = gexf_edges(Actors::Name, Selection::All);
    let mut out = Vec::new();
    written(
        &items(&articles()),
        |out| Graphml::new(out, Actors::Name, Selection::All),
        &mut out,
    );
    let mut keys = BTreeMap::new();
    let mut owner: Option<(String, BTreeMap<String, String>)> = None;
    let mut names = BTreeMap::new();
    let mut found = Edges::new();
    let mut all = elements(&out);
    all.push(("end".to_owned(), BTreeMap::new(), String::new()));
    let mut values: BTreeMap<String, String> = BTreeMap::new();
    for (name, attributes, text) in all {
        match name.as_str() {
            "key" => {
                keys.insert(attributes["id"].clone(), attributes["attr.name"].clone());
            }
            "data" => {
                let text = quick_xml::escape::unescape(&text).expect("is escaped");
                values.insert(keys[&attributes["key"]].clone(), text.into_owned());
            }
            "node" | "edge" | "end" => {
                if let Some((kind, about)) = owner.replace((name.clone(), attributes)) {
                    if kind == "node" {
                        names.insert(about["id"].clone(), values["actor"].clone());
                    } else {
                        let of = |end: &str| names[&about[end]].clone();
                        let key = edge(
                            &of("source"),
                            &of("target"),
                            &values["quad"],
                            &values["status"],
                        );
                        found.insert(key, values["weight"].parse().expect("a number"));
                    }
                }
                values.clear();
            }
            _ => {}
        }
    }
    assert_eq!(names.values().cloned().collect::<BTreeSet<_>>(), nodes);
    assert_eq!(found, edges);
}

#[test]
fn what_xml_cannot_hold_is_replaced() {
    let (mut record, text) = articles().remove(0);
    record.events[0].actors[0].name = "Rebels\u{0}\u{8} & <Co> \"x\"".to_owned();
    let both = [(record, text)];
    for graphml in [false, true] {
        let mut out = Vec::new();
        if graphml {
            written(
                &items(&both),
                |o| Graphml::new(o, Actors::Code, Selection::Actual),
                &mut out,
            );
        } else {
            written(
                &items(&both),
                |o| Gexf::new(o, Actors::Code, Selection::Actual),
                &mut out,
            );
        }
        let text = String::from_utf8(out).expect("UTF-8");
        assert!(
            text.contains("Rebels\u{fffd}\u{fffd} &amp; &lt;Co&gt; "),
            "{text}"
        );
        assert!(!elements(text.as_bytes()).is_empty());
    }
}
