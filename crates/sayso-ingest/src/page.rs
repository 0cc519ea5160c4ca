//! Web pages: the main text by an extraction crate, and what the page tells of
//! itself in JSON-LD, OpenGraph, meta tags and visible marks.

use std::panic::{AssertUnwindSafe, catch_unwind};

use trafilatura::dom::Document as Tree;
use trafilatura::{HtmlDateMode, TrafilaturaError};

use crate::document::Told;
use crate::text::IngestError;
use crate::{charset, markup, meta};

/// The running text of a page and what is known of it.
///
/// # Errors
/// When the page has no running text, or its tags are too many or too deep.
pub(crate) fn read(
    bytes: &[u8],
    named: Option<&str>,
    told: Told,
) -> Result<(String, Told), IngestError> {
    let html = charset::decode(bytes, named);
    markup::guard(&html)?;
    // The extraction is another's code: a fault in it costs one page.
    catch_unwind(AssertUnwindSafe(|| extract(&html, told))).unwrap_or_else(|panic| {
        let what = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied());
        Err(IngestError::Broken(what.unwrap_or("unknown").to_owned()))
    })
}

fn extract(html: &str, told: Told) -> Result<(String, Told), IngestError> {
    let tree = Tree::parse(html);
    let own = meta::read(&tree);
    let mut options = trafilatura::Options::default()
        .with_fallback(true)
        .with_exclude_comments(true)
        .with_html_date_mode(HtmlDateMode::Disabled);
    options.config.min_extracted_size = 200;
    let found = match trafilatura::extract_document(tree, &options) {
        Ok(found) => found,
        Err(TrafilaturaError::InsufficientContent { .. }) => {
            return Err(IngestError::NoText("the page"));
        }
        Err(error) => return Err(IngestError::Broken(error.to_string())),
    };
    let some = |text: &str| {
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    let guessed = Told {
        title: some(&found.metadata.title),
        byline: some(&found.metadata.author),
        publisher: some(&found.metadata.sitename),
        ..Told::default()
    };
    let fetched = told.url.clone();
    let canonical = own.url.clone();
    let named = told.title.is_some();
    let mut told = told.or(own).or(guessed);
    if canonical.is_some() && host(canonical.as_deref()) == host(fetched.as_deref()) {
        told.url = canonical;
    }
    let mut lines = markup::paragraphs(&scraper::Html::parse_fragment(&found.content_html));
    // The headline as printed wins over the one for search engines.
    if found.content_html.trim_start().starts_with("<h1") && lines.len() > 1 {
        let printed = lines.remove(0);
        let site = told.publisher.as_deref();
        if !named && site.is_none_or(|s| !s.eq_ignore_ascii_case(&printed)) {
            told.title = Some(printed);
        }
    }
    told.title = told
        .title
        .map(|title| without_site(&title, told.publisher.as_deref()));
    if lines.is_empty() {
        return Err(IngestError::NoText("the page"));
    }
    Ok((lines.join("\n\n"), told))
}

/// `coastal.example` of an address on it, with `www.` or without.
fn host(url: Option<&str>) -> Option<&str> {
    let rest = url?.split_once("://")?.1;
    let host = rest.split(['/', '?', '#']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host))
}

/// "Bridge closed | Coastal News" without the name of the site.
fn without_site(title: &str, site: Option<&str>) -> String {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some(site) = site.map(str::trim).filter(|s| !s.is_empty()) else {
        return title;
    };
    for mark in [" | ", " - ", " – ", " — ", " :: ", " « ", " » "] {
        if let Some((head, tail)) = title.rsplit_once(mark)
            && tail.eq_ignore_ascii_case(site)
            && !head.trim().is_empty()
        {
            return head.trim().to_owned();
        }
    }
    title
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Content, Document, Options};
    use sayso_article::{Article, BlockKind, Date, Origin, PublishedFrom};

    fn article(html: &str) -> Result<Article, IngestError> {
        let document = Document {
            origin: Origin::default(),
            content: Content::Page(html.as_bytes().to_vec(), None),
            told: Told::default(),
        };
        document.read(&Options::default())
    }

    const PAGE: &str = r#"<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">
