"""Scores the times of `sayso code` on TimeML documents (measured on only).

    python xtask/timex.py FOLDER [FOLDER ...] [--program target/release/sayso] [--errors]

FOLDER holds *.tml (TimeBank, AQUAINT). The text of each document is coded with
its creation time as the publication date. Three scores, each over all TIMEX3 of
the texts (the creation time itself is left out):

- detection: an expression and a TIMEX3 overlap, one to one
- type, value: they overlap and have the same type, the same value

Values are compared after spelling alone is made the same: 1998-W7 is 1998-W07,
199X is 199, 1998-XX-XX is 1998, P1DE and P1E are P10Y, P1Q is P3M, a clock of
full hours is T17:00, a document date keeps its day. An expression that is a
range ("2014/2018", which TimeML writes as two) stands for both of its ends.
"""

import argparse
import collections
import csv
import json
import pathlib
import re
import subprocess
import tempfile
import xml.etree.ElementTree as ET

parser = argparse.ArgumentParser()
parser.add_argument("folders", nargs="+", type=pathlib.Path)
parser.add_argument("--program", default="target/release/sayso")
parser.add_argument("--errors", action="store_true", help="print every error, one a line")
parser.add_argument("--records", type=pathlib.Path, help="score these records, or keep them here")
args = parser.parse_args()


def same_spelling(value):
    if value is None:
        return None
    value = re.sub(r"-W(\d)(?!\d)", r"-W0\1", value)
    value = re.sub(r"(-XX)+$", "", value)
    value = re.sub(r"^(\d\d\d)X$", r"\1", value)
    value = re.sub(r"^(\d\d)XX$", r"\1", value)
    value = re.sub(r"^P(\d+)D?E$", lambda m: f"P{int(m[1]) * 10}Y", value)
    value = re.sub(r"^P(\d+)Q$", lambda m: f"P{int(m[1]) * 3}M", value)
    value = re.sub(r"T(\d\d)$", r"T\1:00", value)
    return value


def read(path):
    """Text, creation date, and the TIMEX3 as (start, end, type, value)."""
    root = ET.parse(path).getroot()
    published = root.find("DCT/TIMEX3").get("value")[:10]
    text, gold = [], []

    def walk(node):
        start = sum(map(len, text))
        text.append(node.text or "")
        for child in node:
            walk(child)
            text.append(child.tail or "")
        if node.tag == "TIMEX3":
            end = sum(map(len, text))
            gold.append((start, end, node.get("type"), same_spelling(node.get("value"))))

    walk(root.find("TEXT"))
    return "".join(text), published, sorted(gold)


def expressions(record):
    """The expressions of a record, a range as its two ends."""
    out = []
    for time in record["times"]:
        value = same_spelling(time["value"])
        for part in (value or "").split("/") if value else [None]:
            out.append((time["start"], time["end"], time["type"], part))
    return out


def match(gold, found):
    """Pairs that overlap, one to one, equal values first."""
    pairs = [
        (g[3] != f[3], g[2] != f[2], -(min(g[1], f[1]) - max(g[0], f[0])), i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
        if g[0] < f[1] and f[0] < g[1]
    ]
    pairs.sort()
    seen_gold, seen_found, out = set(), set(), []
    for *_, i, j in pairs:
        if i not in seen_gold and j not in seen_found:
            seen_gold.add(i)
            seen_found.add(j)
            out.append((i, j))
    return out


paths = sorted(path for folder in args.folders for path in folder.glob("*.tml"))
documents = [read(path) for path in paths]
with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    texts = folder / "texts"
    texts.mkdir()
    with (folder / "dates.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["path", "published"])
        for i, (text, published, _) in enumerate(documents):
            (texts / f"{i:05d}.txt").write_text(text, encoding="utf-8", newline="")
            rows.writerow([f"{i:05d}.txt", published])
    command = [args.program, "code", "--format", "jsonl", "--metadata", str(folder / "dates.csv"), str(texts)]
    if args.records and args.records.exists():
        output = args.records.read_text(encoding="utf-8")
    else:
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        if args.records:
            args.records.write_text(output, encoding="utf-8")

counts = collections.Counter()
errors = []
for line in output.splitlines():
    record = json.loads(line)
    number = int(pathlib.Path(record["article"]["path"]).stem)
    text, published, gold = documents[number]
    found = expressions(record)
    pairs = match(gold, found)
    counts["gold"] += len(gold)
    counts["found"] += len(found)
    counts["detection"] += len(pairs)
    counts["type"] += sum(gold[i][2] == found[j][2] for i, j in pairs)
    counts["value"] += sum(gold[i][3] == found[j][3] for i, j in pairs)
    if not args.errors:
        continue

    def told(start, end):
        before, after = text[max(0, start - 50):start], text[end:end + 40]
        return " ".join(f"{before}[{text[start:end]}]{after}".split())

    for i, j in pairs:
        if gold[i][3] != found[j][3]:
            words = text[gold[i][0]:gold[i][1]].lower()
            errors.append(("value", " ".join(words.split()), gold[i][3], found[j][3], published, told(*found[j][:2])))
    missed = set(range(len(gold))) - {i for i, _ in pairs}
    for i in missed:
        words = text[gold[i][0]:gold[i][1]].lower()
        errors.append(("missed", " ".join(words.split()), gold[i][3], None, published, told(*gold[i][:2])))
    for j in set(range(len(found))) - {j for _, j in pairs}:
        words = text[found[j][0]:found[j][1]].lower()
        errors.append(("spurious", " ".join(words.split()), None, found[j][3], published, told(*found[j][:2])))

for error in sorted(errors, key=str):
    print("\t".join(map(str, error)))


def score(name):
    right, gold, found = counts[name], counts["gold"], counts["found"]
    precision, recall = right / max(found, 1), right / max(gold, 1)
    f1 = 2 * right / max(gold + found, 1)
    print(f"{name}: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")


print(f"documents {len(documents)}, TIMEX3 {counts['gold']}, expressions {counts['found']}")
for name in ("detection", "type", "value"):
    score(name)
