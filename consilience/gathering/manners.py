"""Asks servers as they wish: robots.txt, one request at a time to a host, a pause between two, Retry-After."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from consilience.errors import InputError
from consilience.gathering.robots import Robots
from consilience.intake.fetch import Fetched, Fetcher, Turn

MOST_WAIT = 60.0  # seconds that a request waits for its turn; beyond that it is put off
MOST_HOLD = timedelta(days=7)  # however long a server wants to be left alone
MOST_HOSTS = 5_000  # whose pauses are remembered
START = datetime.min.replace(tzinfo=UTC)


class Later(InputError):
    """A server wants to be left alone until then; that is no failure of what was to be asked."""

    def __init__(self, url: str, until: datetime) -> None:
        super().__init__(url, "later", f"Its server wants to be left alone until {until:%Y-%m-%d %H:%M} UTC.")
        self.until = until


@dataclass(slots=True)
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    free: datetime = START  # when it may be asked again
    delay: float = 0.0  # seconds that its robots.txt asks for


class Manners:
    """Asks by a fetcher. `pause` is the least between two requests to a host, in seconds; `wait` waits so many seconds."""

    def __init__(
        self, fetcher: Fetcher, pause: float, now: Callable[[], datetime], wait: Callable[[float], None]
    ) -> None:
        self._fetcher, self.pause, self._now, self._wait = fetcher, pause, now, wait
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()
        self._robots = Robots(lambda url: self._asked(url, {}, ("",), self._alone), now)

    def ask(
        self, url: str, headers: Mapping[str, str] | None = None, kinds: tuple[str, ...] = ("",)
    ) -> Fetched:
        """What the server answers, as `Fetcher.ask` gives it. Raises Later where it wants to be left alone for long."""
        return self._asked(url, headers or {}, kinds, self._permitted)

    def free(self, url: str) -> datetime:
        """When the host of an address may be asked again."""
        return self._host(url).free

    def _asked(self, url: str, headers: Mapping[str, str], kinds: tuple[str, ...], turn: Turn) -> Fetched:
        answer = self._fetcher.ask(url, headers, kinds, turn)
        hold = _hold(answer, self._now())
        if hold is not None:
            host = self._host(answer.url)
            host.free = max(host.free, hold)
        return answer

    @contextmanager
    def _permitted(self, at: str) -> Iterator[None]:
        delay = self._robots.permit(at)
        with self._alone(at, delay):
            yield

    @contextmanager
    def _alone(self, at: str, delay: float = 0.0) -> Iterator[None]:
        host = self._host(at)
        with host.lock:
            host.delay = delay or host.delay
            self._rest(at, host)
            try:
                yield
            finally:
                host.free = max(host.free, self._now() + timedelta(seconds=max(self.pause, host.delay)))

    def _rest(self, at: str, host: _Host) -> None:
        left = (host.free - self._now()).total_seconds()
        if left > MOST_WAIT:
            raise Later(at, host.free)
        if left > 0:
            self._wait(left)

    def _host(self, url: str) -> _Host:
        name = (urlsplit(url).hostname or "").lower()
        with self._lock:
            if name not in self._hosts and len(self._hosts) >= MOST_HOSTS:
                now = self._now()
                self._hosts = {n: h for n, h in self._hosts.items() if h.lock.locked() or h.free > now}
            return self._hosts.setdefault(name, _Host())


def _hold(answer: Fetched, now: datetime) -> datetime | None:
    """Until when a server that is asked too much or is not ready wants to be left alone (RFC 9110, 10.2.3)."""
    said = answer.header("retry-after") if answer.status in {429, 503} else None
    if said is None:
        return None
    try:
        until = now + timedelta(seconds=int(said)) if said.isdigit() else parsedate_to_datetime(said)
        return min(until.astimezone(UTC), now + MOST_HOLD)
    except (ValueError, TypeError, OverflowError):
        return None
