"""Fits when two mentions tell one event: lexicons/confidence/same_event.toml.

    cargo build --release -p sayso-coder --example signs
    python -m sayso_training.same_event --shared ../../shared

The program lists pairs of mentions of one type with the signs for and against
their telling one happening; the annotation tells whether they do (both are
mentions of one annotated event). A ridge logistic regression over the signs
is fitted on the training articles. Prints how it does on our own articles that
the model was not trained on.
"""

import argparse
import collections
import glob
import json
import os
import sys

import numpy as np

from . import corpora
from .signs import PROGRAM, fit, listing, names_of, write

LEAST = 8  # pairs with a sign, for the sign to count


def mentions(folder, name, score):
    """{type: [(trigger spans, number of the event)]} of one annotated article."""
    path = f"{folder}/{name}.json"
    if not os.path.exists(path):
        return None, None
    gold = json.load(open(path, encoding="utf-8"))
    if "events" not in gold:
        return None, None
    text = open(f"{folder}/text/{name}.txt", encoding="utf-8", newline="").read()
    found = collections.defaultdict(list)
    for number, event in enumerate(score.norm(text, gold)["events"]):
        found[event["type"]].append((event["trigs"], number))
    return found, score.sentences(text)


def event_of(trigger, events, sentences, score):
    """Number of the annotated event that the trigger mentions; None when it is not clear."""
    for spans, number in events:
        if any(a < trigger[1] and trigger[0] < b for a, b in spans):
            return number
    where = score.sent_of(sentences, trigger[0])
    near = {number for spans, number in events if any(score.sent_of(sentences, a) == where for a, _ in spans)}
    return near.pop() if len(near) == 1 else None


def pairs(program, folder, score):
    """(article, signs, whether they are one event)."""
    known = {}
    for pair in listing(program, "mentions", folder):
        name = pair["article"]
        if name not in known:
            known[name] = mentions(folder, name, score)
        events, sentences = known[name]
        if events is None:
            continue
        a, b = (event_of(pair[x], events[pair["type"]], sentences, score) for x in ("first", "later"))
        if a is not None and b is not None:
            yield name, pair["signs"], a == b


def report(title, rows, names, beta):
    x = np.array([[1.0] + [float(n in signs) for n in names] for _, signs, _ in rows])
    p = 1 / (1 + np.exp(-x @ beta))
    y = np.array([same for *_, same in rows])
    rule = np.array(["by-rule" in signs for _, signs, _ in rows])
    print(f"{title}: {len(rows)} pairs, {y.sum()} of one event")
    for name, said in (("rule", rule), ("0.5", p >= 0.5), ("0.6", p >= 0.6), ("0.7", p >= 0.7)):
        hit = (said & y).sum()
        print(f"  {name}: precision {hit / max(1, said.sum()):.3f} recall {hit / max(1, y.sum()):.3f}")


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=PROGRAM)
    parser.add_argument("--shared", default="../../shared")
    parser.add_argument("--own", default="annotations/articles")
    parser.add_argument("--lexicons", default="../lexicons")
    args = parser.parse_args(argv)
    sys.path.insert(0, f"{args.shared}/eval")
    import score

    rows = [r for folder in (f"{args.shared}/gold/train", args.own) for r in pairs(args.program, folder, score)]
    train = [r for r in rows if not corpora.is_held_out(r[0])]
    test = [r for r in rows if corpora.is_held_out(r[0])]
    names = names_of((signs for _, signs, _ in train), LEAST)
    beta = fit(train, names)
    report("fitted on", train, names, beta)
    if test:
        report("held out", test, names, beta)
    comment = [
        "Whether two mentions tell one event: a logistic regression over signs, fitted by",
        f"training/sayso_training/same_event.py on {len(train)} pairs of mentions in annotated articles.",
    ]
    write(f"{args.lexicons}/confidence/same_event.toml", comment, beta, names)


if __name__ == "__main__":
    main()
