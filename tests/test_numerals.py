"""Written numerals and their values, the lenient reader, and the folding of widths that both stand on."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.parsing.digits import place
from core.parsing.numerals import find_numerals, parse_numeral
from core.parsing.text import normalise

VALUES = [
    ("1,234", "1234"),
    ("98.50", "98.50"),
    ("3.48万", "34800"),
    ("1.2亿", "120000000"),
    ("4.78万亿", "4780000000000"),
    ("十", "10"),
    ("十二万余", "120000"),
    ("二十几万", "200000"),
    ("百三", "130"),
    ("三万五", "35000"),
    ("两千零六", "2006"),
    ("一百零一万一千", "1011000"),
    ("四十五亿四千零四万", "4540040000"),
    ("二十一万亿", "21000000000000"),
    ("九十八点六", "98.6"),
    ("三点八万", "38000"),
    ("一七二零", "1720"),
    ("7万5千", "75000"),
    ("1千零20", "1020"),
    ("负三十二", "-32"),
    ("壹佰贰拾", "120"),
]
NO_VALUE = ["", "万", "二三十", "十四五", "两两", "一点", "点五", "abc", "3份", "1.2.3"]

LENIENT = [
    ("共三成,五分之二", [("30", "%"), ("0.4", "")]),
    ("压缩百分之八十五点五", [("85.5", "%")]),
    ("千分之三", [("0.3", "%")]),
    ("提高2.4 个百分点", [("2.4", "%")]),
    ("五分之一", [("0.2", "")]),
    ("3/5和-3/2", [("0.6", ""), ("-1.5", "")]),
    ("负一又二分之一", [("-1.5", "")]),
    ("2^5,2e3,-.5", [("32", ""), ("2000", ""), ("-0.5", "")]),
    ("第二百五十名", [("250", "名")]),
    ("身高168cm,重2.3千克,12千米", [("168", "厘米"), ("2.3", "公斤"), ("12", "公里")]),
    ("50元6角三分,人民币8千元", [("50.63", "元"), ("8000", "元")]),
    ("20~100个", [("20", ""), ("100", "个")]),
    ("7 万5 千4 百", [("75400", "")]),
    ("五百 余万", [("5000000", "")]),
    ("2222.22.333", [("2222", ""), ("22", ""), ("333", "")]),
]
NOT_NUMERALS = [
    "一切",
    "四川",
    "两岸",
    "美味十足",
    "二三十个",
    "订单A20210203",
    "2:00开会",
    "https://a.cn/?q=30%25",
    "五百分之2.2",
    "万万",
]


@pytest.mark.parametrize(("written", "value"), VALUES)
def test_a_numeral_has_one_value(written, value):
    assert parse_numeral(written) == Decimal(value)


@pytest.mark.parametrize("written", NO_VALUE)
def test_what_is_no_numeral_has_none(written):
    assert parse_numeral(written) is None


@pytest.mark.parametrize(
    ("value", "last"), [("28000", "1000"), ("98.5", "0.1"), ("3480000", "10000"), ("1647", "1"), ("0", "1")]
)
def test_the_last_place_that_the_wording_commits_to(value, last):
    assert place(Decimal(value)) == Decimal(last)


@pytest.mark.parametrize(("text", "expected"), LENIENT)
def test_the_lenient_reader_takes_every_numeral(text, expected):
    assert [(numeral.value, numeral.unit) for numeral in find_numerals(text)] == [(Decimal(v), u) for v, u in expected]


@pytest.mark.parametrize("text", NOT_NUMERALS)
def test_the_lenient_reader_refuses_words_and_names(text):
    assert find_numerals(text) == []


def test_a_duration_knows_its_seconds():
    assert [numeral.seconds for numeral in find_numerals("8天又二十个小时,5分钟,一个星期,3份")] == [
        691200,
        72000,
        300,
        604800,
        None,
    ]


@given(st.integers(min_value=0, max_value=10**12))
def test_arabic_numerals_are_read_back(value):
    assert parse_numeral(str(value)) == value == parse_numeral(f"{value:,}")


@given(st.text(max_size=80))
def test_any_text_has_numerals_in_order(raw):
    last = 0
    for numeral in find_numerals(normalise(raw)):
        assert last <= numeral.end and numeral.start < numeral.end
        last = numeral.end


def test_widths_are_folded_and_blanks_made_plain():
    assert normalise("办结率９９．５％，共１２０件（次）：\u3000含Ａ类；～－＋") == "办结率99.5%,共120件(次): 含A类;~-+"


def test_ideographic_marks_stay():
    assert normalise("“一网通办”、《条例》〔2023〕5号。①×") == "“一网通办”、《条例》〔2023〕5号。①×"


def test_radicals_of_pdf_files_become_characters():
    assert normalise("⼀⽹通办⼈次") == "一网通办人次"


@given(st.text())
def test_folding_keeps_the_length(raw):
    assert len(normalise(raw)) == len(raw)


@given(st.text())
def test_folding_twice_is_folding_once(raw):
    assert normalise(normalise(raw)) == normalise(raw)
