"""Accounts as tables, one file each: CSV and Parquet, in a zip."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from consilience.exporting.columns import OF_ACCOUNTS
from consilience.exporting.decided import Decided, judgement_objects
from consilience.exporting.evidence import readings_in
from consilience.exporting.rows import Row, report_row, rows_of
from consilience.exporting.zipped import zipped
from consilience.intake.text import whole
from consilience.model import Account

FORMULA = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
)  # what begins a formula in a spreadsheet (OWASP, CSV Injection)


def rows_of_accounts(accounts: Sequence[Account], decided: Decided) -> dict[str, list[Row]]:
    """The rows of every table, those of the accounts in their order."""
    tables: dict[str, list[Row]] = {name: [] for name in OF_ACCOUNTS}
    tables["reports"] = [report_row(reading) for reading in readings_in(accounts)]
    for account in accounts:
        for name, rows in rows_of(account).items():
            tables[name] += rows
    tables["judgements"] = list(judgement_objects(accounts, decided))
    return tables


def csv_tables(accounts: Sequence[Account], decided: Decided) -> bytes:
    """A zip with one CSV file for each table (RFC 4180, UTF-8, the names of the columns in the first line)."""
    tables = rows_of_accounts(accounts, decided)
    return zipped({f"{name}.csv": csv_of(columns, tables[name]) for name, columns in OF_ACCOUNTS.items()})


def parquet_tables(accounts: Sequence[Account], decided: Decided) -> bytes:
    """A zip with one Parquet file for each table."""
    from consilience.exporting.arrow import parquet_of

    tables = rows_of_accounts(accounts, decided)
    return zipped(
        {f"{name}.parquet": parquet_of(columns, tables[name]) for name, columns in OF_ACCOUNTS.items()}
    )


def csv_of(columns: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Rows as CSV. No text begins a formula: an apostrophe stands before one that would."""
    held = io.StringIO(newline="")
    names = list(columns)
    writer = csv.writer(held)
    writer.writerow(names)
    writer.writerows([_cell(row.get(name)) for name in names] for row in rows)
    return held.getvalue().encode("utf-8")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(int(value) if float(value).is_integer() else value)
    text = whole(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    return "'" + text if text.startswith(FORMULA) else text
