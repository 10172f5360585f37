"""Cells are facts like those of the text: once each, with their place, and the table stands where the text
contradicts it.
"""

from __future__ import annotations

import csv
import json
import random
from decimal import Decimal
from pathlib import Path

import pytest

from core.cli import main
from core.comparability import judge
from core.declarations import load_indicators, load_places
from core.disclosure import read_tables
from core.disclosure.standard import load_standards
from core.facts import facts_frame
from core.model import Document, DocumentKind, Fact, Reason, SectionKind
from core.pipeline import read_facts
from tests.disclosure_samples import STYLES, Report, make_report, write
from tests.documents import document_of

STANDARD = load_standards()["2021"]
SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


def annual(raw: str) -> Document:
    return document_of(raw, 2023, DocumentKind.DISCLOSURE, issuer="青石区政务服务局")


def report_of(seed: int, **text: str) -> Report:
    report = make_report(random.Random(seed), STANDARD)
    report.text |= text
    return report


def page_of(report: Report, style: str = "A") -> Document:
    return annual(write(random.Random(0), report, style).raw)


def of_cells(facts: list[Fact]) -> list[Fact]:
    return [fact for fact in facts if fact.kind is SectionKind.TABLE]


def test_every_indicator_that_the_standard_names_is_declared():
    named = {i for s in load_standards().values() for t in s.tables for row in t.rows for i in row.indicators.values()}

    assert named <= set(load_indicators())
    assert {load_indicators()[i].theme for i in named} == {"disclosure"}


@pytest.mark.parametrize("style", STYLES)
def test_cells_become_facts_with_their_place_and_the_text_of_their_row(style: str):
    report = report_of(5)
    report.shown[1, "fees", "collected"] = "12.5"
    document = page_of(report, style)
    facts = of_cells(read_facts(document, load_indicators()).facts)
    whole = {fact.indicator: fact for fact in facts if not fact.part}

    assert whole["foi_new"].quantity.value == report.values[2, "new", "total"]
    assert whole["litig_post_pending"].quantity.value == report.values[3, "after_review", "pending"]
    assert (whole["admin_fee_amount"].quantity.value, whole["admin_fee_amount"].quantity.unit) == (
        Decimal(125_000),
        "元",
    )
    assert {fact.part for fact in facts if fact.indicator == "foi_new"} == {
        "", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他",
    }  # fmt: skip
    for fact in facts:
        assert document.raw[fact.quantity.start : fact.quantity.end].replace(",", "") in fact.quote
        assert document.raw[fact.quote_start :].startswith(fact.quote)
        assert (fact.period.code, fact.role) == ("2023", "actual")


def test_no_number_of_a_table_is_read_as_text_whatever_its_labels_look_like():
    for style in STYLES:
        document = page_of(report_of(6), style)
        tables = read_tables(document.text)
        said = [fact for fact in read_facts(document, load_indicators()).facts if fact.kind is not SectionKind.TABLE]

        assert not [f for f in said if any(start <= f.quantity.start < end for start, end in tables.spans)]


def test_the_table_stands_where_the_text_says_otherwise():
    report = report_of(7, 一="全年收到政府信息公开申请7件。")
    document = page_of(report)
    rows = facts_frame([(document, read_facts(document, load_indicators()))], load_places())
    mine = judge(rows[(rows["indicator"] == "foi_new") & (rows["part"] == "")], load_indicators()["foi_new"])

    by_kind = {row.section_kind: row for row in mine.itertuples()}
    assert by_kind["table"].verdict == "comparable"
    assert (by_kind["review"].value, by_kind["review"].verdict, by_kind["review"].why) == (
        7,
        "incomparable",
        "conflict",
    )
    assert "table_differs" in by_kind["review"].caveats


def test_text_and_table_that_agree_are_two_facts_without_remark():
    report = report_of(8)
    report.text["一"] = f"全年收到政府信息公开申请{report.values[2, 'new', 'total']}件。"
    facts = [f for f in read_facts(page_of(report), load_indicators()).facts if f.indicator == "foi_new" and not f.part]

    assert [fact.kind for fact in facts] == [SectionKind.REVIEW, SectionKind.TABLE]
    assert [fact.caveats for fact in facts] == [(), ()]


