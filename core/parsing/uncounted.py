"""Numbers without a counter: when they are figures all the same (12.5万, 500余, 总量达356782), and when they may be
(165跨省通办事项).
"""

from __future__ import annotations

import re

from core.parsing.readings import Reading

_HOTLINE = re.compile(r"1[02]\d{3}|95\d{3}|96\d{3,4}|11\d|12[0-2]|211|985|315")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NOT_COUNTED = frozenset(
    "年月日时号点届层楼级版型式路室街弄栋后岁至到和与及或代强线期批之多余季比是的在以上下中内外等即为类周底末初元、"
)
_NAMED_BEFORE = re.compile(r"[“\"‘'「『《(+\-./:A-Za-z\d∞第前后近首~—*×#] ?$")


def is_bare(reading: Reading) -> bool:
    """Return whether a whole number stands directly before what it counts: 165跨省通办事项.

    Hotlines (12345热线), years (2023政务公开日) and numbers behind a mark, letter or digit are names.
    """
    written = reading.text[reading.start : reading.stop]
    following = reading.text[reading.stop : reading.stop + 1]
    if not "\u4e00" <= following <= "\u9fff" or following in _NOT_COUNTED:
        return False
    if not written.isdigit() or len(written) > 7 or written[0] == "0" or written == "1":
        return False
    if _HOTLINE.fullmatch(written) or _YEAR.fullmatch(written):
        return False
    return not _NAMED_BEFORE.search(reading.before)


_TOTAL = re.compile(
    "(?:[量数额]|总[计分]|得分|评分|均分|分值|指数|成绩|粉丝)(?:累计|已经?|共计?|总共|高)?(?:达到?|为|到|至|约|是|:)? ?"
    "(?:了|约|近|超过?|逾|突破)?$"
)
_TOTAL_REACH = 14
_STOP = re.compile(r" ?(?:[,。;、)!?\n]|$)")


def is_total(reading: Reading) -> bool:
    """Return whether a number closes the statement of a total or a score: 总访问量达356782."""
    return closes_total(reading.text, reading.start, reading.stop)


def closes_total(text: str, start: int, stop: int) -> bool:
    """Return the same of a stretch of the text."""
    return bool(_STOP.match(text, stop)) and bool(_TOTAL.search(text, max(0, start - _TOTAL_REACH), start))


def is_reached(reading: Reading) -> bool:
    """Return whether a hedged number ends its clause without a counter: 注册用户突破5000,"""
    written = reading.text[reading.start : reading.stop]
    return (
        len(written) > 2
        and bool(_STOP.match(reading.text, reading.stop))
        and not _HOTLINE.fullmatch(written)
        and not _YEAR.fullmatch(written)
    )
