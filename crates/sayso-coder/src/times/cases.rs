//! Expressions with their values and days, published on Thursday, 2022-07-21.

use sayso_article::{Article, Block, BlockKind, Span, Syntax, read_conllu};

use super::tests::{dated, flat};

/// The only expression of a sentence: type, value, first and last day, `mod`.
#[track_caller]
fn only(sentence: &str, tag: &str) -> (String, String, String) {
    let times = flat(sentence, tag, Some("2022-07-21")).expressions;
    assert_eq!(times.len(), 1, "{sentence}: {times:?}");
    let time = &times[0];
    let day = |d: Option<sayso_article::Date>| d.map_or("?".to_owned(), |d| d.to_string());
    let days = format!("{} {}", day(time.earliest), day(time.latest));
    let kind = match time.modifier {
        Some(modifier) => format!("{} {modifier}", time.kind),
        None => time.kind.to_owned(),
    };
    (kind, time.value.clone().unwrap_or("?".to_owned()), days)
}

/// Past tense: value and days.
#[track_caller]
fn past(sentence: &str, value: &str, days: &str) {
    let (_, v, d) = only(sentence, "VBD");
    assert_eq!((v.as_str(), d.as_str()), (value, days), "{sentence}");
}

/// Present tense of what is to come: value and days.
#[track_caller]
fn ahead(sentence: &str, value: &str, days: &str) {
    let (_, v, d) = only(sentence, "VBP");
    assert_eq!((v.as_str(), d.as_str()), (value, days), "{sentence}");
}

/// Past tense: type (with `mod`) and value.
#[track_caller]
fn typed(sentence: &str, kind: &str, value: &str) {
    let (k, v, _) = only(sentence, "VBD");
    assert_eq!((k.as_str(), v.as_str()), (kind, value), "{sentence}");
}

#[test]
fn figures() {
    past(
        "They met on 22/04/2016 .",
        "2016-04-22",
        "2016-04-22 2016-04-22",
    );
    past(
        "They met on 2016/4/22 .",
        "2016-04-22",
        "2016-04-22 2016-04-22",
    );
    past("They met in 11/2016 .", "2016-11", "2016-11-01 2016-11-30");
    past(
        "They met before the 9/11 attacks .",
        "2001-09-11",
        "? 2001-09-10",
    );
    // Day and month may stand either way round.
    past("They met on 03/07/2017 .", "?", "2017-03-07 2017-07-03");
    past(
        "They met on 05/05/89 .",
        "1989-05-05",
        "1989-05-05 1989-05-05",
    );
    past("They met on 13/13/2017 .", "?", "? ?");
}

#[test]
fn dates_in_words() {
    past(
        "They met on the third of May , 2021 .",
        "2021-05-03",
        "2021-05-03 2021-05-03",
    );
    past(
        "They met on May twenty-first , 2021 .",
        "2021-05-21",
        "2021-05-21 2021-05-21",
    );
    past(
        "They met in nineteen ninety-four .",
        "1994",
        "1994-01-01 1994-12-31",
    );
    past(
        "They met in two thousand and eighteen .",
        "2018",
        "2018-01-01 2018-12-31",
    );
    past(
        "They met on Friday the 13th .",
        "2022-05-13",
        "2022-05-13 2022-05-13",
    );
    // The weekday tells the year.
    past(
        "They met on Tuesday , Dec. 7 .",
        "2021-12-07",
        "2021-12-07 2021-12-07",
    );
    past(
        "They met on Monday , July 25 .",
        "2022-07-25",
        "2022-07-25 2022-07-25",
    );
    past(
        "They met on Wednesday , Dec. 7 .",
        "2022-12-07",
        "2022-12-07 2022-12-07",
    );
    past("They met on Saturday , Dec. 7 .", "?", "? ?");
    past(
        "They met on July 31 2022 .",
        "2022-07-31",
        "2022-07-31 2022-07-31",
    );
    past("They met on June 31 .", "?", "? ?");
}

