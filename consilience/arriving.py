"""The stages as a record takes them: the same path as `pipeline`, for reports that arrive one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial

import spacy
from spacy.language import Language

from consilience.changes import changes_between
from consilience.intake import open_received
from consilience.language import load_pipeline
from consilience.model import Account, Change, Reading
from consilience.model.packing import pack, unpack
from consilience.pipeline import account_of, read_one
from consilience.reconciling import Aliases
from consilience.record import Processes, Sign, Stages
from consilience.stories import story_of
from consilience.stories.features import Features, features_of
from consilience.stories.grouping import group
from consilience.stories.likeness import telling_of


def stages_for_record(language: Language, *, aliases: Aliases | None = None) -> Stages:
    """What `record.work` needs; `aliases` as `aliases_with` gives them."""
    return Stages(
        open=open_received,
        read=lambda report: read_one(report, language),
        sign=_sign,
        group=_grouped,
        tell=lambda story, readings: account_of(replace(story_of(readings), id=story), aliases),
        changes=_changes,
    )


def processes_for_record(
    count: int, *, pipeline: str | None = None, aliases: Aliases | None = None
) -> Processes:
    """As many processes that read reports and make accounts, each with a language pipeline by its name; to be closed.

    `record.work` takes their `stages`, and their `count` as what it may do `at_once`. Raises PipelineError where there is no
    such pipeline.
    """
    if pipeline is not None:
        load_pipeline(pipeline)
    here = stages_for_record(spacy.blank("en"), aliases=aliases)
    return Processes(here, partial(_stages_there, pipeline, aliases), count)


def _stages_there(pipeline: str | None, aliases: Aliases | None) -> Stages:
    return stages_for_record(load_pipeline(pipeline), aliases=aliases)


def _changes(before: Account | None, after: Account, report_of: Mapping[str, str]) -> tuple[Change, ...]:
    """What changed; a fault of ours in this is told and ends nothing."""
    try:
        return changes_between(before, after, report_of)
    except Exception as fault:
        says = f"What changed could not be told because of a fault in Consilience ({type(fault).__name__}: {fault}). Please report it."
        return (Change("report", None, says),)


def _sign(reading: Reading) -> Sign:
    features = features_of(reading)
    return Sign(telling_of(features), pack(replace(features, first={})))


def _grouped(signs: Sequence[bytes]) -> list[list[int]]:
    return group([_features(sign) for sign in signs])[0]


@lru_cache(maxsize=2_000)
def _features(sign: bytes) -> Features:
    return unpack(Features, sign)
