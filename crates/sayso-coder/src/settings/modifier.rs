//! Expressions that may tell when or where an event happened.

use sayso_article::{Date, EventProposal, Span, Syntax, TokenId};

use super::sites::Site;
use crate::layers::{PlaceMention, Places, TimeExpression, Times};

/// An expression that may tell when or where an event happened.
pub(super) struct Modifier {
    /// Head of its phrase; `None` for the dateline.
    pub anchor: Option<TokenId>,
    /// Its words.
    pub span: Span,
    /// Its preposition; empty for none.
    pub preposition: String,
    /// What speaks for and against it whatever the event.
    pub own: Vec<&'static str>,
    /// Which argument of an [`EventProposal`] it would be.
    pub role: usize,
}

/// The time expressions that can date something, with their index: "now" and
/// "recently" tell no day.
pub(super) fn dates(
    syntax: &Syntax,
    times: &Times,
    published: Option<Date>,
) -> Vec<(usize, Modifier)> {
    let all = times.expressions.iter().enumerate();
    let datable = |time: &TimeExpression| {
        matches!(time.kind, "DATE" | "TIME")
            && !time.value.as_deref().is_some_and(|v| v.ends_with("_REF"))
    };
    all.filter(|(_, time)| datable(time))
        .map(|(i, time)| {
            let mut own = vec![match time.value.as_deref().map(str::len) {
                None => "unresolved",
                Some(4) => "a-year",
                Some(7) => "a-month",
                Some(10) => "a-day",
                _ => "another-length",
            }];
            if time.kind == "TIME" {
                own.push("time-of-day");
            }
            if let (Some(published), Some(earliest), Some(latest)) =
                (published, time.earliest, time.latest)
            {
                own.push(if earliest > published {
                    "after-publication"
                } else if latest < published {
                    "before-publication"
                } else {
                    "about-publication"
                });
            }
            let day = |t: &TimeExpression| {
                t.value
                    .as_deref()
                    .and_then(|v| v.get(..10))
                    .map(str::to_owned)
            };
            if let Some(own_day) = day(time) {
                let others = times
                    .expressions
                    .iter()
                    .filter(|t| datable(t))
                    .filter_map(&day);
                let rivals = others.filter(|d| *d != own_day).count();
                own.push(match rivals {
                    0 => "only-day",
                    1 => "one-other-day",
                    _ => "of-many-days",
                });
            }
            let modifier = Modifier {
                anchor: Some(time.anchor),
                span: time.span,
                preposition: syntax.preposition(time.anchor).unwrap_or_default(),
                own,
                role: EventProposal::DATE,
            };
            (i, modifier)
        })
        .collect()
}

/// The places named, the sites, and the dateline, in the order in which
/// [`crate::layers::Setting::place`] counts them.
pub(super) fn places(places: &Places, sites: &[Site]) -> Vec<Modifier> {
    let mut out: Vec<Modifier> = places.mentions.iter().map(named).collect();
    for (i, modifier) in out.iter_mut().enumerate() {
        if let Some(next) = places.mentions.get(i + 1).and_then(|p| p.stand.as_ref())
            && modifier.anchor.is_some()
            && next.preposition.is_empty()
        {
            modifier.own.push("place-beside");
        }
    }
    for (modifier, place) in out.iter_mut().zip(&places.mentions) {
        let same = places.mentions.iter().filter(|p| p.name == place.name);
        if same.count() > 2 {
            modifier.own.push("named-often");
        }
        if places.mentions.iter().all(|p| p.name == place.name) {
            modifier.own.push("only-place");
        }
    }
    out.extend(sites.iter().map(|site| Modifier {
        anchor: Some(site.anchor),
        span: site.place.span,
        preposition: site.preposition.clone(),
        own: vec![site.kind],
        role: EventProposal::PLACE,
    }));
    out.extend(places.dateline.as_ref().map(named));
    out
}

fn named(place: &PlaceMention) -> Modifier {
    let mut own = vec![match place.precision {
        Some("point") => "a-point",
        Some("city" | "district") => "a-town",
        Some("region") => "a-region",
        Some("country") => "a-country",
        _ => "of-unknown-size",
    }];
    if let Some(stand) = &place.stand {
        own.push(if stand.locative {
            "locative"
        } else {
            "spoken-of"
        });
    }
    Modifier {
        anchor: place.stand.as_ref().map(|s| s.anchor),
        span: place.span,
        preposition: place
            .stand
            .as_ref()
            .map(|s| s.preposition.to_string())
            .unwrap_or_default(),
        own,
        role: EventProposal::PLACE,
    }
}
