//! What the event stage reads, with questions that many of its parts ask.

use sayso_article::{Article, MentionId, NameKind, SmolStr, Span, Syntax, TokenId, Upos};
use sayso_lexicon::EventRules;
use sayso_lexicon::events::{EntityTest, Word, Words};
use sayso_lexicon::status::StatusPos;

use super::counts::{self, Quantity};
use crate::layers::{Entities, EntityKind, Statements};

pub(super) struct View<'a> {
    pub article: &'a Article,
    pub text: &'a str,
    pub syntax: &'a Syntax,
    pub statements: &'a Statements,
    pub entities: &'a Entities,
    pub rules: &'a EventRules,
    /// Lemmas in lower case, by token.
    lemmas: Vec<SmolStr>,
    /// All quantities, in reading order.
    quantities: Vec<Quantity>,
}

/// The lemma of a regular verb form that some rule knows, when none knows the
/// lemma that the annotator gave ("denounc" for "denounced"), or the two do not
/// even begin alike ("be" for "rioted").
fn known_verb(rules: &EventRules, lemma: &str, form: &str) -> Option<SmolStr> {
    let known = |candidate: &str| {
        rules.of_verb(candidate).next().is_some()
            || rules.status.get(StatusPos::Verb, candidate).is_some()
    };
    let form = form.to_lowercase();
    if known(lemma) && lemma.chars().next() == form.chars().next() {
        return None;
    }
    if let Some(lemma) = rules.irregular.lemma(&form) {
        return Some(lemma.clone());
    }
    let mut candidates: Vec<String> = Vec::new();
    for ending in ["ed", "ing", "es", "s", "d"] {
        if let Some(stem) = form.strip_suffix(ending)
            && stem.len() > 2
            && stem.is_ascii()
        {
            candidates.push(stem.to_owned());
            if ending != "s" && ending != "d" {
                candidates.push(format!("{stem}e"));
                if let Some(stem) = stem.strip_suffix('i') {
                    candidates.push(format!("{stem}y"));
                }
                let (a, b) = (
                    stem.as_bytes()[stem.len() - 1],
                    stem.as_bytes()[stem.len() - 2],
                );
                if a == b {
                    candidates.push(stem[..stem.len() - 1].to_owned());
                }
            }
        }
    }
    candidates.into_iter().find(|c| known(c)).map(SmolStr::from)
}

/// Nouns that measure what follows "of": the party is what they measure.
const QUANTITIES: [&str; 37] = [
    "segment",
    "section",
    "spectrum",
    "dozen",
    "dozens",
    "hundred",
    "hundreds",
    "thousand",
    "thousands",
    "million",
    "millions",
    "score",
    "scores",
    "handful",
    "number",
    "majority",
    "lot",
    "couple",
    "part",
    "ten",
    "tens",
    "some",
    "many",
    "several",
    "most",
    "all",
    "none",
    "both",
    "few",
    "any",
    "one",
    "two",
    "three",
    "half",
    "rest",
    "each",
    "total",
];

