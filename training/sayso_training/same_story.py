"""Fits when two events of different articles tell one happening: crates/sayso-stories/data/same_story.toml.

    cargo build --release -p sayso
    cargo build --release -p sayso-stories --example stories
    python -m sayso_training.same_story --shared ../../shared

Codes the Wikinews articles of 2019 and 2020, takes from the records the signs of the annotated pairs
(annotations/pairs/wikinews.tsv) and fits a ridge logistic regression. Nothing of the articles on which linking is
measured (tests/stories) takes part.
"""

import argparse
import csv
import glob
import json
import os
import subprocess
import tempfile

import numpy as np


STRENGTH = 2.0
# What is known beforehand and what two years of Wikinews hardly show: towards these, not towards 0, the fit is drawn.
PRIOR = {
    "one-war": 2.0,  # a war between two countries, told as a whole, is one
    "dates-differ": -3.0,
    "two-places": -2.0,
    "two-counts": -0.5,
    "other-actors": -1.0,
    "other-recipients": -1.0,
    "strangers": -1.0,
    "one-place": 1.0,
    "dates-meet": 1.0,
    "one-count": 0.5,
}
THRESHOLD = 0.45
LEAST = 3  # pairs with a sign, for the sign to count


def articles(shared, folder):
    """Writes one text an article and the table of days; the name is YEAR-ROW."""
    with open(f"{folder}/days.csv", "w", newline="") as table:
        days = csv.writer(table)
        days.writerow(["path", "published"])
        for path in sorted(glob.glob(f"{shared}/data/wikinews/data/wikinews_*.csv")):
            year = path[-8:-4]
            with open(path, encoding="utf-8", newline="") as file:
                for number, row in enumerate(csv.DictReader(file)):
                    text = f"{folder}/texts/{year}-{number:03d}.txt"
                    with open(text, "w", encoding="utf-8", newline="") as out:
                        out.write(f"{row['title']}\n\n{row['text']}")
                    days.writerow([text, row["date"]])


def report(title, x, y, beta):
    p = 1 / (1 + np.exp(-x @ beta))
    print(f"{title}: {len(y)} pairs, {int(y.sum())} of one happening")
    for least in (0.4, 0.5, 0.6):
        said = p >= least
        hit = (said & (y > 0.5)).sum()
        precision, recall = hit / max(1, said.sum()), hit / max(1, y.sum())
        print(f"  from {least}: precision {precision:.3f} recall {recall:.3f}")


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="../target/release/sayso")
    parser.add_argument("--stories", default="../target/release/examples/stories")
    parser.add_argument("--pairs", default="annotations/pairs/wikinews.tsv")
    parser.add_argument("--shared", default="../../shared")
    parser.add_argument("--out", default="../crates/sayso-stories/data/same_story.toml")
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(f"{folder}/texts")
        articles(args.shared, folder)
        records = f"{folder}/records.jsonl"
        code = [args.program, "code", f"{folder}/texts", "--metadata", f"{folder}/days.csv"]
        subprocess.run([*code, "--format", "jsonl", "-o", records], check=True)
        run = subprocess.run([args.stories, "signs", records, args.pairs], check=True, capture_output=True, text=True)
    rows = [json.loads(line) for line in run.stdout.splitlines()]
    shown = [n for n in rows[0]["signs"] if sum(r["signs"][n] > 0 for r in rows) >= LEAST]
    names = sorted({*shown, *PRIOR})
    x = np.array([[1.0] + [r["signs"][n] for n in names] for r in rows])
    y = np.array([float(r["same"]) for r in rows])
    prior = np.array([0.0] + [PRIOR.get(n, 0.0) for n in names])
    beta = fit(x, y, prior)
    report("fitted on", x, y, beta)
    # Leave out one year at a time.
    for year in ("2019", "2020"):
        held = np.array([any(a.startswith(year) for a in r["articles"]) for r in rows])
        if 0 < held.sum() < len(rows):
            report(f"{year}, fitted on the other year", x[held], y[held], fit(x[~held], y[~held], prior))
    with open(args.out, "w") as file:
        file.write("# Whether two events of different articles tell one happening: a logistic regression over signs,\n")
        file.write(f"# fitted by training/sayso_training/same_story.py on {len(rows)} annotated pairs of Wikinews events.\n")
        file.write("# Log-odds; `threshold` is the least probability of a link, and of the mean over two groups that become one.\n\n")
        file.write(f"intercept = {beta[0]:.3f}\nthreshold = {THRESHOLD}\n\n[sign]\n")
        for name, value in zip(names, beta[1:]):
            file.write(f'"{name}" = {value:.3f}\n')


def fit(x, y, prior, steps=80):
    ridge_of = np.full(x.shape[1], STRENGTH)
    ridge_of[0] = 0.0
    beta = prior.copy()
    for _ in range(steps):
        p = 1 / (1 + np.exp(-x @ beta))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge_of + 1e-9)
        beta += np.linalg.solve(hessian, x.T @ (y - p) - ridge_of * (beta - prior))
    return beta


if __name__ == "__main__":
    main()
