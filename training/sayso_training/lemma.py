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
