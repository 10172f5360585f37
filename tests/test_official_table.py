"""The official tables on screen: what does not add up is marked, what is lost says so, every value leads to its
place.
"""

from __future__ import annotations

import random
import re

import pytest

from core.analysis.disclosure import Reported, read_report
from core.disclosure.standard import load_standards
from core.model import DocumentKind
from pages.ui.official import official_html
from tests.disclosure_samples import make_report, write
from tests.documents import document_of

STANDARD = load_standards()["2021"]


def reported(**shown: str) -> Reported:
    made = make_report(random.Random(5), STANDARD)
    made.shown |= {tuple([int(key[1]), *key[3:].split("__")]): value for key, value in shown.items()}
    raw = write(random.Random(1), made, "A").raw
    return read_report(document_of(raw, 2023, DocumentKind.DISCLOSURE, issuer="青石办"))


def drawn(told: Reported, number: int) -> str:
    return official_html(told, told.tables.table(number), lambda start: f"text?a={start}")


@pytest.mark.parametrize(("number", "cells"), [(1, 10), (2, 175), (3, 15)])
def test_every_cell_of_the_standard_is_there_and_leads_to_its_place(number, cells):
    told = reported()

    html = drawn(told, number)

    assert html.count("<td") == cells
    assert {int(at) for at in re.findall(r'href="text\?a=(\d+)"', html)} == {
        c.start for c in told.tables.table(number).cells
    }
    assert "failing" not in html


def test_cells_that_do_not_add_up_are_marked():
    html = drawn(reported(t2_results__total="99999"), 2)

    assert re.search(r'class="[^"]*failing"[^>]*><a[^>]*>99,999<', html)


def test_what_does_not_apply_is_a_stroke_and_no_nought():
    html = drawn(reported(t1_fees__collected="/"), 1)

    assert re.search(r'title="行政事业性收费 · 本年收费金额">/<', html)
