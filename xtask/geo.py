"""Scores place resolution and detection on LGL and GeoVirus (measured on only).

    cargo build --release -p sayso-coder --example toponyms
    python xtask/geo.py FOLDER [--errors N]        # lgl.xml and GeoVirus.xml, gold toponyms given
    python xtask/geo.py FOLDER --detect [--program target/release/sayso] [--errors N]

With gold toponyms: the share of the toponyms with coordinates that are put
within 161 km of them, an open one counting as wrong. For a country or continent
that is a matter of whose middle is taken: beside it stands the share where also
the right country or continent counts, wherever its point is. Then the share put
in the right country. LGL names the country; for GeoVirus it is that of the page
or of the nearest town of the gazetteer within 100 km of the gold coordinates;
those with neither are left out.

Detection (GeoVirus): `places` of the records against the gold spans, right when
they overlap; each of both sides counts once.
"""

import argparse
import collections
import json
import math
import pathlib
import struct
import subprocess
import tempfile
import urllib.parse
import xml.etree.ElementTree as ElementTree

parser = argparse.ArgumentParser()
parser.add_argument("folder", type=pathlib.Path)
parser.add_argument("--detect", action="store_true")
parser.add_argument("--example", default="target/release/examples/toponyms")
parser.add_argument("--program", default="target/release/sayso")
parser.add_argument("--errors", type=int, default=0, help="print the commonest errors")
args = parser.parse_args()

NEAR_KM = 161.0
# Continents have no country; they are right by name.
WIDE = {c: c for c in ("Africa", "Asia", "Europe", "North America", "South America", "Americas", "Oceania", "Antarctica")}
# Names of countries in LGL to the codes of the records, where the lexicon has another.
COUNTRIES = {"Palestinian Territory": "PSE", "Isle of Man": "IMN", "Vatican": "VAT"}


def distance(a, b):
    """Great-circle distance in kilometres of two (latitude, longitude)."""
    (p, l), (q, m) = (map(math.radians, a), map(math.radians, b))
    h = math.sin((p - q) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin((l - m) / 2) ** 2
    return 12742 * math.asin(min(1, math.sqrt(h)))


def codes():
    """Country codes by name, from the lexicon."""
    out = dict(COUNTRIES)
    for line in pathlib.Path("lexicons/places/countries.tsv").read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) > 3 and not line.startswith("#"):
            for name in [cells[0], *filter(None, cells[1].split(" | "))]:
                out.setdefault(name, cells[2])
    return out


def lgl():
    by_name = codes()
    for n, article in enumerate(ElementTree.parse(args.folder / "lgl.xml").getroot()):
        gold = []
        for toponym in article.iter("toponym"):
            tag = toponym.find("gaztag")
            if tag is None:
                continue
            place = float(tag.findtext("lat")), float(tag.findtext("lon"))
            country = by_name.get(tag.findtext("country") or "")
            wide = tag.findtext("fcode") in ("PCLI", "PCLS", "CONT")
            named = (country or tag.findtext("name")) if wide else None
            gold.append((int(toponym.findtext("start")), int(toponym.findtext("end")), place, country, named))
        yield n, article.findtext("text"), gold


def geovirus():
    cells, by_name = towns(), codes()
    for n, article in enumerate(ElementTree.parse(args.folder / "GeoVirus.xml").getroot()):
        gold = []
        for location in article.iter("location"):
            place = float(location.findtext("lat")), float(location.findtext("lon"))
            page = urllib.parse.unquote(location.findtext("page") or "").rsplit("/", 1)[-1]
            named = WIDE.get(page.replace("_", " ").replace(" (country)", "")) or by_name.get(page.replace("_", " ").replace(" (country)", ""))
            country = named or country_at(place, cells)
            gold.append((int(location.findtext("start")), int(location.findtext("end")), place, country, named))
        # The offsets count from 1, or from 0, as the name in the text shows.
        text = article.findtext("text")
        names = [location.findtext("name") for location in article.iter("location")]
        fixed = []
        for name, (start, end, *rest) in zip(names, gold):
            shift = next((d for d in (0, -1, 1) if text[start + d : end + d] == name), 0)
            fixed.append((start + shift, end + shift, *rest))
        yield n, text, fixed


def plain(text):
    return text.replace("\t", " ").replace("\n", " ").replace("\r", " ")


