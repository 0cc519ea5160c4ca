"""Fits what dates and places an event: lexicons/confidence/event_date.toml and event_place.toml.

    cargo build --release -p sayso-coder --example signs
    python -m sayso_training.settings --shared ../../shared

The program lists for each event the time expressions and the places that may set it, with signs; the
annotation tells which does, or none. A multinomial regression is fitted in which "none of them" weighs
zero; for places it learns from single verbs of the corpus event_location (MIT) too, with less weight.
Prints how it does on articles that the model was not trained on.
"""

import argparse
import json
import os
import sys

import numpy as np

from . import corpora
from .signs import PROGRAM, listing, names_of, run, write

LEAST = 10  # candidates with a sign, for the sign to count
VERB = 0.5  # weight of a verb of event_location, of which many are annotated loosely
TAKEN = {"date": 0.35, "place": 0.4}  # least probability of what is taken
EVERY = 3  # which of its verbs are taken for fitting
CORPUS = "of-event-location"  # its verbs have a place far more often than events do; not written


class Choice:
    """Candidates, which of them are right (none: the null option is), and the weight of the row."""

    def __init__(self, article, candidates, right, weight=1.0, taken=None):
        self.article, self.candidates, self.right = article, candidates, right
        self.weight, self.taken = weight, taken


def annotated(folder, name, score):
    path = f"{folder}/{name}.json"
    with open(path, encoding="utf-8") as file:
        gold = json.load(file)
    text = open(f"{folder}/text/{name}.txt", encoding="utf-8", newline="").read()
    events = []
    for event, plain in zip(gold["events"], score.norm(text, gold)["events"]):
        parts = {}
        for kind in ("date", "place"):
            part = event.get(kind)
            parts[kind] = part and (corpora.char_span(text, part), part)
        events.append((event["type"], plain["trigs"], parts))
    return events


def choices(program, folder, score):
    """Choices of dates and of places for the events that are annotated."""
    out = {"date": [], "place": []}
    known = {}
    for row in listing(program, "settings", folder):
        name = row["article"]
        if name not in known:
            known[name] = annotated(folder, name, score)
        a, b = row["trigger"]
        same = [parts for kind, triggers, parts in known[name]
                if kind == row["type"] and any(x < b and a < y for x, y in triggers)]
        if len(same) != 1:
            continue
        kind = row["kind"]
        part = same[0][kind]
        right = []
        if part:
            span, what = part
            for i, candidate in enumerate(row["candidates"]):
                overlaps = span and span[0] < candidate["span"][1] and candidate["span"][0] < span[1]
                if kind == "date":
                    means = candidate["means"].split("T")[0].split("/")[0]
                    right.append(bool(overlaps or what.get("value") and means == what["value"]))
                else:
                    right.append(bool(score.same_name(what.get("name"), candidate["means"])))
            if kind == "place" and not any(right):
                right = [bool(span and span[0] < c["span"][1] and c["span"][0] < span[1]) for c in row["candidates"]]
        else:
            right = [False] * len(row["candidates"])
        choice = Choice(name, [c["signs"] for c in row["candidates"]], right, taken=row["taken"])
        choice.told = bool(part)
        out[kind].append(choice)
    return out


def verbs(program, shared, gold=False):
    """Choices of places for single verbs; `gold`: those annotated anew, else the others."""
    path = f"{shared}/data/event_location/labeled_text.jsonl"
    with open(path, encoding="utf-8") as file:
        rows = json.load(file)
    again = {row["text"] for row in rows if row["source"] == "RELABEL"}
    lines, places = [], []
    for row in rows:
        text = row["text"].replace("\t", " ").replace("\n", " ")
        # Tokens are right throughout, character offsets are not.
        tokens = row["tokens"]
        labels = [(s["label"], tokens[s["token_start"]]["start"], tokens[s["token_end"]]["end"])
                  for s in row.get("spans", []) if s["token_end"] < len(tokens)]
        spans = [(a, b) for label, a, b in labels if label == "LOCATION"]
        verb = [(a, b) for label, a, b in labels if label == "VERB"]
        if len(verb) != 1 or (row["source"] == "RELABEL") != gold or (not gold and row["text"] in again):
            continue
        lines.append(f"{text}\t{verb[0][0]}:{verb[0][1]}")
        places.append(spans)
    if not gold:
        lines, places = lines[::EVERY], places[::EVERY]
    out = []
    for row, spans in zip(run(program, "verbs", lines), places, strict=True):
        right = [any(a < c["span"][1] and c["span"][0] < b for a, b in spans) for c in row["candidates"]]
        own = [] if gold else [CORPUS]
        choice = Choice("", [c["signs"] + own for c in row["candidates"]], right, VERB, row["taken"])
        choice.told = bool(spans)
        out.append(choice)
    return out


