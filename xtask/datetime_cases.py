"""Scores the times of `sayso code` on date-time cases (MIT licence; measured on only).

    python xtask/datetime_cases.py FOLDER [--program target/release/sayso] [--errors]

FOLDER holds the JSON files of English cases: an input, the day it is said on,
and the expressions with their values. Counted are the files of what a news
reader needs, one expression a case, each input coded as an article of its own
that is published on the day it is said:

- DateParser, DatePeriodParser, HolidayParser: days, ranges, named days
- DurationParser, SetParser: lengths of time, repetitions

Not counted: the files of clocks, zones and stretches of a day (Time*,
DateTimeParser, DateTimePeriod*), which are clock arithmetic; the *Extractor
files, which are the same inputs without values; DateTimeModel* and Merged*,
which are the same cases through an assistant's settings for calendars and
tasks. Within the counted files, left out are values with a clock ("T15"), "a
few" read as three (a number that is not told is null here), inputs without a
result, which only say that another file has it, and what only a person types
into a calendar: "my week", "tmrw", "w/c", figures with spaces ("2016 - 11").

An expression is right when one that overlaps it is of the same value or of the
same days. Of two readings, past and future, either is right. Ends of ranges
are told as the day after; "to 2018" as the first day of 2018, where sayso means
the whole year. "A month ago", a day there, is here the month that holds it.
"""

import argparse
import collections
import csv
import datetime
import json
import pathlib
import re
import subprocess
import tempfile

FILES = ["DateParser", "DatePeriodParser", "HolidayParser", "DurationParser", "SetParser"]

parser = argparse.ArgumentParser()
parser.add_argument("folder", type=pathlib.Path)
parser.add_argument("--program", default="target/release/sayso")
parser.add_argument("--errors", action="store_true", help="print every error, one a line")
args = parser.parse_args()

TYPED = re.compile(r"\bmy\b|\btmrw\b|\bw/c\b|\d +[-/] *\d|\d[-/] +\d")
MONTHS = {"Y": 12.0, "M": 1.0}
SECONDS = {"W": 604800.0, "D": 86400.0, "H": 3600.0, "M": 60.0, "S": 1.0}


def length(value):
    """A duration as (months, seconds), or None."""
    found = re.fullmatch(r"P((?:[\d.]+[YMWD])*)(?:T((?:[\d.]+[HMS])+))?", value or "")
    if not found or not (found[1] or found[2]):
        return None
    months = seconds = 0.0
    for part, table in ((found[1], {**SECONDS, **MONTHS}), (found[2] or "", SECONDS)):
        for number, unit in re.findall(r"([\d.]+)([A-Z])", part):
            if part is found[1] and unit in MONTHS:
                months += float(number) * MONTHS[unit]
            else:
                seconds += float(number) * table[unit]
    return months, seconds


def day(text):
    try:
        return datetime.date.fromisoformat(text)
    except (TypeError, ValueError):
        return None


def same_end(ours, told):
    """Whether our last day is the told end, which is the day after or its unit's first."""
    if ours == told or ours == told - datetime.timedelta(days=1):
        return True
    last_of_month = (told.replace(day=28) + datetime.timedelta(days=4)).replace(day=1) - datetime.timedelta(days=1)
    return told.day == 1 and ours == last_of_month or (told.month, told.day) == (1, 1) and ours == told.replace(
        month=12, day=31
    ) or told.weekday() == 0 and ours == told + datetime.timedelta(days=6)


def right(name, time, result):
    value = result["Value"]
    timex = value.get("Timex")
    if time["value"] is not None and time["value"] == timex:
        return True
    # "the summer" without a year has one here, by tense.
    if timex in ("SP", "SU", "FA", "WI") and (time["value"] or "").endswith(f"-{timex}"):
        return True
    if length(timex) and length(time["value"]) == length(timex):
        return True
    first, last = day(time["earliest"]), day(time["latest"])
    for reading in (value.get("PastResolution") or {}, value.get("FutureResolution") or {}):
        if reading.get("date") == "0001-01-01" and time["value"] is None:
            return True
        if not first or not last:
            continue
        if date := day(reading.get("date")):
            if first == last == date:
                return True
            # Months of fasting and feasts of days are told there by their first evening.
            if "Holiday" in name and abs((first - date).days) <= 1:
                return True
            coarse = re.search(r"\b(weeks?|months?|years?)\b", result["Text"].lower())
            if first <= date <= last and (coarse or (last - first).days <= 2):
                return True
        start, end = day(reading.get("startDate")), day(reading.get("endDate"))
        if start and end and first == start and same_end(last, end):
            return True
    return False


cases = []
for name in FILES:
    for case in json.loads((args.folder / f"{name}.json").read_text(encoding="utf-8-sig")):
        said = case.get("Context", {}).get("ReferenceDateTime", "")[:10]
        for result in case["Results"]:
            timex = (result.get("Value") or {}).get("Timex") or ""
            few = re.search(r"\b(few|several)\b", result["Text"].lower())
            typed = TYPED.search(result["Text"].lower())
            if result.get("Value") and not typed and not re.search(r"(?<!P)T\d\d", timex) and not few:
                cases.append((name, case["Input"], said, result))

with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    texts = folder / "texts"
    texts.mkdir()
    with (folder / "dates.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["path", "published"])
        for i, (_, text, said, _) in enumerate(cases):
            (texts / f"{i:05d}.txt").write_text(text, encoding="utf-8", newline="")
            rows.writerow([f"{i:05d}.txt", said])
    command = [args.program, "code", "--format", "jsonl", "--metadata", str(folder / "dates.csv"), str(texts)]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout

hits, all_cases = collections.Counter(), collections.Counter()
for line in output.splitlines():
    record = json.loads(line)
    name, text, said, result = cases[int(pathlib.Path(record["article"]["path"]).stem)]
    start = result["Start"]
    end = start + result["Length"]
    near = [t for t in record["times"] if t["start"] < end and start < t["end"]]
    impossible = (result["Value"].get("PastResolution") or {}).get("date") == "0001-01-01"
    hit = any(right(name, time, result) for time in near) or impossible and not near
    all_cases[name] += 1
    hits[name] += hit
    if args.errors and not hit:
        ours = [(t["text"], t["value"], t["earliest"], t["latest"]) for t in near]
        past = "/".join((result["Value"].get("PastResolution") or {}).values())
        print(name, said, text, result["Text"], result["Value"].get("Timex"), past, ours, sep="\t")

for name in FILES:
    print(f"{name}: {hits[name]} of {all_cases[name]}, {hits[name] / max(all_cases[name], 1):.3f}")
total = sum(all_cases.values())
print(f"all: {sum(hits.values())} of {total}, {sum(hits.values()) / max(total, 1):.3f}")
