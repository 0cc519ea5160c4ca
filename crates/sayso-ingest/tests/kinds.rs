//! Every kind of input, built here by code, with the place of each document.

mod common;

use common::{gzip, page, read, read_as, read_stream, tar, told, warc_raw, warc_record, zip};
use sayso_article::{BlockKind, Date};
use sayso_ingest::Columns;

const STORY: &str = "Police closed the bridge in Oria.";

#[test]
fn plain_text_is_kept_byte_for_byte() {
    let text = "\u{feff}Police said so.\r\n\r\nMore followed.\t";
    for outcomes in [read(text.as_bytes()), read_stream(text.as_bytes())] {
        let [Ok(article)] = outcomes.as_slice() else {
            panic!("{:?}", told(&outcomes));
        };
        assert_eq!(article.text, text);
        assert_eq!(article.origin.to_string(), "file");
    }
}

#[test]
fn plain_text_has_its_language_and_its_boilerplate_told() {
    let text = "Police closed the main bridge in Oria on Friday after engineers found a crack, the mayor said in a statement to the papers.\n\n(Reporting by Lena Oduya; editing by Jan Marek)\n";
    let found = read(text.as_bytes());
    let article = found[0].as_ref().expect("read");
    assert_eq!(article.text, text);
    assert_eq!(article.language.as_deref(), Some("en"));
    assert_eq!(article.blocks[1].kind, BlockKind::Boilerplate);
}

#[test]
fn json_lines_give_places_ids_and_what_they_tell() {
    let one = r#"{"id":"a1","headline":"Bridge closed","body":"Police closed the bridge in Oria.","date":"2024-05-17","url":"https://coastal.example/a","source":"Coastal News","author":["Lena Oduya"]}"#;
    let two = r#"{"text":"Ministers met in Marisol.","date":1715934600}"#;
    let bytes = format!("{one}\n\n{two}");
    let found = read(bytes.as_bytes());
    assert_eq!(
        told(&found),
        [
            "file#a1 at byte 0 Bridge closed\n\nPolice closed t".to_owned(),
            format!("file at byte {} Ministers met in Marisol.", one.len() + 2),
        ]
    );
    let first = found[0].as_ref().expect("read");
    assert_eq!(first.title.as_deref(), Some("Bridge closed"));
    assert_eq!(first.published, Date::new(2024, 5, 17).ok());
    assert_eq!(first.url.as_deref(), Some("https://coastal.example/a"));
    assert_eq!(first.byline.as_deref(), Some("Lena Oduya"));
    let publisher = first.publisher.as_ref().map(|p| p.name.as_str());
    assert_eq!(publisher, Some("Coastal News"));
    assert_eq!(first.blocks[0].kind, BlockKind::Headline);
    let second = found[1].as_ref().expect("read");
    assert_eq!(second.published, Date::new(2024, 5, 17).ok());
}

#[test]
fn json_over_many_lines_in_lists_and_in_answers_of_services() {
    for text in [
        "[\n {\"text\": \"Police } came.\"},\n {\"text\": \"They \\\"left.\"}\n]",
        "{\n \"text\": \"Police } came.\"\n}\n{\n \"text\": \"They \\\"left.\"\n}",
        "{\"status\":\"ok\",\"articles\":[{\"content\":\"Police } came.\"},{\"content\":\"They \\\"left.\"}]}",
    ] {
        let found = read(text.as_bytes());
        let texts: Vec<_> = found.iter().flatten().map(|a| a.text.as_str()).collect();
        assert_eq!(texts, ["Police } came.", "They \"left."], "{text}");
    }
}

