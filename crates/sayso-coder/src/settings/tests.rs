//! Which expressions set the events of hand-written trees.

use sayso_article::*;
use sayso_lexicon::{PlaceNouns, SettingSigns};

use super::{Before, settings};
use crate::layers::*;
use crate::places::Atlas;
use crate::times::tests::{dated, event, parse};

/// What the model sees at the `n`th token: an event that it dates and places
/// by these words (of none of them when they are 0).
fn seen(syntax: &mut Syntax, n: usize, date: usize, place: usize) {
    let words = |t: usize| match t {
        0 => Vec::new(),
        t => vec![(TokenId::new(t - 1), 0.9)],
    };
    let proposal = EventProposal {
        token: TokenId::new(n - 1),
        kinds: vec![("ASSAULT".into(), 0.9)],
        statuses: Vec::new(),
        modes: Vec::new(),
        arguments: [Vec::new(), Vec::new(), words(date), words(place)],
        silent: [0.1, 0.1, 0.1, 0.1],
    };
    syntax.events.get_or_insert_default().push(proposal);
}

/// Which time expression and which place each event is given.
fn set(
    article: &Article,
    syntax: &Syntax,
    list: Vec<Event>,
    times: &Times,
    places: &Places,
) -> (Vec<Option<usize>>, Vec<Option<usize>>) {
    let nouns = PlaceNouns::embedded().expect("the file");
    let signs = SettingSigns::embedded().expect("the files");
    let before = Before {
        article,
        syntax,
        statements: &Statements::default(),
        entities: &Entities::default(),
        events: &Events { list },
        times,
        places,
    };
    let (settings, _) = settings(before, &nouns, &signs);
    let index = |tied: &Option<Attached>| tied.as_ref().map(|t| t.index);
    let all = settings.of_event.iter();
    let dates = all.clone().map(|s| index(&s.date)).collect();
    (dates, all.map(|s| index(&s.place)).collect())
}

/// The name of the place of the event at each trigger, where the model points
/// from it to the second token (to none when it is 0).
fn placed(rows: &str, triggers: &[(usize, usize)]) -> Vec<Option<String>> {
    let (article, mut syntax) = parse(rows);
    for &(t, place) in triggers {
        seen(&mut syntax, t, 0, place);
    }
    let atlas = Atlas::embedded().unwrap_or_else(|e| panic!("{e}"));
    let list: Vec<Event> = triggers.iter().map(|&(t, _)| event(&syntax, t)).collect();
    let (statements, entities) = (Statements::default(), Entities::default());
    let events = Events { list: list.clone() };
    let (places, _) =
        crate::places::places(&article, &syntax, &statements, &entities, &events, atlas);
    let (_, found) = set(&article, &syntax, list, &Times::default(), &places);
    let name = |i: usize| places.mentions[i].name.clone();
    found.into_iter().map(|i| i.map(name)).collect()
}

#[test]
fn the_most_specific_place_of_the_event() {
    let found = placed(
        "Jets jet NOUN NNS 2 nsubj
bombed bomb VERB VBD 0 root
villages village NOUN NNS 2 obj
near near ADP IN 5 case
Zakho Zakho PROPN NNP 3 nmod Entity=B-LOC
in in ADP IN 7 case
Iraq Iraq PROPN NNP 2 obl Entity=B-LOC
. . PUNCT . 2 punct",
        &[(2, 0)],
    );
    assert_eq!(found, [Some("Zakho".to_owned())]);
}

#[test]
fn where_protesters_are_from_is_not_where_they_rally() {
    let found = placed(
        "Protesters protester NOUN NNS 5 nsubj
from from ADP IN 3 case
Basra Basra PROPN NNP 1 nmod Entity=B-LOC
have have AUX VBP 5 aux
rallied rally VERB VBN 0 root
in in ADP IN 8 case
Diyala Diyala PROPN NNP 8 compound Entity=B-LOC
province province NOUN NN 5 obl
. . PUNCT . 5 punct",
        &[(5, 7)],
    );
    assert_eq!(found, [Some("Diyala".to_owned())]);
}

