"""Counters and units: canonical forms, composites, and the words they must not be cut out of."""

from __future__ import annotations

import pytest

from core.parsing.units import (
    CANONICAL,
    CONTINUOUS,
    COUNTED_IN_WORDS,
    COUNTED_ONCE,
    NOT_IN_WORDS,
    NOT_MASKED,
    match_unit,
)

FORMS = [
    ("个工作日/件", "工作日/件"),
    ("份/件", "份/件"),
    ("个/件", "个/件"),
    ("个工作日", "工作日"),
    ("个小时", "小时"),
    ("个百分点", "百分点"),
    ("个星期", "周"),
    ("个月", "个月"),
    ("人次", "人次"),
    ("人(次)", "人次"),
    ("人/次", "人次"),
    ("件·次", "件次"),
    ("大类", "类"),
    ("大项", "项"),
    ("平米", "平方米"),
    ("㎡", "平方米"),
    ("平", "平方米"),
    ("千克", "公斤"),
    ("千米", "公里"),
    ("元人民币", "元"),
    ("元/份", "元/份"),
    ("分钟/单", "分钟/单"),
    ("座席", "座席"),
    ("班次", "班次"),
    ("M", "M"),
    ("Mbps", "Mbps"),
    ("%", "%"),
    ("‰", "‰"),
]
# text, and what remains behind the counter; None: no counter stands there
CUT = [
    ("项目标", "项"),
    ("项目录", "项"),
    ("项目", None),
    ("人工作专班", "人"),
    ("人力资源", None),
    ("人员", None),
    ("分中心", None),
    ("分,列第一", "分"),
    ("处长", None),
    ("处,共", "处"),
    ("部门", None),
    ("支队伍", "支"),
    ("支部", None),
    ("单位", None),
    ("单,办结", "单"),
    ("名单位负责人", "名"),
    ("名称", None),
    ("次数据更新", "次"),
    ("家政务服务中心", "家"),
    ("家庭", None),
    ("套餐", None),
    ("台账", None),
    ("场所", None),
    ("期间", None),
    ("起诉讼", "起"),
    ("起来", None),
    ("个体工商户", None),
    ("个性化页面", None),
    ("Mac", None),
    ("年", None),
    ("届", None),
    ("级", None),
    ("号", None),
    ("", None),
]


@pytest.mark.parametrize(("written", "canonical"), FORMS)
def test_a_unit_is_read_whole_and_named_canonically(written, canonical):
    assert match_unit(f"3{written},", 1) == (canonical, 1 + len(written))


@pytest.mark.parametrize(("text", "unit"), CUT)
def test_a_counter_is_not_cut_out_of_a_word(text, unit):
    found = match_unit(text, 0)
    assert (found and found[0]) == unit


def test_there_are_enough_of_them():
    assert len(CANONICAL) >= 150


def test_every_unit_spoken_of_elsewhere_is_in_the_table():
    known = set(CANONICAL.values())
    assert known >= CONTINUOUS | COUNTED_IN_WORDS | COUNTED_ONCE | NOT_IN_WORDS | NOT_MASKED


def test_every_row_of_the_table_is_reached():
    """A longer or an earlier row must not hide it."""
    found = {written: match_unit(f"{written}。", 0) for written in CANONICAL}

    assert found == {written: (canonical, len(written)) for written, canonical in CANONICAL.items()}
