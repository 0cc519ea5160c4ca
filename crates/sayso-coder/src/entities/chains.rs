//! Chains of mentions: names, structural links (apposition, copula, relative
//! pronoun) and, in [`super::describe`], descriptions.

use sayso_article::{NameKind, SmolStr, Token, TokenId, Upos};
use sayso_lexicon::actors::fold;

use super::Work;
use super::own::Own;
use super::phrases::Determination;
use crate::layers::EntityKind;

/// Man or woman, as far as words tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    Male,
    Female,
}

/// A description of somebody: the head noun and the words around it.
#[derive(Clone, Debug)]
pub(super) struct Description {
    pub head: String,
    pub words: Vec<String>,
}

/// Mentions of one entity.
#[derive(Clone, Debug)]
pub(super) struct Chain {
    /// Phrase indexes in reading order.
    pub members: Vec<usize>,
    pub kind: EntityKind,
    /// The folded words of each name form.
    pub names: Vec<Vec<String>>,
    pub known_as: Option<SmolStr>,
    pub descriptions: Vec<Description>,
    pub gender: Option<Gender>,
    pub plural: bool,
    pub country: Option<SmolStr>,
}

/// All chains; those merged into another are left without members.
pub(super) struct Chains<'a, 'w> {
    pub work: &'w Work<'a>,
    pub owns: &'w [Own],
    pub list: Vec<Chain>,
    /// By phrase.
    pub of: Vec<Option<usize>>,
}

impl<'a, 'w> Chains<'a, 'w> {
    pub fn new(work: &'w Work<'a>, owns: &'w [Own]) -> Chains<'a, 'w> {
        Chains {
            work,
            owns,
            list: Vec::new(),
            of: vec![None; work.phrases.len()],
        }
    }

    /// The chain of phrase `p`, opened if it has none.
    pub fn open(&mut self, p: usize) -> usize {
        if let Some(c) = self.of[p] {
            return c;
        }
        let own = &self.owns[p];
        let phrase = &self.work.phrases[p];
        self.list.push(Chain {
            members: Vec::new(),
            kind: own.kind,
            names: Vec::new(),
            known_as: None,
            descriptions: Vec::new(),
            gender: None,
            plural: phrase.plural,
            country: None,
        });
        let c = self.list.len() - 1;
        self.join(p, c);
        c
    }

    /// Adds phrase `p` to chain `c`.
    pub fn join(&mut self, p: usize, c: usize) {
        match self.of[p] {
            Some(old) if old != c => self.merge(old, c),
            Some(_) => {}
            None => {
                self.of[p] = Some(c);
                let at = self.list[c].members.partition_point(|&m| m < p);
                self.list[c].members.insert(at, p);
                self.learn(p, c);
            }
        }
    }

    fn merge(&mut self, from: usize, into: usize) {
        let taken = std::mem::take(&mut self.list[from].members);
        for &p in &taken {
            self.of[p] = Some(into);
            self.learn(p, into);
        }
        self.list[into].members.extend(taken);
        self.list[into].members.sort_unstable();
        let gender = self.list[from].gender;
        let chain = &mut self.list[into];
        chain.gender = chain.gender.or(gender);
    }

    /// Takes over what the words of a member tell about its entity.
    fn learn(&mut self, p: usize, c: usize) {
        let phrase = &self.work.phrases[p];
        let own = &self.owns[p];
        let description = self.description(p);
        let chain = &mut self.list[c];
        if phrase.pronoun {
            return;
        }
        if let Some(n) = phrase.name {
            let words = self.work.names[n].words.clone();
            if !chain.names.contains(&words) {
                chain.names.push(words.clone());
            }
            if chain.gender.is_none()
                && let [given, _, ..] = &words[..]
                && self.work.names[n].kind == NameKind::Person
            {
                chain.gender = super::given_names::gender_of_name(given);
            }
            if chain.kind == EntityKind::Role || chain.kind == EntityKind::Thing {
                chain.kind = own.kind;
            }
            chain.plural &= phrase.plural;
        }
        if chain.known_as.is_none() {
            chain.known_as = own.known_as.clone();
        }
        if chain.country.is_none() {
            chain.country = own.country.clone();
        }
        if let Some(description) = description {
            chain.gender = chain.gender.or_else(|| gender_of(&description));
            if let Some(role) = own.role.as_ref().filter(|_| phrase.name.is_some()) {
                let words: Vec<String> = role.split(' ').map(fold).collect();
                for head in words.iter().rev().take(2) {
                    chain.descriptions.push(Description {
                        head: head.clone(),
                        words: words.clone(),
                    });
                }
            } else {
                chain.descriptions.push(description);
            }
        }
    }

