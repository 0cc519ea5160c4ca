"""Lemmas as edit scripts on the word form.

A script is `case¦cut¦add`: change case (`k` keep, `l` lower-case, `t` first letter upper, rest
lower), drop `cut` code points at the end, append `add`. Or `w¦lemma`: the lemma is that word.
"""

SEPARATOR = "¦"


def _cased(form, case):
    if case == "l":
        return form.lower()
    if case == "t":
        return form[:1].upper() + form[1:].lower()
    return form


def script(form, lemma):
    """The shortest script that turns form into lemma; lower-casing is preferred among equals."""
    best = None
    for case in "lkt":
        base = _cased(form, case)
        common = 0
        while common < min(len(base), len(lemma)) and base[common] == lemma[common]:
            common += 1
        cost = len(base) - common + len(lemma) - common
        if common and (best is None or cost < best[0]):
            best = (cost, SEPARATOR.join((case, str(len(base) - common), lemma[common:])))
    return best[1] if best else "w" + SEPARATOR + lemma


def apply(rule, form):
    """The lemma of form by a script; the lower-cased form when the script does not fit."""
    parts = rule.split(SEPARATOR)
    if parts[0] == "w":
        return parts[1]
    base = _cased(form, parts[0])
    cut = int(parts[1])
    if cut > len(base) or (cut == len(base) and not parts[2]):
        return form.lower()
    return base[: len(base) - cut] + parts[2]


TABLE_CLASSES = ("NOUN", "VERB", "ADJ", "ADV", "AUX")
DOMINANCE = 0.8  # part of a form's occurrences that one lemma must have


def table(articles):
    """{(lower-cased form, UPOS): lemma} of the treebanks' open-class words with one clear lemma.

    The network reads a frequent form as one piece and cannot see its letters, so known forms are
    looked up and only unknown ones go by scripts.
    """
    counts = {}
    for article in articles:
        for sentence in article:
            for form, upos, lemma in zip(sentence["words"], sentence["upos"], sentence["lemma"]):
                if upos in TABLE_CLASSES:
                    found = counts.setdefault((form.lower(), upos), {})
                    found[lemma] = found.get(lemma, 0) + 1
    known = {}
    for key, found in sorted(counts.items()):
        lemma, times = max(found.items(), key=lambda item: (item[1], item[0]))
        if times >= DOMINANCE * sum(found.values()):
            known[key] = lemma
    return known


VOWELS = "aeiou"


def _regular(form):
    """(UPOS classes, possible lemmas) of a form by the regular inflections."""
    if form.endswith("ied") or form.endswith("ies"):
        return ("VERB", "NOUN") if form[-1] == "s" else ("VERB",), {form[:-3] + "y", form[:-1]}
    if form.endswith("ed") or form.endswith("ing"):
        stem = form[: -2 if form.endswith("ed") else -3]
        bases = {stem, stem + "e"}
        if len(stem) > 3 and stem[-1] == stem[-2]:
            bases.add(stem[:-1])
        return ("VERB",), bases
    if form.endswith("s") and form[-2:] not in ("ss", "us", "is", "cs"):
        return ("VERB", "NOUN"), {form[:-1], form[:-2]} if form.endswith("es") else {form[:-1]}
    return (), set()


def extend(known, vocabulary):
    """Adds regular forms that are whole words of the encoder's vocabulary to a table.

    Only where exactly one possible lemma is a word of the vocabulary too.
    """
    words = {piece for piece in vocabulary if piece.isalpha() and len(piece) > 2}
    extended = dict(known)
    for form in sorted(words):
        classes, bases = _regular(form) if len(form) > 4 else ((), ())
        found = [base for base in sorted(bases) if base in words and any(c in VOWELS + "y" for c in base)]
        if len(found) == 1:
            for upos in classes:
                extended.setdefault((form, upos), found[0])
    return extended


def of(form, upos, rule, known):
    """The lemma of a word: looked up in the table `known`, else by the script."""
    return known.get((form.lower(), upos)) or apply(rule, form)
