"""A corpus from its inputs to its tables: read, order, align, group, reconcile; each stage goes on where it was left."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

from consilience.corpus import accounts, copies, grouping, reading
from consilience.corpus.batches import Batcher
from consilience.corpus.checkpoints import claim, done_before, sweep, write_json
from consilience.corpus.engines import Engine, LocalEngine, Rescue
from consilience.corpus.inputs import find_sources
from consilience.corpus.job import Job, Task
from consilience.corpus.kept import forget
from consilience.corpus.order import TimeOrder, time_order
from consilience.corpus.progress import Watch
from consilience.corpus.schemas import SCHEMAS, VERSION
from consilience.corpus.tables import complete
from consilience.errors import UsageError

SMALL = 2_000_000  # bytes of input for which starting Ray takes longer than it saves
BATCH = 200  # articles


@dataclass(frozen=True, slots=True)
class Settings:
    """How a corpus is read. `workers` None: as many as there are cores. Only `batch` and `pipeline` bear on what comes out."""

    workers: int | None = None
    ray_address: str | None = None
    batch: int = BATCH
    engine: Literal["auto", "local", "ray"] = "auto"
    pipeline: str | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What there is in the tables."""

    items: int
    reports: int
    errors: int
    words: int
    stories: int
    passages: int


def read_corpus(
    inputs: Sequence[str], out: str | Path, settings: Settings | None = None, *, watch: Watch | None = None
) -> Summary:
    """Reads all articles of the inputs into tables under `out`; see docs/corpus.md.

    Inputs are paths, folders or addresses that fsspec opens. A run that was ended anywhere goes on where it was. Raises
    UsageError when `out` is of another input or other settings, or the engine is not there.
    """
    settings = settings or Settings()
    _check(settings)
    job = Job(Path(out).absolute(), settings.pipeline)
    identity, size = _identity(inputs)
    claim(job.out, {"input": identity, "settings": _bearing(settings)})
    sweep(job.out)
    forget()
    engine = _engine(settings, size)
    try:
        with watch or Watch(quiet=True) as shown:
            return _Run(job, engine, shown).all(inputs, settings.batch, size)
    finally:
        engine.close()


def _check(settings: Settings) -> None:
    if settings.batch < 1 or (settings.workers is not None and settings.workers < 1):
        raise UsageError("--workers and --batch must be 1 or more.")
    if settings.engine == "local" and (settings.ray_address or settings.workers not in {None, 1}):
        raise UsageError("--engine local is one process: leave out --workers and --ray-address, or take ray.")


def join_kept(out: Path, batches: int, watch: Watch | None = None) -> dict[str, int]:
    """What follows the reading stage, for readings that `kept.write_kept` kept in so many batches: copies, stories, accounts.

    Gives the number of passages, stories and errors. In this process alone.
    """
    forget()
    with watch or Watch(quiet=True) as shown:
        return _Run(Job(out.absolute()), LocalEngine(), shown).join(batches)


def _identity(inputs: Sequence[str]) -> tuple[str, int]:
    """A hash of the names, sizes and times of all files of the input, and their bytes."""
    hashed, size = hashlib.sha256(), 0
    for source in find_sources(inputs):
        hashed.update(repr((source.name, source.size, source.stamp)).encode("utf-8", "surrogatepass"))
        size += source.size
    return hashed.hexdigest()[:16], size


def _bearing(settings: Settings) -> dict[str, Any]:
    return {
        "batch": settings.batch,
        "pipeline": settings.pipeline,
        "tables": VERSION,
        "version": version("consilience"),
    }


def _engine(settings: Settings, size: int) -> Engine:
    small = settings.ray_address is None and (settings.workers == 1 or size <= SMALL)
    if settings.engine == "local" or (settings.engine == "auto" and small):
        return LocalEngine()
    from consilience.corpus.engine_ray import RayEngine  # Ray need not be there for small jobs

    return RayEngine(settings.workers, settings.ray_address)


