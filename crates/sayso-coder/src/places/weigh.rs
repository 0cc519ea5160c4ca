//! How likely each candidate of each name is, given the candidates of the
//! others: a few rounds in which names that are nearly sure draw the doubtful
//! ones to their country, division and neighbourhood.
//!
//! The weights are set by hand from what they mean, in powers of ten of
//! inhabitants: a place ten times as large is one point likelier.

use sayso_article::SmolStr;
use sayso_gazetteer::{Feature, PlaceId};

use super::atlas::Candidate;
use super::wording::Called;

/// One name of the article with all places that bear it.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// The places.
    pub candidates: Vec<Candidate>,
    /// What the words beside it call it.
    pub called: Option<Called>,
    /// How often the article has it.
    pub mentions: usize,
    /// It stands only inside other names or unnoticed; it draws the others less.
    pub aside: bool,
    /// Candidates of the place that stands beside it as the one it lies in;
    /// empty for none.
    pub within: Vec<Candidate>,
    /// Items that are said to lie in it.
    pub holds: Vec<usize>,
}

/// What speaks for a candidate, in points.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Points {
    /// Size and kind.
    pub size: f64,
    /// The place that stands beside it.
    pub beside: f64,
    /// What it is called.
    pub called: f64,
    /// The article's countries.
    pub country: f64,
    /// The article's divisions.
    pub division: f64,
    /// Other places close by.
    pub near: f64,
    /// A district of the article that holds it, or a place that it holds.
    pub linked: f64,
}

impl Points {
    /// What the article adds to size and kind.
    pub fn support(&self) -> f64 {
        self.sum() - self.size
    }

    pub fn sum(&self) -> f64 {
        self.size
            + self.beside
            + self.called
            + self.country
            + self.division
            + self.near
            + self.linked
    }
}

/// A candidate with its points and probability.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Weight {
    pub points: Points,
    pub probability: f64,
}

/// Points in which a candidate becomes e times as likely, round by round of
/// drawing each other: at first the small places are heard as well.
const SCALES: [f64; 5] = [2.0, 1.4, 1.0, 0.8, 0.6];
/// A place as far off as this counts half as being in one region, and half as
/// being close by.
const REGION_KM: f64 = 150.0;
const CLOSE_KM: f64 = 30.0;
/// Names that draw the others; further ones of a long article do not.
const DRAWING: usize = 40;

/// Weights of the candidates of each item, in their order. `leaning`: country
/// codes that the article speaks of apart from the items, with their weight.
pub(super) fn weigh(items: &[Item], leaning: &[(SmolStr, f64)]) -> Vec<Vec<Weight>> {
    let units: Vec<Vec<[f64; 3]>> = items
        .iter()
        .map(|i| i.candidates.iter().map(unit).collect())
        .collect();
    let mut weights: Vec<Vec<Weight>> = items.iter().map(|i| alone(i, items)).collect();
    link(items, &mut weights);
    for scale in SCALES {
        let crowd = Crowd::new(items, &weights, &units, leaning);
        let next = items
            .iter()
            .enumerate()
            .map(|(i, item)| {
                let drawn = item.candidates.iter().zip(&weights[i]).enumerate();
                let mut drawn: Vec<Weight> = drawn
                    .map(|(c, (candidate, weight))| Weight {
                        points: crowd.points(i, candidate, units[i][c], weight.points),
                        probability: 0.0,
                    })
                    .collect();
                normalise(&mut drawn, scale);
                drawn
            })
            .collect();
        weights = next;
    }
    weights
}

/// Probabilities from points.
fn normalise(weights: &mut [Weight], scale: f64) {
    let best = weights
        .iter()
        .map(|w| w.points.sum())
        .fold(f64::NEG_INFINITY, f64::max);
    let mut total = 0.0;
    for w in weights.iter_mut() {
        w.probability = ((w.points.sum() - best) / scale).exp();
        total += w.probability;
    }
    for w in weights.iter_mut() {
        w.probability /= total;
    }
}

/// What speaks for the candidates of an item before others are heard.
fn alone(item: &Item, items: &[Item]) -> Vec<Weight> {
    // A division that shares its name with a town is called so where it is meant.
    let shared = shares_name(&item.candidates);
    let mut out: Vec<Weight> = item
        .candidates
        .iter()
        .map(|c| {
            let inside = item.within.iter().any(|w| w.holds(c));
            let holding = item
                .holds
                .iter()
                .filter_map(|&i| items.get(i))
                .any(|inner| inner.candidates.iter().any(|i| c.holds(i)));
            Weight {
                points: Points {
                    size: size(c)
                        - if shared && c.feature == Feature::Division {
                            0.4
                        } else {
                            0.0
                        },
                    beside: if inside { 9.0 } else { 0.0 } + if holding { 2.0 } else { 0.0 },
                    called: match item.called {
                        Some(called) if called.fits(c.feature) => 1.5,
                        _ => 0.0,
                    },
                    ..Points::default()
                },
                probability: 0.0,
            }
        })
        .collect();
    normalise(&mut out, SCALES[0]);
    out
}

