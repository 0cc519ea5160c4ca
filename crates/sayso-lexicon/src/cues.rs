//! Cues: the words that signal that somebody says, writes or thinks something
//! (`lexicons/cues/*.toml`).
//!
//! ```toml
//! [[verb]]                              # or noun, adjective, preposition
//! lemma = "point out"                   # lemma of the verb, then any particle or fixed word
//! force = "assert"                      # assert deny demand commit suppose ask
//! takes = ["clause", "obj?"]            # how the content hangs on the cue, tried in order
//! subject = ["speaker", "document"]     # what may say it thus; this is the default
//! yes = ["[The auditor] {pointed out} that <the fund was empty>."]
//! no = ["He pointed the driver out to the guards at the gate."]
//!
//! [sources]                             # nouns that can be a source
//! speaker = ["minister"]
//! document = ["report"]
//! ```
//!
//! `takes`: `clause` (finite clause, also a quotation), `quote` (nothing but a
//! quotation), `inf` (to-infinitive), `gerund`, `obj` (noun phrase), `obj-inf`
//! (infinitive; the object is the addressee and stays out: "urge X to go"),
//! `obj+inf` (object and infinitive together: "want X to go"), `obj+pred`
//! (object and what it is called: "call X a coup", "describe X as a coup"),
//! `obj+of` (object and "of ...": "accuse X of lying"; any preposition), and
//! a preposition by itself (`of`, `for`: "warn of", "call for"). `=demand`
//! behind it: with this content the force is another. A `?` at the end: only
//! where the model, too, sees an attribution.
//!
//! In a `yes` sentence `[...]` marks the source, `{...}` the cue and each
//! `<...>` a piece of the content; a `no` sentence holds no statement by this cue.

use std::collections::BTreeMap;

use sayso_article::SmolStr;
use serde::Deserialize;
use toml::Spanned;

use crate::LexiconError;

/// What a cue says about its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Force {
    /// Content is put forward as true: said, told, according to.
    Assert,
    /// Content is said not to be true: denied, rejected claims that.
    Deny,
    /// Content is wanted: demanded, urged, called for, ordered.
    Demand,
    /// Content is intended by the speaker: vowed, promised, threatened, planned.
    Commit,
    /// Content is held possible or feared: suspected, warned, expected, believes.
    Suppose,
    /// Content is asked about: asked whether.
    Ask,
}

impl Force {
    /// The force with the given lower-case name.
    pub fn parse(name: &str) -> Option<Force> {
        Some(match name {
            "assert" => Force::Assert,
            "deny" => Force::Deny,
            "demand" => Force::Demand,
            "commit" => Force::Commit,
            "suppose" => Force::Suppose,
            "ask" => Force::Ask,
            _ => return None,
        })
    }
}

/// The part of speech of a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say it")]
pub enum CueClass {
    Verb,
    Noun,
    Adjective,
    Preposition,
}

impl CueClass {
    /// Lower-case name, as used in rule ids.
    pub fn name(self) -> &'static str {
        match self {
            CueClass::Verb => "verb",
            CueClass::Noun => "noun",
            CueClass::Adjective => "adjective",
            CueClass::Preposition => "preposition",
        }
    }
}

/// One way in which content hangs on a cue (see the module's head).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attachment {
    /// A finite clause or a quotation.
    Clause,
    /// Nothing but a quotation.
    Quote,
    /// A to-infinitive.
    Infinitive,
    /// An -ing clause.
    Gerund,
    /// A noun phrase.
    Object,
    /// An infinitive beside an addressee that stays out.
    AddresseeInfinitive,
    /// Object and infinitive.
    ObjectInfinitive,
    /// Object and predicate, with or without "as".
    ObjectPredicate,
    /// Object and a phrase with this preposition, if there is one.
    ObjectWith(SmolStr),
    /// A phrase or clause with this preposition.
    With(SmolStr),
}

impl Attachment {
    /// The name used in `takes`, without preposition; also used in rule ids.
    pub fn name(&self) -> &str {
        match self {
            Attachment::Clause => "clause",
            Attachment::Quote => "quote",
            Attachment::Infinitive => "inf",
            Attachment::Gerund => "gerund",
            Attachment::Object => "obj",
            Attachment::AddresseeInfinitive => "obj-inf",
            Attachment::ObjectInfinitive => "obj+inf",
            Attachment::ObjectPredicate => "obj+pred",
            Attachment::ObjectWith(_) => "obj+prep",
            Attachment::With(_) => "prep",
        }
    }

