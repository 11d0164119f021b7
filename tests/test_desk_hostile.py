"""What is received, typed or fetched in bad faith does nothing at the desk: in a real browser, on a real server."""

from __future__ import annotations

import csv
import io
import json
import re
import socket
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import httpx
import pytest
from desks import UNREAD, Served, serving
from fastapi.routing import iter_route_contexts
from playwright import sync_api as playwright
from sites import Clock, site
from watching import Story

from consilience.desk import create_app
from consilience.gathering import Feed, Sources
from consilience.intake import Fetcher
from consilience.record import (
    Record,
    ReportQuery,
    Stages,
    find_reports,
    open_record,
    receive,
    verify,
    work,
)

EVIL = (
    "<img src=x onerror=alert(1)><script>alert(2)</script></script><svg onload=alert(3)>"
    "\"' onmouseover='alert(4)' x=\"<b class=evil>{{ 7 * 7 }}{% raw %}${alert(5)}\u202egnp.exe\u2066"
)
SCRIPT = "javascript:alert(6)"
TOLD = (
    "A fire in a warehouse in Torvik, Norway, killed KILLED people on Monday 4 May 2026, police said. “We found people on the second "
    f"floor {EVIL},” said the police chief Ingrid Solheim. =cmd|' /C calc'!A1 {EVIL} Firefighters fought the flames until noon."
)
PAGES = {"/", "/inbox", "/reports", "/add", "/feeds", "/sources", "/alerts", "/me", "/users", "/sign-in"}
OF_A_STORY = {"/stories/{story}", "/stories/{story}/history", "/stories/{story}/figures"}
NO_PAGES = {
    "/enter",
    "/openapi.json",
    "/static/account.{kind}",
    "/stories/{story}/changes.atom",
    "/watches/{watch}/feed.atom",
}


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Record]:
    with open_record(str(tmp_path / "desk.sqlite")) as opened:
        yield opened


def hostile(killed: str, outlet: str) -> bytes:
    report = {
        "title": f"Fire kills {killed} in Torvik {EVIL}",
        "text": TOLD.replace("KILLED", killed),
        "outlet": f"=cmd|' /C calc'!A1 {outlet} {EVIL}",
        "authors": [f"Ann {EVIL}"],
        "published": "2026-05-04",
        "url": SCRIPT,
    }
    return json.dumps(report).encode()


@pytest.fixture(scope="module")
def misused(tmp_path_factory: pytest.TempPathFactory, stages: Stages) -> Iterator[Served]:
    """A desk at which everything that can be given has been given in bad faith."""
    feed = Feed(f"feed {EVIL}", "http://127.0.0.1:9/feed", 60.0, None, True, 3)
    with open_record(str(tmp_path_factory.mktemp("misused") / "desk.sqlite")) as record:
        for killed, outlet in (("12", "Post"), ("15", "Mail")):
            receive(record, hostile(killed, outlet), name=f"{EVIL}{killed}.json", url=SCRIPT)
        receive(record, b"\x00\x01\x02", name=f"{EVIL}.bin")
        work(record, stages)
        with serving(record, stages, sources=Sources(0.0, (feed,))) as desk:
            given(desk, story_of(desk))
            yield desk


def story_of(desk: Served) -> str:
    [found] = desk.client("reader").get("/api/stories").json()["stories"]
    return str(found["id"])


def given(desk: Served, story: str) -> None:
    """What people type."""
    admin = desk.client("admin")
    figure = admin.get(f"/api/stories/{story}/figures").json()[0]["figure"]
    judged = {"item": figure, "verdict": "corrected", "why": EVIL, "correction": EVIL}
    admin.post(f"/api/stories/{story}/judgements", json=judged).raise_for_status()
    admin.post("/api/grades", json={"source": EVIL, "grade": "A", "why": EVIL}).raise_for_status()
    asked = {"name": EVIL[:200], "words": "", "names": [EVIL[:200]], "outlet": EVIL[:200]}
    admin.post("/api/watches", json=asked).raise_for_status()
    admin.post("/api/watches", json={"name": EVIL[:200]}).raise_for_status()
    admin.post("/api/tokens", json={"name": "<script>alert(7)</script>"[:40]}).raise_for_status()


