"""Match the counter or unit behind a number, and know what kind it is."""

from __future__ import annotations

import re

from core.parsing.counters import COUNTERS, LATIN
from core.parsing.counters import UNITS as MEASURED


def _words(written: str) -> frozenset[str]:
    return frozenset(written.split())


TIME = frozenset({"工作日", "自然日", "日", "天", "小时", "分钟", "秒", "毫秒", "个月", "周"})
MONEY = frozenset({"元", "美元", "欧元", "港元", "日元"})
RATES = frozenset({"%", "‰", "百分点", "倍"})
MEASURES = _words(
    "米 厘米 毫米 公里 平方米 平方公里 亩 公顷 立方米 吨 公斤 斤 克 升 毫升 千瓦时 千瓦 兆瓦 ℃ 兆 M G T GB MB TB PB KB Mbps Gbps 分 岁"
)
CONTINUOUS = TIME | MONEY | RATES | MEASURES  # may be written with decimals and no scale
TENTHS = "成"
LARGE = "大"
# counters that a single Chinese digit counts with; 一起, 一道, 一面 and their like are words
COUNTED_IN_WORDS = (
    _words(
        "个 项 件 次 人 名 位 家 户 张 份 套 台 处 场 场次 期 批 批次 类 种 条 支 轮 笔 宗 款 例 枚 封 幅 栋 辆 门 篇 环节 方面 人次 大 元"
    )
    | TIME
    | RATES
)
# of these only 一个, 一次 and their like may count; 一批, 一套, 一类 mean: some, a, whole
COUNTED_ONCE = _words("个 次 名 家 项 件 处 场 期 人 人次 大 元") | TIME | RATES
# counters that Chinese numerals form words with: 十分, 十六字方针
NOT_IN_WORDS = _words("分 字 头 面 道 岁")
# counters that behind a blotted name are rather the end of the name: XX街道, XX通, XX派出所
NOT_MASKED = _words("所 座 通 组 班 队 道 面 门 部 集 本 头 只 字 页 封 米 升 大 块 架 间 幅 卷 日 席 单 票 回")

_PER = re.compile(r"/(?P<per>件次|人次|工作日|平方米|小时|分钟|[件单个次人份年月日天项户家证张秒亩宗笔])")
_ALSO = re.compile(r"[(/·](次)\)?")  # 人(次), 件/次
_COUNTED_IN_TURNS = frozenset("人件户家场项个条台辆份笔宗")


def _rows() -> dict[str, tuple[str, str]]:
    """Return written form → canonical form and what must not follow."""
    rows: dict[str, tuple[str, str]] = {}
    for line in COUNTERS.strip().splitlines():
        written, _, never = line.partition(":")
        rows[written] = (written, never.strip())
    for line in MEASURED.strip().splitlines():
        written, canonical, *unless = line.split()
        rows[written] = (canonical, unless[0] if unless else "")
    return rows | {written: (canonical, "[A-Za-z0-9]") for written, canonical in LATIN.items()}


UNITS = _rows()
COUNTERS_WHOLE = frozenset(line.partition(":")[0] for line in COUNTERS.strip().splitlines())  # counted one by one
CANONICAL = {written: canonical for written, (canonical, _) in UNITS.items()}


def _by_first() -> dict[str, re.Pattern[str]]:
    """Return one small pattern a first character: longest form first, each with what must not follow it."""
    groups: dict[str, list[str]] = {}
    for written in sorted(UNITS, key=len, reverse=True):
        groups.setdefault(written[0], []).append(written)
    return {
        first: re.compile("|".join(re.escape(w) + (f"(?!{UNITS[w][1]})" if UNITS[w][1] else "") for w in group))
        for first, group in groups.items()
    }


_BY_FIRST = _by_first()
FIRST_CHARACTERS = frozenset(_BY_FIRST)


def match_unit(text: str, at: int) -> tuple[str, int] | None:
    """Return the canonical unit that stands in ``text`` at ``at``, and where it ends.

    >>> match_unit("35.37个工作日/件", 5)
    ('工作日/件', 11)
    """
    pattern = _BY_FIRST.get(text[at : at + 1])
    match = pattern.match(text, at) if pattern else None
    if match is None:
        return None
    return _composite(text, CANONICAL[match.group()], match.end())


def _composite(text: str, unit: str, end: int) -> tuple[str, int]:
    """Add what is written behind the unit: 份/件, 人(次)."""
    if text[end : end + 1] not in ("/", "(", "·"):
        return unit, end
    if unit in _COUNTED_IN_TURNS and (turns := _ALSO.match(text, end)):
        return unit + turns[1], turns.end()
    if per := _PER.match(text, end):
        return f"{unit}/{per['per']}", per.end()
    return unit, end
