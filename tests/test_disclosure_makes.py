"""The three tables are read from pages of many makes: gaps in numbers, stray marks, dashes, blanks, wrong cells, whatever
the file.
"""

from __future__ import annotations

import random
from itertools import cycle, islice

import pytest

from core.disclosure import State, read_tables
from core.disclosure.standard import load_standards
from core.parsing.text import normalise
from tests.disclosure_makes import FILES, MISHAPS, PAGES, TEXTS, Make, make
from tests.disclosure_samples import BLANKS_SHOW, make_report, write

FORMS = (*TEXTS, *PAGES, *FILES)
SAMPLES = 3 * len(FORMS)
SURE = 0.997  # share of cells that are read as they stand
ALARMS = 1 / 60  # of a sample without a wrong cell
STANDARD = load_standards()["2021"]


def measured(made: list[Make]) -> tuple[float, list[str], int]:
    """Return the share of cells read right, the false alarms, and how many wrong cells pass in silence."""
    cells = missed = silent = 0
    alarms: list[str] = []
    for one in made:
        tables = one.read()
        cells += len(one.report.values)
        missed += len(one.missed(tables))
        alarms += one.false_alarms(tables)
        silent += one.silent(tables)
    return 1 - missed / cells, alarms, silent


def drawn(seed: str, count: int) -> list[Make]:
    return [make(random.Random(f"{seed} {n}"), form) for n, form in enumerate(islice(cycle(FORMS), count))]


def test_pages_of_many_makes_are_read_cell_by_cell_without_false_alarm():
    made = drawn("many makes", SAMPLES)
    right, alarms, silent = measured(made)

    assert right >= SURE
    assert len(alarms) <= ALARMS * SAMPLES, alarms
    assert silent == 0 and any(one.defect for one in made)


@pytest.mark.parametrize("kind", [kind for kind in MISHAPS if kind != "wrong"])
def test_each_mishap_alone_costs_nothing_where_bars_or_lines_part_the_cells(kind: str):
    forms = [form for form in TEXTS if form in BLANKS_SHOW or form == "D" and "blank" not in kind]
    made = [make(random.Random(f"{kind} {form}"), form, (kind,)) for form in forms]

    assert measured(made) == (1.0, [], 0)


@pytest.mark.parametrize(
    ("row", "values"),
    [
        ("12 | 24 | 3 447 | 10 | 6 | 23 | 3 522", (12, 24, 3447, 10, 6, 23, 3522)),
        ("0 | 0 | 3440 75 | 0 | 0 | 3515", (0, 0, 3440, 75, 0, 0, 3515)),  # a bar got lost: never one number
        ("0 0 3440 75 0 0 3515", (0, 0, 3440, 75, 0, 0, 3515)),
        ("0 0 2 9 0 0 0 2 9", (0, 0, 29, 0, 0, 0, 29)),
        ("0 0 57 897 1 0 0 57 898", (0, 0, 57897, 1, 0, 0, 57898)),
        ("0 | ? 13 | 0 | -- | 0 | 0 | 13", (0, 13, 0, None, 0, 0, 13)),
        ("0 ? 13 0 0 0 0 13", (0, 13, 0, 0, 0, 0, 13)),
    ],
)
def test_a_blank_inside_a_number_is_told_from_one_between_two(row: str, values: tuple[int | None, ...]):
    text = normalise(
        "三、收到和处理政府信息公开申请情况\n申请人情况 自然人 法人或其他组织 社会公益组织 法律服务机构 总计\n"
        f"一、本年新收政府信息公开申请数量 {'| ' if '|' in row else ''}{row}\n二、上年结转政府信息公开申请数量 0 0 0 0 0 0 0\n"
    )
    tables = read_tables(text)

    assert tuple(tables.get(2, "new", column.id).value for column in STANDARD.table(2).rows[0].columns) == values


def test_a_blank_never_hides_a_wrong_total():
    report = make_report(random.Random(8), STANDARD)
    report.shown |= {(3, "review", c): v for c, v in (("upheld", "2"), ("corrected", ""), ("other", "0"), ("pending", "0"), ("total", "9"))}  # fmt: skip
    tables = read_tables(normalise(write(random.Random(1), report, "A").raw))

    assert (tables.get(3, "review", "corrected").state, tables.get(3, "review", "corrected").value) == (
        State.BLANK,
        None,
    )
    assert {check.equation for check in tables.checks if check.verdict == "fail"} == {"T3 行政复议"}


def test_only_a_table_that_writes_its_zeros_can_have_lost_one():
    report = make_report(random.Random(9), STANDARD)
    report.shown |= {key: "" for key, value in report.values.items() if key[0] == 3 and value == 0}
    tables = read_tables(normalise(write(random.Random(1), report, "B").raw))

    assert {cell.state for cell in tables.cells if cell.table == 3} == {State.STATED, State.BLANK}
