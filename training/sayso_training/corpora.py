"""Readers: corpora -> articles of sentences with whatever labels each corpus has.

An article is a list of sentences; a sentence is a dict with `words` and any of
  par      True when it begins a paragraph
  upos xpos feats lemma rel (strings), head (1-based, 0 the root)
  sent     True when the sentence's end is annotated
  ner      for each word the set (tuple, sorted) of BIO labels it may have
  source cue content   BIO labels
  event status mode    for each word an event type or "O" (None: unknown), and the event's status and mode
  parties              (word, role, article words) of each annotated party; `start` is the number
                       of the sentence's first word in the article
  mentions             (word, article words): a mention's head and the earlier words that name the same
  factual              for each word how far its predicate is a fact, or None
"""

import csv
import glob
import json
import os
import re

from . import coreference, factuality, silver
from .tokenize import paragraphs

NER_TYPES = ["PER", "ORG", "LOC", "NORP", "FAC", "DATE", "MONEY", "MISC"]
NER_LABELS = ["O"] + [f"{b}-{t}" for t in NER_TYPES for b in "BI"]
ROLES = ("source", "cue", "content")
EVENT_TYPES = ["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
               "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"]
STATUSES = ["actual", "future", "hypothetical", "denied", "uncertain"]
# Who takes part in an event, and the words that date and place it.
PARTIES = ("actors", "recipients", "date", "place")
MODES = ("visit third-party multilateral phone withdraw release disarm ceasefire access resign assist change yield meet "
         "disapprove investigate allege restrict arrest relations expel territory violence demo riot strike hunger boycott "
         "obstruct vandalize convict discontinue troops weapons police militia seize censor curfew martial-law deport "
         "withhold misinformation cyber abduct beat torture sexual targeted destroy primitive firearms explosives "
         "suicide-attack aerial drone heavy-weapons crowd-control unconventional").split()
# GUM genres whose texts are free (the others are non-commercial or no-derivatives).
# Of the textbooks, those of OpenStax under CC BY and of Rebus (CC BY); vlogs stand under the
# one Creative Commons licence that their platform knows, CC BY.
NOT_FREE = ("GUM_textbook_alamo", "GUM_textbook_anthropology")
FREE_GENRES = ("academic", "bio", "court", "interview", "news", "speech", "textbook", "vlog", "voyage")


# ---- treebanks ----

def read_conllu(path):
    """Articles of a CoNLL-U file; keeps MISC as `misc` and the article's id on each sentence."""
    articles, article, rows, par, name, number = [], [], [], True, "", ""
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc"):
            if article:
                articles.append(article)
            article, par, name = [], True, line.split("=")[-1].strip()
        elif line.startswith("# newpar"):
            par = True
        elif line.startswith("# sent_id"):
            number = line.split("=")[-1].strip()
        elif line.startswith("#"):
            continue
        elif not line.strip():
            if rows:
                article.append(_sentence(rows, par, name, number))
            rows, par = [], False
        else:
            columns = line.split("\t")
            if columns[0].isdigit():
                rows.append(columns)
    if rows:
        article.append(_sentence(rows, par, name, number))
    if article:
        articles.append(article)
    return articles


def _sentence(rows, par, name, number):
    column = lambda i: [r[i] for r in rows]
    return {
        "words": column(1), "lemma": column(2), "upos": column(3), "xpos": column(4), "feats": column(5),
        "head": [int(r[6]) for r in rows], "rel": column(7), "misc": column(9),
        "par": par, "sent": True, "article": name, "id": number,
    }


def ewt(shared, split):
    return read_conllu(f"{shared}/data/ud_ewt/{split}.conllu")


def ewt_factual(shared):
    """EWT's training part with the factuality of its predicates."""
    articles = ewt(shared, "train")
    factuality.mark(articles, f"{shared}/data/uds_decomp/decomp/data")
    return articles


def gum(shared, split, genres=None, entities=False):
    """GUM; genres restricts to those named in the article ids (GUM_news_...)."""
    articles = []
    for article in read_conllu(f"{shared}/data/ud_gum/{split}.conllu"):
        name = article[0]["article"]
        if genres and (name.split("_")[1] not in genres or name in NOT_FREE):
            continue
        if entities:
            for sentence in article:
                sentence["ner"] = gum_names(sentence)
            coreference.mark_gum(article, gum_spans)
        articles.append(article)
    return articles


