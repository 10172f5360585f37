"""Corrections in a sheet: the history of those made, and new lines that a person writes below it, taken back into
the store.
"""

from __future__ import annotations

import io
import zipfile

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from core import store
from core.errors import DocumentError
from core.library.corrections import Asked, in_words
from core.reading.archives import check_archive
from core.store import FACT_FIELDS, REPORT_FIELDS, Store

SHEET = "更正"
HEAD = ("编号", "项目", "原为", "改为", "谁", "为什么", "何时")
HOW = (
    "要更正数字：在“更正”表的空行写编号（抄自“事实”表）、项目、改为、谁、为什么，“何时”留空；存盘后在“报告库”页放入本文件，或运行 import-corrections。"
    f"项目可写：{'、'.join(FACT_FIELDS.values())}；编号写报告编号时可写：{'、'.join(REPORT_FIELDS.values())}。"
)
MOST_LINES = 5_000


def history(store_: Store | None = None) -> list[tuple[str, ...]]:
    """Return the corrections that were made, oldest first, in the columns of ``HEAD``."""
    return [
        (
            made.report if made.start < 0 else _number_of(made.report, made.start, store_),
            FACT_FIELDS.get(made.field) or REPORT_FIELDS.get(made.field, made.field),
            in_words(made.field, made.before),
            in_words(made.field, made.after),
            made.who,
            made.why,
            made.made_at,
        )
        for made in store.corrections(store=store_).itertuples(index=False)
    ]


def read_sheet(content: bytes, name: str) -> list[Asked]:
    """Return the lines of the sheet 更正 that are not part of its history yet.

    Raises:
        DocumentError: it is no xlsx file, or has no such sheet or head.
    """
    try:
        check_archive(content, name)
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise DocumentError(f"{name} 不是 xlsx 表格。请放入由会议篮导出的 xlsx 文件。") from error
    if SHEET not in book.sheetnames:
        raise DocumentError(f"{name} 里没有“{SHEET}”表。请用会议篮导出的 xlsx 文件，在它的“{SHEET}”表里写更正。")
    head, *lines = list(book[SHEET].iter_rows(values_only=True, max_row=MOST_LINES)) or [()]
    missing = [words for words in HEAD if words not in head]
    if missing:
        raise DocumentError(f"“{SHEET}”表缺少这几列：{'、'.join(missing)}。表头请保持原样：{'、'.join(HEAD)}。")
    at = {words: head.index(words) for words in HEAD}
    cells = [(n, {words: _text(line[column]) for words, column in at.items()}) for n, line in enumerate(lines, 2)]
    return [
        Asked(cell["编号"], cell["项目"], cell["改为"], cell["谁"], cell["为什么"], cell["原为"], n)
        for n, cell in cells if any(cell.values()) and not cell["何时"]
    ]  # fmt: skip


def _number_of(report: str, start: int, store_: Store | None) -> str:
    known = store.facts(document=report, store=store_)
    numbers = known.loc[known["start"] == start, "fact_id"]
    return numbers.iloc[0] if len(numbers) else f"{report}:{start}"


def _text(cell: object) -> str:
    """Return a cell as text, whole numbers without a fraction, a date as its day."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.15g}"
    return str(cell).strip()
