"""Changes as Atom feeds: valid, the same again, and nothing in them that reports could slip in."""

from __future__ import annotations

from pathlib import Path

import feedparser
import pytest
from lxml import etree, html
from watching import BASE, LOCAL, Story, round_of, with_story, with_users

from consilience.alerting import Feed, Watch, add_watch, story_feed, to_atom, watch_feed
from consilience.errors import NotThereError
from consilience.record import Record, Stages

GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))


@pytest.fixture
def story(record: Record, stages: Stages) -> Story:
    with_users(record, "ana")
    return with_story(record, stages)


def read(feed: Feed) -> feedparser.FeedParserDict:
    """The feed as a reader of feeds has it, once the grammar of RFC 4287 takes it."""
    made = to_atom(feed, LOCAL)
    GRAMMAR.assertValid(etree.fromstring(made))
    found = feedparser.parse(made)
    assert not found.bozo
    return found


def test_the_grammar_takes_no_feed_without_what_it_must_have() -> None:
    broken = etree.fromstring(f'<feed xmlns="{to_atom.__globals__["NAMESPACE"]}"><title>x</title></feed>')
    assert not GRAMMAR.validate(broken)


def test_the_changes_of_a_story(story: Story) -> None:
    first = story.change("figure", "The dead are at least 14.", evidence=story.evidence("at least 14 people"))
    last = story.change(says="The dead are in conflict: 14, 17.")
    found = read(story_feed(story.record, LOCAL, story.id))
    assert found.version == "atom10"
    ours = found.entries[:2]  # after those of its two reports
    assert [one.title for one in ours] == ["The dead are in conflict: 14, 17.", "The dead are at least 14."]
    assert [one.updated for one in ours] == [last.at, first.at]
    assert (found.feed.updated, found.feed.link) == (last.at, f"{BASE}/stories/{story.id}")
    assert found.entries[1].link == f"{BASE}/stories/{story.id}#change-{first.number}"
    assert found.entries[1].tags[0].term == "figure"
    assert "<blockquote><p>at least 14 people</p>" in found.entries[1].content[0].value
    assert len({one.id for one in found.entries}) == len(found.entries)
    assert found.feed.title


def test_a_feed_is_the_same_until_something_changes(story: Story) -> None:
    story.change()
    before, again = (story_feed(story.record, LOCAL, story.id) for _ in range(2))
    assert (before.version, to_atom(before, LOCAL)) == (again.version, to_atom(again, LOCAL))
    story.change()
    after = story_feed(story.record, LOCAL, story.id)
    assert after.version != before.version
    assert {one.id for one in read(before).entries} < {one.id for one in read(after).entries}


def test_a_feed_before_anything_alerted(story: Story) -> None:
    made = add_watch(story.record, LOCAL, "ana", Watch("Nothing yet"))
    found = read(watch_feed(story.record, LOCAL, made.kept))
    assert (found.feed.title, found.entries) == ("Nothing yet", [])


def test_a_feed_before_anything_was_received(record: Record) -> None:
    with_users(record, "ana")
    made = add_watch(record, LOCAL, "ana", Watch("First of all"))
    assert read(watch_feed(record, LOCAL, made.kept)).feed.updated.startswith("1970-01-01")


def test_a_story_that_is_not(record: Record) -> None:
    with pytest.raises(NotThereError, match="s404"):
        story_feed(record, LOCAL, "s404")


def test_a_watch_has_what_it_asks_for_and_no_more_than_fifty(story: Story) -> None:
    made = add_watch(story.record, LOCAL, "ana", Watch("Conflicts & more", kinds=("conflict",)))
    for number in range(52):
        story.change(says=f"Conflict {number}.")
    story.change("figure", "A figure.")
    round_of(story.record)
    found = read(watch_feed(story.record, LOCAL, made.kept))
    assert [one.title for one in found.entries] == [
        f"Conflict {number}." for number in reversed(range(2, 52))
    ]
    assert (found.feed.title, found.feed.link) == ("Conflicts & more", f"{BASE}/alerts#watch-{made.kept.id}")


def test_what_reports_say_stays_words(story: Story) -> None:
    says = "]]></title><script>alert(1)</script>&lt;b&gt;\x00\x0b\ud800\ufffe <img src=x onerror=alert(1)>"
    story.change(says=says, evidence=story.evidence("harbour town"))
    found = feedparser.parse(to_atom(story_feed(story.record, LOCAL, story.id), LOCAL), sanitize_html=False)
    content = html.fragment_fromstring(found.entries[0].content[0].value, create_parent=True)
    assert {element.tag for element in content.iter()} <= {"div", "p", "a", "blockquote", "cite"}
    kept = (
        "]]></title><script>alert(1)</script>&lt;b&gt;\ufffd\ufffd\ufffd\ufffd <img src=x onerror=alert(1)>"
    )
    assert kept in content.text_content()
    read(story_feed(story.record, LOCAL, story.id))