<title>Bridge in Oria closed after crack found | Coastal News</title>
<meta property="og:site_name" content="Coastal News">
<link rel="canonical" href="https://coastal.example/2024/05/bridge">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"x"},
{"@type":["NewsArticle"],"headline":"Oria bridge: all you need to know","datePublished":"2024-05-17T23:30:00-07:00",
"author":[{"@type":"Person","name":"Lena Oduya"},{"@type":"Person","name":"Jan Marek"}],"publisher":{"@type":"Organization","name":"Coastal News"}}]}</script>
</head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>Bridge in Oria closed after crack found</h1>
<p>ORIA, May 17 (Coastal News) - Police closed the main bridge in Oria on Friday after engineers found a crack, the mayor said.</p>
<p>&ldquo;Nobody was hurt,&rdquo; Mayor Tomas Vell told reporters. He said the bridge would stay closed for two weeks.</p>
<p>The transport ministry denied that a second crack had been found. Click here to read more</p>
<p>(Reporting by Lena Oduya; editing by Jan Marek)</p></article>
<aside><p>Tram line to reopen in June</p></aside>
<footer><p>&copy; 2024 Coastal News. <a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC</a></p></footer></body></html>"#;

    #[test]
    fn a_page_gives_its_story_and_what_it_tells_of_itself() {
        let article = article(PAGE).expect("an article");
        assert_eq!(
            article.title.as_deref(),
            Some("Bridge in Oria closed after crack found")
        );
        assert_eq!(article.byline.as_deref(), Some("Lena Oduya, Jan Marek"));
        let publisher = article.publisher.as_ref().map(|p| p.name.as_str());
        assert_eq!(publisher, Some("Coastal News"));
        assert_eq!(article.published, Date::new(2024, 5, 17).ok());
        assert_eq!(article.published_from, Some(PublishedFrom::Metadata));
        assert_eq!(
            article.url.as_deref(),
            Some("https://coastal.example/2024/05/bridge")
        );
        assert_eq!(article.language.as_deref(), Some("en"));
        let licence = article.licence.as_ref().and_then(|l| l.name.as_deref());
        assert_eq!(licence, Some("CC-BY-4.0"));
        let of = |kind| -> Vec<&str> {
            let blocks = article.blocks.iter().filter(|b| b.kind == kind);
            blocks.map(|b| article.slice(b.span)).collect()
        };
        assert_eq!(
            of(BlockKind::Headline),
            ["Bridge in Oria closed after crack found"]
        );
        assert_eq!(of(BlockKind::Dateline), ["ORIA, May 17 (Coastal News) -"]);
        assert_eq!(of(BlockKind::Paragraph).len(), 3);
        assert_eq!(
            of(BlockKind::Boilerplate),
            [
                "Click here to read more",
                "(Reporting by Lena Oduya; editing by Jan Marek)"
            ]
        );
        assert!(!article.text.contains("Tram") && !article.text.contains("Home"));
    }

    #[test]
    fn a_page_without_a_story_says_so() {
        let list = "<html><body><form><input></form></body></html>";
        assert_eq!(article(list), Err(IngestError::NoText("the page")));
    }

    #[test]
    fn the_name_of_the_site_is_no_part_of_the_title() {
        let site = Some("Coastal News");
        assert_eq!(without_site("A | B - Coastal News", site), "A | B");
        assert_eq!(without_site("Coastal News - A", site), "Coastal News - A");
        assert_eq!(without_site("A - B", None), "A - B");
        assert_eq!(
            host(Some("https://www.coastal.example/a?b")),
            Some("coastal.example")
        );
    }
}
