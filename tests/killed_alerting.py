"""A process that decides whom changes alert and sends webhooks, at noon of the tests' clock.

`python killed_alerting.py DATABASE STEPS`: kills itself as soon as so many steps were written; -1 for never.
"""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import replace
from itertools import count

from watching import Clock, round_of

from consilience.record import open_record


def main(address: str, last: int) -> None:
    steps = count(1)

    def written() -> None:
        if next(steps) == last:
            os.kill(os.getpid(), signal.SIGKILL)

    with open_record(address, now=Clock()) as record:
        if last == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        round_of(replace(record, written=written))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
