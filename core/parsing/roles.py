"""Decide what a number is: an actual, a target, a before or after, a change, a rank."""

from __future__ import annotations

import re

from core.model import Bound, Quantity, Role, SectionKind
from core.parsing.cues import JOINTS, Governing
from core.parsing.units import RATES

CUT = "减少|压减|压缩|精简|精减|缩短|缩减|提速|削减|核减|下降|降低|降幅"
RISE = "增长|增加|增幅|上升|提高|提升|提档|净增|增速|扩大"
MOVED = rf"(?:{CUT}|{RISE}|扩容|优化|升|降|变|增|减|精(?!准)|压)"
TO_END = r"(?:至|到|为|成)(?:了|约|近|仅|平均|如今的|现在的|目前的|20\d\d年的|[ ])*$"
FROMS, TOS = (
    frozenset("由从将把"),
    frozenset("至到为成"),
)  # no level is told to come from, or go to another without these
MOVES = re.compile(MOVED + r"[至到为]?")
TO_LEVEL = re.compile(rf"(?:{MOVED}|(?:合并|归并|整合|并)(?=[成为]))[^,。;、]{{0,6}}?{TO_END}")
REDUCED_TO = re.compile(rf"(?:{CUT}|精(?!准)|压|降)[^,。;]{{0,6}}?{TO_END}")
# 由原来的, 从每件平均2.1份; what the repeated piece takes must begin in one way only, or a long clause has no end
FROM_LEVEL = re.compile(r"(?:由|从|[将把]原[有来]?)(?:[^,。;\d每]|每[^,。;]{0,12}|20\d\d年)*$")
BETWEEN_LEVELS = re.compile(r"^[^,。;、\d]{0,14}(?:至|到|为)")
DIGIT = re.compile(r"\d")
FROM_NUMBER = re.compile(r"(?:由|从|[将把]原[有来]?)[^,。;]*\d[^,。;]*$")
TO = re.compile(TO_END)
FROM_NUMBER_ONLY = re.compile(r"(?<![自来])[由从](?:原来的?|20\d\d年的?)?$")
ADDED_TO = re.compile(rf"[,]?(?:{CUT}|{RISE})(?:了|约|近)*\d")  # 由20个增加15个
REACHED = re.compile(r"(?:达到|达|为)$")
NOUN_OF_CHANGE = ("率", "例", "幅", "速", "度")  # 增长率, 降幅: a number behind is a change however it is joined
# 比计划金额5091万元节约503万元: what is compared with
BASE = re.compile(r"(?:比(?!例|率|重|值)|较)(?:20\d\d年)?[^,。;:\d]{0,16}$")
BASE_MOVES = re.compile(rf"(?:相比)?[,]?(?:节约|节省|高出?|低|多出?|少|快|慢|{CUT}|{RISE})")
YEAR = re.compile(r"20\d\d年")
# 压缩60%、75%: what stands before the first of a list stands before each
LISTED = re.compile(r"(?:\d[\d.]*[余多]?(?:%|个?[\u4e00-\u9fff]{0,4})?[、和与及])+$")
LOOKED_AT = 400  # letters of a clause on either side; no clause of a report is as long
PRESENT = frozenset(("present", "nowadays"))
AIMS = ("target", "required")
TIMES = ("天", "日", "个工作日", "工作日", "小时", "分钟", "秒", "个月", "分", "时")  # 25个工作日 before, 3天 now
APART = re.compile(r"[与和同跟][^,。;与和同跟]{0,12}相比$")
FROM_BASE = re.compile(
    r"同比|环比|[比较同与和跟](?:[^,。;\d]{0,4}|20)?\d{0,2}[^,。;\d]{0,8}?(?:同期|年初|[年月]初?(?!\d)|周|季度|改革前|之前|此前|原来|以往|过去)(?:相比|比)?|相比"
)


def is_move(word: str) -> bool:
    """Return whether a word says that a figure moves: 精简, 增至."""
    return MOVES.fullmatch(word) is not None


def role_of(
    text: str,
    quantity: Quantity,
    clause_start: int,
    clause_end: int,
    kind: SectionKind,
    cues: Governing,
    formerly: frozenset[str] = frozenset(),
) -> Role:
    """Return the role of a quantity from the words around it.

    Args:
        text: normalised report text.
        quantity: where the number stands.
        clause_start, clause_end: the clause between commas that holds it.
        kind: of the section; what stands in a plan is a target.
        cues: that govern the number.
        formerly: units of the numbers before it in the paragraph that tell what was before.
    """
    left = text[max(clause_start, quantity.start - LOOKED_AT) : quantity.start]
    if left.endswith(JOINTS):
        left = LISTED.sub("", left)
    pair = _pair_role(text, quantity, left, clause_end, cues)
    aims = kind is SectionKind.PLAN or not cues.keys().isdisjoint(AIMS)
    if aims and pair is not Role.BEFORE:  # 由60个工作日压减至45个: in a plan too the first is what was
        return Role.TARGET
    if quantity.rank:
        return Role.RANK
    if formerly and pair is not Role.BEFORE and not PRESENT.isdisjoint(cues) and quantity.unit not in RATES:
        return Role.AFTER if pair and "present" not in cues or _in_units(quantity.unit, formerly) else Role.ACTUAL
    if pair is not None:
        return pair
    return Role.CHANGE if _is_change(text, quantity, cues) else Role.ACTUAL


