//! Bad input: each has an outcome that says what and where, nothing else is
//! lost, nothing panics.

mod common;

use common::{Outcome, gzip, page, read, read_stream, tar, told, warc_raw, warc_record, zip};
use sayso_ingest::MAX_BYTES;

fn line(n: usize) -> String {
    format!("{{\"id\":\"{n}\",\"text\":\"Police closed bridge number {n} in Oria.\"}}\n")
}

fn read_count(outcomes: &[Outcome]) -> usize {
    outcomes.iter().filter(|o| o.is_ok()).count()
}

fn reasons(outcomes: &[Outcome]) -> Vec<String> {
    outcomes
        .iter()
        .filter_map(|o| o.as_ref().err())
        .map(|(origin, reason)| format!("{origin}: {reason}"))
        .collect()
}

#[test]
fn a_truncated_gzip_gives_what_came_before() {
    // Noise that does not pack, so that the cut lies behind many lines.
    let mut state = 1u64;
    let text: String = (0..5000)
        .map(|n| {
            state = state
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            format!("{{\"id\":\"{n}\",\"text\":\"Police closed bridge {state:x} in Oria.\"}}\n")
        })
        .collect();
    let whole = gzip(text.as_bytes());
    for bytes in [&whole[..whole.len() / 2], &whole[..whole.len() - 4]] {
        for found in [read(bytes), read_stream(bytes)] {
            let bad = reasons(&found);
            assert_eq!(bad.len(), 1, "{bad:?}");
            assert!(
                bad[0].contains("cut short") && bad[0].contains("line "),
                "{bad:?}"
            );
            assert!(read_count(&found) > 1000, "{}", read_count(&found));
        }
    }
    // Too short to tell anything of.
    for end in [1, 2, 5, 12] {
        let found = read(&whole[..end]);
        assert_eq!((found.len(), read_count(&found)), (1, 0), "{end}");
    }
    // A text is not read by half.
    let story = gzip(b"Police came.");
    let found = read(&story[..story.len() - 6]);
    assert_eq!(read_count(&found), 0);
    assert!(reasons(&found)[0].contains("cut short"));
}

#[test]
fn damaged_gzip_and_zstd_are_told() {
    let mut bytes = gzip(line(1).repeat(50).as_bytes());
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0xff;
    let found = read(&bytes);
    assert!(!reasons(&found).is_empty());
    let mut zstd = zstd::encode_all(line(1).repeat(50).as_bytes(), 3).expect("packed");
    zstd.truncate(zstd.len() / 2);
    let found = read(&zstd);
    assert!(!reasons(&found).is_empty());
    let mut followed = gzip(line(1).as_bytes());
    followed.extend_from_slice(b"garbage behind");
    let found = read(&followed);
    assert_eq!(read_count(&found), 1, "{:?}", told(&found));
}

#[test]
fn a_wrong_length_in_a_warc_costs_its_record() {
    let body = |n: usize| page(&format!("Bridge number {n} in Oria closed"));
    let answer = |n: usize| {
        format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{}",
            body(n)
        )
        .into_bytes()
    };
    let media = "application/http";
    let good = |n: usize| warc_record(&format!("https://coastal.example/{n}"), &body(n));
    for wrong in [0, 10, 1_000, 1_500, 5_000, 100_000, 50_000_000, usize::MAX] {
        let second = warc_raw(
            "response",
            "https://coastal.example/2",
            media,
            &answer(2),
            wrong,
        );
        let warc = [good(1), second, good(3), good(4)].concat();
        let found = read(&warc);
        assert_eq!(read_count(&found), 3, "{wrong}: {:?}", told(&found));
        let bad = reasons(&found);
        assert_eq!(bad.len(), 1, "{wrong}: {bad:?}");
        assert!(bad[0].contains("coastal.example/2"), "{bad:?}");
    }
    let no_length = b"WARC/1.0\r\nWARC-Type: response\r\n\r\nx\r\n\r\n".to_vec();
    let found = read(&[good(1), no_length, b"WARC/1.0\r\nbroken".to_vec(), good(2)].concat());
    assert_eq!(read_count(&found), 2, "{:?}", told(&found));
    let mut cut = [good(1), good(2)].concat();
    cut.truncate(cut.len() - 200);
    let found = read(&cut);
    assert_eq!(read_count(&found), 1);
    assert!(
        reasons(&found)[0].contains("cut short"),
        "{:?}",
        reasons(&found)
    );
    assert!(reasons(&read(b"WARC/1.0\r\n\r\n"))[0].contains("record"));
}

