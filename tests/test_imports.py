"""What news agencies, crawlers and archives hand on: ninjs, NewsML-G2, fundus, trafilatura, GDELT, WARC."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from corpora import warc
from test_fetch import HERE, send, served
from test_intake import ARTICLE, PAGE

from consilience.intake import Fetcher, open_received, opening, receive, receive_bytes
from consilience.model import Failure, Report

pytestmark = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # of warcio's writer
FIRST = (
    "GROSSAU (DA) - Two trams collided near the station of Grossau on Tuesday, and eleven people were hurt."
)
SECOND = "The line stays closed until Thursday, said Petra Lohm, who speaks for the city's transport company."
NINJS_1 = {
    "uri": "urn:delta:20230509:tram-7", "type": "text", "version": "2", "pubstatus": "usable", "language": "en-GB",
    "firstcreated": "2023-05-09T10:00:00Z", "versioncreated": "2023-05-09T11:30:00Z", "headline": "Trams collide",
    "byline": "Ivo Tamm", "infosource": [{"name": "Delta Agency"}],
    "body_text": f"{FIRST} {SECOND}", "body_xhtml": f"<p>{FIRST}</p>\n<p>The <b>line</b>{SECOND.removeprefix('The line')}</p>",
}  # fmt: skip
NINJS_2 = {
    "uri": "https://delta.example/tram-7", "versioncreated": "2023-05-09T11:30:00+02:00", "by": "Ivo Tamm",
    "copyrightholder": "Delta Agency", "language": "en",
    "headlines": [{"role": "short", "value": "Trams"}, {"role": "main", "contenttype": "text/html", "value": "<h1>Trams collide</h1>"}],
    "bodies": [{"role": "main", "contenttype": "text/html", "value": f"<section><p>{FIRST}</p><script>x()</script><p>{SECOND}</p></section>"}],
}  # fmt: skip
NINJS_3 = {
    "uri": "https://delta.example/tram-7", "firstCreated": "2023-05-09T10:00:00Z", "versionCreated": "2023-05-09T10:00:00Z",
    "pubStatus": "canceled", "infosources": [{"uri": "https://delta.example", "name": "Delta Agency"}],
    "headlines": [{"role": "main", "value": "Trams collide"}],
    "bodies": [{"role": "main", "contentType": "text/plain", "value": f"{FIRST}\n\n{SECOND}"}],
}  # fmt: skip
ITEM = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:delta:tram-7" version="2" xml:lang="en">
<itemMeta><provider qcode="nprov:DELTA"><name>Delta Agency</name></provider><versionCreated>2023-05-09T11:30:00Z</versionCreated>
<firstCreated>2023-05-09T10:00:00Z</firstCreated><pubStatus qcode="stat:{status}"/></itemMeta>
<contentMeta><headline>Trams <b xmlns="http://www.w3.org/1999/xhtml">collide</b></headline><by>Ivo Tamm</by></contentMeta>
<contentSet>{content}</contentSet></newsItem>"""
NITF = f"""<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><head><title>Left out</title>
</head><body><body.head><hedline><hl1>Left out as well</hl1></hedline></body.head><body.content><p>{FIRST}</p><!-- x --><p>{SECOND}
</p></body.content></body></nitf></inlineXML>"""
XHTML = f"""<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>Left out</title></head>
<body><h2>{FIRST}</h2><p>{SECOND}</p></body></html></inlineXML>"""
PLAIN = f'<inlineData contenttype="text/plain">{FIRST}\n\n{SECOND}</inlineData>'
REMOTE = '<remoteContent href="https://delta.example/tram-7.html"/>'


def items(name: str, data: bytes | str | object, **known: Any) -> list[Report | Failure]:
    given = (
        data
        if isinstance(data, bytes)
        else data.encode()
        if isinstance(data, str)
        else json.dumps(data).encode()
    )
    return list(receive_bytes(name, given, **known))


def report(name: str, data: bytes | str | object, **known: Any) -> Report:
    (found,) = items(name, data, **known)
    assert isinstance(found, Report), found
    return found


def failure(name: str, data: bytes | str | object, **known: Any) -> Failure:
    (found,) = items(name, data, **known)
    assert isinstance(found, Failure), found
    return found


def newsml(content: str = NITF, status: str = "usable") -> str:
    return ITEM.format(content=content, status=status)


@pytest.mark.parametrize("item", [NINJS_1, NINJS_2, NINJS_3], ids=["1.x", "2.x", "3.x"])
def test_ninjs_of_every_version(item: dict[str, Any]) -> None:
    found = report("tram.json", item)
    assert found.text == f"{FIRST}\n\n{SECOND}"
    assert (found.title, found.outlet) == ("Trams collide", "Delta Agency")
    assert found.published is not None
    assert found.published.startswith("2023-05-09T1")
    assert json.loads(found.received.data) == item


