"""The model on articles: chunking, one forward pass, decoding into sentences."""

import numpy as np
import torch

from . import lemma
from .batches import LIMIT, batched, collate
from .corpora import PARTIES, ROLES, likely_ends
from .decode import tree, viterbi
from .labels import COLUMNS
from .tokenize import paragraphs
from .wordpiece import case_ids

BUDGET = 4096  # padded pieces of one batch
LEAST_EVENT = 0.03  # words less likely to tell an event are passed over


def article_chunks(texts, wordpiece):
    """Chunks of an article by the runtime's rule.

    texts: lists of words, one per paragraph. A chunk is a list of units (word number in the article
    at its start, words, pieces, casing ids, ends a paragraph).
    """
    found, chunk, size, base = [], [], 0, 0
    for words in texts:
        pieces, cases = [wordpiece.word(w) for w in words], case_ids(words)
        total = sum(map(len, pieces))
        if chunk and size + total > LIMIT:
            found.append(chunk)
            chunk, size = [], 0
        ends, start = likely_ends(words), 0
        while total > LIMIT:
            fit, used = start, 0
            while used + len(pieces[fit]) <= LIMIT:
                used += len(pieces[fit])
                fit += 1
            cut = max([e for e in ends if start < e <= fit], default=fit)
            found.append([(base + start, words[start:cut], pieces[start:cut], cases[start:cut], False)])
            total -= sum(map(len, pieces[start:cut]))
            start = cut
        chunk.append((base + start, words[start:], pieces[start:], cases[start:], True))
        size += total
        base += len(words)
    if chunk:
        found.append(chunk)
    return found


