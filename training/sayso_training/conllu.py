"""Analyses as CoNLL-U; offsets in MISC (TokenRange) count code points of the article's text."""

LAYERS = (("ner", "Entity"), ("source", "Source"), ("cue", "Cue"), ("content", "Content"))


def render(name, text, sentences):
    """CoNLL-U of one article out of Predictor.text's sentences."""
    lines = [f"# newdoc id = {name}"]
    for number, sentence in enumerate(sentences, 1):
        spans = sentence["spans"]
        if sentence["par"]:
            lines.append("# newpar")
        shown = "".join(c if c.isprintable() else " " for c in text[spans[0][0] : spans[-1][1]])
        lines += [f"# sent_id = {number}", f"# text = {shown}"]
        for i, word in enumerate(sentence["words"]):
            start, end = spans[i]
            misc = [] if text[end : end + 1].strip() == "" else ["SpaceAfter=No"]
            misc.append(f"TokenRange={start}:{end}")
            misc += [f"{key}={sentence[layer][i]}" for layer, key in LAYERS if sentence[layer][i] != "O"]
            row = [str(i + 1), word, sentence["lemma"][i], sentence["upos"][i], sentence["xpos"][i],
                   sentence["feats"][i], str(sentence["head"][i]), sentence["rel"][i], "_", "|".join(misc)]
            lines.append("\t".join(row))
        lines.append("")
    return "\n".join(lines) + "\n"
