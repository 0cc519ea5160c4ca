//! What leaves the program: one [`ArticleRecord`] an article, version
//! [`SCHEMA`]. Offsets are Unicode **code points** of the article's text, end
//! exclusive, and `text` is exactly that slice. Unknown is `null`.
//!
//! The only crate that serialises. Fields may be added; none is renamed.

use serde::{Deserialize, Serialize};

/// Version of the record format.
pub const SCHEMA: u32 = 1;

/// Everything that was read from one article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArticleRecord {
    /// Version of the format.
    pub schema: u32,
    /// The article.
    pub article: ArticleInfo,
    /// What became of it.
    pub outcome: Outcome,
    /// Why it was skipped or failed; `null` when coded.
    pub reason: Option<String>,
    /// People, groups, organisations, countries and places.
    pub entities: Vec<EntityRecord>,
    /// Who says what.
    pub statements: Vec<StatementRecord>,
    /// Who does what to whom.
    pub events: Vec<EventRecord>,
    /// Every time expression of the text.
    pub times: Vec<TimeRecord>,
    /// Every literal place mention of the text.
    pub places: Vec<PlaceRecord>,
    /// What was odd.
    pub diagnostics: Vec<DiagnosticRecord>,
    /// What made the record.
    pub run: Run,
}

/// What became of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Read, with at least one event or statement.
    Coded,
    /// Read, but it holds no event and no statement.
    NoEvents,
    /// Not read, with the reason.
    Skipped,
    /// Reading it broke down, with the stage and the reason.
    Failed,
}

/// Offsets in code points and the text they hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SpanRecord {
    /// First code point.
    pub start: usize,
    /// Code point after the last.
    pub end: usize,
    /// Exactly the text between.
    pub text: String,
}

/// What is known about the article itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ArticleInfo {
    /// Content id: the first 16 hex digits of `text_sha256`.
    pub id: String,
    /// Path as given; `-` for standard input.
    pub path: Option<String>,
    /// What inside the file: path in an archive, `#` and the document's own id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// First byte of the document in the file or member, after unpacking.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset: Option<u64>,
    /// Address.
    pub url: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Author line.
    pub byline: Option<String>,
    /// Publishing medium.
    pub publisher: Option<PublisherRecord>,
    /// Day of publication, ISO 8601.
    pub published: Option<String>,
    /// `option`, `metadata`, `text` or `url`.
    pub published_from: Option<String>,
    /// Place line at the head of the text.
    pub dateline: Option<DatelineRecord>,
    /// ISO 639-1 code.
    pub language: Option<String>,
    /// Licence statement.
    pub licence: Option<LicenceRecord>,
    /// Length of the text in code points.
    pub characters: usize,
    /// SHA-256 of the text's UTF-8 bytes in hex.
    pub text_sha256: String,
}

/// A medium.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublisherRecord {
    /// Name as given.
    pub name: String,
    /// Country code, when it is known.
    pub country: Option<String>,
}

/// The place an article was written from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatelineRecord {
    /// The place name in the text.
    #[serde(flatten)]
    pub span: SpanRecord,
    /// Country code, when it is known.
    pub country: Option<String>,
}

/// A licence statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LicenceRecord {
    /// Short name, e.g. `CC-BY-4.0`.
    pub name: Option<String>,
    /// Where it stands in the text.
    #[serde(flatten)]
    pub span: Option<SpanRecord>,
}

/// One entity of the article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EntityRecord {
    /// `n1`, `n2`, ... in order of first mention.
    pub id: String,
    /// Fullest name or description in the article.
    pub name: String,
    /// `person`, `group`, `organization`, `country`, `place`, `role`.
    pub kind: String,
    /// Country code.
    pub country: Option<String>,
    /// Primary sector.
    pub sector: Option<String>,
    /// All sectors, primary first.
    pub sectors: Vec<String>,
    /// Office or function in the article's words.
    pub role: Option<String>,
    /// Its mentions in reading order.
    pub mentions: Vec<MentionRecord>,
    /// How country and sector were found.
    pub reason: String,
}

