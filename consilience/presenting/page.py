"""The account as one self-contained HTML file: no network, nothing of a report unescaped."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from consilience.model import Build, Reading
from consilience.model.words import bare_quote, count_words, list_words, noun_form
from consilience.presenting.dates import date_words
from consilience.presenting.story_view import StoryView
from consilience.presenting.words import country_name, figure_words, origin_words, standing_words

_UNPRINTABLE = re.compile("[\0\ud800-\udfff]")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def render_page(build: Build) -> str:
    """One HTML page for all stories of a build, with the reports in full and what could not be read."""
    several = len(build.accounts) > 1
    stories = [
        StoryView(one, f"s{number}-" if several else "") for number, one in enumerate(build.accounts, 1)
    ]
    contents = [(view, "#" + view.anchor) for view in stories] if len(stories) != 1 else None
    return _rendered(build, stories, contents)


def render_pages(build: Build) -> dict[str, str]:
    """A page for each story of a build by the name of its file, `story-<id>.html`, and `index.html` that leads to them."""
    views = [StoryView(one) for one in build.accounts]
    pages = {f"story-{view.account.story.id}.html": view for view in views}
    index = _rendered(build, [], [(view, name) for name, view in pages.items()])
    return {"index.html": index} | {
        name: _rendered(Build(view.account.story.readings, (view.account,), ()), [view], None)
        for name, view in pages.items()
    }


def _rendered(build: Build, stories: list[StoryView], contents: list[tuple[StoryView, str]] | None) -> str:
    """A page that tells `stories`; `contents` lists stories with their addresses, None where one needs no list."""
    told = {reading.report.id for account in build.accounts for reading in account.story.readings}
    title = (
        count_words(len(contents), "story", "stories") if contents is not None else _still(stories[0].title)
    )
    return (
        page_environment()
        .get_template("page.html")
        .render(
            stories=stories,
            contents=contents,
            title=title,
            left_over=[reading for reading in build.readings if reading.report.id not in told],
            failures=build.failures,
            warned=[reading for reading in build.readings if reading.report.warnings],
            report_count=len(build.readings),
        )
    )


@cache
def page_environment() -> Environment:
    """The templates of the account page, with what they use; nothing stands in them unescaped."""
    environment = Environment(
        loader=PackageLoader("consilience.presenting"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_exact,
    )
    css, js = _asset("page.css"), _asset("page.js")
    policy = (
        f"default-src 'none'; style-src '{_digest(css)}'; script-src '{_digest(js)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    own = {"css": Markup(css), "js": Markup(js)}  # noqa: S704  our own files, nothing of a report
    environment.globals.update(own, policy=policy, counted=count_words)
    environment.filters.update(
        bare=bare_quote,
        country=country_name,
        date=date_words,
        listed=list_words,
        noun=noun_form,
        origins=origin_words,
        standing=standing_words,
        still=_still,
        value=figure_words,
        web=web_address,
    )
    return environment


def _exact(value: object) -> object:
    """Text that a browser gives back character for character: its parser alters CR, and drops NUL."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return Markup(str(escape(_UNPRINTABLE.sub("\ufffd", value))).replace("\r", "&#13;"))  # noqa: S704  escaped just here


def _still(text: str) -> str:
    """Words of reports where no element can hold them: without the characters that turn their direction."""
    return _BIDI.sub("", text)


def _asset(name: str) -> str:
    return files("consilience.presenting").joinpath("templates", name).read_text(encoding="utf-8")


def _digest(content: str) -> str:
    """The hash of an inline style or script as a Content-Security-Policy names it."""
    return "sha256-" + b64encode(sha256(content.encode()).digest()).decode()


def web_address(reading: Reading) -> str | None:
    """The report's address if a browser may safely follow it."""
    url = reading.report.url
    return url if url and re.match(r"https?://", url, re.IGNORECASE) else None