def resolve(articles):
    """Answers of the example by article and span."""
    lines = []
    for n, text, gold in articles:
        spans = " ".join(f"{s}:{e}" for s, e in sorted({g[:2] for g in gold}))
        lines.append(f"{n}\t{plain(text)}\t{spans}\n")
    done = subprocess.run([args.example], input="".join(lines), check=True, capture_output=True, text=True)
    out = {}
    for line in done.stdout.splitlines():
        cells = line.split("\t")
        place = (float(cells[3]), float(cells[4])) if cells[3] else None
        out[int(cells[0]), int(cells[1]), int(cells[2])] = place, cells[5], cells[6:]
    return out


def towns():
    """Country codes of the gazetteer's places by degree cell, read from its file."""
    data = pathlib.Path("crates/sayso-gazetteer/data/gazetteer.bin").read_bytes()
    sizes = struct.unpack_from("<6I", data, 20)
    divisions = struct.unpack_from("<2I", data, 44)[1]
    at = 52 + sizes[0]
    countries = data[at : at + sizes[1]].decode()
    at += sizes[1]
    cells = collections.defaultdict(list)
    for r in range(at + 22 * divisions, at + sizes[2], 22):
        place = [int.from_bytes(data[r + k : r + k + 3], "little", signed=True) * 180 / 2**23 for k in (3, 6)]
        code = countries[3 * data[r + 13] :][:3]
        cells[int(place[0] // 1), int(place[1] // 1)].append((place, code))
    return cells


def country_at(place, cells):
    """The country of the nearest town within 100 km, if any."""
    y, x = int(place[0] // 1), int(place[1] // 1)
    near = (t for dy in (-1, 0, 1) for dx in (-2, -1, 0, 1, 2) for t in cells.get((y + dy, x + dx), []))
    far, code = min(((distance(place, t), code) for t, code in near), default=(math.inf, None))
    return code if far <= 100 else None


def given(name, articles):
    articles = list(articles)
    answers = resolve(articles)
    near = total = countries = right = resolved = same = 0
    errors = collections.Counter()
    for n, text, gold in articles:
        for start, end, place, country, named in gold:
            total += 1
            found, code, rest = answers[n, start, end]
            resolved += found is not None
            far = math.inf if found is None else distance(found, place)
            near += far <= NEAR_KM
            wide = named and found and rest[0] in ("country", "continent") and named in (code, rest[1])
            same += bool(far <= NEAR_KM or wide)
            if country and country not in WIDE.values():
                countries += 1
                right += code == country
            if far > NEAR_KM and not wide:
                what = "open" if found is None else f"{rest[0]} {rest[1]} {code}, {round(far)} km off"
                errors[f"{text[start:end]} (at {place[0]:.1f} {place[1]:.1f} {country or ''}): {what}: {rest[-1]}"] += 1
    share = f"{right / countries:.3f} of {countries}" if countries else "-"
    print(f"{name}: within 161 km {near / total:.3f} of {total}, or the right country or continent {same / total:.3f}; country {share}, not open {resolved / total:.3f}")
    for error, times in errors.most_common(args.errors):
        print(f"  {times} {error}")


def detect(articles):
    articles = list(articles)
    with tempfile.TemporaryDirectory() as folder:
        for n, text, _ in articles:
            (pathlib.Path(folder) / f"{n:05d}.txt").write_text(plain(text) + "\n", encoding="utf-8")
        command = [args.program, "code", "--format", "jsonl", folder]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    places = {}
    for line in output.splitlines():
        record = json.loads(line)
        places[int(pathlib.Path(record["article"]["path"]).stem)] = record["places"]
    hit = found = wanted = near = 0
    errors = collections.Counter()
    for n, text, gold in articles:
        spans = [(p["start"], p["end"], p) for p in places.get(n, [])]
        found += len(spans)
        wanted += len(gold)
        for start, end, place, *_ in gold:
            match = next((p for s, e, p in spans if s < end and start < e), None)
            if match is None:
                errors["missed: " + text[max(0, start - 25) : start] + "[" + text[start:end] + "]" + text[end : end + 15]] += 1
                continue
            hit += 1
            if match["latitude"] is not None:
                near += distance((match["latitude"], match["longitude"]), place) <= NEAR_KM
        for s, e, _ in spans:
            if not any(s < end and start < e for start, end, *_ in gold):
                errors["spurious: " + text[max(0, s - 25) : s] + "[" + text[s:e] + "]" + text[e : e + 15]] += 1
    precision, recall = hit / max(found, 1), hit / wanted
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    print(f"GeoVirus detection: F1 {f1:.3f}, precision {precision:.3f}, recall {recall:.3f}; of those found, within 161 km {near / max(hit, 1):.3f}")
    for error, times in errors.most_common(args.errors):
        print(f"  {times} {error!r}")


if args.detect:
    detect(geovirus())
else:
    given("LGL", lgl())
    given("GeoVirus", geovirus())
