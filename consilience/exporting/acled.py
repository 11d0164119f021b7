"""Accounts as a table shaped as that of ACLED (Armed Conflict Location & Event Data), by its codebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import floor
from typing import Any

from consilience.exporting.decided import Decided, without_rejected
from consilience.exporting.evidence import Reports, reports_in, sources_of
from consilience.exporting.incidents import Incident, incidents_of
from consilience.exporting.tables import csv_of
from consilience.model import Account
from consilience.presenting.words import country_name
from consilience.profiles import acled

COLUMNS = """
event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1
actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude
longitude geo_precision source source_scale notes fatalities tags timestamp
""".split()
# By PLOVER type and act: disorder, event and sub-event type as far as the words alone decide them.
TYPES: Mapping[tuple[str, str], tuple[str, str, str]] = {
    ("ASSAULT", ""): ("Political violence", "", ""),
    ("ASSAULT", "bomb"): ("Political violence", "Explosions/Remote violence", ""),
    ("ASSAULT", "detonate"): ("Political violence", "Explosions/Remote violence", ""),
    ("COERCE", "arrest"): ("Strategic developments", "Strategic developments", "Arrests"),
    ("PROTEST", "protest"): ("Demonstrations", "", ""),
    ("AGREE", "agree"): ("Strategic developments", "Strategic developments", "Agreement"),
    ("RETREAT", "reconcile"): ("Strategic developments", "Strategic developments", "Agreement"),
}
WEEK, MONTH = 7, 31  # days
TOWNS = ("PPL",)  # GeoNames codes that begin so are inhabited places
REGIONS = ("ADM1", "ADM2", "ADM3", "ADM4", "RGN", "LK", "SEA", "BAY", "ISL", "STM", "DSRT", "MTS", "VAL")


def acled_table(accounts: Sequence[Account], decided: Decided) -> bytes:
    """A row for each event that has a type of ACLED's and was not rejected; columns that the reports do not fill are empty."""
    reports = reports_in(accounts)
    found = [one for account in accounts for one in incidents_of(without_rejected(account, decided))]
    return csv_of(COLUMNS, [row for one in found if (row := _row(one, reports, decided)) is not None])


def _row(one: Incident, reports: Reports, decided: Decided) -> dict[str, Any] | None:
    types = TYPES.get((one.plover, one.act), TYPES.get((one.plover, "")))
    if types is None:
        return None
    day, precision = _day(one.days)
    actors = [*one.actors, "", ""]
    dead = acled(one.deaths, one.account, decided.known(one.account, one.deaths)) if one.deaths else None
    return {
        "event_id_cnty": one.name, "event_date": day and day.isoformat(),
        "year": day and day.year, "time_precision": precision,
        "disorder_type": types[0], "event_type": types[1], "sub_event_type": types[2],
        "actor1": actors[0], "actor2": actors[1], **_where(one),
        "source": "; ".join(sources_of(one.event.evidence, reports)), "notes": f"{one.event.what}. {dead.says}" if dead else one.event.what,
        "fatalities": floor(dead.best) if dead and dead.best is not None else None,
    }  # fmt: skip


def _day(days: tuple[date, date] | None) -> tuple[date | None, int | None]:
    """The day, and 1; the middle of a week or less, and 2; that of a month or less, and 3; none for what is longer."""
    if days is None or (days[1] - days[0]).days >= MONTH:
        return None, None
    length = (days[1] - days[0]).days + 1
    return days[0] + timedelta(days=(length - 1) // 2), 1 if length == 1 else 2 if length <= WEEK else 3


def _where(one: Incident) -> dict[str, Any]:
    """The place; without coordinates for a country, which ACLED gives none."""
    if one.place is None:
        return {"location": one.event.place}
    precision = 1 if one.feature.startswith(TOWNS) else 3 if one.feature.startswith("ADM1") else None
    if precision is None and one.feature.startswith(REGIONS):
        precision = 2
    known = precision is not None and one.place.lat is not None
    return {
        "country": country_name(one.place.country), "location": one.place.name,
        "latitude": one.place.lat if known else None, "longitude": one.place.lon if known else None,
        "geo_precision": precision if known else None,
    }  # fmt: skip