    /// The phrase as a description: its head noun, or its title words.
    pub fn description(&self, p: usize) -> Option<Description> {
        let phrase = &self.work.phrases[p];
        if phrase.pronoun {
            return None;
        }
        let words: Vec<String> = phrase
            .tokens
            .iter()
            .map(|&t| fold(&self.work.lemma(t)))
            .filter(|w| w.chars().any(char::is_alphanumeric))
            .collect();
        Some(Description {
            head: fold(&phrase.lemma),
            words,
        })
    }

    /// Chains the names: full name, family name, acronym, spelling.
    pub fn link_names(&mut self) {
        for p in 0..self.work.phrases.len() {
            let Some(n) = self.work.phrases[p].name else {
                continue;
            };
            // A partitive or a noun that merely carries a name is described later.
            let found = self.earlier_name(p, n);
            match found {
                Some(c) => self.join(p, c),
                None => {
                    self.open(p);
                }
            }
        }
    }

    fn earlier_name(&self, p: usize, n: usize) -> Option<usize> {
        let own = &self.owns[p];
        let name = &self.work.names[n];
        let candidates = || {
            let mut ids: Vec<usize> = (0..self.list.len())
                .filter(|&c| !self.list[c].members.is_empty())
                .collect();
            ids.sort_by_key(|&c| std::cmp::Reverse(self.list[c].members.last().copied()));
            ids
        };
        let place = |k: EntityKind| k == EntityKind::Place;
        let fits = |c: &usize| place(self.list[*c].kind) == place(own.kind);
        let by_identity = candidates().into_iter().filter(fits).find(|&c| {
            own.known_as.is_some()
                && self.list[c].known_as == own.known_as
                && self.list[c].kind == own.kind
        });
        if by_identity.is_some() || own.kind == EntityKind::Country {
            return by_identity;
        }
        let exact = candidates().into_iter().filter(fits).find(|&c| {
            self.list[c].names.contains(&name.words) && self.list[c].kind != EntityKind::Country
        });
        if exact.is_some() {
            return exact;
        }
        // A family name alone goes to whom the article speaks of most, a name
        // behind "Sheikh" to whose given name it is.
        let mut ranked = candidates();
        if name.words.len() == 1 {
            ranked.sort_by_key(|&c| std::cmp::Reverse(self.list[c].members.len()));
            if self.has_given_name(name.first) {
                let given = |c: &usize| {
                    let mut names = self.list[*c].names.iter();
                    names.any(|full| gives(full, &name.words[0]))
                };
                ranked.sort_by_key(|c| !given(c));
            }
        }
        ranked.into_iter().find(|&c| {
            let chain = &self.list[c];
            chain.kind == own.kind
                && match name.kind {
                    // Only the fullest form tells whether it is the same family name
                    // of somebody else.
                    NameKind::Person => chain
                        .names
                        .iter()
                        .max_by_key(|n| n.len())
                        .is_some_and(|full| same_person(full, &name.words)),
                    NameKind::Organization => {
                        chain
                            .names
                            .iter()
                            .any(|known| same_body(known, &name.words))
                            && !self.is_fuller_name_of_another(p, c)
                    }
                    _ => false,
                }
        })
    }

