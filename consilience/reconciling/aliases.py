"""General facts about names, from a file with its sources."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from consilience.reconciling.spelling import plain


@cache
def known_aliases() -> dict[str, str]:
    """Plain form of every listed name -> the name shown for it."""
    text = files("consilience.reconciling").joinpath("data/aliases.toml").read_text(encoding="utf-8")
    return {plain(name): group[0] for group in tomllib.loads(text)["aliases"] for name in group}
