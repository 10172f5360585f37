"""What area a number covers, as the sentence says it."""

from __future__ import annotations

import pytest

from core.comparability import SCOPE_CLASS
from core.parsing.quantities import find_quantities
from core.parsing.subjects import scope_of


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
        ("受理办件300件", ""),
    ],
)
def test_scope(text, scope):
    [quantity] = find_quantities(text)

    assert scope_of(text, quantity, 0) == scope
    assert not scope or scope in SCOPE_CLASS
