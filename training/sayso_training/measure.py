"""Measures a model (checkpoint or exported file) on development data; prints JSON lines.

Tasks: gold (syntax with given words), raw (EWT dev from raw text, CoNLL 2018 scorer), worldwide
(names in world English newswire), polnear and statements (sources, cues and contents).
"""

import argparse
import collections
import glob
import json
import os

import torch

from . import corpora, coreference as mentions, evaluate, labels
from .batches import chunks, collate
from .conllu import render
from .corpora import ROLES
from .decode import spans
from .parse import load_predictor

WORLDWIDE_TYPES = {"Person": "PER", "Organization": "ORG", "Location": "LOC", "NORP": "NORP"}


def gold(predictor, shared):
    encoder = labels.Encoder(predictor.wordpiece, predictor.labels)
    return evaluate.quick(predictor.model, predictor.wordpiece, evaluate.development(shared, encoder),
                          predictor.bf16)


def raw(predictor, shared, treebank="ewt"):
    """F1 of the CoNLL 2018 scorer on the plain text of the development set."""
    from udtools import udeval

    path = f"{shared}/data/ud_{treebank}/dev.conllu"
    system = "work/raw.conllu"
    with open(system, "w", encoding="utf-8", newline="") as file:
        for i, text in enumerate(_plain_texts(path)):
            file.write(render(str(i), text, predictor.text(text)))
    scores = udeval.evaluate(udeval.load_conllu_file(path), udeval.load_conllu_file(system))
    return {k: round(100 * scores[k].f1, 2) for k in ("Tokens", "Sentences", "Words", "UPOS", "XPOS", "UFeats", "Lemmas", "UAS", "LAS")}


def _plain_texts(path):
    """The articles of a CoNLL-U file as text: paragraphs are lines."""
    texts, lines, line = [], [], ""
    until = 0
    for row in open(path, encoding="utf-8"):
        row = row.rstrip("\n")
        if row.startswith("# newdoc") or row.startswith("# newpar"):
            if line.strip():
                lines.append(line.strip())
            line = ""
            if row.startswith("# newdoc") and lines:
                texts.append("\n".join(lines))
                lines = []
        elif row and not row.startswith("#"):
            columns = row.split("\t")
            space = "" if "SpaceAfter=No" in columns[9].split("|") else " "
            if "-" in columns[0]:
                until = int(columns[0].split("-")[1])
                line += columns[1] + space
            elif "." not in columns[0] and int(columns[0]) > until:
                line += columns[1] + space
        elif not row:
            until = 0
    if line.strip():
        lines.append(line.strip())
    return texts + (["\n".join(lines)] if lines else [])


def worldwide(predictor, shared):
    """Span F1 of PER ORG LOC NORP over all articles, the corpus's own words given."""
    counts = collections.Counter()
    for path in sorted(glob.glob(f"{shared}/data/worldwide_newswire/ner/*.tsv")):
        texts, tags = _bioes(path)
        guess = [x for s in predictor.tokens(texts) for x in s["ner"]]
        right = [x for block in tags for x in block]
        wanted = lambda found: {s for s in found if s[2] in WORLDWIDE_TYPES.values()}
        p, g = wanted(spans(guess)), wanted(spans(right))
        for kind in WORLDWIDE_TYPES.values():
            of = lambda found: {s for s in found if s[2] == kind}
            counts[kind, "hit"] += len(of(p) & of(g))
            counts[kind, "all"] += len(of(p)) + len(of(g))
    result = {k: round(200 * counts[k, "hit"] / max(1, counts[k, "all"]), 2) for k in WORLDWIDE_TYPES.values()}
    hit, total = (sum(counts[k, x] for k in WORLDWIDE_TYPES.values()) for x in ("hit", "all"))
    return {"all": round(200 * hit / total, 2), **result}