class Predictor:
    """Runs a model; sentences come out as dicts of label strings."""

    def __init__(self, model, wordpiece, bf16=True):
        self.model, self.wordpiece, self.labels, self.bf16 = model.eval(), wordpiece, model.labels, bf16

    @torch.no_grad()
    def run(self, chunks, groups=("syn", "ner", "att", "evt", "ref")):
        """Analyses of chunks of sentences or units (dicts with n, size, pieces, case).

        A unit with `fixed` is one sentence; others are split by the model. Returns per chunk a list
        of sentences: dicts with `words` (numbers in the chunk), head, upos, ..., ner, source, ...;
        `events` are dicts with the number of their word in the chunk (see `_events`); `mentions` are
        (word, likeliest earlier word that names the same, chance) of nouns and pronouns.
        """
        results = [None] * len(chunks)
        for i, chunk in enumerate(chunks):
            chunk[0]["number"] = i
        for batch in batched(chunks, BUDGET):
            tensors = collate([[_bare(s) for s in chunk] for chunk in batch], self.wordpiece)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.bf16):
                self._batch(batch, tensors, groups, results)
        return results

    def _batch(self, batch, tensors, groups, results):
        model, labels = self.model, self.labels
        words = model.words(tensors, groups)
        sentences = []
        ends = model.head["sent"](words["syn"]).float().argmax(-1).numpy() if "syn" in words else None
        sentence_of = tensors["sentence"].clone()
        for b, chunk in enumerate(batch):
            found, at = [], 0
            for unit in chunk:
                start = at
                for i in range(at, at + unit["n"]):
                    last = i == at + unit["n"] - 1
                    if last or (not unit.get("fixed") and ends is not None and ends[b, i]):
                        found.append((start, i + 1))
                        start = i + 1
                at += unit["n"]
            for k, (first, last) in enumerate(found):
                sentence_of[b, first:last] = k
            sentences.append(found)
        columns, heads, rels = {}, None, None
        if "syn" in words:
            x = words["syn"]
            for name in COLUMNS:
                columns[name] = model.head[name](x).argmax(-1).numpy()
            scores, rooted = model.arcs(x, sentence_of)
            heads, rels = self._trees(x, scores.numpy(), rooted, sentences)
        layers = {}
        if "ner" in words:
            layers["ner"] = model.head["ner"](words["ner"]).float().numpy()
        if "att" in words:
            for role in ROLES:
                layers[role] = model.head[role](words["att"]).float().numpy()
        events = self._events(words["evt"], tensors["words"]) if "evt" in words else None
        mentions = self._mentions(words["ref"], tensors["words"], columns["upos"]) if "ref" in words else None
        for b, chunk in enumerate(batch):
            n = sum(unit["n"] for unit in chunk)
            paths = {}
            for name, values in layers.items():
                path = viterbi(values[b, :n], labels[name])
                paths[name] = [labels[name][i] for i in path]
            out = []
            for first, last in sentences[b]:
                sentence = {"words": list(range(first, last))}
                for name, ids in columns.items():
                    sentence[name] = [labels[name][i] for i in ids[b, first:last]]
                if heads is not None:
                    sentence["head"] = [int(h) for h in heads[b, first:last]]
                    sentence["rel"] = [labels["rel"][i] for i in rels[b, first:last]]
                for name, path in paths.items():
                    sentence[name] = path[first:last]
                if events is not None:
                    sentence["events"] = [e for e in events[b] if first <= e["word"] < last]
                if mentions is not None:
                    sentence["mentions"] = [m for m in mentions[b] if first <= m[0] < last]
                out.append(sentence)
            results[chunk[0]["number"]] = out

    def _events(self, x, exists):
        """Per row the words that may tell an event (likelier than LEAST_EVENT): `word`, `chance` of
        telling any, the likeliest `type` and `status` with their chances, and for either role the
        likeliest word with its chance, or None."""
        model, out = self.model, [[] for _ in range(len(x))]
        kinds = model.head["event"](x).float().softmax(-1)
        statuses = model.head["status"](x).float().softmax(-1)
        modes = model.head["mode"](x).float().softmax(-1)
        rows = torch.nonzero((1 - kinds[..., 0] >= LEAST_EVENT) & exists)
        if not len(rows):
            return out
        asked = torch.cat([torch.cat([rows, torch.full((len(rows), 1), r)], 1) for r in range(len(PARTIES))])
        chances = model.parties(x, asked, exists).softmax(-1).view(len(PARTIES), len(rows), -1)
        for i, (b, t) in enumerate(rows.tolist()):
            kind, status = kinds[b, t, 1:].argmax().item() + 1, statuses[b, t].argmax().item()
            event = {"word": t, "chance": 1 - kinds[b, t, 0].item(),
                     "type": (self.labels["event"][kind], kinds[b, t, kind].item()),
                     "status": (self.labels["status"][status], statuses[b, t, status].item()),
                     "mode": self.labels["mode"][modes[b, t].argmax().item()]}
            for role, name in enumerate(PARTIES):
                best = chances[role, i].argmax().item()
                event[name] = (best - 1, chances[role, i, best].item()) if best else None
            out[b].append(event)
        return out

    def _mentions(self, x, exists, upos):
        """Per row (word, earlier word, chance) of nouns and pronouns likelier known than new."""
        asked = [self.labels["upos"].index(name) for name in ("NOUN", "PROPN", "PRON")]
        rows = torch.nonzero(torch.isin(torch.as_tensor(upos), torch.tensor(asked)) & exists)
        out = [[] for _ in range(len(x))]
        if len(rows):
            chances = self.model.antecedents(x, rows, exists).softmax(-1)
            best = chances.max(-1)
            for (b, t), chance, word in zip(rows.tolist(), best.values.tolist(), best.indices.tolist()):
                if word:
                    out[b].append((t, word - 1, chance))
        return out

    def _trees(self, x, scores, rooted, sentences):
        """Heads (within the sentence, 1-based) and relation ids of all words."""
        heads = np.zeros(x.shape[:2], np.int64)
        rels = np.zeros(x.shape[:2], np.int64)
        rows, cols, picks = [], [], []
        for b, found in enumerate(sentences):
            for first, last in found:
                columns = [0] + list(range(first + 1, last + 1))
                best = tree(scores[b, first:last][:, columns])
                heads[b, first:last] = best
                for i, h in enumerate(best):
                    rows.append(b)
                    cols.append(first + i)
                    picks.append(first + h if h else 0)
        rows, cols, picks = map(torch.tensor, (rows, cols, picks))
        root = self.labels["rel"].index("root")
        values = self.model.relations(x[rows, cols], rooted[rows, picks])
        # `root` is the relation of the root and of no other word.
        values[:, root] = torch.where(picks == 0, 1e9, -1e9)
        rels[rows.numpy(), cols.numpy()] = values.argmax(-1).numpy()
        return heads, rels

    def text(self, text):
        """Sentences of a plain text; each with `spans` (offsets of its words in code points)."""
        found = paragraphs(text)
        spans = [s for p in found for s in p]
        return self._units(article_chunks([[text[a:b] for a, b in p] for p in found], self.wordpiece), spans)

    def tokens(self, texts):
        """Sentences of an article given as lists of words, one per paragraph."""
        spans = [None] * sum(map(len, texts))
        return self._units(article_chunks(texts, self.wordpiece), spans)

    def _units(self, cut, spans):
        if not cut:
            return []
        starts = [chunk[0][0] for chunk in cut]
        begins = {base for chunk in cut for base, *_ in chunk}
        paragraph, after = set(), True
        for chunk in cut:
            for base, _, _, _, ends in chunk:
                if after:
                    paragraph.add(base)
                after = ends
        units = [
            [
                {"n": len(words), "size": sum(map(len, pieces)), "pieces": pieces, "case": cases}
                for _, words, pieces, cases, _ in chunk
            ]
            for chunk in cut
        ]
        forms = {base + i: w for chunk in cut for base, words, *_ in chunk for i, w in enumerate(words)}
        out = []
        for base, sentences in zip(starts, self.run(units)):
            for sentence in sentences:
                numbers = [base + i for i in sentence["words"]]
                sentence["par"] = numbers[0] in paragraph and numbers[0] in begins
                sentence["spans"] = [spans[i] for i in numbers]
                for event in sentence.get("events", ()):
                    event["word"] += base
                    for role in PARTIES:
                        event[role] = event[role] and (event[role][0] + base, event[role][1])
                if "mentions" in sentence:
                    sentence["mentions"] = [(t + base, w + base, p) for t, w, p in sentence["mentions"]]
                sentence["words"] = [forms[i] for i in numbers]
                rules = zip(sentence["words"], sentence["upos"], sentence["lemma"])
                sentence["script"] = sentence["lemma"]
                sentence["lemma"] = [lemma.of(w, u, r, self.model.lemmas) for w, u, r in rules]
                out.append(sentence)
        return out


def _bare(unit):
    return {name: unit[name] for name in ("n", "size", "pieces", "case")}
