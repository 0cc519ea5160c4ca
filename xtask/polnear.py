#!/usr/bin/env python3
"""Scores coded articles against PolNeAR's attributions (US news of 2016; measured on only).

usage: polnear.py POLNEAR_SPLIT SYSTEM.jsonl [--errors N]

POLNEAR_SPLIT holds `attributions/*.ann` (brat standoff) and `text/*.txt`; SYSTEM.jsonl is the
output of `sayso code --format jsonl POLNEAR_SPLIT/text`. A statement is found when the letters
and digits of its contents overlap with an attribution's by half of their union or more, one to
one, best first. Its source is right when it overlaps with the annotated one, or both have none.
PolNeAR's guidelines differ from ours: it annotates attributions without a source or with
nominal cues that we do not, and contents with "that" and quotation marks.
"""

import glob
import json
import os
import sys


def attributions(path):
    """[(source spans, cue spans, content spans)] of a standoff file, in code points."""
    spans, found = {}, []
    for line in open(path, encoding="utf-8", newline=""):
        columns = line.rstrip("\r\n").split("\t")
        if columns[0].startswith("T"):
            _, places = columns[1].split(" ", 1)
            spans[columns[0]] = [tuple(map(int, p.split())) for p in places.split(";")]
        elif columns[0].startswith("E"):
            roles = {"Source": [], "Cue": [], "Content": []}
            for part in columns[1].split():
                role, span = part.split(":")
                role = role.rstrip("0123456789")
                if role in roles:
                    roles[role].append(span)
            found.append(roles)
    return [tuple(sum((spans[s] for s in roles[r]), []) for r in ("Source", "Cue", "Content")) for roles in found]


def chars(text, spans):
    return {i for a, b in spans for i in range(a, b) if text[i].isalnum()}


def main():
    folder, system = sys.argv[1:3]
    errors = int(sys.argv[sys.argv.index("--errors") + 1]) if "--errors" in sys.argv else 0
    records = {}
    for line in open(system, encoding="utf-8"):
        record = json.loads(line)
        records[os.path.basename(record["article"]["path"])[:-4]] = record
    wanted = found = hits = sourced = 0
    for path in sorted(glob.glob(f"{folder}/attributions/*.ann")):
        name = os.path.basename(path)[:-4]
        if name not in records:
            name = name.rsplit("_", 1)[0]
        text = open(f"{folder}/text/{name}.txt", encoding="utf-8", newline="").read()
        gold = [a for a in attributions(path) if chars(text, a[2])]
        span = lambda s: [(s["start"], s["end"])] if s else []
        ours = [(span(s["source"]), span(s["cue"]), [(c["start"], c["end"]) for c in s["contents"]])
                for s in records[name]["statements"]]
        there, here = [chars(text, a[2]) for a in gold], [chars(text, a[2]) for a in ours]
        pairs = []
        for i, a in enumerate(there):
            for j, b in enumerate(here):
                overlap = len(a & b) / max(1, len(a | b))
                if overlap >= 0.5:
                    pairs.append((-overlap, i, j))
        left, right = set(), set()
        for _, i, j in sorted(pairs):
            if i in left or j in right:
                continue
            left.add(i)
            right.add(j)
            a, b = chars(text, gold[i][0]), chars(text, ours[j][0])
            sourced += bool(a & b) or not (a or b)
            if errors and not (a & b) and (a or b):
                errors -= 1
                show = lambda spans: " / ".join(text[x:y] for x, y in spans)
                print("source", name, "|", show(gold[i][0]), "| ours:", show(ours[j][0]), "|", show(gold[i][1]), "|", show(gold[i][2])[:80])
        for i, a in enumerate(gold):
            if errors and i not in left:
                errors -= 1
                print("missed", name, "|", " / ".join(text[x:y] for part in a for x, y in part)[:200])
        for j, a in enumerate(ours):
            if errors and j not in right:
                errors -= 1
                print("spurious", name, "|", " / ".join(text[x:y] for part in a for x, y in part)[:200])
        wanted, found, hits = wanted + len(gold), found + len(ours), hits + len(left)
    p, r = hits / max(1, found), hits / max(1, wanted)
    print(f"attributions {wanted}, statements {found}, found {hits}: P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f}")
    print(f"source right of those found: {sourced / max(1, hits):.3f}")


if __name__ == "__main__":
    main()
