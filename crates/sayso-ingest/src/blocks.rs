//! The layout of a plain-text article: which lines are headline, date line,
//! byline, dateline, story, licence.

use std::sync::LazyLock;

use regex::Regex;
use sayso_article::{Block, BlockKind, Date, Dateline, Licence, Span};

use crate::dateline::{self, KnowsPlace};

/// What stands around the story.
pub struct Layout {
    pub blocks: Vec<Block>,
    pub title: Option<Span>,
    pub byline: Option<String>,
    pub dateline: Option<Dateline>,
    pub published: Option<Date>,
    pub licence: Option<Licence>,
    /// The article's address, on a line of its own before the story.
    pub url: Option<String>,
}

pub(crate) const MONTHS: &str = "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?";

/// `10:30`, `3.15 p.m. EDT`, `12:30:00Z`: the time of day beside a date.
const CLOCK: &str = r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:\.\d+)?(?: *[ap]\.?m\.?)?(?: *(?:Z|[A-Z]{2,4}|[+-]\d{2}:?\d{2}))?";

pub(crate) fn regex(pattern: &str) -> Regex {
    #[expect(
        clippy::expect_used,
        reason = "the patterns are constants, each used by a test"
    )]
    Regex::new(pattern).expect("a constant pattern compiles")
}

static DATE_LINE: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"(?i)^(?:(?:first |last )?(?:published|posted|updated|date)[: ]+(?:on )?)?(?:{CLOCK}, *)?(?:(?:mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?,? )?(?:(?P<m1>{MONTHS})\.? (?P<d1>\d{{1,2}}),? (?P<y1>\d{{4}})|(?P<d2>\d{{1,2}}) (?P<m2>{MONTHS})\.?,? (?P<y2>\d{{4}})|(?P<y3>\d{{4}})-(?P<m3>\d{{2}})-(?P<d3>\d{{2}}))(?:(?:T|,? *(?:at |[|–—-] *)?){CLOCK})?\W*$"
    ))
});

/// An address and nothing else, as collections of articles put it first.
static URL: LazyLock<Regex> = LazyLock::new(|| regex(r"^(?:Source: ?)?https?://[^\s/]+\.[^\s]+$"));

static BYLINE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:By|BY|Written by|Reported by)[: ]+(?P<who>\p{Lu}[\p{L}.'’-]+(?:[ ,]+(?:and )?\p{Lu}[\p{L}.'’-]+){0,7})$",
    )
});

/// A licence statement as a sentence or line of its own.
static LICENCE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)(?:^|[.!?”\x22]\s+)(?P<all>[^.!?\n]{0,120}\b(?:licensed under|released under|available under|under the terms of)\b[^.!?\n]{0,40}?(?:\b(?P<cc>Creative Commons|CC)[ -](?P<kind>BY(?:-(?:SA|NC|ND))*|Attribution(?:[- ](?:Share[- ]?Alike|Non-?Commercial|No[- ]?Deriv(?:ative|s|atives)?))*)(?:[^\n]{0,20}?(?P<version>\d\.\d))?|licen[cs]e)[^\n]{0,60})$",
    )
});

/// Lines that end an article on many sites and say nothing.
static BOILERPLATE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^(?:read (?:more|also)\b.{0,120}|(?:©|copyright\b|\(c\)).{0,160}|all rights reserved.{0,80}|(?:share|print|email|advertisement|subscribe)(?: this)?(?: article| now)?[.:]?|follow us on .{0,60}|(?:editing|reporting|writing) by .{0,160})$",
    )
});

