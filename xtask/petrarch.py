#!/usr/bin/env python3
"""Scores countries of parties against PETRARCH's unit records (MIT; CAMEO codings of 284 sentences).

usage: petrarch.py PETR.UnitTest.records.xml [--program target/release/sayso] [--errors]

Each coding has a source and a target. Where such a code begins with the code of a country that the
sentence names (many records speak of invented ones with like codes), it counts as a slot. A coding is compared with the event of
its sentence that agrees with it best; for joint acts (AGREE, CONSULT, COOPERATE) the sides are one.
A slot is right when that event has a party of the country on that side. Sentences that the records
mark as yielding nothing are left out.
"""

import csv
import json
import os
import re
import subprocess
import sys
import tempfile

JOINT = {"AGREE", "CONSULT", "COOPERATE"}


def main():
    path = sys.argv[1]
    program = sys.argv[sys.argv.index("--program") + 1] if "--program" in sys.argv else "target/release/sayso"
    here = os.path.dirname(os.path.abspath(__file__))
    with open(f"{here}/../lexicons/actors/countries.tsv", encoding="utf-8") as file:
        rows = [row for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row and re.fullmatch("[A-Z]{3}", row[0])]
    # Name, aliases, demonyms, capital, metonyms.
    names = {row[0]: [n.split(":")[0].strip() for cell in row[1:6] for n in cell.split("|") if n.strip()] for row in rows}

    def named(code, text):
        return any(re.search(rf"\b{re.escape(n)}\b", text) for n in names.get(code, ()))

    records = []
    for block in re.findall(r"<Sentence .*?</Sentence>", open(path, encoding="utf-8").read(), re.S):
        text = re.search(r"<Text>(.*?)</Text>", block, re.S)
        codings = re.findall(r'<EventCoding sourcecode="([^"]*)" targetcode="([^"]*)"', block)
        if not text:
            continue
        sentence = " ".join(text[1].split())
        pairs = {tuple(c[:3] if named(c[:3], sentence) else None for c in pair) for pair in codings}
        if any(a or b for a, b in pairs):
            records.append((sentence, sorted(pairs, key=str)))
    with tempfile.TemporaryDirectory() as work:
        for i, (text, _) in enumerate(records):
            with open(f"{work}/{i:04d}.txt", "w", encoding="utf-8") as file:
                file.write(text + "\n")
        out = subprocess.run([program, "code", "--format", "jsonl", work], check=True, capture_output=True, text=True).stdout
    events = {}
    for line in out.splitlines():
        record = json.loads(line)
        events[int(os.path.basename(record["article"]["path"])[:4])] = record["events"]
    slots = right = met = 0
    for i, (text, pairs) in enumerate(records):
        for source, target in pairs:
            wanted = [(0, source), (1, target)]
            best = []
            for event in events.get(i, []):
                sides = [{p["country"] for p in event[k]} for k in ("actors", "recipients")]
                if event["type"] in JOINT:
                    sides = [sides[0] | sides[1]] * 2
                found = [side for side, code in wanted if code and code in sides[side]]
                best = max(best, found, key=len)
            count = sum(bool(code) for _, code in wanted)
            slots, right = slots + count, right + len(best)
            met += count * bool(best)
            if "--errors" in sys.argv and len(best) < count:
                shown = [(e["type"], e["trigger"]["text"], [p["country"] for p in e["actors"]], [p["country"] for p in e["recipients"]]) for e in events.get(i, [])]
                print(source, "->", target, "|", text, "|", shown)
    print(f"sentences {len(records)}, slots {slots}, right {right}: {right / slots:.3f}")
    print(f"of codings of which some event has a party: slots {met}, right {right / met:.3f}")


if __name__ == "__main__":
    main()
