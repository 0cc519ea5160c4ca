//! Whether a text is English: by its commonest words, else by its letters
//! (whatlang), and where neither is sure, by the page's own tag.

use whatlang::{Lang, detect};

use crate::text::IngestError;

/// Words read from the head of a text.
const LEAD: usize = 300;

/// Fewest words by which a language is told.
const FEWEST: usize = 20;

/// The commonest words of English news.
const COMMON: [&str; 40] = [
    "the", "of", "and", "to", "in", "a", "that", "for", "on", "with", "said", "was", "is", "by",
    "as", "at", "from", "it", "he", "his", "has", "have", "were", "an", "be", "are", "not", "who",
    "which", "their", "after", "had", "been", "but", "they", "this", "will", "its", "she", "would",
];

/// Share of [`COMMON`] words from which a text is English. English news has
/// 0.30 to 0.50; other languages share only "a", "in", "is", "was" and "on".
const ENGLISH: f64 = 0.18;

/// How sure whatlang must be that a text is in another language.
const SURE: f64 = 0.9;

/// ISO 639-1 code of the language; `None` where it cannot be told surely.
///
/// # Errors
/// When it is surely not English, or a short text is tagged as another
/// language and does not look English.
pub(crate) fn identify(text: &str, tag: Option<&str>) -> Result<Option<String>, IngestError> {
    let tag = tag.map(primary).filter(|t| !t.is_empty());
    let words: Vec<String> = text
        .split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’'))
        .filter(|w| w.chars().any(char::is_alphabetic))
        .take(LEAD)
        .map(str::to_lowercase)
        .collect();
    let common = words
        .iter()
        .filter(|w| COMMON.contains(&w.as_str()))
        .count();
    let share = common as f64 / words.len().max(1) as f64;
    if words.len() >= FEWEST && share >= ENGLISH {
        return Ok(Some("en".to_owned()));
    }
    let lead = lead(text);
    let letters = lead.chars().filter(|c| c.is_alphabetic()).count();
    // A script without spaces between words has few words and many letters.
    if words.len() >= FEWEST || letters >= 100 {
        let found = detect(lead);
        if let Some(found) = &found
            && found.lang() != Lang::Eng
            && found.is_reliable()
            && found.confidence() >= SURE
            && (share < ENGLISH / 2.0 || tag.as_deref().is_some_and(|t| t != "en"))
        {
            return Err(IngestError::Language(name(found.lang())));
        }
        if found.is_some_and(|f| f.lang() == Lang::Eng && f.is_reliable()) {
            return Ok(Some("en".to_owned()));
        }
    }
    match tag.as_deref() {
        Some("en") => Ok(Some("en".to_owned())),
        Some(tag) if common == 0 && is_language(tag) => {
            Err(IngestError::Language(format!("tagged as language `{tag}`")))
        }
        _ => Ok(None),
    }
}

/// `en` of `en-GB`, `eng` and `English`.
fn primary(tag: &str) -> String {
    let tag = tag.trim().to_lowercase();
    let head = tag.split(['-', '_', ',', ' ']).next().unwrap_or_default();
    match head {
        "eng" | "english" => "en".to_owned(),
        other => other.to_owned(),
    }
}

/// Whether a tag may name a language at all ("und", "mul", "zxx" name none).
fn is_language(tag: &str) -> bool {
    matches!(tag.len(), 2 | 3)
        && tag.bytes().all(|b| b.is_ascii_lowercase())
        && !matches!(tag, "und" | "mul" | "zxx" | "mis")
}

/// About the first [`LEAD`] words.
fn lead(text: &str) -> &str {
    let most = LEAD * 8;
    match text.char_indices().nth(most) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}

fn name(language: Lang) -> String {
    format!("{} ({})", language.eng_name(), language.code())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str, tag: Option<&str>) -> Option<String> {
        identify(text, tag).expect("not refused")
    }

    const FRENCH: &str = "La police a fermé le pont principal de la ville vendredi matin après la découverte d’une fissure par des ingénieurs, a déclaré le maire. Personne n’a été blessé, selon les autorités.";

    #[test]
    fn english_is_told_by_its_common_words_whatever_the_names() {
        let text = "Nguyen Thi Minh Khai and Phan Van Khai of the Lien Viet party said on Friday that the bridge to Ben Tre was closed, and that it would be closed for a week.";
        assert_eq!(code(text, None).as_deref(), Some("en"));
        assert_eq!(code(text, Some("fr")).as_deref(), Some("en"));
    }

    #[test]
    fn what_is_surely_foreign_is_refused_with_its_name() {
        let error = identify(FRENCH, Some("en")).expect_err("French");
        assert_eq!(error.to_string(), "the text is French (fra), not English");
        let text =
            "警方周五早上在工程师发现裂缝后关闭了该市的主要桥梁,市长说。据当局称,没有人受伤。"
                .repeat(4);
        assert!(identify(&text, None).is_err());
    }

    #[test]
    fn languages_of_the_world_are_told_from_english() {
        for text in [
            "La policía cerró el viernes el puente principal de la ciudad después de que los ingenieros encontraran una grieta, dijo el alcalde a los periodistas.",
            "Die Polizei hat am Freitag die Hauptbrücke der Stadt gesperrt, nachdem Ingenieure einen Riss gefunden hatten, wie der Bürgermeister vor Journalisten sagte.",
            "A polícia fechou na sexta-feira a ponte principal da cidade depois que os engenheiros encontraram uma rachadura, disse o prefeito aos jornalistas.",
            "Полиция закрыла в пятницу главный мост города после того, как инженеры обнаружили трещину, сообщил мэр журналистам на встрече.",
            "أغلقت الشرطة يوم الجمعة الجسر الرئيسي في المدينة بعد أن عثر المهندسون على صدع، بحسب ما قال رئيس البلدية للصحفيين في بيان.",
            "इंजीनियरों द्वारा दरार पाए जाने के बाद पुलिस ने शुक्रवार को शहर का मुख्य पुल बंद कर दिया, महापौर ने पत्रकारों को एक बयान में बताया।",
            "Polis cuma günü mühendislerin bir çatlak bulmasının ardından şehrin ana köprüsünü kapattı, belediye başkanı gazetecilere yaptığı açıklamada söyledi.",
        ] {
            assert!(identify(text, None).is_err(), "{text}");
        }
    }

    #[test]
    fn short_texts_are_read_unless_their_tag_says_otherwise() {
        assert_eq!(code("Police came to Oria.", None), None);
        assert_eq!(
            code("Police came to Oria.", Some("en-US")).as_deref(),
            Some("en")
        );
        assert!(identify("Le pont est fermé.", Some("fr-CA")).is_err());
        assert_eq!(code("The bridge is closed.", Some("fr")), None);
        assert_eq!(code("Le pont est fermé.", Some("und")), None);
        let mixed = "Erdoğan said: “Türkiye won’t attack Syria.”\n\nتقول المصادر\tthat police arrested 3 men.";
        assert_eq!(code(mixed, None), None);
    }
}