def _bioes(path):
    texts, tags, words, marks, previous = [], [], [], [], "O"
    for line in list(open(path, encoding="utf-8")) + [""]:
        columns = line.rstrip("\n").split("\t")
        word = "".join(columns[0].split())
        if not line.strip():
            if words:
                texts.append(words)
                tags.append(marks)
            words, marks, previous = [], [], "O"
            continue
        if len(columns) < 2 or not word:
            continue
        tag = columns[1].strip()
        kind = WORLDWIDE_TYPES.get(tag[2:])
        mark = "O"
        if kind:
            mark = ("I-" if tag[0] in "IE" and previous[2:] == kind else "B-") + kind
        words.append(word)
        marks.append(mark)
        previous = mark
    return texts, tags


def _overlap(pairs):
    """Overlap, exact and word F1 of (gold spans, predicted spans) per article."""
    n = collections.Counter()
    for g, p in pairs:
        n["g"] += len(g)
        n["p"] += len(p)
        n["exact"] += len({s[:2] for s in g} & {s[:2] for s in p})
        touch = lambda one, others: any(one[0] < o[1] and o[0] < one[1] for o in others)
        n["po"] += sum(touch(s, g) for s in p)
        n["go"] += sum(touch(s, p) for s in g)
        words = lambda found: {i for s in found for i in range(s[0], s[1])}
        n["wg"] += len(words(g))
        n["wp"] += len(words(p))
        n["wh"] += len(words(g) & words(p))
    precision, recall = n["po"] / max(1, n["p"]), n["go"] / max(1, n["g"])
    return {"overlap": round(200 * precision * recall / max(1e-9, precision + recall), 2),
            "exact": round(200 * n["exact"] / max(1, n["g"] + n["p"]), 2),
            "words": round(200 * n["wh"] / max(1, n["wg"] + n["wp"]), 2)}


def _roles(predictor, articles):
    """articles: (text, {role: character spans})."""
    pairs = {role: [] for role in ROLES}
    for text, right in articles:
        sentences = predictor.text(text)
        marked = [({"words": s["words"]}, s["spans"]) for s in sentences]
        for sentence, offsets in marked:
            for role in ROLES:
                sentence[role] = ["O"] * len(offsets)
        for role in ROLES:
            corpora.mark(marked, right[role], role, lambda begins, _: "B" if begins else "I")
            flat = lambda field: spans([x for s in field for x in s[role]])
            pairs[role].append((flat([s for s, _ in marked]), flat(sentences)))
    return {role: _overlap(found) for role, found in pairs.items()}


def polnear(predictor, shared):
    articles = []
    folder = f"{shared}/data/polnear/dev"
    for path in sorted(glob.glob(f"{folder}/attributions/*.ann")):
        name = os.path.basename(path)[:-4]
        source = f"{folder}/text/{name}.txt"
        if not os.path.exists(source):
            source = f"{folder}/text/{name.rsplit('_', 1)[0]}.txt"
        with open(source, encoding="utf-8", newline="") as file:
            text = file.read()
        found = {role: [] for role in ROLES}
        for line in open(path, encoding="utf-8", newline=""):
            columns = line.rstrip("\r\n").split("\t")
            if columns[0].startswith("T"):
                kind, places = columns[1].split(" ", 1)
                if kind.lower() in found:
                    found[kind.lower()] += [tuple(map(int, p.split())) + (None,) for p in places.split(";")]
        articles.append((text, found))
    return _roles(predictor, articles)


def statements(predictor, shared):
    return _roles(predictor, [(text, corpora.gold_spans(text, a)) for _, text, a in corpora.gold_articles(f"{shared}/gold/dev")])


def events(predictor, shared):
    """The event head by itself on articles that it was not trained on: words with their type, and the
    part of the annotated parties (near the event) of which the likeliest word is one."""
    folders = {"development": corpora.gold_articles(f"{shared}/gold/dev"),
               "own, held out": (a for a in corpora.gold_articles("annotations/articles") if corpora.is_held_out(a[0]))}
    return {name: _events(predictor, articles) for name, articles in folders.items()}


