//! Whose country nobody tells: the countries of the article, weighed by signs
//! for each. What the signs are worth was fitted on annotated articles
//! (`lexicons/confidence/home_country.toml`).

use std::collections::{BTreeMap, BTreeSet};

use sayso_article::{BlockKind, SmolStr, TokenId};

use super::Work;
use super::own::Own;
use crate::layers::EntityKind;

/// A country is taken from this probability on.
const LIKELY: f32 = 0.55;

/// Where the article names countries, by token, in reading order.
pub(super) struct Map {
    named: Vec<(TokenId, SmolStr)>,
    headline: BTreeSet<SmolStr>,
    dateline: Option<SmolStr>,
    publisher: Option<SmolStr>,
    /// Countries by falling weight, with their shares.
    shares: Vec<(SmolStr, f64)>,
}

/// What is known of somebody without a country.
pub(super) struct Nobody<'n> {
    /// Phrases, in reading order.
    pub members: &'n [usize],
    pub sectors: &'n [SmolStr],
    /// Words that tell of abroad.
    pub foreign: bool,
}

/// A country and the signs that somebody is of it.
pub type Candidate = (SmolStr, Vec<String>);

impl Map {
    pub fn of(work: &Work<'_>) -> Map {
        let named: Vec<(TokenId, SmolStr)> = work
            .names
            .iter()
            .filter_map(|n| {
                let (code, _) = work.country_of_token(n.head)?;
                work.lexicon.country_name(&code)?;
                Some((n.head, code))
            })
            .collect();
        let headline = |t: TokenId| {
            let block = work.article.block_at(work.syntax[t].span.start());
            block.is_some_and(|b| b.kind == BlockKind::Headline)
        };
        let in_headline = named.iter().filter(|(t, _)| headline(*t));
        let code = |c: Option<&str>| c.map(SmolStr::new);
        Map {
            headline: in_headline.map(|(_, c)| c.clone()).collect(),
            dateline: work.context.dateline.clone(),
            publisher: code(
                work.article
                    .publisher
                    .as_ref()
                    .and_then(|p| p.country.as_deref()),
            ),
            shares: work.context.shares(),
            named,
        }
    }

    /// The article's countries with the signs for and against each.
    pub fn candidates(
        &self,
        work: &Work<'_>,
        owns: &[Own],
        who: &Nobody<'_>,
        country_of: &dyn Fn(usize) -> Option<SmolStr>,
    ) -> Vec<Candidate> {
        let traits = traits(work, owns, who);
        let around = self.around(work, who, country_of);
        let second = self.shares.get(1).map_or(0.0, |s| s.1);
        let mut out = Vec::new();
        for (rank, (code, share)) in self.shares.iter().enumerate() {
            let mut signs = vec![format!("share-{}", bucket(*share))];
            let place = match rank {
                0 if *share >= 1.5 * second => "far-first",
                0 => "first",
                1 => "second",
                _ => "lower",
            };
            signs.push(place.to_owned());
            let mut add = |on: bool, name: &str| {
                if on {
                    signs.push(name.to_owned());
                }
            };
            add(self.shares.len() == 1, "only-country");
            add(self.headline.contains(code), "headline");
            add(self.dateline.as_ref() == Some(code), "dateline");
            add(self.publisher.as_ref() == Some(code), "publisher");
            for (name, codes) in &around {
                add(codes.contains(code), name);
                add(
                    codes.len() == 1 && codes.contains(code),
                    &format!("only-{name}"),
                );
                add(
                    !codes.is_empty() && !codes.contains(code),
                    &format!("other-{name}"),
                );
            }
            for t in &traits {
                add(true, t);
                add(rank == 0, &format!("{t}-and-first"));
                let near = around.get("sentence").is_some_and(|c| c.contains(code));
                add(near, &format!("{t}-and-sentence"));
            }
            out.push((code.clone(), signs));
        }
        out
    }

