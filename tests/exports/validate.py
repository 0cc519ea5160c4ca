"""Reads every export back with readers that know nothing of sayso, and holds it
against the records themselves, counted again here.

    pip install -r tests/exports/requirements.txt
    sayso code examples --format jsonl -o /tmp/records.jsonl
    python tests/exports/validate.py target/release/sayso /tmp/records.jsonl [--texts DIR]

Exit code 1 with the first finding of each form; the Rust tests of sayso-export
cover the same ground without Python.
"""

import argparse
import base64
import collections
import csv
import datetime
import hashlib
import json
import math
import pathlib
import subprocess
import sys
import tempfile

import bratly
import conllu
import duckdb
import geojson
import geopandas
import networkx
import pandas
import pyarrow
import pyarrow.parquet
import shapely.geometry

TABLES = ["articles", "events", "parties", "counts", "statements", "entities", "times", "places"]
ACTUAL = "actual"


class Exports:
    """Runs the program and remembers where its files are."""

    def __init__(self, program, records, texts, folder):
        self.program, self.records, self.texts = program, records, texts
        self.folder = pathlib.Path(folder)

    def run(self, form, name, *options):
        path = self.folder / name
        command = [self.program, "export", form, str(self.records), "-o", str(path), *options]
        if self.texts and form in ("brat", "conllu", "webannotation"):
            command += ["--texts", str(self.texts)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{command}: {done.stderr}"
        return path


def equal(found, expected, what):
    assert found == expected, f"{what}: found {found!r}, expected {expected!r}"


def events(records, every=False):
    for record in records:
        for event in record["events"]:
            if every or event["status"] == ACTUAL:
                yield record, event


def dyads(event):
    """The pairs as docs/codebook.md has them."""
    actors, recipients = event["actors"], event["recipients"]
    if not actors:
        return [(None, r) for r in recipients]
    if not recipients:
        if len(actors) > 1 and event["type"] in ("AGREE", "CONSULT", "COOPERATE"):
            return [(a, b) for i, a in enumerate(actors) for b in actors[i + 1 :]]
        return [(a, None) for a in actors]
    return [(a, r) for a in actors for r in recipients]


def jsonl(exports, records):
    path = exports.run("jsonl", "records.jsonl")
    again = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    equal(again, records, "records")
    return f"{len(again)} records"


def csv_tables(exports, records):
    folder = exports.run("csv", "csv", "--table", "all")
    tables = {}
    for name in TABLES:
        tables[name] = pandas.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
    expected = {
        "articles": len(records),
        "events": sum(len(r["events"]) for r in records),
        "parties": sum(len(e["actors"]) + len(e["recipients"]) for _, e in events(records, True)),
        "counts": sum(len(e["counts"]) for _, e in events(records, True)),
        "statements": sum(len(r["statements"]) for r in records),
        "entities": sum(len(r["entities"]) for r in records),
        "times": sum(len(r["times"]) for r in records),
        "places": sum(len(r["places"]) for r in records),
    }
    equal({n: len(t) for n, t in tables.items()}, expected, "rows")
    for row, (record, event) in zip(tables["events"].to_dict("records"), events(records, True)):
        for column, value in [
            ("article", record["article"]["id"]),
            ("event", event["id"]),
            ("status", event["status"]),
            ("said_by", event["said_by"] or ""),
            ("narrator", "false" if event["said_by"] else "true"),
            ("trigger", event["trigger"]["text"]),
            ("sentence", event["sentence"]["text"]),
            ("place_disputed", (event["place"] or {}).get("disputed") or ""),
            ("date_earliest", (event["date"] or {}).get("earliest") or ""),
        ]:
            equal(row[column].replace("\r\n", "\n"), value.replace("\r\n", "\n"), column)
        equal(float(row["confidence"]), event["confidence"], "confidence")
        equal(float(row["intensity"]), event["intensity"], "intensity")
    # The module csv reads line breaks inside quotes exactly.
    with open(folder / "statements.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    contents = [" … ".join(c["text"] for c in s["contents"]) for r in records for s in r["statements"]]
    equal([r["content"] for r in rows], contents, "content")
    # All tables join: no party, count or speaker without its event and article.
    keys = {(r["article"], r["event"]) for r in tables["events"].to_dict("records")}
    for name in ("parties", "counts"):
        loose = [r for r in tables[name].to_dict("records") if (r["article"], r["event"]) not in keys]
        equal(loose, [], f"{name} of no event")
    return ", ".join(f"{len(t)} {n}" for n, t in tables.items())


def parquet_tables(exports, records):
    folder = exports.run("parquet", "parquet", "--table", "all")
    csv_folder = exports.folder / "csv"
    cells = 0
    for name in TABLES:
        table = pyarrow.parquet.read_table(folder / f"{name}.parquet")
        with open(csv_folder / f"{name}.csv", encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        equal(table.column_names, rows[0], f"columns of {name}")
        equal(table.num_rows, len(rows) - 1, f"rows of {name}")
        for i, field in enumerate(table.schema):
            assert field.metadata and field.metadata[b"comment"], f"{name}.{field.name} says nothing"
            for value, row in zip(table.column(i).to_pylist(), rows[1:]):
                equal(as_text(value, row[i]), row[i], f"{name}.{field.name}")
                cells += 1
    con = duckdb.connect()
    by_status = con.execute(
        f"SELECT status, count(*) FROM '{folder}/events.parquet' GROUP BY status"
    ).fetchall()
    expected = collections.Counter(e["status"] for _, e in events(records, True))
    equal(dict(by_status), dict(expected), "events by status in DuckDB")
    joined = con.execute(
        f"""SELECT count(*) FROM '{folder}/parties.parquet' p
            JOIN '{folder}/events.parquet' e USING (article, event) WHERE p.status = e.status"""
    ).fetchone()[0]
    equal(joined, sum(len(e["actors"]) + len(e["recipients"]) for _, e in events(records, True)), "join")
    kinds = dict(con.execute(f"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM '{folder}/events.parquet')").fetchall())
    equal(
        [kinds[c] for c in ("date_earliest", "quad", "confidence", "narrator", "type")],
        ["DATE", "BIGINT", "DOUBLE", "BOOLEAN", "VARCHAR"],
        "types in DuckDB",
    )
    first = con.execute(f"SELECT min(date_earliest) FROM '{folder}/events.parquet'").fetchone()[0]
    days = [e["date"]["earliest"] for _, e in events(records, True) if e["date"] and e["date"]["earliest"]]
    equal(first, datetime.date.fromisoformat(min(days)) if days else None, "first day")
    return f"{cells} cells equal to CSV's; DuckDB joins and types"


def as_text(value, like):
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return like if math.isclose(value, float(like), rel_tol=0, abs_tol=0) else repr(value)
    return str(value)


def on_earth(event):
    place = event["place"] or {}
    latitude, longitude = place.get("latitude"), place.get("longitude")
    if latitude is None or longitude is None:
        return False
    return abs(latitude) <= 90 and abs(longitude) <= 180


def geojson_map(exports, records):
    told = []
    for option, every in [((), False), (("--all",), True)]:
        path = exports.run("geojson", f"map{every}.geojson", *option)
        collection = geojson.loads(path.read_text(encoding="utf-8"))
        assert collection.is_valid, collection.errors()
        expected = {
            f"{r['article']['id']}/{e['id']}": (e["place"]["longitude"], e["place"]["latitude"])
            for r, e in events(records, every)
            if on_earth(e)
        }
        found = {f["id"]: tuple(f["geometry"]["coordinates"]) for f in collection["features"]}
        equal(found, expected, "points")
        if expected:
            frame = geopandas.read_file(path)
            equal(len(frame), len(expected), "features in geopandas")
            world = shapely.geometry.box(-180, -90, 180, 90)
            assert frame.geometry.within(world).all() and (frame.geom_type == "Point").all()
            assert every or (frame["status"] == ACTUAL).all(), "a plain point of what did not happen"
            assert frame["precision"].notna().all() and frame["disputed"].isin([True, False]).all()
        left = sum(json.loads(path.read_text(encoding="utf-8"))["sayso"]["events_left_out"].values())
        equal(left + len(found), sum(len(r["events"]) for r in records), "points and what was left out")
        told.append(len(found))
    return f"{told[0]} points, {told[1]} with --all"


def network_of(records, every):
    """Weights by node pair, quad and status; nodes by code."""
    edges = collections.Counter()
    for record, event in events(records, every):
        kinds = {n["id"]: n["kind"] for n in record["entities"]}

        def node(party):
            if party is None:
                return None
            country, sector = party["country"], party["sector"]
            if country is None and sector is None and kinds.get(party["entity"]) == "thing":
                return None
            if country is None:
                own = party["entity"] or f"{party['start']}-{party['end']}"
                return f"{record['article']['id']}/{own}"
            return " ".join(c for c in (country, sector) if c)

        pairs = set()
        for a, b in dyads(event):
            if node(a) and node(b):
                pairs.add((node(a), node(b)))
                if not event["recipients"]:
                    pairs.add((node(b), node(a)))
        for a, b in pairs:
            edges[a, b, event["quad"], event["status"]] += 1 if event["quad"] <= 2 else -1
    return dict(edges)


def networks(exports, records):
    told = []
    for option, every in [((), False), (("--all",), True)]:
        expected = network_of(records, every)
        gexf = networkx.read_gexf(exports.run("gexf", f"net{every}.gexf", *option))
        graphml = networkx.read_graphml(exports.run("graphml", f"net{every}.graphml", *option))
        names = networkx.get_node_attributes(graphml, "actor")
        for graph, name in [(gexf, lambda n: n), (graphml, names.get)]:
            found = {
                (name(a), name(b), int(d["quad"]), d["status"]): d["weight"]
                for a, b, d in graph.edges(data=True)
            }
            equal(found, expected, "edges")
            assert all(d["events"] == abs(d["weight"]) for *_, d in graph.edges(data=True))
            assert graph.is_directed()
        equal(set(gexf.nodes), set(names.values()), "nodes")
        told.append(f"{gexf.number_of_nodes()} nodes, {gexf.number_of_edges()} edges")
    return f"{told[0]}; with --all {told[1]}"


def conllu_file(exports, records, texts):
    path = exports.run("conllu", "syntax.conllu")
    sentences = conllu.parse(path.read_text(encoding="utf-8"))
    found, tokens = set(), 0
    article = None
    ids = {}
    for record in records:
        ids.setdefault(record["article"]["path"], record)
    for sentence in sentences:
        article = sentence.metadata.get("newdoc id", article)
        record = ids[article]
        text = texts[record["article"]["id"]]
        sentence.to_tree()
        for token in sentence:
            if not isinstance(token["id"], int):
                continue
            start, end = map(int, token["misc"]["TokenRange"].split(":"))
            equal(token["form"], " ".join(text[start:end].splitlines()) or token["form"], "form")
            tokens += 1
            for label in (token["misc"].get("SaysoEvent") or "").split(","):
                if label.startswith("B-") and label.endswith(".trigger"):
                    event = next(e for e in record["events"] if e["id"] == label[2:-8])
                    assert start <= event["trigger"]["start"] < end, label
                    equal(json.loads(sentence.metadata[f"sayso_event_{event['id']}"])["status"], event["status"], "status")
                    found.add((record["article"]["id"], event["id"]))
    coded = [(r["article"]["id"], e["id"]) for r, e in events(records, True)]
    equal(found, set(coded), "events at their triggers")
    return f"{len(sentences)} sentences, {tokens} tokens, {len(found)} events"


def annotations(exports, records, texts):
    path = exports.run("webannotation", "annotations.json")
    found = json.loads(path.read_text(encoding="utf-8"))
    by_source = {}
    for record in records:
        if record["article"]["text_sha256"]:
            digest = base64.urlsafe_b64encode(bytes.fromhex(record["article"]["text_sha256"])).decode().rstrip("=")
            by_source[f"ni:///sha-256;{digest}"] = record
    targets = 0
    for annotation in found:
        equal(annotation["@context"], "http://www.w3.org/ns/anno.jsonld", "context")
        equal(annotation["type"], "Annotation", "type")
        assert annotation["motivation"] in {"classifying", "identifying", "describing"}
        for target in annotation["target"]:
            text = texts[by_source[target["source"]["id"]]["article"]["id"]]
            position, quote = target["selector"]
            start, end = position["start"], position["end"]
            equal(quote["exact"], text[start:end], "quote")
            # A reader that knows only the quote finds it, and at its place.
            whole = quote["prefix"] + quote["exact"] + quote["suffix"]
            equal(text[start - len(quote["prefix"]) : end + len(quote["suffix"])], whole, "context")
            targets += 1
    equal(len({a["id"] for a in found}), len(found), "ids")
    expected = sum(
        len(r["entities"]) + len(r["statements"]) + sum(1 + len(e["actors"]) + len(e["recipients"]) for e in r["events"])
        for r in records
    )
    equal(len(found), expected, "annotations")
    return f"{len(found)} annotations, {targets} targets"


def brat(exports, records, texts):
    folder = exports.run("brat", "brat")
    documents, lines = 0, 0
    by_id = {r["article"]["id"]: r for r in records if r["article"]["id"]}
    for path in sorted(folder.glob("*.ann")):
        record = by_id[path.stem.rsplit("-", 1)[-1]]
        with open(path.with_suffix(".txt"), encoding="utf-8", newline="") as file:
            text = file.read()
        equal(text, texts[record["article"]["id"]], "text")
        spans, triggers = {}, {}
        ann = path.read_text(encoding="utf-8").split("\n")
        equal(ann.pop(), "", "the end of the last line")
        for line in ann:
            if line.startswith("T"):
                span = bratly.EntityAnnotation.from_line(line)
                pieces = [text[f.start : f.end] for f in span.fragments]
                equal(" ".join(pieces), span.content, span.id)
                spans[span.id] = span
            elif line.startswith("E"):
                head, *_ = line.split("\t")[1].split(" ")
                triggers[line.split("\t")[0]] = spans[head.split(":")[1]]
        known = {**spans, **triggers}
        status = {}
        for line in ann:
            kind = line[0]
            if kind == "E" and " " in line.rstrip():
                bratly.EventAnnotation.from_line(line, known)
            elif kind == "A":
                attribute = bratly.AttributeAnnotation.from_line(line, known)
                if attribute.label == "Status":
                    status[line.split("\t")[1].split(" ")[1]] = attribute.values[0]
            elif kind == "N":
                bratly.NormalizationAnnotation.from_line(line, known)
            elif kind == "#":
                bratly.NoteAnnotation.from_line(line, known)
            elif kind == "*":
                bratly.EquivalenceAnnotation.from_line(line, spans)
            lines += 1
        equal(list(status.values()), [e["status"] for e in record["events"]], "status")
        documents += 1
    equal(documents, len(by_id), "documents")
    return f"{documents} documents, {lines} lines"


GDELT_ACTOR = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code".split()
GDELT_GEO = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID".split()
GDELT = (
    "GLOBALEVENTID SQLDATE MonthYear Year FractionDate".split()
    + [f"Actor{i}{c}" for i in (1, 2) for c in GDELT_ACTOR]
    + "IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone".split()
    + [f"{of}Geo_{c}" for of in ("Actor1", "Actor2", "Action") for c in GDELT_GEO]
    + "DATEADDED SOURCEURL".split()
)


def pairs(records, every):
    return [(r, e, d) for r, e in events(records, every) for d in dyads(e)]


def one_day(event):
    date = event["date"] or {}
    return date.get("earliest") if date.get("earliest") and date.get("earliest") == date.get("latest") else ""


def gdelt(exports, records):
    told = []
    for columns in (61, 58):
        for option, every in [((), False), (("--all",), True)]:
            path = exports.run("gdelt", f"gdelt{columns}{every}.tsv", "--columns", str(columns), *option)
            names = GDELT if columns == 61 else [c for c in GDELT if not c.endswith("ADM2Code")]
            equal(len(names), columns, "names")
            frame = pandas.read_csv(path, sep="\t", names=names, header=None, quoting=csv.QUOTE_NONE, dtype=str, keep_default_na=False)
            expected = pairs(records, every)
            equal(len(frame), len(expected), "rows")
            for row, (_, event, (source, target)) in zip(frame.to_dict("records"), expected):
                equal(row["SQLDATE"], one_day(event).replace("-", ""), "SQLDATE")
                equal(row["QuadClass"], str(event["quad"]), "QuadClass")
                equal(float(row["GoldsteinScale"]), event["intensity"], "GoldsteinScale")
                equal((row["Actor1Name"], row["Actor2Name"]), tuple(p["name"].upper() if p else "" for p in (source, target)), "names")
                if event["cameo"]:
                    equal(row["EventCode"], event["cameo"], "EventCode")
                assert row["EventCode"].startswith(row["EventBaseCode"]) and row["EventBaseCode"].startswith(row["EventRootCode"])
                equal(row["ActionGeo_Lat"] != "", on_earth(event), "latitude")
                assert len(row["ActionGeo_CountryCode"]) in (0, 2)
            notes = pandas.read_csv(f"{path}.notes.tsv", sep="\t", quoting=csv.QUOTE_NONE, dtype=str, keep_default_na=False)
            equal(list(notes["row"]), list(frame["GLOBALEVENTID"]), "rows of the notes")
            equal(list(notes["status"]), [e["status"] for _, e, _ in expected], "status in the notes")
            about = pathlib.Path(f"{path}.about.txt").read_text(encoding="utf-8")
            assert "Events left out" in about
            told.append(len(frame))
    con = duckdb.connect()
    path = exports.folder / "gdelt61False.tsv"
    if told[0]:
        rows = con.execute(f"SELECT count(*), count(DISTINCT column00) FROM read_csv('{path}', delim='\t', header=false, quote='', all_varchar=true)").fetchone()
        equal(rows, (told[0], told[0]), "rows in DuckDB")
    return f"{told[0]} rows, {told[1]} with --all"


PHOENIX = (
    "EventID Date Year Month Day SourceActorFull SourceActorEntity SourceActorRole SourceActorAttribute TargetActorFull "
    "TargetActorEntity TargetActorRole TargetActorAttribute EventCode EventRootCode PentaClass GoldsteinScore Issues Lat Lon "
    "LocationName StateName CountryCode SentenceID URLs NewsSources"
).split()


def phoenix(exports, records):
    path = exports.run("phoenix", "phoenix.tsv")
    frame = pandas.read_csv(path, sep="\t", names=PHOENIX, header=None, quoting=csv.QUOTE_NONE, dtype=str, keep_default_na=False)
    expected = pairs(records, False)
    equal(len(frame), len(expected), "rows")
    for row, (_, event, (source, _)) in zip(frame.to_dict("records"), expected):
        equal(row["Date"], one_day(event).replace("-", ""), "Date")
        equal(row["Lat"] != "", on_earth(event), "Lat")
        assert row["EventCode"].startswith(row["EventRootCode"])
        country = (source or {}).get("country")
        if country and country not in ("UNO", "EUR", "IGO", "NGO", "MNC", "IMG", "ISM"):
            equal(row["SourceActorEntity"], country, "SourceActorEntity")
    return f"{len(frame)} rows"


def icews(exports, records):
    path = exports.run("icews", "icews.tsv")
    frame = pandas.read_csv(path, sep="\t", quoting=csv.QUOTE_NONE, dtype=str, keep_default_na=False)
    expected = pairs(records, False)
    equal(len(frame), len(expected), "rows")
    equal(len(frame.columns), 21, "columns")
    for row, (record, event, (source, target)) in zip(frame.to_dict("records"), expected):
        equal(row["Event Date"], one_day(event), "Event Date")
        equal(row["Source Name"], (source or {}).get("name", ""), "Source Name")
        equal(row["Target Name"], (target or {}).get("name", ""), "Target Name")
        equal(row["Story ID"], record["article"]["id"], "Story ID")
        assert row["Notes"].startswith(f"status: {event['status']} | reported by: "), row["Notes"]
        assert (": the article |" in row["Notes"]) == (event["said_by"] is None), row["Notes"]
    return f"{len(frame)} rows"


def acled(exports, records):
    path = exports.run("acled", "acled.csv")
    frame = pandas.read_csv(path, dtype=str, keep_default_na=False)
    equal(len(frame.columns), 31, "columns")
    expected = {
        f"{r['article']['id']}-{e['id']}": e
        for r, e in events(records)
        if e["type"] == "ASSAULT" or (e["type"] == "PROTEST" and e["mode"] in (None, "demo", "riot", "obstruct", "vandalize"))
    }
    equal(list(frame["event_id_cnty"]), list(expected), "events")
    assert frame["event_type"].isin(["", "Battles", "Protests", "Riots", "Explosions/Remote violence", "Violence against civilians"]).all()
    for row in frame.to_dict("records"):
        event = expected[row["event_id_cnty"]]
        equal(row["latitude"] != "", on_earth(event) and event["place"]["precision"] != "country", "latitude")
        if row["event_date"]:
            equal(row["event_date"], event["date"]["earliest"] or event["date"]["value"], "event_date")
            assert row["time_precision"] in ("1", "2", "3")
        if row["fatalities"]:
            assert any(c["value"] is not None or c["low"] is not None for c in event["counts"])
    return f"{len(frame)} rows"


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("program")
    arguments.add_argument("records", type=pathlib.Path)
    arguments.add_argument("--texts", type=pathlib.Path, help="folder of the texts, where the paths do not lead to them")
    given = arguments.parse_args()
    records = [json.loads(line) for line in given.records.read_text(encoding="utf-8").splitlines()]
    texts = {}
    for record in records:
        if record["article"]["id"]:
            path = pathlib.Path(record["article"]["path"])
            path = given.texts / path.name if given.texts else path
            raw = path.read_bytes()
            text = raw.decode("utf-8").removeprefix("\ufeff")
            equal(hashlib.sha256(text.encode()).hexdigest(), record["article"]["text_sha256"], path)
            texts[record["article"]["id"]] = text
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        exports = Exports(given.program, given.records, given.texts, folder)
        for check in [jsonl, csv_tables, parquet_tables, geojson_map, networks, gdelt, phoenix, icews, acled]:
            failed += not run(check, exports, records)
        for check in [conllu_file, annotations, brat]:
            failed += not run(check, exports, records, texts)
    return 1 if failed else 0


def run(check, *arguments):
    try:
        print(f"{check.__name__:15} right: {check(*arguments)}")
        return True
    except Exception as error:  # the next form is checked all the same
        print(f"{check.__name__:15} WRONG: {type(error).__name__}: {str(error)[:500]}")
        return False


if __name__ == "__main__":
    sys.exit(main())
