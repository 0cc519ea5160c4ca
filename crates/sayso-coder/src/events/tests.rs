//! The stage on hand-written trees, with mentions by a simple rule: every
//! noun, name, pronoun and bare number is one.

use sayso_article::*;
use sayso_lexicon::EventRules;

use super::events;
use crate::layers::*;

mod counted;

const COUNTRIES: [(&str, &str); 12] = [
    ("Russia", "RUS"),
    ("Ukraine", "UKR"),
    ("Kharkiv", "UKR"),
    ("Israel", "ISR"),
    ("Iranian", "IRN"),
    ("American", "USA"),
    ("Indian", "IND"),
    ("Pakistani", "PAK"),
    ("Ethiopian", "ETH"),
    ("Turkish", "TUR"),
    ("Chad", "TCD"),
    ("Sudan", "SDN"),
];

const SECTORS: [(&str, &str); 9] = [
    ("soldier", "MIL"),
    ("troops", "MIL"),
    ("forces", "MIL"),
    ("police", "COP"),
    ("official", "GOV"),
    ("diplomat", "GOV"),
    ("spokesman", "GOV"),
    ("civilian", "CVL"),
    ("rebel", "REB"),
];

/// A statement as "cue (nth token), first and last token of its content, force".
type Said = (usize, (usize, usize), Force);

struct Coded {
    article: Article,
    entities: Entities,
    events: Vec<Event>,
}

/// Codes a sentence given as rows "form lemma upos xpos head deprel".
fn code(rows: &str, said: &[Said]) -> Coded {
    code_with(rows, said, None)
}

/// The same with what the model sees.
fn code_with(rows: &str, said: &[Said], seen: Option<Vec<EventProposal>>) -> Coded {
    let mut conllu = String::new();
    for (i, row) in rows.trim().lines().enumerate() {
        let c: Vec<&str> = row.split_whitespace().collect();
        conllu.push_str(&format!(
            "{}\t{}\t{}\t{}\t{}\t_\t{}\t{}\t_\t_\n",
            i + 1,
            c[0],
            c[1],
            c[2],
            c[3],
            c[4],
            c[5]
        ));
    }
    let (article, mut syntax) = read_conllu(&conllu).expect("a tree");
    syntax.events = seen;
    let at = |n: usize| TokenId::new(n - 1);
    let list = said
        .iter()
        .map(|&(cue, (first, last), force)| Statement {
            kind: StatementKind::Indirect,
            source: None,
            cue: Some(Cue {
                span: syntax[at(cue)].span,
                head: at(cue),
                lemma: syntax[at(cue)].lemma.clone(),
                force,
            }),
            contents: vec![syntax[at(first)].span.cover(syntax[at(last)].span)],
            within: None,
            continues: None,
            confidence: 1.0,
            evidence: Evidence::default(),
        })
        .collect();
    let entities = mentions(&article, &syntax);
    let rules = EventRules::embedded().expect("valid rules");
    let (found, _) = events(&article, &syntax, &Statements { list }, &entities, &rules);
    Coded {
        article,
        entities,
        events: found.list,
    }
}

fn mentions(article: &Article, syntax: &Syntax) -> Entities {
    let mut out = Entities::default();
    for (i, token) in syntax.tokens().iter().enumerate() {
        let form = article.slice(token.span);
        let country = COUNTRIES
            .iter()
            .find(|(name, _)| *name == form)
            .map(|(_, code)| SmolStr::new(code));
        if !token.upos.is_nominal() && country.is_none() {
            continue;
        }
        let sectors: Vec<SmolStr> = SECTORS
            .iter()
            .filter(|(word, _)| *word == token.lemma)
            .map(|(_, sector)| SmolStr::new(sector))
            .collect();
        let kind = if country.is_some() {
            EntityKind::Country
        } else if !sectors.is_empty() {
            EntityKind::Group
        } else if token.upos == Upos::Propn {
            EntityKind::Person
        } else {
            EntityKind::Thing
        };
        let mention = MentionId::new(out.mentions.len());
        out.mentions.push(Mention {
            span: token.span,
            head: TokenId::new(i),
            entity: EntityId::new(out.list.len()),
            epithet: false,
            country: country.clone(),
            sectors: sectors.clone(),
            reason: String::new(),
            both: None,
        });
        out.list.push(Entity {
            name: form.to_owned(),
            kind,
            country,
            sectors,
            role: None,
            mentions: vec![mention],
            reason: String::new(),
        });
    }
    out
}

