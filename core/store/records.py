"""Write reports and their facts into the open transaction."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, insert, select, true, tuple_, update

from core.audit.suspicions import Finding, findings_of
from core.declarations import load_indicators, load_places
from core.facts import NUMBER, cells_of, short_name, statements_of
from core.model import Document, Edition, Indicator, Place
from core.pipeline import Reading, read_facts
from core.store.auditing import write_findings
from core.store.filing import FIELDS, Filing, document_of
from core.store.holding import write_holdings
from core.store.overlay import Row, overlaid
from core.store.sameness import REPORT_KEY, same_report
from core.store.schema import OF_ITS_PLACE, corrections, facts, reports
from core.testimony import silence_of, telling

ITS = {f"its_{name}": name for name in OF_ITS_PLACE}
FACT_COLUMNS = tuple(column.name for column in facts.columns if column.name not in ("position", *ITS))


@dataclass(frozen=True, slots=True)
class Declared:
    """What a report is read with."""

    places: Mapping[str, Place]
    indicators: dict[str, Indicator]


class Contents(NamedTuple):
    """What is kept of a text: rows of the facts frame, and what the audit found."""

    rows: list[Row]
    findings: tuple[Finding, ...]


class ReadAs(NamedTuple):
    """What was read of a report under an identity."""

    filing: Filing
    contents: Contents


def declared_in(data: Path) -> Declared:
    """Return the declarations below ``data``."""
    return Declared(load_places(data / "districts.toml"), load_indicators(data / "indicators"))


def read_rows(document: Document, declared: Declared) -> list[Row]:
    """Return the rows of the facts frame that the reader finds in a document."""
    return rows_of(document, read_facts(document, declared.indicators), declared)


def contents_of(document: Document, declared: Declared) -> Contents:
    """Return all that is kept of a document."""
    reading = read_facts(document, declared.indicators)
    return Contents(kept_rows(document, reading, declared), findings_of(document, declared.indicators, reading))


def kept_rows(document: Document, reading: Reading, declared: Declared) -> list[Row]:
    """Return the rows of a document that was read without the gaps that follow from what it is: see ``silences``."""
    spoken_of = {fact.indicator for fact in reading.facts if fact.indicator}
    gaps = telling(document, reading.gaps, spoken_of, tuple(declared.indicators.values()))
    return rows_of(document, replace(reading, gaps=gaps), declared)


def rows_of(document: Document, reading: Reading, declared: Declared) -> list[Row]:
    """Return the rows of the facts frame of a document that was read."""
    return [cells_of(row) for row in statements_of(document, reading, declared.places)]


def filed_as(connection: Connection, report: str) -> Filing:
    """Return under which identity a stored report is filed."""
    row = connection.execute(select(*(reports.c[name] for name in FIELDS)).where(reports.c.id == report)).one()
    return Filing(**row._mapping)


def file_report(
    connection: Connection, report: str, filing: Filing, declared: Declared, columns: Mapping[str, str]
) -> None:
    """Write the row of a report, new or known; ``kept`` are the columns beside its filing that change."""
    short = short_name(document_of(report, filing, ""), declared.places)
    values = {**asdict(filing), "issuer_short": short, **columns}
    known = connection.scalar(select(func.count()).where(reports.c.id == report))
    if known:
        connection.execute(update(reports).where(reports.c.id == report).values(values))
    else:
        connection.execute(insert(reports).values(values | {"id": report}))


def write_contents(connection: Connection, report: str, contents: Contents, declared: Declared) -> int:
    """Replace what is kept of a report: the facts as read, with what people corrected laid over them, the findings, and what it
    holds of each place. Return how many rows of facts there are.
    """
    write_findings(connection, report, contents.findings)
    rows = contents.rows
    made = connection.execute(
        select(corrections).where(corrections.c.report == report, corrections.c.start >= 0).order_by(corrections.c.id)
    ).all()
    filing = filed_as(connection, report)
    rows, lost = overlaid(
        rows, made, lambda id: silence_of(filing.edition, filing.kind, declared.indicators[id].genres)
    )
    if made:
        mine = corrections.c.report == report
        connection.execute(update(corrections).where(mine).values(applied=corrections.c.id.not_in(lost)))
    connection.execute(delete(facts).where(facts.c.document == report))
    if rows:
        connection.execute(insert(facts), [_stored(row, position, filing.place) for position, row in enumerate(rows)])
    write_holdings(connection, report, filing.place, rows, declared.indicators)
    return len(rows)


def read_again(connection: Connection, report: str, declared: Declared) -> int:
    """Read a stored report once more, with the declarations of today."""
    return write_contents(connection, report, contents_of(stored_document(connection, report), declared), declared)


def stored_document(connection: Connection, report: str) -> Document:
    """Return a stored report as it is read."""
    raw = connection.execute(select(reports.c.raw).where(reports.c.id == report)).scalar_one()
    return document_of(report, filed_as(connection, report), raw)


def settle_replacements(connection: Connection, among: Iterable[tuple[str, int]] | None = None) -> None:
    """Let every shipped digest give way to the imported official text of the same report, and come back without it.

    Args:
        among: the places and years whose reports changed; by default all.
    """
    here = true() if among is None else tuple_(reports.c.place, reports.c.year).in_([*among])
    columns = [reports.c[name] for name in ("id", "origin", "edition", *REPORT_KEY)]
    rows = [row._mapping for row in connection.execute(select(*columns).where(here).order_by(reports.c.id))]
    official = [row for row in rows if row["origin"] == "imported" and row["edition"] == Edition.ORIGINAL]
    digests = [row for row in rows if row["origin"] == "shipped"]
    replacements = {row["id"]: next((o["id"] for o in official if same_report(o, row)), None) for row in digests}
    connection.execute(update(reports).where(here, reports.c.replaced_by.is_not(None)).values(replaced_by=None))
    for digest, text in replacements.items():
        if text:
            connection.execute(update(reports).where(reports.c.id == digest).values(replaced_by=text))


def now() -> str:
    """Return the moment in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def clock(moment: str) -> str:
    """Return a moment as the clock of this machine shows it, to the minute.

    >>> len(clock("2024-05-06T07:08:09+00:00"))
    16
    """
    return f"{datetime.fromisoformat(moment).astimezone():%Y-%m-%d %H:%M}"


def _stored(row: Row, position: int, of_report: str) -> Row:
    stored = {name: row[name] for name in FACT_COLUMNS}
    for name in NUMBER:
        if math.isnan(stored[name]):
            stored[name] = None
    elsewhere = row["place"] != of_report
    return stored | {"position": position, **{its: row[name] if elsewhere else "" for its, name in ITS.items()}}
