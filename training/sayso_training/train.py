"""Training: one process, one thread, bounded by wall-clock time, resumable."""

import argparse
import json
import os
import random
import time

import torch

from . import corpora, evaluate, labels, losses, variants
from .batches import batched, chunks, collate
from .model import build, pretrained_folder
from .wordpiece import WordPiece

LONGEST = 300  # pieces; a sentence beyond this is left out of training
EMA_EVERY = 8  # steps between updates of the averaged weights
VARIED = ("wikinews-attributed", "own")
WARMUP = 0.05  # part of the run
FLOOR = 0.01  # least part of the full learning rate


def load_wordpiece():
    with open(pretrained_folder() + "/vocab.txt", encoding="utf-8") as file:
        return WordPiece([line.rstrip("\n") for line in file])


def training_articles(shared, annotations):
    """{source: (articles, times per epoch)} of everything that may be shipped."""
    attributed, other = corpora.wikinews(shared, annotations)
    return {
        "ewt": (corpora.ewt_factual(shared), 1),
        "gum": (corpora.gum(shared, "train", corpora.FREE_GENRES, entities=True), 1),
        "wikigold": (corpora.wikigold(shared), 1),
        "wikinews-attributed": (attributed, 2),
        "own": (corpora.own_articles(annotations), 3),
        "wikinews": (other, 0.5),
    }


class Average:
    """Exponential moving average of the weights, with a rate that grows from 0 to `rate`."""

    def __init__(self, model, rate=0.98):
        self.rate, self.count = rate, 0
        self.values = {name: p.detach().clone() for name, p in model.named_parameters()}

    @torch.no_grad()
    def update(self, model):
        self.count += 1
        rate = min(self.rate, (1 + self.count) / (10 + self.count))
        for name, p in model.named_parameters():
            self.values[name].lerp_(p.detach(), 1 - rate)

    def swap(self, model):
        """Exchanges the model's weights and the averages."""
        with torch.no_grad():
            for name, p in model.named_parameters():
                kept = p.detach().clone()
                p.copy_(self.values[name])
                self.values[name] = kept


@torch.no_grad()
def begin_from(model, weights):
    """Takes over earlier weights; heads that the earlier run did not know stay as they are, and those that
    have grown (more roles of an event) are taken over as far as they went."""
    for name, p in model.named_parameters():
        if name in weights:
            p[: len(weights[name])] = weights[name]


