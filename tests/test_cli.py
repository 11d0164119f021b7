"""The command line as a user meets it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parents[1] / "consilience/sample/reports"


def run(
    *arguments: str | Path, stdin: bytes = b"", seed: str = "0", cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-m", "consilience.cli", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, env=environment, check=False, cwd=cwd)


def test_read_prints_a_line_for_each_input_in_order(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Nine people died on the lake on Monday, the police said.")
    (tmp_path / "b.txt").write_bytes(b"")
    done = run("read", tmp_path / "b.txt", tmp_path / "a.txt", "--format", "jsonl")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert lines[0] == {
        "file": str(tmp_path / "b.txt"),
        "error": {"code": "empty", "message": "The file is empty."},
    }
    assert lines[1]["quantities"][0]["value"] == 9
    assert str(tmp_path / "b.txt") in done.stderr.decode()


def test_build_gives_one_account_of_the_sample_the_same_each_time(tmp_path: Path) -> None:
    built = [run("build", SAMPLE, "--format", "json", seed=seed) for seed in ("1", "2")]
    assert [b.returncode for b in built] == [0, 0]
    assert built[0].stdout == built[1].stdout
    account = json.loads(built[0].stdout)
    assert len(account["stories"]) == 1
    story = account["stories"][0]
    texts = {r["id"]: r["text"] for r in account["reports"]}
    for figure in story["figures"]:
        for value in figure["values"]:
            for e in value["evidence"]:
                assert 0 <= e["start"] < e["end"] <= len(texts[e["report"]])
    for quote in story["quotes"]:
        assert any(texts[e["report"]][e["start"] : e["end"]] == quote["text"] for e in quote["evidence"])
    assert {"conflicting", "changed", "agreed", "single"} <= {f["status"] for f in story["figures"]}
    assert any(len({e["speaker"] for e in q["evidence"]}) > 1 for q in story["quotes"])
    assert story["relays"]
    assert story["copies"]
    assert story["date_inferences"] if "date_inferences" in story else story["dates"]


def test_a_folder_takes_a_page_for_each_story(tmp_path: Path) -> None:
    done = run("build", SAMPLE, "--out", f"{tmp_path}/pages/")
    names = sorted(path.name for path in (tmp_path / "pages").iterdir())
    assert done.returncode == 0
    assert names[0] == "index.html"
    assert [name.startswith("story-") for name in names[1:]] == [True]
    assert names[1] in (tmp_path / "pages" / "index.html").read_text(encoding="utf-8")


def test_a_piped_digest_is_eighty_columns_wide(tmp_path: Path) -> None:
    done = run("build", SAMPLE, "--format", "text")
    assert done.returncode == 0
    assert max(map(len, done.stdout.decode().splitlines())) <= 80


def test_the_page_is_written_whole(tmp_path: Path) -> None:
    done = run("build", SAMPLE, "--out", tmp_path / "account.html")
    assert done.returncode == 0
    assert (tmp_path / "account.html").read_text().rstrip().endswith("</html>")
    assert [p.name for p in tmp_path.iterdir()] == ["account.html"]


def test_demo_says_where_the_page_is(tmp_path: Path) -> None:
    done = run("demo", cwd=tmp_path)
    assert done.returncode == 0
    assert "consilience-demo.html" in done.stderr.decode()
    assert (tmp_path / "consilience-demo.html").exists()


def test_standard_input_and_text(tmp_path: Path) -> None:
    done = run(
        "build",
        "-",
        "--format",
        "text",
        stdin=b"Fire in Zomba\n\nA fire destroyed 40 stalls in Zomba on Monday, the police said.",
    )
    assert done.returncode == 0
    assert b"40" in done.stdout


def test_markup_in_a_report_never_reaches_the_page(tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    (tmp_path / "a.txt").write_text(
        f"Title {hostile}\n\nNine {hostile} people died, police said. “We {hostile} saw it all from here,” he said."
    )
    run("build", tmp_path / "a.txt", "--out", tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


@pytest.mark.parametrize(
    "arguments",
    [("build",), ("build", "x", "--format", "pdf"), ("read", "x", "--pipeline", "no_such_pipeline")],
)
def test_wrong_usage_is_two(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).returncode == 2


def test_nothing_readable_is_one(tmp_path: Path) -> None:
    done = run("build", tmp_path / "none", "--out", tmp_path / "x.html")
    assert done.returncode == 1
    assert b"none" in done.stderr
    assert not (tmp_path / "x.html").exists()


def test_the_library_in_five_lines() -> None:
    import consilience

    account = consilience.build(str(SAMPLE)).accounts[0]
    assert any(figure.status == "conflicting" for figure in account.figures)
    assert consilience.__all__ == ["build", "read"]


def test_an_alias_file_of_the_users_own_unites_names(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    texts = {
        "a.txt": "Clashes in Zomba\n\nLake Post, 2024-03-01\n\nThe Northern Brigade attacked a police post in Zomba on Thursday and killed two officers.",
        "b.txt": "Two officers killed\n\nShore Daily, 2024-03-01\n\nThe Chisomo Front attacked a police post in Zomba on Thursday and killed two officers.",
    }
    for name, text in texts.items():
        (tmp_path / "reports" / name).write_text(text)
    own = tmp_path / "own.toml"
    own.write_text('aliases = [["Northern Brigade", "Chisomo Front"]]')
    out = tmp_path / "out.json"
    done = run("build", tmp_path / "reports", "--format", "json", "--out", out, "--aliases", own)
    assert done.returncode == 0
    names = [a["names"] for s in json.loads(out.read_text())["stories"] for a in s["actors"]]
    assert any(
        {"Northern Brigade", "Chisomo Front"} <= {n.removeprefix("The ") for n in given} for given in names
    )


def test_an_alias_file_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text("aliases = [1]")
    done = run("build", tmp_path, "--aliases", own)
    assert done.returncode == 2
    assert str(own) in done.stderr.decode()
