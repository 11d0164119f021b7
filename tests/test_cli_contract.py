"""What the command line promises: formats, exit statuses, one output for one input, spans that hold."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

SAMPLE = Path(__file__).parents[1] / "consilience/sample/reports"
GOOD = "Nine people died when a ferry sank on Lake Malombe on Monday, the police said."
HOSTILE = (
    "<script>alert(1)</script> \u202eNine\u202c \u200bpeople died, “police said. " + "(" * 200 + "🚢" * 50
)


def run(*arguments: str | Path, stdin: bytes = b"", seed: str = "0") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "consilience.cli", *map(str, arguments)]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.run(command, input=stdin, capture_output=True, env=environment, check=False)


def sample_files() -> list[Path]:
    return sorted(SAMPLE.iterdir())


@pytest.fixture(scope="module")
def built() -> bytes:
    done = run("build", *sample_files(), "--format", "json", seed="1")
    assert done.returncode == 0, done.stderr
    return done.stdout


def spans(value: Any) -> Iterator[tuple[int, int]]:
    """Every span in a reading's JSON: objects with start and end, and pairs under the names of layers."""
    if isinstance(value, dict):
        if {"start", "end"} <= value.keys():
            yield value["start"], value["end"]
        for name, inner in value.items():
            if name in {"sentences", "boilerplate", "source", "cue", "content"}:
                yield from ((start, end) for start, end in inner)
            elif name == "of" and isinstance(inner, list):
                yield inner[0], inner[1]
            else:
                yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def test_every_span_of_read_lies_in_its_text(tmp_path: Path) -> None:
    (tmp_path / "hostile.txt").write_text(f"{HOSTILE}\n\n{GOOD}")
    done = run("read", SAMPLE, tmp_path / "hostile.txt")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert lines[-1]["file"] == str(tmp_path / "hostile.txt")
    for line in lines:
        found = list(spans(line))
        assert found
        for start, end in found:
            assert 0 <= start < end <= len(line["text"])
            assert line["text"][start:end].strip()


def test_the_order_of_inputs_does_not_change_the_accounts(built: bytes) -> None:
    turned = run("build", *reversed(sample_files()), "--format", "json", seed="2")
    assert json.loads(turned.stdout)["stories"] == json.loads(built)["stories"]


def test_two_processes_write_the_same_page(tmp_path: Path) -> None:
    pages = []
    for seed in ("1", "2"):
        done = run("build", *sample_files()[:2], "--out", tmp_path / f"{seed}.html", seed=seed)
        assert done.returncode == 0, done.stderr
        pages.append((tmp_path / f"{seed}.html").read_bytes())
    assert pages[0] == pages[1]


def test_json_lines_of_build_are_its_stories_then_its_failures(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    done = run("build", tmp_path, tmp_path / "gone", "--format", "jsonl")
    story, failure = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 1
    assert story["figures"][0]["values"][0]["value"] == 9
    assert (failure["file"], failure["error"]["code"]) == (str(tmp_path / "gone"), "not_found")
    assert str(tmp_path / "gone") in done.stderr.decode()


def test_read_as_one_json_list_from_standard_input() -> None:
    done = run("read", "-", "--format", "json", stdin=GOOD.encode())
    (reading,) = json.loads(done.stdout)
    assert (done.returncode, reading["file"], reading["text"], reading["read"]) == (0, "-", GOOD, True)


def test_a_page_can_go_to_standard_output(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    done = run("build", tmp_path / "a.txt", "--out", "-")
    assert done.returncode == 0
    assert done.stdout.rstrip().endswith(b"</html>")
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_a_place_that_cannot_be_written_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    done = run("build", tmp_path / "a.txt", "--out", tmp_path / "no" / "folder" / "x.html")
    assert done.returncode == 2
    assert b"x.html" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_run_that_fails_leaves_an_earlier_page_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("the page of before")
    done = run("build", tmp_path / "gone", "--out", tmp_path / "page.html")
    assert done.returncode == 1
    assert (tmp_path / "page.html").read_text() == "the page of before"
    assert [p.name for p in tmp_path.iterdir()] == ["page.html"]


def test_nothing_of_a_failed_write_is_left_behind(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "out").mkdir()
    done = run("build", tmp_path / "a.txt", "--format", "json", "--out", tmp_path / "out")
    assert done.returncode == 2
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.txt", "out"]


def test_output_is_utf_8_whatever_the_terminal_speaks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(f"“{GOOD}” 🚢 Zürich", encoding="utf-8")
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    done = run("read", tmp_path / "a.txt")
    assert done.returncode == 0, done.stderr
    assert "🚢" in done.stdout.decode("utf-8")
