//! Nouns and adjectives as cues: "the claim that ...", "his call for ...",
//! "is confident that ...".

use sayso_article::{TokenId, Upos};
use sayso_lexicon::{Attachment, CueClass, CueEntry};

use super::attached::union;
use super::verbs::Found;
use super::{Draft, Reader, forms};

/// Verbs that only carry a speech noun: "issued a warning", "made a plea".
const CARRIERS: [&str; 24] = [
    "make",
    "issue",
    "give",
    "have",
    "release",
    "publish",
    "voice",
    "express",
    "raise",
    "send",
    "deliver",
    "reiterate",
    "repeat",
    "renew",
    "launch",
    "join",
    "lodge",
    "file",
    "level",
    "post",
    "offer",
    "hold",
    "share",
    "sign",
];

/// Statements with a noun or adjective as cue, in order of the cue.
pub(super) fn drafts(r: &Reader) -> Vec<Draft> {
    let mut out = Vec::new();
    for i in 0..r.syntax.tokens().len() {
        let t = TokenId::new(i);
        let class = match r.syntax[t].upos {
            Upos::Noun => CueClass::Noun,
            Upos::Adj | Upos::Verb => CueClass::Adjective,
            _ => continue,
        };
        let bases = match class {
            CueClass::Noun => forms::of_noun(&r.lemma(t), &r.form(t).to_lowercase()),
            _ => vec![r.lemma(t), r.form(t).to_lowercase()],
        };
        let Some(entry) = bases
            .iter()
            .flat_map(|base| r.cues.starting_with(class, base))
            .find(|e| !e.lemma.contains(' '))
        else {
            continue;
        };
        let draft = match class {
            CueClass::Noun => r.noun(t, entry),
            _ => r.adjective(t, entry),
        };
        out.extend(draft);
    }
    out
}

