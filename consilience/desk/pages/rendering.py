"""How pages of the desk are made: nothing of a report unescaped, no script but our own files."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import ChoiceLoader, PackageLoader

from consilience.presenting.page import page_environment
from consilience.record import says

environment = page_environment().overlay(
    loader=ChoiceLoader([PackageLoader("consilience.desk"), PackageLoader("consilience.presenting")])
)

environment.filters.update(said=says, anchor=lambda item: f"line-{item}")


def page(
    request: Request,
    template: str,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **given: object,
) -> HTMLResponse:
    """A page by its template, which extends `desk.html`; it is given `user`, None where nobody is signed in."""
    user = getattr(request.state, "user", None)
    made = environment.get_template(template).render(
        user=user, csrf=getattr(request.state, "csrf", ""), path=request.url.path, **given
    )
    return HTMLResponse(made, status, headers)


def next_page(request: Request, after: str | None) -> str | None:
    """The address of the page of a list that comes after this one, with what was asked for."""
    return (
        None
        if after is None
        else str(request.url.include_query_params(after=after).replace(scheme="", netloc=""))
    )


def error_page(
    request: Request, status: int, message: str, headers: Mapping[str, str] | None = None
) -> HTMLResponse:
    """What went wrong, in a sentence."""
    return page(request, "error.html", status, headers, message=message, code=status)
