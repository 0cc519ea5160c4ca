//! Descriptions that take up somebody named before, or named only later:
//! "the commander", "the ministry", "the group".

use sayso_article::BlockKind;

use super::chains::{Chains, Description};
use super::phrases::Determination;
use super::vocabulary::{BodyNoun, body_noun, may_be_called};
use crate::layers::EntityKind;

/// From here on the model is believed on whom a description takes up.
const LEARNED: f32 = 0.6;
/// Sectors of those who bear arms for a state.
const ARMED: [&str; 4] = ["MIL", "COP", "SPY", "PRM"];
/// Sectors that say little of who somebody is.
const VAGUE: [&str; 6] = ["CVL", "UNK", "UAF", "ELI", "NGO", "IGO"];

/// How many sentences below the headline its people are named at the latest.
const IN_STORY: usize = 8;

impl Chains<'_, '_> {
    /// Chains common nouns in reading order.
    pub fn link_descriptions(&mut self) {
        for p in 0..self.work.phrases.len() {
            let phrase = &self.work.phrases[p];
            if phrase.pronoun || phrase.name.is_some() || self.of[p].is_some() {
                continue;
            }
            match self.take_up(p) {
                Some(c) => self.join(p, c),
                None => {
                    self.open(p);
                }
            }
        }
    }

    /// "his country": the country of whom it belongs to.
    pub fn link_own_countries(&mut self) {
        for p in 0..self.work.phrases.len() {
            let phrase = &self.work.phrases[p];
            let country = matches!(phrase.lemma.as_str(), "country" | "nation" | "homeland");
            let owner = self
                .work
                .syntax
                .children_by(phrase.head, &["nmod:poss"])
                .next();
            let Some(code) = owner
                .filter(|_| country && !phrase.plural && phrase.name.is_none())
                .and_then(|t| self.of[self.work.phrase_at[t.index()]?])
                .and_then(|c| self.list[c].country.clone())
            else {
                continue;
            };
            let named = self
                .list
                .iter()
                .position(|c| c.kind == EntityKind::Country && c.country.as_ref() == Some(&code));
            if let Some(c) = named {
                self.join(p, c);
            } else {
                let c = self.open(p);
                self.list[c].kind = EntityKind::Country;
            }
        }
    }

    /// Whether nothing tells that a description and a chain are of different
    /// trades: "the union" is never the police named before.
    fn of_one_trade(&self, p: usize, c: usize) -> bool {
        let told = |q: usize| {
            let all = self.owns[q].sectors.iter().map(|s| s.as_str());
            all.filter(|s| !VAGUE.contains(s))
        };
        let members = self.list[c].members.iter();
        let mut theirs = members.flat_map(|&m| told(m)).peekable();
        let own: Vec<&str> = told(p).collect();
        // "The force" is an army's or that of the police.
        let armed = own.iter().any(|s| ARMED.contains(s));
        own.is_empty()
            || theirs.peek().is_none()
            || theirs.any(|s| own.contains(&s) || armed && ARMED.contains(&s))
    }

    /// The chain that the description `p` takes up, by rule, else by what the
    /// model says.
    fn take_up(&self, p: usize) -> Option<usize> {
        let own = &self.owns[p];
        // "a protest" is new, and never who holds it.
        let group = |k: EntityKind| match k {
            EntityKind::Person | EntityKind::Role => 0,
            EntityKind::Organization | EntityKind::Group => 1,
            EntityKind::Country => 2,
            EntityKind::Place => 3,
            EntityKind::Thing => 4,
        };
        let new = self.work.phrases[p].determination == Determination::Indefinite;
        // "Its soldiers" are those of whom "its" means, not any named before.
        let owned = self
            .work
            .syntax
            .child(self.work.phrases[p].head, &["nmod:poss"])
            .is_some();
        let fits = |c: usize| {
            let chain = &self.list[c];
            if owned && group(own.kind) == 1 && own.country.is_none() && chain.country.is_some() {
                return false;
            }
            let country =
                own.country.is_none() || chain.country.is_none() || own.country == chain.country;
            let named = chain.members.iter().any(|&m| !self.work.phrases[m].pronoun);
            !new && country
                && named
                && group(own.kind) == group(chain.kind)
                && self.of_one_trade(p, c)
        };
        self.taken_up(p).or_else(|| {
            let likely = self.likely(p).into_iter().find(|l| fits(l.0));
            likely.filter(|l| l.1 >= LEARNED).map(|l| l.0)
        })
    }

