//! What a page tells of itself: JSON-LD of schema.org, OpenGraph and other
//! meta tags, `link`, `time` and `rel` marks.

use serde_json::Value;
use trafilatura::dom::Document as Tree;

use crate::boilerplate::licence;
use crate::dates::day;
use crate::document::Told;

/// Types of schema.org that are an article.
const ARTICLES: [&str; 12] = [
    "NewsArticle",
    "Article",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "BackgroundNewsArticle",
    "OpinionNewsArticle",
    "ReviewNewsArticle",
    "AskPublicNewsArticle",
    "LiveBlogPosting",
    "BlogPosting",
    "Report",
    "WebPage",
];

/// Meta tags by what they tell, the surest first.
const TITLE: [&str; 4] = ["og:title", "twitter:title", "dc.title", "dcterms.title"];
const DATE: [&str; 16] = [
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "date",
];
const PUBLISHER: [&str; 6] = [
    "og:site_name",
    "publisher",
    "dc.publisher",
    "dcterms.publisher",
    "application-name",
    "cre",
];
const BYLINE: [&str; 6] = [
    "author",
    "article:author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
];
const LICENCE: [&str; 5] = [
    "dc.rights",
    "dcterms.rights",
    "dcterms.license",
    "license",
    "copyright",
];

/// Reads everything of a parsed page.
pub(crate) fn read(tree: &Tree) -> Told {
    let marks = marks(tree);
    // The canonical address is what the page says of itself first of all.
    let canonical = marks.url.clone();
    let mut told = linked_data(tree).or(tags(tree)).or(marks);
    told.url = canonical.or(told.url);
    told
}

fn tags(tree: &Tree) -> Told {
    let mut found: Vec<(String, String)> = Vec::new();
    for id in tree.get_elements_by_tag_name(tree.root(), "meta") {
        let name = ["property", "name", "itemprop", "http-equiv"]
            .iter()
            .find_map(|a| tree.get_attribute(id, a));
        if let (Some(name), Some(content)) = (name, tree.get_attribute(id, "content"))
            && let Some(content) = clean(&content)
        {
            found.push((name.trim().to_lowercase(), content));
        }
    }
    let all = |names: &[&str]| -> Vec<String> {
        let values = names
            .iter()
            .flat_map(|n| found.iter().filter(move |(name, _)| name == n));
        values.map(|(_, v)| v.clone()).collect()
    };
    let first = |names: &[&str]| all(names).into_iter().next();
    Told {
        title: first(&TITLE),
        byline: all(&BYLINE).into_iter().find(|v| !v.contains("://")),
        published: all(&DATE).iter().find_map(|v| day(v)),
        publisher: first(&PUBLISHER),
        url: first(&["og:url"]).filter(|u| absolute(u)),
        language: first(&["content-language", "og:locale", "dc.language"]),
        licence: all(&LICENCE).iter().find_map(|v| licence(v)),
    }
}

fn marks(tree: &Tree) -> Told {
    let root = tree.root();
    let by_rel = |tag: &str, rel: &str| {
        tree.get_elements_by_tag_name(root, tag)
            .into_iter()
            .filter(|&id| {
                tree.get_attribute(id, "rel")
                    .is_some_and(|r| r.split_whitespace().any(|r| r.eq_ignore_ascii_case(rel)))
            })
            .find_map(|id| tree.get_attribute(id, "href"))
    };
    let canonical = by_rel("link", "canonical").filter(|u| absolute(u));
    let deed = by_rel("link", "license").or_else(|| by_rel("a", "license"));
    // The first `time` element stands by the headline; one in a list of other
    // stories would come after it.
    let time = tree
        .get_elements_by_tag_name(root, "time")
        .into_iter()
        .find_map(|id| {
            let written = tree.get_attribute(id, "datetime");
            day(&written.unwrap_or_else(|| tree.text_content(id)))
        });
    let html = tree.get_elements_by_tag_name(root, "html");
    let tag = html.first().and_then(|&id| {
        tree.get_attribute(id, "lang")
            .or_else(|| tree.get_attribute(id, "xml:lang"))
    });
    Told {
        published: time,
        url: canonical,
        language: tag,
        licence: deed.and_then(|d| licence(&d)),
        ..Told::default()
    }
}

/// The article of the page's JSON-LD.
fn linked_data(tree: &Tree) -> Told {
    let mut told = Told::default();
    for id in tree.scripts_with_type(&["application/ld+json"]) {
        let script = tree.text_content(id);
        let script = script
            .trim()
            .trim_start_matches("<!--")
            .trim_end_matches("-->")
            .trim_end_matches(';');
        let Ok(value) = serde_json::from_str::<Value>(script) else {
            continue;
        };
        let mut objects = Vec::new();
        gather(&value, 0, &mut objects);
        // An article proper tells more than the page around it.
        objects.sort_by_key(|o| is_type(o, "WebPage"));
        for object in objects {
            told = told.or(of_object(object));
        }
    }
    told
}

