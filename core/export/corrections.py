"""Corrections in a sheet: the history of those made, and new lines that a person writes below it, taken back into
the store.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from core import store
from core.declarations import load_indicators
from core.errors import DocumentError, DuibiaoError, StoreError
from core.reading.archives import check_archive
from core.store import FACT_FIELDS, REPORT_FIELDS, Store
from core.words import BOUNDS, ROLES

SHEET = "更正"
HEAD = ("编号", "项目", "原为", "改为", "谁", "为什么", "何时")
HOW = (
    "要更正数字：在“更正”表的空行写编号（抄自“事实”表）、项目、改为、谁、为什么，“何时”留空；存盘后在“报告库”页放入本文件，或运行 import-corrections。"
    f"项目可写：{'、'.join(FACT_FIELDS.values())}；编号写报告编号时可写：{'、'.join(REPORT_FIELDS.values())}。"
)
MOST_LINES = 5_000


@dataclass(frozen=True, slots=True)
class Asked:
    """One correction that a person asks for."""

    number: str  # of a fact, or of a report
    field: str  # in the words of FACT_FIELDS or REPORT_FIELDS
    after: str
    who: str
    why: str
    before: str = ""  # what the person believes stands there; "" when not said
    line: int = 0  # of the sheet


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it."""

    asked: Asked
    changed: bool
    refused: bool
    words: str


def history(store_: Store | None = None) -> list[tuple[str, ...]]:
    """Return the corrections that were made, oldest first, in the columns of ``HEAD``."""
    return [
        (
            made.report if made.start < 0 else _number_of(made.report, made.start, store_),
            FACT_FIELDS.get(made.field) or REPORT_FIELDS.get(made.field, made.field),
            _in_words(made.field, made.before),
            _in_words(made.field, made.after),
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
    told = [(n, {words: _text(line[column]) for words, column in at.items()}) for n, line in enumerate(lines, 2)]
    return [
        Asked(cell["编号"], cell["项目"], cell["改为"], cell["谁"], cell["为什么"], cell["原为"], n)
        for n, cell in told if any(cell.values()) and not cell["何时"]
    ]  # fmt: skip


def apply(asked: Asked, store_: Store | None = None) -> Outcome:
    """Make one correction; what cannot be made is said and changes nothing."""
    try:
        before = store.data_version(store=store_)
        _correct(asked, store_)
    except DuibiaoError as error:
        return Outcome(asked, False, True, str(error))
    changed = store.data_version(store=store_) != before
    return Outcome(asked, changed, False, "已更正" if changed else "与现有的相同，没有改动")


def _correct(asked: Asked, store_: Store | None) -> None:
    signed = {"who": asked.who, "why": asked.why, "store": store_}
    fact = _code(asked.field, FACT_FIELDS)
    if ":" not in asked.number:
        field = _code(asked.field, REPORT_FIELDS)
        if not field:
            raise StoreError(f"报告没有“{asked.field}”这一项可以更正。可用：{'、'.join(REPORT_FIELDS.values())}。")
        year = field == "year"
        if year and not asked.after.isdecimal():
            raise StoreError(f"“{asked.after}”不是年份，请写四位数字。")
        store.correct_report(asked.number, **signed, **{field: int(asked.after) if year else asked.after})
        return
    if not fact:
        raise StoreError(f"数字没有“{asked.field}”这一项可以更正。可用：{'、'.join(FACT_FIELDS.values())}。")
    known = store.facts(document=asked.number.rsplit(":", 2)[0], store=store_)
    found = known[(known["fact_id"] == asked.number) & (known["start"] >= 0)]
    if found.empty:
        raise StoreError(f"没有编号为 {asked.number} 的数字，请从“事实”表抄编号。")
    row = found.iloc[0]
    stands = _in_words(
        fact, "" if row[fact] != row[fact] else f"{row[fact]:.15g}" if isinstance(row[fact], float) else str(row[fact])
    )
    if asked.before and asked.before != stands:
        raise StoreError(f"原值现在是“{stands}”，不是“{asked.before}”：可能已有人改过，请核对后再改。")
    store.correct_fact(
        row["document"],
        int(row["start"]),
        int(row["end"]),
        row["indicator"],
        field=fact,
        after=_as_code(fact, asked.after),
        **signed,
    )


def _code(words: str, fields: dict[str, str]) -> str:
    by_words = {name: code for code, name in fields.items()}
    return by_words.get(words) or (words if words in fields else "")


def values_of(field: str) -> dict[str, str]:
    """Return code → words of the values of a field that are written as codes in the store."""
    if field == "indicator":
        return {id: indicator.name for id, indicator in load_indicators().items()}
    return {str(code): words or "准确" for code, words in {"bound": BOUNDS, "role": ROLES}.get(field, {}).items()}


def _as_code(field: str, words: str) -> str:
    return {name: code for code, name in values_of(field).items()}.get(words, words)


def _in_words(field: str, code: str) -> str:
    return values_of(field).get(code, code)


def _number_of(report: str, start: int, store_: Store | None) -> str:
    known = store.facts(document=report, store=store_)
    found = known.loc[known["start"] == start, "fact_id"]
    return found.iloc[0] if len(found) else f"{report}:{start}"


def _text(cell: object) -> str:
    """Return a cell as text, whole numbers without a fraction, a date as its day."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.15g}"
    return str(cell).strip()
