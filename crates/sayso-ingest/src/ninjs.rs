//! ninjs, the JSON of news agencies (IPTC): versions 1 to 3.

use sayso_article::Origin;
use serde_json::{Map, Value};

use crate::boilerplate::licence;
use crate::columns::{content, plain_name};
use crate::dates::day;
use crate::document::Told;
use crate::walk::{Flow, Walk, record};

/// Whether an object is an item of ninjs: it has a `uri` and a body or
/// headlines as only ninjs names them.
pub(crate) fn is(object: &Map<String, Value>) -> bool {
    let has = |names: &[&str]| {
        object
            .keys()
            .any(|k| names.contains(&plain_name(k).as_str()))
    };
    has(&["uri"])
        && (object.keys().any(|k| k.starts_with("body_"))
            || matches!(object.get("bodies"), Some(Value::Array(_)))
            || matches!(object.get("headlines"), Some(Value::Array(_)))
            || (has(&["pubstatus", "representationtype", "profile"])
                && has(&["versioncreated", "contentcreated"])))
}

/// Reads one item.
pub(crate) fn read(
    walk: &mut Walk<'_>,
    object: &Map<String, Value>,
    origin: &Origin,
    at: u64,
) -> Flow {
    let text = |name: &str| {
        object
            .iter()
            .find(|(k, _)| plain_name(k) == name)
            .and_then(|(_, v)| v.as_str())
            .map(|t| t.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|t| !t.is_empty())
    };
    let uri = text("uri");
    let place = record(origin, uri.as_deref(), Some(at));
    if let Some(kind) = text("type").filter(|t| t != "text" && t != "composite") {
        return walk.skip(place, format!("the item is of type `{kind}`, not text"));
    }
    if text("pubstatus").is_some_and(|s| s == "canceled" || s == "withheld") {
        return walk.skip(place, "the agency has withdrawn the item");
    }
    let told = Told {
        title: text("headline").or_else(|| best(object, "headlines").map(|(v, _)| v)),
        byline: text("byline").or_else(|| by(object)),
        published: ["versioncreated", "contentcreated", "firstcreated"]
            .iter()
            .find_map(|k| day(&text(k)?)),
        publisher: text("copyrightholder").or_else(|| source(object)),
        url: text("url")
            .or_else(|| uri.clone())
            .filter(|u| u.starts_with("http")),
        language: text("language"),
        licence: ["usageterms", "copyrightnotice", "license"]
            .iter()
            .find_map(|k| licence(&text(k)?)),
    };
    let body = body(object);
    match body {
        Some(body) => walk.document(place, content(body), told),
        None => walk.skip(place, "the item has no body"),
    }
}

/// The body as text or HTML: `body_text`, `body_xhtml`, the first of `bodies`.
fn body(object: &Map<String, Value>) -> Option<String> {
    let own = ["body_text", "body_html", "body_html5", "body_xhtml"]
        .iter()
        .find_map(|k| object.get(*k)?.as_str());
    let own = own
        .or_else(|| {
            let mut all = object.iter().filter(|(k, _)| k.starts_with("body_"));
            all.find_map(|(_, v)| v.as_str())
        })
        .filter(|t| !t.trim().is_empty())
        .map(str::to_owned);
    own.or_else(|| best(object, "bodies").map(|(v, _)| v))
}

/// The main one of a list of `{role, contenttype, value}`.
fn best(object: &Map<String, Value>, key: &str) -> Option<(String, usize)> {
    let list = object.get(key)?.as_array()?;
    let value = |v: &Value| {
        let text = v.get("value").and_then(Value::as_str)?;
        (!text.trim().is_empty()).then(|| text.to_owned())
    };
    let role = |v: &Value| {
        let role = v.get("role").and_then(Value::as_str).unwrap_or("main");
        match role {
            "main" | "body" => 0,
            _ => 1,
        }
    };
    list.iter()
        .enumerate()
        .filter_map(|(i, v)| Some((role(v), i, value(v)?)))
        .min_by_key(|(role, i, _)| (*role, *i))
        .map(|(_, i, text)| (text, i))
}

fn by(object: &Map<String, Value>) -> Option<String> {
    let people = object.get("people")?.as_array()?;
    let authors: Vec<&str> = people
        .iter()
        .filter(|p| {
            p.get("rel")
                .and_then(Value::as_str)
                .is_some_and(|r| r == "author" || r == "creator")
        })
        .filter_map(|p| p.get("name").and_then(Value::as_str))
        .collect();
    (!authors.is_empty()).then(|| authors.join(", "))
}

fn source(object: &Map<String, Value>) -> Option<String> {
    let list = object
        .iter()
        .find(|(k, _)| matches!(plain_name(k).as_str(), "infosources" | "infosource"))?
        .1
        .as_array()?;
    let name = list.iter().find_map(|s| s.get("name")?.as_str())?;
    Some(name.to_owned())
}