# ---- names ----

def allowed(*types, outside=False, begins=True):
    """The labels a word may have: B- or I- of the types, and O."""
    labels = [f"{'B' if begins else 'I'}-{t}" for t in types]
    return tuple(sorted(labels + (["O"] if outside else [])))


OUTSIDE = ("O",)
ANYTHING = tuple(sorted(NER_LABELS))
UNMARKED_NAME = tuple(sorted(["O"] + [f"{b}-{t}" for t in ("NORP", "MISC", "FAC", "ORG") for b in "BI"]))
UNMARKED_ADJECTIVE = tuple(sorted(["O"] + [f"{b}-{t}" for t in ("NORP", "MISC") for b in "BI"]))


def with_silver(words, labels, over=(OUTSIDE,)):
    """Dates and money found by patterns replace labels that say nothing else."""
    for first, last, kind in silver.find(words):
        if all(labels[i] in over for i in range(first, last)):
            for i in range(first, last):
                labels[i] = (f"{'B' if i == first else 'I'}-{kind}",)
    return labels


GUM_TYPES = {
    "person": ("PER",), "place": ("LOC", "FAC"), "organization": ("ORG",), "object": ("MISC", "FAC", "ORG"),
    "event": ("MISC",), "abstract": ("MISC", "NORP"), "animal": ("MISC",), "plant": ("MISC",), "substance": ("MISC",),
}
LINKS = {"of", "the", "and", "&", "'s", "’s", "-", "–", "for", "de", "la", "del", "van", "von", "der", "al", "bin", "ibn", "du", "."}


TITLES = {
    "President", "Minister", "Secretary", "General", "Ambassador", "Mr.", "Ms.", "Mrs.", "Dr.", "Senator", "Governor",
    "Justice", "Justices", "Judge", "Speaker", "Chancellor", "Chairman", "King", "Queen", "Prince", "Professor",
    "God", "Mom", "Dad", "Mayor", "Members", "Your", "Honor",
}


def gum_names(sentence):
    """Named entities out of GUM's full (nested) entity annotation, as sets of possible labels."""
    words, xpos, heads = sentence["words"], sentence["xpos"], sentence["head"]
    proper = [x in ("NNP", "NNPS") for x in xpos]
    labels = []
    for i, word in enumerate(words):
        if proper[i]:
            labels.append(UNMARKED_NAME)
        elif xpos[i] == "JJ" and word[:1].isupper():
            labels.append(UNMARKED_ADJECTIVE)
        else:
            labels.append(OUTSIDE)
    taken = set()
    names = []
    for first, last, kind, _ in gum_spans(sentence["misc"]):
        if kind not in GUM_TYPES:
            continue
        inside = [i for i in range(first, last) if not first <= heads[i] - 1 < last]
        if len(inside) != 1 or not proper[inside[0]]:
            continue
        if kind == "person" and words[inside[0]] in TITLES:
            continue
        names.append(_name_around(inside[0], first, last, words, proper, sentence["rel"]) + (kind, inside[0]))
    for first, last, kind, head in sorted(names, key=lambda n: n[0] - n[1]):
        if taken.intersection(range(first, last)):
            continue
        taken.update(range(first, last))
        types = GUM_TYPES[kind]
        if kind == "person" and xpos[head] == "NNPS":
            types = ("PER", "NORP")
        for i in range(first, last):
            labels[i] = allowed(*types, begins=i == first)
    return with_silver(words, labels, (OUTSIDE, UNMARKED_NAME, UNMARKED_ADJECTIVE))


