"""Records to JSON and back, exactly: how readings are kept on disk."""

from __future__ import annotations

import dataclasses
import json
import types
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable
from functools import cache
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from consilience.model import Reading

LEVEL = 3  # of zlib: half the time of its default for a tenth more bytes
Packer = Callable[[Any], Any]


def pack_reading(reading: Reading) -> bytes:
    """A reading as compressed JSON; each record is the list of its fields in their order."""
    text = json.dumps(_packer(Reading)(reading), separators=(",", ":"), allow_nan=False)
    return zlib.compress(text.encode("ascii"), LEVEL)


def unpack_reading(data: bytes) -> Reading:
    """The reading that `pack_reading` was given."""
    reading = _unpacker(Reading)(json.loads(zlib.decompress(data)))
    assert isinstance(reading, Reading)  # noqa: S101  for the type checker
    return reading


@cache
def _packer(kind: Any) -> Packer:
    """What turns a value of an annotated type into lists, dicts, strings, numbers and None."""
    inner = _optional(kind)
    if inner is not None:
        pack = _packer(inner)
        return lambda value: None if value is None else pack(value)
    if dataclasses.is_dataclass(kind):
        fields = [(name, _packer(hint)) for name, hint in _fields(kind)]
        return lambda value: [pack(getattr(value, name)) for name, pack in fields]
    if kind is bytes:
        return lambda value: b64encode(value).decode("ascii")
    if get_origin(kind) is tuple:
        return _tuple(kind, _packer, list)
    return _as_it_is(kind)


@cache
def _unpacker(kind: Any) -> Packer:
    inner = _optional(kind)
    if inner is not None:
        unpack = _unpacker(inner)
        return lambda value: None if value is None else unpack(value)
    if dataclasses.is_dataclass(kind):
        made = cast(Callable[..., Any], kind)
        fields = [_unpacker(hint) for _, hint in _fields(kind)]
        return lambda value: made(*[unpack(part) for unpack, part in zip(fields, value, strict=True)])
    if kind is bytes:
        return b64decode
    if get_origin(kind) is tuple:
        return _tuple(kind, _unpacker, tuple)
    return _as_it_is(kind)


def _tuple(kind: Any, of: Callable[[Any], Packer], made: Callable[[Any], Any]) -> Packer:
    parts = get_args(kind)
    if len(parts) == 2 and parts[1] is Ellipsis:
        one = of(parts[0])
        return lambda value: made([one(part) for part in value])
    each = [of(part) for part in parts]
    return lambda value: made([pack(part) for pack, part in zip(each, value, strict=True)])


def _as_it_is(kind: Any) -> Packer:
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
