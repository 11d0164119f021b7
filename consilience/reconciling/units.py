"""Measures of one kind in one unit, so that five miles and eight kilometres can be compared."""

from __future__ import annotations

from dataclasses import replace

from consilience.model import Quantity

# How many of the base unit one is. Tons and gallons are left out: which one is meant, the words do not say.
_IN = {
    "kilometre": {"kilometre": 1.0, "kilometer": 1.0, "km": 1.0, "mile": 1.609344},
    "metre": {
        "metre": 1.0,
        "meter": 1.0,
        "m": 1.0,
        "foot": 0.3048,
        "feet": 0.3048,
        "ft": 0.3048,
        "yard": 0.9144,
    },
    "centimetre": {"centimetre": 1.0, "centimeter": 1.0, "cm": 1.0, "inch": 2.54},
    "kilogram": {"kilogram": 1.0, "kilo": 1.0, "kg": 1.0, "pound": 0.45359237, "lb": 0.45359237},
    "hectare": {"hectare": 1.0, "acre": 0.40468564224},
    "litre": {"litre": 1.0, "liter": 1.0},
    "kph": {"kph": 1.0, "mph": 1.609344, "knot": 1.852},
}
BASE = {unit: (base, factor) for base, units in _IN.items() for unit, factor in units.items()}


def in_base_unit(q: Quantity) -> Quantity:
    """The quantity in the base unit of its kind; what had to be converted is then only about right."""
    if q.unit not in BASE:
        return q
    base, factor = BASE[q.unit]
    head = base if q.head == q.unit else q.head
    if factor == 1.0:
        return replace(q, unit=base, head=head)
    value, low, high = (None if v is None else v * factor for v in (q.value, q.low, q.high))
    exact = q.value is not None and q.value == q.low == q.high
    return replace(
        q, unit=base, head=head, value=value, low=None if exact else low, high=None if exact else high
    )