/// One mention of an entity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MentionRecord {
    /// The phrase.
    #[serde(flatten)]
    pub span: SpanRecord,
    /// A loaded name, kept verbatim and not adopted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub epithet: bool,
}

/// One statement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StatementRecord {
    /// `s1`, `s2`, ...
    pub id: String,
    /// `direct`, `indirect`, `mixed`.
    pub kind: String,
    /// The phrase that names the source here.
    pub source: Option<SpanRecord>,
    /// Whom it resolves to.
    pub speaker: Option<SpeakerRecord>,
    /// The words that signal the attribution.
    pub cue: Option<SpanRecord>,
    /// What is said, in pieces.
    pub contents: Vec<SpanRecord>,
    /// Id of the statement whose content holds this one.
    pub within: Option<String>,
    /// 0 to 1.
    pub confidence: f32,
    /// What found it.
    pub rule: String,
}

/// Whom a source resolves to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpeakerRecord {
    /// Entity id, when it is one of the entities.
    pub entity: Option<String>,
    /// Fullest name or description in the article.
    pub name: String,
}

/// One event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventRecord {
    /// `e1`, `e2`, ...
    pub id: String,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub quad: u8,
    /// PLOVER conflict-cooperation score.
    pub intensity: f32,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// The words that name the act.
    pub trigger: SpanRecord,
    /// Later mentions.
    pub also: Vec<SpanRecord>,
    /// Who.
    pub actors: Vec<PartyRecord>,
    /// To whom.
    pub recipients: Vec<PartyRecord>,
    /// `actual`, `future`, `hypothetical`, `denied`, `uncertain`.
    pub status: String,
    /// When.
    pub date: Option<EventDateRecord>,
    /// Where.
    pub place: Option<PlaceRecord>,
    /// Numbers of people or things.
    pub counts: Vec<CountRecord>,
    /// Statement id; `null` when the article itself asserts the event.
    pub said_by: Option<String>,
    /// Id of the rule.
    pub rule: String,
    /// 0 to 1.
    pub confidence: f32,
    /// Probability that the model, by itself, gives the type at the trigger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<f32>,
    /// The sentence of the trigger.
    pub sentence: SpanRecord,
}

/// An actor or recipient.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PartyRecord {
    /// Entity id.
    pub entity: Option<String>,
    /// The phrase near the trigger.
    #[serde(flatten)]
    pub span: SpanRecord,
    /// Fullest name or description.
    pub name: String,
    /// Country code.
    pub country: Option<String>,
    /// Primary sector; `null` for a whole country or when unknown.
    pub sector: Option<String>,
    /// All sectors, primary first.
    pub sectors: Vec<String>,
    /// A loaded name, kept verbatim and not adopted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub epithet: bool,
}

/// The date of an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventDateRecord {
    /// The expression that dates it.
    #[serde(flatten)]
    pub span: SpanRecord,
    /// ISO value; `null` when it cannot be resolved.
    pub value: Option<String>,
    /// First day it can mean.
    pub earliest: Option<String>,
    /// Last day it can mean.
    pub latest: Option<String>,
    /// How it is tied to the event: `trigger`, `carrier`, `argument`, `clause`
    /// (by the tree), `sentence`, `preceding`, `lead`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// How likely it dates this event, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probability: Option<f32>,
}

/// A number of people or things.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CountRecord {
    /// Its words.
    #[serde(flatten)]
    pub span: SpanRecord,
    /// The number, when the words give one; a range has none.
    pub value: Option<f64>,
    /// `exact`, `min`, `max`, `range`, `about`; `null` for words without a
    /// number ("dozens").
    pub bound: Option<String>,
    /// Least number that the words allow, where they tell.
    pub low: Option<f64>,
    /// Greatest number that the words allow, where they tell.
    pub high: Option<f64>,
    /// The outcome (`killed`, `arrested`), else what is counted (`protesters`).
    pub of: String,
    /// Who or what suffers the outcome (`soldiers`); `null` where it is not told.
    #[serde(default)]
    pub counted: Option<String>,
    /// ISO 4217 code, for money whose currency is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Id of the innermost statement that gives the number; `null` when the
    /// article itself does. An event may be told by one and counted by another.
    #[serde(default)]
    pub said_by: Option<String>,
    /// Why it counts for the event.
    #[serde(default)]
    pub reason: String,
}