#[test]
fn tables_by_guess_and_by_name() {
    let csv = "id,Title,Body,Published\n7,Bridge closed,\"Police closed it, the mayor said.\n\nNobody was hurt.\",17/05/2024\n8,,Ministers met.,\n";
    let found = read(csv.as_bytes());
    assert_eq!(
        told(&found),
        [
            "file#7 at byte 24 Bridge closed\n\nPolice closed i".to_owned(),
            format!(
                "file#8 at byte {} Ministers met.",
                csv.find("8,,").expect("a row")
            ),
        ]
    );
    let first = found[0].as_ref().expect("read");
    assert_eq!(first.published, Date::new(2024, 5, 17).ok());
    assert!(first.text.ends_with("Nobody was hurt."));
    let tsv = "who\twhat\nA\tPolice came to Oria.\n";
    let columns = Columns {
        text: Some("what".to_owned()),
        id: Some("who".to_owned()),
        ..Columns::default()
    };
    assert_eq!(
        told(&read_as(tsv.as_bytes(), columns)),
        ["file#A at byte 9 Police came to Oria."]
    );
    let unknown = told(&read(b"a_1,b_2,c_3\n1,2,3\n4,5,6\n"));
    assert!(unknown[0].contains("--text-column") && unknown[0].contains("`b_2`"));
}

#[test]
fn archives_and_what_lies_in_them() {
    let line = format!("{{\"text\":\"{STORY}\"}}\n");
    let packed = gzip(line.as_bytes());
    let files: [(&str, &[u8]); 4] = [
        ("a/story.txt", STORY.as_bytes()),
        ("b.jsonl.gz", &packed),
        ("a/.hidden", b"no"),
        ("__MACOSX/a", b"no"),
    ];
    let wanted = [
        format!("file!a/story.txt {}", &STORY[..30]),
        format!("file!b.jsonl.gz at byte 0 {}", &STORY[..30]),
    ];
    assert_eq!(told(&read(&zip(&files))), wanted);
    assert_eq!(told(&read_stream(&zip(&files))), wanted);
    assert_eq!(told(&read(&tar(&files))), wanted);
    assert_eq!(told(&read(&gzip(&tar(&files)))), wanted);
    let zstd = zstd::encode_all(&tar(&files)[..], 3).expect("packed");
    assert_eq!(told(&read(&zstd)), wanted);
    assert_eq!(told(&read_stream(&zstd)), wanted);
    let nested = zip(&[("inner.zip", &zip(&files))]);
    assert_eq!(
        told(&read(&nested))[0],
        format!("file!inner.zip!a/story.txt {}", &STORY[..30])
    );
    let office = zip(&[
        ("[Content_Types].xml", b"<x/>"),
        ("word/document.xml", b"<x/>"),
    ]);
    assert!(told(&read(&office))[0].contains("Office"));
}

#[test]
fn rss_atom_and_json_feeds() {
    let rss = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>Coastal News</title><language>en-gb</language>\n<item><title>Bridge &amp;amp; tram closed</title><link>https://coastal.example/a</link><guid>a-1</guid><pubDate>Fri, 17 May 2024 23:30:00 -0700</pubDate><author>desk@coastal.example (Lena Oduya)</author><description>Short.</description><content:encoded><![CDATA[<p>Police closed the bridge in Oria.</p><p>Nobody was hurt.</p>]]></content:encoded></item>\n<item><title>No text</title><link>https://coastal.example/b</link></item></channel></rss>";
    let found = read(rss.as_bytes());
    let at = rss.find("<item>").expect("an item");
    let at_two = rss.rfind("<item>").expect("an item");
    assert_eq!(
        told(&found),
        [
            format!("file#a-1 at byte {at} Bridge & tram closed\n\nPolice c"),
            format!(
                "file at byte {at_two} skipped: the entry has no text of its own: read https://coastal.example/b instead"
            )
        ]
    );
    let first = found[0].as_ref().expect("read");
    assert_eq!(
        first.published,
        Date::new(2024, 5, 17).ok(),
        "the day as written"
    );
    assert_eq!(first.byline.as_deref(), Some("Lena Oduya"));
    assert_eq!(first.url.as_deref(), Some("https://coastal.example/a"));
    assert!(first.text.ends_with("Oria.\n\nNobody was hurt."));
    let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><title>Coastal News</title><id>f</id><updated>2024-05-18T00:00:00Z</updated><rights>CC BY 4.0</rights><entry><id>urn:1</id><title>Bridge closed</title><link href='https://coastal.example/a'/><published>2024-05-17T08:00:00Z</published><updated>2024-05-18T08:00:00Z</updated><author><name>Lena Oduya</name></author><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>Police closed the bridge.</p></div></content></entry></feed>";
    let found = read(atom.as_bytes());
    let [Ok(article)] = found.as_slice() else {
        panic!("{:?}", told(&found));
    };
    assert_eq!(article.published, Date::new(2024, 5, 17).ok());
    assert_eq!(article.text, "Bridge closed\n\nPolice closed the bridge.");
    let licence = article.licence.as_ref().and_then(|l| l.name.as_deref());
    assert_eq!(licence, Some("CC-BY-4.0"));
    let json = r#"{"version":"https://jsonfeed.org/version/1.1","title":"Coastal News","items":[{"id":"1","url":"https://coastal.example/a","title":"Bridge closed","content_text":"Police closed the bridge.","date_published":"2024-05-17T08:00:00Z"}]}"#;
    assert_eq!(
        told(&read(json.as_bytes())),
        ["file#1 Bridge closed\n\nPolice closed t"]
    );
}

