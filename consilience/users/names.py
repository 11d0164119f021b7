"""What a user may be called."""

from __future__ import annotations

import getpass
import re
import unicodedata

from consilience.errors import RecordError
from consilience.record.log import PROGRAM

LONGEST = 64  # characters
_NAME = re.compile(rf"[^\W_][\w.@-]{{0,{LONGEST - 1}}}")


def as_kept(name: str) -> str:
    """A name as it is kept, whatever way it was typed: small letters, in the compatible form NFKC."""
    return unicodedata.normalize("NFKC", name.strip()).casefold()


def proper(name: str) -> str:
    """A name as it is kept. Raises RecordError for what can be no name."""
    kept = as_kept(name[: 4 * LONGEST])
    if not _NAME.fullmatch(kept) or kept == PROGRAM:
        raise RecordError(
            f"A user's name has 1 to {LONGEST} letters, digits, dots, hyphens, underscores or @, begins with a letter or "
            f"digit, and is not “{PROGRAM}”."
        )
    return kept


def own_name() -> str:
    """The name under which the operating system knows who runs the program, as far as it can be a user's."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # a container whose user has no entry
        name = ""
    kept = re.sub(r"[^\w.@-]+", "-", as_kept(name)).lstrip("-_.@")[:LONGEST]
    return "me" if kept in {"", PROGRAM} else kept
