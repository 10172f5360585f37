"""A sheet file: matrix, charts, every fact with its sentence, dictionary, alarms, sources. Text is never a formula."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from core.analysis.rows import Row
from core.analysis.wording import text_of, why_in_words
from core.audit.words import VERDICTS as GRAVITY
from core.export.corrections import HEAD as CORRECTION_HEAD
from core.export.corrections import HOW, history
from core.export.corrections import SHEET as CORRECTIONS
from core.export.cover import Cover
from core.export.lines import HEAD, line_of
from core.export.native import TYPES, categories_of
from core.export.sources import HEAD as SOURCE_HEAD
from core.export.sources import sources_of
from core.export.wanted import while_wanted_each
from core.library import Library
from core.model import Indicator
from core.screens.exhibit import ChartKind, Exhibit, Mark
from core.screens.findings import alarms_of
from core.words import ADDITIVE, DIRECTIONS, STAGES, VERDICTS

NO_FORMULAS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
LONGEST = 32_000  # characters a cell of the format holds, with some to spare
NAME, FORBIDDEN = (
    31,
    re.compile(r"[\[\]:*?/\\'\x00-\x1f\ufffe\uffff]+"),
)  # letters of a sheet's name, and those it may not have
SHAPES = {
    ChartKind.BAR: {"type": "bar"}, ChartKind.STACKED: {"type": "bar", "subtype": "percent_stacked"},
    ChartKind.PARTS: {"type": "bar", "subtype": "stacked"},
}  # fmt: skip
CHART_LINES, CHART_COLUMNS, ACROSS = 20, 4, 2  # that a chart covers; charts beside each other
GRID = 8  # column beside the lines of marks, from which charts read
NARROW, WIDE = 9, 46  # characters a column is wide
FACT_WIDTHS = {"原句": 60, "原因或注意": 40, "所在标题": 40, "报告": 36, "网址": 40}
MATRIX_HEAD = (
    "指标",
    "单位",
    "地区",
    "年份",
    "状态",
    "数值（原文写法）",
    "数值",
    "界限",
    "可比性",
    "原因或注意",
    "编号",
)
ALARM_HEAD = ("结论", "报告", "关系", "说明", "算得", "原文写", "原句")
DICTIONARY_HEAD = (
    "指标",
    "编号",
    "定义",
    "公式",
    "单位",
    "口径",
    "阶段",
    "方向",
    "相加",
    "同类指标",
    "依据标准",
    "注意",
)
STATES = {"stated": "有数值", "masked": "脱敏", "gap": "没有数值"}


class Book:
    """A workbook in the making: a sheet a table, heads frozen and filtered."""

    def __init__(self) -> None:
        self.file = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.file, NO_FORMULAS)
        plain = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "top", "text_wrap": True}
        self.head = self.book.add_format(
            plain | {"bold": True, "bg_color": "#F0F3F6", "border": 1, "border_color": "#D5DBE1"}
        )
        self.text = self.book.add_format(plain)
        self.title = self.book.add_format(plain | {"bold": True, "font_size": 14, "text_wrap": False})
        self.quiet = self.book.add_format(plain | {"font_color": "#5B6770", "text_wrap": False})

    def sheet(self, name: str) -> Worksheet:
        """Add an empty sheet that prints on one page's width."""
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        return sheet

    def table(
        self,
        sheet: Worksheet,
        head: Sequence[str],
        lines: Sequence[Sequence[object]],
        top: int = 0,
        widths: dict[str, int] | None = None,
    ) -> None:
        """Write a table; numbers as numbers, text as text whatever it begins with."""
        for c, words in enumerate(head):
            sheet.write_string(top, c, words, self.head)
            longest = max((_width(line[c]) for line in lines), default=0)
            sheet.set_column(c, c, (widths or {}).get(words, min(WIDE, max(NARROW, longest, _width(words) + 3))))
        for r, line in enumerate(lines, top + 1):
            for c, cell in enumerate(line):
                write(sheet, r, c, cell, self.text)
        sheet.freeze_panes(top + 1, 1)
        sheet.autofilter(top, 0, top + max(len(lines), 1), len(head) - 1)
        sheet.repeat_rows(top)

    def done(self) -> bytes:
        """Return the file."""
        self.book.close()
        return self.file.getvalue()


def write(sheet: Worksheet, r: int, c: int, cell: object, form: Format) -> None:
    """Write one cell."""
    if isinstance(cell, (int, float)):
        sheet.write_number(r, c, cell, form)
    else:
        sheet.write_string(r, c, str(cell)[:LONGEST], form)


