"""政务公开, side by side: tables and prose give the same figures, and silence is never 0 %."""

from __future__ import annotations

import random

import pytest

from core.analysis.disclosure import read_report
from core.analysis.openness import OUTCOMES, PROSE, TABLE, Entry, entries
from core.charts.outcomes import in_words, outcome_bars
from core.declarations import load_indicators
from core.disclosure.standard import load_standards
from core.facts import facts_frame
from core.model import Document, DocumentKind, Edition, Trust
from core.parsing.text import normalise
from core.pipeline import read_facts
from tests.disclosure_samples import make_report, write

INDICATORS = load_indicators()
SAID = (
    "一、依申请公开\n2022年，全县收到政府信息公开申请210件，办理答复200件，结转下年度继续办理10件。"
    "答复的申请中，予以公开90件，部分公开10件，不予公开25件，无法提供50件，不予处理15件，其他处理10件。\n"
)


def entry(raw: str, edition: Edition = Edition.ORIGINAL) -> list[Entry]:
    document = Document(
        "sample-2022",
        "",
        "临江办",
        "",
        2022,
        DocumentKind.DISCLOSURE,
        "",
        "",
        "",
        edition,
        Trust.OFFICIAL,
        raw,
        normalise(raw),
    )
    facts = facts_frame([(document, read_facts(document, INDICATORS))], {})
    return list(entries([read_report(document)], facts))


def tables(empty: bool = False) -> str:
    made = make_report(random.Random(3), load_standards()["2021"])
    if empty:
        made.shown |= {key: "0" for key in made.shown if key[0] != 1}
    return write(random.Random(1), made, "A").raw


def test_prose_gives_counts_mix_and_both_rates():
    (told,) = entry(SAID)

    assert told.source == PROSE
    assert sum(told.mix.values()) == 200
    assert told.figures["of_all"].in_words("%") == "50.00%（100/200）"
    assert told.figures["of_substance"].in_words("%") == "80.00%（100/125）"
    assert told.figures["new"].fact
    assert told.figures["licensing"].in_words() == "未提及"


def test_an_excerpt_testifies_to_nobodys_silence():
    ((whole,), (part,)) = entry(SAID), entry(SAID, Edition.EXCERPT)

    assert whole.why_nobody == "申请人类别未提及"
    assert part.why_nobody == "申请人类别只见节选"


def test_tables_give_the_mix_that_makes_up_their_total():
    (told,) = entry(tables())

    assert told.source == TABLE
    assert sum(told.mix.values()) == told.figures["results"].value


def test_no_applications_are_not_applicable_and_never_nothing_per_cent():
    (told,) = entry(tables(empty=True))

    assert told.mix == {}
    assert told.why_no_mix.startswith("不适用")
    assert told.figures["of_all"].in_words("%") == "不适用"
    assert "%" not in in_words([told])


def test_few_decided_cases_make_no_rate():
    (told,) = entry(SAID + "行政复议案件共9件，其中维持5件，纠正2件，其他结果2件。\n")

    assert told.figures["review_corrected"].value is None


def test_a_report_without_such_numbers_is_left_out():
    assert entry("一、热线\n热线受理诉求5200件。\n") == []


@pytest.mark.parametrize("raw", [SAID, tables(), tables(empty=True)])
def test_the_figure_writes_counts_or_the_reason(raw):
    found = entry(raw)

    figure = outcome_bars(found)

    drawn = str(figure.to_dict())
    assert all(f"{count:,.10g} 件" in drawn for count in found[0].mix.values())
    assert found[0].mix or found[0].why_no_mix in drawn
    assert all(name in drawn for name in OUTCOMES.values()) is bool(found[0].mix)  # what the colours mean
    assert sum(len(trace.x) for trace in figure.data if trace.type == "bar") == len(found[0].mix)
    assert all(
        trace.unselected.textfont.color == trace.textfont.color for trace in figure.data
    )  # a click fades no word
