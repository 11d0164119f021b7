"""Mailboxes by IMAP (RFC 3501) over TLS: read-only, messages peeked at and never changed."""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from consilience.errors import InputError
from consilience.gathering.items import Document, Item, Listing
from consilience.gathering.sources import Mailbox
from consilience.intake import MOST_BYTES

SECONDS = 30.0  # that a server may be silent
POSITION = re.compile(r"(\d+):(\d+)")
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


def messages_of(mailbox: Mailbox, position: str | None, tls: ssl.SSLContext) -> Listing:
    """The messages after a position, which is "UIDVALIDITY:UID" of the last that was seen; all where there is none.

    The connection stays open until the listing is closed. Raises InputError where the server does not let us in.
    """
    connection = _connected(mailbox, tls)
    try:
        with _spoken():
            validity = _opened(mailbox, connection)
            match = POSITION.fullmatch(position or "")
            last = int(match[2]) if match and int(match[1]) == validity else 0
            uids = _after(connection, last)
    except BaseException:
        connection.shutdown()
        raise
    items = (_item(mailbox, connection, validity, uid) for uid in uids)
    return Listing(items, etag=f"{validity}:{max([last, *uids])}", left=lambda: _left(connection))


def _connected(mailbox: Mailbox, tls: ssl.SSLContext) -> imaplib.IMAP4_SSL:
    password = mailbox.password.read()
    with _spoken():
        connection = imaplib.IMAP4_SSL(mailbox.host, mailbox.port, ssl_context=tls, timeout=SECONDS)
    try:
        with _spoken(imaplib.IMAP4.abort):
            connection.authenticate("PLAIN", lambda _: f"\0{mailbox.user}\0{password}".encode())
    except imaplib.IMAP4.error:
        connection.shutdown()
        raise InputError(
            mailbox.address, "no_login", "The server does not let us in. Check user and password."
        ) from None
    except OSError:
        connection.shutdown()
        raise
    return connection


def _opened(mailbox: Mailbox, connection: imaplib.IMAP4_SSL) -> int:
    name = mailbox.folder.replace("\\", "\\\\").replace('"', '\\"')
    answer, _ = connection.select(f'"{name}"', readonly=True)
    if answer != "OK":
        raise InputError(mailbox.address, "not_found", f'The mailbox has no folder "{mailbox.folder}".')
    _, said = connection.response("UIDVALIDITY")
    return int(said[0]) if said and said[0] else 0


def _after(connection: imaplib.IMAP4_SSL, last: int) -> list[int]:
    _, found = connection.uid("SEARCH", f"UID {last + 1}:*")
    uids = {int(uid) for line in found if line for uid in line.split()}
    return sorted(uid for uid in uids if uid > last)  # "N:*" gives the last message even where it is before N


def _item(mailbox: Mailbox, connection: imaplib.IMAP4_SSL, validity: int, uid: int) -> Item:
    key = f"{mailbox.address};UIDVALIDITY={validity}/;UID={uid}"
    return Item(key, str(uid), None, lambda: _message(connection, key, uid))


def _message(connection: imaplib.IMAP4_SSL, key: str, uid: int) -> Document:
    with _spoken():
        _, sized = connection.uid("FETCH", str(uid), "(RFC822.SIZE)")
        size = SIZE.search(b" ".join(_bytes(sized)))
        if size and int(size[1]) > MOST_BYTES:
            raise InputError(key, "too_large", f"It is larger than {MOST_BYTES // 1_000_000} MB.")
        _, found = connection.uid("FETCH", str(uid), f"(BODY.PEEK[]<0.{MOST_BYTES}>)")
    data = next((part[1] for part in found if isinstance(part, tuple)), None)
    if data is None:
        raise InputError(key, "not_found", "The message is no longer there.")
    return Document(data, f"message-{uid}.eml", None, "message/rfc822")


def _bytes(answers: Sequence[Any]) -> Iterator[bytes]:
    for answer in answers:
        yield from (part for part in (answer if isinstance(answer, tuple) else (answer,)) if part)


@contextmanager
def _spoken(fault: type[Exception] = imaplib.IMAP4.error) -> Iterator[None]:
    """Raises OSError, with no word of what was sent, where the server goes away or does not speak IMAP."""
    try:
        yield
    except (fault, OSError, ValueError) as error:
        raise OSError("The mail server cannot be reached, or does not answer as IMAP has it.") from error


def _left(connection: imaplib.IMAP4_SSL) -> None:
    try:
        connection.logout()
    except (imaplib.IMAP4.error, OSError):
        connection.shutdown()
