"""Variants of annotated articles in which other countries and people do the same things.

A network that has seen 300 articles remembers who attacks whom. In a variant each country (its name,
demonyms and capital) is another one, and each name of a person is made of other names, word for word, so
that all labels stay where they are.
"""

import csv

KINDS = 4  # of words for a country: name, adjective, noun of its people in the plural, capital


def countries(lexicons):
    """[(name, adjective, plural, capital)] of countries that have all of them as single words."""
    found = []
    with open(f"{lexicons}/actors/countries.tsv", newline="", encoding="utf-8") as file:
        rows = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
        for row in rows:
            demonyms = [d.strip() for d in row["demonyms"].split("|")]
            if len(demonyms) < 2 or row["note"]:
                continue
            words = (row["name"].strip(), demonyms[0], demonyms[-1], row["capital"].strip())
            if all(w and w.replace("-", "").isalpha() and w[0].isupper() for w in words):
                found.append(words)
    return found


def name_pools(articles):
    """(first words, last words) of the names of persons in articles that carry names."""
    first, last = set(), set()
    for span in (s for article in articles for sentence in article for s in _persons(sentence)):
        first.add(span[0]) if len(span) > 1 else None
        last.add(span[-1])
    plain = lambda words: sorted(w for w in words if w.isalpha() and w[0].isupper() and len(w) > 2)
    return plain(first), plain(last)


def _persons(sentence):
    spans = []
    for word, label in zip(sentence["words"], sentence.get("ner", ())):
        if label == ("B-PER",):
            spans.append([word])
        elif label == ("I-PER",) and spans:
            spans[-1].append(word)
    return spans


def variant(article, nations, pools, random):
    """The article with other countries and people."""
    words = {w for sentence in article for w in sentence["words"]}
    new = {}
    here = [n for n in nations if words.intersection(n)]
    for old, other in zip(here, random.sample(nations, len(here))):
        new.update(zip(old, other))
        new.update((a.upper(), b.upper()) for a, b in zip(old, other) if len(a) > 3)
    elsewhere = {
        w for s in article for w, label in zip(s["words"], s.get("ner") or [None] * len(s["words"]))
        if label not in (("B-PER",), ("I-PER",))
    }
    for span in (s for sentence in article for s in _persons(sentence)):
        for word, pool in [(w, pools[0]) for w in span[:-1]] + [(span[-1], pools[1])]:
            # "The Lion Man": what also stands outside names, or in small letters, is a word.
            if word.isalpha() and word[0].isupper() and len(word) > 2 and not elsewhere & {word, word.lower()}:
                new.setdefault(word, random.choice(pool))
    return [{**sentence, "words": [new.get(w, w) for w in sentence["words"]]} for sentence in article]
