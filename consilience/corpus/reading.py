"""The reading stage: a batch of items -> its parts of the tables, and its readings kept for what follows."""

from __future__ import annotations

import gc
import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from consilience.corpus.batches import Batch
from consilience.corpus.checkpoints import Done, mark_done
from consilience.corpus.engines import Rescue
from consilience.corpus.inputs import open_bytes
from consilience.corpus.items import TOO_LARGE, Item, failed
from consilience.corpus.job import Job
from consilience.corpus.kept import write_kept
from consilience.corpus.rows_of_readings import rows_of
from consilience.corpus.schemas import OF_READINGS
from consilience.corpus.tables import write_part
from consilience.intake import MOST_BYTES, receive_bytes, receive_line
from consilience.language import Parses, load_pipeline
from consilience.model import Failure, Reading, Report
from consilience.model.packing import pack
from consilience.pipeline import read_one
from consilience.stories.sketches import sketch_of
from consilience.stories.words import bare_words

STAGE = "reading"
ENDED = (
    "fault",
    "It ended the process that read it, by itself and each time (memory, or a fault in a library). Please report it.",
)
RARELY = 50_000, 20, 20  # objects made, and younger searches, between two searches for garbage
FULL_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:$|T)")


@lru_cache(maxsize=1)
def _parses(name: str | None) -> Parses:
    """The pipeline, loaded once a worker; what stands then stays, and the search for garbage passes it over and is rarer."""
    language = load_pipeline(name)
    gc.freeze()
    gc.set_threshold(*RARELY)
    return Parses(language)


def read_batch(job: Job, batch: Batch) -> Done:
    """Reads a batch. Nothing that an item holds ends it: what cannot be read goes to the errors."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    kept = []
    for number, item in enumerate(batch.items, batch.first):
        for made in _read_item(item, number, _parses(job.pipeline)):
            if isinstance(made, Failure):
                rows["errors"].append({"item": number, **_error(made)})
                continue
            words, day = bare_words(made), day_of(made)
            for table, held in rows_of(made, number, day, len(words)).items():
                rows[table] += held
            kept.append({"day": day, "read": made.read, "sketch": sketch_of(words), "reading": pack(made)})
    with ThreadPoolExecutor() as pool:  # each file waits for the disk by itself
        writing = [pool.submit(write_kept, job.out, batch.number, kept)]
        for table in OF_READINGS:
            writing.append(pool.submit(write_part, job.out, table, f"{batch.number:06d}", rows[table]))
    for written in writing:
        written.result()
    counts = {
        "items": len(batch.items), "reports": len(kept), "errors": len(rows["errors"]),
        "words": sum(row["words"] for row in rows["reports"]),
    }  # fmt: skip
    done = Done(batch.number, counts)
    mark_done(job.out, STAGE, done)
    return done


def try_item(job: Job, item: Item) -> Done:
    """Reads one item for nothing: whoever reads it lives, or not."""
    for _ in _read_item(item, 0, _parses(job.pipeline)):
        pass
    return Done(0, {})


def without(batch: Batch, some: Collection[int]) -> Batch:
    """The batch with the items of these places as errors."""
    items = (failed(one.name, *ENDED) if place in some else one for place, one in enumerate(batch.items))
    return replace(batch, items=tuple(items))


RESCUE = Rescue(lambda batch: batch.items, try_item, without)


def _error(failure: Failure) -> dict[str, str]:
    return {"file": failure.file, "code": failure.code, "message": failure.message}


def _read_item(item: Item, number: int, language: Parses) -> Iterator[Reading | Failure]:
    """The readings of an item, under ids that no other item has; more than one only for a JSON list."""
    try:
        received = list(_received(item))
    except Exception as fault:
        what = f"It could not be received because of a fault in Consilience ({type(fault).__name__}: {fault}). Please report it."
        received = [Failure(item.name, "fault", what)]
    for order, one in enumerate(received):
        if isinstance(one, Report):
            place = f"{number}.{order}" if order else str(number)
            report = replace(one, id=f"{one.id}-{place}", received=replace(one.received, data=b""))
            yield read_one(report, language)
        else:
            yield one


def _received(item: Item) -> Iterator[Report | Failure]:
    if item.error:
        yield Failure(item.name, *item.error)
    elif item.kind == "line":
        yield receive_line(item.name, item.data)
    elif item.kind == "page":
        yield from receive_bytes(item.name, item.data, item.media_type, url=item.url, charset=item.charset)
    else:
        yield from _of_file(item)


def _of_file(item: Item) -> Iterator[Report | Failure]:
    try:
        with open_bytes(item.address) as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        yield Failure(
            item.name, "not_readable", f"It cannot be read ({error.strerror or type(error).__name__})."
        )
        return
    if len(data) > MOST_BYTES:
        yield Failure(item.name, "too_large", TOO_LARGE)
    else:
        yield from receive_bytes(item.name, data)


def day_of(reading: Reading) -> date | None:
    """The day on which a report was published; else the latest that its text names; None where it names none."""
    named = [m[1] for t in reading.times if (m := FULL_DAY.match(t.value))]
    published = (reading.report.published or "")[:10]
    for day in [published, *sorted(named, reverse=True)]:
        try:
            return date.fromisoformat(day)
        except ValueError:
            continue
    return None
