"""Watches: what they ask for, and that what they ask for goes out, by webhook and to the desk, once and whatever fails."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from heap import HEAP
from reports_arriving import arrive
from sqlalchemy import update
from watching import (
    BASE,
    LOCAL,
    Clock,
    Story,
    at_clock,
    delivered,
    documented_receiver,
    receiving,
    round_of,
    with_story,
    with_users,
)

from consilience.alerting import (
    Alerting,
    Kept,
    Watch,
    add_watch,
    alerting_now,
    alerts_of,
    by_key,
    change_watch,
    courses_of,
    matches,
    new_key,
    new_secret,
    remove_watch,
    try_watch,
    watch_of,
    watches_of,
)
from consilience.alerting.webhooks import signature
from consilience.errors import NotThereError, RecordError
from consilience.record import Entry, Record, Stages, entries_after, merge, receive, split, work
from consilience.record.schema import users


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def story(record: Record, stages: Stages, clock: Clock) -> Story:
    desk = at_clock(record, clock)
    with_users(desk, "ana", "ben")
    return with_story(desk, stages)


def changed(kind: str = "conflict", says: str = "", names: tuple[str, ...] = (), **about: Any) -> Entry:
    given = {"story": "s1", "kind": kind, "says": says, "names": list(names), "evidence": []} | about
    return Entry(7, "2026-05-04T12:00:00.000000+00:00", "program", "changed", given, None, "", "")


# What a watch asks for


@pytest.mark.parametrize(
    ("watch", "found"),
    [
        (Watch("all"), True),
        (Watch("kinds", kinds=("conflict", "correction")), True),
        (Watch("kinds", kinds=("correction",)), False),
        (Watch("stories alone", kinds=("started",)), False),
        (Watch("story", story="s1"), True),
        (Watch("story", story="s2"), False),
        (Watch("accents and case", places=("sao paulo",)), True),
        (Watch("accents of the watch", places=("SÃO PAULO",)), True),
        (Watch("hyphens", names=("jean luc roche",)), True),
        (Watch("part of a name", names=("Roche",)), True),
        (Watch("whole words", names=("Roch",)), False),
        (Watch("one of several", names=("Silva", "Coast Guard")), True),
        (Watch("none of several", names=("Silva", "Navy")), False),
        (Watch("in what it says", names=("rescuers",)), True),
        (Watch("possessive", names=("Marina",)), True),
        (Watch("both", names=("Roche",), places=("São Paulo",)), True),
        (Watch("both, one missing", names=("Roche",), places=("Rio",)), False),
        (Watch("words in any order", words="conflict bodies"), True),
        (Watch("words, one missing", words="conflict survivors"), False),
        (Watch("not across names", names=("Paulo Jean",)), False),
        (Watch("outlet", outlet="reuters"), True),
        (Watch("another outlet", outlet="AFP"), False),
    ],
    ids=lambda value: value.name if isinstance(value, Watch) else str(value),
)  # fmt: skip
def test_what_a_watch_asks_for(watch: Watch, found: bool) -> None:
    says = "The count of bodies is now in conflict: nine (rescuers), eight (Marina’s crew)."
    entry = changed(says=says, names=("São Paulo", "Jean-Luc Roche", "Coast Guard"))
    assert matches(watch, entry, ["Reuters"]) is found


@pytest.mark.parametrize(
    ("watch", "found"),
    [
        (Watch("named", kinds=("merged",)), True), (Watch("every change"), False), (Watch("ended in it", kinds=("merged",), story="s0"), True),
        (Watch("another story", kinds=("merged",), story="s3"), False), (Watch("words are not looked for", kinds=("merged",), words="fire"), False),
    ],
    ids=lambda value: value.name if isinstance(value, Watch) else str(value),
)  # fmt: skip
def test_what_befalls_stories_alerts_where_it_is_named(watch: Watch, found: bool) -> None:
    entry = replace(changed(), kind="merged", about={"story": "s1", "from": "s0", "reports": []})
    assert matches(watch, entry) is found


def test_other_entries_alert_nobody() -> None:
    assert not matches(Watch("all"), replace(changed(), kind="told", about={"story": "s1", "sha256": ""}))


# Keeping watches


@pytest.mark.parametrize(
    ("watch", "says"),
    [
        (Watch("  "), "name"), (Watch("x", names=("—",)), "no letter"), (Watch("x", words="y" * 201), "longer"),
        (Watch("x", kinds=("gossip",)), "gossip"), (Watch("x", names=tuple(map(str, range(21)))), "At most 20"),
        (Watch("x", webhook="http://example.org/"), "https"), (Watch("x", webhook="ftp://example.org/"), "https"),
        (Watch("x", webhook="https://me:word@example.org/"), "password"), (Watch("x", webhook="https:///x"), "no valid"),
        (Watch("x", webhook="https://[::1"), "no valid"), (Watch("x", webhook="https://a:99999/"), "no valid"),
        (Watch("x", webhook="https://example.org/\r\nX: y"), "no valid"), (Watch("x", mail="ana@example.org"), "sends no mail"),
    ],
)  # fmt: skip
def test_watches_that_cannot_be(record: Record, watch: Watch, says: str) -> None:
    with_users(record, "ana")
    with pytest.raises(RecordError, match=says):
        add_watch(record, Alerting(BASE), "ana", watch)
    assert watches_of(record, None) == []


def test_a_watch_of_a_story_that_is_not(record: Record) -> None:
    with_users(record, "ana")
    with pytest.raises(NotThereError, match="s404"):
        add_watch(record, LOCAL, "ana", Watch("x", story="s404"))


def test_nobody_has_more_than_a_hundred_watches(record: Record) -> None:
    with_users(record, "ana", "ben")
    for number in range(100):
        add_watch(record, LOCAL, "ana", Watch(f"watch {number}"))
    with pytest.raises(RecordError, match="more than 100"):
        add_watch(record, LOCAL, "ana", Watch("one more"))
    assert add_watch(record, LOCAL, "ben", Watch("his first")).kept.owner == "ben"


def test_watches_are_their_owners(record: Record) -> None:
    with_users(record, "ana", "ben")
    mine = add_watch(record, LOCAL, "ana", Watch(" My   watch ", names=(" Silva ", "Silva", "")))
    add_watch(record, LOCAL, "ben", Watch("his"))
    assert [kept.watch for kept in watches_of(record, "ana")] == [Watch("My watch", names=("Silva",))]
    assert [kept.owner for kept in watches_of(record, None)] == ["ana", "ben"]
    for act in (watch_of, remove_watch, new_key):
        with pytest.raises(NotThereError):
            act(record, mine.kept.id, "ben")
    with pytest.raises(NotThereError):
        change_watch(record, LOCAL, mine.kept.id, "ben", Watch("stolen"))
    assert watch_of(record, mine.kept.id, None) == mine.kept
    remove_watch(record, mine.kept.id, None)
    assert watches_of(record, "ana") == []


def test_secrets_are_told_once_and_change_where_the_webhook_goes_elsewhere(record: Record) -> None:
    with_users(record, "ana")
    first = add_watch(record, LOCAL, "ana", Watch("x", webhook="https://a.example.org/"))
    assert first.secret
    assert first.secret.startswith("whsec_")
    assert first.secret not in repr(first.kept)
    same = change_watch(record, LOCAL, first.kept.id, "ana", replace(first.kept.watch, name="y"))
    assert (same.secret, same.kept.watch.name) == (None, "y")
    moved = change_watch(record, LOCAL, first.kept.id, "ana", Watch("y", webhook="https://b.example.org/"))
    assert moved.secret
    assert moved.secret != first.secret
    assert new_secret(record, first.kept.id, "ana").secret not in (None, moved.secret)
    change_watch(record, LOCAL, first.kept.id, "ana", Watch("y"))
    with pytest.raises(RecordError, match="no webhook"):
        new_secret(record, first.kept.id, "ana")


def test_a_feed_is_opened_by_its_last_key(record: Record) -> None:
    with_users(record, "ana")
    made = add_watch(record, LOCAL, "ana", Watch("x"))
    assert made.key
    assert by_key(record, made.key) == made.kept
    again = new_key(record, made.kept.id, "ana")
    assert again.key
    assert by_key(record, again.key) == made.kept
    assert by_key(record, made.key) is None
    assert by_key(record, "") is None
    record.write(lambda connection: connection.execute(update(users).values(active=0)))
    assert by_key(record, again.key) is None


# Going out


def test_the_signature_is_that_of_the_standard() -> None:
    """The example of the Standard Webhooks libraries."""
    secret, body = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", b'{"test": 2432232314}'
    right = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body) == right


def test_a_change_goes_out_with_the_words_it_rests_on(story: Story, clock: Clock) -> None:
    with receiving() as receiver:
        made = add_watch(
            story.record,
            LOCAL,
            "ana",
            Watch("Lunde", kinds=("conflict",), places=("Lunde",), webhook=receiver.url),
        )
        story.change("figure", "Another figure on Lunde.")
        evidence = story.evidence("at least 14 people") + story.evidence("rose to 17")
        entry = story.change(
            says="The dead on Lunde are in conflict: 14, 17.", names=["Lunde"], item="f1", evidence=evidence
        )
        round_of(story.record)
        round_of(story.record)
        assert made.secret
        [message] = receiver.messages(made.secret, clock.time)
    assert (message["type"], message["timestamp"]) == ("change.conflict", entry.at)
    data = message["data"]
    assert (data["says"], data["names"], data["item"]) == (
        "The dead on Lunde are in conflict: 14, 17.",
        ["Lunde"],
        "f1",
    )
    assert {one["words"] for one in data["evidence"]} == {"at least 14 people", "rose to 17"}
    assert data["story"]["id"] == story.id
    assert data["story"]["title"]
    assert data["url"] == f"{BASE}/stories/{story.id}#change-{entry.number}"
    assert data["watch"] == {"id": made.kept.id, "name": "Lunde"}
    assert made.secret not in json.dumps([one.about for one in entries_after(story.record, 0, 1000)])


def test_a_report_that_arrives_alerts(record: Record, stages: Stages, clock: Clock) -> None:
    """What the record itself logs of a second report."""
    desk = at_clock(record, clock)
    with_users(desk, "ana")
    arrive(desk, stages, ["quake-lunde-0.txt"])
    with receiving() as receiver:
        asked = Watch("Confirmed", kinds=("confirmation",), names=("Tveit", "Lunde"), webhook=receiver.url)
        made = add_watch(desk, LOCAL, "ana", asked)
        arrive(desk, stages, ["quake-lunde-1.txt"])
        round_of(desk)
        assert made.secret
        [message] = receiver.messages(made.secret, clock.time)
    assert message["type"] == "change.confirmation"
    assert "Lunde" in message["data"]["names"]
    assert message["data"]["evidence"][0]["words"] in HEAP["quake-lunde"][1]
    assert message["data"]["story"]["title"]


def test_a_receiver_that_does_not_check_is_not_what_the_page_shows(story: Story, clock: Clock) -> None:
    """The documented receiver refuses what was changed, is old, or is signed by another."""
    with receiving() as receiver:
        made = add_watch(story.record, LOCAL, "ana", Watch("x", webhook=receiver.url))
        story.change()
        round_of(story.record)
    [(headers, body)] = receiver.got
    received, now = documented_receiver(), clock.time.timestamp()
    with pytest.raises(ValueError, match="signature"):
        received(made.secret, headers, body.replace(b"conflict", b"confirmed"), now)
    with pytest.raises(ValueError, match="signature"):
        received("whsec_" + "A" * 32, headers, body, now)
    with pytest.raises(ValueError, match="old"):
        received(made.secret, headers, body, now + 301)


def test_what_fails_is_tried_again_under_the_same_id(story: Story, clock: Clock) -> None:
    with receiving(500, 503, 204) as receiver:
        made = add_watch(story.record, LOCAL, "ana", Watch("x", webhook=receiver.url))
        story.change()
        for tries in (1, 1, 2, 2, 3):  # after five seconds, then after twenty
            round_of(story.record)
            assert len(receiver.got) == tries
            clock.passes(seconds={1: 3, 2: 11, 3: 0}[tries])
        assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 1
        assert len({headers["webhook-timestamp"] for headers, _ in receiver.got}) == 3
    assert delivered(story.record, "webhook") == [("sent", 3, None)]
    [course] = courses_of(story.record, [made.kept])[made.kept.id]
    assert (course.sent is not None, course.waiting, course.failing, course.given_up) == (True, 0, None, 0)


def test_what_fails_for_a_day_is_given_up_and_shown(story: Story, clock: Clock) -> None:
    with receiving(500) as receiver:
        made = add_watch(story.record, LOCAL, "ana", Watch("x", webhook=receiver.url))
        story.change()
        for _ in range(60):
            round_of(story.record)
            if delivered(story.record, "webhook")[0][0] == "waiting":
                [course] = courses_of(story.record, [made.kept])[made.kept.id]
                assert (course.failing, course.error) == (
                    "2026-05-04T12:00:00.000000+00:00",
                    "The receiver answered 500.",
                )
            clock.passes(minutes=30)
        assert 8 <= len(receiver.got) <= 14
    [course] = courses_of(story.record, [made.kept])[made.kept.id]
    assert (course.sent, course.waiting, course.failing, course.given_up) == (None, 0, None, 1)


def test_a_dead_receiver_is_asked_once_a_round_and_gets_all_once_it_lives(story: Story, clock: Clock) -> None:
    with receiving(500, 500, 200) as receiver:
        made = add_watch(story.record, LOCAL, "ana", Watch("x", webhook=receiver.url))
        for number in range(5):
            story.change(says=f"Change {number}.")
        round_of(story.record)
        assert len(receiver.got) == 1
        round_of(story.record)
        assert len(receiver.got) == 1
        for _ in range(4):
            clock.passes(seconds=31)
            round_of(story.record)
        assert made.secret
        told = {json.loads(body)["data"]["says"] for _, body in receiver.got}
    assert told == {f"Change {number}." for number in range(5)}
    assert [state for state, _, _ in delivered(story.record, "webhook")] == ["sent"] * 5


def test_410_ends_the_webhook_until_the_watch_is_changed(story: Story, clock: Clock) -> None:
    with receiving(410, 200) as receiver:
        made = add_watch(story.record, LOCAL, "ana", Watch("x", webhook=receiver.url))
        story.change()
        story.change()
        round_of(story.record)
        story.change()
        clock.passes(days=1)
        round_of(story.record)
        assert len(receiver.got) == 1
        assert watch_of(story.record, made.kept.id, "ana").gone == "2026-05-04T12:00:00.000000+00:00"
        assert [state for state, _, _ in delivered(story.record, "webhook")] == ["given up"] * 2
        assert len(delivered(story.record, "desk")) == 3  # what it finds still stands at the desk
        assert change_watch(story.record, LOCAL, made.kept.id, "ana", made.kept.watch).kept.gone is None
        story.change()
        round_of(story.record)
        assert len(receiver.got) == 2


def test_redirects_are_not_followed(story: Story, clock: Clock) -> None:
    with receiving() as private:

        def elsewhere(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(307)
            handler.send_header("Location", private.url)
            handler.send_header("Content-Length", "0")
            handler.end_headers()

        with receiving(elsewhere) as receiver:
            add_watch(story.record, LOCAL, "ana", Watch("x", webhook=receiver.url))
            story.change()
            round_of(story.record)
            assert len(receiver.got) == 1
        assert private.got == []
    [(state, _, error)] = delivered(story.record, "webhook")
    assert state == "waiting"
    assert error
    assert "307" in error


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "10.0.0.1", "169.254.169.254", "[::ffff:127.0.0.1]"]
)
def test_only_public_addresses_are_asked(story: Story, host: str) -> None:
    public = Alerting(BASE, webhook_seconds=2.0)
    with receiving() as receiver:
        port = receiver.url.rsplit(":", 1)[1].split("/")[0]
        add_watch(story.record, public, "ana", Watch("x", webhook=f"https://{host}:{port}/"))
        story.change()
        round_of(story.record, public)
        assert receiver.got == []
    assert delivered(story.record, "webhook") == [
        ("waiting", 1, "The webhook's address is not public, and is not asked.")
    ]


def test_a_desk_that_allows_this_machine_does_not_ask_its_network(story: Story) -> None:
    add_watch(story.record, LOCAL, "ana", Watch("x", webhook="http://10.0.0.1/"))
    story.change()
    round_of(story.record)
    assert "not public" in str(delivered(story.record, "webhook")[0][2])


def test_slow_and_dead_receivers_do_not_keep_others(story: Story) -> None:
    over = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        try:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Drip: ")
            while not over.wait(0.02):
                handler.wfile.write(b"x")
        except OSError:
            return

    hurried = replace(LOCAL, webhook_seconds=0.4)
    with receiving(drip) as slow, receiving() as quick, socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        dead = f"http://127.0.0.1:{nobody.getsockname()[1]}/"
        for url in (slow.url, dead, quick.url):
            add_watch(story.record, hurried, "ana", Watch(url[-20:], webhook=url))
        story.change()
        guard = threading.Timer(20.0, over.set)
        guard.start()
        try:
            round_of(story.record, hurried)
            assert not over.is_set()
        finally:
            over.set()
            guard.cancel()
        assert len(quick.got) == 1
    errors = sorted(str(error) for _, _, error in delivered(story.record, "webhook"))
    assert errors == [
        "None",
        "The receiver cannot be reached.",
        "The receiver did not answer within 0.4 seconds.",
    ]


def test_a_watch_holds_from_when_it_is_added_while_it_is_on(story: Story, clock: Clock) -> None:
    story.change(says="Before.")
    made = add_watch(story.record, LOCAL, "ana", Watch("x"))
    story.change(says="While.")
    round_of(story.record)
    change_watch(story.record, LOCAL, made.kept.id, "ana", Watch("x"), active=False)
    story.change(says="While it is off.")
    round_of(story.record)
    change_watch(story.record, LOCAL, made.kept.id, "ana", Watch("x"))
    story.change(says="Again.")
    round_of(story.record)
    assert said(story.record, made.kept) == ["Again.", "While."]


def test_who_may_no_longer_use_the_desk_is_told_nothing(story: Story) -> None:
    with receiving() as receiver:
        made = add_watch(story.record, LOCAL, "ana", Watch("x", webhook=receiver.url))
        story.change()
        story.record.write(lambda connection: connection.execute(update(users).values(active=0)))
        round_of(story.record)
        assert receiver.got == []
    assert said(story.record, made.kept) == []


def said(record: Record, *kept: Kept) -> list[str]:
    return [alert.told.says for alert in alerts_of(record, kept, 2**62, 100)]


def test_what_alerted_is_listed_once_with_all_watches_that_asked(story: Story) -> None:
    one = add_watch(story.record, LOCAL, "ana", Watch("conflicts", kinds=("conflict",))).kept
    other = add_watch(story.record, LOCAL, "ana", Watch("this story", story=story.id)).kept
    his = add_watch(story.record, LOCAL, "ben", Watch("his")).kept
    story.change(says="First.")
    last = story.change("figure", "Second.")
    round_of(story.record)
    alerts = alerts_of(story.record, [one, other], 2**62, 100)
    assert [(alert.told.says, {kept.id for kept in alert.watches}) for alert in alerts] == [
        ("Second.", {other.id}), ("First.", {one.id, other.id}),
    ]  # fmt: skip
    assert [alert.told.says for alert in alerts_of(story.record, [one, other], last.number, 1)] == ["First."]
    remove_watch(story.record, other.id, "ana")
    assert said(story.record, one) == ["First."]
    assert said(story.record, his) == ["Second.", "First."]


def test_a_watch_follows_its_story_into_another(story: Story, stages: Stages) -> None:
    record = story.record
    reports = [
        one["report"]
        for entry in entries_after(record, 0, 1000)
        if entry.kind == "read"
        for one in entry.about["versions"]
    ]
    kept = add_watch(
        record, LOCAL, "ana", Watch("x", kinds=("conflict", "merged", "divided"), story=story.id)
    ).kept
    split(record, stages, story.id, reports[:1], who="ana", why="two quakes")
    after = [entry for entry in entries_after(record, 0, 1000) if entry.kind == "divided"]
    other = next(
        name for entry in after for name in (entry.about["story"], entry.about["from"]) if name != story.id
    )
    merge(record, stages, other, story.id, who="ana", why="one quake")
    Story(record, other).change(says="In the story that it went into.")
    round_of(record)
    assert "In the story that it went into." in said(record, kept)
    assert {alert.told.kind for alert in alerts_of(record, [kept], 2**62, 100)} >= {"merged", "conflict"}


def test_an_outlet_is_that_of_a_report_the_change_rests_on(record: Record, stages: Stages) -> None:
    with_users(record, "ana")
    page = b"<html><head><title>Quake on Lunde kills 14</title><meta property='og:site_name' content='Harbour Post'></head><body><article><h1>Quake on Lunde kills 14</h1><p>A strong earthquake shook the island of Lunde early on Tuesday, killing at least 14 people.</p></article></body></html>"
    receive(record, page, name="lunde.html", url="https://harbour.example.org/lunde", media_type="text/html")
    work(record, stages)
    one = next(entry for entry in entries_after(record, 0, 100) if entry.kind == "started").about["story"]
    told = Story(record, one)
    held = [
        add_watch(record, LOCAL, "ana", Watch(name, outlet=name)).kept
        for name in ("Harbour Post", "Hill Post")
    ]
    told.change(says="It rests on one report.", evidence=told.evidence("at least 14 people"))
    told.change(says="It rests on nothing.")
    round_of(record)
    assert [said(record, kept) for kept in held] == [["It rests on one report."], []]


def test_the_browser_is_told_of_ones_own_watches_that_make_noise(story: Story) -> None:
    add_watch(story.record, LOCAL, "ana", Watch("loud"))
    add_watch(story.record, LOCAL, "ana", Watch("quiet", quiet=True))
    add_watch(story.record, LOCAL, "ben", Watch("his"))
    entry = story.change()
    [(told, held)] = alerting_now(story.record, "ana", [entry])
    assert (told, [kept.watch.name for kept in held]) == (entry, ["loud"])


def test_a_test_message_says_how_each_channel_fares(story: Story, clock: Clock) -> None:
    with receiving(200, 500) as receiver:
        made = add_watch(story.record, LOCAL, "ana", Watch("x", webhook=receiver.url))
        assert try_watch(story.record, LOCAL, made.kept.id, "ana") == {"webhook": None}
        assert try_watch(story.record, LOCAL, made.kept.id, "ana") == {
            "webhook": "The receiver answered 500."
        }
        assert made.secret
        assert [one["type"] for one in receiver.messages(made.secret, clock.time)] == ["watch.test"] * 2
    silent = add_watch(story.record, LOCAL, "ana", Watch("y"))
    with pytest.raises(RecordError, match="neither"):
        try_watch(story.record, LOCAL, silent.kept.id, "ana")


# Several at once, and kills


def test_two_desks_on_one_record_send_each_message_once(story: Story) -> None:
    with receiving() as receiver:
        add_watch(story.record, LOCAL, "ana", Watch("x", webhook=receiver.url))
        for number in range(10):
            story.change(says=f"Change {number}.")
        with ThreadPoolExecutor(2) as pool:
            for done in [pool.submit(round_of, story.record) for _ in range(4)]:
                done.result()
        told = sorted(json.loads(body)["data"]["says"] for _, body in receiver.got)
    assert told == sorted(f"Change {number}." for number in range(10))


def test_a_watch_that_changes_while_it_is_decided_of_is_asked_again(story: Story) -> None:
    kept = add_watch(story.record, LOCAL, "ana", Watch("x", kinds=("conflict",))).kept
    other = add_watch(story.record, LOCAL, "ana", Watch("removed")).kept
    story.change()
    waiting = [
        lambda: change_watch(story.record, LOCAL, kept.id, "ana", Watch("x", kinds=("figure",))),
        lambda: remove_watch(story.record, other.id, "ana"),
    ]

    def now() -> datetime:
        if waiting:
            waiting.pop()()
        return story.record.now()

    round_of(replace(story.record, now=now))
    assert not waiting
    assert said(story.record, kept) == []
    story.change("figure", "Seen as it is now.")
    round_of(story.record)
    assert said(story.record, kept) == ["Seen as it is now."]


@pytest.mark.parametrize(
    ("steps", "times"), [(0, 1), (1, 1), (2, 1), (-1, 2)], ids=["deciding", "decided", "taken", "sent"]
)
def test_a_kill_loses_no_alert(address: str, story: Story, clock: Clock, steps: int, times: int) -> None:
    """Killed before each step that is written, and when the message has gone out but that is not noted yet."""
    begun, running = threading.Event(), []

    def kill(handler: BaseHTTPRequestHandler) -> None:
        assert begun.wait(60)
        running[0].kill()
        running[0].wait()

    with receiving(*([kill] if steps < 0 else []), 200) as receiver:
        made = add_watch(story.record, LOCAL, "ana", Watch("x", webhook=receiver.url))
        story.change()
        program = Path(__file__).with_name("killed_alerting.py")
        running.append(subprocess.Popen([sys.executable, str(program), address, str(steps)]))
        begun.set()
        assert running[0].wait(120) == -signal.SIGKILL
        clock.passes(minutes=4)  # the lease of the process that was killed
        round_of(story.record)
        round_of(story.record)
        assert len(receiver.got) == times
        assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 1
    assert said(story.record, made.kept) == ["The count of the dead is now in conflict."]
    assert [state for state, _, _ in delivered(story.record, "webhook")] == ["sent"]
