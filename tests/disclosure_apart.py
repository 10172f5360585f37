"""Annual-report tables of another make: written from the published format alone, sharing nothing with the suite's own
generator, in the ways that office files, web pages and what is copied from them come.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import docx
import openpyxl

from tests.paper import Printed, pdf

APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
COLUMNS = ("natural", "business", "research", "welfare", "legal", "other", "total")
# group above, group, label, code
ROWS = (
    ("", "", "一、本年新收政府信息公开申请数量", "new"),
    ("", "", "二、上年结转政府信息公开申请数量", "carried_in"),
    ("三、本年度办理结果", "", "（一）予以公开", "granted"),
    ("三、本年度办理结果", "", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "partial"),
    ("三、本年度办理结果", "（三）不予公开", "1.属于国家秘密", "secret"),
    ("三、本年度办理结果", "（三）不予公开", "2.其他法律行政法规禁止公开", "forbidden"),
    ("三、本年度办理结果", "（三）不予公开", "3.危及“三安全一稳定”", "security"),
    ("三、本年度办理结果", "（三）不予公开", "4.保护第三方合法权益", "third_party"),
    ("三、本年度办理结果", "（三）不予公开", "5.属于三类内部事务信息", "internal"),
    ("三、本年度办理结果", "（三）不予公开", "6.属于四类过程性信息", "process"),
    ("三、本年度办理结果", "（三）不予公开", "7.属于行政执法案卷", "enforcement"),
    ("三、本年度办理结果", "（三）不予公开", "8.属于行政查询事项", "query"),
    ("三、本年度办理结果", "（四）无法提供", "1.本机关不掌握相关政府信息", "not_held"),
    ("三、本年度办理结果", "（四）无法提供", "2.没有现成信息需要另行制作", "to_be_made"),
    ("三、本年度办理结果", "（四）无法提供", "3.补正后申请内容仍不明确", "unclear"),
    ("三、本年度办理结果", "（五）不予处理", "1.信访举报投诉类申请", "petition"),
    ("三、本年度办理结果", "（五）不予处理", "2.重复申请", "repeated"),
    ("三、本年度办理结果", "（五）不予处理", "3.要求提供公开出版物", "publication"),
    ("三、本年度办理结果", "（五）不予处理", "4.无正当理由大量反复申请", "excessive"),
    ("三、本年度办理结果", "（五）不予处理", "5.要求行政机关确认或重新出具已获取信息", "reissue"),
    ("三、本年度办理结果", "（六）其他处理", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "not_corrected"),
    ("三、本年度办理结果", "（六）其他处理", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "fee_unpaid"),
    ("三、本年度办理结果", "（六）其他处理", "3.其他", "other"),
    ("三、本年度办理结果", "", "（七）总计", "results"),
    ("", "", "四、结转下年度继续办理", "carried_out"),
)  # fmt: skip
DISPUTES = ("review", "direct", "after_review")
ENDS = ("upheld", "corrected", "other", "pending", "total")
FIRST = (
    ("第二十条第（一）项", "信息内容", ("本年制发件数", "本年废止件数", "现行有效件数"),
     (("规章", "regulations"), ("行政规范性文件", "documents")), ("made", "repealed", "valid")),
    ("第二十条第（五）项", "信息内容", ("本年处理决定数量",), (("行政许可", "licensing"),), ("decided",)),
    ("第二十条第（六）项", "信息内容", ("本年处理决定数量",), (("行政处罚", "penalties"), ("行政强制", "coercion")), ("decided",)),
    ("第二十条第（八）项", "信息内容", ("本年收费金额（单位：万元）",), (("行政事业性收费", "fees"),), ("collected",)),
)  # fmt: skip
TITLES = (
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
)
BEFORE = ("青石区2023年政府信息公开工作年度报告", "一、总体情况", "本区认真做好公开工作，开展培训。")
BEHIND = ("五、存在的主要问题及改进情况", "解读形式不够丰富。", "六、其他需要报告的事项", "无其他需要报告的事项。")
Key = tuple[int, str, str]


class Cell(NamedTuple):
    """A cell as the page has it: how many rows and columns it covers, and whose figure it is."""

    text: str
    down: int = 1
    over: int = 1
    key: Key | None = None


Grid = list[list[Cell]]


@dataclass
class Page:
    """A report of this make, and what is in it."""

    data: bytes
    name: str
    truth: dict[Key, str]
    written: dict[Key, str]
    wrong: Key | None


class Habit(NamedTuple):
    """How an office writes its figures."""

    zero: str
    large: Callable[[int], str]
    wide: bool = False  # full-width digits
    note: str = ""


def drawn(rng: random.Random, defect: bool) -> tuple[dict[Key, int], Key | None]:
    """Return figures that satisfy every equation, and where one of them was made wrong."""
    figures: dict[Key, int] = {}
    big = rng.random() < 0.5
    for _, _, _, rows, columns in FIRST:
        for _, code in rows:
            figures |= {(1, code, column): rng.choice((0, 0, 4, 31, 560, 18734 if big else 87)) for column in columns}
    for column in COLUMNS[:-1]:
        of = {
            code: 0 if rng.random() < 0.7 else rng.choice((1, 2, 6, 19, 240, 1356 if big else 8))
            for *_, code in ROWS[2:-2]
        }
        done, later, early = sum(of.values()), rng.choice((0, 0, 3)), 0
        early = min(rng.choice((0, 1, 5)), done + later)
        of |= {"results": done, "carried_out": later, "carried_in": early, "new": done + later - early}
        figures |= {(2, code, column): count for code, count in of.items()}
    for *_, code in ROWS:
        figures[2, code, "total"] = sum(figures[2, code, column] for column in COLUMNS[:-1])
    for row in DISPUTES:
        parts = [rng.choice((0, 0, 1, 4, 12)) for _ in ENDS[:-1]]
        figures |= {(3, row, end): count for end, count in zip(ENDS, [*parts, sum(parts)], strict=True)}
    if not defect:
        return figures, None
    wrong = rng.choice([key for key in figures if key[0] > 1])
    figures[wrong] += rng.choice((1, 2, 10))
    return figures, wrong


def habit(rng: random.Random, blanks: bool) -> Habit:
    """Return how an office writes: ``blanks`` where the page keeps empty cells."""
    zero = rng.choice(("0", "0", "0", "/", "--", "-", *(("", "") if blanks else ())))
    large = rng.choice((str, str, lambda n: f"{n:,}", lambda n: f"{n:,}".replace(",", " ")))
    notes = ("", "", "注：本表数据统计截至12月31日。", "备注：1.“/”表示不涉及；2.含街道3个。")
    return Habit(zero, large, rng.random() < 0.2, rng.choice(notes))


def _figure(how: Habit, count: int) -> str:
    text = how.zero if count == 0 else how.large(count)
    return "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in text) if how.wide else text


def grids(figures: dict[Key, int], how: Habit) -> tuple[list[Grid], dict[Key, str]]:
    """Return the three tables as merged cells, and how each figure is written."""
    written = {key: _figure(how, count) for key, count in figures.items()}

    def cell(*key: str | int, over: int = 1) -> Cell:
        named = (int(key[0]), str(key[1]), str(key[2]))
        return Cell(written[named], over=over, key=named)

    first: Grid = []
    for title, word, heads, rows, columns in FIRST:
        over = 3 // len(heads)
        first += [[Cell(title, over=4)], [Cell(word), *(Cell(head, over=over) for head in heads)]]
        first += [[Cell(label), *(cell(1, code, column, over=over) for column in columns)] for label, code in rows]
    second: Grid = [
        [
            Cell("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3),
            Cell("申请人情况", over=7),
        ],
        [Cell("自然人", 2), Cell("法人或其他组织", over=5), Cell("总计", 2)],
        [Cell(name) for name in APPLICANTS[1:-1]],
    ]
    for n, (above, group, label, code) in enumerate(ROWS):
        row = []
        if not above:
            row.append(Cell(label, over=3))
        else:
            if ROWS[n - 1][0] != above:
                row.append(Cell(above, sum(r[0] == above for r in ROWS)))
            if group and ROWS[n - 1][1] != group:
                row.append(Cell(group, sum(r[1] == group for r in ROWS)))
            row.append(Cell(label, over=1 if group else 2))
        second.append(row + [cell(2, code, column) for column in COLUMNS])
    heads = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    third: Grid = [
        [Cell("行政复议", over=5), Cell("行政诉讼", over=10)],
        [*(Cell(head, 2) for head in heads), Cell("未经复议直接起诉", over=5), Cell("复议后起诉", over=5)],
        [Cell(head) for head in heads * 2],
        [cell(3, row, end) for row in DISPUTES for end in ENDS],
    ]
    return [first, second, third], written


def laid(grid: Grid, repeat: bool = False) -> list[list[Cell]]:
    """Return a grid with a cell in each place; what a merged cell covers is empty, or says the same."""
    places: dict[tuple[int, int], Cell] = {}
    for y, row in enumerate(grid):
        x = 0
        for cell in row:
            while (y, x) in places:
                x += 1
            for down in range(cell.down):
                for over in range(cell.over):
                    first = not down and not over
                    places[y + down, x + over] = cell if first or repeat else Cell("")
    wide = max(x for _, x in places) + 1
    return [[places.get((y, x), Cell("")) for x in range(wide)] for y in range(len(grid))]


# ---- forms ---------------------------------------------------------------------------------------------------------


def web(rng: random.Random, tables: list[Grid], note: str) -> bytes:
    """Return a web page as an office suite saves it: paragraphs and spans in cells, breaks in heads, hard blanks."""
    breaks = rng.random() < 0.5
    outer = rng.random() < 0.4
    split = rng.random() < 0.3

    def written(cell: Cell) -> str:
        text = cell.text or "&nbsp;"
        if breaks and cell.key is None and 3 < len(cell.text) < 9:
            text = f"{cell.text[:2]}<br/>{cell.text[2:]}"
        spans = f' rowspan="{cell.down}"' * (cell.down > 1) + f' colspan="{cell.over}"' * (cell.over > 1)
        return f'<td{spans} style="border:1px solid"><p class="MsoNormal"><span>{text}</span></p></td>'

    def table(rows: Grid) -> str:
        body = "".join(f"<tr>{''.join(map(written, row))}</tr>" for row in rows)
        made = f'<table class="MsoTableGrid"><tbody>{body}</tbody></table>'
        return f"<table><tr><td>{made}</td></tr></table>" if outer else made

    parts = "".join(f"<p>{line}</p>" for line in BEFORE)
    for title, grid in zip(TITLES, tables, strict=True):
        body = [grid]
        if split and len(grid) > 20:  # the page break of a printed report: the head comes once more
            body = [grid[:17], [*grid[:3], *_cut(grid, 17)]]
        parts += f"<p><strong>{title}</strong></p>" + "".join(map(table, body)) + f"<p>{note}</p>"
    return f"<html><body><div>{parts}{''.join(f'<p>{line}</p>' for line in BEHIND)}</div></body></html>".encode()


def _cut(grid: Grid, at: int) -> Grid:
    """Return the rows from one on, with the merged cells that reach down into them."""
    rest = [list(row) for row in grid[at:]]
    for y, row in enumerate(grid[:at]):
        reaching = [cell._replace(down=cell.down - (at - y)) for cell in row if y + cell.down > at]
        rest[0] = [*rest[0][:0], *reaching, *rest[0]] if reaching else rest[0]
    return rest


def word(rng: random.Random, tables: list[Grid], note: str) -> bytes:
    """Return a Word file with merged cells, its second table on two pages in some."""
    document = docx.Document()
    for line in BEFORE:
        document.add_paragraph(line)
    inner = rng.random() < 0.3
    for title, grid in zip(TITLES, tables, strict=True):
        if not inner:
            document.add_paragraph(title)
        wide = len(laid(grid)[0])
        rows = [[Cell(title, over=wide)], *grid] if inner else grid
        made = document.add_table(rows=len(rows), cols=wide)
        taken: set[tuple[int, int]] = set()
        for y, row in enumerate(rows):
            x = 0
            for cell in row:
                while (y, x) in taken:
                    x += 1
                covered = {(y + d, x + o) for d in range(cell.down) for o in range(cell.over)}
                taken |= covered
                place = made.cell(y, x)
                if len(covered) > 1:
                    place = place.merge(made.cell(y + cell.down - 1, x + cell.over - 1))
                place.text = cell.text
        document.add_paragraph(note)
    for line in BEHIND:
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def sheet(rng: random.Random, tables: list[Grid], note: str) -> bytes:
    """Return a workbook with merged cells: all on one sheet, or a sheet a table."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "年报"
    page.append([BEFORE[0]])
    apart = rng.random() < 0.5
    for n, (title, grid) in enumerate(zip(TITLES, tables, strict=True)):
        if apart:
            page = book.create_sheet(f"表{n + 1}")
        page.append([title])
        top = page.max_row + 1
        for y, row in enumerate(laid(grid)):
            for x, cell in enumerate(row):
                page.cell(top + y, x + 1, _as_number(cell.text))
        taken: set[tuple[int, int]] = set()
        for y, row in enumerate(grid):
            x = 0
            for cell in row:
                while (y, x) in taken:
                    x += 1
                taken |= {(y + d, x + o) for d in range(cell.down) for o in range(cell.over)}
                if cell.down > 1 or cell.over > 1:
                    page.merge_cells(
                        start_row=top + y, end_row=top + y + cell.down - 1, start_column=x + 1, end_column=x + cell.over
                    )
        page.cell(page.max_row + 1, 1, note)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _as_number(text: str) -> str | int | None:
    return int(text) if text.isascii() and text.isdigit() else text or None


