"""Report dates that are missing, worked out from the text and its fellow reports; and times resolved by them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from consilience.model import Copy, DateInference, EventMention, Evidence, Reading, TimeMention
from consilience.model.timex import Relative, calendar_of, interval_of, resolve

FULL = re.compile(r"\d{4}-\d{2}-\d{2}")
LEAD = 0.3  # the first part of a report
HOT = 3  # days that "has reached" reaches back
WIDEST = 31  # days of an event's interval
WINDOW = 60  # days within which the reports of one story lie
COUNTED = frozenset({"weekday", "day"})
BESIDE = 24  # characters between two words for one day ("on Tuesday, two days ago")
SPOKEN = frozenset({"statement", "meeting", "other"})
Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class _Guess:
    """Days on which the report can have appeared, with the words that say so."""

    days: Days
    reason: str
    evidence: tuple[Evidence, ...]


def infer_dates(
    readings: Sequence[Reading], copies: Sequence[Copy] = ()
) -> tuple[tuple[Reading, ...], tuple[DateInference, ...]]:
    """Readings with their times resolved, and the dates worked out for reports that have none of their own.

    `report.published` stays as received. A date is inferred from full dates in the report itself, from
    weekdays and days of the month that must agree with them, and from the dates of the other reports;
    an interval is kept where no more is known.
    """
    del copies
    year = _year_of_story(readings)
    found, inferences = [], []
    for reading in readings:
        own = _own_day(reading)
        if reading.report.published is not None:
            found.append(_with_recent(reading, (own, own)) if own else reading)
            continue
        guess = _guess(reading, readings, year)
        if guess is None:
            found.append(reading)
            continue
        days = "/".join(dict.fromkeys(d.isoformat() for d in guess.days))
        inferences.append(DateInference(reading.report.id, days, guess.reason, guess.evidence))
        found.append(_resolved(reading, guess.days))
    return tuple(found), tuple(inferences)


def _own_day(reading: Reading) -> date | None:
    days = interval_of((reading.report.published or "")[:10])
    return days[0] if days and days[0] == days[1] else None


def _full_dates(reading: Reading) -> list[tuple[date, TimeMention]]:
    """Times that the text itself fixes to the day, with their year: "a day later" is not named in full."""
    dated = []
    for time in reading.times:
        named = time.value[2:4] in reading.report.text[time.start : time.end]
        days = interval_of(time.value[:10]) if named and FULL.match(time.value) else None
        if time.relative is None and days is not None:
            dated.append((days[0], time))
    return dated


def _year_of_story(readings: Sequence[Reading]) -> int | None:
    """The year that the dated reports, or the latest full dates in the texts, agree on."""
    years = {d.year for r in readings if (d := _own_day(r)) is not None}
    if not years:
        latest = [max(d for d, _ in _full_dates(r)) for r in readings if _full_dates(r)]
        years = {d.year for d in latest}
    return years.pop() if len(years) == 1 else None


def _guess(reading: Reading, readings: Sequence[Reading], year: int | None) -> _Guess | None:
    anchor = _anchor(reading) or _month_day_anchor(reading, year) or _anchor_of_story(reading, readings)
    if anchor is None:
        return None
    day, reason, evidence = _after_duration(reading, anchor)
    last = _latest_of_story(reading, readings, day)
    narrowed = _by_weekdays(reading, day, last) or _by_fellows(reading, readings, (day, last))
    if narrowed is not None:
        return _Guess(narrowed[0], f"{reason}; {narrowed[1]}", (*evidence, *narrowed[2]))
    return _Guess((day, last), reason, evidence)


Anchor = tuple[date, str, tuple[Evidence, ...]]


def _anchor(reading: Reading) -> Anchor | None:
    """The latest day that the text names in full: the report cannot be older."""
    return _latest(reading, _full_dates(reading), "the latest full date in it")


def _month_day_anchor(reading: Reading, year: int | None) -> Anchor | None:
    """The latest day of a month without a year, in the year of the story."""
    if year is None:
        return None
    dated = []
    for t in reading.times:
        if t.relative is not None and t.relative.unit == "monthday" and t.relative.amount % 100:
            days = interval_of(f"{year}-{t.relative.amount // 100:02d}-{t.relative.amount % 100:02d}")
            if days:
                dated.append((days[0], t))
    return _latest(reading, dated, f"and the story is of {year}")


def _latest(reading: Reading, dated: Sequence[tuple[date, TimeMention]], why: str) -> Anchor | None:
    """The latest of the days named, with its words as evidence."""
    if not dated:
        return None
    day, time = max(dated, key=lambda x: (x[0], -x[1].start))
    words = reading.report.text[time.start : time.end]
    return day, f"the text names {words}, {why}", (Evidence(reading.report.id, time.start, time.end),)


def _after_duration(reading: Reading, anchor: Anchor) -> Anchor:
    """ "Stranded for two weeks" after the latest day named: the report is as much later, save a few days."""
    day, reason, evidence = anchor
    longest: tuple[int, TimeMention] | None = None
    for t in reading.times:
        match = re.fullmatch(r"P(\d+)([DW])", t.value) if t.type == "DURATION" else None
        length = int(match[1]) * (7 if match[2] == "W" else 1) if match else 0
        past = reading.report.text[max(0, t.start - 4) : t.start].casefold() == "for "
        if past and 7 <= length <= 45 and _tells(reading, t) and (longest is None or length > longest[0]):
            longest = length, t
    if longest is None or not evidence:
        return anchor
    length, time = longest
    words = reading.report.text[time.start : time.end]
    why = f'{reason}, and it tells what lasted "{words}" since'
    return (
        day + timedelta(days=length - 2),
        why,
        (*evidence, Evidence(reading.report.id, time.start, time.end)),
    )


def _tells(reading: Reading, time: TimeMention) -> bool:
    """Whether something that happened is told in the sentence of a time."""
    sentence = next((s for s in reading.sentences if s.start <= time.start < s.end), None)
    return sentence is not None and any(
        e.asserted and not e.negated and sentence.start <= e.start < sentence.end for e in reading.events
    )


def _anchor_of_story(reading: Reading, readings: Sequence[Reading]) -> Anchor | None:
    """The earliest day of the other reports, where the text itself names none."""
    days = sorted(d for r in readings if r is not reading and (d := _own_day(r)) is not None)
    if not days:
        days = sorted(
            max(d for d, _ in _full_dates(r)) for r in readings if r is not reading and _full_dates(r)
        )
    if not days:
        return None
    return days[0] - timedelta(days=7), "the other reports of the story begin a week later at most", ()


def _latest_of_story(reading: Reading, readings: Sequence[Reading], day: date) -> date:
    """The end of the interval: a month after the last day that any report of the story bears or names."""
    known = [d for r in readings if (d := _own_day(r)) is not None]
    known += [d for r in readings for d, _ in _full_dates(r)]
    last = max([d for d in known if abs((d - day).days) <= WINDOW] + [day])
    return last + timedelta(days=14 if last > day else 21)


def _by_weekdays(reading: Reading, first: date, last: date) -> tuple[Days, str, tuple[Evidence, ...]] | None:
    """A full or month-and-day date that stands with "yesterday" or a weekday in one sentence fixes the day."""
    for sentence in reading.sentences:
        inside = [t for t in reading.times if sentence.start <= t.start < sentence.end]
        yesterday = next(
            (t for t in inside if t.relative and t.relative.unit == "day" and t.relative.amount == -1), None
        )
        weekday = next((t for t in inside if t.relative and t.relative.unit == "weekday"), None)
        if yesterday is not None and weekday is not None and weekday.relative is not None:
            return _fixed(
                reading, (yesterday, weekday), weekday.relative.amount % 7 + 1, first, last, "yesterday was a"
            )
    return None


def _fixed(
    reading: Reading, times: tuple[TimeMention, ...], iso_weekday: int, first: date, last: date, why: str
) -> tuple[Days, str, tuple[Evidence, ...]] | None:
    days = [first + timedelta(days=n) for n in range(min(8, (last - first).days + 1))]
    fits = [d for d in days if d.isoweekday() == iso_weekday]
    if not fits:
        return None
    words = [reading.report.text[t.start : t.end] for t in times]
    evidence = tuple(Evidence(reading.report.id, t.start, t.end) for t in times)
    return (fits[0], fits[0]), f"{why} {words[-1]}", evidence


def _by_fellows(
    reading: Reading, readings: Sequence[Reading], days: Days
) -> tuple[Days, str, tuple[Evidence, ...]] | None:
    """The days on which "on Tuesday, two days ago" is when the dated reports say that the same happened."""
    known = _days_of_acts([r for r in readings if r is not reading and _own_day(r) is not None])
    told = [(e, t) for e in reading.events if e.act in known and (t := _times_of(reading, e))]
    if not told:
        return None
    possible = [days[0] + timedelta(days=n) for n in range(min(WINDOW, (days[1] - days[0]).days) + 1)]
    fitting = {
        day: [
            (e, t)
            for e, t in told
            if all(resolve(x.relative, day) == known[e.act].isoformat() for x in t if x.relative)
        ]
        for day in possible
    }
    most = max(map(len, fitting.values()))
    best = [day for day in possible if len(fitting[day]) == most]
    if not most or (best[-1] - best[0]).days >= len(best) + HOT:
        return None
    event, times = fitting[best[0]][0]
    evidence = tuple(Evidence(reading.report.id, t.start, t.end) for t in times)
    words = " and ".join(reading.report.text[t.start : t.end] for t in times)
    when = known[event.act].isoformat()
    return (best[0], best[-1]), f"other reports date to {when} what it tells of with {words}", evidence


def _days_of_acts(dated: Sequence[Reading]) -> dict[str, date]:
    """The acts that all dated reports put on one day, other than statements, of which there are many."""
    told: dict[str, set[date]] = {}
    for event in (
        e for r in dated for e in r.events if e.asserted and not e.negated and e.type not in SPOKEN
    ):
        days = interval_of(event.date) if event.date and FULL.fullmatch(event.date) else None
        if days:
            told.setdefault(event.act, set()).add(days[0])
    return {act: min(days) for act, days in told.items() if act and len(days) == 1}


def _times_of(reading: Reading, event: EventMention) -> list[TimeMention]:
    """The weekdays and days counted from the report's own that stand around the one that dates an event."""
    if event.time is None or not event.asserted or event.negated:
        return []
    own = reading.times[event.time]
    if own.relative is None or own.relative.unit not in COUNTED:
        return []
    near = (t for t in reading.times if abs(t.start - own.start) <= BESIDE and t.relative)
    return [t for t in near if t.relative and t.relative.unit in COUNTED]


