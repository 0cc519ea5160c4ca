//! Where content ends: what the sentence goes on with after it, and what the
//! article adds in its own voice, is none of it.

use sayso_article::{TokenId, Upos};

use super::Reader;
use super::quotes::Quotation;

/// Nouns with which the narrator sums up what was just said and comments on
/// it: "..., a move that angered many".
const COMMENTS: [&str; 40] = [
    "accusation",
    "act",
    "allegation",
    "argument",
    "assertion",
    "attempt",
    "charge",
    "claim",
    "comment",
    "concession",
    "condition",
    "course",
    "decision",
    "demand",
    "denial",
    "description",
    "development",
    "fact",
    "figure",
    "idea",
    "measure",
    "move",
    "notion",
    "position",
    "possibility",
    "practice",
    "proposal",
    "prospect",
    "reference",
    "remark",
    "request",
    "ruling",
    "something",
    "stance",
    "step",
    "suggestion",
    "term",
    "version",
    "view",
    "word",
];

/// Cues that pass on what was said as it was said, with all its clauses.
const NEUTRAL: [&str; 17] = [
    "say",
    "tell",
    "add",
    "state",
    "report",
    "claim",
    "announce",
    "note",
    "write",
    "explain",
    "inform",
    "confirm",
    "contend",
    "argue",
    "according to",
    "as per",
    "per",
];

