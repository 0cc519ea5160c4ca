//! Cuts an XML text at an element that repeats (`item`, `entry`, `newsItem`),
//! without parsing: one broken entry of a feed then costs itself and no more,
//! and each has a place.

/// An XML text without byte-order mark and declaration.
pub(crate) struct Xml<'t> {
    /// From the root element on.
    pub text: &'t str,
    /// Where `text` begins in what was given.
    pub start: usize,
}

impl<'t> Xml<'t> {
    /// Leaves out the declaration, whose character set no longer holds.
    pub fn new(given: &'t str) -> Xml<'t> {
        let text = given.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let text = match text.starts_with("<?xml").then(|| text.find("?>")).flatten() {
            Some(end) => &text[end + 2..],
            None => text,
        };
        Xml {
            text,
            start: given.len() - text.len(),
        }
    }
}

/// Each element of a name: from its `<` to behind its end tag, or to the next
/// one of the name or the end where it has none. Elements do not nest.
pub(crate) fn each<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = (usize, &'t str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = opening(text, name, at)?;
        let end = closing(text, name, start);
        at = end;
        Some((start, &text[start..end]))
    })
}

/// Where the next `<name` stands outside of comments and quoted text.
pub(crate) fn opening(text: &str, name: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += text.get(at..)?.find('<')?;
        if let Some(end) = quoted(&text[at..]) {
            at += end;
            continue;
        }
        let rest = &text[at + 1..];
        if let Some(after) = rest.strip_prefix(name)
            && after.starts_with(|c: char| c.is_whitespace() || c == '>' || c == '/')
        {
            return Some(at);
        }
        at += 1;
    }
}

/// Behind the end tag of the element that begins at `start`.
fn closing(text: &str, name: &str, start: usize) -> usize {
    let tag_end = text[start..]
        .find('>')
        .map_or(text.len(), |e| start + e + 1);
    if text[start..tag_end].ends_with("/>") {
        return tag_end;
    }
    let mut at = tag_end;
    while let Some(found) = text[at..].find('<') {
        at += found;
        if let Some(end) = quoted(&text[at..]) {
            at += end;
            continue;
        }
        let rest = &text[at + 1..];
        let closes = rest
            .strip_prefix('/')
            .and_then(|r| r.strip_prefix(name))
            .is_some_and(|r| r.starts_with(|c: char| c.is_whitespace() || c == '>'));
        if closes {
            return text[at..].find('>').map_or(text.len(), |e| at + e + 1);
        }
        let opens = rest
            .strip_prefix(name)
            .is_some_and(|r| r.starts_with(|c: char| c.is_whitespace() || c == '>'));
        if opens {
            return at;
        }
        at += 1;
    }
    text.len()
}

/// The length of a comment or CDATA section that begins here. One that is not
/// closed is no more than its first sign.
fn quoted(text: &str) -> Option<usize> {
    let (sign, end) = if text.starts_with("<!--") {
        ("<!--", "-->")
    } else if text.starts_with("<![CDATA[") {
        ("<![CDATA[", "]]>")
    } else {
        return None;
    };
    Some(match text.find(end) {
        Some(found) => found + end.len(),
        None => sign.len(),
    })
}

/// The name of the root element with its prefix, and its whole start tag.
pub(crate) fn root(text: &str) -> Option<(&str, &str)> {
    let mut at = 0;
    loop {
        at += text[at..].find('<')?;
        if let Some(end) = quoted(&text[at..]) {
            at += end;
        } else if text[at + 1..].starts_with(['?', '!']) {
            at += text[at..].find('>')? + 1;
        } else {
            let tag = &text[at..at + text[at..].find('>')? + 1];
            let name = tag[1..]
                .split(|c: char| c.is_whitespace() || c == '>' || c == '/')
                .next()?;
            return Some((name, tag));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_cut_and_broken_ones_end_at_the_next() {
        let text = "<?xml version='1.0'?><rss><!-- <item> --><item a='1'>A <![CDATA[</item>]]></item><items/><item>B<item/></item><item>C";
        let xml = Xml::new(text);
        let found: Vec<&str> = each(xml.text, "item").map(|(_, e)| e).collect();
        assert_eq!(
            found,
            [
                "<item a='1'>A <![CDATA[</item>]]></item>",
                "<item>B<item/></item>",
                "<item>C"
            ]
        );
        let found: Vec<&str> = each("<item>B<item>C</item>", "item")
            .map(|(_, e)| e)
            .collect();
        assert_eq!(found, ["<item>B", "<item>C</item>"]);
        assert_eq!(root(xml.text), Some(("rss", "<rss>")));
        assert_eq!(xml.start, 21);
    }
}