def matrix(rows, names):
    """Candidates of all rows as one table: signs, the row of each, whether it is right."""
    index = {name: i + 1 for i, name in enumerate(names)}
    where, what, of, right = [], [], [], []
    for r, row in enumerate(rows):
        for signs, so in zip(row.candidates, row.right):
            where.append(len(of))
            what.append(0)
            for sign in set(signs):
                if sign in index:
                    where.append(len(of))
                    what.append(index[sign])
            of.append(r)
            right.append(so)
    return np.array(where), np.array(what), np.array(of), np.array(right, bool)


def fit(rows, names, strength=1.0, steps=400, rate=0.5):
    """Multinomial regression with the null option at zero, by gradient ascent with momentum."""
    where, what, of, right = matrix(rows, names)
    weight = np.array([row.weight for row in rows])
    some = np.zeros(len(rows), bool)
    np.logical_or.at(some, of, right)
    beta = np.zeros(len(names) + 1)
    beta[0] = -2.0
    ridge = np.full(len(beta), strength)
    ridge[0] = 0.0
    first, second = np.zeros_like(beta), np.zeros_like(beta)
    for step in range(1, steps + 1):
        odds = np.bincount(where, beta[what], len(of))
        e = np.exp(np.clip(odds, -30, 30))
        total = 1.0 + np.bincount(of, e, len(rows))
        p = e / total[of]
        good = np.bincount(of, np.where(right, e, 0.0), len(rows))
        target = np.where(some[of], np.where(right, e / np.maximum(good, 1e-12)[of], 0.0), 0.0)
        gradient = np.bincount(what, (weight[of] * (target - p))[where], len(beta)) - ridge * beta
        first = 0.9 * first + 0.1 * gradient
        second = 0.99 * second + 0.01 * gradient**2
        beta += rate / (1 + step / 50) * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8) * 0.2
    return beta


def taken(rows, names, beta):
    """(probability, right) of the likeliest candidate of each row; None without candidates."""
    where, what, of, right = matrix(rows, names)
    odds = np.bincount(where, beta[what], len(of)) if len(of) else np.zeros(0)
    best = [None] * len(rows)
    total = 1.0 + np.bincount(of, np.exp(odds), len(rows))
    for i, r in enumerate(of):
        p = np.exp(odds[i]) / total[r]
        if best[r] is None or p > best[r][0]:
            best[r] = (p, bool(right[i]))
    return best


def report(title, rows, names, beta):
    told = sum(row.told for row in rows)
    reach = sum(any(row.right) for row in rows)
    print(f"{title}: {len(rows)} events, {told} set by the annotation, {reach} of them by a candidate")
    best = taken(rows, names, beta)
    for least in (0.3, 0.35, 0.4, 0.45, 0.5, 0.6):
        said = [b[1] for b in best if b and b[0] >= least]
        hit = sum(said)
        wrong = sum(1 for b, row in zip(best, rows) if (b is not None and b[0] >= least) == row.told and
                    (not row.told or b[1]))
        print(f"  from {least}: precision {hit / max(1, len(said)):.3f} recall {hit / max(1, told):.3f} "
              f"right or rightly silent {wrong / max(1, len(rows)):.3f}")


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=PROGRAM)
    parser.add_argument("--shared", default="../../shared")
    parser.add_argument("--own", default="annotations/articles")
    parser.add_argument("--lexicons", default="../lexicons")
    args = parser.parse_args(argv)
    sys.path.insert(0, os.path.abspath(f"{args.shared}/eval"))
    import score

    found = [choices(args.program, folder, score) for folder in (f"{args.shared}/gold/train", args.own)]
    single, single_gold = verbs(args.program, args.shared), verbs(args.program, args.shared, gold=True)
    for kind in ("date", "place"):
        rows = [choice for part in found for choice in part[kind]]
        train = [row for row in rows if not corpora.is_held_out(row.article)]
        test = [row for row in rows if corpora.is_held_out(row.article)]
        more = single if kind == "place" else []
        names = names_of((signs for row in train + more for signs in row.candidates), LEAST)
        beta = fit(train + more, names)
        report(f"{kind}, fitted on", train, names, beta)
        report(f"{kind}, held out", test, names, beta)
        if kind == "place":
            report("verbs, fitted on", single, names, beta)
            report("verbs, annotated anew", single_gold, names, beta)
        comment = [
            f"Which expression tells the {kind} of an event: a multinomial regression over signs, fitted by",
            f"training/sayso_training/settings.py on {len(train)} events of annotated articles"
            + (f" and {len(more)} verbs of event_location." if more else "."),
        ]
        kept = [(name, value) for name, value in zip(names, beta[1:]) if name != CORPUS]
        beta = [beta[0], *(value for _, value in kept)]
        write(f"{args.lexicons}/confidence/event_{kind}.toml", comment, beta, [name for name, _ in kept], TAKEN[kind])


if __name__ == "__main__":
    main()
