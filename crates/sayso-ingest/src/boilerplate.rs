//! What agencies and sites put around a story: credits, copyright, calls to
//! read on. Whole lines become boilerplate blocks; a credit or call at the end
//! of a paragraph is cut off into a block of its own.

use std::sync::LazyLock;

use regex::Regex;
use sayso_article::{Block, BlockKind, Licence, Span};

use crate::blocks::Layout;

fn regex(pattern: &str) -> Regex {
    #[expect(
        clippy::expect_used,
        reason = "the patterns are constants, each used by a test"
    )]
    Regex::new(pattern).expect("a constant pattern compiles")
}

/// Names of people and places in a credit, with the small words between them:
/// a verb in between ("reporting by Oduya was praised") makes it a sentence.
const NAMES: &str = r"(?-i:(?:[\p{Lu}\d][\p{L}\d.’'-]*|and|in|at|from|by|of|for|the|with|de|da|dos|van|von|bin|al|el|[Ee]diting|[Ee]dited|[Rr]eporting|[Ww]riting|[Ww]ritten|[Aa]dditional|[Cc]ompiled|[Tt]ranslated|&)(?:[,;:/]?\s+|[,;:/]|$))";

/// The last name of a credit.
const LAST: &str = r"(?-i:\p{Lu}[\p{L}.’'-]*)?";

/// "Reporting by A in B; editing by C".
const CREDIT: &str = r"(?:additional\s+|with\s+)?(?:reporting|writing|editing|compiled|edited|written|translated|photography)\s+(?:and\s+(?:editing|writing|reporting)\s+)?by[:\s]\s*";

/// Lines that are nothing but boilerplate.
static LINE: LazyLock<Regex> = LazyLock::new(|| {
    let alternatives = [
        // Credits.
        format!(r"[(\[]?\s*{CREDIT}{NAMES}{{0,40}}{LAST}[)\]]?\.?"),
        r".{0,80} contributed to this (?:report|story|article)\.?".to_owned(),
        r"[(\[]?with (?:inputs?|reports?|files|material) from (?-i:[\p{Lu}\p{Ll}&,’' -]{2,80})[)\]]?\.?".to_owned(),
        r"(?:photo|image|picture|photograph)s?(?: credit| by| courtesy(?: of)?)?\s*:\s.{1,120}".to_owned(),
        // Rights.
        r"(?:©|\(c\)|copyright (?:©|\(c\)|\d{4}|by\b)).{0,240}".to_owned(),
        r"(?:[^.!?\n]{0,80}[,;:|–-] ?)?all rights reserved(?:[.,;|–-].{0,200})?".to_owned(),
        r"(?:this|the) (?:story|article|report|content|material) (?:may|must) not be (?:published|reproduced|copied|redistributed|broadcast|rewritten)\b.{0,240}".to_owned(),
        r"(?:this (?:story|article|report) )?(?:was |is |has been )?(?:first|originally) (?:appeared|published) (?:on|in|at|by)\b.{0,120}".to_owned(),
        r"the post .{1,200} (?:first )?appeared first on .{1,80}".to_owned(),
        // Calls.
        r"(?:please )?(?:click|tap) (?:here|on the link)\b.{0,120}".to_owned(),
        r"(?:to )?(?:read|see|view) (?:more|also|the full (?:story|article|report)|the original (?:story|article))\b.{0,160}".to_owned(),
        r"(?:related|also read|see also|read also|recommended|more from .{1,40})\s*:.{0,200}".to_owned(),
        r"(?:related|more|recommended|trending|latest|top)(?: (?:articles|stories|news|topics|content|posts))\s*:?".to_owned(),
        r"(?:follow|like|join|find) us (?:on|at)\b.{0,160}".to_owned(),
        r"(?:follow|contact) (?-i:\p{Lu}).{1,60} (?:on|at) (?:x|twitter|facebook|instagram|telegram|linkedin|threads|bluesky|mastodon)\b.{0,120}".to_owned(),
        r"(?:sign up|subscribe) (?:for|to|now|here|today)\b.{0,200}".to_owned(),
        r"(?:download|get) (?:the|our) .{0,40}\bapp\b.{0,120}".to_owned(),
        r"(?:share|print|email|tweet|advertisement|advertising|sponsored(?: content)?|continue reading(?: below)?|story continues below.{0,30}|skip advertisement|leave a (?:comment|reply)|comments?)[.:]?".to_owned(),
    ];
    regex(&format!("(?i)^(?:{})$", alternatives.join("|")))
});

