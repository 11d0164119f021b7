"""What is received and decided is kept, and any change to it is found; on SQLite and PostgreSQL alike."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine

from consilience.errors import RecordError
from consilience.record import Head, Record, open_record, receive, verify
from consilience.record.schema import metadata

FERRY = b"Nine people drowned when a ferry sank on Lake Sule on Monday, police said."
LATER = b"Fourteen people drowned when a ferry sank on Lake Sule on Monday, police said."
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def filled_record(new_address: Callable[[], str]) -> Iterator[Record]:
    with open_record(new_address()) as opened:
        filled(opened)
        yield opened


def filled(record: Record) -> None:
    receive(record, FERRY, name="ferry.txt", url="https://example.org/ferry", headers=[("ETag", '"1"')])
    receive(record, LATER, name="ferry.txt", url="https://example.org/ferry", headers=[("ETag", '"2"')])
    receive(record, FERRY, name="copy.txt", via="watched folder", media_type="text/plain")


def change(record: Record, *statements: str) -> None:
    """Changes the database behind the record's back, whatever its tables demand of each other."""
    if record.engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(str(record.engine.url.database), isolation_level=None)) as file:
            for statement in statements:
                file.execute(statement)
        return
    with record.engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_a_record_is_whole_after_what_it_received(record: Record) -> None:
    filled(record)
    verdict = verify(record)
    assert (verdict.entries, verdict.receipts, verdict.problems) == (3, 3, ())


def test_the_same_bytes_are_kept_once(record: Record) -> None:
    filled(record)
    assert record.read(lambda c: c.exec_driver_sql("SELECT count(*) FROM contents").scalar()) == 2


def test_a_sender_who_got_no_answer_may_send_again(record: Record) -> None:
    first = receive(record, FERRY, name="ferry.txt", when=NOON)
    assert receive(record, FERRY, name="ferry.txt", when=NOON) == first
    assert verify(record).receipts == 1


def test_a_record_can_be_opened_again(address: str) -> None:
    with open_record(address) as record:
        filled(record)
        before = verify(record)
    with open_record(address, create=False) as record:
        assert verify(record) == before


def test_time_never_goes_back_in_the_log(address: str) -> None:
    times = iter([NOON, NOON - timedelta(hours=1)])
    with open_record(address, now=lambda: next(times)) as record:
        receive(record, FERRY, name="a.txt", when=NOON)
        receive(record, LATER, name="b.txt", when=NOON)
        first, second = record.read(
            lambda c: c.exec_driver_sql("SELECT at FROM log ORDER BY number").scalars().all()
        )
    assert first == second


CHANGES = {
    "a changed entry": ("UPDATE log SET who = 'Ann' WHERE number = 2", "Entry 2 of the log (received"),
    "a changed time": ("UPDATE log SET at = '2020-01-01T00:00:00.000000+00:00' WHERE number = 1", "Entry 1 of the log"),
    "spaces in an entry": ("UPDATE log SET about = about || ' ' WHERE number = 3", "Entry 3 of the log (received"),
    "no JSON in an entry": ("UPDATE log SET about = '{' WHERE number = 3", "Entry 3 of the log (received"),
    "a removed entry": ("DELETE FROM log WHERE number = 2", "Entry 2 of the log is missing."),
    "two removed entries": ("DELETE FROM log WHERE number < 3", "Entries 1 to 2 of the log are missing."),
    "the last entry removed": ("DELETE FROM log WHERE number = 3", "The log ends with entry 2, but its end was noted as entry 3"),
    "a changed receipt": ("UPDATE arrivals SET url = 'https://example.org/other' WHERE number = 1", "The receipt of ferry.txt, received"),
    "changed headers": ("UPDATE arrivals SET headers = '[]' WHERE number = 1", "The receipt of ferry.txt, received"),
    "a removed receipt": ("DELETE FROM arrivals WHERE number = 3", "The receipt of copy.txt, received"),
    "removed bytes": ("DELETE FROM contents", "The bytes of ferry.txt, received"),
    "a head of another log": ("UPDATE head SET hash = 'f'", "Entry 3 of the log, the last, is not the one"),
}  # fmt: skip