class Seen:
    """A browser that notes whatever ran, or tried to."""

    def __init__(self, browser: playwright.Browser, desk: Served) -> None:
        client = desk.client("admin")
        cookie = {"name": desk.desk.access.cookie, "value": client.cookies[desk.desk.access.cookie]}
        self.ran: list[str] = []
        self.context = browser.new_context()
        self.context.add_cookies([{**cookie, "url": desk.origin}])  # type: ignore[list-item, typeddict-item]
        self.context.add_init_script(
            "addEventListener('securitypolicyviolation', (e) => console.error('policy ' + e.violatedDirective))"
        )
        self.page = self.context.new_page()
        self.page.on("dialog", lambda dialog: (self.ran.append(dialog.message), dialog.dismiss()))
        self.page.on("pageerror", lambda error: self.ran.append(str(error)))
        self.page.on("console", self._said)
        self.page.on(
            "request", lambda one: one.url.startswith((desk.origin, "data:,")) or self.ran.append(one.url)
        )

    def _said(self, message: playwright.ConsoleMessage) -> None:
        if "Failed to load resource" not in message.text:  # a page that is not there is looked at, too
            self.ran.append(message.text)


FOREIGN = """() => [...document.querySelectorAll("*")].filter((one) =>
  one.matches("img, iframe, object, embed, .evil, svg[onload], base, style") ||
  one.tagName === "SCRIPT" && !one.getAttribute("src")?.startsWith("/static/") ||
  [...one.attributes].some(({ name, value }) => name.startsWith("on") ||
    ["href", "src", "action", "formaction", "xlink:href", "data"].includes(name) && !/^(#|\\/(?!\\/)|https?:|data:,$)/.test(value))
).map((one) => one.outerHTML.slice(0, 300))"""


def test_every_page_shows_what_is_hostile_and_does_nothing_of_it(
    misused: Served, browser: playwright.Browser
) -> None:
    story, record = story_of(misused), misused.desk.record
    reports = find_reports(record, ReportQuery()).reports
    opened = next(one.id for one in reports if one.readable)
    evil = quote(EVIL)
    paths = [*sorted(PAGES), *(path.format(story=story) for path in sorted(OF_A_STORY)), f"/reports/{opened}"]
    paths += [
        f"/?words={evil}&person={evil}&place={evil}&outlet={evil}",
        f"/reports?words={evil}&outlet={evil}",
    ]
    paths += [
        f"/add?url={quote(SCRIPT)}",
        f"/add?url={evil}",
        f"/alerts?story={evil}",
        f"/sign-in?then={evil}",
    ]
    paths += [f"/{evil}", f"/stories/{evil}", f"/inbox?kind={evil}", f"/reports?since={evil}"]
    seen = Seen(browser, misused)
    shown = set[str]()
    for path in paths:
        seen.page.goto(misused.origin + path, wait_until="load")
        foreign = seen.page.evaluate(FOREIGN)
        own = [
            one for one in foreign if path.startswith("/add") and "Add to Consilience" in one
        ]  # the bookmark
        assert [one for one in foreign if one not in own] == [], path
        assert "49" not in seen.page.title(), path
        if "onerror=alert(1)" in seen.page.content():
            shown.add(path)
    seen.page.goto(f"{misused.origin}/stories/{story}")
    seen.page.locator(".verdict.corrected").wait_for()
    assert seen.page.evaluate(FOREIGN) == []
    assert seen.ran == []
    assert shown >= {
        "/",
        "/inbox",
        "/reports",
        "/feeds",
        "/sources",
        "/alerts",
        f"/stories/{story}/history",
        f"/reports/{opened}",
    }
    seen.context.close()


def test_every_page_was_looked_at(misused: Served) -> None:
    contexts = iter_route_contexts(create_app(misused.desk).routes)
    paths = {str(one.path) for one in contexts if "GET" in (one.methods or ())}
    pages = {path for path in paths if not path.startswith("/api/")}
    assert pages == PAGES | OF_A_STORY | NO_PAGES | {"/reports/{report}"}


def test_what_comes_live_is_words(misused: Served, browser: playwright.Browser) -> None:
    story = Story(misused.desk.record, story_of(misused))
    seen = Seen(browser, misused)
    for path in (f"/stories/{story.id}", "/reports"):
        with seen.page.expect_response(re.compile("/api/live")):
            seen.page.goto(misused.origin + path)
        story.change(says=f"Now in conflict {path} {EVIL}")
        seen.page.locator("#live .alert").get_by_text(f"Now in conflict {path}").first.wait_for()
        assert seen.page.evaluate(FOREIGN) == []
    assert seen.ran == []
    seen.context.close()


