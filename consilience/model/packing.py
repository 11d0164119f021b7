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
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

LEVEL = 3  # of zlib: half the time of its default for a tenth more bytes
Step = Callable[[Any], Any]
Value = TypeVar("Value")


def to_text(value: object) -> str:
    """A dataclass as JSON in ASCII, each record the list of its fields in their order; the same text every time.

    Raises TypeError for a field of a type that cannot be kept, ValueError for a number that is none (NaN).
    """
    return json.dumps(_packer(cast(Any, type(value)))(value), separators=(",", ":"), allow_nan=False)


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
        pack = _packer(inner)
        return lambda value: None if value is None else pack(value)
    if dataclasses.is_dataclass(kind):
        fields = [(name, _packer(hint)) for name, hint in _fields(kind)]
        return lambda value: [pack(getattr(value, name)) for name, pack in fields]
    if kind is bytes:
        return lambda value: b64encode(value).decode("ascii")
    if kind is date:
        return date.isoformat
    if get_origin(kind) is frozenset:
        return _tuple(types.GenericAlias(tuple, (get_args(kind)[0], ...)), _packer, sorted)
    if get_origin(kind) in {dict, Mapping}:
        return _mapping(kind, _packer)
    return _tuple(kind, _packer, list) if get_origin(kind) is tuple else _as_it_is(kind)


@cache
def _unpacker(kind: Any) -> Step:
    if (inner := _optional(kind)) is not None:
        unpack = _unpacker(inner)
        return lambda value: None if value is None else unpack(value)
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
        return lambda value: made([one(part) for part in value])
    each = [of(part) for part in parts]
    return lambda value: made([step(part) for step, part in zip(each, value, strict=True)])


def _mapping(kind: Any, of: Callable[[Any], Step]) -> Step:
    key, inner = get_args(kind)
    if key is not str:
        raise TypeError(f"{kind} cannot be kept")
    one = of(inner)
    return lambda value: {name: one(part) for name, part in value.items()}


def _as_it_is(kind: Any) -> Step:
    if kind in {str, int, float, bool} or get_origin(kind) is Literal:
        return lambda value: value
    raise TypeError(f"{kind} cannot be kept")


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
