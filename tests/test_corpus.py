"""A corpus from its articles to its tables, as the command gives them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pytest
from corpora import articles, corpus, rows, tables, write_lines

import consilience
from consilience.corpus import Settings, read_corpus
from consilience.corpus.schemas import SCHEMAS
from consilience.errors import UsageError

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "consilience/sample/reports"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of the small corpus, read in batches of three."""
    folder = tmp_path_factory.mktemp("corpus")
    read_corpus([str(write_lines(folder / "in.jsonl"))], folder / "out", Settings(batch=3, engine="local"))
    return folder / "out"


def test_every_article_is_a_row_of_reports_in_order(made: Path) -> None:
    found = rows(made, "reports")
    assert [r["text"] for r in found] == [a["text"] for a in articles()]
    assert [r["item"] for r in found] == list(range(8))
    assert [r["file"].rsplit(":", 1)[1] for r in found] == [str(n) for n in range(1, 9)]
    assert found[0]["outlet"] == "Shore Daily"
    assert str(found[0]["day"]) == "2023-05-02"
    assert len({r["report"] for r in found}) == 8


def test_every_span_points_into_the_text(made: Path) -> None:
    texts = {r["report"]: r["text"] for r in rows(made, "reports")}
    checked = 0
    for table, schema in SCHEMAS.items():
        for row in rows(made, table):
            spans = [row] if {"start", "end"} <= set(schema.names) else []
            spans += [
                {**s, "report": row["report"]}
                for name in ("source", "cue", "content", "quoted")
                for s in row.get(name) or ()
            ]
            spans += row.get("evidence") or []
            for span in spans:
                assert 0 <= span["start"] < span["end"] <= len(texts[span["report"]])
                checked += 1
    assert checked > 100  # fmt: skip


def test_marks_say_what_the_words_say(made: Path) -> None:
    texts = {r["report"]: r["text"] for r in rows(made, "reports")}
    counted = {(q["value"], q["head"], texts[q["report"]][q["start"] : q["end"]]) for q in rows(made, "quantities")}  # fmt: skip
    assert {(40.0, "stall", "40"), (42.0, "stall", "42"), (31.0, "hive", "31")} <= counted
    speakers = {a["speaker_name"] for a in rows(made, "attributions")}
    assert {"Ana Veres", "Ines Holt"} <= speakers


def test_reports_of_one_event_are_one_story_and_each_report_is_in_one(made: Path) -> None:
    outlets = {r["report"]: r["outlet"] for r in rows(made, "reports")}
    members: dict[str, list[str]] = {}
    for row in rows(made, "story_reports"):
        members.setdefault(row["story"], []).append(outlets[row["report"]])
    found = sorted(sorted(m) for m in members.values())
    assert ["Elda Post", "Radio Strait", "Shore Daily"] in found
    assert ["Garrow News", "Hill Herald"] in found
    assert sum(map(len, found)) == 8


def test_a_passage_that_several_carry_is_a_copy_with_its_first_report(made: Path) -> None:
    found = rows(made, "copies")
    texts = {r["report"]: r["text"] for r in rows(made, "reports")}
    assert len({row["copy"] for row in found}) == 1
    assert len(found) == 3
    assert all("drifted for nine hours" in texts[r["report"]][r["start"] : r["end"]] for r in found)
    assert {row["first"] for row in found} == {None}  # two bear the same date


def test_figures_that_differ_are_conflicting_with_each_value(made: Path) -> None:
    figures = {(f["story"], f["figure"]): f for f in rows(made, "figures")}
    stalls = {k for k, f in figures.items() if "stall" in f["what"] and f["status"] == "conflicting"}
    values = {v["value"] for v in rows(made, "figure_values") if (v["story"], v["figure"]) in stalls}
    assert values == {40.0, 42.0}


def test_a_small_corpus_gives_what_build_gives(tmp_path: Path) -> None:
    read_corpus([str(SAMPLE)], tmp_path / "out", Settings(engine="local"))
    account = consilience.build(str(SAMPLE)).accounts[0]
    found = rows(tmp_path / "out", "figures")
    assert [(f.what, f.status, f.reason) for f in account.figures] == [
        (f["what"], f["status"], f["reason"]) for f in found
    ]
    assert [(q.text, q.status) for q in account.quotes] == [
        (q["text"], q["status"]) for q in rows(tmp_path / "out", "quotes")
    ]
    assert [(e.what, e.date) for e in account.events] == [
        (e["what"], e["date"]) for e in rows(tmp_path / "out", "story_events")
    ]
    assert len({r["contradiction"] for r in rows(tmp_path / "out", "contradictions")}) == len(
        account.contradictions
    )


