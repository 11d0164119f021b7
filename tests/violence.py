"""An account of a shelling and a protest, made by hand: for tables of conflict data."""

from __future__ import annotations

from dataclasses import replace

from accounts import reading, report, span, standing, words

from consilience.model import (
    Account,
    Actor,
    Event,
    EventMention,
    Figure,
    FigureValue,
    PlaceMention,
    Quantity,
    Reading,
    Report,
    Story,
    StoryPlace,
)

AGENCY = report(
    "agency",
    "Rockets hit the market of Tavrin on Monday. The shelling of Tavrin killed at least 9 people, doctors said.",
    title="Market shelled", outlet="Delta Agency", published="2022-03-08", url="https://delta.example/market",
)  # fmt: skip
GAZETTE = report(
    "gazette",
    "Twelve people were killed in the shelling of Tavrin, the mayor said. Students marched in Oslava province.",
    title="Twelve dead", outlet="Gazette", published="2022-03-09",
)  # fmt: skip


def violent_account() -> Account:
    """One shelling with two counts of the dead, one march in a province, one event of no such kind."""
    nine = _figure_value(9, None, AGENCY, "at least 9", "doctors")
    twelve = _figure_value(12, 12, GAZETTE, "Twelve", "the mayor")
    dead = Figure(
        "f1", "people killed", "conflicting", (nine, twelve), "Two counts.", standing("doctors", "the mayor")
    )
    shelling = Event(
        "e1", "The shelling of Tavrin killed people", "attack", "2022-03-07", "Tavrin",
        (words(AGENCY, "shelling"), words(GAZETTE, "shelling")), standing("doctors", "the mayor"),
        actors=("Northern Brigade", "Tavrin"),
    )  # fmt: skip
    deaths = Event(
        "e0", "at least 9 people were killed", "death", "2022-03-07", "Tavrin",
        (words(AGENCY, "killed"), words(GAZETTE, "killed")), standing("doctors", "the mayor"),
    )  # fmt: skip
    brigade = Actor("a1", "Northern Brigade", "organization", ("Northern Brigade",), ())
    march = Event(
        "e2", "Students marched", "protest", "2022-03-01/2022-03-07", "Oslava", (words(GAZETTE, "marched"),),
        standing("Gazette"),
    )  # fmt: skip
    hit = Event("e3", "doctors said", "statement", None, None, (words(AGENCY, "said"),), standing("doctors"))
    places = (
        StoryPlace("p1", "Tavrin", ("Tavrin",), (words(AGENCY, "Tavrin"),), 48.5, -12.25, 11, "UA"),
        StoryPlace("p2", "Oslava", ("Oslava",), (words(GAZETTE, "Oslava"),), 50.0, 30.0, 12, "UA"),
    )
    story = Story("s-war", "Market shelled", (_agency(), _gazette()))
    return Account(
        story=story, dates=(), actors=(brigade,), places=places, figures=(dead,), quotes=(), events=(deaths, shelling, march, hit),
        copies=(), relays=(), contradictions=(), receipts=(), origins=(),
    )  # fmt: skip


def _figure_value(low: float, high: float | None, one: Report, said: str, origin: str) -> FigureValue:
    return FigureValue(low, low, high, (words(one, said, None, origin),))


def _agency() -> Reading:
    where, told = span(AGENCY, "at least 9"), span(AGENCY, "shelling")
    place = span(AGENCY, "Tavrin")
    return replace(
        reading(AGENCY),
        quantities=(Quantity(where.start, where.end, 9, 9, None, None, None, "people", (), "kill", "obj"),),
        events=(
            EventMention("v1", told.start, told.end, "attack", "shelling", plover="ASSAULT", act="bomb"),
            _killed(AGENCY),
        ),
        places=(PlaceMention(place.start, place.end, "Tavrin", 48.5, -12.25, 11, "UA", "PPL"),),
    )


def _gazette() -> Reading:
    where, told, marched = (span(GAZETTE, said) for said in ("Twelve", "shelling", "marched"))
    place = span(GAZETTE, "Oslava")
    return replace(
        reading(GAZETTE),
        quantities=(
            Quantity(where.start, where.end, 12, 12, 12, None, None, "people", (), "kill", "nsubj:pass"),
        ),
        events=(
            _killed(GAZETTE),
            EventMention("v1", told.start, told.end, "attack", "shelling", plover="ASSAULT", act="bomb"),
            EventMention(
                "v2", marched.start, marched.end, "protest", "march", plover="PROTEST", act="protest"
            ),
        ),
        places=(PlaceMention(place.start, place.end, "Oslava", 50.0, 30.0, 12, "UA", "ADM1"),),
    )


def _killed(one: Report) -> EventMention:
    """The deaths in the shelling: no event of their own for data on conflict."""
    where = span(one, "killed")
    return EventMention(
        "v0", where.start, where.end, "death", "kill", plover="ASSAULT", act="kill", within=("v1",)
    )
