"""What a rule of the grammar reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from consilience.model.timex import Relative
from consilience.reading.time_grammar.tokens import Words

Kind = Literal["DATE", "TIME", "DURATION", "SET"]
Anchor = Literal["report", "text", "near", "period"]
NEAR = 0  # the direction that the tense decides


@dataclass(frozen=True, slots=True)
class Expression:
    """Tokens up to `end` say a time; `relative` where its value hangs on another time.

    `value` is what the words alone fix, X for the rest. `anchor` is what it hangs on: the report's own date;
    a date named before in the text ("the next day"); one named shortly before, else the report's ("at 10 p.m.");
    or the quarter or half that a report of results is about ("the year-earlier period").
    """

    end: int
    kind: Kind
    value: str
    relative: Relative | None = None
    anchor: Anchor = "report"


Rule = Callable[[Words, int], Expression | None]
