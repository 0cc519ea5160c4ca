"""The joint loss: every head on the words that carry its labels."""

import torch
import torch.nn.functional as F

from .corpora import ROLES
from .labels import COLUMNS, IGNORED, NO_VALUE

WEIGHTS = {
    "sent": 0.3, "upos": 0.5, "xpos": 0.5, "feats": 0.5, "lemma": 0.5, "arc": 1.0, "rel": 1.0, "ner": 1.0,
    "source": 1.0, "cue": 1.0, "content": 1.0,
    "event": 1.0, "status": 0.3, "mode": 0.3, "party": 0.3, "factual": 0.3, "mention": 0.3,
}


def joint(model, batch, subsets):
    """(loss, {head: value}); subsets[i] says which NER labels the i-th set of labels allows."""
    labels = batch["labels"]
    groups = []
    if "head" in labels:
        groups.append("syn")
    if "ner" in labels:
        groups.append("ner")
    if "source" in labels:
        groups.append("att")
    if "event" in labels or "factual" in batch:
        groups.append("evt")
    if "mentions" in batch:
        groups.append("ref")
    words = model.words(batch, groups)
    parts = {}

    def linear(name, x):
        chosen = labels[name] != IGNORED
        if chosen.any():
            parts[name] = F.cross_entropy(model.head[name](x[chosen]).float(), labels[name][chosen])

    if "syn" in words:
        x = words["syn"]
        for name in ("sent",) + COLUMNS:
            linear(name, x)
        scores, rooted = model.arcs(x, batch["sentence"])
        chosen = labels["head"] != IGNORED
        heads = labels["head"]
        parts["arc"] = F.cross_entropy(scores[chosen], heads[chosen])
        chosen = chosen & (labels["rel"] != IGNORED)
        rows = torch.nonzero(chosen)[:, 0]
        pairs = model.relations(x[chosen], rooted[rows, heads[chosen]])
        parts["rel"] = F.cross_entropy(pairs, labels["rel"][chosen])
    if "ner" in words:
        chosen = labels["ner"] != IGNORED
        scores = model.head["ner"](words["ner"][chosen]).float()
        allowed = subsets[labels["ner"][chosen]]
        # Marginal likelihood of all labels that the corpus leaves possible.
        within = torch.logsumexp(scores.masked_fill(~allowed, -1e9), 1)
        parts["ner"] = (torch.logsumexp(scores, 1) - within).mean()
    if "att" in words:
        for role in ROLES:
            linear(role, words["att"])
    if "evt" in words and "factual" in batch:
        chosen = batch["factual"] != NO_VALUE
        values = model.head["factual"](words["evt"][chosen]).float()[:, 0]
        parts["factual"] = F.smooth_l1_loss(values, batch["factual"][chosen])
    if "evt" in words and "event" in labels:
        for name in ("event", "status", "mode"):
            linear(name, words["evt"])
        if "parties" in batch:
            scores = model.parties(words["evt"], batch["parties"], batch["words"])
            parts["party"] = pointed(scores, batch["fillers"])
    if "ref" in words:
        scores = model.antecedents(words["ref"], batch["mentions"], batch["words"])
        parts["mention"] = pointed(scores, batch["earlier"])
    total = sum(WEIGHTS[name] * value for name, value in parts.items())
    return total, {name: value.item() for name, value in parts.items()}


def pointed(scores, right):
    """Loss of pointing at any of the right words, or at nothing (column 0) where none is right."""
    nothing = ~right.any(1, keepdim=True)
    kept = scores.masked_fill(~torch.cat([nothing, right], 1), -1e9)
    return (torch.logsumexp(scores, 1) - torch.logsumexp(kept, 1)).mean()
