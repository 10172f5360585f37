"""The three tables of a disclosure report as officials know them: heads that stay, zeros light, what does not add
up marked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

import streamlit as st

from core.analysis.disclosure import Reported
from core.disclosure import Cell, State, TableReading
from core.disclosure.standard import Row
from core.library import Library, remembered
from core.screens.openness import SHOWN, report_with_tables
from pages.ui import loading
from pages.ui.escape import escape_html as e
from pages.ui.links import to_text

PEOPLE = "法人或其他组织"
SINGLE = ("natural", "total")  # columns of table 2 that stand alone under their own head
COURT = "行政诉讼"
LEGEND = "灰色的 0 是原文的零；/ 为不适用；空格为原文空白；缺 为原文丢失；斜体为按勾稽关系推算；框起来的数字勾稽不符。点数字到原文。"


def show_official(report: str, number: int) -> None:
    """Show one of the tables of a report, where it has that one."""
    if drawn := _linked(loading.library(), report, number):
        st.html(f'<div class="official" data-report="" tabindex="0">{drawn}</div>')
        st.caption(LEGEND)


@remembered
def _linked(library: Library, report: str, number: int) -> str:
    """Return a table whose cells lead to where they stand in the report, or to the total of their row; "" for none."""
    known = report_with_tables(library, report)
    starts = set(library.facts(None, report)["start"].tolist())
    totals = {c.row.code: c.start for c in known.tables.cells if c.column.id in ("total", "decided", "made")}
    rows = {cell.start: cell.row.code for cell in known.tables.cells}

    def link(start: int) -> str:
        return to_text(report, start if start in starts else totals.get(rows[start], start)).written()

    table = known.tables.table(number)
    return "" if table is None else official_html(known, table, link)


def official_html(reported: Reported, table: TableReading, link: Callable[[int], str]) -> str:
    """Return a table as HTML in which every word is escaped.

    Args:
        link: where a click on the cell that begins at an offset leads to.
    """
    return HTML[table.number](_Drawn(reported, table, link))


class _Drawn:
    """A table and how its cells are written."""

    def __init__(self, reported: Reported, table: TableReading, link: Callable[[int], str]) -> None:
        self.table, self.rows, self.link = table, table.standard.table(table.number).rows, link
        self.failing = reported.tables.failing
        self.cells = {(cell.row.code, cell.column.id): cell for cell in table.cells}

    def cell(self, row: Row, column: str, span: int = 1) -> str:
        """Return a cell of the table."""
        cell = self.cells.get((row.code, column))
        wide = f' colspan="{span}"' if span > 1 else ""
        if cell is None:
            return f'<td{wide} class="lost">缺</td>'
        figure = e(self._written(cell))
        body = (
            f'<a href="{e(self.link(cell.start))}" target="_self">{figure}</a>'
            if cell.state is State.STATED
            else figure
        )
        return f'<td{wide} class="{self._looks(cell)}" title="{e(self._hint(cell))}">{body}</td>'

    def _written(self, cell: Cell) -> str:
        return SHOWN.get(cell.state, "" if cell.value is None else f"{cell.value:,f}")

    def _looks(self, cell: Cell) -> str:
        looks = {State.REPAIRED: "derived", State.LOST: "lost"}.get(cell.state, "zero" if cell.value == 0 else "")
        return f"{looks} failing" if cell.key in self.failing else looks

    def _hint(self, cell: Cell) -> str:
        wrong = "勾稽不符" if cell.key in self.failing else ""
        return "；".join(
            filter(
                None,
                (f"{cell.row.name} · {cell.column.label}", wrong, f"推算：{cell.equation}" if cell.equation else ""),
            )
        )


def _publication(drawn: _Drawn) -> str:
    """Table 1: a block a paragraph of the regulation, each with a head of its own."""
    parts = []
    for block, grouped in groupby(drawn.rows, key=lambda row: row.block):
        rows = list(grouped)
        span = 3 // len(rows[0].columns)
        heads = "".join(
            f'<th colspan="{span}">{e(_head(column.label, column.unit))}</th>' for column in rows[0].columns
        )
        parts.append(f'<tr><th class="block" colspan="4">{e(block)}</th></tr><tr><th>信息内容</th>{heads}</tr>')
        parts += [f'<tr><th class="row">{e(row.label)}</th>{_cells(drawn, row, span)}</tr>' for row in rows]
    return f'<table class="narrow">{"".join(parts)}</table>'


def _head(label: str, unit: str) -> str:
    return f"{label}（单位：{unit}）" if unit == "万元" else label


def _cells(drawn: _Drawn, row: Row, span: int = 1) -> str:
    return "".join(drawn.cell(row, column.id, span) for column in row.columns)


def _applications(drawn: _Drawn) -> str:
    """Table 2: rows by stage of an application, columns by applicant."""
    columns = drawn.rows[0].columns
    bodies = [column for column in columns if column.id not in SINGLE]
    first = "".join(
        f'<th rowspan="2">{e(column.label)}</th>'
        if column.id in SINGLE
        else f'<th colspan="{len(bodies)}">{PEOPLE}</th>' * (column is bodies[0])
        for column in columns
    )
    second = "".join(f"<th>{e(column.label)}</th>" for column in bodies)
    body = "".join(
        f'<tr class="{"sum" if row.code == "results" else ""}"><th class="row">{lead}{e(row.label)}</th>{_cells(drawn, row)}</tr>'
        for lead, row in _led(drawn.rows)
    )
    return f'<table><thead><tr><th rowspan="2">{e(drawn.rows[0].block)}</th>{first}</tr><tr>{second}</tr></thead><tbody>{body}</tbody></table>'


def _led(rows: Sequence[Row]) -> Iterator[tuple[str, Row]]:
    """Yield each row with the merged labels that begin at it, as small lines above its own."""
    before = ""
    for row in rows:
        new = row.group if row.group != before else ""
        yield (f'<span class="group">{e(new)}</span>' if new else ""), row
        before = row.group


def _disputes(drawn: _Drawn) -> str:
    """Table 3: one line of figures below two levels of heads."""
    review, *court = drawn.rows
    width = len(review.columns)
    first = f'<th colspan="{width}" rowspan="2">{e(review.label)}</th><th colspan="{width * len(court)}">{COURT}</th>'
    second = "".join(f'<th colspan="{width}">{e(row.label)}</th>' for row in court)
    third = "".join(f"<th>{e(column.label)}</th>" for row in drawn.rows for column in row.columns)
    line = "".join(_cells(drawn, row) for row in drawn.rows)
    return (
        f"<table><thead><tr>{first}</tr><tr>{second}</tr><tr>{third}</tr></thead><tbody><tr>{line}</tr></tbody></table>"
    )


HTML: dict[int, Callable[[_Drawn], str]] = {1: _publication, 2: _applications, 3: _disputes}
