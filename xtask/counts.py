"""Holds the counts of `sayso code` against the counts of annotated events.

    python xtask/counts.py FOLDER [--program target/release/sayso] [--held-out | --rest]
                           [--errors] [--records FILE]

FOLDER holds <id>.json beside text/<id>.txt. An annotated event is matched with
the event of the same type whose mentions overlap its own (the first mention
counts more). Over matched events: a count is right by value when the event has
one of that value (words without a value: when the words overlap), and right by
value and thing when what is counted shares a word with the annotation, with
forms of one outcome ("killed", "dead", "deaths") taken as one. Over the
article: a count is found when any event has one of that value whose words
overlap, and a count of ours is right when any event of the annotation has it.
--held-out and --rest choose among articles written for the project: those that
no rule was looked at with (ends -13 to -16, letter s), and the others.
"""

import argparse
import collections
import json
import pathlib
import re
import subprocess

parser = argparse.ArgumentParser()
parser.add_argument("folder", type=pathlib.Path)
parser.add_argument("--program", default="target/release/sayso")
parser.add_argument("--held-out", action="store_true")
parser.add_argument("--rest", action="store_true")
parser.add_argument("--errors", action="store_true", help="print every hit and error, one a line")
parser.add_argument("--records", type=pathlib.Path, help="records made before, instead of running the program")
args = parser.parse_args()

ONE = [
    "killed kill kills killing killings dead death deaths died die slain murdered fatalities toll executed",
    "injured injuries wounded wounding hurt injure casualties",
    "arrested arrest arrests detained detentions detain held custody detainees apprehended captured",
    "protesters protestors demonstrators marchers protest rally people supporters students workers strikers",
    "abducted kidnapped hostages hostage taken",
    "displaced fled flee evacuated",
    "released freed freeing",
    "dollars dollar usd",
    "euros euro eur",
    "years year months month prison",
    "votes vote voted",
]
CLASS = {word: i for i, line in enumerate(ONE) for word in line.split()}


def things(text):
    words = re.findall(r"[a-z]+", (text or "").lower())
    return {CLASS.get(w, w[:5]) for w in words if w not in {"of", "in", "the", "for", "and", "us"}}


def spans_of(text, mentions):
    out = []
    for mention in mentions:
        start = -1
        for _ in range(mention.get("nth") or 1):
            start = text.find(mention["text"], start + 1)
        out.append((start, start + len(mention["text"])))
    return out


def overlap(a, b):
    return a[0] < b[1] and b[0] < a[1]


def same_value(gold, ours):
    if gold["value"] is None or ours["value"] is None:
        return gold["value"] is ours["value"] and overlap(gold["span"], ours["span"])
    return abs(gold["value"] - ours["value"]) < 0.5


def pair(gold, ours):
    """Events of one type whose mentions overlap, the best pairs first."""
    scored = []
    for i, g in enumerate(gold):
        for j, o in enumerate(ours):
            if g["type"] != o["type"]:
                continue
            if overlap(g["spans"][0], o["spans"][0]):
                scored.append((0, i, j))
            elif any(overlap(a, b) for a in g["spans"] for b in o["spans"]):
                scored.append((1, i, j))
    left, right, out = set(), set(), []
    for _, i, j in sorted(scored):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            out.append((i, j))
    return out


def wanted(name):
    held = bool(re.search(r"-(1[3-6])$|^own-s-", name))
    return held if args.held_out else not held if args.rest else True


annotations = {}
for path in sorted(args.folder.glob("*.json")):
    if (args.folder / "text" / f"{path.stem}.txt").exists() and wanted(path.stem):
        annotations[path.stem] = json.loads(path.read_text(encoding="utf-8"))
if args.records:
    output = args.records.read_text(encoding="utf-8")
else:
    command = [args.program, "code", "--format", "jsonl", str(args.folder / "text")]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout

n = collections.Counter()


def error(*cells):
    if args.errors:
        print(*cells, sep="\t")


for line in output.splitlines():
    record = json.loads(line)
    name = pathlib.Path(record["article"]["path"]).stem
    if name not in annotations:
        continue
    text = (args.folder / "text" / f"{name}.txt").read_bytes().decode("utf-8")
    gold, ours = [], []
    for event in annotations[name]["events"]:
        counts = [
            {"value": c.get("value"), "of": things(c.get("of")), "text": c["text"], "thing": c.get("of"),
             "span": spans_of(text, [c])[0]}
            for c in event.get("count") or []
        ]
        gold.append({"type": event["type"], "counts": counts, "name": event["trigger"]["text"],
                     "spans": spans_of(text, [event["trigger"], *event.get("also", [])])})
    for event in record["events"]:
        counts = [
            {"value": c["value"], "of": things(c["of"]) | things(c.get("counted")), "text": c["text"],
             "thing": c["of"], "span": (c["start"], c["end"]), "why": c.get("reason", "")}
            for c in event["counts"]
        ]
        mentions = [event["trigger"], *event["also"]]
        ours.append({"type": event["type"], "counts": counts, "name": event["trigger"]["text"],
                     "spans": [(m["start"], m["end"]) for m in mentions]})
    sentence = lambda at: text[max(0, at - 90):at + 60].replace("\n", " ")
    for i, j in pair(gold, ours):
        a, b = gold[i]["counts"], ours[j]["counts"]
        n["gold"] += len(a)
        n["ours"] += len(b)
        free = list(b)
        for c in a:
            # Of several with the value, the one of the same thing.
            hits = sorted((o for o in free if same_value(c, o)), key=lambda o: not (o["of"] & c["of"]))
            if not hits:
                error(name, "missed", gold[i]["type"], gold[i]["name"], c["text"], c["thing"],
                      [(o["text"], o["thing"]) for o in b], sentence(c["span"][0]))
                continue
            free.remove(hits[0])
            n["value"] += 1
            error(name, "hit", gold[i]["type"], c["text"], c["thing"], hits[0]["thing"], hits[0]["why"])
            if hits[0]["of"] & c["of"]:
                n["both"] += 1
            else:
                error(name, "thing", gold[i]["type"], gold[i]["name"], c["text"], c["thing"], hits[0]["thing"],
                      sentence(c["span"][0]))
        for o in free:
            error(name, "extra", ours[j]["type"], ours[j]["name"], o["text"], o["thing"],
                  [(c["text"], c["thing"]) for c in a], sentence(o["span"][0]), o["why"])
    every_gold = [c for e in gold for c in e["counts"]]
    every_ours = [c for e in ours for c in e["counts"]]
    n["all"] += len(every_gold)
    n["all ours"] += len(every_ours)
    n["found"] += sum(any(same_value(c, o) for o in every_ours) for c in every_gold)
    n["said"] += sum(any(same_value(c, o) for c in every_gold) for o in every_ours)


def prf(right, ours, gold):
    p, r = right / max(ours, 1), right / max(gold, 1)
    return f"P {p:.3f} R {r:.3f} F1 {2 * p * r / max(p + r, 1e-9):.3f}"


print(f"matched events: {n['gold']} counts annotated, {n['ours']} ours")
print(f"  value             {prf(n['value'], n['ours'], n['gold'])}")
print(f"  value and thing   {prf(n['both'], n['ours'], n['gold'])}")
p, r = n["said"] / max(n["all ours"], 1), n["found"] / max(n["all"], 1)
print(f"article: {n['all']} counts annotated, {n['all ours']} ours")
print(f"  value             P {p:.3f} R {r:.3f} F1 {2 * p * r / max(p + r, 1e-9):.3f}")