/// A credit in brackets at the end of a paragraph, or the mark of a cut.
static TAIL: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"(?i)\s(?P<tail>[(\[]\s*{CREDIT}{NAMES}{{0,40}}{LAST}\s*[)\]]\.?|[(\[]\s*(?:with )?(?:inputs?|agencies) from [^()\[\]]{{1,80}}[)\]]\.?|\[(?:…|\.\.\.)\])$"
    ))
});

/// A last sentence that calls to read on, or names the holder of rights.
static CALL: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r#"[.!?”"’)\]…]\s+(?P<tail>(?:Please )?(?:Click|Tap) here\b[^.!?\n]{0,100}[.!]?|(?:Read|See) (?:[Mm]ore|[Aa]lso|the full (?:story|article))\b[^.!?\n]{0,120}[.!…]*|(?:Continue|Keep) reading\b[^.!?\n]{0,80}[.!…→]*|(?:©|Copyright (?:©|\(c\)|\d{4}))[^\n]{0,160}|All [Rr]ights [Rr]eserved\.?|Follow us on [^\n]{0,120}|The post [^\n]{1,200} appeared first on [^\n]{1,80})$"#,
    )
});

/// The licence that an address of a known deed names.
static DEED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)creativecommons\.org/(?:licen[cs]es/(?P<kind>by(?:-(?:nc|sa|nd))*)(?:/(?P<version>\d\.\d))?|publicdomain/(?P<zero>zero|mark)/(?P<v>\d\.\d))",
    )
});

/// `CC BY-SA 4.0` and the like in words.
static SHORT: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:CC|Creative Commons)[ -](?P<kind>BY(?:-(?:NC|SA|ND))*)(?:[ -](?P<version>\d\.\d))?\b|\b(?P<zero>CC0)\b",
    )
});

/// Turns paragraphs of `layout` that are boilerplate into such blocks.
pub(crate) fn mark(text: &str, layout: &mut Layout) {
    let mut out: Vec<Block> = Vec::with_capacity(layout.blocks.len());
    for block in std::mem::take(&mut layout.blocks) {
        let words = block.span.text(text);
        if block.kind != BlockKind::Paragraph {
            out.push(block);
        } else if LINE.is_match(words) {
            out.push(Block {
                kind: BlockKind::Boilerplate,
                ..block
            });
        } else {
            split(text, block, &mut out);
        }
    }
    layout.blocks = out;
    if layout.licence.is_none() {
        layout.licence = layout
            .blocks
            .iter()
            .filter(|b| b.kind == BlockKind::Boilerplate)
            .find_map(|b| {
                let name = Some(licence(b.span.text(text))?);
                let span = Some(b.span);
                Some(Licence { name, span })
            });
    }
}

/// Cuts boilerplate off the end of a paragraph, again and again.
fn split(text: &str, block: Block, out: &mut Vec<Block>) {
    let mut tails = Vec::new();
    let mut rest = block.span;
    while let Some(found) = [&*TAIL, &*CALL]
        .iter()
        .find_map(|r| r.captures(rest.text(text))?.name("tail"))
    {
        let at = rest.start() + found.start();
        let (Ok(head), Ok(tail)) = (
            Span::new(text, rest.start(), at),
            Span::new(text, at, rest.end()),
        ) else {
            break;
        };
        tails.push(tail.trim(text));
        rest = head.trim(text);
        if rest.is_empty() {
            break;
        }
    }
    if !rest.is_empty() {
        out.push(Block {
            kind: BlockKind::Paragraph,
            span: rest,
        });
    }
    out.extend(tails.into_iter().rev().map(|span| Block {
        kind: BlockKind::Boilerplate,
        span,
    }));
}