/// What a place gains when a district of the article holds it, and the
/// district, shared by all that do: rare by chance where it singles one out.
const LINKED: f64 = 2.0;

/// Joins districts with places that lie in them, wherever in the article.
fn link(items: &[Item], weights: &mut [Vec<Weight>]) {
    for (j, outer) in items.iter().enumerate().take(DRAWING) {
        for (i, inner) in items.iter().enumerate().take(DRAWING) {
            if i == j
                || !outer
                    .candidates
                    .iter()
                    .any(|c| c.feature == Feature::District)
            {
                continue;
            }
            let mut pairs: Vec<(usize, usize)> = Vec::new();
            for (c, district) in outer.candidates.iter().enumerate() {
                if district.feature == Feature::District {
                    let held = inner.candidates.iter().enumerate();
                    let held = held.filter(|(_, place)| district.holds(place));
                    pairs.extend(held.map(|(h, _)| (c, h)));
                }
            }
            let gain = LINKED / pairs.len().max(1) as f64;
            for (c, h) in pairs {
                let linked = |w: &mut Weight| w.points.linked = w.points.linked.max(gain);
                linked(&mut weights[j][c]);
                linked(&mut weights[i][h]);
            }
        }
    }
}

/// How likely a place is named in the news by its size and kind alone.
fn size(c: &Candidate) -> f64 {
    let people = f64::from(c.population.max(100)).log10();
    let size = match c.feature {
        Feature::Continent => 8.0,
        Feature::Country => people.max(5.5) + 0.9,
        Feature::Capital => people.max(4.5) + 1.0,
        Feature::Seat => people + 0.3,
        Feature::Town => people,
        Feature::Part => people - 0.7,
        Feature::Division => people.max(4.5) - 0.4,
        Feature::District => people.max(3.5) - 1.0,
        Feature::Sea => 7.0,
        Feature::Region | Feature::Strait => 6.0,
        Feature::Island => 5.6,
        Feature::River | Feature::Lake | Feature::Mountain | Feature::Desert => 5.2,
        Feature::Camp | Feature::Base | Feature::Site => 5.0,
    };
    // Foreign and old names are seldom meant, except of large places; the
    // other names written by hand are as good as the first.
    let other = !c.main && c.at.place.is_some();
    size - if other { 2.0 } else { 0.0 }
}

/// The unit vector of a point on the sphere.
fn unit(c: &Candidate) -> [f64; 3] {
    let (phi, lambda) = (c.latitude.to_radians(), c.longitude.to_radians());
    [
        phi.cos() * lambda.cos(),
        phi.cos() * lambda.sin(),
        phi.sin(),
    ]
}

/// Whether one of the candidates is a division with a large town of the name in
/// it, or one of a country whose capital bears it.
pub(super) fn shares_name(candidates: &[Candidate]) -> bool {
    candidates
        .iter()
        .filter(|d| d.feature == Feature::Division)
        .any(|d| {
            let large = |t: &&Candidate| t.feature.is_populated() && t.population >= 100_000;
            candidates
                .iter()
                .filter(large)
                .any(|t| t.main && d.holds(t))
        })
}

