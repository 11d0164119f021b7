"""What happened: triggers, dates, and which mentions of several reports are of one happening."""

from __future__ import annotations

import pytest

from consilience.model import Account, EventMention, Reading
from consilience.pipeline import build_readings
from tests.conftest import ReadText


def trigger(read_text: ReadText, text: str, word: str) -> EventMention:
    reading = read_text(text, published="2024-03-15")  # a Friday
    return next(e for e in reading.events if reading.report.text[e.start : e.end].startswith(word))


def account(*readings: Reading) -> Account:
    built = build_readings(list(readings))
    assert built.failures == ()
    assert len(built.accounts) == 1
    return built.accounts[0]


@pytest.mark.parametrize(
    ("text", "words", "act"),
    [
        ("The guard opened fire on the visitors.", "opened fire", "shoot"),
        ("The rebels took prisoner two soldiers.", "took prisoner", "capture"),
        ("The bomber blew up the bridge.", "blew up", "detonate"),
        ("The Red Front claimed responsibility on Monday.", "claimed responsibility", "claim_responsibility"),
        ("The union signed a deal with the company.", "deal", "agree"),
        ("An air strike destroyed the depot.", "strike", "bomb"),
        ("Union leaders ended the strike at the plant.", "strike", "picket"),
    ],
)
def test_what_a_trigger_tells_of(read_text: ReadText, text: str, words: str, act: str) -> None:
    found = trigger(read_text, text, words.split()[0])
    assert text[found.start : found.end] in {words, words.split()[0]}
    assert found.act.split("_")[0] == act.split("_")[0]


@pytest.mark.parametrize(
    ("text", "word", "date"),
    [
        ("The ferry sank on Monday.", "sank", "2024-03-11"),
        ("On Monday, gunmen attacked the camp, killing nine people.", "killing", "2024-03-11"),
        ("The two sides reached an agreement on Wednesday.", "agreement", "2024-03-13"),
        ("The blast killed nine people on Wednesday.", "blast", "2024-03-13"),
        ("The minister condemned the blast on Wednesday.", "blast", None),
        ("The bridge collapsed last week.", "collapsed", "2024-03-04/2024-03-10"),
        ("The bridge collapsed.", "collapsed", None),
        (
            "The minister resigned: a report Tuesday.",
            "resigned",
            None,
        ),  # a noun of saying, which no verb ends
        ("The mayor resigned, a tweet on Thursday.", "resigned", None),
    ],
)
def test_when_it_happened(read_text: ReadText, text: str, word: str, date: str | None) -> None:
    assert trigger(read_text, text, word).date == date


FIRST = """A gunman killed three aid workers at a clinic in Zomba on Tuesday, the police said.

The killings shocked the town. In January 2019, a driver was killed at the same clinic."""
SECOND = """Three aid workers were killed in Zomba, officials said on Thursday.

The attack came days before the vote. The gunman opened fire on the workers at the gate of the clinic."""


def test_one_happening_under_several_words_is_one(read_text: ReadText) -> None:
    story = account(
        read_text(FIRST, file="a.txt", outlet="Shire Post", published="2024-03-13"),
        read_text(SECOND, file="b.txt", outlet="Lake News", published="2024-03-14"),
    )
    killing = max(
        (e for e in story.events if "kill" in e.what or "Kill" in e.what), key=lambda e: len(e.evidence)
    )
    assert len({e.report for e in killing.evidence}) == 2
    assert killing.date == "2024-03-12"
    old = [e for e in story.events if e.date and e.date.startswith("2019")]
    assert len(old) == 1
    assert not set(old[0].evidence) & set(killing.evidence)


def test_five_more_are_not_those_found_before(read_text: ReadText) -> None:
    story = account(
        read_text("Divers find five more bodies in Lake Malombe\n\nThey searched on Thursday.", file="a.txt", published="2024-03-15"),
        read_text("Nine bodies were found in Lake Malombe on Monday, the police said.", file="b.txt", published="2024-03-12"),
    )  # fmt: skip
    assert all(len({e.report for e in event.evidence}) == 1 for event in story.events)


def test_days_that_exclude_each_other_are_a_contradiction(read_text: ReadText) -> None:
    text = "The aid convoy of the Red Crescent reached the besieged town of Zomba in Malawi on {}, the army said."
    story = account(
        read_text(text.format("Monday"), file="a.txt", published="2024-03-14"),
        read_text(text.format("Tuesday"), file="b.txt", published="2024-03-14"),
    )
    (found,) = [c for c in story.contradictions if c.kind == "date"]
    assert [s.says for s in found.sides] == ["2024-03-11", "2024-03-12"]


def figures(read_text: ReadText, *texts: str) -> dict[str, list[float | None]]:
    readings = [read_text(t, file=f"{n}.txt", published="2024-03-14") for n, t in enumerate(texts)]
    return {f.status: [v.value for v in f.values] for f in account(*readings).figures}


def test_numbers_close_to_each_other_conflict(read_text: ReadText) -> None:
    found = figures(
        read_text,
        "The strike halted work at 30 plants of the carmaker on Monday.",
        "The strike halted work at 31 factories of the carmaker on Monday.",
    )
    assert found == {"conflicting": [30, 31]}


def test_numbers_far_from_each_other_are_of_different_things(read_text: ReadText) -> None:
    found = figures(
        read_text,
        "The strike halted work at 30 plants of the carmaker on Monday.",
        "The strike is about four plants of the carmaker, the union said on Monday.",
    )
    assert "conflicting" not in found


def test_a_rare_sum_of_money_is_one_whatever_is_said_of_it(read_text: ReadText) -> None:
    found = figures(
        read_text,
        "Shares of the carmaker closed at $36.65 on Monday after the strike ended.",
        "News of the deal left the carmaker's stock at $36.65 by the evening of Monday, after the strike.",
    )
    assert found == {"agreed": [36.65]}


@pytest.mark.parametrize(
    ("text", "value", "head"),
    [
        ("3 aid workers shot dead in Zomba\n\nThe guard fled.", 3, "worker"),
        ("The blast at the hotel killed nine.", 9, "person"),
    ],
)
def test_counts_of_people(read_text: ReadText, text: str, value: float, head: str) -> None:
    quantity = read_text(text).quantities[0]
    assert (quantity.value, quantity.head) == (value, head)


@pytest.mark.parametrize(
    "text",
    [
        '"We destroyed a small bridge", US Army Col. Jane Banda, spokesman for the coalition, told the agency.',
        '"It was a good day for everybody in the town," Jane Banda, who lived in the house for a long time, said Thursday.',
    ],
)
def test_a_speaker_behind_a_description(read_text: ReadText, text: str) -> None:
    reading = read_text(text)
    (said,) = [a for a in reading.attributions if a.quoted]
    names = {e.id: e.name for e in reading.entities}
    assert "Jane Banda" in names[said.speaker or ""]
