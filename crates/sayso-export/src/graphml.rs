//! GraphML, read by most network programs.

use std::io::Write;

use crate::about::Form;
use crate::network::{Actors, Network};
use crate::xml::Xml;
use crate::{ExportError, Exporter, Item, Selection, Tally};

/// Gathers the network and writes it at the end.
pub struct Graphml<W: Write> {
    out: Xml<W>,
    network: Network,
}

impl<W: Write> Graphml<W> {
    /// Onto `out`.
    pub fn new(out: W, actors: Actors, selection: Selection) -> Graphml<W> {
        Graphml {
            out: Xml::new(out),
            network: Network::new(actors, selection),
        }
    }
}

/// Id of the key, name, type.
const NODE: [(&str, &str, &str); 8] = [
    ("v7", "actor", "string"),
    ("v0", "label", "string"),
    ("v1", "country", "string"),
    ("v2", "sector", "string"),
    ("v3", "apart", "boolean"),
    ("v4", "as_actor", "long"),
    ("v5", "as_recipient", "long"),
    ("v6", "articles", "long"),
];

const EDGE: [(&str, &str, &str); 12] = [
    ("e0", "weight", "double"),
    ("e1", "quad", "int"),
    ("e2", "quad_name", "string"),
    ("e3", "status", "string"),
    ("e4", "events", "long"),
    ("e5", "narrator", "long"),
    ("e6", "joint", "long"),
    ("e7", "intensity_sum", "double"),
    ("e8", "intensity_mean", "double"),
    ("e9", "first", "string"),
    ("e10", "last", "string"),
    ("e11", "types", "string"),
];

impl<W: Write> Exporter for Graphml<W> {
    fn article(&mut self, item: &Item<'_>) -> Result<(), ExportError> {
        self.network.add(item.record);
        Ok(())
    }

    fn finish(&mut self) -> Result<(), ExportError> {
        self.network.tally.written = self.network.edges.len();
        let (out, network) = (&mut self.out, &self.network);
        out.declare()?;
        out.open(
            "graphml",
            &[("xmlns", "http://graphml.graphdrawing.org/xmlns")],
        )?;
        out.text("desc", &[], &Form::Graphml.about_with(&network.tally))?;
        for (class, keys) in [("node", NODE.as_slice()), ("edge", EDGE.as_slice())] {
            for (id, name, kind) in keys {
                out.empty(
                    "key",
                    &[
                        ("id", id),
                        ("for", class),
                        ("attr.name", name),
                        ("attr.type", kind),
                    ],
                )?;
            }
        }
        out.open("graph", &[("id", "actors"), ("edgedefault", "directed")])?;
        for (i, node) in network.nodes.iter().enumerate() {
            // An id of GraphML is one word; the actor's own is a property.
            out.open("node", &[("id", &format!("actor{i}"))])?;
            let values = [
                Some(node.id.clone()),
                Some(node.label.clone()),
                node.country.clone(),
                node.sector.clone(),
                Some(node.apart.to_string()),
                Some(node.as_actor.to_string()),
                Some(node.as_recipient.to_string()),
                Some(node.articles.to_string()),
            ];
            data(out, &NODE, &values)?;
            out.close("node")?;
        }
        for (i, (key, edge)) in network.edges.iter().enumerate() {
            out.open(
                "edge",
                &[
                    ("id", &format!("edge{i}")),
                    ("source", &format!("actor{}", key.source)),
                    ("target", &format!("actor{}", key.target)),
                ],
            )?;
            let weight = Some(edge.weight(key.quad).to_string());
            let values: Vec<_> = std::iter::once(weight).chain(edge.values(key)).collect();
            data(out, &EDGE, &values)?;
            out.close("edge")?;
        }
        out.close("graph")?;
        out.close("graphml")?;
        Ok(out.end()?)
    }

    fn tally(&self) -> &Tally {
        &self.network.tally
    }
}

/// The values that are known; unknown ones are left out.
fn data<W: Write>(
    out: &mut Xml<W>,
    keys: &[(&str, &str, &str)],
    values: &[Option<String>],
) -> Result<(), ExportError> {
    for ((id, ..), value) in keys.iter().zip(values) {
        if let Some(value) = value {
            out.text("data", &[("key", id)], value)?;
        }
    }
    Ok(())
}
