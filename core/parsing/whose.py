"""Say whose a figure is where it is not the document's own: 全市平均, 圭塘街道, 最高的镇, a place that was visited."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from core.declarations import load_places
from core.divisions import load_divisions
from core.model import Document, Place
from core.parsing.breaks import Breaks, breaks_of
from core.parsing.bulletins import Called, spoken_of
from core.parsing.offices import OPENER, desks, offices
from core.parsing.openings import load_openings
from core.parsing.stated import Statement
from core.parsing.text import normalise
from core.parsing.towns import town_in
from core.places import derived

CITY_OF_COUNTY = "县级市"  # its 全市 is its own
KINDS = ("average_of_all", "extreme", "elsewhere", "required")  # cues that name another
OWN = re.compile(r"[我本全](?:区|县|市|州|盟|旗|省|局|中心|街道|镇|乡)(?!平均|均值|最)|本地|(?<![省市州])本级")
SELF = re.compile(r"[我本](?P<unit>区|县|市|州|盟|旗|省|镇|乡)")
NAME = r"[\u4e00-\u9fff]{1,5}?"
TOWN = rf"(?P<town>{NAME}(?:街道|镇|乡)(?:办事处|政府)?)"
AREA = rf"(?P<area>{NAME}(?:区|县|市|旗))"
BODY = re.compile(
    rf"{OPENER}(?:{TOWN}(?![级街村镇和与及、]|两级|三级)|{AREA}(?![级直属局内里外域人民场政府委办和与及、]|服务|平台|本|两级|三级|街道|[^,。;:、\d]{{0,12}}[等局心委办厅院站处所][、和与及等]))"
)
# 综合窗口芙蓉区80个、雨花区35个: a place directly before its number
LISTED = re.compile(r"(?P<unit>[区县市旗])(?:则|仅)?(?:为|达到|达|是|有|约|近)?(?=\d)")
# 办结率依次为98.77%、97.64%: of the bodies before, one each
IN_TURN = re.compile(
    r"(?:(?<=[,;:。\n])|\A)(?P<noun>[^、,;:。\n和与及\d]{0,16}?)(?P<word>分别|依次)(?:为|是|达到|达|有)?(?P<list>[\d][^,;:。\n]*)?(?:[、和与及])?\Z"
)
STOP = re.compile(r"[,;:。\n]")
FIGURE = re.compile(r"\d[\d.]*")
# 芙蓉、天心两区综合窗口分别为…, 长株潭三市网上可办率均达98%: of several areas
AREAS = re.compile(r"[两二三四五六七八九]个?(?:区|县|市|街道|镇|乡)(?![级地域内外])")
SEVERAL = re.compile(
    rf"{OPENER}(?P<name>[\u4e00-\u9fff、和与及]{{2,14}}?[两二三四五六七八九]个?(?:区|县|市|街道|镇|乡)(?![级地域内外]))"
    r"(?=[^,;。\n\d]{0,14}?(?:分别|均|都|同为)[^,;。\n\d]{0,6}\d)"
)
PROPER = re.compile(r"(?<=[,;。:、(\n])[省市州]本级")
# 其中:东兴市受理838件,办结777件;上思县受理733件: areas that each have figures of their own
IN_A_ROW = re.compile(
    r"(?:其中|[;:、,。])[:,]?(?P<area>(?![^区县市旗]{0,3}[和与及给的])[\u4e00-\u9fff]{1,3}?[区县市旗])(?![级直本属])(?=[^,;。\n\d]{0,8}\d)"
)
UNITS_BELOW = ("区", "县", "旗")
THAT = re.compile(r"(?<=[,;。:])该[区县市旗](?=[\u4e00-\u9fff])")
REFERS = 40  # letters before 该区 in which the place is named
TOGETHER = "与和同跟及、为向对在帮助"  # 与石泉县办理跨域事项12项: also the own
LARGER = re.compile(r"全(?:[国省市])(?:则|仅)?(?:为|达到|达|是)?(?=\d[\d.]*[%‰])")  # 好评率99.1%,全市98.2%
SHORTEST, LONGEST = 3, 12  # letters of the name of a division
TITLED = re.compile(rf"[ ]*(?:\(?[一二三四五六七八九十\d]{{1,3}}[)、.][ ]*)?(?:{TOWN}|{AREA})[: ]*")
# 各街道, 全区, 社区, 园区, 办事区: no name of a body
NO_NAME = re.compile(
    r"^(?:下放|赋权|延伸).*|.*(?:位于|地处|坐落|紧邻|毗邻|设在|设于|迁至|搬至|毗连).*|^[各全我本该每等多两所其某外此之按将把对向在与和于从到为是有个数约设].*|.*[各全我本该每等两多].$|.*(?:乡镇|街镇|镇街|乡镇街道)$"
    r"|.*(?:社|园|辖|山|景|厂|校|专|分|功能|服务|自助|办事|等候|咨询|体验|受理|休息|洽谈|引导|窗口|政务|开发|高新|新|地|城|郊|片|库|院|小|老)区$"
    r"|.*(?:城|县|门|超|集|上|都|股|入|街|省|部|跨|菜|夜|地级)市$|.*(?:市|郊|各|区|全)县$|.*(?:乡|城|集|村|重|小|街|特色)镇$|.*(?:城|镇|下|家|返|老|兴|试点|示范)乡$"
)


# 全市排名第3, 居全市首位: the whole is what one stands among
AMONG_ALL = re.compile(r"(?:各?(?:县|市|区|州)*(?:区|县))?(?:中|的)?(?:排名|排位|排行|第|首位|末位|前列|平均)")


AGAINST = re.compile("(?:占|占了|高于|低于|高出|超过|优于|好于)$")
# 排名前3位的是: how many are listed, nobody's rank
HOW_MANY = re.compile(r"(?:排名|排在|位居|列)?(?:[前后末]|倒数)\d{1,2}[位名]")


@cache
def _divisions() -> frozenset[str]:
    """Return the names of all divisions of China that are no words of a sentence as well."""
    words = load_openings().no_divisions
    return frozenset(
        normalise(d.name) for d in load_divisions().values() if len(d.name) >= SHORTEST and d.name not in words
    )


class _Mark(NamedTuple):
    start: int
    end: int
    name: str  # "" for the document's own body
    governs: bool  # its paragraph: a name with a colon behind it, or one that opens the paragraph
    places: tuple[str, ...] = ()  # what it is known as
    within: bool = False  # a part of the document's own body: 区住建局


class Owner(NamedTuple):
    """Whose a number is where it is not the document's own."""

    name: str  # as written
    places: tuple[str, ...] = ()  # the places it is of; () where the name is no known place
    within: bool = False  # a department of the document's own place, so that the number is of a part


