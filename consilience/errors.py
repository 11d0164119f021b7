"""Every error that Consilience raises on purpose.

ConsilienceError
├── InputError        one input cannot be read; the others can
├── PipelineError     a language pipeline is missing or lacks what is required of it
├── RecordError       the record cannot be opened, or cannot keep what it was given
│   └── NotThereError the record holds nothing of that name
└── UsageError        the call or the command line is wrong
"""

from __future__ import annotations


class ConsilienceError(Exception):
    """The root of the tree; `str()` of it is a sentence for the user."""


class InputError(ConsilienceError):
    """One input that cannot be read: its name, a stable code and what to do about it."""

    def __init__(self, file: str, code: str, message: str) -> None:
        super().__init__(f"{file}: {message}")
        self.file = file
        self.code = code
        self.message = message


class PipelineError(ConsilienceError):
    """The language pipeline cannot be used; the message says what it lacks."""


class RecordError(ConsilienceError):
    """The record cannot be used; the message says why and what to do."""


class NotThereError(RecordError):
    """The record holds no such report, story or item; the message names it."""


class UsageError(ConsilienceError):
    """Wrong usage of a command or function."""