#[test]
fn old_rss_by_hand_is_read_too() {
    let rdf = "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel rdf:about='x'><title>Coastal News</title></channel><item rdf:about='a'><title>Bridge closed</title><link>https://coastal.example/a</link><description>Police closed the bridge.</description><dc:date>2024-05-17T08:00:00Z</dc:date></item></rdf:RDF>";
    let found = read(rdf.as_bytes());
    let article = found[0].as_ref().expect("read");
    assert_eq!(article.published, Date::new(2024, 5, 17).ok());
    let odd = "<rss version='2.01'><channel><title>C</title><item><title>A</title><description>Police came &#8211; again.</description></item></channel></rss>";
    let found = read(odd.as_bytes());
    assert_eq!(
        found[0].as_ref().expect("read").text,
        "A\n\nPolice came – again."
    );
}

#[test]
fn pages_in_a_warc_as_news_crawls_ship_them() {
    let mut warc = warc_raw(
        "warcinfo",
        "",
        "application/warc-fields",
        b"software: x\r\n",
        13,
    );
    let second = warc.len();
    warc.extend(warc_raw(
        "request",
        "https://coastal.example/a",
        "application/http",
        b"GET / HTTP/1.1\r\n\r\n",
        18,
    ));
    let third = warc.len();
    warc.extend(warc_record(
        "https://coastal.example/a",
        &page("Bridge in Oria closed"),
    ));
    let http = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>Not here</p>";
    warc.extend(warc_raw(
        "response",
        "https://coastal.example/b",
        "application/http",
        http,
        http.len(),
    ));
    warc.extend(warc_raw(
        "conversion",
        "https://coastal.example/c",
        "text/plain",
        STORY.as_bytes(),
        STORY.len(),
    ));
    let wanted = format!(
        "file#urn:uuid:https://coastal.example/a at byte {third} Bridge in Oria closed\n\nPolice "
    );
    let found = read(&warc);
    assert_eq!(told(&found)[0], wanted);
    assert_eq!(found.len(), 2, "{:?}", told(&found));
    let article = found[0].as_ref().expect("read");
    assert_eq!(article.url.as_deref(), Some("https://coastal.example/a"));
    assert_eq!(article.published, Date::new(2024, 5, 17).ok());
    // As crawls pack them: each record by itself.
    let packed = [
        gzip(&warc[..second]),
        gzip(&warc[second..third]),
        gzip(&warc[third..]),
    ]
    .concat();
    assert_eq!(told(&read(&packed))[0], wanted);
}

