"""What people decided of an account, in every format that it is given out in."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from accounts import fire_account
from violence import violent_account

from consilience.exporting import FORMATS, Decided, export, verify_bundle
from consilience.model import Account, Judgement

WHO = "Ann"


def judged(account: Account, item: str, verdict: Any, why: str = "", **rest: Any) -> Decided:
    """One judgement of a line, on all of its evidence or, by `value`, on one value of a figure."""
    value = rest.pop("value", None)
    lines = {line.id: line for line in (*account.figures, *account.quotes, *account.events)}
    lines |= {line.id: line for line in (*account.actors, *account.places)}
    evidence = (
        lines[item].values[value].evidence if value is not None else getattr(lines[item], "evidence", ())
    )
    one = Judgement(
        17, "2026-11-21T18:00:00.000000+00:00", WHO, why, verdict, "event", "what it was", item, tuple(evidence),
        part=value is not None, **rest,
    )  # fmt: skip
    return Decided({account.story.id: (one,)})


def given(account: Account, form: str, decided: Decided) -> Any:
    return json.loads(export([account], form, decided).data)


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


@pytest.mark.parametrize("form", list(FORMATS))
def test_no_reason_breaks_a_format(form: str) -> None:
    account = violent_account()
    decided = judged(account, "e1", "corrected", '=1+1 "\ud83d <script>\x00', correction="\r\n\udc00")
    data = export([account], form, decided).data
    assert zipfile.is_zipfile(io.BytesIO(data)) or data.decode("utf-8")
    assert data == export([account], form, decided).data


def test_json_lists_them_and_has_nothing_more_without_any() -> None:
    account = violent_account()
    (one,) = given(account, "json", judged(account, "e1", "rejected", "Another town."))["judgements"]
    assert (one["story"], one["item"], one["verdict"], one["who"]) == ("s-war", "e1", "rejected", WHO)
    assert one["evidence"][0]["report"] == "agency"
    assert "judgements" not in given(account, "json", Decided())


def test_a_table_lists_them() -> None:
    account = violent_account()
    decided = judged(account, "f1", "rejected", "=A slip.", value=0)
    with zipfile.ZipFile(io.BytesIO(export([account], "csv", decided).data)) as pack:
        (row,) = table(pack.read("judgements.csv"))
    assert (row["story"], row["item"], row["verdict"], row["part"], row["why"]) == (
        "s-war", "f1", "rejected", "true", "'=A slip.",
    )  # fmt: skip


def test_what_was_rejected_stands_in_geojson_as_rejected() -> None:
    account = violent_account()
    features = given(account, "geojson", judged(account, "e1", "rejected"))["features"]
    verdicts = {feature["id"]: feature["properties"]["verdict"] for feature in features}
    assert verdicts["s-war/e1"] == "rejected"
    assert [verdict for name, verdict in verdicts.items() if name != "s-war/e1"] == [None] * 5


def test_a_rejected_event_is_no_entity_and_no_row() -> None:
    account = violent_account()
    decided = judged(account, "e2", "rejected")
    ids = [json.loads(line)["id"] for line in export([account], "ftm", decided).data.splitlines()]
    assert "s-war-e2" not in ids
    assert {"s-war-e1", "s-war-p1", "s-war-a1"} <= set(ids)
    assert [row["event_id_cnty"] for row in table(export([account], "acled", decided).data)] == ["s-war/e1"]
    shelling = judged(account, "e1", "rejected")
    assert "s-war/e1" not in [row["id"] for row in table(export([account], "ged", shelling).data)]


def test_an_event_whose_rejection_was_taken_back_is_a_row_again() -> None:
    account = violent_account()
    decided = judged(account, "e2", "rejected", holds=False)
    assert export([account], "acled", decided) == export([account], "acled")


def test_a_rejected_value_counts_for_nothing() -> None:
    account = violent_account()
    decided = judged(account, "f1", "rejected", value=0)
    (row, _) = table(export([account], "acled", decided).data)
    assert row["fatalities"] == "12"
    assert "Left out, as rejected: at least 9 (doctors)" in row["notes"]
    (ged,) = table(export([account], "ged", decided).data)
    assert (ged["low"], ged["best"], ged["high"]) == ("12", "12", "12")


def test_the_grade_of_a_source_decides_which_value_is_the_best() -> None:
    account = violent_account()
    (row,) = table(export([account], "ged", Decided(grades={"the mayor": "A", "doctors": "E"})).data)
    assert row["best"] == "12"


def test_a_judgement_is_an_annotation_at_the_words_that_it_is_about() -> None:
    account = violent_account()
    items = given(account, "annotations", judged(account, "f1", "rejected", "A slip.", value=1))["first"][
        "items"
    ]
    (one,) = [item for item in items if "creator" in item]
    assert one["motivation"] == "assessing"
    assert one["creator"] == {"type": "Person", "name": WHO}
    assert one["body"]["value"] == "rejected: A slip."
    assert one["target"]["selector"][0]["exact"] == "Twelve"
    assert len({item["id"] for item in items}) == len(items)


def test_a_draft_of_a_claim_says_what_was_decided_of_that_value() -> None:
    account = fire_account()
    drafts = given(account, "claimreview", judged(account, "f1", "rejected", "A slip.", value=1))["@graph"]
    said = {draft["claimReviewed"]: draft.get("comment") for draft in drafts}
    assert [claim for claim, comment in said.items() if comment] == ["34 people were hurt (2023-06-06)"]
    (comment,) = said["34 people were hurt (2023-06-06)"] or []
    assert (comment["@type"], comment["text"]) == ("Comment", "rejected: A slip.")
    assert not [draft for draft in drafts if "reviewRating" in draft]


def test_a_bundle_holds_them_and_is_whole(tmp_path: Path) -> None:
    account = fire_account()
    made = export([account], "bundle", judged(account, "e1", "confirmed", "Seen."))
    with zipfile.ZipFile(io.BytesIO(made.data)) as pack:
        (name,) = [name for name in pack.namelist() if name.endswith("data/judgements.json")]
        assert [one["who"] for one in json.loads(pack.read(name))] == [WHO]
    assert verify_bundle(made.name, io.BytesIO(made.data)).problems == ()
