"""What looks like a counted number and is none: parts of longer tokens, attributes, dates, page furniture, slogans,
words.

Each guard stands alone: it takes a ``Reading`` and says whether it is refused for that one reason. ``refused`` asks
those
that concern the reading's unit.
"""

from __future__ import annotations

import re

from core.parsing.readings import Reading
from core.parsing.units import LENGTHS, TIME


def _before(pattern: str) -> re.Pattern[str]:
    return re.compile(f"(?:{pattern})$")


_GLUED_LEFT = _before(
    r"(?<![A-Za-z])[A-Za-z]{1,2}-?|[α-ω_#№@&]|\d[.:/+*×xX-]|[∞A-Za-z)]\+|第 ?|每|〔|[(\[]\d{4}[)\]]第?|\d[\n ]|\d\. "
)
_GLUED_MOST = 7  # characters that the longest of these takes
_GLUED_RIGHT = re.compile(r"[A-Za-z_∞@&]|[+×*/:.xX]\d|\+[A-Za-z∞N\d]|号|〕")


def is_glued(reading: Reading) -> bool:
    """G60, V2.0, 1+13, 7×24小时, 1/3, 8:30, 第3批, 〔2019〕44号: the number is a part of a longer token."""
    before = reading.before
    in_prose = "\u4e00" <= before[-1:] <= "\u9fff" and before[-1] not in "第每"  # as by far most numbers do
    if not in_prose and _GLUED_LEFT.search(before, len(before) - _GLUED_MOST):
        return True
    return bool(_GLUED_RIGHT.match(reading.text, reading.end))


_CHANGED_TO = _before("[至到为需在减缩短从由过约低超近足于时每均仅]|提[前速]|用时|耗时")
_DONE_WITHIN = re.compile("以?内|之内|左右|办结(?!率)|办理完")


def is_around_the_clock(reading: Reading) -> bool:
    """24小时自助, 365天: how long a service is open; 缩短至24小时内 is a quantity."""
    if reading.unit == "天":
        return reading.value in (365, 366)
    return (
        reading.value == 24
        and not _CHANGED_TO.search(reading.before)
        and not _DONE_WITHIN.match(reading.text, reading.end)
    )


_OUT_OF_HOURS = re.compile("之?外|工作[制时]")


def is_working_day(reading: Reading) -> bool:
    """8小时外, 8小时工作制."""
    return reading.value == 8 and bool(_OUT_OF_HOURS.match(reading.text, reading.end))


_NAMED = re.compile(
    r"(?!以?内)[^,。;、\d]{0,9}圈"  # 15分钟政务服务圈
    "|(?:大?攻坚|专项)?(?:行动|会战|冲刺|大干|竞赛|攻坚)|工作制|无理由|长假|倒计时"  # 100天攻坚行动
    "|以?内?(?:人工|话务|电话|热线|首次|按时)?(?:接通|应答|接听|办结|响应|回复|答复|签收|处置|解决|联系)率"  # 15秒接通率
)


def is_named_span(reading: Reading) -> bool:
    """15分钟便民圈, 100天攻坚行动, 15秒接通率: a time or distance within a name."""
    return bool(_NAMED.match(reading.text, reading.end))


_LAST_MILE = _before("最后|最先|最初|最前|末端|关键|前沿")


def is_last_mile(reading: Reading) -> bool:
    """最后一公里, 最后100米, 最初一公里."""
    return bool(_LAST_MILE.search(reading.before))


_CALENDAR = _before(r"[月年]|\d日?[-~至到、—]|[一二三四五六七八九十]日?[至到、]|每月|[周初]")
_DUE = re.compile("以?内|之内|办结|办理完毕|完成|送达")


def is_day_of_month(reading: Reading) -> bool:
    """10月31日: only 3日内 is a duration."""
    return bool(_CALENDAR.search(reading.before)) or not _DUE.match(reading.text, reading.end)


_PERIOD = _before("(?<![提目当])前|[首这该历隔]|为期|连续|全年|整整|过去|未来|今后|时隔|持续|任期|截至")
_RECENT = _before("近")
_LONG = frozenset({"个月", "周"})
_SHORT = frozenset({"小时", "分钟", "秒", "毫秒"})
_INSIDE = re.compile("以?内|之内")


def is_period(reading: Reading) -> bool:
    """近3个月, 前10个月, 连续12个月, 为期两周: when something happened, not how long it takes; 近2小时 is a hedge."""
    recent = reading.unit not in _SHORT and _RECENT.search(reading.before)
    if not recent and not _PERIOD.search(reading.before):
        return False
    return reading.unit in _LONG or not _INSIDE.match(reading.text, reading.end)


_CLOCK = _before("[时点]")


def is_clock(reading: Reading) -> bool:
    """17时30分."""
    return bool(_CLOCK.search(reading.before))


_EPOCH = re.compile("个?(?:年头|年度|周年|季度|季节|世纪|学期|届)")


def is_epoch(reading: Reading) -> bool:
    """5周年, 3个季度, 10个年头."""
    return bool(_EPOCH.match(reading.text, reading.stop))


_FULL_MARKS = _before("满分[为是]?:?|百分制")


def is_full_marks(reading: Reading) -> bool:
    """满分100分: the scale of a score, not a score."""
    return bool(_FULL_MARKS.search(reading.before))


_CHROME = _before(
    r"(?:阅读|浏览|点击|访问)(?:次数|量|数)?: ?|\.(?:docx?|xlsx?|pdf|wps|ofd|zip|rar)[^\n]{0,6}|共?印发?|第 ?\d+ ?页[,/ ]?共 ?"
)


