//! Copies of invented agency texts are found, and what only shares words is not.

use std::borrow::Cow;

use sayso_stories::reprints::{self, Copy, Finder, Group};
use sayso_stories::sketch::Sketch;

const AGENCY: &str = "VELLMAR, March 3 - The harbour of Vellmar was closed on Monday after a storm \
tore two cranes from their rails and pushed a ferry against the northern pier, the port authority \
said. No one was hurt, but four warehouses lost their roofs and about three hundred containers were \
swept into the basin.\n\nThe authority's director, Ilse Maren, said divers would begin to clear the \
entrance on Tuesday and that smaller ships could return within a week. Larger freighters are being \
sent to Ostrand, eighty kilometres to the south, where berths were free.\n\nShipping companies said \
they expected delays of up to ten days. The last time the harbour was closed by weather was eleven \
years ago, when ice blocked the entrance for most of February.\n\nInsurers have begun to count the \
damage. A first report is due on Friday.";

const FOLLOW_UP: &str = "VELLMAR, March 10 - Divers have cleared the entrance of Vellmar's harbour \
and the first coasters came in on Monday, a week after a storm tore two cranes from their rails. The \
town council voted to pay for half of a new breakwater, with the rest to come from the shipping \
companies, which had asked for one since the ice winter. Ilse Maren, who leads the port authority, \
called the vote a relief. Insurers put the damage at forty million crowns, twice the first figure, \
because salt water had reached the cold stores. The ferry line to the islands stays closed until its \
pier has been rebuilt, probably in May, and commuters are being taken by bus through Ostrand.";

fn copy(published: Option<&str>, order: u64) -> Copy {
    Copy {
        published: published.map(str::to_owned),
        order,
    }
}

fn run(articles: &[Copy], texts: &[String]) -> Vec<Group> {
    let sketches: Vec<Sketch> = texts.iter().map(|t| Sketch::of(t)).collect();
    let parents = reprints::parents(articles, &sketches, &mut |i| Cow::Borrowed(&texts[i]));
    reprints::groups(articles, &parents)
}

fn texts() -> Vec<String> {
    let paragraphs: Vec<&str> = AGENCY.split("\n\n").collect();
    vec![
        // Edited, with a headline and an author.
        format!(
            "Storm shuts port\nBy Our Correspondent\n{}",
            AGENCY
                .replace("pushed", "shoved")
                .replace("weather", "storms")
        ),
        FOLLOW_UP.to_owned(),
        // The agency's own text.
        AGENCY.to_owned(),
        // Cut after the second paragraph.
        format!(
            "Ferry damaged in storm\n{}\n{}",
            paragraphs[0], paragraphs[1]
        ),
        // Without its second paragraph.
        [paragraphs[0], paragraphs[2], paragraphs[3]].join("\n"),
    ]
}

#[test]
fn copies_are_grouped_with_the_earliest_as_origin() {
    let articles = [
        copy(Some("2031-03-04"), 0),
        copy(Some("2031-03-10"), 1),
        copy(Some("2031-03-03"), 2),
        copy(None, 3),
        copy(Some("2031-03-04"), 4),
    ];
    let expected = [Group {
        origin: 2,
        members: vec![2, 0, 4, 3],
    }];
    assert_eq!(run(&articles, &texts()), expected);
}

#[test]
fn the_order_of_the_list_does_not_count() {
    let articles = [
        copy(Some("2031-03-04"), 0),
        copy(Some("2031-03-10"), 1),
        copy(Some("2031-03-03"), 2),
        copy(None, 3),
        copy(Some("2031-03-04"), 4),
    ];
    let turn = [4, 2, 0, 1, 3];
    let (texts, all) = (texts(), run(&articles, &texts()));
    let turned: Vec<Copy> = turn.iter().map(|&i| articles[i].clone()).collect();
    let turned_texts: Vec<String> = turn.iter().map(|&i| texts[i].clone()).collect();
    let back: Vec<Group> = run(&turned, &turned_texts)
        .into_iter()
        .map(|g| Group {
            origin: turn[g.origin],
            members: g.members.into_iter().map(|m| turn[m]).collect(),
        })
        .collect();
    assert_eq!(back, all);
}

#[test]
fn a_digest_does_not_make_two_briefs_one() {
    let brief = "The council of Ostrand voted on Tuesday to lower the fare of its trams by a third \
        from June, after two years in which fewer and fewer people had used them, said its speaker.";
    let other = "A lorry with forty tons of sugar beet overturned near the bridge at Hagen on Tuesday \
        morning and blocked the road to the coast for six hours, but the driver climbed out unhurt.";
    let digest = format!("News in brief\n{brief}\n{other}");
    let articles = [
        copy(Some("2031-05-06"), 0),
        copy(Some("2031-05-06"), 1),
        copy(Some("2031-05-07"), 2),
    ];
    let found = run(&articles, &[brief.to_owned(), other.to_owned(), digest]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].members.len(), 2, "{found:?}");
}

#[test]
fn nothing_is_a_copy_of_an_empty_text() {
    let articles = [copy(None, 0), copy(None, 1)];
    assert_eq!(run(&articles, &[String::new(), String::new()]), []);
}

#[test]
fn adding_one_by_one_gives_the_same_as_all_at_once() {
    let texts = texts();
    let articles: Vec<Copy> = (0..5).map(|i| copy(Some("2031-03-03"), i)).collect();
    let sketches: Vec<Sketch> = texts.iter().map(|t| Sketch::of(t)).collect();
    let all = reprints::parents(&articles, &sketches, &mut |i| Cow::Borrowed(&texts[i]));
    let mut finder = Finder::default();
    let mut added = Vec::new();
    for sketch in sketches {
        added.push(finder.add(sketch, &mut |i| Cow::Borrowed(&texts[i])));
    }
    assert_eq!(added, all);
    assert_eq!(all.iter().flatten().count(), 3);
}
