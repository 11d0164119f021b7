"""The page in a real browser: evidence, filters, keyboard, paper, a phone's width, no scripts, accessibility."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from accounts import COURIER, fire_build, small_build
from axe_playwright_python.sync_playwright import Axe
from playwright import sync_api as playwright
from pypdf import PdfReader
from spacy.language import Language

from consilience.model import Build
from consilience.pipeline import build
from consilience.presenting import render_page

STORIES = Path(__file__).resolve().parents[2] / "shared" / "stories"
FIRST_EVIDENCE = "#figure-f1 .number a.ev"
ALL_OF_A_FIGURE = "#figure-f1 .what a.ev"


def written(folder: Path, build: Build) -> str:
    """The address of the page of a build."""
    path = folder / "page.html"
    path.write_text(render_page(build), encoding="utf-8", newline="")
    return path.as_uri()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    return written(tmp_path_factory.mktemp("page"), fire_build())


@pytest.fixture
def page(browser: playwright.Browser, address: str) -> Iterator[playwright.Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.goto(address)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def sample(language: Language) -> Build:
    return build([str(files("consilience.sample").joinpath("reports"))], language=language)


# Evidence


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
    opened.select_option(".filters select[name=status]", "conflicting")
    assert (said, asked) == ([], [address])
    opened.close()


def test_evidence_opens_in_the_panel_with_its_words_marked(page: playwright.Page) -> None:
    page.click(FIRST_EVIDENCE)
    panel = page.locator("#panel")
    assert panel.is_visible()
    assert panel.locator("mark").inner_text() == "At least 30"
    assert "the fire service said." in panel.locator(".context").inner_text()
    assert panel.locator("b").inner_text() == "The Courier (1)"
    assert "Tuesday 6 June 2023" in panel.inner_text()
    assert page.evaluate("document.activeElement.id") == "panel"


def test_the_panel_walks_through_all_evidence_and_closes(page: playwright.Page) -> None:
    page.click(ALL_OF_A_FIGURE)
    panel = page.locator("#panel")
    assert "1 of 3" in panel.inner_text()
    panel.get_by_role("button", name="Next").click()
    assert panel.locator("mark").inner_text() == "30"
    panel.get_by_role("button", name="Next").click()
    assert panel.locator("mark").inner_text() == "34"
    assert panel.get_by_role("button", name="Next").is_disabled()
    page.keyboard.press("Escape")
    assert panel.is_hidden()
    assert page.evaluate("document.activeElement.closest('.item').id") == "figure-f1"


def test_the_sentences_around_the_words_stand_back(page: playwright.Page) -> None:
    page.click("#quote-q1 blockquote a.ev")
    panel = page.locator("#panel")
    assert panel.locator("mark").inner_text() == "We had no water for the first hour,"
    assert panel.locator(".around").all_inner_texts()[-1].strip() == "Two guards are missing."


def test_the_panel_leads_on_to_the_report_and_its_original(
    browser: playwright.Browser, tmp_path: Path
) -> None:
    opened = browser.new_page()
    opened.goto(written(tmp_path, small_build("Two burned.", url="https://news.example/fire")))
    opened.click("#figure-f .number a.ev")
    panel = opened.locator("#panel")
    assert panel.get_by_role("link", name="Original").get_attribute("href") == "https://news.example/fire"
    panel.get_by_role("link", name="In the report").click()
    assert opened.url.endswith("#r1-0")
    assert panel.is_hidden()
    assert opened.locator("#r1-0").is_visible()
    opened.close()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("#event-e2 .what a.ev", "found alive"),
        ("#event-e1 .about a.ev >> nth=0", "Korvala"),
        (".day h3 a.ev >> nth=0", "Monday night"),
        ("#contradiction-k1 .says a.ev >> nth=1", "Tuesday"),
        ("#place-p1 .name a.ev", "Korvala"),
        ("#actor-a3 .name a.ev", "Norhav Grain Company"),
        ("#actor-a3 .spellings a.ev", "NGC"),
        ("#wording-1 tbody td a.ev >> nth=0", "Norhav Grain Company"),
        ("#relay-1 a.ev", "according to the Valdic News Agency"),
        (".stops a.ev >> nth=1", "Tuesday"),
        (".dek .where a.ev", "Korvala"),
        (".brief .agreed a.ev >> nth=0", "destroyed a grain depot"),
        (".brief .single a.ev >> nth=0", "Eleven"),
        (".origins a.ev >> nth=0", "Two"),
    ],
)
def test_every_kind_of_line_opens_its_words(page: playwright.Page, line: str, words: str) -> None:
    page.click(line)
    assert page.locator("#panel mark").inner_text() == words


def test_offsets_count_code_points_in_the_panel_too(browser: playwright.Browser, tmp_path: Path) -> None:
    text = "\U0001f6a2\U0001f6a2\r\n\r\nTwo \U0001f525 burned."
    opened = browser.new_page()
    opened.goto(written(tmp_path, small_build(text)))
    opened.click("#figure-f .number a.ev")
    assert opened.locator("#panel mark").text_content() == text
    opened.close()


# Filters


def test_filters_show_the_lines_of_a_report_a_standing_or_words(page: playwright.Page) -> None:
    def shown() -> set[str]:
        return set(
            page.eval_on_selector_all(".item[data-reports]:not([hidden])", "all => all.map(x => x.id)")
        )

    everything = shown()
    page.select_option(".filters select[name=status]", "conflicting")
    assert shown() == {"figure-f1", "quote-q1", "contradiction-k1"}
    assert page.locator(".filters output").inner_text() == f"3 of {len(everything)} lines"
    page.select_option(".filters select[name=status]", "")
    page.select_option(".filters select[name=report]", label="The Courier (2)")
    assert shown() == {"figure-f1", "figure-f4"}
    page.select_option(".filters select[name=report]", "")
    page.fill(".filters input", "guards WERE")
    assert shown() == {"event-e2"}
    assert page.locator(".day:visible").count() == 1
    page.click(".filters button")
    assert shown() == everything
    assert page.locator(".filters output").inner_text() == ""


def test_a_link_to_a_filtered_line_shows_it(page: playwright.Page) -> None:
    page.select_option(".filters select[name=status]", "conflicting")
    assert page.locator("#figure-f4").is_hidden()
    page.evaluate("location.hash = 'figure-f4'")
    page.locator("#figure-f4").wait_for(state="visible")


def test_a_link_to_a_folded_line_unfolds_it(page: playwright.Page) -> None:
    assert not page.locator("#event-e3").is_visible()
    page.evaluate("location.hash = 'event-e3'")
    page.locator("#event-e3").wait_for(state="visible")


# Without scripts


def test_without_scripts_links_lead_to_the_words(browser: playwright.Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.goto(address)
    assert opened.locator("#panel").is_hidden()
    assert opened.locator(".filters").is_hidden()
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
    opened.click("summary")
    assert opened.locator("#event-e3").is_visible()
    context.close()


# Keyboard


def test_the_keyboard_reaches_everything_and_comes_back(page: playwright.Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the account"
    reached = set()
    for _ in range(400):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.outerHTML"))
    focusable = page.eval_on_selector_all(
        "a[href]:not(details:not([open]) > :not(summary) *), summary, select, input, button",
        "all => all.filter(x => x.checkVisibility()).map(x => x.outerHTML)",
    )
    assert [one for one in focusable if one not in reached] == []


def test_enter_opens_evidence_and_escape_gives_the_focus_back(page: playwright.Page) -> None:
    page.focus(ALL_OF_A_FIGURE)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Next"
    page.keyboard.press("Enter")
    assert page.locator("#panel mark").inner_text() == "30"
    assert page.evaluate("document.activeElement.textContent") == "Next"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.closest('.item').id") == "figure-f1"


# Widths, paper, colours


@pytest.mark.parametrize("width", [320, 390, 768])
def test_no_sideways_scrolling_on_a_phone(browser: playwright.Browser, address: str, width: int) -> None:
    opened = browser.new_page(viewport={"width": width, "height": 800})
    opened.goto(address)
    assert opened.evaluate("document.documentElement.scrollWidth") == width
    opened.click(FIRST_EVIDENCE)
    assert opened.evaluate("document.documentElement.scrollWidth") == width
    opened.close()


def test_long_words_do_not_widen_the_page(browser: playwright.Browser, tmp_path: Path) -> None:
    opened = browser.new_page(viewport={"width": 360, "height": 800})
    opened.goto(written(tmp_path, small_build("A" * 500, title="B" * 10_000, what="C" * 300)))
    assert opened.evaluate("document.documentElement.scrollWidth") == 360
    opened.close()


def test_on_paper_everything_stands_that_is_folded_and_no_controls(page: playwright.Page) -> None:
    page.click(FIRST_EVIDENCE)
    pages = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    text = " ".join(one.extract_text() for one in pages)
    for said in ("Fire destroys grain depot in Korvala", "rebuild", "How to read this page", "SHA-256"):
        assert said in " ".join(text.split())
    for control in ("Show all", "In the report", "Skip to the account"):
        assert control not in text
    assert 2 <= len(pages) <= 12
    assert page.locator("#event-e3").is_hidden()


def test_the_drawing_keeps_its_names_inside(browser: playwright.Browser, address: str) -> None:
    opened = browser.new_page(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    opened.goto(address)
    drawing = opened.locator("svg.drawing")
    assert "has something from Valdic News Agency" in (drawing.get_attribute("aria-label") or "")
    box = drawing.bounding_box()
    assert box is not None
    for text in drawing.locator("text").all():
        inside = text.bounding_box()
        assert inside is not None
        assert box["x"] - 1 <= inside["x"]
        assert inside["x"] + inside["width"] <= box["x"] + box["width"] + 1
    opened.close()


def test_labels_of_the_map_stay_in_its_frame(page: playwright.Page) -> None:
    frame = page.locator(".map svg").bounding_box()
    assert frame is not None
    assert page.locator(".map .pin text").all_text_contents() == ["Korvala", "Norhav"]
    for text in page.locator(".map text").all():
        inside = text.bounding_box()
        assert inside is not None
        assert frame["x"] <= inside["x"]
        assert inside["x"] + inside["width"] <= frame["x"] + frame["width"] + 1


# Hostile reports


def test_hostile_reports_run_nothing(browser: playwright.Browser, tmp_path: Path) -> None:
    hostile = "</style></script><script>window.hit = 1</script><img src=x onerror='window.hit = 1'>"
    opened = browser.new_page()
    opened.goto(written(tmp_path, small_build(hostile, title=hostile, what=hostile)))
    opened.click("#figure-f .number a.ev")
    assert opened.evaluate("window.hit") is None
    assert opened.locator("#panel mark").inner_text() == hostile
    opened.close()


def test_five_hundred_figures_are_shown_and_filtered(browser: playwright.Browser, tmp_path: Path) -> None:
    whole = small_build("Two burned. " * 40)
    account = whole.accounts[0]
    many = tuple(replace(account.figures[0], id=f"f{n}", what=f"thing {n}") for n in range(500))
    opened = browser.new_page()
    opened.goto(written(tmp_path, replace(whole, accounts=(replace(account, figures=many),))))
    assert opened.locator(".item.figure").count() == 500
    opened.fill(".filters input", "thing 499")
    assert opened.locator(".item.figure:visible").count() == 1
    opened.close()


# Parts of the page


def test_each_wording_of_a_quote_says_how_it_differs(browser: playwright.Browser, tmp_path: Path) -> None:
    whole = fire_build()
    account = whole.accounts[0]
    quote = replace(account.quotes[0], wordings=("full", "shortened"), conflict="speakers")
    opened = browser.new_page(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    opened.goto(written(tmp_path, replace(whole, accounts=(replace(account, quotes=(quote,)),))))
    said = opened.locator(".wordings li").all_inner_texts()
    assert ["in full" in said[0], "shortened" in said[1]] == [True, True]
    opened.close()


def test_the_same_actor_is_counted_in_each_reports_words(page: playwright.Page) -> None:
    table = page.locator("#wording-1 table")
    assert table.locator("thead th").all_inner_texts() == ["worded as", "The Courier (1)", "Harbour Daily"]
    rows = [row.locator("th, td").all_inner_texts() for row in table.locator("tbody tr").all()]
    assert rows == [["Norhav Grain Company", "1", "–"], ["NGC", "1", "1"]]


# Accessibility


def violations(browser: playwright.Browser, address: str, **context: object) -> list[str]:
    """What axe-core finds wrong, with folded parts open; the page's policy is set aside to let axe in."""
    opened = browser.new_context(bypass_csp=True, **context).new_page()  # type: ignore[arg-type]
    opened.goto(address)
    opened.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    opened.click("a.ev.fact >> nth=1")
    found = Axe().run(opened).response["violations"]
    opened.context.close()
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found
        for node in one["nodes"][:3]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_sample(
    browser: playwright.Browser, sample: Build, tmp_path: Path, scheme: str
) -> None:
    address = written(tmp_path, sample)
    assert violations(browser, address, color_scheme=scheme) == []


