"""What holds against those who would misuse a desk, tried on a real server."""

from __future__ import annotations

import http.client
import json
import re
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from desks import PASSWORD, PEOPLE, Served, serving
from fastapi import APIRouter, FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts
from starlette.routing import Mount

from consilience.desk import create_app, signing_in
from consilience.desk.allowances import Rates
from consilience.desk.rights import AtLeast
from consilience.record import Record, entries_after, open_record
from consilience.users import ROLES, User, deactivate, make_token, own_name

OPEN = {
    ("GET", "/sign-in"),
    ("POST", "/sign-in"),
    ("GET", "/enter"),
    ("POST", "/enter"),
    ("POST", "/api/session"),
    ("GET", "/openapi.json"),
    ("GET", "/static/account.{kind}"),
}
KEYED = {
    ("GET", "/stories/{story}/changes.atom"),
    ("GET", "/watches/{watch}/feed.atom"),
}  # with a key in the address
SAFE = {"GET", "HEAD", "OPTIONS"}


@pytest.fixture(scope="module")
def new_record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with open_record(str(tmp_path_factory.mktemp("desk") / "desk.sqlite")) as opened:
        yield opened


@pytest.fixture(scope="module")
def served(new_record: Record) -> Iterator[Served]:
    """A desk whose users and sessions these tests leave as they are."""
    with serving(new_record) as desk:
        yield desk


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Record]:
    with open_record(str(tmp_path / "desk.sqlite")) as opened:
        yield opened


def rights_of(dependant: Dependant) -> list[AtLeast]:
    own = [dependant.call] if isinstance(dependant.call, AtLeast) else []
    return [*own, *(right for one in dependant.dependencies for right in rights_of(one))]


def routes_of(app: FastAPI) -> dict[tuple[str, str], list[AtLeast]]:
    """Each method and path of the application, and the rights that it takes."""
    found = {}
    for route in iter_route_contexts(app.routes):
        if isinstance(route.original_route, Mount):
            continue
        rights = rights_of(route.dependant) if hasattr(route.original_route, "dependant") else []
        found |= {(method, str(route.path)): rights for method in (route.methods or set()) - {"HEAD"}}
    return found


def status(client: httpx.Client, method: str, path: str) -> int:
    """What is answered to a request without anything in it; a stream is not followed."""
    with client.stream(
        method, re.sub(r"\{[^}]*\}", "x", path), json=None if method in SAFE else {}
    ) as answer:
        return answer.status_code


def test_every_route_takes_a_right_or_is_known_to_be_open(served: Served) -> None:
    routes = routes_of(create_app(served.desk))
    assert {route for route, rights in routes.items() if not rights} == OPEN | KEYED
    assert len(routes) > len(OPEN) + 20


def test_a_route_without_a_right_is_found(served: Served) -> None:
    router = APIRouter()
    router.get("/new")(lambda: "new")
    app = create_app(served.desk)
    app.include_router(router, prefix="/api")
    assert not routes_of(app)["GET", "/api/new"]


def test_nobody_comes_past_signing_in(served: Served) -> None:
    nobody = served.stranger()
    for method, path in routes_of(create_app(served.desk)).keys() - OPEN:
        by_reader = path.startswith("/api/") or (method, path) in KEYED
        expected = 303 if method == "GET" and not by_reader else 401
        assert (method, path, status(nobody, method, path)) == (method, path, expected)


def test_no_role_reaches_further_than_it_is_said_to(served: Served) -> None:
    clients = {role: served.client(role) for role in ROLES}
    programs = {role: served.program(role) for role in ROLES}
    for (method, path), rights in routes_of(create_app(served.desk)).items():
        for right in rights:
            for role in ROLES[: ROLES.index(right.role)]:
                assert (path, role, status(clients[role], method, path)) == (path, role, 403)
                assert (path, role, status(programs[role], method, path)) == (path, role, 403)
            if right.in_person:
                assert (path, status(programs["admin"], method, path)) == (path, 403)


