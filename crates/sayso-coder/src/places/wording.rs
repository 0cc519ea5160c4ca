//! What the words in and around a name tell of the place: the forms under
//! which it may be listed, the kind it is called, the place it is said to lie
//! in. Reads the text alone, so that it serves names of any origin.

use sayso_article::Span;
use sayso_gazetteer::{Feature, fold};

/// Kinds of place that a word beside a name calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Called {
    /// "province", "state": a first-level division, or a region.
    Division,
    /// "county", "district": a division of any level.
    District,
    /// "city", "town", "village": a populated place.
    Town,
    /// "capital".
    Capital,
    /// "island".
    Island,
    /// "river", "lake", "sea".
    Water,
}

impl Called {
    /// Whether a place of this kind can be called so.
    pub fn fits(self, feature: Feature) -> bool {
        match self {
            Called::Division => matches!(feature, Feature::Division | Feature::Region),
            Called::District => matches!(feature, Feature::District | Feature::Division),
            Called::Town => feature.is_populated(),
            Called::Capital => matches!(feature, Feature::Capital | Feature::Seat),
            Called::Island => feature == Feature::Island,
            Called::Water => matches!(
                feature,
                Feature::River | Feature::Lake | Feature::Sea | Feature::Strait
            ),
        }
    }

    fn of(word: &str) -> Option<Called> {
        Some(match word {
            "province" | "state" | "governorate" | "oblast" | "region" | "prefecture"
            | "territory" | "department" | "voivodeship" | "emirate" | "canton" | "provinces"
            | "states" | "regions" => Called::Division,
            "county" | "district" | "parish" | "raion" | "municipality" | "counties"
            | "districts" | "borough" => Called::District,
            "city" | "town" | "village" | "suburb" | "neighborhood" | "neighbourhood"
            | "hamlet" | "township" | "port" | "cities" | "towns" | "villages" => Called::Town,
            "capital" => Called::Capital,
            "island" | "islands" => Called::Island,
            "river" | "lake" | "sea" => Called::Water,
            _ => return None,
        })
    }
}

/// A form under which a name may be listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Form {
    /// Folded.
    pub name: String,
    /// What the words left out call it.
    pub called: Option<Called>,
    /// Words of direction were left out: "northern Iraq" is a part of Iraq.
    pub part: bool,
    /// It is a site named after the town where it lies.
    pub site: bool,
}

/// Sites that are named after the town where they lie, nearly always.
const SITES: [&str; 12] = [
    "airport",
    "air base",
    "airbase",
    "airfield",
    "refugee camp",
    "border crossing",
    "crossing",
    "harbour",
    "harbor",
    "railway station",
    "train station",
    "central prison",
];

/// Words before a name that are no part of it in the gazetteer.
const HEADS: [&str; 18] = [
    "city of",
    "town of",
    "village of",
    "state of",
    "province of",
    "island of",
    "port of",
    "region of",
    "county of",
    "district of",
    "republic of",
    "kingdom of",
    "commonwealth of",
    "greater",
    "metropolitan",
    "downtown",
    "metro",
    "inner",
];

/// Directions before a name.
const DIRECTIONS: [&str; 26] = [
    "north",
    "south",
    "east",
    "west",
    "northern",
    "southern",
    "eastern",
    "western",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
    "northeastern",
    "northwestern",
    "southeastern",
    "southwestern",
    "north eastern",
    "north western",
    "south eastern",
    "south western",
    "central",
    "upper",
    "lower",
    "mid",
    "coastal",
    "rural",
];

/// The forms of `name`, the likeliest first.
pub(super) fn forms(name: &str) -> Vec<Form> {
    let name = name.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
    let name = ["'s", "’s"]
        .iter()
        .find_map(|s| name.strip_suffix(s))
        .unwrap_or(name);
    let folded = fold(name);
    let form = |name: &str, called, part| Form {
        name: name.to_owned(),
        called,
        part,
        site: false,
    };
    let mut out = vec![form(&folded, None, false)];
    let mut add = |f: Form| {
        if !f.name.is_empty() && !out.iter().any(|o| o.name == f.name) {
            out.push(f);
        }
    };
    for article in ["al ", "el ", "ar ", "as ", "ash ", "at ", "an "] {
        if let Some(rest) = folded.strip_prefix(article) {
            add(form(rest, None, false));
        }
    }
    if let Some((rest, last)) = folded.rsplit_once(' ')
        && let Some(called) = Called::of(last)
        && !matches!(called, Called::Water)
    {
        add(form(rest, Some(called), false));
        if let Some((bare, "autonomous" | "metropolitan" | "special" | "capital")) =
            rest.rsplit_once(' ')
        {
            add(form(bare, Some(called), false));
        }
    }
    for head in HEADS {
        if let Some(rest) = folded.strip_prefix(head).and_then(|r| r.strip_prefix(' ')) {
            let called = Called::of(head.split(' ').next().unwrap_or_default());
            add(form(rest, called, false));
        }
    }
    for direction in DIRECTIONS {
        if let Some(rest) = folded
            .strip_prefix(direction)
            .and_then(|r| r.strip_prefix(' '))
            && !DIRECTIONS.iter().any(|d| rest.starts_with(d))
        {
            add(form(rest, None, true));
        }
    }
    for site in SITES {
        // "Basra International Airport" lies by Basra.
        if let Some(rest) = folded.strip_suffix(site).and_then(|r| r.strip_suffix(' ')) {
            let rest = rest.strip_suffix(" international").unwrap_or(rest);
            add(Form {
                site: true,
                ..form(rest, Some(Called::Town), false)
            });
        }
    }
    if !folded.contains(' ') {
        add(form(&format!("al {folded}"), None, false));
    }
    out
}

