"""Whether an entry of the log is what a watch asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from consilience.alerting.watches import STORY_KINDS, Watch
from consilience.model.place_names import plain_name
from consilience.record import Entry

ALERTING = frozenset({"changed", *STORY_KINDS})  # kinds of entries that may alert
_POSSESSIVE = re.compile(r"['’]s\b")


def matches(watch: Watch, entry: Entry, outlets: Iterable[str] = ()) -> bool:
    """Whether a watch asks for an entry; `outlets` are those of the reports that it rests on.

    Words and names are compared whole, without regard to case, accents and hyphens.
    """
    if entry.kind not in ALERTING or not _of_story(watch, entry):
        return False
    if entry.kind in STORY_KINDS:
        searched = watch.words or watch.names or watch.places or watch.outlet
        return entry.kind in watch.kinds and not searched
    if watch.kinds and entry.about["kind"] not in watch.kinds:
        return False
    texts = [_plain(text) for text in (entry.about["says"], *entry.about["names"])]
    return (
        all(_in(word, texts) for word in watch.words.split() if plain_name(word))
        and all(any(_in(name, texts) for name in some) for some in (watch.names, watch.places) if some)
        and (not watch.outlet or _in(watch.outlet, [_plain(outlet) for outlet in outlets]))
    )


def _of_story(watch: Watch, entry: Entry) -> bool:
    return watch.story is None or watch.story in (entry.about["story"], entry.about.get("from"))


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return f" {plain_name(_POSSESSIVE.sub('', text))} "


def _in(words: str, texts: Iterable[str]) -> bool:
    looked_for = _plain(words)
    return any(looked_for in text for text in texts)
