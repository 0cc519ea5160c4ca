"""Compares the speed of sayso with spaCy's tagger, parser and entity recogniser.

    pip install spacy && python -m spacy download en_core_web_md
    python xtask/peer_speed.py FOLDER [--model en_core_web_md] [--rounds 3]

Both code the text files of FOLDER on one thread, turn by turn, so that what
else the machine does bears on both. Prints words (between spaces) per second
of CPU time, start-up included for sayso and left out for spaCy, and the ratio.
"""

import argparse
import os
import pathlib
import resource
import statistics
import subprocess
import time

os.environ["OMP_NUM_THREADS"] = "1"
import spacy  # noqa: E402  (reads the variable above)

parser = argparse.ArgumentParser()
parser.add_argument("folder", type=pathlib.Path)
parser.add_argument("--model", default="en_core_web_md")
parser.add_argument("--rounds", type=int, default=3)
parser.add_argument("--program", default="target/release/sayso")
args = parser.parse_args()

texts = [p.read_text(encoding="utf-8") for p in sorted(args.folder.glob("*.txt"))]
words = sum(len(t.split()) for t in texts)
nlp = spacy.load(args.model, exclude=["lemmatizer"])
print(f"{len(texts)} articles, {words} words; spaCy {spacy.__version__} {nlp.pipe_names}")
ratios = []
for _ in range(args.rounds):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([args.program, "code", str(args.folder), "--jobs", "1", "--format", "jsonl", "-o", os.devnull],
                   check=True, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    ours = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    start = time.process_time()
    for _ in nlp.pipe(texts, batch_size=32):
        pass
    theirs = time.process_time() - start
    ratios.append(theirs / ours)
    print(f"sayso {words / ours:.0f}  spaCy {words / theirs:.0f}  words per CPU-second  ratio {theirs / ours:.2f}")
print(f"median ratio {statistics.median(ratios):.2f}")
