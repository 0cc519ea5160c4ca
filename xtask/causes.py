"""Counts what is wrong with coded events, against an annotation.

    python xtask/causes.py SCORER GOLD RECORDS.jsonl

SCORER is the folder of the annotation project's score.py, GOLD the annotated
articles with their texts in GOLD/text. Prints which parts of the events found
are wrong, which status and which type was taken for which, and what is missing
and spurious by type; "again" are further mentions of an event already found.
Then, of the conflict events that our record lets the narrator assert, how many
are of a type that the annotation has not there, and how many of the right type
are there said by somebody, or did not happen. Last, the speakers of the
statements found, by how the annotation's source words them: right of all.
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

def asserted(theirs, ours, sentences):
    """How the conflict events that we let the narrator assert stand in the annotation."""
    for y in ours:
        if y["said_by"] or y["status"] != "actual" or y["type"] not in CONFLICT:
            continue
        here = {score.sent_of(sentences, q[0]) for q in y["trigs"]}
        near = [x for x in theirs if x["type"] == y["type"]]
        near = [x for x in near if overlap(x, y) or here & {score.sent_of(sentences, p[0]) for p in x["trigs"]}]
        if not near:
            yield "of another type"
        elif any(x["status"] == "actual" and not x["said_by"] for x in near):
            yield "right"
        else:
            yield "said by somebody or not so"


def worded(text, statement):
    """How a source names its speaker."""
    if not statement["source"]:
        return "not at all"
    words = text[slice(*statement["source"])].split()
    if words[0].lower() in ("he", "she", "they", "it", "i", "we", "who", "which", "that") and len(words) == 1:
        return "pronoun"
    known = set(score.name_tokens(statement["speaker"] or "")) - score.TITLES
    named = [w for w in words if w[:1].isupper() and set(score.name_tokens(w)) & known]
    return "name" if named and any(w[:1].isupper() for w in (statement["speaker"] or "").split()) else "description"


def speakers(text, theirs, ours):
    """(wording, whether the speaker is right) of the statements found."""
    a, b = list(theirs.values()), list(ours.values())
    x = [score.chars(s["contents"], text) for s in a]
    y = [score.chars(s["contents"], text) for s in b]
    pairs = [(len(p & q) / len(p | q), i, j) for i, p in enumerate(x) for j, q in enumerate(y) if p and q]
    for i, j, _ in score.greedy([p for p in pairs if p[0] >= 0.5]):
        yield worded(text, a[i]), score.same_name(a[i]["speaker"], b[j]["speaker"])


CONFLICT = "REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
parts, statuses, types, missing, spurious, conflict, voices, voices_right = (collections.Counter() for _ in range(8))
for path in sorted(glob.glob(f"{gold}/*.json")):
    with open(path, encoding="utf-8") as file:
        annotation = json.load(file)
    if "events" not in annotation:
        continue
    with open(f"{gold}/text/{stem(path)}.txt", encoding="utf-8", newline="") as file:
        text = file.read()
    theirs, ours = score.norm(text, annotation), score.norm(text, coded[stem(path)])
    for wording, right in speakers(text, theirs["statements"], ours["statements"]):
        voices[wording] += 1
        voices_right[wording] += right
    theirs, ours = theirs["events"], ours["events"]
    sentences = score.sentences(text)
    conflict.update(asserted(theirs, ours, sentences))
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
    ("conflict events that the narrator asserts", conflict),
):
    print(f"{name}: {sum(counter.values())}")
    print("  " + ", ".join(f"{k} {n}" for k, n in counter.most_common()))
print("speakers right: " + ", ".join(f"{k} {voices_right[k]} of {n}" for k, n in voices.most_common()))
