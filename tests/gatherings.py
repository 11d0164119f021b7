"""A record under a test's clock, and rounds of gathering into it."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from sites import Clock, loopback

from consilience.gathering import Feed, FeedState, Gatherer, Round, Source, Sources, states
from consilience.intake import Fetcher
from consilience.record import Arrival, Record, open_record
from consilience.record.arrivals import all_arrivals, received_of

HERE = Fetcher(allowed=loopback, seconds=5.0, most_bytes=3_000_000)


def feed_at(address: str, *, every: float = 900, full: bool = True, language: str | None = None) -> Feed:
    return Feed("Lake Herald", address, every, language, full, 3)


@dataclass
class Desk:
    record: Record
    clock: Clock

    def gatherer(
        self, *sources: Source, pause: float = 0.0,
        arrived: Callable[[Arrival], object] | None = None, tls: ssl.SSLContext | None = None,
    ) -> Gatherer:  # fmt: skip
        return Gatherer(
            self.record, Sources(pause, sources), fetcher=HERE, arrived=arrived, wait=self.clock.wait, tls=tls
        )  # fmt: skip

    def round(self, *sources: Source) -> Round:
        return self.gatherer(*sources).gather()

    def later(self, **span: float) -> None:
        self.clock.time += timedelta(**span)

    def arrivals(self) -> list[Arrival]:
        return self.record.read(all_arrivals)

    def bodies(self) -> list[bytes]:
        return [
            self.record.read(lambda connection, one=one: received_of(connection, one)).data
            for one in self.arrivals()
        ]

    def state(self, source: Source) -> FeedState:
        return states(self.record, Sources(0, (source,)))[0]


@contextmanager
def desk_at(address: str) -> Iterator[Desk]:
    clock = Clock()
    with open_record(address, now=clock.now, wait=clock.wait) as record:
        yield Desk(record, clock)
