"""What the objects of the contract are made of: spans, numbers, evidence, and their text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from consilience.model import Evidence, Span

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"
Object: TypeAlias = dict[str, Json]

_SURROGATE = re.compile("[\ud800-\udfff]")


def to_json(value: Json, *, indent: int | None = None) -> str:
    """The JSON text of a value, the same bytes every time; encodable as UTF-8 whatever the reports hold."""
    separators = (",", ": ") if indent else (", ", ": ")
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)
    return _SURROGATE.sub(lambda lone: f"\\u{ord(lone[0]):04x}", text)


def pairs(spans: Iterable[Span]) -> list[Json]:
    """Spans, each as its start and end."""
    return [[span.start, span.end] for span in spans]


def number(value: float | None) -> int | float | None:
    """Whole numbers without a fraction, so that 17 people are not 17.0."""
    return int(value) if value is not None and float(value).is_integer() else value


def evidence_objects(evidence: Iterable[Evidence]) -> list[Json]:
    """Evidence, each as `evidence_object` has it."""
    return [evidence_object(one) for one in evidence]


def evidence_object(one: Evidence) -> Object:
    """Where it stands, who says it there, whom it finally comes from."""
    return {
        "report": one.report,
        "start": one.start,
        "end": one.end,
        "speaker": one.speaker,
        "origin": one.origin,
    }
