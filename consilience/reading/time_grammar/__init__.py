"""A grammar of English time expressions over tokens: each rule reads one kind of expression from a position."""

from __future__ import annotations

from consilience.reading.time_grammar.expression import Anchor, Expression, Kind
from consilience.reading.time_grammar.rules import openings, read_expression
from consilience.reading.time_grammar.tokens import Words

__all__ = ["Anchor", "Expression", "Kind", "Words", "openings", "read_expression"]
