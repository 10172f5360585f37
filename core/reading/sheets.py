"""Read Excel and CSV files: each sheet as a heading, lines and a table, every number as the sheet shows it. Runs in a
child process.

A cell holds 0.996 and shows 99.6%: what is shown is what was said, so the number format is read with the value, which
rules out the faster readers that return values alone.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

import openpyxl
import xlrd
from openpyxl.cell import Cell as SheetCell
from openpyxl.worksheet.worksheet import Worksheet

from core.reading.document import Parsed, refusal
from core.reading.encodings import decode
from core.reading.grids import Cell, RawWriter, one_line

MAX_ROWS = 20_000
MAX_COLUMNS = 300
SPLIT = "请按地区或月份拆成几个文件再导入"
UNCOMPUTED = "有 {} 个公式没有算好的值，未读；请用 Excel 或 WPS 打开后保存一次再导入"
SCALED = "有 {} 个数字用了缩放格式（如按万显示），已按单元格里的原值写出"
HIDDEN = "隐藏的工作表、行或列未读：{}"
QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
Row = list[Cell]


class Written:
    """Turns values into what the sheet shows, and counts what it could not show."""

    def __init__(self) -> None:
        self.scaled = 0

    def text(self, value: object, number_format: str) -> str:
        """Return a value as its cell shows it; numbers in plain digits, dates in Chinese."""
        if value is None:
            return ""
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, datetime | date):
            return _day(value)
        if isinstance(value, time):
            return value.strftime("%H:%M")
        if isinstance(value, int | float):
            return self._number(Decimal(repr(value)), number_format)
        return one_line(str(value))

    def _number(self, value: Decimal, number_format: str) -> str:
        shape = QUOTED.sub("", number_format.split(";")[0])
        words = "".join(re.findall(r'"([^"]*)"', number_format.split(";")[0]))
        if re.search(r"[0#?],+(?![0#?])", shape) or "!." in shape:
            self.scaled += 1
            return plain(value)
        decimals = re.search(r"\.([0#?]+)", shape)
        if "%" in shape:
            return f"{plain(rounded(value * 100, decimals[1] if decimals else ''))}%"
        if decimals and "0" in decimals[1]:
            value = rounded(value, decimals[1])
        elif shape in ("0", "#,##0", "#,##0_", "#"):
            value = rounded(value, "")
        return plain(value) + words


def rounded(value: Decimal, decimals: str) -> Decimal:
    """Return a number with as many decimals as its format shows, halves away from zero as in Excel.

    >>> rounded(Decimal("99.565"), "00"), rounded(Decimal("2.5"), "")
    (Decimal('99.57'), Decimal('3'))
    """
    return value.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)


def plain(value: Decimal) -> str:
    """Return a number in digits, never with an exponent; what a float adds behind fifteen digits is no digit of it.

    >>> plain(Decimal("1E+6")), plain(Decimal("0.30000000000000004")), plain(Decimal("98.50"))
    ('1000000', '0.3', '98.50')
    """
    shortened = Decimal(f"{value:.15g}").normalize() if len(value.as_tuple().digits) > 15 else value
    return f"{shortened:f}"


def _day(value: date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"


def parse_xlsx(data: bytes, name: str) -> Parsed:
    """Return the visible sheets of an xlsx or xlsm file.

    Raises:
        DocumentError: more rows or columns than a report can hold.
    """
    shown = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    formulas = openpyxl.load_workbook(io.BytesIO(data))
    written, uncomputed, hidden = Written(), 0, []
    pages = []
    for sheet in shown.worksheets:
        if sheet.sheet_state != "visible":
            hidden.append(sheet.title)
            continue
        _check_extent(sheet.max_row, sheet.max_column, name)
        uncomputed += _uncomputed(sheet, formulas[sheet.title])
        pages.append((sheet.title, _xlsx_rows(sheet, written)))
    return _written(pages, written, uncomputed, hidden)


def _xlsx_rows(sheet: Worksheet, written: Written) -> list[Row]:
    merged = {
        (r.min_row, r.min_col): (r.max_row - r.min_row + 1, r.max_col - r.min_col + 1) for r in sheet.merged_cells
    }
    covered = {
        (row, column)
        for area in sheet.merged_cells
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    } - set(merged)
    unseen = {n for n, row in sheet.row_dimensions.items() if row.hidden}
    return [
        [_xlsx_cell(cell, merged, written) for cell in row if (cell.row, cell.column) not in covered]
        for row in sheet.iter_rows()
        if row and row[0].row not in unseen
    ]


def _xlsx_cell(cell: SheetCell, merged: dict[tuple[int, int], tuple[int, int]], written: Written) -> Cell:
    rows, columns = merged.get((cell.row, cell.column), (1, 1))
    return Cell(written.text(cell.value, cell.number_format or "General"), rows, columns)


def _uncomputed(shown: Worksheet, formulas: Worksheet) -> int:
    """Count the formulas whose value the file does not hold."""
    return sum(
        1
        for row in formulas.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("=") and shown[cell.coordinate].value is None
    )


def parse_xls(data: bytes, name: str) -> Parsed:
    """Return the visible sheets of an old xls file, number formats included.

    Raises:
        DocumentError: as ``parse_xlsx``.
    """
    book = xlrd.open_workbook(file_contents=data, formatting_info=True)
    written, pages, hidden = Written(), [], []
    for sheet in book.sheets():
        if sheet.visibility:
            hidden.append(sheet.name)
            continue
        _check_extent(sheet.nrows, sheet.ncols, name)
        pages.append((sheet.name, _xls_rows(book, sheet, written)))
    return _written(pages, written, 0, hidden)


def _xls_rows(book: xlrd.Book, sheet: xlrd.sheet.Sheet, written: Written) -> list[Row]:
    merged = {(top, left): (bottom - top, right - left) for top, bottom, left, right in sheet.merged_cells}
    covered = {
        (r, c) for t, b, left, right in sheet.merged_cells for r in range(t, b) for c in range(left, right)
    } - set(merged)
    return [
        [
            Cell(_xls_text(book, sheet.cell(r, c), written), *merged.get((r, c), (1, 1)))
            for c in range(sheet.ncols)
            if (r, c) not in covered
        ]
        for r in range(sheet.nrows)
    ]


def _xls_text(book: xlrd.Book, cell: xlrd.sheet.Cell, written: Written) -> str:
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _day(xlrd.xldate.xldate_as_datetime(cell.value, book.datemode))
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "")
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        shape = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
        number = int(cell.value) if cell.value == int(cell.value) else cell.value
        return written.text(number, shape)
    return written.text(cell.value or None, "General")


def parse_csv(data: bytes, name: str) -> Parsed:
    """Return a csv or tsv file as one table.

    Raises:
        DocumentError: as ``parse_xlsx``.
    """
    text = decode(data, name)
    first = next((line for line in text.splitlines() if line.strip()), "")
    mark = max(",\t;，", key=first.count)
    rows = [[Cell(one_line(cell)) for cell in row] for row in csv.reader(io.StringIO(text), delimiter=mark)]
    _check_extent(len(rows), max(map(len, rows), default=0), name)
    return _written([("", rows)], Written(), 0, [])


def _check_extent(rows: int, columns: int, name: str) -> None:
    if rows > MAX_ROWS or columns > MAX_COLUMNS:
        raise refusal(name, f"表格有 {rows} 行 {columns} 列，超出一份通报的大小", SPLIT)


def _written(pages: Sequence[tuple[str, list[Row]]], written: Written, uncomputed: int, hidden: list[str]) -> Parsed:
    writer = RawWriter()
    filled = [(title, rows) for title, rows in pages if any(cell.text for row in rows for cell in row)]
    for title, rows in filled:
        above, table = _split(rows)
        lines = [cell.text for row in above for cell in row if cell.text]
        if len(filled) > 1 and not any(title in line for line in lines):
            writer.line(title)
        for line in lines:
            writer.line(line)
        writer.table(table)
    remarks = ((UNCOMPUTED, uncomputed), (SCALED, written.scaled), (HIDDEN, "、".join(hidden)))
    return writer.finish(tuple(words.format(what) for words, what in remarks if what))


def _split(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Part the lines above a table from its rows: a line has one filled cell, a table begins where two are filled."""
    begins = next((n for n, row in enumerate(rows) if _filled(row) > 1), len(rows))
    return list(rows[:begins]), list(rows[begins:])


def _filled(cells: Iterable[Cell]) -> int:
    return sum(bool(cell.text) for cell in cells)
