"""Per head only from a denominator with its own source and year; what is derived says so and is judged anew."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.analysis.perhead import Denominator, load_denominators, per_head
from core.analysis.rows import judged, rows_of
from core.declarations import load_places
from core.errors import DeclarationError
from tests.said import FIRST, SECOND, THIRD, frame, indicator, rate, said


def people(place: str, level: str, value: int) -> Denominator:
    return Denominator(place, level, "常住人口", "人", Decimal(value), 2020, "人口普查公报", "统计局", "网址")


KNOWN = {(FIRST, "市辖区"): people(FIRST, "市辖区", 200_000), (SECOND, "地级市"): people(SECOND, "地级市", 4_000_000)}
CALLS = indicator()


def divided(*rows, of=CALLS):
    return per_head(judged(rows_of(frame(*rows)), of), of, KNOWN)


def test_a_count_of_two_levels_is_comparable_only_per_head():
    found = divided(
        said(FIRST, 30_000, "30000件"),
        said(SECOND, 520_000, "52万余件", level="地级市", bound="at_least", high=530_000.0),
    )

    assert [(f.row.value, f.row.written, f.row.verdict) for f in found.figures] == [
        (1500, "1,500件/万人", "caveat"),
        (1300, "1,300件/万人", "caveat"),
    ]
    assert (found.figures[1].row.low, found.figures[1].row.high) == (1300, 1325)
    assert all("derived" in f.row.caveats for f in found.figures)
    assert found.figures[0].formula == "30000件 ÷ 200,000人 × 10000（2020年常住人口）"
    assert "人口普查公报" in found.figures[0].denominator.words
    assert found.figures[0].row.fact_id == found.figures[0].stated.fact_id


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"caveats": "since_unknown"}, "累计数，不是一年的数"),
        ({"scope": "大厅"}, "统计范围不是全域"),
        ({"level": "县"}, "没有有来源的人口数"),
        ({"status": "masked"}, "没有可用的数值"),
    ],
)
def test_what_cannot_be_divided_says_why(changes, why):
    found = divided(said(FIRST, 30_000, "30000件", **changes))

    assert [reason for _, reason in found.withheld] == [why]


def test_no_sourced_denominator_no_figure():
    assert divided(said(THIRD, 30_000, "30000件")).figures == ()


def test_a_rate_is_not_divided():
    assert (
        divided(said(FIRST, 98, "98%", indicator="satisfied", unit="%"), of=rate()).withheld[0][1] == "比率不按人口折算"
    )


def test_a_part_of_a_year_is_not_made_a_year():
    half = {"months": 6, "period": "2021-01/2021-06"}
    found = divided(said(FIRST, 30_000, "30000件", **half), said(SECOND, 52_000, "52000件", level="地级市"))

    assert [(f.row.value, f.row.why) for f in found.figures] == [(1500, ("period",)), (130, ())]


def test_every_shipped_denominator_has_its_source():
    for (place, level), found in load_denominators().items():
        assert place in load_places() and level and found.value > 0 and 2000 < found.year < 2100
        assert found.title and found.issuer and found.address.startswith("http")


def test_a_denominator_without_a_source_is_refused(tmp_path):
    file = tmp_path / "denominators.toml"
    file.write_text(
        f'[x]\nplace = "{FIRST}"\nlevel = "市辖区"\nname = "常住人口"\nunit = "人"\nvalue = 5\nyear = 2020\ntitle = "公报"\nissuer = "统计局"\n',
        "utf-8",
    )

    with pytest.raises(DeclarationError, match="address"):
        load_denominators(file)
