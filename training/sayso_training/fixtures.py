"""Parity fixtures: what the runtime must reproduce, on texts of our own."""

import argparse
import json
import os

import torch

from . import lemma
from .corpora import PARTIES
from .predict import Predictor, article_chunks
from .tokenize import paragraphs, words
from .train import load_wordpiece
from .wordpiece import case_ids

TOLERANCE = 0.05  # of logits, absolute, plus the same relative


def byte_offsets(text, spans):
    """Code-point spans -> UTF-8 byte spans."""
    at, total = [0], 0
    for c in text:
        total += len(c.encode("utf-8"))
        at.append(total)
    return [[at[a], at[b]] for a, b in spans]


def read_lines(path):
    with open(path, encoding="utf-8", newline="\n") as file:
        return file.read().split("\n")[:-1]


def read_articles(path):
    """Articles are separated by blank lines; every line is a paragraph."""
    with open(path, encoding="utf-8") as file:
        return [block.strip("\n") for block in file.read().split("\n\n") if block.strip()]


def tokenizer(texts):
    return [{"text": t, "words": byte_offsets(t, words(t))} for t in texts]


def wordpiece(texts, pieces):
    forms = sorted({t[a:b] for t in texts for a, b in words(t)})
    cases = []
    for t in texts:
        for paragraph in paragraphs(t):
            forms_here = [t[a:b] for a, b in paragraph]
            cases.append({"words": forms_here, "case": case_ids(forms_here)})
    return {"pieces": [{"word": w, "ids": pieces.word(w)} for w in forms], "case": cases}


def chunking(articles, pieces):
    """For each article the word number at which each chunk begins."""
    out = []
    for text in articles:
        found = [[text[a:b] for a, b in p] for p in paragraphs(text)]
        out.append({"text": text, "chunks": [chunk[0][0] for chunk in article_chunks(found, pieces)]})
    return out


LEMMA_CASES = [("Was", "w¦be"), ("dogs", "l¦1¦"), ("DOGS", "l¦1¦"), ("London", "k¦0¦"), ("OBAMA", "t¦0¦"),
               ("Said", "l¦2¦y"), ("a", "l¦3¦x"), ("as", "l¦2¦"), ("Élus", "l¦1¦"), ("n't", "l¦2¦ot")]


def outputs(articles, predictor):
    """Whole analyses, and some logits of the first word of each article."""
    out = []
    for text in articles:
        sentences = predictor.text(text)
        spans = [s for sentence in sentences for s in sentence["spans"]]
        fields = {}
        for name in ("upos", "xpos", "feats", "script", "lemma", "head", "rel", "ner", "source", "cue", "content"):
            key = "deprel" if name == "rel" else name
            fields[key] = [x for sentence in sentences for x in sentence[name]]
        # `lemma` goes by the scripts alone, `lemma_known` by the table of known lemmas first.
        forms = [text[a:b] for a, b in spans]
        fields["lemma_known"] = fields["lemma"]
        fields["lemma"] = [lemma.apply(rule, form) for rule, form in zip(fields["script"], forms)]
        lengths = [len(sentence["words"]) for sentence in sentences]
        told = [e for sentence in sentences for e in sentence["events"] if e["chance"] >= 0.5]
        near = lambda party: party and [party[0], round(party[1], 3)]
        events = [{"word": e["word"], "type": e["type"][0], "chance": round(e["type"][1], 3), "status": e["status"][0], "mode": e["mode"],
                   "parties": [near(e[role]) for role in PARTIES]} for e in told]
        mentions = [[word, earlier] for s in sentences for word, earlier, chance in s["mentions"] if chance >= 0.4]
        out.append({"events": events, "mentions": mentions, "text": text, "words": byte_offsets(text, spans), "sentences": lengths, **fields,
                    "logits": first_logits(text, predictor)})
    return out


@torch.no_grad()
def first_logits(text, predictor):
    """Raw scores of the linear heads for the article's first word (in its first chunk)."""
    found = [[text[a:b] for a, b in p] for p in paragraphs(text)]
    chunk = article_chunks(found, predictor.wordpiece)[0]
    ids = [i for _, _, pieces, _, _ in chunk for word in pieces for i in word]
    case = [c for _, _, pieces, cases, _ in chunk for word, c in zip(pieces, cases) for _ in word]
    piece = predictor.wordpiece
    batch = {"pieces": torch.tensor([[piece.cls] + ids + [piece.sep]]), "case": torch.tensor([[5] + case + [5]]),
             "mask": torch.ones(1, len(ids) + 2, dtype=torch.bool), "first": torch.tensor([[1]])}
    groups = predictor.model.words(batch, ("syn", "ner", "att", "evt"))
    heads = {"sent": "syn", "upos": "syn", "ner": "ner", "source": "att", "event": "evt"}
    return {h: [round(v, 4) for v in predictor.model.head[h](groups[g])[0, 0].tolist()] for h, g in heads.items()}


def write(folder, name, value):
    with open(f"{folder}/{name}.json", "w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False, separators=(",", ":"))
        file.write("\n")


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", help="exported file; without it only the fixtures of the input side")
    parser.add_argument("--texts", default="fixture_texts.txt")
    parser.add_argument("--articles", default="fixture_articles.txt")
    parser.add_argument("--out", default="../tests/parity")
    args = parser.parse_args(argv)
    torch.set_num_threads(1)
    os.makedirs(args.out, exist_ok=True)
    texts, articles = read_lines(args.texts), read_articles(args.articles)
    longest = " ".join(a.replace("\n", " ") for a in articles)
    pieces = load_wordpiece()
    write(args.out, "tokenizer", tokenizer(texts + articles + ["", "   ", "line one\nline two\r\n\r\nline three"]))
    write(args.out, "wordpiece", wordpiece(texts + articles, pieces))
    write(args.out, "chunks", chunking(articles + ["\n".join(articles), longest, "word " * 400], pieces))
    write(args.out, "lemma", [{"form": f, "script": s, "lemma": lemma.apply(s, f)} for f, s in LEMMA_CASES])
    if args.model:
        from .quantised import load

        model, pieces = load(args.model)
        predictor = Predictor(model, pieces, bf16=False)
        whole = outputs(articles + ["\n".join(articles)], predictor)
        write(args.out, "outputs", {"tolerance": TOLERANCE, "articles": whole})


if __name__ == "__main__":
    main()
