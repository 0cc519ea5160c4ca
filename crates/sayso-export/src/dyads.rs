//! Who to whom: the pairs of an event, for forms that know only pairs.

use sayso_record::{EventRecord, PartyRecord};

/// One pair; either side may be unknown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Dyad<'a> {
    pub source: Option<&'a PartyRecord>,
    pub target: Option<&'a PartyRecord>,
    /// Both sides do it together ("X and Y met"): the order means nothing.
    pub joint: bool,
}

/// Whether the parties of such an event are all actors, as PLOVER has it.
fn is_joint(kind: &str) -> bool {
    matches!(kind, "AGREE" | "CONSULT" | "COOPERATE")
}

/// Every actor with every recipient; the actors of a joint event without a
/// recipient with each other, once; else each party alone. Empty when nobody
/// is named.
pub(crate) fn dyads(event: &EventRecord) -> Vec<Dyad<'_>> {
    let (actors, recipients) = (&event.actors, &event.recipients);
    let pair = |source, target| Dyad {
        source,
        target,
        joint: false,
    };
    if actors.is_empty() {
        return recipients.iter().map(|r| pair(None, Some(r))).collect();
    }
    if recipients.is_empty() {
        if actors.len() > 1 && is_joint(&event.kind) {
            let mut out = Vec::new();
            for (i, a) in actors.iter().enumerate() {
                out.extend(actors[i + 1..].iter().map(|b| Dyad {
                    joint: true,
                    ..pair(Some(a), Some(b))
                }));
            }
            return out;
        }
        return actors.iter().map(|a| pair(Some(a), None)).collect();
    }
    let mut out = Vec::new();
    for a in actors {
        out.extend(recipients.iter().map(|r| pair(Some(a), Some(r))));
    }
    out
}
