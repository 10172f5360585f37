"""Numbers in pieces: read whole where one reading alone is possible, else not at all and named, never the tail."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.parsing.quantities import find_numbers
from core.parsing.text import normalise
from tests.growth import is_linear

# as written → value in base units, None where it must not be read; all of them are named
TORN = {
    # another mark where the point belongs
    "97·3%": "97.3", "97•3%": "97.3", "97・3％": "97.3", "97点3%": "97.3", "4·8万件": "48000",
    "97·3件": None, "97..3%": None, "97。3%": None, "4。8万件": None, "97.%": None, "97. %": None, ".3%": None, "97.-3%": None,
    # blanks
    "97 .3%": "97.3", "97 . 3%": "97.3", "4 .8万件": "48000", "9 7.3%": None, "97 3%": None, "48 210件": None, "4 8 210件": None,
    "48\n210件": None, "97.\n3%": None, "97\n.3%": None, "4.8万 万件": None,
    # thousands
    "48, 210件": "48210", "48 ,210件": "48210", "48 , 210件": "48210", "48’210件": "48210", "48、210件": None, "48,21件": None,
    "4821,0件": None, "4,82,100件": None, "0,210件": None, "48,2100件": None, "48.210件": None, "1.482.100件": None, "97,3%": None,
    "4，8万件": None, "48,,210件": None,
    # letters and holes in the place of digits
    "4O.8万件": "408000", "4l.8万件": None, "48OO件": "4800", "l2.8万件": None, "O.8万件": "8000", "4S.8万件": None, "9g.3%": None,
    "97.3l%": None, "9B.3%": None, "9□.3%": None, "□7.3%": None, "97.■%": None, "4○8件": None, "9_.3%": None,
    # raised figures
    "4.8×10⁴件": "48000", "4.8 x 10⁴件": "48000", "9×10⁻¹%": "0.9", "4.8¹万件": None, "10⁴件": None, "97.3²%": None,
    # two numbers in one
    "97.3±0.2%": None, "4万8件": None, "4万8，": None, "4.8.2万件": None, "97.3.1%": None, "4.8万万件": None, "4亿亿元": None, "4百8十件": None,
    "四 十件": None, "九成八五": None, "4万8,210件": None, "12、3万件": None, "3、4台": None, "百分之九十七.三": None, "百分之97·3": None, "97.3~%": None,
}  # fmt: skip

# what only looks like pieces
WHOLE = {
    "48,210件": "48210", "1,048,210件": "1048210", "４８，２１０件": "48210", "97.3 %": "97.3", "97.3%%": "97.3", "4.8 万件": "48000",
    "4万8千件": "48000", "4万8210件": "48210", "1亿2000万元": "120000000", "4.8w件": "48000", "12345件": "12345", "97.3%、": "97.3",
    "0.082件": "0.082", "人均4.125件": "4.125", "（97.3%）": "97.3", "：97.3%": "97.3",
}  # fmt: skip

# sentences whose numbers stand for themselves
APART = [
    ("时限分别压缩至8、5个工作日。", ["8", "5"]),
    ("三个窗口分别受理120、150和180件。", ["3", "120", "150", "180"]),
    ("拨打12345,3分钟内应答。", ["3"]),
    ("1. 5个部门参与。", []),
    ("等候3~5分钟,共12-15个窗口。", ["3", "12"]),
    ("截至2023.12.31，办件35件。", ["35"]),
    ("3S店5家，G60沿线12个驿站。", ["5", "12"]),
    ("上午9点30分开放12个窗口。", ["12"]),
    ("近5万12345热线来电。", ["50000"]),
]


def read(written: str) -> tuple[list[Decimal | None], list[Decimal | None]]:
    quantities, torn = find_numbers(normalise(f"全年受理诉求的情况是{written},其余照旧。"))
    return [q.value for q in quantities], [t.value for t in torn]


@pytest.mark.parametrize(("written", "value"), TORN.items())
def test_a_number_in_pieces_is_named_and_never_read_by_its_tail(written: str, value: str | None):
    whole = [] if value is None else [Decimal(value)]
    quantities, torn = read(written)
    assert (quantities, len(torn)) == (whole, 1)
    assert (torn[0] is None) is (value is None)


@pytest.mark.parametrize(("written", "value"), WHOLE.items())
def test_a_whole_number_is_not_in_pieces(written: str, value: str):
    assert read(written) == ([Decimal(value)], [])


@pytest.mark.parametrize(("sentence", "values"), APART)
def test_numbers_side_by_side_are_not_pieces_of_one(sentence: str, values: list[str]):
    quantities, torn = find_numbers(normalise(sentence))
    assert ([str(q.value) for q in quantities], torn) == (values, [])


@pytest.mark.parametrize(
    "piece",
    [
        "5%",
        "同比增长5%",
        "分别为3件、",
        "办件量3件",
        "分别",
        "其中5件，",
        "12, 345",
        "9.9.",
        "1 2 ",
        "三、四十",
        "一半",
        "l",
    ],
)
def test_reading_stays_linear(piece: str):
    assert is_linear(find_numbers, normalise(piece), 400)