def gum_spans(misc):
    """Entity spans (first, last + 1, type, entity) that begin and end in the sentence."""
    opened, spans = [], []
    for i, cell in enumerate(misc):
        match = re.search(r"(?:^|\|)Entity=([^|]*)", cell)
        if not match:
            continue
        for part in re.findall(r"\([^()]*\)?|[^()]+\)", match.group(1)):
            if part.startswith("("):
                fields = part.strip("()").split("-")
                kind = fields[1] if len(fields) > 1 else ""
                if part.endswith(")"):
                    spans.append((i, i + 1, kind, fields[0]))
                else:
                    opened.append((fields[0], i, kind))
            else:
                name = part.rstrip(")")
                for k in range(len(opened) - 1, -1, -1):
                    if opened[k][0] == name:
                        spans.append((opened[k][1], i + 1, opened[k][2], name))
                        del opened[k]
                        break
    return spans


def _name_around(head, first, last, words, proper, rel):
    """The run of proper words and links around the head, inside the entity."""
    start = end = head
    while start > first and (
        proper[start - 1] and rel[start - 1] != "nmod:desc"
        or words[start - 1] in LINKS and start - 2 >= first and proper[start - 2]
    ):
        start -= 1
    while end + 1 < last and (
        proper[end + 1] or words[end + 1] in LINKS and end + 2 < last and (proper[end + 2] or words[end + 2] == "the")
    ):
        end += 1
    while not proper[end]:
        end -= 1
    while not proper[start]:
        start += 1
    return start, end + 1


CONLL_TYPES = {
    "PER": ("PER",), "LOC": ("LOC", "FAC"), "ORG": ("ORG",), "MISC": ("MISC", "NORP"),
    "person": ("PER",), "location": ("LOC", "FAC"), "group": ("ORG", "NORP", "MISC"), "corporation": ("ORG",),
    "creative-work": ("MISC",), "product": ("MISC",),
}


def read_conll(path):
    """Word and tag lines, blank lines between sentences, -DOCSTART- between articles."""
    articles, article, words, tags = [], [], [], []
    for line in list(open(path, encoding="utf-8")) + [""]:
        columns = line.split()
        if len(columns) < 2:
            if words:
                article.append({"words": words, "ner": _conll_labels(words, tags), "par": not article})
            words, tags = [], []
        elif columns[0] == "-DOCSTART-":
            if article:
                articles.append(article)
            article = []
        else:
            words.append(columns[0])
            tags.append(columns[-1])
    if article:
        articles.append(article)
    return articles


def _conll_labels(words, tags):
    labels, previous = [], "O"
    for tag in tags:
        if tag == "O":
            labels.append(OUTSIDE)
        else:
            begins = tag[0] == "B" or previous[2:] != tag[2:]
            labels.append(allowed(*CONLL_TYPES[tag[2:]], begins=begins))
        previous = tag
    return with_silver(words, labels)


def wikigold(shared):
    return read_conll(f"{shared}/data/ner_wikigold/CONLL-format/data/wikigold.conll.txt")


def wnut17(shared):
    return read_conll(f"{shared}/data/ner_wnut17/CONLL-format/data/train/wnut17train.conll")


# ---- Wikinews: names and attributions on plain text ----

CLOSING = set("\"'”’)]}»") | {"''"}
OPENING = set("\"'“‘([{«") | {"``"}


def likely_ends(words):
    """Word counts after which a sentence of the paragraph likely ends (the last one always)."""
    ends, n = [], len(words)
    for i, word in enumerate(words):
        if word not in (".", "!", "?"):
            continue
        j = i + 1
        while j < n and words[j] in CLOSING:
            j += 1
        if j < n and (words[j][:1].isupper() or words[j][:1].isdigit() or words[j] in OPENING):
            ends.append(j)
    return ends + [n]


def text_sentences(text):
    """(sentence, word offsets) pairs of a plain text, cut at likely sentence ends."""
    found = []
    for spans in paragraphs(text):
        words = [text[a:b] for a, b in spans]
        start = 0
        for end in likely_ends(words):
            if end > start:
                found.append(({"words": words[start:end], "par": start == 0}, spans[start:end]))
            start = end
    return found


def wikinews_rows(shared):
    """All Wikinews articles (dicts with url, date, title, text), 2019 before 2020."""
    csv.field_size_limit(10**9)
    rows = []
    for year in (2019, 2020):
        with open(f"{shared}/data/wikinews/data/wikinews_{year}.csv", newline="", encoding="utf-8") as file:
            rows += list(csv.DictReader(file))
    return rows


