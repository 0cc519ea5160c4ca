//! The network of actors: who did what kind of thing to whom, how often.
//!
//! Edges are directed and kept apart by quad class and status, so that no
//! denied event ever adds to the weight of an edge of events that happened.

use std::collections::BTreeMap;

use sayso_record::{ArticleRecord, EventRecord, PartyRecord};

use crate::cell::decimal;
use crate::dyads::dyads;
use crate::{Selection, Tally};

/// What one node stands for. Parties whose country is not known stand apart,
/// article by article: the same words in two articles may mean two actors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Actors {
    /// Country and primary sector: `RUS MIL`.
    #[default]
    Code,
    /// The country: `RUS`.
    Country,
    /// Name, country and primary sector: `Sergei Lavrov [RUS GOV]`.
    Name,
}

#[derive(Debug)]
pub(crate) struct Node {
    pub id: String,
    pub label: String,
    pub country: Option<String>,
    pub sector: Option<String>,
    /// Known from one article only, because no country is known.
    pub apart: bool,
    pub as_actor: u64,
    pub as_recipient: u64,
    pub articles: u64,
    last_article: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct EdgeKey {
    pub source: usize,
    pub target: usize,
    pub quad: u8,
    pub status: String,
}

#[derive(Debug, Default)]
pub(crate) struct Edge {
    pub events: u64,
    /// Of these, told by the article itself.
    pub narrator: u64,
    /// Of these, done together, so that they stand in both directions.
    pub joint: u64,
    pub intensity: f64,
    pub first: Option<String>,
    pub last: Option<String>,
    pub types: BTreeMap<String, u64>,
}

impl Edge {
    /// Events with the sign of the quad: positive for cooperation.
    pub fn weight(&self, quad: u8) -> f64 {
        let events = self.events as f64;
        if quad <= 2 { events } else { -events }
    }

    /// What an edge tells beside its ends and weight, in the order in which the
    /// forms name it.
    pub fn values(&self, key: &EdgeKey) -> [Option<String>; 11] {
        [
            Some(key.quad.to_string()),
            Some(quad_name(key.quad).to_owned()),
            Some(key.status.clone()),
            Some(self.events.to_string()),
            Some(self.narrator.to_string()),
            Some(self.joint.to_string()),
            Some(self.intensity.to_string()),
            Some((self.intensity / self.events as f64).to_string()),
            self.first.clone(),
            self.last.clone(),
            Some(self.types()),
        ]
    }

    /// `ASSAULT 3; COERCE 1`.
    pub fn types(&self) -> String {
        let types: Vec<String> = self.types.iter().map(|(t, n)| format!("{t} {n}")).collect();
        types.join("; ")
    }
}

/// The name of a quad class.
pub(crate) fn quad_name(quad: u8) -> &'static str {
    match quad {
        1 => "verbal cooperation",
        2 => "material cooperation",
        3 => "verbal conflict",
        4 => "material conflict",
        _ => "",
    }
}

/// Nodes in order of first appearance and edges in order of their keys.
#[derive(Debug)]
pub(crate) struct Network {
    actors: Actors,
    selection: Selection,
    by_key: BTreeMap<String, usize>,
    pub nodes: Vec<Node>,
    pub edges: BTreeMap<EdgeKey, Edge>,
    pub tally: Tally,
}

impl Network {
    pub fn new(actors: Actors, selection: Selection) -> Network {
        Network {
            actors,
            selection,
            by_key: BTreeMap::new(),
            nodes: Vec::new(),
            edges: BTreeMap::new(),
            tally: Tally::default(),
        }
    }

