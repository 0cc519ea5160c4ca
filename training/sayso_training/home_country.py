"""Fits of which country somebody is where nobody tells: lexicons/confidence/home_country.toml.

    cargo build --release -p sayso-coder --example signs
    python -m sayso_training.home_country --shared ../../shared

The program lists everybody without a country, with the signs for each country of the article; the annotation
tells the country of those who take part in an event. A ridge logistic regression over the signs of every
candidate is fitted on the training articles; the likeliest candidate is taken. Prints how that does on
articles that the model was not trained on.
"""

import argparse
import json
import os

import numpy as np

from . import corpora
from .signs import PROGRAM, fit, listing, names_of, write

LEAST = 12  # candidates with a sign, for the sign to count


def parties(folder, name):
    """[(start, end, country)] of the annotated parties of an article, in code points."""
    path = f"{folder}/{name}.json"
    if not os.path.exists(path):
        return []
    annotation = json.load(open(path, encoding="utf-8"))
    text = open(f"{folder}/text/{name}.txt", encoding="utf-8", newline="").read()
    found = []
    for event in annotation.get("events", []):
        for role in ("actors", "recipients"):
            for party in event.get(role) or []:
                span = corpora.char_span(text, party)
                if span:
                    found.append((*span, party.get("country")))
    return found


def people(program, folder):
    """(article, signs by candidate, country or None) of everybody annotated whose country nobody tells."""
    known = {}
    for somebody in listing(program, "countries", folder):
        name = somebody["article"]
        if name not in known:
            known[name] = parties(folder, name)
        # The same words, or the same end: "a spokesman" of "a spokesman".
        countries = {c for a, b, c in known[name] for x, y in somebody["mentions"] if (a, b) == (x, y) or b == y}
        if len(countries) == 1:
            yield name, somebody["candidates"], countries.pop()


def rows(found):
    return [(name, set(signs), code == country) for name, candidates, country in found for code, signs in candidates]


def report(title, found, names, beta):
    weights = dict(zip(names, beta[1:]))
    taken = []
    for _, candidates, country in found:
        odds = [(beta[0] + sum(weights.get(s, 0.0) for s in signs), code) for code, signs in candidates]
        best = max(odds, default=(-99.0, None))
        taken.append((1 / (1 + np.exp(-best[0])), best[1], country))
    print(f"{title}: {len(taken)} people, {sum(c is None for *_, c in taken)} of no country")
    for least in (0.4, 0.5, 0.6, 0.7, 0.8):
        said = [(code, country) for p, code, country in taken if p >= least]
        print(f"  from {least}: {len(said)} given, right {sum(a == b for a, b in said) / max(1, len(said)):.3f}")


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=PROGRAM)
    parser.add_argument("--shared", default="../../shared")
    parser.add_argument("--own", default="annotations/articles")
    parser.add_argument("--lexicons", default="../lexicons")
    args = parser.parse_args(argv)
    found = [p for folder in (f"{args.shared}/gold/train", args.own) for p in people(args.program, folder)]
    train = [p for p in found if not corpora.is_held_out(p[0])]
    test = [p for p in found if corpora.is_held_out(p[0])]
    data = rows(train)
    names = names_of((signs for _, signs, _ in data), LEAST)
    beta = fit(data, names)
    report("fitted on", train, names, beta)
    report("held out", test, names, beta)
    comment = [
        "Of which country somebody is where nobody tells: a logistic regression over signs, fitted by",
        f"training/sayso_training/home_country.py on {len(train)} people in annotated articles.",
    ]
    write(f"{args.lexicons}/confidence/home_country.toml", comment, beta, names)


if __name__ == "__main__":
    main()