def test_no_user_can_have_a_hostile_name(misused: Served) -> None:
    answer = misused.client("admin").post("/api/users", json={"name": EVIL[:40], "password": "x" * 40})
    assert answer.status_code == 409
    assert "A user's name has 1 to 64 letters" in answer.json()["detail"]


def test_no_table_begins_a_cell_with_a_formula(misused: Served) -> None:
    client, story = misused.client("reader"), story_of(misused)
    files = [client.get(f"/api/stories/{story}/export/{name}") for name in ("acled", "ged", "csv")]
    tables = [one.text for one in files[:2]]
    with zipfile.ZipFile(io.BytesIO(files[2].content)) as pack:
        tables += [pack.read(name).decode() for name in pack.namelist() if name.endswith(".csv")]
    cells = [cell for table in tables for row in csv.reader(io.StringIO(table)) for cell in row]
    assert any("=cmd|" in cell for cell in cells)
    assert [cell for cell in cells if cell.startswith(("=", "@", "+", "\t", "\r"))] == []


def bomb() -> bytes:
    """A Word file of a few kilobytes whose words fill hundreds of megabytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as pack:
        pack.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        )
        with pack.open("word/document.xml", "w", force_zip64=True) as document:
            for _ in range(300):
                document.write(b" " * 1_000_000)
    return held.getvalue()


LAUGHS = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x0 "ha">' + "".join(
    f'<!ENTITY x{n} "{f"&x{n - 1};" * 10}">' for n in range(1, 10)
)
NEWSML = (
    LAUGHS
    + ']><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><contentSet>&x9;</contentSet></newsItem>'
)
OUTSIDE = NEWSML.replace('<!ENTITY x0 "ha">', '<!ENTITY x0 SYSTEM "file:///etc/passwd">')
UPLOADS: dict[str, Callable[[], bytes]] = {
    "bomb.docx": bomb,
    "bomb.xml": NEWSML.encode,
    "outside.xml": OUTSIDE.encode,
    "sitemap.xml": (LAUGHS + "]><urlset><url><loc>&x9;</loc></url></urlset>").encode,
    "deep.json": lambda: b'{"text":' * 200_000,
    "list.json": lambda: b"[" * 1_000_000,
    "deep.html": lambda: b"<div>" * 200_000,
    "huge.json": lambda: b'{"text": "x", "published": ' + b"9" * 100_000 + b"}",
}
GOOD = b"The ferry Astrid sank off Torvik on Monday, and all on board were saved, the coast guard said."


def test_a_file_made_to_do_harm_is_kept_and_said_to_be_unreadable(empty: Record, stages: Stages) -> None:
    with serving(empty, stages) as desk:
        analyst = desk.client("analyst")
        for name, data in UPLOADS.items():
            answer = analyst.post("/api/arrivals/file", files={"file": (name, data())})
            assert answer.status_code == 201, name
        analyst.post("/api/arrivals/file", files={"file": ("good.txt", GOOD)}).raise_for_status()
        found = reported(analyst, "good.txt")
        assert found["good.txt"]["failure"] is None
        for name in UPLOADS:
            why = found[name]["failure"]
            assert why is None or re.fullmatch(r"[^<>{}\n]{10,300}\.", why), (name, why)
            assert "root:" not in json.dumps(found[name]), name
            assert "fault in Consilience" not in (why or ""), (name, why)
        assert {name for name in UPLOADS if found[name]["failure"]} >= {
            "bomb.docx",
            "bomb.xml",
            "deep.json",
            "list.json",
        }
        assert analyst.get("/reports").status_code == 200
        assert verify(empty, None).problems == ()


def reported(client: httpx.Client, last: str) -> dict[str, Any]:
    """The list of reports by name, once all that was received is read."""
    pause = threading.Event()
    for _ in range(1200):
        found = {
            one["name"].partition("#")[0]: one
            for one in client.get("/api/reports?limit=200").json()["reports"]
        }
        if last in found and set(UPLOADS) <= found.keys():
            return found
        pause.wait(0.1)
    raise AssertionError(found)


def test_a_file_that_is_too_large_is_refused_and_the_next_is_taken(empty: Record) -> None:
    with serving(empty) as desk:
        analyst = desk.client("analyst")
        for size in (20_000_001, 21_500_000):
            answer = analyst.post("/api/arrivals/file", files={"file": ("large.txt", b"x" * size)})
            assert (answer.status_code, "Split it." in answer.json()["detail"]) == (413, True)
        assert analyst.post("/api/arrivals/file", files={"file": ("good.txt", GOOD)}).status_code == 201
        assert [
            one.name for one in find_reports(empty, ReportQuery()).reports if one.name == "large.txt"
        ] == []


@pytest.mark.parametrize(
    "name",
    ['a"; filename="b.txt', "a\r\nX-Evil: 1\r\n\r\n<script>", "a\x00b.txt", "../" * 20 + "etc/passwd", "a;b=c.txt", "ü\u202etxt.exe",
     "=cmd|' /C calc'!A1.txt", "x" * 5000 + ".txt", "..", ".", "%0d%0aX-Evil: 1", "CON.txt"],
)  # fmt: skip
def test_a_file_is_given_back_under_a_harmless_name(empty: Record, name: str) -> None:
    with serving(empty) as desk:
        arrival = receive(empty, GOOD, name=name)
        answer = desk.client("reader").get(f"/api/arrivals/{arrival.id}/original")
        assert answer.status_code == 200
        assert answer.content == GOOD
        assert "X-Evil" not in answer.headers
        assert answer.headers["Content-Type"] == "application/octet-stream"
        given = re.fullmatch(
            r"attachment; filename\*=UTF-8''([\w.~%!-]+)", answer.headers["Content-Disposition"]
        )
        assert given is not None
        assert "/" not in unquote(given[1])


@pytest.mark.parametrize(
    "encoded", ["a%0D%0AX-Evil: 1.txt", "a%00b.txt", "..%2F..%2Fetc%2Fpasswd", "\\..\\a.txt"]
)
def test_a_name_as_a_form_can_spell_it_is_kept_as_a_name(empty: Record, encoded: str) -> None:
    body = (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="' + encoded.encode() + b'"\r\n'
        b"Content-Type: text/plain\r\n\r\n" + GOOD + b"\r\n--x--\r\n"
    )
    with serving(empty) as desk:
        analyst = desk.client("analyst")
        kind = {"Content-Type": "multipart/form-data; boundary=x"}
        sent = analyst.post("/api/arrivals/file", content=body, headers=kind)
        assert sent.status_code == 201
        assert not set(sent.json()["name"]) & {"/", "\\", "\r", "\n"}
        back = analyst.get(f"/api/arrivals/{sent.json()['id']}/original")
        assert (back.status_code, back.content, "X-Evil" in back.headers) == (200, GOOD, False)


PRIVATE = [
    "http://127.0.0.1:{port}/", "http://localhost:{port}/", "http://127.1:{port}/", "http://2130706433:{port}/",
    "http://0x7f000001:{port}/", "http://0:{port}/", "http://[::1]:{port}/", "http://[::ffff:127.0.0.1]:{port}/", "http://[64:ff9b::7f00:1]:{port}/", "http://[2002:7f00:1::]:{port}/",
    "http://10.0.0.1/", "http://172.16.0.1/", "http://192.168.0.1/", "http://169.254.169.254/latest/meta-data/",
    "http://[fe80::1]/", "http://100.64.0.1/", "http://user:pass@127.0.0.1:{port}/", "file:///etc/passwd", "gopher://127.0.0.1:{port}/",
    "http://127.0.0.1:{port}\\@example.com/", "//127.0.0.1:{port}/", "http:/127.0.0.1", "http://", "\u202ehttp://x",
]  # fmt: skip


def test_no_address_leads_into_a_private_network(empty: Record) -> None:
    with site(Clock()) as inside, serving(empty) as desk:
        inside.put("/", GOOD)
        analyst, port = desk.client("analyst"), inside.at.rpartition(":")[2]
        for address in PRIVATE:
            answer = analyst.post("/api/arrivals/url", json={"url": address.format(port=port)})
            assert answer.status_code == 409, address
            assert re.search(
                r"not public|Only http|user name|no address|cannot be reached", answer.json()["detail"]
            ), answer.text
        assert inside.asked == []
        assert find_reports(empty, ReportQuery()).reports == ()


def outside_alone(address: str) -> bool:
    """Stands for the public network: one address of this machine; all others are inside."""
    return address == "127.0.0.1"


def test_no_redirect_leads_into_a_private_network(empty: Record) -> None:
    with site(Clock()) as outside, site(Clock(), "127.0.0.2") as inside:
        inside.put("/", GOOD)
        fetcher = Fetcher(allowed=outside_alone)
        with serving(empty, fetcher=fetcher) as desk:
            analyst = desk.client("analyst")
            for status in (301, 302, 303, 307, 308):
                for to in (inside.at + "/", "file:///etc/passwd", inside.at.removeprefix("http:") + "/"):
                    outside.put("/away", status=status, Location=to)
                    answer = analyst.post("/api/arrivals/url", json={"url": f"{outside.at}/away"})
                    assert answer.status_code == 409
        assert outside.count("/away") == 15
        assert inside.asked == []


def test_a_name_that_leads_elsewhere_the_second_time_is_not_followed(
    empty: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    real = socket.getaddrinfo

    def rebound(host: Any, *more: Any, **named: Any) -> Any:
        if host not in {"rebound.example", b"rebound.example"}:
            return real(host, *more, **named)
        asked.append("127.0.0.1" if not asked else "127.0.0.2")
        return real(asked[-1], *more, **named)

    monkeypatch.setattr(socket, "getaddrinfo", rebound)
    with site(Clock(), "127.0.0.2") as inside:
        port = int(inside.at.rpartition(":")[2])
        inside.put("/", GOOD)
        with serving(empty, fetcher=Fetcher(allowed=outside_alone)) as desk:
            analyst = desk.client("analyst")
            for _ in range(3):
                answer = analyst.post("/api/arrivals/url", json={"url": f"http://rebound.example:{port}/"})
                assert answer.status_code == 409
        assert asked[:2] == ["127.0.0.1", "127.0.0.2"]
        assert inside.asked == []


INJECTED = ["' OR 1=1 --", "'; DROP TABLE stories; --", '" OR ""="', "') UNION SELECT name, password FROM users --", "\\'; --",
            "%' OR '%'='", "* OR text:*", 'NEAR("a" "b", 5)', "a' || pg_sleep(30) || '", "\x00' OR 1=1 --"]  # fmt: skip
SEARCHES = {
    "/api/stories": ["words", "person", "place", "outlet", "after", "since", "until", "status", "order"],
    "/api/reports": ["words", "outlet", "after", "since", "order"],
    "/api/inbox": ["kind", "after", "story"],
    "/api/log": ["after"],
    "/api/export/json": ["words", "person", "place", "outlet"],
    "/": ["words", "person", "place", "outlet", "after"],
    "/reports": ["words", "outlet", "after"],
}


def test_no_search_says_more_than_it_is_asked_for(record: Record) -> None:
    receive(record, GOOD, name="good.txt")
    work(record, UNREAD)
    with serving(record) as desk:
        reader = desk.client("reader")
        before = reader.get("/api/stories").json()
        for path, names in SEARCHES.items():
            for name in names:
                for words in INJECTED:
                    answer = reader.get(path, params={name: words})
                    assert answer.status_code in {200, 404, 409, 422}, (path, name, words)
                    assert "argon2" not in answer.text
                    if path.startswith("/api/") and answer.status_code == 200:
                        found = answer.json()
                        assert not [*found.get("stories", ()), *found.get("reports", ())], (path, name, words)
        assert reader.get("/api/stories").json() == before


def test_no_name_in_an_address_says_more_than_it_names(record: Record) -> None:
    with serving(record) as desk:
        admin = desk.client("admin")
        for words in INJECTED:
            named = quote(words, safe="")
            for path in (
                "stories/{}",
                "reports/{}/versions",
                "watches/{}",
                "arrivals/{}",
                "versions/{}/reading",
            ):
                assert admin.get(f"/api/{path.format(named)}").status_code in {404, 422}
            for path in ("tokens/{}", "sessions/{}", "users/{}", "watches/{}"):
                assert admin.delete(f"/api/{path.format(named)}").status_code in {404, 409, 422}
            sent = desk.stranger().post("/api/session", json={"name": words, "password": words})
            assert sent.status_code == 401
        assert len(admin.get("/api/users").json()) == 3
