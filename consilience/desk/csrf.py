"""No page of another site asks in the name of who is signed in here: tokens, `Origin` and `Sec-Fetch-Site`."""

from __future__ import annotations

import hmac
from hashlib import sha256

from fastapi import HTTPException, Request

FORMS = frozenset(
    {"/sign-in", "/sign-out", "/me/tokens"}
)  # have the token in a field and check it by `check_form`


def csrf_of(secret: str) -> str:
    """What proves that a request comes from a page of the session, and tells nothing of its secret."""
    return hmac.new(secret.encode("utf-8", "surrogatepass"), b"csrf", sha256).hexdigest()


def refuse_foreign(request: Request, secure: bool, csrf: str) -> None:
    """Raises 403 for what changes something and was not sent by a page of this desk in the session of `csrf`, if any.

    Forms say `Origin: null` here, because pages are sent with `Referrer-Policy: no-referrer` (Fetch standard); then
    `Sec-Fetch-Site` must say where they come from. A program says neither, and has no session.
    """
    own = f"{'https' if secure else 'http'}://{request.headers['host'].lower()}"
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    if site not in {None, "same-origin"} or origin not in {None, "null", own}:
        raise HTTPException(403, "This was sent from another site.")
    if site is None and (origin == "null" or (origin is None and csrf)):
        raise HTTPException(403, "The browser does not say from which site this was sent. Use a current one.")
    if csrf and request.url.path not in FORMS and not _is_of(csrf, request.headers.get("x-csrf-token", "")):
        raise HTTPException(403, "The page is of an earlier session. Load it again.")


def check_form(request: Request, given: str) -> None:
    """Raises 403 for a form whose field `csrf` is not of the session that sends it."""
    if not _is_of(request.state.csrf, given):
        raise HTTPException(403, "The page is of an earlier session. Load it again.")


def _is_of(csrf: str, given: str) -> bool:
    return hmac.compare_digest(csrf.encode(), given.encode("utf-8", "surrogatepass"))
