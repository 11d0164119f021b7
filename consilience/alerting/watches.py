"""What somebody wants to be told of: a search that is kept, and the ways by which what it finds goes out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from consilience.alerting.settings import Alerting
from consilience.errors import RecordError
from consilience.model.change import ChangeKind
from consilience.model.place_names import plain_name

StoryKind = Literal["started", "divided", "merged"]
WatchKind = ChangeKind | StoryKind
CHANGE_KINDS: tuple[str, ...] = get_args(ChangeKind)
STORY_KINDS: tuple[str, ...] = get_args(StoryKind)
LONGEST, LONGEST_ADDRESS, MOST_NAMES = 200, 2000, 20  # characters, characters, names of one watch
_MAIL = re.compile(r"[A-Za-z0-9.!#$%&*+/=?^_{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?")
_HOST = re.compile(r"[A-Za-z0-9.:_-]+")


@dataclass(frozen=True, slots=True)
class Watch:
    """A search that alerts. What is left empty asks for nothing; what is filled must all hold.

    `kinds` are those of changes, and of what befalls stories if they are named; none means every change. `story` is an
    id; all of `words` must stand in what the change says; one of `names`, and one of `places`, must be among its names or
    in what it says; `outlet` must be that of a report it rests on. `quiet` watches make no noise in the browser; `webhook`
    is an https address, `mail` an address of mail.
    """

    name: str
    kinds: tuple[str, ...] = ()
    story: str | None = None
    words: str = ""
    names: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    outlet: str = ""
    quiet: bool = False
    webhook: str | None = None
    mail: str | None = None

    def about(self) -> dict[str, Any]:
        """The watch as JSON has it."""
        return asdict(self)

    @classmethod
    def of(cls, about: Mapping[str, Any]) -> Watch:
        """The watch that `about` gave."""
        return cls(**{field.name: _frozen(about[field.name]) for field in fields(cls)})


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def checked(watch: Watch, settings: Alerting) -> Watch:
    """The watch without idle spaces. Raises RecordError, in a sentence, for one that cannot be."""
    tidy = replace(
        watch, name=_tidy(watch.name), words=_tidy(watch.words), outlet=_tidy(watch.outlet), kinds=_once(watch.kinds),
        names=_once(map(_tidy, watch.names)), places=_once(map(_tidy, watch.places)),
        story=watch.story or None, webhook=(watch.webhook or "").strip() or None, mail=(watch.mail or "").strip() or None,
    )  # fmt: skip
    if not tidy.name:
        raise RecordError("Give the watch a name.")
    for kind in tidy.kinds:
        if kind not in CHANGE_KINDS + STORY_KINDS:
            raise RecordError(
                f"There is no kind of change {kind[:40]!r}. Kinds: {', '.join(CHANGE_KINDS + STORY_KINDS)}."
            )
    _check_searched(tidy)
    if tidy.webhook:
        _check_webhook(tidy.webhook, settings)
    if tidy.mail:
        _check_mail(tidy.mail, settings)
    return tidy


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _check_searched(watch: Watch) -> None:
    if max(len(watch.names), len(watch.places)) > MOST_NAMES:
        raise RecordError(
            f"At most {MOST_NAMES} names and {MOST_NAMES} places go into one watch. Add another."
        )
    for text in (watch.name, watch.words, watch.outlet, *watch.names, *watch.places):
        if len(text) > LONGEST:
            raise RecordError(f"{text[:40]}… is longer than {LONGEST} characters. Shorten it.")
    for text in (watch.words, watch.outlet, *watch.names, *watch.places):
        if text and not plain_name(text):
            raise RecordError(f"{text} holds no letter or digit to look for.")


def _check_webhook(address: str, settings: Alerting) -> None:
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        host, parts = "", urlsplit("")
    if (
        not _HOST.fullmatch(host)
        or len(address) > LONGEST_ADDRESS
        or not address.isascii()
        or not address.isprintable()
    ):
        raise RecordError(f"{address[:80]} is no valid address of a webhook.")
    if parts.username is not None or parts.password is not None:
        raise RecordError(
            "A webhook's address must not hold a user name or password; messages are signed instead."
        )
    if parts.scheme != "https" and not (parts.scheme == "http" and settings.local_webhooks):
        raise RecordError("A webhook's address must begin with https://.")


def _check_mail(address: str, settings: Alerting) -> None:
    if not settings.mail:
        raise RecordError("This desk sends no mail: its administrator has not named a mail server.")
    if not _MAIL.fullmatch(address) or ".." in address:
        raise RecordError(f"{address[:80]!r} is no address of mail. Write it as name@example.org.")
