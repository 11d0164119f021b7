"""Records to JSON text and back, exactly: how readings and accounts are kept."""

from __future__ import annotations

import dataclasses
import json
import types
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

LEVEL = 3  # of zlib: half the time of its default for a tenth more bytes
Step = Callable[[Any], Any]
Value = TypeVar("Value")
WRITER = json.JSONEncoder(
    separators=(",", ":"), allow_nan=False, check_circular=False
)  # records hold no circles


def to_text(value: object) -> str:
    """A dataclass as JSON in ASCII, each record the list of its fields in their order; the same text every time.

    Raises TypeError for a field of a type that cannot be kept, ValueError for a number that is none (NaN).
    """
    return WRITER.encode(_packer(cast(Any, type(value)))(value))


def from_text(kind: type[Value], text: str) -> Value:
    """The dataclass that `to_text` was given."""
    return cast(Value, _unpacker(cast(Any, kind))(json.loads(text)))


def pack(value: object) -> bytes:
    """The text of a dataclass, compressed."""
    return packed(to_text(value))


def packed(text: str) -> bytes:
    """What `to_text` gave, compressed."""
    return zlib.compress(text.encode("ascii"), LEVEL)


def unpack(kind: type[Value], data: bytes) -> Value:
    """The dataclass that `pack` was given."""
    return from_text(kind, zlib.decompress(data).decode("ascii"))


@cache
def _packer(kind: Any) -> Step:
    """What turns a value of an annotated type into lists, dicts, strings, numbers and None."""
    if (inner := _optional(kind)) is not None:
        return _unless_none(_packer(inner))
    if dataclasses.is_dataclass(kind):
        return _row([(name, _packer(hint)) for name, hint in _fields(kind)])
    if kind is bytes:
        return lambda value: b64encode(value).decode("ascii")
    if kind is date:
        return date.isoformat
    if get_origin(kind) is frozenset:
        return _tuple(types.GenericAlias(tuple, (get_args(kind)[0], ...)), _packer, sorted)
    if get_origin(kind) in {dict, Mapping}:
        return _mapping(kind, _packer)
    return _tuple(kind, _packer, list) if get_origin(kind) is tuple else _as_it_is(kind)


def _row(fields: list[tuple[str, Step]]) -> Step:
    """The fields of a record in their order, those that JSON does not write as they are turned."""
    if len(fields) < 2:
        return lambda value: [pack(getattr(value, name)) for name, pack in fields]
    held = attrgetter(*(name for name, _ in fields))
    turned = [(at, pack) for at, (_, pack) in enumerate(fields) if pack is not _same]
    if not turned:
        return held

    def row(value: Any) -> list[Any]:
        parts = list(held(value))
        for at, pack in turned:
            parts[at] = pack(parts[at])
        return parts

    return row


@cache
def _unpacker(kind: Any) -> Step:
    if (inner := _optional(kind)) is not None:
        return _unless_none(_unpacker(inner))
    if dataclasses.is_dataclass(kind):
        made = cast(Callable[..., Any], kind)
        fields = [_unpacker(hint) for _, hint in _fields(kind)]
        return lambda value: made(*[unpack(part) for unpack, part in zip(fields, value, strict=True)])
    if kind is bytes:
        return b64decode
    if kind is date:
        return date.fromisoformat
    if get_origin(kind) is frozenset:
        return _tuple(types.GenericAlias(tuple, (get_args(kind)[0], ...)), _unpacker, frozenset)
    if get_origin(kind) in {dict, Mapping}:
        return _mapping(kind, _unpacker)
    return _tuple(kind, _unpacker, tuple) if get_origin(kind) is tuple else _as_it_is(kind)


def _tuple(kind: Any, of: Callable[[Any], Step], made: Callable[[Any], Any]) -> Step:
    parts = get_args(kind)
    if len(parts) == 2 and parts[1] is Ellipsis:
        one = of(parts[0])
        if one is _same:
            return _same if made is list else made  # JSON writes a tuple as it writes a list
        return lambda value: made([one(part) for part in value])
    each = [of(part) for part in parts]
    if made is list and all(step is _same for step in each):
        return _same
    return lambda value: made([step(part) for step, part in zip(each, value, strict=True)])


def _mapping(kind: Any, of: Callable[[Any], Step]) -> Step:
    key, inner = get_args(kind)
    if key is not str:
        raise TypeError(f"{kind} cannot be kept")
    one = of(inner)
    return lambda value: {name: one(part) for name, part in value.items()}


def _as_it_is(kind: Any) -> Step:
    if kind in {str, int, float, bool} or get_origin(kind) is Literal:
        return _same
    raise TypeError(f"{kind} cannot be kept")


def _same(value: Any) -> Any:
    return value


def _unless_none(step: Step) -> Step:
    return step if step is _same else lambda value: None if value is None else step(value)


def _optional(kind: Any) -> Any:
    """X of `X | None`; None for any other type."""
    if get_origin(kind) in {Union, types.UnionType}:
        parts = [part for part in get_args(kind) if part is not type(None)]
        if len(parts) == 1:
            return parts[0]
    return None


def _fields(kind: Any) -> list[tuple[str, Any]]:
    hints = get_type_hints(kind)
    return [(field.name, hints[field.name]) for field in dataclasses.fields(kind)]
