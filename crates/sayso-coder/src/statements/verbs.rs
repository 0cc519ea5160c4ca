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
            // "characterised by fever": by what, not by whom.
            Behind::Unnamed if self.is_by_a_thing(v) => false,
            Behind::Unnamed => entry.lemma != "ask",
            // "Oduya: ..., said at the airport": only a quotation can save it.
            Behind::Nothing => {
                self.syntax.child(v, &["nsubj", "expl", "csubj"]).is_none() && self.votes.cue(v)
            }
        }
    }

    /// Whether the "by" of a passive names something that cannot speak.
    fn is_by_a_thing(&self, v: TokenId) -> bool {
        let s = self.syntax;
        s.children_by(v, &["obl"]).any(|c| {
            s[c].upos == Upos::Noun
                && s.preposition(c).as_deref() == Some("by")
                && !self.can_be(c, true, true)
        })
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
        // "That is to say, nobody came."
        let before = |n: usize| {
            let i = v.index().checked_sub(n)?;
            Some(self.form(TokenId::new(i)).to_lowercase())
        };
        let that_is_to = [before(3), before(2), before(1)];
        if that_is_to.iter().flatten().eq(["that", "is", "to"].iter()) {
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
            .filter(|&t| t < v && self.own_subject(v) == Some(t))
            .filter(|&t| !matches!(self.lemma(t).as_str(), "who" | "which"))?;
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
        tokens = self.after_break(head, tokens);
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
        tokens = self.to_models_end(head, tokens);
        tokens = self.without_what_follows(head, tokens, &entry.lemma, clause);
        if clause {
            tokens = self.after_that(head, tokens);
        }
        // "in what observers said was the fairest vote": "the fairest vote".
        let of_what = self.syntax[head].deprel == "acl:relcl"
            && self.syntax[head]
                .head
                .is_some_and(|h| self.lemma(h) == "what");
        if of_what
            && tokens
                .first()
                .is_some_and(|&t| self.syntax[t].is_rel("cop") && t > head)
        {
            tokens.remove(0);
        }
        let contents = self.pieces(head, &tokens);
        if contents.is_empty() || self.asks_for_anonymity(&contents) {
            return None;
        }
        let class = entry.class.name();
        let name = found.frame.attachment.name();
        let supported = self.votes.supports(head, &tokens);
        if self.votes.denies(head, &tokens) {
            return None;
        }
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
            inside: None,
        })
    }
}
