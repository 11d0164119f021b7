"""What lists of stories and reports show, search finds and is to be checked; the same on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from databases import PostgreSQL
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reports_arriving import TEXTS, arrive, dump

from consilience.errors import RecordError
from consilience.model import Account, Failure, Reading, Span
from consilience.record import (
    Box,
    Record,
    ReportQuery,
    Stages,
    StoryPage,
    StoryQuery,
    account_of,
    find_reports,
    find_stories,
    merge,
    open_record,
    reading_of,
    rebuild,
    receive,
    split,
    story_brief,
    to_check,
    verify,
    work,
)
from consilience.record.log import append
from consilience.record.snippets import Snippet, snippet_of
from consilience.record.words import MOST_TERMS, folded, wanted

NOON = datetime(2026, 5, 6, 12, tzinfo=UTC)
LISTS = ("report_rows", "story_rows", "story_places", "items")
PAGE = """<html><head><title>{title}</title><meta property="og:site_name" content="{outlet}">
<meta property="article:published_time" content="{day}T08:00:00Z"></head><body><article><h1>{title}</h1>{body}</article></body></html>"""
FERRY = {
    "star.html": (
        "Ferry sinks off Mombasa", "Coast Star", "2026-05-05",
        "Nine people drowned when the ferry Likoni Pearl sank off Mombasa on Monday, the Kenyan police said. "
        "The captain, Ørjan Mbeki, was rescued by fishermen from Zanzibar.",
    ),
    "post.html": (
        "Fourteen dead in ferry disaster", "Harbour Post", "2026-05-05",
        "Fourteen people drowned when the ferry Likoni Pearl sank off Mombasa on Monday, the harbour master said. "
        "The captain of the ferry, Ørjan Mbeki, was questioned by the police in Mombasa on Tuesday.",
    ),
}  # fmt: skip
STRIKE = (
    "Miners walk out in Lubumbashi", "Copper Daily", "2026-04-20",
    "Six hundred miners walked out of the Kipushi pit near Lubumbashi on Sunday. The company, Katanga Metals, said "
    "that it would not talk with the strikers before they went back to work.",
)  # fmt: skip


def html(told: tuple[str, str, str, str]) -> bytes:
    title, outlet, day, text = told
    body = "".join(f"<p>{sentence.strip()}.</p>" for sentence in text.split(". ") if sentence.strip("."))
    return PAGE.format(title=title, outlet=outlet, day=day, body=body).encode()


def fill(record: Record, stages: Stages) -> None:
    """Two reports of a ferry, one of a strike, one in German and a file that is none."""
    for number, (name, told) in enumerate([*FERRY.items(), ("strike.html", STRIKE)]):
        receive(record, html(told), name=name, when=NOON + timedelta(minutes=number))
    german = "Die Fähre sank am Montag vor der Küste. Neun Menschen ertranken, teilte die Polizei am Dienstag mit. " * 3
    receive(record, german.encode(), name="zeitung.txt", when=NOON + timedelta(minutes=7))
    receive(record, b"%PDF-1.7 \x00 broken", name="broken.pdf", media_type="application/pdf", when=NOON + timedelta(minutes=8))  # fmt: skip
    work(record, stages)


@pytest.fixture(scope="module")
def filled(new_address: Callable[[], str], stages: Stages) -> Iterator[Record]:
    with open_record(new_address()) as record:
        fill(record, stages)
        yield record


def titles(page: StoryPage) -> list[str]:
    return [story.title for story in page.stories]


def sought(record: Record, words: str = "", **more: object) -> list[str]:
    found = titles(find_stories(record, StoryQuery(words, **more)))  # type: ignore[arg-type]
    return sorted(FERRIES if "ferry" in title.casefold() else title for title in found)


FERRIES, MINERS = "A ferry", "Miners walk out in Lubumbashi"


def test_a_story_stands_in_the_list_with_what_its_account_says(filled: Record) -> None:
    page = find_stories(filled, StoryQuery())
    brief = next(story for story in page.stories if story.reports == 2)
    account = account_of(filled, brief.id)
    assert isinstance(account, Account)
    assert len(page.stories) == 2
    assert (brief.title, brief.outlets, brief.lines) == (account.story.title, 2, len(account.lineages))
    assert (brief.first, brief.last, brief.happened) == ("2026-05-05", "2026-05-05", "2026-05-04")
    assert (brief.place, brief.country) == ("Mombasa", "KE")
    assert brief.conflicts == len(account.contradictions) > 0
    assert story_brief(filled, brief.id) == brief


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ferry", [FERRIES]),
        ("FERRY captain", [FERRIES]),
        ("ferry zanzibar questioned", [FERRIES]),  # in different reports of the story
        ('"captain of the ferry"', [FERRIES]),
        ('"ferry of the captain"', []),
        ("“harbour master”", [FERRIES]),
        ("orjan", [FERRIES]),
        ("ørjan", [FERRIES]),
        ("polic*", [FERRIES]),
        ("polic", []),
        ('"katanga me*"', [MINERS]),
        ("monday -miners", [FERRIES]),
        ("-ferry", [MINERS]),
        ("−ferry", [MINERS]),
        ("the -ferry -miners", []),
        ("Lubumbashi Mombasa", []),
        ("walk-out", [MINERS]),
        ("...", []),
        ("", [FERRIES, MINERS]),
    ],
)
def test_words_are_found_as_people_write_them(filled: Record, words: str, found: list[str]) -> None:
    assert sought(filled, words) == found


def test_filters_narrow_the_list(filled: Record) -> None:
    assert sought(filled, person="Mbeki") == [FERRIES]
    assert sought(filled, person="Katanga Metals") == [MINERS]
    assert sought(filled, person="Mombasa") == []
    assert sought(filled, place="mombasa") == [FERRIES]
    assert sought(filled, outlet="harbour post") == [FERRIES]
    assert sought(filled, outlet="harbour") == []
    assert sought(filled, status="conflicts") == [FERRIES]
    assert sought(filled, status="single") == [MINERS]
    assert sought(filled, since="2026-05-01") == [FERRIES]
    assert sought(filled, until="2026-05-01") == [MINERS]
    assert sought(filled, since="2026-04-19", until="2026-04-19") == [MINERS]  # the day of the event
    assert sought(filled, since="2026-05-04", until="2026-05-04") == [FERRIES]


def test_a_box_finds_places_also_across_the_180th_meridian(filled: Record) -> None:
    east_africa = Box(south=-10, west=35, north=5, east=45)
    assert sought(filled, box=east_africa) == [FERRIES]
    assert FERRIES not in sought(filled, box=Box(south=-10, west=50, north=5, east=60))
    assert FERRIES in sought(filled, box=Box(south=-10, west=30, north=5, east=-170))
    assert sought(filled, box=Box(south=-10, west=170, north=5, east=-170)) == []
