"""What a corpus may be made of, and what is done with what is broken in it."""

from __future__ import annotations

import csv
import gzip
import json
import random
import tracemalloc
from pathlib import Path

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from corpora import articles, rows, warc, write_lines

from consilience.corpus import Settings, Summary, read_corpus
from consilience.corpus.batches import Batcher
from consilience.corpus.inputs import find_sources
from consilience.intake import MOST_BYTES

pytestmark = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # of warcio's writer
LOCAL = Settings(batch=3, engine="local")


def run(tmp_path: Path, *inputs: Path | str) -> tuple[Summary, list[tuple[str, str]], list[str]]:
    """The summary, the errors as (file, code), and the texts."""
    out = tmp_path / "out"
    found = read_corpus([str(i) for i in inputs], out, LOCAL)
    errors = [(row["file"].removeprefix(f"{tmp_path}/"), row["code"]) for row in rows(out, "errors")]
    assert found.errors == len(errors)
    return found, errors, [row["text"] for row in rows(out, "reports")]


TEXTS = [a["text"] for a in articles()]


def page(text: str, title: str = "News") -> bytes:
    body = "".join(f"<p>{part}.</p>" for part in text.split(". "))
    return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>".encode()


def test_plain_and_packed_lines(tmp_path: Path) -> None:
    plain = write_lines(tmp_path / "a.jsonl")
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(plain.read_bytes()))
    with pa.CompressedOutputStream(str(tmp_path / "c.jsonl.zst"), "zstd") as packed:
        packed.write(plain.read_bytes())
    found, errors, texts = run(tmp_path, plain, tmp_path / "b.jsonl.gz", tmp_path / "c.jsonl.zst")
    assert texts == TEXTS * 3
    assert not errors
    assert found.items == 24