def surface_spans(text, path):
    """Name spans (start, end, type) of a text by a file of surfaces (see README)."""
    entries = []
    for line in open(path, encoding="utf-8"):
        columns = line.rstrip("\n").split("\t")
        if len(columns) >= 2 and columns[0] in NER_TYPES and columns[1].strip():
            which = columns[2].strip() if len(columns) > 2 else "*"
            entries.append((columns[0], columns[1].strip(), which or "*"))
    entries.sort(key=lambda e: -len(e[1]))
    taken, spans = bytearray(len(text)), []
    for kind, surface, which in entries:
        numbers = None if which == "*" else {int(n) for n in re.findall(r"\d+", which)}
        pattern = (r"(?<!\w)" if surface[0].isalnum() else "") + re.escape(surface)
        pattern += r"(?!\w)" if surface[-1].isalnum() else ""
        for count, match in enumerate(re.finditer(pattern, text), 1):
            if numbers is not None and count not in numbers:
                continue
            start, end = match.span()
            if any(taken[start:end]):
                continue
            taken[start:end] = b"\1" * (end - start)
            spans.append((start, end, kind))
    return sorted(spans)


def _dense(text):
    """Positions of the characters that are no white space."""
    return [i for i, c in enumerate(text) if not c.isspace()]


def mark(sentences, spans, field, label):
    """Writes BIO labels of character spans into sentences; label(begins, kind) -> value."""
    for start, end, kind in spans:
        begins = True
        for sentence, offsets in sentences:
            if offsets[-1][1] <= start or offsets[0][0] >= end:
                continue
            for i, (a, b) in enumerate(offsets):
                if a < end and b > start:
                    sentence[field][i] = label(begins, kind)
                    begins = False


def gold_spans(text, annotation):
    """Character spans of source, cue and content in one annotated article, longest first."""
    found = {role: set() for role in ROLES}
    for statement in annotation["statements"]:
        for role, parts in (
            ("source", [statement["source"]]), ("cue", [statement["cue"]]), ("content", statement["contents"]),
        ):
            for part in parts:
                if isinstance(part, list):  # offsets
                    found[role].add(tuple(part))
                    continue
                if not part or not part["text"]:
                    continue
                at = -1
                for _ in range(part.get("nth", 1)):
                    at = text.find(part["text"], at + 1)
                    if at < 0:
                        break
                if at >= 0:
                    found[role].add((at, at + len(part["text"])))
    return {role: _outermost(spans) for role, spans in found.items()}


def _outermost(spans):
    kept = []
    for start, end in sorted(spans, key=lambda s: (s[0] - s[1], s)):
        if all(end <= a or start >= b for a, b, _ in kept):
            kept.append((start, end, None))
    return sorted(kept)


def gold_articles(folder):
    """(id, text, annotation) of a folder of our own annotation."""
    for path in sorted(glob.glob(f"{folder}/*.json")):
        name = os.path.basename(path)[:-5]
        text_path = f"{folder}/text/{name}.txt"
        if os.path.exists(text_path):
            with open(text_path, newline="", encoding="utf-8") as file:
                text = file.read()
            yield name, text, json.load(open(path, encoding="utf-8"))


def char_span(text, part):
    """(start, end) of an annotated part, given as offsets or as text with its number; None if absent."""
    if isinstance(part, list):
        return tuple(part)
    if not part or not part.get("text"):
        return tuple(part["span"]) if part and part.get("span") else None
    at = -1
    for _ in range(part.get("nth", 1)):
        at = text.find(part["text"], at + 1)
        if at < 0:
            return None
    return at, at + len(part["text"])


# After the word that bears the event: "called for", "crack down on".
TRAILING = set("for on to of out down off up in by with against into over back from at as about".split())


def trigger_word(words):
    """Which word of a trigger bears the event: the last, or the one before its particles."""
    for i, word in enumerate(words):
        if i and word.lower() in TRAILING:
            return i - 1
    return len(words) - 1


