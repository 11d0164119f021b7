"""Passwords: which are refused, and how they are kept and checked (argon2id with the parameters of RFC 9106, second choice)."""

from __future__ import annotations

import threading
import unicodedata
from functools import cache
from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from consilience.errors import RecordError
from consilience.users.names import as_kept

SHORTEST, LONGEST = 12, 256  # characters
FEWEST_DIFFERENT = 6  # characters
FEWEST_BESIDES = 9  # characters that are not the user's name
_hasher = PasswordHasher()
_at_once = threading.BoundedSemaphore(2)  # each takes 64 MiB for a moment


def hashed(name: str, password: str) -> str:
    """What is kept of a password. Raises RecordError for one that is too easily guessed."""
    _refuse_weak(name, password)
    with _at_once:
        return _hasher.hash(_bytes(password))


def matches(kept: str | None, password: str) -> bool:
    """Whether that is the password; takes the same time where none is kept."""
    nobodys = _nobodys()
    if len(password) > LONGEST:
        password, kept = "", None
    with _at_once:
        try:
            return _hasher.verify(kept or nobodys, _bytes(password)) and kept is not None
        except (VerifyMismatchError, InvalidHashError):
            return False


def outdated(kept: str) -> bool:
    """Whether a password should be kept anew, because the parameters are others now."""
    return _hasher.check_needs_rehash(kept)


def kept_anew(password: str) -> str:
    """What is kept of a password that was found right."""
    with _at_once:
        return _hasher.hash(_bytes(password))


@cache
def _nobodys() -> str:
    return _hasher.hash("no password at all")


def _bytes(password: str) -> bytes:
    """The same for one password however it was typed (NIST SP 800-63B, 5.1.1.2)."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")


def _refuse_weak(name: str, password: str) -> None:
    if not SHORTEST <= len(password) <= LONGEST:
        raise RecordError(f"A password has {SHORTEST} to {LONGEST} characters. Take several words.")
    plain = as_kept(password)
    if len(plain.replace(as_kept(name), "")) < FEWEST_BESIDES:
        raise RecordError("The password is little more than the user's name. Take several words.")
    if len(set(plain)) < FEWEST_DIFFERENT or _is_run(plain):
        raise RecordError("The password is a pattern that is guessed early. Take several words.")


def _is_run(text: str) -> bool:
    """Whether it repeats a beginning, or goes through alphabet, digits or keyboard in steps of one."""
    repeats = any(text == (text[:n] * len(text))[: len(text)] for n in range(1, len(text) // 2 + 1))
    steps = [ord(after) - ord(before) for before, after in pairwise(text)]
    return repeats or sum(abs(step) == 1 for step in steps) > len(steps) * 2 / 3
