"""Measures where single verbs happened: the corpus event_location (MIT).

    cargo build --release -p sayso-coder --example signs
    python xtask/event_location.py FOLDER [--all] [--errors]

FOLDER holds labeled_text.jsonl. Counted are the verbs annotated anew (source
RELABEL), or all with --all. "place": of the verbs with a place those that are
given it; "right": of all verbs those given their place, or none where they have
none. Spans are taken from token numbers: character offsets of the corpus are
wrong in part.
"""

import argparse
import json
import pathlib
import subprocess

parser = argparse.ArgumentParser()
parser.add_argument("folder", type=pathlib.Path)
parser.add_argument("--program", default="target/release/examples/signs")
parser.add_argument("--all", action="store_true", help="all verbs, not only those annotated anew")
parser.add_argument("--errors", action="store_true", help="print every error, one a line")
args = parser.parse_args()

rows = json.loads((args.folder / "labeled_text.jsonl").read_text(encoding="utf-8"))
lines, verbs = [], []
for row in rows:
    text = row["text"].replace("\t", " ").replace("\n", " ")
    tokens = row["tokens"]
    spans = {"VERB": [], "LOCATION": []}
    for span in row.get("spans", []):
        if span["token_end"] < len(tokens) and span["label"] in spans:
            spans[span["label"]].append((tokens[span["token_start"]]["start"], tokens[span["token_end"]]["end"]))
    if len(spans["VERB"]) != 1 or not (args.all or row["source"] == "RELABEL"):
        continue
    start, end = spans["VERB"][0]
    lines.append(f"{text}\t{start}:{end}")
    verbs.append((text, text[start:end], spans["LOCATION"]))
output = subprocess.run([args.program, "verbs"], input="\n".join(lines) + "\n", check=True, capture_output=True, text=True)

placed = given = hit = right = 0
for line, (text, verb, places) in zip(output.stdout.splitlines(), verbs, strict=True):
    choice = json.loads(line)
    span = None if choice["taken"] is None else choice["candidates"][choice["taken"]]["span"]
    found = span is not None and any(a < span[1] and span[0] < b for a, b in places)
    placed += bool(places)
    given += span is not None
    hit += found
    so = found or (span is None and not places)
    right += so
    if args.errors and not so:
        shown = text[slice(*span)] if span else None
        print(f"{verb}\t{[text[a:b] for a, b in places]}\t{shown}\t{text}")
print(f"{len(verbs)} verbs, {placed} with a place, {given} given one")
print(f"place {hit / placed:.3f} of {placed}, precision {hit / max(1, given):.3f}, right {right / len(verbs):.3f}")
