"""Feeds over HTTP, from a real server on loopback into real databases: what is new is received, once."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterator

import pytest
from gatherings import HERE, Desk, desk_at, feed_at
from sites import Site, site

from consilience.errors import InputError, RecordError
from consilience.gathering import Sources, fetch_one
from consilience.intake import open_received
from consilience.model import Report
from consilience.record import Arrival, verify
from consilience.record.arrivals import received_of


@pytest.fixture
def desk(address: str) -> Iterator[Desk]:
    with desk_at(address) as opened:
        yield opened


@pytest.fixture
def paper(desk: Desk) -> Iterator[Site]:
    with site(desk.clock) as opened:
        yield opened


def page(words: str) -> str:
    return f"<html><body><article><p>{words} was told to the harbour master on Monday.</p></article></body></html>"


def rss(*items: str) -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Herald</title>{"".join(items)}</channel></rss>'


def item(path: str, title: str = "Ferry sinks", *, guid: str = "", more: str = "") -> str:
    said = f'<guid isPermaLink="false">{guid}</guid>' if guid else ""
    return f"<item><title>{title}</title><link>{path}</link>{said}{more}</item>"


def reports_of(desk: Desk) -> list[Report]:
    found = []
    for arrival in desk.arrivals():
        received = desk.record.read(lambda connection, one=arrival: received_of(connection, one))
        found += list(open_received(received, arrival.charset))
    assert all(isinstance(one, Report) for one in found), found
    return [one for one in found if isinstance(one, Report)]


def test_the_pages_of_a_feed_are_received_once_as_they_came(desk: Desk, paper: Site) -> None:
    paper.put("/feed", rss(item("/1"), item("/2", "Ferry raised")), Content_Type="application/rss+xml")
    paper.put("/1", page("One"), Content_Type="text/html; charset=utf-8", X_Served_By="desk 4")
    paper.put("/2", page("Two"))
    told: list[Arrival] = []
    gatherer = desk.gatherer(feed_at(f"{paper.at}/feed"), arrived=told.append)
    found = gatherer.gather()
    assert (found.received, found.failures, found.waiting) == (2, (), 0)
    assert sorted(desk.bodies()) == [page("One").encode(), page("Two").encode()]
    one = next(arrival for arrival in desk.arrivals() if arrival.name.endswith("/1"))
    assert (one.key, one.url, one.via) == (f"{paper.at}/1", f"{paper.at}/1", f"feed {paper.at}/feed")
    assert (one.media_type, one.charset) == ("text/html", "utf-8")
    assert ("x-served-by", "desk 4") in one.headers
    assert [arrival.id for arrival in told] == [arrival.id for arrival in desk.arrivals()]
    desk.later(minutes=20)
    assert gatherer.gather().received == 0
    assert (paper.count("/feed"), paper.count("/1")) == (2, 1)
    assert verify(desk.record).problems == ()


def test_a_feed_is_asked_when_it_is_due_and_with_what_it_said(desk: Desk, paper: Site) -> None:
    def answer(sent: dict[str, str]) -> tuple[int, bytes, dict[str, str]]:
        if (
            sent.get("if-none-match") == '"v1"'
            and sent.get("if-modified-since") == "Mon, 04 May 2026 11:00:00 GMT"
        ):
            return 304, b"", {}
        return (
            200,
            rss(item("/1")).encode(),
            {"ETag": '"v1"', "Last-Modified": "Mon, 04 May 2026 11:00:00 GMT"},
        )

    paper.pages["/feed"] = answer
    paper.put("/1", page("One"))
    feed = feed_at(f"{paper.at}/feed", language="en-GB")
    gatherer = desk.gatherer(feed)
    assert gatherer.due() == 0
    gatherer.gather()
    assert gatherer.due() == 900
    gatherer.gather()
    assert paper.count("/feed") == 1
    for _ in range(2):
        desk.later(seconds=900)
        assert gatherer.due() == 0
        assert gatherer.gather().failures == ()
    assert paper.count("/feed") == 3
    assert paper.asked[-1][1]["if-none-match"] == '"v1"'
    assert paper.asked[-1][1]["accept-language"] == "en-GB"
    state = desk.state(feed)
    assert (state.status, state.why, state.failures, state.received) == ("well", None, 0, 1)
    assert state.answered == state.asked == "2026-05-04T12:30:00.000000+00:00"
    assert state.next == "2026-05-04T12:45:00.000000+00:00"


def test_other_sources_are_taken_up_and_what_a_server_asked_for_still_holds(desk: Desk, paper: Site) -> None:
    paper.put("/busy", "", 429, Retry_After="600")
    paper.put("/feed", rss(item("/1"), item("/2")))
    paper.put("/1", page("One"))
    paper.put("/2", page("Two"))
    old, new = feed_at(f"{paper.at}/busy"), feed_at(f"{paper.at}/feed")
    gatherer = desk.gatherer(old)
    gatherer.gather()
    gatherer.take(Sources(20.0, (new,)))
    assert gatherer.sources.sources == (new,)
    assert (gatherer.gather().received, paper.count("/feed")) == (0, 0)
    desk.later(seconds=600)
    desk.clock.waits.clear()
    assert gatherer.gather().received == 2
    assert (desk.clock.waits, paper.count("/busy")) == ([20.0, 20.0], 1)


def test_what_changed_is_received_as_a_revision_under_the_same_key(desk: Desk, paper: Site) -> None:
    feed = feed_at(f"{paper.at}/feed")
    paper.put("/feed", rss(item("/1", guid="story-1")))
    paper.put("/1", page("Forty"))
    desk.round(feed)
    paper.put("/feed", rss(item("/1", "Ferry sinks, 14 dead", guid="story-1")))
    paper.put("/1", page("Fourteen"))
    desk.later(minutes=20)
    assert desk.round(feed).received == 1
    first, second = desk.arrivals()
    assert first.key == second.key == f"{paper.at}/feed#story-1"
    assert desk.bodies() == [page("Forty").encode(), page("Fourteen").encode()]


def test_a_page_that_is_as_it_was_is_no_revision(desk: Desk, paper: Site) -> None:
    feed = feed_at(f"{paper.at}/feed")
    paper.put("/1", page("One"))
    for title in ("Ferry sinks", "Ferry sinks on lake"):
        paper.put("/feed", rss(item("/1", title)))
        desk.round(feed)
        desk.later(minutes=20)
    assert paper.count("/1") == 2
    assert len(desk.arrivals()) == 1


ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>H</title>
<entry><id>tag:herald.example,2026:1</id><title type="html">Ferry &lt;i&gt;sinks&lt;/i&gt;</title><author><name>Ann Okello</name></author>
<link href="{link}"/><published>2026-05-04T09:00:00Z</published><updated>2026-05-04T10:00:00Z</updated>
<content type="html">&lt;p&gt;Nine bodies were &lt;b&gt;found&lt;/b&gt; on Monday.&lt;/p&gt;&lt;p&gt;The search
goes on.&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</content></entry></feed>"""
RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="{link}"><title>H</title></channel>
<item rdf:about="{link}"><title>Ferry sinks</title><link>{link}</link><dc:creator>Ann Okello</dc:creator>
<dc:date>2026-05-04T09:00:00Z</dc:date><description>Nine bodies were found on Monday.