class Owners:
    """Say of the numbers of one document whose they are."""

    def __init__(self, document: Document, sentences: Breaks) -> None:
        self._text = document.text
        self._sentences = sentences
        self._paragraphs = breaks_of(document.text, "\n")
        place = _declared().get(document.place) or derived(document.place)
        known = (place.name, place.short_name, *place.aliases) if place else ()
        self._within = normalise(place.name) if place else ""
        self._own = normalise("|".join((document.issuer, document.title, *known)))
        self._told = bool(document.issuer or place)  # of an unknown body no name can be told to be another's
        self._unit = place.name[-1] if place and place.level != CITY_OF_COUNTY else ""
        self._known = _names() if place else _aliases()
        self.spoken = spoken_of(document)
        own = (m for m in OWN.finditer(self._text) if not self.spoken or not self._is_measure(m))
        near = [_mark(called) for called in self.spoken.called] if self.spoken else []
        begun = {mark.start for mark in near}
        listed = [*self._listed()]
        bodies = [*self._bodies(), *self._in_a_row()]
        ours = [mark for mark in bodies if not mark.name]  # 雨花区 in its own report
        self.named = sorted({(mark.start, mark.end) for mark in (*listed, *ours)})
        unbegun = [mark for mark in (*bodies, *listed) if mark.start not in begun]
        spotted = [*desks(self._text, self._names_own)] if self.spoken else []
        spotted = [one for one in spotted if one.start not in begun]
        if place and not self.spoken:
            spotted = [*offices(self._text, place.name[-1], self._names_own)]
        official = {_Mark(one.start, one.end, one.name, False, (), one.within) for one in spotted}
        opened = {mark.start for mark in official}
        named = (mark for mark in unbegun if mark.start not in opened)
        selves = (_Mark(*m.span(), "", False) for m in own)
        self._marks = sorted({*named, *near, *official, *selves, *self._above()})
        self._starts = [mark.start for mark in self._marks]

    def _is_measure(self, whole: re.Match[str]) -> bool:
        """Return whether a whole is what a place is held against: 全市排名第3, 占全市差评总数的5%."""
        before = self._text[max(0, whole.start() - 2) : whole.start()]
        return AGAINST.search(before) is not None or AMONG_ALL.match(self._text, whole.end()) is not None

    def of(self, statement: Statement) -> Owner | None:
        """Return whose a statement's number is; None for the document's own."""
        if not statement.cues.keys().isdisjoint(KINDS):
            governor = next(statement.cues[kind] for kind in KINDS if kind in statement.cues)
            return Owner(self._text[governor.start : governor.end].strip(" ,:"))
        if self.spoken and (counted := HOW_MANY.search(self._text, *statement.sentence)):
            while counted and counted.end() <= statement.quantity.start:
                counted = HOW_MANY.search(self._text, counted.end(), statement.sentence[1])
            if counted and counted.start() < statement.quantity.end:
                return Owner(counted[0])
        if self.spoken and (turn := self._in_turn(statement)):
            return turn
        mark = self._named(statement)
        if mark is not None:
            name = mark.name or self._larger(mark, statement)
            return Owner(name, mark.places, mark.within) if name else None
        return self._headed(statement)

    def _in_turn(self, statement: Statement) -> Owner | None:
        """Return which of the bodies told before a number of a bare list is of: 甲县、乙县受表扬,办结率分别为99%、98%."""
        start, at = statement.sentence[0], statement.quantity.start
        in_turn = IN_TURN.search(self._text, start, at)
        if in_turn is None or any(in_turn.start() < mark.start < at for mark in self._marks):
            return None
        rest = STOP.split(self._text[at : statement.sentence[1]], maxsplit=1)[0]
        before, more = FIGURE.findall(in_turn["list"] or ""), FIGURE.findall(rest)
        if len(before) + len(more) < 2:
            return None
        places = [c.places for c in self.spoken.single if start <= c.start < in_turn.start() and c.places]
        if len(places) == len(before) + len(more):
            return Owner(self._text[in_turn.start() : in_turn.end()].strip(" ,;:。"), places[len(before)])
        return Owner(in_turn["noun"] + in_turn["word"])

    def _named(self, statement: Statement) -> _Mark | None:
        at, begin = statement.quantity.start, statement.sentence[0]
        i = bisect_right(self._starts, at) - 1
        paragraph = self._paragraphs.start(at)
        while i >= 0 and self._marks[i].start >= paragraph:
            mark = self._marks[i]
            if mark.governs or mark.start >= begin:
                return mark
            i -= 1
        return None

    def _larger(self, mark: _Mark, statement: Statement) -> str:
        """Return the larger area of 全市98.2%,我区99.1%, where the sentence tells its own apart; else ""."""
        written = self._text[mark.start : mark.end]
        if not written.startswith("全"):
            return ""
        own = SELF.search(self._text, *statement.sentence)
        if own and own["unit"] != written[1]:
            return written
        low, high = (bisect_right(self._starts, at) for at in statement.sentence)
        named = any(not m.name and self._is_own(self._text[m.start : m.end]) for m in self._marks[low:high])
        return written if named and self._unit and written[1] != self._unit else ""

    def _headed(self, statement: Statement) -> Owner | None:
        """Return the body that a heading opens: （二）双清区."""
        section = statement.section
        if self.spoken and (called := self.spoken.above(statement.quantity.start, section)):
            return Owner(called.name, called.places)
        titled = TITLED.fullmatch(section.path[-1]) if section.path else None
        name = (titled["town"] or titled["area"]) if titled else ""
        return Owner(name) if name and self._is_another(name) else None

    def _bodies(self) -> Iterable[_Mark]:
        for match in BODY.finditer(self._text):
            name = match["town"] or match["area"]
            if match["town"] and not town_in(name):
                continue
            colon = self._text[match.end() : match.end() + 1] == ":"
            if self._is_own(name):
                yield _Mark(match.start("town" if match["town"] else "area"), match.end(), "", False)
            if self._is_another(name) and (colon or match["town"] or self._is_area(name, match)):
                yield _Mark(match.start("town" if match["town"] else "area"), match.end(), name, colon)

    def _in_a_row(self) -> Iterable[_Mark]:
        """Yield the areas that a sentence tells in their turn, each with figures of its own."""
        rows: dict[int, list[re.Match[str]]] = {}
        for match in IN_A_ROW.finditer(self._text):
            if NO_NAME.match(match["area"]) is None:
                rows.setdefault(self._sentences.start(match.end()), []).append(match)
        for row in rows.values():
            if len({match["area"] for match in row}) > 1:
                for match in row:
                    yield _Mark(*match.span("area"), "" if self._is_own(match["area"]) else match["area"], False)

    def _listed(self) -> Iterable[_Mark]:
        """Yield the places that stand directly before a number, or before what they have or did: 芙蓉区80个、天心区70个,
        对口支援的龙山县设置18个; and 该区 where it refers to such a place.
        """
        if not self._told or self.spoken:
            return
        for match in LISTED.finditer(self._text):
            end = match.end("unit")
            if name := self._known_to(max(0, end - LONGEST), end):
                yield _Mark(end - len(name), end, "" if self._is_own(name) else name, False)
        last = 0
        for match in _acting().finditer(self._text):
            end = match.end("unit")
            name = self._known_to(max(last, end - LONGEST), end)
            last = match.end()
            if name and not self._is_own(name) and self._text[end - len(name) - 1] not in TOGETHER:
                yield _Mark(end - len(name), end, name, False)
        for match in THAT.finditer(self._text):
            before = self._text[max(0, match.start() - REFERS) : match.start()].rsplit("。", 1)[-1]
            at = match.start() - len(before)
            names_known = (self._known_to(max(at, at + k - LONGEST), at + k) for k in range(len(before), 1, -1))
            if (name := next((name for name in names_known if name), "")) and not self._is_own(name):
                yield _Mark(match.start(), match.end(), name, False)

    def _known_to(self, start: int, end: int) -> str:
        """Return the longest known name of a place that ends there; "" where none does."""
        names = (self._text[at:end] for at in range(start, end - SHORTEST + 1))
        return next((name for name in names if name in self._known), "")

    def _above(self) -> Iterable[_Mark]:
        """Yield the larger areas that stand directly before a number, or with 本级: 全市98.2%, 市本级54家 in a report of a
        district.
        """
        for match in LARGER.finditer(self._text) if self._unit else ():
            if match[0][1] != self._unit and not (self._unit == "市" and match[0][1] in "区县"):
                yield _Mark(match.start(), match.start() + 2, match[0][:2], False)
        for match in SEVERAL.finditer(self._text) if self._unit and AREAS.search(self._text) else ():
            yield _Mark(match.start("name"), match.end("name"), match["name"], False)
        for match in PROPER.finditer(self._text) if self._unit in UNITS_BELOW else ():
            yield _Mark(*match.span(), match[0], False)

    def _names_own(self, name: str) -> bool:
        """Return whether a name is the document's own place, or stands in its issuer or title."""
        above = self._within.startswith(name) and self._within != name  # 长沙市 of 长沙市雨花区
        return not above and (self._is_own(name) or name in self._own)

    def _is_own(self, name: str) -> bool:
        """Return whether a name is the document's own place."""
        return bool(self._within) and len(name) >= SHORTEST and self._within.endswith(name)

    def _is_area(self, name: str, match: re.Match[str]) -> bool:
        """Return whether 松江区 is told as another area: it is known, or its sentence tells its own apart."""
        if name in self._known and self._told:
            return True
        sentence = self._sentences.start(match.end()), self._sentences.end(match.end())
        return SELF.search(self._text, *sentence) is not None

    def _is_another(self, name: str) -> bool:
        above = self._within.startswith(name) and self._within != name  # 长沙市 of 长沙市雨花区
        named = name in self._known and name in _divisions() or NO_NAME.match(name) is None
        return named and (above or name not in self._own)


@cache
def _acting() -> re.Pattern[str]:
    """Return what a place looks like that has or does something."""
    acts = "|".join(map(re.escape, load_openings().offices["acts"]))
    return re.compile(rf"(?P<unit>[区县市旗])(?:则|仅|只|已|共|现|全年|累计)*(?:{acts})")


@cache
def _declared() -> dict[str, Place]:
    """Return the declared places alone, by id."""
    return {place.id: place for place in load_places().values()}


@cache
def _aliases() -> frozenset[str]:
    """Return what the declared places are called beside their names."""
    return frozenset(word for place in _declared().values() for word in place.aliases)


@cache
def _names() -> frozenset[str]:
    """Return what declared places and divisions are called."""
    return _aliases() | _divisions()


def _mark(called: Called) -> _Mark:
    return _Mark(called.start, called.end, called.name, called.governs, called.places)
