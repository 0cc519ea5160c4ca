"""The exported file run in Python, imitating the runtime's integer arithmetic."""

import json

import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors import safe_open

from .export import linears, norms
from .model import Encoder, Model
from .wordpiece import WordPiece


def rounded(x):
    """Activations as they come back from per-row dynamic asymmetric u8.

    The range is widened to hold 0, so that 0 is exact.
    """
    low = x.amin(-1, keepdim=True).clamp(max=0)
    high = x.amax(-1, keepdim=True).clamp(min=0)
    scale = ((high - low) / 255).clamp(min=1e-12)
    zero = torch.round(-low / scale)
    return (torch.clamp(torch.round(x / scale) + zero, 0, 255) - zero) * scale


class QuantLinear(nn.Module):
    def __init__(self, weight, scale, bias):
        super().__init__()
        self.weight, self.bias = weight.float() * scale[:, None], bias
        self.out_features = weight.shape[0]

    def forward(self, x):
        return F.linear(rounded(x.float()), self.weight, self.bias)


class FixedMix(nn.Module):
    def __init__(self, weights):
        super().__init__()
        self.values = weights

    def forward(self, outputs):
        return sum(w * x for w, x in zip(self.values, outputs))


class QuantModel(Model):
    """A Model whose relation bilinear also goes through quantised activations."""

    def relations(self, dependents, heads):
        d, h = F.gelu(self.rel_dep(dependents)), F.gelu(self.rel_head(heads))
        n, size, _ = self.rel_r.shape
        t = (rounded(d) @ self.rel_r.permute(1, 0, 2).reshape(size, n * size)).view(-1, n, size)
        return torch.bmm(t, h[:, :, None]).squeeze(2) + self.rel_rb(torch.cat([d, h], 1))


def _replace(model, name, layer):
    if name.startswith("enc."):
        _, i, part = name.split(".")
        setattr(model.enc.layers[int(i)], part, layer)
    elif name[5:] in model.head:
        model.head[name[5:]] = layer
    else:
        setattr(model, name[5:].replace(".", "_"), layer)


def load(path):
    """(model, wordpiece) of an exported file; run it without autocast."""
    with safe_open(path, "pt") as file:
        data = {name: file.get_tensor(name) for name in file.keys()}
        config = json.loads(file.metadata()["config"])
    labels = {("rel" if name == "deprel" else name): values for name, values in config["labels"].items()}
    model = QuantModel(Encoder(config["encoder"]["vocab"], layers=config["encoder"]["layers"]), labels,
                       config["arc_dim"], config["rel_dim"], config["party_dim"], config["mention_dim"])
    with torch.no_grad():
        for name, _ in linears(model):
            _replace(model, name, QuantLinear(*(data[f"{name}.{part}"] for part in ("weight", "scale", "bias"))))
        for name, norm in norms(model):
            norm.weight.copy_(data[name + ".weight"])
            norm.bias.copy_(data[name + ".bias"])
        model.enc.word.weight.copy_(data["emb.word.weight"].float() * data["emb.word.scale"][:, None])
        model.enc.pos.weight.copy_(data["emb.pos"])
        model.enc.case.weight.copy_(data["emb.case"])
        model.root.copy_(data["root"])
        model.arc_u.copy_(data["arc.u"])
        model.arc_hb.weight.copy_(data["arc.hb"][None])
        model.arc_hb.bias.copy_(data["arc.hb.bias"])
        n, dim = len(labels["rel"]), config["rel_dim"]
        model.mention_distance.copy_(data["mention.distance"])
        model.party_distance.copy_(data["party.distance"])
        rows = data["rel.r.weight"].float() * data["rel.r.scale"][:, None]
        model.rel_r.copy_(rows.view(n, dim, dim).permute(0, 2, 1))
        model.rel_rb.weight.copy_(data["rel.rb"])
        model.rel_rb.bias.copy_(data["rel.rb.bias"])
    for group, weights in config["mix"].items():
        model.mix[group] = FixedMix(weights)
    vocabulary = bytes(data["vocab"].numpy()).decode("utf-8").split("\n")
    rows = [line.split("\t") for line in bytes(data["lemmas"].numpy()).decode("utf-8").split("\n")]
    model.lemmas = {(form, upos): lemma for form, upos, lemma in rows}
    return model.eval(), WordPiece(vocabulary)
