//! HTML to paragraphs: every bit of running text of a fragment, one line a
//! block, blank lines between. And what keeps hostile markup from costing
//! minutes: tags are counted before they are parsed.

use scraper::{Html, Node};

use crate::text::{IngestError, MAX_DEPTH};

/// Most elements that a page may make. Every tag makes one, and one more for
/// each formatting tag that stands open at it, as browsers repair them.
const MAX_ELEMENTS: usize = 1_000_000;

/// Most elements times their depth. The extraction walks from elements to all
/// that lies in them again and again: a million takes it about two seconds.
const MAX_WORK: usize = 4_000_000;

/// Elements whose text is no running text.
const SILENT: [&str; 22] = [
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "iframe",
    "object",
    "svg",
    "math",
    "button",
    "select",
    "textarea",
    "form",
    "nav",
    "figcaption",
    "canvas",
    "audio",
    "video",
    "map",
    "input",
    "datalist",
    "dialog",
];

/// Elements that begin a line of their own, those of NITF among them. Others,
/// known or not, stand in a line.
const BLOCKS: [&str; 52] = [
    "address",
    "article",
    "aside",
    "block",
    "blockquote",
    "body",
    "br",
    "byline",
    "caption",
    "center",
    "dateline",
    "dd",
    "details",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hedline",
    "hgroup",
    "hl1",
    "hl2",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tagline",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "ul",
    "xmp",
];

/// Elements that HTML closes by itself, so that they do not nest.
const SELF_CLOSING: [&str; 36] = [
    "p", "li", "td", "th", "tr", "dd", "dt", "option", "optgroup", "tbody", "thead", "tfoot",
    "colgroup", "rp", "rt", "area", "base", "br", "col", "embed", "hr", "img", "input", "link",
    "meta", "param", "source", "track", "wbr", "html", "head", "body", "frame", "keygen",
    "command", "image",
];

/// Elements that browsers open again in each block until they are closed.
const FORMATTING: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// The running text of an HTML fragment: blocks apart by blank lines, white
/// space collapsed.
///
/// # Errors
/// When its tags nest too deep or are too many.
pub fn text(markup: &str) -> Result<String, IngestError> {
    guard(markup)?;
    Ok(paragraphs(&Html::parse_fragment(markup)).join("\n\n"))
}

/// The text blocks of parsed HTML, in order.
pub(crate) fn paragraphs(html: &Html) -> Vec<String> {
    use ego_tree::iter::Edge;
    let mut out = Vec::new();
    let mut line = String::new();
    // How many silent elements are open around here.
    let mut silent = 0usize;
    for edge in html.tree.root().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Text(text) if silent == 0 => push(&mut line, text),
                Node::Element(element) => {
                    let name = element.name();
                    silent += usize::from(SILENT.contains(&name));
                    if BLOCKS.contains(&name) {
                        flush(&mut line, &mut out);
                    }
                }
                _ => {}
            },
            Edge::Close(node) => {
                if let Node::Element(element) = node.value() {
                    let name = element.name();
                    if SILENT.contains(&name) {
                        silent = silent.saturating_sub(1);
                    }
                    match name {
                        "td" | "th" => push(&mut line, " "),
                        _ if BLOCKS.contains(&name) => flush(&mut line, &mut out),
                        _ => {}
                    }
                }
            }
        }
    }
    flush(&mut line, &mut out);
    out
}

/// Adds text with each run of white space as one space. No-break spaces hold
/// words together on a page and are spaces in a text.
fn push(line: &mut String, text: &str) {
    for c in text.chars() {
        if c.is_whitespace() {
            if !line.is_empty() && !line.ends_with(' ') {
                line.push(' ');
            }
        } else if c != '\u{ad}' && c >= ' ' {
            line.push(c);
        }
    }
}

fn flush(line: &mut String, out: &mut Vec<String>) {
    let done = line.trim();
    if !done.is_empty() {
        out.push(done.to_owned());
    }
    line.clear();
}

/// Whether a text is HTML rather than prose that names a tag.
pub(crate) fn looks_like(text: &str) -> bool {
    let head = text.get(..2000).unwrap_or(text).to_lowercase();
    ["</p>", "<br>", "<br/>", "<br />", "</div>", "<p>", "</li>"]
        .iter()
        .any(|tag| head.contains(tag))
}

/// Counts nesting and elements as a parser would make them, without parsing.
///
/// # Errors
/// When either is more than any page of a newspaper has.
pub(crate) fn guard(markup: &str) -> Result<(), IngestError> {
    let bytes = markup.as_bytes();
    let (mut depth, mut formatting, mut elements, mut work) = (0usize, 0usize, 0usize, 0usize);
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
        at += found + 1;
        if bytes[at..].starts_with(b"!--") {
            at = memchr::memmem::find(&bytes[at..], b"-->").map_or(bytes.len(), |end| at + end);
            continue;
        }
        let closing = bytes.get(at) == Some(&b'/');
        let start = at + usize::from(closing);
        let length = bytes[start..]
            .iter()
            .take(12)
            .take_while(|b| b.is_ascii_alphanumeric())
            .count();
        if length == 0 {
            continue;
        }
        let name = markup[start..start + length].to_ascii_lowercase();
        let name = name.as_str();
        at = start + length;
        let formats = FORMATTING.contains(&name);
        if closing {
            if !SELF_CLOSING.contains(&name) {
                depth = depth.saturating_sub(1);
            }
            formatting = formatting.saturating_sub(usize::from(formats));
            continue;
        }
        elements += 1 + formatting;
        if matches!(name, "script" | "style" | "textarea" | "title") {
            // What is in it is no tag, up to its end.
            let end = format!("</{name}");
            let rest = &bytes[at..];
            let found = rest
                .windows(end.len())
                .position(|w| w.eq_ignore_ascii_case(end.as_bytes()));
            at += found.map_or(rest.len(), |f| f + end.len());
            continue;
        }
        if !SELF_CLOSING.contains(&name) {
            depth += 1;
        }
        work += depth + formatting;
        formatting += usize::from(formats);
        if depth > MAX_DEPTH {
            return Err(IngestError::TooDeep(depth));
        }
        if elements > MAX_ELEMENTS || work > MAX_WORK {
            return Err(IngestError::TooManyTags);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_lines_and_white_space_collapses() {
        let html = "<p>Police&nbsp;came \n to <b>Oria</b>.</p><ul><li>One man<li>Two men</ul>They left.<br>It rained.<script>var a='<p>';</script><figure><figcaption>A boat</figcaption></figure>";
        assert_eq!(
            text(html).expect("read"),
            "Police came to Oria.\n\nOne man\n\nTwo men\n\nThey left.\n\nIt rained."
        );
    }

    #[test]
    fn hostile_nesting_is_refused_before_it_is_parsed() {
        for tag in ["div", "b", "font"] {
            let html = format!("<{tag}>").repeat(10_000) + "Police came.";
            assert!(matches!(text(&html), Err(IngestError::TooDeep(_))), "{tag}");
        }
        let html = "<b>".repeat(300) + &"<p>x".repeat(10_000);
        assert_eq!(text(&html), Err(IngestError::TooManyTags));
        let html = "<div>".repeat(300) + &"<p>x".repeat(20_000);
        assert_eq!(text(&html), Err(IngestError::TooManyTags));
        let html = "<p>Police came.</p>".repeat(10_000);
        assert!(text(&html).is_ok());
    }

    #[test]
    fn prose_with_a_sign_is_no_markup() {
        assert!(!looks_like("Prices rose by <5 per cent> in May."));
        assert!(looks_like("<p>Police came.</p>"));
    }
}
