"""Write reports and their facts into the open transaction."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, FromClause, delete, func, insert, select, update

from core.declarations import load_indicators, load_places
from core.facts import NUMBER, cells_of, short_name, statements_of
from core.model import Document, DocumentKind, Edition, Indicator, Place
from core.pipeline import read_facts
from core.store.filing import FIELDS, Filing, document_of
from core.store.overlay import Row, overlaid
from core.store.schema import corrections, facts, reports
from core.testimony import silence_of

FACT_COLUMNS = tuple(column.name for column in facts.columns if column.name != "position")
REPORT_KEY = ("place", "issuer", "year", "kind", "title")


@dataclass(frozen=True, slots=True)
class Declared:
    """What a report is read with."""

    places: Mapping[str, Place]
    indicators: dict[str, Indicator]


def declared_in(data: Path) -> Declared:
    """Return the declarations below ``data``."""
    return Declared(load_places(data / "districts.toml"), load_indicators(data / "indicators"))


def read_rows(document: Document, declared: Declared) -> list[Row]:
    """Return the rows of the facts frame that the reader finds in a document."""
    reading = read_facts(document, declared.indicators)
    return [cells_of(row) for row in statements_of(document, reading, declared.places)]


def filed_as(connection: Connection, report: str) -> Filing:
    """Return under which identity a stored report is filed."""
    row = connection.execute(select(*(reports.c[name] for name in FIELDS)).where(reports.c.id == report)).one()
    return Filing(**row._mapping)


def file_report(
    connection: Connection, report: str, filing: Filing, declared: Declared, kept: Mapping[str, str]
) -> None:
    """Write the row of a report, new or known; ``kept`` are the columns beside its filing that change."""
    short = short_name(document_of(report, filing, ""), declared.places)
    values = asdict(filing) | {"issuer_short": short} | kept
    known = connection.scalar(select(func.count()).where(reports.c.id == report))
    if known:
        connection.execute(update(reports).where(reports.c.id == report).values(values))
    else:
        connection.execute(insert(reports).values(values | {"id": report}))


def write_facts(connection: Connection, report: str, rows: list[Row], declared: Declared) -> int:
    """Replace the facts of a report by ``rows`` as read, with what people corrected laid over them."""
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
        connection.execute(insert(facts), [_stored(row, position) for position, row in enumerate(rows)])
    return len(rows)


def read_again(connection: Connection, report: str, declared: Declared) -> int:
    """Read a stored report once more, with the declarations of today."""
    raw = connection.scalar(select(reports.c.raw).where(reports.c.id == report))
    document = document_of(report, filed_as(connection, report), raw)
    return write_facts(connection, report, read_rows(document, declared), declared)


def settle_replacements(connection: Connection) -> None:
    """Let every shipped digest give way to the imported official text of the same report, and come back without it."""
    official, digest = reports.alias("official"), reports.alias("digest")
    text_of = (
        select(func.min(official.c.id))
        .where(
            official.c.origin == "imported",
            official.c.edition == Edition.ORIGINAL,
            *same_report(official, {name: digest.c[name] for name in REPORT_KEY}),
        )
        .where(digest.c.id == reports.c.id)
        .correlate(reports)
        .scalar_subquery()
    )
    connection.execute(update(reports).where(reports.c.origin == "shipped").values(replaced_by=text_of))


def same_report(table: FromClause, key: Mapping[str, object]) -> list[ColumnElement[bool]]:
    """Return the conditions under which a row is another text of the report that ``key`` (REPORT_KEY) names.

    An issuer has one summary a year but many letters; and where place and issuer are unknown only the title tells.
    """
    yearly = (table.c.kind != DocumentKind.OTHER) & ((table.c.place != "") | (table.c.issuer != ""))
    same_title = table.c.title == key["title"]
    return [*(table.c[name] == key[name] for name in REPORT_KEY if name != "title"), yearly | same_title]


def now() -> str:
    """Return the moment in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _stored(row: Row, position: int) -> Row:
    stored = {name: row[name] for name in FACT_COLUMNS}
    for name in NUMBER:
        if math.isnan(stored[name]):
            stored[name] = None
    return stored | {"position": position}
