"""That a further independent origin bears a statement out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from consilience.changes.compared import Compared
from consilience.changes.wording import few, origins_of, stopped
from consilience.model import Change, Evidence

ORDINALS = {2: "second", 3: "third"}


def confirmation(
    item: str, before: Iterable[Evidence], after: Iterable[Evidence], what: str, compared: Compared
) -> Iterator[Change]:
    """The change by which a second or third independent origin confirms what the others said; none beyond these.

    Origins, not reports: a copy or a relay of the same origin confirms nothing; nor does a report that was known, where
    only its words are now understood to tell of the same.
    """
    evidence = list(after)
    then, now = origins_of(before), origins_of(evidence)
    mine = [e for e in evidence if e.origin not in then and compared.is_new(e)]
    new = origins_of(mine)
    if not then or not new or len(now) <= len(then) or len(now) - len(new) >= max(ORDINALS):
        return
    if len(new) == 1:
        says = f"A {ORDINALS[len(now)]} independent origin, {new[0]}, now confirms {what}"
    else:
        says = f"{len(new)} further independent origins, {few(new)}, now confirm {what}"
    yield Change("confirmation", item, stopped(says), (*mine, *(e for e in evidence if e not in mine)))
