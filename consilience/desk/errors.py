"""What goes wrong at the desk itself."""

from __future__ import annotations

from consilience.errors import ConsilienceError


class FaultError(ConsilienceError):
    """A fault of the program's own, kept with what it was at work on; the message says which."""
