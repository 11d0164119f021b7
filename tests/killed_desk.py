"""A process that takes reports into a record and kills itself while it writes the Nth entry of the log.

`python killed_desk.py ADDRESS READINGS N`: READINGS holds packed readings in hex, one a line. Prints the name of each
report that was acknowledged.
"""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import spacy
from reports_arriving import WHEN

from consilience.arriving import stages_for_record
from consilience.model import Reading
from consilience.model.packing import unpack
from consilience.record import open_record, receive, work


def main(address: str, readings: str, last: int) -> None:
    calls = count(1)

    def now() -> datetime:
        if next(calls) == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return datetime.now(UTC)

    given = [unpack(Reading, bytes.fromhex(line)) for line in Path(readings).read_text().split()]
    known = {reading.report.text: reading for reading in given}
    desk = replace(
        stages_for_record(spacy.blank("en")), read=lambda report: replace(known[report.text], report=report)
    )
    with open_record(address, now=now) as record:
        for reading in given:
            receive(record, reading.report.text.encode(), name=reading.report.file, when=WHEN)
            print(reading.report.file, flush=True)
            work(record, desk)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