#[test]
fn periods_of_the_year() {
    past(
        "They grew in the third quarter of 2019 .",
        "2019-Q3",
        "2019-07-01 2019-09-30",
    );
    past("They grew in Q2 2019 .", "2019-Q2", "2019-04-01 2019-06-30");
    past(
        "They grew in the third quarter .",
        "2022-Q3",
        "2022-07-01 2022-09-30",
    );
    past(
        "They grew in the fourth quarter .",
        "2021-Q4",
        "2021-10-01 2021-12-31",
    );
    past(
        "They grew in the first half of 2019 .",
        "2019-H1",
        "2019-01-01 2019-06-30",
    );
    past(
        "They grew in fiscal 2019 .",
        "2019",
        "2018-07-01 2020-06-30",
    );
    past(
        "They grew in the first quarter of last year .",
        "2021-Q1",
        "2021-01-01 2021-03-31",
    );
    past("They grew in the 1980s .", "198", "1980-01-01 1989-12-31");
    past(
        "They grew in the early '90s .",
        "199",
        "1990-01-01 1994-12-31",
    );
    past(
        "They grew in the nineties .",
        "199",
        "1990-01-01 1999-12-31",
    );
    past(
        "They ruled in the 19th century .",
        "18",
        "1800-01-01 1899-12-31",
    );
    past("They met last summer .", "2021-SU", "2021-01-01 2021-12-31");
    past(
        "They met in the winter of 2019-20 .",
        "2019-WI",
        "2019-01-01 2020-03-31",
    );
    past(
        "They met in the spring .",
        "2022-SP",
        "2022-01-01 2022-12-31",
    );
    past(
        "They fought since spring .",
        "2022-SP",
        "2022-01-01 2022-07-21",
    );
    // A town's fall is no season, nor is a man in his forties a decade.
    assert!(
        flat(
            "They celebrated the fall of the city .",
            "VBD",
            Some("2022-07-21")
        )
        .expressions
        .is_empty()
    );
    assert!(
        flat(
            "They arrested a man in his 40s .",
            "VBD",
            Some("2022-07-21")
        )
        .expressions
        .is_empty()
    );
}

#[test]
fn parts_of_a_stretch() {
    past(
        "They met early last month .",
        "2022-06",
        "2022-06-01 2022-06-15",
    );
    past(
        "They met earlier this year .",
        "2022",
        "2022-01-01 2022-07-21",
    );
    ahead(
        "They meet later this year .",
        "2022",
        "2022-07-21 2022-12-31",
    );
    ahead(
        "They meet at the end of next month .",
        "2022-08",
        "2022-08-16 2022-08-31",
    );
    past("They met in mid-2019 .", "2019", "2019-04-02 2019-10-01");
    past(
        "They met on the first Friday of May 2021 .",
        "2021-05-07",
        "2021-05-07 2021-05-07",
    );
    past(
        "They met in the last week of May 2021 .",
        "2021-W21",
        "2021-05-24 2021-05-30",
    );
    ahead(
        "They meet on Friday next week .",
        "2022-07-29",
        "2022-07-29 2022-07-29",
    );
    past(
        "They met in March last year .",
        "2021-03",
        "2021-03-01 2021-03-31",
    );
    past(
        "They met in the week of June 7 .",
        "2022-W23",
        "2022-06-06 2022-06-12",
    );
    typed("They met in late May .", "DATE END", "2022-05");
    typed("They met around May 3 .", "DATE APPROX", "2022-05-03");
}

#[test]
fn prepositions_bound_the_days() {
    past("They fought since 2019 .", "2019", "2019-01-01 2022-07-21");
    past("They fought until May 3 .", "2022-05-03", "? 2022-05-03");
    past("They left before May 3 .", "2022-05-03", "? 2022-05-02");
    past("They left after May 2021 .", "2021-05", "2021-05-31 ?");
    ahead("They leave by 2030 .", "2030", "? 2030-12-31");
    typed("They sell 2025 or later .", "DATE ON_OR_AFTER", "2025");
}

#[test]
fn ranges() {
    past(
        "They met May 3-5 .",
        "2022-05-03/2022-05-05",
        "2022-05-03 2022-05-05",
    );
    past(
        "They met from 3 to 5 May 2021 .",
        "2021-05-03/2021-05-05",
        "2021-05-03 2021-05-05",
    );
    past(
        "They ruled from 2014 to 2018 .",
        "2014/2018",
        "2014-01-01 2018-12-31",
    );
    past(
        "They ruled between May 2015 and 2018 .",
        "2015-05/2018",
        "2015-05-01 2018-12-31",
    );
    past(
        "They played in 2019-20 .",
        "2019/2020",
        "2019-01-01 2020-12-31",
    );
    ahead(
        "They strike for three days starting on Monday .",
        "2022-07-25/2022-07-27",
        "2022-07-25 2022-07-27",
    );
    ahead(
        "They strike next week from Tuesday to Thursday .",
        "2022-07-26/2022-07-28",
        "2022-07-26 2022-07-28",
    );
}

