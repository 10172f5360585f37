"""What a report does not say. Nothing is kept of an indicator of which a report has no row at all: its gap, and the reason,
follow from what the report is, and are made when somebody asks. A gap with a sentence or a reason of its own is a row.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Row

from core.facts import BLANK, COLUMNS
from core.model import Indicator, Status
from core.store.schema import REPORT_IN_FACTS
from core.testimony import unsaid

Cells = dict[str, list]  # column of the facts frame → its cells
GAP = BLANK | {"status": Status.GAP.value}


def silences_of(
    reports: Sequence[Row],
    present: Mapping[str, Collection[str]],
    indicators: tuple[Indicator, ...],
    wanted: Collection[str] | None = None,
) -> Cells:
    """Return the rows of the facts frame of what reports do not say and no row says.

    Args:
        reports: id, kind and the columns that facts take from their report.
        present: report → the indicators of which it has a row.
        wanted: the indicators that are asked for; None for all.
    """
    cells: Cells = {name: [] for name in COLUMNS}
    for report in reports:
        ids, _, reasons = unsaid(report.edition, report.kind, indicators)
        known = present.get(report.id, ())
        silent = [(id, reason) for id, reason in zip(ids, reasons, strict=True) if id not in known]
        _add(cells, report, silent if wanted is None else [pair for pair in silent if pair[0] in wanted])
    count = len(cells["indicator"])
    return cells | {name: [blank] * count for name, blank in GAP.items() if not cells[name]}


def _add(cells: Cells, report: Row, silent: Sequence[tuple[str, str]]) -> None:
    alike = {name: report._mapping[name] for name in REPORT_IN_FACTS} | {
        "document": report.id,
        "period": str(report.year),
    }
    for name, cell in alike.items():
        cells[name] += [cell] * len(silent)
    cells["fact_id"] += [f"{report.id}:gap:{id}" for id, _ in silent]
    cells["indicator"] += [id for id, _ in silent]
    cells["reason"] += [str(reason) for _, reason in silent]


def in_reading_order(facts: Cells, gaps: Cells, indicators: Mapping[str, Indicator]) -> Cells:
    """Return facts and gaps report by report: what is said as it stands, then the gaps in the order of indicators."""
    cells = {name: [*facts[name], *gaps[name]] for name in COLUMNS}
    place = {id: n for n, id in enumerate(indicators)}
    silent = [status == Status.GAP for status in cells["status"]]
    within = [
        place.get(id, len(place)) if gap else n
        for n, (id, gap) in enumerate(zip(cells["indicator"], silent, strict=True))
    ]
    keys = list(zip(cells["document"], silent, within, strict=True))
    order = sorted(range(len(keys)), key=keys.__getitem__)
    return {name: [column[n] for n in order] for name, column in cells.items()}
