"""Words -> what the encoder reads: WordPiece ids and a casing id for every word.

The encoder is uncased, so casing travels separately: 7 shapes, once for words that stand where
any word would be capitalised ("initial") and once for all others.
"""

import unicodedata

MAX_PIECES = 12  # pieces of one word beyond this are dropped
MAX_PART = 60  # a part of a word longer than this (in code points) is unknown
STRAIGHT = {"’": "'", "‘": "'", "“": '"', "”": '"'}

# Casing shapes; an initial word has its shape + SHAPES.
LOWER, CAPITALISED, ALL_CAPS, MIXED, DIGITS, MARKS, ONE_CAPITAL = range(7)
SHAPES = 7
NO_CASE = MARKS  # casing id of [CLS] and [SEP]

TERMINAL = set(".!?…")
SKIPPED = set("\"'“”‘’«»()[]{}`") | {"''", "``", "’’", "‘‘", "-LRB-", "-RRB-"}


class WordPiece:
    """The uncased BERT tokenizer applied to single words."""

    def __init__(self, pieces):
        """pieces: the vocabulary, in the order of ids."""
        self.pieces = list(pieces)
        self.ids = {piece: i for i, piece in enumerate(self.pieces)}
        self.cls, self.sep, self.pad, self.unk, self.mask = (
            self.ids[p] for p in ("[CLS]", "[SEP]", "[PAD]", "[UNK]", "[MASK]")
        )
        self.known = {}

    def word(self, word):
        """Ids of one word (at least one, at most MAX_PIECES)."""
        ids = self.known.get(word)
        if ids is None:
            ids = self.known[word] = self._split(word)
        return ids

    def _split(self, word):
        ids = []
        for part in _parts(word):
            ids += self._greedy(part)
        return (ids or [self.unk])[:MAX_PIECES]

    def _greedy(self, part):
        if len(part) > MAX_PART:
            return [self.unk]
        ids, start = [], 0
        while start < len(part):
            for end in range(len(part), start, -1):
                piece = ("##" if start else "") + part[start:end]
                if piece in self.ids:
                    ids.append(self.ids[piece])
                    start = end
                    break
            else:
                return [self.unk]
        return ids


def _parts(word):
    """The word normalised (straight quotes, lower case, no accents) and cut at punctuation."""
    text = "".join(STRAIGHT.get(c, c) for c in word).lower()
    text = unicodedata.normalize("NFD", text)
    parts, current = [], ""
    for c in text:
        category = unicodedata.category(c)
        if category in ("Mn", "Cc", "Cf"):
            continue
        if c.isspace() or _is_mark(c, category):
            if current:
                parts.append(current)
                current = ""
            if not c.isspace():
                parts.append(c)
        else:
            current += c
    if current:
        parts.append(current)
    return parts


def _is_mark(c, category):
    """ASCII symbols, punctuation and ideographs are parts of their own, as in BERT."""
    code = ord(c)
    ascii_mark = 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126
    return ascii_mark or category[0] == "P" or 0x4E00 <= code <= 0x9FFF


def shape(word):
    """The casing shape of a word, 0..6."""
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return DIGITS if any(c.isdigit() for c in word) else MARKS
    if all(c.islower() for c in letters):
        return LOWER
    if all(not c.islower() for c in letters):
        return ALL_CAPS if len(letters) > 1 else ONE_CAPITAL
    if letters[0].isupper() and all(c.islower() for c in letters[1:]):
        return CAPITALISED
    return MIXED


def initial_flags(words):
    """For the words of one paragraph: stands each where a sentence may begin?

    True for the first word and for words after a word made of . ! ? … only, whatever quotes and
    brackets stand between. Needs no sentence boundaries.
    """
    flags, begins = [], True
    for word in words:
        flags.append(begins)
        if word not in SKIPPED:
            begins = all(c in TERMINAL for c in word)
    return flags


def case_ids(words):
    """Casing ids 0..13 of the words of one paragraph."""
    return [shape(w) + (SHAPES if first else 0) for w, first in zip(words, initial_flags(words))]
