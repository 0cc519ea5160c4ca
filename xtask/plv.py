"""Scores sayso on the sentences of PLOVER's annotated set (measured on only).

    python xtask/plv.py PLV_train.tsv [--program target/release/sayso]

Each sentence is coded as an article of its own. "recall" is the share of
sentences whose type is among those coded, "precision" the share of coded events
that are of the sentence's one type: further events of a sentence, which the
set does not annotate, count against it. The set's YIELD is our CONCEDE and
RETREAT, and it codes what is refused as REJECT, what is to come as AGREE or
THREATEN.
"""

import argparse
import csv
import json
import pathlib
import subprocess
import tempfile

parser = argparse.ArgumentParser()
parser.add_argument("table", type=pathlib.Path)
parser.add_argument("--program", default="target/release/sayso")
args = parser.parse_args()

COOPERATIVE = {"AGREE", "CONSULT", "SUPPORT", "YIELD", "COOPERATE", "AID"}
FORCEFUL = {"ASSAULT", "COERCE", "SANCTION", "PROTEST", "MOBILIZE"}


def in_their_terms(event):
    kind, status = event["type"], event["status"]
    if kind in ("CONCEDE", "RETREAT"):
        kind = "YIELD"
    if kind in COOPERATIVE and status == "denied":
        return "REJECT"
    if kind == "YIELD" and status == "future":
        return "AGREE"
    if kind in FORCEFUL and status == "future":
        return "THREATEN"
    return kind


with args.table.open(encoding="utf-8", newline="") as file:
    rows = list(csv.DictReader(file, delimiter="\t"))
with tempfile.TemporaryDirectory() as folder:
    for i, row in enumerate(rows):
        path = pathlib.Path(folder) / f"{i:05d}.txt"
        path.write_text(row["sentence"] + "\n", encoding="utf-8")
    command = [args.program, "code", "--format", "jsonl", folder]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout

kinds = {}
for line in output.splitlines():
    record = json.loads(line)
    number = int(pathlib.Path(record["article"]["path"]).stem)
    kinds[number] = [in_their_terms(event) for event in record["events"]]
hits = sum(row["gold_root"] in kinds.get(i, []) for i, row in enumerate(rows))
right = sum(kinds.get(i, []).count(row["gold_root"]) for i, row in enumerate(rows))
coded = sum(map(len, kinds.values()))
print(f"sentences {len(rows)}, recall {hits / len(rows):.3f}, events {coded}, precision {right / coded:.3f}")