def test_ninjs_tells_its_times_byline_and_address() -> None:
    first, second = report("a.json", NINJS_1), report("b.json", NINJS_2)
    assert (first.published, first.updated) == ("2023-05-09T10:00:00+00:00", "2023-05-09T11:30:00+00:00")
    assert (first.byline, first.url) == ("Ivo Tamm", None)
    assert (second.published, second.updated) == ("2023-05-09T11:30:00+02:00", None)
    assert second.url == "https://delta.example/tram-7"


def test_a_cancelled_item_is_read_and_marked() -> None:
    assert "Its publisher has cancelled this item. It is kept and read." in report("c.json", NINJS_3).warnings
    assert report("a.json", NINJS_1).warnings == ()


@pytest.mark.parametrize("form", ["pretty", "list", "lines"])
def test_ninjs_alone_in_a_list_and_as_lines(form: str, tmp_path: Path) -> None:
    held = {
        "pretty": json.dumps(NINJS_2, indent=2),
        "list": json.dumps([NINJS_1, NINJS_2]),
        "lines": f"{json.dumps(NINJS_1)}\n{json.dumps(NINJS_2)}\n",
    }[form]
    path = tmp_path / "wire.json"
    path.write_text(held)
    found = [item for item in receive([str(path)]) if isinstance(item, Report)]
    assert [one.title for one in found] == ["Trams collide"] * (1 if form == "pretty" else 2)
    assert [one.file for one in found] == [f"{path}:{number}" for number in range(1, len(found) + 1)]


def test_ninjs_of_a_picture_has_no_text() -> None:
    picture = {
        "uri": "urn:delta:picture",
        "type": "picture",
        "headlines": [{"value": "Trams"}],
        "renditions": [{}],
    }
    found = failure("picture.json", picture)
    assert (found.file, found.code) == ("picture.json:1", "no_text")


@pytest.mark.parametrize(
    "odd",
    [
        {"bodies": "none"}, {"bodies": [1, None, {"value": 7}]}, {"headlines": {"value": "x"}, "body_text": 3},
        {"bodies": [{"contenttype": 5, "value": "\ud800 <p>"}], "headline": "\udfff", "byline": "\ud800"}, {"body_html": "<" * 50_000}, {"infosource": [[]], "body_x": "   "},
    ],
)  # fmt: skip
def test_odd_ninjs_is_a_report_or_a_failure(odd: dict[str, Any]) -> None:
    (found,) = items("odd.json", {"uri": "urn:x", **odd})
    assert isinstance(found, Failure) or f"{found.text}{found.title}{found.byline}".encode()


@pytest.mark.parametrize("content", [NITF, XHTML, PLAIN], ids=["nitf", "xhtml", "plain"])
@pytest.mark.parametrize("name", ["tram.xml", "tram", "tram.newsml"])
def test_newsml_with_its_text_inside(name: str, content: str) -> None:
    data = '<?xml version="1.0" encoding="UTF-8"?>\n' + newsml(content)
    found = report(name, data)
    assert found.text == f"{FIRST}\n\n{SECOND}"
    assert (found.title, found.outlet, found.byline) == ("Trams collide", "Delta Agency", "Ivo Tamm")
    assert (found.published, found.updated) == ("2023-05-09T10:00:00+00:00", "2023-05-09T11:30:00+00:00")
    assert found.received.data == data.encode()


