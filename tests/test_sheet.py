"""Rows as a file: nothing in it is computed by a spreadsheet, and each row says where it is from."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as some

from core.export.lines import FORMULA, HEAD, csv_of, harmless


@given(
    some.lists(some.text(some.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1), min_size=1)
)
def test_every_cell_is_kept_and_none_is_a_formula(cells):
    [row] = list(csv.reader(io.StringIO(csv_of(cells, []), newline="")))
    assert row == cells
    [_, line] = list(csv.reader(io.StringIO(csv_of(["头"], [cells]), newline="")))

    assert all(not cell.startswith(FORMULA) for cell in line)
    assert [
        cell.removeprefix("'") if kept.startswith(FORMULA) else cell for cell, kept in zip(line, cells, strict=True)
    ] == cells


@pytest.mark.parametrize("cell", ["=1+1", "+86", "-3", "@cmd", "\tx", "\rx"])
def test_text_that_a_spreadsheet_would_compute_is_quoted(cell):
    assert harmless(cell) == f"'{cell}"


def test_numbers_stay_numbers():
    assert harmless(-3.5) == -3.5


def test_the_head_names_what_a_reader_must_know():
    assert {"原句", "报告", "发布机构", "统计期", "网址", "可比性", "原因或注意"} <= set(HEAD)
