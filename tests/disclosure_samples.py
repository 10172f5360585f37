"""Invented disclosure reports, written in every way that pages flatten the three tables, with the place of every
cell.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from core.disclosure import CellKey, State
from core.disclosure.standard import Row, Standard, load_characters

BLOCK = 5
FURNITURE = (
    "第 3 页 共 9 页",
    "- 4 -",
    "青石区政府信息公开工作年度报告",
    "https://www.example.gov.cn/xxgk/2023.html",
    "— 5 —",
    "6/12",
)
FULL = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass
class Report:
    """The figures of a report, and how each is written."""

    standard: Standard
    values: dict[CellKey, Decimal]
    shown: dict[CellKey, str]
    text: dict[str, str] = field(default_factory=dict)  # prose of sections 一, 五 and 六

    def state(self, key: CellKey) -> State:
        """Return what a reader sees in a cell."""
        return {"": State.BLANK, "/": State.NOT_APPLICABLE}.get(self.shown[key], State.STATED)


@dataclass
class Sample:
    """A page: its text, and where each cell stands in it."""

    raw: str
    spans: dict[CellKey, tuple[int, int]]
    report: Report


@dataclass(frozen=True)
class Box:
    """A cell of a laid-out table."""

    text: str
    rows: int = 1
    columns: int = 1
    key: CellKey | None = None


def make_report(rng: random.Random, standard: Standard, dense: bool = True) -> Report:
    """Return a report whose figures satisfy every equation."""
    values: dict[CellKey, Decimal] = {}
    _fill_first(rng, standard, values)
    _fill_second(rng, standard, values, dense)
    for row in standard.table(3).rows:
        parts = [rng.choice((0, 1, 2, 7, 13)) for _ in row.columns[:-1]]
        for column, number in zip(row.columns, [*parts, sum(parts)], strict=True):
            values[3, row.code, column.id] = Decimal(number)
    return Report(standard, values, {key: f"{value:f}" for key, value in values.items()}, dict(PROSE))


PROSE = {
    "一": "本单位按照要求做好政府信息公开工作,全年组织培训三次。",
    "五": "公开内容还不够丰富,下一步将加强解读。",
    "六": "没有其他需要报告的事项。",
}


def _fill_first(rng: random.Random, standard: Standard, values: dict[CellKey, Decimal]) -> None:
    for row in standard.table(1).rows:
        for column in row.columns:
            number = Decimal(rng.choice((0, 3, 17, 240, 24380)))
            values[1, row.code, column.id] = number
        if standard.id == "2021" and row.code == "fees":
            values[1, row.code, "collected"] = Decimal(rng.choice(("0", "12.5", "3.08")))


def _fill_second(rng: random.Random, standard: Standard, values: dict[CellKey, Decimal], dense: bool) -> None:
    rows = [row.code for row in standard.table(2).rows]
    results = [code for code in rows if code not in ("new", "carried_in", "results", "carried_out")]
    columns = [column.id for column in standard.table(2).rows[0].columns]
    choices = (0, 0, 1, 2, 3, 5, 11, 48, 126) if dense else (0,) * 9 + (1, 4)
    for column in columns[:-1]:
        cells = {code: rng.choice(choices) for code in results}
        done, later = sum(cells.values()), rng.choice((0, 1, 2, 6))
        before = rng.choice((0, 0, min(1, done)))
        cells |= {"results": done, "carried_out": later, "carried_in": before, "new": done + later - before}
        for code, number in cells.items():
            values[2, code, column] = Decimal(number)
    for code in rows:
        values[2, code, "total"] = sum((values[2, code, column] for column in columns[:-1]), Decimal(0))


# ---- the tables as a page lays them out ----------------------------------------------------------------------------


def publication(report: Report) -> list[list[Box]]:
    """Return table 1 as rows of boxes, four columns wide."""
    boxes: list[list[Box]] = []
    block = ""
    for row in report.standard.table(1).rows:
        spread = {1: (3,), 2: (1, 2), 3: (1, 1, 1)}[len(row.columns)]
        if row.block != block:
            block = row.block
            heads = [f"{c.label}(单位:万元)" if c.id == "collected" else c.label for c in row.columns]
            boxes.append([Box(block, columns=4)])
            boxes.append([Box("信息内容"), *(Box(h, columns=n) for h, n in zip(heads, spread, strict=True))])
        boxes.append([Box(row.label), *_values(report, 1, row, spread)])
    return boxes


def applications(report: Report) -> list[list[Box]]:
    """Return table 2 as rows of boxes, ten columns wide."""
    boxes = [
        [Box("(本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和)", 3, 3), Box("申请人情况", columns=7)],
        [Box("自然人", rows=2), Box("法人或其他组织", columns=5), Box("总计", rows=2)],
        [Box(name) for name in ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")],
    ]
    rows = report.standard.table(2).rows
    opened: set[str] = set()
    for row in rows:
        groups = row.group.split(" › ") if row.group else []
        line = []
        for depth in range(len(groups)):
            path = " › ".join(groups[: depth + 1])
            if path not in opened:
                opened.add(path)
                line.append(
                    Box(groups[depth], rows=sum(r.group == path or r.group.startswith(path + " ") for r in rows))
                )
        boxes.append([*line, Box(row.label, columns=3 - len(groups)), *_values(report, 2, row)])
    return boxes


def disputes(report: Report) -> list[list[Box]]:
    """Return table 3 as rows of boxes, fifteen columns wide."""
    rows = report.standard.table(3).rows
    names = [column.label for column in rows[0].columns]
    return [
        [Box("行政复议", columns=BLOCK), Box("行政诉讼", columns=2 * BLOCK)],
        [
            *(Box(name, rows=2) for name in names),
            Box("未经复议直接起诉", columns=BLOCK),
            Box("复议后起诉", columns=BLOCK),
        ],
        [Box(name) for name in names * 2],
        [box for row in rows for box in _values(report, 3, row)],
    ]


def _values(report: Report, table: int, row: Row, spread: Iterable[int] = ()) -> list[Box]:
    keys = [(table, row.code, column.id) for column in row.columns]
    return [
        Box(report.shown[key], columns=n, key=key)
        for key, n in zip(keys, tuple(spread) or (1,) * len(keys), strict=True)
    ]


GRIDS: dict[int, tuple[Callable[[Report], list[list[Box]]], int, str]] = {
    1: (publication, 4, "二、主动公开政府信息情况"),
    2: (applications, 10, "三、收到和处理政府信息公开申请情况"),
    3: (disputes, 15, "四、政府信息公开行政复议、行政诉讼情况"),
}


# ---- the flattenings -----------------------------------------------------------------------------------------------


class Writer:
    """Puts the page together and remembers where each cell stands."""

    def __init__(self, rng: random.Random, report: Report) -> None:
        self.rng, self.report = rng, report
        self.pieces: list[str] = []
        self.length = 0
        self.spans: dict[CellKey, tuple[int, int]] = {}
        self.furniture: dict[int, str] = {}  # what stands before a row of the table under way

    def page_edge(self, row: int) -> None:
        if row in self.furniture:
            self.add(self.furniture[row] + "\n")

    def add(self, text: str, key: CellKey | None = None) -> None:
        if key:
            self.spans[key] = (self.length, self.length + len(text))
        self.pieces.append(text)
        self.length += len(text)

    def box(self, box: Box) -> None:
        self.add(box.text, box.key)

    def joined(self, boxes: list[Box], bar: str) -> None:
        for n, box in enumerate(boxes):
            self.add(bar if n else "")
            self.box(box)

    def sample(self) -> Sample:
        return Sample("".join(self.pieces), self.spans, self.report)


Style = Callable[[Writer, list[list[Box]], int], None]


def cell_a_line(w: Writer, boxes: list[list[Box]], width: int) -> None:
    """A and A2: a cell a line, each closed by a bar, a line of bars behind short rows."""
    for r, row in enumerate(boxes):
        w.page_edge(r)
        for box in row:
            w.box(box)
            w.add(" |\n" if box.text else "|\n")
        closing = width + 1 - len(row)
        w.add("|" * closing + "\n" if closing > 1 else "")


def bars_on_value_line(w: Writer, boxes: list[list[Box]], width: int) -> None:
    """A3: the bars stand on the line of the value; traditional characters, glosses, a stray question mark."""
    before, behind = w.rng.choice((("| ", ""), ("", "|"), ("|", "|")))
    for r, row in enumerate(boxes):
        w.page_edge(r)
        for n, box in enumerate(row):
            if box.key is None:
                gloss = w.rng.choice(("", "(注)", "(件)")) if n + 1 == len(row) or row[n + 1].key else ""
                w.add(_traditional(box.text) + gloss + "\n")
                continue
            w.add(before)
            w.box(box)
            w.add(behind or ("" if box.text or before else "|"))
            w.add("|" * (width - len(row)) + "\n" if n + 1 == len(row) and behind and box.text else "\n")


def leading_empties(w: Writer, boxes: list[list[Box]], width: int) -> None:
    """B: a row a line, empty cells where merged ones go on."""
    for r, cells in enumerate(laid_out(boxes, width)):
        w.page_edge(r)
        w.joined(cells, " | ")
        w.add("\n")


def trailing_bars(w: Writer, boxes: list[list[Box]], width: int) -> None:
    """B2: a row a line, closed by as many bars as it likes."""
    for r, row in enumerate(boxes):
        w.page_edge(r)
        w.joined(row, " | ")
        w.add(" |" * w.rng.choice((1, 1, width + 1 - len(row))) + "\n")


def merged_labels_dropped(w: Writer, boxes: list[list[Box]], width: int) -> None:
    """C: a row a line, without the labels of merged cells."""
    for r, row in enumerate(boxes):
        w.page_edge(r)
        keys = [n for n, box in enumerate(row) if box.key]
        w.joined(row[keys[0] - 1 :] if keys and keys[0] else row, " | ")
        w.add(" |\n")


def no_bars(w: Writer, boxes: list[list[Box]], width: int) -> None:
    """D: a cell a line, no bars; empty cells leave no trace."""
    for r, row in enumerate(boxes):
        w.page_edge(r)
        for box in row:
            if box.text:
                w.box(box)
                w.add("\n")


def printed(w: Writer, boxes: list[list[Box]], width: int) -> None:
    """E: the text of a pdf: spaces, header characters one below the other, long labels broken around the figures."""
    for r, row in enumerate(boxes):
        w.page_edge(r)
        if not _has_figures(row):
            for box in row:
                w.add(
                    "\n".join(box.text if w.rng.random() < 0.5 else " ".join(box.text)) + "\n"
                    if len(box.text) < 5
                    else box.text + "\n"
                )
            continue
        figures = [box for box in row if box.key]
        rest = ""
        for box in row[: len(row) - len(figures)]:
            cut = len(box.text) if len(box.text) < 14 else w.rng.randrange(9, len(box.text) - 3)
            w.add(box.text[:cut] + (" " if cut == len(box.text) else w.rng.choice(("\n", " "))))
            rest = box.text[cut:]
        if rest and w.rng.random() < 0.5:
            w.add(rest + w.rng.choice((" ", "\n")))
            rest = ""
        w.joined([box for box in figures if box.text], " ")
        w.add("\n" + (rest + "\n" if rest else ""))


def markdown(w: Writer, boxes: list[list[Box]], width: int) -> None:
    """F: a table of Markdown."""
    for n, cells in enumerate(laid_out(boxes, width)):
        w.page_edge(n)
        w.add("| ")
        w.joined(cells, " | ")
        w.add(" |\n" + ("|" + "---|" * width + "\n" if n == 0 else ""))


def laid_out(boxes: list[list[Box]], width: int, repeated: bool = False) -> list[list[Box]]:
    """Return the rows with a box in each place that a merged one covers: an empty one, or its words ``repeated``."""
    covered: dict[tuple[int, int], Box] = {}
    rows = []
    for r, row in enumerate(boxes):
        cells: list[Box] = []
        rest = list(row)
        while len(cells) < width:
            if (r, len(cells)) in covered or not rest:
                cells.append(covered.get((r, len(cells)), Box("")))
                continue
            box = rest.pop(0)
            shown = Box(box.text if repeated else "")
            covered |= {(r + d, len(cells) + c): shown for d in range(box.rows) for c in range(box.columns)}
            cells += [box, *[shown] * (box.columns - 1)]
        rows.append(cells)
    return rows


STYLES: dict[str, Style] = {
    "A": cell_a_line,
    "A3": bars_on_value_line,
    "B": leading_empties,
    "B2": trailing_bars,
    "C": merged_labels_dropped,
    "D": no_bars,
    "E": printed,
    "F": markdown,
}
BLANKS_SHOW = ("A", "A3", "B", "B2", "C", "F")  # where an empty cell leaves a trace


Labels = Callable[[str], str]


def write(
    rng: random.Random,
    report: Report,
    style: str,
    furniture: float = 0.0,
    labels: Labels = str,
    tables: Iterable[int] = (1, 2, 3),
) -> Sample:
    """Return the report as a page of the given style, with page furniture between some rows, and labels as
    ``labels`` writes them.
    """
    writer = Writer(rng, report)
    writer.add(f"青石区2023年政府信息公开工作年度报告\n一、总体情况\n{report.text['一']}\n")
    for number in tables:
        grid, width, title = GRIDS[number]
        writer.add(title + "\n")
        boxes = _relabelled(grid(report), labels)
        writer.furniture = {
            n: rng.choice(FURNITURE)
            for n in range(1, len(boxes))
            if rng.random() < furniture and _has_figures(boxes[n])
        }
        STYLES[style](writer, boxes, width)
    writer.add(f"五、存在的主要问题及改进情况\n{report.text['五']}\n六、其他需要报告的事项\n{report.text['六']}\n")
    return writer.sample()


def garbled(rng: random.Random, share: float) -> Labels:
    """Return a writer of labels that now and then changes, drops or parts a character, or leaves the enumerator out."""

    def written(label: str) -> str:
        han = [n for n, character in enumerate(label) if "\u4e00" <= character <= "\u9fff"]
        if rng.random() > share or len(han) < 5:
            return label
        at = rng.choice(han[2:])
        ways = (
            label[:at] + "某" + label[at + 1 :],
            label[:at] + label[at + 1 :],
            f"{label[:at]} {label[at:]}",
            label.lstrip("12345678."),
        )
        return rng.choice(ways)

    return written


def _relabelled(boxes: list[list[Box]], labels: Labels) -> list[list[Box]]:
    return [
        [replace(box, text=labels(box.text)) if box.key is None and _has_figures(row) else box for box in row]
        for row in boxes
    ]


def _has_figures(row: list[Box]) -> bool:
    return any(box.key for box in row)


def without_cell(sample: Sample, style: str, key: CellKey) -> str:
    """Return the page as it is when one of its cells got lost with its bar."""
    start, end = sample.spans[key]
    raw = sample.raw
    if style in ("A", "A3", "D"):  # a line of its own
        return raw[: raw.rfind("\n", 0, start) + 1] + raw[raw.index("\n", end) + 1 :]
    gap = 1 if style == "E" else 3
    first = raw[start - gap : start].strip(" |") or "\n" in raw[start - gap : start]
    return raw[:start] + raw[end + gap :] if first else raw[: start - gap] + raw[end:]


def _traditional(text: str) -> str:
    back = {simple: written for written, simple in reversed(load_characters().table.items())}
    return "".join(back.get(character, character) for character in text)
