//! The dateline at the head of a story: `TEHRAN, Jan. 3 (Agency) -`,
//! `Muscat: `, `Mumbai, India – `, `CAIRO - 25 July 2022: `, `[DHAKA] `.
//!
//! A date, an agency or capitals before a dash tell it by themselves. A name
//! before a colon may as well be a speaker, a topic or a publisher: such a head
//! is a dateline only where the caller knows the name as that of a place
//! ([`KnowsPlace`]) and the words behind it open a story.

use std::sync::LazyLock;

use regex::Regex;
use sayso_article::{Date, Span};

use crate::blocks::{MONTHS, date_line, regex};

/// Whether news may be written from a place of this name: asked of the caller,
/// since ingest has no gazetteer.
pub type KnowsPlace = fn(&str) -> bool;

/// What stands before the first sentence of a story.
pub(crate) struct Head {
    /// All of it, the mark at its end included.
    pub all: Span,
    /// The name of the place; `None` when it names none ("COASTAL NEWS –").
    pub place: Option<Span>,
    /// Its date, when it has a year.
    pub date: Option<Date>,
}

static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    // "Dar es Salaam", "The Hague", "Port-au-Prince"
    let title = r"\p{Lu}\p{L}+(?:[.'’-]\p{L}+)*(?:\.? (?:(?:es|de|del|da|do|la|of) )?\p{Lu}\p{L}+(?:[.'’-]\p{L}+)*){0,3}";
    let caps = r"\p{Lu}+(?:[.'’-]\p{Lu}+)*(?:\.? \p{Lu}+(?:[.'’-]\p{Lu}+)*)*";
    let weekday = "(?:(?i:mon|tues|wednes|thurs|fri|satur|sun)day,? )?";
    let day = format!(
        r"{weekday}(?:\d{{1,2}} (?i:{MONTHS})\.?|(?i:{MONTHS})\.? \d{{1,2}})(?:,? \d{{4}})?"
    );
    // "(Reuters)", "/TASS/", and set off by dashes "(BUSINESS WIRE)"
    let agency = r"(?:[., ]*| ?--) ?(?:\([\p{L}\d .,/&'-]{2,40}\)|/[\p{L}\d][\p{L}\d -]{1,28}/)\.?";
    regex(&format!(
        r"^(?P<open>\[)?(?:(?P<before>{day}),? )?(?:(?P<caps>{caps})|(?P<name>{title}))(?:(?: and | & | ?/ ?)(?:{caps}|{title}))?(?: ?, ?(?P<more>\p{{Lu}}[\p{{L}}.'’ -]{{1,30}}?))??(?P<date>(?:[.,]? *| *[-–—] *)\(?{day}\)?)?(?P<agency>{agency})? *(?P<end>--|\.?[-–—]|[:|.\]])(?P<gap>[ \t]*)"
    ))
});

/// A name in ordinary case, or capitals, with date or agency and dash or colon:
/// such a line is no headline.
pub(crate) fn is_plain(line: &str) -> bool {
    HEAD.captures(line).is_some_and(|found| {
        let told = ["before", "date", "agency"]
            .iter()
            .any(|n| found.name(n).is_some());
        let end = &found["end"];
        let capitals = found.name("caps").is_some();
        (told || capitals) && end.contains(['-', '–', '—']) && spaced(end, &found["gap"])
            || told && end == ":"
    })
}

/// A hyphen or dash right before a letter joins words: "US-backed",
/// "Paris–Dakar". "HIROSHIMA--Survivors" and "TOKYO—The" are set so.
fn spaced(end: &str, gap: &str) -> bool {
    !gap.is_empty() || matches!(end, "--" | "—")
}