def test_newsml_that_says_little_of_itself() -> None:
    """Without a headline and without a namespace for its XHTML; the moment of its content alone."""
    content = f"<inlineXML><html><head><title>Trams  collide</title></head><body><p>{FIRST}</p></body></html></inlineXML>"
    item = f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><itemMeta><provider qcode="nprov:DELTA"/></itemMeta>
    <contentMeta><contentCreated>2023-05-09T09:00:00Z</contentCreated><creator literal="tamm"/></contentMeta>
    <contentSet>{content}</contentSet></newsItem>"""
    found = report("bare.xml", item)
    assert (found.text, found.title, found.outlet, found.byline) == (FIRST, "Trams collide", "DELTA", "tamm")
    assert (found.published, found.updated) == ("2023-05-09T09:00:00+00:00", None)


def test_newsml_by_the_media_types_of_servers() -> None:
    for media_type in ("application/xml", "text/xml", "application/vnd.iptc.g2.newsitem+xml"):
        assert report("https://delta.example/7", newsml(), media_type=media_type).title == "Trams collide"


def test_a_message_gives_each_item_under_a_name_of_its_own() -> None:
    second = newsml(XHTML).replace("tram-7", "tram-8").replace("eleven", "twelve")
    message = f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>{newsml()}{newsml(REMOTE)}{second}</itemSet></newsMessage>'
    first, remote, third = items("message.xml", message)
    assert isinstance(first, Report)
    assert isinstance(third, Report)
    assert (first.file, third.file) == ("message.xml:1", "message.xml:3")
    assert "twelve people" in third.text
    assert remote == Failure("message.xml:2", "no_text", "Its content lies elsewhere, and it holds no text.")
    (again,) = open_received(first.received)
    assert isinstance(again, Report)
    assert (again.text, again.received.sha256) == (first.text, first.received.sha256)


def test_a_package_of_references_says_so() -> None:
    package = '<packageItem xmlns="http://iptc.org/std/nar/2006-10-01/"><groupSet><group><itemRef residref="x"/></group></groupSet></packageItem>'
    assert failure("package.xml", package).message.startswith("The package only refers to its items")


def test_newsml_that_was_withheld_is_marked() -> None:
    assert any("withheld" in said for said in report("a.xml", newsml(status="withheld")).warnings)


def test_no_entity_of_newsml_is_expanded_or_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret words of this machine")
    kinds = f'<!DOCTYPE newsItem [<!ENTITY twice "ha ha"><!ENTITY file SYSTEM "{secret.as_uri()}">]>'
    found = report("entities.xml", kinds + newsml(NITF.replace("<p>GROSSAU", "<p>&twice;&file;GROSSAU")))
    assert found.text == f"{FIRST}\n\n{SECOND}"


def test_a_bomb_of_entities_is_refused() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE newsItem [<!ENTITY l0 "ha">{laughs}]>' + newsml(NITF.replace("GROSSAU", "&l9;"))
    assert failure("bomb.xml", bomb).code == "bad_xml"


@pytest.mark.parametrize("broken", [newsml()[:-20], newsml("<x>" * 400 + "</x>" * 400), newsml() + "<more/>"])
def test_broken_or_bottomless_newsml_is_refused(broken: str) -> None:
    assert failure("bad.xml", broken).code == "bad_xml"


def test_fundus_json() -> None:
    article = {
        "title": "Trams collide", "authors": ["Ivo Tamm", "Ana Riss"], "publishing_date": "2023-05-09 10:00:00+00:00",
        "body": {"summary": [FIRST], "sections": [{"headline": ["What comes next"], "paragraphs": [SECOND]}]},
        "html": {"requested_url": "https://a.example/r", "responded_url": "https://a.example/tram", "content": "<html>",
                 "source_info": {"publisher": "The Grossau Mail"}},
    }  # fmt: skip
    found = report("fundus.json", [article])
    assert found.text == f"{FIRST}\n\nWhat comes next\n\n{SECOND}"
    assert (found.byline, found.published) == ("Ivo Tamm, Ana Riss", "2023-05-09T10:00:00+00:00")
    assert (found.outlet, found.url) == ("The Grossau Mail", "https://a.example/tram")


def test_trafilatura_json() -> None:
    page = {
        "title": "Trams collide", "author": "Ivo Tamm", "hostname": "a.example", "date": "2023-05-09", "id": None,
        "raw_text": "raw", "text": f"{FIRST}\n{SECOND}", "language": "en", "source": "https://a.example/tram",
        "source-hostname": "The Grossau Mail", "comments": "First!", "excerpt": "",
    }  # fmt: skip
    found = report("page.json", page)
    assert (found.text, found.outlet, found.url) == (
        page["text"],
        "The Grossau Mail",
        "https://a.example/tram",
    )
    assert (found.byline, found.published) == ("Ivo Tamm", "2023-05-09")


GDELT = {
    "articles": [
        {"url": "https://a.example/1", "url_mobile": "", "title": "Trams collide", "seendate": "20230509T101500Z",
         "domain": "a.example", "language": "English", "sourcecountry": "Latvia"},
        {"url": "https://b.example/2", "title": "Tram crash", "seendate": "20230509T103000Z", "domain": "b.example"},
    ]
}  # fmt: skip


@pytest.mark.parametrize("data", [json.dumps(GDELT), json.dumps(GDELT, indent=1)], ids=["one line", "pretty"])
def test_a_list_of_gdelt_names_the_addresses_to_fetch(data: str, tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_text(data)
    found = list(receive([str(path)]))
    assert [(item.file, item.code) for item in found if isinstance(item, Failure)] == [
        ("https://a.example/1", "not_fetched"),
        ("https://b.example/2", "not_fetched"),
    ]
    assert f"{path}:1" in str(found[0])


def gkg(*addresses: str) -> str:
    rest = "\t" * 22
    lines = [f"20230509101500-{n}\t20230509101500\t1\ta.example\t{a}{rest}" for n, a in enumerate(addresses)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (
            "20230509101500.gkg.csv",
            gkg("https://a.example/1", "https://b.example/2", "https://a.example/1", "BBC Monitoring"),
        ),
        ("bigquery.csv", 'DATE,DocumentIdentifier\n1,"https://a.example/1"\n2,https://b.example/2\n'),
        ("export.tsv", "V2DocumentIdentifier\tX\nhttps://a.example/1\t\nhttps://b.example/2\t\n"),
    ],
)
def test_the_knowledge_graph_of_gdelt_names_the_addresses_to_fetch(name: str, data: str) -> None:
    assert [(item.file, getattr(item, "code", "")) for item in items(name, data)] == [
        ("https://a.example/1", "not_fetched"),
        ("https://b.example/2", "not_fetched"),
    ]


def test_a_knowledge_graph_without_addresses_is_said_to_be_empty() -> None:
    assert failure("x.gkg.csv", gkg("BBC Monitoring")).code == "empty"


def test_a_table_that_is_no_knowledge_graph_is_text_as_before() -> None:
    assert report("a.csv", "name,town\nPetra Lohm,Grossau\n").text.startswith("name,town")


def test_the_pages_of_a_list_are_fetched_where_that_is_wanted(tmp_path: Path) -> None:
    with served(lambda handler: send(handler, 200 if handler.path == "/1" else 404, PAGE.encode())) as host:
        listed = {"articles": [{"url": f"{host}/1", "title": "a"}, {"url": f"{host}/2", "title": "b"}]}
        (tmp_path / "list.json").write_text(json.dumps(listed))
        (tmp_path / "x.gkg.csv").write_text(gkg(f"{host}/1"))
        found = list(receive([str(tmp_path)], fetcher=HERE))
    page, missing, again = found
    assert isinstance(page, Report)
    assert (page.file, page.url, page.title) == (f"{host}/1", f"{host}/1", "Ferry sinks")
    assert isinstance(missing, Failure)
    assert (missing.file, missing.code) == (f"{host}/2", "http_error")
    assert isinstance(again, Report)
    assert again.warnings[-1].startswith("It is the same, byte for byte")


def test_addresses_of_this_machine_are_not_fetched_for_a_list() -> None:
    found = items("list.json", {"articles": [{"url": "http://127.0.0.1:1/"}]}, fetcher=Fetcher())
    assert [getattr(item, "code", "") for item in found] == ["private_address"]


PAGES = [
    ("200 OK", PAGE.encode(), "text/html; charset=utf-8"),
    ("404 Not Found", b"gone", "text/html"),
    ("200 OK", b"x", "image/png"),
]


@pytest.mark.parametrize("name", ["news.warc.gz", "news.warc", "upload"])
@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_is_an_input_like_any_other(name: str, packed: bool, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(warc(PAGES, packed=packed))
    page, gone, picture = receive([str(tmp_path / name)])
    assert isinstance(page, Report)
    assert (page.title, page.url, page.file) == (
        "Ferry sinks",
        "http://news.example/0",
        f"{tmp_path / name}:1",
    )
    assert page.received.data == PAGE.encode()
    assert [getattr(item, "code", "") for item in (gone, picture)] == ["http_error", "wrong_type"]
    assert [type(item) for item in items(name, warc(PAGES, packed=packed))] == [Report, Failure, Failure]


def test_a_damaged_archive_gives_what_stands_before_the_damage() -> None:
    whole = warc(PAGES[:1] * 2)
    found = items("cut.warc.gz", whole[: len(whole) - 300])
    assert isinstance(found[0], Report)
    assert [item.code for item in found if isinstance(item, Failure)] == ["damaged"]
    assert [item.code for item in items("not.warc.gz", b"no archive") if isinstance(item, Failure)] == [
        "damaged"
    ]


def test_an_archive_that_unpacks_to_too_much_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_UNPACKED", 2 * len(PAGE))
    *_, last = items("bomb.warc.gz", warc([("200 OK", ARTICLE.encode() * 3, "text/html")] * 20))
    assert isinstance(last, Failure)
    assert (last.file, last.code) == ("bomb.warc.gz", "too_large")
    assert "consilience corpus" in last.message


def test_without_warcio_an_archive_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "news.warc.gz").write_bytes(warc(PAGES[:1]))
    code = (
        "import sys; sys.modules['warcio'] = None\n"
        "from consilience.intake import receive\n"
        "print(*[item.message for item in receive(sys.argv[1:])])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "news.warc.gz"], capture_output=True, text=True, check=True
    )
    assert "pip install 'consilience[corpus]'" in done.stdout
