"""One language pipeline for the whole run, and texts read through the public path."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator

import pytest
from databases import PostgreSQL
from desks import Served, serving
from hypothesis import settings
from playwright import sync_api as playwright
from reports_arriving import read_once
from spacy.language import Language

from consilience.arriving import stages_for_record
from consilience.language import load_pipeline
from consilience.model import Reading, Received, Report
from consilience.reading import read_report
from consilience.record import Record, Stages, open_record

settings.register_profile("untimed", deadline=None)  # how long an example takes says nothing of what it tests
settings.load_profile("untimed")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ReadText = Callable[..., Reading]


def report_of(text: str, **meta: str | None) -> Report:
    """A report of a text, as intake would give it."""
    name = str(meta.pop("file", None) or "report.txt")
    sha = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Report(
        sha[:16], name, text, Received(name, text.encode("utf-8", "replace"), "text/plain", sha), **meta
    )  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def language() -> Language:
    return load_pipeline()


@pytest.fixture(scope="session")
def read_text(language: Language) -> ReadText:
    return lambda text, **meta: read_report(report_of(text, **meta), language)


@pytest.fixture(scope="session")
def stages(language: Language) -> Stages:
    return read_once(stages_for_record(language))


@pytest.fixture(scope="module")
def browser() -> Iterator[playwright.Browser]:
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    server = PostgreSQL()
    yield server
    server.remove()


@pytest.fixture(params=["sqlite", "postgresql"], scope="module")
def new_address(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], str]:
    """Gives addresses of empty databases of one kind."""
    if request.param == "postgresql":
        server: PostgreSQL = request.getfixturevalue("postgresql")
        return server.new_database
    return lambda: str(tmp_path_factory.mktemp("record") / "record.sqlite")


@pytest.fixture
def address(new_address: Callable[[], str]) -> str:
    return new_address()


@pytest.fixture
def record(address: str) -> Iterator[Record]:
    with open_record(address) as opened:
        yield opened


@pytest.fixture
def desk_server(record: Record) -> Iterator[Served]:
    """A desk at work over an empty record, with a user of each role; it reads no words."""
    with serving(record) as served:
        yield served


@pytest.fixture(scope="module")
def module_record(new_address: Callable[[], str]) -> Iterator[Record]:
    """One record for all examples of a property."""
    with open_record(new_address()) as opened:
        yield opened