def optimizers(model, rate, head_rate, decay):
    """AdamW for dense weights (lower layers learn slower), SparseAdam for the word embeddings."""
    depth, dense, sparse = len(model.enc.layers), [], None
    for name, p in model.named_parameters():
        if name.startswith("enc.layers."):
            lr = rate * decay ** (depth - 1 - int(name.split(".")[2]))
        elif name.startswith("enc.") and not name.startswith("enc.case"):
            lr = rate * decay**depth
        else:
            lr = head_rate
        if name == "enc.word.weight":
            sparse = {"params": [p], "lr": lr, "base": lr}
        else:
            dense.append({"params": [p], "lr": lr, "base": lr, "weight_decay": 0.01 if p.ndim > 1 else 0.0})
    adam = torch.optim.AdamW(dense, betas=(0.9, 0.98), eps=1e-6, fused=True)
    return adam, torch.optim.SparseAdam([sparse], betas=(0.9, 0.98), eps=1e-6)


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", default="../../shared")
    parser.add_argument("--annotations", default="annotations")
    parser.add_argument("--lexicons", default="../lexicons")
    parser.add_argument("--variants", type=int, default=6, help="variants of each article annotated with events")
    parser.add_argument("--out", default="work/run")
    parser.add_argument("--epochs", type=float, default=12)
    parser.add_argument("--minutes", type=float, default=75, help="wall-clock bound of the run")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--decay", type=float, default=0.9)
    parser.add_argument("--budget", type=int, default=1536, help="padded pieces of a batch")
    parser.add_argument("--word-dropout", type=float, default=0.02)
    parser.add_argument("--evaluate-every", type=float, default=2, help="epochs")
    parser.add_argument("--start", help="state of a finished run whose weights to start from")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args(argv)
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    shuffler = random.Random(args.seed)
    os.makedirs(args.out, exist_ok=True)
    log_file = open(f"{args.out}/log.txt", "a")

    def log(*parts):
        line = " ".join(str(p) for p in parts)
        print(line, flush=True)
        log_file.write(line + "\n")
        log_file.flush()

    wordpiece = load_wordpiece()
    sources = training_articles(args.shared, args.annotations)
    names = labels.inventory(sources["ewt"][0] + sources["gum"][0])
    encoder = labels.Encoder(wordpiece, names)
    data = {}
    nations = variants.countries(args.lexicons)
    pools = variants.name_pools(sources["wikinews-attributed"][0] + sources["wikinews"][0])
    for source, (articles, times) in sources.items():
        copies = [articles]
        if source in VARIED:
            copies += [[variants.variant(a, nations, pools, shuffler) for a in articles] for _ in range(args.variants)]
        for number, articles in enumerate(copies):
            encoded = [[s for s in encoder.article(a) if s["size"] <= LONGEST] for a in articles]
            copies[number] = [a for a in encoded if a]
        data[source] = (copies, times)
        encoded = copies[0]
        log(source, "articles", len(encoded), "sentences", sum(map(len, encoded)),
            "words", sum(s["n"] for a in encoded for s in a), "pieces", sum(s["size"] for a in encoded for s in a))
    subsets = torch.tensor(encoder.subset_table())
    development = evaluate.development(args.shared, encoder)
    model = build(names)
    if args.start:
        begin_from(model, torch.load(args.start, weights_only=False)["model"])
    log("args", vars(args), "labels", {k: len(v) for k, v in names.items()})

    def epoch_batches():
        found = []
        for copies, times in data.values():
            if times < 1:
                copies, times = [shuffler.sample(copies[0], round(len(copies[0]) * times))], 1
            for _ in range(times):
                # The articles themselves in one pass of three, else a variant.
                articles = copies[0] if shuffler.random() < 1 / 3 else shuffler.choice(copies)
                found += batched(chunks(articles, random=shuffler), args.budget, shuffler)
        shuffler.shuffle(found)
        return found

    adam, sparse = optimizers(model, args.rate, args.head_rate, args.decay)
    average = Average(model)
    step, spent, per_epoch = 0, 0.0, len(epoch_batches())
    state_path = f"{args.out}/state.pt"
    if os.path.exists(state_path):
        state = torch.load(state_path, weights_only=False)
        model.load_state_dict(state["model"])
        adam.load_state_dict(state["adam"])
        sparse.load_state_dict(state["sparse"])
        average.values, average.count = state["average"], state["count"]
        step, spent = state["step"], state["spent"]
        log("resumed at step", step)
    total, dense = int(per_epoch * args.epochs), [p for n, p in model.named_parameters() if n != "enc.word.weight"]
    log("steps an epoch", per_epoch, "in all", total)
    began, saved, queue, means = time.time() - spent, time.time(), [], {}
    evaluated = step

    def save():
        torch.save({"model": model.state_dict(), "adam": adam.state_dict(), "sparse": sparse.state_dict(),
                    "average": average.values, "count": average.count, "step": step,
                    "spent": time.time() - began}, state_path + ".new")
        os.replace(state_path + ".new", state_path)

    def snapshot():
        average.swap(model)
        model.eval()
        result = evaluate.quick(model, wordpiece, development)
        torch.save({"model": model.state_dict(), "labels": names, "args": vars(args), "step": step,
                    "epochs": step / per_epoch, "dev": result}, f"{args.out}/best.new")
        os.replace(f"{args.out}/best.new", f"{args.out}/average.pt")
        model.train()
        average.swap(model)
        log(f"dev at epoch {step / per_epoch:.2f}", json.dumps(result))

    model.train()
    while True:
        progress = max(step / total, (time.time() - began) / (60 * args.minutes))
        if progress >= 1:
            break
        queue = queue or epoch_batches()
        batch = collate(queue.pop(), wordpiece, shuffler, args.word_dropout)
        factor = progress / WARMUP if progress < WARMUP else max(FLOOR, (1 - progress) / (1 - WARMUP))
        for group in adam.param_groups + sparse.param_groups:
            group["lr"] = group["base"] * max(factor, 1e-3)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss, parts = losses.joint(model, batch, subsets)
        adam.zero_grad(set_to_none=True)
        sparse.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(dense, 1.0, foreach=False)
        adam.step()
        sparse.step()
        step += 1
        for name, value in parts.items():
            means[name] = 0.97 * means.get(name, value) + 0.03 * value
        if step % EMA_EVERY == 0:
            average.update(model)
        if step % 50 == 0:
            minutes = (time.time() - began) / 60
            log(f"step {step} epoch {step / per_epoch:.2f} {minutes:.1f} min progress {progress:.3f}",
                {k: round(v, 3) for k, v in means.items()})
        if step - evaluated >= args.evaluate_every * per_epoch:
            evaluated = step
            snapshot()
        if time.time() - saved > 300:
            save()
            saved = time.time()
    save()
    snapshot()
    log("done", f"{(time.time() - began) / 60:.1f} min")


if __name__ == "__main__":
    main()
