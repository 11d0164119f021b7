"""Names for the lines of an account that stay the same as long as their evidence does."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from consilience.model import Evidence


def stable_id(kind: str, evidence: Iterable[Evidence]) -> str:
    """A short hash of where the evidence stands, with the kind before it."""
    where = sorted(f"{e.report}:{e.start}:{e.end}" for e in evidence)
    return f"{kind}{hashlib.sha256('|'.join(where).encode()).hexdigest()[:10]}"