@pytest.mark.parametrize("what", CHANGES)
def test_what_was_changed_is_found_and_named(record: Record, what: str) -> None:
    statement, said = CHANGES[what]
    filled(record)
    change(record, statement)
    problems = verify(record).problems
    assert any(problem.startswith(said) for problem in problems), problems


def test_a_receipt_that_nobody_logged_is_found(record: Record) -> None:
    filled(record)
    other = "SELECT 'x', 9, key, name, url, via, media_type, charset, headers, at, sha256 FROM arrivals WHERE number = 3"
    change(record, "INSERT INTO log SELECT 9, at, who, 'noted', about, 'x', before, hash FROM log WHERE number = 3",
           f"INSERT INTO arrivals (id, number, key, name, url, via, media_type, charset, headers, at, sha256) {other}")  # fmt: skip
    assert any("stands in no entry of the log" in problem for problem in verify(record).problems)


def test_a_log_written_anew_is_found_by_a_head_noted_elsewhere(
    address: str, new_address: Callable[[], str]
) -> None:
    with open_record(address) as record:
        filled(record)
        noted = verify(record).head
        assert verify(record, noted).problems == ()
    with open_record(new_address()) as forged:
        receive(forged, LATER, name="ferry.txt")
        assert verify(forged).problems == ()
        assert any("cut off" in problem for problem in verify(forged, noted).problems)
        receive(forged, FERRY, name="ferry.txt")
        receive(forged, FERRY, name="ferry.txt", via="mail")
        assert any("written anew" in problem for problem in verify(forged, noted).problems)
        assert verify(forged, Head(1, "0" * 64)).problems


KEPT = {
    "log": ("number", ["at", "who", "kind", "about", "step", "before", "hash"]),
    "arrivals": ("number", ["id", "key", "name", "url", "via", "media_type", "headers", "at", "sha256"]),
    "contents": ("sha256", ["data"]),
}
CELLS = [(table, column) for table, (_, columns) in KEPT.items() for column in columns]


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_any_single_changed_byte_is_found(filled_record: Record, data: st.DataObject) -> None:
    table, column = data.draw(st.sampled_from(CELLS))
    key = KEPT[table][0]
    query = f"SELECT {key}, {column} FROM {table} ORDER BY {key}"
    cells = filled_record.read(lambda c: c.exec_driver_sql(query).all())
    row, kept = data.draw(st.sampled_from([(k, v) for k, v in cells if v]))
    where = data.draw(st.integers(0, len(kept) - 1))
    byte = data.draw(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="'%:\\"))
    other = byte.encode() if isinstance(kept, bytes) else byte
    changed = kept[:where] + other + kept[where + 1 :]
    assume(changed != kept)
    try:
        change(filled_record, _put(filled_record, table, key, row, column, changed))
        assert verify(filled_record).problems
    finally:
        change(filled_record, _put(filled_record, table, key, row, column, kept))
    assert verify(filled_record).problems == ()


def _put(record: Record, table: str, key: str, row: object, column: str, value: str | bytes) -> str:
    literal = "'" + str(value).replace("%", "%%") + "'"
    if isinstance(value, bytes):
        sqlite = record.engine.dialect.name == "sqlite"
        literal = f"X'{value.hex()}'" if sqlite else f"'\\x{value.hex()}'::bytea"
    return f"UPDATE {table} SET {column} = {literal} WHERE {key} = '{row}'"


TEXT = st.text(st.characters(), max_size=30)  # lone surrogates and NUL among them


@settings(max_examples=40, deadline=None)
@given(name=TEXT, key=TEXT, headers=st.lists(st.tuples(TEXT, TEXT), max_size=3), data=st.binary(max_size=40))
def test_whatever_is_received_is_kept_as_it_came(
    module_record: Record, name: str, key: str, headers: list[tuple[str, str]], data: bytes
) -> None:
    arrival = receive(module_record, data, name=name, key=key, headers=headers, via=name, charset=key)
    assert arrival.headers == tuple(headers)
    assert verify(module_record).problems == ()


def test_the_migrations_make_the_tables_that_the_program_knows(record: Record) -> None:
    with record.engine.connect() as connection:
        opts = {"include_name": lambda name, kind, _: kind != "table" or not name.startswith("sought")}
        assert compare_metadata(MigrationContext.configure(connection, opts=opts), metadata) == []