#[test]
fn the_place_of_the_saying_is_not_that_of_the_said() {
    let found = placed(
        "Officials official NOUN NNS 2 nsubj
said say VERB VBD 0 root
in in ADP IN 4 case
Geneva Geneva PROPN NNP 2 obl Entity=B-LOC
that that SCONJ IN 7 mark
sanctions sanction NOUN NNS 8 nsubj:pass
were be AUX VBD 8 aux:pass
lifted lift VERB VBN 2 ccomp
. . PUNCT . 2 punct",
        &[(8, 0)],
    );
    assert_eq!(found, [None]);
}

#[test]
fn a_building_without_a_name_is_a_place() {
    let (article, mut syntax) = parse(
        "Gunmen gunman NOUN NNS 2 nsubj
shot shoot VERB VBD 0 root
a a DET DT 4 det
judge judge NOUN NN 2 obj
outside outside ADP IN 8 case
the the DET DT 8 det
crowded crowded ADJ JJ 8 amod
courthouse courthouse NOUN NN 2 obl
. . PUNCT . 2 punct",
    );
    seen(&mut syntax, 2, 0, 8);
    let list = vec![event(&syntax, 2)];
    let (_, found) = set(
        &article,
        &syntax,
        list,
        &Times::default(),
        &Places::default(),
    );
    assert_eq!(found, [Some(0)]);
}

#[test]
fn the_date_of_the_saying_is_not_that_of_the_said() {
    let (mut article, mut syntax) = parse(
        "Police police NOUN NN 2 nsubj
said say VERB VBD 0 root
on on ADP IN 4 case
Tuesday Tuesday PROPN NNP 2 obl
that that SCONJ IN 7 mark
gunmen gunman NOUN NNS 7 nsubj
shot shoot VERB VBD 2 ccomp
two two NUM CD 9 nummod
men man NOUN NNS 7 obj
. . PUNCT . 2 punct",
    );
    article.published = "2022-07-21".parse().ok();
    seen(&mut syntax, 2, 4, 0);
    seen(&mut syntax, 7, 0, 0);
    let list = vec![event(&syntax, 2), event(&syntax, 7)];
    let times = dated(&article, &syntax);
    let (dates, _) = set(&article, &syntax, list, &times, &Places::default());
    assert_eq!(dates, [Some(0), None]);
    assert_eq!(article.slice(times.expressions[0].span), "on Tuesday");
}

#[test]
fn a_date_in_an_argument_dates_the_event() {
    let (article, syntax) = parse(
        "Gunmen gunman NOUN NNS 2 nsubj
killed kill VERB VBD 0 root
ten ten NUM CD 4 nummod
people people NOUN NNS 2 obj
in in ADP IN 7 case
an a DET DT 7 det
ambush ambush NOUN NN 2 obl
on on ADP IN 10 case
May May PROPN NNP 7 nmod
3 3 NUM CD 9 nummod
, , PUNCT , 12 punct
2021 2021 NUM CD 9 nummod
. . PUNCT . 2 punct",
    );
    let list = vec![event(&syntax, 2), event(&syntax, 7)];
    let times = dated(&article, &syntax);
    let (dates, _) = set(&article, &syntax, list, &times, &Places::default());
    assert_eq!(dates, [Some(0), Some(0)]);
    assert_eq!(times.expressions[0].value.as_deref(), Some("2021-05-03"));
}

#[test]
fn a_year_that_tells_which_agreement_dates_nothing() {
    let (article, syntax) = parse(
        "They they PRON PRP 2 nsubj
violated violate VERB VBD 0 root
the the DET DT 5 det
2015 2015 NUM CD 5 nummod
agreement agreement NOUN NN 2 obj
. . PUNCT . 2 punct",
    );
    let list = vec![event(&syntax, 2), event(&syntax, 5)];
    let times = dated(&article, &syntax);
    let (dates, _) = set(&article, &syntax, list, &times, &Places::default());
    assert_eq!(times.expressions.len(), 1);
    assert_eq!(dates, [None, Some(0)]);
}
