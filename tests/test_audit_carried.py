"""新收 + 上年结转 = 办结 + 结转下年, across the reports of one issuer."""

from __future__ import annotations

import pandas as pd
import pytest

from core.audit.carried import find_carried
from core.declarations import load_indicators
from core.parsing.carried import CAVEAT
from core.pipeline import read_facts
from core.words import CAVEATS, COMPARABILITY
from tests.test_frames import document


def told(*facts: tuple[int, str, float]) -> list[str]:
    rows = [
        {
            "indicator": id, "year": year, "value": value, "written": f"{value}件", "issuer": "示例区", "status": "stated",
            "bound": "exact", "role": "actual", "fact_id": f"{year}:{id}",
        }
        for year, id, value in facts
    ]  # fmt: skip
    return [jump.words for jump in find_carried(pd.DataFrame(rows))]


LAST = (2023, "foi_carried_out", 8)


@pytest.mark.parametrize(
    ("new", "done", "out", "words"),
    [
        (50, 52, 6, ""),  # 50 + 8 = 52 + 6
        (58, 52, 6, "像是已含上年结转，新收应为50件"),
        (51, 52, 6, "新收与上年结转共59件，办结与结转共58件"),
    ],
)
def test_applications_add_up_across_two_years(new, done, out, words):
    said = told(LAST, (2024, "foi_new", new), (2024, "foi_answered", done), (2024, "foi_carried_out", out))

    assert [words in sentence for sentence in said] == ([True] if words else [])


def test_what_the_report_itself_says_came_in_stands_before_the_year_before():
    year = [
        (2024, "foi_carried_in", 7),
        (2024, "foi_new", 51),
        (2024, "foi_answered", 52),
        (2024, "foi_carried_out", 6),
    ]

    assert told(LAST, *year) == []


def test_without_a_year_before_nothing_is_said():
    assert told((2024, "foi_new", 58), (2024, "foi_answered", 52), (2024, "foi_carried_out", 6)) == []


@pytest.mark.parametrize(
    ("text", "unsure"),
    [
        ("全区受理政府信息公开申请1350件，答复1292件，结转下年度继续办理58件。", True),
        ("全区新收政府信息公开申请1270件，上年结转80件，答复1292件，结转下年度继续办理58件。", False),
        ("全区受理政府信息公开申请1350件，答复1350件，结转下年度继续办理0件。", False),
        ("全区受理政府信息公开申请1350件，答复1292件。", False),
    ],
)
def test_applications_that_may_hold_those_carried_in_are_not_compared_as_new(text: str, unsure: bool):
    [new] = [fact for fact in read_facts(document(text), load_indicators()).facts if fact.indicator == "foi_new"]

    assert (CAVEAT in new.caveats) is unsure
    assert CAVEAT in COMPARABILITY and CAVEAT in CAVEATS
