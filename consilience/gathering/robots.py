"""What a server lets robots ask, as RFC 9309 has it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from protego import Protego

from consilience.errors import InputError
from consilience.intake.fetch import AGENT, Fetched

TOKEN = AGENT.split("/")[0]  # the name that robots.txt may address
KEPT = timedelta(hours=24)  # RFC 9309, 2.4: no copy is used for longer
UNREACHABLE_KEPT = timedelta(minutes=5)
MOST_KEPT = 500  # servers
MOST_DELAY = 60.0  # seconds; what a robots.txt asks for beyond that is not waited for
OF_THE_PAGE = frozenset({"private_address", "bad_address"})  # faults that asking for the page itself names


@dataclass(frozen=True, slots=True)
class _Rules:
    """What one server said: `rules` are none where it cannot be had, `fault` then says why and nothing may be asked."""

    rules: Protego | None
    fault: str | None
    until: datetime


class Robots:
    """The robots.txt of each server, kept for a day. `ask` gives what a server answers, or raises InputError."""

    def __init__(self, ask: Callable[[str], Fetched], now: Callable[[], datetime]) -> None:
        self._ask, self._now = ask, now
        self._kept: dict[str, _Rules] = {}
        self._lock = threading.Lock()

    def permit(self, url: str) -> float:
        """The seconds that the server wants between two requests. Raises InputError where it must not be asked."""
        found = self._rules(url)
        if found.fault is not None:
            raise InputError(url, "no_robots", f"Its server's robots.txt cannot be had: {found.fault}")
        if found.rules is None:
            return 0.0
        if not found.rules.can_fetch(url, TOKEN):
            raise InputError(url, "disallowed", "Its server's robots.txt does not let it be fetched.")
        return min(found.rules.crawl_delay(TOKEN) or 0.0, MOST_DELAY)

    def _rules(self, url: str) -> _Rules:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc.lower()}"
        with self._lock:
            kept = self._kept.get(origin)
        if kept is not None and self._now() < kept.until:
            return kept
        found = self._fetched(f"{origin}/robots.txt")
        if found.fault is not None and kept is not None and kept.fault is None:
            found = _Rules(kept.rules, None, found.until)  # an older copy serves while none can be had
        with self._lock:
            if len(self._kept) >= MOST_KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[origin] = found
        return found

    def _fetched(self, address: str) -> _Rules:
        now = self._now()
        try:
            answer = self._ask(address)
        except InputError as error:
            if error.code in OF_THE_PAGE or error.code == "too_many_redirects":  # RFC 9309, 2.3.1.2
                return _Rules(None, None, now + UNREACHABLE_KEPT)
            return _Rules(None, error.message, now + UNREACHABLE_KEPT)
        if answer.status == 200:
            return _Rules(Protego.parse(answer.data.decode("utf-8", "replace")), None, now + KEPT)
        if 400 <= answer.status < 500 and answer.status != 429:  # 2.3.1.3: there is none
            return _Rules(None, None, now + KEPT)
        return _Rules(None, f"The server answered {answer.status}.", now + UNREACHABLE_KEPT)
