"""Whether two values that are given can both hold."""

from __future__ import annotations

from consilience.model import Quantity

CLOSE = 0.1  # two bounds, or a number and "about", agree when at most this share apart


def compatible(a: Quantity, b: Quantity) -> bool:
    """Whether two values can both hold: equal numbers, a number within a bound, bounds or "about" within a tenth."""
    exact_a, exact_b = exact(a), exact(b)
    if exact_a is not None and exact_b is not None:
        return exact_a == exact_b
    if _vague(a) or _vague(b):
        return _reaches(a, b) and _reaches(b, a)
    if exact_a is not None or exact_b is not None:
        number, other = (exact_a, b) if exact_a is not None else (exact_b, a)
        return number is not None and _holds(other, number)
    return near(point_of(a), point_of(b))


def _vague(q: Quantity) -> bool:
    """ "Dozens", "scores": no more than a floor."""
    return q.value is None and q.high is None


def _reaches(floor: Quantity, other: Quantity) -> bool:
    """Whether the other may be as many as the floor says at least."""
    if not _vague(floor) or floor.low is None:
        return True
    most = other.high if other.high is not None else None if other.low is not None else other.value
    return most is None or most >= floor.low


def _holds(bound: Quantity, number: float) -> bool:
    if bound.low is None and bound.high is None:
        return near(number, bound.value)
    return (bound.low is None or number >= bound.low) and (bound.high is None or number <= bound.high)


def exact(q: Quantity) -> float | None:
    """The number, if it is given as exact."""
    return q.value if q.value is not None and q.value == q.low == q.high else None


def point_of(q: Quantity) -> float | None:
    """One number for the value: itself, a bound, or the middle of a range."""
    if q.value is not None:
        return q.value
    return q.low if q.high is None else q.high if q.low is None else (q.low + q.high) / 2


def near(a: float | None, b: float | None) -> bool:
    """Whether two numbers are at most a tenth of the larger apart."""
    if a is None or b is None:
        return True
    return abs(a - b) <= CLOSE * max(abs(a), abs(b))
