"""Decide what a number is: an actual, a target, a before or after, a change, a rank."""

from __future__ import annotations

import re

from core.model import Quantity, Role, SectionKind

CUT = "减少|压减|压缩|精简|精减|缩短|缩减|提速|削减|核减|下降|降低|降幅"
RISE = "增长|增加|增幅|上升|提高|提升|提档|净增|增速|扩大"
HEDGE = r"(?:[ ]|了|约|近|超过|超|逾|达到|达|为|至少|平均|高达|分别)*"
VERB_THEN_NUMBER = re.compile(rf"(?:{CUT}|{RISE}){HEDGE}$")  # 减少14.2份, 提速4.07倍
VERB_OBJECT_THEN_NUMBER = re.compile(
    rf"(?:{CUT}|{RISE})(?![比率])[^,。;:、至到为达率比度]{{1,8}}{HEDGE}$"
)  # 精减环节近8成
COMPARED = re.compile(
    r"(?:同比|环比|较[^,。;]{0,8}|比(?!例|率|重|值|对)[^,。;]{1,8}|同期相比[^。;]{0,8})(?:[^,。;率]{0,4})(?:增|减|升|降|提|压|缩|长|分别)[^,。;]{0,8}$"
)
GROWTH = re.compile(
    rf"(?:增长率|增长比例|增速|增幅|降幅|涨幅|增长幅度|下降幅度|同比增长率){HEDGE}$"
)  # 年均增长率达21.8%
TO_LEVEL = re.compile(
    rf"(?:{CUT}|{RISE}|扩容|优化|升|降|变|增|减|精|压)[^,。;、]{{0,6}}?(?:至|到|为|成)(?:了|约|近|仅|平均)*$"
)
REDUCED_TO = re.compile(rf"(?:{CUT}|精|压|降)[^,。;]{{0,6}}?(?:至|到|为|成)(?:了|约|近|仅|平均)*$")
FROM_LEVEL = re.compile(
    r"(?:由|从)(?:原来|原先|过去|之前|原|改革前|此前|法定|平均|的|每[^,。;]{0,12}|[^,。;\d]{0,24})$"
)
FORMER = re.compile(
    r"(?:原来|原先|原有|原需|过去|此前|改革前|再造前|优化前|整合前|提速前|压缩前|调整前|之前|前(?<![提目当以]前)(?=[为平的需]))(?:的|需|为|平均|共|约|[^,。;\d至到]{0,14})*$"
)
PRESENT = re.compile(
    r"(?:(?:^|[,、])现(?:在|只|仅|为)?(?![有行役任场金])|改革后|优化后|再造后|整合后|目前只|目前仅)[^,。;\d]{0,14}$"
)
BETWEEN_LEVELS = re.compile(r"^[^,。;、\d]{0,14}(?:至|到|为)")
AIM = re.compile(
    r"力争|争取|确保[^,。;]{0,20}(?:达|实现|完成)|目标(?:是|为|达|:|定为|值|压缩|提高|提升|缩短)|为目标|预计|计划(?=[于在用到将完实新投开])|拟于|拟在|到20\d\d年底?[,]?|将(?:达到|达|突破|超过|增至)(?!的)|(?:\d月|年)底?前[,]?[^。;]{0,20}(?:实现|完成|达)"
)
DIGIT = re.compile(r"\d")
FROM_NUMBER = re.compile(r"(?:由|从)[^,。;]*\d[^,。;]*$")
TO = re.compile(r"(?:至|到|为)(?:了|约|近|仅)*$")
ADDED = re.compile(r"新增$")
REACHED = re.compile(r"(?:达到|达|为)$")
# 比计划金额5091万元节约503万元: what is compared with
BASE = re.compile(r"(?:比(?!例|率|重|值)|较)[^,。;:\d]{2,16}$")
BASE_MOVES = re.compile(rf"(?:相比)?[,]?(?:节约|节省|高出?|低|多出?|少|快|慢|{CUT}|{RISE})")
# 压缩60%、75%: what stands before the first of a list stands before each
JOINTS = ("、", "和", "与", "及")
LISTED = re.compile(r"(?:\d[\d.]*[余多]?(?:%|个?[\u4e00-\u9fff]{0,4})?[、和与及])+$")
RATES = ("%", "百分点", "倍", "‰")


