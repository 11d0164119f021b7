"""A desk under load: `python -m benchmarks.soak [--arrivals N] [--rate R] [--readers N] [--minutes M] [--database URL] [--plot FILE]`.

Eight outlets' sites on this machine publish articles of about a hundred words at a steady rate, stories of some ten reports, with revisions and
copied passages; a real desk gathers them from their feeds, reads, joins and tells, while a program follows its events and somebody looks at its
pages every second. Ends after N arrivals or M minutes of publishing, and once all is done that waited, within as long again.
Prints a line for each minute, then all as one line of JSON; PostgreSQL takes an empty database.
"""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.soak.articles import articles
from benchmarks.soak.ledger import Ledger
from benchmarks.soak.plot import plot
from benchmarks.soak.press import Press
from benchmarks.soak.run import EVERY, Run
from benchmarks.soak.summary import HEAD, line, summary
from benchmarks.soak.watching import Browser, Listener, Noted, again_and_again
from consilience.record import Record, open_record
from consilience.users import User, add_user, make_token

NAME, PASSWORD = "anna", "seven ferries left before noon"


@contextmanager
def desk_at(database: str, feeds: Path, readers: int) -> Iterator[tuple[str, int]]:
    """A desk in a process of its own: its address and the process."""
    command = [sys.executable, "-m", "benchmarks.soak.desk", database, str(feeds), str(readers)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip(), process.pid
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def publish(press: Press, run: Run, rate: float, most: int, seconds: float) -> None:
    """Publishes at a steady rate, and catches up where it was held up."""
    for number, article in enumerate(articles()):
        due = run.begun + number / rate
        if number >= most or due - run.begun > seconds:
            return
        time.sleep(max(0.0, due - time.time()))
        press.publish(article)
        run.published += 1


def measure(given: argparse.Namespace, record: Record, press: Press, feeds: Path) -> Run:
    """Runs it all."""
    feeds.write_text(press.feeds())
    add_user(record, NAME, "reader", PASSWORD, who="the benchmark")
    token, _ = make_token(record, User(NAME, "reader"), "soak", "reader", None)
    with desk_at(given.database, feeds, given.readers) as (origin, pid):
        run = Run(time.time(), Ledger(record, press.published), Noted())
        stop = threading.Event()
        Listener(origin, token, run.noted, stop)
        browser = Browser(origin, NAME, PASSWORD, run.noted)
        watching = [
            again_and_again(lambda: browser.look(record), 1.0, stop),
            again_and_again(lambda: run.sample(pid, record), EVERY, stop),
            again_and_again(lambda: print(line(run), flush=True) if run.samples else None, 60.0, stop),
        ]
        publish(press, run, given.rate, given.arrivals, given.minutes * 60)
        until = time.time() + max(60.0, time.time() - run.begun)
        while not run.is_done() and time.time() < until:
            time.sleep(1)
        run.sample(pid, record)
        stop.set()
        for thread in watching:
            thread.join()
    return run


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--arrivals", type=int, default=36_000)
    parser.add_argument("--rate", type=float, default=10.0, help="articles a second")
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--readers", type=int, default=2)
    parser.add_argument("--database")
    parser.add_argument("--plot", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        given.database = given.database or f"{folder}/record.sqlite"
        press = Press()
        print(HEAD)
        with open_record(given.database) as record:
            run = measure(given, record, press, Path(folder) / "feeds.toml")
        press.close()
    found = summary(run, given)
    print(json.dumps(found))
    if given.plot:
        given.plot.write_text(plot(run, given))


if __name__ == "__main__":
    main()