impl Coded {
    /// "TYPE/mode actors > recipients status statement", one line for each event.
    fn lines(&self) -> Vec<String> {
        let names = |parties: &[Party]| {
            let words: Vec<&str> = parties
                .iter()
                .map(|p| self.article.slice(self.entities.mention(p.mention).span))
                .collect();
            words.join("+")
        };
        self.events
            .iter()
            .map(|e| {
                format!(
                    "{}/{} {} > {} {:?} {}",
                    e.kind.name(),
                    e.mode.as_deref().unwrap_or(""),
                    names(&e.actors),
                    names(&e.recipients),
                    e.status,
                    e.said_by
                        .map_or("article".to_owned(), |s| format!("s{}", s.index()))
                )
            })
            .collect()
    }
}

#[test]
fn a_denied_attack_is_a_denial_and_a_denied_attack() {
    let coded = code(
        "Russia Russia PROPN NNP 2 nsubj
         denied deny VERB VBD 0 root
         that that SCONJ IN 7 mark
         its its PRON PRP$ 5 nmod:poss
         forces forces NOUN NNS 7 nsubj
         had have AUX VBD 7 aux
         attacked attack VERB VBN 2 ccomp
         a a DET DT 9 det
         hospital hospital NOUN NN 7 obj
         in in ADP IN 11 case
         Ukraine Ukraine PROPN NNP 9 nmod",
        &[(2, (4, 11), Force::Deny)],
    );
    assert_eq!(
        coded.lines(),
        [
            "REJECT/ Russia >  Actual article",
            "ASSAULT/ forces > hospital Denied s0"
        ]
    );
}

#[test]
fn said_it_would_attack_is_future() {
    let coded = code(
        "Zelenskyy Zelenskyy PROPN NNP 2 nsubj
         said say VERB VBD 0 root
         Russia Russia PROPN NNP 5 nsubj
         would would AUX MD 5 aux
         attack attack VERB VB 2 ccomp
         Kharkiv Kharkiv PROPN NNP 5 obj
         again again ADV RB 5 advmod",
        &[(2, (3, 7), Force::Assert)],
    );
    assert_eq!(coded.lines(), ["ASSAULT/ Russia > Kharkiv Future s0"]);
}

#[test]
fn may_meet_is_uncertain() {
    let coded = code(
        "Iranian iranian ADJ JJ 2 amod
         officials official NOUN NNS 4 nsubj
         may may AUX MD 4 aux
         meet meet VERB VB 9 ccomp
         American american ADJ JJ 6 amod
         diplomats diplomat NOUN NNS 4 obj
         , , PUNCT , 9 punct
         Reuters Reuters PROPN NNP 9 nsubj
         reported report VERB VBD 0 root",
        &[(9, (1, 6), Force::Assert)],
    );
    assert_eq!(
        coded.lines(),
        ["CONSULT/ officials > diplomats Uncertain s0"]
    );
}

#[test]
fn did_not_arrest_is_denied() {
    let coded = code(
        "police police NOUN NN 4 nsubj
         did do AUX VBD 4 aux
         not not PART RB 4 advmod
         arrest arrest VERB VB 8 ccomp
         Wine Wine PROPN NNP 4 obj
         , , PUNCT , 8 punct
         spokesman spokesman NOUN NN 8 nsubj
         said say VERB VBD 0 root",
        &[(8, (1, 5), Force::Assert)],
    );
    assert_eq!(coded.lines(), ["COERCE/arrest police > Wine Denied s0"]);
}

