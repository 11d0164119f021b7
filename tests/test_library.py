"""Consilience as a library."""

from __future__ import annotations

import typing
from pathlib import Path

import pytest

import consilience
from consilience.errors import ConsilienceError, PipelineError
from consilience.model import Build, Failure, Reading

TEXT = "Nine people died when a ferry sank on Lake Malombe on Monday, the police said."


def test_the_public_names_are_these() -> None:
    assert consilience.__all__ == ["build", "read"]


def test_build_in_five_lines(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    built = consilience.build(str(tmp_path))
    assert isinstance(built, Build)
    assert [f.values[0].value for f in built.accounts[0].figures] == [9]


def test_read_keeps_the_order_and_gives_failures_as_values(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    failed, reading = consilience.read(str(tmp_path / "gone.txt"), str(tmp_path / "a.txt"))
    assert isinstance(failed, Failure)
    assert (failed.file, failed.code) == (str(tmp_path / "gone.txt"), "not_found")
    assert isinstance(reading, Reading)
    assert reading.report.text == TEXT


def test_the_functions_are_typed() -> None:
    names = {"Build": Build, "Reading": Reading, "Failure": Failure}
    assert typing.get_type_hints(consilience.build, localns=names)["return"] is Build
    assert typing.get_type_hints(consilience.read, localns=names)["return"] == list[Reading | Failure]
    assert (Path(consilience.__file__).parent / "py.typed").exists()


def test_a_pipeline_that_is_not_there_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    with pytest.raises(PipelineError) as caught:
        consilience.read(str(tmp_path / "a.txt"), pipeline="no_such_pipeline")
    assert isinstance(caught.value, ConsilienceError)
    assert "no_such_pipeline" in str(caught.value)