def commas(rng: random.Random, tables: list[Grid], note: str) -> bytes:
    """Return a csv of all three, in the encoding of an older office."""
    file = io.StringIO()
    lines = csv.writer(file)
    lines.writerow([BEFORE[0]])
    for title, grid in zip(TITLES, tables, strict=True):
        lines.writerow([title])
        lines.writerows([cell.text for cell in row] for row in laid(grid))
        lines.writerow([note])
    return file.getvalue().encode(rng.choice(("gb18030", "utf-8-sig")))


def copied_tabs(rng: random.Random, tables: list[Grid], note: str) -> bytes:
    """Return what a clipboard holds of a sheet: tabs between cells, merged ones empty or left out or said again."""
    way = rng.choice(("empty", "again", "left out"))

    def lines(grid: Grid) -> list[list[Cell]]:
        return grid if way == "left out" else laid(grid, way == "again")

    return _text(tables, note, lambda grid: ["\t".join(cell.text for cell in row) for row in lines(grid)])


def copied_lines(rng: random.Random, tables: list[Grid], note: str) -> bytes:
    """Return what a web page gives when it is copied as text: a cell a line."""
    gap = rng.choice(([], [""]))
    return _text(tables, note, lambda grid: [line for row in grid for cell in row for line in (cell.text, *gap)])


