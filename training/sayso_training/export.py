"""Trained checkpoint -> the quantised model file that the runtime reads."""

import argparse
import hashlib
import json
import struct

import numpy as np
import torch

from . import corpora, lemma
from .corpora import PARTIES
from .model import Encoder, Model, pretrained_folder

WEIGHT_LIMIT = 63  # 7 bits, so that u8 x i8 products of pairs fit into i16
EMBEDDING_LIMIT = 127
TYPES = {np.dtype("float32"): "F32", np.dtype("int8"): "I8", np.dtype("uint8"): "U8"}


def quantise(weight, limit, shrink=True):
    """(int8 values, scale per row) of a matrix; with `shrink`, the scale of least squared error."""
    weight = weight.detach().float().numpy()
    top = np.maximum(np.abs(weight).max(1), 1e-8)
    best_error, best_scale = None, None
    for ratio in np.linspace(0.7, 1.0, 16) if shrink else [1.0]:
        scale = top * ratio / limit
        rounded = np.clip(np.round(weight / scale[:, None]), -limit, limit) * scale[:, None]
        error = ((rounded - weight) ** 2).sum(1)
        if best_error is None:
            best_error, best_scale = error, scale.copy()
        else:
            better = error < best_error
            best_error[better], best_scale[better] = error[better], scale[better]
    best_scale = best_scale.astype(np.float32)
    values = np.clip(np.round(weight / best_scale[:, None]), -limit, limit).astype(np.int8)
    return values, best_scale


def linears(model):
    """(name in the file, torch Linear) of all quantised linear layers."""
    found = []
    for i, layer in enumerate(model.enc.layers):
        for name in ("qkv", "o", "up", "down"):
            found.append((f"enc.{i}.{name}", getattr(layer, name)))
    for name, head in model.head.items():
        found.append((f"head.{name}", head))
    for name in ("arc.dep", "arc.head", "rel.dep", "rel.head", "party.event", "party.word",
                 "mention.later", "mention.earlier"):
        found.append(("head." + name, getattr(model, name.replace(".", "_"))))
    return found


def norms(model):
    found = [("emb.ln", model.enc.ln)]
    for i, layer in enumerate(model.enc.layers):
        found += [(f"enc.{i}.ln1", layer.ln1), (f"enc.{i}.ln2", layer.ln2)]
    return found


def lines(items):
    """Text lines as a tensor of UTF-8 bytes."""
    return np.frombuffer("\n".join(items).encode("utf-8"), np.uint8)


def tensors(model, vocabulary, lemmas):
    """All tensors of the file, by name; lemmas: the table of `lemma.table`."""
    out = {}
    plain = lambda p: np.ascontiguousarray(p.detach().float().numpy(), dtype=np.float32)
    for name, layer in linears(model):
        out[name + ".weight"], out[name + ".scale"] = quantise(layer.weight, WEIGHT_LIMIT)
        out[name + ".bias"] = plain(layer.bias)
    for name, norm in norms(model):
        out[name + ".weight"], out[name + ".bias"] = plain(norm.weight), plain(norm.bias)
    out["emb.word.weight"], out["emb.word.scale"] = quantise(model.enc.word.weight, EMBEDDING_LIMIT, shrink=False)
    out["emb.pos"], out["emb.case"] = plain(model.enc.pos.weight), plain(model.enc.case.weight)
    out["root"], out["arc.u"] = plain(model.root), plain(model.arc_u)
    out["arc.hb"], out["arc.hb.bias"] = plain(model.arc_hb.weight)[0], plain(model.arc_hb.bias)
    # rel_r[r, d, e] -> row r * dim + e, column d.
    rows = model.rel_r.permute(0, 2, 1).reshape(-1, model.rel_r.shape[1])
    out["rel.r.weight"], out["rel.r.scale"] = quantise(rows, WEIGHT_LIMIT)
    out["rel.rb"], out["rel.rb.bias"] = plain(model.rel_rb.weight), plain(model.rel_rb.bias)
    out["party.distance"] = plain(model.party_distance)
    out["mention.distance"] = plain(model.mention_distance)
    out["vocab"] = lines(vocabulary)
    out["lemmas"] = lines(f"{form}\t{upos}\t{lemma}" for (form, upos), lemma in sorted(lemmas.items()))
    return out


def config(model, provenance):
    labels = {("deprel" if name == "rel" else name): list(values) for name, values in model.labels.items()}
    return {
        "name": "sayso-en",
        "encoder": {"layers": len(model.enc.layers), "hidden": model.enc.hidden, "heads": model.enc.layers[0].heads,
                    "ffn": model.enc.layers[0].up.out_features, "eps": 1e-12,
                    "max_positions": model.enc.pos.num_embeddings, "vocab": model.enc.word.num_embeddings},
        "labels": labels, "arc_dim": model.arc_u.shape[0], "rel_dim": model.rel_r.shape[1], "party_dim": model.party_event.out_features // len(PARTIES),
        "mention_dim": model.mention_later.out_features,
        "mix": {group: mix.weights().tolist() for group, mix in model.mix.items()},
        "provenance": provenance,
    }


def write(path, arrays, config_json):
    """A safetensors file; its metadata carry the config and the SHA-256 of the data section."""
    header, at = {}, 0
    # Wide types first keeps every tensor aligned to its element size.
    names = sorted(arrays, key=lambda n: (-arrays[n].itemsize, n))
    for name in names:
        array = arrays[name]
        header[name] = {"dtype": TYPES[array.dtype], "shape": list(array.shape), "data_offsets": [at, at + array.nbytes]}
        at += array.nbytes
    data = b"".join(arrays[name].tobytes() for name in names)
    header["__metadata__"] = {"format": "sayso-model", "version": "1", "config": config_json,
                              "sha256": hashlib.sha256(data).hexdigest()}
    text = json.dumps(header, ensure_ascii=False, sort_keys=True).encode("utf-8")
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def load_checkpoint(path):
    """A trained model out of a checkpoint of `train`."""
    state = torch.load(path, weights_only=False)
    weights = state["model"]
    model = Model(Encoder(weights["enc.word.weight"].shape[0]), state["labels"])
    model.load_state_dict(weights)
    return model.eval(), state


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint")
    parser.add_argument("model")
    parser.add_argument("--shared", default="../../shared")
    args = parser.parse_args(argv)
    model, state = load_checkpoint(args.checkpoint)
    with open(pretrained_folder() + "/vocab.txt", encoding="utf-8") as file:
        vocabulary = [line.rstrip("\n") for line in file]
    provenance = {"encoder": "all-MiniLM-L6-v2 (Apache-2.0)",
                  "data": ["UD English EWT", "UDS factuality", "UD English GUM (free genres)", "Wikigold", "Wikinews, own annotation"],
                  "epochs": round(state["epochs"], 2), "dev": state["dev"]}
    text = json.dumps(config(model, provenance), ensure_ascii=False, sort_keys=True)
    treebanks = corpora.ewt(args.shared, "train") + corpora.gum(args.shared, "train", corpora.FREE_GENRES)
    write(args.model, tensors(model, vocabulary, lemma.extend(lemma.table(treebanks), vocabulary)), text)
    print(args.model, "written")


if __name__ == "__main__":
    main()
