"""Alerts to programs, signed as Standard Webhooks 1.0 says (standardwebhooks.com)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import ipaddress
import json
import time
from dataclasses import asdict
from datetime import datetime

import httpcore
import httpx

from consilience.alerting.kept import SECRET_PREFIX, Kept
from consilience.alerting.settings import Alerting
from consilience.alerting.telling import Told, story_address
from consilience.intake.fetch import AGENT
from consilience.intake.network import checked_client, is_public
from consilience.record.log import digest

GONE = 410


class NotDelivered(Exception):
    """A message that did not get through; `str()` of it says why, `gone` that there is no use in trying again."""

    def __init__(self, why: str, *, gone: bool = False) -> None:
        super().__init__(why)
        self.gone = gone


def signature(secret: str, message: str, seconds: int, body: bytes) -> str:
    """The header `webhook-signature`: HMAC-SHA256 over `message.seconds.body` with the bytes of the secret, in base64."""
    key = base64.b64decode(secret.removeprefix(SECRET_PREFIX))
    signed = b".".join((message.encode("ascii"), str(seconds).encode("ascii"), body))
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode("ascii")


def message_id(watch: str, number: int) -> str:
    """The header `webhook-id`: the same however often a message is sent."""
    return "msg_" + digest(f"{watch}:{number}")[:32]


def body_of(kept: Kept, told: Told, base: str) -> bytes:
    """A message about a change, as JSON in UTF-8."""
    about, entry = kept.watch, told.entry
    data = {
        "number": entry.number, "kind": told.kind, "says": told.says, "item": entry.about.get("item"),
        "names": entry.about.get("names", []), "url": told.address(base),
        "story": {"id": told.story, "title": told.title, "url": story_address(base, told.story)},
        "watch": {"id": kept.id, "name": about.name},
        "evidence": [{**asdict(p.evidence), "outlet": p.outlet, "words": p.words} for p in told.passages],
    }  # fmt: skip
    event = "change" if entry.kind == "changed" else "story"
    return _json({"type": f"{event}.{told.kind}", "timestamp": entry.at, "data": data})


def test_body(kept: Kept, now: datetime) -> bytes:
    """A message that shows that messages arrive."""
    data = {
        "watch": {"id": kept.id, "name": kept.watch.name},
        "says": "This is a test. Messages of this watch arrive.",
    }
    return _json({"type": "watch.test", "timestamp": now.isoformat(), "data": data})


def _json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode("ascii")


def post(
    settings: Alerting, kept: Kept, secret: str | None, message: str, body: bytes, now: datetime
) -> None:
    """Sends a message; it is delivered when the receiver answers with a status from 200 to 299. Redirects are not followed.

    Raises NotDelivered, with a sentence.
    """
    address = kept.watch.webhook
    if address is None or secret is None:
        raise NotDelivered("The watch has no webhook any more.")
    sent, seconds = int(now.timestamp()), settings.webhook_seconds
    headers = {
        "Content-Type": "application/json", "User-Agent": AGENT, "webhook-id": message, "webhook-timestamp": str(sent),
        "webhook-signature": signature(secret, message, sent, body),
    }  # fmt: skip
    try:
        with (
            _client(settings, seconds) as client,
            client.stream("POST", address, content=body, headers=headers) as answer,
        ):
            _judge(answer.status_code)
    except PermissionError as error:
        raise NotDelivered("The webhook's address is not public, and is not asked.") from error
    except (httpx.TimeoutException, httpcore.TimeoutException) as error:
        raise NotDelivered(f"The receiver did not answer within {seconds:g} seconds.") from error
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise NotDelivered("The receiver cannot be reached.") from error


def _judge(status: int) -> None:
    if 200 <= status < 300:
        return
    if status == GONE:
        raise NotDelivered("The receiver answered 410: it is gone for ever.", gone=True)
    if 300 <= status < 400:
        raise NotDelivered(f"The receiver answered {status}; webhooks do not follow it elsewhere.")
    raise NotDelivered(f"The receiver answered {status}.")


def _client(settings: Alerting, seconds: float) -> httpx.Client:
    def allowed(address: str) -> bool:
        return is_public(address) or (settings.local_webhooks and ipaddress.ip_address(address).is_loopback)

    return checked_client(allowed, time.monotonic() + seconds, seconds, {})
