//! Hand-parsed sentences through the whole stage.

use sayso_article::{TokenId, read_conllu};
use sayso_lexicon::ActorLexicon;

use super::entities;
use crate::layers::{Entities, EntityKind, Mention, Source, Statement, StatementKind, Statements};
use sayso_article::{Article, Evidence, Syntax};

struct Coded {
    article: Article,
    entities: Entities,
}

impl Coded {
    /// Names of the speakers that are known, in the order of the statements.
    fn speakers(&self) -> Vec<&str> {
        let known = self.entities.speakers.iter().flatten();
        known.map(|s| s.name.as_str()).collect()
    }

    /// The mention whose head is the `nth` (from 1) token written `word`.
    fn at(&self, syntax: &Syntax, word: &str, nth: usize) -> &Mention {
        let head = (0..syntax.tokens().len())
            .map(TokenId::new)
            .filter(|&t| self.article.slice(syntax[t].span) == word)
            .nth(nth - 1);
        let id = head.and_then(|t| self.entities.mention_at(t));
        self.entities
            .mention(id.unwrap_or_else(|| panic!("no mention at {word} {nth}")))
    }

    fn name(&self, mention: &Mention) -> &str {
        &self.entities.entity(mention.entity).name
    }
}

/// Rows of `form lemma UPOS head deprel [name]`, a blank line between sentences.
fn parse(rows: &str) -> (Article, Syntax) {
    let mut conllu = String::new();
    let mut id = 0;
    for row in rows.trim().lines().map(str::trim) {
        if row.is_empty() {
            conllu.push('\n');
            id = 0;
            continue;
        }
        let cells: Vec<&str> = row.split_whitespace().collect();
        id += 1;
        let number = if cells[1] != cells[0].to_lowercase() && cells[0].ends_with('s') {
            "Number=Plur"
        } else {
            "_"
        };
        let misc = cells
            .get(5)
            .map_or("_".to_owned(), |n| format!("Entity={n}"));
        conllu.push_str(&format!(
            "{id}\t{}\t{}\t{}\t_\t{number}\t{}\t{}\t_\t{misc}\n",
            cells[0], cells[1], cells[2], cells[3], cells[4]
        ));
    }
    read_conllu(&conllu).expect("well-formed rows")
}

fn code(
    rows: &str,
    statements: impl FnOnce(&Article, &Syntax) -> Vec<Statement>,
) -> (Coded, Syntax) {
    let (article, syntax) = parse(rows);
    let actors = ActorLexicon::embedded().expect("sound lexicon");
    let list = statements(&article, &syntax);
    let (entities, _) = entities(&article, &syntax, &Statements { list }, &actors);
    (Coded { article, entities }, syntax)
}

fn statement(syntax: &Syntax, source: Option<usize>, content: (usize, usize)) -> Statement {
    let tokens = syntax.tokens();
    Statement {
        kind: StatementKind::Indirect,
        source: source.map(|t| Source {
            span: tokens[t].span,
            head: TokenId::new(t),
            anonymous: false,
        }),
        cue: None,
        contents: vec![tokens[content.0].span.cover(tokens[content.1].span)],
        within: None,
        continues: None,
        confidence: 1.0,
        evidence: Evidence::default(),
    }
}

const SHELLING: &str = "
    Turkish Turkish ADJ 2 amod B-NORP
    artillery artillery NOUN 3 nsubj
    shelled shell VERB 0 root
    a a DET 5 det
    village village NOUN 3 obj
    in in ADP 7 case
    Iraq Iraq PROPN 5 nmod B-LOC
";

#[test]
fn a_national_adjective_and_a_weapon_make_a_force() {
    let (coded, syntax) = code(SHELLING, |_, _| Vec::new());
    let artillery = coded.at(&syntax, "artillery", 1);
    assert_eq!(artillery.country.as_deref(), Some("TUR"));
    assert_eq!(artillery.sectors, ["MIL"]);
    assert!(artillery.reason.contains("Turkish"), "{}", artillery.reason);
    let turkish = coded.at(&syntax, "Turkish", 1);
    assert_eq!(
        coded.entities.entity(turkish.entity).kind,
        EntityKind::Country
    );
    assert_eq!(coded.name(turkish), "Turkey");
    let iraq = coded.at(&syntax, "Iraq", 1);
    assert_eq!(iraq.country.as_deref(), Some("IRQ"));
}

