"""The mean of the weights of several runs that began from the same weights: as fast as one, and steadier.

    python -m sayso_training.merge OUT START RUN...

Rows that START did not know (of heads that grew) began at random in each run, so their mean would mean
nothing: they are those of the first run.

Wortsman et al. (2022), "Model soups: averaging weights of multiple fine-tuned models improves accuracy
without increasing inference time".
"""

import argparse

import torch


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out")
    parser.add_argument("start")
    parser.add_argument("runs", nargs="+")
    args = parser.parse_args(argv)
    states = [torch.load(path, weights_only=False) for path in args.runs]
    known = torch.load(args.start, weights_only=False)["model"]
    merged = states[0]
    for name, value in merged["model"].items():
        rows = len(known[name]) if name in known else 0
        value[:rows] = sum(s["model"][name][:rows] for s in states[1:]).add(value[:rows]).div(len(states))
    merged["epochs"] = sum(s["epochs"] for s in states)
    merged["dev"] = [s["dev"] for s in states]
    torch.save(merged, args.out)


if __name__ == "__main__":
    main()