#[test]
fn passive_with_count() {
    let coded = code(
        "Two two NUM CD 3 nummod
         Indian indian ADJ JJ 3 amod
         soldiers soldier NOUN NNS 5 nsubj:pass
         were be AUX VBD 5 aux:pass
         killed kill VERB VBN 0 root
         by by ADP IN 8 case
         Pakistani pakistani ADJ JJ 8 amod
         troops troops NOUN NNS 5 obl:agent",
        &[],
    );
    assert_eq!(coded.lines(), ["ASSAULT/ troops > soldiers Actual article"]);
    let count = &coded.events[0].counts[0];
    assert_eq!((count.value, count.of.as_str()), (Some(2.0), "killed"));
}

#[test]
fn dozens_of_civilians() {
    let coded = code(
        "soldiers soldier NOUN NNS 2 nsubj
         killed kill VERB VBD 0 root
         dozens dozen NOUN NNS 2 obj
         of of ADP IN 5 case
         civilians civilian NOUN NNS 3 nmod
         , , PUNCT , 2 punct
         Amnesty Amnesty PROPN NNP 8 nsubj
         said say VERB VBD 2 parataxis",
        &[(8, (1, 5), Force::Assert)],
    );
    assert_eq!(coded.lines(), ["ASSAULT/ soldiers > civilians Actual s0"]);
    let count = &coded.events[0].counts[0];
    assert_eq!(coded.article.slice(count.span), "dozens");
    assert_eq!((count.value, count.low), (None, Some(24.0)));
}

#[test]
fn accusing_and_what_of() {
    let coded = code(
        "Israel Israel PROPN NNP 2 nsubj
         accused accuse VERB VBD 0 root
         Hezbollah Hezbollah PROPN NNP 2 obj
         of of SCONJ IN 5 mark
         firing fire VERB VBG 2 advcl
         rockets rocket NOUN NNS 5 obj
         at at ADP IN 8 case
         Haifa Haifa PROPN NNP 5 obl",
        &[(2, (3, 8), Force::Assert)],
    );
    assert_eq!(
        coded.lines(),
        [
            "ACCUSE/allege Israel > Hezbollah Actual article",
            "ASSAULT/heavy-weapons Hezbollah > Haifa Actual s0"
        ]
    );
}

#[test]
fn urged_to_withdraw_is_wished() {
    let coded = code(
        "Chad Chad PROPN NNP 2 nsubj
         urged urge VERB VBD 0 root
         Sudan Sudan PROPN NNP 2 obj
         to to PART TO 5 mark
         withdraw withdraw VERB VB 2 xcomp
         its its PRON PRP$ 7 nmod:poss
         troops troops NOUN NNS 5 obj",
        &[(2, (4, 7), Force::Demand)],
    );
    let lines = coded.lines();
    assert!(lines[0].starts_with("REQUEST/"), "{lines:?}");
    assert!(
        lines[0].contains("Chad > Sudan Actual article"),
        "{lines:?}"
    );
    assert!(
        lines[1].starts_with("RETREAT/withdraw Sudan") && lines[1].ends_with("Hypothetical s0"),
        "{lines:?}"
    );
}

#[test]
fn what_a_denied_report_tells_is_denied() {
    let rows = |noun: &str| {
        format!(
            "Russia Russia PROPN NNP 2 nsubj
             denied deny VERB VBD 0 root
             {noun} {noun} NOUN NN 2 obj
             of of ADP IN 5 case
             attacks attack NOUN NNS 3 nmod
             on on ADP IN 7 case
             Kharkiv Kharkiv PROPN NNP 5 nmod"
        )
    };
    let status = |noun: &str| {
        let coded = code(&rows(noun), &[(2, (3, 7), Force::Deny)]);
        let attack = coded.events.iter().find(|e| e.kind.name() == "ASSAULT");
        attack.map(|e| e.status)
    };
    assert_eq!(status("report"), Some(Status::Denied));
    // Who denies knowing of it does not deny that it happened.
    assert_eq!(status("knowledge"), Some(Status::Actual));
}

/// What the model sees at the n-th word: type, status, and the words of the parties.
fn seen(word: usize, kind: &str, status: &str, parties: [usize; 2]) -> EventProposal {
    EventProposal {
        token: TokenId::new(word - 1),
        kinds: vec![(kind.into(), 0.95)],
        statuses: vec![(status.into(), 0.95)],
        modes: vec![("none".into(), 0.95)],
        arguments: [
            vec![(TokenId::new(parties[0] - 1), 0.9)],
            vec![(TokenId::new(parties[1] - 1), 0.9)],
            Vec::new(),
            Vec::new(),
        ],
        silent: [0.05, 0.05, 0.95, 0.95],
    }
}

