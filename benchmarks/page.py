"""The account page: its size and how quickly a browser opens it, `python -m benchmarks.page`.

Builds the pages of the sample, of the stories in ../shared/stories and of one generated story of 5 to 200 reports, opens each in
Chromium, opens a line's evidence and filters. Prints a table, then one JSON line. Milliseconds of one run; medians of five openings.
"""

from __future__ import annotations

import json
import shutil
import statistics
import tempfile
import time
from importlib.resources import files
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.generated import reports
from consilience.language import load_pipeline
from consilience.pipeline import build
from consilience.presenting import render_page

STORIES = Path(__file__).resolve().parents[2] / "shared/stories"
SIZES = [5, 50, 200]
OPENINGS = 5
PAINT = """new Promise((done) => new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime))
.observe({ type: 'paint', buffered: true }))"""
LOADED = "performance.getEntriesByType('navigation')[0].loadEventEnd"
EVIDENCE = "document.querySelector('.item .what a.ev').click()"
FILTER = """(() => { const field = document.querySelector('.filters input');
field.value = 'the'; field.dispatchEvent(new Event('input', { bubbles: true })) })()"""
COLUMNS = ("reports", "kb", "render_s", "paint_ms", "loaded_ms", "evidence_ms", "filter_ms", "elements")


def main() -> None:
    """A line for each story."""
    language = load_pipeline()
    rows = {}
    print(f"{'story':<22}" + "".join(f"{name:>12}" for name in COLUMNS))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, inputs in _inputs(Path(folder)):
            made = build([inputs], language=language)
            started = time.perf_counter()
            html = render_page(made)
            rendered = time.perf_counter() - started
            page = Path(folder) / "page.html"
            page.write_text(html, encoding="utf-8", newline="")
            row = {
                "reports": len(made.readings),
                "kb": page.stat().st_size // 1000,
                "render_s": round(rendered, 2),
            }
            rows[name] = row | _opened(browser, page)
            print(f"{name:<22}" + "".join(f"{rows[name][column]:>12}" for column in COLUMNS), flush=True)
        browser.close()
    print(json.dumps(rows))


def _inputs(folder: Path) -> list[tuple[str, str]]:
    found = [("sample", str(files("consilience.sample").joinpath("reports")))]
    found += [(story.name, str(story / "reports")) for story in sorted(STORIES.glob("*/")) if story.is_dir()]
    for size in SIZES:
        heap = folder / f"generated-{size}"
        heap.mkdir()
        for name, text in reports(size):
            (heap / name).write_text(text, encoding="utf-8")
        found.append((heap.name, str(heap)))
    return found


def _opened(browser: Browser, page: Path) -> dict[str, float]:
    """Medians of what a reader waits for."""
    runs = []
    for _ in range(OPENINGS):
        opened = browser.new_page(viewport={"width": 1280, "height": 900})
        opened.goto(page.as_uri())
        times = [opened.evaluate(PAINT), opened.evaluate(LOADED)]
        for act in (EVIDENCE, FILTER):
            timed = f"(() => {{ const t = performance.now(); {act}; document.body.offsetHeight; return performance.now() - t }})()"
            times.append(opened.evaluate(timed))
        runs.append([*times, opened.evaluate("document.querySelectorAll('*').length")])
        opened.close()
    middle = [round(statistics.median(column)) for column in zip(*runs, strict=True)]
    return dict(zip(COLUMNS[3:], middle, strict=True))


if __name__ == "__main__":
    main()