def test_axe_finds_nothing_where_stories_share_a_page(
    browser: playwright.Browser, sample: Build, tmp_path: Path
) -> None:
    fire = fire_build()
    both = replace(sample, accounts=(*sample.accounts, *fire.accounts), failures=fire.failures)
    assert violations(browser, written(tmp_path, both)) == []


def test_axe_finds_nothing_on_a_phone(browser: playwright.Browser, address: str) -> None:
    assert violations(browser, address, viewport={"width": 390, "height": 800}) == []


@pytest.mark.skipif(not STORIES.exists(), reason="the shared stories are not here")
@pytest.mark.parametrize("story", ["convoy-2017", "gm-strike-2019", "kabul-hospital-2014"])
def test_the_pages_of_real_stories_hold(
    browser: playwright.Browser, language: Language, tmp_path: Path, story: str
) -> None:
    address = written(tmp_path, build([str(STORIES / story / "reports")], language=language))
    assert (tmp_path / "page.html").stat().st_size < 1_000_000
    assert violations(browser, address) == []
    opened = browser.new_page(viewport={"width": 320, "height": 800})
    opened.goto(address)
    assert opened.evaluate("document.documentElement.scrollWidth") == 320
    for number, link in enumerate(opened.locator("main .sections a.ev:visible").all()[:300:10]):
        link.evaluate("link => link.click()")
        assert opened.locator("#panel mark").text_content(), number
    opened.close()
