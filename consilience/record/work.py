"""What waits to be done after an arrival, each step by itself, so that it can be broken off anywhere and taken up again."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from typing import Any

from consilience.model import Failure
from consilience.record.arrivals import Arrival, waiting
from consilience.record.database import Record
from consilience.record.growing.accounts import tell_story, untold
from consilience.record.growing.joining import join_stories, unjoined
from consilience.record.readings import Found, keep_texts, texts_of
from consilience.record.rows import some_at_once
from consilience.record.stages import Lost, Stages

LOT = 60  # arrivals that are read before their stories are told, where so many wait
JOINED = 60  # reports of one step: their neighbourhoods are grouped once for all of them, and who writes meanwhile waits a second at most
TOLD = 6  # stories for each process that are told between two lots, so that none waits for long while arrivals keep coming
Stopped = Callable[[], bool]  # whether it is time to begin nothing new
PAUSE = 0.1  # seconds between looks for what arrived while accounts are made


def work(record: Record, stages: Stages, *, at_once: int = 1, stopped: Stopped = lambda: False) -> None:
    """Reads what arrived, joins it to stories and makes their accounts, until nothing waits or `stopped` says so.

    `at_once` is the number of reports and accounts that are in hand together, in threads, for stages that `Processes` gives;
    what comes of them is kept in the order of arrival all the same. While arrivals wait, stories are told one or a few after each
    sixty of them, each once for all that joined it meanwhile. Several may work on one record. Raises
    RecordError when the database cannot keep what was done; what was done before that stays, and the next call goes on
    from there.
    """
    with ThreadPoolExecutor(at_once) if at_once > 1 else _Here() as hands:
        telling: dict[str, Future[None]] = {}
        while not stopped():
            lot = record.read(lambda connection: waiting(connection, LOT))
            _read(record, stages, lot, hands, stopped)
            _join(record, stages, stopped)
            _tell_some(record, stages, hands, telling, TOLD * at_once if lot else at_once, stopped)
            if not lot and not telling:
                return
            wait(telling.values(), 0 if lot else PAUSE, FIRST_COMPLETED)


def _read(record: Record, stages: Stages, lot: list[Arrival], hands: Executor, stopped: Stopped) -> None:
    def read(arrival: Arrival) -> list[Found | Failure] | None:
        return None if stopped() else texts_of(record, arrival, stages)

    for arrival, found in zip(lot, hands.map(read, lot), strict=True):
        if found is None:
            return
        keep_texts(record, arrival, found)


def _join(record: Record, stages: Stages, stopped: Stopped) -> None:
    for some in some_at_once(record.read(unjoined), JOINED):
        if stopped():
            return
        try:
            stages.do(record, _write_joined, some)
        except Lost:
            _write_joined(record, stages, some)


def _write_joined(record: Record, stages: Stages, some: list[str]) -> None:
    record.write(lambda connection: join_stories(connection, record, stages, some))


def _tell_some(
    record: Record, stages: Stages, hands: Executor, telling: dict[str, Future[None]], most: int, stopped: Stopped,
) -> None:  # fmt: skip
    """Sees which accounts are made, and begins with others while fewer than `most` are in hand."""

    def tell_one(story: str) -> None:
        if not stopped():
            tell_story(record, story, stages)

    for story in [story for story, future in telling.items() if future.done()]:
        telling.pop(story).result()
    for story in record.read(untold):
        if len(telling) >= most:
            return
        if story not in telling:
            telling[story] = hands.submit(tell_one, story)


def tell(record: Record, stages: Stages) -> None:
    """Makes the accounts that wait."""
    for story in record.read(untold):
        tell_story(record, story, stages)


class _Here(Executor):
    """Does at once, in this thread, what it is given."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done