    fn parse(name: &str) -> Option<Attachment> {
        let word = |s: &str| {
            (!s.is_empty() && s.chars().all(|c| c.is_ascii_lowercase())).then(|| SmolStr::new(s))
        };
        Some(match name {
            "clause" => Attachment::Clause,
            "quote" => Attachment::Quote,
            "inf" => Attachment::Infinitive,
            "gerund" => Attachment::Gerund,
            "obj" => Attachment::Object,
            "obj-inf" => Attachment::AddresseeInfinitive,
            "obj+inf" => Attachment::ObjectInfinitive,
            "obj+pred" => Attachment::ObjectPredicate,
            _ => match name.strip_prefix("obj+") {
                Some(rest) => Attachment::ObjectWith(word(rest)?),
                None => Attachment::With(word(name)?),
            },
        })
    }
}

/// An [`Attachment`] and whether it counts only with the model's support.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// How the content hangs on the cue.
    pub attachment: Attachment,
    /// The rule alone is too weak: the model must see an attribution here, too.
    pub unsure: bool,
    /// The force of the cue with this content, when it is not that of the entry.
    pub force: Option<Force>,
}

/// One entry of the lexicon.
#[derive(Clone, Debug, PartialEq)]
pub struct CueEntry {
    /// Lemma, with particles and fixed words behind it ("point out"); for a
    /// preposition its words as written ("in the words of").
    pub lemma: SmolStr,
    /// Part of speech.
    pub class: CueClass,
    /// What it says about its content.
    pub force: Force,
    /// How content attaches, in order of preference.
    pub takes: Vec<Frame>,
    /// A person, body or group may be its subject.
    pub by_speaker: bool,
    /// A document, medium, poll or footage may be its subject.
    pub by_document: bool,
    /// Marked sentences that hold such a statement.
    pub yes: Vec<String>,
    /// Sentences that hold none.
    pub no: Vec<String>,
    /// File and line, for messages: `cues/verbs.toml:12`.
    pub origin: String,
}

impl CueEntry {
    /// The words behind the first ("out" of "point out").
    pub fn further_words(&self) -> impl Iterator<Item = &str> {
        self.lemma.split(' ').skip(1)
    }
}

/// A `yes` sentence without its marks, and where they stood (byte ranges of `text`).
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct MarkedSentence {
    /// The plain sentence.
    pub text: String,
    /// What `[...]` marks.
    pub source: Option<(usize, usize)>,
    /// What `{...}` marks.
    pub cue: Option<(usize, usize)>,
    /// What `<...>` marks.
    pub contents: Vec<(usize, usize)>,
}

impl MarkedSentence {
    /// Reads a marked sentence; `None` when marks do not pair up.
    pub fn parse(marked: &str) -> Option<MarkedSentence> {
        let mut out = MarkedSentence::default();
        let mut open: Vec<(char, usize)> = Vec::new();
        for c in marked.chars() {
            let at = out.text.len();
            match c {
                '[' | '{' | '<' => open.push((c, at)),
                ']' | '}' | '>' => {
                    let (mark, start) = open.pop()?;
                    match (mark, c) {
                        ('[', ']') => out.source = Some((start, at)),
                        ('{', '}') => out.cue = Some((start, at)),
                        ('<', '>') => out.contents.push((start, at)),
                        _ => return None,
                    }
                }
                _ => out.text.push(c),
            }
        }
        out.contents.sort_unstable();
        open.is_empty().then_some(out)
    }
}

