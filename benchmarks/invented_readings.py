"""Readings of news that never was, made by a seeded generator: stories of a few reports, with passages taken over.

As dense in time however many there are, so that more of them are more years. Every name is new with its story; words follow
Zipf's law. About 80 words a report.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from consilience.model import (
    Attribution,
    Entity,
    EventMention,
    Mention,
    PlaceMention,
    Quantity,
    Reading,
    Received,
    Report,
    Span,
)

A_DAY = 200  # reports
BEGIN = date(2000, 1, 1)
SYLLABLES = [a + b for a in "b d f g k l m n p r s t v z".split() for b in "a e i o u an er ol ist".split()]
LEXICON = 30_000
VERBS = [("killed", "kill", "death"), ("arrested", "arrest", "arrest"), ("rescued", "rescue", "other"), ("injured", "injure", "injury")]  # fmt: skip
THINGS = [("miners", "miner"), ("passengers", "passenger"), ("houses", "house"), ("soldiers", "soldier"), ("pupils", "pupil")]  # fmt: skip


def word(number: int) -> str:
    """The word of a number, the same always."""
    made = ""
    number += len(SYLLABLES)
    while number:
        number, syllable = divmod(number, len(SYLLABLES))
        made += SYLLABLES[syllable]
    return made


@dataclass(frozen=True)
class Plot:
    """What all reports of one story tell of."""

    person: str
    place: str
    topic: tuple[str, ...]
    verb: tuple[str, str, str]
    thing: tuple[str, str]
    count: int
    quote: str
    wire: str
    begin: int


def plots(count: int, seed: int, more: float) -> Iterator[tuple[int, Plot]]:
    """(report number, its story), until there are `count` reports; a story has about `more` beside its first."""
    number = story = 0
    while number < count:
        chance = random.Random(f"{seed} {story}")
        topic = tuple(_common(chance) for _ in range(12))
        name = " ".join(word(story * 2 + n + LEXICON).capitalize() for n in (0, 1))
        place = word(story + 10 * LEXICON).capitalize()
        plot = Plot(name, place, topic, chance.choice(VERBS), chance.choice(THINGS), chance.randint(2, 90),
                    _sentence(chance, topic, 9), _sentence(chance, topic, 25), number // A_DAY)  # fmt: skip
        for _ in range(min(1 + int(chance.expovariate(1 / more)), count - number)):
            yield number, plot
            number += 1
        story += 1


def _common(chance: random.Random) -> str:
    return word(int(LEXICON ** chance.random()))


def _sentence(chance: random.Random, topic: tuple[str, ...], length: int) -> str:
    return " ".join(chance.choice(topic) if chance.random() < 0.4 else _common(chance) for _ in range(length))


class _Writer:
    """A text that grows, with the spans of what is put into it."""

    def __init__(self) -> None:
        self.text = ""

    def put(self, words: str) -> Span:
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text))


def readings(count: int, seed: int = 7, more: float = 2) -> Iterator[tuple[date, Reading]]:
    """So many readings, the first ones the same for every count; `more` as `plots` has it."""
    for number, plot in plots(count, seed, more):
        yield _reading(random.Random(f"{seed} report {number}"), number, plot)


def _reading(chance: random.Random, number: int, plot: Plot) -> tuple[date, Reading]:
    w = _Writer()
    day = BEGIN + timedelta(plot.begin + int(chance.expovariate(0.7)))
    w.put(_sentence(chance, plot.topic, 12).capitalize() + ". ")
    if chance.random() < 0.5:
        w.put(plot.wire.capitalize() + ". ")
    first = len(w.text)
    value = w.put(str(plot.count + (chance.random() < 0.2)))
    w.put(" ")
    thing = w.put(plot.thing[0])
    w.put(" were ")
    trigger = w.put(plot.verb[0])
    w.put(" in ")
    place = w.put(plot.place)
    w.put(". ")
    told = Span(first, len(w.text) - 1)
    w.put("“")
    quoted = w.put(plot.quote.capitalize())
    w.put(",” ")
    cue = w.put("said")
    w.put(" ")
    person = w.put(plot.person)
    w.put(". " + _sentence(chance, plot.topic, 20).capitalize() + ".")
    report = Report(
        f"{hashlib.sha256(w.text.encode()).hexdigest()[:16]}-{number}", f"made.jsonl:{number + 1}", w.text,
        Received("made", b"", "application/jsonl", ""), plot.wire[:40], f"Outlet {chance.randint(1, 60)}", published=day.isoformat(), language="en",
    )  # fmt: skip
    return day, Reading(
        report,
        sentences=(Span(0, first - 1), told, Span(told.end + 1, len(w.text))),
        entities=(Entity("e1", plot.person, "person"), Entity("e2", plot.place, "place")),
        mentions=(Mention(place.start, place.end, "e2", "name"), Mention(person.start, person.end, "e1", "name")),
        places=(PlaceMention(place.start, place.end, plot.place, reason="It is in no gazetteer."),),
        quantities=(
            Quantity(value.start, value.end, float(value.of(w.text)), float(value.of(w.text)), float(value.of(w.text)),
                     Span(value.start, thing.end), head=plot.thing[1], verb=plot.verb[1], role="nsubj:pass"),
        ),
        attributions=(Attribution((person,), (cue,), (quoted,), "e1", True, (quoted,)),),
        events=(
            EventMention("v1", trigger.start, trigger.end, plot.verb[2], plot.verb[1], act=plot.verb[1], place=0, words=told,
                         arguments=(("nsubj:pass", plot.thing[1]),)),
        ),
    )  # fmt: skip
