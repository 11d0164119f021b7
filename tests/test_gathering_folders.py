"""Watched folders: files are received when they are whole, and again when they change."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from gatherings import Desk, desk_at

from consilience.gathering import Folder
from consilience.intake import MOST_BYTES


@pytest.fixture
def desk(address: str) -> Iterator[Desk]:
    with desk_at(address) as opened:
        yield opened


@pytest.fixture
def drop(tmp_path: Path) -> Folder:
    (tmp_path / "drop").mkdir()
    return Folder("Drop", str(tmp_path / "drop"), 10)


def rounds(desk: Desk, folder: Folder, count: int = 2) -> int:
    """Rounds, each when the next is due; how much was received in all."""
    gatherer, received = desk.gatherer(folder), 0
    for _ in range(count):
        desk.later(seconds=gatherer.due())
        received += gatherer.gather().received
    return received


def write(folder: Folder, name: str, text: str | bytes) -> Path:
    path = Path(folder.address, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_file_is_received_when_it_was_left_alone_for_a_while(desk: Desk, drop: Folder) -> None:
    path = write(
        drop,
        "wire/ferry.eml",
        "From: a@example.org\r\nSubject: Ferry\r\n\r\nA ferry sank near the harbour on Monday.\r\n",
    )
    gatherer = desk.gatherer(drop)
    assert (gatherer.gather().received, gatherer.due()) == (0, 2)
    desk.later(seconds=2)
    assert gatherer.gather().received == 1
    (arrival,) = desk.arrivals()
    assert (arrival.name, arrival.key, arrival.via) == ("wire/ferry.eml", str(path), f"folder {drop.address}")
    assert desk.bodies() == [path.read_bytes()]
    assert rounds(desk, drop, 4) == 0


def test_a_file_that_is_still_being_written_is_waited_for(desk: Desk, drop: Folder) -> None:
    path = write(drop, "ferry.txt", "A ferry")
    gatherer = desk.gatherer(drop)
    for more in (" sank", " near the", " harbour."):
        assert gatherer.gather().received == 0
        with path.open("a") as file:
            file.write(more)
        desk.later(seconds=gatherer.due())
    assert gatherer.gather().received == 0
    desk.later(seconds=gatherer.due())
    assert gatherer.gather().received == 1
    assert desk.bodies() == [b"A ferry sank near the harbour."]


def test_a_changed_file_is_a_revision_and_a_touched_one_is_not(desk: Desk, drop: Folder) -> None:
    path = write(drop, "ferry.txt", "Forty people died.")
    assert rounds(desk, drop) == 1
    os.utime(path, (1, 1))
    assert rounds(desk, drop, 3) == 0
    path.write_text("Fourteen people died.")
    assert rounds(desk, drop, 3) == 1
    assert len({arrival.key for arrival in desk.arrivals()}) == 1
    assert desk.bodies() == [b"Forty people died.", b"Fourteen people died."]


def test_a_file_that_is_too_large_is_named_once(desk: Desk, drop: Folder) -> None:
    path = Path(drop.address, "film.txt")
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    write(drop, "ferry.txt", "A ferry sank.")
    failures = []
    gatherer = desk.gatherer(drop)
    for _ in range(5):
        failures += gatherer.gather().failures
        desk.later(seconds=gatherer.due())
    assert [(failure.file, failure.code) for failure in failures] == [(str(path), "too_large")]
    assert (desk.state(drop).received, desk.state(drop).refused) == (1, 1)


def test_links_hidden_files_and_pipes_are_left_out(desk: Desk, drop: Folder, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "passwords.txt").write_text("The secret words of the desk.")
    Path(drop.address, "link.txt").symlink_to(secret / "passwords.txt")
    Path(drop.address, "folder").symlink_to(secret)
    write(drop, ".hidden", "Hidden words.")
    write(drop, ".git/config", "Hidden words.")
    os.mkfifo(Path(drop.address, "pipe.txt"))
    assert rounds(desk, drop, 3) == 0
    assert desk.state(drop).waiting == 0


def test_a_file_that_becomes_a_link_meanwhile_is_not_followed(
    desk: Desk, drop: Folder, tmp_path: Path
) -> None:
    path = write(drop, "ferry.txt", "A ferry sank.")
    desk.round(drop)
    path.unlink()
    (tmp_path / "passwords.txt").write_text("The secret words of the desk.")
    path.symlink_to(tmp_path / "passwords.txt")
    assert rounds(desk, drop, 4) == 0


def test_a_folder_that_becomes_a_link_meanwhile_is_not_followed(
    desk: Desk, drop: Folder, tmp_path: Path
) -> None:
    path = write(drop, "wire/passwords.txt", "A ferry sank.")
    desk.round(drop)
    path.unlink()
    path.parent.rmdir()
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "passwords.txt").write_text("The secret words of the desk.")
    path.parent.symlink_to(tmp_path / "secret")
    assert rounds(desk, drop, 4) == 0


def test_a_file_that_is_taken_away_before_it_was_read_is_named(desk: Desk, drop: Folder) -> None:
    path = write(drop, "ferry.txt", "A ferry sank.")
    desk.round(drop)
    path.unlink()
    desk.later(seconds=5)
    assert [failure.code for failure in desk.round(drop).failures] == ["not_found"]
    write(drop, "ferry.txt", "A ferry sank after all.")
    assert rounds(desk, drop, 3) == 1


def test_a_folder_that_is_not_there_fails_until_it_is(desk: Desk, drop: Folder) -> None:
    Path(drop.address).rmdir()
    assert [failure.message for failure in desk.round(drop).failures] == ["There is no such folder."]
    assert desk.state(drop).status == "failing"
    write(drop, "ferry.txt", "A ferry sank.")
    assert rounds(desk, drop, 3) == 1


def test_names_that_are_no_text_are_kept(desk: Desk, drop: Folder) -> None:
    path = Path(drop.address) / os.fsdecode(b"f\xe9rry.txt")
    path.write_bytes(b"A ferry sank.")
    assert rounds(desk, drop, 3) == 1
    assert desk.arrivals()[0].key == str(path)