#[test]
fn lengths_of_time() {
    typed(
        "They fought for two and a half years .",
        "DURATION",
        "P2Y6M",
    );
    typed("They talked for 5 1/2 hours .", "DURATION", "PT5H30M");
    typed(
        "They talked for an hour and a half .",
        "DURATION",
        "PT1H30M",
    );
    typed(
        "They fought for more than two decades .",
        "DURATION MORE_THAN",
        "P20Y",
    );
    typed(
        "They fought for at least a year .",
        "DURATION EQUAL_OR_MORE",
        "P1Y",
    );
    typed("They fought for several months .", "DURATION", "PXM");
    typed(
        "They waited for 1 year 2 months and 3 days .",
        "DURATION",
        "P1Y2M3D",
    );
    typed("They signed a five-year agreement .", "DURATION", "P5Y");
    typed("They waited for years .", "DURATION", "PXY");
    past(
        "They fell over the past three weeks .",
        "P3W",
        "2022-06-30 2022-07-21",
    );
    ahead(
        "They vote in the next ten days .",
        "P10D",
        "2022-07-22 2022-07-31",
    );
    ahead(
        "They vote in three weeks .",
        "2022-W32",
        "2022-08-08 2022-08-14",
    );
    past("They built it in three weeks .", "P3W", "? ?");
    ahead("They face the worst drought in 40 years .", "P40Y", "? ?");
    past(
        "They killed nine over the past 24 hours .",
        "PT24H",
        "2022-07-20 2022-07-21",
    );
    ahead(
        "They vote within 30 days .",
        "P30D",
        "2022-07-21 2022-08-20",
    );
    // An age, an ordinal and a count are none.
    for sentence in [
        "They arrested a second man .",
        "They arrested an 8-year-old boy .",
    ] {
        assert!(
            flat(sentence, "VBD", Some("2022-07-21"))
                .expressions
                .is_empty(),
            "{sentence}"
        );
    }
}

#[test]
fn repetitions() {
    typed("They march on Fridays .", "SET", "XXXX-WXX-5");
    typed("They march Tuesday nights .", "SET", "XXXX-WXX-2TNI");
    typed("They meet twice a year .", "SET", "P1Y");
    typed("They pay quarterly .", "SET", "P3M");
    typed("They pay every three months .", "SET", "P3M");
    typed("They march each July .", "SET", "XXXX-07");
    typed("They lost $ 5 million a year .", "SET", "P1Y");
}

#[test]
fn times_of_the_day() {
    typed(
        "They met at 9:30 a.m. on Tuesday .",
        "TIME",
        "2022-07-19T09:30",
    );
    typed(
        "They met on Tuesday at 3 p.m. local time .",
        "TIME",
        "2022-07-19T15:00",
    );
    past(
        "They met at around 3 a.m. on Tuesday .",
        "2022-07-19T03:00",
        "2022-07-19 2022-07-19",
    );
    typed(
        "They met at 7:15 pm on Tuesday evening , July 19 .",
        "TIME",
        "2022-07-19T19:15",
    );
    typed(
        "They met on Tuesday evening , July 12 .",
        "TIME",
        "2022-07-12TEV",
    );
    typed("They met at noon on Tuesday .", "TIME", "2022-07-19T12:00");
    typed(
        "They met at 0530 GMT on Tuesday .",
        "TIME",
        "2022-07-19T05:30",
    );
    typed("They met last night .", "TIME", "2022-07-20TNI");
    assert!(
        flat("They won by a ratio of 24:31 .", "VBD", Some("2022-07-21"))
            .expressions
            .is_empty()
    );
    // The day is not told.
    typed("They met at 9:30 a.m. .", "TIME", "?");
    past("They met two hours ago .", "?", "2022-07-20 2022-07-21");
}