class _Run:
    """The stages in order."""

    def __init__(self, job: Job, engine: Engine, watch: Watch) -> None:
        self._job, self._engine, self._watch = job, engine, watch

    def all(self, inputs: Sequence[str], batch: int, size: int) -> Summary:
        read = self._read(inputs, batch, size)
        joined = self.join(read.pop("units"))
        complete(self._job.out, SCHEMAS)
        sweep(self._job.out)  # what workers that were lost had half written
        found = {**joined, **read, "errors": read["errors"] + joined["errors"]}
        write_json(self._job.out / "summary.json", found)
        return Summary(**found)

    def join(self, batches: int) -> dict[str, int]:
        """Copies, stories and accounts of the readings that were kept."""
        order = time_order(self._job.out, batches)
        copied, told = self._copies(order), self._stories(order)
        return {
            "passages": copied.get("passages", 0), "stories": told.get("stories", 0), "errors": told.get("errors", 0),
        }  # fmt: skip

    def _read(self, inputs: Sequence[str], batch: int, size: int) -> dict[str, int]:
        batcher = Batcher(self._job.out, batch, self._is_done(reading.STAGE))
        self._stage(
            "Reading",
            "reports",
            reading.STAGE,
            reading.read_batch,
            _by_position(batcher, inputs),
            size,
            reading.RESCUE,
        )
        zero = dict.fromkeys(("items", "reports", "errors", "words"), 0)
        return zero | self._total(reading.STAGE, batcher.number) | {"units": batcher.number}

    def _copies(self, order: TimeOrder) -> dict[str, int]:
        found = ((w, len(w.refs) - w.new) for w in copies.windows(order))
        self._stage("Comparing", "reports", copies.ALIGNING, copies.align_window, found, len(order.refs))
        lots = ((lot, 1) for lot in copies.lots(self._job.out, order))
        written = self._stage("Copies", "passages", copies.WRITING, copies.write_copies, lots, None)
        return self._total(copies.WRITING, written)

    def _stories(self, order: TimeOrder) -> dict[str, int]:
        found = ((w, len(w.refs)) for w in order.windows(grouping.SIZE))
        self._stage("Grouping", "reports", grouping.STAGE, grouping.group_window, found, len(order.refs))
        shelves = (
            (shelf, sum(map(len, shelf.stories)))
            for shelf in accounts.shelves(grouping.joined(self._job.out, order))
        )
        told = self._stage(
            "Reconciling", "stories", accounts.STAGE, accounts.write_accounts, shelves, len(order.refs)
        )
        return self._total(accounts.STAGE, told)

    def _stage(
        self, title: str, what: str, stage: str, task: Task, units: Iterable[tuple[Any, float]], total: float | None,
        rescue: Rescue | None = None,
    ) -> int:  # fmt: skip
        """Does what is not done yet; gives the number of units that the stage has."""
        shown = self._watch.stage(title, what, total)
        is_done, seen, earlier = self._is_done(stage), 0, 0

        def waiting() -> Iterator[tuple[Any, float]]:
            nonlocal seen, earlier
            for unit, weight in units:
                seen = unit.number + 1
                if is_done(unit.number):
                    earlier += 1
                else:
                    yield unit, weight

        for done in self._engine.run(task, self._job, shown.weighed(waiting()), rescue):
            shown.done(done)
        shown.end(earlier)
        return seen

    def _is_done(self, stage: str) -> Callable[[int], bool]:
        return lambda number: done_before(self._job.out, stage, number) is not None

    def _total(self, stage: str, units: int) -> dict[str, int]:
        """The counts of all units of a stage, whichever run did them."""
        total: dict[str, int] = {}
        for number in range(units):
            done = done_before(self._job.out, stage, number)
            for name, count in (done.counts if done else {}).items():
                total[name] = total.get(name, 0) + count
        return total


def _by_position(batcher: Batcher, inputs: Sequence[str]) -> Iterator[tuple[Any, float]]:
    """The batches, each with the bytes of input since the one before."""
    before = 0
    for batch in batcher.batches(find_sources(inputs)):
        yield batch, batch.position - before
        before = batch.position
