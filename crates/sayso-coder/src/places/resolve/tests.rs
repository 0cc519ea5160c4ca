//! Names in texts written for the tests, resolved against the embedded atlas.

use super::*;

/// Resolves the names in square brackets of `marked` and gives, for each, the
/// plain name of its place with country, or `open`; and the resolutions.
fn resolved(marked: &str) -> (Vec<String>, Vec<Resolution>) {
    let (mut text, mut spans, mut start) = (String::new(), Vec::new(), 0);
    for c in marked.chars() {
        match c {
            '[' => start = text.len(),
            ']' => spans.push((start, text.len())),
            c => text.push(c),
        }
    }
    let spans: Vec<Span> = spans
        .into_iter()
        .map(|(start, end)| Span::new(&text, start, end).expect("on char bounds"))
        .collect();
    let atlas = Atlas::embedded().unwrap_or_else(|e| panic!("{e}"));
    let all = resolve(&text, &spans, &[], atlas);
    let names = all.iter().map(|r| match r.place() {
        Some(p) => format!("{} {}", p.name, r.country.as_deref().unwrap_or("-")),
        None => "open".to_owned(),
    });
    (names.collect(), all)
}

fn names(marked: &str) -> Vec<String> {
    resolved(marked).0
}

#[test]
fn the_best_known_place_stands_when_nothing_else_is_said() {
    let found = names("Envoys met in [Tripoli], then in [Paris] and [Kiev].");
    assert_eq!(found, ["Tripoli LBY", "Paris FRA", "Kyiv UKR"]);
}

#[test]
fn the_place_beside_it_holds_it() {
    let (found, all) = resolved("A mill burnt down in [Tripoli], [Lebanon], on Monday.");
    assert_eq!(found, ["Tripoli LBN", "Lebanon LBN"]);
    assert_eq!(all[0].reason, "in Lebanon, which stands beside it");
    assert!(all[0].candidates.iter().any(|c| c.countries == ["LBY"]));
    assert_eq!(names("Fire in [Paris], Tex., spread.")[0], "Paris USA");
    assert_eq!(
        names("[Lebanon]'s northern city of [Tripoli] was calm.")[1],
        "Tripoli LBN"
    );
    assert_eq!(names("It rained in [Athens], [Georgia].")[1], "Georgia USA");
}

#[test]
fn one_sense_in_an_article_unless_the_words_say_otherwise() {
    let found = names("In [Paris], [Texas], and in [Paris], [France]: [Paris] is twinned.");
    assert_eq!(found[0], "Paris USA");
    assert_eq!(found[2], "Paris FRA");
    let found = names("[Tripoli] was calm. In [Tripoli], [Lebanon], nobody was hurt.");
    assert_eq!(found[0], "Tripoli LBN");
}

#[test]
fn other_places_of_the_article_draw_it() {
    let found = names("Floods hit [Sidon], [Tyre], [Nabatieh] and [Tripoli].");
    assert_eq!(found[3], "Tripoli LBN");
    let found = names("Voters in [Ohio], [Michigan], [Georgia] and [Nevada] went to the polls.");
    assert_eq!(found[2], "Georgia USA");
    let found = names("Envoys from [Armenia], [Georgia] and [Azerbaijan] met.");
    assert_eq!(found[1], "Georgia GEO");
}

#[test]
fn kinds_of_place_choose_among_one_name() {
    let (_, all) = resolved("Troops left [Homs] province; shops opened in the city of [Homs].");
    let features: Vec<_> = all
        .iter()
        .filter_map(|r| Some(r.place()?.feature))
        .collect();
    // One sense an article: the first word beside the name decides.
    assert_eq!(features, [Feature::Division, Feature::Division]);
    let (_, all) = resolved("The [Central Region] of [Ghana] is dry.");
    assert_eq!(all[0].country.as_deref(), Some("GHA"));
}

#[test]
fn a_part_of_a_country_is_marked() {
    let (found, all) = resolved("Herders fled to [northern Kenya].");
    assert_eq!(found, ["Kenya KEN"]);
    assert!(all[0].part);
}

#[test]
fn disputed_places_are_marked_and_the_text_decides_the_name() {
    let (_, all) = resolved("Talks on the [Donbas], [Crimea] and [Nagorno-Karabakh] failed.");
    for r in &all {
        assert!(r.place().is_some_and(|p| p.disputed.is_some()), "{r:?}");
    }
}

#[test]
fn what_is_not_known_stays_open_with_the_reason() {
    let (found, all) = resolved("A school opened in [Xyloqua].");
    assert_eq!(found, ["open"]);
    assert_eq!(all[0].reason, "no place of this name is known");
    assert_eq!(all[0].country, None, "no country is made up");
    let (found, all) = resolved("From [Nairobi] to [Kisumu], [Nakuru] and [Xyloqua] roads broke.");
    assert_eq!(found[3], "open");
    assert_eq!(all[3].country.as_deref(), Some("KEN"));
    assert!(all[3].reason.contains("nearly all"), "{}", all[3].reason);
}

#[test]
fn the_same_names_give_the_same_answer_each_time() {
    let text = "In [Springfield], [Salem], [Madison], [Clinton] and [Franklin] it snowed.";
    let first = resolved(text);
    for _ in 0..3 {
        assert_eq!(resolved(text), first);
    }
}

#[test]
fn probabilities_are_of_the_candidates_in_order() {
    let (_, all) = resolved("It rained in [San José], [Springfield] and [Santiago].");
    for r in &all {
        assert_eq!(r.candidates.len(), r.probabilities.len());
        assert!(r.probabilities.windows(2).all(|w| w[0] >= w[1]));
        assert!(r.probabilities.iter().sum::<f64>() <= 1.0 + 1e-9);
        assert!(r.candidates.len() <= 5 && !r.reason.is_empty());
    }
}

#[test]
fn a_small_town_abroad_is_not_taken_for_an_unknown_suburb() {
    let text = "Smoke lay over [Christchurch], [Dunedin], [Timaru] and [Bromley].";
    let (found, all) = resolved(text);
    assert_eq!(found[3], "open");
    assert!(
        all[3].reason.contains("other countries"),
        "{}",
        all[3].reason
    );
}