    /// The chain that the description `p` takes up.
    fn taken_up(&self, p: usize) -> Option<usize> {
        let phrase = &self.work.phrases[p];
        let own = &self.owns[p];
        let capital = self
            .work
            .text(phrase.head)
            .chars()
            .next()
            .is_some_and(char::is_uppercase);
        let singular = !phrase.plural;
        match phrase.determination {
            Determination::Definite => {}
            // "protesters" again, "police" again; "President" as a name.
            Determination::Bare if phrase.plural || capital || self.in_headline(p) => {}
            _ => return None,
        }
        if own.kind == EntityKind::Thing && body_noun(&phrase.lemma).is_none() {
            return None;
        }
        let description = self.description(p)?;
        let speaking = self.speaks_at(p);
        let person = matches!(own.kind, EntityKind::Role | EntityKind::Person);
        let again = |c: usize| {
            let chain = &self.list[c];
            // "the government" and "the farmers" are no one of them.
            let one = chain.kind == EntityKind::Person && (phrase.plural || !person);
            !one && (chain.plural == phrase.plural || !chain.names.is_empty())
                && chain
                    .descriptions
                    .iter()
                    .any(|d| d.head == description.head && modifiers_fit(d, &description))
        };
        // "The minister said": rather who has been speaking than who was named.
        let same_head = self
            .best(p, |c| person && speaking && self.spoke(c, p) && again(c))
            .or_else(|| self.best(p, again));
        if same_head.is_some() {
            return same_head;
        }
        if singular && matches!(own.kind, EntityKind::Role | EntityKind::Person) {
            let person =
                |c: usize| matches!(self.list[c].kind, EntityKind::Person | EntityKind::Role);
            let fits = |c: usize| {
                person(c)
                    && self.list[c].descriptions.iter().any(|d| {
                        may_be_called(&d.head, &description.head) && modifiers_fit(d, &description)
                    })
            };
            let wider = self
                .best(p, |c| speaking && self.spoke(c, p) && fits(c))
                .or_else(|| self.best(p, fits));
            // "the Peruvian minister": the only one of that country and office.
            let by_country = |c: usize| {
                person(c)
                    && own.country.is_some()
                    && self.list[c].country == own.country
                    && self.list[c].descriptions.iter().any(|d| {
                        may_be_called(&d.head, &description.head) && !lesser(d, &description)
                    })
            };
            return wider
                .or_else(|| self.best(p, by_country))
                .or_else(|| self.named_later(p, &description));
        }
        // "The party said": the body that spoke just before.
        if singular
            && speaking
            && let Some(c) = self.by_class(p, &description, true)
        {
            return Some(c);
        }
        // "the ministry": a body whose name holds the word.
        let within_name = self.best(p, |c| {
            let chain = &self.list[c];
            matches!(chain.kind, EntityKind::Organization | EntityKind::Group)
                && chain.names.iter().any(|n| n.contains(&description.head))
                && description.words.iter().all(|w| {
                    *w == description.head
                        || matches!(w.as_str(), "the" | "this" | "that")
                        || chain.names.iter().any(|n| n.contains(w))
                })
        });
        if within_name.is_some() || !singular {
            return within_name;
        }
        self.by_class(p, &description, false)
    }

    pub fn in_headline(&self, p: usize) -> bool {
        let work = self.work;
        let block = work.article.block_at(work.phrases[p].span.start());
        block.is_some_and(|b| b.kind == BlockKind::Headline)
    }

    /// Whether the phrase is the source of a statement.
    fn speaks_at(&self, p: usize) -> bool {
        let head = self.work.phrases[p].head;
        let mut list = self.work.statements.list.iter();
        list.any(|s| s.source.as_ref().is_some_and(|x| x.head == head))
    }

    /// Whether the chain is the source of a statement before phrase `p`.
    fn spoke(&self, c: usize, p: usize) -> bool {
        let members = self.list[c].members.iter();
        members.take_while(|m| **m < p).any(|&m| self.speaks_at(m))
    }

