"""How long lists, search and the inbox take as the record grows: `python -m benchmarks.search [DATABASE]`.

Invented reports (`invented_readings`), ten a story, are filed in an empty record, a new SQLite file unless the address of an
empty database is given: 1,000 first and then 10,000. Prints the milliseconds of each question, median and worst of its runs, each
run with other words, and at the end one line of JSON. The stages are left out, but for the accounts.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from types import SimpleNamespace

from sqlalchemy import Connection, func, insert, select

from benchmarks.invented_readings import readings
from consilience.model import Reading
from consilience.pipeline import account_of
from consilience.record import (  # fmt: skip
    Box,
    Record,
    ReportQuery,
    StoryQuery,
    find_reports,
    find_stories,
    open_record,
    story_brief,
    to_check,
)
from consilience.record.lists.report_rows import file_report
from consilience.record.lists.story_rows import file_story
from consilience.record.log import append, digest
from consilience.record.schema import items, members, reports, stories
from consilience.stories import story_of

SIZES = (1_000, 10_000)
A_STORY = 10  # reports
RUNS = 15
JUDGED = 0.1  # share of the items that people have judged
Ask = Callable[[Record, random.Random], object]


def fill(record: Record, told: Iterator[Reading], count: int) -> float:
    """Files so many more reports; gives the seconds that keeping a story's rows took, the longest."""
    longest = 0.0
    for _ in range(count // A_STORY):
        held = list(islice(told, A_STORY))
        story = story_id(held[0])
        account = account_of(replace(story_of(held), id=story), None)

        def step(
            connection: Connection, held: list[Reading] = held, story: str = story, account: object = account
        ) -> float:
            connection.execute(insert(stories).values(id=story, started=0, untold=0))
            for reading in held:
                _file(connection, reading, story)
            append(connection, record, "told", {"story": story, "sha256": story})
            started = time.perf_counter()
            file_story(connection, story, account, held, story)  # type: ignore[arg-type]
            return time.perf_counter() - started

        longest = max(longest, record.write(step))
    return longest


def _file(connection: Connection, reading: Reading, story: str) -> None:
    version = reading.report.id
    report = "r" + digest(version)[:15]
    at = f"{reading.report.published}T12:00:00.000000+00:00"
    connection.execute(insert(reports).values(id=report, key=version, current=version, joined=version))
    connection.execute(insert(members).values(report=report, story=story))
    file_report(connection, report, reading, [SimpleNamespace(id=version, arrival="a", at=at)])


def story_id(first: Reading) -> str:
    """The id of the story that begins with a report."""
    return "s" + digest(first.report.id)[:15]


def judge(record: Record) -> None:
    """Lets a person judge some of the items that stand first."""

    def step(connection: Connection) -> None:
        count = connection.execute(select(func.count()).select_from(items)).scalar_one()
        query = select(items.c.story, items.c.item).order_by(items.c.weight.desc()).limit(int(count * JUDGED))
        for story, item in connection.execute(query).all():
            append(
                connection,
                record,
                "judged",
                {"story": story, "item": item, "verdict": "confirmed"},
                who="Ann",
            )

    record.write(step)


def questions(sample: Sequence[Reading]) -> dict[str, Ask]:
    """What is asked, with words of reports that are there."""

    def words(chance: random.Random, count: int) -> list[str]:
        text = chance.choice(sample).report.text.split()
        start = chance.randrange(len(text) - count)
        return [word.strip(".,“”") for word in text[start : start + count]]

    def person(chance: random.Random) -> str:
        return chance.choice(sample).entities[0].name

    def stories_with(query: Callable[[random.Random], StoryQuery]) -> Ask:
        return lambda record, chance: find_stories(record, query(chance))

    def second_page(record: Record, _: random.Random) -> object:
        return find_stories(record, StoryQuery(), after=find_stories(record, StoryQuery()).next)

    def one(record: Record, chance: random.Random) -> object:
        return story_brief(record, story_id(chance.choice(sample[::A_STORY])))

    return {
        "the list": stories_with(lambda _: StoryQuery()),
        "two pages of it": second_page,
        "one story": one,
        "the most common word": stories_with(lambda _: StoryQuery("said")),
        "... by relevance": stories_with(lambda _: StoryQuery("said", order="relevance")),
        "a word": stories_with(lambda chance: StoryQuery(words(chance, 1)[0])),
        "three words": stories_with(lambda chance: StoryQuery(" ".join(words(chance, 3)))),
        "three in a row": stories_with(lambda chance: StoryQuery(f'"{" ".join(words(chance, 3))}"')),
        "begin* of two letters": stories_with(lambda chance: StoryQuery(words(chance, 1)[0][:2] + "*")),
        "said -word": stories_with(lambda chance: StoryQuery(f"said -{words(chance, 1)[0]}")),
        "a person": stories_with(lambda chance: StoryQuery(person=person(chance))),
        "dates and status": stories_with(
            lambda _: StoryQuery(since="2000-01-10", until="2000-01-20", status="conflicts")
        ),
        "an outlet": stories_with(lambda chance: StoryQuery(outlet=f"Outlet {chance.randint(1, 60)}")),
        "a box without places": stories_with(lambda _: StoryQuery(box=Box(-10, 35, 5, 45))),
        "reports with a word": lambda record, chance: find_reports(record, ReportQuery(words(chance, 1)[0])),
        "reports, the list": lambda record, _: find_reports(record, ReportQuery()),
        "to check": lambda record, _: to_check(record),
        "to check, conflicts": lambda record, _: to_check(record, kinds=["conflict"]),
    }


def measured(record: Record, ask: Ask) -> tuple[float, float]:
    """The milliseconds of a question, median and worst, the first time included."""
    taken = []
    for run in range(RUNS):
        chance = random.Random(run)
        started = time.perf_counter()
        ask(record, chance)
        taken.append((time.perf_counter() - started) * 1_000)
    return statistics.median(taken), max(taken)


def main() -> None:
    """A table for each size, side by side at the end."""
    with tempfile.TemporaryDirectory() as folder:
        address = sys.argv[1] if len(sys.argv) > 1 else str(Path(folder) / "record.sqlite")
        with open_record(address) as record:
            print(json.dumps(run(record)))


def run(record: Record) -> dict[str, object]:
    """Fills, asks and prints; gives all that was measured."""
    told = (reading for _, reading in readings(SIZES[-1]))
    sample = [reading for _, reading in readings(SIZES[0])]
    found: dict[str, object] = {"database": record.engine.dialect.name}
    for before, size in zip((0, *SIZES), SIZES, strict=False):
        longest = fill(record, told, size - before)
        judge(record)
        times = {what: measured(record, ask) for what, ask in questions(sample).items()}
        print(
            f"{size:,} reports in {size // A_STORY:,} stories ({record.engine.dialect.name}); rows of a story kept in {longest * 1_000:.0f} ms at most"
        )
        for what, (median, worst) in times.items():
            print(f"  {what:24} {median:8.1f} {worst:8.1f} ms")
        found[str(size)] = {what: [round(ms, 1) for ms in each] for what, each in times.items()}
    return found


if __name__ == "__main__":
    main()
