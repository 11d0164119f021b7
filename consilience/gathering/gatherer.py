"""Rounds through the sources: each is asked when it is due, and what is new is received."""

from __future__ import annotations

import ssl
import threading
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from consilience.gathering import kept
from consilience.gathering.manners import Manners
from consilience.gathering.sources import Source, Sources
from consilience.gathering.visitor import SETTLE, TURN, Turn, Visitor
from consilience.intake import Fetcher
from consilience.model import Failure
from consilience.record import Arrival, Record

AT_ONCE = 8  # hosts
IDLE = 3600.0  # seconds, where nothing is ever due


class _StoppedError(Exception):
    """The round ends."""


@dataclass(frozen=True, slots=True)
class Round:
    """What came of one round: how much was received, what could not be had, and how much more waits to be fetched."""

    received: int
    failures: tuple[Failure, ...]
    waiting: int


class Gatherer:
    """Gathers from sources into a record, one round at a time.

    `sources` are those that are asked. `arrived` is told each arrival, in the thread that received it. `wait` waits so many seconds; the time is that of the
    record. `tls` says which mail servers are trusted.
    """

    def __init__(
        self, record: Record, sources: Sources, *, fetcher: Fetcher | None = None,
        arrived: Callable[[Arrival], object] | None = None, wait: Callable[[float], object] | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:  # fmt: skip
        self._record, self.sources = record, sources
        self._stop = threading.Event()
        self._sleep = wait or (lambda seconds: self._stop.wait(seconds))
        self._manners = Manners(fetcher or Fetcher(), sources.pause, record.now, self._wait)
        told = arrived or (lambda _: None)
        trusted = tls or ssl.create_default_context()
        self._visitor = Visitor(record, self._manners, trusted, lambda: self._stop.is_set(), told)

    def take(self, sources: Sources) -> None:
        """Gathers from these, from the next round on; what servers have asked for still holds."""
        self.sources = sources
        self._manners.pause = sources.pause

    def gather(self, stop: threading.Event | None = None) -> Round:
        """One round: asks every source that is due, several hosts at once, and fetches what waits; ends soon once `stop` is set.

        Raises RecordError when the record cannot keep what comes; what was received before stays.
        """
        self._stop = stop or threading.Event()
        with ThreadPoolExecutor(AT_ONCE, "gathering") as pool:
            turns = [turn for lane in pool.map(self._lane, self._lanes()) for turn in lane]
        soon = self._record.now() + SETTLE
        waiting = kept.waiting_by(self._record, self._ids(), soon)
        failures = tuple(failure for turn in turns for failure in turn.failures)
        return Round(sum(turn.received for turn in turns), failures, waiting)

    def due(self) -> float:
        """Seconds until there is something to do; 0 where there is already, an hour at most."""
        now, visits = self._record.now(), kept.visits_of(self._record, self._ids()).values()
        if any(kept.is_due(visit, now) for visit in visits):
            return 0.0
        moments = [visit.next for visit in visits] + [kept.first_due(self._record, self._ids())]
        first = min((moment for moment in moments if moment is not None), default=None)
        left = (datetime.fromisoformat(first) - now).total_seconds() if first is not None else IDLE
        return min(max(left, 0.0), IDLE)

    def _ids(self) -> list[str]:
        return [source.id for source in self.sources.sources]

    def _lanes(self) -> list[list[Source]]:
        """The sources by their hosts: those of one are asked one after the other."""
        lanes: dict[str, list[Source]] = defaultdict(list)
        for source in self.sources.sources:
            lanes[urlsplit(source.address).hostname or source.id].append(source)
        return list(lanes.values())

    def _lane(self, sources: Sequence[Source]) -> list[Turn]:
        turns = []
        for source in sources:
            turns.append(Turn(self._record.now() + TURN))
            try:
                self._visitor.visit(source, turns[-1])
            except _StoppedError:
                break
        return turns

    def _wait(self, seconds: float) -> None:
        self._sleep(seconds)
        if self._stop.is_set():
            raise _StoppedError
