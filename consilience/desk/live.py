"""What is written to the log, told to whoever listens as it happens."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

LOOK = 5.0  # seconds after which a listener looks by itself: other programs may write to the same record
PAUSE = 0.2  # seconds between two looks, so that what is written by dozens of steps a second is looked up together
Value = TypeVar("Value")


class Live:
    """Wakes those who wait for something new, from whichever thread it was written."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}

    def tell(self) -> None:
        """Something was written."""
        with self._lock:
            for woken, loop in self._waiting.items():
                loop.call_soon_threadsafe(woken.set)

    async def follow(
        self, after: int, since: Callable[[int], list[tuple[int, Value]]]
    ) -> AsyncIterator[tuple[int, Value]]:
        """What `since` gives after a number, then whatever comes, without end. `since` runs in a thread."""
        with self._listening() as woken:
            while True:
                woken.clear()
                found = await asyncio.to_thread(since, after)
                for number, value in found:
                    after = max(after, number)
                    yield number, value
                await asyncio.sleep(PAUSE)
                if not found:
                    await _either(woken)

    @contextmanager
    def _listening(self) -> Iterator[asyncio.Event]:
        woken = asyncio.Event()
        with self._lock:
            self._waiting[woken] = asyncio.get_running_loop()
        try:
            yield woken
        finally:
            with self._lock:
                del self._waiting[woken]


async def _either(woken: asyncio.Event) -> None:
    """Until it is woken, or it is time to look."""
    try:
        await asyncio.wait_for(woken.wait(), LOOK)
    except TimeoutError:
        return
