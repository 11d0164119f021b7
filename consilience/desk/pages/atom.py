"""Changes as Atom feeds, for feed readers, which cannot sign in: a key in the address stands for that."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import Response

from consilience.alerting import Feed, by_key, story_feed, to_atom, watch_feed, watch_of
from consilience.desk.rights import Id, TheDesk
from consilience.desk.routes.watches import whose
from consilience.users import User

router = APIRouter()
Key = Annotated[str, Query(max_length=100)]


@router.get("/stories/{story}/changes.atom")
def story_changes(request: Request, story: Id, desk: TheDesk, key: Key = "") -> Response:
    """The changes of a story: for who is signed in, or has the key of any watch."""
    if _user(request) is None and by_key(desk.record, key) is None:
        raise HTTPException(401, "Sign in, or add the key of one of your watches to the address: ?key=…")
    return _answer(request, desk, story_feed(desk.record, desk.alerting, story))


@router.get("/watches/{watch}/feed.atom")
def watch_changes(request: Request, watch: Id, desk: TheDesk, key: Key = "") -> Response:
    """What alerted by a watch: for its owner, or who has its key."""
    user, opened = _user(request), by_key(desk.record, key)
    if opened is None or opened.id != watch:
        if user is None:
            raise HTTPException(401, "Sign in, or add the key of the watch to the address: ?key=…")
        opened = watch_of(desk.record, watch, whose(user))
    return _answer(request, desk, watch_feed(desk.record, desk.alerting, opened))


def _user(request: Request) -> User | None:
    return getattr(request.state, "user", None)


def _answer(request: Request, desk: TheDesk, feed: Feed) -> Response:
    updated = datetime.fromisoformat(feed.updated).astimezone(UTC).replace(microsecond=0)
    headers = {
        "ETag": f'"{feed.version}"', "Last-Modified": format_datetime(updated, usegmt=True),
        "Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff",
    }  # fmt: skip
    if _is_known(request, feed.version, updated):
        return Response(status_code=304, headers=headers)
    return Response(to_atom(feed, desk.alerting), media_type="application/atom+xml", headers=headers)


def _is_known(request: Request, version: str, updated: datetime) -> bool:
    """Whether the reader has the feed as it is (RFC 9110, 13.1): the tag decides, and the time where no tag is given."""
    if (tags := request.headers.get("if-none-match")) is not None:
        return any(tag.strip().removeprefix("W/") in ("*", f'"{version}"') for tag in tags.split(","))
    try:
        since = parsedate_to_datetime(request.headers["if-modified-since"])
        return since.tzinfo is not None and updated <= since
    except (KeyError, ValueError):
        return False
