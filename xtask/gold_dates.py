"""Holds the times of `sayso code` against the dates of annotated events.

    python xtask/gold_dates.py FOLDER [--program target/release/sayso] [--errors]

FOLDER holds <id>.json beside text/<id>.txt. Each date that an event has in the
annotation, with its words and a value, is counted once an article: "found" when
an expression overlaps its words, "value" when such an expression has the value
(a part of the day apart). Which event a date belongs to is not asked here;
`cargo xtask eval` does.
"""

import argparse
import csv
import json
import pathlib
import subprocess
import tempfile

parser = argparse.ArgumentParser()
parser.add_argument("folder", type=pathlib.Path)
parser.add_argument("--program", default="target/release/sayso")
parser.add_argument("--errors", action="store_true", help="print every error, one a line")
args = parser.parse_args()

annotations = {}
for path in sorted(args.folder.glob("*.json")):
    if (args.folder / "text" / f"{path.stem}.txt").exists():
        annotations[path.stem] = json.loads(path.read_text(encoding="utf-8"))
with tempfile.TemporaryDirectory() as folder:
    dates = pathlib.Path(folder) / "dates.csv"
    with dates.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["path", "published"])
        for name, annotation in annotations.items():
            published = annotation.get("published") or ""
            rows.writerow([f"{name}.txt", published if len(published) == 10 else ""])
    command = [args.program, "code", "--format", "jsonl", "--metadata", str(dates), str(args.folder / "text")]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout

all_dates = found = right = 0
for line in output.splitlines():
    record = json.loads(line)
    name = pathlib.Path(record["article"]["path"]).stem
    if name not in annotations:
        continue
    text = (args.folder / "text" / f"{name}.txt").read_bytes().decode("utf-8")
    seen = set()
    for event in annotations[name]["events"]:
        date = event.get("date") or {}
        words, nth = date.get("text"), date.get("nth") or 1
        if not words or date.get("value") is None or (words, nth) in seen:
            continue
        seen.add((words, nth))
        start = -1
        for _ in range(nth):
            start = text.find(words, start + 1)
        near = [t for t in record["times"] if start < t["end"] and t["start"] < start + len(words)]
        hit = any((t["value"] or "").split("T")[0] == date["value"] for t in near)
        all_dates += 1
        found += bool(near)
        right += hit
        if args.errors and not hit:
            print(name, words, date["value"], [(t["text"], t["value"], t["reason"]) for t in near], sep="\t")
print(f"dates {all_dates}, found {found / max(all_dates, 1):.3f}, value {right / max(all_dates, 1):.3f}")
