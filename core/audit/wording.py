"""Words around a number that cannot stand as they are: 近50余件, 未收到件申请, a rate that 同比增长3%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.audit.numbers import Number, Page
from core.audit.relation import Kind, Relation, Side, Verdict, masked, related
from core.model import Role

NEAR_AND_MORE = re.compile(r"^(?:将近|接近|临近|近|不足|不到).*(?:[余多]|以上)")
MORE_AND_LESS = re.compile(r"^(?:超过|超|逾|突破|不少于|不低于).*(?:左右|以内|以下|不到)")
SPANS = ("年", "月", "个月", "天", "日", "周", "小时", "分钟", "工作日")  # 近3个多月: lately
# a counter that has lost its number: 未收到件申请, 共收到条意见
LOST = re.compile(
    r"未?(?:收到|接到|收取|新收|接收到)(?P<unit>件(?![数量均率])|条(?![目款例件])|起(?![诉草来])|宗(?![旨教])|份(?![额])|封)"
    r"(?=[\u4e00-\u9fff,。;、])"
    r"|(?:共计|总计|合计|累计)(?P<counter>件|条|起|宗|人次|万件|余件)(?=[,。;、])"
    r"|(?<=[率比例])(?:均|都)?(?:达到|达|为)(?P<percent>%)"
)
OF_RATE = re.compile(
    r"(?:月份?)?(?P<rate>[\u4e00-\u9fff]{0,8}(?:率|占比|满意度|比例|比重))[^,。;:]{0,14}(?:同比|环比|比上年|较上年|比去年|较去年|比上月|较上月)[^,。;:\d]{0,8}$"
)
NO_LEVEL = re.compile(r"效率|频率|速率|增长率")


def find_wording(page: Page) -> Iterator[Relation]:
    """Yield every number whose words contradict each other, have lost it, or leave its unit open."""
    for number in page.numbers:
        if relation := _hedge(page, number) or _unit(page, number):
            yield relation
    yield from _lost(page)


def _hedge(page: Page, number: Number) -> Relation | None:
    written = page.text[number.start : number.end]
    if number.unit in SPANS or not (NEAR_AND_MORE.search(written) or MORE_AND_LESS.search(written)):
        return None
    if number.masked:
        return masked(page, Kind.HEDGE, [number], "修饰语")
    words = f"{page.quoted(number)}的修饰语互相矛盾：前面说不到这个数，后面说超过这个数。"
    if MORE_AND_LESS.search(written):
        words = f"{page.quoted(number)}的修饰语互相矛盾：前面说超过这个数，后面说约等于或不到这个数。"
    return related(page, Kind.HEDGE, Verdict.WORDING, [number], words, None, number.interval)


def _unit(page: Page, number: Number) -> Relation | None:
    """Return the remark that a rate is said to grow by percent, which may mean points."""
    if number.unit != "%" or number.role is not Role.CHANGE or number.masked:
        return None
    match = OF_RATE.search(page.text, max(number.sentence[0], number.start - 40), number.start)
    if not match or NO_LEVEL.search(match["rate"]):
        return None
    words = f"{match['rate']}的变化写作{page.quoted(number)}，没有说明是百分点还是百分比。"
    return related(page, Kind.UNIT, Verdict.WORDING, [number], words, None, number.interval)


def _lost(page: Page) -> Iterator[Relation]:
    for match in LOST.finditer(page.text):
        start, end = match.span()
        text = page.document.raw[start:end]
        words = f"“{text}”中应有的数字缺失。"
        yield Relation(page.report, Kind.LOST, Verdict.WORDING, None, None, (Side(start, end, text),), words)