    /// "the group", "the country": the last named body of the kind; with
    /// `spoken`, the last one that spoke.
    fn by_class(&self, p: usize, description: &Description, spoken: bool) -> Option<usize> {
        let class = body_noun(&description.head)?;
        let bare = description.words.iter().all(|w| {
            *w == description.head
                || matches!(w.as_str(), "the" | "this" | "that" | "member")
                || w.chars().all(|c| c.is_ascii_digit())
        });
        if !bare {
            return None;
        }
        let sector = |c: usize, wanted: &[&str]| {
            self.list[c].members.iter().any(|&m| {
                self.owns[m]
                    .sectors
                    .first()
                    .is_some_and(|s| wanted.contains(&s.as_str()))
            })
        };
        let unknown = |c: usize| {
            self.list[c]
                .members
                .iter()
                .all(|&m| self.owns[m].sectors.is_empty())
        };
        let fits = |c: usize| {
            let chain = &self.list[c];
            let body = matches!(chain.kind, EntityKind::Organization | EntityKind::Group)
                && !chain.names.is_empty();
            match class {
                BodyNoun::Country => chain.kind == EntityKind::Country,
                BodyNoun::Group => {
                    body && (unknown(c)
                        || sector(c, &["REB", "PRM", "NGO", "SOC", "PTY", "OPP", "CRM", "LAB"]))
                }
                BodyNoun::Company => body && (unknown(c) || sector(c, &["BUS"])),
                BodyNoun::Media => body && sector(c, &["JRN"]),
                BodyNoun::Party => body && sector(c, &["PTY", "OPP"]),
                BodyNoun::Body => {
                    body && (unknown(c)
                        || sector(c, &["IGO", "NGO", "GOV", "JRN", "SOC", "LAB", "MIL"]))
                }
            }
        };
        self.best(p, |c| (!spoken || self.spoke(c, p)) && fits(c))
    }

    /// The chain with the nearest mention before phrase `p` that fits `test`
    /// and whose country does not speak against it.
    pub(super) fn best(&self, p: usize, test: impl Fn(usize) -> bool) -> Option<usize> {
        let country = &self.owns[p].country;
        (0..self.list.len())
            .filter_map(|c| {
                let chain = &self.list[c];
                let at = chain.members.partition_point(|&m| m < p);
                let last = *chain.members.get(at.checked_sub(1)?)?;
                let agrees =
                    country.is_none() || chain.country.is_none() || *country == chain.country;
                (agrees && test(c)).then_some((last, c))
            })
            .max()
            .map(|(_, c)| c)
    }

    /// A description before the name: "According to the commander of the
    /// force, ... . Brigadier General X made the statement."
    fn named_later(&self, p: usize, description: &Description) -> Option<usize> {
        let work = self.work;
        let sentence = work.syntax[work.phrases[p].head].sentence.index();
        // A headline leaves articles out, and names nobody whom the story names.
        let headline = self.in_headline(p);
        if work.phrases[p].determination != Determination::Definite && !headline {
            return None;
        }
        let reach = if headline { IN_STORY } else { 2 };
        (0..self.list.len()).find(|&c| {
            let chain = &self.list[c];
            let Some(&first) = chain.members.first() else {
                return false;
            };
            let distance = work.syntax[work.phrases[first].head]
                .sentence
                .index()
                .saturating_sub(sentence);
            first > p
                && distance <= reach
                && chain.kind == EntityKind::Person
                && chain.descriptions.iter().any(|d| {
                    may_be_called(&d.head, &description.head)
                        || may_be_called(&description.head, &d.head)
                })
                && (self.owns[p].country.is_none()
                    || chain.country.is_none()
                    || self.owns[p].country == chain.country)
        })
    }
}

/// Whether the earlier description is of a lesser or past office, the later
/// one not: "the minister" is not the deputy minister.
fn lesser(earlier: &Description, later: &Description) -> bool {
    const LESSER: [&str; 6] = ["deputy", "vice", "former", "assistant", "ex", "then"];
    earlier
        .words
        .iter()
        .any(|w| LESSER.contains(&w.as_str()) && !later.words.contains(w))
}

/// Whether the words of a later description do not speak against an earlier
/// one: "the Turkish minister" is not "the Greek minister".
fn modifiers_fit(earlier: &Description, later: &Description) -> bool {
    const OPEN: [&str; 12] = [
        "the", "a", "an", "this", "that", "these", "those", "of", "'s", "’s", "chief", "late",
    ];
    let content = |d: &Description| -> Vec<String> {
        d.words
            .iter()
            .filter(|w| !OPEN.contains(&w.as_str()) && **w != d.head)
            .cloned()
            .collect()
    };
    let (old, new) = (content(earlier), content(later));
    if lesser(earlier, later) && !new.is_empty() {
        return false;
    }
    new.iter().all(|w| old.contains(w)) || (old.is_empty() && new.len() <= 1) || {
        let shared = new.iter().filter(|w| old.contains(w)).count();
        shared * 2 > new.len()
    }
}