/// What all items together speak for, with what each contributes, so that none
/// speaks for itself.
struct Crowd<'a> {
    countries: Vec<(&'a str, f64)>,
    /// By item: its share of each country.
    own_countries: Vec<Vec<(&'a str, f64)>>,
    /// Places in a division, and the division itself named.
    divisions: Vec<(PlaceId, f64, f64)>,
    own_divisions: Vec<Vec<(PlaceId, f64, f64)>>,
    /// Countries named, and by item; divisions named, by country, and by item:
    /// in a list of states a name is likely one.
    named_countries: f64,
    own_named: Vec<f64>,
    peers: Vec<(&'a str, f64)>,
    own_peers: Vec<Vec<(&'a str, f64)>>,
    /// By item: its divisions share their name with a large town in them.
    shared: Vec<bool>,
    /// Likely places of each item: item, unit vector, weight.
    places: Vec<(usize, [f64; 3], f64)>,
}

fn add<K: PartialEq>(list: &mut Vec<(K, f64)>, key: K, weight: f64) {
    match list.iter_mut().find(|(k, _)| *k == key) {
        Some((_, w)) => *w += weight,
        None => list.push((key, weight)),
    }
}

fn add_division(list: &mut Vec<(PlaceId, f64, f64)>, key: PlaceId, inside: f64, named: f64) {
    match list.iter_mut().find(|(k, ..)| *k == key) {
        Some((_, i, n)) => {
            *i += inside;
            *n += named;
        }
        None => list.push((key, inside, named)),
    }
}

impl<'a> Crowd<'a> {
    fn new(
        items: &'a [Item],
        weights: &[Vec<Weight>],
        units: &[Vec<[f64; 3]>],
        leaning: &'a [(SmolStr, f64)],
    ) -> Crowd<'a> {
        let mut crowd = Crowd {
            countries: leaning.iter().map(|(c, w)| (c.as_str(), *w)).collect(),
            own_countries: vec![Vec::new(); items.len()],
            divisions: Vec::new(),
            own_divisions: vec![Vec::new(); items.len()],
            named_countries: 0.0,
            own_named: vec![0.0; items.len()],
            peers: Vec::new(),
            own_peers: vec![Vec::new(); items.len()],
            shared: items.iter().map(|i| shares_name(&i.candidates)).collect(),
            places: Vec::new(),
        };
        for (i, item) in items.iter().enumerate().take(DRAWING) {
            let often = 1.0 + 0.3 * (item.mentions as f64).ln();
            let often = if item.aside { 0.5 * often } else { often };
            for (c, candidate) in item.candidates.iter().enumerate() {
                let weight = often * weights[i][c].probability;
                if weight < 0.03 {
                    continue;
                }
                if let Some(country) = candidate.country() {
                    // A country that is named speaks louder for its towns.
                    let named = candidate.feature == Feature::Country;
                    let weight = if named { 1.5 * weight } else { weight };
                    add(&mut crowd.own_countries[i], country.as_str(), weight);
                    add(&mut crowd.countries, country.as_str(), weight);
                }
                match (candidate.feature, candidate.country()) {
                    (Feature::Country, _) => {
                        crowd.named_countries += weight;
                        crowd.own_named[i] += weight;
                    }
                    (Feature::Division, Some(country)) => {
                        add(&mut crowd.own_peers[i], country.as_str(), weight);
                        add(&mut crowd.peers, country.as_str(), weight);
                    }
                    _ => {}
                }
                if let Some(division) = candidate.at.division {
                    let named = candidate.feature == Feature::Division;
                    let (inside, named) = if named { (0.0, weight) } else { (weight, 0.0) };
                    add_division(&mut crowd.own_divisions[i], division, inside, named);
                    add_division(&mut crowd.divisions, division, inside, named);
                }
                if !matches!(
                    candidate.feature,
                    Feature::Country | Feature::Continent | Feature::Sea
                ) && weight > 0.1
                {
                    crowd.places.push((i, units[i][c], weight));
                }
            }
        }
        crowd
    }

    /// The points of a candidate of the item `i`.
    fn points(&self, i: usize, c: &Candidate, at: [f64; 3], before: Points) -> Points {
        let of = |list: &[(&str, f64)], key: &str| {
            list.iter()
                .find(|(k, _)| *k == key)
                .map_or(0.0, |(_, w)| *w)
        };
        let country = c
            .countries
            .iter()
            .map(|code| of(&self.countries, code) - of(&self.own_countries[i], code));
        let country = country.fold(0.0, f64::max).max(0.0);
        let in_division = |list: &[(PlaceId, f64, f64)]| {
            let found =
                c.at.division
                    .and_then(|d| list.iter().find(|(k, ..)| *k == d));
            found.map_or((0.0, 0.0), |(_, inside, named)| (*inside, *named))
        };
        let (all, own) = (
            in_division(&self.divisions),
            in_division(&self.own_divisions[i]),
        );
        let inside = (all.0 - own.0).max(0.0);
        let named = (all.1 - own.1).max(0.0);
        let (mut near, mut close) = (0.0, 0.0);
        if !matches!(c.feature, Feature::Country | Feature::Continent) {
            for (j, other, weight) in &self.places {
                if *j != i {
                    let chord = (0..3).map(|k| (at[k] - other[k]).powi(2)).sum::<f64>();
                    // The chord on the unit sphere, squared: good enough below 2,000 km.
                    // A place is no evidence for itself.
                    if chord < 1e-10 {
                        continue;
                    }
                    near += weight / (1.0 + chord * (6371.0 / REGION_KM).powi(2));
                    close += weight / (1.0 + chord * (6371.0 / CLOSE_KM).powi(2));
                }
            }
        }
        // What has no point to be near is borne out by what lies in it and by its like.
        match (c.feature, c.country()) {
            (Feature::Country, _) => {
                close = 0.5 * (country + self.named_countries - self.own_named[i]).max(0.0);
            }
            (Feature::Division, Some(code)) => {
                let peers = of(&self.peers, code) - of(&self.own_peers[i], code);
                let peers = peers.max(0.0);
                // "Basra" is the city unless it is called a province, or
                // stands among many.
                close = if self.shared[i] {
                    0.2 * peers + 0.4 * inside
                } else {
                    close.max(inside + 0.5 * peers)
                };
            }
            _ => {}
        }
        Points {
            country: 1.2 * country.ln_1p(),
            division: inside.ln_1p() + 1.6 * named.ln_1p(),
            near: near.ln_1p() + 3.0 * close.ln_1p(),
            ..before
        }
    }
}
