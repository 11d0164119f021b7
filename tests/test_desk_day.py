"""A day at the desk, in a real browser, on both databases: feeds over HTTP, a story that grows, alerts, decisions, a restart, exports."""

from __future__ import annotations

import io
import json
import re
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from desks import PASSWORD, PEOPLE, Served, serving
from followthemoney import model
from playwright import sync_api as playwright
from sites import Clock, Site, loopback, send, site

from consilience.alerting import Alerting
from consilience.gathering import Feed, Sources
from consilience.intake import Fetcher
from consilience.record import Stages, open_record, verify

PATIENCE = 60_000  # milliseconds that a page may take to show what has come of an arrival on a busy machine

FIRST = """Warehouse fire kills 12 in Torvik

A fire in a warehouse in Torvik, Norway, killed 12 people on Monday 4 May 2026, police said. The fire began at about 3 a.m.
in the harbour district. “We found twelve people on the second floor,” said the police chief Ingrid Solheim. Firefighters from
three towns fought the flames until noon. The warehouse belonged to the shipping company Norhav."""

SECOND = """Fifteen dead in Torvik harbour warehouse fire

Fifteen people died in a fire in a warehouse in the harbour of Torvik, Norway, on Monday 4 May 2026, the fire brigade said.
Police chief Ingrid Solheim said the fire began at about 3 a.m. The building belonged to the shipping company Norhav. The
brigade's commander Odd Berge said that the stairs were blocked. Firefighters fought the flames until noon."""

ASIDE = """Norhav warehouse burned before

The warehouse in Torvik that burned on Monday had been inspected in March, the municipality said on Tuesday 5 May 2026. The
shipping company Norhav had been told to add a second staircase. The mayor, Kari Lien, said that the town would look into it."""


def article(text: str, day: int) -> str:
    title, _, body = text.partition("\n\n")
    return (
        f"<html lang=en><head><title>{title}</title><meta property='article:published_time' content='2026-05-0{day}T10:00:00Z'>"
        f"</head><body><article><h1>{title}</h1><p>{body}</p></article></body></html>"
    )


class Outlets:
    """Two outlets' sites with a feed each, to which articles are added."""

    def __init__(self, press: Site) -> None:
        self.press, self.items = press, dict[str, list[str]](post=[], mail=[])
        self._listed()

    def publish(self, feed: str, path: str, text: str, day: int) -> None:
        self.press.put(path, article(text, day))
        self.items[feed].append(path)
        self._listed()

    def _listed(self) -> None:
        for feed, paths in self.items.items():
            items = "".join(
                f"<item><guid>{self.press.at}{p}</guid><link>{self.press.at}{p}</link></item>" for p in paths
            )
            self.press.put(
                f"/{feed}.xml",
                f"<rss version='2.0'><channel><title>{feed}</title>{items}</channel></rss>",
                Content_Type="application/rss+xml",
            )

    @property
    def sources(self) -> Sources:
        return Sources(
            0.0, tuple(Feed(name, f"{self.press.at}/{name}.xml", 1.0, None, True, 3) for name in self.items)
        )


@pytest.fixture
def outlets() -> Iterator[Outlets]:
    with site(Clock()) as press:
        yield Outlets(press)


class Receiver:
    """Takes webhooks; `came` is set with each."""

    def __init__(self) -> None:
        self.messages: list[dict[str, object]] = []
        self.came = threading.Condition()

    def wait_for(self, words: str) -> dict[str, object]:
        def found() -> dict[str, object] | None:
            return next((m for m in self.messages if words in json.dumps(m)), None)

        with self.came:
            assert self.came.wait_for(lambda: found() is not None, PATIENCE / 1000), self.messages
        message = found()
        assert message is not None
        return message


@pytest.fixture
def receiver() -> Iterator[tuple[Receiver, str]]:
    held = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with held.came:
                held.messages.append(body)
                held.came.notify_all()
            send(self, 204)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield held, f"http://127.0.0.1:{server.server_address[1]}/hook"
    server.shutdown()
    server.server_close()


