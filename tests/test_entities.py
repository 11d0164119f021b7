"""Who and what a report names: the tables are the specification of the layer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.model import Reading
from tests.conftest import ReadText


def mentions(reading: Reading, name: str) -> list[str]:
    """The words of every mention of the entity of this name, in order."""
    ids = {e.id for e in reading.entities if e.name == name}
    assert ids, [e.name for e in reading.entities]
    return [reading.report.text[m.start : m.end] for m in reading.mentions if m.entity in ids]


CASES = [
    # full names and surnames
    ("Grace Phiri opened the clinic. Phiri had waited for years.", "Grace Phiri", ["Grace Phiri", "Phiri"]),
    # acronyms, introduced in brackets
    ("The World Food Programme (WFP) sent trucks. WFP said they arrived.", "World Food Programme",
     ["World Food Programme", "WFP", "WFP"]),
    # titles and appositions
    ("Peter Sule, an army spokesman, denied it.", "Peter Sule", ["Peter Sule", "an army spokesman"]),
    ("Army spokesman Peter Sule denied it.", "Peter Sule", ["Army spokesman", "Peter Sule"]),
    # an office that one alone holds
    ("Gen. Peter Sule flew in on Monday. The general left on Tuesday.", "Peter Sule", ["Peter Sule", "The general"]),
    ("Mayor Ruth Mvula came. Nobody had told the mayor.", "Ruth Mvula", ["Ruth Mvula", "the mayor"]),
    # the board, the group
    ("The Lake Safety Board met on Friday. The board found no fault.", "Lake Safety Board", ["Lake Safety Board", "The board"]),
    ("Amnesty International published photographs. The group said they were new.", "Amnesty International",
     ["Amnesty International", "The group"]),
    # pronouns where one reading only is possible
    ("Grace Phiri runs the clinic. She opened it in May.", "Grace Phiri", ["Grace Phiri", "She"]),
]  # fmt: skip
NOT = [
    # two hold the office; another's office; one of two persons; a lesser office
    ("Gen. Peter Sule met Gen. Tom Moyo. The general left.", "Peter Sule", "The general"),
    ("Vice President Ruth Mvula came. The president stayed away.", "Ruth Mvula", "The president"),
    ("Grace Phiri met Martha Banda. She was angry.", "Grace Phiri", "She"),
    ("Mayor Ruth Mvula lost. The new mayor comes on Friday.", "Ruth Mvula", "The new mayor"),
    ("Amnesty International and Oxfam published it. The group said more.", "Amnesty International", "The group"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "said"), CASES)
def test_what_stands_for_an_entity(read_text: ReadText, text: str, name: str, said: list[str]) -> None:
    assert sorted(mentions(read_text(text), name)) == sorted(said)


@pytest.mark.parametrize(("text", "name", "words"), NOT)
def test_where_two_can_be_meant_nobody_is(read_text: ReadText, text: str, name: str, words: str) -> None:
    assert words not in mentions(read_text(text), name)


def test_two_persons_with_one_surname_stay_two(read_text: ReadText) -> None:
    reading = read_text("Michel Aoun met Joseph Aoun in Beirut. Michel Aoun thanked him. Joseph Aoun left.")
    assert {"Michel Aoun", "Joseph Aoun"} <= {e.name for e in reading.entities}


def test_a_role_stands_with_the_name(read_text: ReadText) -> None:
    reading = read_text("Col. Peter Sule spoke first.")
    assert [m.role for m in reading.mentions if m.kind == "name"] == ["Col."]


def test_a_name_is_healed_by_what_the_report_shows_elsewhere(read_text: ReadText) -> None:
    """A name found whole elsewhere is one name wherever its words stand, also in a headline in capitals of its own."""
    text = (
        "Nkhotakota Fish Market burns down\n\nThe Nkhotakota Fish Market burned on Monday. Traders at the Nkhotakota Fish Market "
        "lost everything. Nobody guards the Nkhotakota Fish Market."
    )
    reading = read_text(text)
    names = [m for m in reading.mentions if m.kind == "name"]
    whole = [m for m in names if text[m.start : m.end] == "Nkhotakota Fish Market"]
    assert len(whole) == text.count("Nkhotakota Fish Market")


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(["Grace Phiri", "Phiri", "Gen.", "the general", "the group", "She", "(WFP)", "WFP", "’s", ",", ".",
                                 "\n", "met", "is", "İ", "ß", "ﬁ", "Élise", "of", "–"]), max_size=14))  # fmt: skip
def test_any_text_gives_mentions_of_known_entities_inside_it(read_text: ReadText, parts: list[str]) -> None:
    text = " ".join(["Rain fell.", *parts])
    reading = read_text(text)
    known = {e.id for e in reading.entities}
    starts = [m.start for m in reading.mentions]
    assert starts == sorted(starts)
    assert all(m.entity in known and 0 <= m.start < m.end <= len(text) for m in reading.mentions)
    assert read_text(text).mentions == reading.mentions
