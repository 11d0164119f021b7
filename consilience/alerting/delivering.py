"""What the desk's worker does for alerts again and again, and a test of a watch's channels."""

from __future__ import annotations

import secrets
import threading

from sqlalchemy import select

from consilience.alerting import mail, webhooks
from consilience.alerting.deciding import decide
from consilience.alerting.kept import watch_of
from consilience.alerting.sending import send_due, undelivered
from consilience.alerting.settings import Alerting
from consilience.errors import RecordError
from consilience.record import Record
from consilience.record.schema import watches

LOOK = 2.0  # seconds after which the log is looked at again


def deliver(record: Record, settings: Alerting, stop: threading.Event) -> float:
    """Decides whom new entries of the log alert, and sends what is due; gives the seconds until it wants to be called again.

    A task of the desk's worker. What fails is tried again after 5, 20, 80 … seconds, for a day; what was begun by a process
    that was killed is sent again, under the same id.
    """
    while not stop.is_set() and decide(record):
        pass
    send_due(record, settings, stop)
    return LOOK


def try_watch(record: Record, settings: Alerting, name: str, owner: str | None) -> dict[str, str | None]:
    """Sends a test by each channel of a watch; gives for each what went wrong, None where it got through.

    Raises NotThereError as `watch_of`, RecordError for a watch that has neither webhook nor mail.
    """
    kept, now = watch_of(record, name, owner), record.now()
    query = select(watches.c.secret).where(watches.c.id == name)
    secret = record.read(lambda connection: connection.execute(query).scalar())
    tried: dict[str, str | None] = {}
    if kept.watch.webhook is not None:
        body, message = webhooks.test_body(kept, now), f"msg_{secrets.token_hex(16)}"
        failure = undelivered(lambda: webhooks.post(settings, kept, secret, message, body, now))
        tried["webhook"] = None if failure is None else str(failure)
    if kept.watch.mail is not None:
        failure = undelivered(lambda: mail.send(settings, mail.test_message(kept, settings, now)))
        tried["mail"] = None if failure is None else str(failure)
    if not tried:
        raise RecordError("This watch has neither a webhook nor an address of mail to test.")
    return tried
