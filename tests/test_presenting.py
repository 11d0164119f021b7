"""What is shown of an account: the JSON contract, the page, the digest; hostile words in every place."""

from __future__ import annotations

import io
import itertools
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest
from accounts import (
    COURIER,
    courier,
    exactly,
    fire_account,
    fire_build,
    full_reading,
    reading,
    report,
    small_build,
    standing,
    words,
)
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from consilience.intake import receive
from consilience.model import Build, Failure, Figure, FigureValue, Span
from consilience.model.words import count_words, list_words
from consilience.presenting import (
    build_lines,
    build_object,
    failure_object,
    print_digest,
    reading_object,
    render_page,
    render_pages,
    to_json,
)
from consilience.presenting.brief import brief_of, merged_sides, positions
from consilience.presenting.dates import date_key, date_words, moment_words, precision_of
from consilience.presenting.figure_plots import steps_of, strip_of
from consilience.presenting.segments import paragraphs, segment
from consilience.presenting.story_view import StoryView
from consilience.presenting.words import country_name, figure_words, origin_words, value_words

HOSTILE = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><style>*{display:none}</style>",
    "{{ 7 * 7 }}{% include 'x' %}",
    '"><img src=x onerror=alert(1)>',
    "'><a href=javascript:alert(1)>x</a>",
    "<!-- --><![CDATA[ ]]>&lt;&#60;",
    "\u202egnp.exe\u202c and \u2067more",
    "\x00 \r\n \r \x0b \ud800 \U0001f6a2 \u2028",
]


