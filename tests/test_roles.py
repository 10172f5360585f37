"""What a number is: actual, target, before, after, change, rank."""

from __future__ import annotations

import pytest

from core.model import SectionKind
from core.parsing.breaks import CLAUSE_STOPS
from core.parsing.cues import cue_finder
from core.parsing.quantities import find_quantities
from core.parsing.roles import base_of, falls, role_of, signed
from core.parsing.text import normalise


def roles(text: str, kind: SectionKind = SectionKind.REVIEW) -> list[str]:
    text = normalise(text)
    found = []
    quantities = find_quantities(text)
    governing = cue_finder().find(text).govern([(q.start, q.end) for q in quantities])
    formerly: frozenset[str] = frozenset()
    for q, cues in zip(quantities, governing, strict=True):
        start = max(text.rfind(stop, 0, q.start) for stop in CLAUSE_STOPS) + 1
        ends = [end for stop in CLAUSE_STOPS if (end := text.find(stop, q.end)) >= 0]
        found.append(str(role_of(text, q, start, min(ends, default=len(text)), kind, cues, formerly)))
        formerly |= {q.unit} if found[-1] == "before" else frozenset()
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("共办结320件", ["actual"]),
        ("新增窗口12个", ["actual"]),
        ("满意率提升至97.5%", ["actual"]),
        ("满意率达到97.5%", ["actual"]),
        ("力争满意率达到99%", ["target"]),
        ("每件材料由原来21份精减至9份", ["before", "after"]),
        ("平均材料21.5份/件压减到9份/件", ["before", "after"]),
        ("原有环节平均17个,现只需3个", ["before", "after"]),
        ("改造前平均办理时限为30个工作日,优化后缩减为6个工作日", ["before", "after"]),
        ("带宽从20M到500M", ["before", "after"]),
        ("把6个环节并为2个", ["before", "after"]),
        ("比计划金额5091.89万元节约503.13万元", ["before", "actual"]),
        ("较上年的3.2万件增长12%", ["before", "change"]),
        ("比上半年平均接通率98.12%高出0.66个百分点", ["before", "change"]),
        ("审批时限压缩60%、75%", ["change", "change"]),
        ("时限分别压缩至8个、5个工作日以内", ["after", "after"]),
        ("将办理建筑许可的目标压缩至30个工作日以内", ["target"]),
        ("下半年,计划新增网点12个,满意率保持在95%以上", ["target", "target"]),
        ("计划完成投资5亿元,实际投入3亿元", ["target", "actual"]),
        ("材料减少12份", ["change"]),
        ("精简了45%", ["change"]),
        ("精减环节近7成", ["change"]),
        ("提速3.5倍", ["change"]),
        ("来电量同比增长8.2%", ["change"]),
        ("办件量比上年增加300件", ["change"]),
        ("办件量比去年增加 3200件", ["change"]),
        ("年均增长率达21.8%", ["change"]),
        ("新增市场主体2.3万户,增长比例达14.3%", ["actual", "change"]),
        ("收缴罚没款310万元,其中,现金150万元", ["actual", "actual"]),
        ("“减时限”压缩比61.5%", ["actual"]),
        ("承诺时限压缩率达70%", ["actual"]),
        ("发现问题31个,实现31个全部整改", ["actual", "actual"]),
        ("全市12个区县排名第三", ["actual", "rank"]),
        ("计划设窗口60个,实际设置55个", ["target", "actual"]),
        ("应设窗口60个,已设55个", ["target", "actual"]),
        ("办结率年度目标97%,实际完成98.2%", ["target", "actual"]),
        ("省里要求掌上可办率80%,我区达到92%", ["target", "actual"]),
        ("办件量由2020年的11万件增加到2021年的13万件", ["before", "after"]),
        ("来电和4月比少了41件", ["change"]),
        ("来电比8月初多362件", ["change"]),
        ("与上月相比,来电总量微降0.2%", ["change"]),
        ("来电量同比+2.2%", ["change"]),
        ("“下一步,我们计划年底前把事项扩大到180项,并在3个镇设点。”", ["target", "target"]),
        ("该区还打算明年把代办站建到楼宇,新增4处,持证率达到80%", ["target", "target"]),
        ("将于9月推出12项,覆盖8个镇,目前已办结320件", ["target", "target", "actual"]),
        ("围绕目标——开办企业3个工作日内完成、施工许可50个工作日内拿到,划转206项", ["target", "target", "actual"]),
        ("将分散在18个部门的206项划转到同一部门", ["actual", "actual"]),
        ("留待明年继续办理6件", ["actual"]),
        ("改革前,要跑5个部门、交19份材料;如今填1张表、交4份材料", ["before", "before", "actual", "after"]),
        ("改革前,提交材料23份。改革后,材料9份,7天办结", ["before", "after", "actual"]),
        ("网站由 9 家整合为 6 家", ["before", "after"]),
        ("力争进入全省前20位", ["target"]),
        ("如今,全区设窗口120个、自助终端40台", ["actual", "actual"]),
    ],
)
def test_role(text, expected):
    assert roles(text) == expected


def test_what_stands_in_a_plan_is_a_target():
    assert roles("实现高频事项200个“一次办”", SectionKind.PLAN) == ["target"]
    assert roles("时限由60个工作日压减至45个工作日", SectionKind.PLAN) == ["before", "target"]


@pytest.mark.parametrize(
    ("text", "value", "base"),
    [
        ("解决率同比下降3.9%", "-3.9", "同比"),
        ("解决率同比增长-3.9%", "-3.9", "同比"),
        ("来电较2020年增加3.9%", "3.9", "较2020年"),
        ("与2020年相比,来电减少3.9%", "-3.9", "与2020年相比"),
        ("来电环比减少3.9%", "-3.9", "环比"),
    ],
)
def test_a_change_has_a_sign_and_a_base(text, value, base):
    [*_, quantity] = find_quantities(text)
    [*_, cues] = cue_finder().find(text).govern([(q.start, q.end) for q in find_quantities(text)])
    told = signed(quantity) if falls(text, quantity, cues) else quantity

    assert (str(told.value), base_of(text, cues)) == (value, base)