def workbook(exhibits: Sequence[Exhibit], library: Library, cover: Cover) -> bytes:
    """Return the exhibits as a sheet file.

    Sheets: 说明, 指标矩阵 (states spelled out), one a chart, 事实, 指标字典, 疑点, 更正, 来源.
    """
    book = Book()
    _about(book, exhibits, library, cover.title)
    rows = list(
        {row.fact_id or (row.indicator, row.place.id, row.year): row for e in exhibits for row in e.rows}.values()
    )
    book.table(
        book.sheet("指标矩阵"), MATRIX_HEAD, [_matrix_line(row, library) for row in rows], widths={"原因或注意": 40}
    )
    for n, exhibit in enumerate(while_wanted_each(exhibits), 1):
        _chart_sheet(book, sheet_name(n, exhibit.title), exhibit)
    book.table(book.sheet("事实"), HEAD, [line_of(row, library) for row in rows], widths=FACT_WIDTHS)
    known = (library.indicators[id] for id in dict.fromkeys(row.indicator for row in rows) if id in library.indicators)
    book.table(book.sheet("指标字典"), DICTIONARY_HEAD, [_definition(indicator) for indicator in known])
    book.table(book.sheet("疑点"), ALARM_HEAD, list(_alarms(exhibits, library)), widths={"说明": 50, "原句": 60})
    _corrections(book)
    book.table(book.sheet("来源"), SOURCE_HEAD, [source.words for source in sources_of(exhibits, library)])
    return book.done()


def sheet_name(n: int, title: str) -> str:
    """Return the name of an exhibit's sheet: its number and its title as far as a name may go.

    >>> sheet_name(2, "网办率：松江 94.32%[a]/b"), len(sheet_name(12, "长" * 40))
    ('2 网办率：松江 94.32% a b', 31)
    """
    return f"{n} {FORBIDDEN.sub(' ', title).strip()}"[:NAME].rstrip(" '")


def _about(book: Book, exhibits: Sequence[Exhibit], library: Library, title: str) -> None:
    sheet = book.sheet("说明")
    sheet.set_column(0, 0, 100)
    lines = [
        (title, book.title), (f"数据版本 {library.version}", book.quiet),
        ("每个数字的原句、报告和网址在“事实”和“来源”；没有数值的写明原因，不补数、不推算。", book.quiet),
        ("“界限”写明约数或不少于、不超过；脱敏的不是数字。不可比的不排名，原因见“原因或注意”。", book.quiet),
        (HOW, book.quiet),
        *((f"{n}　{exhibit.title}　{exhibit.address}", book.quiet) for n, exhibit in enumerate(exhibits, 1)),
    ]  # fmt: skip
    for r, (words, form) in enumerate(lines):
        sheet.write_string(r, 0, words, form)


def _corrections(book: Book) -> None:
    """Write the corrections made so far, and leave room below for new ones."""
    sheet = book.sheet(CORRECTIONS)
    book.table(sheet, CORRECTION_HEAD, history(), widths={"编号": 34, "改为": 20, "谁": 12, "为什么": 40})


def _matrix_line(row: Row, library: Library) -> tuple[object, ...]:
    indicator = library.indicators.get(row.indicator)
    full = line_of(row, library)
    state = "仅有目标" if row.target else "待核" if row.pending and not row.silent else STATES.get(row.status, "")
    return (
        indicator.name if indicator else row.noun,
        row.unit or (indicator.unit if indicator else ""),
        row.place.short_name,
        row.of_year or "",
        state,
        text_of(row),
        "" if row.value is None else row.value,
        full[HEAD.index("界限")],
        VERDICTS.get(row.verdict, ""),
        why_in_words(row),
        row.fact_id,
    )


def _definition(i: Indicator) -> tuple[str, ...]:
    return (
        i.name,
        i.id,
        i.definition,
        i.formula,
        i.unit,
        i.basis,
        STAGES.get(i.stage, ""),
        DIRECTIONS[i.direction],
        ADDITIVE[i.additive],
        i.family,
        i.standard,
        "\n".join(i.caveats),
    )


def _alarms(exhibits: Sequence[Exhibit], library: Library) -> Iterable[tuple[str, ...]]:
    titles = library.reports["title"].to_dict()
    for finding in alarms_of(exhibits, library):
        quotes = "\n".join(passage.text for passage in finding.passages)
        yield (
            GRAVITY[finding.verdict],
            titles.get(finding.report, finding.report),
            finding.kind,
            finding.words,
            finding.computed,
            finding.stated,
            quotes,
        )


