"""How servers are asked: robots.txt, pauses, what they say of waiting, failures in a row, redirects to private places."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler

import pytest
from gatherings import HERE, Desk, desk_at, feed_at
from sites import Clock, Site, send, served, site

from consilience.errors import InputError
from consilience.gathering import Gatherer, Sources
from consilience.gathering.manners import Later, Manners
from consilience.intake import Fetcher

RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>H</title>{}</channel></rss>'
ITEM = "<item><title>Ferry sinks</title><link>{}</link></item>"
PAGE = b"<html><body><p>Nine bodies were found near the harbour on Monday morning.</p></body></html>"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def paper(clock: Clock) -> Iterator[Site]:
    with site(clock) as opened:
        yield opened


@pytest.fixture
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with desk_at(str(tmp_path_factory.mktemp("record") / "record.sqlite")) as opened:
        yield opened


@pytest.fixture
def herald(desk: Desk) -> Iterator[Site]:
    with site(desk.clock) as opened:
        opened.put("/feed", RSS.format(ITEM.format("/1")))
        opened.put("/1", PAGE)
        yield opened


def manners(clock: Clock, pause: float = 0.0, fetcher: Fetcher = HERE) -> Manners:
    return Manners(fetcher, pause, clock.now, clock.wait)


def refused(asking: Manners, url: str) -> InputError:
    with pytest.raises(InputError) as caught:
        asking.ask(url)
    return caught.value


def test_what_robots_may_not_fetch_is_not_asked(clock: Clock, paper: Site) -> None:
    paper.put(
        "/robots.txt",
        "User-agent: *\nDisallow: /\n\nUser-agent: Consilience\nDisallow: /private\nAllow: /private/open$\n",
    )
    for path in ("/open", "/private/open", "/private/1"):
        paper.put(path, PAGE)
    asking = manners(clock)
    assert asking.ask(f"{paper.at}/open").data == asking.ask(f"{paper.at}/private/open").data == PAGE
    assert refused(asking, f"{paper.at}/private/1").code == "disallowed"
    assert [path for path, _, _ in paper.asked] == ["/robots.txt", "/open", "/private/open"]
    assert paper.asked[0][1]["user-agent"].startswith("consilience/")


def test_a_robots_txt_is_kept_for_a_day(clock: Clock, paper: Site) -> None:
    paper.put("/1", PAGE)
    asking = manners(clock)
    for hours in (0, 23, 2, 1):
        clock.wait(hours * 3600)
        asking.ask(f"{paper.at}/1")
    assert paper.count("/robots.txt") == 2


@pytest.mark.parametrize(
    ("status", "asked"), [(404, True), (403, True), (500, False), (503, False), (429, False)]
)
def test_a_robots_txt_that_cannot_be_had(clock: Clock, paper: Site, status: int, asked: bool) -> None:
    """RFC 9309: there is none where the server says so; where it fails, nothing may be asked."""
    paper.put("/robots.txt", status=status)
    paper.put("/1", PAGE)
    asking = manners(clock)
    if asked:
        assert asking.ask(f"{paper.at}/1").status == 200
        return
    error = refused(asking, f"{paper.at}/1")
    assert (error.code, str(status) in error.message) == ("no_robots", True)
    assert paper.count("/1") == 0
    paper.put("/robots.txt", "User-agent: *\nDisallow: /2")
    clock.wait(600)
    assert asking.ask(f"{paper.at}/1").status == 200


def test_an_older_robots_txt_serves_while_none_can_be_had(clock: Clock, paper: Site) -> None:
    paper.put("/robots.txt", "User-agent: *\nDisallow: /2")
    paper.put("/1", PAGE)
    asking = manners(clock)
    asking.ask(f"{paper.at}/1")
    paper.put("/robots.txt", status=500)
    clock.wait(30 * 3600)
    assert asking.ask(f"{paper.at}/1").status == 200
    assert refused(asking, f"{paper.at}/2").code == "disallowed"


def test_a_robots_txt_without_end_or_in_circles(clock: Clock, paper: Site) -> None:
    paper.put("/1", PAGE)
    paper.put("/robots.txt", b"#" * 3_000_001)
    assert refused(manners(clock), f"{paper.at}/1").code == "no_robots"
    paper.put("/robots.txt", status=301, Location="/robots.txt")
    assert manners(clock).ask(f"{paper.at}/1").status == 200


def test_a_host_is_left_alone_for_a_pause_between_two_requests(clock: Clock, paper: Site) -> None:
    for n in range(3):
        paper.put(f"/{n}", PAGE)
    asking = manners(clock, pause=1.5)
    for n in range(3):
        asking.ask(f"{paper.at}/{n}")
    times = [(when - paper.asked[0][2]).total_seconds() for _, _, when in paper.asked]
    assert times == [0, 1.5, 3.0, 4.5]


@pytest.mark.parametrize(
    ("delay", "waits"), [("7", 7.0), ("86400", 60.0), ("soon", 1.0), ("nan", 1.0), ("-5", 1.0)]
)
def test_a_robots_txt_may_ask_for_a_longer_pause(clock: Clock, paper: Site, delay: str, waits: float) -> None:
    paper.put("/robots.txt", f"User-agent: *\nCrawl-delay: {delay}\nDisallow: /no")
    asking = manners(clock, pause=1.0)
    for n in range(3):
        asking.ask(f"{paper.at}/{n}")
    assert clock.waits[-1] == waits


def test_a_host_is_never_asked_twice_at_once(clock: Clock) -> None:
    inside, most, lock, second = [0], [0], threading.Lock(), threading.Event()
    both = threading.Barrier(2, timeout=10)

    def answer(handler: BaseHTTPRequestHandler) -> None:
        with lock:
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            if inside[0] > 1:
                second.set()
        second.wait(0.2)  # gives another request the time to come
        with lock:
            inside[0] -= 1
        send(handler, 200, b"User-agent: *" if handler.path == "/robots.txt" else PAGE)

    def ask(url: str) -> None:
        both.wait()
        assert asking.ask(url).status == 200

    with served(answer) as at:
        asking = manners(clock)
        threads = [threading.Thread(target=ask, args=(f"{at}/{n}",)) for n in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
    assert (most, inside) == ([1], [0])


def test_hosts_are_asked_at_the_same_time(desk: Desk) -> None:
    """Each of two servers answers only when the other has been asked too."""
    both = threading.Barrier(2, timeout=10)

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.path == "/feed":
            both.wait()
        send(handler, 200 if handler.path == "/feed" else 404, RSS.format("").encode())

    with served(answer) as one, served(answer, "127.0.0.2") as two:
        assert desk.round(feed_at(f"{one}/feed"), feed_at(f"{two}/feed")).failures == ()


def test_a_server_that_wants_to_be_left_alone_is(clock: Clock, paper: Site) -> None:
    paper.put("/busy", status=429, Retry_After="120")
    paper.put("/1", PAGE)
    asking = manners(clock)
    assert asking.ask(f"{paper.at}/busy").status == 429
    with pytest.raises(Later) as later:
        asking.ask(f"{paper.at}/1")
    assert later.value.until == datetime(2026, 5, 4, 12, 2, tzinfo=UTC)
    clock.wait(100)
    assert asking.ask(f"{paper.at}/1").status == 200  # after the twenty seconds that are left
    assert clock.waits[-1] == 20


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("Mon, 04 May 2026 12:30:00 GMT", 1800),
        ("99999999", 7 * 86_400),
        ("9" * 400, 0),
        ("soon", 0),
        ("-5", 0),
    ],
)
def test_how_long_a_server_may_say(clock: Clock, paper: Site, said: str, seconds: float) -> None:
    paper.put("/busy", status=503, Retry_After=said)
    asking = manners(clock)
    asking.ask(f"{paper.at}/busy")
    assert (asking.free(paper.at) - clock.now()).total_seconds() == seconds


def test_a_feed_that_is_asked_too_often_waits_as_long_as_it_is_told(desk: Desk, herald: Site) -> None:
    herald.put("/feed", status=429, Retry_After="7200")
    feed = feed_at(f"{herald.at}/feed")
    gatherer = desk.gatherer(feed)
    assert [failure.message for failure in gatherer.gather().failures] == ["The server answered 429."]
    assert gatherer.due() == 3600  # an hour at most
    assert desk.state(feed).next == "2026-05-04T14:00:00.000000+00:00"


def test_a_page_is_put_off_when_its_server_wants_to_be_left_alone(desk: Desk, herald: Site) -> None:
    herald.put("/feed", RSS.format(ITEM.format("/1") + ITEM.format("/2")))
    for path in ("/1", "/2"):
        herald.put(path, PAGE, status=503, Retry_After="3000")
    feed = feed_at(f"{herald.at}/feed", every=86_400)
    gatherer = desk.gatherer(feed)
    assert len(gatherer.gather().failures) == 1
    assert herald.count("/1") + herald.count("/2") == 1
    for path in ("/1", "/2"):
        herald.put(path, PAGE + path.encode())
    desk.later(seconds=3001)
    assert gatherer.gather().received == 2


def test_a_feed_that_fails_is_asked_ever_later_and_then_it_is_dead(desk: Desk, herald: Site) -> None:
    feed = feed_at(f"{herald.at}/feed")
    gatherer = desk.gatherer(feed)
    gatherer.gather()
    herald.put("/feed", status=500)
    pauses, before = [], desk.clock.now()
    for _ in range(12):
        while gatherer.due():
            desk.later(seconds=gatherer.due())
        pauses.append((desk.clock.now() - before).total_seconds())
        before = desk.clock.now()
        gatherer.gather()
    assert pauses == [900, 900, 1800, 3600, 7200, 14_400, 21_600, 21_600, 21_600, 21_600, 86_400, 86_400]
    state = desk.state(feed)
    assert (state.status, state.failures) == ("dead", 12)
    assert (
        state.why == "It failed 12 times in a row and last answered on 2026-05-04: The server answered 500."
    )
    herald.put("/feed", RSS.format(""))
    desk.later(days=1)
    gatherer.gather()
    assert desk.state(feed).status == "well"


def test_a_feed_that_fails_for_a_week_is_dead(desk: Desk, herald: Site) -> None:
    feed = feed_at(f"{herald.at}/feed", every=3 * 86_400)
    gatherer = desk.gatherer(feed)
    gatherer.gather()
    herald.put("/feed", status=404)
    for status in ("failing", "failing", "dead"):
        desk.later(days=3)
        gatherer.gather()
        assert desk.state(feed).status == status
    assert str(desk.state(feed).why).startswith(
        "It has failed for seven days and last answered on 2026-05-04: "
    )


def test_a_feed_that_is_gone_for_good_is_not_asked_again(desk: Desk, herald: Site) -> None:
    herald.put("/feed", status=410)
    feed = feed_at(f"{herald.at}/feed")
    gatherer = desk.gatherer(feed)
    gatherer.gather()
    desk.later(days=30)
    gatherer.gather()
    assert (herald.count("/feed"), gatherer.due()) == (1, 3600)
    assert (desk.state(feed).status, desk.state(feed).why) == (
        "gone",
        "The server says that it is gone for good (410).",
    )


@pytest.mark.parametrize(("status", "noted"), [(301, True), (308, True), (302, False), (307, False)])
def test_a_feed_that_has_moved_for_good_is_followed_and_that_is_said(
    desk: Desk, herald: Site, status: int, noted: bool
) -> None:
    herald.put("/old", status=status, Location="/feed")
    feed = feed_at(f"{herald.at}/old")
    assert desk.round(feed).received == 1
    state = desk.state(feed)
    assert (state.status, state.moved) == ("well", f"{herald.at}/feed" if noted else None)
    assert (f"moved for good to {herald.at}/feed" in (state.why or "")) is noted


@pytest.mark.parametrize(
    "where",
    ["http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/", "file:///etc/passwd"],
)
def test_nobody_leads_us_to_private_places(desk: Desk, herald: Site, where: str) -> None:
    herald.put("/away", status=302, Location=where)
    herald.put("/items", RSS.format(ITEM.format("/away") + ITEM.format(where)))
    found = desk.round(feed_at(f"{herald.at}/away"), feed_at(f"{herald.at}/items"))
    assert found.received == 0
    expected = {"bad_address", "no_content"} if where.startswith("file:") else {"private_address"}
    assert {failure.code for failure in found.failures} == expected
    assert len(found.failures) == 3


def test_by_default_nothing_on_this_machine_is_asked(desk: Desk, herald: Site) -> None:
    gatherer = Gatherer(desk.record, Sources(0, (feed_at(f"{herald.at}/feed"),)), wait=desk.clock.wait)
    assert [failure.code for failure in gatherer.gather().failures] == ["private_address"]
    assert herald.asked == []


def test_a_robots_txt_of_the_server_that_a_page_leads_to_holds_too(desk: Desk, herald: Site) -> None:
    with site(desk.clock, "127.0.0.2") as other:
        other.put("/robots.txt", "User-agent: *\nDisallow: /")
        other.put("/1", PAGE)
        herald.put("/1", status=302, Location=f"{other.at}/1")
        assert [failure.code for failure in desk.round(feed_at(f"{herald.at}/feed")).failures] == [
            "disallowed"
        ]
        assert other.count("/1") == 0


def test_a_server_that_is_not_there_is_named_and_does_not_end_the_round(desk: Desk, herald: Site) -> None:
    found = desk.round(feed_at("http://127.0.0.3:9/feed"), feed_at(f"{herald.at}/feed"))
    assert [failure.file for failure in found.failures] == ["http://127.0.0.3:9/feed"]
    assert "cannot be reached" in found.failures[0].message
    assert found.received == 1


def test_a_server_that_wants_long_pauses_is_read_all_the_same(desk: Desk, herald: Site) -> None:
    herald.put("/robots.txt", "User-agent: *\nCrawl-delay: 50")
    herald.put(
        "/own",
        RSS.format(ITEM.format("/2").replace("</item>", "<description>Nine dead.</description></item>")),
    )
    feeds = feed_at(f"{herald.at}/feed", every=86_400), feed_at(f"{herald.at}/own", every=86_400, full=False)
    gatherer = desk.gatherer(*feeds)
    for _ in range(3):
        gatherer.gather()
    assert sorted(arrival.name for arrival in desk.arrivals()) == [f"{herald.at}/1", f"{herald.at}/2"]
    assert [herald.count(path) for path in ("/feed", "/own", "/1")] == [1, 1, 1]


def test_waiting_ends_when_the_round_is_stopped(desk: Desk, herald: Site) -> None:
    stop, sources = threading.Event(), Sources(50, (feed_at(f"{herald.at}/feed"),))
    gatherer = Gatherer(desk.record, sources, fetcher=HERE, wait=lambda _: stop.set())
    assert gatherer.gather(stop).received == 0
    assert [path for path, _, _ in herald.asked] == ["/robots.txt"]


def test_a_round_waits_for_no_longer_than_until_it_is_stopped(desk: Desk, herald: Site) -> None:
    """Without a wait of the test's own: the round sleeps for its pause, and wakes when it is stopped."""
    stop, asked = threading.Event(), threading.Event()

    def robots(_: dict[str, str]) -> tuple[int, bytes, dict[str, str]]:
        asked.set()
        return 404, b"", {}

    herald.pages["/robots.txt"] = robots
    gatherer = Gatherer(desk.record, Sources(50, (feed_at(f"{herald.at}/feed"),)), fetcher=HERE)
    thread = threading.Thread(target=gatherer.gather, args=(stop,))
    thread.start()
    assert asked.wait(10)
    stop.set()
    thread.join(10)
    assert not thread.is_alive()
    assert herald.count("/feed") == 0
