"""Accounts in the formats of others: what stands in them, and that the tools they are for take them."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from accounts import COURIER, courier, fire_account, harbour, small_build
from followthemoney.statement import StatementEntity
from prov.model import ProvDocument
from rdflib import RDF, Graph, Namespace, URIRef
from violence import violent_account

from consilience.errors import UsageError
from consilience.exporting import FORMATS, export
from consilience.exporting.columns import OF_ACCOUNTS
from consilience.exporting.ftm import PROGRAM, dataset_of
from consilience.model import Account, Evidence
from consilience.presenting.contract import build_object

FORMULA = '=HYPERLINK("http://evil.example","+1")'
PROV, OA = Namespace("http://www.w3.org/ns/prov#"), Namespace("http://www.w3.org/ns/oa#")


def made(account: Account, form: str) -> Any:
    return json.loads(export([account], form).data)


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


def tables(account: Account) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(export([account], "csv").data)) as pack:
        return {name.removesuffix(".csv"): table(pack.read(name)) for name in pack.namelist()}


@pytest.mark.parametrize("form", list(FORMATS))
def test_the_same_accounts_give_the_same_bytes(form: str) -> None:
    first, second = (export([fire_account(), violent_account()], form) for _ in range(2))
    assert first == second
    assert first.data
    assert first.name == f"consilience-2-stories{FORMATS[form].ending}"


@pytest.mark.parametrize("form", list(FORMATS))
def test_half_characters_and_markup_break_no_format(form: str) -> None:
    build = small_build('\ud83d <script>alert(1)</script> "; DROP\r\n\x00 =1+1', what="\udc00 & <b>\u202e")
    data = export(build.accounts, form).data
    assert zipfile.is_zipfile(io.BytesIO(data)) or data.decode("utf-8")


def test_a_file_name_is_safe_for_any_header() -> None:
    account = fire_account()
    hostile = replace(account, story=replace(account.story, id='../x"\r\nSet-Cookie: a=b'))
    assert export([hostile], "geojson").name == "consilience-x-Set-Cookie-a-b.geojson"


def test_an_unknown_format_is_named_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="no format xlsx"):
        export([fire_account()], "xlsx")


def test_json_is_what_build_prints() -> None:
    account = fire_account()
    found = made(account, "json")
    assert [story["id"] for story in found["stories"]] == ["story1"]
    assert found["reports"][0]["text"] == COURIER
    assert found.keys() == build_object(small_build("A fire.")).keys()


def test_every_table_stands_in_the_csv_with_its_columns() -> None:
    found = tables(fire_account())
    assert found.keys() == OF_ACCOUNTS.keys()
    hurt = [row for row in found["figure_values"] if row["figure"] == "f1"]
    assert [(row["value"], row["low"], row["high"], row["origin"]) for row in hurt] == [
        ("30", "30", "", "fire service"),
        ("34", "34", "34", "Valdic News Agency"),
        ("30", "30", "30", "mayor's office"),
    ]
    text = {row["report"]: row["text"] for row in found["reports"]}
    assert [text[row["report"]][int(row["start"]) : int(row["end"])] for row in hurt] == [
        "At least 30",
        "34",
        "30",
    ]
    assert json.loads(found["quotes"][0]["speakers"]) == ["Marta Vesk", "Oskar Lind"]


@pytest.mark.parametrize("words", [FORMULA, "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_no_cell_begins_a_formula(words: str) -> None:
    found = tables(small_build("A fire burns.", title=words, what=words).accounts[0])
    cells = [cell for rows in found.values() for row in rows for cell in row.values()]
    assert "'" + words in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]


def test_numbers_below_zero_stay_numbers() -> None:
    assert [row["lon"] for row in tables(violent_account())["story_places"]] == ["-12.25", "30"]


def test_duckdb_reads_the_parquet(tmp_path: Any) -> None:
    with zipfile.ZipFile(io.BytesIO(export([fire_account()], "parquet").data)) as pack:
        pack.extractall(tmp_path)
    said = f"SELECT origin, value FROM '{tmp_path}/figure_values.parquet' WHERE figure = 'f1' ORDER BY ALL"
    assert duckdb.sql(said).fetchall() == [
        ("Valdic News Agency", 34.0),
        ("fire service", 30.0),
        ("mayor's office", 30.0),
    ]
    for name, columns in OF_ACCOUNTS.items():
        assert duckdb.sql(f"SELECT * FROM '{tmp_path}/{name}.parquet'").columns == list(columns)


def test_places_and_events_have_points_in_the_order_of_rfc_7946() -> None:
    found = made(fire_account(), "geojson")
    by_id = {feature["id"]: feature for feature in found["features"]}
    assert found["type"] == "FeatureCollection"
    assert by_id["story1/p1"]["geometry"] == {"type": "Point", "coordinates": [24.7, 59.4]}
    assert by_id["story1/e1"]["geometry"] == by_id["story1/p1"]["geometry"]
    assert by_id["story1/p3"]["geometry"] is None
    assert by_id["story1/e2"]["geometry"] is None
    assert by_id["story1/e1"]["properties"]["evidence"][0] == {
        "report": "c0", "start": courier.text.index("destroyed a"), "end": courier.text.index("destroyed a") + 23,
        "words": "destroyed a grain depot", "outlet": "The Courier", "url": None, "speaker": None, "origin": None,
    }  # fmt: skip


def entities(account: Account) -> dict[str, StatementEntity]:
    lines = export([account], "ftm").data.decode().splitlines()
    return {
        e.id: e
        for line in lines
        if (e := StatementEntity.from_dict(json.loads(line), default_dataset=PROGRAM))
    }


def test_followthemoney_validates_every_entity() -> None:
    for account in (fire_account(), violent_account()):
        for entity in entities(account).values():
            entity.schema.validate(entity.to_dict())
            for statement in entity.statements:
                assert statement.id == statement.generate_key() or statement.prop == "id"


def test_a_statement_names_the_report_that_makes_it_and_whom_it_is_from() -> None:
    found = entities(fire_account())
    assert found["story1-a1"].schema.name == "Person"
    assert found["story1-a1"].get("position") == ["fire chief"]
    company = found["story1-a3"]
    assert company.schema.name == "Organization"
    named = {(s.prop, s.value, s.dataset) for s in company.statements if s.prop in {"name", "alias", "proof"}}
    assert named == {
        ("name", "Norhav Grain Company", "report_c0"),
        ("alias", "NGC", "report_h1"),
        ("proof", "article-c0", "report_c0"),
        ("proof", "article-h1", "report_h1"),
    }
    assert found["article-c0"].schema.name == "Article"
    assert found["article-c0"].get("bodyText") == [courier.text]


def test_an_event_keeps_each_date_with_the_report_that_gives_it() -> None:
    fire = entities(fire_account())["story1-e1"]
    assert {(s.value, s.dataset) for s in fire.get_statements("date")} == {
        ("2023-06-05", dataset_of("c0")),
        ("2023-06-06", dataset_of("h1")),
    }
    assert fire.get("addressEntity") == ["story1-p1"]


def test_an_annotation_has_its_words_and_their_place_in_the_text_of_that_hash() -> None:
    found = made(fire_account(), "annotations")
    items = found["first"]["items"]
    assert (found["@context"], found["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationCollection")
    assert found["total"] == len(items) == len({item["id"] for item in items})
    hurt = next(item for item in items if item["body"]["value"] == "34 people were hurt")
    quote, position = hurt["target"]["selector"]
    assert (quote["exact"], quote["prefix"][-8:], quote["suffix"][:8]) == ("34", "injured ", " people.")
    assert harbour.text[position["start"] : position["end"]] == "34"
    digest = hashlib.sha256(harbour.text.encode()).digest()
    assert hurt["target"]["source"]["id"].startswith("ni:///sha-256;")
    assert digest.hex() == _digest(hurt["target"]["source"]["id"])


def _digest(uri: str) -> str:
    return urlsafe_b64decode(uri.split(";")[1] + "=").hex()


ANNO = {  # the terms of http://www.w3.org/ns/anno.jsonld that are used, so that nothing is fetched
    "id": "@id", "type": "@type", "oa": str(OA), "Annotation": "oa:Annotation", "rdf": str(RDF),
    "TextQuoteSelector": "oa:TextQuoteSelector", "TextPositionSelector": "oa:TextPositionSelector",
    "SpecificResource": "oa:SpecificResource", "target": {"@id": "oa:hasTarget"}, "body": {"@id": "oa:hasBody"},
    "source": {"@id": "oa:hasSource"}, "selector": {"@id": "oa:hasSelector"}, "exact": "oa:exact",
    "as": "http://www.w3.org/ns/activitystreams#", "items": {"@id": "as:items", "@container": "@list"}, "first": "as:first",
}  # fmt: skip


def test_annotations_are_linked_data() -> None:
    found = made(fire_account(), "annotations")
    graph = Graph().parse(data=json.dumps({**found, "@context": ANNO}), format="json-ld")
    annotations = list(graph.subjects(RDF.type, OA.Annotation))
    assert len(annotations) == found["total"]
    for one in annotations:
        target = graph.value(one, OA.hasTarget)
        assert str(graph.value(target, OA.hasSource)).startswith("ni:///sha-256;")
        assert len(list(graph.objects(target, OA.hasSelector))) == 2


def test_provenance_leads_from_a_line_to_bytes_outlet_and_program() -> None:
    data = export([fire_account()], "prov").data
    graph = Graph().parse(data=data.decode(), format="json-ld")
    label = URIRef("http://www.w3.org/2000/01/rdf-schema#label")
    line = next(s for s, _, o in graph.triples((None, label, None)) if str(o) == "34 people were hurt")
    text = graph.value(line, PROV.wasDerivedFrom)
    assert str(text) == _ni(harbour.received.sha256)  # a plain text is its own text
    assert [str(graph.value(a, label)) for a in graph.objects(line, PROV.wasAttributedTo)] == [
        "Harbour Daily"
    ]
    activity = graph.value(line, PROV.wasGeneratedBy)
    assert str(graph.value(activity, label)).startswith("consilience ")
    assert not [s for s in graph.subjects(PROV.wasDerivedFrom) if (s, PROV.wasDerivedFrom, s) in graph]


def test_the_prov_library_takes_the_provenance() -> None:
    graph = Graph().parse(data=export([fire_account()], "prov").data.decode(), format="json-ld")
    document = ProvDocument.deserialize(content=graph.serialize(format="xml"), format="rdf", rdf_format="xml")
    kinds = {type(record).__name__ for record in document.get_records()}
    assert {"ProvEntity", "ProvActivity", "ProvAgent", "ProvDerivation", "ProvAttribution"} <= kinds


def _ni(sha256: str) -> str:
    return "ni:///sha-256;" + urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")


def test_an_address_that_is_no_iri_is_written_as_one() -> None:
    build = small_build("A fire burns.", url="https://a.example/x y|<z>")
    graph = Graph().parse(data=export(build.accounts, "prov").data.decode(), format="json-ld")
    assert [str(o) for o in graph.objects(None, PROV.hadPrimarySource)] == [
        "https://a.example/x%20y%7C%3Cz%3E"
    ]


def test_claims_are_drafts_without_a_rating() -> None:
    drafts = made(fire_account(), "claimreview")["@graph"]
    assert [draft["claimReviewed"] for draft in drafts] == [
        "at least 30 people were hurt (2023-06-06)",
        "34 people were hurt (2023-06-06)",
        "30 people were hurt (2023-06-06)",
        "“We had no water for the first hour”, said by Marta Vesk",
        "“We had no water for the first hour”, said by Oskar Lind",
    ]
    assert {draft["creativeWorkStatus"] for draft in drafts} == {"Draft"}
    assert not [draft for draft in drafts if "reviewRating" in draft or "author" in draft]
    assert drafts[3]["itemReviewed"]["author"] == [{"@type": "Person", "name": "Marta Vesk"}]


def test_a_claim_says_where_it_appeared() -> None:
    draft = made(violent_account(), "claimreview")["@graph"][0]
    assert draft["itemReviewed"]["appearance"] == [
        {
            "@type": "Article", "identifier": "agency", "url": "https://delta.example/market",
            "headline": "Market shelled", "datePublished": "2022-03-08",
            "publisher": {"@type": "Organization", "name": "Delta Agency"},
        }
    ]  # fmt: skip


def test_what_is_agreed_gives_no_claims() -> None:
    account = fire_account()
    agreed = replace(account, figures=account.figures[1:2], quotes=())
    assert made(agreed, "claimreview")["@graph"] == []


def test_the_table_of_acled_fills_what_is_known_and_nothing_else() -> None:
    shelling, march = table(export([violent_account()], "acled").data)
    assert {name: value for name, value in shelling.items() if value} == {
        "event_id_cnty": "s-war/e1", "event_date": "2022-03-07", "year": "2022", "time_precision": "1",
        "disorder_type": "Political violence", "event_type": "Explosions/Remote violence", "actor1": "Northern Brigade",
        "country": "Ukraine", "location": "Tavrin", "latitude": "48.5", "longitude": "-12.25", "geo_precision": "1",
        "source": "Delta Agency; Gazette", "fatalities": "9",
        "notes": "The shelling of Tavrin killed people. ACLED 9: the most conservative of the values given, at least 9 "
        "(doctors), 12 (the mayor).",
    }  # fmt: skip
    assert (march["event_date"], march["time_precision"], march["geo_precision"]) == ("2022-03-04", "2", "3")
    assert (march["disorder_type"], march["event_type"], march["fatalities"]) == ("Demonstrations", "", "")


def test_what_did_not_happen_is_no_event_of_conflict_data() -> None:
    account = violent_account()
    planned = tuple(
        replace(r, events=tuple(replace(e, factuality="planned") for e in r.events))
        for r in account.story.readings
    )
    account = replace(account, story=replace(account.story, readings=planned))
    assert table(export([account], "acled").data) == []


def test_a_month_has_its_middle_and_a_year_no_day() -> None:
    account = violent_account()
    month, year = (
        table(export([replace(account, events=(replace(account.events[1], date=date),))], "acled").data)[0]
        for date in ("2022-03", "2022")
    )
    assert (month["event_date"], month["time_precision"]) == ("2022-03-16", "3")
    assert (year["event_date"], year["time_precision"]) == ("", "")


def test_the_table_of_ucdp_gives_low_best_and_high() -> None:
    (row,) = table(export([violent_account()], "ged").data)
    assert {name: value for name, value in row.items() if value} == {
        "id": "s-war/e1", "year": "2022", "number_of_sources": "2", "source_office": "Delta Agency; Gazette",
        "source_article": "https://delta.example/market; Twelve dead", "source_date": "2022-03-08; 2022-03-09",
        "source_headline": "Market shelled; Twelve dead", "where_prec": "1", "where_coordinates": "Tavrin",
        "where_description": "Tavrin", "latitude": "48.5", "longitude": "-12.25", "geom_wkt": "POINT (-12.25 48.5)",
        "country": "Ukraine", "date_prec": "1", "date_start": "2022-03-07", "date_end": "2022-03-07",
        "low": "9", "best": "9", "high": "12",
    }  # fmt: skip


def test_the_number_of_most_origins_is_the_best() -> None:
    account = violent_account()
    figure = account.figures[0]
    more = (*figure.values[1].evidence, Evidence("agency", 0, 7, None, "a witness"))
    account = replace(
        account,
        figures=(replace(figure, values=(figure.values[0], replace(figure.values[1], evidence=more))),),
    )
    assert [row["best"] for row in table(export([account], "ged").data)] == ["12"]


def test_what_is_longer_than_followthemoney_takes_is_cut() -> None:
    account = small_build("A fire burns in the harbour.", what="word " * 200).accounts[0]
    event = entities(account)["s-e"]
    event.schema.validate(event.to_dict())
    (name,) = event.get("name")
    assert len(name) == 384
    assert name.endswith("wor…")


def test_two_values_in_the_same_words_are_two_lines() -> None:
    account = fire_account()
    figure = account.figures[0]
    twice = replace(
        figure, values=(figure.values[1], replace(figure.values[1], evidence=figure.values[2].evidence))
    )
    items = made(replace(account, figures=(twice,)), "annotations")["first"]["items"]
    said = [item for item in items if item["body"]["value"] == "34 people were hurt"]
    assert len({item["body"]["id"] for item in said}) == len({item["id"] for item in said}) == 2


def test_reports_of_the_same_bytes_share_their_original() -> None:
    account = fire_account()
    first = account.story.readings[0]
    again = replace(first, report=replace(first.report, id="c0-2", outlet="The Echo"))
    story = replace(account.story, readings=(*account.story.readings, again))
    with zipfile.ZipFile(io.BytesIO(export([replace(account, story=story)], "bundle").data)) as pack:
        names = [name.split("/", 2)[2] for name in pack.namelist() if "/data/" in name]
    assert len([name for name in names if name.startswith("originals/")]) == 3
    assert {"text/c0.txt", "text/c0-2.txt"} <= set(names)


def test_every_format_and_every_column_that_is_filled_is_documented() -> None:
    page = (Path(__file__).parents[1] / "docs/exports.md").read_text("utf-8")
    for name in FORMATS:
        assert f"| `{name}`" in page or f", `{name}` |" in page
    for form in ("acled", "ged"):
        rows = table(export([violent_account()], form).data)
        filled = {name for row in rows for name, value in row.items() if value}
        assert not [name for name in filled if f"`{name}`" not in page]
