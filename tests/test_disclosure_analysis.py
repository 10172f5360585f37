"""What the official tables allow to be said: mixes with counts, two rates of disclosure, no rate of few cases, no
0 % of none.
"""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from core.analysis.disclosure import (
    ENOUGH_CASES,
    Reported,
    across_years,
    applicant_mix,
    checks_frame,
    flows,
    official_table,
    outcome_mix,
    rates,
    read_report,
)
from core.disclosure.standard import load_standards
from core.model import DocumentKind
from tests.disclosure_samples import Report, make_report, write
from tests.documents import document_of

STANDARD = load_standards()["2021"]


def of_text(raw: str, year: int = 2023) -> Reported:
    return read_report(document_of(raw, year, DocumentKind.DISCLOSURE, issuer="青石区政务服务局"))


def reported(report: Report, year: int = 2023, style: str = "A") -> Reported:
    return of_text(write(random.Random(0), report, style).raw, year)


@pytest.fixture
def report() -> Report:
    return make_report(random.Random(3), STANDARD)


def nothing() -> Report:
    report = make_report(random.Random(4), STANDARD)
    report.shown = dict.fromkeys(report.values, "0")
    return report


def test_the_official_table_keeps_the_order_of_the_standard_and_marks_failing_cells(report: Report):
    report.shown[3, "review", "total"] = "999"
    table = official_table(reported(report), 3)

    assert list(table["name"].unique()) == ["行政复议", "未经复议直接起诉", "复议后起诉"]
    assert list(table["column"][:5]) == ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    assert table["failing"].tolist() == [True] * 5 + [False] * 10
    assert len(official_table(reported(report), 2)) == 175


def test_a_report_without_tables_has_an_empty_one():
    assert official_table(of_text("全年办件3件。"), 2).empty
    assert flows([of_text("全年办件3件。")])["reason"].unique().tolist() == ["not_mentioned"]


def test_outcomes_add_up_and_carry_their_counts(report: Report):
    mix = outcome_mix([reported(report)])

    assert mix["name"].tolist() == ["予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理"]
    assert mix["count"].sum() == report.values[2, "results", "total"]
    assert mix["share"].sum() == pytest.approx(100)
    assert mix["code"].tolist()[0] == "foi_result_disclosed"


def test_applicants_add_up(report: Report):
    mix = applicant_mix([reported(report)])

    assert mix["name"].tolist()[0] == "自然人" and len(mix) == 6
    assert mix["count"].sum() == report.values[2, "new", "total"]
    assert mix["share"].sum() == pytest.approx(100)


def test_a_report_without_applications_has_no_rate_and_no_mix():
    quiet = reported(nothing())

    for frame in (outcome_mix([quiet]), applicant_mix([quiet])):
        assert set(frame["reason"]) == {"not_applicable"} and frame["share"].isna().all()
        assert frame["count"].tolist() == [0] * len(frame)
    assert set(rates([quiet])["reason"]) == {"not_applicable"} and rates([quiet])["value"].isna().all()
    assert flows([quiet])["value"].tolist() == [0] * len(flows([quiet]))


def test_the_two_rates_of_disclosure_are_named_apart(report: Report):
    found = rates([reported(report)]).set_index("code")
    disclosed = report.values[2, "granted", "total"] + report.values[2, "partial", "total"]
    refused = sum(
        (v for (t, row, column), v in report.values.items() if t == 2 and column == "total" and row in REFUSED),
        Decimal(0),
    )

    assert found.loc["of_all", "value"] == pytest.approx(float(disclosed / report.values[2, "results", "total"] * 100))
    assert found.loc["of_substance", "value"] == pytest.approx(float(disclosed / (disclosed + refused) * 100))
    assert found.loc["of_all", "name"] != found.loc["of_substance", "name"]


REFUSED = ("secret", "forbidden", "security", "third_party", "internal", "process", "enforcement", "query")


@pytest.mark.parametrize("decided", [ENOUGH_CASES - 1, ENOUGH_CASES])
def test_no_rate_of_fewer_than_thirty_cases(report: Report, decided: int):
    for column, number in zip(
        ("upheld", "corrected", "other", "pending", "total"), (decided - 3, 3, 0, 50, decided + 50), strict=True
    ):
        report.shown[3, "review", column] = str(number)
    row = rates([reported(report)]).set_index("code").loc["review_corrected"]

    assert (row["count"], row["of"]) == (3, decided)
    assert row["reason"] == ("few" if decided < ENOUGH_CASES else "")
    assert (row["value"] == 10) == (decided == ENOUGH_CASES)


def test_a_cell_marked_not_applicable_or_lost_says_why_there_is_no_figure(report: Report):
    report.shown[1, "penalties", "decided"] = "/"
    report.shown[1, "coercion", "decided"] = "□"
    found = flows([reported(report)]).set_index("code")

    assert found.loc["penalties", "reason"] == "not_applicable"
    assert found.loc["coercion", "reason"] == "lost"
    assert found.loc["licensing", "value"] == report.values[1, "licensing", "decided"]


def test_blanks_count_as_nothing_where_the_equations_hold(report: Report):
    report.shown |= {key: "" for key, value in report.values.items() if value == 0}
    mix = outcome_mix([reported(report, style="B")])

    assert mix["count"].sum() == report.values[2, "results", "total"]


def test_years_are_checked_where_they_follow_each_other(report: Report):
    years = across_years([reported(report, 2021), reported(report, 2022), reported(report, 2024)])

    assert list(years) == [("sample-2021", "sample-2022")]
    assert any(check.equation == "years carried 总计" for check in years["sample-2021", "sample-2022"])


def test_checks_come_with_both_sides_and_those_of_the_text(report: Report):
    report.text["一"] = "全年收到政府信息公开申请3件。"
    frame = checks_frame(reported(report))

    assert len(frame) == 43
    assert frame.iloc[-1]["equation"] == "text new" and frame.iloc[-1]["verdict"] == "fail"


def test_the_old_format_has_the_same_six_outcomes():
    old = reported(make_report(random.Random(5), load_standards()["2019"]))

    assert old.tables.table(2).standard.id == "2019"
    assert len(outcome_mix([old])) == 6 and outcome_mix([old])["share"].sum() == pytest.approx(100)
