"""The language pipeline: trees, and marks that do not depend on what else is read."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from spacy.language import Language

from consilience.language import Parses
from consilience.language.tree import decode_tree, is_tree

NEWS = "Rescuers found nine bodies near Mkondowe on Tuesday, the police said. The search went on, with 14 people missing."


@given(
    st.integers(1, 12).flatmap(
        lambda n: hnp.arrays(np.float32, (n, n + 1), elements=st.floats(-9, 9, width=32))
    )
)
def test_any_scores_give_one_tree_with_one_root(scores: np.ndarray) -> None:
    heads = decode_tree(scores)
    assert is_tree(heads)
    assert (heads == 0).sum() == 1


def test_a_cycle_is_broken_at_the_least_cost() -> None:
    scores = np.array([[0.0, -9, 5, 0], [4.0, 5, -9, 0], [0.0, 3, 1, -9]], dtype=np.float32)
    assert decode_tree(scores).tolist() == [2, 0, 1]


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n\n", "word", "🙂 🙃", "شرطة المدينة قالت", "a​b ‮c", NEWS, "\n " + NEWS + "\n\n\n" + NEWS + " ",
     " ".join(["word"] * 1500), "(" * 300, "“" + NEWS],
)  # fmt: skip
def test_the_text_stays_and_every_word_hangs_in_its_sentence(language: Language, text: str) -> None:
    doc = language(text)
    assert doc.text == text
    for sentence in doc.sents:
        inside = range(sentence.start, sentence.end)
        assert sum(t.head.i == t.i for t in sentence) == 1
        assert all(t.head.i in inside for t in sentence)


def test_a_text_is_marked_alike_alone_and_among_others(language: Language) -> None:
    def marks(doc) -> list:
        return [(t.tag_, t.pos_, t.lemma_, t.dep_, t.head.i, t.ent_type_) for t in doc]

    alone = marks(language(NEWS))
    among = [marks(d) for d in language.pipe(["Short.", NEWS, NEWS * 4, "x"])]
    assert among[1] == alone


def test_a_plain_sentence_is_understood(language: Language) -> None:
    doc = language("The minister told reporters in Nairobi that three soldiers had been killed.")
    by_word = {t.text: t for t in doc}
    assert by_word["minister"].dep_ == "nsubj"
    assert by_word["soldiers"].dep_ == "nsubj:pass"
    assert by_word["three"].dep_ == "nummod"
    assert by_word["killed"].lemma_ == "kill"
    assert ("Nairobi", "LOC") in [(e.text, e.label_) for e in doc.ents]


def test_sentences_end_where_paragraphs_do(language: Language) -> None:
    doc = language("Ferry sinks off northern coast\n\nNine people died on Tuesday. The search goes on.")
    assert [s.text.strip() for s in doc.sents] == [
        "Ferry sinks off northern coast", "Nine people died on Tuesday.", "The search goes on.",
    ]  # fmt: skip


def test_a_text_that_comes_again_is_parsed_once(language: Language) -> None:
    parses = Parses(language)
    first, other = parses(NEWS), parses("The search was given up on Friday.")
    assert parses(NEWS) is first
    assert parses("The search was given up on Friday.") is other
    assert [t.dep_ for t in first] == [t.dep_ for t in language(NEWS)]


def test_only_the_last_parses_are_kept(language: Language) -> None:
    parses = Parses(language, most=3 * len(NEWS))
    first, second = parses(NEWS), parses(NEWS + "!")
    parses(NEWS)
    parses(NEWS + "?")
    assert parses(NEWS) is first
    assert parses(NEWS + "!") is not second
