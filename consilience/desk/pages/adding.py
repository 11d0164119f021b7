"""The page where people add reports by hand, and the files that all pages use."""

from __future__ import annotations

from importlib.resources import files

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse

from consilience.desk.pages.rendering import page
from consilience.desk.rights import Analyst

router = APIRouter()
ACCOUNT = {"account.css": ("page.css", "text/css"), "account.js": ("page.js", "text/javascript")}


@router.get("/static/account.{kind}")
def account_file(kind: str) -> FileResponse:
    """The style and the script of the account page."""
    name, media_type = ACCOUNT["account.css" if kind == "css" else "account.js"]
    return FileResponse(
        str(files("consilience.presenting").joinpath("templates", name)), media_type=media_type
    )


@router.get("/add")
def add(request: Request, user: Analyst, url: str = "") -> HTMLResponse:
    """Paste, upload or give an address."""
    return page(request, "add.html", url=url, base=str(request.base_url))
