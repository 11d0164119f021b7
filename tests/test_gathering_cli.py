"""`consilience gather`, as a user runs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from consilience.cli import main
from consilience.record import open_record
from consilience.record.arrivals import all_arrivals


def gather(folder: Path, feeds: str) -> int:
    (folder / "feeds.toml").write_text(feeds)
    return main(["gather", "--feeds", str(folder / "feeds.toml"), "--database", str(folder / "desk.sqlite")])


def test_one_call_receives_all_that_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "drop").mkdir()
    (tmp_path / "drop" / "ferry.txt").write_text("A ferry sank near the harbour on Monday.")
    assert gather(tmp_path, '[[folder]]\nname = "Drop"\npath = "drop"\n') == 0
    assert capsys.readouterr() == ("1 received.\n", "")
    assert gather(tmp_path, '[[folder]]\nname = "Drop"\npath = "drop"\n') == 0
    assert capsys.readouterr().out == "0 received.\n"
    with open_record(str(tmp_path / "desk.sqlite")) as record:
        assert [arrival.name for arrival in record.read(all_arrivals)] == ["ferry.txt"]


def test_what_fails_and_what_is_mistaken_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    feeds = '[[feed]]\nname = "H"\naddress = "http://127.0.0.1:9/"\n[[folder]]\nname = "D"\n'
    assert gather(tmp_path, feeds) == 1
    assert capsys.readouterr().err.splitlines() == [
        f'consilience: {tmp_path / "feeds.toml"}, [[folder]] 1, key "path": It is missing.',
        "consilience: http://127.0.0.1:9/: It leads to an address that is not public, and is not asked.",
    ]


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gather", "--feeds", str(tmp_path / "none.toml")]) == 2
    assert "none.toml: It cannot be read" in capsys.readouterr().err
