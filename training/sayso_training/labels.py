"""Label inventories of every head, and sentences turned into numbers."""

import collections

from . import lemma
from .corpora import EVENT_TYPES, MODES, NER_LABELS, PARTIES, ROLES, STATUSES
from .wordpiece import case_ids

IGNORED = -100
NO_VALUE = 9.0  # of a word that has no factuality
COLUMNS = ("upos", "xpos", "feats", "lemma")
BIO = ["O", "B", "I"]
RARE = {"upos": 1, "xpos": 2, "feats": 3, "lemma": 3, "rel": 3}  # least frequency kept


def lemma_scripts(sentence):
    return [lemma.script(w, l) for w, l in zip(sentence["words"], sentence["lemma"])]


def inventory(articles):
    """Labels of all heads, by what the treebank articles hold often enough."""
    counts = {name: collections.Counter() for name in RARE}
    for article in articles:
        for sentence in article:
            for name in ("upos", "xpos", "feats", "rel"):
                counts[name].update(sentence[name])
            counts["lemma"].update(lemma_scripts(sentence))
    labels = {name: sorted(x for x, n in counts[name].items() if n >= least) for name, least in RARE.items()}
    labels["ner"] = NER_LABELS
    labels["sent"] = ["I", "E"]
    for role in ROLES:
        labels[role] = BIO
    labels["event"] = ["O"] + EVENT_TYPES
    labels["status"] = STATUSES
    labels["mode"] = ["none"] + MODES
    labels["silent"] = list(PARTIES)
    labels["factual"], labels["new"] = ["factual"], ["new"]
    return labels


class Encoder:
    """Sentences -> dicts of numbers (pieces, casing, label ids)."""

    def __init__(self, wordpiece, labels):
        self.wordpiece = wordpiece
        self.ids = {name: {x: i for i, x in enumerate(names)} for name, names in labels.items()}
        self.subsets = {}  # tuple of allowed names -> number

    def article(self, sentences):
        """Encodes all sentences; casing is computed over whole paragraphs."""
        cases, start = [], 0
        for end in range(1, len(sentences) + 1):
            if end == len(sentences) or sentences[end]["par"]:
                cases += case_ids([w for s in sentences[start:end] for w in s["words"]])
                start = end
        encoded, at = [], 0
        for sentence in sentences:
            n = len(sentence["words"])
            encoded.append(self.sentence(sentence, cases[at : at + n]))
            at += n
        return encoded

    def sentence(self, sentence, cases):
        words = sentence["words"]
        pieces = [self.wordpiece.word(w) for w in words]
        out = {"pieces": pieces, "case": cases, "n": len(words), "size": sum(map(len, pieces)), "par": sentence["par"]}
        if "head" in sentence:
            out["head"] = sentence["head"]
            for name in ("upos", "xpos", "feats", "rel"):
                out[name] = [self.ids[name].get(x, IGNORED) for x in sentence[name]]
            out["lemma"] = [self.ids["lemma"].get(x, IGNORED) for x in lemma_scripts(sentence)]
        if sentence.get("sent"):
            out["sent"] = [0] * (len(words) - 1) + [1]
        if "ner" in sentence:
            out["ner"] = [self.subsets.setdefault(x, len(self.subsets)) for x in sentence["ner"]]
        for role in ROLES:
            if role in sentence:
                out[role] = [BIO.index(x) for x in sentence[role]]
        if "event" in sentence:
            for name in ("event", "status", "mode"):
                out[name] = [IGNORED if x is None else self.ids[name][x] for x in sentence[name]]
            out["parties"] = sentence["parties"]
        if "mentions" in sentence:
            out["mentions"], out["start"] = tuple(sentence["mentions"]), sentence["start"]
        if "factual" in sentence:
            out["factual"] = [NO_VALUE if x is None else x for x in sentence["factual"]]
        return out

    def subset_table(self):
        """Rows of booleans: which NER labels each numbered subset allows."""
        return [[x in subset for x in NER_LABELS] for subset in self.subsets]