The search goes on.</description></item></rdf:RDF>"""
JSON_FEED = """{{"version": "https://jsonfeed.org/version/1.1", "title": "H", "items": [{{"id": "1", "url": "{link}",
"title": "Ferry sinks", "authors": [{{"name": "Ann Okello"}}], "date_published": "2026-05-04T09:00:00Z",
"content_html": "<p>Nine bodies were <b>found</b> on Monday.</p><p>The search goes on.</p>"}}]}}"""


@pytest.mark.parametrize("form", [ATOM, RDF, JSON_FEED])
def test_the_own_content_of_items_is_a_report(desk: Desk, paper: Site, form: str) -> None:
    link = f"{paper.at}/1"
    paper.put("/feed", form.format(link=link), Content_Type="application/octet-stream")
    assert desk.round(feed_at(f"{paper.at}/feed", full=False)).failures == ()
    (report,) = reports_of(desk)
    assert report.text.split() == "Nine bodies were found on Monday. The search goes on.".split()
    assert (report.title, report.byline, report.outlet) == ("Ferry sinks", "Ann Okello", "Lake Herald")
    assert (report.published, report.url, report.file) == ("2026-05-04T09:00:00+00:00", link, link)
    assert paper.count("/1") == 0
    assert json.loads(desk.bodies()[0])["entry"]["content"]


def news(path: str, date: str) -> str:
    return (
        f"<url><loc>{path}</loc><image:image><image:loc>http://127.0.0.1/picture.jpg</image:loc></image:image><news:news><news:publication>"
        f"<news:name>Herald</news:name><news:language>en</news:language></news:publication>{date}<news:title>Ferry</news:title></news:news></url>"
    )


def sitemap(*urls: str) -> str:
    spaces = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" {spaces}>{"".join(urls)}</urlset>'


def dated(day: str) -> str:
    return f"<news:publication_date>{day}</news:publication_date>"


def test_a_news_sitemap_brings_what_is_new_in_it(desk: Desk, paper: Site) -> None:
    old, plain = news("/old", dated("2026-04-01")), "<url><loc>/about</loc></url>"
    paper.put("/news.xml", sitemap(news("/1", dated("2026-05-04T08:00:00Z")), news("/2", ""), old, plain))
    paper.put("/1", page("One"))
    paper.put("/2", page("Two"))
    assert desk.round(feed_at(f"{paper.at}/news.xml")).failures == ()
    assert sorted(arrival.name[-2:] for arrival in desk.arrivals()) == ["/1", "/2"]
    assert paper.count("/old") == paper.count("/about") == 0


def test_an_index_of_packed_sitemaps_is_followed(desk: Desk, paper: Site) -> None:
    index = "".join(
        f"<sitemap><loc>{paper.at}/{name}</loc><lastmod>{day}</lastmod></sitemap>"
        for name, day in (("a.xml.gz", "2026-05-04"), ("old.xml", "2020-01-01"), ("gone.xml", "2026-05-03"))
    )
    paper.put(
        "/index.xml",
        f"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{index}</sitemapindex>",
    )
    packed = gzip.compress(sitemap(news("/1", dated("2026-05-04"))).encode())
    paper.put("/a.xml.gz", packed, Content_Type="application/x-gzip", ETag='"a"')
    paper.put("/1", page("One"))
    feed = feed_at(f"{paper.at}/index.xml")
    found = desk.round(feed)
    assert [(failure.file, failure.code) for failure in found.failures] == [
        (f"{paper.at}/gone.xml", "http_error")
    ]
    assert (found.received, paper.count("/old.xml"), desk.state(feed).status) == (1, 0, "well")
    desk.later(minutes=20)
    desk.round(feed)
    assert paper.asked[-2][1]["if-none-match"] == '"a"' or paper.asked[-1][1]["if-none-match"] == '"a"'


def test_a_feed_of_a_thousand_items_is_taken_over_several_rounds(desk: Desk, paper: Site) -> None:
    paper.put("/feed", rss(*(item(f"/{n}", f"Report {n}") for n in range(1000))), ETag='"all"')
    for n in range(1000):
        paper.put(f"/{n}", page(f"Number {n}"))
    feed = feed_at(f"{paper.at}/feed")
    gatherer = desk.gatherer(feed, pause=2.0)
    rounds = [gatherer.gather(), gatherer.gather()]
    assert [found.received for found in rounds] == [15, 15]  # in thirty seconds each
    assert [found.waiting for found in rounds] == [985, 970]
    assert (gatherer.due(), paper.count("/feed"), desk.state(feed).waiting) == (0, 1, 970)
    assert len({arrival.key for arrival in desk.arrivals()}) == 30


def test_the_rest_of_a_long_listing_is_asked_for_again(desk: Desk, paper: Site) -> None:
    lines = (item(f"/{n}", more=f"<description>Report {n} of the day.</description>") for n in range(5))
    paper.put("/feed", rss(*lines), ETag='"all"')
    stop, feed = threading.Event(), feed_at(f"{paper.at}/feed", full=False)
    gatherer = desk.gatherer(feed, arrived=lambda _: stop.set())
    assert gatherer.gather(stop).received == 1
    assert gatherer.due() == 0
    assert desk.round(feed).received == 4
    assert "if-none-match" not in paper.asked[-1][1]


def test_items_without_an_id_or_an_address(desk: Desk, paper: Site) -> None:
    lines = [
        "<item><description>A ferry sank near the harbour on Monday.</description></item>",
        "<item><description>The search for the missing goes on.</description></item>",
        "<item><title>Nothing more</title></item>",
        item("javascript:alert(1)", more="<description>Only words, no page.</description>"),
    ]
    paper.put("/feed", rss(*lines))
    found = desk.round(feed_at(f"{paper.at}/feed"))
    assert [failure.code for failure in found.failures] == ["no_content"]
    assert sorted(report.text for report in reports_of(desk)) == [
        "A ferry sank near the harbour on Monday.", "Only words, no page.", "The search for the missing goes on.",
    ]  # fmt: skip
    desk.later(minutes=20)
    assert desk.round(feed_at(f"{paper.at}/feed")) == type(found)(0, (), 0)


def test_ids_that_several_items_share_are_no_ids(desk: Desk, paper: Site) -> None:
    paper.put("/feed", rss(item("/1", guid="news"), item("/2", guid="news")))
    paper.put("/1", page("One"))
    paper.put("/2", page("Two"))
    desk.round(feed_at(f"{paper.at}/feed"))
    assert sorted(arrival.key for arrival in desk.arrivals()) == [f"{paper.at}/1", f"{paper.at}/2"]


def test_what_only_tells_by_what_way_a_reader_came_is_no_part_of_a_key(desk: Desk, paper: Site) -> None:
    paper.put("/feed", rss(item("/1?id=7&amp;utm_source=rss#top")))
    paper.put("/1?id=7&utm_source=rss", page("One"))
    desk.round(feed_at(f"{paper.at}/feed"))
    assert [arrival.key for arrival in desk.arrivals()] == [f"{paper.at}/1?id=7"]


def test_no_feed_passes_its_words_off_as_a_revision_of_another_paper(desk: Desk, paper: Site) -> None:
    theirs = "http://times.example/ferry"
    paper.put("/feed", rss(item("/1", guid=theirs)))
    paper.put(
        "/own", rss(item(theirs, guid=theirs, more="<description>It never happened at all.</description>"))
    )
    paper.put("/1", page("One"))
    desk.round(feed_at(f"{paper.at}/feed"), feed_at(f"{paper.at}/own", full=False))
    assert sorted(arrival.key for arrival in desk.arrivals()) == [
        f"{paper.at}/feed#{theirs}",
        f"{paper.at}/own#{theirs}",
    ]


def test_two_feeds_that_list_one_page_bring_it_once(desk: Desk, paper: Site) -> None:
    for name in ("/world", "/africa"):
        paper.put(name, rss(item("/1", f"In {name}", guid=f"{paper.at}/1#0")))
    paper.put("/1", page("One"))
    desk.round(feed_at(f"{paper.at}/world"), feed_at(f"{paper.at}/africa"))
    assert (paper.count("/1"), len(desk.arrivals())) == (1, 1)


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 20}">' for a, b in zip("abcdefgh", "bcdefghi", strict=False))
    + ']><rss version="2.0"><channel><item><title>&i;</title><description>Laughs and laughs.&i;</description></item></channel></rss>'
)
LEAK = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + rss(
    item("", more="<description>It is &x; here.</description>")
)


def test_entities_are_not_followed(desk: Desk, paper: Site) -> None:
    paper.put("/bomb", BOMB)
    paper.put("/leak", LEAK)
    desk.round(feed_at(f"{paper.at}/bomb"), feed_at(f"{paper.at}/leak"))
    assert [report.text for report in reports_of(desk)] == ["It is here."]


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        ("<html><body><h1>503</h1></body></html>", "no_feed", "a web page"), ("<!doctype html><p>Sorry<br>x", "no_feed", "a web page"),
        ("", "no_feed", "no RSS"), ("/etc/passwd", "no_feed", "no RSS"), ("{}", "no_feed", "no JSON Feed"), ('{"version": ', "no_feed", "broken"),
        ('{"a":' * 50_000, "no_feed", "broken"), ("<svg/>", "no_feed", "<svg>"), (b"\x00\x01\x02", "no_feed", "no RSS"),
        (gzip.compress(bytes(60_000_000), mtime=0), "too_large", "larger than"), (gzip.compress(b"x", mtime=0)[:12], "no_feed", "no RSS"),
        ('{"version": "https://jsonfeed.org/version/1", "items": [' + '{"id": 1}, ' * 50_000 + "{}]}", "too_large", "more than 50,000 items"),
        ("<rss>" + "<item/>" * 6_000 + "</rss>", "too_large", "more than 5,000 items"), (b"x" * 3_000_001, "too_large", "larger than 3 MB"),
    ],
)  # fmt: skip
def test_what_is_no_feed_is_named(desk: Desk, paper: Site, body: str | bytes, code: str, words: str) -> None:
    paper.put("/feed", body, ETag='"broken"')
    feed = feed_at(f"{paper.at}/feed")
    (failure,) = desk.round(feed).failures
    assert (failure.file, failure.code) == (feed.address, code)
    assert words in failure.message
    state = desk.state(feed)
    assert (state.status, state.why, state.answered) == ("failing", failure.message, None)
    desk.later(days=1)
    desk.round(feed)
    assert "if-none-match" not in paper.asked[-1][1]


def test_xml_that_is_not_well_formed_is_read_as_far_as_it_goes(desk: Desk, paper: Site) -> None:
    body = rss(
        "<item><title>Caf&eacute; & ferry</title><description>Caf&eacute; burns & sinks<br>today</description></item>"
    )
    paper.put("/feed", body.replace("</channel></rss>", ""))
    desk.round(feed_at(f"{paper.at}/feed"))
    (report,) = reports_of(desk)
    assert report.text.startswith("Café burns")


@pytest.mark.parametrize(
    ("declared", "kind"),
    [
        ('<?xml version="1.0" encoding="iso-8859-1"?>', "text/xml"), ("", "text/xml; charset=iso-8859-1"),
        ('<?xml version="1.0" encoding="iso-8859-1"?>', "text/xml; charset=utf-8"),
        ('<?xml version="1.0" encoding="iso-8859-1"?>', "text/xml; charset=no-such"),
    ],
)  # fmt: skip
def test_letters_are_read_as_the_feed_or_its_server_has_them(
    desk: Desk, paper: Site, declared: str, kind: str
) -> None:
    body = rss(item("", more="<description>Café burns</description>")).split("?>", 1)[1]
    paper.put("/feed", (declared + body).encode("iso-8859-1"), Content_Type=kind)
    desk.round(feed_at(f"{paper.at}/feed"))
    assert [report.text for report in reports_of(desk)] == ["Café burns"]


def test_markup_without_end_is_read_or_refused_soon(desk: Desk, paper: Site) -> None:
    bodies = [
        "<rss>" + "<a>" * 400_000,
        "<rss><channel><item><description>" + "&lt;" * 600_000,
        "<rss>" + "<q:a/>" * 250_000,
    ]
    for n, body in enumerate(bodies):
        paper.put(f"/feed{n}", body)
    found = desk.round(*(feed_at(f"{paper.at}/feed{n}", full=False) for n in range(3)))
    assert found.received == 1
    assert [failure.code for failure in found.failures] == ["too_large"]


def test_a_page_that_cannot_be_had_is_tried_again_and_then_given_up(desk: Desk, paper: Site) -> None:
    paper.put("/feed", rss(item("/1"), item("/2")), ETag='"1"')
    paper.put("/2", status=410)
    feed = feed_at(f"{paper.at}/feed", every=6 * 86_400)
    gatherer = desk.gatherer(feed)
    assert sorted(failure.code for failure in gatherer.gather().failures) == ["gone", "http_error"]
    for _ in range(10):
        desk.later(seconds=gatherer.due() + 1)
        gatherer.gather()
    assert (paper.count("/1"), paper.count("/2")) == (5, 1)
    assert (desk.state(feed).refused, desk.state(feed).waiting, desk.arrivals()) == (2, 0, [])
    paper.put("/1", page("One"))
    paper.put("/feed", rss(item("/1", "Ferry sinks after all")))
    desk.later(days=7)
    assert gatherer.gather().received == 1


def test_a_page_that_comes_back_is_not_lost_though_the_feed_forgot_it(desk: Desk, paper: Site) -> None:
    paper.put("/feed", rss(item("/1")))
    paper.put("/1", status=500)
    feed = feed_at(f"{paper.at}/feed")
    desk.round(feed)
    paper.put("/feed", rss())
    paper.put("/1", page("One"))
    desk.later(minutes=20)
    assert desk.round(feed).received == 1


class Cut(Exception):
    pass


def test_what_was_received_is_noted_only_then_and_nothing_is_lost_between(desk: Desk, paper: Site) -> None:
    """A desk that ends right after a receipt, before it noted that, receives at most that again."""
    paper.put("/feed", rss(item("/1"), item("/2")), ETag='"1"')
    paper.put(
        "/own", rss(item("/3", more="<description>The third report of the day.</description>")), ETag='"1"'
    )
    for n in (1, 2):
        paper.put(f"/{n}", page(f"Number {n}"))
    feeds = feed_at(f"{paper.at}/feed"), feed_at(f"{paper.at}/own", full=False)

    def cut(_: Arrival) -> None:
        raise Cut

    for feed in feeds:
        with pytest.raises(Cut):
            desk.gatherer(feed, arrived=cut).gather()
    assert len(desk.arrivals()) == 2
    desk.later(minutes=20)
    desk.round(*feeds)
    assert {arrival.name for arrival in desk.arrivals()} == {f"{paper.at}/{n}" for n in (1, 2, 3)}
    assert len(desk.arrivals()) == 5
    desk.later(minutes=20)
    assert desk.round(*feeds).received == 0


def test_a_database_that_cannot_keep_what_comes_ends_the_round_and_nothing_is_noted(
    desk: Desk, paper: Site
) -> None:
    paper.put("/feed", rss(item("/1")))
    paper.put("/1", page("One"))
    gatherer = desk.gatherer(feed_at(f"{paper.at}/feed"))
    with desk.record.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE arrivals RENAME TO away")
    with pytest.raises(RecordError):
        gatherer.gather()
    with desk.record.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE away RENAME TO arrivals")
    assert gatherer.gather().received == 1


def test_a_round_that_is_stopped_ends_and_the_next_goes_on(desk: Desk, paper: Site) -> None:
    paper.put("/feed", rss(item("/1"), item("/2")))
    for n in (1, 2):
        paper.put(f"/{n}", page(f"Number {n}"))
    stop, feed = threading.Event(), feed_at(f"{paper.at}/feed")
    gatherer = desk.gatherer(feed, arrived=lambda _: stop.set())
    assert gatherer.gather(stop).received == 1
    assert gatherer.gather().received == 1


def test_a_page_that_a_person_names_is_received(desk: Desk, paper: Site) -> None:
    paper.put("/robots.txt", "User-agent: *\nDisallow: /")
    paper.put("/1?utm_source=mail", page("One"))
    arrival = fetch_one(desk.record, f"{paper.at}/1?utm_source=mail", fetcher=HERE)
    assert (arrival.key, arrival.via, arrival.media_type) == (f"{paper.at}/1", "address", "text/html")
    assert desk.bodies() == [page("One").encode()]
    for wrong in (f"{paper.at}/none", "http://10.0.0.1/", "file:///etc/passwd"):
        with pytest.raises(InputError):
            fetch_one(desk.record, wrong, fetcher=HERE)
    assert len(desk.arrivals()) == 1
