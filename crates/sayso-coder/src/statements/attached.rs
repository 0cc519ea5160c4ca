//! What hangs on a verb cue: for each way a lexicon entry can take content,
//! the tokens that the tree has there.

use sayso_article::{TokenId, Upos};
use sayso_lexicon::{Attachment, CueClass};

use super::sources::Behind;
use super::{Reader, forms};

impl Reader<'_> {
    /// The tokens that hang on a verb in the given way.
    pub fn attached(&self, v: TokenId, how: &Attachment, behind: Behind) -> Option<Vec<TokenId>> {
        let tokens = match how {
            Attachment::Clause => self.clause_content(v, behind),
            Attachment::Quote => self.quoted_dependents(v),
            Attachment::Infinitive => {
                let clause = self.infinitive(v);
                union(self.thing_before(v, &clause), clause)
            }
            Attachment::Gerund => self.gerund(v),
            Attachment::Object => self.object_content(v)?,
            Attachment::AddresseeInfinitive => {
                self.deep_object(v)?;
                let clause = self.infinitive(v);
                union(self.thing_before(v, &clause), clause)
            }
            Attachment::ObjectInfinitive => {
                let clause = self.infinitive(v);
                if clause.is_empty() {
                    return None;
                }
                union(self.object_tokens(v), clause)
            }
            Attachment::ObjectPredicate => self.object_and_predicate(v)?,
            Attachment::ObjectWith(preposition) => {
                let phrase = self.with_preposition(v, preposition);
                let object = self.object_tokens(v);
                let inside = self.deep_object(v).is_some_and(|o| {
                    self.syntax
                        .children_by(o, &["nmod", "acl"])
                        .any(|c| self.marker(c).as_deref() == Some(preposition.as_str()))
                });
                if object.is_empty() || phrase.is_empty() && !inside {
                    return None;
                }
                // Content in one piece: "Y of lying", with its preposition.
                let whole = phrase.first().map(|&first| {
                    let before = first.index().checked_sub(1).map(TokenId::new);
                    before.filter(|&b| self.form(b).eq_ignore_ascii_case(preposition))
                });
                let marker = whole.flatten().into_iter().collect();
                union(union(object, marker), phrase)
            }
            Attachment::With(preposition) => self.with_preposition(v, preposition),
        };
        (!tokens.is_empty()).then_some(tokens)
    }

    /// "X said Y", "Y, X said", "Y, said X, and Z", "as X said, Y".
    fn clause_content(&self, v: TokenId, behind: Behind) -> Vec<TokenId> {
        let s = self.syntax;
        let mut out = Vec::new();
        for &c in s.children(v) {
            let takes = match s[c].relation() {
                "ccomp" => !self.is_open_question(v, c) && !self.belongs_to_another(v, c),
                // Trees often hang a that-clause as an adverbial or on the addressee.
                "advcl" => self.is_that_clause(c),
                "csubj" => behind == Behind::Unnamed && self.is_that_clause(c),
                "parataxis" => self.is_reported_parataxis(v, c),
                // "asked about reports that", unlike "said in a statement that".
                "obl" if !matches!(s.preposition(c).as_deref(), Some("in" | "to") | None) => false,
                "obj" | "iobj" | "obl" => {
                    for inner in s.children_by(c, &["acl", "ccomp"]) {
                        if self.is_that_clause(inner) {
                            out = union(out, s.subtree(inner));
                        }
                    }
                    false
                }
                _ => false,
            };
            if takes {
                out = union(out, s.subtree(c));
                // "was announced to have died": the subject belongs to it.
                if behind == Behind::Unnamed && self.has_child(c, "mark", "to") {
                    out = union(out, self.object_tokens(v));
                }
            }
        }
        if out.is_empty() {
            out = self.clause_around(v);
        }
        self.without_narration(v, out)
    }

    /// For "Y, X said" and "as X said, Y", where the cue hangs on its content.
    fn clause_around(&self, v: TokenId) -> Vec<TokenId> {
        let s = self.syntax;
        let Some(head) = s[v].head else {
            return Vec::new();
        };
        let interrupts = s[v].is_rel("parataxis")
            && s.children_by(v, &["nsubj"])
                .next()
                .is_some_and(|n| !matches!(self.lemma(n).as_str(), "who" | "which"))
            && s.child(v, &["mark", "ccomp"]).is_none()
            // "The protests began when the ministry announced a tax."
            && s.child(v, &["obj"]).is_none_or(|o| self.can_be(o, true, true))
            && !self.colon_before(v);
        // "as students reject the offer" says when, "as they say" whose words.
        let as_says = s[v].is_rel("advcl")
            && s.children_by(v, &["mark", "advmod"])
                .any(|m| self.lemma(m) == "as")
            && s.child(v, &["obj", "ccomp", "xcomp", "obl"]).is_none();
        if !interrupts && !as_says {
            return Vec::new();
        }
        s.subtree_without(head, |t| t == v)
    }

    /// Whether a colon or semicolon parts the clause of `v` from what is before it.
    fn colon_before(&self, v: TokenId) -> bool {
        let s = self.syntax;
        let first = s.subtree(v).first().copied().unwrap_or(v);
        let before = first.index().checked_sub(1).map(TokenId::new);
        [before, Some(first)]
            .into_iter()
            .flatten()
            .any(|t| matches!(self.form(t), ":" | ";"))
    }

    pub fn is_that_clause(&self, c: TokenId) -> bool {
        let s = self.syntax;
        let that = s
            .children_by(c, &["mark"])
            .find(|&m| self.lemma(m) == "that");
        that.is_some_and(|m| {
            // "so that", "in order that" give a purpose.
            m.index()
                .checked_sub(1)
                .map(TokenId::new)
                .is_none_or(|before| {
                    !matches!(self.lemma(before).as_str(), "so" | "order" | "such" | "now")
                })
        })
    }

    /// A parataxis below the cue that holds what was said: before the cue, in
    /// quotation marks, or after a colon.
    fn is_reported_parataxis(&self, v: TokenId, c: TokenId) -> bool {
        let s = self.syntax;
        let outside = self.quotes_for(v).any(|q| q.holds(s[c].span.start()));
        let cue_itself = self.verb_entry(c).is_some() && s.child(c, &["nsubj"]).is_some() && c > v;
        if cue_itself && !outside {
            return false;
        }
        let between = s
            .subtree(c)
            .first()
            .is_some_and(|&f| (v.index()..f.index()).any(|i| self.form(TokenId::new(i)) == ":"));
        c < v || outside || between
    }

    /// "which says A, announced that B", "said that A, and claimed that B": a
    /// clause with "that" belongs to the cue nearest before it.
    fn belongs_to_another(&self, v: TokenId, c: TokenId) -> bool {
        let s = self.syntax;
        if !self.is_that_clause(c) {
            return false;
        }
        let first = s.subtree(c).first().copied().unwrap_or(c);
        if first < v {
            return first
                .index()
                .checked_sub(1)
                .map(TokenId::new)
                .is_some_and(|u| s[u].sentence == s[v].sentence && s[u].upos != Upos::Punct);
        }
        (v.index() + 1..first.index()).map(TokenId::new).any(|u| {
            self.verb_entry(u).is_some()
                && matches!(s[u].xpos.as_str(), "VBD" | "VBZ" | "VBP")
                && !s.is_within(u, c)
                && s.child(u, &["ccomp", "xcomp", "obj"]).is_none()
        })
    }

    /// "did not say who", "refused to say whether": nothing is reported.
    fn is_open_question(&self, v: TokenId, c: TokenId) -> bool {
        let s = self.syntax;
        let negated = s
            .children_by(v, &["advmod"])
            .any(|a| matches!(self.lemma(a).as_str(), "not" | "n't" | "never"))
            || s[v].is_rel("xcomp")
                && s[v].head.is_some_and(|h| {
                    matches!(self.lemma(h).as_str(), "refuse" | "decline" | "fail")
                });
        let first = s.subtree(c).first().copied().unwrap_or(c);
        negated
            && matches!(
                self.lemma(first).as_str(),
                "whether" | "if" | "who" | "what" | "when" | "where" | "why" | "how" | "which"
            )
    }

    /// Dependents of the cue that stand in quotation marks.
    fn quoted_dependents(&self, v: TokenId) -> Vec<TokenId> {
        let s = self.syntax;
        s.children(v)
            .iter()
            .filter(|&&c| {
                matches!(
                    s[c].relation(),
                    "ccomp" | "parataxis" | "obj" | "xcomp" | "obl" | "advcl"
                ) && self
                    .quotes_for(v)
                    .any(|q| q.holds(s[c].span.start()) && q.words(&self.article.text) > 1)
            })
            .fold(Vec::new(), |out, &c| union(out, s.subtree(c)))
    }

    /// "to go": complement or purpose clause with "to".
    fn infinitive(&self, v: TokenId) -> Vec<TokenId> {
        let s = self.syntax;
        let is_to = |c: TokenId| {
            s[c].xpos != "VBG"
                && s.children_by(c, &["mark", "case"])
                    .any(|m| self.lemma(m) == "to")
        };
        let mut out = Vec::new();
        for c in s.children_by(v, &["xcomp", "ccomp", "advcl"]) {
            // An adverbial infinitive before the verb is a purpose: "To win, he promised".
            if is_to(c) && c > v {
                out = union(out, s.subtree(c));
            }
        }
        if out.is_empty()
            && let Some(object) = self.deep_object(v).filter(|&o| o > v)
        {
            for c in s.children_by(object, &["acl"]) {
                if is_to(c) {
                    out = union(out, s.subtree(c));
                }
            }
        }
        out
    }

    /// "requested a meeting to discuss it": the thing that is wanted, when the
    /// infinitive that follows it hangs on the verb.
    fn thing_before(&self, v: TokenId, clause: &[TokenId]) -> Vec<TokenId> {
        let s = self.syntax;
        let Some(object) = s.child(v, &["obj"]).filter(|&o| o > v) else {
            return Vec::new();
        };
        let tokens = self.object_tokens(v);
        // Hung on the thing itself.
        if clause.first().is_some_and(|c| tokens.contains(c))
            && s[object].upos == Upos::Noun
            && !self.can_be(object, true, true)
        {
            return tokens;
        }
        let adjoins = tokens
            .last()
            .zip(clause.first())
            .is_some_and(|(a, b)| a.index() + 1 == b.index());
        let thing = s[object].upos == Upos::Noun && !self.can_be(object, true, true);
        if adjoins && thing { tokens } else { Vec::new() }
    }

    /// "denied attacking": an -ing complement.
    fn gerund(&self, v: TokenId) -> Vec<TokenId> {
        let s = self.syntax;
        s.children_by(v, &["xcomp", "ccomp", "obj"])
            .filter(|&c| c > v && s[c].xpos == "VBG")
            .fold(Vec::new(), |out, c| union(out, s.subtree(c)))
    }

    /// What the verb acts on: its object, the subject of a passive, or the
    /// noun that a participle modifies.
    pub fn deep_object(&self, v: TokenId) -> Option<TokenId> {
        let s = self.syntax;
        if !self.is_passive(v) {
            return s.child(v, &["obj"]).or_else(|| s.child(v, &["iobj"]));
        }
        self.passive_subject(v, 0)
    }

    fn passive_subject(&self, v: TokenId, depth: usize) -> Option<TokenId> {
        let s = self.syntax;
        if let Some(c) = s.child(v, &["nsubj:pass", "nsubj"]) {
            return Some(c);
        }
        let head = s[v].head?;
        match s[v].relation() {
            "acl" => Some(head),
            "conj" | "xcomp" | "advcl" if depth < 5 && s.child(v, &["expl"]).is_none() => {
                self.passive_subject(head, depth + 1)
            }
            _ => None,
        }
    }

    /// The words of the deep object, without the cue and what hangs on it.
    fn object_tokens(&self, v: TokenId) -> Vec<TokenId> {
        let s = self.syntax;
        let Some(object) = self.deep_object(v) else {
            return Vec::new();
        };
        s.subtree_without(object, |t| {
            t == v
                || s.is_within(v, t)
                || s[t].deprel == "acl:relcl" && self.comma_before(t)
                || s[t].is_rel("cc") && s[t].head == Some(object) && t < object
                || s[t].head == Some(object) && s[t].is_rel("parataxis")
        })
    }

    /// A clause set off by a comma adds to its noun rather than picking it out.
    pub fn comma_before(&self, clause: TokenId) -> bool {
        let s = self.syntax;
        let first = s.subtree(clause).first().copied().unwrap_or(clause);
        let parts = |t: TokenId| matches!(self.form(t), "," | "-" | "–" | "—" | "--");
        parts(first)
            || first
                .index()
                .checked_sub(1)
                .is_some_and(|i| parts(TokenId::new(i)))
    }

    fn object_content(&self, v: TokenId) -> Option<Vec<TokenId>> {
        let s = self.syntax;
        let object = self.deep_object(v)?;
        let pronoun = s[object].upos == Upos::Pron
            && matches!(
                self.lemma(object).as_str(),
                "who" | "which" | "what" | "that"
            )
            && !self.is_passive(v)
            // "disputes that": a demonstrative, unlike "that he disputes".
            && (object < v || self.lemma(object) != "that");
        let reflexive = s[object].feat("Reflex") == Some("Yes");
        // "dismissed 20 judges", "rejected the candidate": nobody's words.
        let person = matches!(self.lemma(v).as_str(), "dismiss" | "reject")
            && s[object].upos.is_noun()
            && self.can_be(object, true, false);
        if pronoun || reflexive || person {
            return None;
        }
        // "announced plans to leave": the infinitive belongs to the speech noun.
        let bases = forms::of_noun(&self.lemma(object), &self.form(object).to_lowercase());
        let speech = bases
            .iter()
            .any(|b| !self.cues.starting_with(CueClass::Noun, b).is_empty());
        // "expressed concern about the law": the law is what it is about.
        let about = |at: TokenId| {
            s.children_by(at, &["nmod", "obl"])
                .filter(|&c| c > object)
                .find(|&c| matches!(s.preposition(c).as_deref(), Some("about" | "over")))
        };
        if speech
            && matches!(self.lemma(v).as_str(), "express" | "voice" | "raise")
            && let Some(matter) = about(object).or_else(|| about(v))
        {
            let marker = s.child(matter, &["case"]);
            return Some(s.subtree_without(matter, |t| Some(t) == marker));
        }
        let mut tokens = self.object_tokens(v);
        if speech && !self.is_passive(v) {
            tokens = union(tokens, self.infinitive(v));
        }
        Some(union(tokens, self.as_what(v)))
    }

    /// "dismissed the letter as a routine inquiry": as what.
    fn as_what(&self, v: TokenId) -> Vec<TokenId> {
        let s = self.syntax;
        s.children_by(v, &["obl", "xcomp", "advcl"])
            .filter(|&c| c > v && self.marker(c).as_deref() == Some("as"))
            // "rejected the plan as talks began" says when.
            .filter(|&c| s.child(c, &["nsubj", "nsubj:pass"]).is_none())
            .fold(Vec::new(), |out, c| union(out, s.subtree(c)))
    }

    /// "called it a coup", "described the vote as free", passives of these.
    fn object_and_predicate(&self, v: TokenId) -> Option<Vec<TokenId>> {
        let s = self.syntax;
        let passive = self.is_passive(v);
        let mut predicate = Vec::new();
        let mut objects = 0;
        for &c in s.children(v) {
            let as_phrase = || {
                s.children_by(c, &["case", "mark"])
                    .any(|m| self.lemma(m) == "as")
            };
            match s[c].relation() {
                "xcomp" | "ccomp" if c > v => predicate.push(c),
                "obl" | "advcl" if c > v && as_phrase() => predicate.push(c),
                "obj" | "iobj" if !passive || c > v => {
                    objects += 1;
                    if objects > 1 || passive {
                        predicate.push(c);
                    }
                }
                _ => {}
            }
        }
        let object = self.object_tokens(v);
        if predicate.is_empty() {
            // "call [it a farce]", hung together by the parser.
            let inside = self.deep_object(v).is_some_and(|o| {
                o > v
                    && s.children_by(o, &["nmod", "acl"])
                        .any(|c| s.preposition(c).as_deref() == Some("as"))
                    || s.child(o, &["nsubj"]).is_some()
            });
            return inside.then_some(object);
        }
        let tokens = predicate
            .into_iter()
            .fold(object, |out, c| union(out, s.subtree(c)));
        Some(tokens)
    }

    /// A phrase or clause with the preposition, without the preposition.
    pub fn with_preposition(&self, head: TokenId, preposition: &str) -> Vec<TokenId> {
        let s = self.syntax;
        let mut out = Vec::new();
        for c in s.children_by(head, &["obl", "advcl", "ccomp", "xcomp", "nmod", "acl"]) {
            if c < head || self.marker(c).as_deref() != Some(preposition) {
                continue;
            }
            let marker = s.child(c, &["case", "mark"]);
            out = union(out, s.subtree_without(c, |t| Some(t) == marker));
        }
        if out.is_empty() || preposition != "for" {
            return out;
        }
        // "called for the army to leave": the infinitive belongs to it.
        for c in s.children_by(head, &["xcomp", "advcl"]) {
            if s.children_by(c, &["mark"]).any(|m| self.lemma(m) == "to") {
                out = union(out, s.subtree(c));
            }
        }
        out
    }
}

/// Both, in reading order, each token once.
pub(super) fn union(mut a: Vec<TokenId>, b: Vec<TokenId>) -> Vec<TokenId> {
    a.extend(b);
    a.sort_unstable();
    a.dedup();
    a
}
