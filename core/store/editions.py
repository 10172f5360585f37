"""The other texts of a report: the digest it took the place of, the file it replaced, what lies in the bin, and other
reports of the same place and year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import RowMapping, select

from core.reading import RawDocument
from core.store import schema
from core.store.engine import Store, open_store, reading
from core.store.filecolumns import stored_tables
from core.store.filing import FIELDS, Filing
from core.store.history import earlier_texts
from core.words import EDITIONS

REPORTS = schema.reports


@dataclass(frozen=True, slots=True)
class OtherText:
    """Another text to hold a report against."""

    key: str
    words: str  # for a menu
    raw: RawDocument
    filing: Filing


def other_texts(report: str, *, store: Store | None = None) -> list[OtherText]:
    """Return the other texts of a report, earlier ones of its own first."""
    store = store or open_store()
    with reading(store) as connection:
        own = connection.execute(select(REPORTS.c.place, REPORTS.c.year).where(REPORTS.c.id == report)).first()
        if own is None:
            return []
        same = (REPORTS.c.place == own.place, REPORTS.c.year == own.year, REPORTS.c.id != report)
        rows = connection.execute(select(REPORTS).where(*same).order_by(REPORTS.c.replaced_by.is_(None), REPORTS.c.id))
        texts = [_text(str(row["id"]), _words(row), row) for row in map(_by_name, rows.mappings())]
    gone = [text for text in earlier_texts(store=store) if (text.row["place"], text.year) == (own.place, own.year)]
    before = [_text(f"change {t.change}", f"{t.made_at[:10]} 前的《{t.title}》", t.row) for t in gone]
    return [*before, *texts]


def _by_name(row: RowMapping) -> dict[str, object]:
    return {str(name): value for name, value in row.items()}


def _text(key: str, words: str, row: Mapping[str, object]) -> OtherText:
    notes = tuple(filter(None, str(row["remarks"]).split("\n")))
    raw = RawDocument(
        str(row["raw"]), str(row["file_name"]), str(row["sha256"]), stored_tables(str(row["tables"])), notes
    )
    return OtherText(key, words, raw, Filing(**{name: row[name] for name in FIELDS}))  # type: ignore[arg-type]


def _words(row: Mapping[str, object]) -> str:
    gave_way = "，已以原文为准" if row["replaced_by"] else ""
    return f"《{row['title'] or row['id']}》（{EDITIONS.get(str(row['edition']), '')}{gave_way}）"
