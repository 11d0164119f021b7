"""Alerts to people by mail: what several changes say, in one message of plain text (RFC 5322, 8058's address to stop at)."""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Iterator, Sequence
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from consilience.alerting.kept import Kept
from consilience.alerting.settings import Alerting, MailServer
from consilience.alerting.telling import Told
from consilience.alerting.webhooks import NotDelivered
from consilience.record.log import canonical, digest

SECONDS = 20.0  # that the mail server may be silent
MOST_SUBJECT = 120  # characters
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def digest_of(kept: Kept, told: Sequence[Told], settings: Alerting, now: datetime) -> EmailMessage:
    """One message that tells of changes."""
    subject = f"{kept.watch.name}: {told[0].says}"
    if len(told) > 1:
        subject = f"{kept.watch.name}: {len(told)} changes"
    lines = [line for one in told for line in _lines(one, settings.base)]
    name = digest(canonical([kept.id, [one.entry.number for one in told]]))
    return _message(kept, subject, lines, name, settings, now)


def test_message(kept: Kept, settings: Alerting, now: datetime) -> EmailMessage:
    """A message that shows that mail arrives."""
    name = digest(canonical([kept.id, now.isoformat()]))
    return _message(kept, f"{kept.watch.name}: a test", ["Mail of this watch arrives."], name, settings, now)


def _lines(told: Told, base: str) -> Iterator[str]:
    yield from (_plain(told.title) or "A story without an account yet", _plain(told.says))
    for passage in told.passages:
        yield f"    {_plain(passage.outlet)}: “{_plain(passage.words)}”"
    yield from (told.address(base), "")


def _message(
    kept: Kept, subject: str, lines: Sequence[str], name: str, settings: Alerting, now: datetime
) -> EmailMessage:
    sender, to = _server(settings).sender, kept.watch.mail
    if to is None:
        raise NotDelivered("The watch has no address of mail any more.")
    stop = f"{settings.base}/alerts#watch-{kept.id}"
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = to
    message["Subject"] = _plain(subject)[:MOST_SUBJECT]
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{name[:32]}@{sender.rpartition('@')[2].strip('> ')}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: so that no answering machine answers
    message["List-Unsubscribe"] = f"<{stop}>"
    message.set_content("\n".join([*lines, "--", f"Your watch “{_plain(kept.watch.name)}”: {stop}", ""]))
    return message


def _plain(text: str) -> str:
    """Words of reports on one line, without what steers a terminal or turns their direction."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def _server(settings: Alerting) -> MailServer:
    if settings.mail is None:
        raise NotDelivered(
            "This desk sends no mail any more: its administrator has taken the mail server away."
        )
    return settings.mail


def send(settings: Alerting, message: EmailMessage) -> None:
    """Gives a message to the mail server. Raises NotDelivered, with a sentence that holds no password."""
    server = _server(settings)
    try:
        with _connected(server) as session:
            if server.user is not None and server.password is not None:
                session.login(server.user, server.password)
            session.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        refused = "; ".join(f"{code} {_said(why)}" for code, why in error.recipients.values())
        raise NotDelivered(f"The mail server refuses the address ({refused}).") from None
    except smtplib.SMTPAuthenticationError as error:
        raise NotDelivered(
            f"The mail server refuses the desk's name or password ({error.smtp_code})."
        ) from None
    except smtplib.SMTPResponseException as error:
        raise NotDelivered(f"The mail server answered {error.smtp_code} {_said(error.smtp_error)}.") from None
    except (smtplib.SMTPException, ssl.SSLError) as error:
        raise NotDelivered(
            f"The mail server cannot be used as [mail] says ({type(error).__name__})."
        ) from None
    except OSError as error:
        raise NotDelivered(f"The mail server cannot be reached ({type(error).__name__}).") from None


def _connected(server: MailServer) -> smtplib.SMTP:
    if server.security == "none":
        return smtplib.SMTP(server.host, server.port, timeout=SECONDS)
    trusted = ssl.create_default_context(cafile=server.ca)
    if server.security == "ssl":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=trusted)
    session = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
    try:
        session.starttls(context=trusted)
    except BaseException:
        session.close()
        raise
    return session


def _said(answer: bytes | str) -> str:
    words = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return _plain(words)[:200]
