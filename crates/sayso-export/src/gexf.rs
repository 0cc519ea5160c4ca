//! GEXF 1.3, the form of Gephi.

use std::io::Write;

use crate::about::Form;
use crate::network::{Actors, Network, quad_name};
use crate::xml::Xml;
use crate::{ExportError, Exporter, Item, Selection, Tally};

/// Gathers the network and writes it at the end.
pub struct Gexf<W: Write> {
    out: Xml<W>,
    network: Network,
}

impl<W: Write> Gexf<W> {
    /// Onto `out`.
    pub fn new(out: W, actors: Actors, selection: Selection) -> Gexf<W> {
        Gexf {
            out: Xml::new(out),
            network: Network::new(actors, selection),
        }
    }
}

const NODE: [(&str, &str); 6] = [
    ("country", "string"),
    ("sector", "string"),
    ("apart", "boolean"),
    ("as_actor", "integer"),
    ("as_recipient", "integer"),
    ("articles", "integer"),
];

const EDGE: [(&str, &str); 11] = [
    ("quad", "integer"),
    ("quad_name", "string"),
    ("status", "string"),
    ("events", "integer"),
    ("narrator", "integer"),
    ("joint", "integer"),
    ("intensity_sum", "double"),
    ("intensity_mean", "double"),
    ("first", "string"),
    ("last", "string"),
    ("types", "string"),
];

impl<W: Write> Exporter for Gexf<W> {
    fn article(&mut self, item: &Item<'_>) -> Result<(), ExportError> {
        self.network.add(item.record);
        Ok(())
    }

    fn finish(&mut self) -> Result<(), ExportError> {
        self.network.tally.written = self.network.edges.len();
        let (out, network) = (&mut self.out, &self.network);
        out.declare()?;
        out.open(
            "gexf",
            &[("xmlns", "http://gexf.net/1.3"), ("version", "1.3")],
        )?;
        out.open("meta", &[])?;
        out.text("creator", &[], "sayso")?;
        out.text("description", &[], &Form::Gexf.about_with(&network.tally))?;
        out.close("meta")?;
        out.open(
            "graph",
            &[("defaultedgetype", "directed"), ("mode", "static")],
        )?;
        for (class, attributes) in [("node", NODE.as_slice()), ("edge", EDGE.as_slice())] {
            out.open("attributes", &[("class", class)])?;
            for (title, kind) in attributes {
                out.empty(
                    "attribute",
                    &[("id", title), ("title", title), ("type", kind)],
                )?;
            }
            out.close("attributes")?;
        }
        out.open("nodes", &[])?;
        for node in &network.nodes {
            out.open("node", &[("id", &node.id), ("label", &node.label)])?;
            let values = [
                node.country.clone(),
                node.sector.clone(),
                Some(node.apart.to_string()),
                Some(node.as_actor.to_string()),
                Some(node.as_recipient.to_string()),
                Some(node.articles.to_string()),
            ];
            attvalues(out, &NODE, &values)?;
            out.close("node")?;
        }
        out.close("nodes")?;
        out.open("edges", &[])?;
        for (i, (key, edge)) in network.edges.iter().enumerate() {
            let weight = edge.weight(key.quad);
            out.open(
                "edge",
                &[
                    ("id", &i.to_string()),
                    ("source", &network.nodes[key.source].id),
                    ("target", &network.nodes[key.target].id),
                    ("weight", &weight.to_string()),
                    // Several edges between two nodes are told apart by it.
                    ("kind", &format!("{} {}", quad_name(key.quad), key.status)),
                ],
            )?;
            attvalues(out, &EDGE, &edge.values(key))?;
            out.close("edge")?;
        }
        for name in ["edges", "graph", "gexf"] {
            out.close(name)?;
        }
        Ok(out.end()?)
    }

    fn tally(&self) -> &Tally {
        &self.network.tally
    }
}

/// The values that are known; unknown ones are left out.
fn attvalues<W: Write>(
    out: &mut Xml<W>,
    attributes: &[(&str, &str)],
    values: &[Option<String>],
) -> Result<(), ExportError> {
    out.open("attvalues", &[])?;
    for ((name, _), value) in attributes.iter().zip(values) {
        if let Some(value) = value {
            out.empty("attvalue", &[("for", name), ("value", value)])?;
        }
    }
    Ok(out.close("attvalues")?)
}
