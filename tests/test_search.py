"""What lists of stories and reports show, search finds and is to be checked; the same on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from databases import PostgreSQL
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reports_arriving import TEXTS, arrive, dump

from consilience.errors import RecordError
from consilience.model import Account, Failure, Reading, Span
from consilience.record import (
    Box,
    Record,
    ReportQuery,
    Stages,
    StoryPage,
    StoryQuery,
    account_of,
    find_reports,
    find_stories,
    merge,
    open_record,
    reading_of,
    rebuild,
    receive,
    split,
    story_brief,
    to_check,
    verify,
    work,
)
from consilience.record.lists.snippets import Snippet, snippet_of
from consilience.record.lists.words import MOST_TERMS, folded, wanted
from consilience.record.log import append

NOON = datetime(2026, 5, 6, 12, tzinfo=UTC)
LISTS = ("report_rows", "story_rows", "story_places", "items")
PAGE = """<html><head><title>{title}</title><meta property="og:site_name" content="{outlet}">
<meta property="article:published_time" content="{day}T08:00:00Z"></head><body><article><h1>{title}</h1>{body}</article></body></html>"""
FERRY = {
    "star.html": (
        "Ferry sinks off Mombasa", "Coast Star", "2026-05-05",
        "Nine people drowned when the ferry Likoni Pearl sank off Mombasa on Monday, the Kenyan police said. "
        "The captain, Ørjan Mbeki, was rescued by fishermen from Zanzibar.",
    ),
    "post.html": (
        "Fourteen dead in ferry disaster", "Harbour Post", "2026-05-05",
        "The harbour master said that fourteen people drowned when the Likoni Pearl sank near Mombasa on Monday. "
        "The captain of the ferry, Ørjan Mbeki, was questioned by the police in Mombasa on Tuesday.",
    ),
}  # fmt: skip
STRIKE = (
    "Miners walk out in Lubumbashi", "Copper Daily", "2026-04-20",
    "Police arrested six hundred miners in Lubumbashi on Sunday, after they walked out of the Kipushi pit. The company, Katanga Metals, said "
    "that it would not talk with the strikers before they went back to work.",
)  # fmt: skip


def html(told: tuple[str, str, str, str]) -> bytes:
    title, outlet, day, text = told
    body = "".join(f"<p>{sentence.strip()}.</p>" for sentence in text.split(". ") if sentence.strip("."))
    return PAGE.format(title=title, outlet=outlet, day=day, body=body).encode()


def fill(record: Record, stages: Stages) -> None:
    """Two reports of a ferry, one of a strike, one in German and a file that is none."""
    for number, (name, told) in enumerate([*FERRY.items(), ("strike.html", STRIKE)]):
        receive(record, html(told), name=name, when=NOON + timedelta(minutes=number))
    german = (
        "Die Fähre sank am Montag vor der Küste. Neun Menschen ertranken, teilte die Polizei am Dienstag mit. "
        * 3
    )
    receive(record, german.encode(), name="zeitung.txt", when=NOON + timedelta(minutes=7))
    receive(record, b"%PDF-1.7 \x00 broken", name="broken.pdf", media_type="application/pdf", when=NOON + timedelta(minutes=8))  # fmt: skip
    work(record, stages)


@pytest.fixture(scope="module")
def filled(new_address: Callable[[], str], stages: Stages) -> Iterator[Record]:
    with open_record(new_address()) as record:
        fill(record, stages)
        yield record


def titles(page: StoryPage) -> list[str]:
    return [story.title for story in page.stories]


def sought(record: Record, words: str = "", **more: object) -> list[str]:
    found = titles(find_stories(record, StoryQuery(words, **more)))  # type: ignore[arg-type]
    return sorted(FERRIES if "ferry" in title.casefold() else title for title in found)


FERRIES, MINERS = "A ferry", "Miners walk out in Lubumbashi"


def test_a_story_stands_in_the_list_with_what_its_account_says(filled: Record) -> None:
    page = find_stories(filled, StoryQuery())
    brief = next(story for story in page.stories if story.reports == 2)
    account = account_of(filled, brief.id)
    assert isinstance(account, Account)
    assert len(page.stories) == 2
    assert (brief.title, brief.outlets, brief.lines) == (account.story.title, 2, len(account.lineages))
    assert (brief.first, brief.last, brief.happened) == ("2026-05-05", "2026-05-05", "2026-05-04")
    assert (brief.place, brief.country) == ("Mombasa", "KE")
    assert brief.conflicts == len(account.contradictions) > 0
    assert story_brief(filled, brief.id) == brief


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ferry", [FERRIES]),
        ("FERRY captain", [FERRIES]),
        ("ferry zanzibar questioned", [FERRIES]),  # in different reports of the story
        ('"captain of the ferry"', [FERRIES]),
        ('"ferry of the captain"', []),
        ("“harbour master”", [FERRIES]),
        ("orjan", [FERRIES]),
        ("ørjan", [FERRIES]),
        ("fisherm*", [FERRIES]),
        ("fisherm", []),
        ('"katanga me*"', [MINERS]),
        ("monday -miners", [FERRIES]),
        ("-ferry", [MINERS]),
        ("−ferry", [MINERS]),
        ("the -ferry -miners", []),
        ("Lubumbashi Mombasa", []),
        ("walk-out", [MINERS]),
        ("...", []),
        ("police police*", [FERRIES, MINERS]),
        ("", [FERRIES, MINERS]),
    ],
)
def test_words_are_found_as_people_write_them(filled: Record, words: str, found: list[str]) -> None:
    assert sought(filled, words) == found


def test_filters_narrow_the_list(filled: Record) -> None:
    assert sought(filled, person="Mbeki") == [FERRIES]
    assert sought(filled, person="Katanga Metals") == [MINERS]
    assert sought(filled, person="Mombasa") == []
    assert sought(filled, place="mombasa") == [FERRIES]
    assert sought(filled, outlet="harbour post") == [FERRIES]
    assert sought(filled, outlet="harbour") == []
    assert sought(filled, outlet="?") == sought(filled, person="?") == sought(filled, place="?") == []
    assert sought(filled, changed_after=10**30) == []
    assert sought(filled, changed_after=-(10**30)) == [FERRIES, MINERS]
    assert sought(filled, status="conflicts") == [FERRIES]
    assert sought(filled, status="single") == [MINERS]
    assert sought(filled, since="2026-05-01") == [FERRIES]
    assert sought(filled, until="2026-05-01") == [MINERS]
    assert sought(filled, since="2026-04-19", until="2026-04-19") == [MINERS]  # the day of the event
    assert sought(filled, since="2026-05-04", until="2026-05-04") == [FERRIES]


def test_a_box_finds_places_also_across_the_180th_meridian(filled: Record) -> None:
    east_africa = Box(south=-10, west=35, north=5, east=45)
    assert sought(filled, box=east_africa) == [FERRIES]
    assert FERRIES not in sought(filled, box=Box(south=-10, west=50, north=5, east=60))
    assert FERRIES in sought(filled, box=Box(south=-10, west=30, north=5, east=-170))
    assert sought(filled, box=Box(south=-10, west=170, north=5, east=-170)) == []


def test_a_hit_is_a_span_of_the_text_as_received(filled: Record) -> None:
    (story,) = find_stories(filled, StoryQuery('orjan "questioned by"')).stories
    assert story.snippet is not None
    text = reading_of(filled, story.snippet.version).report.text
    assert [hit.of(text) for hit in story.snippet.hits] == ["Ørjan", "questioned by"]
    assert story.snippet.words == text[story.snippet.start : story.snippet.end]
    (report,) = find_reports(filled, ReportQuery("questioned")).reports
    assert report.snippet is not None
    assert [hit.of(text) for hit in report.snippet.hits] == ["questioned"]


def test_the_passage_with_the_most_of_the_words_is_shown() -> None:
    text = (
        "A ferry came. "
        + "Nothing else was said of it. " * 20
        + "The captain of the ferry was rescued by divers. " * 2
    )
    snippet = snippet_of("v", text, wanted("ferry captain rescued").sought)
    assert snippet is not None
    assert {hit.of(text) for hit in snippet.hits} == {"ferry", "captain", "rescued"}
    assert snippet.end - snippet.start <= 300
    assert not text[snippet.start - 1].isalnum()
    assert snippet_of("v", text, wanted("submarine").sought) is None


def test_by_relevance_a_title_counts_most(record: Record, stages: Stages) -> None:
    aside = ("Choir sings in Nairobi", "Coast Star", "2026-05-06",
             "A choir of sixty children sang in the cathedral of Nairobi on Wednesday. The ferry company paid for it.")  # fmt: skip
    receive(record, html(FERRY["star.html"]), name="star.html", when=NOON)
    work(record, stages)
    receive(record, html(aside), name="aside.html", when=NOON)
    work(record, stages)
    assert titles(find_stories(record, StoryQuery("ferry"))) == [aside[0], "Ferry sinks off Mombasa"]
    by_relevance = find_stories(record, StoryQuery("ferry", order="relevance"))
    assert titles(by_relevance) == ["Ferry sinks off Mombasa", aside[0]]


def test_a_report_stands_in_the_list_with_its_versions_and_story(record: Record, stages: Stages) -> None:
    fill(record, stages)
    corrected = html((*FERRY["star.html"][:3], FERRY["star.html"][3].replace("Nine people", "Forty people")))
    receive(record, corrected, name="star.html", when=NOON + timedelta(hours=1))
    work(record, stages)
    (star,) = find_reports(record, ReportQuery("zanzibar")).reports
    assert (star.outlet, star.published, star.versions, star.readable) == ("Coast Star", "2026-05-05T08:00:00+00:00", 2, True)  # fmt: skip
    assert (star.first[:16], star.last[:16]) == ("2026-05-06T12:00", "2026-05-06T13:00")
    assert find_reports(record, ReportQuery("nine")).reports == ()
    story = find_stories(record, StoryQuery("zanzibar")).stories[0].id
    assert star.story == story
    assert {report.story for report in find_reports(record, ReportQuery(story=story)).reports} == {story}
    assert [report.name for report in find_reports(record, ReportQuery(outlet="COPPER daily")).reports] == ["strike.html"]  # fmt: skip
    published = find_reports(record, ReportQuery(order="published", until="2026-05-05")).reports
    assert [report.published[:10] for report in published if report.published] == ["2026-05-05", "2026-05-05", "2026-04-20"]  # fmt: skip


def test_what_could_not_be_read_says_why(filled: Record) -> None:
    broken, german = find_reports(filled, ReportQuery(readable=False)).reports
    assert broken.name == "broken.pdf"
    assert broken.failure == "The PDF is broken and cannot be read."
    assert german.failure == "It is not in English (de): it is kept, but not read."
    assert [r.name for r in find_reports(filled, ReportQuery("fahre")).reports] == ["zeitung.txt"]
    assert sought(filled, "fahre") == []
    unread = to_check(filled, kinds=["unreadable"]).items
    assert {item.story for item in unread} == {None}
    assert {item.says for item in unread} == {
        f"zeitung.txt: {german.failure}",
        f"broken.pdf: {broken.failure}",
    }


def test_an_earlier_version_that_comes_late_is_counted_and_not_shown(record: Record, stages: Stages) -> None:
    later = html((*FERRY["star.html"][:3], FERRY["star.html"][3].replace("Nine people", "Forty people")))
    receive(record, later, name="star.html", when=NOON + timedelta(hours=1))
    work(record, stages)
    receive(record, html(FERRY["star.html"]), name="star.html", when=NOON)
    work(record, stages)
    (star,) = find_reports(record, ReportQuery("forty")).reports
    assert (star.versions, star.first[:16], star.last[:16]) == (2, "2026-05-06T12:00", "2026-05-06T13:00")
    german = "Die Fähre sank am Montag vor der Küste, teilte die Polizei in Mombasa am Dienstag mit. " * 4
    receive(record, german.encode(), name="stern.txt", key="star.html", when=NOON + timedelta(hours=2))
    work(record, stages)
    assert find_reports(record, ReportQuery("forty")).reports[0].versions == 3
    assert verify(record).problems == ()


# What is to be checked


def test_conflicts_stand_to_be_checked_with_their_reasons(filled: Record) -> None:
    conflicts = to_check(filled, kinds=["conflict"]).items
    deaths = next(item for item in conflicts if "ourteen" in item.says)
    assert "Nine" in deaths.says
    assert deaths.title is not None
    assert (deaths.reports, deaths.origins, deaths.day) == (2, 2, "2026-05-05")
    assert deaths.why == "Figures conflict; 2 reports and 2 origins lean on one side or another."
    said = {Span(e.start, e.end).of(reading_of(filled, e.report).report.text) for e in deaths.evidence}
    assert any("Nine" in words for words in said)
    assert any("ourteen" in words for words in said)
    account = account_of(filled, deaths.story or "")
    assert isinstance(account, Account)
    assert deaths.item in {one.id for one in account.contradictions}


def test_what_many_have_from_one_origin_and_what_was_corrected_is_to_be_checked(
    record: Record, stages: Stages
) -> None:
    told = FERRY["star.html"]
    for number, outlet in enumerate(["Coast Star", "Harbour Post", "Copper Daily"]):
        receive(record, html((told[0], outlet, told[2], told[3])), name=f"{number}.html", when=NOON)
    work(record, stages)
    single = to_check(record, kinds=["single"]).items
    assert single
    assert all(item.reports == 3 and item.origins == 1 for item in single)
    assert all(
        item.why.startswith("3 reports carry it, and all have it from one origin: ") for item in single
    )
    corrected = html((*told[:3], told[3].replace("Nine people", "Eleven people")))
    receive(record, corrected, name="0.html", when=NOON + timedelta(hours=1))
    work(record, stages)
    (correction,) = to_check(record, kinds=["correction"]).items
    assert "“Nine people drowned" in correction.says
    assert "became “Eleven people drowned" in correction.says
    (span,) = correction.evidence
    assert reading_of(record, span.report).report.text[span.start : span.end].startswith("Eleven people")


def test_a_story_that_the_program_took_into_another_is_to_be_checked(record: Record, stages: Stages) -> None:
    quakes = [name for name in TEXTS if name.startswith("quake-lunde")]
    alone = replace(stages, group=lambda signs: [[number] for number in range(len(signs))])
    arrive(record, alone, quakes[:2])
    assert len(find_stories(record, StoryQuery()).stories) == 2
    rebuild(record, stages)
    (item,) = to_check(record, kinds=["merge"]).items
    (story,) = find_stories(record, StoryQuery()).stories
    assert item.story == story.id
    assert item.says == "1 report of another story: are both of one event?"
    split(record, stages, story.id, [find_reports(record, ReportQuery(story=story.id)).reports[0].id], who="Ann", why="Two.")  # fmt: skip
    assert to_check(record, kinds=["merge"]).items == ()


def test_a_report_only_a_little_like_its_story_is_to_be_checked(record: Record, stages: Stages) -> None:
    lumped = replace(stages, group=lambda signs: [list(range(len(signs)))])
    arrive(record, lumped, ["arrest-osei-0.txt", "arrest-osei-1.txt", "arrest-dahl-1.txt"])
    (item,) = to_check(record, kinds=["join"]).items
    assert item.says == "arrest-dahl-1.txt: does it belong to this story?"
    assert item.why.startswith("It is only a little like the other reports of this story.")


def judge(record: Record, story: str | None, item: str, verdict: str) -> None:
    about = {"story": story, "item": item, "verdict": verdict}
    record.write(lambda connection: append(connection, record, "judged", about, who="Ann"))


def test_what_a_person_judged_is_not_to_be_checked_until_it_is_taken_back(
    record: Record, stages: Stages
) -> None:
    fill(record, stages)
    before = to_check(record).items
    first = before[0]
    judge(record, first.story, first.item, "noted")
    assert to_check(record).items == before
    judge(record, first.story, first.item, "confirmed")
    judge(record, first.story, first.item, "noted")
    assert to_check(record).items == before[1:]
    unread = next(item for item in before if item.story is None)
    judge(record, None, unread.item, "rejected")
    assert unread not in to_check(record).items
    judge(record, first.story, first.item, "open")
    assert to_check(record).items[0] == first
    judge(record, first.story, first.item, "confirmed")
    other = next(story.id for story in find_stories(record, StoryQuery()).stories if story.id != first.story)
    assert first.story
    merge(record, stages, other, first.story, who="Ann", why="One.")
    assert first.item not in {item.item for item in to_check(record, story=first.story).items}


def test_that_on_which_more_rests_stands_first_and_pages_fit_together(record: Record, stages: Stages) -> None:
    fill(record, stages)
    for number in range(4):
        receive(record, b"%PDF-1.7 broken", name=f"{number}.pdf", when=NOON)
    work(record, stages)
    whole = to_check(record).items
    assert len(whole) > 3
    pages, after = [], None
    while True:
        page = to_check(record, after=after, limit=2)
        pages += page.items
        if (after := page.next) is None:
            break
    assert tuple(pages) == whole
    same_day = [item.reports + item.origins for item in whole if item.day == whole[0].day]
    assert same_day == sorted(same_day, reverse=True)


# What changes


def test_a_merged_story_leads_to_its_heir(record: Record, stages: Stages) -> None:
    fill(record, stages)
    ferry = find_stories(record, StoryQuery("ferry")).stories[0].id
    miners = find_stories(record, StoryQuery("miners")).stories[0].id
    before = story_brief(record, ferry).changed
    merge(record, stages, ferry, miners, who="Ann", why="One.")
    assert story_brief(record, miners) == story_brief(record, ferry)
    assert story_brief(record, ferry).reports == 3
    assert [story.id for story in find_stories(record, StoryQuery(changed_after=before)).stories] == [ferry]
    assert find_stories(record, StoryQuery("lubumbashi")).stories[0].id == ferry
    assert len(find_reports(record, ReportQuery(story=miners)).reports) == 3


def test_lists_are_made_again_as_they_were(record: Record, stages: Stages) -> None:
    fill(record, stages)
    before, words = dump(record, LISTS), found_words(record)
    rebuild(record, stages)
    assert (dump(record, LISTS), found_words(record)) == (before, words)
    with record.engine.begin() as connection:
        for table in (*LISTS, "texts", "sought"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
    problems = verify(record).problems
    assert any(problem.startswith("Story ") for problem in problems)
    assert any(problem.startswith("Report ") for problem in problems)
    rebuild(record, stages)
    assert (dump(record, LISTS), found_words(record)) == (before, words)
    assert verify(record).problems == ()


def found_words(record: Record) -> list[str]:
    query = "SELECT texts.kind, words FROM sought JOIN texts ON texts.id = sought.rowid ORDER BY 1, 2"
    return record.read(lambda connection: [repr(tuple(row)) for row in connection.exec_driver_sql(query)])


def test_a_story_without_an_account_stands_in_the_list(record: Record, stages: Stages) -> None:
    failing = replace(stages, tell=lambda story, _: Failure(story, "fault", "It could not be told."))
    receive(record, html(STRIKE), name="strike.html", when=NOON)
    work(record, failing)
    (story,) = find_stories(record, StoryQuery("lubumbashi")).stories
    assert (story.title, story.failure, story.reports) == (MINERS, "It could not be told.", 1)
    assert sought(record, person="Katanga") == []


# Many, and whatever is asked


def plain(stages: Stages) -> Stages:
    """Each report a story of its own, told without an account: lists alone are looked at."""

    def read(report: object) -> Reading:
        return Reading(report)  # type: ignore[arg-type]

    return replace(
        stages, read=read, group=lambda signs: [[number] for number in range(len(signs))],
        tell=lambda story, _: Failure(story, "fault", "Not told."),
    )  # fmt: skip


@pytest.fixture(scope="module")
def many(new_address: Callable[[], str], stages: Stages) -> Iterator[Record]:
    with open_record(new_address()) as record:
        for number in range(23):
            day = f"2026-04-{1 + number % 9:02d}"
            told = (
                f"Report {number}",
                "Wire",
                day,
                f"The harbour of town{number % 3} was shut. Number{number} told.",
            )
            receive(record, html(told), name=f"{number}.html", when=NOON + timedelta(minutes=number // 4))
        work(record, plain(stages))
        yield record


@pytest.mark.parametrize("order", ["changed", "date", "relevance"])
@pytest.mark.parametrize("size", [1, 4, 23])
def test_pages_of_stories_fit_together(many: Record, order: str, size: int) -> None:
    query = StoryQuery("harbour", order=order)  # type: ignore[arg-type]
    whole = find_stories(many, query, limit=100)
    assert len(whole.stories) == 23
    assert whole.next is None
    found, after = (
        list(find_stories(many, query, limit=size).stories),
        find_stories(many, query, limit=size).next,
    )
    while after is not None:
        page = find_stories(many, query, after=after, limit=size)
        assert page.stories
        found, after = [*found, *page.stories], page.next
    assert tuple(found) == whole.stories


@pytest.mark.parametrize("order", ["received", "published"])
def test_pages_of_reports_fit_together(many: Record, order: str) -> None:
    query = ReportQuery("town1", order=order)  # type: ignore[arg-type]
    whole = find_reports(many, query, limit=100).reports
    assert len(whole) == 8
    first = find_reports(many, query, limit=5)
    assert (*first.reports, *find_reports(many, query, after=first.next, limit=5).reports) == whole


def test_a_page_stays_where_it_was_when_more_arrives(record: Record, stages: Stages) -> None:
    for number in range(6):
        receive(record, html((f"Report {number}", "Wire", "2026-04-01", f"The harbour of town{number} was shut today, and nobody knows until when.")), name=f"{number}.html", when=NOON)  # fmt: skip
    work(record, plain(stages))
    first = find_stories(record, StoryQuery(), limit=3)
    rest = find_stories(record, StoryQuery(), after=first.next).stories
    receive(record, html(STRIKE), name="strike.html", when=NOON)
    work(record, plain(stages))
    assert find_stories(record, StoryQuery(), after=first.next).stories == rest


@pytest.mark.parametrize(
    "after", ["", "x", "W10", "é", "\0", "WyJkYXRlIiwxXQ", "W1tbW1tbW1tbW1tb", '["changed",1]']
)
def test_what_is_no_place_in_a_list_is_refused(many: Record, after: str) -> None:
    with pytest.raises(RecordError, match="is no place in this list"):
        find_stories(many, StoryQuery(), after=after)


def test_a_place_in_another_order_is_refused(many: Record) -> None:
    by_date = find_stories(many, StoryQuery(order="date"), limit=1).next
    with pytest.raises(RecordError, match="is no place in this list"):
        find_stories(many, StoryQuery(), after=by_date)


def test_what_is_no_date_story_or_size_is_refused(many: Record) -> None:
    with pytest.raises(RecordError, match=r"tomorrow is no date\. Give it as 2026-05-04\."):
        find_stories(many, StoryQuery(since="tomorrow"))
    for story in ("s0", "", "\0", "\udc00", "' OR 1=1 --"):
        with pytest.raises(RecordError, match="There is no story"):
            story_brief(many, story)
    for size in (0, -1, 501):
        with pytest.raises(RecordError, match="A page has 1 to 500 entries"):
            find_reports(many, ReportQuery(), limit=size)


def test_a_query_too_long_says_what_it_leaves_out(many: Record) -> None:
    page = find_stories(many, StoryQuery(" ".join(["harbour", *(f"w{n}" for n in range(MOST_TERMS))])))
    assert page.notes == (f"Only the first {MOST_TERMS} words are looked for.",)
    assert find_stories(many, StoryQuery("harbour " + " " * 2_000 + "nowhere")).notes == ("Only the first 1,000 characters are looked for.",)  # fmt: skip
    assert find_stories(many, StoryQuery("?!")).notes == ("There is no word in it to look for.",)


GRAMMAR = st.lists(st.sampled_from([*'"*-()^:+\'\\%_{}&|!<>~\0\ud800', "harbour", "town1", "AND", "OR", "NOT", "NEAR", " ", "é", "ǆ", "漢"]), max_size=30).map("".join)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=40) | GRAMMAR)
def test_no_query_fails(many: Record, words: str) -> None:
    for query in (StoryQuery(words, order="relevance"), StoryQuery(person=words, place=words, outlet=words)):
        assert len(find_stories(many, query).stories) <= 23
    for report in find_reports(many, ReportQuery(words, outlet=words)).reports:
        assert report.snippet is None or report.snippet.hits


@given(text=st.text(max_size=80), cut=st.integers(1, 8))
def test_a_beginning_of_a_word_begins_its_folded_form(text: str, cut: int) -> None:
    for word in folded(text).split():
        assert word.isascii()
        assert word.replace("_", "").isalnum()
    letters = "".join(c for c in text if c.isalpha() and len(c.casefold()) == 1)
    assert folded(letters).startswith(folded(letters[:cut]))


QUERIES = st.lists(
    st.sampled_from(
        [*"ferry captain mombasa the monday miners said of people lake* m* -ferry -miners -said maresk harbour".split(),
         '"the ferry"', '"on monday"', '"of the f*"', '-"the ferry"']
    ),
    min_size=1, max_size=4,
).map(" ".join)  # fmt: skip


@pytest.fixture(scope="module")
def both(
    tmp_path_factory: pytest.TempPathFactory, postgresql: PostgreSQL, stages: Stages
) -> Iterator[tuple[Record, Record]]:
    file = str(Path(tmp_path_factory.mktemp("both")) / "record.sqlite")
    with open_record(file) as one, open_record(postgresql.new_database()) as other:
        for record in (one, other):
            arrive(record, stages, TEXTS, one_by_one=False)
            fill(record, stages)
        yield one, other


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=QUERIES, order=st.sampled_from(["date", "relevance"]))
def test_both_databases_find_the_same(both: tuple[Record, Record], words: str, order: str) -> None:
    pages = [find_stories(record, StoryQuery(words, order=order)) for record in both]  # type: ignore[arg-type]
    told = [[(s.title, s.reports, s.snippet) for s in page.stories] for page in pages]
    assert sorted(told[0], key=repr) == sorted(told[1], key=repr)
    reports = [find_reports(record, ReportQuery(words)).reports for record in both]
    assert [(r.id, r.snippet) for r in reports[0]] == [(r.id, r.snippet) for r in reports[1]]


def test_both_databases_have_the_same_to_check(both: tuple[Record, Record]) -> None:
    one, other = ([replace(item, story=None) for item in to_check(record).items] for record in both)
    assert sorted(one, key=repr) == sorted(other, key=repr)
    assert one


def test_a_word_and_a_phrase_far_into_a_long_text_are_found(record: Record, stages: Stages) -> None:
    text = "the harbour in the town is shut. " * 6_000 + "Then the lighthouse in the east fell."
    receive(record, text.encode(), name="long.txt", when=NOON)
    work(record, plain(stages))
    for words, count in (
        ('"in the east fell"', 1),
        ("lighthouse", 1),
        ('"in the west fell"', 0),
        ('"fell the"', 0),
    ):
        found = find_reports(record, ReportQuery(words)).reports
        assert len(found) == count, words
        assert all(isinstance(report.snippet, Snippet) for report in found)


def test_a_text_of_nothing_but_different_words_is_kept(record: Record, stages: Stages) -> None:
    words = " ".join(f"w{number:09d}zebra" for number in range(120_000))
    receive(record, words.encode(), name="wide.txt", when=NOON)
    work(record, plain(stages))
    assert len(find_reports(record, ReportQuery("w000000003zebra")).reports) == 1