def mark_events(text, sentences, annotation):
    """Writes event types, status and parties of an annotated article into its sentences."""
    words, start = [], 0
    for sentence, offsets in sentences:
        sentence["event"] = ["O"] * len(offsets)
        sentence["status"], sentence["mode"] = [None] * len(offsets), [None] * len(offsets)
        sentence["parties"], sentence["start"] = [], start
        words += [(sentence, i, a, b) for i, (a, b) in enumerate(offsets)]
        start += len(offsets)
    within = lambda span: [k for k, (_, _, a, b) in enumerate(words) if span and a < span[1] and b > span[0]]
    for event in annotation["events"]:
        for number, part in enumerate([event["trigger"]] + (event.get("also") or [])):
            found = within(char_span(text, part))
            if not found:
                continue
            bearer = found[trigger_word([text[words[k][2] : words[k][3]] for k in found])]
            for k in found:
                sentence, i = words[k][:2]
                if k != bearer and sentence["event"][i] == "O":
                    sentence["event"][i] = None
            sentence, i = words[bearer][:2]
            sentence["event"][i], sentence["status"][i] = event["type"], event["status"]
            sentence["mode"][i] = event["mode"] or "none"
            if number:
                continue  # parties stand by the first mention
            for role in PARTIES:
                if role not in event:
                    continue
                parts = event[role] or []
                spans = [char_span(text, p) for p in (parts if isinstance(parts, list) else [parts])]
                sentence["parties"].append((i, role, [k for span in spans for k in within(span)], bool(spans)))


def mark_attribution(text, sentences, annotation):
    for sentence, offsets in sentences:
        for role in ROLES:
            sentence[role] = ["O"] * len(offsets)
    for role, spans in gold_spans(text, annotation).items():
        mark(sentences, spans, role, lambda begins, _: "B" if begins else "I")


def mark_annotation(text, sentences, annotation):
    """Everything that our own annotation tells."""
    mark_attribution(text, sentences, annotation)
    mark_events(text, sentences, annotation)
    coreference.mark_annotated(text, sentences, annotation, char_span)


def is_held_out(name):
    """Own articles that are only measured on."""
    return name.endswith(("-13", "-14", "-15", "-16")) or name.startswith("own-s-")


def own_articles(annotations, held_out=False):
    """Articles written and annotated by us, whose names are not annotated."""
    articles = []
    for name, text, annotation in gold_articles(f"{annotations}/articles"):
        if is_held_out(name) == held_out:
            sentences = text_sentences(text)
            mark_annotation(text, sentences, annotation)
            articles.append([s for s, _ in sentences])
    return articles


def wikinews(shared, annotations):
    """(attributed, other): the Wikinews articles with and without annotated statements.

    Both carry names where `annotations/ner` holds a file for the article. Statements
    are those of the shared annotation, and our offsets in `annotations/wikinews`.
    """
    gold = {"".join(text.split()): (text, annotation) for _, text, annotation in gold_articles(f"{shared}/gold/train")}
    attributed, other = [], []
    for row, article in enumerate(wikinews_rows(shared)):
        raw = article["text"].strip()
        text, annotation = gold.pop("".join(raw.split()), (raw, None))
        sentences = text_sentences(text)
        path = f"{annotations}/ner/wikinews-{row:04d}.tsv"
        offsets_path = f"{annotations}/wikinews/wikinews-{row:04d}.json"
        if annotation is None and os.path.exists(offsets_path):
            annotation = json.load(open(offsets_path, encoding="utf-8"))
        if os.path.exists(path):
            here, there = _dense(raw), _dense(text)
            at = {a: b for a, b in zip(here, there)}
            spans = [(at[s], at[e - 1] + 1, k) for s, e, k in surface_spans(raw, path)]
            for sentence, offsets in sentences:
                sentence["ner"] = [OUTSIDE] * len(offsets)
            mark(sentences, spans, "ner", lambda begins, kind: (f"{'B' if begins else 'I'}-{kind}",))
            for sentence, _ in sentences:
                with_silver(sentence["words"], sentence["ner"])
        if annotation:
            mark_annotation(text, sentences, annotation)
            attributed.append([s for s, _ in sentences])
        else:
            other.append([s for s, _ in sentences])
    for text, annotation in gold.values():
        sentences = text_sentences(text)
        mark_annotation(text, sentences, annotation)
        attributed.append([s for s, _ in sentences])
    return attributed, other
