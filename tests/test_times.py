"""Times: what the words say, against the report's own date or without one."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest
from conftest import ReadText
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consilience.model.timex import Relative, Unit, easter_day, in_year, interval_of, resolve
from consilience.reading.time_grammar import Words, read_expression
from consilience.reading.time_grammar.rules import FOLLOWERS, OPENINGS, RULES, rules_at

FRIDAY = "2024-03-15"
PIECES = [
    "the",
    "a",
    "an",
    "of",
    "in",
    "early",
    "late",
    "last",
    "next",
    "this",
    "that",
    "year",
    "quarter",
    "week",
    "days",
    "ago",
    "earlier",
    "later",
    "May",
    "March",
    "30",
    "31",
    "29",
    "Feb.",
    "2016",
    "2016-17",
    "third",
    "first",
    "half",
    "Monday",
    "every",
    "two",
    "hundred",
    "1/2",
    "-",
    "–",
    "'",
    "'s",
    "p.m.",
    "10",
    "10:30",
    "GMT",
    "noon",
    "morning",
    "Thanksgiving",
    "end",
    "to",
    "and",
    "mid-",
    "0",
    "99/99/9999",
    "1990s",
    "fiscal",
    "ended",
    ".",
    ",",
    "½",
    "²",
    "٣",
    "century",
    "or",
    "so",
    "more",
    "than",
]


MARKED = re.compile(r"\[(.+?)\]")

# Every time of a sentence stands in brackets; the report is of Friday 15 March 2024.
DATES = [
    ("It happened on [28 August 2017].", "DATE 2017-08-28"),
    ("It happened on [Aug. 28, 2017].", "DATE 2017-08-28"),
    ("It happened on [Monday, August 28, 2017], at sea.", "DATE 2017-08-28"),
    ("It happened on [the 28th of August 2017].", "DATE 2017-08-28"),
    ("It happened on [2017-08-28].", "DATE 2017-08-28"),
    ("It happened on [28.08.2017].", "DATE 2017-08-28"),
    ("She spoke in [August 2016].", "DATE 2016-08"),
    ("She will speak on [Monday, April the 1st].", "DATE 2024-04-01"),
    ("It ended in [August last year].", "DATE 2023-08"),
    ("The war began in [2014].", "DATE 2014"),
    ("Prices have risen since [2014].", "DATE 2014"),
    ("A [1996] law forbids it.", "DATE 1996"),
    ("They met in [early 2019].", "DATE 2019"),
    ("It fell apart in [mid-1996].", "DATE 1996"),
    ("It opened in [nineteen ninety-six].", "DATE 1996"),
    ("It was over by [the year two thousand].", "DATE 2000"),
    ("It began in [the 1990s].", "DATE 199"),
    ("It grew in [the late '80s].", "DATE 198"),
    ("It grew in [the nineties].", "DATE 199"),
    ("It was built in [the 19th century].", "DATE 18"),
    ("He left at [the end of January 2023].", "DATE 2023-01"),
    ("The event ran on [March 3]-[5, 2017], in Rome.", "DATE 2017-03-03", "DATE 2017-03-05"),
    ("It ran from [Sept. 19] to [22], in Rome.", "DATE 2023-09-19", "DATE 2023-09-22"),
    ("On [Sept. 19], 22 people died.", "DATE 2023-09-19"),
    ("It was held on [24] and [25 April 2019].", "DATE 2019-04-24", "DATE 2019-04-25"),
    ("It ran from [14 September] to [25 October 2019].", "DATE 2019-09-14", "DATE 2019-10-25"),
    ("It ran from [1994] to [1997].", "DATE 1994", "DATE 1997"),
]  # fmt: skip
BY_THE_REPORT = [
    ("He left [yesterday].", "DATE 2024-03-14"),
    ("He will come [tomorrow morning].", "TIME 2024-03-16TMO"),
    ("He left [last night].", "TIME 2024-03-14TNI"),
    ("He spoke [last week].", "DATE 2024-W10"),
    ("He will speak [early next month].", "DATE 2024-04"),
    ("He left [earlier this month].", "DATE 2024-03"),
    ("He was born [last year].", "DATE 2023"),
    ("It will be done by [the end of the year].", "DATE 2024"),
    ("It rained over [the weekend].", "DATE 2024-W10-WE"),
    ("It will rain [this weekend].", "DATE 2024-W11-WE"),
    ("It rained [this past weekend].", "DATE 2024-W10-WE"),
    ("He came [two weeks ago].", "DATE 2024-W09"),
    ("He came [18 months ago].", "DATE 2022-09"),
    ("He came [a decade ago].", "DATE 2014"),
    ("He is [now] rich.", "DATE PRESENT_REF"),
    ("He [recently] moved.", "DATE PAST_REF"),
]  # fmt: skip
BY_THE_TENSE = [
    ("The boat sank on [Wednesday].", "DATE 2024-03-13"),
    ("The boat sank on [Friday].", "DATE 2024-03-15"),
    ("The court will decide on [Wednesday].", "DATE 2024-03-20"),
    ("The court will decide on [Friday].", "DATE 2024-03-15"),
    ("The court will decide [next Friday].", "DATE 2024-03-22"),
    ("He spoke before [Wednesday]'s vote.", "DATE 2024-03-13"),
    ("It will be decided at [Thursday]'s meeting.", "DATE 2024-03-21"),
    ("He is expected to arrive on [Wednesday].", "DATE 2024-03-20"),
    ("The vote was put off until [Tuesday].", "DATE 2024-03-19"),
    ("It was not until [Tuesday] that he spoke.", "DATE 2024-03-12"),
    ("The boat sank [last Friday].", "DATE 2024-03-08"),
    ("He arrived on [Monday night].", "TIME 2024-03-11TNI"),
    ("The trial began in [November].", "DATE 2023-11"),
    ("The trial will begin in [November].", "DATE 2024-11"),
    ("He was shot on [Oct. 23].", "DATE 2023-10-23"),
    ("The election is due [this September].", "DATE 2024-09"),
    ("He left [last March].", "DATE 2023-03"),
    ("Profit fell in [the third quarter].", "DATE 2023-Q3"),
]  # fmt: skip
BY_THE_TEXT = [
    ("The ship left on [7 March]. [The next day] it sank.", "DATE 2024-03-07", "DATE 2024-03-08"),
    ("It sank on [7 March 2019]. [Three days later] divers came.", "DATE 2019-03-07", "DATE 2019-03-10"),
    ("It sank on [7 March 2019]. [A month before] that, he left.", "DATE 2019-03-07", "DATE 2019-02"),
    ("It sank on [7 March 2019]. [Later that year] he died.", "DATE 2019-03-07", "DATE 2019"),
    ("It sank on [Wednesday]. At [10 p.m.] the search began.", "DATE 2024-03-13", "TIME 2024-03-13T22:00"),
    ("It sank on [Wednesday]. [The following morning] boats came.", "DATE 2024-03-13", "TIME 2024-03-14TMO"),
    ("It sank on [Wednesday].\n\nAt [10 p.m.] the minister spoke.", "DATE 2024-03-13", "TIME 2024-03-15T22:00"),
    ("[That day] nobody came.", "DATE XXXX-XX-XX"),
    ("[Three days later] he died.", "DURATION P3D"),
    ("He died [a few days] later.", "DURATION PXD"),
]  # fmt: skip
PARTS_OF_YEARS = [
    ("It froze in [the winter of 2010].", "DATE 2010-WI"),
    ("It was hot [last summer].", "DATE 2023-SU"),
    ("It will open [this fall].", "DATE 2024-FA"),
    ("It rose in [the third quarter of 2019].", "DATE 2019-Q3"),
    ("It rose in [the 2019 third quarter].", "DATE 2019-Q3"),
    ("It fell in [last year's first half].", "DATE 2023-H1"),
    ("It earned more in [fiscal 2017].", "DATE 2017"),
    ("It earned more in [FY2019].", "DATE 2019"),
    ("He taught in [the 2016-17 school year].", "DATE 2016/2017"),
    ("He taught in [academic year 2015-16].", "DATE 2015/2016"),
    ("The [2014-2016] outbreak killed thousands.", "DATE 2014/2016"),
    ("Sales rose in [fiscal 2018's first quarter].", "DATE 2018-Q1"),
    ("[The fiscal year] ended [Jan. 31] was good.", "DURATION P1Y", "DATE 2024-01-31"),
    ("In [the quarter] ended [Sept. 30] it lost money.", "DATE 2023-Q3", "DATE 2023-09-30"),
    ("It lost money in [the year-ago quarter].", "DATE 2023"),
    ("In [the third quarter] it made more than in [the quarter a year ago].", "DATE 2023-Q3", "DATE 2022-Q3"),
]  # fmt: skip
HOLIDAYS = [
    ("He died on [Christmas Eve].", "DATE 2023-12-24"),
    ("They met on [Thanksgiving 2016].", "DATE 2016-11-24"),
    ("The shops will close on [Good Friday].", "DATE 2024-03-29"),
    ("They met [last Thanksgiving].", "DATE 2023-11-23"),
    ("The truce held through [Ramadan].", "DATE XXXX-XX-XX"),
]  # fmt: skip
CLOCK = [
    ("It struck at [10:30 GMT on Tuesday].", "TIME 2024-03-12T10:30Z"),
    ("It struck at [3 p.m. EST Monday].", "TIME 2024-03-11T15:00"),
    ("The offer ends at [5 p.m. EST, Nov. 6].", "TIME 2023-11-06T17:00"),
    ("It struck at [1430 UTC].", "TIME 2024-03-15T14:30Z"),
    ("It struck at [14:05 UTC-5 on Monday].", "TIME 2024-03-11T14:05-05"),
    ("It struck at [0900 hours].", "TIME 2024-03-15T09:00"),
    ("Posted at [4:05 PM].", "TIME 2024-03-15T16:05"),
    ("It struck at [9:15 a.m. local time].", "TIME 2024-03-15T09:15"),
    ("It struck at [noon Saturday].", "TIME 2024-03-09T12:00"),
    ("By [mid-afternoon] all was calm.", "TIME 2024-03-15TAF"),
]  # fmt: skip
LENGTHS = [
    ("He fought for [three years].", "DURATION P3Y"),
    ("The strike lasted [31 days].", "DURATION P31D"),
    ("He waited about [two weeks].", "DURATION P2W"),
    ("He waited [at least two weeks].", "DURATION P2W"),
    ("It took [2 1/2 years].", "DURATION P2Y6M"),
    ("It took [a minute and a half].", "DURATION PT1M30S"),
    ("It took [two thousand years].", "DURATION P2000Y"),
    ("It took [two decades].", "DURATION P20Y"),
    ("It takes [two to three weeks].", "DURATION PXW"),
    ("It rained over [the past week].", "DURATION P1W"),
    ("He fell ill in [recent weeks].", "DURATION PXW"),
    ("The [eight-year] war ended.", "DURATION P8Y"),
]  # fmt: skip
SETS = [
    ("They meet [every Monday].", "SET XXXX-WXX-1"),
    ("They fly on [Tuesday nights].", "SET XXXX-WXX-2TNI"),
    ("They march [each July].", "SET XXXX-07"),
    ("They meet [every other week].", "SET P2W"),
    ("They meet [twice a year].", "SET P1Y"),
]  # fmt: skip
DATELINES = [
    ("PARIS, [March 12] (Agency) - The talks ended [Tuesday].", "DATE 2024-03-12", "DATE 2024-03-12"),
    ("Published: [12 March 2024]. Updated: [13 March 2024].", "DATE 2024-03-12", "DATE 2024-03-13"),
]  # fmt: skip
NONE_AT_ALL = [
    "He may go.", "They march on.", "The 16-year-old ran.", "The second man fell.", "It costs $3 million a year.",
    "They run four flights a week.", "The shop is open 24 hours a day.", "It imports three-quarters of its food.",
    "More than a quarter of the people left.", "Some 1996 people came.",
    "It changes on a day-to-day basis.", "He is in his mid-30s.", "The reporter works for USA Today.",
]  # fmt: skip


@pytest.mark.parametrize(
    "case",
    [
        *DATES, *BY_THE_REPORT, *BY_THE_TENSE, *BY_THE_TEXT, *PARTS_OF_YEARS, *HOLIDAYS, *CLOCK, *LENGTHS, *SETS,
        *DATELINES, *((sentence,) for sentence in NONE_AT_ALL),
    ],
    ids=lambda case: case[0],
)  # fmt: skip
def test_times(read_text: ReadText, case: tuple[str, ...]) -> None:
    marked, *values = case
    text = MARKED.sub(r"\1", marked)
    found = read_text(text, published=FRIDAY).times
    assert [text[t.start : t.end] for t in found] == MARKED.findall(marked)
    assert [f"{t.type} {t.value}" for t in found] == values


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("The boat sank on Wednesday.", "XXXX-WXX-3"),
        ("The deal of August 28 held.", "XXXX-08-28"),
        ("He left yesterday.", "XXXX-XX-XX"),
        ("He died on Christmas Eve.", "XXXX-XX-XX"),
        ("Profit fell in the third quarter.", "XXXX-Q3"),
    ],
)
def test_without_a_report_date_nothing_is_guessed(read_text: ReadText, sentence: str, value: str) -> None:
    time = read_text(sentence).times[0]
    assert time.value == value
    assert time.relative is not None


def test_a_year_earlier_beside_a_quarter_is_that_quarter(read_text: ReadText) -> None:
    text = "Sales in the third quarter rose 5% from a year earlier. The latest period had fewer costs."
    times = read_text(text, published="2024-11-15").times
    assert [t.value for t in times] == ["2024-Q3", "2023-Q3", "2024-Q3"]


def test_a_year_earlier_beside_a_longer_stretch_is_the_year(read_text: ReadText) -> None:
    text = "Profit fell in the third quarter. For the first nine months it was lower than a year earlier."
    times = read_text(text, published="2024-11-15").times
    assert [t.value for t in times] == ["2024-Q3", "P9M", "2023"]


def test_the_date_after_ended_is_past(read_text: ReadText) -> None:
    times = read_text("Profit fell in the year ended March 31.", published="2023-11-02").times
    assert [t.value for t in times] == ["P1Y", "2023-03-31"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=14),
    st.sampled_from([FRIDAY, None, "soon"]),
)
def test_any_text_gives_times_inside_it_in_order(
    read_text: ReadText, pieces: list[str], published: str | None
) -> None:
    text = " ".join(pieces)
    reading = read_text(text, published=published)
    spans = [(t.start, t.end) for t in reading.times]
    assert all(0 <= start < end <= len(reading.report.text) for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert reading.times == read_text(text, published=published).times


@given(
    st.lists(st.sampled_from(PIECES) | st.text(min_size=1, max_size=6), min_size=1, max_size=10), st.data()
)
def test_the_grammar_reads_forward_and_within_the_words(words: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(words) - 1))
    expression = read_expression(Words(words), at)
    if expression is not None:
        assert at < expression.end <= len(words)
        assert expression.value
        assert expression.relative is None or resolve(expression.relative, date(2024, 3, 15))


@settings(max_examples=400, deadline=None)
@given(
    st.lists(
        st.sampled_from([*PIECES, *sorted(OPENINGS | FOLLOWERS)]) | st.text(min_size=1, max_size=6),
        max_size=12,
    )
)
def test_a_rule_is_asked_at_every_word_at_which_it_finds_something(pieces: list[str]) -> None:
    words = Words(pieces)
    for at in range(len(words)):
        assert {rule for rule in RULES if rule(words, at) is not None} <= set(rules_at(words, at))


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024-02", "2024-02-01", "2024-02-29"), ("2024-W10", "2024-03-04", "2024-03-10"), ("2019-Q3", "2019-07-01", "2019-09-30"),
        ("2014", "2014-01-01", "2014-12-31"), ("199", "1990-01-01", "1999-12-31"), ("2024-03-11TNI", "2024-03-11", "2024-03-11"),
        ("18", "1800-01-01", "1899-12-31"), ("2016/2017", "2016-01-01", "2017-12-31"),
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


@given(
    st.dates(date(1950, 1, 1), date(2090, 1, 1)),
    st.sampled_from(
        [
            ("monthday", 1103),
            ("monthday", 300),
            ("season", 4),
            ("year_quarter", 2),
            ("nth_weekday", 1144),
            ("easter", -2),
        ]
    ),
    st.sampled_from([-1, 1]),
)
def test_what_comes_once_a_year_is_at_most_a_year_away(
    day: date, named: tuple[Unit, int], direction: int
) -> None:
    days = interval_of(resolve(Relative(*named, direction), day))
    assert days is not None
    first, last = days
    assert (first <= day) if direction < 0 else (last >= day)
    assert min(abs((first - day).days), abs((last - day).days)) <= 400  # Easter moves by five weeks


def test_strictly_before_and_after() -> None:
    day = date(2024, 3, 15)
    assert resolve(Relative("monthday", 300, -1), day) == "2024-03"
    assert resolve(Relative("monthday", 300, -2), day) == "2023-03"
    assert resolve(Relative("monthday", 300, 2), day) == "2025-03"
    assert resolve(Relative("monthday", 229, 1), day) == "2028-02-29"


@pytest.mark.parametrize(
    "relative", [Relative("day", -999_999), Relative("year", -20_000), Relative("month", 10**6)]
)
def test_beyond_the_calendar_nothing_is_fixed(relative: Relative) -> None:
    assert resolve(relative, date(2024, 3, 15)) == "XXXX"


def test_holidays_that_move() -> None:
    assert easter_day(2024) == date(2024, 3, 31)
    assert easter_day(2038) == date(2038, 4, 25)
    assert in_year(Relative("nth_weekday", 1144), 2023) == "2023-11-23"
    assert in_year(Relative("nth_weekday", 551), 2024) == "2024-05-27"