def made_at(address: str, revision: str, statements: Iterable[str]) -> None:
    """A record as an earlier program left it: its tables, and what was written into them."""
    engine = create_engine(address if "://" in address else f"sqlite:///{address}")
    config = Config()
    config.set_main_option("script_location", "consilience.record:migrations")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def test_a_record_of_the_first_tables_knows_what_it_last_told(address: str) -> None:
    told = [
        f"INSERT INTO log VALUES ({number}, '2026', 'program', 'told', '{{\"sha256\":\"{mark * 64}\",\"story\":\"s1\"}}', NULL, '0', '{mark}')"
        for number, mark in enumerate("ab", 1)
    ]
    made_at(address, "0001", [*told, "INSERT INTO stories VALUES ('s1', 1, NULL, 0)"])
    with open_record(address) as record:
        held = record.read(lambda c: c.exec_driver_sql("SELECT id, told FROM stories").all())
    assert [tuple(row) for row in held] == [("s1", "b" * 64)]


def test_a_record_of_the_second_tables_knows_what_its_reports_are_compared_by(address: str) -> None:
    made_at(address, "0002", [
        "INSERT INTO reports VALUES ('r1', 'a.txt', 'v2', 'v2', '2026-05-04 r1', 739740, NULL)",
        "INSERT INTO versions VALUES ('v1', 'r1', 1, 'aa', '1')",
        "INSERT INTO versions VALUES ('v2', 'r1', 1, 'bb', '2')",
        "INSERT INTO signs VALUES ('r1', '3')",
        "INSERT INTO traits VALUES ('r1', 17, 2000)", "INSERT INTO traits VALUES ('r1', 5, 3000)",
    ])  # fmt: skip
    with open_record(address) as record:
        kept = "SELECT id, place, day, traits, features FROM versions ORDER BY id"
        versions = record.read(lambda c: c.exec_driver_sql(kept).all())
        days = record.read(lambda c: c.exec_driver_sql("SELECT day FROM traits").all())
    assert tuple(versions[0]) == ("v1", None, None, None, None)
    assert tuple(versions[1][:4]) == ("v2", "2026-05-04 r1", 739740, "[[5,3000],[17,2000]]")
    assert versions[1].features in {"3", b"3"}
    assert [tuple(row) for row in days] == [(739740,), (739740,)]


def test_a_record_of_a_newer_program_is_refused(address: str) -> None:
    with open_record(address) as record:
        change(record, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(
        RecordError, match=r"made by a newer Consilience \(schema 9999\)\. Install that version"
    ):
        open_record(address)


def test_a_database_of_something_else_is_refused_and_left_alone(
    address: str, new_address: Callable[[], str]
) -> None:
    with open_record(address) as record:
        change(record, "DROP TABLE alembic_version")
    with pytest.raises(RecordError, match="holds something else than a record of Consilience"):
        open_record(address)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(FERRY * 20)
    with pytest.raises(RecordError, match="The file is no record of Consilience"):
        open_record(str(path))
    assert path.read_bytes() == FERRY * 20


@pytest.mark.parametrize(
    "address", ["mysql://localhost/desk", "postgresql://localhost/desk", "nonsense://", "://", "sqlite://"]
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(RecordError, match="is no address of a record"):
        open_record(address)


def test_a_missing_record_is_not_made_where_none_is_wanted(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="There is no record at"):
        open_record(str(tmp_path / "none.sqlite"), create=False)
    assert not (tmp_path / "none.sqlite").exists()


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="Check that its folder exists"):
        open_record(str(tmp_path / "none" / "record.sqlite"))


def test_a_server_that_does_not_answer_is_named() -> None:
    with pytest.raises(RecordError, match="The server cannot be reached"):
        open_record("postgresql+psycopg://desk@127.0.0.1:1/desk")


def test_a_moment_without_a_time_zone_is_refused(record: Record) -> None:
    with pytest.raises(RecordError, match="has no time zone"):
        receive(record, FERRY, name="ferry.txt", when=datetime(2026, 5, 4))
