"""Rows with all that is known of them: as lines of a sheet, as CSV, as a citation."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from core.analysis.rows import Row
from core.analysis.wording import badges, page_in_words, period_of, text_of, why_in_words
from core.library import Library
from core.screens.exhibit import Exhibit, Table
from core.words import BOUNDS, EDITIONS, PRODUCT, ROLES, TRUSTS, UNKNOWN, VERDICTS

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet computes what begins with one of these
HEAD = (
    "地区", "年份", "指标", "数值（原文写法）", "数值", "下限", "上限", "单位", "口径", "界限", "性质", "统计期", "层级与范围", "可比性", "原因或注意",
    "原句", "所在标题", "页码", "报告", "版本", "发布机构", "发布日期", "网址", "来源", "核对人", "编号", "数据版本",
)  # fmt: skip


def rows_csv(rows: Iterable[Row], library: Library) -> str:
    """Return the rows with all that is known of them, silent ones with their reason."""
    return csv_of(HEAD, (line_of(row, library) for row in rows))


def csv_of(head: Sequence[str], lines: Iterable[Sequence[object]]) -> str:
    """Return a table as CSV; no cell of it is taken for a formula.

    >>> csv_of(["甲"], [["=1+1"], [-2.5]])
    "甲\\r\\n'=1+1\\r\\n-2.5\\r\\n"
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([harmless(cell) for cell in line] for line in lines)
    return file.getvalue()


def exhibit_csv(exhibit: Exhibit, library: Library) -> str:
    """Return the table of an exhibit as CSV, with all that is known of its rows where its lines are rows."""
    return rows_csv(exhibit.rows, library) if exhibit.table.of_rows else table_csv(exhibit.table)


def table_csv(table: Table) -> str:
    """Return the words of a table as CSV."""
    return csv_of(table.head, ([cell.words for cell in line] for line in table.lines))


def harmless(cell: object) -> object:
    """Return a cell that a spreadsheet shows and does not compute; numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def citation(row: Row, library: Library) -> str:
    """Return how a number is cited: who, what, when, where, which part, in which wording."""
    report = report_of(row, library)
    fields = (
        f"{row.issuer or UNKNOWN}：《{report.get('title') or UNKNOWN}》（{EDITIONS.get(row.edition, '')}）",
        f"发布日期：{report.get('published') or UNKNOWN}",
        f"网址：{report.get('address') or UNKNOWN}",
        f"段落：{row.path}" if row.path else "",
        page_in_words(row),
        f"原句：“{row.quote.strip()}”" if row.quote else "",
        f"{PRODUCT}，数据版本 {library.version}",
    )
    return "；".join(filter(None, fields)) + "。"


def line_of(row: Row, library: Library) -> tuple[object, ...]:
    """Return all that is known of a row, in the order of ``HEAD``."""
    report, declared = report_of(row, library), library.indicators
    return (
        row.place.short_name,
        row.of_year or "",
        declared[row.indicator].name if row.indicator in declared else row.noun,
        text_of(row),
        *("" if number is None else number for number in (row.value, row.low, row.high)),
        row.unit,
        declared[row.indicator].basis if row.indicator in declared else "",
        BOUNDS.get(row.bound, ""),
        ROLES.get(row.role, ""),
        period_of(row) if not row.silent else "",
        " · ".join(badges(row)),
        VERDICTS.get(row.verdict, ""),
        why_in_words(row),
        row.quote.strip(),
        row.path,
        row.page or "",
        report.get("title", ""),
        EDITIONS.get(row.edition, ""),
        row.issuer,
        report.get("published", ""),
        report.get("address", ""),
        TRUSTS.get(row.trust, ""),
        "、".join(filter(None, (report.get("confirmed_by"), library.correctors.get((row.document, row.start))))),
        row.fact_id,
        library.version,
    )


def report_of(row: Row, library: Library) -> dict:
    """Return what is known of the report of a row, {} where there is none."""
    return library.told_of.get(row.document, {})
