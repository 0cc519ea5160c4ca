//! Common nouns that name an actor by role, and the head words and phrases
//! that give a sector to a composed name.

use std::collections::BTreeMap;

use sayso_article::SmolStr;

/// What a common noun of the agent list names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AgentKind {
    /// People by what they are or do ("soldier").
    Person,
    /// An office that one person holds ("minister").
    Role,
    /// People together ("crowd").
    Group,
    /// A body ("court").
    Organization,
}

/// A common noun that names an actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agent {
    /// Its lemma, as listed.
    pub lemma: SmolStr,
    /// PLOVER sectors, the main one first.
    pub sectors: Vec<SmolStr>,
    /// What it names.
    pub kind: AgentKind,
    /// Where the line stands.
    pub line: SmolStr,
}

/// The agent list by lemma.
#[derive(Clone, Debug, Default)]
pub(super) struct Agents(BTreeMap<String, Agent>);

impl Agents {
    pub fn add(&mut self, agent: Agent) {
        let key = super::words(&agent.lemma)
            .into_iter()
            .map(|w| w.folded)
            .collect::<Vec<_>>()
            .join(" ");
        self.0.entry(key).or_insert(agent);
    }

    pub fn get(&self, words: &[&str]) -> Option<&Agent> {
        self.0.get(&words.join(" "))
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }
}

/// A head word or phrase that gives a composed name its sector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Force {
    /// The pattern as listed; `*` stands for one or more words.
    pub pattern: SmolStr,
    /// PLOVER sector.
    pub sector: SmolStr,
    /// Whether the country may be taken from the article's context.
    pub context: bool,
    /// Where the line stands.
    pub line: SmolStr,
    words: Vec<String>,
}

/// The force patterns, longest first.
#[derive(Clone, Debug, Default)]
pub(super) struct Forces(Vec<Force>);

impl Forces {
    pub fn add(&mut self, pattern: &str, sector: &str, context: bool, line: SmolStr) {
        let words = pattern
            .split(' ')
            .flat_map(|p| {
                if p == "*" {
                    vec!["*".to_owned()]
                } else {
                    super::words(p).into_iter().map(|w| w.folded).collect()
                }
            })
            .collect();
        self.0.push(Force {
            pattern: pattern.into(),
            sector: sector.into(),
            context,
            line,
            words,
        });
    }

    /// Orders the patterns: more words first, fixed words before `*`, then file order.
    pub fn compile(&mut self) {
        self.0.sort_by_key(|f| {
            std::cmp::Reverse((f.words.iter().filter(|w| *w != "*").count(), f.words.len()))
        });
    }

    /// The first pattern that `words` hold; a last word in the plural matches
    /// a pattern in the singular.
    pub fn longest(&self, words: &[&str]) -> Option<&Force> {
        self.0.iter().find(|f| holds(&f.words, words))
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }
}

/// Whether `words` hold the pattern: at the end, or before a preposition
/// ("Ministry of Defence of X", "embassy in Y").
fn holds(pattern: &[String], words: &[&str]) -> bool {
    let (fixed, open_start) = match pattern {
        [star, rest @ ..] if star == "*" => (rest, true),
        all => (all, false),
    };
    let (fixed, open_end) = match fixed {
        [rest @ .., star] if star == "*" => (rest, true),
        all => (all, false),
    };
    if fixed.is_empty() || words.len() < fixed.len() {
        return false;
    }
    (usize::from(open_start)..=words.len() - fixed.len()).any(|at| {
        let end = at + fixed.len();
        let ends_well = match words.get(end) {
            None => !open_end,
            Some(next) => open_end || matches!(*next, "of" | "in" | "for" | "s" | "to"),
        };
        ends_well
            && fixed
                .iter()
                .zip(&words[at..])
                .enumerate()
                .all(|(i, (p, w))| p == w || (i + 1 == fixed.len() && singular_of(w, p)))
    })
}

/// Whether `word` is the plural of `singular`.
fn singular_of(word: &str, singular: &str) -> bool {
    word.strip_suffix('s') == Some(singular)
        || (word.strip_suffix("ies").is_some()
            && word.strip_suffix("ies") == singular.strip_suffix('y'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_pattern_wins() {
        let mut forces = Forces::default();
        for (pattern, sector) in [
            ("police", "COP"),
            ("military police", "MIL"),
            ("ministry of *", "GOV"),
            ("* party", "PTY"),
            ("court", "JUD"),
        ] {
            forces.add(pattern, sector, true, "".into());
        }
        forces.compile();
        let sector = |words: &[&str]| forces.longest(words).map(|f| f.sector.to_string());
        assert_eq!(
            sector(&["the", "military", "police"]).as_deref(),
            Some("MIL")
        );
        assert_eq!(
            sector(&["ministry", "of", "health"]).as_deref(),
            Some("GOV")
        );
        assert_eq!(sector(&["party"]), None);
        assert_eq!(sector(&["courts"]).as_deref(), Some("JUD"));
        assert_eq!(sector(&["court", "case"]), None);
    }
}