# 计划新增12个,满意率保持在95%以上: an aim that a sentence begins with goes on to its end, or to what is done already
AIMS = re.compile(
    r"[ ]*(?:\(?[一二三四五六七八九十\d]{1,3}[)、.])?(?:[^,。;\n]{0,8},)?(?:全年|年内)?"
    r"(?:力争|争取|(?:计划|拟|将)(?=新增?|建|推|实现|完成|开|投入|继续|力争|进一步))"
)
DONE = re.compile(r"已|截至|截止|目前|实际|实现了|完成了|同比|现")


def role_of(text: str, quantity: Quantity, clause_start: int, clause_end: int, kind: SectionKind) -> Role:
    """Return the role of a quantity from the words around it.

    Args:
        text: normalised report text.
        quantity: where the number stands.
        clause_start, clause_end: the clause between commas that holds it.
        kind: of the section; what stands in a plan is a target.
    """
    left = text[clause_start : quantity.start]
    if left.endswith(JOINTS):
        left = LISTED.sub("", left)
    if quantity.rank:
        return Role.RANK
    if kind is SectionKind.PLAN or AIM.search(left) or _goes_on_aiming(text, clause_start, quantity.start):
        return Role.TARGET
    pair = _pair_role(text, quantity, left, clause_end)
    if pair is not None:
        return pair
    return Role.CHANGE if _is_change(left, quantity) else Role.ACTUAL


def _goes_on_aiming(text: str, clause_start: int, number: int) -> bool:
    """Return whether an earlier clause of the sentence sets an aim, and none in between says what is done."""
    if text[clause_start - 1 : clause_start] in ("。", "\n", ""):
        return False
    start = max(text.rfind("。", 0, clause_start), text.rfind("\n", 0, clause_start)) + 1
    aim = AIMS.match(text, start, clause_start)
    return aim is not None and DONE.search(text, aim.end(), number) is None


def _pair_role(text: str, quantity: Quantity, left: str, clause_end: int) -> Role | None:
    right = text[quantity.end : clause_end]
    if ("比" in left or "较" in left) and BASE.search(left) and BASE_MOVES.match(right):
        return Role.BEFORE
    if FROM_LEVEL.search(left) and BETWEEN_LEVELS.match(text[quantity.end : quantity.end + 24]):
        return Role.BEFORE
    if FORMER.search(left[-24:]) and "目前" not in left[-24:]:
        return Role.BEFORE
    if BETWEEN_LEVELS.match(right) and TO_LEVEL.search(DIGIT.split(right, maxsplit=1)[0]):
        return Role.BEFORE  # 各类材料38.3份/件精减至24.1份/件
    if TO.search(left) and FROM_NUMBER.search(left):
        return Role.AFTER
    if PRESENT.search(left) or REDUCED_TO.search(left):
        return Role.AFTER if quantity.unit not in RATES or DIGIT.search(left) else None
    return Role.AFTER if TO_LEVEL.search(left) and DIGIT.search(left) else None


def _is_change(left: str, quantity: Quantity) -> bool:
    if GROWTH.search(left) or quantity.unit == "百分点":  # 提高0.8、3.1个百分点, 高出0.66个百分点
        return True
    if VERB_THEN_NUMBER.search(left) and not ADDED.search(left):
        return not REACHED.search(left) or bool(COMPARED.search(left))
    if COMPARED.search(left):
        return quantity.unit in RATES or bool(VERB_THEN_NUMBER.search(left))
    return quantity.unit in RATES and bool(VERB_OBJECT_THEN_NUMBER.search(left))
