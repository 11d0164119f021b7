"""The page in a real browser: the panel, reading without scripts, a phone's width, a quiet console."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from accounts import COURIER, fire_build, small_build

from consilience.presenting import render_page

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")

FIRST_EVIDENCE = "article.figure a.ev"


@pytest.fixture(scope="module")
def browser() -> Iterator[playwright.Browser]:
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("page") / "fire.html"
    path.write_text(render_page(fire_build()), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def page(browser: playwright.Browser, address: str) -> Iterator[playwright.Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.goto(address)
    yield opened
    opened.close()


def test_the_console_stays_quiet_and_nothing_is_fetched(browser: playwright.Browser, address: str) -> None:
    opened = browser.new_page()
    said: list[str] = []
    asked: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(address)
    opened.click(FIRST_EVIDENCE)
    opened.keyboard.press("Escape")
    assert (said, asked) == ([], [address])
    opened.close()


def test_evidence_opens_in_the_panel_with_its_words_marked(page: playwright.Page) -> None:
    page.click(FIRST_EVIDENCE)
    panel = page.locator("#panel")
    assert panel.is_visible()
    assert panel.locator("mark").inner_text() == "At least 30"
    assert "the fire service said." in panel.inner_text()
    assert "1 of 3" in panel.inner_text()
    assert page.evaluate("document.activeElement.id") == "panel"


def test_the_panel_walks_through_all_evidence_and_closes(page: playwright.Page) -> None:
    page.click(FIRST_EVIDENCE)
    panel = page.locator("#panel")
    panel.get_by_role("button", name="Next").click()
    assert panel.locator("mark").inner_text() == "34"
    panel.get_by_role("button", name="Next").click()
    assert panel.get_by_role("button", name="Next").is_disabled()
    page.keyboard.press("Escape")
    assert panel.is_hidden()
    assert page.evaluate("document.activeElement.className") == "ev"


def test_the_panel_leads_on_to_the_report(page: playwright.Page) -> None:
    page.click(FIRST_EVIDENCE)
    page.locator("#panel").get_by_role("link", name="In the report").click()
    start = COURIER.index("At least 30")
    assert page.url.endswith(f"#c0-{start}")
    assert page.locator("#panel").is_hidden()
    assert page.locator(f"#c0-{start}").is_visible()


def test_offsets_count_code_points_in_the_panel_too(browser: playwright.Browser, tmp_path: Path) -> None:
    text = "\U0001f6a2\U0001f6a2\r\n\r\nTwo \U0001f525 burned."
    path = tmp_path / "ships.html"
    path.write_text(render_page(small_build(text)), encoding="utf-8", newline="")
    opened = browser.new_page()
    opened.goto(path.as_uri())
    opened.click("#figure-f a.ev")
    assert opened.locator("#panel mark").text_content() == text
    opened.close()


def test_without_scripts_links_lead_to_the_words(browser: playwright.Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.goto(address)
    assert opened.locator("#panel").is_hidden()
    opened.click(FIRST_EVIDENCE)
    start = COURIER.index("At least 30")
    assert opened.url.endswith(f"#c0-{start}")
    words = opened.locator(f"#c0-{start}")
    box = words.bounding_box()
    assert words.inner_text() == "At least 30"
    assert box is not None
    assert 0 <= box["y"] < 900
    words.locator("a").click()
    assert opened.url.endswith("#figure-f1")
    context.close()


@pytest.mark.parametrize("width", [320, 390, 768])
def test_no_sideways_scrolling_on_a_phone(browser: playwright.Browser, address: str, width: int) -> None:
    opened = browser.new_page(viewport={"width": width, "height": 800})
    opened.goto(address)
    assert opened.evaluate("document.documentElement.scrollWidth") == width
    opened.click(FIRST_EVIDENCE)
    assert opened.evaluate("document.documentElement.scrollWidth") == width
    opened.close()


def test_long_words_do_not_widen_the_page(browser: playwright.Browser, tmp_path: Path) -> None:
    path = tmp_path / "long.html"
    path.write_text(render_page(small_build("A" * 500, title="B" * 300, what="C" * 300)), encoding="utf-8")
    opened = browser.new_page(viewport={"width": 360, "height": 800})
    opened.goto(path.as_uri())
    assert opened.evaluate("document.documentElement.scrollWidth") == 360
    opened.close()


def test_hostile_reports_run_nothing(browser: playwright.Browser, tmp_path: Path) -> None:
    hostile = "</style></script><script>window.hit = 1</script><img src=x onerror='window.hit = 1'>"
    path = tmp_path / "hostile.html"
    path.write_text(render_page(small_build(hostile, title=hostile, what=hostile)), encoding="utf-8")
    opened = browser.new_page()
    opened.goto(path.as_uri())
    opened.click("#figure-f a.ev")
    assert opened.evaluate("window.hit") is None
    assert opened.locator("#panel mark").inner_text() == hostile
    opened.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_background(browser: playwright.Browser, address: str, scheme: str) -> None:
    opened = browser.new_page(color_scheme=scheme)
    opened.goto(address)
    colors = opened.evaluate(
        "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
        ".map((c) => c.match(/\\d+/g).slice(0, 3).reduce((sum, n) => sum + Number(n), 0))"
    )
    assert abs(colors[0] - colors[1]) > 500
    opened.close()


def test_each_wording_of_a_quote_says_how_it_differs(browser: playwright.Browser, tmp_path: Path) -> None:
    build = fire_build()
    account = build.accounts[0]
    quote = replace(account.quotes[0], wordings=("full", "shortened"), conflict="speakers")
    file = tmp_path / "wordings.html"
    file.write_text(
        render_page(replace(build, accounts=(replace(account, quotes=(quote,)),))), encoding="utf-8"
    )
    opened = browser.new_page(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    opened.goto(file.as_uri())
    said = opened.locator(".wordings li").all_inner_texts()
    assert ["in full" in said[0], "shortened" in said[1]] == [True, True]
    opened.close()


def test_who_has_it_from_whom_is_drawn_within_the_page(browser: playwright.Browser, address: str) -> None:
    opened = browser.new_page(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    opened.goto(address)
    drawing = opened.locator("svg.drawing")
    assert "has it from" in (drawing.get_attribute("aria-label") or "")
    box = drawing.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 390
    for text in drawing.locator("text").all():
        inside = text.bounding_box()
        assert inside is not None
        assert box["x"] - 1 <= inside["x"]
        assert inside["x"] + inside["width"] <= box["x"] + box["width"] + 1
    opened.close()


def test_the_same_actor_is_shown_in_each_reports_words(page: playwright.Page) -> None:
    table = page.locator("table.worded", has_text="Norhav Grain Company")
    assert table.locator("tbody th").all_inner_texts()[:2] in (
        ["Norhav Grain Company", "NGC"],
        ["NGC", "Norhav Grain Company"],
    )
    assert table.locator("tbody td a").count() >= 2
