"""Lists of places with a figure each: 满意率前三位的是大祥区（98.2%）、双清区（97.5%）; 依次为隆回县、洞口县，分别为99.5%、99.3%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core.parsing.bulletins import Called, Spoken
from core.parsing.grids.finding import Cell, Grid
from core.parsing.grids.heads import UNIT_WORDS, Kind, caption_time, head_of
from core.parsing.grids.layout import Entry
from core.reading.stretches import Stretch

FIGURE = rf"\d[\d,]*(?:\.\d+)?[百千]?[万亿]?[余多]?(?:{UNIT_WORDS})"
VALUE = re.compile(rf"[ ]*[(:]?[ ]*(?:为|达|达到)?(?P<figure>{FIGURE})[)]?")
ONE = re.compile(rf"[ ]*[、,和与及]?[ ]*(?P<figure>{FIGURE})")
NEXT = re.compile(r"[ ]*(?:[、,;和与及]|以及|\n)?[ ]*(?:\(?[一二三四五六七八九十\d]{1,3}[)、.][ ]*)?")
SHARED_OUT = re.compile(r"[ ]*[,:(]?(?:[^。;\n\d]{0,30}?)(?:分别|依次)(?:[^。;\n\d,、]{0,8})")
JOINED = re.compile(r"[ ]*[、,和与及]?[ ]*")
# 排名前三位的是, 居前的县区有, 由高到低依次为
RANKING = re.compile(
    r"(?:排名|排位|排在|位居|位列|居|列|靠)?(?:前|后|末|首)(?:[\d一二三四五六七八九十两几]{1,3}|列|位|名|面)*.*$"
    r"|(?:排名|排序|低于|高于|超过|未达|不足|由高到低|从高到低|由低到高|较高|较低|最高|最低|较好|较差|领先|落后|靠前|靠后|分别|依次|如下|其中|[的]?(?:县|市|区|单位|地区|地方)*(?:有|是|为)?:?$).*$"
)
CHANGES = re.compile("[增减升降]|回落|下滑|提高|变化")  # which way each goes must be read, and is, as prose
NO_LABEL = re.compile(r"^(?:其中|各地|各县市?区|从各地看|分地区看|从地区看|[各县市区旗、()]+)[,:]?")


def lists_of(text: str, spoken: Spoken, apart: Sequence[Stretch]) -> Iterator[tuple[Grid, tuple[Entry, ...]]]:
    """Yield the lists of two places and more with one figure each, outside of the stretches ``apart``."""
    names = [name for name in spoken.single if not any(start <= name.start < end for start, end in apart)]
    n, last = 0, ("", 0)
    while n < len(names):
        pairs = _pairs(text, names[n:]) or _shared(text, names[n:])
        if len(pairs) < 2:
            n += 1
            continue
        n += len(pairs)
        label = _label_of(text, pairs)
        if not label and not {"。", "\n"} & {*text[last[1] : pairs[0][0].start]}:
            label = last[0]  # 前三位的是…;后三位的是…
        if entries := _entries(text, pairs, label):
            yield entries
        last = label, pairs[-1][1].end()


def _pairs(text: str, names: Sequence[Called]) -> list[tuple[Called, re.Match[str]]]:
    """Return the places that follow each other with a figure behind each."""
    paired: list[tuple[Called, re.Match[str]]] = []
    for called in names:
        if paired and not NEXT.fullmatch(text, paired[-1][1].end(), called.start):
            break
        value = VALUE.match(text, called.end)
        if value is None or not called.places:
            break
        paired.append((called, value))
    return paired


def _shared(text: str, names: Sequence[Called]) -> list[tuple[Called, re.Match[str]]]:
    """Return a row of places with the row of as many figures behind 分别."""
    row = [names[0]]
    for called in names[1:]:
        if not JOINED.fullmatch(text, row[-1].end, called.start):
            break
        row.append(called)
    opened = SHARED_OUT.match(text, row[-1].end)
    if len(row) < 2 or opened is None or not all(called.places for called in row):
        return []
    figures: list[re.Match[str]] = []
    at = opened.end()
    while (value := ONE.match(text, at)) and len(figures) <= len(row):
        figures.append(value)
        at = value.end("figure")
    return list(zip(row, figures, strict=True)) if len(figures) == len(row) else []


def _label_of(text: str, pairs: Sequence[tuple[Called, re.Match[str]]]) -> str:
    _, words = _before(text, pairs[0][0].start)
    apart = pairs[0][1].start() > pairs[-1][0].end - 1 and len(pairs) > 1  # the figures stand behind all names
    return (_label(text[pairs[-1][0].end : pairs[0][1].start("figure")]) if apart else "") or _label(words)


def _entries(
    text: str, pairs: Sequence[tuple[Called, re.Match[str]]], label: str
) -> tuple[Grid, tuple[Entry, ...]] | None:
    first, last = pairs[0][0].start, pairs[-1][1].end()
    start, words = _before(text, first)
    named = Cell(label, start, first)
    head = head_of(label)
    if not head.name or CHANGES.search(words):
        return None
    row = (Cell(text[start:last], start, last),)
    entries = tuple(
        Entry(
            Cell(value["figure"], value.start("figure"), value.end("figure")), row, head.name, named,
            head.kind or Kind.ACTUAL, head.time or caption_time(words), "", head.base, called.name, "", called.places[0],
        )
        for called, value in pairs
    )  # fmt: skip
    return Grid((row,), first, last), entries


def _before(text: str, first: int) -> tuple[int, str]:
    """Return where the words begin that a list is introduced by, and the words: those of its line, or the line above."""
    stop = max(text.rfind(mark, 0, first) for mark in "。;!?\n") + 1
    words = text[stop:first]
    if not re.sub(r"[\W\d_一二三四五六七八九十]", "", words):
        stop = max(text.rfind(mark, 0, max(0, stop - 2)) for mark in "。;!?\n") + 1
        words = text[stop:first]
    return stop, words


def _label(words: str) -> str:
    """Return what a list is of: 群众满意率 of 全市群众满意率前三位的是."""
    clauses = [_bare(clause) for clause in re.split(r"[,:。\n]", words)]
    return next((clause for clause in reversed(clauses) if len(clause) > 1), "")


def _bare(clause: str) -> str:
    return RANKING.sub("", NO_LABEL.sub("", clause.strip(" ()、"))).strip(" 的()")