    /// A story gives the full name of a body first: one that is known by its
    /// full name and told only after a bare word of it in running text is
    /// another ("Congress" before "the Trinamool Congress").
    fn is_fuller_name_of_another(&self, p: usize, c: usize) -> bool {
        let (chain, own) = (&self.list[c], &self.owns[p]);
        let words = &self.work.names[self.work.phrases[p].name.unwrap_or_default()].words;
        let bare = chain
            .names
            .iter()
            .all(|known| known.len() == 1 && words.len() > 1 && words.last() == known.last());
        let in_story = chain.members.iter().any(|&m| !self.in_headline(m));
        bare && in_story && own.known_as.is_some() && chain.known_as.is_none()
    }

    /// Whether the word before a name is a title that takes the given name.
    fn has_given_name(&self, first: usize) -> bool {
        first
            .checked_sub(1)
            .is_some_and(|b| is_given_title(&self.work.text(TokenId::new(b)).to_lowercase()))
    }

    /// Apposition, predicate nouns and relative pronouns.
    pub fn link_structure(&mut self) {
        let work = self.work;
        for p in 0..work.phrases.len() {
            let phrase = &work.phrases[p];
            let token = &work.syntax[phrase.head];
            let Some(head) = token.head else { continue };
            if let Some(q) = self.holder_after(p) {
                let c = self.open(q);
                self.join(p, c);
            }
            // "rights groups, including the Forum": one of them.
            if token.is_rel("appos")
                && work.syntax.child(phrase.head, &["case"]).is_none()
                && !self.no_apposition(head, phrase.head)
                && let Some(q) = work.phrase_at[head.index()]
                && self.may_be_same(q, p)
            {
                let c = self.open(q);
                self.join(p, c);
            }
            if phrase.pronoun
                && matches!(
                    phrase.lemma.as_str(),
                    "who" | "which" | "that" | "whom" | "whose"
                )
                && let Some(antecedent) = self.antecedent(phrase.head)
            {
                let c = self.open(antecedent);
                self.join(p, c);
            }
        }
        for p in 0..work.phrases.len() {
            let phrase = &work.phrases[p];
            // "who is on a visit" is no visit.
            let copula = work.syntax.child(phrase.head, &["cop"]).is_some()
                && work.syntax.child(phrase.head, &["case"]).is_none();
            let negated = work
                .syntax
                .children_by(phrase.head, &["advmod"])
                .any(|t| matches!(work.text(t), "not" | "n't" | "n’t" | "never"));
            if !copula || negated || phrase.pronoun {
                continue;
            }
            if let Some(subject) = work.syntax.child(phrase.head, &["nsubj"])
                && let Some(q) = work.phrase_at[subject.index()]
                && self.of[q].is_some()
                && self.may_be_same(q, p)
            {
                let c = self.open(q);
                self.join(p, c);
            }
        }
    }

    /// Whether a verb stands between a word and its apposition that is not about
    /// the word: "X received his counterpart" is none, whatever the parse says;
    /// nor is what stands before the word.
    fn no_apposition(&self, head: TokenId, apposed: TokenId) -> bool {
        let syntax = self.work.syntax;
        if apposed < head {
            return true;
        }
        (head.index() + 1..apposed.index())
            .map(TokenId::new)
            .any(|t| matches!(syntax[t].xpos.as_str(), "VBD" | "VBZ") && !syntax.is_within(t, head))
    }

    /// The person named right after a role: "spokesperson Ana Reyes", "the
    /// minister, Ana Reyes", however the parse attaches one to the other.
    fn holder_after(&self, p: usize) -> Option<usize> {
        let work = self.work;
        let phrase = &work.phrases[p];
        let last = phrase.tokens.last()?.index();
        // "convener Ana Reyes": a bare noun right before a name is a title, listed or not.
        let title = || {
            let person = work.name_of.get(last + 1).copied().flatten();
            person.is_some_and(|n| work.names[n].kind == NameKind::Person)
                && phrase.determination == Determination::Bare
                && !phrase.plural
                && work.syntax[phrase.head].upos == Upos::Noun
        };
        if phrase.name.is_some() || self.owns[p].kind != EntityKind::Role && !title() {
            return None;
        }
        self.holder_behind(p, last).or_else(|| {
            // "The spokesman for the ministry, Ana Reyes": behind what the role is for.
            let further = work
                .syntax
                .children_by(phrase.head, &["nmod"])
                .filter(|c| c.index() > last)
                .flat_map(|c| {
                    let outside = |t: TokenId| {
                        let token = &work.syntax[t];
                        token.is_rel("appos") || token.is_rel("acl") || token.is_rel("conj")
                    };
                    work.syntax.subtree_without(c, outside)
                })
                .filter(|&t| work.syntax[t].upos != Upos::Punct)
                .max()?;
            self.holder_behind(p, further.index())
        })
    }