def _resolved(reading: Reading, days: Days) -> Reading:
    """Times that come out the same for every possible day, as values; events dated by them, or by the
    interval of all values where that is a month at most."""
    times = tuple(_time(t, days) for t in reading.times)
    events = tuple(
        replace(e, date=_event_date(times[e.time], days))
        if e.time is not None and reading.times[e.time].relative is not None
        else e
        for e in reading.events
    )
    return _with_recent(replace(reading, times=times, events=events), days)


def _with_recent(reading: Reading, days: Days) -> Reading:
    """What the first part of a report tells in the present perfect happened days before it, at most."""
    early = LEAD * len(reading.report.text)
    first = days[0] - timedelta(days=HOT)
    date_of_news = f"{first.isoformat()}/{days[1].isoformat()}"
    return replace(
        reading,
        events=tuple(
            replace(e, date=date_of_news)
            if e.recent and e.date is None and e.time is None and e.asserted and e.start < early
            else e
            for e in reading.events
        ),
    )


def _event_date(time: TimeMention, days: Days) -> str | None:
    known = calendar_of(time.value)
    if known is not None or time.relative is None:
        return known
    spans = [s for v in _values(time.relative, days) if (s := interval_of(v)) is not None]
    if not spans:
        return None
    first, last = min(s[0] for s in spans), max(s[1] for s in spans)
    return f"{first.isoformat()}/{last.isoformat()}" if (last - first).days <= WIDEST else None


def _values(relative: Relative, days: Days) -> set[str]:
    """Every value that a time can have on the possible days."""
    count = (days[1] - days[0]).days + 1
    return {resolve(relative, days[0] + timedelta(days=n)) for n in range(count)}


def _time(time: TimeMention, days: Days) -> TimeMention:
    if time.relative is None or time.value.endswith("_REF"):
        return time
    values = _values(time.relative, days)
    if len(values) == 1:
        return replace(time, value=values.pop())
    spans = [s for v in values if (s := interval_of(v)) is not None]
    if time.relative.unit in {"weekday", "day"} or len(spans) < len(values):
        return time
    return replace(time, value=min(values) if len(spans) == 1 else time.value)
