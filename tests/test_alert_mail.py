"""Alerts by mail: through a real server, with and without encryption and a password, and against what reports may hold."""

from __future__ import annotations

import email
import re
import socket
import ssl
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from watching import BASE, DOCS, Clock, Story, at_clock, delivered, round_of, with_story, with_users

from consilience.alerting import Alerting, MailServer, Watch, add_watch, courses_of, mail_server, try_watch
from consilience.errors import RecordError, UsageError
from consilience.record import Record, Stages

SENDER = "Consilience <desk@example.org>"
PASSWORD = "correct horse battery staple"


@dataclass
class Box:
    """What a mail server took; `refuses` gives an answer in the place of 250 to so many messages."""

    port: int
    got: list[EmailMessage] = field(default_factory=list)
    to: list[list[str]] = field(default_factory=list)
    refuses: list[str] = field(default_factory=list)
    sent: list[bytes] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.refuses:
            return self.refuses.pop(0)
        self.sent.append(envelope.content)
        self.got.append(email.message_from_bytes(envelope.content, policy=default))  # type: ignore[arg-type]
        self.to.append(envelope.rcpt_tos)
        return "250 OK"


@contextmanager
def mail_at(**options: Any) -> Iterator[Box]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        box = Box(free.getsockname()[1])
    controller = Controller(box, hostname="127.0.0.1", port=box.port, **options)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


