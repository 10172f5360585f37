"""Jumps between years are raised for one issuer, one indicator and what may stand side by side, and for nothing
else.
"""

from __future__ import annotations

import pandas as pd
import pytest

from core.audit import Verdict, find_jumps
from core.declarations import load_indicators, load_places
from core.facts import facts_frame
from core.pipeline import read_facts
from tests.documents import document_of

INDICATORS = load_indicators()


def frame(*reports: tuple[int, str], issuer: str = "清溪县行政审批服务局") -> pd.DataFrame:
    read = []
    for year, raw in reports:
        text = f"一、{year}年工作总结\n{raw}"
        document = document_of(text, year, id=f"qingxi-{year}", place="qingxi", issuer=issuer, level="县")
        read.append((document, read_facts(document, INDICATORS)))
    return facts_frame(read, load_places())


CASES = [
    ("12345热线受理诉求5.2万件。", "12345热线受理诉求31万件。", 1),
    ("12345热线受理诉求5.2万件。", "12345热线受理诉求6.1万件。", 0),
    ("12345热线接通率71.5%。", "12345热线接通率96.2%。", 1),
    ("12345热线接通率81.5%。", "12345热线接通率96.2%。", 0),
    ("举办业务培训2次。", "举办业务培训12次。", 0),  # so few
    ("1-6月,12345热线受理诉求5.2万件。", "12345热线受理诉求31万件。", 0),  # half a year and a year
]


@pytest.mark.parametrize(("before", "after", "jumps"), CASES)
def test_only_what_may_stand_side_by_side_and_lies_far_apart(before: str, after: str, jumps: int):
    assert len(find_jumps(frame((2020, before), (2021, after)), INDICATORS)) == jumps


def test_a_jump_quotes_both_years_as_written():
    [jump] = find_jumps(frame((2020, CASES[0][0]), (2021, CASES[0][1])), INDICATORS)

    assert jump.verdict is Verdict.REVIEW
    assert "2020年“5.2万件”" in jump.words and "2021年“31万件”" in jump.words and "6.0倍" in jump.words
    assert jump.earlier.startswith("qingxi-2020:") and jump.later.startswith("qingxi-2021:")


def test_issuers_are_never_mixed():
    rows = pd.concat([frame((2020, CASES[0][0])), frame((2021, CASES[0][1]), issuer="清溪县政务服务中心")])
    assert find_jumps(rows, INDICATORS) == []


def test_order_duplicates_and_gaps_change_nothing():
    rows = frame((2020, CASES[0][0]), (2021, CASES[0][1]), (2022, CASES[2][1]))
    expected = find_jumps(rows, INDICATORS)

    assert len(expected) == 1
    assert find_jumps(rows.sample(frac=1, random_state=3), INDICATORS) == expected
    assert find_jumps(pd.concat([rows, rows]), INDICATORS) == expected
    assert find_jumps(rows[rows["status"] != "gap"], INDICATORS) == expected
