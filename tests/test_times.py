"""Times: what the words say, against the report's own date or without one."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import ReadText
from hypothesis import given
from hypothesis import strategies as st

from consilience.model.timex import Relative, interval_of, resolve

FRIDAY = "2024-03-15"


@pytest.mark.parametrize(
    ("sentence", "words", "kind", "value"),
    [
        ("It happened on 28 August 2017.", "28 August 2017", "DATE", "2017-08-28"),
        ("It happened on Aug. 28, 2017.", "Aug. 28, 2017", "DATE", "2017-08-28"),
        ("It happened on 2017-08-28.", "2017-08-28", "DATE", "2017-08-28"),
        ("The boat sank on Wednesday.", "Wednesday", "DATE", "2024-03-13"),
        ("The court will decide on Wednesday.", "Wednesday", "DATE", "2024-03-20"),
        ("The boat sank on Friday.", "Friday", "DATE", "2024-03-15"),
        ("He left yesterday.", "yesterday", "DATE", "2024-03-14"),
        ("He spoke last week.", "last week", "DATE", "2024-W10"),
        ("He was born last year.", "last year", "DATE", "2023"),
        ("He came two weeks ago.", "two weeks ago", "DATE", "2024-W09"),
        ("He left earlier this month.", "earlier this month", "DATE", "2024-03"),
        ("He left at the end of January 2023.", "the end of January 2023", "DATE", "2023-01"),
        ("It opened in nineteen ninety-six.", "nineteen ninety-six", "DATE", "1996"),
        ("He fell ill in recent weeks.", "recent weeks", "DURATION", "PXW"),
        ("He died a few days later.", "a few days", "DURATION", "PXD"),
        ("He waited about two weeks.", "two weeks", "DURATION", "P2W"),
        ("It grew in the 2019 third quarter.", "the 2019 third quarter", "DATE", "2019-Q3"),
        ("It lost money in the year-ago quarter.", "the year-ago quarter", "DATE", "2023"),
        ("The fiscal year ended Jan. 31 was good.", "The fiscal year", "DURATION", "P1Y"),
        ("He fought for three years.", "three years", "DURATION", "P3Y"),
        ("The strike lasted 31 days.", "31 days", "DURATION", "P31D"),
        ("It rose in the third quarter of 2019.", "the third quarter of 2019", "DATE", "2019-Q3"),
        ("It began in the 1990s.", "the 1990s", "DATE", "199"),
        ("They meet every Monday.", "every Monday", "SET", "XXXX-WXX-1"),
        ("He arrived on Monday night.", "Monday night", "TIME", "2024-03-11TNI"),
        ("She spoke in August 2016.", "August 2016", "DATE", "2016-08"),
        ("The war began in 2014.", "2014", "DATE", "2014"),
    ],
)  # fmt: skip
def test_times(read_text: ReadText, sentence: str, words: str, kind: str, value: str) -> None:
    found = [
        (sentence[t.start : t.end], t.type, t.value) for t in read_text(sentence, published=FRIDAY).times
    ]
    assert (words, kind, value) in found


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("The boat sank on Wednesday.", "XXXX-WXX-3"),
        ("The deal of August 28 held.", "XXXX-08-28"),
        ("He left yesterday.", "XXXX-XX-XX"),
    ],
)
def test_without_a_report_date_nothing_is_guessed(read_text: ReadText, sentence: str, value: str) -> None:
    time = read_text(sentence).times[0]
    assert time.value == value
    assert time.relative is not None


def test_what_only_looks_like_a_time(read_text: ReadText) -> None:
    for sentence in ("He may go.", "They march on.", "The 16-year-old ran.", "The second man fell."):
        assert read_text(sentence, published=FRIDAY).times == ()


def test_a_year_earlier_beside_a_quarter_is_that_quarter(read_text: ReadText) -> None:
    text = "Sales in the third quarter rose 5% from a year earlier. A year ago it had no plants."
    times = read_text(text, published="2024-11-15").times
    assert [t.value for t in times] == ["2024-Q3", "2023-Q3", "2023-Q3"]


def test_the_date_after_ended_is_past(read_text: ReadText) -> None:
    times = read_text("Profit fell in the year ended March 31.", published="2023-11-02").times
    assert [t.value for t in times] == ["P1Y", "2023-03-31"]


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024-02", "2024-02-01", "2024-02-29"), ("2024-W10", "2024-03-04", "2024-03-10"), ("2019-Q3", "2019-07-01", "2019-09-30"),
        ("2014", "2014-01-01", "2014-12-31"), ("199", "1990-01-01", "1999-12-31"), ("2024-03-11TNI", "2024-03-11", "2024-03-11"),
        ("2023-WI", "2023-12-01", "2024-02-29"), ("2024-03-01/2024-03-05", "2024-03-01", "2024-03-05"),
    ],
)  # fmt: skip
def test_intervals(value: str, first: str, last: str) -> None:
    assert interval_of(value) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "value",
    ["XXXX-WXX-3", "PRESENT_REF", "P3Y", "2024-13", "2024-02-31", "", "2024-03-05/2024-03-01", "2024-W60"],
)
def test_what_fixes_no_interval(value: str) -> None:
    assert interval_of(value) is None


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.integers(1, 7))
def test_weekdays_before_and_after(day: date, weekday: int) -> None:
    before = date.fromisoformat(resolve(Relative("weekday", weekday, -1), day))
    after = date.fromisoformat(resolve(Relative("weekday", weekday, 1), day))
    assert before.isoweekday() == after.isoweekday() == weekday
    assert 0 <= (day - before).days < 7
    assert 0 < (after - day).days <= 7


@given(
    st.dates(date(1950, 1, 1), date(2090, 1, 1)),
    st.sampled_from(["day", "week", "month", "quarter", "year"]),
    st.integers(-30, 30),
)
def test_every_resolved_value_covers_days(day: date, unit: str, amount: int) -> None:
    assert interval_of(resolve(Relative(unit, amount), day)) is not None  # type: ignore[arg-type]
