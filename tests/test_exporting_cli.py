"""`consilience export` and `consilience verify BUNDLE.zip`, as a user runs them."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from accounts import fire_account
from reports_arriving import TEXTS, arrive
from test_fetch import send, served
from test_intake import PAGE

from consilience import intake
from consilience.cli import main
from consilience.exporting import export
from consilience.intake.fetch import Fetcher
from consilience.model import Account
from consilience.record import Record, Stages, account_of, grade_source, judge, known_as_of

FERRY = "\n\n".join(
    [
        "Ferry sinks off Nkhata Bay",
        "Nine people died on 12 March 2024 when a ferry sank on Lake Malawi off Nkhata Bay, the police said.",
        '"The boat was overloaded," said police chief Grace Phiri. Sixty-one people were rescued.',
    ]
)


def address_of(record: Record) -> str:
    return record.engine.url.render_as_string(hide_password=False)


def stories_of(record: Record) -> list[str]:
    return [story for story, _ in known_as_of(record, record.now()).stories]


def test_a_folder_is_exported_and_its_bundle_is_whole_elsewhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ferry.txt").write_text(FERRY)
    bundle = tmp_path / "ferry.zip"
    assert main(["export", str(tmp_path / "in"), "--format", "bundle", "--out", str(bundle), "--quiet"]) == 0
    assert capsys.readouterr().err == f"The export is in {bundle}\n"
    (tmp_path / "in" / "ferry.txt").unlink()
    assert main(["verify", str(bundle)]) == 0
    assert "All is as it was written." in capsys.readouterr().out
    with zipfile.ZipFile(bundle) as pack:
        originals = [pack.read(name) for name in pack.namelist() if "/originals/" in name]
    assert originals == [FERRY.encode()]


def test_a_changed_bundle_is_told_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed = tmp_path / "changed.zip"
    with (
        zipfile.ZipFile(io.BytesIO(export([fire_account()], "bundle").data)) as pack,
        zipfile.ZipFile(changed, "w") as to,
    ):
        for name in pack.namelist():
            to.writestr(name, pack.read(name).replace(b"At least 30", b"At least 90"))
    assert main(["verify", str(changed)]) == 1
    said = capsys.readouterr().out
    assert "'data/account.json' was changed." in said
    assert "'data/text/c0.txt' was changed." in said
    assert "All is as it was written" not in said


@pytest.mark.parametrize(
    ("data", "said"), [(None, "No such file or directory."), (b"no zip", "It is no zip, or a broken one.")]
)
def test_what_is_no_bundle_is_wrong_usage(
    data: bytes | None, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.zip"
    if data is not None:
        path.write_bytes(data)
    assert main(["verify", str(path)]) == 2
    assert capsys.readouterr().err == f"consilience: {path}: {said}\n"


def test_a_story_of_a_record_is_exported_by_its_id(
    record: Record, stages: Stages, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    arrive(record, stages, list(TEXTS)[:4])
    story = stories_of(record)[0]
    told = account_of(record, story)
    assert isinstance(told, Account)
    for form in ("geojson", "bundle", "ftm"):
        out = tmp_path / form
        assert (
            main(
                [
                    "export",
                    "--database",
                    address_of(record),
                    "--story",
                    story,
                    "--format",
                    form,
                    "--out",
                    str(out),
                ]
            )
            == 0
        )
        assert out.read_bytes() == export([told], form).data
    assert main(["verify", str(tmp_path / "bundle")]) == 0
    capsysbinary.readouterr()
    assert (
        main(["export", "--database", address_of(record), "--story", story, "--format", "json", "--out", "-"])
        == 0
    )
    assert json.loads(capsysbinary.readouterr().out)["stories"][0]["id"] == story


def test_what_people_decided_is_exported_with_a_story(record: Record, stages: Stages, tmp_path: Path) -> None:
    arrive(record, stages, list(TEXTS)[:4])
    story = stories_of(record)[0]
    told = account_of(record, story)
    assert isinstance(told, Account)
    judge(record, story, told.figures[0].id, "confirmed", who="Ann", why="Counted.")
    grade_source(record, "the police", "B", who="Bob", why="")
    out = tmp_path / "story.json"
    given = ["--database", address_of(record), "--story", story, "--format", "json", "--out", str(out)]
    assert main(["export", *given]) == 0
    (one,) = json.loads(out.read_text("utf-8"))["judgements"]
    assert (one["story"], one["item"], one["who"]) == (story, told.figures[0].id, "Ann")


def test_all_stories_of_a_record_are_exported_together(
    record: Record, stages: Stages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrive(record, stages, list(TEXTS)[:4])
    monkeypatch.chdir(tmp_path)
    assert main(["export", "--database", address_of(record), "--format", "csv"]) == 0
    (made,) = tmp_path.iterdir()
    with zipfile.ZipFile(made) as pack:
        rows = csv.DictReader(io.StringIO(pack.read("stories.csv").decode(), newline=""))
        assert {row["story"] for row in rows} == set(stories_of(record))


def test_a_story_that_is_not_there_is_named(
    record: Record, stages: Stages, capsys: pytest.CaptureFixture[str]
) -> None:
    arrive(record, stages, list(TEXTS)[:1])
    assert main(["export", "--database", address_of(record), "--story", "s-none", "--format", "json"]) == 2
    assert "s-none" in capsys.readouterr().err


def test_without_any_account_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.txt").write_text(" ")
    out = tmp_path / "out.csv"
    assert main(["export", str(tmp_path / "empty.txt"), "--format", "acled", "--out", str(out)]) == 1
    assert "There is no account to export." in capsys.readouterr().err
    assert not out.exists()


def test_lists_are_fetched_only_when_it_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(intake, "Fetcher", lambda: Fetcher(allowed=lambda address: address == "127.0.0.1"))
    with served(lambda handler: send(handler, 200, PAGE.encode())) as host:
        (tmp_path / "list.json").write_text(json.dumps({"articles": [{"url": f"{host}/1", "seendate": "x"}]}))
        assert main(["read", str(tmp_path / "list.json")]) == 1
        assert json.loads(capsys.readouterr().out)["error"]["code"] == "not_fetched"
        assert main(["read", str(tmp_path / "list.json"), "--fetch"]) == 0
        assert json.loads(capsys.readouterr().out)["title"] == "Ferry sinks"
