"""The API does what its description says, whatever is sent; and all that the pages can do, it can."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from itertools import count, cycle
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from desks import PASSWORD, Served, serving
from fastapi.routing import iter_route_contexts
from hypothesis import HealthCheck, given, settings
from reports_arriving import TEXTS, arrive
from schemathesis import Case, GenerationMode
from schemathesis.core.parameters import ParameterLocation
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import negative_data_rejection

from consilience.desk import create_app
from consilience.desk.csrf import csrf_of
from consilience.errors import RecordError
from consilience.exporting import FORMATS
from consilience.model import Account
from consilience.record import (
    Record,
    ReportQuery,
    Stages,
    StoryQuery,
    account_of,
    find_reports,
    find_stories,
    heir_of,
    versions_of,
)
from consilience.users import Session, add_user, enter, make_token, session_of, sign_in

IN_PERSON = re.compile(r"/api/(sessions?|tokens|password|users)\b")  # what a token is not enough for
UPLOAD = "/api/arrivals/file"  # the bytes of a file are of no type that data could break
ENDLESS = "/api/live"  # is followed in tests/test_desk_security.py and tests/test_alerts_desk.py
EVENTS = ("quake-lunde", "arrest-dahl", "strike-bus")
FOLDED = settings(max_examples=8, derandomize=True, database=None, suppress_health_check=list(HealthCheck))


class Admin:
    """Asks a desk, by token and, where that is not enough, in a session; both as administrators."""

    def __init__(self, served: Served) -> None:
        self.served, self._secret, self._numbers = served, "", count()
        self._program = served.program("admin")
        self._report = find_reports(self._record, ReportQuery()).reports[0].id
        self._stories = cycle(one.id for one in find_stories(self._record, StoryQuery()).stories)
        self._formats = cycle(FORMATS)

    @property
    def _record(self) -> Record:
        return self.served.desk.record

    def headers(self, path: str) -> dict[str, str]:
        """What shows who asks for a path."""
        if not IN_PERSON.match(path):
            return {"Authorization": self._program.headers["Authorization"]}
        self._session()
        cookie = f"{self.served.desk.access.cookie}={self._secret}"
        return {"Cookie": cookie, "X-CSRF-Token": csrf_of(self._secret), "Origin": self.served.origin}

    def _session(self) -> Session:
        """The session until now, or another where a request has ended it."""
        found = session_of(self._record, self._secret)
        if found is not None:
            return found
        try:
            self._secret = enter(self._record, address="127.0.0.1")
        except RecordError:  # a request gave who runs the desk a password
            self._secret = sign_in(self._record, self._user(PASSWORD), PASSWORD, address="127.0.0.1") or ""
        return self._session()

    def _user(self, password: str | None = None) -> str:
        return add_user(self._record, f"user-{next(self._numbers)}", "admin", password, who="the tests")

    def known(self, name: str, path: str) -> Any:
        """What a request to a path may name so and is there; what it may remove is made for it."""
        match name:
            case "story" | "other":
                return next(self._stories)
            case "report":
                return self._report
            case "reports":
                return [self._report]
            case "version":
                return versions_of(self._record, self._report)[0].id
            case "arrival":
                return versions_of(self._record, self._report)[0].arrival
            case "item":
                return self._item()
            case "watch":
                return self._program.post("/api/watches", json={"name": "x"}).json()["watch"]["id"]
            case "id":
                return make_token(self._record, self._session().user, "x", "reader", None)[1].id
            case "name":
                return next(self._formats) if "/export" in path else self._user()
        return None

    def _item(self) -> str:
        told = (account_of(self._record, heir_of(self._record, next(self._stories))) for _ in EVENTS)
        return next(
            account.figures[0].id for account in told if isinstance(account, Account) and account.figures
        )


@pytest.fixture(scope="module")
def admin(module_record: Record, stages: Stages) -> Iterator[Admin]:
    names = [name for name in TEXTS if name.startswith(EVENTS)]
    arrive(module_record, stages, names, one_by_one=False)
    with serving(module_record) as served:
        yield Admin(served)


def operations(admin: Admin) -> list[APIOperation[Any, Any, Any, Any]]:
    schema = schemathesis.openapi.from_url(f"{admin.served.origin}/openapi.json")
    return [found.ok() for found in schema.exclude(path=ENDLESS).get_all_operations()]


def fill(case: Case, admin: Admin) -> None:
    """Names what is there in the place of what was made up."""
    path = case.operation.path
    wrong = {where for where, one in case.meta.components.items() if one.mode is GenerationMode.NEGATIVE}
    if ParameterLocation.PATH not in wrong:
        case.path_parameters |= {name: admin.known(name, path) for name in case.path_parameters}
    if (
        ParameterLocation.BODY not in wrong
        and isinstance(case.body, dict)
        and path.startswith("/api/stories")
    ):
        case.body |= {
            name: admin.known(name, path) for name in case.body if name in {"other", "reports", "item"}
        }


@pytest.mark.parametrize("there", [False, True], ids=["made-up", "there"])
@pytest.mark.parametrize("mode", list(GenerationMode))
def test_the_api_answers_as_it_says(admin: Admin, mode: GenerationMode, there: bool) -> None:
    """Whatever is sent, right or wrong: each answer is one that the description names, in the shape that it names."""
    for operation in operations(admin):
        if there and not operation.path_parameters:
            continue
        if mode is GenerationMode.NEGATIVE and not (operation.body or operation.query or there):
            continue

        @FOLDED
        @given(case=operation.as_strategy(generation_mode=mode))
        def check(case: Case) -> None:
            if there:
                fill(case, admin)
            untyped = [negative_data_rejection] if case.operation.path == UPLOAD else None
            case.call_and_validate(headers=admin.headers(case.operation.path), excluded_checks=untyped)

        check()


def test_each_operation_is_described(admin: Admin) -> None:
    described = httpx.get(f"{admin.served.origin}/openapi.json").json()
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            assert operation["summary"], (method, path)
            assert operation["description"], (method, path)
            for status, answer in operation["responses"].items():
                assert ("content" in answer) == (status != "204"), (method, path, status)
    assert list(described["paths"][ENDLESS]["get"]["responses"]["200"]["content"]) == ["text/event-stream"]
    cookie = described["components"]["securitySchemes"]["APIKeyCookie"]["name"]
    assert cookie == admin.served.desk.access.cookie


def shape(address: str) -> str:
    """An address with whatever is filled in left open, as a route has it."""
    address = re.sub(r"\{\{.*?\}\}|\{\w+\}", "*", address.replace("{{ address }}", "/api/users/*"))
    return re.sub(r"\*+", "*", address.partition("?")[0])


def test_whatever_a_page_asks_for_is_a_route_of_the_api(admin: Admin) -> None:
    contexts = iter_route_contexts(create_app(admin.served.desk).routes)
    routes = {(method, shape(str(one.path))) for one in contexts for method in one.methods or ()}
    forms = set[tuple[str, str]]()
    for page in Path(str(files("consilience.desk") / "templates")).glob("*.html"):
        text = page.read_text(encoding="utf-8")
        for tag in re.findall(r"<(?:form|button|a)\b(?:[^>{]|\{\{.*?\}\}|\{%.*?%\}|\{\w+\})*>", text):
            method = re.search(r'data-method="(\w+)"', tag)
            for name, address in re.findall(
                r'(data-api|formaction|href)="((?:[^"{]|\{\{.*?\}\}|\{\w+\})+)"', tag
            ):
                if name != "href" or address.startswith("/api/"):
                    forms.add(("GET" if name == "href" else method[1] if method else "POST", shape(address)))
    assert forms - routes == set()
    assert len(forms) > 20


def test_all_that_changes_something_is_within_the_api(admin: Admin) -> None:
    """But for coming in and going out, which a browser does without a script."""
    contexts = iter_route_contexts(create_app(admin.served.desk).routes)
    changing = {
        str(one.path) for one in contexts if (one.methods or set()) & {"POST", "PUT", "PATCH", "DELETE"}
    }
    assert {path for path in changing if not path.startswith("/api/")} == {"/sign-in", "/sign-out", "/enter"}