def _events(predictor, articles):
    hit = said = wanted = right = asked = 0
    for _, text, annotation in articles:
        plain = corpora.text_sentences(text)
        corpora.mark_events(text, plain, annotation)
        gold = [x for sentence, _ in plain for x in sentence["event"]]
        parties = {(s["start"] + word, role): filler for s, _ in plain for word, role, filler, _ in s["parties"]}
        for event in (e for s in predictor.text(text) for e in s["events"]):
            told = event["chance"] >= 0.5 and gold[event["word"]] is not None
            said += told
            hit += told and gold[event["word"]] == event["type"][0]
            for role in corpora.PARTIES:
                filler = parties.get((event["word"], role))
                if filler:
                    asked += 1
                    right += bool(event[role] and event[role][0] in filler)
        wanted += sum(x not in (None, "O") for x in gold)
    percent = lambda a, b: round(100 * a / max(1, b), 2)
    return {"precision": percent(hit, said), "recall": percent(hit, wanted), "F1": percent(2 * hit, said + wanted),
            "parties": percent(right, asked)}


def coreference(predictor, shared):
    """Of the mentions that earlier words of the same chunk name: the part whose likeliest earlier word is one
    of them; and of those that are new or named too far before, the part that is tied to nothing."""
    annotated = lambda found: [_mentions_of(text, annotation) for _, text, annotation in found]
    held = [a for a in corpora.gold_articles("annotations/articles") if corpora.is_held_out(a[0])]
    return {"GUM": _coreference(predictor, corpora.gum(shared, "dev", entities=True)),
            "development": _coreference(predictor, annotated(corpora.gold_articles(f"{shared}/gold/dev"))),
            "own, held out": _coreference(predictor, annotated(held))}


def _mentions_of(text, annotation):
    sentences = corpora.text_sentences(text)
    mentions.mark_annotated(text, sentences, annotation, corpora.char_span)
    return [s for s, _ in sentences]


PRONOUNS = set("he him his she her hers it its they them their theirs who".split())


@torch.no_grad()
def _coreference(predictor, articles):
    counts = {kind: [0, 0, 0, 0] for kind in ("pronouns", "others")}
    encoder = labels.Encoder(predictor.wordpiece, predictor.labels)
    for article in articles:
        words = [w for s in article for w in s["words"]]
        bare = [{k: s[k] for k in ("words", "par", "start", "mentions")} for s in article]
        for chunk in chunks([[s for s in encoder.article(bare) if s["size"] <= 500]]):
            tensors = collate([chunk], predictor.wordpiece)
            if "mentions" not in tensors:
                continue
            x = predictor.model.words(tensors, ("ref",))["ref"]
            scores = predictor.model.antecedents(x, tensors["mentions"], tensors["words"])
            column = [s["start"] + i for s in chunk for i in range(s["n"])]
            for (_, t), row, earlier in zip(tensors["mentions"].tolist(), scores, tensors["earlier"]):
                count = counts["pronouns" if words[column[t]].lower() in PRONOUNS else "others"]
                best = row.argmax().item()
                if earlier.any():
                    count[0] += 1
                    count[1] += best > 0 and bool(earlier[best - 1])
                else:
                    count[2] += 1
                    count[3] += best == 0
    percent = lambda a, b: round(100 * a / max(1, b), 1)
    return {kind: {"mentions": n, "right": percent(right, n), "new": new, "left alone": percent(alone, new)}
            for kind, (n, right, new, alone) in counts.items()}


TASKS = {"gold": gold, "raw": raw, "worldwide": worldwide, "polnear": polnear, "statements": statements,
         "events": events, "coreference": coreference}


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model")
    parser.add_argument("tasks", nargs="+", choices=list(TASKS))
    parser.add_argument("--shared", default="../../shared")
    args = parser.parse_args(argv)
    torch.set_num_threads(1)
    os.makedirs("work", exist_ok=True)
    predictor = load_predictor(args.model)
    for task in args.tasks:
        print(json.dumps({"model": os.path.basename(args.model), "task": task, **TASKS[task](predictor, args.shared)}), flush=True)


if __name__ == "__main__":
    main()