def _chart_sheet(book: Book, name: str, exhibit: Exhibit) -> None:
    """Write the table of an exhibit with its native chart beside it: only what shares the axis is drawn."""
    sheet = book.sheet(name)
    sheet.write_string(0, 0, exhibit.title, book.title)
    sheet.write_string(1, 0, exhibit.subtitle, book.quiet)
    sheet.write_string(2, 0, exhibit.footer, book.quiet)
    charts = [exhibit.chart] if exhibit.chart else [panel.chart for panel in exhibit.panels]
    named = [exhibit.title] if exhibit.chart else [panel.title for panel in exhibit.panels]
    drawn = [(name, chart) for name, chart in zip(named, charts, strict=True) if chart.kind in TYPES and chart.marks]
    words = [[cell.words for cell in line] for line in exhibit.table.lines]
    if not drawn:
        book.table(sheet, exhibit.table.head, words, 4)
        return
    head = ("图", "系列", "类别", "数值", "数值（原文写法）", "同轴", "原因或注意")
    ordered = [(called, chart.kind, _in_order(chart.marks)) for called, chart in drawn]
    lines = [_mark_line(called, mark) for called, _, marks in ordered for mark in marks]
    book.table(sheet, head, lines, 4, {"原因或注意": 40})
    read = [[mark for mark in marks if _joins(mark)] for _, _, marks in ordered]
    deep = [len(categories_of(kind, marks)) for (_, kind, _), marks in zip(ordered, read, strict=True)]
    below = 7 + max(len(lines), sum(deep))
    for n, ((called, kind, _), marks) in enumerate(zip(ordered, read, strict=True)):
        at = (below + n // ACROSS * CHART_LINES, n % ACROSS * CHART_COLUMNS)
        if marks:
            _native(book, sheet, name, called, kind, marks, 5 + sum(deep[:n]), at)
    below += -(-len(ordered) // ACROSS) * CHART_LINES
    for r, line in enumerate((exhibit.table.head, *words), below):
        for c, cell in enumerate(line):
            write(sheet, r, c, cell, book.text)


def _in_order(marks: Sequence[Mark]) -> list[Mark]:
    """Return marks series by series, those that share the axis first: a native chart reads them from lines below
    each other.
    """
    series = list(dict.fromkeys(mark.series for mark in marks))
    return sorted(marks, key=lambda mark: (not _joins(mark), series.index(mark.series)))


def _mark_line(called: str, mark: Mark) -> tuple[object, ...]:
    axis = "同轴" if _joins(mark) else "不同轴、不排名" if mark.value is not None else ""
    value = "" if mark.value is None else mark.value
    return called, mark.series, mark.category, value, mark.label, axis, mark.note


def _joins(mark: Mark) -> bool:
    return mark.value is not None and not mark.apart and not mark.hollow


def _native(
    book: Book,
    sheet: Worksheet,
    name: str,
    called: str,
    kind: ChartKind,
    marks: Sequence[Mark],
    first: int,
    at: tuple[int, int],
) -> None:
    """Add a native chart; what it reads stands beside the lines of the marks from line ``first`` on, a line a category
    and a column a series, so that every series has the same categories.
    """
    names = categories_of(kind, marks)
    last = first + len(names) - 1
    for r, category in enumerate(names, first):
        write(sheet, r, GRID, category, book.text)
    chart = book.book.add_chart(SHAPES.get(kind, {"type": "line"}))
    for c, series in enumerate(dict.fromkeys(mark.series for mark in marks), GRID + 1):
        mine = {mark.category: mark for mark in marks if mark.series == series}
        for r, category in enumerate(names, first):
            write(sheet, r, c, mine[category].value if category in mine else "", book.text)
        colour = next(iter(mine.values())).colour
        look = (
            {"fill": {"color": colour}}
            if kind in SHAPES
            else {
                "marker": {
                    "type": "circle",
                    "size": 9,
                    "fill": {"color": colour},
                    "border": {"color": colour},
                },
                "line": {"none": True} if kind is ChartKind.DOT else {"color": colour, "width": 2},
            }
        )
        chart.add_series(
            {
                "name": series or called,
                "categories": [name, first, GRID, last, GRID],
                "values": [name, first, c, last, c],
                "gap": 60,
                "overlap": 0 if kind is ChartKind.BAR else 100,
                "points": [_point(mine[category], kind) if category in mine else None for category in names],
                "data_labels": {"value": True, "custom": [_label(mine.get(category)) for category in names]},
                **look,
            }
        )
    chart.set_legend({"none": len({mark.series for mark in marks}) < 2, "position": "bottom"})
    chart.set_title({"name": called[:40], "name_font": {"size": 11}, "overlay": False})
    if kind in (ChartKind.BAR, ChartKind.PARTS):
        chart.set_y_axis({"reverse": True})
        chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_size({"width": 640, "height": 360})
    sheet.insert_chart(*at, chart)


def _label(mark: Mark | None) -> dict:
    return {"value": mark.label} if mark is not None and mark.label else {"delete": True}


def _point(mark: Mark, kind: ChartKind) -> dict:
    return {"fill": {"color": mark.colour}} if kind in SHAPES else {}


def _width(cell: object) -> int:
    return sum(2 if ord(character) > 0x2000 else 1 for character in str(cell)[:80])