#[test]
fn what_a_feed_told_of_a_page_stands_in_its_warc_record() {
    let record = warc_record("https://coastal.example/a", &page("Bridge in Oria closed"));
    let known =
        r#"WARC-JSON-Metadata: {"publisher": "Coastal Wire", "published": "2024-05-16T22:00:00Z"}"#;
    let at = record
        .windows(2)
        .position(|w| w == b"\r\n")
        .expect("a line")
        + 2;
    let mut warc = record[..at].to_vec();
    warc.extend_from_slice(known.as_bytes());
    warc.extend_from_slice(b"\r\n");
    warc.extend_from_slice(&record[at..]);
    let found = read(&warc);
    let article = found[0].as_ref().expect("read");
    let publisher = article.publisher.as_ref().map(|p| p.name.as_str());
    assert_eq!(publisher, Some("Coastal Wire"));
    assert_eq!(article.published, Date::new(2024, 5, 16).ok());
}

#[test]
fn items_of_agencies() {
    let g2 = r#"<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="urn:newsml:coastal.example:1" xml:lang="en-GB"><rightsInfo><usageTerms>CC BY 4.0</usageTerms></rightsInfo>
<itemMeta><itemClass qcode="ninat:text"/><provider literal="Coastal"><name>Coastal News</name></provider><versionCreated>2024-05-17T08:30:00+02:00</versionCreated></itemMeta>
<contentMeta><headline>Bridge in Oria closed</headline><by>Lena Oduya</by><language tag="en"/></contentMeta>
<contentSet><inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.head><hedline><hl1>x</hl1></hedline></body.head><body.content><p>ORIA (Coastal News) - Police closed the bridge in <location>Oria</location>.</p><p>Nobody was hurt.</p></body.content></body></nitf></inlineXML></contentSet></newsItem>
<newsItem guid="urn:2"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta></newsItem>
<newsItem guid="urn:3"><contentSet><inlineXML contenttype="application/xhtml+xml"><h:html xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>t</h:title></h:head><h:body><h:p>Ministers met.</h:p></h:body></h:html></inlineXML></contentSet></newsItem>
</itemSet></newsMessage>"#;
    let found = read(g2.as_bytes());
    let first = found[0].as_ref().expect("read");
    assert_eq!(
        first.text,
        "Bridge in Oria closed\n\nORIA (Coastal News) - Police closed the bridge in Oria.\n\nNobody was hurt."
    );
    assert_eq!(first.byline.as_deref(), Some("Lena Oduya"));
    assert_eq!(first.published, Date::new(2024, 5, 17).ok());
    assert_eq!(
        first.publisher.as_ref().map(|p| p.name.as_str()),
        Some("Coastal News")
    );
    assert!(first.dateline.is_some());
    assert!(told(&found)[1].contains("class `picture`"));
    assert_eq!(found[2].as_ref().expect("read").text, "Ministers met.");

    let nitf = r#"<nitf><head><docdata><doc-id id-string="n1"/><date.issue norm="20240517T083000Z"/></docdata></head><body><body.head><hedline><hl1>Bridge closed</hl1></hedline><byline>By Lena Oduya</byline></body.head><body.content><p>Police closed the bridge.</p></body.content></body></nitf>"#;
    let found = read(nitf.as_bytes());
    let article = found[0].as_ref().expect("read");
    assert_eq!(article.origin.member.as_deref(), Some("#n1"));
    assert_eq!(article.published, Date::new(2024, 5, 17).ok());

    let ninjs = [
        r#"{"uri":"https://coastal.example/1","type":"text","versioncreated":"2024-05-17T08:30:00Z","headline":"Bridge closed","byline":"Lena Oduya","language":"en","body_xhtml":"<p>Police closed the bridge.</p>"}"#,
        r#"{"uri":"urn:2","type":"text","contentCreated":"2024-05-17T08:30:00Z","headlines":[{"role":"main","value":"Bridge closed"}],"bodies":[{"role":"short","value":"Short."},{"role":"main","contentType":"text/plain","value":"Police closed the bridge."}]}"#,
        r#"{"uri":"urn:3","type":"picture","headline":"x","body_text":"A bridge."}"#,
    ]
    .join("\n");
    let found = read(ninjs.as_bytes());
    for outcome in &found[..2] {
        let article = outcome.as_ref().expect("read");
        assert_eq!(article.text, "Bridge closed\n\nPolice closed the bridge.");
        assert_eq!(article.published, Date::new(2024, 5, 17).ok());
    }
    assert!(told(&found)[2].contains("`picture`"));
}

