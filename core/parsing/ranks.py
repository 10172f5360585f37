"""Places in an order: 排名第三, 位居全省前五."""

from __future__ import annotations

import re
from decimal import Decimal

from core.model import Bound, Certainty, Quantity, Status
from core.parsing.surfaces import Surface

_REACH = 24
# the clause up to the number says that places are compared
_RANKED = re.compile(
    "(?:(?<![系队行序下陈罗])列|排名|排位|排在|排到|排|位列|位居|位次|位于|名列|名次|居|跃居|跃至|跃升|升至|升到|上升至|进至|前进至|前移至|荣获|获得|获|取得|夺得|斩获|拿下|保持|稳居|评比|评估|考核|竞赛|比赛|测评|得分|[率度]"
    '|全[国省市区县州盟旗域]|[省区市县州]内)[^,。;!?\n《“"]{0,16}$'
)
_AMONG = re.compile(
    '(?:排名|排位|排|位列|位居|位次|位于|名列|居|列|进入|跻身|挤进|稳居|稳定在|保持在?|进|升至|跃居|跃升)[^,。;!?\n《“"]{0,14}$'
)
_NOTHING_COUNTED = re.compile('(?P<counter>[名位])?(?=$|[\\s,。;:、!?)”’"的且并和及与在,]|位次)')

# 位居前三位的工单: they come first, not whoever reports; 居全省前三的好成绩 is a place all the same
_OF_OTHERS = re.compile("的(?!好?(?:成绩|位次|名次|水平|佳绩|位置|行列|排名))[\u4e00-\u9fff]")


def ranks_others(text: str, quantity: Quantity) -> bool:
    """Return whether a rank is that of the noun behind it: 位居前三位的工单."""
    return quantity.rank and quantity.low != quantity.value and _OF_OTHERS.match(text, quantity.end) is not None


def read_rank(text: str, surface: Surface) -> Quantity | None:
    """Return the place that a numeral behind 第 or 前 names, or None: 第三批, 第一时间 and 前三季度 are no places."""
    ahead = surface.start - 1
    within = text[ahead] == "前"
    tail = _NOTHING_COUNTED.match(text, surface.stop)
    clause = text[max(0, ahead - _REACH) : ahead]
    if surface.masked or surface.large or tail is None or not (_AMONG if within else _RANKED).search(clause):
        return None
    value = surface.value or Decimal(0)
    return Quantity(
        value=value,
        low=Decimal(1) if within else value,
        high=value,
        unit="名",
        bound=Bound.AT_MOST if within else Bound.EXACT,
        status=Status.STATED,
        start=ahead,
        end=tail.end(),
        certainty=Certainty.FIRM,
        rank=True,
        number_start=surface.start,
        number_end=surface.stop,
    )