const NO_RULE: &str = "Turkish Turkish ADJ JJ 2 amod
     planes plane NOUN NNS 3 nsubj
     visited visit VERB VBD 0 root
     ruin ruin NOUN NN 3 obj
     on on ADP IN 6 case
     soldier soldier NOUN NN 3 obl";

#[test]
fn the_model_alone_codes_what_it_is_sure_of() {
    let unseen = code(NO_RULE, &[]);
    let coded = code_with(
        NO_RULE,
        &[],
        Some(vec![seen(4, "ASSAULT", "denied", [1, 6])]),
    );
    let lines = coded.lines();
    assert!(!unseen.lines().iter().any(|l| l.starts_with("ASSAULT")));
    assert!(
        lines.contains(&"ASSAULT/ Turkish > soldier Denied article".to_owned()),
        "{lines:?}"
    );
    let event = coded.events.iter().find(|e| e.kind == EventType::Assault);
    let event = event.expect("the assault");
    assert_eq!(event.evidence.rule, "event/ASSAULT/model");
    assert!(event.evidence.note.contains("model"), "why this status");
    assert!(event.actors.iter().all(|p| p.role == "model"));
}

#[test]
fn the_model_adds_only_parties_that_the_tree_lacks() {
    let rows = "Police police NOUN NNS 2 nsubj
         arrested arrest VERB VBD 0 root
         rebel rebel NOUN NN 2 obj
         near near ADP IN 5 case
         civilian civilian NOUN NN 2 obl";
    let coded = code_with(rows, &[], Some(vec![seen(2, "COERCE", "actual", [5, 5])]));
    assert_eq!(
        coded.lines(),
        ["COERCE/arrest Police > rebel Actual article"]
    );
}

#[test]
fn one_happening_in_two_voices_is_one_event() {
    let rows = "Chad Chad PROPN NNP 2 nsubj
         attacked attack VERB VBD 0 root
         Sudan Sudan PROPN NNP 2 obj
         . . PUNCT . 2 punct
         Police police NOUN NNS 6 nsubj
         said say VERB VBD 2 parataxis
         the the DET DT 8 det
         attack attack NOUN NN 11 nsubj
         on on ADP IN 10 case
         Sudan Sudan PROPN NNP 8 nmod
         failed fail VERB VBD 6 ccomp";
    let coded = code(rows, &[(6, (7, 11), Force::Assert)]);
    let assaults = coded
        .events
        .iter()
        .filter(|e| e.kind == EventType::Assault)
        .count();
    assert_eq!(assaults, 1, "{:?}", coded.lines());
}

#[test]
fn who_is_blamed_for_an_attack_is_not_its_target() {
    let passive = "The the DET DT 2 det
         attack attack NOUN NN 4 nsubj:pass
         was be AUX VBD 4 aux:pass
         blamed blame VERB VBN 0 root
         on on ADP IN 6 case
         rebels rebel NOUN NNS 4 obl";
    let active = "Police police NOUN NNS 2 nsubj
         blamed blame VERB VBD 0 root
         the the DET DT 4 det
         attack attack NOUN NN 2 obj
         on on ADP IN 6 case
         rebels rebel NOUN NNS 4 nmod";
    for rows in [passive, active] {
        let lines = code(rows, &[]).lines();
        let assault = lines.iter().find(|l| l.starts_with("ASSAULT"));
        let assault = assault.expect("the attack");
        assert!(assault.contains("rebels >  "), "{lines:?}");
    }
}

#[test]
fn the_model_alone_codes_nobody_private() {
    let rows = "Grandmother grandmother NOUN NN 2 nsubj
         slaughtered slaughter VERB VBD 0 root
         a a DET DT 4 det
         goat goat NOUN NN 2 obj";
    let coded = code_with(rows, &[], Some(vec![seen(2, "ASSAULT", "actual", [1, 4])]));
    assert!(coded.lines().is_empty(), "{:?}", coded.lines());
}