const OPPOSITION: &str = "
    Kenya Kenya PROPN 2 nsubj B-LOC
    voted vote VERB 0 root
    on on ADP 4 case
    Monday Monday PROPN 2 obl

    Opposition opposition NOUN 2 compound
    lawmakers lawmaker NOUN 3 nsubj
    left leave VERB 0 root
    the the DET 5 det
    chamber chamber NOUN 3 obj

    They they PRON 2 nsubj
    shouted shout VERB 0 root
";

#[test]
fn domestic_actors_take_the_country_of_the_article_and_say_so() {
    let (coded, syntax) = code(OPPOSITION, |_, _| Vec::new());
    let lawmakers = coded.at(&syntax, "lawmakers", 1);
    assert_eq!(lawmakers.country.as_deref(), Some("KEN"));
    assert_eq!(lawmakers.sectors, ["LEG", "OPP"]);
    assert!(lawmakers.reason.contains("likely of Kenya"));
    let they = coded.at(&syntax, "They", 1);
    assert_eq!(they.entity, lawmakers.entity);
}

const MINISTER: &str = "
    Peruvian Peruvian ADJ 3 amod B-NORP
    Foreign foreign ADJ 3 amod
    Minister Minister PROPN 4 compound
    Ana Ana PROPN 6 nsubj B-PER
    Quiroz Quiroz PROPN 4 flat I-PER
    arrived arrive VERB 0 root

    She she PRON 2 nsubj
    said say VERB 0 root
    talks talk NOUN 4 nsubj
    failed fail VERB 2 ccomp

    The the DET 2 det
    minister minister NOUN 3 nsubj
    said say VERB 0 root
    we we PRON 5 nsubj
    agree agree VERB 3 ccomp
";

#[test]
fn pronouns_roles_and_first_persons_lead_to_the_name() {
    let (coded, syntax) = code(MINISTER, |_, s| {
        vec![
            statement(s, Some(6), (8, 9)),
            statement(s, Some(11), (13, 14)),
        ]
    });
    assert_eq!(coded.speakers(), ["Ana Quiroz", "Ana Quiroz"]);
    let we = coded.at(&syntax, "we", 1);
    assert_eq!(coded.name(we), "Ana Quiroz");
    assert_eq!(we.country.as_deref(), Some("PER"));
    let entity = coded.entities.entity(we.entity);
    assert_eq!(entity.role.as_deref(), Some("Peruvian Foreign Minister"));
    assert_eq!(entity.sectors, ["GOV"]);
}

const MARCHER: &str = "
    Kofi Kofi PROPN 3 nsubj B-PER
    Boateng Boateng PROPN 1 flat I-PER
    met meet VERB 0 root
    Elena Elena PROPN 3 obj B-PER
    Ruiz Ruiz PROPN 4 flat I-PER

    He he PRON 2 nsubj
    said say VERB 0 root
    roads road NOUN 4 nsubj
    closed close VERB 2 ccomp

    She she PRON 2 nsubj
    said say VERB 0 root
    roads road NOUN 4 nsubj
    opened open VERB 2 ccomp

    A a DET 2 det
    marcher marcher NOUN 9 nsubj
    who who PRON 4 nsubj
    gave give VERB 2 acl:relcl
    his his PRON 6 nmod:poss
    name name NOUN 4 obj
    as as ADP 8 case
    Yusuf Yusuf PROPN 4 obl B-PER
    said say VERB 0 root
    roads road NOUN 11 nsubj
    closed close VERB 9 ccomp
";