#[test]
fn named_days() {
    past(
        "They met on Christmas Eve .",
        "2021-12-24",
        "2021-12-24 2021-12-24",
    );
    ahead("They meet before Diwali .", "2022-10-24", "? 2022-10-22");
    past(
        "They met during Ramadan .",
        "2022-04-02/2022-05-01",
        "2022-04-01 2022-05-02",
    );
    past(
        "They met on Easter Monday 2019 .",
        "2019-04-22",
        "2019-04-22 2019-04-29",
    );
    past(
        "They met on Easter Sunday 2017 .",
        "2017-04-16",
        "2017-04-16 2017-04-16",
    );
    past(
        "They met last Nowruz .",
        "2022-03-21",
        "2022-03-20 2022-03-22",
    );
    past(
        "They met two days after Eid al-Fitr .",
        "2022-05-05",
        "2022-05-05 2022-05-05",
    );
    past(
        "They met on the eve of Yom Kippur .",
        "2021-09-14",
        "2021-09-14 2021-09-14",
    );
    assert!(
        flat(
            "They signed the Good Friday Agreement .",
            "VBD",
            Some("2022-07-21")
        )
        .expressions
        .is_empty()
    );
}

#[test]
fn other_calendars() {
    past(
        "They rose on 22 Bahman 1357 .",
        "1979-02-11",
        "1979-02-11 1979-02-11",
    );
    past(
        "They met on 15 Khordad .",
        "2022-06-05",
        "2022-06-05 2022-06-05",
    );
    past(
        "They met on 1 Ramadan 1445 AH .",
        "2024-03-11",
        "2024-03-10 2024-03-12",
    );
    past("They met on 31 Ramadan 1445 .", "?", "? ?");
    past(
        "They lost trust in the Iranian year 1401 .",
        "2022-03-21/2023-03-20",
        "2022-03-21 2023-03-20",
    );
    past(
        "They left in 1445 AH .",
        "2023-07-19/2024-07-06",
        "2023-07-18 2024-07-07",
    );
    // A name and not a month.
    assert!(
        flat("They met Bahman Rajab .", "VBD", Some("2022-07-21"))
            .expressions
            .is_empty()
    );
}

#[test]
fn vague_times_have_no_day() {
    typed("They left recently .", "DATE", "PAST_REF");
    typed("They rule now .", "DATE", "PRESENT_REF");
    typed("They fell in recent years .", "DATE", "PAST_REF");
    typed(
        "They rule for the foreseeable future .",
        "DATE",
        "FUTURE_REF",
    );
    past("They left years ago .", "PAST_REF", "? 2022-07-21");
}

/// Values of all expressions of a text of flat sentences.
fn story(text: &str) -> Vec<(String, String)> {
    let times = flat(text, "VBD", Some("2022-07-21"));
    let told = times.expressions.into_iter();
    told.map(|t| (t.value.unwrap_or("?".to_owned()), t.reason))
        .collect()
}

#[test]
fn counted_from_the_last_date_told() {
    let values = |text: &str| -> Vec<String> { story(text).into_iter().map(|(v, _)| v).collect() };
    assert_eq!(
        values("They voted on May 3 and left the next day ."),
        ["2022-05-03", "2022-05-04"]
    );
    assert_eq!(
        values("They voted on May 3 and left two weeks later ."),
        ["2022-05-03", "2022-W20"]
    );
    assert_eq!(
        values("They voted in 2015 and left the following year ."),
        ["2015", "2016"]
    );
    assert_eq!(
        values("They voted on May 3 and left the same day ."),
        ["2022-05-03", "2022-05-03"]
    );
    assert_eq!(
        values("They grew in Q2 2022 from a year earlier ."),
        ["2022-Q2", "2021-Q2"]
    );
    assert_eq!(
        values("They left three days after May 3 , 2021 ."),
        ["2021-05-06"]
    );
    assert_eq!(
        values("They sold on Friday , down from the previous Friday ."),
        ["2022-07-15", "2022-07-08"]
    );
    assert_eq!(
        values("They voted on May 3 , 2021 and left that Friday ."),
        ["2021-05-03", "2021-05-07"]
    );
    assert_eq!(values("They left five trading days ago ."), ["PAST_REF"]);
    assert_eq!(values("They left the following day ."), ["?"]);
    assert_eq!(values("They left three days after the vote ."), ["?"]);
}

