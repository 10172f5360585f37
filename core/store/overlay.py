"""Lay what people corrected over what the reader found. The reader's rows and the corrections stay apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from math import isnan
from typing import Any, Protocol

from core.declarations import current_id, load_indicators
from core.facts import BLANK, NUMBER, RECOGNISED
from core.model import INSTEAD, Period, Reason, Status, instead_of
from core.plain import is_plain

Row = dict[str, Any]  # the cells of a row of the facts frame
FACT_FIELDS = {
    "indicator": "指标",
    "value": "数值",
    "low": "下限",
    "high": "上限",
    "unit": "单位",
    "bound": "界限",
    "role": "性质",
    "period": "统计期",
    "part": "分项",
    "scope": "范围",
    "noun": "名称",
}
ABOUT = ("document", "place", "issuer", "issuer_short", "level", "edition", "trust")  # the report's columns
ENDS = ("low", "high")
WRITTEN_ANEW = ("value", "unit")
LOOKED_AT = (RECOGNISED, "value")  # who says one of them has held the figure against its picture
CORRECTED = "corrected"  # the caveat that marks a corrected fact


class Correction(Protocol):
    """A row of the table of corrections."""

    id: int
    field: str
    start: int
    end: int
    indicator: str
    after: str


def overlaid(
    rows: list[Row], corrections: Sequence[Correction], silence: Callable[[str], Reason]
) -> tuple[list[Row], list[int]]:
    """Return the rows with the corrections applied in their order, and the corrections whose fact is read no more.

    Args:
        silence: why the report has no value of an indicator that it no longer says anything of.
    """
    rows, lost, touched = [dict(row) for row in rows], [], set()
    for correction in corrections:
        row = find_row(rows, correction.start, correction.end, current_id(correction.indicator))
        if row is None or not _holds(correction.field, correction.after):
            lost.append(correction.id)
            continue
        touched.add(row["indicator"])
        after = current_id(correction.after) if correction.field == "indicator" else correction.after
        unseen = [code for code in row["caveats"].split(";") if code]
        if correction.field in LOOKED_AT and RECOGNISED in unseen:
            unseen.remove(RECOGNISED)
        if correction.field == RECOGNISED:
            row["caveats"] = ";".join(unseen)
            continue
        row |= corrected_columns(correction.field, after) | _moved_ends(row, correction)
        if correction.field in WRITTEN_ANEW and row["status"] == Status.STATED:
            row["written"] = (
                f"{row['value']:.15g}{row['unit']}"  # a label must not say the old number; the sentence still does
            )
        row["caveats"] = ";".join(dict.fromkeys([*unseen, CORRECTED]))
        touched.add(row["indicator"])
    for indicator in sorted(touched - {""}):
        rows = _settle_silence(rows, indicator, silence)
    return rows, lost


def _holds(field: str, after: str) -> bool:
    """Return whether a correction can be laid over a fact: an old store may hold inf or 1e5 as a value."""
    return field not in NUMBER or not after or is_plain(after)


def find_row(rows: list[Row], start: int, end: int, indicator: str) -> Row | None:
    """Return the fact that stands at these offsets for this indicator."""
    key = (start, end, indicator)
    return next((row for row in rows if (row["start"], row["end"], row["indicator"]) == key), None)


def corrected_columns(field: str, after: str) -> Row:
    """Return the columns that a corrected field changes; ``after`` is as written, "" for a masked value.

    >>> corrected_columns("period", "2023-04/2023-12")["months"]
    9
    """
    if field == "value":
        status = Status.STATED if after else Status.MASKED
        return {"value": _number(after), "status": status.value}
    if field in NUMBER:
        return {field: _number(after)}
    if field == "period":
        return _period_columns(after)
    return {field: after}


def _moved_ends(row: Row, correction: Correction) -> Row:
    """Return the ends that the wording allows around a corrected value: as far from it as they were from the old one.

    >>> from types import SimpleNamespace as Made
    >>> _moved_ends({"value": 95.1, "low": 95.1, "high": float("nan")}, Made(field="value", after="90"))
    {'low': 90.0}
    >>> _moved_ends({"value": 9.0, "low": 8.5, "high": 9.5}, Made(field="value", after=""))
    {'low': nan, 'high': nan}
    """
    if correction.field != "value":
        return {}
    ends = {name: row[name] for name in ENDS if not isnan(row[name])}
    if not correction.after or isnan(row["value"]):
        return dict.fromkeys(ends, float("nan"))
    step = Decimal(correction.after) - Decimal(f"{row['value']:.15g}")
    return {name: float(Decimal(f"{end:.15g}") + step) for name, end in ends.items()}


def _number(written: str) -> float:
    return float(written) if written else float("nan")


def _period_columns(code: str) -> Row:
    first, _, last = code.partition("/")
    start = first if "-" in first else f"{first}-01"
    end = last or (first if "-" in first else f"{first}-12")
    period = Period(start, end, "")
    return {"period": period.code, "period_start": start, "period_end": end, "months": period.months}


def _settle_silence(rows: list[Row], indicator: str, silence: Callable[[str], Reason]) -> list[Row]:
    """Return the rows with a gap of the indicator where, and only where, no actual value is stated any more."""
    stated = [row for row in rows if row["indicator"] == indicator and row["status"] != "gap"]
    gap = next((row for row in rows if row["indicator"] == indicator and row["status"] == "gap"), None)
    declared = load_indicators().get(indicator)
    if any(row["status"] == Status.STATED and (declared is None or declared.states(row["role"])) for row in stated):
        return [row for row in rows if row is not gap]
    return rows if gap else [*rows, _silence(rows[0], indicator, _reason(stated) or silence(indicator))]


def _reason(stated: list[Row]) -> Reason | None:
    if any(row["status"] == Status.MASKED for row in stated):
        return Reason.MASKED
    return min((instead_of(row["role"]) for row in stated), key=INSTEAD.index, default=None)


def _silence(row: Row, indicator: str, reason: Reason) -> Row:
    gap = {"fact_id": f"{row['document']}:gap:{indicator}", "indicator": indicator, "status": "gap"}
    return (
        row | BLANK | {name: row[name] for name in ABOUT} | gap | {"reason": reason.value, "period": str(row["year"])}
    )
