"""Each guard alone: the reading it refuses and one beside it that it lets pass."""

from __future__ import annotations

import pytest

from core.model import Bound
from core.parsing import guards, uncounted
from core.parsing.bounds import combine, hedge_after, hedge_before
from core.parsing.ranks import read_rank
from core.parsing.readings import Reading, read_counted
from core.parsing.shields import find_shields
from core.parsing.surfaces import read_surface

# guard, refused, let pass; the numeral stands between the bars
GUARDS = [
    (guards.is_glued, "长三角G|60|科创", "共|60|个"),
    (guards.is_glued, "“1+|13|个”", "增长+|13|%"),
    (guards.is_glued, "7×|24|小时", "用时|24|小时"),
    (guards.is_glued, "第|3|批", "共|3|批"),
    (guards.is_glued, "国办发〔|18|条", "设|18|处"),
    (guards.is_glued, "每|10|万人", "约|10|万人"),
    (guards.is_around_the_clock, "提供|24|小时自助", "压缩至|24|小时"),
    (guards.is_around_the_clock, "全年|365|天不打烊", "用时|36|天"),
    (guards.is_working_day, "|8|小时之外", "压减|8|小时"),
    (guards.is_named_span, "建成|15|分钟政务服务圈", "等候|15|分钟"),
    (guards.is_named_span, "|100|天攻坚行动", "缩短|100|天"),
    (guards.is_named_span, "|15|秒接通率", "等待|15|秒"),
    (guards.is_last_mile, "最后|1|公里", "道路|1|公里"),
    (guards.is_day_of_month, "10月|31|日", "|3|日内"),
    (guards.is_period, "近|3|个月", "提前|3|个月"),
    (guards.is_period, "前|10|个月", "历经|10|个月"),
    (guards.is_period, "近|3|天", "等候近|2|小时"),
    (guards.is_period, "连续|3|天", "目前|3|天"),
    (guards.is_named_span, "|24|小时办结率", "缩短|24|小时"),
    (guards.is_clock, "17时|30|分", "得|30|分"),
    (guards.is_epoch, "成立|5|周年", "历时|5|周"),
    (guards.is_full_marks, "满分|100|分", "得|100|分"),
    (guards.is_chrome, "阅读次数:|123|次", "培训|123|次"),
    (guards.is_errand, "最多跑|1|次", "检查|1|次"),
    (guards.is_errand, "|1|次性告知", "开展|1|次"),
    (guards.is_one_thing, "|1|件事", "|1|件投诉"),
    (guards.is_slogan_of_ones, "|3|个“一批”", "|18|个一级指标"),
    (guards.is_network, "|5|G", "扩容至|2|G"),
    (guards.is_age, "|60|岁以上", "平均年龄|38|岁"),
    (guards.is_frequency, "每月调度|1|次", "每年培训|300|次"),
    (guards.is_threshold, "|500万|元以上的工业项目", "|500万|元,"),
    (guards.is_word, "统|一|个", "系统|三|个"),
    (guards.is_word, "数|十|家", "共|十|家"),
    (guards.is_idiom, "|三|项三评", "|三|项,"),
    (uncounted.is_bare, "发布|208|跨省通办", "拨打|12345|热线"),
    (uncounted.is_bare, "发布|208|跨省通办", "“|720|跨域"),
    (uncounted.is_bare, "发布|208|跨省通办", "评为|2023|政务公开日"),
    (uncounted.is_total, "总访问量达|356782|。", "联系人|356782|。"),
    (uncounted.is_money, "共计罚款|12.5万|。", "累计办件|12.5万|。"),
    (uncounted.is_uncountable, "|20|多年", "|20|多企业"),
]


def _reading(marked: str) -> Reading:
    before, numeral, after = marked.split("|")
    text = before + numeral + after
    surface = read_surface(text, len(before), len(before) + len(numeral))
    assert surface is not None
    return read_counted(text, surface)


@pytest.mark.parametrize(("guard", "caught", "passed"), GUARDS)
def test_a_guard_catches_its_case_and_nothing_beside_it(guard, caught, passed):
    assert (guard(_reading(caught)), guard(_reading(passed))) == (True, False)


@pytest.mark.parametrize(
    ("text", "bound", "begin"),
    [
        ("不少于3", Bound.AT_LEAST, 0),
        ("办件超过3", Bound.AT_LEAST, 2),
        ("不足3", Bound.AT_MOST, 0),
        ("大约近3", Bound.ABOUT, 0),
        ("预约3", None, 2),
        ("节约3", None, 2),
        ("最近3", None, 2),
        ("网上3", None, 2),
        ("通过3", None, 2),
        ("达3", None, 1),
    ],
)
def test_the_hedge_before_a_number(text, bound, begin):
    hedge = hedge_before(text, len(text) - 1)
    assert (hedge.bound, hedge.start) == (bound, begin)


@pytest.mark.parametrize(
    ("text", "timed", "expected"),
    [
        ("以上", False, (2, Bound.AT_LEAST)),
        ("及以下", False, (3, Bound.AT_MOST)),
        ("左右", False, (2, Bound.ABOUT)),
        ("内办结", True, (1, Bound.AT_MOST)),
        ("内办结", False, (0, None)),
        ("内设", True, (0, None)),
        ("+,", False, (1, Bound.AT_LEAST)),
    ],
)
def test_the_hedge_behind_a_number(text, timed, expected):
    assert hedge_after(text, 0, timed) == expected


def test_hedges_that_contradict_each_other_say_about():
    assert combine(Bound.AT_MOST, True, None) is Bound.ABOUT
    assert combine(Bound.AT_LEAST, True, Bound.AT_LEAST) is Bound.AT_LEAST


@pytest.mark.parametrize(
    ("marked", "place"),
    [
        ("满意率排名全省第|三|。", 3),
        ("列全市第|10|位", 10),
        ("跻身全省前|五|,", 5),
        ("全省第|一|批", None),
        ("位居第|一|方阵", None),
        ("聘请第|三|方", None),
        ("前|三|季度", None),
        ("率先完成第|2|个", None),
    ],
)
def test_a_place_needs_an_order_and_nothing_counted(marked, place):
    before, numeral, after = marked.split("|")
    text = before + numeral + after
    surface = read_surface(text, len(before), len(before) + len(numeral))
    assert surface is not None
    rank = read_rank(text, surface)
    assert (rank and rank.value) == place


@pytest.mark.parametrize(
    ("text", "shielded"),
    [
        ("《条例30条》", True),
        ("“1小时办结”", True),
        ("“100%网办”", False),
        ("压缩至“1个工作日”", False),
        ("“全年共受理各类事项达到30项之多”", None),
        ("见www.a.cn/30/", True),
    ],
)
def test_titles_and_short_quoted_names_are_shields(text, shielded):
    shields = find_shields(text)
    assert [not shield.figure for shield in shields] == ([] if shielded is None else [shielded])