def test_a_cell_in_a_failing_equation_says_so():
    report = report_of(9)
    report.shown[3, "review", "total"] = "777"
    facts = {f.indicator: f for f in of_cells(read_facts(page_of(report), load_indicators()).facts) if not f.part}

    assert facts["review_total"].caveats == ("unbalanced",)
    assert facts["litig_direct_total"].caveats == ()


def test_what_is_not_applicable_or_lost_is_a_gap_with_its_reason():
    report = report_of(10)
    report.shown |= {
        (1, "penalties", "decided"): "/",
        (1, "coercion", "decided"): "□",
        (2, "carried_out", "total"): "?",
    }
    reading = read_facts(page_of(report), load_indicators())
    gaps = {gap.indicator: gap for gap in reading.gaps}

    assert gaps["penalty_decisions"].reason is Reason.NOT_APPLICABLE
    assert gaps["coercion_decisions"].reason is Reason.LOST
    assert gaps["foi_carried_out"].reason is Reason.LOST  # repaired is offered, never merged
    assert "行政处罚" in gaps["penalty_decisions"].quote
    assert "foi_new" not in gaps


def extracted(raw: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> list[dict]:
    file = folder / "sample-2023.txt"
    file.write_text(raw, "utf-8")
    assert main(["extract", str(file), "--year", "2023"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_extract_writes_one_object_a_cell_and_one_a_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    report = report_of(11, 一="全年受理政府信息公开申请7件。12345热线接听5.2万次。")
    report.shown[3, "direct", "total"] = "888"
    report.shown[2, "granted", "legal"] = ""
    raw = write(random.Random(1), report, "B").raw
    rows = extracted(raw, tmp_path, capsys)

    cells = [row for row in rows if row.get("state")]
    checks = {row["equation"]: row for row in rows if "check" in row}
    facts = [row for row in rows if "bound" in row]
    assert len(cells) == 200 and len([id for id in checks if id.startswith("T")]) == 42
    assert all(raw[cell["start"] : cell["end"]] == cell["text"] for cell in cells)
    assert {"report", "table", "row", "col", "value", "state", "unit", "start", "end"} <= set(cells[0])
    assert {"check", "verdict", "equation", "cells"} <= set(checks["T2 row 1"])
    assert (checks["T3 未经复议直接起诉"]["verdict"], checks["T3 未经复议直接起诉"]["right"]) == ("fail", 888)
    assert checks["text new"]["verdict"] == "fail" and "7件" in checks["text new"]["check"]
    [repaired] = [cell for cell in cells if cell["state"] == "repaired"]
    assert (repaired["row"], repaired["col"]) == ("予以公开", "法律服务机构")
    assert repaired["value"] == report.values[2, "granted", "legal"]
    assert [fact["text"] for fact in facts] == ["7件", "5.2万次"]


def test_extract_says_what_is_missing_of_a_table_cut_off(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    raw = write(random.Random(2), report_of(12), "C").raw
    rows = extracted(raw[: raw.index("5.属于三类")], tmp_path, capsys)

    [missing] = [row for row in rows if row.get("missing")]
    assert missing["missing"][0] == "不予公开·三类内部事务" and "不完整" in missing["check"]
    assert not [row for row in rows if row.get("verdict") == "fail"]


def test_a_file_that_is_summary_and_disclosure_report_gives_both_once():
    file, gold = SHARED / "reports" / "ankang-2023.txt", SHARED / "gold" / "disclosure.csv"
    if not file.exists() or not gold.exists():
        pytest.skip("没有官方原文（../shared），无法核对")
    document = document_of(file.read_text("utf-8"))
    tables = read_tables(document.text)
    expected = {
        (int(row["table"]), row["row"], row["col"]): (Decimal(row["value"]), int(row["start"]), int(row["end"]))
        for row in csv.DictReader(gold.open(encoding="utf-8"))
    }

    assert {(c.table, c.row.name, c.column.label): (c.value, c.start, c.end) for c in tables.cells} == expected
    assert [check.verdict for check in tables.checks] == ["pass"] * 42
    facts = read_facts(document, load_indicators()).facts
    assert len({(f.indicator, f.quantity.start) for f in facts}) == len(facts)
    assert len(of_cells(facts)) == 54 and len(facts) > 80
