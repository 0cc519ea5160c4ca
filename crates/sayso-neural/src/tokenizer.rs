//! Text to words, with the splitting habits of the English Web Treebank.
//!
//! A port of `training/sayso_training/tokenize.py`: one ordered list of
//! patterns, the first that matches at a position wins, and the word is its
//! capture group, so that a pattern can demand what follows without taking it.

use std::ops::Range;
use std::sync::OnceLock;

use regex_automata::meta::Regex;
use regex_automata::{Anchored, Input};

/// Letters, marks, digits and the underscore; soft hyphens, zero-width
/// characters and byte-order marks do not end a word.
const WORD: &str = r"[\p{L}\p{M}\p{N}_\u00AD\u200B\u200C\u200D\u2060\uFEFF]";
/// The word ends here: anything else, or the end of the paragraph.
const END: &str = r"(?:[^\p{L}\p{M}\p{N}_]|$)";
const CLITIC: &str = r"['’](?:s|S|m|M|d|D|re|RE|ve|VE|ll|LL)";
/// Prefixes that stay joined to their word by the hyphen.
const PREFIXES: &str = "agro|ante|anti|arch|bi|bio|co|counter|cross|cyber|de|e|eco|ex|extra|\
    hyper|infra|inter|intra|macro|mega|micro|mid|mini|mono|multi|neo|non|pan|para|post|pre|\
    pro|proto|pseudo|psycho|quasi|re|semi|socio|sub|super|trans|tri|ultra|un|uni|x";
/// Abbreviations that keep their period wherever they stand.
const ABBREVIATIONS: &str = "Mr|Mrs|Ms|Mx|Dr|Drs|Prof|Rev|Fr|Hon|St|Ste|Mt|Ft|Sen|Sens|Rep|Reps|\
    Gov|Govs|Pres|Gen|Lt|Col|Maj|Capt|Cmdr|Cpl|Sgt|Pvt|Adm|Brig|Supt|Insp|Amb|Sec|Atty|Messrs|Mme|\
    Mlle|Jr|Sr|Esq|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Tues|Thurs|Inc|Corp|Co|Cos|Ltd|Bros|\
    Assn|Dept|Univ|Ave|Blvd|Rd|vs|e\\.g|i\\.e|al|approx|dept|est|cf|ca|viz|a\\.k\\.a|Ph\\.D|M\\.Sc|\
    B\\.Sc|LL\\.B|Ala|Ariz|Calif|Colo|Conn|Fla|Ga|Ky|Mich|Minn|Okla|Penn|Pa|Tenn|Tex|Va|Vt|Wis|Wyo";
/// Abbreviations only before a number.
const NUMBERED: &str = "No|Nos|Art|art|Vol|vol|pp|p|Fig|fig|Sec|sec|Ch|ch|Rs|no";
const UNITS: &str = "am|pm|AM|PM|a\\.m\\.|p\\.m\\.|km|kms|cm|mm|m|kg|g|mg|lb|lbs|oz|ft|mph|kph|kmh|\
    hrs|hr|min|mins|sec|secs|bn|mn|tn|k|K|mw|MW|GW|kW|kWh|GB|MB|TB|Hz|MHz|GHz|bps|yrs|yr|ha|sq";
const DOMAINS: &str = "com|org|net|edu|gov|mil|int|info|biz|tv|io|co|uk|eu|de|fr|ru|cn|jp|in|au|ca|\
    us|ir|il|tr|br|za|ng|ke|pk|bd";
const FILES: &str = "doc|DOC|docx|xls|XLS|xlsx|pdf|PDF|txt|TXT|ppt|PPT|zip|jpg|JPG|html|htm|csv";