/// The head of `line`, the first of the story; `later` are the lines after it.
pub(crate) fn head(
    text: &str,
    line: Span,
    later: &[Span],
    knows: Option<KnowsPlace>,
) -> Option<Head> {
    let words = line.text(text);
    let found = HEAD.captures(words)?;
    let whole = found.get(0)?;
    let name = found.name("caps").or_else(|| found.name("name"))?;
    let capitals = found.name("caps").is_some();
    let date = found.name("before").or_else(|| found.name("date"));
    let (end, gap) = (&found["end"], &found["gap"]);
    let dash = end.contains(['-', '–', '—']);
    if (found.name("open").is_some()) != (end == "]") || dash && !spaced(end, gap) {
        return None;
    }
    if !dash && gap.is_empty() {
        return None;
    }
    let at = |m: usize| line.start() + m;
    let all = Span::new(text, at(whole.start()), at(whole.end()))
        .ok()?
        .trim(text);
    let rest = Span::new(text, all.end(), line.end()).ok()?.trim(text);
    if rest.is_empty() {
        return None;
    }
    let place = Span::new(text, at(name.start()), at(name.end())).ok()?;
    let dated = date.is_some();
    // Without a year there is none.
    let date = date.and_then(|d| {
        let bare = d.as_str().trim_matches(|c: char| !c.is_alphanumeric());
        date_line(bare)
    });
    let told = dated || found.name("agency").is_some();
    // Only a bare colon, bar, bracket or full stop, or a bare name before a dash, leaves doubt.
    let plain = dash && (told || capitals) || end == ":" && dated && capitals;
    let known = knows.map(|knows| {
        let more = found.name("more").map(|m| m.as_str().trim());
        name.as_str() == "UNITED NATIONS" || knows(name.as_str()) || more.is_some_and(knows)
    });
    let place = match known {
        _ if plain && told => Some(place),
        None if plain || end == ":" && dated => Some(place),
        Some(true) if plain => Some(place),
        // "COASTAL NEWS – ": capitals set apart that are no place; with a second
        // name ("KIRWA, Anbar – ") a village that is not listed.
        Some(false) if plain && opens(rest.text(text)) => {
            found.name("more").is_some().then_some(place)
        }
        Some(true)
            if opens(rest.text(text))
                && !is_spoken(text, name.as_str(), rest, later, end)
                && (told || !is_word(&text[line.start()..], name.as_str())) =>
        {
            Some(place)
        }
        _ => return None,
    };
    Some(Head { all, place, date })
}

/// A sentence begins, long enough to open a story.
fn opens(rest: &str) -> bool {
    let begins = rest
        .trim_start_matches(['"', '“', '‘', '\'', '('])
        .starts_with(|c: char| c.is_uppercase() || c.is_numeric())
        // "eCommerce"
        || rest.chars().nth(1).is_some_and(char::is_uppercase);
    begins && rest.split_whitespace().count() >= 6
}

/// The name before a colon is that of someone who speaks: in quotation marks,
/// of himself, in a transcript, or told so elsewhere in the text.
fn is_spoken(text: &str, name: &str, rest: Span, later: &[Span], end: &str) -> bool {
    if end != ":" {
        return false;
    }
    let words = rest.text(text);
    let quoted = words.starts_with(['"', '“', '‘', '\'', '«']);
    let own = [
        "I ", "I'", "I’", "We ", "We'", "We’", "My ", "Our ", "Yes", "No,",
    ];
    let label = |line: &Span| {
        let line = line.text(text);
        let before = line.split_once(": ").map_or("", |(before, _)| before);
        before == name
            || (1..=3).contains(&before.split_whitespace().count())
                && !before.chars().any(char::is_lowercase)
                && before.chars().any(char::is_alphabetic)
    };
    let told = [
        format!("{name} said"),
        format!("{name} told"),
        format!("{name} added"),
        format!("Mr {name}"),
        format!("Mr. {name}"),
        format!("Mrs {name}"),
        format!("Mrs. {name}"),
        format!("Ms {name}"),
        format!("Ms. {name}"),
        format!("President {name}"),
        format!("Minister {name}"),
        format!("Senator {name}"),
    ];
    let capitals = !name.chars().any(char::is_lowercase);
    quoted
        || own.iter().any(|o| words.starts_with(o))
        || later.iter().any(label)
        || !capitals && told.iter().any(|t| text.contains(t))
}

/// A name of one word that the story also has as a common word: "Police: Two
/// held" in an article about police, though a town bears the name.
fn is_word(story: &str, name: &str) -> bool {
    let small = name.to_lowercase();
    !name.contains(' ')
        && story
            .split(|c: char| !c.is_alphanumeric())
            .any(|w| w == small)
}

#[cfg(test)]
mod tests {
    use sayso_article::BlockKind;

    use crate::blocks::layout;

    /// As a gazetteer would answer; Police is a town.
    fn knows(name: &str) -> bool {
        const PLACES: [&str; 16] = [
            "muscat",
            "karachi",
            "lagos",
            "new delhi",
            "mumbai",
            "dar es salaam",
            "kuwait",
            "saudi arabia",
            "dhaka",
            "police",
            "lincoln",
            "cairo",
            "ulaanbaatar",
            "sydney",
            "oria",
            "osaka prefecture",
        ];
        PLACES.contains(&name.to_lowercase().as_str())
    }

    /// Head, place and story of a text whose first line is a headline.
    fn read(story: &str) -> (Option<String>, Option<String>, String) {
        let text = format!("Bridge closed after the storm\n\n{story}");
        let layout = layout(&text, Some(knows));
        let of = |kind| layout.blocks.iter().find(|b| b.kind == kind);
        let head = of(BlockKind::Dateline).map(|b| b.span.text(&text).to_owned());
        let place = layout.dateline.map(|d| d.span.text(&text).to_owned());
        let story = of(BlockKind::Paragraph).map_or("", |b| b.span.text(&text));
        (head, place, story.to_owned())
    }