impl<'a> View<'a> {
    pub fn new(
        article: &'a Article,
        syntax: &'a Syntax,
        statements: &'a Statements,
        entities: &'a Entities,
        rules: &'a EventRules,
    ) -> View<'a> {
        let lemmas = syntax
            .tokens()
            .iter()
            .map(|t| {
                if t.upos == Upos::Verb
                    && let Some(lemma) = known_verb(rules, &t.lemma, t.span.text(&article.text))
                {
                    lemma
                } else if t.lemma.bytes().all(|b| b.is_ascii_lowercase()) {
                    t.lemma.clone()
                } else {
                    t.lemma.to_lowercase().into()
                }
            })
            .collect();
        let quantities = syntax
            .sentences()
            .iter()
            .flat_map(|s| counts::quantities(&rules.counts, &article.text, s.span))
            .collect();
        View {
            article,
            text: &article.text,
            syntax,
            statements,
            entities,
            rules,
            lemmas,
            quantities,
        }
    }

    /// The quantity whose number (or currency) the token is part of.
    pub fn quantity_at(&self, t: TokenId) -> Option<&Quantity> {
        let span = self.syntax[t].span;
        let i = self
            .quantities
            .partition_point(|q| q.span.end() <= span.start());
        let quantity = self.quantities.get(i)?;
        // The sign of a currency is part of the number, "at least" is not.
        let whole = if quantity.money.is_some() {
            quantity.span
        } else {
            quantity.core
        };
        whole.overlaps(span).then_some(quantity)
    }

    /// The quantities of a sentence.
    pub fn quantities_in(&self, sentence: Span) -> &[Quantity] {
        let first = self
            .quantities
            .partition_point(|q| q.core.start() < sentence.start());
        let end = self
            .quantities
            .partition_point(|q| q.core.start() < sentence.end());
        &self.quantities[first..end.max(first)]
    }

    /// The lemma of a verb in lower case, with its particle or the adjective
    /// that completes it: "gun down", "shoot dead".
    pub fn verb_lemma(&self, verb: TokenId) -> String {
        let mut out = self.lemma(verb).to_owned();
        let next = TokenId::new(verb.index() + 1);
        let dead = Some(next).filter(|n| n.index() < self.lemmas.len() && self.lemma(*n) == "dead");
        let with = dead.or_else(|| {
            self.syntax
                .children_by(verb, &["compound:prt", "xcomp", "advmod"])
                .find(|&c| c == next || self.lemma(c) == "dead")
        });
        if let Some(with) = with {
            out.push(' ');
            out.push_str(self.lemma(with));
        }
        out
    }

    /// The lemma in lower case.
    pub fn lemma(&self, t: TokenId) -> &str {
        &self.lemmas[t.index()]
    }

    /// The word as written, in lower case.
    pub fn form(&self, t: TokenId) -> String {
        self.syntax[t].span.text(self.text).to_lowercase()
    }

    /// Whether the token heads a clause by itself (verb, or participle used as one).
    pub fn is_verbal(&self, t: TokenId) -> bool {
        self.syntax[t].upos == Upos::Verb
    }

    /// How many statements enclose the statement `i`.
    pub fn depth(&self, i: usize) -> usize {
        let mut depth = 0;
        let mut at = self.statements.list.get(i).and_then(|s| s.within);
        while let Some(outer) = at
            && depth < 16
        {
            depth += 1;
            at = self
                .statements
                .list
                .get(outer.index())
                .and_then(|s| s.within);
        }
        depth
    }

    /// "dozens of civilians" → civilians, "one of the soldiers" → soldiers.
    pub fn meant(&self, t: TokenId) -> TokenId {
        let quantity = self.syntax[t].upos == Upos::Num || QUANTITIES.contains(&self.lemma(t));
        if quantity {
            let of = self
                .syntax
                .children_by(t, &["nmod", "obl"])
                .find(|&c| self.syntax.preposition(c).as_deref() == Some("of"));
            if let Some(of) = of
                && self.entities.mention_at(of).is_some()
            {
                return of;
            }
        }
        t
    }

    /// The mention headed by the token, also when the tree heads the phrase
    /// with another word of it.
    pub fn mention(&self, t: TokenId) -> Option<MentionId> {
        if let Some(m) = self.entities.mention_at(t) {
            return Some(m);
        }
        // Names: the mention may be headed by another token of the same name.
        let name = self.name_at(t)?;
        (name.first.index()..name.end.index())
            .find_map(|i| self.entities.mention_at(TokenId::new(i)))
    }

    fn name_at(&self, t: TokenId) -> Option<&sayso_article::NameMention> {
        let i = self.syntax.names.partition_point(|n| n.end <= t);
        self.syntax.names.get(i).filter(|n| n.first <= t)
    }

    fn kind_of(&self, m: MentionId) -> EntityKind {
        self.entities.entity(self.entities.mention(m).entity).kind
    }

    /// Sector of the mention, or of its entity when the mention tells none.
    pub fn has_sector(&self, m: MentionId, sectors: &[&str]) -> bool {
        let mention = self.entities.mention(m);
        let entity = self.entities.entity(mention.entity);
        let list = if mention.sectors.is_empty() {
            &entity.sectors
        } else {
            &mention.sectors
        };
        list.iter().any(|s| sectors.contains(&s.as_str()))
    }

    /// Whether a country or a sector is known for the mention or its entity.
    pub fn known(&self, m: MentionId) -> bool {
        let mention = self.entities.mention(m);
        let entity = self.entities.entity(mention.entity);
        mention.country.is_some()
            || entity.country.is_some()
            || !mention.sectors.is_empty()
            || !entity.sectors.is_empty()
    }

    /// Whether the mention can act in politics.
    pub fn is_actor(&self, m: MentionId) -> bool {
        match self.kind_of(m) {
            EntityKind::Thing => false,
            EntityKind::Place => self.known(m),
            EntityKind::Person | EntityKind::Group | EntityKind::Organization => true,
            EntityKind::Country | EntityKind::Role => true,
        }
    }

    /// Whether the mention is a country, or has a sector other than private life
    /// and business.
    pub fn is_public(&self, m: MentionId) -> bool {
        let mention = self.entities.mention(m);
        let entity = self.entities.entity(mention.entity);
        let mut sectors = mention.sectors.iter().chain(&entity.sectors);
        self.kind_of(m) == EntityKind::Country
            || sectors.any(|s| !matches!(s.as_str(), "CVL" | "BUS"))
    }

    /// Whether a country is known for the mention or its entity.
    pub fn has_country(&self, m: MentionId) -> bool {
        let mention = self.entities.mention(m);
        mention.country.is_some() || self.entities.entity(mention.entity).country.is_some()
    }

    /// Whether the code is of actors above or across states.
    pub fn is_international(&self, code: &str) -> bool {
        matches!(code, "UNO" | "EUR" | "IGO" | "NGO" | "MNC" | "IMG" | "ISM")
    }

    /// Whether the word names a time: a date, a weekday, a year.
    pub fn is_time(&self, t: TokenId) -> bool {
        let year = || {
            let text = self.syntax[t].span.text(self.text);
            self.syntax[t].upos == Upos::Num
                && text.len() == 4
                && text.starts_with(['1', '2'])
                && text.bytes().all(|b| b.is_ascii_digit())
        };
        match self.name_at(t).map(|n| n.kind) {
            Some(NameKind::Date) => true,
            Some(_) => false,
            None => crate::clause::is_temporal(self.syntax, t) || year(),
        }
    }

    /// Whether the mention is a thing, which never acts.
    pub fn is_thing(&self, m: MentionId) -> bool {
        self.kind_of(m) == EntityKind::Thing
    }

    /// Whether the mention is a place other than a country.
    pub fn is_place(&self, m: MentionId) -> bool {
        self.kind_of(m) == EntityKind::Place
    }

    pub fn is_only_business(&self, m: MentionId) -> bool {
        let mention = self.entities.mention(m);
        let entity = self.entities.entity(mention.entity);
        let sectors = if mention.sectors.is_empty() {
            &entity.sectors
        } else {
            &mention.sectors
        };
        !sectors.is_empty() && sectors.iter().all(|s| s == "BUS")
    }

    /// Whether `t`, or what it measures, is in the set.
    pub fn is_in(&self, words: &Words, t: TokenId) -> bool {
        words.is_any() || self.is_one_of(words, t) || {
            let meant = self.meant(t);
            meant != t && self.is_one_of(words, meant)
        }
    }

    /// Whether `t` or a conjunct of it is in the set.
    pub fn any_in(&self, words: &Words, t: TokenId) -> bool {
        words.is_any()
            || self.is_in(words, t)
            || self
                .syntax
                .children_by(t, &["conj"])
                .any(|c| self.is_in(words, c))
    }

    fn is_one_of(&self, words: &Words, t: TokenId) -> bool {
        let lemma = self.lemma(t);
        if self.has_word(words.with_head(lemma), t) {
            return true;
        }
        if let Some(singular) = lemma.strip_suffix('s')
            && self.syntax[t].upos.is_noun()
            && self.has_word(words.with_head(singular), t)
        {
            return true;
        }
        words.tests.iter().any(|&test| self.passes(test, t))
    }

    fn has_word(&self, list: &[Word], t: TokenId) -> bool {
        list.iter().any(|w| self.stands_with(t, &w.rest))
    }

    /// Whether each of `rest` is a dependent of `t` or stands just before or after it.
    pub fn stands_with(&self, t: TokenId, rest: &[SmolStr]) -> bool {
        rest.iter().all(|word| {
            self.syntax
                .children(t)
                .iter()
                .any(|&c| self.lemma(c) == word)
                || (t.index().saturating_sub(3)..t.index() + 3)
                    .filter(|&i| i < self.lemmas.len())
                    .any(|i| self.lemmas[i] == *word)
        })
    }

    fn passes(&self, test: EntityTest, t: TokenId) -> bool {
        let token = &self.syntax[t];
        let name = self.name_at(t).map(|n| n.kind);
        match test {
            EntityTest::Any => return true,
            EntityTest::Number => {
                return token.upos == Upos::Num || self.syntax.child(t, &["nummod"]).is_some();
            }
            EntityTest::Money => {
                return name == Some(NameKind::Money)
                    || matches!(
                        self.lemma(t),
                        "dollar" | "euro" | "pound" | "$" | "€" | "£" | "yuan" | "rouble" | "ruble"
                    );
            }
            EntityTest::Name => return name.is_some() || token.upos == Upos::Propn,
            _ => {}
        }
        let Some(m) = self.mention(t) else {
            return match test {
                EntityTest::Place => matches!(name, Some(NameKind::Location | NameKind::Facility)),
                EntityTest::Person => name == Some(NameKind::Person),
                EntityTest::Org => name == Some(NameKind::Organization),
                _ => false,
            };
        };
        let kind = self.kind_of(m);
        match test {
            EntityTest::Actor => self.is_actor(m),
            EntityTest::Person => kind == EntityKind::Person,
            EntityTest::Org => kind == EntityKind::Organization,
            EntityTest::Country => kind == EntityKind::Country,
            EntityTest::Place => {
                matches!(kind, EntityKind::Place | EntityKind::Country)
                    || matches!(name, Some(NameKind::Location | NameKind::Facility))
            }
            EntityTest::Armed => self.has_sector(m, &["MIL", "REB", "COP", "PRM", "UAF", "SPY"]),
            EntityTest::Official => {
                kind == EntityKind::Country || self.has_sector(m, &["GOV", "LEG", "JUD"])
            }
            EntityTest::Court => self.has_sector(m, &["JUD"]),
            EntityTest::Police => self.has_sector(m, &["COP"]),
            EntityTest::Civil => self.has_sector(
                m,
                &[
                    "CVL", "LAB", "EDU", "SOC", "REF", "AGR", "REL", "MED", "JRN", "OPP", "NGO",
                ],
            ),
            EntityTest::Business => self.has_sector(m, &["BUS"]),
            EntityTest::Any | EntityTest::Money | EntityTest::Name | EntityTest::Number => false,
        }
    }
}