def test_what_a_role_may_it_can(served: Served) -> None:
    for role in ROLES:
        assert served.client(role).get("/api/log").status_code == 200
        assert served.program(role).get("/").status_code == 200
        expected = 200 if role == "admin" else 403
        assert served.client(role).get("/users").status_code == expected
        assert served.client(role).get("/me").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"X-CSRF-Token": ""},
        {"X-CSRF-Token": "0" * 64},
        {"X-CSRF-Token": "ü"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_what_another_site_sends_in_a_session_is_refused(served: Served, headers: dict[str, str]) -> None:
    analyst = served.client("analyst")
    encoded = {name: value.encode() for name, value in headers.items()}
    answer = analyst.post("/api/arrivals/text", json={"text": "The ferry sank."}, headers=encoded)
    assert answer.status_code == 403
    assert not [e for e in entries_after(served.desk.record, 0, 1000) if e.kind == "received"]


def test_a_browser_that_does_not_say_from_where_is_refused(served: Served) -> None:
    analyst = served.client("analyst")
    del analyst.headers["Sec-Fetch-Site"]
    assert analyst.delete("/api/tokens/x").status_code == 404  # `Origin` alone says it
    assert analyst.delete("/api/tokens/x", headers={"Origin": "null"}).status_code == 403
    del analyst.headers["Origin"]
    assert analyst.delete("/api/tokens/x").status_code == 403


def test_the_csrf_token_of_one_session_is_none_of_another(served: Served) -> None:
    first, second = served.client("analyst"), served.client("analyst")
    answer = first.delete("/api/tokens/x", headers={"X-CSRF-Token": second.headers["X-CSRF-Token"]})
    assert answer.status_code == 403
    assert first.delete("/api/tokens/x").status_code == 404


def test_a_form_of_another_site_signs_nobody_in_or_out(served: Served) -> None:
    fields = {"name": PEOPLE["reader"], "password": PASSWORD}
    foreign = {"Origin": "null", "Sec-Fetch-Site": "cross-site"}
    assert served.stranger().post("/sign-in", data=fields, headers=foreign).status_code == 403
    reader = served.client("reader")
    assert reader.post("/sign-out", data={"csrf": "x"}).status_code == 403
    assert reader.post("/sign-in", data=fields).status_code == 403  # without the field of the session
    assert reader.get("/me").status_code == 200


def test_a_form_of_this_site_has_a_null_origin_and_is_taken(served: Served) -> None:
    fields = {"name": PEOPLE["reader"], "password": PASSWORD, "then": "/me"}
    browser = served.stranger()
    answer = browser.post("/sign-in", data=fields, headers={"Origin": "null"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/me")
    page = browser.get("/me").text
    csrf = re.search(r'name="csrf" value="(\w+)"', page)
    assert csrf is not None
    assert browser.post("/sign-out", data={"csrf": csrf[1]}, headers={"Origin": "null"}).status_code == 303
    assert browser.get("/me").status_code == 303


def test_a_token_needs_no_csrf_and_nothing_else_in_its_place_will_do(served: Served) -> None:
    program = served.program("reader")
    assert (
        program.post("/api/arrivals/text", json={"text": "words"}).status_code == 403
    )  # its role, not its page
    reader = served.client("reader")
    for wrong in ("Bearer csl_wrong", "Bearer", "Basic YWRhOnNldmVu", "csl_x"):
        answer = reader.get("/api/session", headers={"Authorization": wrong})
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer ")
    assert httpx.get(f"{served.origin}/api/session", headers={"Cookie": f"x={'y' * 50}"}).status_code == 401


def test_a_token_has_its_own_role_and_ends_with_its_owner(empty: Record) -> None:
    with serving(empty) as served:
        secret, _ = make_token(empty, User(PEOPLE["analyst"], "analyst"), "reads", "reader", None)
        bearer = {"Authorization": f"Bearer {secret}"}
        nobody = httpx.Client(base_url=served.origin, headers=bearer)
        with nobody:
            assert nobody.get("/api/session").json() == {"name": "anton", "role": "reader", "csrf": ""}
            assert nobody.post("/api/arrivals/text", json={"text": "words"}).status_code == 403
            deactivate(empty, PEOPLE["analyst"], who="the tests")
            assert nobody.get("/api/session").status_code == 401


def test_a_session_that_somebody_else_chose_is_not_taken_over(served: Served) -> None:
    victim = served.stranger()
    name = served.desk.access.cookie
    victim.cookies.set(name, "chosen-by-the-attacker", domain="127.0.0.1")
    assert victim.get("/api/session").status_code == 401
    answer = victim.post("/api/session", json={"name": PEOPLE["reader"], "password": PASSWORD})
    given = answer.cookies[name]
    assert len(given) > 40
    assert given != "chosen-by-the-attacker"
    again = served.stranger()
    again.cookies.set(name, given, domain="127.0.0.1")
    csrf = {"X-CSRF-Token": answer.json()["csrf"]}
    renewed = again.post("/api/session", json={"name": PEOPLE["reader"], "password": PASSWORD}, headers=csrf)
    assert renewed.cookies[name] != given
    old = httpx.get(f"{served.origin}/api/session", headers={"Cookie": f"{name}={given}"})
    assert old.status_code == 401


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(served: Served, empty: Record) -> None:
    given = {"name": PEOPLE["reader"], "password": PASSWORD}
    flags = served.stranger().post("/api/session", json=given).headers["Set-Cookie"].split("; ")
    assert flags[0].startswith(f"consilience-{urlsplit(served.origin).port}=")
    assert set(flags[1:]) == {"HttpOnly", "Max-Age=1209600", "Path=/", "SameSite=lax"}
    with serving(empty, public="https://desk.example") as secure:
        own = {"Host": "desk.example", "Origin": "https://desk.example"}
        answer = secure.stranger().post("/api/session", json=given, headers=own)
        flags = answer.headers["Set-Cookie"].split("; ")
        assert flags[0].startswith("__Host-consilience=")
        assert {"HttpOnly", "Secure", "Path=/", "SameSite=lax"} < set(flags)
        assert not any(flag.startswith("Domain") for flag in flags)
        assert answer.headers["Strict-Transport-Security"] == "max-age=63072000"


def test_every_answer_is_guarded(served: Served) -> None:
    reader, nobody = served.client("reader"), served.stranger()
    answers = [
        reader.get("/"), reader.get("/api/log"), reader.get("/nowhere"), reader.get("/api/nowhere"), nobody.get("/"),
        nobody.get("/api/log"), nobody.get("/sign-in"), nobody.get("/static/desk.css"), nobody.get("/static/none"),
        nobody.get("/", headers={"Host": "evil.example"}), reader.get("/api/log?after=x"), reader.get("/openapi.json"),
        nobody.put("/api/session"),
    ]  # fmt: skip
    assert {answer.status_code for answer in answers} >= {200, 303, 401, 404, 405, 421, 422}
    for answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        static = "/static/" in str(answer.url)
        assert answer.headers["Cache-Control"] == ("no-cache" if static else "no-store")
        assert "Server" not in answer.headers
        assert "Strict-Transport-Security" not in answer.headers
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_fault_is_guarded_too_and_tells_nothing_of_the_inside(empty: Record) -> None:
    with serving(empty) as served:
        admin = served.client("admin")
        with empty.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE users SET role = 'king'")
        answer = admin.get("/api/users")
        assert answer.status_code == 500
        assert re.fullmatch(r"A fault in Consilience \(\w+\). Please report it.", answer.json()["detail"])
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1",
        "127.0.0.1:1",
        "",
        "127.0.0.1:{port}.evil.example",
        "[::1]",
    ],
)
def test_a_request_for_another_host_is_refused(served: Served, host: str) -> None:
    named = host.format(port=urlsplit(served.origin).port)
    answer = served.stranger().get("/sign-in", headers={"Host": named})
    assert answer.status_code == 421
    assert f"This desk is at {served.origin}." in answer.text


def test_the_other_names_of_this_machine_will_do(served: Served) -> None:
    port = urlsplit(served.origin).port
    for host in (f"localhost:{port}", f"[::1]:{port}", f"LOCALHOST:{port}"):
        assert served.stranger().get("/sign-in", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "then",
    ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "", "/x\r\nSet-Cookie: a=b",
     "/\t/evil.example", "evil", "/ü", "\\\\evil.example", "/" + "x" * 2001],
)  # fmt: skip
def test_signing_in_leads_to_no_other_site(served: Served, then: str) -> None:
    fields = {"name": PEOPLE["reader"], "password": PASSWORD, "then": then}
    answer = served.stranger().post("/sign-in", data=fields)
    assert (answer.status_code, answer.headers.get("Location")) in {(303, "/"), (422, None)}
    assert "a" not in answer.cookies


