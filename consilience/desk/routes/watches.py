"""What people want to be told of: their watches, and what alerted them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from consilience.alerting import (
    Alert,
    Course,
    Kept,
    Made,
    Watch,
    WatchKind,
    add_watch,
    alerts_of,
    change_watch,
    courses_of,
    new_key,
    new_secret,
    remove_watch,
    try_watch,
    watch_of,
    watches_of,
)
from consilience.desk.desk import Desk
from consilience.desk.refusals import refusals
from consilience.desk.rights import ID, Id, Reader, TheDesk
from consilience.users import User

NO_SUCH = refusals(_404="No such watch or story")
NOT_SO = NO_SUCH | refusals(_409="It cannot be as things stand; the detail says why")
router = APIRouter(tags=["alerts"])
Words = Annotated[str, Field(max_length=200)]
Names = Annotated[list[Annotated[str, Field(min_length=1, max_length=200)]], Field(max_length=20)]


class WatchAsked(BaseModel):
    """A search that alerts. What is left empty asks for nothing; what is filled must all hold, and of a list one."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=200)]
    kinds: Annotated[list[WatchKind], Field(max_length=20)] = []
    story: Annotated[str, Field(pattern=ID)] | None = None
    words: Words = ""
    names: Names = []
    places: Names = []
    outlet: Words = ""
    quiet: bool = False
    webhook: Annotated[str, Field(max_length=2000)] | None = None
    mail: Annotated[str, Field(max_length=320)] | None = None

    def watch(self) -> Watch:
        """The watch that is asked for."""
        return Watch.of(self.model_dump(exclude={"active"}))


class WatchChanged(WatchAsked):
    """What a watch is to be from now on."""

    active: bool = True


@dataclass(frozen=True, slots=True)
class WatchShown:
    """A watch with how its channels fare; `gone` is when its webhook's receiver answered 410, after which it is sent nothing."""

    id: str
    owner: str
    active: bool
    gone: str | None
    watch: Watch
    channels: list[Course]


@dataclass(frozen=True, slots=True)
class WatchMade:
    """A watch with what is shown this once: the secret that its webhook is signed with, and the address of its feed;
    `shown` says it in a sentence."""

    watch: WatchShown
    secret: str | None
    feed: str | None
    shown: str


@dataclass(frozen=True, slots=True)
class Tested:
    """What became of a test by each channel: None where it got through, else why not; `shown` says it in a sentence."""

    channels: dict[str, str | None]
    shown: str


@dataclass(frozen=True, slots=True)
class AlertShown:
    """A change that alerted; `url` is where it stands, `watches` the names of those that asked for it, by their ids."""

    number: int
    at: str
    kind: str
    says: str
    story: str
    title: str
    url: str
    watches: dict[str, str]


def whose(user: User) -> str | None:
    """Whose watches somebody may see: their own, and administrators all."""
    return None if user.may("admin") else user.name


def shown(desk: Desk, kept: Sequence[Kept]) -> list[WatchShown]:
    """Watches as they are shown."""
    courses = courses_of(desk.record, kept)
    return [
        WatchShown(one.id, one.owner, one.active, one.gone, one.watch, courses.get(one.id, []))
        for one in kept
    ]


def alert_shown(desk: Desk, alert: Alert) -> AlertShown:
    """An alert as it is shown."""
    told, entry = alert.told, alert.told.entry
    url, named = told.address(desk.alerting.base), {kept.id: kept.watch.name for kept in alert.watches}
    return AlertShown(entry.number, entry.at, told.kind, told.says, told.story, told.title, url, named)


def _made(desk: Desk, made: Made) -> WatchMade:
    feed = made.key and f"{desk.alerting.base}/watches/{made.kept.id}/feed.atom?key={made.key}"
    said = ["It is kept."]
    if made.secret is not None:
        said.append(f"The webhook is signed with the secret {made.secret}")
    if feed is not None:
        said.append(f"The watch's feed: {feed}")
    if len(said) > 1:
        said.append("Note this now: it is not shown again.")
    return WatchMade(shown(desk, [made.kept])[0], made.secret, feed, "\n".join(said))


@router.get("/watches")
def list_watches(desk: TheDesk, user: Reader) -> list[WatchShown]:
    """One's watches; everybody's, for an administrator."""
    return shown(desk, watches_of(desk.record, whose(user)))


@router.post("/watches", status_code=201, responses=NOT_SO)
def add(asked: WatchAsked, desk: TheDesk, user: Reader) -> WatchMade:
    """Keeps a watch, which holds from now on."""
    return _made(desk, add_watch(desk.record, desk.alerting, user.name, asked.watch()))


@router.get("/watches/{watch}", responses=NO_SUCH)
def one_watch(watch: Id, desk: TheDesk, user: Reader) -> WatchShown:
    """One watch."""
    return shown(desk, [watch_of(desk.record, watch, whose(user))])[0]


@router.put("/watches/{watch}", responses=NOT_SO)
def change(watch: Id, asked: WatchChanged, desk: TheDesk, user: Reader) -> WatchMade:
    """Puts another search in a watch's place, or switches it off; a webhook that goes elsewhere gets a new secret."""
    made = change_watch(desk.record, desk.alerting, watch, whose(user), asked.watch(), active=asked.active)
    return _made(desk, made)


@router.delete("/watches/{watch}", status_code=204, responses=NO_SUCH)
def remove(watch: Id, desk: TheDesk, user: Reader) -> None:
    """Removes a watch, with what it alerted of."""
    remove_watch(desk.record, watch, whose(user))


@router.post("/watches/{watch}/test", responses=NOT_SO)
def test(watch: Id, desk: TheDesk, user: Reader) -> Tested:
    """Sends a test by each of a watch's channels."""
    tried = try_watch(desk.record, desk.alerting, watch, whose(user))
    said = [f"{channel}: {why or 'it arrived.'}" for channel, why in tried.items()]
    return Tested(tried, "\n".join(said))


@router.post("/watches/{watch}/secret", responses=NOT_SO)
def secret(watch: Id, desk: TheDesk, user: Reader) -> WatchMade:
    """Signs a watch's webhook with a new secret from now on."""
    return _made(desk, new_secret(desk.record, watch, whose(user)))


@router.post("/watches/{watch}/key", responses=NO_SUCH)
def key(watch: Id, desk: TheDesk, user: Reader) -> WatchMade:
    """Gives a watch's feed a new address; the one before opens nothing from now on."""
    return _made(desk, new_key(desk.record, watch, whose(user)))


@router.get("/alerts")
def alerts(
    desk: TheDesk,
    user: Reader,
    before: Annotated[int, Query(ge=0, le=2**62)] = 2**62,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> list[AlertShown]:
    """What alerted one, the last first; before an entry of the log, where it is named."""
    found = alerts_of(desk.record, watches_of(desk.record, user.name), before, limit)
    return [alert_shown(desk, one) for one in found]
