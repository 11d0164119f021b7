"""Accounts made by hand for the tests of what is shown: three reports of a fire that never happened."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from consilience.model import (
    Account,
    Actor,
    Attribution,
    Build,
    Contradiction,
    Copy,
    DateInference,
    Entity,
    Event,
    EventMention,
    Evidence,
    Failure,
    Figure,
    FigureValue,
    Lineage,
    Mention,
    Movement,
    Naming,
    PlaceMention,
    Quantity,
    Quote,
    Reading,
    Receipt,
    Received,
    Relay,
    Report,
    Side,
    Span,
    Standing,
    Stop,
    Story,
    StoryPlace,
    TimeMention,
)

COURIER = """Fire destroys grain depot in Korvala

By Ines Halder
At least 30 people were hurt when a fire destroyed a grain depot in the port town of Korvala on Monday night, the fire service said.

Flames rose above the harbour and could be seen from villages on the other side of the bay until the roof of the depot fell in.

"We had no water for the first hour," said fire chief Marta Vesk. Two guards are missing.

ADVERTISEMENT
Book your summer ferry now!

The depot belongs to Norhav Grain Company (NGC), which declined to comment."""

HARBOUR = """Eleven in hospital after depot blaze

Flames rose above the harbour and could be seen from villages across the bay until the roof of the depot fell in.

The fire broke out on Tuesday, according to the Valdic News Agency, and injured 34 people. Eleven were still in hospital on Thursday.

"We had no water for the first hour," the deputy mayor, Oskar Lind, said in Korvalla.

Both guards were found alive, Lind said. NGC will rebuild the depot, he added.

What do you think? Leave a comment."""

VOICE = """Depot burns for a second day

The mayor's office in Korvala says that 30 people were hurt. The fire burned 4,000 tonnes of wheat, a third of the harvest.

