"""What each report holds of each place, kept with its facts in the same transaction and asked for instead of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Connection, Select, case, delete, distinct, func, insert, select

from core.holdings import Held, packed
from core.model import Indicator, Status, Trust
from core.store.engine import Store, open_store, reading
from core.store.schema import TRUST, holdings, reports

PLACE = case((holdings.c.place != "", holdings.c.place), else_=reports.c.place).label("place")
LEVEL = case((holdings.c.place != "", holdings.c.level), else_=reports.c.level).label("level")

IS_PENDING = TRUST.in_((Trust.PENDING.value,)).label("pending")


def write_holdings(
    connection: Connection,
    report: str,
    own: str,
    rows: Sequence[Mapping[str, Any]],
    indicators: Mapping[str, Indicator],
) -> None:
    """Replace what a report, of a place of its own, holds of each place.

    Args:
        rows: of the facts frame, with what people corrected.
    """
    spoken = [row for row in rows if row["status"] != Status.GAP]
    by_place: dict[str, list[Mapping[str, Any]]] = {own: []}
    for row in spoken:
        by_place.setdefault(row["place"] or own, []).append(row)
    connection.execute(delete(holdings).where(holdings.c.report == report))
    connection.execute(
        insert(holdings),
        [
            {
                "report": report,
                "place": "" if place == own else place,
                "level": "" if place == own else of_place[0]["level"],
                "numbers": len({row["start"] for row in spoken}) if place == own else 0,
                "content": packed(of_place, indicators),
            }
            for place, of_place in by_place.items()
        ],
    )


def held(*, store: Store | None = None) -> list[Held]:
    """Return what the reports in use hold, place by place, in no order."""
    of_report = (reports.c[name] for name in ("year", "kind", "edition", "origin"))
    whose = ((holdings.c.place == "").label("own"), IS_PENDING)
    also = (*whose, holdings.c.numbers, holdings.c.content)
    asked: Select[Any] = select(*cast(Any, (PLACE, LEVEL, *of_report, *also)))
    asked = asked.join(reports, reports.c.id == holdings.c.report).where(reports.c.replaced_by.is_(None))
    with reading(store or open_store()) as connection:
        rows = connection.execute(asked).all()
    return cast(list[Held], rows)  # tuples already: to make others of them would take as long as to ask for them


def bulletins(least: int, *, about: str | None = None, store: Store | None = None) -> list[str]:
    """Return the reports, in use or not, that speak of so many other places and more; those that speak of one of them."""
    speaking = select(holdings.c.report).where(holdings.c.place > "")
    asked = speaking.group_by(holdings.c.report).having(func.count(distinct(holdings.c.place)) >= least)
    if about is not None:
        asked = asked.where(holdings.c.report.in_(speaking.where(holdings.c.place == about)))
    with reading(store or open_store()) as connection:
        return list(connection.scalars(asked.order_by(holdings.c.report)))
