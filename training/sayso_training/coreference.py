"""Who is named by which words: mentions with the earlier words that name the same.

From GUM's entity layer, and from our own annotation, whose speakers and parties carry a resolved name.
A sentence gets `mentions`: (word, article words) pairs of a mention's head and the earlier words that name
the same entity (none: it is new). `start` is the number of the sentence's first word in the article.
"""

import re

KINDS = ("person", "organization", "place", "animal", "object")
TITLES = set("mr mrs ms dr general gen president prime minister foreign the a an king prince senator".split())
# A phrase's head stands before these.
AFTER = set("of in at from for to on with who which that whose , ( — – - and by near under".split())


def mark_gum(article, spans):
    """Marks a GUM article; spans(misc) gives (first, last + 1, type, entity) of a sentence.

    An earlier name counts by its head and the words flat below it.
    """
    start, entities = 0, {}
    for sentence in article:
        sentence["start"], sentence["mentions"] = start, []
        heads, relations = sentence["head"], sentence["rel"]
        found = []
        for first, last, kind, entity in spans(sentence["misc"]):
            inside = [i for i in range(first, last) if not first <= heads[i] - 1 < last]
            if kind in KINDS and len(inside) == 1:
                found.append((inside[0], first, entity))
        for head, first, entity in sorted(found):
            earlier = [k for k in entities.get(entity, ()) if k < start + first]
            sentence["mentions"].append((head, earlier))
            flat = [i for i, h in enumerate(heads) if h - 1 == head and relations[i].split(":")[0] in ("flat", "compound")
                    and sentence["xpos"][i].startswith("NNP")]
            entities.setdefault(entity, []).extend(start + i for i in [head] + flat)
        start += len(sentence["words"])


def head_of(words):
    """Number of the word that heads a phrase written in English order."""
    for i, word in enumerate(words):
        if i and word.lower() in AFTER:
            return i - 1
    return len(words) - 1


def mark_annotated(text, sentences, annotation, span):
    """Marks one of our annotated articles; span(text, part) gives the offsets of an annotated part."""
    words, where, start = [], [], 0
    for sentence, offsets in sentences:
        sentence["start"], sentence["mentions"] = start, []
        words += list(zip(sentence["words"], offsets))
        where += [(sentence, i) for i in range(len(offsets))]
        start += len(offsets)
    forms = [form for form, _ in words]
    lower = [form.lower() for form in forms]
    named = [(s["source"], s["speaker"]) for s in annotation["statements"] if s["source"] and s["speaker"]]
    for event in annotation["events"]:
        for role in ("actors", "recipients"):
            named += [(party, party["name"]) for party in event.get(role) or [] if party.get("name")]
    mentions = {}
    for part, name in named:
        place = span(text, part)
        inside = [k for k, (_, (a, b)) in enumerate(words) if place and a < place[1] and b > place[0]]
        if inside:
            head = inside[head_of([forms[k] for k in inside])]
            mentions.setdefault(head, (inside, name))
    by_name = {}
    for head, (_, name) in mentions.items():
        by_name.setdefault(key(name), []).append(head)
    for head, (inside, name) in sorted(mentions.items()):
        earlier = {k for k in by_name[key(name)] if k < inside[0]}
        earlier |= {k for k in occurrences(name, forms) if k < inside[0]}
        # The same noun earlier, which nobody annotated, may or may not be the same.
        if not earlier and lower[head] in lower[: inside[0]]:
            continue
        sentence, i = where[head]
        sentence["mentions"].append((i, sorted(earlier)))


def key(name):
    return " ".join(w for w in re.findall(r"\w+", name.lower()) if w not in TITLES)


def occurrences(name, forms):
    """Numbers of the words at which a name stands: in full, or a short one by its last word."""
    parts = [w for w in re.findall(r"\w+|'s|[^\w\s]", name)]
    if not parts or not parts[-1][:1].isupper():
        return []
    found = []
    for k in range(len(forms) - len(parts) + 1):
        if forms[k : k + len(parts)] == parts:
            found += range(k, k + len(parts))
    short = [w for w in parts if w.lower() not in TITLES]
    if 1 < len(short) <= 3 and all(w[:1].isupper() for w in short) and len(short[-1]) > 2:
        found += [k for k, form in enumerate(forms) if form == short[-1]]
    return found
