"""Figures by the published rules of those who count: what each method makes of the same values, and how it says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from accounts import fire_account, report, words
from conftest import ReadText

from consilience.model import Account, Evidence, Figure, FigureValue
from consilience.profiles import PROFILES, Known, acled, airwars, as_reported, ucdp
from consilience.reconciling import reconcile
from consilience.stories import story_of

REPORTS = {
    "AP": "Nine people were killed when a ferry sank on Lake Sule on Monday.",
    "Reuters": "A ferry sank on Lake Sule on Monday, and nine people were killed.",
    "AFP": "The ferry that sank on Lake Sule on Monday killed eight people.",
    "DPA": "At least seven people were killed in Monday's sinking of a ferry on Lake Sule.",
    "EFE": "Monday's sinking of a ferry on Lake Sule killed 12 people.",
}
Told = Callable[..., tuple[Figure, Account]]


@pytest.fixture
def killed(read_text: ReadText) -> Told:
    """The figure of the people killed, and the account, of the reports of some outlets."""

    def told(*outlets: str) -> tuple[Figure, Account]:
        readings = [read_text(REPORTS[o], outlet=o, published="2026-05-04") for o in outlets]
        account = reconcile(story_of(readings))
        return next(figure for figure in account.figures if figure.what == "people killed"), account

    return told


def value_of(figure: Figure, number: float) -> FigureValue:
    return next(value for value in figure.values if number in {value.value, value.low})


def test_as_reported_gives_every_value(killed: Told) -> None:
    found = as_reported(*killed("AP", "Reuters", "AFP", "DPA"))
    assert found.says == "As reported: at least 7 (DPA), 8 (AFP), 9 (AP and Reuters)."
    assert (found.low, found.best, found.high, found.grade) == (7, None, 9, None)
    assert [one.origin for one in found.used] == ["DPA", "AFP", "AP", "Reuters"]


def test_ucdp_takes_the_best_founded_number(killed: Told) -> None:
    found = ucdp(*killed("AP", "Reuters", "AFP"))
    assert (found.low, found.best, found.high) == (8, 9, 9)
    assert found.says == (
        "UCDP low 8, best 9, high 9. Given are 8 (AFP), 9 (AP and Reuters); low and high are the ends of these. "
        "Best is 9, which most independent origins give (AP and Reuters)."
    )
    assert len(found.evidence) == 3


def test_ucdp_takes_the_lower_of_numbers_that_are_equally_well_founded(killed: Told) -> None:
    found = ucdp(*killed("AP", "AFP"))
    assert (found.low, found.best, found.high) == (8, 8, 9)
    assert found.says.endswith(
        "No value is better founded than the others, so that best is the lowest of these, 8."
    )


def test_ucdp_goes_by_the_grades_of_the_sources_first(killed: Told) -> None:
    grades = {"AFP": "A", "AP": "C", "Reuters": "F"}
    found = ucdp(*killed("AP", "Reuters", "AFP"), Known(grades=grades))
    assert found.best == 8
    assert found.says.endswith("Best is 8, of the source graded most reliable (AFP, A).")


def test_ucdp_of_one_number(killed: Told) -> None:
    found = ucdp(*killed("AP", "Reuters"))
    assert (found.low, found.best, found.high) == (9, 9, 9)
    assert found.says.endswith("Best is 9, the only number given.")


def test_acled_takes_the_most_conservative_number(killed: Told) -> None:
    found = acled(*killed("AP", "AFP", "DPA"))
    assert (found.low, found.best, found.high) == (None, 7, None)
    assert (
        found.says == "ACLED 7: the most conservative of the values given, at least 7 (DPA), 8 (AFP), 9 (AP)."
    )
    assert acled(*killed("AP")).says == "ACLED 9: the only value given, 9 (AP)."


def test_airwars_gives_the_range_with_a_grade(killed: Told) -> None:
    found = airwars(*killed("AP", "AFP", "EFE"))
    assert (found.low, found.high, found.grade) == (8, 12, "Fair")
    assert found.says == "Airwars 8–12, Fair: 3 independent origins. Given are 8 (AFP), 9 (AP), 12 (EFE)."
    weak = airwars(*killed("AP"))
    assert (weak.grade, weak.says) == ("Weak", "Airwars 9, Weak: one origin only, AP. Given are 9 (AP).")
    confirmed = airwars(*killed("AP"), Known(confirmed="Ann"))
    assert (confirmed.grade, confirmed.says[:39]) == ("Confirmed", "Airwars 9, Confirmed: Ann confirmed it.")


def test_airwars_is_contested_where_other_accounts_deny_what_the_sentence_tells(read_text: ReadText) -> None:
    yes = read_text("Rebels attacked the harbour of Maresk on Monday and killed nine people.", outlet="AP")
    no = read_text("Rebels did not attack the harbour of Maresk on Monday.", outlet="AFP")
    account = reconcile(story_of([yes, no]))
    figure = next(figure for figure in account.figures if value_of(figure, 9))
    found = airwars(figure, account)
    assert (found.grade, found.says[:64]) == (
        "Contested", "Airwars 9, Contested: other accounts contradict what its sentenc"
    )  # fmt: skip


def test_rejected_values_are_left_out_and_said_so(killed: Told) -> None:
    figure, account = killed("AP", "Reuters", "AFP")
    known = Known(rejected=value_of(figure, 8).evidence)
    for name, method in PROFILES.items():
        found = method(figure, account, known)
        assert {found.low, found.best, found.high} <= {9, None}, name
        assert found.says.endswith("Left out, as rejected: 8 (AFP).")
        assert [value.value for value in found.left_out] == [8]
        assert {e.report for e in found.evidence}.isdisjoint(e.report for e in value_of(figure, 8).evidence)


def test_a_figure_of_which_everything_was_rejected(killed: Told) -> None:
    figure, account = killed("AP")
    known = Known(rejected=figure.values[0].evidence)
    assert {name: method(figure, account, known).says for name, method in PROFILES.items()} == {
        "as-reported": "As reported: no value is left. Left out, as rejected: 9 (AP).",
        "ucdp": "UCDP: no value is left. Left out, as rejected: 9 (AP).",
        "acled": "ACLED: no value is left. Left out, as rejected: 9 (AP).",
        "airwars": "Airwars, Discounted: no value is left. Left out, as rejected: 9 (AP).",
    }
    assert airwars(figure, account, known).grade == "Discounted"
    assert all(method(figure, account, known).evidence == () for method in PROFILES.values())


def figure_of(*values: FigureValue) -> Figure:
    return replace(fire_account().figures[0], values=values)


def hurt(origin: str, said: str, where: str) -> Evidence:
    reports = {r.report.id: r.report for r in fire_account().story.readings}
    return replace(words(reports[where], said), origin=origin)


def test_an_origin_counts_once_with_the_value_of_its_latest_report() -> None:
    first = FigureValue(30, 30, 30, (hurt("fire service", "At least 30", "c0"),))
    latest = FigureValue(34, 34, 34, (hurt("fire service", "30 people", "v2"),))
    other = FigureValue(None, 20, 40, (hurt("mayor's office", "34", "h1"),))
    found = as_reported(figure_of(first, latest, other), fire_account())
    assert found.says == (
        "As reported: 20–40 (mayor's office), 34 (fire service). Earlier values of the same origins: 30 (fire service)."
    )
    assert airwars(figure_of(first, latest, other), fire_account()).says.startswith(
        "Airwars 20–40, Fair: 2 indep"
    )
    assert ucdp(figure_of(latest, first), fire_account()).best == 34


def test_vague_words_bounds_and_other_units() -> None:
    dozens = FigureValue(None, 12, None, (hurt("AP", "At least 30", "c0"),))
    up_to = FigureValue(40, None, 40, (hurt("AFP", "34", "h1"),))
    about = FigureValue(1500.5, None, None, (hurt("DPA", "30 people", "v2"),))
    miles = FigureValue(3, 3, 3, (hurt("EFE", "Eleven were", "h1"),), "mile")
    found = acled(figure_of(dozens, up_to, about, miles), fire_account())
    assert (found.best, found.says) == (
        12,
        "ACLED 12: the most conservative of the values given, at least 12 (AP), up to 40 (AFP), about 1,500.5 (DPA). "
        "Left out, without a number in this unit: 3 (EFE).",
    )
    assert ucdp(figure_of(dozens, about), fire_account()).high == 1500.5


@pytest.mark.parametrize(("said", "least"), [("Dozens of", 12), ("Hundreds of", 100), ("At least 30", 30)])
def test_acled_counts_a_vague_word_as_its_least(read_text: ReadText, said: str, least: int) -> None:
    reading = read_text(f"{said} people were killed when a ferry sank on Lake Sule.", outlet="AP")
    account = reconcile(story_of([reading]))
    assert acled(account.figures[0], account).best == least


def test_nobody_named_is_an_origin_too() -> None:
    one = report("c0", "x", outlet="The Courier")
    value = FigureValue(5, 5, 5, (Evidence(one.id, 0, 1),))
    assert airwars(figure_of(value), fire_account()).says == (
        "Airwars 5, Weak: one origin only, nobody named. Given are 5 (nobody named)."
    )
