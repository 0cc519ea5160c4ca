//! NewsML-G2 and NITF (IPTC): the XML of news agencies.

use std::ops::ControlFlow;

use roxmltree::{Document as Tree, Node, ParsingOptions};
use sayso_article::Origin;

use crate::boilerplate::licence;
use crate::dates::day;
use crate::document::{Content, Told};
use crate::elements::{self, Xml};
use crate::walk::{Flow, Walk, record};
use crate::{charset, markup};

/// Reads a news item, a message of several, or a NITF document.
pub(crate) fn read(walk: &mut Walk<'_>, bytes: Vec<u8>, origin: &Origin) -> Flow {
    let text = charset::decode(&bytes, None);
    let exact = bytes.starts_with(text.as_bytes());
    let xml = Xml::new(&text);
    let Some((root, tag)) = elements::root(xml.text) else {
        return walk.skip(origin.clone(), "the XML has no root element");
    };
    let local = root.rsplit(':').next().unwrap_or(root);
    if local != "newsMessage" {
        return item(walk, xml.text, origin, None);
    }
    let name = match root.rsplit_once(':') {
        Some((prefix, _)) => format!("{prefix}:newsItem"),
        None => "newsItem".to_owned(),
    };
    let mut any = false;
    for (at, element) in elements::each(xml.text, &name) {
        any = true;
        // The message declares the prefixes of its items.
        let whole = format!("{tag}{element}</{root}>");
        let offset = exact.then_some((xml.start + at) as u64);
        item(walk, &whole, origin, offset)?;
    }
    if any {
        ControlFlow::Continue(())
    } else {
        walk.skip(origin.clone(), "the message holds no news item")
    }
}

fn item(walk: &mut Walk<'_>, xml: &str, origin: &Origin, offset: Option<u64>) -> Flow {
    let options = ParsingOptions {
        allow_dtd: true,
        nodes_limit: 1_000_000,
        ..ParsingOptions::default()
    };
    if let Err(error) = markup::guard(xml) {
        return walk.skip(record(origin, None, offset), error.to_string());
    }
    let tree = match Tree::parse_with_options(xml, options) {
        Ok(tree) => tree,
        Err(error) => {
            let reason =
                format!("the item is no well-formed XML ({error}): mend it or get it again");
            return walk.skip(record(origin, None, offset), reason);
        }
    };
    let top = tree.root_element();
    let item = find(top, "newsItem").unwrap_or(top);
    let id = item
        .attribute("guid")
        .or_else(|| find(item, "doc-id").and_then(|d| d.attribute("id-string")));
    let place = record(origin, id, offset);
    let class = find(item, "itemClass").and_then(|c| c.attribute("qcode"));
    if let Some(class) = class.filter(|c| !c.ends_with(":text") && !c.ends_with(":composite")) {
        let kind = class.rsplit(':').next().unwrap_or(class);
        return walk.skip(place, format!("the item is of class `{kind}`, not text"));
    }
    let status = find(item, "pubStatus").and_then(|s| s.attribute("qcode"));
    if status.is_some_and(|s| s.ends_with(":canceled") || s.ends_with(":withheld")) {
        return walk.skip(place, "the agency has withdrawn the item");
    }
    let told = told(item, id);
    match body(item, xml) {
        Some(content) => walk.document(place, content, told),
        None => walk.skip(place, "the item has no text"),
    }
}

fn told(item: Node<'_, '_>, id: Option<&str>) -> Told {
    let words = |name: &str| find(item, name).and_then(text_of);
    let named = |name: &str| {
        let node = find(item, name)?;
        let inner = find(node, "name").and_then(text_of);
        inner
            .or_else(|| text_of(node))
            .or_else(|| node.attribute("literal").map(str::to_owned))
    };
    let language = item
        .descendants()
        .filter(|n| n.tag_name().name() == "language")
        .find_map(|n| n.attribute("tag"))
        .or_else(|| {
            let lang = ("http://www.w3.org/XML/1998/namespace", "lang");
            item.attribute(lang)
        });
    let issued = |n: &str| find(item, n).and_then(|d| d.attribute("norm"));
    Told {
        title: words("headline").or_else(|| words("hl1")),
        byline: words("by").or_else(|| words("byline")),
        published: ["versionCreated", "contentCreated", "firstCreated"]
            .iter()
            .find_map(|n| day(&words(n)?))
            .or_else(|| day(issued("date.issue").or_else(|| issued("story.date"))?)),
        publisher: named("provider")
            .or_else(|| named("copyrightHolder"))
            .or_else(|| named("doc.copyright")),
        url: id.filter(|i| i.starts_with("http")).map(str::to_owned),
        language: language.map(str::to_owned),
        licence: ["usageTerms", "copyrightNotice"].iter().find_map(|n| {
            let node = find(item, n)?;
            let href = node.attribute("href").and_then(licence);
            href.or_else(|| licence(&text_of(node)?))
        }),
    }
}

/// The body: NITF's `body.content`, XHTML's `body`, or inline text.
fn body(item: Node<'_, '_>, xml: &str) -> Option<Content> {
    let inner = |node: Node<'_, '_>| {
        let first = node.first_child()?.range().start;
        let last = node.last_child()?.range().end;
        let markup = xml.get(first..last)?.trim();
        (!markup.is_empty()).then(|| Content::Markup(without_prefixes(markup)))
    };
    ["body.content", "body"]
        .iter()
        .find_map(|name| find(item, name).and_then(inner))
        .or_else(|| find(item, "inlineXML").and_then(inner))
        .or_else(|| {
            find(item, "inlineData")
                .and_then(text_of_lines)
                .map(Content::Text)
        })
}

/// `<xhtml:p>` as HTML knows it.
fn without_prefixes(markup: &str) -> String {
    static PREFIX: std::sync::LazyLock<regex::Regex> = std::sync::LazyLock::new(|| {
        #[expect(clippy::expect_used, reason = "a constant pattern, used by a test")]
        regex::Regex::new(r"<(/?)[A-Za-z][\w-]*:([A-Za-z])").expect("a constant pattern compiles")
    });
    PREFIX.replace_all(markup, "<$1$2").into_owned()
}

/// The first element of a name, whatever its namespace.
fn find<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.descendants().find(|n| n.tag_name().name() == name)
}

fn text_of(node: Node<'_, '_>) -> Option<String> {
    let all: String = node
        .descendants()
        .filter_map(|n| n.text().filter(|_| n.is_text()))
        .collect();
    let all = all.split_whitespace().collect::<Vec<_>>().join(" ");
    (!all.is_empty()).then_some(all)
}

fn text_of_lines(node: Node<'_, '_>) -> Option<String> {
    let all: String = node
        .descendants()
        .filter_map(|n| n.text().filter(|_| n.is_text()))
        .collect();
    (!all.trim().is_empty()).then(|| all.trim().to_owned())
}
