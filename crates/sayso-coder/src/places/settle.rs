//! Which candidate of a name is taken, and the reason that is given.

use sayso_article::SmolStr;
use sayso_gazetteer::Feature;

use super::atlas::Candidate;
use super::reading::Reading;
use super::resolve::{LEAST, Resolution};
use super::weigh::{Item, Points, Weight};

/// Candidates that leave the resolver.
const SHOWN: usize = 5;
/// From this size on a town is taken by another name than its main one without
/// anything else for it: towns of some 2 million, seats of one million.
const KNOWN: f64 = 4.3;
/// What the article must say for a smaller one, in points.
const BORNE_OUT: f64 = 0.5;
/// Towns from this size on are spoken of abroad.
const ABROAD: u32 = 50_000;
/// From here on the country of an open name is taken, when its candidates agree.
const AGREED: f64 = 0.8;

/// Takes the likeliest candidate, or leaves the name open.
pub(super) fn settle(
    reading: &Reading,
    item: &Item,
    weights: &[Weight],
    home: Option<&SmolStr>,
) -> Resolution {
    let mut order: Vec<usize> = (0..weights.len()).collect();
    // Ties go to the order of the atlas.
    order.sort_by(|&a, &b| {
        let p = |i: usize| weights[i].probability;
        p(b).total_cmp(&p(a))
    });
    let best = order[0];
    // Two records of one spot (a city and its district) are no doubt.
    let here = &item.candidates[best];
    let same: f64 = order
        .iter()
        .filter(|&&i| close(here, &item.candidates[i]))
        .map(|&i| weights[i].probability)
        .sum();
    let likely = same >= LEAST;
    // A small far town that happens to bear the name beside its own is seldom meant.
    let points = &weights[best].points;
    let borne = here.main
        || !here.feature.is_populated()
        || points.size >= KNOWN
        || points.support() >= BORNE_OUT;
    // Nor is a small town abroad, in an article about one country: the suburb
    // that is meant is not known.
    let foreign = home.is_some_and(|code| !here.countries.contains(code));
    let small = matches!(
        here.feature,
        Feature::Town | Feature::Part | Feature::District
    ) && here.population < ABROAD;
    // "Central Plateau" is no part of a division abroad that is called Plateau.
    let part = reading.part && here.feature == Feature::Division;
    let stray = foreign
        && (small || part)
        && points.beside + points.called + points.near + points.country < BORNE_OUT;
    let resolved = likely && borne && !stray;
    let runner = order
        .iter()
        .skip(1)
        .find(|&&i| !close(here, &item.candidates[i]));
    let reason = if resolved {
        why(
            item,
            reading,
            here,
            &weights[best].points,
            runner.map(|&r| &weights[r].points),
        )
    } else if likely && stray {
        "the places of this name are little known and lie in other countries than the article's"
            .to_owned()
    } else if likely {
        "it is only another name of towns that nothing in the article points to".to_owned()
    } else {
        format!(
            "{} places of this name are about as likely",
            item.candidates.len()
        )
    };
    let reason = if reading.site && resolved {
        format!("a site named after {}; {reason}", here.name)
    } else {
        reason
    };
    let country = if resolved {
        here.country().cloned()
    } else {
        let code = here.country();
        let agree = (0..weights.len()).filter(|&i| item.candidates[i].country() == code);
        let agree: f64 = agree.map(|i| weights[i].probability).sum();
        code.filter(|_| agree >= AGREED).cloned()
    };
    let shown = order.iter().take(SHOWN);
    Resolution {
        probabilities: shown.clone().map(|&i| weights[i].probability).collect(),
        candidates: shown.map(|&i| item.candidates[i].clone()).collect(),
        resolved,
        country,
        part: reading.part,
        reason,
    }
}

/// Within some fifty kilometres.
fn close(a: &Candidate, b: &Candidate) -> bool {
    let narrow = a.latitude.to_radians().cos();
    let (dy, dx) = (
        a.latitude - b.latitude,
        (a.longitude - b.longitude) * narrow,
    );
    dy.hypot(dx) < 0.5
}

/// What told the place from the next best one.
fn why(
    item: &Item,
    reading: &Reading,
    here: &Candidate,
    best: &Points,
    runner: Option<&Points>,
) -> String {
    let count = item.candidates.len();
    let Some(runner) = runner else {
        return "the only place of this name known".to_owned();
    };
    let within = item.within.iter().find(|w| w.holds(here));
    if let Some(within) = within
        && best.beside > runner.beside
    {
        return format!("in {}, which stands beside it", within.name);
    }
    let mut told = [
        (best.size - runner.size, 0),
        (best.called - runner.called, 1),
        (best.country - runner.country, 2),
        (best.division - runner.division, 3),
        (best.near - runner.near, 4),
        (best.linked - runner.linked, 4),
        (best.beside - runner.beside, 5),
    ];
    told.sort_by(|a, b| b.0.total_cmp(&a.0));
    let country = here.country().map_or("its countries", SmolStr::as_str);
    let division = here.division.as_ref().unwrap_or(&here.name);
    match told[0].1 {
        1 => format!("of {count} places of this name one that is called so"),
        2 => format!("of {count} places of this name one in a country of the article ({country})"),
        3 => {
            format!("of {count} places of this name one in a division of the article ({division})")
        }
        4 => format!("of {count} places of this name one near others of the article"),
        5 => "it holds the place before it".to_owned(),
        _ if reading.called.is_some_and(|c| c.fits(here.feature)) => {
            format!("of {count} places of this name the best known that is called so")
        }
        _ => format!("the best known of {count} places of this name"),
    }
}
