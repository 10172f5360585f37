"""What area a number covers, as the sentence says it."""

from __future__ import annotations

import pytest

from core.comparability import SCOPE_CLASS
from core.parsing.quantities import find_quantities
from core.parsing.subjects import Scopes, own_part


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("全州受理办件300件", "全州"),
        ("全旗受理办件300件", "全旗"),
        ("全州受理多,州级政务服务中心受理办件300件", "州级"),
        ("全市推行以来,市本级受理办件300件", "市本级"),
        ("旗直部门受理办件300件", "旗直"),
        ("大厅受理办件300件", "大厅"),
        ("三级编制发布“全省一单”事项300项", ""),  # a name
        ("建成社区级站点300个", ""),
        ("市级中心受理多;县(区)级中心受理办件300件", "县(区)级"),
        ("全国政府网站(区县级)评估中排名第七", "全国"),  # a place among those of the country
        ("全国评估走在前列;在省评估中名列第一", ""),  # said of another segment
        ("受理办件300件", ""),
        ("其中政务大厅受理量最大,便民服务中心受理办件300件", "便民服务中心"),
        ("便民服务中心建成300个", ""),  # what is counted
        ("事项进大厅、上平台,办件300件", ""),
        ("区、街镇、社区三级受理办件300件", ""),
        ("全市平均较低,我区受理办件300件", ""),
    ],
)
def test_scope(text, scope):
    [quantity] = find_quantities(text)

    assert Scopes(text).of(quantity, 0) == scope
    assert not scope or scope in SCOPE_CLASS


@pytest.mark.parametrize(
    ("text", "number", "part"),
    [
        ("工程建设项目交易101项,交易额8.2亿元,节约金额0.1亿元;政府采购项目133项,交易额1.5亿元", "8.2亿元", "工程建设"),
        ("工程建设项目交易101项,交易额8.2亿元,节约金额0.1亿元;政府采购项目133项,交易额1.5亿元", "1.5亿元", "政府采购"),
        ("完成工程建设101项、政府采购133项,合计234项,总交易额9.7亿元", "9.7亿元", ""),  # of all of them again
        ("工程建设项目交易101项,公共资源交易额8.2亿元", "8.2亿元", "工程建设"),
        ("完成工程建设、政府采购等项目234项,交易额9.7亿元", "9.7亿元", "工程建设、政府采购"),
        ("234项交易中,工程建设101项,金额8.2亿元,政府采购133项,金额1.5亿元", "8.2亿元", "工程建设"),
        ("234项交易中,工程建设101项,金额8.2亿元,政府采购133项,金额1.5亿元", "1.5亿元", "政府采购"),
        ("完成工程建设101项,政府采购133项,金额9.7亿元", "9.7亿元", ""),  # of which?
        ("工程建设101项成交8.2亿元、政府采购133项成交1.5亿元,节约资金0.1亿元", "0.1亿元", ""),  # of both
        ("政府采购133项,完成政府采购金额1.5亿元,节约资金0.1亿元", "0.1亿元", "政府采购"),
        ("政府投资工程建设项目36宗,投资总金额0.8亿元", "0.8亿元", "工程建设"),
        ("完成101项,成交8.2亿元政府采购合同", "8.2亿元", "政府采购"),
        ("完成交易234项,交易额9.7亿元", "9.7亿元", ""),
    ],
)
def test_a_segment_stays_with_the_part_it_begins_with(text, number, part):
    [quantity] = [q for q in find_quantities(text) if text[q.start : q.end] == number]

    assert own_part(text, quantity, ("工程建设", "政府采购", "产权交易", "产权")) == part