def is_chrome(reading: Reading) -> bool:
    """阅读次数:123次, 附件.pdf(2.5M), 共印50份: furniture of the page."""
    return bool(_CHROME.search(reading.before))


_ERRAND = _before('跑[腿动路]?|(?:最多|只需?|仅需?|只用)(?:跑|去|来|进)?[“"]?')
_ONE_STOP = re.compile("性|办[好成结理]?|告知|不用?跑|申[请报]|受理|采集|提交|填报|跑")


def is_errand(reading: Reading) -> bool:
    """最多跑1次, 1次办好, 1次性告知: words of the reform."""
    return reading.value == 1 and (
        bool(_ERRAND.search(reading.before)) or bool(_ONE_STOP.match(reading.text, reading.end))
    )


def is_one_thing(reading: Reading) -> bool:
    """1件事."""
    return reading.value == 1 and reading.text.startswith("事", reading.end)


_ONES = re.compile('[“"]?(?:一(?![级类线般体件门次站网窗])|100%|百分)')


def is_slogan_of_ones(reading: Reading) -> bool:
    """五个一, 3个“一批”, 两个100%: the number of slogans; 18个一级指标 and 100个“一件事” are counts."""
    return bool(_ONES.match(reading.text, reading.end))


_WIDENED = _before("[到至为]|带宽")


def is_network(reading: Reading) -> bool:
    """5G; a line widened to 2G is a quantity."""
    return (reading.value or 0) < 10 and not _WIDENED.search(reading.before)


_AGE = _before(r"年龄[^,。;\d]{0,4}")


def is_age(reading: Reading) -> bool:
    """60岁以上老人: whom it concerns; only 平均年龄38.5岁 is a figure."""
    return not _AGE.search(reading.before)


_TIME_GUARDS = (is_named_span, is_period)
_GUARDS_BY_UNIT = {
    **dict.fromkeys(TIME, _TIME_GUARDS),
    **dict.fromkeys(LENGTHS, (is_named_span, is_last_mile)),
    "小时": (is_around_the_clock, is_working_day, *_TIME_GUARDS, is_last_mile),
    "天": (is_around_the_clock, *_TIME_GUARDS),
    "周": (is_epoch, *_TIME_GUARDS),
    "日": (is_day_of_month,),
    "G": (is_network,),
    "岁": (is_age,),
    "分": (is_clock, is_full_marks),
    "个": (is_epoch, is_slogan_of_ones),
    "次": (is_errand, is_chrome),
    "件": (is_one_thing,),
    **dict.fromkeys(("M", "MB", "KB", "份", "页"), (is_chrome,)),
}


def refused(reading: Reading) -> bool:
    """Return whether a guard says that a numeral with this counter is no quantity."""
    return is_glued(reading) or refused_for_unit(reading)


def refused_for_unit(reading: Reading) -> bool:
    """Return the same of a numeral whose left side has been judged already: the upper end of a range."""
    guards = _GUARDS_BY_UNIT.get(reading.unit)
    return guards is not None and any(guard(reading) for guard in guards)


_FREQUENCY = _before(r"每(?:个)?(?:工作日|[日天周月年]|季度?|半年|两周)[^,。;\d]{0,8}")
_OCCASIONS = frozenset("次期场轮份篇")


def is_frequency(reading: Reading) -> bool:
    """每月调度1次: how often, rather than how many."""
    return reading.unit in _OCCASIONS and (reading.value or 0) <= 4 and bool(_FREQUENCY.search(reading.before))


_THRESHOLD = re.compile(
    "[及或含]?以[上下内]的?[^,。;、\\d]{0,4}(?:项目|企业|产业|工程|标段|采购|商户|综合体|自然村|住宅|小区)"
)
_LARGE_ONES = re.compile("(?:级|元)?(?:重大|产业|工业)?(?:项目|企业|产业|工程)")
_THRESHOLDS = frozenset({"元", "平方米", "亩", "吨", "人", "户"})


def is_threshold(reading: Reading) -> bool:
    """500万元以上企业, 超亿元项目: which ones are meant, not how much."""
    if reading.unit not in _THRESHOLDS:
        return False
    if reading.surface.bare_scale and _LARGE_ONES.match(reading.text, reading.end):
        return True
    return bool(_THRESHOLD.match(reading.text, reading.end))


# Chinese digits inside words: 第三批, 数十家, 成百上千; 统一, 唯一, 下一; 无一件: none; 双十
_PART_OF_WORD = _before("[第每某几数]|成百上|若干|党的|(?<!许)多")
_PART_OF_ONE = _before("[统唯单专逐之合归惟同另下进任这那哪无]")
_PART_OF_TEN = _before("[双初]")
_PATTERN_BACK = _before("[一二两三四五六七八九双零][\u4e00-\u9fff]{1,2}")
_PATTERN_ON = re.compile("[\u4e00-\u9fff]{0,2}?[一二两三四五六七八九零双](?![是、方])")


def is_word(reading: Reading) -> bool:
    """统一名称, 数十家, 第三批: a Chinese numeral that belongs to the word before it."""
    if _PART_OF_WORD.search(reading.before):
        return True
    first = reading.text[reading.start]
    if first == "一":
        return reading.value == 1 and bool(_PART_OF_ONE.search(reading.before))
    return first == "十" and bool(_PART_OF_TEN.search(reading.before))


def is_idiom(reading: Reading) -> bool:
    """三亮三评, 一人一码, 一件事一次办: small digits and nouns by turns."""
    return bool(_PATTERN_BACK.search(reading.before)) or bool(_PATTERN_ON.match(reading.text, reading.end))
