"""Bulletins (通报) in wording of the project's own, made by rule: one document, many places, and whose each figure is."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import openpyxl

from core.divisions import load_divisions, stem

OWN = ""  # the place of the document itself
NOBODY = "-"  # a department: no place, and not the document's own figure either


@dataclass
class Bulletin:
    """A document of one issuer, and the place that each of its figures is of; no two figures are alike."""

    name: str
    issuer: str  # the code of the place that publishes it
    title: str
    seed: int
    ending: str = "txt"
    lines: list[str] = field(default_factory=list)
    sheets: list[tuple[str, list[list[str]]]] = field(default_factory=list)
    truth: dict[Decimal, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)

    def places(self, most: int = 30) -> list[tuple[str, str]]:
        """Return code and name of what lies within the issuer, development zones left out."""
        inside = [d for d in load_divisions().values() if d.parent == self.issuer and d.level != "开发区"]
        return [(d.code, d.name) for d in inside[:most]]

    def share(self, place: str) -> str:
        """Return a share in digits, never the same twice, of a place."""
        return self._new(lambda: Decimal(self.random.randrange(8000, 9999)) / 100, place)

    def count(self, place: str, least: int = 1000) -> str:
        """Return a count in digits, never the same twice, of a place."""
        return self._new(lambda: Decimal(self.random.randrange(least, least * 9)), place)

    def _new(self, draw: Callable[[], Decimal], place: str) -> str:
        value = next(v for v in iter(draw, None) if v is not None and v not in self.truth)
        self.truth[value] = place
        return str(value)

    @property
    def data(self) -> bytes:
        """Return the file."""
        if self.ending != "xlsx":
            return "\n".join([self.title, *self.lines, ""]).encode()
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in self.sheets:
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append([_cell(cell) for cell in row])
        written = io.BytesIO()
        book.save(written)
        return written.getvalue()


def _cell(words: str) -> str | float:
    return float(words) if words.replace(".", "", 1).isdigit() else words


def _own_line(b: Bulletin, unit: str = "全市") -> str:
    return f"{unit}12345热线共受理诉求{b.count(OWN, 20000)}件，办结率{b.share(OWN)}%，群众满意率{b.share(OWN)}%。"


def lines_of_places() -> Bulletin:
    b = Bulletin("lines", "430500", "邵阳市12345政务服务便民热线2024年3月运行情况通报", 1)
    b.lines += [_own_line(b), "一、各地办理情况"]
    b.lines += [
        f"{name}：受理诉求{b.count(id)}件，办结率{b.share(id)}%，群众满意率{b.share(id)}%。" for id, name in b.places()
    ]
    return b


def one_paragraph() -> Bulletin:
    b = Bulletin("paragraph", "610900", "安康市2024年4月政务服务热线办理情况的通报", 2)
    told = [f"{name}受理诉求{b.count(id)}件，按期办结率{b.share(id)}%" for id, name in b.places(8)]
    b.lines += [_own_line(b), "分县区看，" + "；".join(told) + "。"]
    return b


def ranked_in_prose() -> Bulletin:
    b = Bulletin("ranked", "330700", "金华市2024年5月12345热线工作通报", 3)
    first, last = b.places()[:3], b.places()[-3:]
    b.lines += [_own_line(b)]
    b.lines += [
        "群众满意率前三位的是"
        + "、".join(f"{n}（{b.share(i)}%）" for i, n in first)
        + "；后三位的是"
        + "、".join(f"{n}（{b.share(i)}%）" for i, n in last)
        + "。"
    ]
    b.lines += [
        "办结率排名靠前的县市区是"
        + "、".join(n for _, n in first)
        + "，分别为"
        + "、".join(f"{b.share(i)}%" for i, _ in first)
        + "。"
    ]
    return b


def places_by_indicators() -> Bulletin:
    b = Bulletin("table", "350100", "福州市2024年6月政务服务办件情况通报", 4)
    b.lines += ["各县（市）区6月办件情况如下：", "县（市）区 | 办件量（件） | 网办率（%） | 好评率（%）"]
    b.lines += [f"{name} | {b.count(id)} | {b.share(id)} | {b.share(id)}" for id, name in b.places()]
    b.lines += [f"全市 | {b.count(OWN, 90000)} | {b.share(OWN)} | {b.share(OWN)}"]
    return b


def indicators_by_places() -> Bulletin:
    b = Bulletin("across", "420500", "宜昌市2024年上半年政务服务运行情况通报", 5)
    near = b.places(6)
    b.lines += ["主要指标完成情况见下表。", "指标 | " + " | ".join(stem(name) for _, name in near)]
    b.lines += [
        f"{label} | " + " | ".join(b.share(id) for id, _ in near)
        for label in ("网办率（%）", "好评率（%）", "热线满意率（%）")
    ]
    return b


def sheets_of_places() -> Bulletin:
    b = Bulletin("sheets", "510700", "绵阳市2024年7月政务服务情况通报", 6, "xlsx")
    b.sheets += [
        ("汇总", [[b.title], ["指标", "全市"], ["办件量（件）", b.count(OWN, 50000)], ["好评率（%）", b.share(OWN)]])
    ]
    for id, name in b.places(9):
        b.sheets.append((name, [["指标", "本月"], ["办件量（件）", b.count(id)], ["好评率（%）", b.share(id)]]))
    return b


def headed_places() -> Bulletin:
    b = Bulletin("headed", "370300", "淄博市2024年8月政务服务热线运行情况通报", 7)
    b.lines += [_own_line(b), "二、各区县情况"]
    for n, (id, name) in enumerate(b.places(), 1):
        b.lines += [
            f"（{'一二三四五六七八九十'[n - 1]}）{name}",
            f"受理诉求{b.count(id)}件，办结率{b.share(id)}%。",
            f"群众满意率{b.share(id)}%。",
        ]
    return b


def scored_ranks() -> Bulletin:
    b = Bulletin("scores", "410300", "洛阳市2024年9月政务服务考核排名通报", 8)
    b.lines += ["本月考核结果如下：", "名次 | 县区 | 综合得分 | 按时办结率（%）"]
    b.lines += [f"{n} | {name} | {b.share(id)} | {b.share(id)}" for n, (id, name) in enumerate(b.places(20), 1)]
    return b


def departments_too() -> Bulletin:
    b = Bulletin("departments", "320400", "常州市2024年10月热线承办情况通报", 9)
    b.lines += ["一、辖市区"]
    b.lines += [f"{name}：受理诉求{b.count(id)}件，群众满意率{b.share(id)}%。" for id, name in b.places()]
    b.lines += ["二、市级部门"]
    b.lines += [
        f"{name}：受理诉求{b.count(NOBODY)}件，群众满意率{b.share(NOBODY)}%。"
        for name in ("市公安局", "市住建局", "市医保局")
    ]
    b.lines += ["三、总体情况", _own_line(b)]
    return b


def towns_of_a_county() -> Bulletin:
    b = Bulletin("towns", "330127", "淳安县2024年11月12345热线办理情况通报", 10)
    towns = [
        f"{name}{unit}"
        for name, unit in (
            ("青岩", "镇"),
            ("白沙", "镇"),
            ("河口", "乡"),
            ("东湖", "街道"),
            ("松林", "镇"),
            ("双溪", "乡"),
        )
    ]
    b.lines += [_own_line(b, "全县"), "各乡镇情况："]
    b.lines += [
        f"{name}：受理诉求{b.count(f'330127-{name}')}件，办结率{b.share(f'330127-{name}')}%。" for name in towns
    ]
    return b


def cities_of_a_province() -> Bulletin:
    b = Bulletin("cities", "430000", "湖南省2024年12月12345热线运行情况通报", 11)
    b.lines += [_own_line(b, "全省"), "各市州群众满意率：", "市州 | 本月（%） | 上月（%）"]
    b.lines += [f"{name} | {b.share(id)} | {b.share(id)}" for id, name in b.places()]
    return b


def wide_table() -> Bulletin:
    b = Bulletin("wide", "310000", "上海市2024年2月政务服务热线情况通报", 12)
    b.lines += ["各区热线办理情况统计表", "序号 | 区 | 受理量（件） | 满意率（%） | 排名"]
    b.lines += [f"{n} | {name} | {b.count(id)} | {b.share(id)} | {n}" for n, (id, name) in enumerate(b.places(16), 1)]
    b.lines += [f" | 合计 | {b.count(OWN, 90000)} | {b.share(OWN)} | "]
    return b


KINDS: Sequence[Callable[[], Bulletin]] = (
    lines_of_places, one_paragraph, ranked_in_prose, places_by_indicators, indicators_by_places, sheets_of_places,
    headed_places, scored_ranks, departments_too, towns_of_a_county, cities_of_a_province, wide_table,
)  # fmt: skip


def bulletins() -> Iterator[Bulletin]:
    """Yield the twelve bulletins."""
    return (make() for make in KINDS)