/// The patterns in the order in which they are tried.
fn rules() -> Vec<String> {
    let core = format!(r"(?:(?i:{PREFIXES})-)?{WORD}+(?:['’]{WORD}+)*");
    let own = str::to_owned;
    vec![
        // Addresses, handles and file names stay whole.
        own(r#"((?i:https?|ftp)://[^\s<>"“”]*[^\s<>"“”.,;:!?)\]'’])"#),
        own(r#"((?i:www)\.[^\s<>"“”]*[^\s<>"“”.,;:!?)\]'’])"#),
        own(r"([\p{L}\p{N}_.%+\-]+@[\p{L}\p{N}\-]+(?:\.[\p{L}\p{N}\-]+)+)"),
        format!(r#"((?:[A-Za-z0-9\-]+\.)+(?:{DOMAINS})(?:/[^\s<>"“”]*[\p{{L}}\p{{N}}/])?){END}"#),
        format!(r"([\p{{L}}\p{{N}}_\-#]+\.(?:{FILES})){END}"),
        own(r"([@#]\p{L}[\p{L}\p{N}_]*)"),
        // Runs of marks.
        own(r"([:;=]-?[()DP])(?:\s|$)"),
        own(
            r"(\.{2,}|…+|[!?]+|-{2,}|—+|–+|={2,}|\*{2,}|_{2,}|~{2,}|\+{2,}|<{2,}|>{2,}|''|``|’’|‘‘|‘’)",
        ),
        // Words that end in a period.
        format!(r"((?i:{PREFIXES})-(?:\p{{L}}\.){{2,}})"),
        own(r"((?:\p{L}\.)+\p{L})(?:[^\p{L}\p{M}\p{N}_.]|$)"),
        own(r"((?:\p{L}\.){2,})"),
        format!(r"((?:{NUMBERED})\.)\s*\p{{N}}"),
        format!(r"((?:{ABBREVIATIONS})\.)"),
        own(r"((?i:etc)\.)\s*[\p{Ll},;:)]"),
        own(r"(\p{Lu}\.)(?:\s*\p{Lu}|,)"),
        // Numbers, dates, money.
        own(r"((?:Rs|Tk|RM|USD|EUR|GBP|INR|AED|KSh)\.?)[0-9]"),
        own(r"((?:US|A|C|NZ|HK|S|NT|R|AU|CA|Z|U)\$)"),
        format!(
            r"(\+?[0-9]{{1,3}}-[0-9]{{3}}-[0-9]{{3}}-[0-9]{{4}}|[0-9]{{3}}-[0-9]{{3}}-[0-9]{{4}}|[0-9]{{3}}-[0-9]{{4}}){END}"
        ),
        format!(r"([0-9]{{1,4}}-[0-9]{{1,2}}-[0-9]{{1,4}}){END}"),
        format!(r"([0-9]+(?:[.,:][0-9]+)*)(?:{UNITS}){END}"),
        format!(r"([0-9]+(?:,[0-9]{{3}})*(?:st|nd|rd|th|s|ST|ND|RD|TH)){END}"),
        format!(r"(['’‘][0-9]{{2}}s?){END}"),
        own(r"([0-9]+(?:[.,:/][0-9]+)+)(?:[^\p{L}\p{N}_]|$)"),
        own(r"(\.[0-9]+)"),
        // Contractions: the part before, then (at the next position) the clitic.
        format!(r"({CLITIC}){END}"),
        format!(r"(['’](?:em|til|tis|twas|cause|cuz|n)){END}"),
        format!(r"(n['’]t|N['’]T){END}"),
        format!(r"([\p{{L}}\p{{M}}]+?)(?:n['’]t|N['’]T){END}"),
        format!(r"((?i:do|did|does|wo|would|could|should|is|was|were|has|have))nt{END}"),
        format!(r"([Cc]an|CAN)(?:not|NOT){END}"),
        format!(r"([Gg]on|[Ww]an)na{END}"),
        format!(r"([Gg]ot)ta{END}"),
        format!(r"({core}){CLITIC}{END}"),
        // Plain words.
        own(r"(\p{Lu}+&\p{Lu}+)"),
        format!("({core})"),
        // Any other character, with the marks that combine with it.
        own(r"(\S\p{M}*)"),
    ]
}

/// All rules in one automaton, in the order of precedence.
fn automaton() -> Option<&'static (Regex, Vec<bool>)> {
    static AUTOMATON: OnceLock<Option<(Regex, Vec<bool>)>> = OnceLock::new();
    AUTOMATON
        .get_or_init(|| {
            let rules = rules();
            // A rule that is one group takes all it matches.
            let whole = rules.iter().map(|rule| is_one_group(rule)).collect();
            Regex::new_many(&rules).ok().map(|regex| (regex, whole))
        })
        .as_ref()
}

/// Whether the group that opens a rule closes it.
fn is_one_group(rule: &str) -> bool {
    let (mut depth, mut class, mut escaped) = (0, false, false);
    for (at, c) in rule.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => class = true,
            ']' => class = false,
            '(' if !class => depth += 1,
            ')' if !class => {
                depth -= 1;
                if depth == 0 {
                    return at + 1 == rule.len();
                }
            }
            _ => {}
        }
    }
    false
}

