"""Alerts at the desk: the API of watches, the page, feeds by key, and what comes live."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from typing import Any

import httpx
import pytest
from desks import PEOPLE, Served, serving
from lxml import html
from watching import LOCAL, Story, receiving, round_of, with_story

from consilience.record import Record, Stages
from consilience.users import Role

WHO: dict[str, Role] = {"ana": "analyst", "ben": "reader", "root": "admin"}


@pytest.fixture
def story(record: Record, stages: Stages) -> Story:
    return with_story(record, stages)


@pytest.fixture
def desk(story: Story, stages: Stages) -> Iterator[Served]:
    with serving(story.record, stages, alerting=LOCAL) as served:
        yield served


@contextmanager
def client(desk: Served, who: str | None) -> Iterator[httpx.Client]:
    yield desk.stranger() if who is None else desk.client(WHO[who])


def test_watches_by_the_api(desk: Served) -> None:
    with client(desk, "ana") as ana, client(desk, "ben") as ben, client(desk, "root") as root:
        asked = {
            "name": "Lunde",
            "kinds": ["conflict"],
            "names": ["Tveit"],
            "webhook": "https://hooks.example.org/a",
        }
        made = ana.post("/api/watches", json=asked)
        assert made.status_code == 201
        name, secret, feed = made.json()["watch"]["id"], made.json()["secret"], made.json()["feed"]
        assert secret in made.json()["shown"]
        assert feed in made.json()["shown"]
        mine = ana.get("/api/watches")
        assert [one["watch"]["names"] for one in mine.json()] == [["Tveit"]]
        assert mine.json()[0] == ana.get(f"/api/watches/{name}").json()
        for text in (mine.text, ana.get("/alerts").text, root.get("/api/watches").text):
            assert secret not in text
            assert feed.partition("key=")[2] not in text
        assert ben.get("/api/watches").json() == []
        assert [one["owner"] for one in root.get("/api/watches").json()] == [PEOPLE["analyst"]]
        for method, path in [
            ("GET", ""),
            ("DELETE", ""),
            ("POST", "/test"),
            ("POST", "/secret"),
            ("POST", "/key"),
        ]:
            assert ben.request(method, f"/api/watches/{name}{path}").status_code == 404
        assert ben.put(f"/api/watches/{name}", json={"name": "mine now"}).status_code == 404
        changed = ana.put(f"/api/watches/{name}", json=asked | {"name": "Quake", "active": False})
        assert (changed.json()["secret"], changed.json()["watch"]["active"]) == (None, False)
        assert ana.delete(f"/api/watches/{name}").status_code == 204
        assert ana.get(f"/api/watches/{name}").status_code == 404


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({}, 422), ({"name": " "}, 409), ({"name": "x", "kinds": ["gossip"]}, 422), ({"name": "x", "more": 1}, 422),
        ({"name": "x", "webhook": "ftp://a/"}, 409), ({"name": "x", "mail": "a@example.org"}, 409), ({"name": "x", "story": "s404"}, 404),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_in_a_sentence(desk: Served, asked: dict[str, object], status: int) -> None:
    with client(desk, "ana") as ana:
        answer = ana.post("/api/watches", json=asked)
        assert answer.status_code == status
        assert answer.json()["detail"]
        assert ana.get("/api/watches").json() == []


def test_text_that_is_hard_to_keep_is_kept_or_refused(desk: Served) -> None:
    with client(desk, "ana") as ana:
        for name in ("a\x00b", "a\u202eb", "\U0010ffff a", "' OR 1=1 --", "{{ 7 * 7 }} a"):
            made = ana.post("/api/watches", json={"name": name, "words": name})
            assert (made.status_code, made.json()["watch"]["watch"]["name"]) == (201, name)
        page = ana.get("/alerts")
        assert page.status_code == 200
        assert "{{ 7 * 7 }} a" in html.fromstring(page.content).text_content()


def test_nobody_who_has_not_signed_in_sees_anything(desk: Served, story: Story) -> None:
    with client(desk, None) as nobody:
        keyed = [f"/stories/{story.id}/changes.atom", "/watches/abc/feed.atom?key=x"]
        for path in ("/api/watches", "/api/alerts", *keyed):
            assert nobody.get(path).status_code == 401
        assert nobody.get("/alerts").headers["location"] == "/sign-in?then=%2Falerts"


def test_a_change_comes_live_by_webhook_and_on_the_page(desk: Served, story: Story) -> None:
    came = threading.Event()

    def took(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "0")
        handler.end_headers()
        came.set()

    with receiving(took) as receiver, client(desk, "ana") as ana, client(desk, "ben") as ben:
        name = "<script>alert(1)</script>"
        ana.post(
            "/api/watches", json={"name": name, "kinds": ["conflict"], "webhook": receiver.url}
        ).raise_for_status()
        ben.post("/api/watches", json={"name": "his", "kinds": ["correction"]}).raise_for_status()
        after = ana.get("/api/log?limit=1000").json()[-1]["number"]
        entry = story.change(says="In conflict: <b>14</b>, 17.")
        for who, events in ((ana, ["changed", "alert"]), (ben, ["changed"])):
            assert [event for event, _ in live(who, after, len(events))] == events
        [_, (_, alert)] = live(ana, after, 2)
        assert (alert["watch"], alert["says"], alert["story"]) == (
            name,
            "In conflict: <b>14</b>, 17.",
            story.id,
        )
        assert came.wait(20)
        [told] = ana.get("/api/alerts").json()
        assert (told["number"], told["kind"], list(told["watches"].values())) == (
            entry.number,
            "conflict",
            [name],
        )
        assert ana.get(f"/api/alerts?before={entry.number}").json() == []
        assert ben.get("/api/alerts").json() == []
        page = ana.get("/alerts")
        assert "<b>14</b>" not in page.text
        assert "<script>alert" not in page.text
        links = html.fromstring(page.content).xpath("//section[1]//h3/a/@href")
        assert links == [f"/stories/{story.id}#change-{entry.number}"]
        assert html.fromstring(ana.get(f"/stories/{story.id}").content).xpath(
            f"//*[@id='change-{entry.number}']"
        )


def live(who: httpx.Client, after: int, count: int) -> list[tuple[str, dict[str, Any]]]:
    """The first events after an entry, and their data."""
    found: list[tuple[str, dict[str, Any]]] = []
    with who.stream("GET", f"/api/live?after={after}") as answer:
        kind = ""
        for line in answer.iter_lines():
            if line.startswith("event: "):
                kind = line.removeprefix("event: ")
            elif line.startswith("data: "):
                found.append((kind, json.loads(line.removeprefix("data: "))))
                if len(found) == count:
                    return found
    return found


def test_the_page_shows_how_watches_fare_and_what_they_ask_for(desk: Served, story: Story) -> None:
    with receiving(500) as receiver, client(desk, "ana") as ana, client(desk, "root") as root:
        asked = {
            "name": "Lunde",
            "kinds": ["conflict", "started"],
            "places": ["Lunde"],
            "story": story.id,
            "webhook": receiver.url,
        }
        made = ana.post("/api/watches", json=asked).json()["watch"]["id"]
        assert ana.post(f"/api/watches/{made}/test").json() == {
            "channels": {"webhook": "The receiver answered 500."}, "shown": "webhook: The receiver answered 500.",
        }  # fmt: skip
        story.change(says="On Lunde.")
        deadline = threading.Event()
        for _ in range(400):
            if "failing since" in (page := ana.get("/alerts").text):
                break
            deadline.wait(0.05)
        assert "failing since" in page
        words = " ".join(html.fromstring(page).text_content().split())
        assert "New conflicts, New stories; in one story; at Lunde" in words
        form = html.fromstring(page).xpath(f"//form[@data-api='/api/watches/{made}'][@data-method='PUT']")[0]
        assert form.xpath(".//input[@name='kinds'][@checked]/@value") == ["conflict", "started"]
        assert form.xpath(".//input[@name='places']/@value") == ["Lunde"]
        assert f"{PEOPLE['analyst']}’s" in " ".join(
            html.fromstring(root.get("/alerts").text).text_content().split()
        )
        wanted = html.fromstring(ana.get(f"/alerts?story={story.id}").text).xpath(
            "//form[@data-api='/api/watches']//input[@name='story']/@value"
        )
        assert wanted == [story.id]


def test_feeds_are_had_by_key_and_only_once_until_they_change(desk: Served, story: Story) -> None:
    with client(desk, "ana") as ana, client(desk, "ben") as ben, client(desk, None) as reader:
        made = ana.post("/api/watches", json={"name": "x"}).json()
        path, key = f"/watches/{made['watch']['id']}/feed.atom", made["feed"].partition("key=")[2]
        story.change()
        round_of(story.record)
        first = reader.get(path, params={"key": key})
        assert (first.status_code, first.headers["content-type"]) == (200, "application/atom+xml")
        for headers in (
            {"If-None-Match": f'"else", W/{first.headers["etag"]}'}, {"If-Modified-Since": first.headers["last-modified"]},
        ):  # fmt: skip
            again = reader.get(path, params={"key": key}, headers=headers)
            assert (again.status_code, again.content, again.headers["etag"]) == (
                304,
                b"",
                first.headers["etag"],
            )
        for headers in (
            {"If-None-Match": '"else"'},
            {"If-Modified-Since": "never"},
            {"If-Modified-Since": "Mon, 04 May 2020 12:00:00 GMT"},
        ):
            assert reader.get(path, params={"key": key}, headers=headers).status_code == 200
        assert ana.get(path).status_code == 200
        assert ben.get(path).status_code == 404
        of_story = f"/stories/{story.id}/changes.atom"
        assert [reader.get(of_story, params={"key": key}).status_code, ben.get(of_story).status_code] == [
            200,
            200,
        ]
        assert ben.get("/stories/s404/changes.atom").status_code == 404
        other = ben.post("/api/watches", json={"name": "his"}).json()["feed"].partition("key=")[2]
        assert reader.get(path, params={"key": other}).status_code == 401
        ana.post(f"/api/watches/{made['watch']['id']}/key").raise_for_status()
        assert reader.get(path, params={"key": key}).status_code == 401
