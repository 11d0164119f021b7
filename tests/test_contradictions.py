"""What two reports cannot both be right about, and what they can."""

from __future__ import annotations

import pytest

from consilience.model import Contradiction
from consilience.pipeline import build_readings
from tests.conftest import ReadText

HEAD = "Ferry sinks off Likoma\n\n{outlet}, 2024-03-12\n\nThe ferry Chilembwe sank off Likoma on Monday in a storm. "
# Two continuations of one story; the kind and a word of each side of what is raised, or nothing.
RAISED = [
    ("The navy rescued 40 fishermen.", "The navy did not rescue 40 fishermen.", "fact", "rescued", "did not"),
    ("The inspectors approved the ferry.", "The inspectors rejected the ferry.", "fact", "approved", "rejected"),
    ("The captain, Tom Moyo, 54, was on deck.", "The captain, Tom Moyo, 45, was on deck.", "fact", "54", "45"),
    ("It carried 70 soldiers from Mzuzu.", "It carried 70 soldiers and their families from Mzuzu.", "fact", "70 soldiers", "families"),
    ("It carried 120 passengers.", "It carried 30 men, 40 women and 45 children.", "fact", "120", "30 + 40 + 45 = 115"),
    ("“Nobody counted the passengers that night,” said Ruth Mvula.", "“Nobody counted the passengers that night,” said Grace Phiri.",
     "quote", "Ruth Mvula", "Grace Phiri"),
    ("“Nobody had counted the passengers that night at the port,” said Ruth Mvula.",
     "“Nobody counted the passengers that night at the port,” said Ruth Mvula.", "quote", "had counted", "Nobody counted"),
]  # fmt: skip
LEFT = [
    # somebody else may have done it; not yet; described, not named; a sign for what is left out; one number with a bound
    ("The captain does not sell tickets.", "Fifty tickets were sold on Monday."),
    ("The navy has not yet found the wreck.", "The navy found the wreck."),
    ("“Nobody counted the passengers that night,” said a survivor.", "“Nobody counted the passengers that night,” said Grace Phiri."),
    ("“Nobody counted … that night at the port,” said Ruth Mvula.",
     "“Nobody counted the passengers that night at the port,” said Ruth Mvula."),
    ("At least 20 people drowned.", "The storm drowned 23 people."),
    ("Dozens of people drowned.", "The storm drowned 53 people."),
    ("The wreck lies five miles from the shore.", "The wreck lies 8 kilometres from the shore."),
]  # fmt: skip


def _raised(read_text: ReadText, first: str, second: str) -> list[Contradiction]:
    readings = [
        read_text(
            HEAD.format(outlet=outlet) + said, file=f"{outlet}.txt", outlet=outlet, published="2024-03-12"
        )
        for outlet, said in (("Lake Post", first), ("Shore Daily", second))
    ]
    return [c for account in build_readings(readings).accounts for c in account.contradictions]


@pytest.mark.parametrize(("first", "second", "kind", "here", "there"), RAISED)
def test_raised(read_text: ReadText, first: str, second: str, kind: str, here: str, there: str) -> None:
    found = [c for c in _raised(read_text, first, second) if c.kind == kind]
    assert any(
        any(here in s.says for s in c.sides) and any(there in s.says for s in c.sides) for c in found
    ), found


@pytest.mark.parametrize(("first", "second"), LEFT)
def test_left_out(read_text: ReadText, first: str, second: str) -> None:
    assert _raised(read_text, first, second) == []


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("“Nobody counted the passengers that night at the port,” said Ruth Mvula.",
         "“Nobody counted the passengers that night,” said Ruth Mvula.", "shortened"),
        ("“Nobody counted the passengers that night at the port of Likoma,” said Ruth Mvula.",
         "“Nobody counted the passengers at the port of Likoma,” said Ruth Mvula.", "joined"),
        ("“Nobody counted the passengers who boarded that night in Likoma,” said Ruth Mvula.",
         "“No one had counted passengers boarding at Likoma on the night,” said Ruth Mvula.", "rendered"),
    ],
)  # fmt: skip
def test_wordings_are_classed(read_text: ReadText, first: str, second: str, kind: str) -> None:
    readings = [
        read_text(HEAD.format(outlet=o) + said, file=f"{o}.txt", outlet=o, published="2024-03-12")
        for o, said in (("Lake Post", first), ("Shore Daily", second))
    ]
    (quote,) = [q for a in build_readings(readings).accounts for q in a.quotes]
    assert set(quote.wordings) == {"full", kind}