    /// The same behind the token `last`.
    fn holder_behind(&self, p: usize, last: usize) -> Option<usize> {
        let work = self.work;
        let phrase = &work.phrases[p];
        let comma = work
            .syntax
            .tokens()
            .get(last + 1)
            .is_some_and(|t| work.article.slice(t.span) == ",");
        let first = last + 1 + usize::from(comma);
        let n = work.name_of.get(first).copied().flatten()?;
        let name = &work.names[n];
        let sentence = |t: usize| work.syntax[TokenId::new(t)].sentence;
        if name.kind != NameKind::Person || name.first != first || sentence(first) != sentence(last)
        {
            return None;
        }
        let q = work.phrase_at[name.head.index()]?;
        let (role, holder) = (&work.syntax[phrase.head], &work.syntax[name.head]);
        const LINKS: [&str; 9] = [
            "appos",
            "flat",
            "nmod",
            "dep",
            "parataxis",
            "list",
            "compound",
            "nmod:desc",
            "amod",
        ];
        let linked = |t: &Token| LINKS.iter().any(|r| t.is_rel(r));
        let attached = (holder.head == Some(phrase.head) && linked(holder))
            || (role.head == Some(name.head) && linked(role))
            || (role.head == holder.head
                && role.relation() == holder.relation()
                && !role.is_rel("conj"));
        // Attached to the ministry, it can only be who speaks for it.
        let spoken_for = comma
            && linked(holder)
            && holder
                .head
                .is_some_and(|h| h != phrase.head && work.syntax.is_within(h, phrase.head));
        let title = !comma && phrase.determination != Determination::Definite;
        (q != p && (attached || spoken_for || title)).then_some(q)
    }

    /// The noun whose relative clause the pronoun `t` stands in.
    fn antecedent(&self, t: TokenId) -> Option<usize> {
        let work = self.work;
        let mut at = t;
        for _ in 0..6 {
            let Some(head) = work.syntax[at].head else {
                break;
            };
            if work.syntax[at].is_rel("acl:relcl") {
                return work.phrase_at[head.index()];
            }
            at = head;
        }
        // However the clause is attached: the phrase that ends right before it.
        let before = |back: usize| t.index().checked_sub(back).map(TokenId::new);
        let end = before(1).and_then(|b| match work.text(b) {
            "," => before(2),
            _ => Some(b),
        })?;
        (0..work.phrases.len()).find(|&q| {
            let phrase = &work.phrases[q];
            !phrase.pronoun
                && phrase.tokens.last() == Some(&end)
                && self.owns[q].kind != EntityKind::Thing
        })
    }

    /// Whether two phrases in apposition or predication can be one entity.
    fn may_be_same(&self, a: usize, b: usize) -> bool {
        let (x, y) = (&self.owns[a], &self.owns[b]);
        let (p, q) = (&self.work.phrases[a], &self.work.phrases[b]);
        if p.pronoun {
            return true;
        }
        let group = |k: EntityKind| match k {
            EntityKind::Person | EntityKind::Role => 0,
            EntityKind::Organization | EntityKind::Group => 1,
            EntityKind::Country => 2,
            EntityKind::Place => 3,
            EntityKind::Thing => 4,
        };
        let both_named = p.name.is_some() && q.name.is_some();
        if both_named {
            let initials = |words: &[String]| -> String {
                words.iter().filter_map(|w| w.chars().next()).collect()
            };
            let words = |n: Option<usize>| n.map_or(&[][..], |n| &self.work.names[n].words[..]);
            let (v, w) = (words(p.name), words(q.name));
            return group(x.kind) == group(y.kind)
                && (group(x.kind) == 1 || same_person(v, w) || initials(v) == w.concat());
        }
        group(x.kind) == group(y.kind)
    }
}

