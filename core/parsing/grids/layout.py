"""Lay a table out: which rows and columns are heads, and what each figure is of, when, and in what unit."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from core.parsing.grids.finding import Cell, Grid
from core.parsing.grids.heads import (
    AMONG,
    BODY,
    FORMER,
    REMARK,
    SERIAL,
    SILENT,
    UNIT,
    UNIT_HEAD,
    WHOLE,
    Head,
    Kind,
    caption_time,
    caption_unit,
    head_of,
    larger_apart,
)
from core.parsing.openings import load_openings


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure of a table with what its heads say of it."""

    cell: Cell
    row: tuple[Cell, ...]
    label: str  # what it is a figure of
    named: Cell  # the cell that names it
    kind: Kind
    time: str
    unit: str  # "" where the cell has its own, or nothing says it
    base: str = ""  # of a change: 同比, 环比
    whose: str = ""  # a body that the row is of
    part: str = ""  # a part that the row is of: 咨询
    place: str = ""  # the place that the body is
    words: str = ""  # the head of a figure that no indicator is of: 综合得分, 排名
    split: str = ""  # by what the rows split a whole that the head of the figure does not name: 类型


BARE = ("排名", "名次", "位次", "排序", "得分", "占比", "比重", "完成率")  # of what stands in the column before
TOPIC = re.compile(
    r"(?:附?表\d*|各?(?:县|市|区|旗|州|乡|镇|街道|地|单位|部门)+(?:区)?的?|(?:19|20)\d\d年?|\d{1,2}月份?|[上下]半年|第?[一二三四1-4]季度|全[市县区省]"
    r"|(?:本|上|当)月|(?:见|如)下[图表]?|(?:考核|评估|测评)?结果|(?:排名|统计|汇总|明细|对比|完成|运行|工作)*(?:情况|统计|排名)*(?:一览)?表?$|[(\[](?:单位:? ?)?[^)\]]{0,8}[)\]]|[\d:;,.、 -])"
)
TIME_CELL = re.compile(
    r"(?:(?:19|20)\d\d年?)?(?:(?:\d{1,2}(?:-|—|~|至))?\d{1,2}月份?|[上下]半年|前三季度|第?[一二三四1-4]季度)?(?<=[年月份度\d])"
)
COUNTER = re.compile("(?:诉求|工单|申请)?([件个宗条起次])?数?量?")
NOT_WHOLE = re.compile("本级|平均|均值|[省市县区州]直")
Named = Callable[[str], str]  # the id of the place that words name, "" where they name none


def entries_of(grid: Grid, before: str, place: Named = lambda _: "") -> list[Entry] | None:
    """Return the figures of a table, None where its heads do not say what they are of.

    Args:
        before: the lines above the table: its caption, with the unit of all figures.
        place: knows the places that the document speaks of.
    """
    heads, body, caption = _parted(grid)
    caption = f"{before}\n{caption}"
    if not body:
        return None
    split = _split_above(caption)
    if not heads and _are_pairs(body) and not split:
        return _of_places(_pairs(body, caption), caption, place)
    half = len(body[0]) // 2
    if len(heads) == 1 and half > 1 and [c.text for c in heads[0][:half]] == [c.text for c in heads[0][half:]]:
        body = [part for row in body for part in (row[:half], row[half:]) if any(cell.text for cell in part)]
        heads = [heads[0][:half]]
    return _Table(heads, body, caption, place, split).entries()


def _split_above(caption: str) -> str:
    """Return by what the last line above a table says that its rows split a whole, "" where it does not: 2.渠道."""
    lines = caption.strip().split("\n")
    by = load_openings().split_of_heading.search(lines[-1])
    return by[0] if by else ""


def _parted(grid: Grid) -> tuple[list[list[Cell]], list[tuple[Cell, ...]], str]:
    """Return the rows of heads with their gaps filled, the rows of figures, and the words of a caption row."""
    heads: list[list[Cell]] = []
    caption: list[str] = []
    for n, row in enumerate(grid.rows):
        filled = [cell for cell in row if cell.text]
        if any(cell.is_figure for cell in row[1:]) or (heads and _is_row_of_none(row)):
            return heads, [r for r in grid.rows[n:] if any(c.text for c in r)], "\n".join(caption)
        if len({cell.text for cell in filled}) == 1 and len(row) > 2 and not heads:
            caption.append(filled[0].text)
        elif filled:
            heads.append(_filled(row, heads[-1] if heads else None))
    return heads, [], "\n".join(caption)