/// Short name of a licence given by the address of its deed or in words.
pub(crate) fn licence(text: &str) -> Option<String> {
    let found = DEED.captures(text).or_else(|| SHORT.captures(text))?;
    if found.name("zero").is_some() {
        let mark = found
            .name("zero")
            .is_some_and(|z| z.as_str().eq_ignore_ascii_case("mark"));
        return Some(if mark { "PDM-1.0" } else { "CC0-1.0" }.to_owned());
    }
    let mut name = format!("CC-{}", found.name("kind")?.as_str().to_uppercase());
    if let Some(version) = found.name("version") {
        name.push('-');
        name.push_str(version.as_str());
    }
    Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocks;

    fn blocks_of(text: &str) -> Vec<(BlockKind, String)> {
        let mut layout = blocks::layout(text, None);
        mark(text, &mut layout);
        let block = |b: &Block| (b.kind, b.span.text(text).to_owned());
        layout.blocks.iter().map(block).collect()
    }

    #[test]
    fn lines_around_a_story_are_no_content() {
        for line in [
            "(Reporting by Lena Oduya in Oria; editing by Jan Marek)",
            "Additional reporting by Jan Marek in Marisol.",
            "© 2024 Coastal News",
            "Copyright 2024 Coastal News. All rights reserved. This material may not be published.",
            "Click here to read more",
            "Read more: Bridge closed in Oria",
            "Follow us on Telegram and X",
            "Sign up for our newsletter.",
            "Related stories",
            "Also read: Tram line to open",
            "The post Bridge closed appeared first on Coastal News.",
            "Lena Oduya in Oria contributed to this report.",
            "With inputs from agencies",
            "Advertisement",
            "This article was first published in Coastal News.",
        ] {
            let text = format!("Police came to Oria.\n\n{line}\n\nThey left.");
            let found = blocks_of(&text);
            let wanted = (BlockKind::Boilerplate, line.to_owned());
            assert_eq!(found.get(1), Some(&wanted), "{line}");
            assert_eq!(found.len(), 3, "{line}");
        }
    }

    #[test]
    fn credits_at_the_end_of_a_paragraph_are_cut_off() {
        for (text, head) in [
            (
                "They left. (Reporting by Lena Oduya; editing by Jan Marek)",
                "They left.",
            ),
            ("They left. (With inputs from agencies)", "They left."),
            ("They left. Click here to read more", "They left."),
            ("“We left.” Read more on our site.", "“We left.”"),
            (
                "They left. © 2024 Coastal News. All rights reserved.",
                "They left.",
            ),
            ("They left the bridge […]", "They left the bridge"),
        ] {
            let found = blocks_of(text);
            assert_eq!(found[0], (BlockKind::Paragraph, head.to_owned()), "{text}");
            assert!(found[1..].iter().all(|(k, _)| *k == BlockKind::Boilerplate));
            assert!(found.len() > 1, "{text}");
        }
    }

    #[test]
    fn sentences_that_only_begin_like_that_stay() {
        for text in [
            "Reporting by local media was banned, the ministry said, and two papers were closed.",
            "Copyright law was changed by the parliament of Marisol on Friday, the speaker said.",
            "Comments by the minister angered the opposition.",
            "All rights reserved for citizens under the treaty were suspended, lawyers said.",
            "Share prices fell in Oria.",
            "More news is expected from Oria.",
            "The minister (who left) said he would come back.",
            "Follow-up talks were held.",
            "Editing by the board of the paper was criticised.",
        ] {
            assert!(!LINE.is_match(text), "{text}");
            assert!(!TAIL.is_match(text) && !CALL.is_match(text), "{text}");
        }
    }

    #[test]
    fn deeds_and_short_names_give_the_licence() {
        for (text, name) in [
            (
                "https://creativecommons.org/licenses/by-sa/4.0/",
                "CC-BY-SA-4.0",
            ),
            ("http://creativecommons.org/licenses/by/2.5", "CC-BY-2.5"),
            (
                "https://creativecommons.org/publicdomain/zero/1.0/",
                "CC0-1.0",
            ),
            ("CC BY-NC 4.0", "CC-BY-NC-4.0"),
            ("Creative Commons BY", "CC-BY"),
        ] {
            assert_eq!(licence(text).as_deref(), Some(name), "{text}");
        }
        assert_eq!(licence("All rights reserved"), None);
    }
}
