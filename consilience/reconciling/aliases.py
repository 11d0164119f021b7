"""General facts about names: a file with its sources, and files of a user's own in the same form."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from consilience.errors import UsageError
from consilience.reconciling.spelling import plain

Aliases = Mapping[str, str]  # the plain form of every listed name -> the name shown for it


@cache
def known_aliases() -> Aliases:
    """The names that come with Consilience."""
    text = files("consilience.reconciling").joinpath("data/aliases.toml").read_text(encoding="utf-8")
    return _by_name(tomllib.loads(text))


def aliases_with(path: str | Path) -> Aliases:
    """Those and the names of a user's file: `aliases = [["Name shown", "other name", ...], ...]` in TOML.

    Where both list a name, the user's file holds. Raises UsageError for a file that cannot be used.
    """
    try:
        own = _by_name(tomllib.loads(Path(path).read_text(encoding="utf-8-sig")))
    except OSError as error:
        raise UsageError(f"The alias file {path} cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError) as error:
        raise UsageError(
            f'The alias file {path} is not in the form \'aliases = [["Name shown", "other name"], …]\' (TOML): {error}'
        ) from error
    renamed = {plain(shown): name for shown in known_aliases().values() if (name := own.get(plain(shown)))}
    listed = {name: renamed.get(plain(shown), shown) for name, shown in known_aliases().items()}
    return {**listed, **own}


def _by_name(content: Mapping[str, Any]) -> dict[str, str]:
    groups = content["aliases"]
    if not all(
        isinstance(g, list) and g and all(isinstance(n, str) and n.strip() for n in g) for g in groups
    ):
        raise ValueError("each entry must be a list of names")
    return {plain(name): group[0] for group in groups for name in group}