def _is_row_of_none(row: Sequence[Cell]) -> bool:
    return bool(row[0].text) and not row[0].is_none and all(cell.is_none for cell in row[1:])


def _filled(row: Sequence[Cell], above: list[Cell] | None) -> list[Cell]:
    """Return a row of heads with each covered place filled: from the left, or where nothing stands there from above."""
    filled: list[Cell] = []
    for n, cell in enumerate(row):
        if cell.text or (above is not None and above[n].text and not _spans(above, n)):
            filled.append(cell)
        else:
            filled.append(filled[-1] if filled and n else cell)
    return filled


def _spans(above: list[Cell], n: int) -> bool:
    """Return whether the head above covers its neighbour too, so that what stands below names one of its columns."""
    return (n > 0 and above[n - 1] == above[n]) or (n + 1 < len(above) and above[n + 1] == above[n])


def _are_pairs(body: list[tuple[Cell, ...]]) -> bool:
    width = len(body[0])
    return width % 2 == 0 and all(
        not row[n].is_figure and (row[n + 1].is_figure or row[n + 1].is_none)
        for row in body
        for n in range(0, width, 2)
    )


def _pairs(body: list[tuple[Cell, ...]], caption: str) -> list[Entry]:
    entries = []
    unit, time = caption_unit(caption), caption_time(caption)
    for row in body:
        for name, figure in zip(row[::2], row[1::2], strict=True):
            if figure.is_figure:
                head = head_of(name.text)
                label = head.name or name.text
                entries.append(
                    Entry(figure, row, label, name, head.kind or Kind.ACTUAL, head.time or time, head.unit or unit)
                )
    return entries


def topic_of(caption: str) -> str:
    """Return what a caption says that all figures of a table are of, where it says no more than that.

    >>> topic_of("各县市区2024年5月热线满意率排名情况表"), topic_of("一、各地情况")
    ('热线满意率', '')
    """
    lines = [line.strip() for line in caption.split("\n") if line.strip()]
    topic = TOPIC.sub("", lines[-1]).strip("一二三四五六七八九十") if lines else ""
    return topic if 2 < len(topic) < 20 else ""


def _of_places(pairs: list[Entry], caption: str, place: Named) -> list[Entry]:
    """Return pairs of a place and its figure as figures of what the caption says."""
    topic = topic_of(caption)
    pairs_placed = [(pair, place(pair.named.text)) for pair in pairs]
    if not topic or not any(id for _, id in pairs_placed):
        return pairs
    return [replace(pair, label=topic, whose=pair.named.text, place=id) for pair, id in pairs_placed]


