"""Any installed spaCy pipeline can take the place of ours, if it gives what is needed."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from consilience.errors import PipelineError
from consilience.language import load_pipeline
from consilience.language.clear_labels import clear_to_ud
from consilience.language.requirements import check


def test_the_shipped_pipeline_gives_what_is_needed() -> None:
    check(load_pipeline())


def test_a_pipeline_that_is_not_installed_is_named() -> None:
    with pytest.raises(PipelineError, match="en_no_such_pipeline"):
        load_pipeline("en_no_such_pipeline")


def test_a_pipeline_that_lacks_a_parse_is_refused_with_what_it_lacks(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.to_disk(tmp_path / "bare")
    with pytest.raises(PipelineError, match=r"lemmas.*dependency parse.*named entities"):
        load_pipeline(str(tmp_path / "bare"))


def test_a_pipeline_saved_to_disk_is_loaded_by_its_folder(tmp_path: Path) -> None:
    load_pipeline().to_disk(tmp_path / "ours")
    doc = load_pipeline(str(tmp_path / "ours"))("Nine people died in Lusaka on Monday.")
    assert any(t.dep_ == "nsubj" for t in doc)


def test_clearnlp_labels_become_universal_dependencies() -> None:
    words = [
        "Officials",
        "in",
        "Kabul",
        "said",
        "three",
        "doctors",
        "were",
        "killed",
        "by",
        "a",
        "guard",
        ".",
    ]
    heads = [3, 0, 1, 3, 5, 7, 7, 3, 7, 10, 8, 3]
    deps = [
        "nsubj",
        "prep",
        "pobj",
        "ROOT",
        "nummod",
        "nsubjpass",
        "auxpass",
        "ccomp",
        "agent",
        "det",
        "pobj",
        "punct",
    ]
    pos = ["NOUN", "ADP", "PROPN", "VERB", "NUM", "NOUN", "AUX", "VERB", "ADP", "DET", "NOUN", "PUNCT"]
    doc = Doc(spacy.blank("en").vocab, words=words, heads=heads, deps=deps, pos=pos, lemmas=words, tags=pos)
    found = {t.text: (t.dep_, t.head.text) for t in clear_to_ud(doc)}
    assert found["Kabul"] == ("nmod", "Officials")
    assert found["in"] == ("case", "Kabul")
    assert found["doctors"] == ("nsubj:pass", "killed")
    assert found["guard"] == ("obl:agent", "killed")
    assert found["by"] == ("case", "guard")
    assert found["said"] == ("root", "said")


def test_a_copula_hangs_on_its_predicate() -> None:
    words = ["The", "leaders", "were", "happy", "."]
    heads, deps = [1, 2, 2, 2, 2], ["det", "nsubj", "ROOT", "acomp", "punct"]
    doc = Doc(spacy.blank("en").vocab, words=words, heads=heads, deps=deps, pos=["DET", "NOUN", "AUX", "ADJ", "PUNCT"],
              lemmas=["the", "leader", "be", "happy", "."], tags=["DT", "NNS", "VBD", "JJ", "."])  # fmt: skip
    found = {t.text: (t.dep_, t.head.text) for t in clear_to_ud(doc)}
    assert found == {"The": ("det", "leaders"), "leaders": ("nsubj", "happy"), "were": ("cop", "happy"),
                     "happy": ("root", "happy"), ".": ("punct", "happy")}  # fmt: skip
