"""Outlets under all their names: an agency that one report names in full and another by its letters is one origin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from consilience.model import Reading
from consilience.reconciling.aliases import Aliases, known_aliases
from consilience.reconciling.spelling import plain


@dataclass(frozen=True, slots=True)
class Outlets:
    """The outlets of a story's reports, by the plain form of the name that is listed for each."""

    held: Mapping[str, str]
    known: Aliases

    @classmethod
    def of(cls, readings: Iterable[Reading], aliases: Aliases | None = None) -> Outlets:
        """Those of some reports; names listed together in `aliases` are one."""
        known = known_aliases() if aliases is None else aliases
        names = sorted({r.report.outlet for r in readings if r.report.outlet}, reverse=True)
        return cls({_listed(name, known): name for name in names}, known)

    def name(self, name: str) -> str:
        """The outlet that a name stands for, as its reports have it; the name itself where it is none of these."""
        return self.held.get(_listed(name, self.known), name)


def _listed(name: str, known: Aliases) -> str:
    return plain(known.get(plain(name), name))
