"""The link by which one comes into a desk on one's own machine, as that of Jupyter; each works once."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable


class Entrance:
    """Holds the key of the last link; `tell` shows a link to who runs the program, and to nobody else."""

    def __init__(self, origin: str, tell: Callable[[str], None]) -> None:
        self._origin, self._tell = origin, tell
        self._lock = threading.Lock()
        self._key: str | None = None

    def new_link(self) -> None:
        """Tells a link; the one before works no more."""
        with self._lock:
            self._key = secrets.token_urlsafe(32)
            self._tell(f"{self._origin}/enter?key={self._key}")

    def admits(self, key: str) -> bool:
        """Whether that is the key, which is no key from then on."""
        with self._lock:
            right = self._key is not None and secrets.compare_digest(self._key.encode(), key.encode())
            if right:
                self._key = None
            return right
