"""The input side: words, casing, lemma scripts, silver labels, trees."""

import unittest

import numpy as np

from sayso_training import lemma, silver
from sayso_training.decode import is_tree, spans, tree, viterbi
from sayso_training.fixtures import read_lines
from sayso_training.tokenize import paragraphs, words
from sayso_training.wordpiece import initial_flags, shape


def forms(text):
    return [text[a:b] for a, b in words(text)]


class Words(unittest.TestCase):
    def test_contractions_and_hyphens(self):
        self.assertEqual(forms("They can't say it's a 15-year-old e-mail."),
                         ["They", "ca", "n't", "say", "it", "'s", "a", "15", "-", "year", "-", "old", "e-mail", "."])

    def test_abbreviations(self):
        self.assertEqual(forms("The U.S.-led talks (Jan. 5, 9 a.m.)"),
                         ["The", "U.S.", "-", "led", "talks", "(", "Jan.", "5", ",", "9", "a.m.", ")"])

    def test_every_character_that_is_no_space_is_in_one_word(self):
        for text in read_lines("fixture_texts.txt"):
            covered = [i for a, b in words(text) for i in range(a, b)]
            self.assertEqual(len(covered), len(set(covered)))
            self.assertTrue(all(c.isspace() for i, c in enumerate(text) if i not in set(covered)), text)

    def test_paragraphs_are_lines(self):
        self.assertEqual([len(p) for p in paragraphs("one two\r\n\r\nthree")], [2, 1])


class Casing(unittest.TestCase):
    def test_initial_after_full_stop_and_quotes(self):
        self.assertEqual(initial_flags(["“", "Yes", ".", "”", "He", "said"]), [True, True, False, True, True, False])

    def test_shapes(self):
        self.assertEqual([shape(w) for w in ("a", "Iran", "UN", "McCoy", "15", ".", "A")], list(range(7)))


class Lemmas(unittest.TestCase):
    def test_scripts_restore_lemmas(self):
        for form, wanted in (("Was", "be"), ("cities", "city"), ("IRAN", "Iran"), ("ran", "run"), ("n't", "not")):
            self.assertEqual(lemma.apply(lemma.script(form, wanted), form), wanted)

    def test_scripts_that_do_not_fit_lower_the_form(self):
        self.assertEqual(lemma.apply("l¦5¦y", "Abc"), "abc")


    def test_table_of_known_lemmas(self):
        sentence = {"words": ["Companies", "ran"], "upos": ["NOUN", "VERB"], "lemma": ["company", "run"]}
        known = lemma.extend(lemma.table([[sentence]]), ["endorse", "endorsed", "hop", "hope", "hoped"])
        self.assertEqual(known, {("companies", "NOUN"): "company", ("ran", "VERB"): "run", ("endorsed", "VERB"): "endorse"})
        self.assertEqual(lemma.of("COMPANIES", "NOUN", "l¦1¦", known), "company")


class Silver(unittest.TestCase):
    def test_dates_and_money(self):
        text = "On Monday , 5 May 2019 , he paid $ 5.5 million since March 2020 ; they may march ."
        found = [(" ".join(text.split()[a:b]), k) for a, b, k in silver.find(text.split())]
        self.assertEqual(found, [("Monday , 5 May 2019", "DATE"), ("$ 5.5 million", "MONEY"), ("March 2020", "DATE")])


class Decoding(unittest.TestCase):
    def test_trees_are_single_rooted(self):
        random = np.random.default_rng(3)
        for n in range(1, 30):
            scores = random.normal(size=(n, n + 1)) * 3
            scores[np.arange(n), np.arange(n) + 1] = -1e4
            self.assertTrue(is_tree(tree(scores)))

    def test_inside_needs_begin(self):
        labels = ["O", "B-PER", "I-PER"]
        path = viterbi(np.array([[0.0, 1.0, 5.0], [0.0, 0.0, 3.0]]), labels)
        self.assertEqual([labels[i] for i in path], ["B-PER", "I-PER"])

    def test_spans(self):
        self.assertEqual(spans(["B-PER", "I-PER", "B-ORG", "O"]), [(0, 2, "PER"), (2, 3, "ORG")])


if __name__ == "__main__":
    unittest.main()
