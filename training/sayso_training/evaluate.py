"""Scores of a model on development data."""

from . import corpora
from .batches import chunks
from .decode import spans
from .predict import Predictor

MAXIMUM = 500  # pieces; longer sentences cannot be encoded and are left out


def fixed(articles, encoder):
    """(raw sentence, encoded sentence) articles, sentence bounds given."""
    out = []
    for article in articles:
        pairs = [(raw, enc) for raw, enc in zip(article, encoder.article(article)) if enc["size"] <= MAXIMUM]
        for raw, enc in pairs:
            enc["raw"], enc["fixed"] = raw, True
        out.append([enc for _, enc in pairs])
    return [a for a in out if a]


def uner_dev(shared):
    """Sentences of the named-entity layer over EWT dev (PER, ORG, LOC)."""
    article, words, tags = [], [], []
    for line in list(open(f"{shared}/data/uner_ewt/en_ewt-ud-dev.iob2", encoding="utf-8")) + [""]:
        line = line.rstrip("\n")
        if line.startswith("#"):
            continue
        columns = line.split("\t")
        if len(columns) < 3:
            if words:
                article.append({"words": words, "tags": tags, "par": True})
            words, tags = [], []
        else:
            words.append(columns[1])
            tags.append(columns[2])
    return [[s] for s in article]


def development(shared, encoder):
    """What `quick` measures on: EWT dev, GUM dev, names on EWT dev, all with gold words."""
    return {
        "ewt": fixed(corpora.ewt(shared, "dev"), encoder),
        "gum": fixed(corpora.gum(shared, "dev"), encoder),
        "uner": fixed(uner_dev(shared), encoder),
    }


def syntax(predictor, articles):
    """UPOS, XPOS, FEATS, UAS and LAS (full relation names) with gold words and sentences."""
    found = chunks(articles)
    right = dict.fromkeys(("upos", "xpos", "feats", "uas", "las"), 0)
    words = 0
    for chunk, sentences in zip(found, predictor.run(found, ("syn",))):
        for unit, guess in zip(chunk, sentences):
            gold = unit["raw"]
            words += unit["n"]
            for name in ("upos", "xpos", "feats"):
                right[name] += sum(a == b for a, b in zip(gold[name], guess[name]))
            for i in range(unit["n"]):
                if gold["head"][i] == guess["head"][i]:
                    right["uas"] += 1
                    right["las"] += gold["rel"][i] == guess["rel"][i]
    return {name: round(100 * n / words, 2) for name, n in right.items()}


def span_f1(pairs):
    """F1 in percent of (gold spans, predicted spans) pairs."""
    hit = sum(len(set(g) & set(p)) for g, p in pairs)
    total = sum(len(g) + len(p) for g, p in pairs)
    return round(200 * hit / max(1, total), 2)


def names(predictor, articles, types):
    found = chunks(articles)
    pairs = []
    for chunk, sentences in zip(found, predictor.run(found, ("ner",))):
        for unit, guess in zip(chunk, sentences):
            keep = lambda labels: [s for s in spans(labels) if s[2] in types]
            pairs.append((keep(unit["raw"]["tags"]), keep(guess["ner"])))
    return span_f1(pairs)


def quick(model, wordpiece, data, bf16=True):
    """The cheap measurements made during training."""
    predictor = Predictor(model, wordpiece, bf16)
    return {
        "ewt": syntax(predictor, data["ewt"]),
        "gum": syntax(predictor, data["gum"]),
        "uner": names(predictor, data["uner"], ("PER", "ORG", "LOC")),
    }
