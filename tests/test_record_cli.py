"""`consilience verify` and `consilience rebuild`, as a user runs them."""

from __future__ import annotations

from pathlib import Path

import pytest
from reports_arriving import TEXTS, arrive, dump

from consilience.cli import main
from consilience.record import Record, Stages, verify

NAMES = list(TEXTS)[:4]


def address_of(record: Record) -> str:
    return record.engine.url.render_as_string(hide_password=False)


def test_a_whole_record_is_said_to_be_whole_with_its_head(
    record: Record, stages: Stages, capsys: pytest.CaptureFixture[str]
) -> None:
    arrive(record, stages, NAMES)
    head = verify(record).head
    assert main(["verify", "--database", address_of(record)]) == 0
    printed = capsys.readouterr().out
    assert "4 receipts were read" in printed
    assert f"The log ends with {head}." in printed
    assert main(["verify", "--database", address_of(record), "--head", str(head)]) == 0


def test_what_is_wrong_is_said_and_a_rebuild_mends_what_is_derived(
    record: Record, stages: Stages, capsys: pytest.CaptureFixture[str]
) -> None:
    arrive(record, stages, NAMES)
    before = dump(record, ["accounts", "log"])
    with record.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM accounts")
    assert main(["verify", "--database", address_of(record)]) == 1
    assert "The account of story" in capsys.readouterr().out
    assert main(["rebuild", "--database", address_of(record)]) == 0
    assert dump(record, ["accounts", "log"]) == before
    assert main(["verify", "--database", address_of(record)]) == 0


@pytest.mark.parametrize("command", ["verify", "rebuild"])
def test_a_missing_record_is_named(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--database", str(tmp_path / "none.sqlite")]) == 2
    assert capsys.readouterr().err == (
        f"consilience: There is no record at {tmp_path / 'none.sqlite'}. Give the one you mean with --database.\n"
    )


def test_an_empty_database_is_no_record(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if "://" not in address:
        Path(address := str(tmp_path / "empty.sqlite")).touch()
    assert main(["verify", "--database", address]) == 2
    assert "There is no record in" in capsys.readouterr().err


def test_a_head_that_is_none_is_refused(record: Record, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--database", address_of(record), "--head", "latest"]) == 2
    assert "latest is no end of a log" in capsys.readouterr().err
