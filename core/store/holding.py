"""What each report holds of each place, kept with its facts in the same transaction and asked for instead of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple, cast

from sqlalchemy import ColumnElement, Connection, Select, and_, case, delete, distinct, func, insert, select

from core.holdings import Held, packed
from core.model import Indicator, Status, Trust
from core.store.among import among
from core.store.engine import Store, open_store, reading
from core.store.schema import TRUST, holdings, reports
from core.store.touching import Moment, moment_of, touched_since

PLACE = case((holdings.c.place != "", holdings.c.place), else_=reports.c.place).label("place")
LEVEL = case((holdings.c.place != "", holdings.c.level), else_=reports.c.level).label("level")

MANY = 300  # places: more of them are not asked for one by one
SPEAKING = select(holdings.c.report).where(holdings.c.place > "")  # of others
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


class News(NamedTuple):
    """What the reports in use hold at a moment, place by place, in no order."""

    moment: Moment
    told_of: list[str] | None  # the places of which this is all there is; None: every place
    held: list[Held]


def held(*, store: Store | None = None) -> list[Held]:
    """Return what the reports in use hold, place by place, in no order."""
    with reading(store or open_store()) as connection:
        return _held(connection)


def held_since(moment: Moment | None, *, store: Store | None = None) -> News:
    """Return what the reports hold of the places of which that changed after a moment; of all where most did, or where
    nothing is known of that moment.
    """
    with reading(store or open_store()) as connection:
        now, places = moment_of(connection), touched_since(connection, moment) if moment else None
        if places is None or len(places) > MANY:
            return News(now, None, _held(connection))
        conditions = (_own(places), among(holdings.c.place, places)) if places else ()
        return News(now, places, [one for condition in conditions for one in _held(connection, condition)])


def _own(places: Collection[str]) -> ColumnElement[bool]:
    return and_(
        holdings.c.place == "", holdings.c.report.in_(select(reports.c.id).where(among(reports.c.place, places)))
    )


def _held(connection: Connection, condition: ColumnElement[bool] | None = None) -> list[Held]:
    of_report = (reports.c[name] for name in ("year", "kind", "edition", "origin"))
    whose = ((holdings.c.place == "").label("own"), IS_PENDING)
    also = (*whose, holdings.c.numbers, holdings.c.content)
    asked: Select[Any] = select(*cast(Any, (PLACE, LEVEL, *of_report, *also)))
    asked = asked.join(reports, reports.c.id == holdings.c.report).where(reports.c.replaced_by.is_(None))
    asked = asked if condition is None else asked.where(condition)
    return [Held._make(row) for row in connection.execute(asked)]


def bulletins(
    least: int, *, about: str | None = None, places: Collection[str] | None = None, store: Store | None = None
) -> list[str]:
    """Return the reports, in use or not, that speak of so many other places and more.

    Args:
        about: only those that speak of this place.
        places: only those that are reports of one of these.
    """
    asked = _speaking_of(least)
    if about is not None:
        asked = asked.where(holdings.c.report.in_(SPEAKING.where(holdings.c.place == about)))
    if places is not None:
        asked = asked.where(holdings.c.report.in_(select(reports.c.id).where(among(reports.c.place, places))))
    with reading(store or open_store()) as connection:
        return list(connection.scalars(asked.order_by(holdings.c.report)))


def first_issuer(least: int, *, store: Store | None = None) -> str | None:
    """Return whose the first report in use is that speaks of so many other places and more."""
    first = _speaking_of(least).join(reports, reports.c.id == holdings.c.report)
    first = first.where(reports.c.replaced_by.is_(None)).order_by(holdings.c.report).limit(1)
    asked = select(reports.c.place).where(reports.c.id == first.scalar_subquery())
    with reading(store or open_store()) as connection:
        return connection.scalar(asked)


def _speaking_of(least: int) -> Select[tuple[str]]:
    """Return the question which reports speak of so many other places and more."""
    return SPEAKING.group_by(holdings.c.report).having(func.count(distinct(holdings.c.place)) >= least)
