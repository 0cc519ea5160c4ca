//! Sources that the tree misreads: titles and names cut off from each other,
//! subjects that hang on another word, datelines taken for subjects.

use sayso_article::{NameKind, TokenId, Upos};

use super::Reader;

impl Reader<'_> {
    /// For a verb without subject in the tree: the person or body named right
    /// behind it (`..., argued the envoy`) or right before it.
    pub fn beside_verb(&self, v: TokenId) -> Option<TokenId> {
        let s = self.syntax;
        if s.child(v, &["expl", "csubj"]).is_some() || s[v].xpos == "VBG" || s[v].xpos == "VB" {
            return None;
        }
        let behind = s.children_by(v, &["obj", "obl"]).find(|&t| {
            t > v
                && s.preposition(t).is_none()
                && s.subtree(t)
                    .first()
                    .is_some_and(|f| f.index() == v.index() + 1)
        });
        let before = || {
            let mut at = v.index().checked_sub(1).map(TokenId::new)?;
            while s[at].upos == Upos::Adv {
                at = at.index().checked_sub(1).map(TokenId::new)?;
            }
            let first = s.sentence_of(v).first;
            while let Some(head) = s[at].head.filter(|&h| h < v && h >= first) {
                let inside = matches!(
                    s[at].relation(),
                    "det" | "amod" | "compound" | "nummod" | "nmod" | "flat" | "appos"
                );
                if !inside || !s[head].upos.is_nominal() {
                    break;
                }
                at = head;
            }
            let free = matches!(
                s[at].relation(),
                "nsubj" | "root" | "parataxis" | "dep" | "list"
            );
            (s[at].sentence == s[v].sentence
                && s[at].upos.is_nominal()
                && free
                && s[at].head != Some(v))
            .then_some(at)
        };
        behind
            .or_else(before)
            .filter(|&t| self.can_be(t, true, true))
    }

    /// "ORVAN (Agency) --": the place and agency before the first sentence,
    /// which the tree takes for its subject.
    pub fn is_dateline(&self, t: TokenId) -> bool {
        let s = self.syntax;
        let first = s.subtree(t).first().copied().unwrap_or(t);
        let form = self.form(first);
        let next = TokenId::new(first.index() + 1);
        let at = s[first].span.start();
        form.len() > 3
            && form.chars().any(char::is_alphabetic)
            && !form.chars().any(char::is_lowercase)
            && self.article.blocks.iter().any(|b| b.span.start() == at)
            && next.index() < s.tokens().len()
            && matches!(self.form(next), "(" | "/" | "-" | "--" | "–" | "—")
    }

    /// A title that the tree makes a subject of its own: "Rep." before a name.
    pub fn take_title(&self, head: TokenId, run: &mut Vec<TokenId>) {
        let s = self.syntax;
        let Some(before) = run
            .first()
            .and_then(|f| f.index().checked_sub(1))
            .map(TokenId::new)
        else {
            return;
        };
        let sibling = s
            .children_by(s[head].head.unwrap_or(head), &["nsubj"])
            .find(|&t| {
                t != head
                    && s[t].is_rel(s[head].relation())
                    && s.subtree(t).last() == Some(&before)
                    && !self.is_dateline(t)
            });
        if let Some(title) = sibling {
            let mut whole = s.subtree(title);
            whole.append(run);
            *run = whole;
        }
    }

    /// The name right behind a role or kind of body, however the tree
    /// attaches it: "the daily Meridian", "the prosecutor, Ana Reyes", "the
    /// assembly's speaker Ana Reyes".
    pub fn take_name(&self, head: TokenId, run: &mut Vec<TokenId>) {
        let s = self.syntax;
        let Some(&last) = run.last() else { return };
        let person = |t: TokenId| {
            s.names
                .iter()
                .find(|n| n.first <= t && t < n.end)
                .filter(|n| n.kind == NameKind::Person)
        };
        if run.iter().any(|&t| person(t).is_some()) || s[head].upos == Upos::Pron {
            return;
        }
        let end = s.sentence_of(head).end.index();
        let mut at = last.index() + 1;
        let comma = at < end && self.form(TokenId::new(at)) == ",";
        // "According to prosecutors, Ana Reyes fled": the comma ends the phrase.
        if comma && s.preposition(head).is_some() {
            return;
        }
        at += usize::from(comma);
        let mut titled = false;
        let start = at;
        let name = loop {
            if at >= end || at > start + 4 {
                return;
            }
            let t = TokenId::new(at);
            if let Some(name) = s.names.iter().find(|n| n.first == t) {
                let body = name.kind == NameKind::Organization && !comma && !titled;
                if name.kind == NameKind::Person || body {
                    break name;
                }
            }
            let title =
                s[t].upos.is_noun() || self.form(t).ends_with('.') && s[t].upos != Upos::Punct;
            if !title {
                return;
            }
            titled |= self.cues.is_speaker(&self.lemma(t)) || self.form(t).ends_with('.');
            at += 1;
        };
        let role = s[head].upos == Upos::Noun && self.can_be(head, true, true);
        let fits = if name.kind == NameKind::Person {
            titled || at == start && role
        } else {
            at == start && role && s[head].feat("Number") != Some("Plur")
        };
        // The name ends the phrase: "the mayor, Ana Reyes, said".
        let behind = TokenId::new(name.end.index());
        let ends = behind.index() >= end
            || matches!(
                s[behind].upos,
                Upos::Punct | Upos::Verb | Upos::Aux | Upos::Adv
            )
            || matches!(self.form(behind), "on" | "in" | "at");
        let possessor = behind.index() < end && s[behind].xpos == "POS";
        if fits && ends && !possessor && (!comma || at > last.index() + 1) {
            let whole = (last.index() + 1..name.end.index()).map(TokenId::new);
            run.extend(whole);
        }
    }
}