#[test]
fn a_bomb_is_stopped_and_what_came_before_is_kept() {
    let blank = [vec![b' '; (1 << 20) - 1], vec![b'\n']].concat();
    let zeros = blank.repeat(100);
    let bomb = gzip(&zeros);
    assert!(bomb.len() < 200_000);
    let text = [line(1).into_bytes(), zeros].concat();
    for bytes in [gzip(&text), zip(&[("a.jsonl", &text)]), gzip(&bomb)] {
        let found = read(&bytes);
        let bad = reasons(&found);
        assert_eq!(bad.len(), 1, "{bad:?}");
        assert!(
            bad[0].contains("200 times") || bad[0].contains("split it"),
            "{bad:?}"
        );
        assert!(read_count(&found) <= 1);
    }
    // Many members, each small enough by itself.
    let member = blank.repeat(15);
    let names: Vec<String> = (0..8).map(|n| format!("{n}.jsonl")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|n| (n.as_str(), &member[..])).collect();
    let found = read(&zip(&files));
    assert!(reasons(&found).iter().any(|r| r.contains("200 times")));
    // Packed again and again.
    let mut deep = line(1).into_bytes();
    for _ in 0..6 {
        deep = gzip(&deep);
    }
    assert!(reasons(&read(&deep))[0].contains("unpack it first"));
}

#[test]
fn a_page_of_50_megabytes_is_refused_and_its_neighbours_are_read() {
    let huge = format!(
        "<html><body>{}",
        "<p>Police came to Oria.</p>".repeat(2_000_000)
    );
    assert!(huge.len() > 50_000_000);
    let small = page("Bridge closed");
    let files: [(&str, &[u8]); 2] = [
        ("huge.html", huge.as_bytes()),
        ("small.html", small.as_bytes()),
    ];
    for bytes in [zip(&files), tar(&files)] {
        let found = read(&bytes);
        assert_eq!(read_count(&found), 1, "{:?}", told(&found));
        assert!(reasons(&found)[0].contains("huge.html") && reasons(&found)[0].contains("split"));
    }
    assert!(reasons(&read(huge.as_bytes()))[0].contains(&MAX_BYTES.to_string()));
    assert!(reasons(&read_stream(huge.as_bytes()))[0].contains(&MAX_BYTES.to_string()));
}

#[test]
fn ten_thousand_nested_tags_are_refused() {
    for tag in ["div", "b", "table", "x-y", "svg"] {
        let html = format!(
            "<html><body>{}<p>Police came to Oria.</p>",
            format!("<{tag}>").repeat(10_000)
        );
        let found = read(html.as_bytes());
        assert!(
            reasons(&found)[0].contains("deep"),
            "{tag}: {:?}",
            told(&found)
        );
    }
    let xml = format!("<newsItem>{}", "<a>".repeat(10_000));
    assert_eq!(read(xml.as_bytes()).len(), 1);
    let json = format!("{}1{}", "{\"a\":".repeat(10_000), "}".repeat(10_000));
    assert!(reasons(&read(json.as_bytes()))[0].contains("JSON"));
    let rss = format!(
        "<rss version='2.0'><channel><item><title>A</title><description>{}</description></item></channel></rss>",
        "<i>".repeat(10_000)
    );
    assert_eq!(read(rss.as_bytes()).len(), 1);
}

