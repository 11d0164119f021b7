"""Work in lots, by several at once, and by other processes: what comes of it is the same, and no fault ends it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import spacy
from reports_arriving import TEXTS, WHEN, arrive, dump

from consilience.arriving import stages_for_record
from consilience.errors import RecordError
from consilience.model import Account, Failure, Reading, Received, Report
from consilience.model.packing import pack, unpack
from consilience.record import Processes, Record, Stages, account_of, open_record, receive, verify, work

NAMES = [name for name in TEXTS if name.startswith(("quake", "election"))]
DEADLY = "A report that ends whoever reads it."


def stories(record: Record) -> list[list[str]]:
    """The stories as the names of their reports."""
    names = {row[0]: str(row[1]) for row in dump(record, ["reports"])["reports"]}
    homes: dict[object, list[str]] = {}
    for report, story in dump(record, ["members"])["members"]:
        homes.setdefault(story, []).append(names[str(report)])
    return sorted(sorted(held) for held in homes.values())


@pytest.fixture(scope="module")
def readings(stages: Stages, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The readings of all texts, for processes that must not wait for a language pipeline."""
    read = [stages.read(report) for name in TEXTS for report in opened(stages, name)]
    path = tmp_path_factory.mktemp("known") / "readings"
    path.write_text("\n".join(pack(reading).hex() for reading in read if isinstance(reading, Reading)))
    return path


def opened(stages: Stages, name: str) -> Iterator[Report]:
    for item in stages.open(Received(name, TEXTS[name].encode(), "", ""), None):
        assert isinstance(item, Report)
        yield item


def stages_that_know(path: Path) -> Stages:
    """Stages for other processes: readings that were made before; one text kills whoever reads it."""
    given = [unpack(Reading, bytes.fromhex(line)) for line in path.read_text().split()]
    known = {reading.report.text: reading for reading in given}

    def read(report: Report) -> Reading | Failure:
        if report.text.startswith(DEADLY):
            os.kill(os.getpid(), signal.SIGKILL)
        return replace(known[report.text], report=report)

    return replace(stages_for_record(spacy.blank("en")), read=read)


def stages_that_end_later(path: Path) -> Stages:
    """Stages that read, and end whoever groups or tells with them."""

    def end(*_: object) -> Any:
        os.kill(os.getpid(), signal.SIGKILL)

    return replace(stages_that_know(path), group=end, tell=end)


def stages_that_cannot_be_made() -> Stages:
    raise FileNotFoundError("no pipeline here")


@pytest.fixture(scope="module")
def processes(readings: Path) -> Iterator[Processes]:
    with Processes(stages_for_record(spacy.blank("en")), partial(stages_that_know, readings), 2) as processes:
        yield processes


def test_other_processes_give_what_this_one_gives(
    record: Record, new_address: Callable[[], str], stages: Stages, processes: Processes
) -> None:
    for name in NAMES:
        receive(record, TEXTS[name].encode(), name=name, when=WHEN)
    work(record, processes.stages, at_once=2)
    with open_record(new_address()) as alone:
        arrive(alone, stages, NAMES)
        tables = ["outcomes", "versions", "appearances", "links", "traits"]
        assert dump(record, tables) == dump(alone, tables)
        assert stories(record) == stories(alone)
    assert verify(record).problems == ()


def test_a_report_that_ends_its_reader_is_a_failure_and_the_rest_goes_on(
    record: Record, processes: Processes
) -> None:
    receive(record, DEADLY.encode() + b" It holds many more words of plain English text.", name="deadly.txt")
    for name in NAMES:
        receive(record, TEXTS[name].encode(), name=name, when=WHEN)
    work(record, processes.stages, at_once=2)
    said = [str(row) for row in dump(record, ["outcomes"])["outcomes"] if "deadly.txt" in str(row)]
    assert len(said) == 1
    assert "ended before it was done, twice" in said[0]
    assert {name for held in stories(record) for name in held} == set(NAMES)
    assert verify(record).problems == ()


def test_a_story_that_ends_whoever_tells_it_is_a_failure_until_more_is_known(
    record: Record, stages: Stages, readings: Path
) -> None:
    first, second = [name for name in NAMES if name.startswith("quake")][:2]
    receive(record, TEXTS[first].encode(), name=first, when=WHEN)
    with Processes(
        stages_for_record(spacy.blank("en")), partial(stages_that_end_later, readings), 1
    ) as processes:
        work(record, processes.stages)
    assert stories(record) == [[first]]  # joined by this process
    (story,) = {str(row[1]) for row in dump(record, ["members"])["members"]}
    lost = account_of(record, story)
    assert isinstance(lost, Failure)
    assert "made the account of its story ended before it was done, twice" in lost.message
    assert verify(record).problems == ()
    arrive(record, stages, [second])
    assert isinstance(account_of(record, story), Account)


def test_processes_that_cannot_begin_say_why_and_nothing_is_lost(record: Record, stages: Stages) -> None:
    receive(record, TEXTS[NAMES[0]].encode(), name=NAMES[0])
    with (
        Processes(stages, stages_that_cannot_be_made, 1) as processes,
        pytest.raises(RecordError, match=r"Reading cannot begin \(FileNotFoundError: no pipeline here\)"),
    ):
        work(record, processes.stages)
    work(record, stages)
    assert stories(record) == [[NAMES[0]]]


def test_work_ends_when_it_is_stopped_and_goes_on_later(record: Record, stages: Stages) -> None:
    for name in NAMES:
        receive(record, TEXTS[name].encode(), name=name, when=WHEN)
    work(record, stages, stopped=lambda: True)
    assert stories(record) == []
    work(record, stages)
    assert {name for held in stories(record) for name in held} == set(NAMES)


class NotNow(Exception):
    """Somebody else is to make the account."""


def test_a_story_that_grows_all_the_while_is_told(record: Record, stages: Stages) -> None:
    """While its account is made, another report joins it each time: the account is kept, and made again at last."""
    quakes = [name for name in NAMES if name.startswith("quake")][:3]
    coming, kept = quakes[1:], []

    def not_now(*_: object) -> Account | Failure:
        raise NotNow

    def tell(story: str, readings: Sequence[Reading]) -> Account | Failure:
        kept.append(len(dump(record, ["accounts"])["accounts"]))
        if coming:
            name = coming.pop(0)
            receive(record, TEXTS[name].encode(), name=name, when=WHEN)
            with pytest.raises(NotNow):
                work(record, replace(stages, tell=not_now))
        return stages.tell(story, readings)

    receive(record, TEXTS[quakes[0]].encode(), name=quakes[0], when=WHEN)
    work(record, replace(stages, tell=tell))
    assert kept == [0, 1, 1]
    (story,) = {str(row[1]) for row in dump(record, ["members"])["members"]}
    account = account_of(record, story)
    assert isinstance(account, Account)
    assert [reading.report.file for reading in account.story.readings] == quakes
    assert verify(record).problems == ()