    /// The countries named around somebody, by how.
    fn around(
        &self,
        work: &Work<'_>,
        who: &Nobody<'_>,
        country_of: &dyn Fn(usize) -> Option<SmolStr>,
    ) -> BTreeMap<&'static str, BTreeSet<SmolStr>> {
        let mut out: BTreeMap<&'static str, BTreeSet<SmolStr>> = BTreeMap::new();
        let mut add = |name, code: SmolStr| {
            out.entry(name).or_default().insert(code);
        };
        let heads: Vec<TokenId> = who.members.iter().map(|&p| work.phrases[p].head).collect();
        for (t, code) in &self.named {
            let (token, at) = (&work.syntax[*t], work.syntax[*t].span.start());
            let block = work.article.block_at(at).map(|b| b.span);
            for &h in &heads {
                if work.syntax[h].sentence == token.sentence {
                    add("sentence", code.clone());
                    let place = matches!(
                        work.syntax.preposition(*t).as_deref(),
                        Some("in" | "at" | "near" | "across" | "outside" | "around" | "inside")
                    );
                    if place {
                        add("place", code.clone());
                    }
                } else if block.is_some_and(|b| b.contains(work.syntax[h].span)) {
                    add("paragraph", code.clone());
                }
            }
        }
        if let Some(&first) = heads.first() {
            let before = self.named.iter().rev().find(|(t, _)| *t < first);
            if let Some((_, code)) = before {
                add("before", code.clone());
            }
        }
        for &h in &heads {
            let span = work.syntax[h].span;
            for statement in &work.statements.list {
                let source = statement.source.as_ref().filter(|s| s.head != h);
                if let Some(p) = source.and_then(|s| work.phrase_at[s.head.index()])
                    && statement.contents.iter().any(|c| c.contains(span))
                    && let Some(code) = country_of(p)
                {
                    add("speaker", code);
                }
            }
            let verb = work.syntax[h].head;
            for &c in verb.map_or(&[][..], |v| work.syntax.children(v)) {
                let argument = ["nsubj", "obj", "iobj", "obl"]
                    .iter()
                    .any(|r| work.syntax[c].is_rel(r));
                if c != h
                    && argument
                    && let Some(code) = work.phrase_at[c.index()].and_then(country_of)
                {
                    add("beside", code);
                }
            }
        }
        out
    }
}

/// The likeliest country, if it is likely enough, and why.
pub(super) fn best(work: &Work<'_>, candidates: &[Candidate]) -> Option<(SmolStr, String)> {
    let weights = work.lexicon.home.as_ref()?;
    let (code, chance) = candidates
        .iter()
        .map(|(code, signs)| (code, weights.of(signs.iter().map(String::as_str))))
        .max_by(|a, b| a.1.total_cmp(&b.1))?;
    let name = work.lexicon.country_name(code).unwrap_or(code);
    (chance >= LIKELY).then(|| {
        (
            code.clone(),
            format!("likely of {name} ({chance:.2}), by what the article names around it"),
        )
    })
}

/// Traits of somebody, whatever the country.
fn traits(work: &Work<'_>, owns: &[Own], who: &Nobody<'_>) -> Vec<&'static str> {
    let any = |test: &dyn Fn(usize) -> bool| who.members.iter().any(|&p| test(p));
    let mut out = Vec::new();
    let named = any(&|p| work.phrases[p].name.is_some());
    let kind = who.members.first().map(|&p| owns[p].kind);
    out.push(match kind {
        Some(EntityKind::Person) => "person",
        Some(EntityKind::Role) => "role",
        Some(EntityKind::Group) => "group",
        Some(EntityKind::Organization) => "organization",
        _ => "other-kind",
    });
    let mut add = |on: bool, name| {
        if on {
            out.push(name);
        }
    };
    add(named, "named");
    add(!named && any(&|p| work.phrases[p].plural), "several-people");
    add(any(&|p| owns[p].domestic), "domestic");
    add(who.foreign, "foreign");
    add(any(&|p| work.phrases[p].pronoun), "pronoun");
    add(
        who.members.iter().all(|&p| work.phrases[p].pronoun),
        "only-pronouns",
    );
    let sector = who.sectors.first().map_or("", |s| s.as_str());
    add(sector == "UAF", "unknown-armed");
    add(matches!(sector, "CVL" | "CRM"), "private");
    add(matches!(sector, "REB" | "PRM"), "irregular");
    add(
        matches!(sector, "BUS" | "JRN" | "NGO" | "IGO"),
        "may-be-abroad",
    );
    add(
        matches!(
            sector,
            "GOV" | "MIL" | "COP" | "JUD" | "LEG" | "PTY" | "OPP" | "SPY"
        ),
        "official",
    );
    add(sector.is_empty(), "no-sector");
    out
}

fn bucket(share: f64) -> &'static str {
    match (share * 100.0) as u32 {
        0..10 => "0",
        10..20 => "10",
        20..30 => "20",
        30..45 => "30",
        45..60 => "45",
        60..80 => "60",
        _ => "80",
    }
}