#[test]
fn other_languages_are_skipped_with_their_name() {
    let french = "La police a fermé le pont principal de la ville vendredi matin après la découverte d’une fissure par des ingénieurs, a déclaré le maire. Personne n’a été blessé.";
    assert_eq!(
        told(&read(french.as_bytes())),
        ["file skipped: the text is French (fra), not English"]
    );
    let line = format!("{{\"text\":\"{french}\"}}\n{{\"text\":\"{STORY}\"}}");
    let found = read(line.as_bytes());
    assert!(found[0].is_err() && found[1].is_ok());
}

#[cfg(feature = "parquet")]
mod parquet_files {
    use super::*;
    use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;
    use std::sync::Arc;

    fn file(compression: parquet::basic::Compression) -> Vec<u8> {
        let schema = "message schema { REQUIRED INT64 id; OPTIONAL BYTE_ARRAY body (UTF8); REQUIRED BYTE_ARRAY title (UTF8); OPTIONAL INT64 published (TIMESTAMP(MICROS,true)); }";
        let schema = Arc::new(parse_message_type(schema).expect("a schema"));
        let properties = WriterProperties::builder()
            .set_compression(compression)
            .build();
        let mut out = Vec::new();
        let mut writer =
            SerializedFileWriter::new(&mut out, schema, Arc::new(properties)).expect("a writer");
        let mut group = writer.next_row_group().expect("a group");
        let text = |t: &str| ByteArray::from(t);
        let mut column = group.next_column().expect("next").expect("a column");
        column
            .typed::<Int64Type>()
            .write_batch(&[1, 2, 3], None, None)
            .expect("written");
        column.close().expect("closed");
        let mut column = group.next_column().expect("next").expect("a column");
        column
            .typed::<ByteArrayType>()
            .write_batch(
                &[text("Police came to Oria."), text("They left.")],
                Some(&[1, 0, 1]),
                None,
            )
            .expect("written");
        column.close().expect("closed");
        let mut column = group.next_column().expect("next").expect("a column");
        column
            .typed::<ByteArrayType>()
            .write_batch(&[text("One"), text("Two"), text("Three")], None, None)
            .expect("written");
        column.close().expect("closed");
        let mut column = group.next_column().expect("next").expect("a column");
        column
            .typed::<Int64Type>()
            .write_batch(&[1_715_934_600_000_000], Some(&[1, 0, 0]), None)
            .expect("written");
        column.close().expect("closed");
        group.close().expect("closed");
        writer.close().expect("closed");
        out
    }

    #[test]
    fn rows_are_read_by_guessed_columns() {
        use parquet::basic::{Compression, ZstdLevel};
        for compression in [
            Compression::UNCOMPRESSED,
            Compression::SNAPPY,
            Compression::ZSTD(ZstdLevel::default()),
        ] {
            let bytes = file(compression);
            let wanted = [
                "file#1 One\n\nPolice came to Oria.",
                "file#2 skipped: the row has no text",
                "file#3 Three\n\nThey left.",
            ];
            let found = read(&bytes);
            assert_eq!(told(&found), wanted);
            assert_eq!(told(&read_stream(&bytes)), wanted);
            let first = found[0].as_ref().expect("read");
            assert_eq!(first.published, Date::new(2024, 5, 17).ok());
        }
    }

    #[test]
    fn a_file_cut_short_or_damaged_is_told() {
        let bytes = file(parquet::basic::Compression::SNAPPY);
        for end in [4, 20, bytes.len() / 2, bytes.len() - 1] {
            let found = told(&read(&bytes[..end]));
            assert!(
                found.last().is_some_and(|f| f.contains("cannot be read")),
                "{end} {found:?}"
            );
        }
        for at in 4..bytes.len() {
            let mut wrong = bytes.clone();
            wrong[at] ^= 0x55;
            read(&wrong);
        }
    }
}