def test_pandas_loads_every_table(made: Path) -> None:
    for table, schema in SCHEMAS.items():
        assert list(pd.read_parquet(made / table).columns) == schema.names
    assert len(pd.read_parquet(made / "reports")) == 8


def test_polars_loads_every_table(made: Path) -> None:
    for table, schema in SCHEMAS.items():
        assert pl.read_parquet(made / table / "*.parquet").columns == schema.names
    assert pl.scan_parquet(made / "reports" / "*.parquet").select(pl.len()).collect().item() == 8


def test_duckdb_loads_every_table(made: Path) -> None:
    for table, schema in SCHEMAS.items():
        found = duckdb.sql(f"SELECT * FROM '{made}/{table}/*.parquet'")
        assert found.columns == schema.names
    most = f"""SELECT speaker_name, count(*) FROM '{made}/attributions/*.parquet'
               WHERE speaker_name IS NOT NULL GROUP BY ALL ORDER BY ALL"""
    assert ("Ana Veres", 2) in duckdb.sql(most).fetchall()


def test_every_column_is_documented() -> None:
    page = (ROOT / "docs/corpus.md").read_text("utf-8")
    for table, schema in SCHEMAS.items():
        section = re.split(r"^### ", page.split(f"### `{table}`", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]
        for field in schema:
            assert f"| `{field.name}` |" in section
            assert field.metadata[b"about"].decode() in section


def test_the_notebook_answers_its_questions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    read_corpus([str(SAMPLE)], tmp_path / "corpus", Settings(engine="local"))
    monkeypatch.chdir(tmp_path)
    book = json.loads((ROOT / "docs/corpus-example.ipynb").read_text("utf-8"))
    names: dict[str, object] = {}
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
            said = capsys.readouterr().out
            assert "Empty DataFrame" not in said
            assert said == "".join("".join(o.get("text", "")) for o in cell["outputs"])


KILLS = [0, 1, 2, 10, 13, 25, 36, 39, 41, 43, 53]  # renamed files after which the run is killed
KILL = """
import os, signal
renamed, rename = 0, os.replace
def replace(*names):
    global renamed
    if renamed == {after}:
        os.kill(os.getpid(), signal.SIGKILL)
    renamed += 1
    rename(*names)
os.replace = replace
"""


@pytest.mark.parametrize("after", KILLS)
def test_killed_anywhere_it_goes_on_and_gives_the_same(made: Path, tmp_path: Path, after: int) -> None:
    arguments = (made.parent / "in.jsonl", "--out", tmp_path / "out", "--batch", "3", "--engine", "local")
    killed = corpus(*arguments, code=KILL.format(after=after))
    assert killed.returncode == -9
    finished = [p.stem for p in sorted((tmp_path / "out/work/done/reading").glob("*.json"))]
    before = {n: (tmp_path / f"out/reports/part-{n}.parquet").stat().st_ino for n in finished}
    assert corpus(*arguments).returncode == 0
    assert tables(tmp_path / "out") == tables(made)
    after_it = {n: (tmp_path / f"out/reports/part-{n}.parquet").stat().st_ino for n in finished}
    assert after_it == before  # what was finished was not read again


def test_a_finished_run_does_nothing_when_it_is_run_again(made: Path) -> None:
    before = {name: (made / name).stat().st_ino for name in tables(made) if name != "summary.json"}
    read_corpus([str(made.parent / "in.jsonl")], made, Settings(batch=3, engine="local"))
    assert {name: (made / name).stat().st_ino for name in before} == before


def test_a_folder_of_another_input_or_of_other_things_is_refused(made: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="other input"):
        read_corpus([str(SAMPLE)], made, Settings(batch=3))
    with pytest.raises(UsageError, match="other settings"):
        read_corpus([str(made.parent / "in.jsonl")], made, Settings(batch=4))
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="not empty"):
        read_corpus([str(SAMPLE)], tmp_path)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--workers", "0"], "--workers and --batch must be 1 or more."),
        (["--batch", "0"], "--workers and --batch must be 1 or more."),
        (["--engine", "local", "--workers", "2"], "--engine local is one process: leave out --workers and --ray-address, or take ray."),
    ],
)  # fmt: skip
def test_wrong_usage_is_said_in_a_sentence(tmp_path: Path, options: list[str], said: str) -> None:
    done = corpus(SAMPLE, "--out", tmp_path / "out", *options)
    assert (done.returncode, done.stderr) == (2, f"consilience: {said}\n")
    assert not (tmp_path / "out").exists()