    #[test]
    fn datelines_of_many_papers() {
        for (head, place) in [
            ("MUSCAT:", "MUSCAT"),
            ("Muscat:", "Muscat"),
            ("NEW DELHI, June 3:", "NEW DELHI"),
            ("KARACHI –", "KARACHI"),
            ("Karachi –", "Karachi"),
            ("Karachi-", "Karachi"),
            ("LAGOS (Reuters) -", "LAGOS"),
            ("Lagos, (Reuters) –", "Lagos"),
            ("Mumbai, India –", "Mumbai"),
            ("Thuwar, Saudi Arabia –", "Thuwar"),
            ("SENNO, Osaka Prefecture--", "SENNO"),
            ("KIRWA, Anbar —", "KIRWA"),
            ("Dar es Salaam.", "Dar es Salaam"),
            ("[DHAKA]", "DHAKA"),
            ("CAIRO - 25 July 2022:", "CAIRO"),
            ("SYDNEY (May 6, 2021) —", "SYDNEY"),
            ("SYDNEY and KARACHI, Jul 26 2022 (Wire) -", "SYDNEY"),
            ("Ulaanbaatar /WIRE/.", "Ulaanbaatar"),
            ("ORIA, MARISOL.-", "ORIA"),
            ("UNITED NATIONS —", "UNITED NATIONS"),
            ("ST. ORIA (Wire) —", "ST. ORIA"),
            ("CAIRO, Sept. 12, 2022 -", "CAIRO"),
            ("CAIRO, Egypt, 12 Sept. 2022 (Wire) -", "CAIRO"),
            ("CAIRO, Sept. 12 —", "CAIRO"),
            ("CAIRO, 12 SEPTEMBER 2022 —", "CAIRO"),
            ("CAIRO, Tuesday, Sept. 12 –", "CAIRO"),
            ("CAIRO. September 12 (Wire-Egypt) -", "CAIRO"),
            ("CAIRO, September 12. /WIRE/.", "CAIRO"),
            ("CAIRO, Sept. 12, 2022 /NewsWire/ --", "CAIRO"),
            ("CAIRO, Egypt--(NEWS WIRE)--", "CAIRO"),
            ("12 September 2022, Cairo –", "Cairo"),
        ] {
            let story = "The old bridge was closed on Monday after a storm.";
            let found = read(&format!("{head} {story}"));
            let expected = (
                Some(head.to_owned()),
                Some(place.to_owned()),
                story.to_owned(),
            );
            assert_eq!(found, expected, "{head}");
        }
    }

    #[test]
    fn speakers_topics_and_labels_are_no_datelines() {
        for story in [
            "Biden: The old bridge will be closed on Monday.",
            "Police: Two men were held near the old bridge. The police came late.",
            "Opinion: The old bridge should have been closed long ago.",
            "Lincoln: The plan for the bridge was wrong. Mr Lincoln spoke for an hour.",
            "Lincoln: I will not close the bridge before Monday.",
            "Oria: \"The old bridge will be closed on Monday,\" she wrote.",
            "Oria: the town that lost its bridge in a storm.",
            "Oria: Bridge closed.",
            "ORIA: The old bridge was closed on Monday.\nMAREK: When did you hear of it?",
            "By Lena Oduya in Oria",
            "Karachi-based engineers closed the old bridge on Monday.",
            "Muscat–Karachi flights were stopped on Monday after a storm.",
            "US-backed fighters closed the old bridge on Monday.",
        ] {
            let (head, place, _) = read(story);
            assert_eq!((head, place), (None, None), "{story}");
        }
    }

    #[test]
    fn a_publisher_before_the_story_is_set_apart_without_a_place() {
        let text =
            "Bridge closed after the storm\n\nCOASTAL NEWS – The old bridge was closed on Monday.";
        let layout = layout(text, Some(knows));
        assert!(layout.dateline.is_none());
        let kinds: Vec<_> = layout.blocks.iter().map(|b| b.kind).collect();
        let expected = [
            BlockKind::Headline,
            BlockKind::Boilerplate,
            BlockKind::Paragraph,
        ];
        assert_eq!(kinds, expected);
    }

    #[test]
    fn a_headline_with_a_name_and_a_colon_is_one() {
        let text = "Oria: New bridge planned\n\nThe old bridge was closed on Monday.";
        assert_eq!(
            layout(text, Some(knows)).blocks[0].kind,
            BlockKind::Headline
        );
        let text = "ORIA, May 3 (Wire) - The old bridge was closed\n\nIt is old.";
        assert_eq!(
            layout(text, Some(knows)).blocks[0].kind,
            BlockKind::Dateline
        );
    }
}