def test_csv_and_parquet_with_the_names_that_scrapers_use(tmp_path: Path) -> None:
    with (tmp_path / "a.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["headline", "body", "date"])
        writer.writerow(["Fire", TEXTS[3] + "\nA second paragraph, “quoted”.", "2023-05-02"])
        writer.writerow(["Bees"])
    pq.write_table(
        pa.table({"content": TEXTS, "publisher": ["x"] * 8, "views": range(8)}), tmp_path / "b.parquet"
    )
    _, errors, texts = run(tmp_path, tmp_path / "a.csv", tmp_path / "b.parquet")
    assert texts == [TEXTS[3] + "\nA second paragraph, “quoted”.", *TEXTS]
    assert errors == [("a.csv:2", "bad_row")]
    assert rows(tmp_path / "out", "reports")[0]["published"] == "2023-05-02"


def test_web_archives(tmp_path: Path) -> None:
    records = [
        ("200 OK", page(TEXTS[0] + " " + TEXTS[3], "Barge adrift"), "text/html; charset=utf-8"),
        ("404 Not Found", b"gone", "text/html"),
        ("200 OK", b"\x89PNG", "image/png"),
        ("200 OK", b"<html><body><p>Menu</p></body></html>", "text/html"),
    ]
    (tmp_path / "news.warc.gz").write_bytes(warc(records))
    _, errors, texts = run(tmp_path, tmp_path / "news.warc.gz")
    assert [code for _, code in errors] == ["http_error", "wrong_type", "no_article"]
    assert "drifted for nine hours" in texts[0]
    report = rows(tmp_path / "out", "reports")[0]
    assert (report["url"], report["title"]) == ("http://news.example/0", "Barge adrift")


@pytest.mark.parametrize("kept", [0.99, 0.6, 0.01])
def test_what_stands_before_the_damage_in_a_web_archive_is_read(tmp_path: Path, kept: float) -> None:
    chance = random.Random(5)
    noise = " ".join(str(chance.random()) for _ in range(3000))
    data = warc([("200 OK", page(text + f"<!-- {noise} -->"), "text/html") for text in TEXTS])
    (tmp_path / "cut.warc.gz").write_bytes(data[: int(len(data) * kept)])
    found, errors, texts = run(tmp_path, tmp_path / "cut.warc.gz", write_lines(tmp_path / "z.jsonl"))
    assert errors
    assert errors[-1][1] in {"damaged", "no_article", "empty"}
    assert texts[-8:] == TEXTS
    assert found.reports >= 8 + int(7 * kept)


def test_damaged_gzip_bad_lines_and_broken_parquet(tmp_path: Path) -> None:
    packed = gzip.compress(write_lines(tmp_path / "a.jsonl").read_bytes())
    (tmp_path / "cut.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    (tmp_path / "not.jsonl.gz").write_bytes(b"no gzip at all")
    (tmp_path / "not.warc.gz").write_bytes(b"no archive at all")
    (tmp_path / "not.parquet").write_bytes(b"PAR1 but nothing more")
    (tmp_path / "bad.jsonl").write_bytes(
        b'{"text": "Nine people died on the lake."}\n{"text": \n[1]\n{"title": "x"}\n\xff\xfe\n\n{"text": "Two boats sank."}\n'
    )
    (tmp_path / "empty.jsonl").write_bytes(b"")
    names = ["cut.jsonl.gz", "not.jsonl.gz", "not.warc.gz", "not.parquet", "bad.jsonl", "empty.jsonl", "none"]
    _, errors, texts = run(tmp_path, *(tmp_path / name for name in names))
    assert errors[-6:] == [
        ("bad.jsonl:2", "bad_json"), ("bad.jsonl:3", "bad_json"), ("bad.jsonl:4", "no_text"),
        ("bad.jsonl:5", "bad_json"), ("empty.jsonl", "empty"), ("none", "not_found"),
    ]  # fmt: skip
    broken = ["cut.jsonl.gz", "not.jsonl.gz", "not.warc.gz", "not.parquet"]
    assert dict(errors[:-6]) == dict.fromkeys(broken, "damaged")
    assert texts[-2:] == ["Nine people died on the lake.", "Two boats sank."]


def test_a_huge_line_is_left_out_and_the_next_one_read(tmp_path: Path) -> None:
    with (tmp_path / "a.jsonl").open("w") as file:
        file.write(json.dumps({"text": "A" * (MOST_BYTES + 10)}) + "\n")
        file.write(json.dumps({"text": "Two boats sank."}) + "\n")
    _, errors, texts = run(tmp_path, tmp_path / "a.jsonl")
    assert errors == [("a.jsonl:1", "too_large")]
    assert texts == ["Two boats sank."]


def test_folders_of_pages_mail_text_and_lists(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.html").write_bytes(page(TEXTS[0] + " " + TEXTS[3]))
    (folder / "b.json").write_text(json.dumps([{"text": TEXTS[4]}, {"text": TEXTS[5]}, {"text": ""}]))
    (folder / "c.bin").write_bytes(bytes(range(256)) * 9)
    (folder / "sub/d.txt").write_text(TEXTS[6])
    (folder / ".hidden").write_text(TEXTS[7])
    (folder / "e.jsonl").write_text(json.dumps({"text": TEXTS[7]}))
    _, errors, texts = run(tmp_path, folder)
    assert errors == [("in/b.json:3", "no_text"), ("in/c.bin", "binary")]
    assert texts[1:] == [TEXTS[4], TEXTS[5], TEXTS[7], TEXTS[6]]
    assert [r["item"] for r in rows(tmp_path / "out", "reports")] == [0, 1, 1, 3, 4]


def test_any_address_that_fsspec_opens(tmp_path: Path) -> None:
    with fsspec.open("memory://bucket/day/a.jsonl", "wb") as file:
        file.write(write_lines(tmp_path / "a.jsonl").read_bytes())
    with fsspec.open("memory://bucket/day/b.txt", "wb") as file:
        file.write(b"Two boats sank off Mell on Monday.")
    _, errors, texts = run(tmp_path, "memory://bucket", "nosuch://x/y")
    assert texts == [*TEXTS, "Two boats sank off Mell on Monday."]
    assert errors == [("nosuch://x/y", "not_readable")]


def test_no_article_at_all_still_gives_every_table(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    found, errors, texts = run(tmp_path, tmp_path / "in")
    assert (found.reports, found.stories, texts) == (0, 0, [])
    assert errors == [("in", "empty_folder")]
    assert rows(tmp_path / "out", "quotes") == []


def test_another_language_is_kept_but_not_read_and_odd_characters_stay_in_place(tmp_path: Path) -> None:
    lines = [
        {"text": "Der Bürgermeister sagte am Montag, dass bei dem Brand auf dem Markt niemand verletzt worden sei und alle Stände versichert waren."},
        {"text": "Two \ud83d boats \U0001f6a2 sank off Mell on Monday, the police said."},
    ]  # fmt: skip
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    _, errors, texts = run(tmp_path, tmp_path / "a.jsonl")
    assert not errors
    assert [r["read"] for r in rows(tmp_path / "out", "reports")] == [False, True]
    assert len(rows(tmp_path / "out", "story_reports")) == 1
    times = [t for t in rows(tmp_path / "out", "times") if t["value"]]
    assert [texts[1][t["start"] : t["end"]] for t in times] == ["Monday"]


def test_memory_does_not_grow_with_the_input(tmp_path: Path) -> None:
    peaks = []
    for count in (5_000, 20_000):
        path = tmp_path / f"{count}.jsonl.gz"
        with gzip.open(path, "wt", compresslevel=1) as file:
            for number in range(count):
                file.write(json.dumps({"text": f"{number} {TEXTS[0]} " * 5}) + "\n")
        tracemalloc.start()
        batches = Batcher(tmp_path / str(count), 200, lambda number: False).batches(find_sources([str(path)]))
        assert sum(len(batch.items) for batch in batches) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.2 * peaks[0] < 10_000_000
