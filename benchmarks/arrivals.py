"""How long a report takes from its arrival to its account: `python -m benchmarks.arrivals HEAP [--reports N] [--arrivals N] [--database URL]`.

HEAP is `invented` (stories of about ten reports each) or a file of readings of ../shared/data/corpus, packed, in hex, one a line; where
it is not there, every fourth article is read into it (some minutes). Of the other articles there are the words and the
date alone. All but the last arrivals are received and then rebuilt, which joins them all at once; the last ones, of those that were
read, arrive one by one and are read anew. Prints what each stage took of them, in seconds by the clock and of this process.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import spacy

from benchmarks import growth
from benchmarks.invented_readings import readings as invented
from consilience.arriving import stages_for_record
from consilience.language import load_pipeline
from consilience.model import Reading, Received, Report
from consilience.model.packing import pack, unpack
from consilience.pipeline import read_one
from consilience.record import Record, Stages, open_record, rebuild, receive, verify, work
from consilience.record.schema import members

SHARES = (("median", 0.5), ("95 of 100", 0.95), ("99 of 100", 0.99), ("longest", 1.0))


def heap_of(name: str, count: int, late: int) -> tuple[list[Reading], list[Reading]]:
    """What stands in the record before, in the order of dates, and what arrives then."""
    chance = random.Random(7)
    if name == "invented":
        heap = read = [reading for _, reading in invented(count + late, more=9)]
    else:
        read = _kept(Path(name))
        known = {one.report.file: one for one in read}
        heap = [known.get(one.report.file, one) for one in growth.readings(10_000)][: count + late]
    arriving = chance.sample(read, late)
    rest = {one.report.id: one for one in heap}.keys() - {one.report.id for one in arriving}
    base = [one for one in heap if one.report.id in rest]
    return sorted(base, key=lambda one: one.report.published or "9999"), arriving


def _kept(path: Path) -> list[Reading]:
    if not path.exists():
        language = load_pipeline()
        read = [read_one(one.report, language) for one in growth.readings(10_000)[::4]]
        path.write_text("\n".join(pack(one).hex() for one in read if isinstance(one, Reading)))
    return [unpack(Reading, bytes.fromhex(line)) for line in path.read_text().split()]


class Timed:
    """Stages that note how long each took, by the clock and by this process's time."""

    def __init__(self, stages: Stages) -> None:
        self.taken: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        kinds = ("open", "read", "sign", "group", "tell")
        self.stages = replace(stages, **{kind: self._timed(kind, getattr(stages, kind)) for kind in kinds})

    def _timed(self, kind: str, stage: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*about: Any) -> Any:
            begun = time.perf_counter(), time.process_time()
            made = stage(*about)
            made = list(made) if kind == "open" else made
            self.add(kind, begun)
            return made

        return timed

    def add(self, kind: str, begun: tuple[float, float]) -> None:
        """Notes what has gone by since."""
        self.taken[kind][0] += time.perf_counter() - begun[0]
        self.taken[kind][1] += time.process_time() - begun[1]


def stages_of(heap: Sequence[Reading], anew: set[str], real: bool) -> Stages:
    """Stages that know the readings of a heap; those of `anew` are read all the same, where they can be."""
    known = {one.report.id: one for one in heap}
    base = stages_for_record(load_pipeline() if real else spacy.blank("en"))

    def opened(received: Received, charset: str | None) -> Iterator[Report]:
        yield replace(known[received.name].report, received=received, file=received.name)

    def read(report: Report) -> Any:
        return (
            base.read(report) if real and report.file in anew else replace(known[report.file], report=report)
        )

    return replace(base, open=opened, read=read)


def arrive(record: Record, timed: Timed, readings: Sequence[Reading]) -> None:
    """Prints a table of what the stages took over reports that arrive one by one."""
    rows: dict[str, list[list[float]]] = defaultdict(list)
    largest = (0.0, "")
    for reading in readings:
        timed.taken.clear()
        begun = time.perf_counter(), time.process_time()
        receive(record, reading.report.text.encode(), name=reading.report.id)
        timed.add("receive", begun)
        work(record, timed.stages)
        timed.add("all", begun)
        for kind, taken in timed.taken.items():
            rows[kind].append(taken)
        largest = max(largest, (timed.taken["all"][0], json.dumps({k: v[0] for k, v in timed.taken.items()})))
    print(f"{'':10}", *(f"{name:>16}" for name, _ in SHARES))
    for kind, taken in rows.items():
        shown = []
        for _, share in SHARES:
            both = [sorted(one[which] for one in taken)[int((len(taken) - 1) * share)] for which in (0, 1)]
            shown.append(f"{both[0]:8.3f}{both[1]:8.3f}")
        print(f"{kind:10}", *shown)
    print("the longest:", largest[1], flush=True)


def said(what: str, do: Callable[[], object]) -> None:
    """Prints what a thing took."""
    begun = time.perf_counter(), time.process_time()
    given = do()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    spent = f"{time.perf_counter() - begun[0]:.1f} s, {time.process_time() - begun[1]:.1f} s of this process"
    print(f"{what}: {spent}, peak {peak} MiB", "" if given is None else given, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("heap")
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--arrivals", type=int, default=300)
    parser.add_argument("--database")
    given = parser.parse_args()
    base, late = heap_of(given.heap, given.reports, given.arrivals)
    timed = Timed(stages_of([*base, *late], {one.report.id for one in late}, given.heap != "invented"))
    with (
        tempfile.TemporaryDirectory() as folder,
        open_record(given.database or str(Path(folder) / "record.sqlite")) as record,
    ):
        said("received", lambda: receive_all(record, base))
        said("read, joined and told, all at once", lambda: rebuild(record, timed.stages))
        print(sizes(record))
        arrive(record, timed, late)
        print(sizes(record))
        said("verify", lambda: verify(record).problems)


def receive_all(record: Record, some: Sequence[Reading]) -> None:
    """Receives reports; nothing is read yet."""
    for one in some:
        receive(record, one.report.text.encode(), name=one.report.id)


def sizes(record: Record) -> str:
    """How many reports and stories there are, and how large the largest are."""
    rows = record.read(lambda connection: connection.execute(members.select()).all())
    largest = [count for _, count in Counter(row.story for row in rows).most_common()]
    return f"{len(rows)} reports, {len(largest)} stories, the largest {largest[:5]}"


if __name__ == "__main__":
    main()
