"""The three tables of a generator that shares nothing with the suite's own: office files, web pages, what is copied."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.disclosure import DisclosureTables, State, read_tables
from core.parsing.text import normalise
from core.reading import read_bytes
from tests.disclosure_apart import FORMS, Page, made

SURE = 0.997  # share of cells that are read as they stand
ALARMS = 1 / 60  # of a sample
LONG = 12  # samples of each form, as many again with a wrong cell


def read(page: Page) -> DisclosureTables:
    raw = read_bytes(page.data, page.name)
    return read_tables(normalise(raw.raw), raw.tables, raw.raw)


def missed(page: Page, tables: DisclosureTables) -> Iterator[str]:
    """Yield the cells that are read otherwise than they are written; a mark for nought states nothing."""
    for key, count in page.truth.items():
        cell, written = tables.get(*key), page.written[key]
        wanted = count if any(letter.isdigit() for letter in written) else None
        found = f"{cell.value:f}" if cell and cell.value is not None and cell.state is State.STATED else None
        invented = cell is not None and cell.state is State.REPAIRED and bool(written)
        if found != wanted or invented:
            yield f"{page.name} {key}: {cell and (cell.value, str(cell.state))} for {written!r}"


def measured(pages: list[Page]) -> tuple[float, list[str], list[str], list[str]]:
    """Return the share of cells read right, those that are not, the false alarms and the wrong cells without a word."""
    wrong, alarms, silent = [], [], []
    for page in pages:
        tables = read(page)
        wrong += missed(page, tables)
        failed = [check for check in tables.checks if check.verdict == "fail"]
        alarms += [check.says for check in failed if page.wrong not in check.cells]
        if page.wrong and not any(page.wrong in check.cells for check in failed):
            silent.append(f"{page.name} {page.wrong}")
    return 1 - len(wrong) / sum(len(page.truth) for page in pages), wrong, alarms, silent


def test_the_tables_of_each_form_are_read_cell_by_cell(pytestconfig: pytest.Config):
    """One right and one wrong sample of each form; with ``--long`` twelve of each."""
    seeds = range(LONG if pytestconfig.getoption("--long") else 1)
    pages = [made(f"apart {n}", form, defect) for form in FORMS for n in seeds for defect in (False, True)]
    right, wrong, alarms, silent = measured(pages)

    assert right >= SURE, wrong[:9]
    assert len(alarms) <= ALARMS * len(pages), alarms[:9]
    assert not silent