def _in_units(unit: str, units: frozenset[str]) -> bool:
    """Return whether a unit is one of these, or counts time as one of them does."""
    return unit in units or unit in TIMES and not units.isdisjoint(TIMES)


def falls(text: str, quantity: Quantity, cues: Governing) -> bool:
    """Return whether a change is one downwards: 下降4.94%, 增长-4.94%, 少41件."""
    return "falls" in cues or "less" in cues or _object_falls(quantity, cues) or _sign(text, quantity) == "-"


def _sign(text: str, quantity: Quantity) -> str:
    """Return the sign that a number is written with: 同比+2.15%."""
    start = quantity.start if quantity.number_start < 0 else quantity.number_start
    sign = text[max(0, start - 1) : start].replace("负", "-")
    return sign if sign and sign in "+-" else ""


def _stands_alone(text: str, quantity: Quantity) -> bool:
    """Return whether a signed number is told in brackets behind a level: 解决率85%(+4.94%)."""
    start = quantity.start if quantity.number_start < 0 else quantity.number_start
    return bool(_sign(text, quantity)) and text[max(0, start - 2) : start - 1] == "(" and quantity.unit in RATES


def signed(quantity: Quantity) -> Quantity:
    """Return the quantity of a change downwards: a negative value, its interval and bound turned round."""
    turned = {Bound.AT_LEAST: Bound.AT_MOST, Bound.AT_MOST: Bound.AT_LEAST}
    value, low, high = (None if v is None else -v for v in (quantity.value, quantity.high, quantity.low))
    return quantity._replace(value=value, low=low, high=high, bound=turned.get(quantity.bound, quantity.bound))


def base_of(text: str, cues: Governing) -> str:
    """Return what a change is counted from, as written: 同比, 环比, 较2022年, 与上月相比; "" when not said."""
    cue = cues.get("compared")
    if cue is None:
        return ""
    apart = APART.search(text, 0, cue.end) if text[cue.start : cue.end] == "相比" else None
    base = apart or FROM_BASE.match(text, cue.start)
    return base[0] if base else ""


def _pair_role(text: str, quantity: Quantity, left: str, clause_end: int, cues: Governing) -> Role | None:
    right = text[quantity.end : min(clause_end, quantity.end + LOOKED_AT)]
    if ("比" in left or "较" in left) and BASE.search(left) and BASE_MOVES.match(right):
        return Role.BEFORE
    comes_from, goes_to = not FROMS.isdisjoint(left), not TOS.isdisjoint(left)
    if comes_from and FROM_LEVEL.search(left) and BETWEEN_LEVELS.match(text[quantity.end : quantity.end + 24]):
        return Role.BEFORE
    if "former" in cues or comes_from and FROM_NUMBER_ONLY.search(left) and ADDED_TO.match(right):
        return Role.BEFORE
    if BETWEEN_LEVELS.match(right) and TO_LEVEL.search(DIGIT.split(YEAR.sub("", right), maxsplit=1)[0]):
        return Role.BEFORE  # 各类材料38.3份/件精减至24.1份/件
    if comes_from and goes_to and TO.search(left) and FROM_NUMBER.search(left):
        return Role.AFTER
    if "present" in cues or goes_to and REDUCED_TO.search(left):
        return Role.AFTER if quantity.unit not in RATES or _tells_two(left) else None
    return Role.AFTER if goes_to and TO_LEVEL.search(left) and _tells_two(left) else None


def _tells_two(left: str) -> bool:
    """Return whether another number than a year stands before one."""
    return DIGIT.search(YEAR.sub("", left)) is not None


def _is_change(text: str, quantity: Quantity, cues: Governing) -> bool:
    if quantity.unit == "百分点":  # 提高0.8、3.1个百分点, 高出0.66个百分点
        return True
    for kind in ("falls", "rises"):
        if cue := cues.get(kind):
            noun = text[cue.start : cue.end].endswith(NOUN_OF_CHANGE)
            return noun or "compared" in cues or not REACHED.search(text[cue.end : quantity.start])
    if "compared" in cues and ("less" in cues or "more" in cues or _sign(text, quantity)):
        return True
    return _object_falls(quantity, cues) or _stands_alone(text, quantity)


def _object_falls(quantity: Quantity, cues: Governing) -> bool:
    """Return whether a share says by how much an object named between was cut: 精减环节近8成."""
    return quantity.unit in RATES and "taken_away" in cues