impl Reader<'_> {
    fn noun(&self, n: TokenId, entry: &CueEntry) -> Option<Draft> {
        if self.syntax[n].is_rel("compound") {
            return None;
        }
        // "a claim that Moscow denied" says nothing of what was claimed.
        let denied = self.syntax.children_by(n, &["acl"]).any(|c| {
            matches!(
                self.lemma(c).as_str(),
                "deny" | "reject" | "dismiss" | "dispute" | "refute"
            ) && self.syntax.child(c, &["obj", "ccomp", "xcomp"]).is_none()
        });
        if denied {
            return None;
        }
        let source = self.source_of_noun(n, entry);
        for frame in &entry.takes {
            let tokens = match &frame.attachment {
                Attachment::Clause => self.clause_of_noun(n),
                Attachment::Infinitive => self.clauses_below(n, |r, c| {
                    r.has_child(c, "mark", "to") && r.syntax[c].deprel != "acl:relcl"
                }),
                Attachment::With(preposition) => self.with_preposition(n, preposition),
                _ => Vec::new(),
            };
            if tokens.is_empty() {
                continue;
            }
            // Without a named source only a that-clause is evidence enough.
            let clause = frame.attachment == Attachment::Clause;
            let weak = frame.unsure || source.is_none() && !clause;
            if weak && !self.votes.supports(n, &tokens) {
                continue;
            }
            let found = Found {
                tokens,
                frame: frame.clone(),
            };
            return self.draft(self.cue(n, &[], entry), source, &found, entry);
        }
        None
    }

    fn clauses_below(&self, n: TokenId, pick: impl Fn(&Self, TokenId) -> bool) -> Vec<TokenId> {
        let s = self.syntax;
        s.children_by(n, &["acl", "ccomp", "xcomp", "advcl"])
            .filter(|&c| c > n && pick(self, c))
            .fold(Vec::new(), |out, c| union(out, s.subtree(c)))
    }

    /// "the claim that ...", also without "that" where the tree has a clause;
    /// "the claim is that ...".
    fn clause_of_noun(&self, n: TokenId) -> Vec<TokenId> {
        let below = self.clauses_below(n, |r, c| {
            let s = r.syntax;
            let that = s
                .children_by(c, &["mark"])
                .any(|m| matches!(r.lemma(m).as_str(), "that" | "whether"));
            let bare = s[c].deprel != "acl:relcl"
                && s[c].upos != Upos::Noun
                && s.child(c, &["nsubj", "nsubj:pass"]).is_some()
                && s.child(c, &["mark"]).is_none();
            that || bare
        });
        if below.is_empty() {
            self.predicated_clause(n)
        } else {
            below
        }
    }

    /// "The claim is that the vote was bought": the clause heads the noun.
    fn predicated_clause(&self, n: TokenId) -> Vec<TokenId> {
        let s = self.syntax;
        let Some(head) = s[n].head.filter(|&h| h > n && s[n].is_rel("nsubj")) else {
            return Vec::new();
        };
        let that = s
            .children_by(head, &["mark"])
            .find(|&m| m > n && self.lemma(m) == "that");
        let be = s
            .children_by(head, &["cop"])
            .find(|&c| c > n && that.is_some_and(|m| c < m));
        match (be, that) {
            (Some(_), Some(that)) => {
                let mut clause = s.subtree(head);
                clause.retain(|&t| t > that);
                clause
            }
            _ => Vec::new(),
        }
    }

    /// Possessor, author ("by", "from"), or the subject of a carrying verb.
    fn source_of_noun(&self, n: TokenId, entry: &CueEntry) -> Option<TokenId> {
        let s = self.syntax;
        if let Some(owner) = s.child(n, &["nmod:poss"]) {
            return self.suits(entry, owner).then_some(owner);
        }
        for c in s.children_by(n, &["nmod", "obl"]) {
            if matches!(s.preposition(c).as_deref(), Some("by" | "from")) && self.suits(entry, c) {
                return Some(c);
            }
        }
        let verb = s[n].head.filter(|&u| {
            s[n].is_rel("obj")
                && s[u].upos == Upos::Verb
                && CARRIERS.contains(&self.lemma(u).as_str())
        })?;
        self.behind_verb(verb)
            .head()
            .filter(|&h| self.suits(entry, h))
    }

    fn adjective(&self, a: TokenId, entry: &CueEntry) -> Option<Draft> {
        let s = self.syntax;
        let predicative = s.child(a, &["cop", "aux:pass"]).is_some()
            || matches!(s[a].relation(), "xcomp" | "acl" | "conj" | "advcl");
        // "Make sure the doors are shut" says how things are to be, not what one believes.
        let made = s[a].is_rel("xcomp") && s[a].head.is_some_and(|v| self.lemma(v) == "make");
        if !predicative || made {
            return None;
        }
        let source = self.subject(a, 0).filter(|&h| self.suits(entry, h))?;
        entry.takes.iter().find_map(|frame| {
            let tokens = self.below_adjective(a, &frame.attachment);
            if tokens.is_empty() || frame.unsure && !self.votes.supports(a, &tokens) {
                return None;
            }
            let found = Found {
                tokens,
                frame: frame.clone(),
            };
            self.draft(self.cue(a, &[], entry), Some(source), &found, entry)
        })
    }

    fn below_adjective(&self, a: TokenId, how: &Attachment) -> Vec<TokenId> {
        let s = self.syntax;
        let clause = |relations: &[&str], mark: &[&str]| {
            s.children_by(a, relations)
                .filter(|&c| {
                    c > a
                        && (s[c].is_rel("ccomp")
                            || s.children_by(c, &["mark"])
                                .any(|m| mark.contains(&self.lemma(m).as_str())))
                })
                .fold(Vec::new(), |out, c| union(out, s.subtree(c)))
        };
        match how {
            Attachment::Clause => clause(&["ccomp", "advcl"], &["that", "whether"]),
            Attachment::Infinitive => clause(&["xcomp", "advcl"], &["to"]),
            Attachment::With(preposition) => self.with_preposition(a, preposition),
            _ => Vec::new(),
        }
    }
}