class _Table:
    """A table with heads above its columns."""

    def __init__(
        self, heads: list[list[Cell]], body: list[tuple[Cell, ...]], caption: str, place: Named, split: str
    ) -> None:
        self.body, self.split = _names_filled(body), split
        self.place, self.topic = place, topic_of(caption)
        self.width = len(body[0])
        self.written = [self._head(heads, n) for n in range(self.width)]
        self.heads = larger_apart([self._owned(head_of(written)) for written in self.written])
        self.unit, self.time = caption_unit(caption), caption_time(caption)
        self.units = next((n for n in range(self.width) if self._gives_units(n)), None)
        self.values = [n for n in range(self.width) if self._states(n)]
        first = next((n for n in self.values if n or self.heads[n].kind is not Kind.RANK), self.width)
        self.names = [n for n in range(first) if n not in (self.units, *self.values)]
        self.names = [n for n in self.names if not SERIAL.search(self.written[n])]
        self.names = [n for n in self.names if not REMARK.search(self.written[n])]

    def _owned(self, head: Head) -> Head:
        return head._replace(owner=head.name) if head.name and self.place(head.name) else head

    @staticmethod
    def _head(heads: list[list[Cell]], n: int) -> str:
        texts: list[str] = []
        for row in heads:
            if row[n].text and row[n].text not in texts:
                texts.append(row[n].text)
        return "".join(texts)

    def _gives_units(self, n: int) -> bool:
        """Return whether a column gives the unit of each row; 单位 may also head the bodies that rows are of."""
        if not UNIT_HEAD.fullmatch(self.written[n]):
            return False
        return all(UNIT.fullmatch(row[n].text) or row[n].is_none for row in self.body)

    def _states(self, n: int) -> bool:
        """Return whether a column states figures."""
        if n == self.units or SERIAL.search(self.written[n]) or REMARK.search(self.written[n]):
            return False
        named = self.heads[n].kind is Kind.RANK or (self.heads[n].name and self.heads[n].unit)
        if n == 0 and not named:  # a first column of figures names them itself
            return False
        figures = sum(row[n].is_figure for row in self.body)
        return figures > 0 and all(row[n].is_number or row[n].is_none for row in self.body)

    def entries(self) -> list[Entry] | None:
        """Return the figures; None where neither the rows nor the columns name what they are of."""
        if not self.values or not self.names and len(self.body) > 1:
            return None
        split = self._split() if self.names and not self._rows_are_places() else ""
        if split and (bare := self._by_split(split)):
            counted = [] if self._are_bare() else self._by_column()
            return [*bare, *(entry for entry in counted if entry.kind is not Kind.SHARE)]
        if self.names and self._rows_are_places() and (self.topic or any(self._says(n) for n in self.values)):
            return self._by_column()
        if self.names and all(not self.heads[n].name or self.heads[n].owner for n in self.values):
            return self._by_row() if any(self.written) or len(self.values) == 1 else None
        if all(self.heads[n].name for n in self.values if self.heads[n].kind not in (*SILENT, Kind.CHANGE)):
            return self._by_column()
        return None

    def _rows_are_places(self) -> bool:
        named = sum(bool(self.place(self._named(row)[1])) for row in self.body)
        return named > 1 or named == len(self.body)

    def _named(self, row: Sequence[Cell]) -> tuple[str, str]:
        """Return when the names of a row say that it is, and of what: 2024年1月 and 黄州区; its class is left out."""
        cells = [row[n] for n in self.names if row[n].text]
        times = [cell for cell in cells if TIME_CELL.fullmatch(cell.text)]
        names = [cell for cell in cells if cell not in times]
        if not names:
            return "", _joined(cells)
        places = [cell for cell in names if self.place(cell.text)]
        alone = len(places) == 1 and not self.place(_joined(names))  # 县区 | 武江区人民政府
        return "".join(cell.text for cell in times), _joined(places if alone else names)

    def _says(self, n: int) -> bool:
        return bool(self.heads[n].name or self.heads[n].kind in SILENT)

    def _by_row(self) -> list[Entry] | None:
        """Read a table whose rows are indicators and whose columns say when and of what kind."""
        heads_said = [self._said(n) for n in self.values if self.heads[n].kind not in SILENT]
        if len(set(heads_said)) < len(heads_said):
            return None
        entries = []
        for row in self.body:
            names = [row[n] for n in self.names if row[n].text]
            if not names:
                continue
            label = head_of(_joined(names))
            unit = row[self.units].text if self.units is not None and UNIT.fullmatch(row[self.units].text) else ""
            for n in self.values:
                head = self.heads[n]
                if row[n].is_number:
                    entries.append(
                        Entry(
                            row[n], row, label.name or label.text, names[-1], head.kind or label.kind or Kind.ACTUAL,
                            head.time or label.time or self.time, head.unit or label.unit or unit or self.unit, self._base(n),
                            head.owner, place=self.place(head.owner),
                        )
                    )  # fmt: skip
        return entries

    def _said(self, n: int) -> tuple[str, ...]:
        """Return all that a column says of its figures; two that say the same leave open what they differ in."""
        head = self.heads[n]
        now = "now" if "期" in head.text or "年" in head.text else ""
        return head.kind or Kind.ACTUAL, head.time or now, self._base(n), head.unit, head.owner

    def _base(self, n: int) -> str:
        """Return what a change is against: what its head says, else the former time of another column."""
        if self.heads[n].base:
            return self.heads[n].base
        return "同比" if any(self.heads[m].time == FORMER for m in self.values) else ""

    def _by_column(self) -> list[Entry]:
        """Read a table whose columns are indicators; its rows are times, bodies, or parts."""
        entries, among_places = [], self._rows_are_places()
        for row in self.body:
            when, name = self._named(row)
            place = self.place(name)
            beside = among_places and NOT_WHOLE.search(name)  # 市本级, 平均: beside the places, and not their whole
            time, whose, part = (when, name, "") if place or beside else _row_is(when + name)
            of = self.heads[self.values[0]].name or self.topic
            for n in self.values:
                head = self.heads[n]
                of = head.name or (self.topic if place and head.kind is None else "") or of
                silent = head.text if head.kind in SILENT else ""
                if row[n].is_number and (of or silent):
                    entries.append(
                        Entry(
                            row[n], row, of or silent, row[self.names[0] if self.names else n], head.kind or Kind.ACTUAL, time or head.time or self.time,
                            head.unit or self.unit, self._base(n), whose, part, place, f"{of}{silent}" if silent in BARE else silent,
                        )
                    )  # fmt: skip
        return entries

    def _split(self) -> str:
        """Return by what the rows split a whole, as the head of their names or the line above the table says it."""
        split = self.written[self.names[-1]]
        split = split if any(self.written) else self.split
        return split if load_openings().split_of_list.search(f"按{split}分,") else ""

    def _are_bare(self) -> bool:
        """Return whether no head names what is counted: 类型|件数|占比, not 类型|受理量."""
        counts = (n for n in self.values if self.heads[n].kind not in (*SILENT, Kind.CHANGE))
        return all(self._is_bare(n) for n in counts)

    def _is_bare(self, n: int) -> bool:
        head = self.heads[n]
        return not any(self.written) or bool(_counter(head)) and head.kind in (None, Kind.ACTUAL)

    def _is_share(self, n: int) -> bool:
        percent = not self.written[n] and all(row[n].text.endswith("%") for row in self.body)
        return percent or self.heads[n].kind is Kind.SHARE

    def _by_split(self, split: str) -> list[Entry]:
        """Read the columns that only say how many and which share, in a table whose rows are the parts of a whole."""
        entries = []
        for row in self.body:
            _, name = self._named(row)
            for n in self.values if name and not WHOLE.search(name) else ():
                head, share = self.heads[n], self._is_share(n)
                unit = "%" if share else self.unit or _counter(head)
                if row[n].is_number and (share or self._is_bare(n) and head.kind in (None, Kind.ACTUAL)):
                    kind = Kind.SHARE if share else Kind.ACTUAL
                    entries.append(
                        Entry(row[n], row, name, row[self.names[-1]], kind, head.time or self.time, unit, split=split)
                    )
        return entries


def _names_filled(body: list[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """Return the rows with a first cell that covers several repeated in each."""
    filled: list[tuple[Cell, ...]] = []
    for row in body:
        if filled and not row[0].text and len(row) > 2 and row[1].text and not row[1].is_figure:
            row = (filled[-1][0], *row[1:])
        filled.append(row)
    return filled


def _row_is(name: str) -> tuple[str, str, str]:
    """Return the time, the body or the part that a row is of; nothing of all three where it is the whole."""
    name = AMONG.sub("", name)
    head = head_of(name)
    if not name or WHOLE.search(name):
        return "", "", ""
    if head.time and not head.name:
        return head.time, "", ""
    return ("", name, "") if BODY.search(name) else ("", "", name)


def _counter(head: Head) -> str:
    """Return the counter that is all a head says: 件 of 件数, 诉求量(件); "" of one that names what is counted."""
    counter = COUNTER.fullmatch(head.name or head.unit)
    return counter[1] or head.unit if counter else ""


def _joined(names: list[Cell]) -> str:
    """Return a name of several cells, what one says not said again by the next: 热线, 热线受理量."""
    joined = ""
    for cell in names:
        joined = cell.text if joined in cell.text else joined + cell.text
    return joined