impl CountRecord {
    /// The count in a few words: `at least 12 soldiers killed`.
    pub fn phrase(&self) -> String {
        let text = self.span.text.as_str();
        let mut words = vec![text];
        // "dozens of civilians killed"
        let vague = self.value.is_none() && self.bound.is_none() && text.ends_with('s');
        if vague && self.counted.is_some() {
            words.push("of");
        }
        words.extend(self.counted.as_deref());
        // "$20 million" says what is counted.
        let sign = text.contains(['$', '€', '£', '¥', '₹', '₴', '₪', '₺', '₦']);
        if self.currency.is_none() && !sign && !text.contains(&self.of) {
            words.push(&self.of);
        }
        words.join(" ")
    }
}

/// A time expression.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeRecord {
    /// Its words.
    #[serde(flatten)]
    pub span: SpanRecord,
    /// `DATE`, `TIME`, `DURATION`, `SET`.
    #[serde(rename = "type")]
    pub kind: String,
    /// TIMEX3 value; `null` when it cannot be resolved.
    pub value: Option<String>,
    /// TIMEX3 `mod`: `START`, `MID`, `END`, `APPROX` and so on.
    #[serde(default, rename = "mod", skip_serializing_if = "Option::is_none")]
    pub modifier: Option<String>,
    /// First day it can mean.
    #[serde(default)]
    pub earliest: Option<String>,
    /// Last day it can mean.
    #[serde(default)]
    pub latest: Option<String>,
    /// How it was resolved, or why not.
    pub reason: String,
}

/// A place mention.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlaceRecord {
    /// Its words.
    #[serde(flatten)]
    pub span: SpanRecord,
    /// Its name as the text has it.
    pub name: String,
    /// Country code; `null` when unknown or when it reaches over several.
    pub country: Option<String>,
    /// First-level division, by its name in the gazetteer.
    #[serde(default)]
    pub division: Option<String>,
    /// What it is: `town`, `division`, `sea` and so on; `null` when not resolved.
    #[serde(default)]
    pub feature: Option<String>,
    /// GeoNames id.
    pub geonames: Option<u64>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// `point`, `city`, `district`, `region`, `country`.
    pub precision: Option<String>,
    /// Between whom the place or the division it lies in is disputed; the
    /// record takes no position.
    #[serde(default)]
    pub disputed: Option<String>,
    /// Why it counts as a place, how it was resolved, or why not.
    pub reason: String,
    /// Of the place of an event: how it is tied to it, as in
    /// [`EventDateRecord::step`], or `dateline`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// Of the place of an event: how likely it happened there, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probability: Option<f32>,
    /// The places that the name may mean, the likeliest first, at most five.
    #[serde(default)]
    pub candidates: Vec<PlaceCandidateRecord>,
}

/// A place that a name may mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlaceCandidateRecord {
    /// Its name in the gazetteer.
    pub name: String,
    /// Country codes: several when it reaches over them, none when it lies in none.
    pub countries: Vec<String>,
    /// First-level division.
    pub division: Option<String>,
    /// What it is.
    pub feature: String,
    /// GeoNames id.
    pub geonames: Option<u64>,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Inhabitants; `null` when unknown.
    pub population: Option<u64>,
    /// How likely it is meant, 0 to 1, by the weights of the resolver.
    pub probability: f32,
}

/// Something odd.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiagnosticRecord {
    /// Stable code.
    pub code: String,
    /// First code point, when it is at a place.
    pub start: Option<usize>,
    /// Code point after the last.
    pub end: Option<usize>,
    /// What it means.
    pub message: String,
}

/// What made a record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Version of the program.
    pub sayso: String,
    /// Name and hash of the model.
    pub model: String,
    /// Hash of the lexicons.
    pub lexicons: String,
    /// Version of the format.
    pub schema: u32,
}