/// Finds the blocks of `text` and what they tell; `knows` confirms datelines
/// that could be something else.
pub fn layout(text: &str, knows: Option<KnowsPlace>) -> Layout {
    let mut out = Layout {
        blocks: Vec::new(),
        title: None,
        byline: None,
        dateline: None,
        published: None,
        licence: None,
        url: None,
    };
    let lines = lines(text);
    let mut story_begun = false;
    // The first line of words: an address may stand before the headline.
    let top = lines.iter().position(|l| !URL.is_match(l.text(text)));
    for (n, &line) in lines.iter().enumerate() {
        let words = line.text(text);
        if !story_begun && n < 5 {
            if URL.is_match(words) {
                let address = words.trim_start_matches("Source:").trim_start();
                out.url = out.url.or_else(|| Some(address.to_owned()));
                push(&mut out, BlockKind::Boilerplate, line);
                continue;
            }
            if let Some(date) = date_line(words) {
                out.published = out.published.or(Some(date));
                push(&mut out, BlockKind::Boilerplate, line);
                continue;
            }
            if let Some(found) = BYLINE.captures(words) {
                out.byline = out
                    .byline
                    .or(found.name("who").map(|m| m.as_str().to_owned()));
                push(&mut out, BlockKind::Boilerplate, line);
                continue;
            }
            if Some(n) == top && lines.len() > n + 1 && is_headline(words) {
                out.title = Some(line);
                push(&mut out, BlockKind::Headline, line);
                continue;
            }
        }
        if BOILERPLATE.is_match(words) {
            push(&mut out, BlockKind::Boilerplate, line);
            continue;
        }
        let head = (!story_begun)
            .then(|| dateline::head(text, line, &lines[n + 1..], knows))
            .flatten();
        let line = match head {
            Some(head) => {
                out.published = out.published.or(head.date);
                let kind = match head.place {
                    Some(_) => BlockKind::Dateline,
                    None => BlockKind::Boilerplate,
                };
                push(&mut out, kind, head.all);
                out.dateline = head.place.map(|span| Dateline {
                    span,
                    country: None,
                });
                sub(text, line, head.all.end(), line.end())
            }
            None => line,
        };
        story_begun = true;
        match licence(text, line) {
            Some((statement, licence)) => {
                push(
                    &mut out,
                    BlockKind::Paragraph,
                    sub(text, line, line.start(), statement.start()),
                );
                push(&mut out, BlockKind::Boilerplate, statement);
                out.licence = out.licence.or(Some(licence));
            }
            None => push(&mut out, BlockKind::Paragraph, line),
        }
    }
    out
}

fn push(out: &mut Layout, kind: BlockKind, span: Span) {
    if !span.is_empty() {
        out.blocks.push(Block { kind, span });
    }
}

/// The part `start..end` of `line`, without white space at its ends.
fn sub(text: &str, line: Span, start: usize, end: usize) -> Span {
    Span::new(text, start, end).unwrap_or(line).trim(text)
}

/// Non-blank lines, without the white space and byte-order marks around them.
fn lines(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let inner = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let start = at + line.find(inner).unwrap_or(0);
        if !inner.is_empty()
            && let Ok(span) = Span::new(text, start, start + inner.len())
        {
            out.push(span);
        }
        at += line.len();
    }
    out
}

/// A first line that is short and does not end as sentences do.
fn is_headline(line: &str) -> bool {
    let words = line.split_whitespace().count();
    (2..=25).contains(&words)
        && !line.ends_with(['.', '!', ':', ';', ',', '"', '”'])
        && !dateline::is_plain(line)
}

pub(crate) fn date_line(line: &str) -> Option<Date> {
    let found = DATE_LINE.captures(line)?;
    let group = |names: [&str; 3]| names.iter().find_map(|n| found.name(n)).map(|m| m.as_str());
    let month = group(["m1", "m2", "m3"])?;
    let month = month.parse().ok().or_else(|| month_number(month))?;
    let day = group(["d1", "d2", "d3"])?.parse().ok()?;
    let date = Date::new(group(["y1", "y2", "y3"])?.parse().ok()?, month, day);
    date.ok().filter(|d| crate::plausible(*d))
}

pub(crate) fn month_number(name: &str) -> Option<i8> {
    const FIRST: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let name = name.to_lowercase();
    (1..)
        .zip(FIRST)
        .find(|(_, m)| name.starts_with(m))
        .map(|(n, _)| n)
}

