"""Parses text files into CoNLL-U files with an exported model or a checkpoint."""

import argparse
import os

import torch

from .conllu import render
from .predict import Predictor


def load_predictor(path):
    """A Predictor on a `.safetensors` file (as the runtime computes) or a checkpoint (bf16)."""
    if path.endswith(".safetensors"):
        from .quantised import load

        model, wordpiece = load(path)
        return Predictor(model, wordpiece, bf16=False)
    from .export import load_checkpoint
    from .train import load_wordpiece

    return Predictor(load_checkpoint(path)[0], load_wordpiece())


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model")
    parser.add_argument("out", help="folder for the .conllu files")
    parser.add_argument("texts", nargs="+")
    args = parser.parse_args(argv)
    torch.set_num_threads(1)
    predictor = load_predictor(args.model)
    os.makedirs(args.out, exist_ok=True)
    for path in args.texts:
        with open(path, newline="", encoding="utf-8") as file:
            text = file.read()
        name = os.path.splitext(os.path.basename(path))[0]
        with open(f"{args.out}/{name}.conllu", "w", newline="", encoding="utf-8") as file:
            file.write(render(name, text, predictor.text(text)))


if __name__ == "__main__":
    main()
