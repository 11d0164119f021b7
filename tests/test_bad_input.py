"""Bad and hostile input: each becomes a failure that names it, or a marked report, and the rest is still read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from consilience.intake import receive
from consilience.model import Failure, Reading, Report
from consilience.pipeline import build, read

GOOD = "Nine people died when a ferry sank on Lake Malombe on Monday, the police said."
SENTENCE = "Rescuers looked for the people who were missing after the ferry sank on Monday, the police said."


def page(body: str) -> str:
    return f"<html><head><title>Ferry sinks</title></head><body><article>{body}</article></body></html>"


def read_with_good(folder: Path, language: Language) -> tuple[list[Reading], list[Failure]]:
    """Reads the folder with a good report put last; the good one must always come through."""
    (folder / "z-good.txt").write_text(GOOD)
    items = list(read([str(folder)], language=language))
    good = [i for i in items if isinstance(i, Reading)]
    assert good[-1].report.text == GOOD
    assert good[-1].quantities[0].value == 9
    return good[:-1], [i for i in items if isinstance(i, Failure)]


def test_a_failure_does_not_stop_the_account_of_the_others(tmp_path: Path, language: Language) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (tmp_path / "c.txt").write_text(GOOD)
    built = build([str(tmp_path), str(tmp_path / "gone.txt")], language=language)
    assert [(Path(f.file).name, f.code) for f in built.failures] == [
        ("a.txt", "empty"), ("b.png", "binary"), ("gone.txt", "not_found"),
    ]  # fmt: skip
    assert len(built.accounts) == 1


def test_a_folder_with_nothing_readable_has_a_failure_for_each_file(
    tmp_path: Path, language: Language
) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(b"\x00\x01" * 50)
    built = build([str(tmp_path)], language=language)
    assert [Path(f.file).name for f in built.failures] == ["a.txt", "b.txt"]
    assert built.accounts == ()


def test_an_invalid_line_among_good_ones(tmp_path: Path) -> None:
    lines = [json.dumps({"text": f"Report {n}. {GOOD}"}) for n in (1, 2)]
    (tmp_path / "a.jsonl").write_text("\n".join([lines[0], '{"text": "cut off', lines[1]]))
    first, broken, last = receive([str(tmp_path / "a.jsonl")])
    assert isinstance(first, Report)
    assert isinstance(last, Report)
    assert isinstance(broken, Failure)
    assert (broken.file, broken.code) == (f"{tmp_path}/a.jsonl:2", "bad_json")


@pytest.mark.parametrize(
    "body",
    [
        f"<p>{SENTENCE}<p>{SENTENCE}<div>{SENTENCE}</p></span></article></p>",
        f"<p>{SENTENCE}</p>" * 3 + "<div" + " class=x" * 5000,
        f"<p>{SENTENCE}</p>" * 3 + "<!-- never closed",
    ],
)
def test_broken_markup_around_an_article(tmp_path: Path, body: str) -> None:
    (tmp_path / "a.html").write_text(page(body))
    (item,) = receive([str(tmp_path / "a.html")])
    assert isinstance(item, Report), item
    assert SENTENCE in item.text
    assert "<p" not in item.text


def test_linked_data_that_is_broken_or_hostile_is_passed_over(tmp_path: Path) -> None:
    for n, data in enumerate(
        ("{", "[" * 50_000, '{"@graph": 7, "datePublished": [1]}', '{"datePublished": "soon"}')
    ):
        script = f'<script type="application/ld+json">{data}</script>'
        (tmp_path / f"{n}.html").write_text(page(f"{script}<p>{SENTENCE}</p>" + f"<p>{SENTENCE}</p>" * 3))
    items = list(receive([str(tmp_path)]))
    assert len(items) == 4
    for item in items:
        assert isinstance(item, Report), item
        assert item.published is None


@pytest.mark.parametrize(
    "text",
    [
        f"“We saw it all, he said. {GOOD}",
        '"' * 3000 + GOOD,
        "(" * 2000 + GOOD,
        f"\u202e{GOOD}\u202c \u200b\u200d{GOOD}\ufeff",
        "\N{COMBINING ACUTE ACCENT}" * 500 + GOOD,
        "🚢" * 300 + f" {GOOD} 👩‍👩‍👧",
        "9" * 4000 + f" people. {GOOD}",
        GOOD.replace(" ", "\u00a0"),
        f"The hall is 40 m² and ² stands alone. {GOOD}",
        GOOD.replace(" ", "\n"),
        "The ministry said " + "that the police said " * 150 + "nine people died.",
        "<script>alert(1)</script>" * 40 + GOOD,
    ],
    ids=[
        "quote",
        "quotes",
        "brackets",
        "bidi",
        "accents",
        "emoji",
        "digits",
        "nbsp",
        "superscript",
        "lines",
        "nested",
        "script",
    ],
)
def test_hostile_text_is_read_with_spans_in_bounds(tmp_path: Path, language: Language, text: str) -> None:
    (tmp_path / "a.txt").write_text(text)
    readings, failures = read_with_good(tmp_path, language)
    assert failures == []
    spans_hold(readings[0])


@settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.binary(max_size=300) | st.text(st.characters(codec="utf-8"), max_size=150).map(str.encode))
def test_any_bytes_become_a_report_or_a_failure_that_names_them(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    (item,) = receive([str(tmp_path / "a.txt")])
    assert item.file == str(tmp_path / "a.txt")
    if isinstance(item, Failure):
        assert item.code in {"empty", "binary"}
        assert item.message.endswith(".")
    else:
        item.text.encode()
        assert "\r" not in item.text


def spans_hold(reading: Reading) -> None:
    """Every span of every layer lies in the text and, where it must, holds words."""
    size = len(reading.report.text)
    marks = [
        *reading.sentences, *reading.boilerplate, *reading.mentions, *reading.times, *reading.places,
        *reading.quantities, *reading.events,
    ]  # fmt: skip
    marks += [q.of for q in reading.quantities if q.of]
    marks += [s for a in reading.attributions for s in (*a.source, *a.cue, *a.content, *a.quoted)]
    for mark in marks:
        assert 0 <= mark.start < mark.end <= size, mark


def test_another_language_is_kept_and_not_read(tmp_path: Path, language: Language) -> None:
    french = (
        "Le ministre a dit que les secours sont sur place et que la police cherche les passagers du bateau. "
    )
    (tmp_path / "a.txt").write_text(french * 4)
    readings, failures = read_with_good(tmp_path, language)
    assert failures == []
    assert (readings[0].read, readings[0].report.language) == (False, "fr")
    assert readings[0].report.text == french * 4
    assert readings[0].quantities == ()
    assert build([str(tmp_path / "a.txt")], language=language).accounts == ()


def test_a_repeated_path_is_kept_with_ids_of_its_own(tmp_path: Path, language: Language) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    built = build([str(tmp_path / "a.txt")] * 3, language=language)
    assert len({r.report.id for r in built.readings}) == 3
    assert all(str(tmp_path / "a.txt") in r.report.warnings[-1] for r in built.readings[1:])


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("", "not_found"), ("http://[::1", "bad_address"), ("HTTP://[::1", "bad_address"), ("http://a...b/", "bad_address"),
        ("ftp://example.org/x", "bad_address"), ("http://user:word@example.org/", "bad_address"),
        ("HTTP://localhost/", "private_address"),
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_asked_does_not_stop_the_rest(
    tmp_path: Path, address: str, code: str
) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    failed, good = receive([address, str(tmp_path / "a.txt")])
    assert isinstance(failed, Failure)
    assert (failed.file, failed.code) == (address, code)
    assert isinstance(good, Report)


def mail(head: str, body: str = GOOD) -> bytes:
    return f"From: Lake News <desk@example.org>\r\nSubject: Ferry\r\n{head}\r\n\r\n{body}".encode()


@pytest.mark.parametrize(
    "data",
    [
        mail('Content-Type: text/plain; charset="undefined"'),
        mail('Content-Type: text/plain; charset="punycode"'),
        mail("Content-Type: text/plain; charset=utf-8\r\nDate: some day"),
        mail("Content-Type: text/html; charset=x", f"<p>{GOOD}</p>"),
        mail("To: =?undefined?b?zzz?=\r\nContent-Type: text/plain"),
    ],
)
def test_mail_with_odd_headers_is_read(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.eml").write_bytes(data)
    (item,) = receive([str(tmp_path / "a.eml")])
    assert isinstance(item, Report), item
    assert GOOD in item.text
    assert (item.title, item.outlet) == ("Ferry", "Lake News")


def test_mail_of_parts_in_parts_without_end_is_a_failure(tmp_path: Path) -> None:
    part = 'Content-Type: multipart/mixed; boundary="b{0}"\r\n\r\n--b{0}\r\n'
    data = "From: a@example.org\r\n" + "".join(part.format(n) for n in range(3000)) + f"\r\n\r\n{GOOD}"
    (tmp_path / "a.eml").write_text(data)
    (item,) = receive([str(tmp_path / "a.eml")])
    assert isinstance(item, Failure)
    assert item.code == "no_text"


@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_half_a_character_pair_is_shown_as_unknown(tmp_path: Path, language: Language, name: str) -> None:
    line = f'{{"text": "{GOOD} \\ud800", "title": "\\udfff"}}'
    (tmp_path / name).write_text(line if name == "a.jsonl" else f"[{line}]")
    readings, failures = read_with_good(tmp_path, language)
    assert failures == []
    assert readings[0].report.text == f"{GOOD} \ufffd"


@pytest.mark.parametrize(("name", "data"), [("a.json", "[]"), ("a.jsonl", "\n \n"), ("a.jsonl", "")])
def test_a_table_with_nothing_in_it_is_a_failure(tmp_path: Path, name: str, data: str) -> None:
    (tmp_path / name).write_text(data)
    (item,) = receive([str(tmp_path / name)])
    assert isinstance(item, Failure)
    assert (item.file, item.code) == (str(tmp_path / name), "empty")


def test_a_pdf_with_the_name_of_a_text_is_taken_for_a_pdf(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"%PDF-1.4 cut off")
    (item,) = receive([str(tmp_path / "a.txt")])
    assert isinstance(item, Failure)
    assert item.code == "broken_pdf"


@pytest.mark.parametrize(
    ("written", "code"),
    [("en_US", "en"), ("EN", "en"), ("English", "en"), ("fr-FR", "fr"), ("unknown", None), ("", None)],
)
def test_a_language_as_metadata_has_it(tmp_path: Path, written: str, code: str | None) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": "Ferry sinks.", "language": written}))
    (item,) = receive([str(tmp_path / "a.jsonl")])
    assert isinstance(item, Report)
    assert item.language == code


@pytest.mark.parametrize("published", ["9999-12-31", "0001-01-01", "99999-01-01", 1e18, -1, "2020-13-45"])
def test_a_date_that_none_can_be_is_left_out(tmp_path: Path, language: Language, published: object) -> None:
    late = f"On 9999-12-31 and in 0000, {GOOD}"
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": late, "published": published}))
    built = build([str(tmp_path / "a.jsonl")], language=language)
    assert built.failures == ()
    assert built.readings[0].report.published is None


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("France 24, 2019-10-16", ("France 24", None, "2019-10-16")),
        ("Monday, 3 March 2020", (None, None, None)),
        ("By Monday the search had ended", (None, None, None)),
        ("By Jane Banda and Tom Phiri, Lilongwe", (None, "Jane Banda and Tom Phiri", None)),
        ("Source: https://www.lake-news.example/a", ("https://www.lake-news.example/a", None, None)),
    ],
)
def test_the_lines_over_a_text(tmp_path: Path, head: str, found: tuple[str | None, ...]) -> None:
    (tmp_path / "a.txt").write_text(f"Title: Ferry sinks\n\n{head}\n\n{GOOD}")
    (item,) = receive([str(tmp_path / "a.txt")])
    assert isinstance(item, Report)
    assert item.title == "Ferry sinks"
    assert (item.outlet, item.byline, item.published) == found
    assert item.text.startswith("Title: Ferry sinks")


@pytest.mark.parametrize("write", [lambda p: p.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(300)),
                                   lambda p: p.write_bytes(b"PK\x03\x04" + bytes(300)),
                                   lambda p: p.write_bytes(b"MZ" + bytes(range(256)) * 4)])  # fmt: skip
def test_binary_with_a_name_of_text(tmp_path: Path, write: Callable[[Path], None]) -> None:
    write(tmp_path / "a.txt")
    (item,) = receive([str(tmp_path / "a.txt")])
    assert isinstance(item, Failure)
    assert (item.file, item.code) == (str(tmp_path / "a.txt"), "binary")
