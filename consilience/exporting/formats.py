"""Every format that accounts can be given out in, by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from consilience.errors import UsageError
from consilience.exporting.acled import acled_table
from consilience.exporting.annotations import web_annotations
from consilience.exporting.bundle import evidence_bundle
from consilience.exporting.claims import claim_reviews
from consilience.exporting.decided import NOTHING, Decided, judgement_objects
from consilience.exporting.evidence import readings_in
from consilience.exporting.ged import ged_table
from consilience.exporting.geojson import geojson
from consilience.exporting.provenance import provenance
from consilience.exporting.tables import csv_tables, parquet_tables
from consilience.model import Account, Build
from consilience.presenting.contract import build_object, to_json

CSV, ZIP, LINKED = "text/csv; charset=utf-8", "application/zip", "application/ld+json"


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, what it is in words, its media type, the ending of its files, and what makes it."""

    name: str
    title: str
    media_type: str
    ending: str
    write: Callable[[Sequence[Account], Decided], bytes]


@dataclass(frozen=True, slots=True)
class Exported:
    """A file to give out."""

    name: str
    media_type: str
    data: bytes


def json_account(accounts: Sequence[Account], decided: Decided) -> bytes:
    """What `consilience build --format json` prints, and `judgements`, where people made any."""
    made = build_object(Build(tuple(readings_in(accounts)), tuple(accounts), ()))
    if judged := list(judgement_objects(accounts, decided)):
        made["judgements"] = judged
    return (to_json(made, indent=2) + "\n").encode()


def _ftm(accounts: Sequence[Account], decided: Decided) -> bytes:
    from consilience.exporting.ftm import ftm_entities

    return ftm_entities(accounts, decided)


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        one.name: one
        for one in (
            Format("json", "JSON: everything, as `consilience build` prints it", "application/json", ".json", json_account),
            Format("csv", "CSV tables in a zip", ZIP, ".csv.zip", csv_tables),
            Format("parquet", "Parquet tables in a zip", ZIP, ".parquet.zip", parquet_tables),
            Format("geojson", "GeoJSON: places and events", "application/geo+json", ".geojson", geojson),
            Format("ftm", "FollowTheMoney entities with statements", "application/json+ftm", ".ftm.json", _ftm),
            Format("annotations", "W3C Web Annotations", LINKED + '; profile="http://www.w3.org/ns/anno.jsonld"',
                   ".annotations.jsonld", web_annotations),
            Format("prov", "Provenance (W3C PROV-O)", LINKED, ".prov.jsonld", lambda accounts, _: provenance(accounts)),
            Format("claimreview", "Drafts of ClaimReview for conflicts", LINKED, ".claimreview.jsonld", claim_reviews),
            Format("acled", "A table shaped as that of ACLED", CSV, ".acled.csv", acled_table),
            Format("ged", "A table shaped as UCDP GED", CSV, ".ged.csv", ged_table),
            Format("bundle", "Evidence bundle: originals, account, page, hashes", ZIP, ".bundle.zip", evidence_bundle),
        )
    }
)  # fmt: skip


def export(accounts: Sequence[Account], name: str, decided: Decided = NOTHING) -> Exported:
    """Accounts in a format of FORMATS, with what people decided of them; the same bytes for the same.

    Raises UsageError for a format that is not known, or whose library is not installed, and ValueError without accounts.
    """
    form = FORMATS.get(name)
    if form is None:
        raise UsageError(f"There is no format {name}. There are: {', '.join(FORMATS)}.")
    if not accounts:
        raise ValueError("no account to export")
    try:
        data = form.write(accounts, decided)
    except ModuleNotFoundError as missing:
        raise UsageError(
            f"{missing.name} is not installed. Try: pip install 'consilience[export]'"
        ) from missing
    return Exported(_file_name(accounts) + form.ending, form.media_type, data)


def _file_name(accounts: Sequence[Account]) -> str:
    """A name that any system and any header can hold."""
    if len(accounts) > 1:
        return f"consilience-{len(accounts)}-stories"
    return "consilience-" + (re.sub("[^A-Za-z0-9_-]+", "-", accounts[0].story.id)[:80].strip("-") or "story")