fn licence(text: &str, line: Span) -> Option<(Span, Licence)> {
    let found = LICENCE.captures(line.text(text))?;
    let all = found.name("all")?;
    let span = Span::new(text, line.start() + all.start(), line.start() + all.end()).ok()?;
    let span = span.trim(text);
    let name = found.name("kind").map(|kind| {
        let kind = kind.as_str().to_lowercase();
        let mut name = "CC-BY".to_owned();
        for (tag, words) in [
            ("-NC", ["nc", "commercial"]),
            ("-SA", ["sa", "alike"]),
            ("-ND", ["nd", "deriv"]),
        ] {
            if words
                .iter()
                .any(|w| kind.split(['-', ' ']).any(|k| k == *w) || kind.contains(w) && w.len() > 2)
            {
                name.push_str(tag);
            }
        }
        if let Some(version) = found.name("version") {
            name.push('-');
            name.push_str(version.as_str());
        }
        name
    });
    Some((
        span,
        Licence {
            name,
            span: Some(span),
        },
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(BlockKind, &str)> {
        layout(text, None)
            .blocks
            .iter()
            .map(|b| (b.kind, b.span.text(text)))
            .collect()
    }

    #[test]
    fn headline_byline_date_and_dateline() {
        let text = "Ministers agree on river treaty\nBy Lena Oduya\n3 May 2023\n\nMARISOL, May 3 (Coastal News) - Two ministers met.\nThey agreed.";
        use BlockKind::*;
        let expected = [
            (Headline, "Ministers agree on river treaty"),
            (Boilerplate, "By Lena Oduya"),
            (Boilerplate, "3 May 2023"),
            (Dateline, "MARISOL, May 3 (Coastal News) -"),
            (Paragraph, "Two ministers met."),
            (Paragraph, "They agreed."),
        ];
        assert_eq!(kinds(text), expected);
        let layout = layout(text, None);
        assert_eq!(layout.published, Date::new(2023, 5, 3).ok());
        assert_eq!(layout.byline.as_deref(), Some("Lena Oduya"));
        assert_eq!(layout.dateline.map(|d| d.span.text(text)), Some("MARISOL"));
    }

    #[test]
    fn what_only_looks_like_a_dateline_stays_text() {
        for text in [
            "Police - who had arrived late - left.",
            "NATO said on Monday it would stay.",
            "Oduya: We did not agree.",
        ] {
            assert_eq!(kinds(text), [(BlockKind::Paragraph, text)], "{text}");
        }
        assert_eq!(kinds("TEHRAN- Officials met.")[1].1, "Officials met.");
    }

    #[test]
    fn a_licence_sentence_at_the_end_is_not_content() {
        let text = "They left. All content by Coastal News is licensed under a Creative Commons Attribution 4.0 International License.";
        let layout = layout(text, None);
        let licence = layout.licence.expect("found");
        assert_eq!(licence.name.as_deref(), Some("CC-BY-4.0"));
        assert_eq!(layout.blocks[0].span.text(text), "They left.");
        assert_eq!(layout.blocks[1].kind, BlockKind::Boilerplate);
        assert!(
            super::layout("The law was released under pressure.", None)
                .licence
                .is_none()
        );
    }

    #[test]
    fn a_dateline_with_a_year_dates_the_article() {
        let published = |text| layout(text, None).published;
        assert_eq!(
            published("GENEVA, Dec 2 2016 - Aid came."),
            Date::new(2016, 12, 2).ok()
        );
        assert_eq!(
            published("KYIV, 14 February 2024 (Wire) - Aid came."),
            Date::new(2024, 2, 14).ok()
        );
        assert_eq!(
            published("GENEVA, Dec 2 (Wire) - Aid came."),
            None,
            "no year, no date"
        );
    }

    #[test]
    fn a_date_line_may_have_a_clock() {
        for line in [
            "Published: 10 June 2023 12:30 GMT",
            "June 10, 2023 at 3:15 p.m. EDT",
            "Sat, 10 June 2023",
            "2023-06-10T12:30:00Z",
            "Posted on Saturday, June 10, 2023",
            "10:30 AM EDT, June 10, 2023",
        ] {
            let text = format!("{line}\n\nA bridge in Oria was closed.");
            assert_eq!(
                layout(&text, None).published,
                Date::new(2023, 6, 10).ok(),
                "{line}"
            );
        }
        let text = "June 10, 2023 was a dry day.\n\nA bridge in Oria was closed.";
        assert_eq!(layout(text, None).published, None);
    }

    #[test]
    fn an_address_before_the_story_is_that_of_the_article() {
        use BlockKind::*;
        let text = "https://news.example/2023/06/10/bridge\r\n\r\nBridge closed\r\n\r\nORIA - The bridge was closed.";
        let expected = [
            (Boilerplate, "https://news.example/2023/06/10/bridge"),
            (Headline, "Bridge closed"),
            (Dateline, "ORIA -"),
            (Paragraph, "The bridge was closed."),
        ];
        assert_eq!(kinds(text), expected);
        let url = layout(text, None).url;
        assert_eq!(
            url.as_deref(),
            Some("https://news.example/2023/06/10/bridge")
        );
        let text = "The bridge was closed.\nhttps://news.example/more";
        assert_eq!(
            layout(text, None).url,
            None,
            "a link below a story is not its own"
        );
    }

    #[test]
    fn impossible_dates_are_no_dates() {
        assert!(
            layout("31 February 2023\nPolice came.\nThey left.", None)
                .published
                .is_none()
        );
        assert!(
            layout("2023-13-01\nPolice came.\nThey left.", None)
                .published
                .is_none()
        );
    }
}
