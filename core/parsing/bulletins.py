"""Where a document speaks of other places line by line: 大祥区：…；双清区：…, 前三位的是大祥区、双清区、北塔区."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from core.model import Document, DocumentKind, Section
from core.parsing.neighbours import Neighbours, neighbours_of
from core.parsing.towns import GOVERNMENT, town_in

FEWEST = {DocumentKind.OTHER: 2}  # places that make a bulletin; in a report of another genre more
MANY = 3
SERIAL = r"[ ]*(?:\(?[一二三四五六七八九十\d]{1,3}[)、.:]|[①-⑳]|[-—–·•●○■□◆◇▪★*]{1,2})?[ ]*"
OPENS = re.compile(rf"(?:^|\n){SERIAL}[【〔\[]?$")
CLOSES = ":】〕]"  # behind a name of which the line speaks: 大祥区:, 【大祥区】
# what may stand before a name in a sentence: a stop, a list, 前三位的是
BEFORE = re.compile(r"(?:[、,;:。!?\n(“|\t 【〔\[]|\A|[是为有和与及]|其中|分别|依次)$")
WHERE, WITH_FIGURE = re.compile("[在于]"), re.compile(r"[ ]*[(]?\d")  # 主要集中在大祥区(82件)
TOWN = r"[\u4e00-\u9fff]{2,8}?(?:街道|镇|乡)|高新技术产业开发区|经济技术开发区|高新区|经开区"
BODY = r"(?:人民政府|政务|行政|数据|市场|税务|公安|便民|管委|党委|信访|[\u4e00-\u9fff]{0,10}?(?:局|委员会|委(?![员托])|办公室|中心|公司|支队|医院|学校|办(?![件结理事证好文率])))"
GOVERNED = rf"{GOVERNMENT}(?![\u4e00-\u9fff]{{0,8}}(?:局|委|办|厅|中心|部门))"  # 大祥区人民政府: is 大祥区
DEPARTMENT = re.compile(
    rf"(?:^|\n){SERIAL}[【〔\[]?(?P<name>[\u4e00-\u9fff]{{2,16}}(?:局|委|办|中心|公司|集团|院|所|支队|部|会|区|县|市|旗|镇|乡|街道|园|新城)"
    r"|[市区县州省旗][直级](?:部门|单位|机关)?)[:】〕\]](?=[^\n])"
)
STRANGER = re.compile(
    rf"(?:^|\n){SERIAL}(?:\d+[ ]*[|][ ]*)?(?P<name>[\u4e00-\u9fff]{{1,8}}(?:区|县|市|旗|镇|乡|街道))(?=[ ]*[:|\t])(?P<rest>[^\n]*)"
)
WHOLE = re.compile("^[全各本我][^\n]{0,3}[市区县州旗省]|^(?:地|辖|县市|市县)区$|^(?:县|市|区)+$|^乡镇$")
LINE = re.compile("[^\n]*")
CAPTION = 48  # letters of a line that may head a table
NO_CAPTION = re.compile("[。;|\t]|[:,]$")
OWN_LINE = re.compile(
    rf"{SERIAL}[【\[(]?(?:[全本][市县区省州旗盟]|[市县区省州旗盟]本级|汇总|合计|总表|总体(?:情况)?)[】\])]?(?:汇总|总体)?(?:情况|表)*"
)
BODY_LINE = re.compile(
    rf"{SERIAL}[【\[(]?(?P<name>[\u4e00-\u9fff]{{2,16}}(?:局|委|委员会|中心|公司|集团|支队|院|[省市州县区]直(?:部门|单位|机关)?))[】\])]?"
)
ROW = re.compile(r"[^\n]*[|\t]")
# the place that a caption is about: 政务服务月报(麒麟区), 附件2:麒麟区2024年办理情况
IN_BRACKETS = re.compile(r"[(\[【《](?P<name>[\u4e00-\u9fff]{2,12})[)\]】》]")
LEADS = re.compile(rf"{SERIAL}(?:附?[件表][ ]*[\d一二三四五六七八九十]{{0,3}}[:.、 -]*)?")
LONE = re.compile(rf"{SERIAL}[【\[(]?(?P<name>[\u4e00-\u9fff]{{2,12}})[】\])]?[ :]*")
JOINED = re.compile(r"[ ]*(?:[、,和与及]|以及)[ ]*")
SHARED = re.compile(r"(?![^。;\n\d]{0,30}分别)[^。;,\n\d]{0,20}?(?:(?<!平)均|都|同为|全部)[^。;,\n\d、]{0,12}(?=\d)")
AMONG = re.compile(r"等(?:[\d一二三四五六七八九十]+个?)?")


class Called(NamedTuple):
    """A place where a document names it."""

    start: int
    end: int
    name: str
    places: tuple[str, ...]  # () for a body that is no place, or a row of places of which nobody says which is meant
    governs: bool  # what follows in its paragraph too


@dataclass(frozen=True, slots=True)
class Spoken:
    """The places that a document speaks of; there are none where it speaks of its own alone."""

    called: tuple[Called, ...]
    lone: tuple[Called, ...]  # those that stand on a line of their own, above what is said of them
    near: Neighbours
    many: bool
    single: tuple[Called, ...] = ()  # each name by itself

    def __bool__(self) -> bool:
        return self.many

    def above(self, at: int, section: Section) -> Called | None:
        """Return the place whose name heads what stands at an offset: as a line within its section, or as a heading."""
        lone = [called for called in self.lone if section.start <= called.start < at]
        if lone:
            return lone[-1] if lone[-1].name else None
        for heading in reversed(section.path):
            name = LONE.fullmatch(heading)
            place = self.near.named(name["name"]) if name else ""
            if place := place or _captioned(heading, self.near):
                return Called(section.start, section.start, heading, (place,), True)
        return None


@lru_cache(maxsize=8)
def spoken_of(document: Document) -> Spoken:
    """Return the other places that a document speaks of, where it is one that lays several side by side."""
    near = neighbours_of(document.place)
    lone = tuple(_lone(document.text, near, document.title + document.issuer))
    single = list(_called(document.text, near))
    laid_out = {called.places for called in (*single, *lone) if called.governs or document.kind is DocumentKind.OTHER}
    cells = _cells(document.text, near)
    if len({place for places in laid_out for place in places} | cells) < FEWEST.get(document.kind, MANY):
        return Spoken((), (), near, False)
    departments = [
        Called(m.start("name"), m.end("name"), m["name"], (), True) for m in DEPARTMENT.finditer(document.text)
    ]
    departments = [one for one in departments if not near.named(one.name) and not WHOLE.search(one.name)]
    rows = _in_rows(document.text, single)
    return Spoken(tuple(sorted((*rows, *departments))), lone, near, True, tuple(single))


def _cells(text: str, near: Neighbours) -> set[str]:
    """Return the places that open a row of a table, or head its columns."""
    rows = [line for line in text.split("\n") if "|" in line or "\t" in line]
    return {place for row in rows for cell in re.split(r"[|\t]", row) if (place := near.named(cell))}


@lru_cache(maxsize=64)
def _names(near: Neighbours) -> re.Pattern[str]:
    whole = sorted((name for name in near.names if len(name) > 1), key=len, reverse=True)
    return re.compile(rf"(?P<name>{'|'.join([*map(re.escape, whole), TOWN])})(?:{GOVERNED})?(?P<body>{BODY})?")


def _called(text: str, near: Neighbours) -> Iterator[Called]:
    at = 0
    while near.names and (match := _names(near).search(text, at)):
        called = _call(text, near, match)
        at = match.end() if called else match.start() + 1
        if called:
            yield called


def _call(text: str, near: Neighbours, match: re.Match[str]) -> Called | None:
    """Return the place or body that a match names; None where it names none, or stands inside another word."""
    name = match["name"] if match["name"] in near.names else town_in(match["name"]) or match["name"]
    place, start = near.named(name), match.end("name") - len(name)
    line = text.rfind("\n", 0, start) + 1
    follows = text[match.end() : match.end() + 1]
    opens = OPENS.search(text, max(0, line - 1), start) is not None
    counted = WITH_FIGURE.match(text, match.end()) and WHERE.search(text, max(0, start - 1), start)
    if not place or not (opens or counted or BEFORE.search(text, max(0, start - 4), start)):
        return None
    if not near.has_unit(name) and "\u4e00" <= text[match.end("name") : match.end("name") + 1] <= "\u9fff":
        return None  # 大祥路: a stem names a place only where nothing goes on
    if match["body"]:
        return Called(start, match.end(), text[start : match.end()], (), opens)
    if AMONG.match(text, match.end()):
        return Called(start, match.end(), text[start : match.end()] + "等", (), False)
    return Called(start, match.end(), name, (place,), opens or follows in CLOSES and follows != "")


def _in_rows(text: str, single: list[Called]) -> Iterator[Called]:
    """Yield the names; those of a row as one: of them all where each has the same, of nobody where that is not said."""
    row: list[Called] = []
    for called in single:
        if row and JOINED.fullmatch(text, row[-1].end, called.start):
            row.append(called)
            continue
        yield from _row(text, row)
        row = [called]
    yield from _row(text, row)


def _row(text: str, row: list[Called]) -> Iterator[Called]:
    if len(row) < 2:
        yield from row
        return
    all_known = all(called.places for called in row) and SHARED.match(text, row[-1].end)
    places = tuple(dict.fromkeys(place for called in row for place in called.places)) if all_known else ()
    yield Called(row[0].start, row[-1].end, text[row[0].start : row[-1].end], places, False)


def _lone(text: str, near: Neighbours, own: str) -> Iterator[Called]:
    """Yield whose what follows is, as a line or the caption of a table says; its name is "" for the document's own."""
    for line in LINE.finditer(text):
        if not 1 < len(line.group()) <= CAPTION or NO_CAPTION.search(line.group()):
            continue
        alone = LONE.fullmatch(line.group())
        place = near.named(alone["name"]) if alone else ""
        heads = not place and ROW.match(text, line.end() + 1) is not None
        body = BODY_LINE.fullmatch(line.group()) if heads else None
        if place := place or (_captioned(line.group(), near) if heads else ""):
            yield Called(line.start(), line.end(), line.group(), (place,), True)
        elif body and body["name"] not in own:
            yield Called(line.start(), line.end(), body["name"], (), True)
        elif OWN_LINE.fullmatch(line.group()):
            yield Called(line.start(), line.end(), "", (), True)


def _captioned(words: str, near: Neighbours) -> str:
    """Return the one place that a caption or heading says it is about, "" where it names none or several."""
    bracket = IN_BRACKETS.search(words)
    if bracket and (place := near.named(bracket["name"])):
        return place
    opened = LEADS.match(words)
    name = _names(near).match(words, opened.end() if opened else 0) if near.names else None
    if name is None or name["body"] or not near.has_unit(name["name"]) or JOINED.match(words, name.end()):
        return ""
    return "" if AMONG.match(words, name.end()) else near.named(name["name"])


def strangers(document: Document) -> list[tuple[str, str]]:
    """Return the names in a bulletin that look like places and are none that it may speak of, with their lines."""
    spoken = spoken_of(document)
    if not spoken:
        return []
    names = {m["name"]: f"{m['name']}{m['rest']}".strip() for m in STRANGER.finditer(document.text)}
    own = document.title + document.issuer
    return [
        (name, line)
        for name, line in names.items()
        if not spoken.near.named(name) and not WHOLE.search(name) and name not in own
    ]