class Page(HTMLParser):
    """The page as a browser would take it apart: ids, links, elements, the text of each report's body."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.bodies: list[str] = []
        self._depth = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        self.attributes |= given.keys()
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if "href" in given:
            self.links.append(str(given["href"]))
        if tag == "div" and given.get("class") == "body":
            self._depth = 1
            self.bodies.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "div":
            self._depth = 0

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.bodies[-1] += data


def digest(build: Build, width: int = 100) -> str:
    out = io.StringIO()
    print_digest(build, Console(file=out, width=width, color_system=None))
    return out.getvalue()


# The contract


def test_a_reading_has_the_fields_of_the_contract() -> None:
    one = reading_object(full_reading())
    metadata = {"id", "file", "title", "outlet", "byline", "published", "url", "language", "text"}
    assert metadata | {"sha256", "updated", "encoding", "warnings"} <= one.keys()
    assert one["entities"] == [{"id": "n1", "name": "Ana Ruiz", "type": "person"}]
    assert one["mentions"] == [{"start": 0, "end": 8, "entity": "n1", "kind": "name", "role": None}]
    assert one["times"] == [{"start": 17, "end": 27, "type": "DATE", "value": "2021-05-05"}]
    assert one["attributions"] == [
        {"source": [[0, 8]], "cue": [[9, 13]], "content": [[28, 55]], "speaker": "n1", "direct": False}
    ]
    assert one["sentences"] == [[0, 56]]


def test_whole_numbers_are_integers_and_places_are_named() -> None:
    one = json.loads(to_json(reading_object(full_reading())))
    quantity, place, event = one["quantities"][0], one["places"][0], one["events"][0]
    assert (quantity["value"], type(quantity["value"])) == (17, int)
    assert '"value": 17,' in to_json(reading_object(full_reading()))
    assert one["text"][slice(*quantity["of"])] == "17 boats"
    assert (place["name"], place["country"], place["geonameid"]) == ("Faro", "Portugal", 2268339)
    assert (event["place"], event["date"], event["participants"]) == ("Faro", "2021-05-05", ["n1"])


def test_a_fraction_stays_a_fraction() -> None:
    half = FigureValue(0.5, 0.5, 0.5, ())
    figure = Figure("f", "of the harvest", "single", (half,), "", standing("x"), unit="fraction")
    build = fire_build()
    account = replace(build.accounts[0], figures=(figure,))
    story = build_object(replace(build, accounts=(account,)))["stories"][0]  # type: ignore[index, call-overload]
    assert story["figures"][0]["values"][0]["value"] == 0.5  # type: ignore[index, call-overload]


def test_a_story_has_the_fields_of_the_contract() -> None:
    build = json.loads(to_json(build_object(fire_build())))
    story = build["stories"][0]
    assert story["reports"] == ["c0", "v2", "h1"]
    figure = story["figures"][0]
    assert figure.keys() >= {"id", "what", "status", "values"}
    assert figure["values"][0].items() >= {"value": 30, "low": 30, "high": None, "unit": None}.items()
    assert figure["values"][0]["evidence"][0].items() >= {"report": "c0", "origin": "fire service"}.items()
    assert {one["speaker"] for one in story["quotes"][0]["evidence"]} == {"Marta Vesk", "Oskar Lind"}
    event = story["events"][0]
    assert event.keys() >= {"id", "what", "type", "date", "place", "evidence", "standing"}
    assert event["standing"]["origins"] == ["fire service", "Valdic News Agency"]
    assert story["places"][0]["country"] == "Estonia"
    assert story["actors"][2]["names"] == ["Norhav Grain Company", "NGC"]
    assert story["relays"][0].keys() == {"report", "start", "end", "of"}
    assert story["contradictions"][0].keys() >= {"kind", "what", "sides"}
    assert story["contradictions"][0]["sides"][1]["says"] == "Tuesday"
    assert {"report", "start", "end"} <= story["copies"][0]["spans"][0].keys()


def test_every_evidence_of_the_json_points_at_its_words() -> None:
    build = json.loads(to_json(build_object(fire_build())))
    texts = {one["id"]: one["text"] for one in build["reports"]}
    quotes = build["stories"][0]["quotes"][0]
    said = {texts[one["report"]][one["start"] : one["end"]] for one in quotes["evidence"]}
    assert said == {quotes["text"]}


def test_brief_leaves_out_the_analysis_of_reports_only() -> None:
    brief = build_object(fire_build(), brief=True)
    assert "mentions" not in brief["reports"][0]  # type: ignore[operator, index, call-overload]
    assert brief["stories"] == build_object(fire_build())["stories"]


def test_json_is_the_same_bytes_every_time_and_always_encodable() -> None:
    assert to_json(build_object(fire_build())) == to_json(build_object(fire_build()))
    text = to_json(build_object(small_build("lone \ud800 and é")))
    assert "é" in text
    assert "\\ud800" in text
    assert json.loads(text.encode())["reports"][0]["text"] == "lone \ud800 and é"


def test_a_failure_and_the_lines_of_a_build() -> None:
    failure = Failure("a.pdf", "no-text", "It holds no text.")
    expected = {"file": "a.pdf", "error": {"code": "no-text", "message": "It holds no text."}}
    assert failure_object(failure) == expected
    lines = list(build_lines(replace(fire_build(), failures=(failure,))))
    assert [line.get("id") for line in lines] == ["story1", None]
    assert "\n" not in to_json(lines[0])


# The page


def test_every_link_inside_the_page_has_one_target() -> None:
    page = Page(render_page(fire_build()))
    inside = {link[1:] for link in page.links if link.startswith("#")}
    assert len(page.ids) == len(set(page.ids))
    assert inside <= set(page.ids)
    assert len(inside) > 30
    assert {"figure-f1", "quote-q1", "event-e1", "contradiction-k1", "relay-1", "copy-1"} <= set(page.ids)


def test_an_evidence_anchor_is_its_report_and_start() -> None:
    html = render_page(fire_build())
    start = COURIER.index("At least 30")
    assert f'href="#c0-{start}"' in html
    assert f'id="c0-{start}"' in html


def test_two_stories_on_a_page_keep_their_anchors_apart() -> None:
    account = fire_account()
    page = Page(render_page(Build(account.story.readings, (account, account), ())))
    assert len(page.ids) == len(set(page.ids))
    assert {"s1-figure-f1", "s2-figure-f1"} <= set(page.ids)
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)


def test_each_story_has_a_page_of_its_own_and_an_index_leads_to_them() -> None:
    account = fire_account()
    other = replace(account, story=replace(account.story, id="story2", title="Another fire"))
    pages = render_pages(replace(fire_build(), accounts=(account, other)))
    assert list(pages) == ["index.html", "story-story1.html", "story-story2.html"]
    assert [link for link in Page(pages["index.html"]).links if link.startswith("story")] == list(pages)[1:]
    assert "try it through OCR" in pages["index.html"]
    assert "try it through OCR" not in pages["story-story1.html"]
    assert "figure-f1" in Page(pages["story-story2.html"]).ids
    assert "2 stories from 4 reports" in pages["index.html"]


def test_the_page_is_the_same_bytes_every_time() -> None:
    assert render_page(fire_build()) == render_page(fire_build())


def test_a_build_without_stories_is_a_page_of_notices() -> None:
    html = render_page(Build((), (), (Failure("x.pdf", "no-text", "It holds no text."),)))
    assert "No stories from no reports" in html
    assert "It holds no text." in html


def test_reports_outside_any_story_failures_and_warnings_are_listed() -> None:
    html = render_page(fire_build())
    for said in ("broken.pdf", "try it through OCR", "It is in French.", "fr.txt"):
        assert said in html


def test_an_inferred_date_says_so_and_why() -> None:
    html = render_page(fire_build())
    assert "inferred" in html
    assert "It speaks of Thursday as today." in html
    assert 'class="item event inferred lone sentence" id="event-e2"' in html


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_of_a_report_becomes_markup(hostile: str) -> None:
    calm = Page(
        render_page(small_build("The calm text.", title="calm", what="calm", outlet="calm", url="calm"))
    )
    html = render_page(
        small_build(f"The {hostile} text.", title=hostile, what=hostile, outlet=hostile, url=hostile)
    )
    page = Page(html)
    assert set(page.tags) == set(calm.tags)
    assert page.tags.count("script") == 1
    assert page.tags.count("style") == 1
    assert page.attributes <= calm.attributes
    assert not [link for link in page.links if link.startswith(("javascript:", "data:"))]
    shown = re.sub("[\0\ud800-\udfff]", "\ufffd", hostile)
    assert page.bodies == [f"The {shown} text."]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_words_of_reports_cannot_turn_what_is_around_them(hostile: str) -> None:
    html = render_page(small_build("x", title=hostile, what=hostile))
    outside = re.sub(r"<bdi>.*?</bdi>", "", html, flags=re.DOTALL)
    outside = re.sub(r"<p dir=\"auto\".*?</p>", "", outside, flags=re.DOTALL)
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", outside)


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://a.example/x", True),
        ("javascript:alert(1)", False),
        ("http://[", True),
        ("file:///etc", False),
    ],
)
def test_only_web_addresses_are_linked(url: str, linked: bool) -> None:
    assert (url in Page(render_page(small_build("x", url=url))).links) is linked


def test_the_policy_allows_only_the_page_itself() -> None:
    html = render_page(fire_build())
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy
    assert "default-src &#39;none&#39;" in policy[1]
    assert not re.search(r"\sstyle=|\son\w+=|<link|<img|@import|url\(", html)


@given(st.text(max_size=300))
def test_the_full_text_loses_no_character(text: str) -> None:
    page = Page(render_page(small_build(text)))
    assert page.bodies == [re.sub("[\0\ud800-\udfff]", "\ufffd", text)]


def test_boilerplate_is_shown_as_such_and_receipts_are_counted() -> None:
    html = render_page(fire_build())
    assert '<span class="boilerplate">ADVERTISEMENT</span>' in html
    assert "4 used in this account" in html
    assert "2 not part of the report" in html


# Segmenting

spans = st.lists(
    st.tuples(st.integers(-5, 60), st.integers(-5, 60)).map(lambda pair: Span(min(pair), max(pair)))
)


@given(st.integers(0, 50), spans, st.sets(st.integers(-5, 60)))
def test_pieces_tile_the_text_and_know_what_covers_them(
    length: int, marked: list[Span], cuts: set[int]
) -> None:
    pieces = segment(length, marked, cuts)
    assert "".join("x" * (piece.end - piece.start) for piece in pieces) == "x" * length
    assert all(one.end == two.start for one, two in itertools.pairwise(pieces))
    for piece in pieces:
        for place in range(piece.start, piece.end):
            covering = tuple(i for i, span in enumerate(marked) if span.start <= place < span.end)
            assert covering == piece.covering
    assert {piece.start for piece in pieces} >= {cut for cut in cuts if 0 <= cut < length}


@given(st.text(alphabet="ab \n\r\t.", max_size=80))
def test_paragraphs_hold_all_words_and_never_overlap(text: str) -> None:
    found = paragraphs(text)
    assert all(one.end <= two.start for one, two in itertools.pairwise(found))
    assert "".join("".join(span.of(text) for span in found).split()) == "".join(text.split())


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    wrapped = "One line\nand the next\nand a third.\n\nA second block\nof two lines\nor three.\n"
    assert [span.of(wrapped).count("\n") for span in paragraphs(wrapped)] == [2, 2]
    assert len(paragraphs("A headline\n\nA paragraph.\nAnother one.")) == 3


# Words


@pytest.mark.parametrize(
    ("value", "said", "precision"),
    [
        ("2024-03-12", "Tuesday 12 March 2024", "day"),
        ("2024-03-12T04:00", "Tuesday 12 March 2024, 04:00", "day"),
        ("2024-03", "March 2024", "month"),
        ("2024", "2024", "year"),
        ("2024-W11", "week of 11 March 2024", "week"),
        ("2024-03-12/2024-03-14", "12–14 March 2024", "interval"),
        ("2024-02-28/2024-03-01", "28 February – 1 March 2024", "interval"),
        ("2023-12-31/2024-01-01", "31 December 2023 – 1 January 2024", "interval"),
        ("2024-01-01/2024-12-31", "2024", "year"),
        ("2024-02-01/2024-02-29", "February 2024", "month"),
        ("2024-03-12/2024-03-12", "Tuesday 12 March 2024", "day"),
        ("2024-13-45", "2024-13-45", "unknown"),
        ("PRESENT_REF", "PRESENT_REF", "unknown"),
        (None, "no date", "unknown"),
    ],
)
def test_dates_are_said_with_their_precision(value: str | None, said: str, precision: str) -> None:
    assert (date_words(value), precision_of(value)) == (said, precision)


def test_dates_sort_by_day_the_exact_first_and_the_unknown_last() -> None:
    dates = ["2024-03-12", "2024-03", None, "2024-03-01", "2023", "2024-03-12T04:00"]
    expected = ["2023", "2024-03-01", "2024-03", "2024-03-12", "2024-03-12T04:00", None]
    assert sorted(dates, key=date_key) == expected


@given(st.text(max_size=20))
def test_no_date_breaks_the_page(value: str) -> None:
    assert isinstance(date_words(value) + moment_words(value), str)
    assert date_key(value)


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ((17, 17, 17), None, "17"),
        ((300, 300, None), None, "at least 300"),
        ((40, None, 40), None, "up to 40"),
        ((300, None, None), None, "about 300"),
        ((None, 24, None), None, "at least 24"),
        ((None, 20, 30), None, "20–30"),
        ((60, 60, 60), "%", "60%"),
        ((2_000_000, 2_000_000, 2_000_000), "USD", "USD 2,000,000"),
        ((1, 1, 1), "mile", "1 mile"),
        ((3.5, 3.5, 3.5), "foot", "3.5 feet"),
        ((None, None, None), None, "an unstated number"),
    ],
)
def test_values_are_said_with_their_bounds(
    value: tuple[float | None, float | None, float | None], unit: str | None, said: str
) -> None:
    assert value_words(FigureValue(*value, ()), unit) == said


def test_a_measure_is_not_said_twice() -> None:
    figure = Figure("f", "miles to the border", "single", (exactly(300),), "", standing("x"), unit="mile")
    assert figure_words(figure, figure.values[0]) == "300"
    assert figure_words(replace(figure, what="distance"), figure.values[0]) == "300 miles"


def test_counts_lists_and_countries() -> None:
    assert [count_words(n, "story", "stories") for n in (0, 1, 2)] == ["no stories", "1 story", "2 stories"]
    assert [list_words(["A", "B", "C"][:n]) for n in range(4)] == ["", "A", "A and B", "A, B and C"]
    assert [country_name(code) for code in ("MZ", "ZZZ", None)] == ["Mozambique", "ZZZ", None]
    assert origin_words(standing("A", "B", "C", "D", "E")) == "from A, B, C and 2 others"


# The strip plot


def test_the_plot_keeps_values_in_order_and_inside() -> None:
    figure = fire_account().figures[0]
    strip = strip_of(figure)
    assert strip is not None
    assert [mark.label for mark in strip.marks] == ["at least 30", "30", "34"]
    assert strip.marks[0].open_right
    assert not strip.marks[1].open_right
    assert all(0 <= mark.left <= mark.right <= 420 for mark in strip.marks)
    assert [len(mark.dots) for mark in strip.marks] == [1, 1, 1]


def test_a_value_has_a_dot_for_each_origin() -> None:
    one, two = words(courier, "Two", None, "A"), words(courier, "Two", None, "B")
    figure = replace(fire_account().figures[1], values=(exactly(2, one, two, one), exactly(3, one)))
    strip = strip_of(figure)
    assert strip is not None
    assert [(len(mark.dots), mark.says) for mark in strip.marks] == [(2, "2: 2 origins"), (1, "3: 1 origin")]
    assert all(0 < dot < strip.height for mark in strip.marks for dot in mark.dots)


def test_a_count_that_changes_is_a_line_of_steps_through_what_most_origins_give() -> None:
    figures = fire_account().figures
    steps = steps_of((figures[2], figures[0]))
    assert steps is not None
    assert steps.says == "30 on 6 Jun 2023, 11 on 8 Jun 2023"
    assert [point.label for point in steps.points if point.chief] == ["30", "11"]
    assert steps.points[0].y < steps.points[-1].y
    assert steps_of((figures[0], replace(figures[2], as_of=None))) is None
    assert steps_of((figures[0], replace(figures[2], as_of="2023-06-06"))) is None


def test_one_number_needs_no_plot() -> None:
    figure = fire_account().figures[1]
    assert strip_of(figure) is None
    assert strip_of(replace(figure, values=(FigureValue(None, None, None, ()),))) is None


# The digest


def test_the_digest_tells_the_story_in_order() -> None:
    text = digest(fire_build())
    parts = [
        "Fire destroys grain depot in Korvala",
        "independent origins",
        "34",
        "Marta Vesk",
        "Valdic News Agency",
    ]
    places = [text.index(part) for part in parts]
    assert places[0] < places[1]
    assert "broken.pdf" in text
    assert "conflicting" in text
    assert "Thursday 8 June 2023" in text


def test_the_digest_fits_its_console() -> None:
    assert max(map(len, digest(fire_build(), width=60).splitlines())) <= 60


@pytest.mark.parametrize("hostile", ["[red]x[/red]", "\x1b[31mred\x1b[0m", "a\x07b\rc", "\u202ex", "[/]"])
def test_reports_cannot_steer_the_terminal(hostile: str) -> None:
    text = digest(small_build("x", title=hostile, what=hostile))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    if hostile.startswith("[red]"):
        assert hostile in text


def test_an_evidence_outside_the_story_is_left_out() -> None:
    stray = report("elsewhere", COURIER)
    figure = Figure("f", "people", "single", (exactly(30, words(stray, "30")),), "", standing("x"))
    build = fire_build()
    page = Page(render_page(replace(build, accounts=(replace(build.accounts[0], figures=(figure,)),))))
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)


def test_evidence_at_the_edge_of_a_text_still_has_its_anchor() -> None:
    page = Page(render_page(small_build("\n\n")))
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    assert reading(report("r", "")).sentences == ()


def test_sides_that_say_the_same_are_one_side() -> None:
    account = fire_account()
    first, second = account.contradictions[0].sides
    doubled = replace(account.contradictions[0], sides=(first, second, first))
    assert [(side.says, len(side.evidence)) for side in merged_sides(doubled)] == [
        ("Monday night", 2),
        ("Tuesday", 1),
    ]
    assert merged_sides(replace(doubled, sides=(first, first))) == (first, first)


def test_positions_are_said_once_or_else_the_reason() -> None:
    contradiction = fire_account().contradictions[0]
    first, second = contradiction.sides
    dated = replace(contradiction, sides=(replace(first, says="2023-06-05"), second, second))
    assert positions(dated) == ["Monday 5 June 2023", "Tuesday"]
    assert positions(replace(contradiction, sides=(first, first))) == [contradiction.reason]


def test_the_brief_puts_what_independent_origins_agree_on_apart() -> None:
    brief = brief_of(fire_account())
    assert [line.name for line in brief.agreed.lines] == ["e1"]
    assert {line.name for line in brief.single.lines} == {"f2", "f3", "f4", "e2", "e3"}
    assert brief.single.total == 5
    assert [one.id for one in brief.contradictions] == ["k1"]


def test_a_count_stands_in_brief_in_its_latest_state() -> None:
    figures = [replace(figure, status="single") for figure in fire_account().figures]
    brief = brief_of(replace(fire_account(), figures=tuple(figures)))
    said = {line.name: (line.lead, line.says) for line in brief.single.lines}
    assert said["f3"] == ("11", "in hospital, at least 30 · 34 · 30 before")
    assert "f1" not in {line.name for line in (*brief.single.lines, *brief.agreed.lines)}


def test_origins_that_reports_share_stand_apart_from_those_of_one() -> None:
    origins = StoryView(fire_account()).origins
    assert [one.name for one in origins.shared] == ["The Courier"]
    alone = {label: [one.name for one in names] for label, _, names in origins.single}
    assert alone["Harbour Daily"] == ["Oskar Lind", "Valdic News Agency"]


def test_how_many_origins_the_reports_rest_on_is_said_in_sentences() -> None:
    assert StoryView(fire_account()).lineage == [
        "3 reports rest on 2 independent origins.",
        "Mostly from Valdic News Agency, by sentences used here: Harbour Daily (4 of 6).",
    ]


def test_the_last_day_known_is_that_of_the_latest_report_or_worked_out() -> None:
    account = fire_account()
    assert StoryView(account).known_as_of == ("Thursday 8 June 2023", True)
    assert StoryView(replace(account, dates=())).known_as_of == ("Wednesday 7 June 2023", False)
    undated = tuple(replace(r, report=replace(r.report, published=None)) for r in account.story.readings)
    story = replace(account.story, readings=undated)
    assert StoryView(replace(account, story=story, dates=())).known_as_of is None


def test_the_reports_that_copy_and_relay_are_drawn_with_those_they_name() -> None:
    drawing = StoryView(fire_account()).relay_drawing
    assert drawing is not None
    assert [(node.name, node.kind) for node in drawing.nodes] == [
        ("The Courier (1)", "report"),
        ("The Courier (2)", "report"),
        ("Harbour Daily", "report"),
        ("Valdic News Agency", "media"),
    ]
    assert [(edge.kind, edge.title) for edge in drawing.edges] == [
        ("copy", "Harbour Daily has a passage in common with The Courier (1), who probably had it first"),
        ("relay", "Harbour Daily says that it has something from Valdic News Agency"),
    ]
    assert len(drawing.bands) == 1


# The map


def test_places_are_drawn_where_they_are_and_the_rest_is_listed() -> None:
    account = fire_account()
    drawn = StoryView(account).map
    assert drawn is not None
    korvala, norhav = (next(pin for pin in drawn.pins if pin.name == name) for name in ("Korvala", "Norhav"))
    assert norhav.y < korvala.y
    assert norhav.x > korvala.x
    assert {"Estonia", "Finland"} <= {country.name for country in drawn.countries}
    assert drawn.unlocated == 1
    assert [leg.says for leg in drawn.legs] == ["Korvala, Monday 5 June 2023, to Norhav, 6–7 June 2023"]


def test_a_place_on_the_other_side_of_the_world_is_not_drawn_but_named() -> None:
    account = fire_account()
    far = replace(account.places[1], lat=-33.9, lon=151.2)
    drawn = StoryView(replace(account, places=(account.places[0], far), movements=())).map
    assert drawn is not None
    assert [pin.name for pin in drawn.pins] == ["Korvala"]
    assert [place.name for place in drawn.beyond] == ["Norhav"]


def test_towns_on_both_sides_of_the_date_line_are_near_each_other() -> None:
    account = fire_account()
    west, east = (
        replace(account.places[0], lat=-16.8, lon=179.9),
        replace(account.places[1], lat=-16.9, lon=-179.8),
    )
    drawn = StoryView(replace(account, places=(west, east), movements=())).map
    assert drawn is not None
    assert len(drawn.pins) == 2
    assert 0 < drawn.pins[1].x - drawn.pins[0].x < 60
    assert drawn.lands


@pytest.mark.parametrize("at", [(90.0, 0.0), (-90.0, 180.0), (0.0, 0.0), (89.0, -180.0)])
def test_no_place_on_earth_breaks_the_map(at: tuple[float, float]) -> None:
    account = fire_account()
    place = replace(account.places[0], lat=at[0], lon=at[1])
    drawn = StoryView(replace(account, places=(place,), movements=())).map
    assert drawn is not None
    assert [(pin.x, pin.y) for pin in drawn.pins] == [(380.0, 235.0)]


def test_without_coordinates_there_is_no_map() -> None:
    account = fire_account()
    assert StoryView(replace(account, places=account.places[2:], movements=())).map is None
    assert StoryView(replace(account, places=(), movements=())).map is None


def test_labels_of_the_map_lie_apart() -> None:
    account = fire_account()
    near = [
        replace(account.places[0], id=f"q{n}", name=f"Town {n}", lat=59.4 + n / 90, lon=24.7)
        for n in range(12)
    ]
    drawn = StoryView(replace(account, places=tuple(near), movements=())).map
    assert drawn is not None
    labelled = [pin for pin in drawn.pins if pin.label_y is not None]
    assert 1 < len(labelled) < 12
    boxes = [(pin.anchor, pin.label_x, pin.label_y) for pin in labelled]
    assert len(set(boxes)) == len(boxes)


# Empty parts


def test_empty_parts_are_left_out_with_a_line_that_says_so() -> None:
    account = replace(fire_account(), figures=(), quotes=(), namings=(), contradictions=(), copies=())
    html = render_page(Build(account.story.readings, (account,), ()))
    said = "The reports hold no figures, quotes, copied passages or differences of wording: those parts are left out."
    assert said in html
    assert "No conflict was found." in html
    assert not {"figures", "quotes", "copies", "wording", "contradictions"} & set(Page(html).ids)


# The sample story


def test_the_sample_is_six_reports_in_four_kinds_of_file_one_of_them_undated() -> None:
    folder = str(files("consilience.sample").joinpath("reports"))
    reports = list(receive([folder]))
    assert [one for one in reports if isinstance(one, Failure)] == []
    assert len(reports) == 6
    assert {Path(one.received.name).suffix.split(":")[0] for one in reports} == {
        ".txt",
        ".html",
        ".eml",
        ".jsonl",
    }
    assert sum(one.published is None for one in reports) == 1
    assert len({one.outlet for one in reports} - {None}) == 6
    assert all(140 <= len(one.text.split()) <= 300 for one in reports)
