"""What comes in: every kind of input, and everything that can be wrong with one."""

from __future__ import annotations

import io
import json
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest
from pypdf import PdfWriter

from consilience.intake import receive, receive_bytes
from consilience.model import Failure, Report

ARTICLE = "".join(
    f"<p>Rescuers went on looking for the {n} people who were missing after the ferry sank off the northern coast on Monday, the police said.</p>"
    for n in (14, 15, 16, 17)
)
PAGE = f"""<html lang="en"><head><title>Ferry sinks</title><meta property="og:site_name" content="The Shore Daily">
<meta name="author" content="Jane Banda"><script type="application/ld+json">{{"@graph": [{{"@type": "NewsArticle",
"datePublished": "2024-03-12T08:00:00Z", "dateModified": "2024-03-13T09:30:00Z"}}]}}</script></head>
<body><nav><a href="/">Home</a></nav><article><h1>Ferry sinks</h1>{ARTICLE}</article></body></html>"""


def one(*inputs: Path | str) -> Report | Failure:
    items = list(receive(map(str, inputs)))
    assert len(items) == 1, items
    return items[0]


def report(*inputs: Path | str) -> Report:
    item = one(*inputs)
    assert isinstance(item, Report), item
    return item


def failure(*inputs: Path | str) -> Failure:
    item = one(*inputs)
    assert isinstance(item, Failure), item
    return item


def test_text_is_kept_as_it_is(tmp_path: Path) -> None:
    text = "Ferry sinks off coast\n\nThe Shore Daily, 2024-03-12\n\nBy Jane Banda\n\nNine people died, and the boat is lost.\n"
    (tmp_path / "a.txt").write_bytes(text.replace("\n", "\r\n").encode())
    found = report(tmp_path / "a.txt")
    assert found.text == text
    assert (found.title, found.outlet, found.byline, found.published) == (
        "Ferry sinks off coast",
        "The Shore Daily",
        "Jane Banda",
        "2024-03-12",
    )
    assert found.received.data == (tmp_path / "a.txt").read_bytes()
    assert found.id == found.received.sha256[:16]


@pytest.mark.parametrize(
    ("line", "field"), [("Posted August 31, 2017", "published"), ("Updated: 31 August 2017", "updated")]
)
def test_dates_in_the_head(tmp_path: Path, line: str, field: str) -> None:
    (tmp_path / "a.txt").write_text(f"A title of it\n\n{line}\n\nThe words of the report stand here.")
    assert getattr(report(tmp_path / "a.txt"), field) == "2017-08-31"


def test_a_page(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE)
    found = report(tmp_path / "a.html")
    assert "looking for the 14 people" in found.text
    assert "Home" not in found.text
    assert (found.title, found.outlet, found.byline) == ("Ferry sinks", "The Shore Daily", "Jane Banda")
    assert (found.published, found.updated) == ("2024-03-12T08:00:00+00:00", "2024-03-13T09:30:00+00:00")


def test_a_media_type_may_have_parameters() -> None:
    (said,) = receive_bytes("page", PAGE.encode(), "Text/HTML; charset=utf-8")
    (named,) = receive_bytes("page.html", PAGE.encode())
    assert isinstance(said, Report)
    assert isinstance(named, Report)
    assert (said.title, said.text) == (named.title, named.text)


