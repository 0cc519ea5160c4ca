//! Places on hand-written trees; a trailing column gives the names.

use sayso_article::*;

use super::Atlas;
use crate::layers::*;
use crate::times::tests::{event, parse};

/// The places of a tree, and where its events happened.
fn places(
    article: &Article,
    syntax: &Syntax,
    entities: &Entities,
    events: &Events,
) -> (Places, Vec<Diagnostic>) {
    let atlas = Atlas::embedded().unwrap_or_else(|e| panic!("{e}"));
    let statements = Statements::default();
    super::places(article, syntax, &statements, entities, events, atlas)
}

/// Entities for countries among the tokens.
fn entities(
    syntax: &Syntax,
    article: &Article,
    countries: &[(&str, &str, EntityKind)],
) -> Entities {
    let mut out = Entities::default();
    for (i, token) in syntax.tokens().iter().enumerate() {
        let form = article.slice(token.span);
        let Some((_, code, kind)) = countries.iter().find(|(n, ..)| *n == form) else {
            continue;
        };
        let mention = MentionId::new(out.mentions.len());
        let country = Some(SmolStr::new(code));
        out.mentions.push(Mention {
            span: token.span,
            head: TokenId::new(i),
            entity: EntityId::new(out.list.len()),
            epithet: false,
            country: country.clone(),
            sectors: Vec::new(),
            reason: String::new(),
            both: None,
        });
        out.list.push(Entity {
            name: form.to_owned(),
            kind: *kind,
            country,
            sectors: Vec::new(),
            role: None,
            mentions: vec![mention],
            reason: String::new(),
        });
    }
    out
}

#[test]
fn the_most_specific_place_of_the_event_and_no_actor() {
    let (article, syntax) = parse(
        "Turkey Turkey PROPN NNP 2 nsubj Entity=B-LOC
bombed bomb VERB VBD 0 root
villages village NOUN NNS 2 obj
near near ADP IN 5 case
Zakho Zakho PROPN NNP 3 nmod Entity=B-LOC
in in ADP IN 7 case
Iraq Iraq PROPN NNP 2 obl Entity=B-LOC
. . PUNCT . 2 punct",
    );
    let known = entities(
        &syntax,
        &article,
        &[
            ("Turkey", "TUR", EntityKind::Country),
            ("Iraq", "IRQ", EntityKind::Country),
        ],
    );
    let list = vec![event(&syntax, 2)];
    let (places, _) = places(&article, &syntax, &known, &Events { list });
    let names: Vec<_> = places.mentions.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["Zakho", "Iraq"]);
    assert_eq!(places.mentions[0].country.as_deref(), Some("IRQ"));
    assert_eq!(places.mentions[0].precision, Some("city"));
    assert_eq!(places.mentions[1].country.as_deref(), Some("IRQ"));
    assert_eq!(places.mentions[1].precision, Some("country"));
    assert!(places.mentions.iter().all(|p| !p.reason.is_empty()));
}

#[test]
fn the_country_beside_a_town_is_its_country() {
    let (article, syntax) = parse(
        "Ministers minister NOUN NNS 2 nsubj
met meet VERB VBD 0 root
in in ADP IN 4 case
Lyon Lyon PROPN NNP 2 obl Entity=B-LOC
, , PUNCT , 6 punct
France France PROPN NNP 4 appos Entity=B-LOC
. . PUNCT . 2 punct",
    );
    let known = entities(&syntax, &article, &[("France", "FRA", EntityKind::Country)]);
    let list = vec![event(&syntax, 2)];
    let (places, _) = places(&article, &syntax, &known, &Events { list });
    assert_eq!(places.mentions[0].country.as_deref(), Some("FRA"));
}

#[test]
fn kinds_of_place_tell_the_precision() {
    let (article, syntax) = parse(
        "Protesters protester NOUN NNS 5 nsubj
from from ADP IN 3 case
Basra Basra PROPN NNP 1 nmod Entity=B-LOC
have have AUX VBP 5 aux
rallied rally VERB VBN 0 root
in in ADP IN 8 case
Diyala Diyala PROPN NNP 8 compound Entity=B-LOC
province province NOUN NN 5 obl
. . PUNCT . 5 punct",
    );
    let list = vec![event(&syntax, 5)];
    let (places, _) = places(&article, &syntax, &Entities::default(), &Events { list });
    let found: Vec<_> = places
        .mentions
        .iter()
        .map(|p| (p.name.as_str(), p.precision))
        .collect();
    assert_eq!(found, [("Basra", Some("city")), ("Diyala", Some("region"))]);
}

#[test]
fn a_party_is_no_place_and_the_place_of_the_saying_not_that_of_the_said() {
    let (article, syntax) = parse(
        "Officials official NOUN NNS 2 nsubj
said say VERB VBD 0 root
in in ADP IN 4 case
Geneva Geneva PROPN NNP 2 obl Entity=B-LOC
that that SCONJ IN 7 mark
sanctions sanction NOUN NNS 10 nsubj:pass
on on ADP IN 8 case
Iran Iran PROPN NNP 6 nmod Entity=B-LOC
were be AUX VBD 10 aux:pass
lifted lift VERB VBN 2 ccomp
. . PUNCT . 2 punct",
    );
    let known = entities(&syntax, &article, &[("Iran", "IRN", EntityKind::Country)]);
    let list = vec![event(&syntax, 10)];
    let (places, _) = places(&article, &syntax, &known, &Events { list });
    assert_eq!(places.mentions.len(), 1);
    assert_eq!(places.mentions[0].name, "Geneva");
}

#[test]
fn a_state_that_acts_is_no_place_what_it_has_is_one() {
    let (article, syntax) = parse(
        "Chad Chad PROPN NNP 2 nsubj Entity=B-LOC
condemned condemn VERB VBD 0 root
attacks attack NOUN NNS 2 obj
in in ADP IN 5 case
Niger Niger PROPN NNP 3 nmod Entity=B-LOC
and and CCONJ CC 10 cc
Mali Mali PROPN NNP 10 nmod:poss Entity=B-LOC
's 's PART POS 7 case
northern northern ADJ JJ 10 amod
towns town NOUN NNS 5 conj
. . PUNCT . 2 punct",
    );
    let list = vec![event(&syntax, 2)];
    let (places, _) = places(&article, &syntax, &Entities::default(), &Events { list });
    let names: Vec<_> = places.mentions.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["Niger", "Mali"]);
}

#[test]
fn words_for_a_people_and_common_nouns_are_no_places() {
    let (article, syntax) = parse(
        "Kenyan Kenyan PROPN NNP 2 compound Entity=B-LOC
officers officer NOUN NNS 3 nsubj
landed land VERB VBD 0 root
in in ADP IN 6 case
the the DET DT 6 det
Kingdom Kingdom PROPN NNP 3 obl Entity=B-LOC
near near ADP IN 8 case
Mombasa Mombasa PROPN NNP 3 obl Entity=B-LOC
. . PUNCT . 3 punct",
    );
    let events = Events::default();
    let (places, _) = places(&article, &syntax, &Entities::default(), &events);
    let names: Vec<_> = places.mentions.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["Mombasa"]);
    let place = places.mentions[0].resolution.place();
    assert_eq!(place.map(|p| p.geonames.is_some()), Some(true));
    assert_eq!(places.mentions[0].country.as_deref(), Some("KEN"));
}