#[test]
fn given_names_and_given_as_names_tell_who_speaks() {
    let (coded, _) = code(MARCHER, |_, s| {
        vec![
            statement(s, Some(5), (7, 8)),
            statement(s, Some(9), (11, 12)),
            statement(s, Some(14), (22, 23)),
        ]
    });
    assert_eq!(coded.speakers(), ["Kofi Boateng", "Elena Ruiz", "Yusuf"]);
}

const COMMANDER: &str = "
    According accord VERB 4 case
    to to ADP 1 fixed
    the the DET 4 det
    commander commander NOUN 9 obl
    of of ADP 6 case
    forces force NOUN 4 nmod
    the the DET 8 det
    bridge bridge NOUN 9 nsubj
    fell fall VERB 0 root

    Brigadier Brigadier PROPN 3 compound
    General General PROPN 3 compound
    Oleh Oleh PROPN 5 nsubj B-PER
    Marchenko Marchenko PROPN 3 flat I-PER
    spoke speak VERB 0 root
";

#[test]
fn a_role_may_stand_before_its_name() {
    let (coded, syntax) = code(COMMANDER, |_, s| vec![statement(s, Some(3), (6, 8))]);
    let speaker = coded.entities.speakers[0].as_ref();
    assert_eq!(speaker.map(|s| s.name.as_str()), Some("Oleh Marchenko"));
    assert_eq!(coded.at(&syntax, "commander", 1).country, None);
}

#[test]
fn loaded_names_resolve_and_are_marked() {
    let (coded, syntax) = code(
        "
        The the DET 3 det
        Zionist Zionist ADJ 3 amod
        regime regime NOUN 4 nsubj
        attacked attack VERB 0 root
        ",
        |_, _| Vec::new(),
    );
    let regime = coded.at(&syntax, "regime", 1);
    assert!(regime.epithet);
    assert_eq!(regime.country.as_deref(), Some("ISR"));
    assert_eq!(coded.name(regime), "Israel");
}

#[test]
fn empty_articles_have_no_entities() {
    let actors = ActorLexicon::default();
    let article = Article::plain("");
    let (found, diagnostics) = entities(
        &article,
        &Syntax::default(),
        &Statements::default(),
        &actors,
    );
    assert!(found.mentions.is_empty() && diagnostics.is_empty());
}

#[test]
fn behind_a_title_stands_the_given_name() {
    let rows = "Premier Premier PROPN 2 nmod:desc
         Hamad Hamad PROPN 4 nsubj B-PER
         Sabri Sabri PROPN 2 flat I-PER
         resigned resign VERB 0 root

         Emir Emir PROPN 2 nmod:desc
         Nawaf Nawaf PROPN 6 nsubj B-PER
         bin bin PROPN 2 flat I-PER
         Jaber Jaber PROPN 2 flat I-PER
         Hamad Hamad PROPN 2 flat I-PER
         agreed agree VERB 0 root

         Nawaf Nawaf PROPN 2 nsubj B-PER
         left leave VERB 0 root

         Sheikh Sheikh PROPN 2 nmod:desc
         Hamad Hamad PROPN 3 nsubj B-PER
         left leave VERB 0 root";
    let (coded, syntax) = code(rows, |_, _| Vec::new());
    let third = coded.at(&syntax, "Hamad", 3);
    assert_eq!(coded.name(third), coded.name(coded.at(&syntax, "Hamad", 1)));
    assert!(coded.name(third).contains("Sabri"));
}

#[test]
fn a_style_is_no_name() {
    let rows = "HH HH PROPN 2 nmod:desc B-PER
         Nawaf Nawaf PROPN 3 nsubj B-PER
         agreed agree VERB 0 root";
    let (coded, syntax) = code(rows, |_, _| Vec::new());
    assert_eq!(coded.name(coded.at(&syntax, "Nawaf", 1)), "Nawaf");
    assert!(
        coded
            .entities
            .list
            .iter()
            .all(|e| e.kind != EntityKind::Person || e.name != "HH")
    );
}

