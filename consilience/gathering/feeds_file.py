"""A `feeds.toml` that is looked at again, so that what it says now is gathered without a new start."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from consilience.errors import InputError
from consilience.gathering.reading_sources import read_feeds

LOOK = 15.0  # seconds


class FeedsFile:
    """The sources that a file named when it was last looked at; `every` is the most between two looks, in seconds.

    Raises InputError where the file cannot be read at the start.
    """

    def __init__(self, path: str | Path, *, every: float = LOOK) -> None:
        self._path = Path(path)
        self._stamp = self._stamped()
        self.every = every
        self.sources = read_feeds(path)

    def look(self) -> bool:
        """Reads the file again if it has changed, and says whether it had.

        One that is gone or cannot be read leaves the sources as they were, and is said among their mistakes.
        """
        stamp = (
            self._stamped()
        )  # before it is read, so that what is written meanwhile is seen by the next look
        if stamp == self._stamp:
            return False
        self._stamp = stamp
        try:
            self.sources = read_feeds(self._path)
        except InputError as error:
            mistake = f"{error} Until it is mended, what it named before is asked."
            self.sources = replace(self.sources, mistakes=(mistake,))
        return True

    def _stamped(self) -> tuple[int, ...] | None:
        """What changes when the file does, or what a link leads to; none where it is gone."""
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
