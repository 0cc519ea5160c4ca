//! Sources: who a cue says it is, and what can be one.

use sayso_article::{NameKind, Span, TokenId, Upos};
use sayso_lexicon::CueEntry;

use super::{Reader, forms};
use crate::layers::Source;

/// Who stands behind a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Behind {
    /// The phrase with this head.
    Phrase(TokenId),
    /// Nobody is named: a passive without agent.
    Unnamed,
    /// Something that cannot be a source, or nothing was found.
    Nothing,
}

impl Behind {
    pub fn head(self) -> Option<TokenId> {
        match self {
            Behind::Phrase(t) => Some(t),
            _ => None,
        }
    }
}

/// Pronouns that stand for people.
const PERSONAL: [&str; 22] = [
    "i",
    "we",
    "you",
    "he",
    "she",
    "they",
    "who",
    "one",
    "someone",
    "somebody",
    "everyone",
    "everybody",
    "anyone",
    "nobody",
    "some",
    "many",
    "most",
    "others",
    "both",
    "those",
    "all",
    "none",
];

impl Reader<'_> {
    /// The source of a verb cue.
    pub fn behind_verb(&self, v: TokenId) -> Behind {
        let s = self.syntax;
        if self.is_passive(v) {
            // "Oduya was quoted as saying".
            let mut below = s.children_by(v, &["advcl", "xcomp", "ccomp"]);
            if let Some(quoted) = below.find_map(|c| self.quoted_source(c, v))
                && self.agent(v).is_none()
            {
                return Behind::Phrase(quoted);
            }
            return self.agent(v).map_or(Behind::Unnamed, Behind::Phrase);
        }
        match self.subject(v, 0) {
            Some(s) => Behind::Phrase(s),
            None => Behind::Nothing,
        }
    }

    /// The "by" phrase of a passive.
    pub fn agent(&self, v: TokenId) -> Option<TokenId> {
        let s = self.syntax;
        s.children(v).iter().copied().find(|&c| {
            s[c].deprel == "obl:agent" && s.preposition(c).as_deref() != Some("on")
                || s[c].is_rel("obl")
                    && s[c].upos.is_nominal()
                    && s.preposition(c).as_deref() == Some("by")
                    && self.can_be(c, true, true)
        })
    }

    /// The subject of an active verb or of a predicate: its own, that of the
    /// verb it is coordinated with, controlled by, or hung on, or the noun
    /// that it modifies.
    pub fn subject(&self, v: TokenId, depth: usize) -> Option<TokenId> {
        let s = self.syntax;
        if depth > 8 {
            return None;
        }
        if let Some(subject) = self.own_subject(v) {
            return Some(self.antecedent(subject, v));
        }
        if s.child(v, &["expl", "csubj"]).is_some() {
            return None;
        }
        let head = s[v].head?;
        if let Some(quoted) = self.quoted_source(v, head) {
            return Some(quoted);
        }
        if let Some(reporting) = self.escapes(v) {
            return self.subject(reporting, depth + 1);
        }
        match s[v].relation() {
            "conj" | "parataxis" => {
                // "A, who spoke and left": the pronoun of the first verb is shared.
                self.subject(head, depth + 1)
            }
            "xcomp" => s
                .child(head, &["obj", "iobj"])
                .filter(|_| s.child(v, &["mark"]).is_some())
                .or_else(|| self.subject(head, depth + 1)),
            "advcl" => self.subject(head, depth + 1),
            "acl" => {
                let verb = s[head].head.filter(|&u| {
                    s[head].is_rel("obj")
                        && s[u].upos == Upos::Verb
                        && !self.can_be(head, true, false)
                });
                match verb {
                    // "issued a statement saying": the issuer speaks.
                    Some(u) => self.subject(u, depth + 1).or(Some(head)),
                    None => Some(head),
                }
            }
            _ => None,
        }
    }

    /// The subject that hangs on the verb itself. Where the tree has several,
    /// a name right behind the first ("Rep." and its name) or one set off by a
    /// comma (behind the subject of the content) counts.
    pub fn own_subject(&self, v: TokenId) -> Option<TokenId> {
        let s = self.syntax;
        let mut subjects = s
            .children_by(v, &["nsubj"])
            .filter(|&t| !self.is_dateline(t));
        let mut subject = subjects.next()?;
        for next in subjects.filter(|&t| t < v && s[t].upos.is_nominal()) {
            let last = s.subtree(subject).last().copied().unwrap_or(subject);
            let first = s.subtree(next).first().copied().unwrap_or(next);
            let adjoins = first.index() == last.index() + 1 && s[next].upos == Upos::Propn;
            let person = s
                .names
                .iter()
                .any(|n| n.kind == NameKind::Person && n.first <= subject && subject < n.end);
            // "who prosecutors say led it": the pronoun is the content's.
            let relative = s[subject].upos == Upos::Pron
                && matches!(self.lemma(subject).as_str(), "who" | "which" | "that");
            let parted = relative || !person && s[next].upos.is_noun() && self.comma_before(next);
            if adjoins || parted {
                subject = next;
            }
        }
        Some(subject)
    }

    /// "quoted a judge as saying", "was quoted as saying": who is quoted.
    fn quoted_source(&self, v: TokenId, quoting: TokenId) -> Option<TokenId> {
        let s = self.syntax;
        let as_saying = s[v].xpos == "VBG"
            && s[quoting].upos == Upos::Verb
            && (self.has_child(v, "mark", "as") || self.has_child(v, "case", "as"));
        if !as_saying {
            return None;
        }
        self.deep_object(quoting)
            .filter(|&o| self.can_be(o, true, true))
    }

    /// "Nobody", "none of them": whose claim nobody makes is none.
    pub fn is_nobody(&self, head: TokenId) -> bool {
        matches!(self.lemma(head).as_str(), "nobody" | "none" | "neither")
            || self.has_child(head, "det", "no")
            || self.has_child(head, "det", "neither")
    }

    /// For a relative pronoun the noun it stands for, else the token itself.
    fn antecedent(&self, subject: TokenId, verb: TokenId) -> TokenId {
        let s = self.syntax;
        let relative = s[subject].feat("PronType") == Some("Rel")
            || matches!(self.lemma(subject).as_str(), "who" | "which" | "that");
        if !relative || s[subject].upos != Upos::Pron {
            return subject;
        }
        let mut at = verb;
        while let Some(head) = s[at].head {
            if s[at].deprel == "acl:relcl" {
                return head;
            }
            if !matches!(
                s[at].relation(),
                "conj" | "ccomp" | "xcomp" | "advcl" | "parataxis"
            ) {
                break;
            }
            at = head;
        }
        subject
    }

    /// Whether the phrase can be the source of such a cue.
    pub fn suits(&self, entry: &CueEntry, head: TokenId) -> bool {
        self.can_be(head, entry.by_speaker, entry.by_document)
    }

    /// Whether the phrase with this head is a person, body or group
    /// (`speaker`) or a document, medium or recording (`document`).
    pub fn can_be(&self, head: TokenId, speaker: bool, document: bool) -> bool {
        let s = self.syntax;
        let name = s.names.iter().find(|n| n.first <= head && head < n.end);
        if let Some(name) = name {
            match name.kind {
                NameKind::Date | NameKind::Money => return false,
                NameKind::Misc => return document || speaker,
                _ if s[head].upos == Upos::Propn => return speaker || document,
                _ => {}
            }
        }
        let lemma = self.lemma(head);
        match s[head].upos {
            Upos::Propn => true,
            Upos::Pron | Upos::Det => {
                lemma == "it" || speaker && PERSONAL.contains(&lemma.as_str())
            }
            // "dozens of students", "a number of lawmakers".
            Upos::Noun
                if matches!(
                    lemma.as_str(),
                    "dozen"
                        | "hundred"
                        | "thousand"
                        | "score"
                        | "number"
                        | "handful"
                        | "half"
                        | "percent"
                        | "group"
                        | "series"
                ) && s.children_by(head, &["nmod"]).any(|c| {
                    s.preposition(c).as_deref() == Some("of") && self.can_be(c, speaker, document)
                }) =>
            {
                true
            }
            Upos::Noun => {
                // The head of a hyphenated word counts: "ex-minister".
                let form = self.form(head).to_lowercase();
                let tail = |w: &str| w.rsplit('-').next().unwrap_or_default().to_owned();
                forms::of_noun(&tail(&lemma), &tail(&form))
                    .iter()
                    .any(|noun| {
                        speaker && (self.cues.is_speaker(noun) || names_a_person(noun))
                            || document && self.cues.is_document(noun)
                    })
            }
            Upos::Num | Upos::Adj => speaker && s.child(head, &["amod"]).is_none(),
            Upos::X | Upos::Sym => self.form(head).starts_with(['@', '#']),
            _ => false,
        }
    }

    /// Tokens of the source phrase: without relative and other clauses.
    pub fn source_tokens(&self, head: TokenId) -> Vec<TokenId> {
        let s = self.syntax;
        let mut tokens = s.subtree_without(head, |t| {
            let direct = s[t].head == Some(head);
            matches!(
                s[t].relation(),
                "acl" | "advcl" | "parataxis" | "ccomp" | "csubj"
            ) || direct
                && matches!(
                    s[t].relation(),
                    "case"
                        | "mark"
                        | "cc"
                        | "cop"
                        | "aux"
                        | "nsubj"
                        | "discourse"
                        | "advmod"
                        | "obl"
                )
                || direct && s[t].is_rel("conj") && s[t].upos == Upos::Verb
        });
        // Punctuation that belonged to what was cut.
        while tokens
            .last()
            .is_some_and(|&t| t != head && s[t].upos == Upos::Punct)
        {
            tokens.pop();
        }
        while tokens
            .first()
            .is_some_and(|&t| t != head && s[t].upos == Upos::Punct)
        {
            tokens.remove(0);
        }
        // One unbroken run around the head.
        let at = tokens.iter().position(|&t| t == head).unwrap_or(0);
        let mut first = at;
        while first > 0 && self.near(tokens[first - 1], tokens[first]) {
            first -= 1;
        }
        let mut last = at;
        while last + 1 < tokens.len() && self.near(tokens[last], tokens[last + 1]) {
            last += 1;
        }
        let mut run = tokens[first..=last].to_vec();
        self.take_title(head, &mut run);
        self.take_name(head, &mut run);
        run
    }

    /// Adjacent but for punctuation.
    fn near(&self, a: TokenId, b: TokenId) -> bool {
        (a.index() + 1..b.index()).all(|i| self.syntax[TokenId::new(i)].upos == Upos::Punct)
    }

    /// The source as the layer has it.
    pub fn source(&self, head: TokenId) -> Source {
        let tokens = self.source_tokens(head);
        let span: Span = self
            .syntax
            .span_of(&tokens)
            .unwrap_or(self.syntax[head].span);
        Source {
            span,
            head,
            anonymous: self.is_anonymous(head, &tokens),
        }
    }

    /// Named neither by name nor by a role that picks out one holder.
    fn is_anonymous(&self, head: TokenId, tokens: &[TokenId]) -> bool {
        let s = self.syntax;
        if s[head].upos == Upos::Pron {
            return matches!(
                self.lemma(head).as_str(),
                "some" | "many" | "someone" | "somebody" | "others" | "one" | "most"
            );
        }
        if tokens.iter().any(|&t| s[t].upos == Upos::Propn) && s[head].upos == Upos::Propn {
            return false;
        }
        if s.children_by(head, &["appos", "flat"])
            .any(|c| s[c].upos == Upos::Propn)
        {
            return false;
        }
        let unnamed = s.children_by(head, &["amod"]).any(|c| {
            matches!(
                self.lemma(c).as_str(),
                "anonymous" | "unnamed" | "unidentified"
            )
        });
        if unnamed || s[head].upos != Upos::Noun {
            return unnamed;
        }
        let definite = s.child(head, &["nmod:poss"]).is_some()
            || s.children_by(head, &["det"])
                .any(|d| matches!(self.lemma(d).as_str(), "the" | "this" | "that"));
        // "police said", "the ministry said" name a body; "officials", "a source" nobody.
        let body = matches!(
            self.lemma(head).as_str(),
            "police" | "government" | "army" | "military"
        );
        !definite && !body
    }
}

/// Agent nouns by their form, for words that no list has.
fn names_a_person(noun: &str) -> bool {
    [
        "ist", "man", "woman", "men", "women", "person", "people", "ician", "crat", "ologist",
        "maker", "holder", "keeper", "worker", "leader", "writer", "fighter",
    ]
    .iter()
    .any(|suffix| noun.ends_with(suffix))
        && !matches!(
            noun,
            "list" | "wrist" | "mist" | "twist" | "talisman" | "checklist"
        )
}
