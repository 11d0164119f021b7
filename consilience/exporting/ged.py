"""Accounts as a table shaped as the UCDP Georeferenced Event Dataset, by its codebook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from consilience.exporting.decided import Decided, without_rejected
from consilience.exporting.evidence import Reports, reports_in, sources_of, web_address
from consilience.exporting.incidents import Incident, incidents_of
from consilience.exporting.tables import csv_of
from consilience.model import Account
from consilience.presenting.words import country_name
from consilience.profiles import Estimate, ucdp

COLUMNS = """
id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id
dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources
source_article source_office source_date source_headline source_original where_prec where_coordinates
where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity
date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob
""".split()
DATE_PRECISIONS = ((1, 1), (6, 2), (7, 3), (31, 4), (366, 5))  # days at most, code


def ged_table(accounts: Sequence[Account], decided: Decided) -> bytes:
    """A row for each violent event that has cost a life and was not rejected; columns that the reports do not fill are empty."""
    reports = reports_in(accounts)
    found = [one for account in accounts for one in incidents_of(without_rejected(account, decided))]
    rows = [
        _row(one, ucdp(one.deaths, one.account, decided.known(one.account, one.deaths)), reports)
        for one in found
        if one.plover == "ASSAULT" and one.deaths
    ]
    return csv_of(COLUMNS, rows)


def _row(one: Incident, dead: Estimate, reports: Reports) -> dict[str, Any]:
    sources = list(dict.fromkeys(e.report for e in one.event.evidence))
    articles = [web_address(reports[r]) or reports[r].title or "" for r in sources]
    dates = [reports[r].published for r in sources]
    return {
        "id": one.name, "year": one.days[0].year if one.days else None,
        "number_of_sources": len(sources), "source_article": "; ".join(articles),
        "source_office": "; ".join(sources_of(one.event.evidence, reports)),
        "source_date": "; ".join(d[:10] if d else "" for d in dates),
        "source_headline": "; ".join(reports[r].title or "" for r in sources),
        "source_original": "; ".join(dict.fromkeys(e.origin for e in one.event.evidence if e.origin)),
        "where_description": one.event.place, **_where(one), **_when(one.days), "low": dead.low, "best": dead.best, "high": dead.high,
    }  # fmt: skip


def _when(days: tuple[date, date] | None) -> dict[str, Any]:
    if days is None:
        return {}
    length = (days[1] - days[0]).days + 1
    precision = next((code for most, code in DATE_PRECISIONS if length <= most), None)
    return {"date_start": days[0].isoformat(), "date_end": days[1].isoformat(), "date_prec": precision}


def _where(one: Incident) -> dict[str, Any]:
    """1 a place as named, 3 a second-order division, 4 a first-order one, 6 a country; none for other regions."""
    if one.place is None or one.place.lat is None:
        return {}
    codes = (("PPL", 1), ("ADM2", 3), ("ADM1", 4), ("PCL", 6))
    return {
        "where_prec": next((code for begin, code in codes if one.feature.startswith(begin)), None),
        "where_coordinates": one.place.name, "latitude": one.place.lat, "longitude": one.place.lon,
        "geom_wkt": f"POINT ({one.place.lon} {one.place.lat})", "country": country_name(one.place.country),
    }  # fmt: skip
