"""How long a report takes from its arrival to its story: `python -m benchmarks.arrivals [REPORTS]`.

Reports of ../shared/data/corpus arrive one by one in a new SQLite record, by their words and dates alone: nothing is read
and no account is made, so that neither the language pipeline nor reconciling is measured. Prints, for each 500, the seconds from
receiving a report to its standing in a story.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import spacy

from benchmarks.growth import readings
from consilience.arriving import stages_for_record
from consilience.model import Failure, Received, Report
from consilience.record import open_record, receive, work

STEP = 500


def main() -> None:
    """A line for each 500 reports."""
    known = {one.report.id: one for one in readings(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000)}

    def opened(received: Received, charset: str | None) -> Iterator[Report]:
        yield replace(known[received.name].report, received=received)

    desk = replace(
        stages_for_record(spacy.blank("en")),
        open=opened,
        read=lambda report: replace(known[report.file], report=report),
        tell=lambda story, _: Failure(story, "not_measured", "Not measured."),
    )
    print(f"{'reports':>8} {'median':>8} {'p99':>8} {'longest':>8}")
    taken: list[float] = []
    with tempfile.TemporaryDirectory() as folder, open_record(str(Path(folder) / "record.sqlite")) as record:
        for number, (name, reading) in enumerate(known.items(), 1):
            started = time.perf_counter()
            receive(record, reading.report.text.encode(), name=name)
            work(record, desk)
            taken.append(time.perf_counter() - started)
            if number % STEP == 0:
                last = sorted(taken[-STEP:])
                print(
                    f"{number:8} {last[STEP // 2]:8.3f} {last[-STEP // 100]:8.3f} {last[-1]:8.3f}", flush=True
                )


if __name__ == "__main__":
    main()
