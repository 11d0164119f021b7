"""Any order of the same reports gives the same account; another report changes only what it bears on."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from benchmarks.generated import reports
from consilience.model import Figure, Reading
from consilience.pipeline import build_readings
from consilience.presenting.contract import story_object, to_json
from tests.conftest import ReadText

UNRELATED = (
    "Tea prices rise\n\nHighland Times, 2024-03-06\n\nThe price of tea rose to 3.10 dollars a kilogram at the auction in "
    "Limbe on Tuesday, brokers said. Exporters had sold 400 tonnes by noon. “Growers have waited for this since 2019,” said "
    "Alice Mbewe of the growers' union."
)


@pytest.fixture(scope="module")
def ferry(read_text: ReadText) -> list[Reading]:
    return [
        read_text(
            text, file=name, outlet=text.split("\n\n")[1].split(",")[0], published=text.split("\n\n")[1][-10:]
        )
        for name, text in reports(9)
    ]


def stories(readings: Sequence[Reading]) -> list[str]:
    return sorted(to_json(story_object(a)) for a in build_readings(readings).accounts)


@pytest.mark.parametrize("seed", range(6))
def test_any_order_gives_the_same_account_byte_for_byte(ferry: list[Reading], seed: int) -> None:
    shuffled = random.Random(seed).sample(ferry, len(ferry))
    assert stories(shuffled) == stories(ferry)


def test_the_same_reports_give_the_same_bytes_again(ferry: list[Reading]) -> None:
    assert stories(ferry) == stories(ferry)


def test_an_unrelated_report_changes_no_line_of_a_story(ferry: list[Reading], read_text: ReadText) -> None:
    other = read_text(UNRELATED, file="tea.txt", outlet="Highland Times", published="2024-03-06")
    before, after = stories(ferry), stories([*ferry, other])
    assert set(before) <= set(after)
    assert len(after) == len(before) + 1


def test_another_report_of_the_story_leaves_the_lines_that_it_does_not_bear_on(ferry: list[Reading]) -> None:
    fewer, new = ferry[:-1], ferry[-1].report.id
    before, after = (build_readings(rs).accounts for rs in (fewer, ferry))
    for layer in ("figures", "quotes", "events"):
        kept = {x.id: x for a in after for x in getattr(a, layer)}
        for x in (x for a in before for x in getattr(a, layer)):
            if x.id in kept and new not in _reports(kept[x.id]):
                assert _own(kept[x.id]) == _own(x)
        touched = {e for x in kept.values() if new in _reports(x) for e in _evidence(x)}
        for x in (x for a in before for x in getattr(a, layer)):
            assert x.id in kept or touched & set(_evidence(x)), x


def _evidence(item: object) -> list[object]:
    values = getattr(item, "values", None)
    found = [e for v in values for e in v.evidence] if values is not None else list(item.evidence)  # type: ignore[attr-defined]
    return [(e.report, e.start, e.end) for e in found]


def _reports(item: object) -> set[object]:
    return {e[0] for e in _evidence(item)}  # type: ignore[index]


def _own(item: object) -> object:
    """The line without the name of the earlier state that it follows, which may have grown."""
    return replace(item, follows=None, reason="") if isinstance(item, Figure) else item