def copied_rotated(rng: random.Random, tables: list[Grid], note: str) -> bytes:
    """Return a cell a line, the narrow heads written downwards, a character a line."""

    def lines(grid: Grid) -> list[str]:
        found = []
        for y, row in enumerate(grid):
            for cell in row:
                down = cell.key is None and len(grid) > 20 and 0 < y < 3
                found += list(cell.text) if down else [cell.text]
        return found

    return _text(tables, note, lines)


def markdown(rng: random.Random, tables: list[Grid], note: str) -> bytes:
    """Return tables of bars with a line below their first row."""
    again = rng.random() < 0.5

    def lines(grid: Grid) -> list[str]:
        rows = ["| " + " | ".join(cell.text for cell in row) + " |" for row in laid(grid, again)]
        return ["", rows[0], "|" + " --- |" * len(laid(grid)[0]), *rows[1:], ""]

    return _text(tables, note, lines)


def _text(tables: list[Grid], note: str, lines: Callable[[Grid], list[str]]) -> bytes:
    parts = list(BEFORE)
    for title, grid in zip(TITLES, tables, strict=True):
        parts += [title, *lines(grid), *([note] if note else [])]
    return "\n".join([*parts, *BEHIND, ""]).encode()


def printed(rng: random.Random, tables: list[Grid], note: str) -> bytes:
    """Return a pdf: labels over two or three lines in their cells, figures in the middle, the head again on each page."""
    pages: list[list[Printed]] = [[]]
    y = 790.0

    def turn() -> None:
        nonlocal y
        pages.append([])
        y = 790.0

    def put(text: str, x: float, at: float, size: float = 9) -> None:
        if text:
            pages[-1].append(Printed(text, x, at, size))

    for line in BEFORE:
        put(line, 72, y, 12)
        y -= 22
    for number, (title, grid) in enumerate(zip(TITLES, tables, strict=True)):
        if y < 200:
            turn()
        put(title, 72, y, 12)
        y -= 22
        rows = laid(grid)
        wide = len(rows[0])
        edges = (
            [60 + 475 * n / wide for n in range(wide)]
            if number != 1
            else [60, 90, 130, *(280 + 37 * n for n in range(7))]
        )
        for n, row in enumerate(rows):
            depth = max(
                (
                    -(-len(c.text) // _room(edges, x, c))
                    for x, c in enumerate(row)
                    if c.text and c.key is None and c.down == 1
                ),
                default=1,
            )
            if y - 11 * depth < 60:
                turn()
                for head in rows[: 3 if number == 1 and n > 3 else 0]:
                    for x, cell in enumerate(head):
                        put(cell.text[: _room(edges, x, cell)], edges[x], y)
                    y -= 13
            for x, cell in enumerate(row):
                if cell.key:  # a blank inside a number is narrow
                    left = edges[x] + 4
                    for part in cell.text.split(" "):
                        put(part, left, y - 11 * (depth - 1) / 2, 6)
                        left += 6 * len(part) + 2.5
                    continue
                room = _room(edges, x, cell)
                for k in range(0, len(cell.text), room):
                    put(cell.text[k : k + room], edges[x], y - 11 * k / room)
            y -= 11 * depth + 4
        put(note, 72, y)
        y -= 24
    for line in BEHIND:
        if y < 60:
            turn()
        put(line, 72, y, 12)
        y -= 22
    return pdf(pages)


def _room(edges: list[float], x: int, cell: Cell) -> int:
    last = edges[x + cell.over] if x + cell.over < len(edges) else 540
    return max(1, int((last - edges[x]) / 9.5))


FORMS: dict[str, tuple[Callable[[random.Random, list[Grid], str], bytes], str, bool]] = {
    "web": (web, "html", True), "word": (word, "docx", True), "sheet": (sheet, "xlsx", True), "commas": (commas, "csv", True),
    "tabs": (copied_tabs, "txt", True), "lines": (copied_lines, "txt", False), "rotated": (copied_rotated, "txt", False),
    "markdown": (markdown, "md", True), "printed": (printed, "pdf", False),
}  # fmt: skip


def made(seed: str, form: str, defect: bool = False) -> Page:
    """Return a report in a form, the same for the same seed."""
    rng = random.Random(f"{seed} {form} {defect}")
    write, ending, blanks = FORMS[form]
    figures, wrong = drawn(rng, defect)
    how = habit(rng, blanks)
    tables, written = grids(figures, how)
    data = write(rng, tables, how.note)
    return Page(data, f"年报.{ending}", {key: str(count) for key, count in figures.items()}, written, wrong)