/// Words in any order: nothing breaks, and expressions neither overlap nor run
/// backwards.
#[test]
fn any_words_are_read_without_breaking() {
    const WORDS: [&str; 72] = [
        "the", "last", "next", "this", "of", "in", "on", "since", "until", "from", "to", "between",
        "and", "May", "June", "Sept", ".", "3", "31", "2019", "1402", "0530", "99", "-", "–", "/",
        ":", ",", "'", "s", "day", "days", "week", "weeks", "month", "quarter", "year", "years",
        "decade", "century", "ago", "later", "earlier", "after", "before", "third", "twenty",
        "first", "hundred", "thousand", "nineteen", "half", "a", "every", "once", "Friday",
        "Fridays", "night", "a.m", "noon", "GMT", "summer", "fall", "fiscal", "Ramadan", "Eid",
        "al", "Fitr", "Easter", "early", "mid", "now",
    ];
    let mut state = 7_u64;
    let mut pick = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        WORDS[(state >> 33) as usize % WORDS.len()]
    };
    for _ in 0..300 {
        let sentence: Vec<&str> = (0..14).map(|_| pick()).collect();
        let sentence = sentence.join(" ");
        for published in [None, Some("2022-07-21"), Some("1600-01-01")] {
            let mut end = 0;
            for time in flat(&sentence, "VBD", published).expressions {
                assert!(time.span.start() >= end, "{sentence}");
                assert!(
                    time.earliest
                        .is_none_or(|a| time.latest.is_none_or(|b| a <= b)),
                    "{sentence}"
                );
                end = time.span.end();
            }
        }
    }
}

/// Two sentences as rows "form lemma upos xpos head deprel".
fn two(first: &str, second: &str) -> (Article, Syntax) {
    let rows = |text: &str| {
        let lines = text.trim().lines().enumerate().map(|(i, row)| {
            let c: Vec<&str> = row.split_whitespace().collect();
            format!(
                "{}\t{}\t{}\t{}\t{}\t_\t{}\t{}\t_\t_\n",
                i + 1,
                c[0],
                c[1],
                c[2],
                c[3],
                c[4],
                c[5]
            )
        });
        lines.collect::<String>()
    };
    read_conllu(&format!("{}\n{}", rows(first), rows(second))).expect("trees")
}

#[test]
fn today_is_the_day_of_the_dateline() {
    let (mut article, syntax) = two(
        "Marisol Marisol PROPN NNP 0 root
, , PUNCT , 1 punct
July July PROPN NNP 1 nmod
19 19 NUM CD 3 nummod
- - PUNCT : 1 punct",
        "They they PRON PRP 2 nsubj
met meet VERB VBD 0 root
yesterday yesterday NOUN NN 2 obl",
    );
    article.published = "2022-07-21".parse().ok();
    let cut = syntax.sentences()[1].span.start();
    let span = |a, b| Span::new(&article.text, a, b).expect("a span");
    article.blocks = vec![
        Block {
            kind: BlockKind::Dateline,
            span: span(0, cut).trim(&article.text),
        },
        Block {
            kind: BlockKind::Paragraph,
            span: span(cut, article.text.len()),
        },
    ];
    let times = dated(&article, &syntax).expressions;
    assert_eq!(times.len(), 1);
    assert_eq!(times[0].value.as_deref(), Some("2022-07-18"));
    assert_eq!(times[0].reason, "against the dateline's date");
    // A dateline of another month is that of an older story.
    article.published = "2022-11-21".parse().ok();
    let times = dated(&article, &syntax).expressions;
    assert_eq!(times[0].value.as_deref(), Some("2022-11-20"));
}

#[test]
fn days_are_counted_from_what_happened_on_a_day_told() {
    let told = "Parliament Parliament PROPN NNP 2 nsubj
held hold VERB VBD 0 root
a a DET DT 4 det
vote vote NOUN NN 2 obj
on on ADP IN 6 case
May May PROPN NNP 2 obl
3 3 NUM CD 6 nummod
. . PUNCT . 2 punct";
    let after = |noun: &str| {
        format!(
            "They they PRON PRP 2 nsubj
left leave VERB VBD 0 root
three three NUM CD 4 nummod
days day NOUN NNS 2 obl
after after ADP IN 7 case
the the DET DT 7 det
{noun} {noun} NOUN NN 2 obl
. . PUNCT . 2 punct"
        )
    };
    for (noun, value) in [("vote", Some("2022-05-06")), ("storm", None)] {
        let (mut article, syntax) = two(told, &after(noun));
        article.published = "2022-07-21".parse().ok();
        let times = dated(&article, &syntax).expressions;
        assert_eq!(times.len(), 2, "{noun}");
        assert_eq!(times[1].value.as_deref(), value, "{noun}");
        let words = article.slice(times[1].span);
        assert_eq!(words, format!("three days after the {noun}"));
    }
}