def through(box: Box, **settings: Any) -> Alerting:
    server = MailServer("localhost", SENDER, box.port, **({"security": "none"} | settings))
    return Alerting(BASE, server)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def story(record: Record, stages: Stages, clock: Clock) -> Story:
    desk = at_clock(record, clock)
    with_users(desk, "ana")
    return with_story(desk, stages)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate of localhost that signed itself, and its key."""
    folder = tmp_path_factory.mktemp("tls")
    paths = folder / "cert.pem", folder / "key.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
    ]
    command += ["-addext", "subjectAltName=DNS:localhost", "-out", str(paths[0]), "-keyout", str(paths[1])]
    subprocess.run(command, check=True, capture_output=True)
    return paths


def serving(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context


def login(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (b"desk", PASSWORD.encode())
    return AuthResult(success=right, handled=False)


def collected(story: Story, clock: Clock, settings: Alerting) -> None:
    """Lets the minute pass in which changes are collected for one mail."""
    round_of(story.record, settings)
    clock.passes(minutes=1)
    round_of(story.record, settings)


def text_of(message: EmailMessage) -> str:
    return str(message.get_content())


def test_changes_of_a_minute_come_in_one_mail(story: Story, clock: Clock) -> None:
    with mail_at() as box:
        settings = through(box)
        made = add_watch(story.record, settings, "ana", Watch("Lunde", mail="ana@example.org"))
        story.change(says="The dead are in conflict: 14, 17.", evidence=story.evidence("at least 14 people"))
        round_of(story.record, settings)
        clock.passes(seconds=40)
        last = story.change("correction", "Reuters corrected 40 to 14.")
        round_of(story.record, settings)
        assert box.got == []
        clock.passes(seconds=20)
        round_of(story.record, settings)
        round_of(story.record, settings)
        [message] = box.got
        assert box.to == [["ana@example.org"]]
    assert (message["From"], message["To"], message["Subject"]) == (
        SENDER,
        "ana@example.org",
        "Lunde: 2 changes",
    )
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe"].strip() == f"<{BASE}/alerts#watch-{made.kept.id}>"
    assert message["Date"].datetime == clock.time
    text = text_of(message)
    assert "The dead are in conflict: 14, 17." in text
    assert "“at least 14 people”" in text
    assert f"{BASE}/stories/{story.id}#change-{last.number}" in text
    assert delivered(story.record, "mail") == [("sent", 1, None)] * 2


def test_mail_over_starttls_with_a_password(
    story: Story, clock: Clock, certificate: tuple[Path, Path]
) -> None:
    options = {
        "tls_context": serving(certificate),
        "require_starttls": True,
        "authenticator": login,
        "auth_required": True,
    }
    with mail_at(**options) as box:
        given = {"security": "starttls", "user": "desk", "password": PASSWORD, "ca": str(certificate[0])}
        settings = through(box, **given)
        made = add_watch(story.record, settings, "ana", Watch("x", mail="ana@example.org"))
        story.change()
        collected(story, clock, settings)
        assert len(box.got) == 1
        wrong = try_watch(story.record, through(box, **given | {"password": "wrong"}), made.kept.id, "ana")
        assert wrong == {"mail": "The mail server refuses the desk's name or password (535)."}
        untrusted = try_watch(story.record, through(box, **given | {"ca": None}), made.kept.id, "ana")
        assert "SSLCertVerificationError" in str(untrusted["mail"])
        assert len(box.got) == 1
    assert PASSWORD not in repr(settings)


def test_no_password_goes_to_a_server_that_does_not_encrypt(story: Story) -> None:
    with mail_at(authenticator=login, auth_require_tls=False) as box:
        settings = through(box, security="starttls", user="desk", password=PASSWORD)
        made = add_watch(story.record, settings, "ana", Watch("x", mail="ana@example.org"))
        assert "SMTPNotSupportedError" in str(try_watch(story.record, settings, made.kept.id, "ana")["mail"])


def test_mail_over_tls_from_the_first_byte(story: Story, certificate: tuple[Path, Path]) -> None:
    with mail_at(ssl_context=serving(certificate)) as box:
        settings = through(box, security="ssl", ca=str(certificate[0]))
        made = add_watch(story.record, settings, "ana", Watch("x", mail="ana@example.org"))
        assert try_watch(story.record, settings, made.kept.id, "ana") == {"mail": None}
        assert [message["Subject"] for message in box.got] == ["x: a test"]


def test_mail_that_fails_is_tried_again(story: Story, clock: Clock) -> None:
    with mail_at() as box:
        settings = through(box)
        made = add_watch(story.record, settings, "ana", Watch("x", mail="ana@example.org"))
        story.change(says="One.")
        box.refuses = ["451 Try again later", "550 No such user here"]
        collected(story, clock, settings)
        [course] = courses_of(story.record, [made.kept])[made.kept.id]
        assert (course.failing is not None, course.error) == (
            True,
            "The mail server answered 451 Try again later.",
        )
        clock.passes(seconds=6)
        round_of(story.record, settings)
        assert delivered(story.record, "mail") == [
            ("waiting", 2, "The mail server answered 550 No such user here.")
        ]
        clock.passes(seconds=21)
        round_of(story.record, settings)
        assert [message["Subject"] for message in box.got] == ["x: One."]
    assert delivered(story.record, "mail") == [("sent", 3, None)]


def test_a_mail_server_that_is_away(story: Story, clock: Clock) -> None:
    with mail_at() as box:
        settings = through(box)
    made = add_watch(story.record, settings, "ana", Watch("x", mail="ana@example.org"))
    assert try_watch(story.record, settings, made.kept.id, "ana") == {
        "mail": "The mail server cannot be reached (ConnectionRefusedError)."
    }
    story.change()
    collected(story, clock, Alerting(BASE))  # the administrator took the server out of the settings
    assert "no mail any more" in str(delivered(story.record, "mail")[0][2])


HOSTILE = "Ferry\r\nBcc: all@example.org\r\n\r\n.\r\nRCPT TO:<all@example.org>\x00\u202e\ud800 gone"


def test_what_reports_say_adds_no_header_and_no_recipient(story: Story, clock: Clock) -> None:
    with mail_at() as box:
        settings = through(box)
        add_watch(
            story.record, settings, "ana", Watch("Name\r\nBcc: all@example.org", mail="ana@example.org")
        )
        story.change(says=HOSTILE)
        collected(story, clock, settings)
        [message] = box.got
        assert box.to == [["ana@example.org"]]
        head = box.sent[0].split(b"\r\n\r\n")[0].decode("ascii")
    assert message["Bcc"] is None
    assert {line.split(":")[0] for line in head.split("\r\n") if not line.startswith(" ")} == {
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "List-Unsubscribe", "Content-Type",
        "Content-Transfer-Encoding", "MIME-Version",
    }  # fmt: skip
    assert "Ferry Bcc: all@example.org . RCPT TO:<all@example.org> gone" in text_of(message).replace(
        "  ", " "
    )


@pytest.mark.parametrize(
    "to",
    ["ana", "ana@", "@example.org", "ana@example.org\r\nBcc: all@example.org", "ana@example.org, all@example.org", "Ana <ana@example.org>",
     "ana @example.org", "ana@exa mple.org", "ana@example..org", "\u0101na@example.org", '"a b"@example.org', "ana@-example.org"],
)  # fmt: skip
def test_addresses_that_are_none(record: Record, to: str) -> None:
    with_users(record, "ana")
    with pytest.raises(RecordError, match="no address of mail"):
        add_watch(record, Alerting(BASE, MailServer("localhost", SENDER)), "ana", Watch("x", mail=to))


# Settings


def settings_in(folder: Path, text: str, environment: Mapping[str, str] | None = None) -> MailServer | None:
    path = folder / "alerts.toml"
    path.write_text(text, encoding="utf-8")
    return mail_server(path, environment or {})


def test_the_documented_settings(tmp_path: Path) -> None:
    shown = re.search(r"```toml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert shown is not None
    server = settings_in(tmp_path, shown[1], {"DESK_MAIL_PASSWORD": PASSWORD})
    assert server == MailServer("mail.example.org", SENDER, 587, "starttls", "desk", PASSWORD, "ca.pem")
    assert PASSWORD not in repr(server)


def test_a_password_in_a_file_beside_the_settings(tmp_path: Path) -> None:
    (tmp_path / "mail.password").write_text(PASSWORD + "\n", encoding="utf-8")
    text = '[mail]\nhost = "m"\nsender = "d@e.org"\nuser = "desk"\npassword_file = "mail.password"'
    server = settings_in(tmp_path, text)
    assert server is not None
    assert server.password == PASSWORD
    assert settings_in(tmp_path, "[feeds]") is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[mail", "valid TOML"), ("mail = 3", "takes"), ('[mail]\nhost = "m"', "needs host and sender"),
        ('[mail]\nhost = "m"\nsender = "desk"', "needs host and sender"), ('[mail]\nhost = 3\nsender = "d@e.org"', "is text"),
        ('[mail]\nhost = "m"\nsender = "d@e.org"\npassword = "x"', "takes"), ('[mail]\nhost = "m"\nsender = "d@e.org"\nport = 0', "port"),
        ('[mail]\nhost = "m"\nsender = "d@e.org"\nport = true', "port"), ('[mail]\nhost = "m"\nsender = "d@e.org"\nsecurity = "plain"', "security"),
        ('[mail]\nhost = "m"\nsender = "d@e.org"\nuser = "desk"', "both user and a password"),
        ('[mail]\nhost = "m"\nsender = "d@e.org"\nuser = "desk"\npassword_env = "NOT_SET"', "NOT_SET"),
        ('[mail]\nhost = "m"\nsender = "d@e.org"\nuser = "desk"\npassword_file = "not-there"', "not-there"),
        ('[mail]\nhost = "m"\nsender = "d@e.org"\nuser = "desk"\npassword_env = "SET"\nsecurity = "none"', "starttls or ssl"),
        ('[mail]\nhost = "m"\nsender = "d@e.org\\r\\nBcc: all@e.org"', "one line"),
    ],
)  # fmt: skip
def test_settings_that_cannot_be(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(UsageError, match=says) as caught:
        settings_in(tmp_path, text, {"SET": PASSWORD})
    assert str(tmp_path / "alerts.toml") in str(caught.value)
    assert PASSWORD not in str(caught.value)


def test_settings_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        mail_server(tmp_path / "nothing.toml")
