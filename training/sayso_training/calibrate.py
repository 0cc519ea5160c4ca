"""Fits the confidence of events: lexicons/confidence/events.toml.

    python -m sayso_training.calibrate --program ../target/release/sayso --shared ../../shared

Codes annotated articles with the program and fits, by logistic regression, how
likely an event is of the right type in the right sentence (as the scorer of the
annotation project matches it), from what the record tells: the weight of its
rule, its type, whether it has an actor (with a country), a recipient, another
status than actual, and somebody else's say-so. The model saw these articles in
its training, so what its own opinion adds is fitted in a second step on articles
that it has not seen. Prints reliability tables:
of both, and of the development articles, which nothing was fitted on.
"""

import argparse
import glob
import json
import os
import subprocess
import sys
import tempfile
import tomllib

import numpy as np

from . import corpora

MARGIN = 0.02  # the model's probabilities are kept this far from 0 and 1
FEATURES = ("weight", "actor", "country", "recipient", "not_actual", "reported")


def weights(lexicons):
    found = {}
    for path in glob.glob(f"{lexicons}/events/*.toml"):
        kind = os.path.basename(path)[:-5].split("-")[0]
        for rule in tomllib.load(open(path, "rb")).get("rule", []):
            found[f"event/{kind}/{rule['id']}"] = rule.get("weight", 0.8)
    return found


def coded(program, folder):
    """Records by article id, each article with the publication date of its annotation."""
    with tempfile.TemporaryDirectory() as work:
        with open(f"{work}/dates.csv", "w") as file:
            file.write("path,published\n")
            for path in sorted(glob.glob(f"{folder}/*.json")):
                day = json.load(open(path, encoding="utf-8")).get("published") or ""
                file.write(f"{os.path.basename(path)[:-5]}.txt,{day if len(day) == 10 else ''}\n")
        out = f"{work}/out.jsonl"
        subprocess.run([program, "code", "--format", "jsonl", "--metadata", f"{work}/dates.csv", "-o", out,
                        f"{folder}/text"], check=True)
        for line in open(out, encoding="utf-8"):
            record = json.loads(line)
            yield os.path.basename(record["article"]["path"])[:-4], record


def examples(program, folder, score, rule_weights):
    """(article, features, type, matched) of every coded event."""
    for name, record in coded(program, folder):
        path = f"{folder}/{name}.json"
        if not os.path.exists(path):
            continue
        gold = json.load(open(path, encoding="utf-8"))
        if "events" not in gold:
            continue
        text = open(f"{folder}/text/{name}.txt", encoding="utf-8").read()
        wanted, found = score.norm(text, gold)["events"], score.norm(text, record)["events"]
        sentences = score.sentences(text)
        where = lambda spans: {score.sent_of(sentences, s[0]) for s in spans}
        pairs = []
        for i, a in enumerate(wanted):
            for j, b in enumerate(found):
                overlap = any(x[0] < y[1] and y[0] < x[1] for x in a["trigs"] for y in b["trigs"])
                if a["type"] == b["type"] and (overlap or where(a["trigs"]) & where(b["trigs"])):
                    pairs.append((2.0 * overlap, i, j))
        matched = {x[1] for x in score.greedy(pairs)}
        for j, event in enumerate(record["events"]):
            features = (
                rule_weights.get(event["rule"], 0.8) - 0.75,
                float(bool(event["actors"])),
                float(any(a["country"] for a in event["actors"])),
                float(bool(event["recipients"])),
                float(event["status"] != "actual"),
                float(event["said_by"] is not None),
            )
            # Events coded without a model have no opinion of it.
            opinion = min(max(event.get("model", 0.5), MARGIN), 1 - MARGIN)
            yield name, features, event["type"], j in matched, np.log(opinion / (1 - opinion))


def fit(rows, types, strength=1.0, steps=60):
    """Ridge logistic regression by Newton's method; returns intercept and coefficients."""
    return regression(table(rows, types), np.array([float(row[3]) for row in rows]), strength, steps)


def table(rows, types):
    return np.array([[1.0, *features, *(float(kind == t) for t in types)] for _, features, kind, *_ in rows])


def regression(x, y, strength=1.0, steps=60):
    ridge = np.full(x.shape[1], strength)
    ridge[0] = 0.0
    beta = np.zeros(x.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-x @ beta))
        gradient = x.T @ (y - p) - ridge * beta
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge + 1e-9)
        beta += np.linalg.solve(hessian, gradient)
    return beta


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="../target/release/sayso")
    parser.add_argument("--shared", default="../../shared")
    parser.add_argument("--lexicons", default="../lexicons")
    args = parser.parse_args(argv)
    sys.path.insert(0, f"{args.shared}/eval")
    import score

    rule_weights = weights(args.lexicons)
    rows = []
    for folder in (f"{args.shared}/gold/train", "annotations/articles"):
        rows += examples(args.program, folder, score, rule_weights)
    train = [r for r in rows if not corpora.is_held_out(r[0])]
    unseen = [r for r in rows if corpora.is_held_out(r[0])]
    types = sorted({r[2] for r in rows})
    beta = fit(train, types)
    second_table = lambda part: np.array([[1.0, o, r[4]] for o, r in zip(table(part, types) @ beta, part)])
    hits = lambda part: np.array([float(r[3]) for r in part])
    second = regression(second_table(unseen), hits(unseen))
    with open(f"{args.lexicons}/confidence/events.toml", "w") as file:
        file.write("# How sure an event is: two logistic regressions, fitted by training/sayso_training/calibrate.py\n")
        file.write(f"# on {len(train)} coded events of annotated articles, and the second, which weighs the model's own\n")
        file.write(f"# opinion, on {len(unseen)} of articles that the model has not seen. Log-odds; `weight` counts from 0.75.\n\n")
        file.write(f"intercept = {beta[0]:.3f}\n\n[feature]\n")
        for name, value in zip(FEATURES, beta[1:]):
            file.write(f"{name} = {value:.3f}\n")
        file.write("\n[type]\n")
        for name, value in zip(types, beta[1 + len(FEATURES):]):
            file.write(f"{name} = {value:.3f}\n")
        file.write("\n[model]\n")
        for name, value in zip(("intercept", "odds", "model"), second):
            file.write(f"{name} = {value:.3f}\n")
    development = list(examples(args.program, f"{args.shared}/gold/dev", score, rule_weights))
    for title, part in (("second fit", unseen), ("development", development)):
        report(title, 1 / (1 + np.exp(-second_table(part) @ second)), hits(part))


def report(title, p, y):
    print(f"{title}: {len(y)} events, Brier {np.mean((p - y) ** 2):.4f}, base rate {y.mean():.3f}")
    edges = [0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01]
    for a, b in zip(edges, edges[1:]):
        inside = (p >= a) & (p < b)
        if inside.any():
            print(f"  {a:.1f}-{min(b, 1):.1f}: {inside.sum():4d} events, said {p[inside].mean():.2f}, right {y[inside].mean():.2f}")


if __name__ == "__main__":
    main()
