"""What the application works on."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from consilience.alerting import Alerting, deliver
from consilience.desk.access import Access
from consilience.desk.live import Live
from consilience.desk.worker import Task, Worker
from consilience.gathering import FeedsFile, Gatherer, Sources
from consilience.intake import Fetcher
from consilience.record import Record, Stages

NO_SOURCES = Sources(0.0, ())
log = logging.getLogger("consilience.desk")


@dataclass(frozen=True, slots=True)
class Desk:
    """A record at work: `record` tells `live` of all that is written, the `worker` does what waits, `access` is how it
    is reached; the `gatherer` asks feeds, by way of the `fetcher`; `alerting` says how it reaches people."""

    record: Record
    stages: Stages
    live: Live
    worker: Worker
    gatherer: Gatherer
    access: Access = field(default_factory=Access)
    fetcher: Fetcher = field(default_factory=Fetcher)
    alerting: Alerting = field(default_factory=Alerting)

    @classmethod
    def of(
        cls, record: Record, stages: Stages, *, tasks: Sequence[Task] = (), access: Access | None = None,
        sources: Sources = NO_SOURCES, feeds: FeedsFile | None = None, fetcher: Fetcher | None = None,
        alerting: Alerting | None = None, at_once: int = 1,
    ) -> Desk:  # fmt: skip
        """A desk over an open record; `tasks` are done by the worker besides its own, `at_once` as `record.work` has it.

        `feeds`, in place of `sources`, is a file that is looked at before each round.
        """
        live, fetcher, access = Live(), fetcher or Fetcher(), access or Access()
        alerting = replace(alerting or Alerting(), base=access.origin)
        told = replace(record, written=live.tell)
        asked = feeds.sources if feeds else sources
        gatherer = Gatherer(told, asked, fetcher=fetcher, arrived=lambda _: worker.wake())
        own = [_gathering(gatherer, feeds), _alerting(told, alerting)]
        worker = Worker(told, stages, [*own, *tasks], at_once=at_once)
        return cls(told, stages, live, worker, gatherer, access, fetcher, alerting)

    @property
    def sources(self) -> Sources:
        """The feeds, folders and mailboxes that are asked now."""
        return self.gatherer.sources

    @property
    def secure(self) -> bool:
        """Whether it is reached by https alone."""
        return self.access.secure


def _gathering(gatherer: Gatherer, feeds: FeedsFile | None) -> Task:
    def gather(stop: threading.Event) -> float:
        if feeds is not None and feeds.look():
            _take(gatherer, feeds.sources)
        gatherer.gather(stop)
        return gatherer.due() if feeds is None else min(gatherer.due(), feeds.every)

    return Task("gather", gather)


def _take(gatherer: Gatherer, sources: Sources) -> None:
    gatherer.take(sources)
    for mistake in sources.mistakes:
        log.warning("%s", mistake)


def _alerting(record: Record, alerting: Alerting) -> Task:
    return Task("alerts", lambda stop: deliver(record, alerting, stop))
