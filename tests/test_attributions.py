"""Who says what by which words: the table is the specification of the layer."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from consilience.model import Reading
from consilience.reading.sources import source_words
from tests.conftest import ReadText

# The text; source, cue and content of the attribution that is asked about, content parts joined by " … ".
CASES = [
    # indirect speech
    ("Maria Otieno, the health minister, said that the clinic would reopen on Monday.",
     "Maria Otieno, the health minister", "said", "that the clinic would reopen on Monday"),
    ("Officials have said as many as 40 people are missing.", "Officials", "have said", "as many as 40 people are missing"),
    ("Police said they had arrested two men but did not name them.", "Police", "said",
     "they had arrested two men but did not name them"),
    ("The envoy made clear that talks would not resume.", "The envoy", "made clear", "that talks would not resume"),
    # set into what is said
    ("The bridge, engineers said, had been closed twice before.", "engineers", "said",
     "The bridge … had been closed twice before"),
    ("The strike will go on, the union warned, until the company signs.", "the union", "warned",
     "The strike will go on … until the company signs"),
    # direct and mixed
    ("“The road is open,” said Lina Haddad.", "Lina Haddad", "said", "“The road is open,”"),
    ("Lina Haddad said the road was “open to all”.", "Lina Haddad", "said", "the road was “open to all”"),
    ("She called the ruling “a disgrace to the country”.", "She", "called", "the ruling “a disgrace to the country”"),
    ("Turning to the crowd, she shot back: “You were not there when the water came.”", "she", "shot",
     "“You were not there when the water came.”"),
    # broken quotations, and every style of mark
    ("“We searched all night,” Peter Sule told reporters. “There was nobody left in the water.”", "Peter Sule", "told",
     "“We searched all night,” … “There was nobody left in the water.”"),
    ("''We will rebuild,'' said Lina Haddad. ''Nobody will stop us.''", "Lina Haddad", "said",
     "''We will rebuild,'' … ''Nobody will stop us.''"),
    ("``We will rebuild,'' said Lina Haddad.", "Lina Haddad", "said", "``We will rebuild,''"),
    ("‘‘We will rebuild,’’ said Lina Haddad.", "Lina Haddad", "said", "‘‘We will rebuild,’’"),
    ("“We will rebuild,“ said Lina Haddad.", "Lina Haddad", "said", "“We will rebuild,“"),
    ("“The road is open,” he said, adding, “We expect no more snow.”", "he", "adding", "“We expect no more snow.”"),
    # according to, labels
    ("According to the Red Cross, forty families lost their homes.", "the Red Cross", "According to",
     "forty families lost their homes"),
    ("The dam will hold, according to the governor's office.", "the governor's office", "according to", "The dam will hold"),
    ("Mayor Ana Ruiz: the bridge will hold", "Mayor Ana Ruiz", ":", "the bridge will hold"),
    # nouns of saying
    ("The ministry's claim that the wells are safe was met with anger.", "The ministry", "claim", "that the wells are safe"),
    ("Tom Moyo made the claim that the vote was stolen.", "Tom Moyo", "made the claim", "that the vote was stolen"),
    # documents and bodies
    ("A survey by the university shows that two thirds of farmers want to leave.", "A survey by the university", "shows",
     "that two thirds of farmers want to leave"),
    ("Her office put out a statement saying the trip was cancelled.", "Her office", "saying", "the trip was cancelled"),
    # passive
    ("The minister was quoted as saying the camp would close.", "The minister", "saying", "the camp would close"),
    # whose participle
    ("The general argued that a wall would keep smugglers out, saying it had worked before.", "The general", "saying",
     "it had worked before"),
    # how a source takes something
    ("The mayor criticized the company for closing the mine.", "The mayor", "criticized", "the company for closing the mine"),
    ("He sees the plan as a trap.", "He", "sees", "the plan as a trap"),
    # nested: to whom, through whom
    ("Tom Moyo told AFP, citing officials, that nine bodies had been found.", "Tom Moyo", "told",
     "that nine bodies had been found"),
    ("Tom Moyo told AFP, citing officials, that nine bodies had been found.", "Tom Moyo", "citing", "officials"),
    # denials and no answer
    ("The army denied that it had shelled the market.", "The army", "denied", "that it had shelled the market"),
    ("The spokesman did not respond to a request for comment.", "The spokesman", "did not respond to", "a request for comment"),
    # nobody named
    ("The governor reportedly left the country.", "", "reportedly", "The governor … left the country"),
]  # fmt: skip


def _said(reading: Reading) -> list[tuple[str, str, str]]:
    text = reading.report.text
    parts = lambda spans: " … ".join(s.of(text) for s in spans)  # noqa: E731
    return [(parts(a.source), parts(a.cue), parts(a.content)) for a in reading.attributions]


@pytest.mark.parametrize(("text", "source", "cue", "content"), CASES)
def test_who_says_what_by_which_words(
    read_text: ReadText, text: str, source: str, cue: str, content: str
) -> None:
    found = _said(read_text(text))
    assert (source, cue, content) in found, found


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # by a pronoun, by a title, by an office, by a later paragraph, by the verb behind a description
        ("Grace Phiri runs the clinic. She said that it would reopen.", "Grace Phiri"),
        ("Gen. Peter Sule flew in on Monday. “We will stay,” the general said.", "Peter Sule"),
        ("“We will stay,” Grace Phiri, who has led the clinic for ten years, told the crowd.", "Grace Phiri"),
        (
            "“The water came at night,” said Grace Phiri.\n\n“Then the wall broke, and nobody slept.”",
            "Grace Phiri",
        ),
        ("Grace Phiri was angry. Residents who trust her, like Tom Moyo, say that she will win.", "Tom Moyo"),
    ],
)
def test_the_speaker_is_found_across_sentences(read_text: ReadText, text: str, speaker: str) -> None:
    reading = read_text(text)
    names = {e.id: e.name for e in reading.entities}
    if speaker == "Tom Moyo":
        assert all(names.get(a.speaker or "") != "Grace Phiri" for a in reading.attributions)
        return
    assert names.get(reading.attributions[-1].speaker or "") == speaker


def test_who_stands_for_a_noun(read_text: ReadText) -> None:
    reading = read_text("Villagers who say that the dam broke at night have left.")
    (a,) = [a for a in reading.attributions if a.cue[0].of(reading.report.text) == "say"]
    assert a.source[0].of(reading.report.text) == "who"
    assert a.named is not None
    assert a.named.of(reading.report.text) == "Villagers"


def test_paragraphs_of_one_quotation_are_one_statement(read_text: ReadText) -> None:
    text = "Peter Sule said: “We searched the shore.\n\n“We searched the reeds.\n\n“There was nobody.”"
    reading = read_text(text)
    assert [q.of(text) for a in reading.attributions for q in a.quoted] == [
        "We searched the shore.", "We searched the reeds.", "There was nobody.",
    ]  # fmt: skip


def test_a_quotation_nobody_is_named_for_is_kept_apart(read_text: ReadText) -> None:
    text = (
        "Stone of the lake\n\nOn the wall stands a line. “Here the water will come again one day.” It is old."
    )
    reading = read_text(text)
    assert [s.of(text) for s in reading.unattributed] == ["Here the water will come again one day."]


@pytest.mark.parametrize(
    "text",
    [
        "A group called Black Water meets here.",
        "The trend will continue for years.",
        "She hosts “The Morning Show” on Mondays.",
    ],
)
def test_what_is_nobodys_statement(read_text: ReadText, text: str) -> None:
    assert read_text(text).attributions == ()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["“", "”", '"', "''", "``", "‘", "’", "he said", "Jane Doe", ",", ".", "\n\n", "that it", "rains",
                                 ":", "according to", "١", "😀", " "]), max_size=14))  # fmt: skip
def test_any_marks_give_spans_inside_the_text(read_text: ReadText, parts: list[str]) -> None:
    text = "Rain. " + " ".join(parts)
    reading = read_text(text)
    for a in reading.attributions:
        assert a.cue or a.source
        for span in (*a.source, *a.cue, *a.content, *a.quoted):
            assert 0 <= span.start <= span.end <= len(text)
    assert read_text(text).attributions == reading.attributions


@pytest.mark.parametrize(("word", "part", "dep"), [(",", "PUNCT", "nsubj"), ("of", "ADP", "case")])
def test_a_parse_that_slips_names_nobody(word: str, part: str, dep: str) -> None:
    """A subject that is punctuation or a preposition, as a parse may have it, is no source and no fault."""
    doc = Doc(
        spacy.blank("en").vocab, words=[word, "said", "so"], heads=[1, 1, 1], pos=[part, "VERB", "ADV"],
        deps=[dep, "ROOT", "advmod"],
    )  # fmt: skip
    assert source_words(doc[0], doc[1]) == []
