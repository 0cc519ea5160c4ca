"""Factuality of predicates on EWT, of the Universal Decompositional Semantics dataset (UDS 1.0).

White et al. (2020), "The Universal Decompositional Semantics Dataset and Decomp Toolkit". Values are
normalised scores of several people: above 0 it happened (or will, as the writer says), below 0 it did not.
"""

import glob
import json
import zipfile

LIMIT = 1.5  # beyond it a value says no more


def mark(articles, folder):
    """Writes `factual` into the sentences of EWT: for each word a value, or None where there is no predicate."""
    with open(f"{folder}/ud_ids.json", encoding="utf-8") as file:
        names = {key: value["sentence_id"] for key, value in json.load(file).items()}
    (path,) = glob.glob(f"{folder}/*/normalized/sentence/annotations/factuality.zip")
    with zipfile.ZipFile(path) as archive:
        graphs = json.loads(archive.read("factuality.json"))["data"]
    values = {}
    for graph, nodes in graphs.items():
        found = values.setdefault(names.get(graph), {})
        for node, annotation in nodes.items():
            score = annotation.get("factuality", {}).get("factual")
            if score and score["confidence"] > 0:
                found[int(node.rsplit("-", 1)[1])] = max(-LIMIT, min(LIMIT, score["value"]))
    for article in articles:
        for sentence in article:
            if sentence["id"] in values:
                found = values[sentence["id"]]
                sentence["factual"] = [found.get(i) for i in range(1, len(sentence["words"]) + 1)]
