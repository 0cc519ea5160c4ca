//! Verb cues: "X said that ...", "... was believed to ...", "urged Y to ...".

use sayso_article::{Span, TokenId, Upos};
use sayso_lexicon::{Attachment, CueClass, CueEntry, Frame};

use super::sources::Behind;
use super::{Draft, Reader, forms};
use crate::layers::{Cue, Force};

/// Content that one frame of an entry found.
pub(super) struct Found {
    /// Its tokens, in reading order.
    pub tokens: Vec<TokenId>,
    /// The frame that found it.
    pub frame: Frame,
}

/// Statements with a verb as cue, in order of the verb.
pub(super) fn drafts(r: &Reader) -> Vec<Draft> {
    let mut out = Vec::new();
    for i in 0..r.syntax.tokens().len() {
        let v = TokenId::new(i);
        let Some((entry, words)) = r.verb_entry(v) else {
            continue;
        };
        let behind = r.behind_verb(v);
        if !r.verb_may_speak(v, entry, behind) || r.is_not_said(v, entry, behind) {
            continue;
        }
        let Some(found) = r
            .verb_content(v, entry, behind)
            .or_else(|| r.sentence_before(v, entry, behind))
        else {
            continue;
        };
        let cue = r.cue(v, &words, entry);
        let source = behind.head().or_else(|| match behind {
            Behind::Nothing => r.beside_verb(v).filter(|&t| r.suits(entry, t)),
            _ => None,
        });
        out.extend(r.draft(cue, source, &found, entry));
    }
    out
}

