"""Say a figure of a table as a sentence of a report, so that it is read as prose is."""

from __future__ import annotations

import re
from typing import NamedTuple

from core.parsing.grids.heads import SILENT, UNIT, Kind
from core.parsing.grids.layout import Entry

_SIGNED = re.compile(r"(?P<down>[-−↓▼]|下降|减少|降低)|(?P<up>[+↑▲]|增长|上升|增加)")
_NUMBER = re.compile(r"[\d,.]+")
SMALL = 1000  # a smaller number without a unit may be counted in 万
_RATE = re.compile(r"率|占比|比例|比重")


class Said(NamedTuple):
    """A sentence, and where the figure stands in it."""

    text: str
    start: int
    end: int


def say(entry: Entry) -> Said | None:
    """Return a figure with its heads as a sentence, None where it is a figure of no indicator: 完成率 101.6%."""
    if entry.split:
        return _in_list(entry)
    if entry.kind in SILENT:
        return _as_written(entry) if entry.place else None
    figure = _with_unit(entry)
    if figure is None:
        return None
    time = f"{entry.time}," if entry.time else ""
    if entry.kind is Kind.CHANGE:
        sign = _SIGNED.match(entry.cell.text)
        verb = "下降" if sign and sign["down"] else "增长"
        before = f"{entry.label}{entry.base}{verb}"
        figure = figure.lstrip("+-−↑↓▲▼ ")
    else:
        counted = "数为" if figure.isdigit() and not entry.label.endswith(("量", "数", "额")) else ""
        before = f"{time}{entry.label}{counted}"
        if entry.kind is Kind.TARGET:
            before = f"{time}力争{entry.label}达到"
    return Said(f"{before}{figure}。", len(before), len(before) + len(figure))


def _in_list(entry: Entry) -> Said:
    """Return a figure as that of a member of a list: 按类型分,咨询占42.49%."""
    time = f"{entry.time}," if entry.time else ""
    before = f"{time}按{entry.split}分,{entry.label}{'占' if entry.kind is Kind.SHARE else ''}"
    text = entry.cell.text
    figure = text if UNIT.search(text) or "%" in text else f"{text}{entry.unit}"
    return Said(f"{before}{figure}。", len(before), len(before) + len(figure))


def _as_written(entry: Entry) -> Said | None:
    """Return a rank or a score that a table states of a place, as it is; nobody's indicator."""
    figure = entry.cell.text
    if entry.kind is Kind.RANK:
        before, figure = f"{entry.words}第", figure.strip("第名位")
    else:
        unit = entry.unit or ("分" if entry.kind is Kind.SCORE else "%")
        before, figure = (
            f"{entry.words}为",
            figure if UNIT.search(figure) or figure.endswith("%") else f"{figure}{unit}",
        )
    time = f"{entry.time}," if entry.time else ""
    return Said(f"{time}{before}{figure}。", len(time + before), len(time + before + figure))


def _with_unit(entry: Entry) -> str | None:
    """Return the figure with its unit; None where a rate has none, or a whole of things a part."""
    text = entry.cell.text
    own = _NUMBER.sub("", text, count=1).strip("+-−↑↓▲▼约近超逾≥≤>< 余多")
    if UNIT.match(own) or not entry.unit:
        bare_rate = not own and (_RATE.search(entry.label) or entry.kind is Kind.CHANGE)
        small = text.replace(",", "").isdigit() and int(text.replace(",", "")) < SMALL or "." in text
        return None if bare_rate or not own and small else text
    if own and entry.unit.startswith(own):  # 12.5万 in a column of 万件
        return text + entry.unit[len(own) :]
    unit = "个百分点" if entry.unit == "百分点" else entry.unit  # 0.5百分点 could be half a hundred
    return f"{text}{unit}" if not own or own in "万亿" else text
