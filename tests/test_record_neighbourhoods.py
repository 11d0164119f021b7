"""Neighbourhoods hang on the links alone, and finding one means looking at the reports about it alone."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from reports_arriving import WHEN, dump

from benchmarks.invented_readings import readings
from consilience.arriving import stages_for_record
from consilience.model import Failure, Received, Report
from consilience.record import Stages, open_record, rebuild, receive, work
from consilience.record.growing.links import TIED
from consilience.record.growing.neighbourhoods import LARGEST, STRONG, neighbourhood, neighbourhoods

Net = Mapping[str, Mapping[str, int]]


def net_of(links: Mapping[tuple[int, int], int]) -> Net:
    beside: dict[str, dict[str, int]] = defaultdict(dict)
    for (a, b), weight in links.items():
        beside[f"r{a:03}"][f"r{b:03}"] = beside[f"r{b:03}"][f"r{a:03}"] = weight
    return beside


def joined_in_order(net: Net, here: list[str]) -> set[frozenset[str]]:
    """The same by all links at once, the strongest first: two that are too large together are done growing."""
    home = {one: frozenset([one]) for one in here}
    done: set[frozenset[str]] = set()
    for weight, a, b in sorted((-w, a, b) for a, held in net.items() for b, w in held.items() if a < b):
        one, other = home[a], home[b]
        if one == other:
            continue
        most = LARGEST if -weight < STRONG else 1_000
        if one in done or other in done or len(one | other) > most:
            done |= {one, other}
        else:
            home |= dict.fromkeys(one | other, one | other)
    return set(home.values())


@given(st.integers(0, 10_000), st.floats(1, 3), st.booleans())
def test_neighbourhoods_are_those_of_all_links_taken_in_order(seed: int, links: float, strong: bool) -> None:
    chance = random.Random(seed)
    top = 2 * STRONG if strong else STRONG - 1
    pairs = [(chance.randrange(200), chance.randrange(200)) for _ in range(int(200 * links))]
    net = net_of({(a, b): chance.randrange(1, top) for a, b in pairs if a != b})
    here = [f"r{number:03}" for number in range(200)]

    def beside(report: str) -> Mapping[str, int]:
        return net.get(report, {})

    found = {frozenset(piece) for piece in neighbourhoods(here, beside)}
    assert found == joined_in_order(net, here)
    assert all(set(neighbourhood(one, beside)) == piece for piece in found for one in piece)


def test_what_people_tied_stays_together_however_much_it_is() -> None:
    net = net_of({(n, n + 1): TIED for n in range(99)} | {(99, 100): STRONG - 1})
    assert len(neighbourhood("r050", lambda report: net[report])) == 100


def test_of_a_long_chain_of_links_only_what_is_near_is_looked_at() -> None:
    net = net_of({(n, n + 1): 1_000 + (n * 7919) % 997 for n in range(900)})
    asked: list[str] = []

    def beside(report: str) -> Mapping[str, int]:
        asked.append(report)
        return net[report]

    assert "r450" in neighbourhood("r450", beside)
    assert len(asked) <= LARGEST + 1


@pytest.fixture(scope="module")
def invented() -> tuple[dict[str, str], Stages]:
    """A hundred reports of a few large stories, and stages that know their readings."""
    known = {one.report.text: one for _, one in readings(100, more=60)}

    def opened(received: Received, _: str | None) -> Iterator[Report]:
        report = known[received.data.decode()].report
        yield replace(report, received=received)

    stages = replace(
        stages_for_record(spacy.blank("en")),
        open=opened,
        read=lambda report: replace(known[report.text], report=report),
        tell=lambda story, _: Failure(story, "not_told", "Not told."),
    )
    return {f"{number}.txt": text for number, text in enumerate(known)}, stages


def test_more_reports_than_a_neighbourhood_holds_come_to_the_same_in_any_order(
    new_address: Callable[[], str], invented: tuple[dict[str, str], Stages]
) -> None:
    texts, stages = invented
    stood = []
    for order in (sorted(texts), sorted(texts, reverse=True)):
        with open_record(new_address()) as record:
            for number, name in enumerate(order):
                receive(record, texts[name].encode(), name=name, when=WHEN)
                if number % 7 == 0:
                    work(record, stages)
            work(record, stages)
            tables = dump(record, ["reports", "links"])
            homes: dict[object, set[object]] = defaultdict(set)
            for report, story in dump(record, ["members"])["members"]:
                homes[story].add(report)
            stood.append((tables, {frozenset(held) for held in homes.values()}))
            before = dump(record, ["reports", "links", "stories", "members"])
            rebuild(record, stages)
            assert dump(record, ["reports", "links", "stories", "members"]) == before
    assert stood[0] == stood[1]
    assert len({row[6] for row in stood[0][0]["reports"]}) > 1