#[test]
fn the_acronym_of_an_office_is_its_holder() {
    let rows = "Police police NOUN 2 compound
         Commissioner commissioner NOUN 8 nsubj
         ( ( PUNCT 4 punct
         PC PC PROPN 2 appos B-ORG
         ) ) PUNCT 4 punct
         Rahim Rahim PROPN 4 flat B-PER
         Uddin Uddin PROPN 6 flat I-PER
         arrived arrive VERB 0 root

         The the DET 2 det
         PC PC PROPN 3 nsubj B-ORG
         left leave VERB 0 root";
    let (coded, syntax) = code(rows, |_, _| Vec::new());
    assert_eq!(coded.name(coded.at(&syntax, "PC", 2)), "Rahim Uddin");
}

#[test]
fn pieces_of_a_persons_name_are_one() {
    let rows = "Rahim Rahim PROPN 4 nsubj B-PER
         Sultan Sultan PROPN 1 flat
         Kabir Kabir PROPN 1 flat B-PER
         left leave VERB 0 root

         Rahim Rahim PROPN 3 nsubj B-PER
         Biswas Biswas PROPN 1 flat I-PER
         came come VERB 0 root";
    let (coded, syntax) = code(rows, |_, _| Vec::new());
    assert_eq!(
        coded.name(coded.at(&syntax, "Rahim", 1)),
        "Rahim Sultan Kabir"
    );
    assert_eq!(coded.name(coded.at(&syntax, "Rahim", 2)), "Rahim Biswas");
}

#[test]
fn whom_the_clause_of_a_pronoun_names_is_somebody_else() {
    let rows = "Kofi Kofi PROPN 3 nsubj B-PER
         Mensah Mensah PROPN 1 flat I-PER
         spoke speak VERB 0 root

         Pedro Pedro PROPN 3 nsubj B-PER
         Lopez Lopez PROPN 1 flat I-PER
         left leave VERB 0 root

         He he PRON 2 nsubj
         asks ask VERB 0 root
         members member NOUN 2 obj
         to to PART 5 mark
         support support VERB 2 xcomp
         Lopez Lopez PROPN 5 obj B-PER";
    let (coded, syntax) = code(rows, |_, _| Vec::new());
    assert_eq!(coded.name(coded.at(&syntax, "Lopez", 2)), "Pedro Lopez");
    assert_eq!(coded.name(coded.at(&syntax, "He", 1)), "Kofi Mensah");
}

#[test]
fn the_model_does_not_make_a_union_of_the_police() {
    let (article, mut syntax) = parse(
        "
        The the DET 2 det
        police police NOUN 3 nsubj
        left leave VERB 0 root

        The the DET 2 det
        union union NOUN 3 nsubj
        stayed stay VERB 0 root

        The the DET 2 det
        force force NOUN 3 nsubj
        returned return VERB 0 root
        ",
    );
    for word in [4, 7] {
        syntax.mentions.push(sayso_article::EarlierMention {
            token: TokenId::new(word),
            earlier: vec![(TokenId::new(1), 0.9)],
        });
    }
    let actors = ActorLexicon::embedded().expect("sound lexicon");
    let (entities, _) = entities(&article, &syntax, &Statements::default(), &actors);
    let coded = Coded { article, entities };
    let of = |word: &str| coded.at(&syntax, word, 1).entity;
    assert_ne!(of("union"), of("police"), "of another trade");
    assert_eq!(of("force"), of("police"), "of the same, or of none");
}

#[test]
fn a_body_known_by_its_full_name_is_not_the_bare_word_before() {
    let (coded, syntax) = code(
        "
        Congress Congress PROPN 2 nsubj B-ORG
        voted vote VERB 0 root

        The the DET 3 det
        Trinamool Trinamool PROPN 3 compound B-ORG
        Congress Congress PROPN 4 nsubj I-ORG
        left leave VERB 0 root

        Congress Congress PROPN 2 nsubj B-ORG
        stayed stay VERB 0 root
        ",
        |_, _| Vec::new(),
    );
    let of = |n: usize| coded.at(&syntax, "Congress", n).entity;
    assert_ne!(of(1), of(2));
    assert_eq!(of(1), of(3));
}
