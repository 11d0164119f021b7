"""What was acknowledged outlasts a process that is killed, a server that goes away and a disk that is full."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from databases import PostgreSQL
from reports_arriving import TEXTS, WHEN, arrive, dump
from sqlalchemy import event

from consilience.errors import RecordError
from consilience.model.packing import pack
from consilience.record import Record, Stages, known_as_of, open_record, reading_of, receive, verify, work

NAMES = [name for name in TEXTS if name.startswith(("quake", "election"))]
LONG_AFTER = datetime(2100, 1, 1, tzinfo=UTC)
DESK = Path(__file__).with_name("killed_desk.py")
KILLED_AT = (1, 2, 3, 4, 6, 12, 21)  # received, read, started, told; later ones join


def told(record: Record) -> list[list[str]]:
    """The stories as the names of their reports."""
    names = {row[0]: str(row[1]) for row in dump(record, ["reports"])["reports"]}
    return sorted(
        sorted(names[report] for report in held) for _, held in known_as_of(record, LONG_AFTER).stories
    )


@pytest.fixture(scope="module")
def undisturbed(stages: Stages, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[list[str]], Path]:
    """The stories that come of it when nothing happens, and the readings in a file."""
    folder = tmp_path_factory.mktemp("undisturbed")
    with open_record(str(folder / "record.sqlite")) as record:
        arrive(record, stages, NAMES)
        known = dict(known_as_of(record, LONG_AFTER).reports)
        readings = [reading_of(record, version) for version in known.values()]
        lines = [
            pack(reading).hex() for reading in sorted(readings, key=lambda r: NAMES.index(r.report.file))
        ]
        (folder / "readings").write_text("\n".join(lines))
        return told(record), folder / "readings"


@pytest.mark.parametrize("entry", KILLED_AT)
def test_a_killed_process_loses_nothing_acknowledged_and_leaves_nothing_half_done(
    address: str, stages: Stages, undisturbed: tuple[list[list[str]], Path], entry: int
) -> None:
    stories, readings = undisturbed
    command = [sys.executable, str(DESK), address, str(readings), str(entry)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    acknowledged = done.stdout.split()
    with open_record(address) as record:
        assert verify(record).problems == ()
        kept = [row[3] for row in dump(record, ["arrivals"])["arrivals"]]
        assert set(acknowledged) <= set(kept)
        arrive(record, stages, NAMES)  # the sender sends all again
        assert (told(record), verify(record).problems) == (stories, ())
        assert verify(record).receipts == len(NAMES)


def test_two_that_work_on_one_record_do_not_disturb_each_other(
    address: str, undisturbed: tuple[list[list[str]], Path]
) -> None:
    stories, readings = undisturbed
    open_record(address).close()
    command = [sys.executable, str(DESK), address, str(readings), "0"]
    both = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [one.wait() for one in both] == [0, 0]
    with open_record(address) as record:
        assert (told(record), verify(record).problems, verify(record).receipts) == (stories, (), len(NAMES))


class Waiting:
    """Starts a server again at the second wait for it."""

    def __init__(self, server: PostgreSQL) -> None:
        self.server, self.waits = server, 0

    def __call__(self, seconds: float) -> None:
        self.waits += 1
        if self.waits == 2:
            self.server.start()


def test_work_goes_on_when_the_server_was_away(
    postgresql: PostgreSQL, stages: Stages, undisturbed: tuple[list[list[str]], Path]
) -> None:
    waiting = Waiting(postgresql)
    with open_record(postgresql.new_database(), wait=waiting) as record:
        arrive(record, stages, NAMES[:3])
        postgresql.stop()
        receive(record, TEXTS[NAMES[3]].encode(), name=NAMES[3], when=WHEN)
        assert waiting.waits == 2
        arrive(record, stages, NAMES)
        assert (told(record), verify(record).problems) == (undisturbed[0], ())


@pytest.mark.parametrize("entry", [2, 3, 4, 9, 14])
def test_work_goes_on_when_the_server_goes_away_in_the_midst_of_a_step(
    postgresql: PostgreSQL, stages: Stages, undisturbed: tuple[list[list[str]], Path], entry: int
) -> None:
    calls = count(1)

    def now() -> datetime:
        if next(calls) == entry:
            postgresql.stop()
        return datetime.now(UTC)

    with open_record(postgresql.new_database(), now=now, wait=Waiting(postgresql)) as record:
        arrive(record, stages, NAMES)
        assert (told(record), verify(record).problems) == (undisturbed[0], ())


def test_a_server_that_stays_away_is_named_after_two_minutes(postgresql: PostgreSQL) -> None:
    waited: list[float] = []
    with open_record(postgresql.new_database(), wait=waited.append) as record:
        postgresql.stop()
        try:
            with pytest.raises(RecordError, match="The server cannot be reached"):
                receive(record, b"A ferry sank.", name="ferry.txt")
        finally:
            postgresql.start()
        assert 100 < sum(waited) < 150
        assert verify(record).receipts == 0


def test_a_database_that_does_not_exist_is_named(postgresql: PostgreSQL) -> None:
    with pytest.raises(RecordError, match="There is no such database"):
        open_record(postgresql.address("nowhere"))


@pytest.fixture
def full(record: Record) -> Callable[[bool], None]:
    """Makes the disk full, and gives it room again."""

    def limit(pages: int) -> None:
        record.engine.dispose()
        event.listen(record.engine, "connect", lambda c, _: c.execute(f"PRAGMA max_page_count = {pages}"))

    def fill(yes: bool) -> None:
        if record.engine.dialect.name == "sqlite":
            limit(1 if yes else 1_000_000)  # 1: no more than there are
            return
        with record.engine.begin() as connection:
            if not yes:
                connection.exec_driver_sql("DROP FUNCTION full_disk CASCADE")
                return
            connection.exec_driver_sql(
                "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE 'No space left on device' USING ERRCODE = 'disk_full'; END $$"
            )
            for table in ("head", "accounts"):
                connection.exec_driver_sql(
                    f"CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON {table} EXECUTE FUNCTION full_disk()"
                )

    return fill


def test_a_full_disk_is_named_and_leaves_the_record_whole(
    record: Record, stages: Stages, full: Callable[[bool], None]
) -> None:
    arrive(record, stages, NAMES[:2])
    before = dump(record, ["log", "arrivals", "stories", "members"])
    full(True)
    with pytest.raises(RecordError, match="The disk is full, so that nothing of this step was kept"):
        receive(record, b"Nine people drowned. " * 10_000, name="ferry.txt")
    assert verify(record).problems == ()
    assert dump(record, ["log", "arrivals", "stories", "members"]) == before
    full(False)
    arrive(record, stages, NAMES[2:])
    assert verify(record).problems == ()


def test_a_disk_that_fills_while_work_is_done_leaves_it_waiting(
    record: Record, stages: Stages, full: Callable[[bool], None], undisturbed: tuple[list[list[str]], Path]
) -> None:
    for name in NAMES:
        receive(record, TEXTS[name].encode(), name=name, when=WHEN)
    full(True)
    with pytest.raises(RecordError, match="The disk is full"):
        work(record, stages)
    assert verify(record).problems == ()
    full(False)
    work(record, stages)
    assert (told(record), verify(record).problems) == (undisturbed[0], ())
