"""What people decide of the lines of an account and of sources, and what figures come to by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from consilience.desk.refusals import refusals
from consilience.desk.rights import Analyst, Id, Reader, TheDesk
from consilience.desk.routes.stories import told_account
from consilience.model import Evidence, Judgement, Verdict
from consilience.profiles import PROFILES, Estimate, Known
from consilience.record import (
    Grade,
    grade_source,
    grade_statement,
    grades,
    grades_by_source,
    judge,
    judgements,
)

router = APIRouter(
    tags=["judging"], responses=refusals(_404="No such story or line", _409="It cannot be decided so")
)
Item = Annotated[str, Field(min_length=1, max_length=80)]
Why = Annotated[str, Field(max_length=2000)]


class Words(BaseModel):
    """Words of a version of a report, as evidence in the account has them."""

    report: Item
    start: Annotated[int, Field(ge=0, lt=2**31)]
    end: Annotated[int, Field(ge=0, lt=2**31)]


class Judged(BaseModel):
    """A decision on a line of the account, by its id there; `grade` is the Admiralty's for a statement, `only` the evidence
    that it is about where that is not all of the line's, as for one value of a figure."""

    item: Item
    verdict: Verdict
    why: Why = ""
    correction: Annotated[str | None, Field(max_length=1000)] = None
    grade: Annotated[int | None, Field(ge=1, le=6)] = None
    only: Annotated[list[Words], Field(max_length=1000)] = []


class Graded(BaseModel):
    """The Admiralty's grade for a source."""

    source: Annotated[str, Field(min_length=1, max_length=300)]
    grade: Literal["A", "B", "C", "D", "E", "F"]
    why: Why = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """What one figure comes to by each method."""

    figure: str
    what: str
    estimates: Sequence[Estimate]


@router.get("/stories/{story}/judgements")
def judged(story: Id, desk: TheDesk, user: Reader) -> list[Judgement]:
    """All that was decided of the lines of a story, in order; each with the line that it is about now."""
    return list(judgements(desk.record, story, told_account(desk, story)))


@router.post("/stories/{story}/judgements", status_code=201)
def decide(story: Id, asked: Judged, desk: TheDesk, user: Analyst) -> list[Judgement]:
    """Confirms, rejects, corrects or notes; later decisions overrule earlier ones, which stay."""
    only = [Evidence(one.report, one.start, one.end) for one in asked.only]
    judge(
        desk.record, story, asked.item, asked.verdict, who=user.name, why=asked.why, correction=asked.correction, only=only
    )  # fmt: skip
    if asked.grade is not None:
        grade_statement(desk.record, story, asked.item, asked.grade, who=user.name, why=asked.why)
    return judged(story, desk, user)


@router.get("/stories/{story}/figures")
def counted(story: Id, desk: TheDesk, user: Reader) -> list[Counted]:
    """What each figure comes to by the methods of those who count: as reported, UCDP, ACLED, Airwars; with what was used."""
    account = told_account(desk, story)
    made = judgements(desk.record, story, account)
    graded = grades_by_source(desk.record)
    return [
        Counted(f.id, f.what, [method(f, account, Known.of(f, made, graded)) for method in PROFILES.values()])
        for f in account.figures
    ]


@router.get("/grades")
def all_grades(desk: TheDesk, user: Reader) -> list[Grade]:
    """Every grade that was given to a source, in order."""
    return list(grades(desk.record))


@router.post("/grades", status_code=201)
def grade(asked: Graded, desk: TheDesk, user: Analyst) -> list[Grade]:
    """Grades an outlet or origin by its name."""
    grade_source(desk.record, asked.source, asked.grade, who=user.name, why=asked.why)
    return all_grades(desk, user)