impl Reader<'_> {
    /// The lexicon entry of a verb in cue position, with the tokens of its
    /// further words.
    pub fn verb_entry(&self, v: TokenId) -> Option<(&CueEntry, Vec<TokenId>)> {
        let s = self.syntax;
        let token = &s[v];
        let verbal = token.upos == Upos::Verb
            // "accused of lying": participles come tagged as adjectives, too.
            || token.upos == Upos::Adj && token.xpos == "VBN";
        if !verbal
            || matches!(
                token.relation(),
                "amod" | "compound" | "case" | "fixed" | "mark"
            )
        {
            return None;
        }
        let form = self.form(v).to_lowercase();
        forms::of_verb(&self.lemma(v), &form)
            .iter()
            .find_map(|lemma| {
                self.cues
                    .starting_with(CueClass::Verb, lemma)
                    .iter()
                    .find_map(|entry| Some((entry, self.further_words(v, entry)?)))
            })
    }

    /// The tokens of an entry's words behind the first, all of them below `head`.
    fn further_words(&self, head: TokenId, entry: &CueEntry) -> Option<Vec<TokenId>> {
        let s = self.syntax;
        entry
            .further_words()
            .map(|word| {
                s.children(head)
                    .iter()
                    .flat_map(|&c| std::iter::once(c).chain(s.children(c).iter().copied()))
                    .find(|&c| {
                        c > head
                            && (self.lemma(c) == word || self.form(c).eq_ignore_ascii_case(word))
                            && c.index() <= head.index() + 5
                    })
            })
            .collect()
    }

    /// Whether the verb reports speech here, as far as its subject goes.
    pub fn verb_may_speak(&self, v: TokenId, entry: &CueEntry, behind: Behind) -> bool {
        match behind {
            Behind::Phrase(head) => head != v && self.suits(entry, head) && !self.is_nobody(head),
            // "Asked whether", "asked to leave": who asks does not matter.
            // "the suspected gunman": mostly what the police do, not what they say.
            Behind::Unnamed if entry.lemma == "suspect" => self.votes.cue(v),
            Behind::Unnamed => entry.lemma != "ask",
            // "Oduya: ..., said at the airport": only a quotation can save it.
            Behind::Nothing => {
                self.syntax.child(v, &["nsubj", "expl", "csubj"]).is_none() && self.votes.cue(v)
            }
        }
    }

    /// What nobody says (yet), and what only repeats who speaks: "did not
    /// confirm that", "may offer to", "courts should decide who", and "I hope"
    /// in a quotation, whose speaker is told around it.
    pub fn is_not_said(&self, v: TokenId, entry: &CueEntry, behind: Behind) -> bool {
        let s = self.syntax;
        let negated = s
            .children_by(v, &["advmod"])
            .any(|a| matches!(self.lemma(a).as_str(), "not" | "n't" | "n’t" | "never"));
        // "Asked whether he would sign, he smiled": who asks does not matter.
        let asked = entry.lemma == "ask"
            && s[v].is_rel("advcl")
            && s[v].xpos != "VBG"
            && s.child(v, &["aux", "mark"]).is_none()
            && self.own_subject(v).is_none();
        if asked {
            return true;
        }
        // "does not believe that" tells a belief all the same.
        if negated && entry.force != Force::Suppose {
            return true;
        }
        let modal = s
            .children_by(v, &["aux"])
            .any(|a| s[a].xpos == "MD" && !self.form(a).eq_ignore_ascii_case("cannot"));
        if modal && !self.quotes_for(v).any(|q| self.words_between(v, q) <= 3) {
            return true;
        }
        let first_person = behind
            .head()
            .is_some_and(|h| matches!(self.lemma(h).as_str(), "i" | "we"));
        first_person
            && !matches!(entry.force, Force::Demand | Force::Deny)
            && self.quotes_around(s[v].span.start()).next().is_some()
    }

    /// The first frame of the entry that finds content.
    fn verb_content(&self, v: TokenId, entry: &CueEntry, behind: Behind) -> Option<Found> {
        entry.takes.iter().find_map(|frame| {
            let tokens = self.attached(v, &frame.attachment, behind)?;
            // "The bill was criticised": who says it, and what, is too open.
            let open = behind == Behind::Unnamed
                && matches!(
                    frame.attachment,
                    Attachment::Object | Attachment::ObjectPredicate
                );
            if (frame.unsure || open) && !self.votes.supports(v, &tokens) {
                return None;
            }
            Some(Found {
                tokens,
                frame: frame.clone(),
            })
        })
    }

    /// "Nine men were held, residents and a group said." The cue ends its
    /// sentence: all before the comma is content, whatever the tree says.
    fn sentence_before(&self, v: TokenId, entry: &CueEntry, behind: Behind) -> Option<Found> {
        let s = self.syntax;
        let frame = entry
            .takes
            .iter()
            .find(|f| f.attachment == Attachment::Clause && !f.unsure)?;
        let subject = behind
            .head()
            .filter(|&t| t < v && self.own_subject(v) == Some(t))?;
        let phrase = s.subtree(subject);
        let first = phrase.into_iter().find(|&t| s[t].upos != Upos::Punct)?;
        let comma = first.index().checked_sub(1).map(TokenId::new)?;
        let sentence = s.sentence_of(v);
        let adverb = |t: TokenId| s[t].upos == Upos::Adv || s.is_within(t, subject);
        let ends = sentence
            .tokens()
            .filter(|&t| t > v)
            .all(|t| s[t].upos == Upos::Punct || s.is_within(t, v));
        let plain = matches!(s[v].xpos.as_str(), "VBD" | "VBZ" | "VBP")
            && matches!(s[v].relation(), "root" | "ccomp" | "parataxis" | "conj")
            && self.form(comma) == ","
            && s[comma].sentence == s[v].sentence
            && (first.index()..v.index()).all(|i| adverb(TokenId::new(i)))
            && ends
            && s.child(v, &["obj", "iobj", "xcomp"]).is_none();
        let tokens: Vec<TokenId> = sentence.tokens().filter(|&t| t < comma).collect();
        let clause = tokens
            .iter()
            .any(|&t| matches!(s[t].xpos.as_str(), "VBD" | "VBZ" | "VBP" | "VBN" | "MD"));
        // "When they met, he answered": that says when.
        let main = tokens.first().is_some_and(|&t| {
            let adverbial = matches!(s[t].upos, Upos::Sconj | Upos::Verb | Upos::Adp | Upos::Adv);
            !adverbial
        });
        (plain && clause && main).then(|| Found {
            tokens,
            frame: frame.clone(),
        })
    }

    /// The tokens that hang on a verb in the given way.
    fn attached(&self, v: TokenId, how: &Attachment, behind: Behind) -> Option<Vec<TokenId>> {
        let tokens = match how {
            Attachment::Clause => self.clause_content(v, behind),
            Attachment::Quote => self.quoted_dependents(v),
            Attachment::Infinitive => self.infinitive(v),
            Attachment::Gerund => self.gerund(v),
            Attachment::Object => self.object_content(v)?,
            Attachment::AddresseeInfinitive => {
                self.deep_object(v)?;
                self.infinitive(v)
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
            && s.children_by(v, &["nsubj"]).next().is_some()
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

    fn is_that_clause(&self, c: TokenId) -> bool {
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
        self.form(first) == ","
            || first
                .index()
                .checked_sub(1)
                .is_some_and(|i| self.form(TokenId::new(i)) == ",")
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
        if pronoun || reflexive {
            return None;
        }
        // "announced plans to leave": the infinitive belongs to the speech noun.
        let bases = forms::of_noun(&self.lemma(object), &self.form(object).to_lowercase());
        let speech = bases
            .iter()
            .any(|b| !self.cues.starting_with(CueClass::Noun, b).is_empty());
        let mut tokens = self.object_tokens(v);
        if speech && !self.is_passive(v) {
            tokens = union(tokens, self.infinitive(v));
        }
        Some(tokens)
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

    /// "who asked not to be named": a wish about the article, not its matter.
    pub fn asks_for_anonymity(&self, contents: &[Span]) -> bool {
        let [only] = contents else {
            return false;
        };
        let words = self.article.slice(*only).to_lowercase();
        let words = words.strip_prefix("not ").unwrap_or(&words);
        words.ends_with("anonymity")
            || ["named", "identified", "quoted", "cited"]
                .iter()
                .any(|w| words.starts_with(&format!("to be {w}")))
    }

    /// A draft from a cue and the content found for it; `None` when nothing
    /// is left of the content.
    pub fn draft(
        &self,
        mut cue: Cue,
        source: Option<TokenId>,
        found: &Found,
        entry: &CueEntry,
    ) -> Option<Draft> {
        let head = cue.head;
        cue.force = found.frame.force.unwrap_or(cue.force);
        let mut tokens = found.tokens.clone();
        let excluded: Vec<TokenId> = source
            .filter(|&h| !tokens.contains(&h) || !self.syntax.is_within(head, h))
            .map(|h| self.source_tokens(h))
            .unwrap_or_default();
        tokens.retain(|t| *t != head && !excluded.contains(t));
        if matches!(
            found.frame.attachment,
            Attachment::Object | Attachment::With(_)
        ) {
            tokens = self.with_terms(head, tokens);
        }
        if found.frame.attachment == Attachment::Clause {
            tokens = self.behind_break(head, tokens);
            tokens = self.up_to_break(head, tokens);
        }
        let clause = found.frame.attachment == Attachment::Clause;
        tokens = self.without_what_follows(head, tokens, &entry.lemma, clause);
        let contents = self.pieces(head, &tokens);
        if contents.is_empty() || self.asks_for_anonymity(&contents) {
            return None;
        }
        let class = entry.class.name();
        let name = found.frame.attachment.name();
        let supported = self.votes.supports(head, &tokens);
        let base: f32 = match (&found.frame.attachment, found.frame.unsure) {
            (_, true) => 0.6,
            (Attachment::Clause | Attachment::Quote, _) => 0.9,
            _ => 0.75,
        };
        Some(Draft {
            rule: format!("cue/{class}/{}/{name}", entry.lemma.replace(' ', "-")).into(),
            cue: Some(cue),
            source,
            contents,
            confidence: if supported { base + 0.08 } else { base },
            note: if supported {
                "the model marks an attribution here, too".to_owned()
            } else {
                String::new()
            },
            continues: None,
        })
    }
}

/// Both, in reading order, each token once.
pub(super) fn union(mut a: Vec<TokenId>, b: Vec<TokenId>) -> Vec<TokenId> {
    a.extend(b);
    a.sort_unstable();
    a.dedup();
    a
}
