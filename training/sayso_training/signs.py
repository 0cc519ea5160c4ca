"""What the example program `signs` lists, and regressions over named signs.

    cargo build --release -p sayso-coder --example signs

The program codes articles and lists what a regression has to weigh, with signs
for and against it; annotation tells what is right. Each fit writes a file of
lexicons/confidence.
"""

import collections
import json
import os
import subprocess

import numpy as np

PROGRAM = "../target/release/examples/signs"


def listing(program, kind, folder):
    """What the program lists of that kind for the texts of a folder of annotated articles."""
    lines = []
    for name in sorted(os.listdir(f"{folder}/text")):
        path = f"{folder}/{name[:-4]}.json"
        if not name.endswith(".txt") or not os.path.exists(path):
            continue
        with open(path, encoding="utf-8") as file:
            published = json.load(file).get("published") or ""
        lines.append(f"{os.path.abspath(folder)}/text/{name}\t{published if len(published) == 10 else ''}")
    return run(program, kind, lines)


def run(program, kind, lines):
    """The objects that the program prints for lines on its standard input."""
    done = subprocess.run([program, kind], input="\n".join(lines) + "\n", check=True, capture_output=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def names_of(sets, least):
    """Signs that at least so many sets have, sorted."""
    counts = collections.Counter(sign for signs in sets for sign in set(signs))
    return sorted(sign for sign, count in counts.items() if count >= least)


def fit(rows, names, strength=2.0, steps=60):
    """Ridge logistic regression over (article, signs, is it so): intercept and log-odds of the names."""
    x = np.array([[1.0] + [float(n in signs) for n in names] for _, signs, _ in rows])
    y = np.array([float(so) for *_, so in rows])
    ridge = np.full(x.shape[1], strength)
    ridge[0] = 0.0
    beta = np.zeros(x.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-x @ beta))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge + 1e-9)
        beta += np.linalg.solve(hessian, x.T @ (y - p) - ridge * beta)
    return beta


def write(path, comment, beta, names, least=None):
    """Writes a regression as the program reads it."""
    with open(path, "w", encoding="utf-8") as file:
        file.write("".join(f"# {line}\n" for line in comment))
        file.write(f"# Log-odds.\n\nintercept = {beta[0]:.3f}\n")
        if least is not None:
            file.write(f"least = {least}\n")
        file.write("\n[sign]\n")
        for name, value in zip(names, beta[1:]):
            file.write(f'"{name}" = {value:.3f}\n')