/// Article objects at the top, in lists and in `@graph`, in order.
fn gather<'v>(value: &'v Value, depth: usize, out: &mut Vec<&'v Value>) {
    if depth > 4 {
        return;
    }
    match value {
        Value::Array(list) => list.iter().for_each(|v| gather(v, depth + 1, out)),
        Value::Object(map) => {
            if ARTICLES.iter().any(|t| is_type(value, t)) {
                out.push(value);
            }
            for key in ["@graph", "mainEntity"] {
                if let Some(inner) = map.get(key) {
                    gather(inner, depth + 1, out);
                }
            }
        }
        _ => {}
    }
}

fn is_type(value: &Value, name: &str) -> bool {
    let same = |v: &Value| {
        v.as_str()
            .is_some_and(|t| t.rsplit(['/', ':']).next() == Some(name))
    };
    match value.get("@type") {
        Some(Value::Array(types)) => types.iter().any(same),
        Some(one) => same(one),
        None => false,
    }
}

fn of_object(object: &Value) -> Told {
    let text = |key: &str| object.get(key).and_then(plain);
    let page = is_type(object, "WebPage");
    let names = |key: &str| object.get(key).and_then(names);
    Told {
        title: text("headline").or_else(|| if page { None } else { text("name") }),
        byline: names("author").or_else(|| names("creator")),
        published: ["datePublished", "dateCreated"]
            .iter()
            .find_map(|k| day(&text(k)?)),
        publisher: names("publisher").or_else(|| names("sourceOrganization")),
        url: text("url")
            .or_else(|| text("mainEntityOfPage"))
            .or_else(|| object.get("mainEntityOfPage")?.get("@id").and_then(plain))
            .filter(|u| absolute(u)),
        language: text("inLanguage"),
        licence: text("license").and_then(|l| licence(&l)),
    }
}

fn plain(value: &Value) -> Option<String> {
    clean(value.as_str()?)
}

/// `name` of an object, of each in a list, or the text itself.
fn names(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => clean(text).filter(|t| !t.contains("://")),
        Value::Object(map) => map.get("name").and_then(names),
        Value::Array(list) => {
            let all: Vec<String> = list.iter().take(20).filter_map(one_name).collect();
            (!all.is_empty()).then(|| all.join(", "))
        }
        _ => None,
    }
}

fn one_name(value: &Value) -> Option<String> {
    match value {
        Value::Object(map) => map.get("name").and_then(plain),
        other => plain(other).filter(|t| !t.contains("://")),
    }
}

fn absolute(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// One line without entities that some sites leave in; `None` when empty.
fn clean(text: &str) -> Option<String> {
    let text = if text.contains('&') && text.contains(';') {
        scraper::Html::parse_fragment(text)
            .root_element()
            .text()
            .collect()
    } else {
        text.to_owned()
    };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty() && text.len() < 2000).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use sayso_article::Date;

    fn told(head: &str) -> Told {
        read(&Tree::parse(&format!(
            "<html lang='en'><head>{head}</head><body><p>x</p></body></html>"
        )))
    }

    #[test]
    fn linked_data_wins_over_tags_and_broken_data_is_left() {
        let told = told(
            r#"<script type="application/ld+json">{"@type":"NewsArticle", broken</script>
            <script type="application/ld+json">[{"@type":"BreadcrumbList"},{"@type":"https://schema.org/NewsArticle",
            "headline":"Bridge &amp; tram closed","datePublished":"2024-05-17","author":"Lena Oduya",
            "publisher":{"name":["Coastal News"]},"license":"https://creativecommons.org/licenses/by/4.0/",
            "mainEntityOfPage":{"@id":"https://coastal.example/a"}}]</script>
            <meta property="og:title" content="Other"><meta name="date" content="2020-01-01">"#,
        );
        assert_eq!(told.title.as_deref(), Some("Bridge & tram closed"));
        assert_eq!(told.published, Date::new(2024, 5, 17).ok());
        assert_eq!(told.byline.as_deref(), Some("Lena Oduya"));
        assert_eq!(told.publisher.as_deref(), Some("Coastal News"));
        assert_eq!(told.licence.as_deref(), Some("CC-BY-4.0"));
        assert_eq!(told.url.as_deref(), Some("https://coastal.example/a"));
        assert_eq!(told.language.as_deref(), Some("en"));
    }

    #[test]
    fn tags_and_marks_tell_where_there_is_no_linked_data() {
        let told = told(
            r#"<meta property="og:title" content="Bridge closed"><meta name="author" content="https://coastal.example/oduya">
            <meta name="byl" content="By Lena Oduya"><meta property="article:published_time" content="nonsense">
            <meta name="pubdate" content="Fri, 17 May 2024 08:30:00 GMT"><meta property="og:site_name" content="Coastal News">
            <meta name="dc.rights" content="CC BY-SA 4.0"><link rel="canonical" href="/relative">"#,
        );
        assert_eq!(told.title.as_deref(), Some("Bridge closed"));
        assert_eq!(told.byline.as_deref(), Some("By Lena Oduya"));
        assert_eq!(told.published, Date::new(2024, 5, 17).ok());
        assert_eq!(told.publisher.as_deref(), Some("Coastal News"));
        assert_eq!(told.licence.as_deref(), Some("CC-BY-SA-4.0"));
        assert_eq!(told.url, None);
        let time = read(&Tree::parse(
            "<html><body><time datetime='2024-05-17T08:00Z'>Friday</time></body></html>",
        ));
        assert_eq!(time.published, Date::new(2024, 5, 17).ok());
    }
}
