"""`consilience serve`, `users` and `gather`: the desk, who may use it, and what comes to it by itself."""

from __future__ import annotations

import argparse
import sys
import time

from consilience.commands.keeping import record_room
from consilience.commands.terminal import (
    DONE,
    PIPELINE,
    Commands,
    command,
    complain,
    database_argument,
    status,
)

FRUITLESS = 2  # rounds of `gather` that bring nothing although something waits


def add_to(commands: Commands) -> None:
    """Adds the commands."""
    gather = command(commands, "gather", _gather, "Ask all feeds once and keep what is new.")
    database_argument(gather)
    gather.add_argument("--feeds", metavar="FILE", required=True, help="what to gather from, in TOML")
    _add_serve(commands)
    users = command(commands, "users", _users, "Say who may use the desk, and as what.")
    database_argument(users)
    users.add_argument("action", choices=["add", "list", "password", "role", "remove"])
    users.add_argument("name", nargs="?", metavar="NAME")
    users.add_argument(
        "--role", choices=["reader", "analyst", "admin"], help="of who is added (default: reader) or changed"
    )


def _add_serve(commands: Commands) -> None:
    serve = command(commands, "serve", _serve, "Open the desk in the browser: reports in, stories that grow.")
    database_argument(serve)
    serve.add_argument("--port", type=_port, default=8321, metavar="N", help="default: 8321")
    serve.add_argument("--host", default="127.0.0.1", help="default: 127.0.0.1, this machine alone")
    serve.add_argument("--feeds", metavar="FILE", help="what to gather from, in TOML (docs/feeds.md)")
    serve.add_argument(
        "--alerts", metavar="FILE", help="the server that takes mail, in TOML (docs/alerts.md)"
    )
    serve.add_argument(
        "--local-webhooks", action="store_true", help="let webhooks go to this machine and its network too"
    )
    serve.add_argument("--pipeline", metavar="NAME", help=PIPELINE)
    serve.add_argument(
        "--public-url",
        metavar="URL",
        help="the address that browsers use, when a proxy stands before the desk",
    )
    serve.add_argument(
        "--trusted-proxy", metavar="ADDRESS", action="append", default=[],
        help="an address or network whose X-Forwarded- headers are believed; may be given several times",
    )  # fmt: skip


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 <= (port := int(text[:6])) <= 65535:
        raise argparse.ArgumentTypeError(f"{text} is no port. Give a number up to 65535.")
    return port


def _gather(options: argparse.Namespace) -> int:
    record = record_room()
    from consilience.gathering import Gatherer, read_feeds

    sources = read_feeds(options.feeds)
    for mistake in sources.mistakes:
        print(f"consilience: {mistake}", file=sys.stderr)
    received, failed, fruitless = 0, len(sources.mistakes), 0
    with record.open_record(options.database) as opened:
        gatherer = Gatherer(opened, sources)
        while True:  # a file is received when it was the same in two rounds
            found = gatherer.gather()
            for failure in found.failures:
                complain(failure)
            received, failed = received + found.received, failed + len(found.failures)
            fruitless = 0 if found.received else fruitless + 1
            if not found.waiting or fruitless > FRUITLESS:
                break
            time.sleep(gatherer.due())
    print(f"{received} received.")
    return status(failed)


def _serve(options: argparse.Namespace) -> int:
    record_room()
    from consilience.desk.serve import Serving, serve

    serve(
        Serving(
            options.host, options.port, options.database, options.pipeline, options.public_url, options.trusted_proxy,
            options.feeds, options.alerts, options.local_webhooks,
        ),
        lambda line: print(line, flush=True),
    )  # fmt: skip
    return DONE


def _users(options: argparse.Namespace) -> int:
    record_room()
    from consilience.users.commands import Asked, manage

    for line in manage(Asked(options.action, options.name, options.role, options.database)):
        print(line)
    return DONE