def test_who_has_to_sign_in_first_is_led_back(served: Served) -> None:
    browser = served.stranger()
    led = browser.get("/reports/x?page=2&sort=a%26b")
    assert led.status_code == 303
    assert led.headers["Location"] == "/sign-in?then=%2Freports%2Fx%3Fpage%3D2%26sort%3Da%2526b"
    form = browser.get(led.headers["Location"]).text
    assert 'name="then" value="/reports/x?page=2&amp;sort=a%26b"' in form
    assert browser.get("//evil.example/x").status_code == 303
    evil = browser.get("/sign-in", params={"then": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in evil


@contextmanager
def raw(served: Served, method: str, target: str, **settings: object) -> Iterator[http.client.HTTPResponse]:
    """The answer to a request whose target is sent as it is."""
    parts = urlsplit(served.origin)
    with closing(http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)) as connection:
        connection.request(method, target, **settings)  # type: ignore[arg-type]
        yield connection.getresponse()


@pytest.mark.parametrize(
    "target",
    ["/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/app.py", "/static/..%5capp.py", "/static//etc/passwd",
     "/static/%00", "/static/desk.css%00.txt", "/static/....//app.py", "/static/" + "../" * 12 + "etc/passwd", "/static/"],
)  # fmt: skip
def test_only_the_files_of_the_desk_are_served(served: Served, target: str) -> None:
    with raw(served, "GET", target) as answer:
        assert answer.status in {303, 404}
        assert b"import" not in answer.read()


@pytest.mark.parametrize(
    "name", ["../../etc/cron.d/ferry.txt", "..\\..\\ferry.txt", "C:\\temp\\ferry.txt", "/ferry.txt"]
)
def test_the_name_of_an_upload_is_no_path(empty: Record, name: str) -> None:
    with serving(empty) as served:
        answer = served.client("analyst").post(
            "/api/arrivals/file", files={"file": (name, b"The ferry sank.")}
        )
        assert answer.status_code == 201
        assert answer.json()["name"] == "ferry.txt"


def test_nothing_given_becomes_a_header(served: Served) -> None:
    reader = served.client("reader")
    for path in ("/x%0d%0aX-Evil:%201", "/?x=%0d%0aX-Evil:%201", "/enter?key=%0d%0aX-Evil:%201"):
        with raw(served, "GET", path) as answer:
            assert answer.getheader("X-Evil") is None
    assert reader.get("/api/stories/%0d%0aX-Evil:%201/account").headers.get("X-Evil") is None


def test_passwords_cannot_be_tried_on_and_on(empty: Record) -> None:
    with serving(empty, rates=Rates(names="3/hour")) as served:
        browser = served.stranger()
        wrong = {"name": "Rosa ", "password": "not this one either"}
        tried = [browser.post("/api/session", json=wrong) for _ in range(4)]
        assert [answer.status_code for answer in tried] == [401, 401, 401, 429]
        assert 1 <= int(tried[-1].headers["Retry-After"]) <= 3600
        assert tried[-1].json()["detail"].startswith("That was asked too often. Wait ")
        right = browser.post("/sign-in", data={"name": "rosa", "password": PASSWORD})
        assert right.status_code == 429
        assert "asked too often" in right.text
        assert "Retry-After" in right.headers
        assert browser.post("/api/session", json={"name": "ada", "password": PASSWORD}).status_code == 200
        failed = [e for e in entries_after(empty, 0, 100) if e.about.get("did") == "failed to sign in"]
        assert len(failed) == 3


@pytest.mark.parametrize(("trusted", "expected"), [([], 429), (["127.0.0.1"], 401)])
def test_an_address_counts_as_a_proxy_says_it_only_if_that_is_trusted(
    empty: Record, trusted: list[str], expected: int
) -> None:
    with serving(empty, rates=Rates(addresses="2/hour"), trusted=trusted) as served:
        browser = served.stranger()
        answers = [
            browser.post("/api/session", json={"name": f"n{number}", "password": "x"}, headers={"X-Forwarded-For": f"192.0.2.{number}"})
            for number in range(3)
        ]  # fmt: skip
        assert [answer.status_code for answer in answers] == [401, 401, expected]


def test_addresses_of_one_network_of_ipv6_count_as_one(empty: Record) -> None:
    with serving(empty, rates=Rates(addresses="2/hour"), trusted=["127.0.0.1"]) as served:
        browser = served.stranger()
        answers = [
            browser.post("/api/session", json={"name": "n", "password": "x"}, headers={"X-Forwarded-For": f"2001:db8::{number}"})
            for number in range(3)
        ]  # fmt: skip
        assert [answer.status_code for answer in answers] == [401, 401, 429]


def test_requests_and_uploads_of_a_user_are_limited(empty: Record) -> None:
    with serving(empty, rates=Rates(users="12/hour", strangers="4/hour", uploads="2/hour")) as served:
        analyst, program = served.client("analyst"), served.program("analyst")
        sent = [analyst.post("/api/arrivals/text", json={"text": f"Ferry {n} sank."}) for n in range(3)]
        assert [answer.status_code for answer in sent] == [201, 201, 429]
        asked = [(analyst, program)[n % 2].get("/api/session").status_code for n in range(10)]
        assert asked == [200] * 9 + [429]
        assert served.stranger().get("/sign-in").status_code == 200
        assert [served.stranger().get("/sign-in").status_code for _ in range(3)] == [200, 200, 429]


def test_a_body_that_says_it_is_too_large_is_refused_unread(served: Served) -> None:
    program = served.program("analyst")
    headers = {"Authorization": program.headers["Authorization"], "Content-Length": "22000000"}
    for kind, expected in (("multipart/form-data; boundary=x", 413), ("application/json", 413)):
        target = "/api/arrivals/file" if "form" in kind else "/api/arrivals/text"
        with raw(served, "POST", target, headers={**headers, "Content-Type": kind}) as answer:
            assert answer.status == expected
            assert "MB were sent at once" in json.loads(answer.read())["detail"]


def test_a_body_without_an_end_is_refused_when_it_is_too_large(served: Served) -> None:
    def endless() -> Iterator[bytes]:
        yield b'{"text": "'
        for _ in range(13):
            yield b"x" * 1_000_000

    answer = served.program("analyst").post(
        "/api/arrivals/text", content=endless(), headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 413


def test_nobody_makes_the_desk_read_a_body_without_signing_in(served: Served) -> None:
    with raw(
        served,
        "POST",
        "/api/arrivals/file",
        headers={"Content-Length": "20000000", "Content-Type": "multipart/form-data; boundary=x"},
    ) as answer:
        assert answer.status == 401


@pytest.mark.parametrize(
    "body",
    ["[" * 200_000, '{"text":' * 100_000, "9" * 10_000, '{"text": 1e999}', '{"text": NaN}', "{", "", '"\\ud800"',
     '{"text": "\\ud800"}', "[]", "null", '{"text": "x", "url": "' + "\\ud800" + '"}', '{"text": "x", "name": "\\u0000"}'],
)  # fmt: skip
def test_a_body_of_whatever_kind_is_no_fault(served: Served, body: str) -> None:
    answer = served.program("analyst").post(
        "/api/arrivals/text", content=body, headers={"Content-Type": "application/json"}
    )
    assert 200 < answer.status_code < 500
    assert isinstance(answer.json(), dict)


def test_the_head_of_a_request_is_limited(served: Served) -> None:
    assert served.stranger().get("/sign-in", headers={"X-Long": "x" * 40_000}).status_code == 431
    parts = urlsplit(served.origin)
    with socket.create_connection((parts.hostname or "", parts.port or 0), 30) as endless:
        endless.sendall(b"GET /sign-in HTTP/1.1\r\nHost: desk\r\nX-Long: ")
        endless.sendall(b"x" * 400_000)
        assert endless.recv(100).startswith(b"HTTP/1.1 400 ")


def test_what_is_wrong_in_a_request_is_said_without_its_secrets(served: Served) -> None:
    answer = served.stranger().post("/api/session", json={"name": ["a"], "password": [PASSWORD]})
    assert answer.status_code == 422
    assert PASSWORD not in answer.text
    assert answer.json()["detail"][0]["loc"] == ["body", "name"]
    long = served.stranger().post("/sign-in", data={"name": "x" * 3000, "password": PASSWORD})
    assert long.status_code == 422
    assert PASSWORD not in long.text


def test_the_link_works_once(empty: Record) -> None:
    with serving(empty, local=True, people=False) as served:
        entrance = served.desk.access.entrance
        assert entrance is not None
        browser = served.stranger()
        for key in ("", "x" * 43):
            assert browser.get("/enter", params={"key": key}).status_code == 403
        entrance.new_link()
        entrance.new_link()
        first, second = served.told
        assert browser.get(first).status_code == 403  # a newer one was told
        answer = browser.get(second)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/")
        assert browser.get("/api/session").json()["role"] == "admin"
        assert browser.get("/api/session").json()["name"] == own_name()
        assert served.stranger().get(second).status_code == 403
        assert (
            served.stranger().post("/sign-in", data={"name": own_name(), "password": ""}).status_code == 403
        )


def test_a_new_link_is_told_where_the_program_runs_and_nowhere_else(empty: Record) -> None:
    with serving(empty, local=True, people=False) as served:
        browser = served.stranger()
        assert "Open the link" in browser.get("/sign-in").text
        foreign = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
        assert browser.post("/enter", headers=foreign).status_code == 403
        assert served.told == []
        answer = browser.post("/enter")
        key = urlsplit(served.told[0]).query.removeprefix("key=")
        assert key not in answer.text
        assert browser.get(f"/enter?key={key}").status_code == 303


def test_where_people_have_passwords_there_is_no_link(served: Served) -> None:
    assert served.stranger().get("/enter?key=x").status_code == 404
    assert served.stranger().post("/enter").status_code == 404


def test_who_signed_out_is_out(empty: Record) -> None:
    with serving(empty) as served:
        first, second = served.client("reader"), served.client("reader")
        cookie = {"Cookie": f"{served.desk.access.cookie}={first.cookies[served.desk.access.cookie]}"}
        answer = first.delete("/api/session")
        assert answer.status_code == 204
        assert httpx.get(f"{served.origin}/api/session", headers=cookie).status_code == 401
        assert [one["current"] for one in second.get("/api/sessions").json()] == [True]
        third = served.client("reader")
        other = next(one for one in third.get("/api/sessions").json() if not one["current"])
        assert third.delete(f"/api/sessions/{other['id']}").status_code == 204
        assert second.get("/api/session").status_code == 401
        assert third.delete("/api/sessions").status_code == 204
        assert third.get("/api/session").status_code == 401


def test_a_stream_ends_when_who_listens_may_no_longer(empty: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing_in, "LOOK", 0.05)
    with serving(empty) as served:
        reader = served.client("reader")
        with reader.stream("GET", "/api/live") as stream:
            assert stream.status_code == 200
            deactivate(empty, PEOPLE["reader"], who="the tests")
            assert "signed in" not in "".join(stream.iter_text())  # ends by itself


def test_accounts_are_kept_by_administrators(empty: Record) -> None:
    with serving(empty) as served:
        admin = served.client("admin")
        made = admin.post("/api/users", json={"name": "Ömer", "role": "analyst", "password": PASSWORD})
        assert (made.status_code, made.json()["name"]) == (201, "ömer")
        assert admin.post("/api/users", json={"name": "ömer", "password": PASSWORD}).status_code == 409
        assert admin.put("/api/users/ömer/role", json={"role": "reader"}).status_code == 204
        assert admin.put("/api/users/ömer/password", json={"password": PASSWORD + "!"}).status_code == 204
        given = {"name": "ömer", "password": PASSWORD + "!"}
        assert served.stranger().post("/api/session", json=given).json()["role"] == "reader"
        assert "ömer" in admin.get("/users").text
        assert admin.delete("/api/users/ömer").status_code == 204
        assert served.stranger().post("/api/session", json=given).status_code == 401
        assert admin.delete("/api/users/ömer").status_code == 404
        last = admin.delete(f"/api/users/{PEOPLE['admin']}")
        assert (last.status_code, "last admin" in last.json()["detail"]) == (409, True)
        assert [one["name"] for one in admin.get("/api/users").json() if one["active"]] == sorted(
            PEOPLE.values()
        )


def test_ones_own_password_and_tokens(empty: Record) -> None:
    with serving(empty) as served:
        reader, other = served.client("reader"), served.client("reader")
        assert reader.put("/api/password", json={"old": "x", "new": PASSWORD + "!"}).status_code == 409
        before = reader.cookies[served.desk.access.cookie]
        assert reader.put("/api/password", json={"old": PASSWORD, "new": PASSWORD + "!"}).status_code == 204
        assert reader.cookies[served.desk.access.cookie] != before
        assert other.get("/api/session").status_code == 401
        reader.headers["X-CSRF-Token"] = reader.get("/api/session").json()["csrf"]
        made = reader.post("/api/tokens", json={"name": "<b>wall</b>", "days": 30}).json()
        bearer = {"Authorization": f"Bearer {made['secret']}"}
        assert httpx.get(f"{served.origin}/api/session", headers=bearer).json()["role"] == "reader"
        page = reader.get("/me").text
        assert made["secret"] not in page
        assert "&lt;b&gt;wall&lt;/b&gt;" in page
        assert reader.post("/api/tokens", json={"name": "more", "role": "admin"}).status_code == 409
        assert reader.delete(f"/api/tokens/{made['token']['id']}").status_code == 204
        assert reader.get("/api/tokens").json() == []
        assert httpx.get(f"{served.origin}/api/session", headers=bearer).status_code == 401


def test_what_is_told_of_accounts_is_for_administrators(served: Served) -> None:
    kinds = {role: {entry["kind"] for entry in served.client(role).get("/api/log").json()} for role in ROLES}
    assert "user" in kinds["admin"]
    assert "user" not in kinds["reader"] | kinds["analyst"]


def test_no_page_has_a_style_or_script_that_the_policy_forbids() -> None:
    rooms = [files("consilience.desk") / "templates", files("consilience.presenting") / "templates"]
    pages = [page for room in rooms for page in Path(str(room)).rglob("*.html")]
    assert len(pages) > 10
    for page in pages:
        text = page.read_text(encoding="utf-8")
        if page.name != "page.html":  # is a file by itself, with a policy that names the hashes of its own
            assert not re.search(r"<style|<script(?! src=\"/static/)", text), page
        assert not re.search(r"\sstyle=|\son[a-z]+=", text), page
