"""What is marked as no part of a report: the tables are the specification of the layer."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilience.reading.boilerplate import find_boilerplate
from consilience.reading.boilerplate_words import ADDRESS, SENTENCES
from tests.conftest import report_of

BEFORE = "Ferry service resumes\n\nThe ferry to Likoma sailed again on Monday after two weeks in dock.\n\n"
AFTER = "\n\nThe ministry said the engine had been replaced."

MARKED = [
    # adverts
    "Advertisement",
    "ADVERTISEMENT - CONTINUE READING BELOW",
    "Story continues below",
    "Sponsored content",
    # prompts to subscribe, to follow, to click, to take an app
    "Sign up for our daily newsletter",
    "Sign up here to get the morning briefing delivered to your inbox.",
    "CLICK HERE TO GET THE LAKE NEWS APP",
    "Click for more from the Lake Post.",
    "Follow us on Twitter and Facebook.",
    "Follow @lakepost",
    "Please share this story with your friends.",
    "Download our free app for iOS and Android",
    # comments
    "Comments",
    "Show 14 comments",
    "What do you think? Tell us in the comments below.",
    # links to other pages
    "Related topics",
    "RELATED: Five wrecks of the great lakes",
    "( PHOTOS: The ferry through the years )",
    "Read more: How the engine failed",
    "Lake levels fall for the third year Read more",
    "Fishermen fear the net ban [VIDEO]",
    "https://example.org/ferry",
    # players, credits, legal lines, furniture
    "Video",
    "JUST WATCHED The ferry sails again Replay More Videos ... MUST WATCH",
    "Getty Images",
    "AFP/JOHN PHIRI",
    "Image copyright Lake Post Image caption The ferry in dock",
    "© 2024 Lake Post Ltd.",
    "Copyright 2024 The Lake Press. All rights reserved.",
    "___",
    "By signing up, you agree to our Privacy Policy.",
]
REPORT = [
    "Sign-ups for the voter roll closed on Friday, the commission said.",
    "The company said it would follow Facebook in banning political adverts.",
    "“Follow us on Twitter,” the minister told the crowd, “and you will see who lies.”",
    "She wrote on Twitter that the ferry was safe.",
    "The newsletter of the fishing union had warned of it in May.",
    "Readers of the newspaper sent in 300 comments about the fare.",
    "On Friday the party released an advertisement criticizing the mayor.",
    "Compare that to the terms of service of the old company.",
    "Asked what he thought of the plan, the governor shook his head.",
    "What do you think the lake will look like in ten years? Nobody could say.",
    "The Associated Press contributed to this report.",
    "Mary Banda is the mayor of Nkhata Bay.",
    "He shared the story of his father, who drowned in 1994.",
    "The app counts the fish that are landed.",
]


@pytest.mark.parametrize("line", MARKED)
def test_marked(line: str) -> None:
    text = BEFORE + line + AFTER
    assert [text[s.start : s.end] for s in find_boilerplate(report_of(text))] == [line]


@pytest.mark.parametrize("line", REPORT)
def test_left(line: str) -> None:
    assert find_boilerplate(report_of(BEFORE + line + AFTER)) == ()


def test_a_prompt_inside_a_paragraph_is_marked_alone() -> None:
    prompt = "Sign up for our newsletter to hear more."
    text = f"{BEFORE}The ferry takes 400 people. {prompt} It sails at noon."
    assert [text[s.start : s.end] for s in find_boilerplate(report_of(text))] == [prompt]


def test_an_author_note_stands_near_the_end_with_the_name_before_it() -> None:
    note = "Peter Sule\nPeter Sule is a senior reporter with the Lake Post."
    body = "The ferry takes 400 people. It sails at noon, and is back by night.\n\n" * 6
    text = BEFORE + body + note
    assert [text[s.start : s.end] for s in find_boilerplate(report_of(text))] == [note]
    assert find_boilerplate(report_of("Ferries\n\n" + note.split("\n")[1] + "\n\n" + body)) == ()


def test_neighbouring_lines_are_one_span() -> None:
    text = BEFORE + "Comments\n\nPlease let us know if you have issues with commenting."
    assert len(find_boilerplate(report_of(text))) == 1


@given(st.text(max_size=400))
def test_spans_lie_inside_the_text_in_order_whatever_it_holds(text: str) -> None:
    spans = find_boilerplate(report_of(text))
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


@given(st.lists(st.sampled_from([*MARKED, *REPORT, "", " "]), max_size=8))
def test_lines_of_the_report_are_left_among_whatever_stands_round_them(lines: list[str]) -> None:
    text = BEFORE + "\n".join(lines)
    spans = find_boilerplate(report_of(text))
    assert spans == find_boilerplate(report_of(text))
    for line in lines:
        if line in REPORT:
            at = text.index(line)
            assert not any(s.start < at + len(line) and at < s.end for s in spans)


PROMPTS = """
sign up for the newsletter | subscribe to our channel | register now for access | delivered to your inbox | you may opt out
you can unsubscribe | unsubscribe at any time | protected by recaptcha | click here | tap below | scroll down | swipe through
click for more | like us on facebook | follow us on twitter | find us on facebook | join us on telegram | follow the post on twitter
share this story on facebook | please subscribe | let us know what you think below | comments are closed | comment is welcome, and are subject
discussion is below | see our comments policy | read the comment section | join the comments section | our comments policy
what do you think? tell us | have your say | have a news tip | download our app | get the app | try our new app
this site uses cookies | our website uses cookies | accept all cookies | agree to the privacy policy | see our terms of use
the views expressed here are the author's own | this article was first published | support independent journalism
back our journalism | fund our reporting | become a member | unlimited access to each article | full access for a month
free access for a week | read more: | read more about the ferry | see also: | watch more: | watch the video below | view the clip above
story continues below | advertisement | enable javascript | your browser does not support | ad blocker | adblocker
reach the reporter at | contact the author at | contact us @ | reporting by jane doe; editing by john roe
"""


@pytest.mark.parametrize(
    "prompt", [p.strip() for line in PROMPTS.strip().split("\n") for p in line.split("|")]
)
def test_a_sentence_that_some_kind_matches_is_found_by_its_first_word(prompt: str) -> None:
    patterns = [pattern for kind in SENTENCES.values() for pattern in kind]
    assert any(re.match(pattern, prompt) for pattern in patterns)
    assert ADDRESS.search(prompt)