#[test]
fn a_broken_row_costs_itself() {
    let head = "id,title,text\n";
    let good = |n: usize| format!("{n},Title {n},\"Police closed bridge {n}, the mayor said.\"\n");
    for broken in [
        "x,Too few\n",
        "x,a,b,c,Too many\n",
        "x,\"Never closed,\"Police came.\"\n",
        "x,Title,\"Police came to Oria.\n",
    ] {
        let csv = [
            head.to_owned(),
            good(1),
            broken.to_owned(),
            good(3),
            good(4),
        ]
        .concat();
        let found = read(csv.as_bytes());
        let bad = reasons(&found);
        assert_eq!(read_count(&found), 3, "{broken}: {:?}", told(&found));
        assert_eq!(bad.len(), 1, "{broken}: {bad:?}");
        assert!(bad[0].contains("line 3"), "{bad:?}");
    }
    let latin = [
        head.as_bytes(),
        b"1,a,Caf\xe9 closed.\n",
        good(2).as_bytes(),
    ]
    .concat();
    let found = read(&latin);
    assert_eq!(read_count(&found), 1);
    assert!(reasons(&found)[0].contains("UTF-8"));
}

#[test]
fn a_broken_line_of_json_costs_itself() {
    for broken in [
        "{\"text\": \"never closed\n",
        "not json\n",
        "[1, 2]\n",
        "{\"title\":\"no text\"}\n",
        "{\"text\": \"\"}\n",
        "{\"text\": \"bad \\u00zz\"}\n",
        "{\"text\": \"\u{0}\"}\n",
    ] {
        for at in 0..3 {
            let mut lines: Vec<String> = (0..3).map(line).collect();
            lines.insert(at, broken.to_owned());
            let found = read(lines.concat().as_bytes());
            assert_eq!(read_count(&found), 3, "{broken} {at}: {:?}", told(&found));
            let bad = reasons(&found);
            assert_eq!(bad.len(), 1, "{bad:?}");
            assert!(bad[0].contains(&format!("line {}", at + 1)), "{bad:?}");
        }
    }
    let long = format!("{{\"text\":\"{}\"}}\n", "a ".repeat(MAX_BYTES));
    let found = read([line(1), long, line(2)].concat().as_bytes());
    assert_eq!(read_count(&found), 2);
}

#[test]
fn broken_entries_of_feeds_cost_themselves() {
    let item = |n: usize| {
        format!(
            "<item><title>Bridge {n}</title><description>Police closed it.</description></item>"
        )
    };
    let rss = format!(
        "<rss version='2.0'><channel><title>C</title>{}<item><title>A & B</title><description>x <b>y</description></item>{}{}",
        item(1),
        item(2),
        &item(3)[..40]
    );
    let found = read(rss.as_bytes());
    assert_eq!(read_count(&found), 2, "{:?}", told(&found));
    assert_eq!(reasons(&found).len(), 2);
    for empty in [
        "<rss version='2.0'><channel></channel></rss>",
        "<feed>",
        "<rss",
    ] {
        assert_eq!(reasons(&read(empty.as_bytes())).len(), 1, "{empty}");
    }
}

#[test]
fn paths_that_lead_out_of_an_archive_are_refused() {
    let files: [(&str, &[u8]); 4] = [
        ("../up.txt", b"Police came."),
        ("/etc/root.txt", b"Police came."),
        ("a/../../up.txt", b"Police came."),
        ("good.txt", b"Police came."),
    ];
    for bytes in [tar(&files), zip(&files)] {
        let found = read(&bytes);
        assert_eq!(read_count(&found), 1, "{:?}", told(&found));
        let bad = reasons(&found);
        assert_eq!(bad.len(), 3, "{bad:?}");
        assert!(bad.iter().all(|r| r.contains("outside")), "{bad:?}");
    }
}

#[test]
fn damaged_archives_are_told_and_good_members_are_read() {
    let files: [(&str, &[u8]); 2] = [("a.txt", b"Police came."), ("b.txt", b"They left.")];
    let whole = tar(&files);
    let found = read(&whole[..512 + 512 + 100]);
    assert_eq!(read_count(&found), 1, "{:?}", told(&found));
    assert_eq!(reasons(&found).len(), 1);
    let whole = zip(&files);
    let found = read(&whole[..whole.len() - 30]);
    assert_eq!(reasons(&found).len(), 1);
    let mut wrong = whole.clone();
    // The data of the first member: its checksum no longer holds.
    wrong[40] ^= 0x20;
    let found = read(&wrong);
    assert_eq!(read_count(&found), 1, "{:?}", told(&found));
    assert!(
        reasons(&found)[0].contains("a.txt"),
        "{:?}",
        reasons(&found)
    );
}
