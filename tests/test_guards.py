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
    (uncounted.is_bare, "发布|208|跨省通办", "拨打|12345|热线"),
    (uncounted.is_bare, "发布|208|跨省通办", "“|720|跨域"),
    (uncounted.is_bare, "发布|208|跨省通办", "评为|2023|政务公开日"),
    (uncounted.is_total, "总访问量达|356782|。", "联系人|356782|。"),
]


def _reading(marked: str) -> Reading:
    before, numeral, after = marked.split("|")
    text = before + numeral + after
    surface = read_surface(text, len(before), len(before) + len(numeral))
    assert surface is not None
    return read_counted(text, surface)


@pytest.mark.parametrize("guard", guards.load_guards(), ids=lambda guard: guard.example)
def test_a_row_of_the_table_catches_its_example_and_nothing_beside_it(guard):
    caught, passed = _reading(guard.example), _reading(guard.counter)
    assert guard.catches(caught) and guards.is_caught(caught, guard.kind)
    assert not guards.is_caught(passed, guard.kind)


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