def opened(browser: playwright.Browser, desk: Served) -> playwright.Page:
    """A browser in which the analyst has signed in by the page."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(PATIENCE)
    page.goto(desk.origin)
    page.get_by_label("Name").fill(PEOPLE["analyst"])
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{desk.origin}/")
    return page


def appears(page: playwright.Page, address: str, link: str) -> playwright.Locator:
    """A link of a page, which is loaded again until it is there."""
    found = page.get_by_role("link", name=link)
    for _ in range(120):
        page.goto(address)
        try:
            found.first.wait_for(timeout=1000)
        except playwright.TimeoutError:
            continue
        return found.first
    raise AssertionError(page.content())


def test_a_day_at_the_desk(
    address: str,
    stages: Stages,
    outlets: Outlets,
    receiver: tuple[Receiver, str],
    browser: playwright.Browser,
) -> None:
    told, hook = receiver
    settings = {
        "sources": outlets.sources, "fetcher": Fetcher(allowed=loopback), "alerting": Alerting(local_webhooks=True)
    }  # fmt: skip
    with open_record(address) as record, serving(record, stages, **settings) as desk:
        page = opened(browser, desk)

        page.goto(f"{desk.origin}/alerts")
        page.get_by_label("Name", exact=True).first.fill("conflicts in Torvik")
        page.get_by_label("Webhook").first.fill(hook)
        page.get_by_role("button", name="Add it").click()
        page.get_by_text("secret").first.wait_for()

        outlets.publish("post", "/post/1", FIRST, 4)
        desk.desk.worker.wake("gather")
        appears(page, desk.origin, "Warehouse fire kills 12 in Torvik").click()
        page.wait_for_url(re.compile("/stories/s"))
        story = page.url
        assert page.get_by_role("heading", name="Warehouse fire kills 12 in Torvik").first.is_visible()

        outlets.publish("mail", "/mail/1", SECOND, 4)
        desk.desk.worker.wake("gather")
        live = page.locator("#live")
        live.get_by_text(re.compile("since you opened")).wait_for()
        page.locator("#changes .fresh").get_by_text(re.compile("in conflict")).first.wait_for()
        told.wait_for("in conflict")
        live.get_by_role("link", name="Show").click()
        page.get_by_role("link", name="1 conflict").or_(
            page.get_by_text("Accounts conflict")
        ).first.wait_for()

        line = page.locator("section:has(> h2:text('Figures')) .item.figure").first
        line.hover()
        line.get_by_role("button", name=re.compile("^Check")).click()
        assert "Check" not in page.locator("#judge .about").inner_text()
        page.get_by_label("Reject").check()
        page.get_by_label("Why, and where you looked").fill("The morgue counts fifteen.")
        page.get_by_role("button", name="Keep it").click()
        page.locator(".verdict.rejected").get_by_text("The morgue counts fifteen.").wait_for()

        other = paste(page, desk, ASIDE)
        if other != story:
            page.goto(story)
            page.get_by_role("button", name="Merge or keep apart").click()
            page.get_by_label("The other story's address or id").fill(other)
            page.locator("#merge").get_by_label("Why").fill("The same warehouse.")
            page.get_by_role("button", name="Merge it into this one").click()
            page.get_by_text("3reports", exact=False).or_(
                page.locator(".counts").get_by_text("3")
            ).first.wait_for()
        page.goto(f"{story}/history")
        assert page.get_by_text(re.compile("UTC anton rejected .* The morgue counts fifteen")).is_visible()
        page.get_by_role("link", name="as it was then").last.click()
        page.get_by_text("As it was known at").wait_for()
        assert page.locator(".counts dd").first.inner_text() == "1"
        axe_clean(page, desk.origin, story, page.url)

    with open_record(address) as record, serving(record, stages, people=False) as desk:
        page = opened(browser, desk)
        again = story.replace(story.split("/stories/")[0], desk.origin)
        page.goto(again)
        page.locator(".verdict.rejected").get_by_text("The morgue counts fifteen.").wait_for()
        assert page.locator(".counts dd").first.inner_text() == "3"
        exported(desk, f"stories/{again.rsplit('/', 1)[-1]}/export")
        exported(desk, "export")
        assert verify(record, None).problems == ()


def paste(page: playwright.Page, desk: Served, text: str) -> str:
    """Adds a report by hand; gives the address of the story that it stands in."""
    page.goto(f"{desk.origin}/add")
    page.get_by_label("The report; its first line may be the title").fill(text)
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url(f"{desk.origin}/reports")
    appears(page, f"{desk.origin}/reports?words=staircase", text.partition("\n")[0]).click()
    page.get_by_role("link", name="in its story, with all that is marked").click()
    page.wait_for_url(re.compile("/stories/s"))
    return page.url.partition("#")[0]


def axe_clean(page: playwright.Page, origin: str, story: str, past: str) -> None:
    """No violation of accessibility rules on any kind of page, on a desktop and on a phone, by day and by night."""
    for width, scheme in ((1280, "light"), (390, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        for path in (
            "/",
            "/inbox",
            "/reports",
            "/add",
            "/feeds",
            "/sources",
            "/alerts",
            "/me",
            *(story.removeprefix(origin) + end for end in ("", "/history", "/figures")),
            past.removeprefix(origin),
        ):
            page.goto(origin + path)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path, width)
            found = Axe().run(page)
            assert not found.response["violations"], (path, width, found.generate_report())


def exported(desk: Served, path: str) -> None:
    """What the desk gives opens in other tools."""
    client = desk.client("reader")

    def export(name: str) -> bytes:
        return client.get(f"/api/{path}/{name}").raise_for_status().content

    places = json.loads(export("geojson"))
    assert places["type"] == "FeatureCollection"
    assert places["features"]
    entities = [model.get_proxy(json.loads(line)) for line in export("ftm").splitlines()]
    assert {"Article"} & {entity.schema.name for entity in entities}
    with zipfile.ZipFile(io.BytesIO(export("csv"))) as tables:
        assert len(pd.read_csv(tables.open("reports.csv"))) == 3
