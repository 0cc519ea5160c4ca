"""Measures the dates and places of events against annotated articles, by the step that tied them.

    python xtask/settings.py FOLDER RECORDS --score ../shared/eval [--errors date|place]

FOLDER holds <id>.json beside text/<id>.txt, RECORDS is the output of `sayso code
--format jsonl` on the texts; score.py of the annotation guide pairs the events. Of the
events found, "right" are those whose date has the annotated value (whose place has the
annotated name), out of those for which the annotation has one; "precision" is of all
dates (places) given. A date or place that is given where the annotation has none counts
against precision, though the text may well tell it.
"""

import argparse
import collections
import json
import pathlib
import sys

parser = argparse.ArgumentParser()
parser.add_argument("folder", type=pathlib.Path)
parser.add_argument("records", type=pathlib.Path)
parser.add_argument("--score", default="../shared/eval", help="folder of score.py")
parser.add_argument("--errors", choices=["date", "place"], help="print every error of the kind")
args = parser.parse_args()
sys.path.insert(0, args.score)
import score  # noqa: E402

records = {}
for line in args.records.read_text(encoding="utf-8").splitlines():
    record = json.loads(line)
    records[pathlib.Path(record["article"]["path"]).stem] = record


def pairs(text, gold, record):
    """Annotated and found events that tell one event, as score.py pairs them."""
    known, found = score.norm(text, gold)["events"], score.norm(text, record)["events"]
    sentences = score.sentences(text)
    out = []
    for i, a in enumerate(known):
        for j, b in enumerate(found):
            overlap = any(x[0] < y[1] and y[0] < x[1] for x in a["trigs"] for y in b["trigs"])
            where = [{score.sent_of(sentences, t[0]) for t in e["trigs"]} for e in (a, b)]
            if a["type"] == b["type"] and (overlap or where[0] & where[1]):
                actor, recipient = score.same_parties(a, b)
                out.append(((2.5 if overlap else 0.5) + 0.3 * actor + 0.2 * recipient, i, j))
    return score.greedy(out)


def judge(kind, known, found):
    """What becomes of one date or place."""
    if kind == "date" and known and known.get("value") is None:
        return "annotated without value"
    if not known:
        return "given where none is annotated" if found else None
    if not found:
        return "missing"
    if kind == "place":
        return "right" if score.same_name(known.get("name"), found.get("name")) else "another"
    return "right" if found["value"] == known["value"] else "another"


counts, steps = collections.Counter(), collections.defaultdict(collections.Counter)
for path in sorted(args.folder.glob("*.json")):
    gold = json.loads(path.read_text(encoding="utf-8"))
    record = records.get(path.stem)
    if "events" not in gold or record is None:
        continue
    text = (args.folder / "text" / f"{path.stem}.txt").read_bytes().decode("utf-8")
    for i, j, _ in pairs(text, gold, record):
        for kind in ("date", "place"):
            known, found = gold["events"][i].get(kind), record["events"][j][kind]
            what = judge(kind, known, found)
            counts[kind, what] += 1
            if found and what != "annotated without value":
                steps[kind][found["step"], what == "right"] += 1
            if args.errors == kind and what not in (None, "right"):
                event = record["events"][j]
                shown = found and (found["text"], found.get("name") or found.get("value"), found["step"])
                told = known and (known.get("text"), known.get("name") or known.get("value"))
                print(f"{path.stem}\t{what}\t{event['type']} {event['trigger']['text']}\t{told}\t{shown}\t"
                      f"{' '.join(event['sentence']['text'].split())}")
for kind in ("date", "place"):
    has = sum(n for (k, what), n in counts.items() if k == kind and what in ("right", "another", "missing"))
    given = sum(n for (k, what), n in counts.items() if k == kind and what in ("right", "another", "given where none is annotated"))
    right = counts[kind, "right"]
    print(f"{kind}: right {right / max(1, has):.3f} of {has}, precision {right / max(1, given):.3f} of {given}")
    for step in sorted({step for step, _ in steps[kind]}):
        good, bad = steps[kind][step, True], steps[kind][step, False]
        print(f"  by {step}: {good} right, {bad} not")
