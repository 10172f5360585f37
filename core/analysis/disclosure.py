"""政务公开: the official tables as officials know them, and what they allow to be said of several places and years."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from core.declarations import load_places
from core.disclosure import Cell, CellKey, Check, DisclosureTables, State, Verdict, read_tables
from core.disclosure.prose import check_text
from core.disclosure.years import between_years
from core.facts import short_name
from core.model import Document, DocumentKind, Reason
from core.reading.document import RawTable
from core.testimony import silence_of

ENOUGH_CASES = 30  # no rate of fewer
FEW = "few"  # too few cases for a rate; the counts are shown
RESULTS: CellKey = (2, "results", "total")
OFFICIAL = (
    "table", "code", "block", "group", "label", "name", "column_id", "column", "value", "state", "unit", "start", "end",
    "failing", "repaired_by",
)  # fmt: skip
ABOUT = ("document", "place", "issuer", "issuer_short", "level", "year")
TELLING = (DocumentKind.DISCLOSURE, DocumentKind.BOTH)  # genres that have the tables
MIX = (*ABOUT, "code", "name", "count", "share", "of", "reason")
RATE = (*ABOUT, "code", "name", "formula", "value", "count", "of", "reason")
FLOW = (*ABOUT, "code", "name", "value", "unit", "reason")


@dataclass(frozen=True, slots=True)
class Reported:
    """A report and its tables."""

    document: Document
    tables: DisclosureTables

    @property
    def checks(self) -> tuple[Check, ...]:
        """Return the equations and the numbers of the text held against the cells."""
        return (*self.tables.checks, *check_text(self.document.text, self.tables, self.document.year))


@dataclass(frozen=True, slots=True)
class Rate:
    """A share that the tables give, and the cells it is made of."""

    code: str
    name: str
    formula: str
    count: tuple[CellKey, ...]
    of: tuple[CellKey, ...]
    enough: int = 1  # cases below which there is no rate


def _keys(table: int, rows: Sequence[str], columns: Sequence[str]) -> tuple[CellKey, ...]:
    return tuple((table, row, column) for row in rows for column in columns)


REFUSED = ("secret", "forbidden", "security", "third_party", "internal", "process", "enforcement", "query")
DISCLOSED = _keys(2, ("granted", "partial"), ("total",))
COURT = ("direct", "after_review")
DECIDED = ("upheld", "corrected", "other")
RATES = (
    Rate("of_all", "公开率（占全部办结）", "（予以公开＋部分公开）÷ 办理总计", DISCLOSED, (RESULTS,)),
    Rate(
        "of_substance", "公开率（占实体答复）", "（予以公开＋部分公开）÷（予以公开＋部分公开＋不予公开）",
        DISCLOSED, (*DISCLOSED, *_keys(2, REFUSED, ("total",))),
    ),
    Rate(
        "review_corrected", "复议纠错率", "结果纠正 ÷（结果维持＋结果纠正＋其他结果）",
        _keys(3, ("review",), ("corrected",)), _keys(3, ("review",), DECIDED), ENOUGH_CASES,
    ),
    Rate(
        "court_corrected", "诉讼纠错率", "结果纠正 ÷（结果维持＋结果纠正＋其他结果），两类诉讼合计",
        _keys(3, COURT, ("corrected",)), _keys(3, COURT, DECIDED), ENOUGH_CASES,
    ),
)  # fmt: skip
FLOWS: dict[str, tuple[str, tuple[CellKey, ...]]] = {
    "new": ("新收申请", _keys(2, ("new",), ("total",))),
    "carried_in": ("上年结转", _keys(2, ("carried_in",), ("total",))),
    "results": ("办理总计", (RESULTS,)),
    "carried_out": ("结转下年度", _keys(2, ("carried_out",), ("total",))),
    "review": ("行政复议", _keys(3, ("review",), ("total",))),
    "court": ("行政诉讼", _keys(3, COURT, ("total",))),
    "documents": ("规范性文件制发", _keys(1, ("documents",), ("made",))),
    "valid": ("规范性文件现行有效", _keys(1, ("documents",), ("valid",))),
    "licensing": ("行政许可", _keys(1, ("licensing",), ("decided",))),
    "penalties": ("行政处罚", _keys(1, ("penalties",), ("decided",))),
    "coercion": ("行政强制", _keys(1, ("coercion",), ("decided",))),
}


def read_report(document: Document, tables: Sequence[RawTable] = ()) -> Reported:
    """Return a report with its tables; none are there when ``reported.tables`` is empty."""
    return Reported(document, read_tables(document.text, tables, document.raw))


def official_table(reported: Reported, number: int) -> pd.DataFrame:
    """Return one of the three tables, a row a cell in the standard's order, with ``OFFICIAL`` columns.

    ``value`` is NaN unless stated or repaired; ``failing`` marks the cells of equations that do not hold.
    """
    table = reported.tables.table(number)
    failing = reported.tables.failing
    rows = [
        (
            number,
            cell.row.code,
            cell.row.block,
            cell.row.group,
            cell.row.label,
            cell.row.name,
            cell.column.id,
            cell.column.label,
            _float(cell.value),
            str(cell.state),
            cell.unit,
            cell.start,
            cell.end,
            cell.key in failing,
            cell.equation,
        )
        for cell in (table.cells if table else ())
    ]
    return pd.DataFrame(rows, columns=list(OFFICIAL)).astype({"value": "float64"})


def checks_frame(reported: Reported) -> pd.DataFrame:
    """Return every check of a report: what it says, its verdict, both sides, and where it is shown."""
    rows = [
        (c.equation, c.table, c.row, c.column, c.says, str(c.verdict), _float(c.left), _float(c.right), c.start, c.end)
        for c in reported.checks
    ]
    columns = ["equation", "table", "row", "column", "says", "verdict", "left", "right", "start", "end"]
    return pd.DataFrame(rows, columns=columns).astype({"left": "float64", "right": "float64"})


def outcome_mix(reports: Iterable[Reported]) -> pd.DataFrame:
    """Return how each report's applications ended: count and share of each of the six outcomes.

    A report without a finished application has no shares but the reason 不适用; a share is never 0 % for want of cases.
    """
    return _mix(reports, _outcomes, (RESULTS,))


def applicant_mix(reports: Iterable[Reported]) -> pd.DataFrame:
    """Return who applied: count and share of each kind of applicant among the new applications."""
    return _mix(reports, _applicants, FLOWS["new"][1])


def rates(reports: Iterable[Reported]) -> pd.DataFrame:
    """Return the rates of each report in percent: 公开率 in both definitions, 纠错率 from thirty decided cases on."""
    rows = [(*_about(r), rate.code, rate.name, rate.formula, *_rate(r, rate)) for r in reports for rate in RATES]
    return pd.DataFrame(rows, columns=list(RATE)).astype({"value": "float64", "count": "float64", "of": "float64"})


def flows(reports: Iterable[Reported]) -> pd.DataFrame:
    """Return the counts of each report that stand side by side for places and years, silent ones with their reason."""
    rows = []
    for reported in reports:
        for code, (name, keys) in FLOWS.items():
            value, reason = _sum(reported, keys)
            rows.append((*_about(reported), code, name, _float(value), "件", reason))
    return pd.DataFrame(rows, columns=list(FLOW)).astype({"value": "float64"})


def across_years(reports: Iterable[Reported]) -> dict[tuple[str, str], list[Check]]:
    """Return the checks between reports of one issuer on years that follow each other, by the ids of the two."""
    series: dict[tuple[str, str], dict[int, Reported]] = {}
    for reported in reports:
        document = reported.document
        series.setdefault((document.place, document.issuer), {})[document.year] = reported
    return {
        (years[year].document.id, years[year + 1].document.id): between_years(
            years[year].tables, years[year + 1].tables
        )
        for years in series.values()
        for year in sorted(years)
        if year + 1 in years
    }


def _mix(
    reports: Iterable[Reported],
    parts: Callable[[Reported], Iterator[tuple[str, str, tuple[CellKey, ...]]]],
    whole: tuple[CellKey, ...],
) -> pd.DataFrame:
    rows = []
    for reported in reports:
        total, reason = _sum(reported, whole)
        for code, name, keys in parts(reported):
            count, unknown = _sum(reported, keys)
            why = reason or unknown or ("" if total else str(Reason.NOT_APPLICABLE))
            share = float("nan") if why or count is None or not total else float(count / total * 100)
            rows.append((*_about(reported), code, name, _float(count), share, _float(total), why))
    return pd.DataFrame(rows, columns=list(MIX)).astype({"count": "float64", "share": "float64", "of": "float64"})


def _outcomes(reported: Reported) -> Iterator[tuple[str, str, tuple[CellKey, ...]]]:
    table = reported.tables.table(2)
    by_indicator: dict[str, tuple[str, list[CellKey]]] = {}
    for row in table.standard.table(2).rows if table else ():
        indicator = row.indicators["total"]
        if row.group and row.code != "results":
            by_indicator.setdefault(indicator, (row.name.split("·")[0], []))[1].append((2, row.code, "total"))
    for indicator, (name, keys) in by_indicator.items():
        yield indicator, name, tuple(keys)


def _applicants(reported: Reported) -> Iterator[tuple[str, str, tuple[CellKey, ...]]]:
    table = reported.tables.table(2)
    for column in table.standard.table(2).rows[0].columns[:-1] if table else ():
        yield column.id, column.label, ((2, "new", column.id),)


def _rate(reported: Reported, rate: Rate) -> tuple[float, float, float, str]:
    count, unknown = _sum(reported, rate.count)
    of, reason = _sum(reported, rate.of)
    reason = reason or unknown
    if not reason and not of:
        reason = str(Reason.NOT_APPLICABLE)
    elif not reason and of is not None and of < rate.enough:
        reason = FEW
    value = float("nan") if reason or count is None or not of else float(count / of * 100)
    return value, _float(count), _float(of), reason


def _sum(reported: Reported, keys: Sequence[CellKey]) -> tuple[Decimal | None, str]:
    """Return the sum of cells, or None and why there is none."""
    cells = [reported.tables.get(*key) for key in keys]
    if any(cell is None for cell in cells):
        return None, str(silence_of(reported.document.edition, reported.document.kind, TELLING))
    known = [_counted(reported, cell) for cell in cells if cell]
    if all(cell.state is State.NOT_APPLICABLE for cell in cells if cell):
        return None, str(Reason.NOT_APPLICABLE)
    if any(value is None for value in known):
        return None, str(Reason.LOST)
    return sum((value for value in known if value is not None), Decimal(0)), ""


def _counted(reported: Reported, cell: Cell) -> Decimal | None:
    """Return what a cell adds: a blank nothing, where the equations that have it hold with nothing."""
    if cell.value is not None:
        return cell.value
    if cell.state is State.NOT_APPLICABLE:
        return Decimal(0)
    mine = [check.verdict for check in reported.tables.checks if cell.key in check.cells]
    held = cell.state is State.BLANK and Verdict.PASS in mine and Verdict.FAIL not in mine
    return Decimal(0) if held else None


def _about(reported: Reported) -> tuple[str | int, ...]:
    document = reported.document
    return (
        document.id,
        document.place,
        document.issuer,
        short_name(document, load_places()),
        document.level,
        document.year,
    )


def _float(value: Decimal | None) -> float:
    return float("nan") if value is None else float(value)
