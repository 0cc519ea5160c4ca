"""Scores -> trees and BIO labels."""

import numpy as np

FORBIDDEN = -1e9


def is_tree(heads):
    """One root, every word under it; heads are 1-based with 0 the root."""
    if sum(h == 0 for h in heads) != 1:
        return False
    for i in range(len(heads)):
        at, steps = i, 0
        while heads[at] != 0:
            at, steps = heads[at] - 1, steps + 1
            if steps > len(heads):
                return False
    return True


def tree(scores):
    """Heads of the best single-root tree; scores [n, n + 1], column 0 the root.

    Greedy heads when they are a tree; else the maximum spanning tree of log-probabilities, over
    the three likeliest roots.
    """
    n = len(scores)
    heads = scores.argmax(1)
    if is_tree(heads):
        return heads.tolist()
    logs = scores - scores.max(1, keepdims=True)
    logs = logs - np.log(np.exp(logs).sum(1, keepdims=True))
    best = None
    for root in np.argsort(-logs[:, 0], kind="stable")[:3]:
        full = np.full((n + 1, n + 1), FORBIDDEN)
        full[1:, 1:] = logs[:, 1:]
        full[np.arange(n + 1), np.arange(n + 1)] = FORBIDDEN
        full[root + 1, :] = FORBIDDEN
        full[root + 1, 0] = logs[root, 0]
        heads = _arborescence(full)[1:]
        value = sum(full[i + 1, heads[i]] for i in range(n))
        if best is None or value > best[0]:
            best = (value, heads)
    return [int(h) for h in best[1]]


def _cycle(heads):
    n = len(heads)
    colour = np.zeros(n, int)
    for i in range(1, n):
        at = i
        while at != 0 and colour[at] == 0:
            colour[at] = i
            at = heads[at]
        if at != 0 and colour[at] == i:
            cycle, k = [at], heads[at]
            while k != at:
                cycle.append(k)
                k = heads[k]
            return cycle
    return None


def _arborescence(scores):
    """Chu-Liu/Edmonds on scores[dependent, head]; node 0 is the root."""
    heads = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    inside = set(cycle)
    rest = [i for i in range(len(scores)) if i not in inside]
    place = {node: i for i, node in enumerate(rest)}
    m = len(rest)
    small = np.full((m + 1, m + 1), FORBIDDEN)
    small[:m, :m] = scores[np.ix_(rest, rest)]
    enter, leave = {}, {}
    for node in rest:
        gains = [scores[c, node] - scores[c, heads[c]] for c in cycle]
        k = int(np.argmax(gains))
        enter[node] = cycle[k]
        small[m, place[node]] = gains[k]
        if node != 0:
            values = [scores[node, c] for c in cycle]
            k = int(np.argmax(values))
            leave[node] = cycle[k]
            small[place[node], m] = values[k]
    small[0, :] = FORBIDDEN
    small[m, m] = FORBIDDEN
    chosen = _arborescence(small)
    out = heads.copy()
    for node in rest:
        if node != 0:
            k = chosen[place[node]]
            out[node] = leave[node] if k == m else rest[k]
    source = rest[chosen[m]]
    out[enter[source]] = source
    return out


def transitions(labels):
    """Penalty matrix [from, to] and the start penalties of BIO labels: I- needs its B- or I-."""
    k = len(labels)
    table, start = np.zeros((k, k)), np.zeros(k)
    for j, label in enumerate(labels):
        if label[0] == "I":
            start[j] = FORBIDDEN
            for i, before in enumerate(labels):
                if before == "O" or before[2:] != label[2:]:
                    table[i, j] = FORBIDDEN
    return table, start


def viterbi(scores, labels):
    """The best sequence of label ids under hard BIO constraints; scores [n, labels]."""
    table, start = transitions(labels)
    value, back = scores[0] + start, []
    for row in scores[1:]:
        total = value[:, None] + table
        best = total.argmax(0)
        back.append(best)
        value = total[best, np.arange(len(labels))] + row
    path = [int(value.argmax())]
    for best in reversed(back):
        path.append(int(best[path[-1]]))
    return path[::-1]


def spans(labels):
    """(first, last + 1, type) of BIO labels; a stray I- begins a span."""
    found, start, kind = [], None, None
    for i, label in enumerate(list(labels) + ["O"]):
        if start is not None and (label[0] in "OB" or label[2:] != kind):
            found.append((start, i, kind))
            start = None
        if label[0] == "B" or (label[0] == "I" and start is None):
            start, kind = i, label[2:]
    return found
