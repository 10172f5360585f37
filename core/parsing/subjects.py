"""Read what a number is said of where no declaration says it: the noun, the part of a whole, the area it covers."""

from __future__ import annotations

import re
from bisect import bisect_left

from core.model import Quantity
from core.parsing.roles import DIGIT, LOOKED_AT

TRAILING = re.compile(
    r"(?:已|共|共计|累计|总计|合计|达到|达|为|有|是|约|近|超过|超|逾|了|均|都|分别|就|就有|仅|至|到)+$"
)
NOUN_BEHIND = re.compile(r"^[的]?[“\"]?([\u4e00-\u9fffA-Za-z“”\"]{1,14})")
WHOLE = re.compile("总|(?<!公)共|合计|累计|全部")  # 合计656个,总金额33亿元: of all of them again
LONGEST_NOUN = 17  # letters, with what may open it
FIGURES = re.compile(r"[\dX][\dX.,]*")
PHRASES = re.compile(r"[^\dX]+")
BEHIND = re.compile(r"[^\dX,;。、\n]*")
SUM = re.compile("合计|累计|[总共]计|全部")  # of all of them again, also behind a single part
NUMBERS = re.compile(r"[\d.]+[%\u4e00-\u9fff]?")
SCOPES = re.compile(
    r"[全我本市区县州盟旗省街镇乡政大便](?<![社园“\"].)"  # “全省一单” is a name, 社区级 no district
    r"(?:(?<=[全我本])[国省市区县州盟旗]|(?<=[市区县州盟旗])(?:本级|直|级)|(?<=县)\(区\)级|(?<=区)\(县\)级|(?<=本)(?:级|部门|单位)|(?<=市)(?:县两级|民之家)|(?<=省)级"
    r"|(?<=市)\(州\)(?=12345|热线|平台|[本直]?级)|(?<=县)\(市、区\)(?=12345|热线|平台|[本直]?级)|(?<=省)(?=12345)(?<![全本我]省)"
    r"|(?<=街)镇|(?<=镇)街|(?<=乡)镇|(?<=政)务(?:服务)?大厅|(?<=大)厅|(?<=便)民服务(?:中心|站))"
)
CENTRE = "便民服务"
WHOLE_AGAIN = re.compile("[我本][省市区县州盟旗]$")  # 我区 ends what 全市 began; it is the document's own area
# 事项进大厅、上平台: where something goes; 区、街镇、社区三级: one of a row of levels
NO_AREA = re.compile(r"(?:进驻?|入驻?|迁入|搬入)(?:实体|政务|各|市|区|县|镇|乡|街道|级)*$")
OF_LEVELS = re.compile(r"[、和与及](?:[^,。;、\d]{1,5}[、和与及])*[^,。;、\d]{0,5}[两二三四五]级")
# 镇街和县直部门, 各部门、乡镇: all that a place has, no area of it
BODIES_BESIDE = re.compile(
    r"[省市区县州盟旗街镇乡]?[、和及与]各?[^,。;、\d]{0,3}(?:部门|单位)|(?:部门|单位)[、和及与]各?[省市区县州盟旗街镇乡]"
)
BODIES_BEFORE = re.compile(r"(?:部门|单位)[、和及与]各?$")
LEVELS_BEFORE = re.compile(r"[街镇乡区县][、和及与]各?$")
BODIES = ("部门", "单位")
PART_REACH = 32
SPLITS_ABOVE = re.compile(
    r"(?<=。) *(?:[从按][^,。;\n\d]{2,12}[看分],|其中[,:])"
)  # 从诉求类型来看,咨询类占77%: of what the sentence before counts
LEVELS_IN_ONE = re.compile("省市[区县]?")  # 省市重点项目, 省市区重点项目: neither 市重点 nor 区重点
JOINED = re.compile(r"[\d.,万余]+[^\d、,]{1,3}、$")  # 714人次、 before 1143件次


def noun_of(text: str, quantity: Quantity, clause: tuple[int, int]) -> str:
    """Return the words that a number is said of, as written; "" where there are none.

    Behind the number for counts (15个部门), before it for rates and where nothing follows (满意率98%).
    """
    behind = NOUN_BEHIND.match(text[quantity.end : min(clause[1], quantity.end + LONGEST_NOUN)])
    if behind and quantity.unit not in ("%", "百分点", "倍"):
        return behind[1]
    begin = max(clause[0], quantity.start - LOOKED_AT)
    start = max(text.rfind("、", begin, quantity.start), text.rfind("(", begin, quantity.start), begin - 1) + 1
    before = TRAILING.sub("", NUMBERS.sub(" ", text[start : quantity.start]).strip()).split(" ")[-1]
    if before:
        return before[-14:]
    return behind[1] if behind else ""