/// The cue lexicon.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cues {
    /// By class and first word, longest lemma first.
    entries: BTreeMap<(CueClass, SmolStr), Vec<CueEntry>>,
    speakers: BTreeMap<SmolStr, ()>,
    documents: BTreeMap<SmolStr, ()>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    verb: Vec<Spanned<RawEntry>>,
    #[serde(default)]
    noun: Vec<Spanned<RawEntry>>,
    #[serde(default)]
    adjective: Vec<Spanned<RawEntry>>,
    #[serde(default)]
    preposition: Vec<Spanned<RawEntry>>,
    #[serde(default)]
    sources: RawSources,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEntry {
    lemma: String,
    force: Force,
    #[serde(default)]
    takes: Vec<String>,
    #[serde(default = "both")]
    subject: Vec<String>,
    yes: Vec<String>,
    no: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct RawSources {
    #[serde(default)]
    speaker: Vec<String>,
    #[serde(default)]
    document: Vec<String>,
}

fn both() -> Vec<String> {
    vec!["speaker".to_owned(), "document".to_owned()]
}

impl Cues {
    /// The lexicon shipped with the program.
    ///
    /// # Errors
    /// Only when the repository's own files are broken.
    pub fn embedded() -> Result<Cues, Vec<LexiconError>> {
        Cues::read(&crate::embedded("cues"))
    }

    /// Reads cue files, given as (name, text).
    ///
    /// # Errors
    /// Every fault found: bad TOML, unknown attachment or subject, an entry
    /// without examples, a marked sentence without cue or content, a lemma
    /// given twice.
    pub fn read(files: &[(&str, &str)]) -> Result<Cues, Vec<LexiconError>> {
        let mut cues = Cues::default();
        let mut errors = Vec::new();
        for &(name, text) in files {
            match toml::from_str::<RawFile>(text) {
                Ok(raw) => cues.add(name, text, raw, &mut errors),
                Err(e) => {
                    let at = e.span().map_or(0, |s| s.start);
                    errors.push(LexiconError::at(name, text, at, e.message()));
                }
            }
        }
        for list in cues.entries.values_mut() {
            // Longest first, so that "point out" is tried before "point".
            list.sort_by_key(|e| std::cmp::Reverse(e.lemma.split(' ').count()));
        }
        if errors.is_empty() {
            Ok(cues)
        } else {
            Err(errors)
        }
    }

    fn add(&mut self, name: &str, text: &str, raw: RawFile, errors: &mut Vec<LexiconError>) {
        let lists = [
            (CueClass::Verb, raw.verb),
            (CueClass::Noun, raw.noun),
            (CueClass::Adjective, raw.adjective),
            (CueClass::Preposition, raw.preposition),
        ];
        for (class, list) in lists {
            for spanned in list {
                let at = spanned.span().start;
                let fault = |what: String| LexiconError::at(name, text, at, what);
                match compile(class, spanned.into_inner()) {
                    Ok(mut entry) => {
                        let line = text.get(..at).map_or(0, |b| b.matches('\n').count()) + 1;
                        entry.origin = format!("{name}:{line}");
                        let first = entry.lemma.split(' ').next().unwrap_or_default();
                        let list = self.entries.entry((class, first.into())).or_default();
                        if list.iter().any(|e| e.lemma == entry.lemma) {
                            errors.push(
                                fault(format!("\"{}\" is given twice", entry.lemma))
                                    .cure("join the two entries"),
                            );
                        }
                        list.push(entry);
                    }
                    Err(what) => errors.push(fault(what)),
                }
            }
        }
        let words = |list: Vec<String>| list.into_iter().map(|w| (SmolStr::from(w), ()));
        self.speakers.extend(words(raw.sources.speaker));
        self.documents.extend(words(raw.sources.document));
    }

    /// Entries of a class whose lemma begins with the word `first`, those with
    /// more words first.
    pub fn starting_with(&self, class: CueClass, first: &str) -> &[CueEntry] {
        self.entries
            .get(&(class, SmolStr::new(first)))
            .map_or(&[], Vec::as_slice)
    }

    /// All entries, by class, then alphabetically by first word.
    pub fn entries(&self) -> impl Iterator<Item = &CueEntry> {
        self.entries.values().flatten()
    }

    /// Whether the common noun names a person, body or group.
    pub fn is_speaker(&self, noun: &str) -> bool {
        self.speakers.contains_key(noun)
    }

    /// Whether the common noun names a document, medium, poll or recording.
    pub fn is_document(&self, noun: &str) -> bool {
        self.documents.contains_key(noun)
    }
}

fn compile(class: CueClass, raw: RawEntry) -> Result<CueEntry, String> {
    let lemma = raw.lemma;
    let mut takes = Vec::new();
    for name in &raw.takes {
        let (kind, force) = match name.trim_end_matches('?').split_once('=') {
            Some((kind, force)) => (kind, Some(force)),
            None => (name.trim_end_matches('?'), None),
        };
        let attachment = Attachment::parse(kind)
            .ok_or_else(|| format!("\"{lemma}\": unknown attachment \"{name}\""))?;
        let force = match force {
            Some(force) => Some(
                Force::parse(force)
                    .ok_or_else(|| format!("\"{lemma}\": unknown force in \"{name}\""))?,
            ),
            None => None,
        };
        takes.push(Frame {
            attachment,
            unsure: name.ends_with('?'),
            force,
        });
    }
    if takes.is_empty() && class != CueClass::Preposition {
        return Err(format!("\"{lemma}\" takes nothing"));
    }
    for kind in &raw.subject {
        if kind != "speaker" && kind != "document" {
            return Err(format!("\"{lemma}\": unknown kind of subject \"{kind}\""));
        }
    }
    if raw.yes.is_empty() || raw.no.is_empty() {
        return Err(format!(
            "\"{lemma}\" needs at least one yes and one no sentence"
        ));
    }
    for sentence in &raw.yes {
        let marked = MarkedSentence::parse(sentence)
            .ok_or_else(|| format!("\"{lemma}\": marks do not pair up in \"{sentence}\""))?;
        if marked.cue.is_none() || marked.contents.is_empty() {
            return Err(format!(
                "\"{lemma}\": no {{cue}} or <content> marked in \"{sentence}\""
            ));
        }
    }
    Ok(CueEntry {
        lemma: lemma.into(),
        class,
        force: raw.force,
        takes,
        by_speaker: raw.subject.iter().any(|s| s == "speaker"),
        by_document: raw.subject.iter().any(|s| s == "document"),
        yes: raw.yes,
        no: raw.no,
        origin: String::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = r#"
[[verb]]
lemma = "point out"
force = "assert"
takes = ["clause", "obj=deny?", "obj+of", "for"]
yes = ["[The auditor] {pointed out} that <the fund was empty>."]
no = ["He pointed the driver out."]

[[verb]]
lemma = "point"
force = "assert"
takes = ["to"]
subject = ["speaker"]
yes = ["[She] {pointed} to <the delays>."]
no = ["The arrow points north."]

[sources]
document = ["report"]
"#;

    #[test]
    fn longer_lemmas_come_first() {
        let cues = Cues::read(&[("cues/small.toml", SMALL)]).expect("valid");
        let found = cues.starting_with(CueClass::Verb, "point");
        assert_eq!(found[0].lemma, "point out");
        assert_eq!(found[0].origin, "cues/small.toml:2");
        assert_eq!(found[0].takes[1].force, Some(Force::Deny));
        assert!(found[0].takes[1].unsure && found[0].by_document && !found[1].by_document);
        assert_eq!(
            found[0].takes[2].attachment,
            Attachment::ObjectWith("of".into())
        );
        assert!(cues.is_document("report") && !cues.is_speaker("report"));
    }

    #[test]
    fn faults_are_told_by_line() {
        let bad = SMALL.replace("\"clause\"", "\"Clause\"");
        let errors = Cues::read(&[("x.toml", &bad)]).expect_err("unknown attachment");
        assert_eq!(errors[0].line, 2, "{}", errors[0]);
        let twice = format!(
            "{SMALL}\n{}",
            &SMALL[..SMALL.find("[[verb]]\nlemma = \"point\"").unwrap_or(0)]
        );
        assert!(Cues::read(&[("x.toml", &twice)]).is_err());
    }

    #[test]
    fn marks_are_taken_out() {
        let marked =
            MarkedSentence::parse("<Roads were shut>, {said} [police].").expect("pairs up");
        assert_eq!(marked.text, "Roads were shut, said police.");
        assert_eq!(marked.contents, [(0, 15)]);
        assert_eq!(marked.cue, Some((17, 21)));
        assert_eq!(MarkedSentence::parse("<a] b"), None);
    }

    #[test]
    fn the_shipped_lexicon_is_valid() {
        if let Err(errors) = Cues::embedded() {
            let all: Vec<String> = errors.iter().map(ToString::to_string).collect();
            panic!("{}", all.join("\n"));
        }
    }
}
