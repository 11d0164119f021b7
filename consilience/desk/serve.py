"""`consilience serve`: the desk on a port of this machine, until it is told to stop."""

from __future__ import annotations

import errno
import ipaddress
import logging
import multiprocessing
import os
import signal
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

import uvicorn

from consilience.alerting import Alerting, mail_server
from consilience.arriving import processes_for_record
from consilience.desk.access import LOOPBACK, Access
from consilience.desk.app import create_app
from consilience.desk.desk import Desk
from consilience.desk.entrance import Entrance
from consilience.desk.requests import MOST_HEAD
from consilience.errors import UsageError
from consilience.gathering import FeedsFile
from consilience.record import Record, open_record
from consilience.users import has_passwords

MOST_AT_ONCE = 1000  # connections
LONGEST_STOP = 20  # seconds that open requests have to end
INTERRUPTED = 130  # the exit status of what SIGINT ends, as shells have it: 128 + 2


@dataclass(frozen=True, slots=True)
class Serving:
    """What the command line says: `public_url` is the desk's address as browsers see it, behind the proxies whose
    `X-Forwarded-` headers are believed."""

    host: str
    port: int
    database: str
    pipeline: str | None = None
    public_url: str | None = None
    trusted_proxies: Sequence[str] = ()
    feeds: str | None = None
    alerts: str | None = None
    local_webhooks: bool = False
    readers: int = 1  # processes that read reports and make accounts


def serve(serving: Serving, tell: Callable[[str], None]) -> None:
    """Serves until SIGINT or SIGTERM; a SIGINT while it stops ends the process at once. `tell` shows addresses to who started it.

    Raises UsageError where it cannot be reached that way, RecordError and PipelineError where those cannot be had.
    """
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(message)s")
    feeds = FeedsFile(serving.feeds) if serving.feeds else None
    for mistake in feeds.sources.mistakes if feeds else ():
        tell(mistake)
    mail = mail_server(Path(serving.alerts)) if serving.alerts else None
    alerting = Alerting(mail=mail, local_webhooks=serving.local_webhooks)
    with _listening(serving.host, serving.port) as listener, open_record(serving.database) as record:
        access = access_of(serving, listener.getsockname()[1], record, tell)
        with processes_for_record(serving.readers, pipeline=serving.pipeline) as readers:
            desk = Desk.of(
                record,
                readers.stages,
                access=access,
                feeds=feeds,
                alerting=alerting,
                at_once=readers.count,
            )
            _greet(access, tell)
            _run(desk, serving, listener)


def server_of(desk: Desk, trusted_proxies: Sequence[str] = ()) -> uvicorn.Server:
    """A server of the desk with its limits, not yet running."""
    config = uvicorn.Config(
        create_app(desk), http="h11", ws="none", lifespan="on", log_config=None, access_log=False, server_header=False,
        h11_max_incomplete_event_size=MOST_HEAD, limit_concurrency=MOST_AT_ONCE,
        proxy_headers=bool(trusted_proxies), forwarded_allow_ips=list(trusted_proxies),
        timeout_graceful_shutdown=LONGEST_STOP,
    )  # fmt: skip
    return _Server(config)


class _Server(uvicorn.Server):
    """A server that ends the whole process when it is interrupted while it stops."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if self.should_exit and sig == signal.SIGINT:
            _end_at_once()
        super().handle_exit(sig, frame)


def _end_at_once() -> None:
    """Ends without tidying up, which a record outlives; written past `print`, which a signal may have come in the midst of."""
    os.write(2, b"consilience: Interrupted while it stopped. What waits is done after the next start.\n")
    for child in multiprocessing.active_children():
        child.kill()
    os._exit(INTERRUPTED)


def access_of(serving: Serving, port: int, record: Record, tell: Callable[[str], None]) -> Access:
    """How the desk is reached. Raises UsageError for a public one that nobody can sign in to, or that is not by https."""
    people = has_passwords(record)
    if not people and (serving.public_url or not _is_loopback(serving.host)):
        raise UsageError(
            "Nobody has a password yet, so that the desk may not be reached from outside. Add an admin first: "
            f"consilience users add NAME --role admin --database {serving.database}"
        )
    if serving.public_url:
        return Access(_public(serving.public_url))
    if not _is_loopback(serving.host):
        raise UsageError(
            f"{serving.host} is reached from outside. Give the address that browsers use with --public-url https://NAME; "
            "a proxy must speak TLS there (docs/serve.md)."
        )
    host = f"[{serving.host}]" if ":" in serving.host else serving.host
    origin = f"http://{host}:{port}"
    return Access(origin, None if people else Entrance(origin, tell))


def _listening(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server(
            (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=256
        )
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            said = (
                f"Port {port} of {host} is taken. Stop the program that has it, or give another with --port."
            )
        elif error.errno == errno.EACCES:
            said = f"Port {port} takes the rights of the administrator. Give one above 1023 with --port."
        else:
            said = f"{host} is no address of this machine. Give one with --host, as 127.0.0.1."
        raise UsageError(said) from error


def _public(url: str) -> str:
    """The origin of a public address."""
    parts = urlsplit(url)
    by_https = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if not by_https or not parts.hostname or "@" in parts.netloc or parts.path.strip("/") or parts.query:
        raise UsageError(
            f"{url} cannot be the desk's public address. Give it as https://NAME or https://NAME:PORT."
        )
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _greet(access: Access, tell: Callable[[str], None]) -> None:
    if access.entrance is None:
        tell(f"The desk is at {access.origin}")
    else:
        tell("The desk is open to you alone, by this link, which works once:")
        access.entrance.new_link()


def _run(desk: Desk, serving: Serving, listener: socket.socket) -> None:
    """Runs until a signal; uvicorn raises it again in the end, when there is nothing more to stop."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    server_of(desk, serving.trusted_proxies).run(sockets=[listener])