def own_part(text: str, quantity: Quantity, parts: tuple[str, ...]) -> str:
    """Return the declared part that stands with this very number, no other number between; "" where there is none."""
    if not parts:
        return ""
    right = LEVELS_IN_ONE.sub("", text[quantity.end : quantity.end + 5])
    behind = next((part for part in parts if right.startswith(part)), "")
    if behind:
        return behind  # 38个区级和822个市级统管
    stop = max(text.rfind(s, 0, quantity.start) for s in ",;。\n") + 1
    left = DIGIT.split(JOINED.sub("", text[max(stop, quantity.start - PART_REACH) : quantity.start]))[-1]
    left = LEVELS_IN_ONE.sub("", left)
    nearest = max(parts, key=lambda part: left.rfind(part))
    if _are_merged(left, nearest, parts):
        return ""
    return nearest if nearest in left else _part_of_segment(text, quantity, parts, left)


def _are_merged(left: str, part: str, parts: tuple[str, ...]) -> bool:
    """Return whether a part is written in one with another one that ends alike: 红黄牌, 处科级."""
    before = left[: left.rfind(part)] if part in left else ""
    return any(other[-1] == part[-1] and before.endswith(other[:-1]) for other in parts if other != part)


def _part_of_segment(text: str, quantity: Quantity, parts: tuple[str, ...], left: str) -> str:
    """Return the part that a segment speaks of before the number: 工程建设101项,交易额8.2亿元; "" where it comes to the sum.

    Two parts in one phrase stay together (土地、矿业权和产权交易项目26项,成交额2亿元). Of parts told one after the other the last is
    meant only for as many figures as the one before it has; the next is of them all.
    """
    start = max(text.rfind(stop, 0, quantity.start) for stop in ";。\n") + 1
    before = text[start : quantity.start]
    behind = BEHIND.match(text, quantity.end)
    if behind and (own := _told(behind[0], parts)):
        return own[0][1][0]  # X人考取二级资质
    phrases = _told(before, parts)
    if not phrases or (WHOLE if len(phrases) > 1 else SUM).search(left):
        return ""
    if len(phrases) > 1:
        row, latest = (
            len(FIGURES.findall(before, start, end))
            for start, end in ((phrases[-2][0], phrases[-1][0]), (phrases[-1][0], len(before)))
        )
        if row < 2 or latest >= row:
            return ""
    names = phrases[-1][1]
    return names[0] if len(names) == 1 else "、".join(names)


def _told(before: str, parts: tuple[str, ...]) -> list[tuple[int, list[str]]]:
    """Return where each phrase that names parts begins, with what it names; phrases are parted by numbers."""
    phrases: list[tuple[int, list[str]]] = []
    for phrase in PHRASES.finditer(before):
        named = [part for part in parts if part in LEVELS_IN_ONE.sub("", phrase[0])]
        named = sorted(
            (part for part in named if not any(part in other for other in named if other != part)), key=phrase[0].find
        )
        if named and phrase.start() and phrase[0].find(named[0]) <= 1:
            continue  # 148个村级代办点挂牌,64项事项…: the noun of that number
        if phrases and named == phrases[-1][1]:
            continue  # 政府采购项目43个,完成政府采购金额…: still the same
        if named:
            phrases.append((phrase.start(), named))
    return phrases


def part_of(text: str, quantity: Quantity, parts: tuple[str, ...], label: str) -> str:
    """Return which declared part of a whole the number is said of: 处级, 科级; "" for the whole."""
    named = [part for part in parts if part in label]
    return max(named, key=len) if named else own_part(text, quantity, parts)


class Scopes:
    """The areas that a text names (全市, 市本级, 大厅), found once."""

    def __init__(self, text: str) -> None:
        self._text = text
        scopes = [match for match in SCOPES.finditer(text) if _is_area(text, match)]
        self._names, self._starts = [match[0] for match in scopes], [match.start() for match in scopes]

    def of(self, quantity: Quantity, sentence_start: int) -> str:
        """Return the area the number covers as the sentence says it; "" when not said.

        A place in an order is one among 全国, 全省 …, said in its own segment: 全国政府网站(区县级)评估中排名第七.
        """
        segment = self._text.rfind(";", sentence_start, quantity.start) + 1 if quantity.rank else 0
        if SPLITS_ABOVE.match(self._text, sentence_start):
            before = max(sentence_start - 1, 0)
            sentence_start = max(self._text.rfind(stop, 0, before) for stop in "。\n") + 1
        first = bisect_left(self._starts, max(sentence_start, segment))
        last = bisect_left(self._starts, quantity.start) - 1
        while quantity.rank and last >= first and self._names[last][0] != "全":
            last -= 1
        if last < first or WHOLE_AGAIN.match(self._names[last]):
            return ""
        name = self._names[last]
        told_apart = not name.startswith(CENTRE) or any(self._names[k] != name for k in range(first, last))
        return name if told_apart else ""  # a centre is what is counted, unless it is told beside another area


def _is_area(text: str, match: re.Match[str]) -> bool:
    """Return whether words for an area say of what the number is."""
    before = text[max(0, match.start() - 8) : match.start()]
    if BODIES_BESIDE.match(text, match.end()) or BODIES_BEFORE.search(before):
        return False
    if text.startswith(BODIES, match.end()) and LEVELS_BEFORE.search(before):
        return False
    return NO_AREA.search(before) is None and OF_LEVELS.match(text, match.end()) is None