/// Titles that go with the given name: "Sheikh Nasser", "King Felipe".
fn is_given_title(word: &str) -> bool {
    matches!(
        word,
        "sheikh"
            | "sheikha"
            | "shaikh"
            | "king"
            | "queen"
            | "prince"
            | "princess"
            | "sultan"
            | "emir"
            | "amir"
            | "pope"
    )
}

/// Whether `word` is the given name of the full name: its first word, or the
/// one behind such a title.
fn gives(full: &[String], word: &str) -> bool {
    let titled = full
        .windows(2)
        .any(|two| is_given_title(&two[0]) && two[1] == word);
    titled
        || full
            .iter()
            .find(|w| !is_given_title(w))
            .is_some_and(|w| w == word)
}

/// Whether two names are of one person: one is part of the other, at its end
/// or a lone first name, or they differ by one letter.
fn same_person(a: &[String], b: &[String]) -> bool {
    let (a, b) = (without_article(a), without_article(b));
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    let (Some(last), Some(other)) = (long.last(), short.last()) else {
        return false;
    };
    if short.len() == 1 {
        return long.iter().any(|w| w == other)
            || (long.len() > 1 && one_letter_apart(last, other));
    }
    let close = last == other || one_letter_apart(last, other);
    let first_fits = short[0] == long[0] || short[0].len() == 1 || long[0].len() == 1;
    (close && first_fits && short[0].chars().next() == long[0].chars().next())
        || short.iter().all(|w| long.contains(w))
}

/// A name without the Arabic article or filiation before the family name.
fn without_article(words: &[String]) -> Vec<&String> {
    let kept: Vec<&String> = words
        .iter()
        .filter(|w| !matches!(w.as_str(), "al" | "el" | "bin" | "ibn"))
        .collect();
    if kept.is_empty() {
        words.iter().collect()
    } else {
        kept
    }
}

/// Whether two words of at least five letters differ in one letter.
fn one_letter_apart(a: &str, b: &str) -> bool {
    let (x, y): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if x.len() < 5 || x.len() != y.len() || x[0] != y[0] {
        return false;
    }
    x.iter().zip(&y).filter(|(p, q)| p != q).count() <= 1
}

/// Words that do not tell bodies apart.
const WEAK: [&str; 8] = ["of", "the", "for", "and", "in", "s", "national", "on"];

/// Whether two names are of one body: acronym, or the content words of one
/// are among those of the other and both end alike.
fn same_body(a: &[String], b: &[String]) -> bool {
    let content = |words: &[String]| -> Vec<String> {
        words
            .iter()
            .filter(|w| !WEAK.contains(&w.as_str()))
            .cloned()
            .collect()
    };
    let (x, y) = (content(a), content(b));
    let (long, short) = if x.len() >= y.len() {
        (&x, &y)
    } else {
        (&y, &x)
    };
    if short.is_empty() {
        return false;
    }
    let initials: String = long.iter().filter_map(|w| w.chars().next()).collect();
    if short.len() == 1 && long.len() > 1 && short[0].len() > 1 && short[0] == initials {
        return true;
    }
    short.iter().all(|w| long.contains(w))
        && (short.len() > 1 || long.last() == short.last() || long.first() == short.first())
}

fn gender_of(description: &Description) -> Option<Gender> {
    use super::vocabulary::{FEMALE, MALE};
    description.words.iter().find_map(|w| {
        let w = w.trim_end_matches('.');
        if FEMALE.contains(&w) {
            Some(Gender::Female)
        } else if MALE.contains(&w) {
            Some(Gender::Male)
        } else {
            None
        }
    })
}