impl Reader<'_> {
    /// Keeps narration out of quoted content: where what stands right beside
    /// the cue is a quotation that ends like a sentence, the words on its
    /// other side are none of it (`He wept. "They fled," he said`; `said "We
    /// lost," and the flag was lowered`).
    pub fn without_narration(&self, v: TokenId, tokens: Vec<TokenId>) -> Vec<TokenId> {
        let s = self.syntax;
        let text = &self.article.text;
        let quotes: Vec<_> = self.quotes_for(v).collect();
        let closed = |t: Option<&TokenId>| {
            let at = s[*t?].span.start();
            quotes.iter().find(|q| {
                q.holds(at)
                    && q.words(text) > 2
                    && text
                        .get(..q.end())
                        .is_some_and(|t| t.ends_with([',', '.', '!', '?']))
            })
        };
        let word = |t: &&TokenId| s[**t].upos != Upos::Punct;
        // `Aid "must reach the town," he said` is one clause.
        let before = closed(tokens.iter().rev().filter(|&&t| t < v).find(word))
            .is_some_and(|q| q.starts_like_sentence(text));
        // A few words may stand between: `told the court "They fled."`
        let after = tokens
            .iter()
            .filter(|&&t| t > v)
            .filter(word)
            .take(5)
            .enumerate()
            .find_map(|(n, t)| {
                let q = closed(Some(t))?;
                let whole = q.starts_like_sentence(text);
                (n == 0 || whole).then_some(())
            })
            .is_some();
        tokens
            .into_iter()
            .filter(|&t| {
                // A quoted word or two of another clause is none of it either.
                let long = |q: &Quotation| !(before && t > v) || q.words(text) > 2;
                let quoted = quotes.iter().any(|q| q.holds(s[t].span.start()) && long(q));
                quoted || !(before || t > v && after)
            })
            .collect()
    }

    /// Leaves out of content that stands behind its cue what a misread tree
    /// adds from before a semicolon: that is what somebody else says ("The
    /// union says ten were hurt; the ministry puts the number at four").
    pub fn after_break(&self, anchor: TokenId, tokens: Vec<TokenId>) -> Vec<TokenId> {
        let s = self.syntax;
        let quoted = |t: TokenId| self.quotes_for(anchor).any(|q| q.holds(s[t].span.start()));
        if tokens.last().is_none_or(|&l| l < anchor) || tokens.iter().any(|&t| quoted(t)) {
            return tokens;
        }
        let first = s.sentence_of(anchor).first.index();
        let before = (first..anchor.index()).map(TokenId::new);
        let Some(semicolon) = before.rev().find(|&t| self.form(t) == ";") else {
            return tokens;
        };
        tokens.into_iter().filter(|&t| t > semicolon).collect()
    }

    /// Cuts unquoted content where a semicolon or a "but" with a subject of
    /// its own begins a new assertion.
    pub fn up_to_break(&self, anchor: TokenId, tokens: Vec<TokenId>) -> Vec<TokenId> {
        let s = self.syntax;
        let quoted = |t: TokenId| self.quotes_for(anchor).any(|q| q.holds(s[t].span.start()));
        let breaks = |k: usize| {
            let t = tokens[k];
            let next = tokens.get(k + 1).copied();
            if quoted(t) || t < anchor && tokens.last().is_some_and(|&l| l > anchor) {
                return false;
            }
            // "The deal, he said, was dead; nobody mourned it": still his words.
            let interrupted = s[anchor].upos == Upos::Verb
                && tokens.first().is_some_and(|&f| f < anchor)
                && tokens[..k]
                    .iter()
                    .any(|&t| t > anchor && s[t].upos != Upos::Punct);
            match self.form(t) {
                ";" => {
                    !interrupted
                        && next.is_some_and(|n| self.lemma(n) != "that" && !s[n].is_rel("cc"))
                }
                // "said that A, but that B": the second "that" keeps B reported.
                "but" => {
                    next.is_none_or(|n| self.lemma(n) != "that")
                        && s[t].is_rel("cc")
                        && s[t].head.is_some_and(|h| {
                            s[h].is_rel("conj") && s.child(h, &["nsubj"]).is_some()
                        })
                }
                _ => false,
            }
        };
        let end = (1..tokens.len())
            .find(|&k| breaks(k))
            .unwrap_or(tokens.len());
        tokens[..end].to_vec()
    }

    /// Cuts unquoted content before the cue to what stands behind the last
    /// colon or semicolon ("He was calm: the vote, he said, was fair").
    pub fn behind_break(&self, anchor: TokenId, tokens: Vec<TokenId>) -> Vec<TokenId> {
        let s = self.syntax;
        let text = &self.article.text;
        let free = |t: TokenId| {
            let at = s[t].span.start();
            // A mark at the end of a quotation parts it from the cue.
            !self.quotes_for(anchor).any(|q| q.holds(at))
                && !text
                    .get(..at)
                    .is_some_and(|b| b.trim_end().ends_with(super::contents::is_mark))
        };
        let Some(&first) = tokens.first() else {
            return tokens;
        };
        // The mark itself need not be among the tokens.
        let from = (first.index()..anchor.index())
            .rev()
            .map(TokenId::new)
            .find(|&t| matches!(self.form(t), ":" | ";") && free(t));
        match from {
            Some(k) => {
                let rest: Vec<TokenId> = tokens.iter().copied().filter(|&t| t > k).collect();
                let words = rest.iter().any(|&t| s[t].upos != Upos::Punct);
                if words { rest } else { tokens }
            }
            None => tokens,
        }
    }

    /// Leaves out what is not reported any more: a comment of the narrator
    /// ("..., a move that ..."), what the source does next ("..., they said,
    /// and left", "said it was fair and thanked the voters"), and what goes
    /// with the saying when that stands behind the content ("..., he said,
    /// adding that").
    ///
    /// Cues that judge or demand (all but `NEUTRAL`) also leave a relative
    /// clause or apposition behind the last comma to the narrator: "urged the
    /// court to free Ana Reyes, who has been held since May".
    pub fn without_what_follows(
        &self,
        anchor: TokenId,
        tokens: Vec<TokenId>,
        lemma: &str,
        clause: bool,
    ) -> Vec<TokenId> {
        let s = self.syntax;
        let quoted = |t: TokenId| self.quotes_for(anchor).any(|q| q.holds(s[t].span.start()));
        // `said it took "years." The talks began in May`: one sentence to the tree.
        let closed = |k: usize| {
            let t = s[tokens[k]].span;
            self.form(tokens[k]).starts_with(char::is_uppercase)
                && self.quotes_for(anchor).any(|q| {
                    let gap = self.article.text.get(q.end()..t.start());
                    let inside = self.article.text.get(..q.end()).unwrap_or_default();
                    inside.ends_with(['.', '!', '?'])
                        && gap.is_some_and(|g| !g.contains(char::is_alphanumeric))
                })
        };
        let comment = (1..tokens.len())
            .find(|&k| !quoted(tokens[k]) && (self.comments(&tokens, k) || closed(k)));
        let mut tokens = tokens;
        if let Some(k) = comment {
            tokens.truncate(k);
        }
        let gone: Vec<TokenId> = tokens
            .iter()
            .copied()
            .filter(|&t| !quoted(t) && (self.goes_with_cue(anchor, t) || self.escapes(t).is_some()))
            .flat_map(|t| s.subtree(t))
            .collect();
        tokens.retain(|t| !gone.contains(t));
        let background = tokens.iter().copied().find(|&t| {
            !NEUTRAL.contains(&lemma)
                && !quoted(t)
                && self.is_background(t)
                && !(clause && s[t].is_rel("appos"))
                && s.subtree(t).last() >= tokens.iter().rfind(|t| s[**t].upos != Upos::Punct)
        });
        if let Some(t) = background {
            let gone = s.subtree(t);
            tokens.retain(|t| !gone.contains(t));
        }
        tokens
    }

    /// "said that whenever rain fell, the road closed": the content begins
    /// behind "that", wherever the tree hangs what follows it.
    pub fn after_that(&self, anchor: TokenId, tokens: Vec<TokenId>) -> Vec<TokenId> {
        let s = self.syntax;
        let Some(&first) = tokens.first().filter(|&&t| t > anchor) else {
            return tokens;
        };
        let that = (anchor.index() + 1..first.index())
            .map(TokenId::new)
            .rfind(|&t| s[t].is_rel("mark") && self.lemma(t) == "that");
        let near = that.filter(|&m| {
            m.index() <= anchor.index() + 6 && s[m].head.is_some_and(|h| tokens.contains(&h))
        });
        let mut tokens = tokens;
        if let Some(m) = near {
            let mut more: Vec<TokenId> = (m.index() + 1..first.index()).map(TokenId::new).collect();
            more.append(&mut tokens);
            return more;
        }
        tokens
    }

    /// Adds what the tree hangs on the cue though it limits what is announced
    /// or wanted: "announced a boycott from June if the tax stays",
    /// "expects no snow before May".
    pub fn with_terms(&self, anchor: TokenId, tokens: Vec<TokenId>) -> Vec<TokenId> {
        let s = self.syntax;
        let mut tokens = tokens;
        for c in s.children_by(anchor, &["obl", "advcl"]) {
            let part = s.subtree(c);
            let word = part.first().map(|&t| self.lemma(t)).unwrap_or_default();
            let limits = if s[c].is_rel("advcl") {
                matches!(word.as_str(), "if" | "unless")
            } else {
                // "demanded a fee from the firm" tells from whom.
                matches!(word.as_str(), "before" | "until" | "till" | "from")
                    && !self.can_be(c, true, false)
            };
            let adjoins = tokens.last().zip(part.first()).is_some_and(|(a, b)| {
                b > a && (a.index() + 1..b.index()).all(|i| s[TokenId::new(i)].upos == Upos::Punct)
            });
            if limits && adjoins && tokens.iter().all(|t| *t > anchor) {
                tokens.extend(part);
            }
        }
        tokens
    }

    /// A clause or apposition that adds to a noun: ", who ...", ", a ...".
    fn is_background(&self, t: TokenId) -> bool {
        let s = self.syntax;
        let first = s
            .subtree(t)
            .into_iter()
            .find(|&x| s[x].upos != Upos::Punct)
            .unwrap_or(t);
        let opens = |words: &[&str]| words.contains(&self.form(first).to_lowercase().as_str());
        let adds = s[t].deprel == "acl:relcl" && opens(&["who", "which", "whose", "where"])
            || s[t].is_rel("appos") && opens(&["a", "an"]);
        adds && s[t].head.is_some_and(|h| h < first) && self.comma_before(t)
    }

    /// Whether a comment of the narrator begins at `tokens[k]`: a comma or
    /// dash, "a", and a summing noun with a clause.
    fn comments(&self, tokens: &[TokenId], k: usize) -> bool {
        let s = self.syntax;
        if self.lemma(tokens[k]) == "without" && self.withholds(tokens[k]) {
            return true;
        }
        if !matches!(self.form(tokens[k]), "," | "-" | "–" | "—" | "--" | "(") {
            return false;
        }
        let Some(&next) = tokens.get(k + 1) else {
            return false;
        };
        if self.explains(&tokens[k + 1..]) {
            return true;
        }
        let opens = matches!(self.lemma(next).as_str(), "a" | "an" | "something");
        opens
            && tokens[k + 1..].iter().take(4).any(|&n| {
                s[n].upos.is_nominal()
                    && COMMENTS.contains(&self.lemma(n).as_str())
                    && s.children_by(n, &["acl", "ccomp"]).any(|c| c > n)
            })
    }

    /// What words of a source mean, as the narrator tells it: ", in an apparent
    /// reference to", ", referring to", " – its term for".
    fn explains(&self, rest: &[TokenId]) -> bool {
        let word = |i: usize| rest.get(i).map(|&t| self.form(t).to_lowercase());
        let words: Vec<String> = (0..6).map_while(word).collect();
        let at = |i: usize| words.get(i).map_or("", String::as_str);
        let refers = |i: usize| matches!(at(i), "referring" | "alluding") && at(i + 1) == "to";
        let reference = at(0) == "in"
            && words
                .windows(2)
                .any(|w| matches!(w[0].as_str(), "reference" | "allusion" | "nod") && w[1] == "to");
        let name = matches!(at(0), "his" | "her" | "its" | "their" | "the" | "a" | "an")
            && words.windows(2).any(|w| {
                let noun = matches!(
                    w[0].as_str(),
                    "term" | "name" | "word" | "acronym" | "euphemism"
                );
                noun && w[1] == "for"
            });
        refers(0) || at(0).ends_with("ly") && refers(1) || reference || name
    }

    /// "..., without elaborating", "without giving details": about the saying.
    fn withholds(&self, without: TokenId) -> bool {
        let verb = self.syntax[without].head;
        verb.is_some_and(|v| {
            self.syntax[v].xpos == "VBG"
                && matches!(
                    self.lemma(v).as_str(),
                    "elaborate"
                        | "specify"
                        | "give"
                        | "provide"
                        | "name"
                        | "offer"
                        | "cite"
                        | "identify"
                        | "detail"
                        | "explain"
                        | "disclose"
                        | "say"
                        | "mention"
                )
        })
    }

    /// Whether `c`, behind a cue that its content stands before, says how or
    /// with what else it was said: "..., he said, citing a report".
    fn goes_with_cue(&self, anchor: TokenId, c: TokenId) -> bool {
        let s = self.syntax;
        let Some(head) = s[c].head else {
            return false;
        };
        c > anchor
            && s[anchor].upos == Upos::Verb
            && s[c].is_rel("advcl")
            && s[c].xpos == "VBG"
            && s.child(c, &["mark", "nsubj"]).is_none()
            && head <= anchor
            && self.comma_before(c)
    }

    /// For a verb that the tree joins to reported content though it is what
    /// the source does next: the verb that reports. "They said no pact bound them
    /// and promised to march": a pact promises nothing; "said it would pay and
    /// hinted at more": "would hinted" is no verb.
    pub fn escapes(&self, c: TokenId) -> Option<TokenId> {
        self.adds(c).or_else(|| self.does_next(c))
    }

    /// "said the border was calm, adding that the patrols stay": a participle
    /// that goes on with the speech belongs to who said the rest, wherever the
    /// tree hangs it.
    fn adds(&self, c: TokenId) -> Option<TokenId> {
        let s = self.syntax;
        let goes_on = s[c].xpos == "VBG"
            && matches!(
                self.lemma(c).as_str(),
                "add"
                    | "stress"
                    | "emphasise"
                    | "emphasize"
                    | "underline"
                    | "underscore"
                    | "reiterate"
                    | "reaffirm"
                    | "note"
                    | "warn"
                    | "hope"
                    | "insist"
                    | "affirm"
                    | "highlight"
            );
        let free = goes_on
            && matches!(s[c].relation(), "advcl" | "acl")
            && s.child(c, &["mark", "nsubj", "aux"]).is_none()
            && s.child(c, &["ccomp", "obj"]).is_some_and(|o| o > c)
            && self.comma_before(c);
        if !free {
            return None;
        }
        // The cue above whose content the clause was hung into.
        let mut at = s[c].head?;
        for _ in 0..8 {
            let up = s[at].head?;
            let inside = matches!(
                s[at].relation(),
                "ccomp" | "xcomp" | "conj" | "obj" | "obl" | "nmod" | "advcl" | "acl" | "nsubj"
            );
            if s[at].relation() == "ccomp"
                && self.verb_entry(up).is_some()
                && self.own_subject(up).is_some()
            {
                return Some(up);
            }
            if !inside {
                return None;
            }
            at = up;
        }
        None
    }

    /// See [`Reader::escapes`].
    fn does_next(&self, c: TokenId) -> Option<TokenId> {
        let s = self.syntax;
        let finite = |t: TokenId| matches!(s[t].xpos.as_str(), "VBD" | "VBZ" | "VBP");
        let alone = s[c].is_rel("conj")
            && finite(c)
            && s.child(
                c,
                &["nsubj", "nsubj:pass", "expl", "aux", "aux:pass", "mark"],
            )
            .is_none();
        let (entry, _) = self.verb_entry(c).filter(|_| alone)?;
        let first = s[c].head?;
        let mut up = s[first].head?;
        for _ in 0..4 {
            if s[up].upos == Upos::Verb && s[up].xpos == s[c].xpos && self.verb_entry(up).is_some()
            {
                break;
            }
            up = s[up].head?;
        }
        if up > first || s[up].xpos != s[c].xpos || self.verb_entry(up).is_none() {
            return None;
        }
        let subject = s.child(first, &["nsubj", "nsubj:pass"])?;
        let modal = s.children_by(first, &["aux"]).any(|a| s[a].xpos == "MD");
        let other_tense = finite(first) && s[first].xpos != s[c].xpos;
        let dumb = !self.suits(entry, subject)
            && s[subject].upos == Upos::Noun
            && s.child(c, &["ccomp", "xcomp"]).is_some();
        (modal || other_tense || dumb).then_some(up)
    }
}