def test_mail(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["Date"] = (
        "Ferry update",
        "Press Office <press@example.org>",
        "Tue, 12 Mar 2024 08:00:00 +0200",
    )
    mail.set_content("The ministry said nine people had died.\n")
    (tmp_path / "a.eml").write_bytes(bytes(mail))
    found = report(tmp_path / "a.eml")
    assert found.text.strip() == "The ministry said nine people had died."
    assert (found.title, found.outlet, found.published) == (
        "Ferry update",
        "Press Office",
        "2024-03-12T08:00:00+02:00",
    )


def test_word(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Nine people died on the lake.")
    document.add_paragraph("The search went on.")
    document.save(str(tmp_path / "a.docx"))
    assert report(tmp_path / "a.docx").text == "Nine people died on the lake.\nThe search went on."


def test_a_table_of_many_makers(tmp_path: Path) -> None:
    lines = [
        {"text": "Plain text of it.", "file": "own-name", "published": "2024-03-12"},
        {"title": "T", "raw_text": "From trafilatura.", "sitename": "Daily", "date": "2024-03-12", "author": "A B", "source-url": "http://x.example/"},
        {"title": "F", "publisher": "Star", "publishing_date": "2024-03-12 08:00:00",
         "body": {"summary": ["A summary."], "sections": [{"headline": ["H"], "paragraphs": ["From fundus."]}]}},
    ]  # fmt: skip
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\nnot json\n{}\n")
    items = list(receive([str(tmp_path / "a.jsonl")]))
    reports = [r for r in items if isinstance(r, Report)]
    assert [r.file for r in reports] == ["own-name", f"{tmp_path}/a.jsonl:2", f"{tmp_path}/a.jsonl:3"]
    assert [r.outlet for r in reports] == [None, "Daily", "Star"]
    assert reports[2].text == "A summary.\n\nH\n\nFrom fundus."
    assert [(f.file, f.code) for f in items if isinstance(f, Failure)] == [
        (f"{tmp_path}/a.jsonl:4", "bad_json"), (f"{tmp_path}/a.jsonl:5", "no_text"),
    ]  # fmt: skip


def test_standard_input() -> None:
    item = next(iter(receive(["-"], stdin=io.BytesIO(b"Nine people died on the lake on Monday."))))
    assert isinstance(item, Report)
    assert item.text.startswith("Nine people")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = "The café on the “Plaza” closed. " * 20
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    assert report(tmp_path / "a.txt").text == text


def test_mojibake_is_reported_and_not_mended(tmp_path: Path) -> None:
    text = "The minister said â€œnoâ€\x9d to the plan and left the cafÃ© at once."
    (tmp_path / "a.txt").write_text(text)
    found = report(tmp_path / "a.txt")
    assert found.text == text
    assert any("mojibake" in w for w in found.warnings)


def test_hidden_characters_are_kept_and_reported(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("He said \u202eevil\u202c and ze​ro width.")
    found = report(tmp_path / "a.txt")
    assert "\u202e" in found.text
    assert len(found.warnings) == 2


def test_another_language_is_kept_and_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Le ministre a dit que les secours sont sur place et que la police cherche les passagers du bateau qui est dans le lac. "
        * 3
    )
    found = report(tmp_path / "a.txt")
    assert found.language == "fr"
    assert any("another language (fr)" in w for w in found.warnings)


def test_two_copies_have_ids_of_their_own(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text("The same words stand in both of the files.")
    first, second = receive([str(tmp_path)])
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert second.id == f"{first.id}-2"
    assert first.file in second.warnings[-1]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", b"", "empty"), ("a.txt", b" \n\t\n", "empty"), ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00" + bytes(200), "binary"),
        ("a.txt", bytes(range(1, 32)) * 50, "binary"), ("a.html", b"<html><body><nav>Menu</nav></body></html>", "no_article"),
        ("a.html", b"<<<>>><p", "no_article"), ("a.html", b"<div>" * 20000, "no_article"), ("a.pdf", b"%PDF-1.4 broken", "broken_pdf"),
        ("a.docx", b"PK not a zip", "broken_docx"), ("a.jsonl", b"", "empty"), ("a.json", b"[1, 2", "bad_json"),
        ("a.jsonl", b"[" * 100000, "bad_json"), ("a.eml", b"Subject: x\n\n", "no_text"), ("a.txt", b"word " * 10_000_000, "too_large"),
        ("a.txt", b"word " * 1_000_000, "too_large"),
    ],
)  # fmt: skip
def test_bad_files_are_named_and_the_rest_goes_on(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "z-good.txt").write_text("Nine people died on the lake on Monday, the police said.")
    items = list(receive([str(tmp_path)]))
    failures = [i for i in items if isinstance(i, Failure)]
    assert [(f.file, f.code) for f in failures if f.code] == [(failures[0].file, code)]
    assert str(tmp_path / name) in failures[0].file
    assert failures[0].message.endswith(".")
    assert [i.file for i in items if isinstance(i, Report)] == [str(tmp_path / "z-good.txt")]


def test_an_encrypted_and_an_empty_pdf(tmp_path: Path) -> None:
    for name, password in (("locked.pdf", "secret"), ("blank.pdf", None)):
        writer = PdfWriter()
        writer.add_blank_page(200, 200)
        if password:
            writer.encrypt(password, algorithm="RC4-128")
        writer.write(str(tmp_path / name))
    assert failure(tmp_path / "locked.pdf").code == "encrypted"
    assert failure(tmp_path / "blank.pdf").code == "no_text"


def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert failure(tmp_path / "nothing-here").code == "not_found"
    assert failure(tmp_path / "empty").code == "empty_folder"


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a.txt", ".hidden.txt", "b/1.txt", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"The report that stands in {name} of the folder.")
    assert [Path(i.file).relative_to(tmp_path).as_posix() for i in receive([str(tmp_path)])] == [
        "a.txt",
        "b/1.txt",
        "b/2.txt",
    ]
