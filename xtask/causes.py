"""Counts what is wrong with coded events, against an annotation.

    python xtask/causes.py SCORER GOLD RECORDS.jsonl

SCORER is the folder of the annotation project's score.py, GOLD the annotated
articles with their texts in GOLD/text. Prints which parts of the events found
are wrong, which status and which type was taken for which, and what is missing
and spurious by type; "again" are further mentions of an event already found.
"""

import collections
import glob
import json
import os
import sys

scorer, gold, records = sys.argv[1:4]
sys.path.insert(0, scorer)
import score  # noqa: E402  (its folder is an argument)


def stem(path):
    return os.path.splitext(os.path.basename(path))[0]


def overlap(x, y):
    return any(p[0] < q[1] and q[0] < p[1] for p in x["trigs"] for q in y["trigs"])


def pairs(gold_events, ours, sentences, typed):
    """The scorer's candidate pairs, or, untyped, triggers that overlap."""
    for i, x in enumerate(gold_events):
        for j, y in enumerate(ours):
            touch = overlap(x, y)
            here = {score.sent_of(sentences, p[0]) for p in x["trigs"]}
            together = here & {score.sent_of(sentences, q[0]) for q in y["trigs"]}
            if typed and (x["type"] != y["type"] or not (touch or together)) or not typed and not touch:
                continue
            actor, recipient = score.same_parties(x, y)
            yield (2.0 if touch else 0) + 0.5 + 0.3 * actor + 0.2 * recipient, i, j


coded = {}
with open(records, encoding="utf-8") as lines:
    for line in lines:
        record = json.loads(line)
        coded[stem(record["article"]["path"])] = record

parts, statuses, types, missing, spurious = (collections.Counter() for _ in range(5))
for path in sorted(glob.glob(f"{gold}/*.json")):
    with open(path, encoding="utf-8") as file:
        annotation = json.load(file)
    if "events" not in annotation:
        continue
    with open(f"{gold}/text/{stem(path)}.txt", encoding="utf-8", newline="") as file:
        text = file.read()
    theirs = score.norm(text, annotation)["events"]
    ours = score.norm(text, coded[stem(path)])["events"]
    sentences = score.sentences(text)
    found = score.greedy(list(pairs(theirs, ours, sentences, True)))
    for i, j, _ in found:
        x, y = theirs[i], ours[j]
        actor, recipient = score.same_parties(x, y)
        wrong = [n for n, ok in (("actor", actor), ("recipient", recipient)) if not ok]
        if x["status"] != y["status"]:
            wrong.append("status")
            statuses[f"{x['status']} as {y['status']}"] += 1
        parts[" and ".join(wrong) or "none"] += 1
    left = {i for i, _, _ in found}, {j for _, j, _ in found}
    rest = [p for p in pairs(theirs, ours, sentences, False) if p[1] not in left[0] and p[2] not in left[1]]
    taken = score.greedy(rest)
    types.update(f"{theirs[i]['type']} as {ours[j]['type']}" for i, j, _ in taken)
    gone = left[0] | {i for i, _, _ in taken}, left[1] | {j for _, j, _ in taken}
    missing.update(x["type"] for i, x in enumerate(theirs) if i not in gone[0])
    for j, y in enumerate(ours):
        if j not in gone[1]:
            again = any(x["type"] == y["type"] and overlap(x, y) for x in theirs)
            spurious["again" if again else y["type"]] += 1

for name, counter in (
    ("wrong parts of events found", parts),
    ("status of the annotation as ours", statuses),
    ("type of the annotation as ours", types),
    ("missing", missing),
    ("spurious", spurious),
):
    print(f"{name}: {sum(counter.values())}")
    print("  " + ", ".join(f"{k} {n}" for k, n in counter.most_common()))