/// What the words right beside a name in the text call it.
pub(super) fn called(text: &str, span: Span) -> Option<Called> {
    let after = &text[span.end()..];
    let after = after.strip_prefix(' ').map(|a| {
        a.split(|c: char| !c.is_alphabetic())
            .next()
            .unwrap_or_default()
    });
    if let Some(called) = after.and_then(Called::of) {
        return Some(called);
    }
    // "the northern city of Tripoli", "the capital, Nairobi"
    let before = text[..span.start()].trim_end_matches([' ', ',']);
    let before = before.strip_suffix(" of").unwrap_or(before);
    let start = before.rfind(|c: char| !c.is_alphabetic()).map_or(0, |i| {
        i + before[i..].chars().next().map_or(1, char::len_utf8)
    });
    match (Called::of(&before[start..]), &text[..span.start()]) {
        // "in the region Tripoli" is rare, "in the region, Tripoli said" is not.
        (Some(Called::Capital), _) => Some(Called::Capital),
        (Some(called), text) if text.trim_end().ends_with(" of") => Some(called),
        _ => None,
    }
}

/// The place after a comma or in brackets that the name may lie in: the words
/// with capitals that follow, at most four, longest first.
pub(super) fn beside(text: &str, at: usize) -> Vec<Span> {
    let rest = &text[at..];
    let Some(gap) = [", ", " (", ",\n"].iter().find(|g| rest.starts_with(**g)) else {
        return Vec::new();
    };
    let start = at + gap.len();
    let mut ends = Vec::new();
    let mut end = start;
    for word in text[start..].split_inclusive(' ').take(4) {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.');
        let small = matches!(bare, "of" | "the" | "and" | "del" | "de" | "al");
        if !bare.starts_with(|c: char| c.is_uppercase()) && !(small && end > start) {
            break;
        }
        // "Paris, Tex., on Monday": the dot belongs to the word, the comma ends it.
        let stop = end + bare.len();
        if !small {
            ends.push(stop);
        }
        if word.trim_end() != bare {
            break;
        }
        end += word.len();
    }
    let mut out = Vec::new();
    for &stop in ends.iter().rev() {
        let words = text[start..stop].trim_end_matches('.');
        // The dot of an abbreviation folds away; only the words count.
        out.extend(Span::new(text, start, start + words.len()));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str, part: &str) -> Span {
        let at = text.find(part).expect("in the text");
        Span::new(text, at, at + part.len()).expect("on char bounds")
    }

    #[test]
    fn forms_leave_out_kinds_and_directions() {
        let names = |n: &str| -> Vec<String> { forms(n).into_iter().map(|f| f.name).collect() };
        assert_eq!(names("Diyala province")[..2], ["diyala province", "diyala"]);
        assert_eq!(names("northern Iraq"), ["northern iraq", "iraq"]);
        assert_eq!(names("Iraq’s"), ["iraq", "al iraq"]);
        assert_eq!(names("al-Bab"), ["al bab", "bab"]);
        assert_eq!(names("City of Kirwa"), ["city of kirwa", "kirwa"]);
        assert!(forms("northern Iraq")[1].part);
        assert_eq!(names("Osa River"), ["osa river"], "a river is not its town");
    }

    #[test]
    fn words_beside_a_name_call_it() {
        for (text, name, expected) in [
            ("fled Homs province today", "Homs", Some(Called::Division)),
            (
                "the northern city of Tripoli fell",
                "Tripoli",
                Some(Called::Town),
            ),
            (
                "in the capital, Nairobi, on",
                "Nairobi",
                Some(Called::Capital),
            ),
            ("in the city, Tripoli said", "Tripoli", None),
            ("Mason County officials", "Mason", None),
            ("near Homs", "Homs", None),
        ] {
            assert_eq!(called(text, span(text, name)), expected, "{text}");
        }
    }

    #[test]
    fn the_words_after_a_comma_may_hold_the_place() {
        let found = |text: &str, name: &str| -> Vec<String> {
            let end = span(text, name).end();
            let spans = beside(text, end);
            spans.into_iter().map(|s| s.text(text).to_owned()).collect()
        };
        assert_eq!(found("in Paris, Tex., on Monday", "Paris"), ["Tex"]);
        assert_eq!(
            found("in Bethlehem, South Africa said", "Bethlehem"),
            ["South Africa", "South"]
        );
        assert_eq!(found("in Tripoli (Lebanon)", "Tripoli"), ["Lebanon"]);
        assert!(found("in Tripoli, where", "Tripoli").is_empty());
        assert!(found("in Tripoli and Beirut", "Tripoli").is_empty());
    }
}
