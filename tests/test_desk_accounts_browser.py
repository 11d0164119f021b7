"""Signing in and keeping accounts in a real browser, under the desk's own policy for scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from desks import PASSWORD, Served, serving
from playwright import sync_api as playwright

from consilience.record import open_record


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with open_record(str(tmp_path / "desk.sqlite")) as record, serving(record) as desk:
        yield desk


@pytest.fixture
def page(served: Served, browser: playwright.Browser) -> Iterator[playwright.Page]:
    """A page of a browser on a phone, whose console must stay quiet."""
    opened = browser.new_page(base_url=served.origin, viewport={"width": 390, "height": 800})
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    opened.close()
    assert complaints == []


def sign_in(page: playwright.Page, name: str, password: str = PASSWORD) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def assert_usable(page: playwright.Page) -> None:
    """Nothing that axe finds, and no wider than the phone."""
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_from_signing_in_to_signing_out(page: playwright.Page) -> None:
    page.goto("/users")
    assert page.url.endswith("/sign-in?then=%2Fusers")
    assert_usable(page)
    sign_in(page, "ada")
    page.wait_for_url("**/users")
    assert_usable(page)
    page.get_by_label("Name", exact=True).fill("Grace")
    page.get_by_label("First password").fill(PASSWORD + "!")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("cell", name="grace", exact=True).wait_for()
    page.get_by_label("Role of grace", exact=True).select_option("analyst")
    with page.expect_navigation():
        page.get_by_role("button", name="Change the role of grace").click()
    assert page.get_by_label("Role of grace", exact=True).input_value() == "analyst"
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Remove rosa").click()
    page.get_by_role("cell", name="removed").wait_for()
    page.goto("/me")
    assert_usable(page)
    page.get_by_label("What the token is for").fill("a wall display")
    page.get_by_role("button", name="Make a token").click()
    secret = page.locator("output", has_text="csl_")
    secret.wait_for()
    assert len(secret.inner_text()) > 40
    page.reload()
    page.get_by_role("cell", name="a wall display", exact=True).wait_for()
    assert_usable(page)
    assert "csl_" not in page.get_by_role("table").nth(1).inner_text()
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url("**/sign-in")
    page.goto("/me")
    assert "/sign-in" in page.url


def test_ones_own_password(page: playwright.Page) -> None:
    page.goto("/me")
    sign_in(page, "rosa")
    page.wait_for_url("**/me")
    page.get_by_label("Until now").fill(PASSWORD)
    page.get_by_label("From now on").fill("another quay at another hour")
    with page.expect_navigation():
        page.get_by_role("button", name="Change it").click()
    assert page.url.endswith("/me")  # still signed in, in a new session
    page.get_by_role("button", name="Sign out", exact=True).click()
    sign_in(page, "rosa", "another quay at another hour")
    page.wait_for_url("**/")