Listen to us every morning."""


def report(name: str, text: str, **known: str | tuple[str, ...] | None) -> Report:
    """A report named and received as `name`.txt."""
    data = text.encode("utf-8", "surrogatepass")
    received = Received(f"{name}.txt", data, "text/plain", sha256(data).hexdigest())
    return replace(Report(id=name, file=f"{name}.txt", text=text, received=received, language="en"), **known)


def reading(one: Report, *, boilerplate: Sequence[str] = ()) -> Reading:
    """A reading with sentences, split in the plainest way, and boilerplate, given by its words."""
    sentences = tuple(
        Span(*found.span()) for found in re.finditer(r"\S[^\n]*?(?:[.!?]\"?(?=\s|$)|(?=\n|$))", one.text)
    )
    return Reading(one, sentences=sentences, boilerplate=tuple(span(one, words) for words in boilerplate))


def span(one: Report, words: str) -> Span:
    """Where words stand in a report for the first time."""
    start = one.text.index(words)
    return Span(start, start + len(words))


def words(one: Report, said: str, speaker: str | None = None, origin: str | None = None) -> Evidence:
    """The evidence for words of a report."""
    where = span(one, said)
    return Evidence(one.id, where.start, where.end, speaker, origin)


def standing(*origins: str, outlets: int = 1, reports: int = 1) -> Standing:
    """A standing with the sentence that goes with its origins."""
    sentence = f"{len(origins)} origin(s)."
    return Standing(tuple(origins), outlets, reports, 2 if len(origins) > 1 else 3, sentence)


def exactly(number: float, *evidence: Evidence) -> FigureValue:
    """An exact value."""
    return FigureValue(number, number, number, evidence)


def receipt(one: Reading, used: Sequence[str]) -> Receipt:
    """A receipt in which the sentences that hold one of these words are used."""
    boilerplate = [s for s in one.sentences if any(s.overlaps(other) for other in one.boilerplate)]
    told = [
        s
        for s in one.sentences
        if s not in boilerplate and any(said in s.of(one.report.text) for said in used)
    ]
    rest = tuple(s for s in one.sentences if s not in told and s not in boilerplate)
    return Receipt(one.report.id, tuple(told), rest, tuple(boilerplate), ())


courier = report(
    "c0", COURIER, title="Fire destroys grain depot in Korvala", outlet="The Courier", published="2023-06-06"
)
harbour = report("h1", HARBOUR, title="Eleven in hospital after depot blaze", outlet="Harbour Daily")
voice = report(
    "v2",
    VOICE,
    title="Depot burns for a second day",
    outlet="The Courier",
    published="2023-06-07T08:30:00+02:00",
)


def fire_story() -> Story:
    """The three reports as one story with its copied passage."""
    flames = "Flames rose above the harbour and could be seen from villages "
    first = words(courier, flames + "on the other side of the bay until the roof of the depot fell in.")
    second = words(harbour, flames + "across the bay until the roof of the depot fell in.")
    readings = (
        reading(courier, boilerplate=["ADVERTISEMENT\nBook your summer ferry now!"]),
        reading(voice, boilerplate=["Listen to us every morning."]),
        reading(harbour, boilerplate=["What do you think? Leave a comment."]),
    )
    copy = Copy((second, first), "c0", "The Courier published it two days before.")
    return Story("story1", "Fire destroys grain depot in Korvala", readings, (copy,), ("All name Korvala.",))


def fire_figures() -> tuple[Figure, ...]:
    """A conflict, a changed figure, an agreement of bounds, and lone figures with units."""
    hurt = Figure(
        "f1",
        "people were hurt",
        "conflicting",
        (
            FigureValue(30, 30, None, (words(courier, "At least 30", "fire service", "fire service"),)),
            exactly(34, words(harbour, "34", None, "Valdic News Agency")),
            exactly(30, words(voice, "30", None, "mayor's office")),
        ),
        "34 and 30 are given for the same people at the same time.",
        standing("fire service", "Valdic News Agency", "mayor's office", outlets=2, reports=3),
        as_of="2023-06-06",
    )
    missing = Figure(
        "f2",
        "guards are missing",
        "single",
        (exactly(2, words(courier, "Two", None, "The Courier")),),
        "One report gives it.",
        standing("The Courier"),
    )
    hospital = Figure(
        "f3",
        "in hospital",
        "changed",
        (exactly(11, words(harbour, "Eleven were"[:6], None, "Harbour Daily")),),
        "A later state of the people who were hurt.",
        standing("Harbour Daily"),
        as_of="2023-06-08",
        follows="f1",
    )
    wheat = Figure(
        "f4",
        "wheat",
        "single",
        (exactly(4000, words(voice, "4,000 tonnes", None, "The Courier")),),
        "One report gives it.",
        standing("The Courier"),
        unit="tonne",
    )
    return hurt, missing, hospital, wheat


def fire_account() -> Account:
    """Everything the page can show, at least once."""
    story = fire_story()
    no_water = "We had no water for the first hour,"
    quote = Quote(
        "q1",
        no_water,
        "conflicting",
        (
            words(courier, no_water, "Marta Vesk", "Marta Vesk"),
            words(harbour, no_water, "Oskar Lind", "Oskar Lind"),
        ),
        ("Marta Vesk", "Oskar Lind"),
        "The same words are given to two speakers.",
        standing("Marta Vesk", "Oskar Lind", outlets=2, reports=2),
    )
    fire = Event(
        "e1",
        "a fire destroyed a grain depot in the port town of Korvala",
        "disaster",
        "2023-06-05/2023-06-06",
        "Korvala",
        (words(courier, "destroyed a grain depot"), words(harbour, "fire broke out")),
        standing("fire service", "Valdic News Agency", outlets=2, reports=2),
        dates=(
            ("2023-06-05", (words(courier, "Monday night"),)),
            ("2023-06-06", (words(harbour, "Tuesday"),)),
        ),
    )
    found = Event(
        "e2",
        "Both guards were found alive",
        "rescue",
        "2023-06-08",
        None,
        (words(harbour, "found alive", "Oskar Lind"),),
        standing("Oskar Lind"),
        inferred=True,
        actors=("Oskar Lind",),
        told=words(harbour, "Both guards were found alive, Lind said."),
    )
    rebuild = Event(
        "e3", "NGC will rebuild", "other", None, None, (words(harbour, "rebuild"),), standing("Oskar Lind")
    )
    return Account(
        story=story,
        dates=(
            DateInference(
                "h1", "2023-06-08", "It speaks of Thursday as today.", (words(harbour, "on Thursday"),)
            ),
        ),
        actors=(
            Actor(
                "a1",
                "Marta Vesk",
                "person",
                ("Marta Vesk",),
                (words(courier, "Marta Vesk"),),
                ("fire chief",),
            ),
            Actor("a2", "Oskar Lind", "person", ("Oskar Lind", "Lind"), (words(harbour, "Oskar Lind"),)),
            Actor(
                "a3",
                "Norhav Grain Company",
                "organization",
                ("Norhav Grain Company", "NGC"),
                (words(courier, "Norhav Grain Company"), words(harbour, "NGC")),
            ),
        ),
        places=(
            StoryPlace(
                "p1",
                "Korvala",
                ("Korvala", "Korvalla"),
                (words(courier, "Korvala"), words(harbour, "Korvalla")),
                59.4,
                24.7,
                1,
                "EE",
            ),
            StoryPlace("p2", "Norhav", ("Norhav",), (words(courier, "Norhav"),), 60.2, 24.9, 2, "FI"),
            StoryPlace("p3", "Valdic", ("Valdic",), (words(harbour, "Valdic"),)),
        ),
        figures=fire_figures(),
        quotes=(quote,),
        events=(fire, found, rebuild),
        copies=story.copies,
        relays=(_relay(harbour, "according to the Valdic News Agency", "Valdic News Agency"),),
        contradictions=(
            Contradiction(
                "k1",
                "date",
                "The day the fire broke out",
                (
                    Side("Monday night", (words(courier, "Monday night"),)),
                    Side("Tuesday", (words(harbour, "Tuesday"),)),
                ),
                "Both speak of the beginning of the fire.",
            ),
        ),
        receipts=(
            receipt(story.readings[0], ["At least 30", "Flames", "water", "guards"]),
            receipt(story.readings[1], ["30 people", "tonnes"]),
            receipt(story.readings[2], ["Flames", "Tuesday", "Eleven were", "water", "alive", "rebuild"]),
        ),
        origins=(
            ("fire service", ("c0",)),
            ("Valdic News Agency", ("h1",)),
            ("Oskar Lind", ("h1",)),
            ("mayor's office", ("v2",)),
            ("The Courier", ("c0", "v2")),
        ),
        lineages=(
            Lineage("The Courier", ("c0", "v2"), ((0, 4), (0, 2))),
            Lineage("Valdic News Agency", ("h1",), ((4, 6),)),
        ),
        movements=(
            Movement(
                "ferry",
                (
                    Stop("p1", "2023-06-05", words(courier, "Monday night")),
                    Stop("p2", "2023-06-06/2023-06-07", words(harbour, "Tuesday")),
                ),
            ),
        ),
        namings=(
            Naming(
                "actor",
                "Norhav Grain Company",
                (
                    ("Norhav Grain Company", (words(courier, "Norhav Grain Company"),)),
                    ("NGC", (words(courier, "NGC"), words(harbour, "NGC"))),
                ),
            ),
        ),
    )


def _relay(one: Report, said: str, of: str) -> Relay:
    where = span(one, said)
    return Relay(one.id, where.start, where.end, of)


def unread() -> Reading:
    """A report in a language that is not read."""
    kept = report(
        "fr", "Un incendie a détruit un dépôt de céréales.", language="fr", warnings=("It is in French.",)
    )
    return Reading(kept, read=False)


def fire_build() -> Build:
    """One story, a report outside it, and an input that failed."""
    account = fire_account()
    failure = Failure("broken.pdf", "no-text", "The file holds no text; try it through OCR.")
    return Build((*account.story.readings, unread()), (account,), (failure,))


def small_build(
    text: str, *, title: str = "A small story", what: str = "things", **known: str | None
) -> Build:
    """One report of any text with one figure over all of it: for hostile words in every place."""
    one = report("r1", text, title=title, **known)
    whole = Evidence("r1", 0, len(text), speaker=what, origin=what)
    alone = standing(what)
    account = Account(
        story=Story("s", title, (reading(one),)),
        dates=(),
        actors=(Actor("a", what, "person", (what, title), (whole,), (what,)),),
        places=(StoryPlace("p", what, (what, title), (whole,)),),
        figures=(Figure("f", what, "single", (exactly(1, whole),), what, alone),),
        quotes=(Quote("q", what, "conflicting", (whole,), (what, title), what, alone),),
        events=(Event("e", what, "other", "2020-01-01", what, (whole,), alone),),
        copies=(Copy((whole, whole), "r1", what),),
        relays=(Relay("r1", 0, len(text), what),),
        contradictions=(
            Contradiction("k", "fact", what, (Side(what, (whole,)), Side(title, (whole,))), what),
        ),
        receipts=(),
        origins=((what, ("r1",)),),
    )
    return Build(account.story.readings, (account,), (Failure(what, what, what),))


def full_reading() -> Reading:
    """One reading with every layer, for the contract."""
    one = report("q1", "Ana Ruiz said on 5 May 2021 that 17 boats sank off Faro.", published="2021-05-06")
    text = reading(one)
    faro, boats = span(one, "Faro"), span(one, "17 boats")
    return replace(
        text,
        entities=(Entity("n1", "Ana Ruiz", "person"),),
        mentions=(Mention(0, 8, "n1", "name"),),
        times=(TimeMention(17, 27, "DATE", "2021-05-05"),),
        places=(PlaceMention(faro.start, faro.end, "Faro", 37.02, -7.93, 2268339, "PT", "PPLA"),),
        quantities=(Quantity(33, 35, 17.0, 17.0, 17.0, boats),),
        attributions=(Attribution((Span(0, 8),), (Span(9, 13),), (Span(28, len(one.text) - 1),), "n1"),),
        events=(EventMention("v1", 42, 46, "other", "sink", "2021-05-05", 0, 0, ("n1",)),),
    )
