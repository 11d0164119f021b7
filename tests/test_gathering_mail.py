"""A mailbox over a real IMAP conversation: each message is received once, and nothing in it is changed."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from gatherings import Desk, desk_at
from mail_server import PASSWORD, USER, MailServer, certificate, mail_server

from consilience.gathering import Mailbox
from consilience.gathering.sources import Secret
from consilience.intake import MOST_BYTES

MESSAGE = b"From: Police <press@police.example>\r\nSubject: Ferry %d\r\n\r\nNine bodies were found on Monday, said the police (%d).\r\n"


@pytest.fixture(scope="module")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def server(pem: Path) -> Iterator[MailServer]:
    with mail_server(pem) as opened:
        yield opened


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_at(str(tmp_path / "record.sqlite")) as opened:
        yield opened


@pytest.fixture
def mailbox(server: MailServer, monkeypatch: pytest.MonkeyPatch) -> Mailbox:
    monkeypatch.setenv("MAIL_PASSWORD", PASSWORD)
    return Mailbox("Press", "127.0.0.1", server.port, USER, "Press/Today", 120, Secret("MAIL_PASSWORD", None))


class Reader:
    """Rounds that trust the certificate of the tests' server alone, each when the next is due."""

    def __init__(self, desk: Desk, pem: Path) -> None:
        self.desk, self.tls = desk, ssl.create_default_context(cafile=str(pem))

    def received(self, mailbox: Mailbox) -> int:
        return self.round(mailbox)[0]

    def round(self, mailbox: Mailbox) -> tuple[int, list[str]]:
        gatherer = self.desk.gatherer(mailbox, tls=self.tls)
        self.desk.later(seconds=gatherer.due())
        found = gatherer.gather()
        return found.received, [failure.message for failure in found.failures]


@pytest.fixture
def reader(desk: Desk, pem: Path) -> Reader:
    return Reader(desk, pem)


def test_messages_are_received_as_they_are_and_once(
    desk: Desk, reader: Reader, server: MailServer, mailbox: Mailbox
) -> None:
    server.messages = {uid: MESSAGE % (uid, uid) for uid in (3, 5)}
    assert reader.round(mailbox) == (2, [])
    assert desk.bodies() == [MESSAGE % (3, 3), MESSAGE % (5, 5)]
    arrival = desk.arrivals()[0]
    assert (arrival.media_type, arrival.name, arrival.via) == (
        "message/rfc822",
        "message-3.eml",
        f"mail {mailbox.address}",
    )
    assert arrival.key == f"{mailbox.address};UIDVALIDITY=7/;UID=3"
    assert reader.received(mailbox) == 0
    server.messages[9] = MESSAGE % (9, 9)
    assert reader.received(mailbox) == 1
    assert [command for command in server.said if "SEARCH" in command] == [
        f"UID SEARCH UID {n}:*" for n in (1, 6, 6)
    ]
    changing = ("SELECT", "STORE", "EXPUNGE", "COPY", "MOVE", "APPEND", "DELETE", "CLOSE", "BODY[]")
    assert not [command for command in server.said if any(word in command for word in changing)]
    assert not [command for command in server.said if PASSWORD in command]


def test_a_mailbox_that_was_made_anew_is_read_from_its_beginning(
    desk: Desk, reader: Reader, server: MailServer, mailbox: Mailbox
) -> None:
    server.messages = {3: MESSAGE % (3, 3)}
    reader.received(mailbox)
    server.validity, server.messages = 8, {1: MESSAGE % (1, 1)}
    assert reader.received(mailbox) == 1
    assert desk.arrivals()[1].key.endswith(";UIDVALIDITY=8/;UID=1")


def test_an_empty_mailbox_is_well(desk: Desk, reader: Reader, server: MailServer, mailbox: Mailbox) -> None:
    assert reader.round(mailbox) == (0, [])
    assert desk.state(mailbox).status == "well"


def test_a_message_that_is_too_large_is_named_once_and_the_rest_goes_on(
    desk: Desk, reader: Reader, server: MailServer, mailbox: Mailbox
) -> None:
    server.messages = {uid: MESSAGE % (uid, uid) for uid in (1, 2)}
    server.claims = {1: MOST_BYTES + 1}
    assert reader.round(mailbox) == (1, ["It is larger than 20 MB."])
    assert reader.round(mailbox) == (0, [])
    assert (desk.state(mailbox).received, desk.state(mailbox).refused) == (1, 1)


def test_a_connection_that_is_cut_loses_no_message(
    desk: Desk, reader: Reader, server: MailServer, mailbox: Mailbox
) -> None:
    server.messages = {uid: MESSAGE % (uid, uid) for uid in (1, 2, 3)}
    server.cut = "UID FETCH 2 (BODY"
    received, failures = reader.round(mailbox)
    assert (received, failures) == (
        1,
        ["The mail server cannot be reached, or does not answer as IMAP has it."],
    )
    assert desk.state(mailbox).status == "failing"
    server.cut = ""
    assert reader.round(mailbox) == (2, [])
    assert desk.bodies() == [MESSAGE % (uid, uid) for uid in (1, 2, 3)]


@pytest.mark.parametrize("cut", ["CAPABILITY", "AUTHENTICATE", "EXAMINE", "SEARCH", "LOGOUT"])
def test_a_server_that_goes_away_at_any_moment_ends_no_round(
    desk: Desk, reader: Reader, server: MailServer, mailbox: Mailbox, cut: str
) -> None:
    server.messages = {1: MESSAGE % (1, 1)}
    server.cut = cut
    reader.round(mailbox)
    server.cut = ""
    reader.round(mailbox)
    assert len(desk.arrivals()) == 1


def test_a_wrong_password_is_said_and_stands_nowhere(
    desk: Desk, reader: Reader, server: MailServer, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAIL_PASSWORD", "old-secret")
    assert reader.round(mailbox) == (0, ["The server does not let us in. Check user and password."])
    assert "old-secret" not in repr((mailbox, desk.state(mailbox)))
    assert "EXAMINE" not in " ".join(server.said)


def test_a_password_stands_in_a_file_too_and_a_missing_one_is_named(
    reader: Reader, server: MailServer, mailbox: Mailbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.messages = {1: MESSAGE % (1, 1)}
    (tmp_path / "password").write_text(PASSWORD + "\n", encoding="utf-8")
    monkeypatch.delenv("MAIL_PASSWORD")
    assert reader.round(mailbox) == (0, ["The environment variable MAIL_PASSWORD is not set."])
    missing = replace(mailbox, password=Secret(None, str(tmp_path / "none")))
    assert reader.round(missing) == (0, [f"The password cannot be read from {tmp_path / 'none'}."])
    assert reader.round(replace(mailbox, password=Secret(None, str(tmp_path / "password")))) == (1, [])


def test_a_folder_that_the_mailbox_does_not_have_is_named(
    reader: Reader, server: MailServer, mailbox: Mailbox
) -> None:
    assert reader.round(replace(mailbox, folder='No "such\\')) == (
        0,
        ['The mailbox has no folder "No "such\\".'],
    )
    assert 'EXAMINE "No \\"such\\\\"' in server.said


def test_a_server_whose_certificate_is_not_trusted_is_told_nothing(
    desk: Desk, server: MailServer, mailbox: Mailbox
) -> None:
    found = desk.round(mailbox)
    assert [failure.code for failure in found.failures] == ["unreachable"]
    assert server.said == []