    pub fn add(&mut self, record: &ArticleRecord) {
        self.tally.articles += 1;
        for event in &record.events {
            if !self.selection.takes(event, &mut self.tally) {
                continue;
            }
            let mut nodes = BTreeMap::new();
            for (p, actor) in parties(event) {
                let Some(node) = self.node(record, p) else {
                    continue;
                };
                nodes.insert(std::ptr::from_ref(p), node);
                let node = &mut self.nodes[node];
                node.as_actor += u64::from(actor);
                node.as_recipient += u64::from(!actor);
            }
            let of = |p: Option<&PartyRecord>| nodes.get(&std::ptr::from_ref(p?)).copied();
            // Two parties of one node give one edge an event.
            let mut keys: BTreeMap<(usize, usize), bool> = BTreeMap::new();
            for dyad in dyads(event) {
                if let (Some(source), Some(target)) = (of(dyad.source), of(dyad.target)) {
                    keys.insert((source, target), dyad.joint);
                    if dyad.joint {
                        keys.insert((target, source), true);
                    }
                }
            }
            if keys.is_empty() {
                self.tally.leave_out("no pair of actors");
            }
            for ((source, target), joint) in keys {
                let key = EdgeKey {
                    source,
                    target,
                    quad: event.quad,
                    status: event.status.clone(),
                };
                count(self.edges.entry(key).or_default(), event, joint);
            }
        }
    }

    /// The node of a party; none for a thing of no country, which is no actor.
    fn node(&mut self, record: &ArticleRecord, party: &PartyRecord) -> Option<usize> {
        let entity = party.entity.as_ref();
        let entity = entity.and_then(|id| record.entities.iter().find(|n| n.id == *id));
        let article = self.tally.articles;
        let country = party.country.as_deref();
        let sector = party.sector.as_deref();
        if country.is_none() && sector.is_none() && entity.is_some_and(|n| n.kind == "thing") {
            return None;
        }
        let codes = [country, sector].into_iter().flatten().collect::<Vec<_>>();
        let (id, label, sector) = match (country, self.actors) {
            (None, _) => {
                let own = party.entity.clone();
                let own = own.unwrap_or_else(|| format!("{}-{}", party.span.start, party.span.end));
                (
                    format!("{}/{own}", record.article.id),
                    party.name.clone(),
                    sector,
                )
            }
            (Some(country), Actors::Country) => (country.to_owned(), country.to_owned(), None),
            (Some(_), Actors::Code) => (codes.join(" "), codes.join(" "), sector),
            (Some(_), Actors::Name) => {
                let id = format!("{} [{}]", party.name, codes.join(" "));
                (id, party.name.clone(), sector)
            }
        };
        let next = self.nodes.len();
        let index = *self.by_key.entry(id.clone()).or_insert(next);
        if index == next {
            self.nodes.push(Node {
                id,
                label,
                country: country.map(str::to_owned),
                sector: sector.map(str::to_owned),
                apart: country.is_none(),
                as_actor: 0,
                as_recipient: 0,
                articles: 0,
                last_article: 0,
            });
        }
        let node = &mut self.nodes[index];
        if node.last_article != article {
            node.last_article = article;
            node.articles += 1;
        }
        Some(index)
    }
}

fn parties(event: &EventRecord) -> impl Iterator<Item = (&PartyRecord, bool)> {
    let actors = event.actors.iter().map(|p| (p, true));
    actors.chain(event.recipients.iter().map(|p| (p, false)))
}

fn count(edge: &mut Edge, event: &EventRecord, joint: bool) {
    edge.events += 1;
    edge.narrator += u64::from(event.said_by.is_none());
    edge.joint += u64::from(joint);
    edge.intensity += decimal(event.intensity);
    *edge.types.entry(event.kind.clone()).or_default() += 1;
    if let Some(date) = &event.date {
        if let Some(day) = &date.earliest
            && edge.first.as_ref().is_none_or(|first| day < first)
        {
            edge.first = Some(day.clone());
        }
        if let Some(day) = &date.latest
            && edge.last.as_ref().is_none_or(|last| day > last)
        {
            edge.last = Some(day.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cooperation_is_positive_and_conflict_negative() {
        let edge = Edge {
            events: 3,
            ..Edge::default()
        };
        assert_eq!(
            [1, 2, 3, 4].map(|quad| edge.weight(quad)),
            [3.0, 3.0, -3.0, -3.0]
        );
    }
}
