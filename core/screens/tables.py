"""Rows of a view as a table, the same on a page, in a slide, a sheet and a document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from core.analysis.rows import Row
from core.analysis.wording import badges, name_of, period_of, text_of, why_in_words
from core.model import Indicator, Role
from core.screens.exhibit import Cell, Mark, Table
from core.words import ROLES, shown

PLAIN = ("", Role.ACTUAL, Role.RANK)  # roles that a number shows by itself
OPTIONAL = ("折算", "说明")  # columns left out where no row has anything to say
VALUE, SPARE = "数值", ("统计期", "层级与范围")  # what a line is about; what its sentence tells as well
BESIDE = ("发布机构",)  # stands with the sentence as well


def rows_table(rows: Sequence[Row], indicators: Mapping[str, Indicator] | None = None) -> Table:
    """Return the words of the rows, one line each: the place, with ``indicators`` the indicator; both where there are
    several of both.
    """
    head = ("指标", "地区", "年份", VALUE, "折算", "统计期", "说明", "层级与范围", "发布机构")
    places, named = len({row.place.id for row in rows}), len({row.indicator for row in rows})
    absent = {"指标"} if not indicators or places > 1 and named == 1 else {"地区"} if places <= 1 else set()
    lines = [_line(row, indicators or {}) for row in rows]
    absent |= {name for n, name in enumerate(head) if name in OPTIONAL and not any(line[n].words for line in lines)}
    columns = [n for n, name in enumerate(head) if name not in absent]
    body = tuple(tuple(line[n] for n in columns) for line in lines)
    return Table(tuple(head[n] for n in columns), body, of_rows=True, beside=BESIDE)


def _line(row: Row, indicators: Mapping[str, Indicator]) -> tuple[Cell, ...]:
    own = (row.fact_id,) if row.fact_id else ()
    name = indicators[row.indicator].name if row.indicator in indicators else ""
    fields = (
        name, row.place.short_name, str(row.of_year) if row.of_year else "", value_of(row), in_full(row),
        "" if row.silent else period_of(row), why_in_words(row), " · ".join(badges(row)), row.issuer,
    )  # fmt: skip
    return tuple(Cell(words, row.value if n == 3 else None, own) for n, words in enumerate(fields))


def value_of(row: Row) -> str:
    """Return the figure as a table says it: what is no result is called what it is before its number."""
    role = ROLES.get(row.role, "") if row.role not in PLAIN and not row.silent else ""
    return f"{role} {text_of(row)}" if role else text_of(row)


def in_full(row: Row) -> str:
    """Return the number with all its digits where the report wrote it otherwise."""
    if row.value is None:
        return ""
    full = shown(row.value, row.unit)
    return "" if full.replace(",", "") == row.written.replace("％", "%") else full


def marks_of(rows: Iterable[Row], apart: bool = False) -> list[Mark]:
    """Return the rows as marks of a chart, a row each, each with a name of its own; ``apart`` where they may not
    share the axis.
    """
    rows = list(rows)
    return [
        Mark(
            category=name,
            series="",
            value=row.value if row.ranked or apart else None,
            label=text_of(row),
            facts=(row.fact_id,) if row.fact_id else (),
            colour=row.place.colour,
            apart=apart,
            hollow=row.pending or row.target,
            note=why_in_words(row),
        )
        for name, row in zip(_names(rows), rows, strict=True)
    ]


def _names(rows: Sequence[Row]) -> list[str]:
    """Return place and year of each row, with what tells it from others of the same name: a chart draws one mark a
    name.
    """
    names = [name_of(row) for row in rows]
    for tell in (lambda row: row.issuer_short, period_of, lambda row: row.part):
        by_name: dict[str, set[str]] = {}
        for name, row in zip(names, rows, strict=True):
            by_name.setdefault(name, set()).add(tell(row))
        names = [
            f"{name} {tell(row)}".strip() if len(by_name[name]) > 1 else name
            for name, row in zip(names, rows, strict=True)
        ]
    return [
        f"{name}（第 {names[:n].count(name) + 1} 处）" if names.count(name) > 1 else name
        for n, name in enumerate(names)
    ]
