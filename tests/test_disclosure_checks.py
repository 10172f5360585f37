"""Every defect of a page is reported, and nothing else is: wrong cells, lost cells, 不适用, text against table, year
against year.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal

import pytest

from core.disclosure import CellKey, Check, DisclosureTables, State, Verdict, read_tables
from core.disclosure.prose import check_text
from core.disclosure.standard import load_standards
from core.disclosure.years import between_years, revisions
from core.parsing.text import normalise
from tests.disclosure_samples import BLANKS_SHOW, STYLES, Report, make_report, without_cell, write

STANDARDS = load_standards()
STANDARD = STANDARDS["2021"]
EVERY_STYLE = pytest.mark.parametrize("style", STYLES)


def failing(checks: tuple[Check, ...] | list[Check]) -> set[str]:
    return {check.equation for check in checks if check.verdict is Verdict.FAIL}


def equations_of(key: CellKey, edition: str) -> set[str]:
    return {e.id for e in STANDARDS[edition].equations if e.table == key[0] and key[1:] in (*e.left, *e.right)}


def samples(style: str, blanks: bool = False) -> Iterator[tuple[random.Random, Report, str]]:
    for n, (edition, standard) in enumerate(list(STANDARDS.items()) * 3):
        rng = random.Random(f"{style} {edition} {n} {blanks}")
        report = make_report(rng, standard)
        if blanks:
            report.shown |= {key: "" for key, value in report.values.items() if value == 0}
        yield rng, report, edition


def some_cell(rng: random.Random, report: Report, table: int = 0) -> CellKey:
    return rng.choice([k for k, v in report.values.items() if v > 0 and k[0] in ((table,) if table else (2, 3))])


def read(rng: random.Random, report: Report, style: str) -> DisclosureTables:
    return read_tables(normalise(write(rng, report, style).raw))


@EVERY_STYLE
@pytest.mark.parametrize("blanks", [False, True])
def test_a_changed_cell_breaks_its_own_equations_and_no_other(style: str, blanks: bool):
    if blanks and style not in BLANKS_SHOW:
        pytest.skip("这种写法不留空格的痕迹，另行测试")
    for rng, report, edition in samples(style, blanks):
        key = some_cell(rng, report)
        report.shown[key] = str(report.values[key] + rng.choice((1, 10)))
        tables = read(rng, report, style)

        assert failing(tables.checks) == equations_of(key, edition)
        assert all(key in check.cells for check in tables.checks if check.verdict is Verdict.FAIL)
        assert tables.get(*key).value == Decimal(report.shown[key])


def test_a_failing_check_says_both_sides():
    rng = random.Random(2)
    report = make_report(rng, STANDARD)
    report.shown[3, "review", "total"] = "777"
    [check] = [c for c in read(rng, report, "A").checks if c.verdict is Verdict.FAIL]

    parts = sum(report.values[3, "review", column] for column in ("upheld", "corrected", "other", "pending"))
    assert (check.equation, check.left, check.right) == ("T3 行政复议", parts, 777)
    assert check.says == f"表3“行政复议”四类结果之和＝总计：不符，左边{parts}，右边777，相差{777 - parts}"
    assert len(check.cells) == 5


@pytest.mark.parametrize("style", BLANKS_SHOW)
def test_an_emptied_cell_of_table_two_is_restored_and_never_stated(style: str):
    for rng, report, edition in samples(style):
        key = some_cell(rng, report, table=2)
        report.shown[key] = ""
        tables = read(rng, report, style)

        cell = tables.get(*key)
        assert (cell.state, cell.value) == (State.REPAIRED, report.values[key])
        assert cell.equation in equations_of(key, edition)
        assert not failing(tables.checks)
        assert {c.equation for c in tables.checks if c.verdict is Verdict.NOT_ASSESSABLE} == equations_of(key, edition)


@EVERY_STYLE
def test_a_cell_lost_with_its_bar_is_restored_and_its_row_stays_in_place(style: str):
    for rng, report, edition in samples(style):
        key = some_cell(rng, report, table=2)
        tables = read_tables(normalise(without_cell(write(rng, report, style), style, key)))

        cell = tables.get(*key)
        assert (cell.state, cell.value) == (State.REPAIRED, report.values[key])
        assert {c.key: c.value for c in tables.cells} == report.values
        assert not failing(tables.checks)
        assert edition == tables.table(2).standard.id


@EVERY_STYLE
def test_a_cell_that_no_equation_restores_has_no_value(style: str):
    for rng, report, _ in samples(style):
        key = (1, "documents", "made")
        report.values[key], report.shown[key] = Decimal(9), "9"
        sample = write(rng, report, style)
        cell = read_tables(normalise(without_cell(sample, style, key))).get(*key)

        assert cell.value is None and cell.state is not State.STATED


def test_an_unreadable_figure_is_lost():
    rng = random.Random(6)
    report = make_report(rng, STANDARD)
    report.shown[1, "licensing", "decided"] = "□"
    report.shown[2, "new", "natural"] = "?"
    tables = read(rng, report, "A")

    assert tables.get(1, "licensing", "decided").state is State.LOST
    assert (tables.get(2, "new", "natural").state, tables.get(2, "new", "natural").value) == (
        State.REPAIRED,
        report.values[2, "new", "natural"],
    )


@pytest.mark.parametrize("style", STYLES)
def test_not_applicable_is_no_number_and_no_fault(style: str):
    for rng, report, _ in samples(style):
        key = some_cell(rng, report)
        report.shown[key] = "/"
        tables = read(rng, report, style)

        assert (tables.get(*key).state, tables.get(*key).value) == (State.NOT_APPLICABLE, None)
        assert not failing(tables.checks)


def test_a_table_of_nothing_but_not_applicable_is_not_assessed():
    rng = random.Random(7)
    report = make_report(rng, STANDARD)
    report.shown |= {key: "/" for key in report.values if key[0] == 3}
    checks = read(rng, report, "A").checks

    assert {check.verdict for check in checks if check.table == 3} == {Verdict.NOT_ASSESSABLE}


def told(report: Report) -> dict[str, int]:
    second = {code: int(report.values[2, code, "total"]) for code in ("new", "carried_in", "results", "carried_out")}
    court = int(report.values[3, "direct", "total"] + report.values[3, "after_review", "total"])
    return second | {"review": int(report.values[3, "review", "total"]), "court": court}


SAYINGS = {
    "全年共收到政府信息公开申请{new}件,上年结转{carried_in}件,办结{results}件,结转下年度继续办理{carried_out}件。": (
        "text new", "text carried_in", "text answered", "text carried_out",
    ),
    "受理依申请公开{new}件,其中网上申请7件,均按期答复。": ("text new",),
    "办理答复政府信息公开申请{results}件。": ("text answered",),
    "因政府信息公开引发行政复议{review}件、行政诉讼{court}件。": ("text review", "text litigation"),
}  # fmt: skip


@pytest.mark.parametrize("saying", SAYINGS)
def test_text_that_agrees_with_the_table_passes_and_text_that_does_not_quotes_both(saying: str):
    rng = random.Random(saying)
    report = make_report(rng, STANDARD)
    numbers = told(report)
    for shift, verdict in ((0, Verdict.PASS), (40_000, Verdict.FAIL)):
        said = {name: number + shift for name, number in numbers.items()}
        report.text["一"] = "认真做好公开工作。" + saying.format(**said)
        text = normalise(write(rng, report, "B2").raw)
        checks = check_text(text, read_tables(text), 2023)

        assert [(check.equation, check.verdict) for check in checks] == [(name, verdict) for name in SAYINGS[saying]]
        for check in checks:
            assert f"{check.left}" in check.says and f"{check.right}" in check.says
            assert str(check.left) in text[check.start : check.end]


PART_SAYINGS = {
    "收到公开申请,其中自然人{natural}件,法人或其他组织{legal}件。": ("natural", "legal_persons"),
    "依申请公开答复中,予以公开{granted}件,部分公开{partial}件,不予公开{refused}件,无法提供{unavailable}件。": (
        "granted", "partial", "refused", "unavailable",
    ),
    "申请公开中不予处理{unprocessed}件、其他处理{others}件。": ("unprocessed", "other_results"),
    "全年制发行政规范性文件{made}件,废止规范性文件{repealed}件,现行有效规范性文件{valid}件,均已公开。": (
        "documents_made", "documents_repealed", "documents_valid",
    ),
    "公开行政许可决定{permits}件、行政处罚决定{penalties}件。": ("licensing_decided", "penalties_decided"),
    "因信息公开被申请行政复议,其中维持{upheld}件、纠正{corrected}件。": ("review_upheld", "review_corrected"),
    "信息公开行政诉讼结果维持{court_upheld}件,尚未审结{court_pending}件。": ("litigation_upheld", "litigation_pending"),
}  # fmt: skip


def told_parts(report: Report) -> dict[str, int]:
    def total(table: int, rows: str, columns: str = "total") -> int:
        return int(sum(report.values[table, row, column] for row in rows.split() for column in columns.split()))

    return {
        "natural": total(2, "new", "natural"),
        "legal": total(2, "new", "business research welfare legal other"),
        "granted": total(2, "granted"),
        "partial": total(2, "partial"),
        "refused": total(2, "secret forbidden security third_party internal process enforcement query"),
        "unavailable": total(2, "not_held to_be_made unclear"),
        "unprocessed": total(2, "petition repeated publication excessive reissue"),
        "others": total(2, "not_corrected fee_unpaid other"),
        "made": total(1, "documents", "made"),
        "repealed": total(1, "documents", "repealed"),
        "valid": total(1, "documents", "valid"),
        "permits": total(1, "licensing", "decided"),
        "penalties": total(1, "penalties", "decided"),
        "upheld": total(3, "review", "upheld"),
        "corrected": total(3, "review", "corrected"),
        "court_upheld": total(3, "direct after_review", "upheld"),
        "court_pending": total(3, "direct after_review", "pending"),
    }


@pytest.mark.parametrize("saying", PART_SAYINGS)
def test_parts_that_text_and_tables_both_state_are_held_against_each_other(saying: str):
    report = make_report(random.Random(saying), STANDARD)
    for shift, verdict in ((0, Verdict.PASS), (40_000, Verdict.FAIL)):
        report.text["一"] = saying.format(**{name: number + shift for name, number in told_parts(report).items()})
        text = normalise(write(random.Random(1), report, "B2").raw)
        checks = check_text(text, read_tables(text), 2023)

        assert [(c.equation, c.verdict) for c in checks] == [(f"text {code}", verdict) for code in PART_SAYINGS[saying]]


@pytest.mark.parametrize(
    ("saying", "failed"),
    [
        ("依申请公开同比增加,予以公开比上年增加2件。", set()),
        ("各部门累计制定规范性文件900件并公开。", set()),
        ("主动公开规范性文件900件。", set()),
        ("公开行政许可事项900项。", set()),
        ("全年未收到政府信息公开申请。", {"text new"}),
        ("2023年,我局未收到件公开申请,未收取信息处理费。", {"text new"}),
        ("未发生因政府信息公开引起的行政复议、行政诉讼。", {"text review", "text litigation"}),
        ("政府信息公开行政复议、行政诉讼均为0件。", {"text review", "text litigation"}),
        ("全年收取信息处理费90万元。", set()),  # none of the fees of table 1
        ("公开信息显示,行政事业性收费7万元。", {"text fee"}),
        ("2022年收到政府信息公开申请3件。", set()),
        ("没有因政府信息公开被申请行政复议而纠错的情况。", set()),
        ("收到政府信息公开申请同比增加2件。", set()),
        ("办结建议提案5件,公开率100%。", set()),
        ("认真受理群众申请,主动公开政府信息120份。", set()),
        ("政府信息公开申请方面,共5件。", {"text new"}),
    ],
)
def test_what_the_text_denies_or_leaves_open(saying: str, failed: set[str]):
    rng = random.Random(3)
    report = make_report(rng, STANDARD)
    report.shown[1, "fees", "collected"] = "12.5"
    report.text["一"] = saying
    text = normalise(write(rng, report, "A").raw)

    assert failing(check_text(text, read_tables(text), 2023)) == failed


def test_nothing_received_agrees_with_a_table_of_zeros():
    rng = random.Random(1)
    report = make_report(rng, STANDARD)
    report.shown = dict.fromkeys(report.values, "0")
    report.text["六"] = "全年未收到政府信息公开申请,未发生行政复议和行政诉讼,未收取信息公开处理费。"
    text = normalise(write(rng, report, "D").raw)
    checks = check_text(text, read_tables(text), 2023)

    assert [(check.equation, check.verdict) for check in checks] == [
        ("text new", "pass"),
        ("text review", "pass"),
        ("text litigation", "pass"),
    ]


def test_years_are_held_against_each_other():
    rng = random.Random(9)
    earlier, later = make_report(rng, STANDARD), make_report(rng, STANDARD)
    for column in STANDARD.table(2).rows[0].columns:
        later.shown[2, "carried_in", column.id] = earlier.shown[2, "carried_out", column.id]
    for row in ("regulations", "documents"):
        later.shown[1, row, "valid"] = str(
            earlier.values[1, row, "valid"] + later.values[1, row, "made"] - later.values[1, row, "repealed"]
        )
    first, second = read(rng, earlier, "A"), read(rng, later, "C")
    assert {check.verdict for check in between_years(first, second)} == {Verdict.PASS}

    later.shown[2, "carried_in", "natural"] = "99"
    later.shown[1, "documents", "valid"] = "88888"
    checks = between_years(first, read(rng, later, "C"))
    assert failing(checks) == {"years carried 自然人", "years valid 行政规范性文件"}
    [check] = [c for c in checks if c.equation == "years valid 行政规范性文件"]
    assert check.right == 88888 + later.values[1, "documents", "repealed"]
    assert check.says.endswith(f"右边{check.right}，相差{check.right - check.left}")


def test_the_old_format_carries_over_but_counts_no_documents_in_force():
    rng = random.Random(10)
    earlier, later = read(rng, make_report(rng, STANDARDS["2019"]), "A"), read(rng, make_report(rng, STANDARD), "A")

    assert len([c for c in between_years(earlier, later) if c.equation.startswith("years carried")]) == 7
    assert [c.equation for c in between_years(later, earlier) if "valid" in c.equation] == []


def test_a_second_reading_of_the_same_year_names_what_was_revised():
    rng = random.Random(11)
    report = make_report(rng, STANDARD)
    first = read(rng, report, "A")
    report.shown[1, "licensing", "decided"] = "31"
    [check] = revisions(first, read(rng, report, "D"))

    assert check.says == f"表1“行政许可·本年处理决定数量”先为{report.values[1, 'licensing', 'decided']}件，后为31件"