/// Compiles the patterns, so that the first article need not wait for it.
pub(crate) fn prepare() {
    let _ = automaton();
}

/// Appends the byte ranges in `text` of the words of `text[paragraph]`.
pub(crate) fn words(text: &str, paragraph: Range<usize>, out: &mut Vec<Range<usize>>) {
    let base = paragraph.start;
    let Some(text) = text.get(paragraph) else {
        return;
    };
    let mut at = skip_space(text, 0);
    while at < text.len() {
        let end = plain_word(text, at).unwrap_or_else(|| word_end(text, at));
        out.push(base + at..base + end);
        at = skip_space(text, end);
    }
}

fn skip_space(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    text.len() - rest.trim_start().len()
}

/// The end of a word of ASCII letters before a space or comma: the rules have
/// nothing to say about it but that it is one word, unless it ends like
/// `dont`, `cannot`, `gonna` or `gotta`.
fn plain_word(text: &str, at: usize) -> Option<usize> {
    let bytes = &text.as_bytes()[at..];
    let len = bytes.iter().position(|b| !b.is_ascii_alphabetic())?;
    if len == 0 || !matches!(bytes[len], b' ' | b',') {
        return None;
    }
    let tail = bytes[len.saturating_sub(2)..len].to_ascii_lowercase();
    let special = matches!(tail.as_slice(), b"nt" | b"ot" | b"na" | b"ta");
    (!special).then_some(at + len)
}

/// The end of the word that begins at `at`, by the rules.
fn word_end(text: &str, at: usize) -> usize {
    // Without an automaton (it is compiled from constants, so this does not
    // happen) every character is a word.
    let one = || at + text[at..].chars().next().map_or(1, char::len_utf8);
    let Some((regex, whole)) = automaton() else {
        return one();
    };
    let input = Input::new(text)
        .span(at..text.len())
        .anchored(Anchored::Yes);
    let Some(found) = regex.find(input) else {
        return one();
    };
    let rule = found.pattern();
    let end = if whole[rule.as_usize()] {
        found.end()
    } else {
        let mut groups = regex.create_captures();
        let input = Input::new(text)
            .span(at..text.len())
            .anchored(Anchored::Pattern(rule));
        regex.captures(input, &mut groups);
        groups.get_group(1).map_or(at, |group| group.end)
    };
    if end > at { end } else { one() }
}

/// Byte ranges of the paragraphs of a text: its lines, cut also at the given
/// offsets, which must be character boundaries in ascending order.
pub(crate) fn paragraphs(text: &str, cuts: &[usize]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut cuts = cuts
        .iter()
        .copied()
        .filter(|&c| text.is_char_boundary(c))
        .peekable();
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let end = start + line.len();
        let stop = start
            + line
                .trim_end_matches(['\n', '\r', '\u{2028}', '\u{2029}'])
                .len();
        while let Some(cut) = cuts.next_if(|&c| c <= stop) {
            if cut > start {
                found.push(start..cut);
                start = cut;
            }
        }
        if stop > start {
            found.push(start..stop);
        }
        start = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        words(text, 0..text.len(), &mut out);
        out.into_iter().map(|w| &text[w]).collect()
    }

    #[test]
    fn contractions_hyphens_and_abbreviations() {
        assert_eq!(
            split("Mr. Okoye can't attend the U.S.-led 15-year review, dont you see?"),
            [
                "Mr.", "Okoye", "ca", "n't", "attend", "the", "U.S.", "-", "led", "15", "-",
                "year", "review", ",", "do", "nt", "you", "see", "?"
            ]
        );
    }

    #[test]
    fn the_short_way_and_the_rules_agree() {
        for text in [
            "cannot, gonna na not Nt US, a I, pre-war co, e-mail et, it's",
            "x y,z a.b c",
        ] {
            let mut at = 0;
            while at < text.len() {
                if let Some(end) = plain_word(text, at) {
                    assert_eq!(end, word_end(text, at), "{text} at {at}");
                }
                at += 1;
            }
        }
    }

    #[test]
    fn lines_and_cuts_part_paragraphs() {
        let text = "A b\r\n\nTEHRAN - c\u{2029}";
        let found: Vec<&str> = paragraphs(text, &[6, 14])
            .into_iter()
            .map(|p| &text[p])
            .collect();
        assert_eq!(found, ["A b", "TEHRAN -", " c"]);
    }
}
