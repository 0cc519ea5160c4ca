"""Chunks of consecutive sentences, batched by length."""

import numpy as np
import torch

from .corpora import PARTIES, ROLES
from .labels import COLUMNS, IGNORED, NO_VALUE
from .wordpiece import ALL_CAPS, DIGITS, MARKS, NO_CASE, ONE_CAPITAL, SHAPES

LIMIT = 160  # pieces of a chunk
WORD_LABELS = COLUMNS + ("sent", "rel", "ner", "event", "status", "mode") + ROLES


def chunks(articles, limit=LIMIT, random=None):
    """Lists of sentences of at most `limit` pieces where sentences allow; random bounds in training."""
    found = []
    for article in articles:
        chunk, size = [], 0
        bound = random.choice([40, 100, limit, limit]) if random else limit
        for sentence in article:
            if chunk and size + sentence["size"] > bound:
                found.append(chunk)
                chunk, size = [], 0
                bound = random.choice([40, 100, limit, limit]) if random else limit
            chunk.append(sentence)
            size += sentence["size"]
        if chunk:
            found.append(chunk)
    return found


def batched(found, budget, random=None):
    """Chunks of like length together, at most `budget` padded pieces a batch."""
    size = lambda chunk: sum(s["size"] for s in chunk)
    found = sorted(found, key=lambda c: size(c) + (random.random() * 6 if random else 0))
    out, batch, longest = [], [], 0
    for chunk in found:
        length = size(chunk) + 2
        if batch and max(longest, length) * (len(batch) + 1) > budget:
            out.append(batch)
            batch, longest = [], 0
        batch.append(chunk)
        longest = max(longest, length)
    if batch:
        out.append(batch)
    if random:
        random.shuffle(out)
    return out


def vary(sentence, random):
    """A sentence now and then without its final period, or in capitals; the sentence itself else."""
    draw = random.random()
    if "head" not in sentence or draw > 0.04:
        return sentence
    changed = dict(sentence)
    if draw < 0.02 and sentence["n"] > 2:
        last = sentence["n"]
        if sentence["case"][-1] % SHAPES == MARKS and last not in sentence["head"] and sentence["head"][-1] != 0:
            for name, value in sentence.items():
                if isinstance(value, list):
                    changed[name] = value[:-1]
            if "sent" in changed:
                changed["sent"] = changed["sent"][:-1] + [1]
            changed["n"] -= 1
            changed["size"] -= len(sentence["pieces"][-1])
    elif draw > 0.03:
        keep = (DIGITS, MARKS, ONE_CAPITAL)
        changed["case"] = [
            c if c % SHAPES in keep else ALL_CAPS + (c // SHAPES) * SHAPES for c in sentence["case"]
        ]
        changed["lemma"] = [IGNORED] * sentence["n"]
    return changed


def collate(batch, wordpiece, random=None, word_dropout=0.0):
    """One batch of tensors; words of pieces beyond the encoder's positions must not occur."""
    if random:
        batch = [[vary(s, random) for s in chunk] for chunk in batch]
    rows = len(batch)
    length = max(sum(s["size"] for s in chunk) for chunk in batch) + 2
    width = max(sum(s["n"] for s in chunk) for chunk in batch)
    pieces = np.full((rows, length), wordpiece.pad, np.int64)
    case = np.full((rows, length), NO_CASE, np.int64)
    mask = np.zeros((rows, length), bool)
    first = np.zeros((rows, width), np.int64)
    sentence_of = np.full((rows, width), -1, np.int64)
    labels, parties, mentions, factual = {}, [], [], None

    def label(name):
        if name not in labels:
            labels[name] = np.full((rows, width), IGNORED, np.int64)
        return labels[name]

    for b, chunk in enumerate(batch):
        pieces[b, 0], at, n = wordpiece.cls, 1, 0
        column = {}  # of a word of the article
        for sentence in chunk:
            if "start" in sentence:
                column.update((sentence["start"] + i, n + i) for i in range(sentence["n"]))
            n += sentence["n"]
        n = 0
        for k, sentence in enumerate(chunk):
            base = n
            for ids, shape in zip(sentence["pieces"], sentence["case"]):
                first[b, n] = at
                if word_dropout and random.random() < word_dropout:
                    ids = [wordpiece.mask] * len(ids)
                pieces[b, at : at + len(ids)] = ids
                case[b, at : at + len(ids)] = shape
                at += len(ids)
                n += 1
            sentence_of[b, base:n] = k
            for name in WORD_LABELS:
                if name in sentence:
                    label(name)[b, base:n] = sentence[name]
            for word, role, filler, expressed in sentence.get("parties", ()):
                here = [column[k] for k in filler if k in column]
                if here or not expressed:
                    parties.append((b, base + word, PARTIES.index(role), here))
            for word, earlier in sentence.get("mentions", ()):
                mentions.append((b, base + word, [column[k] for k in earlier if k in column]))
            if "factual" in sentence:
                if factual is None:
                    factual = np.full((rows, width), NO_VALUE, np.float32)
                factual[b, base:n] = sentence["factual"]
            if "head" in sentence:
                label("head")[b, base:n] = [h and base + h if h >= 0 else IGNORED for h in sentence["head"]]
        pieces[b, at] = wordpiece.sep
        mask[b, : at + 1] = True
    arrays = {"pieces": pieces, "case": case, "mask": mask, "first": first, "sentence": sentence_of}
    out = {name: torch.from_numpy(x) for name, x in arrays.items()}
    out["words"] = out["sentence"] >= 0
    out["labels"] = {name: torch.from_numpy(x) for name, x in labels.items()}
    if parties:
        out["parties"] = torch.tensor([p[:3] for p in parties])
        out["fillers"] = _marked(parties, width)
    if mentions:
        out["mentions"] = torch.tensor([m[:2] for m in mentions])
        out["earlier"] = _marked(mentions, width)
    if factual is not None:
        out["factual"] = torch.from_numpy(factual)
    return out


def _marked(rows, width):
    """Which words the last field of each row names."""
    marks = torch.zeros(len(rows), width, dtype=torch.bool)
    for i, (*_, here) in enumerate(rows):
        marks[i, here] = True
    return marks
