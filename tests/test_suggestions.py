"""Suggestions: what a number could be of that nothing claims for certain, by frames and by how alike the words are."""

from __future__ import annotations

import pytest

from core.declarations import load_indicators
from core.model import Document, DocumentKind, Edition, Fact, Trust
from core.parsing.text import normalise
from core.pipeline import read_facts

INDICATORS = load_indicators()


def facts_of(text: str) -> list[Fact]:
    read = Document(
        id="sample-2021", place="", issuer="", level="", year=2021, kind=DocumentKind.SUMMARY, title="",
        published="", address="", edition=Edition.ORIGINAL, trust=Trust.OFFICIAL, raw=text, text=normalise(text),
    )  # fmt: skip
    return read_facts(read, INDICATORS).facts


def offered(text: str) -> dict[str, tuple[str, list[str]]]:
    """Return, by the number as written, what it is claimed as and the ids that are suggested for it."""
    facts = facts_of(text)
    return {text[f.quantity.start : f.quantity.end]: (f.indicator or "", [s.id for s in f.suggestions]) for f in facts}


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        # no frame is filled, the words are alike
        ("电子证照归集80类，对外共享3300万次。", "3300万次", "ecert_used"),
        # the number before a change is claimed, or is itself suggested
        ("12345热线受理类目调整后，本月5200件，同比增长3%。", "3%", "requests_accepted"),
        # a bare noun fits many frames, its neighbours decide
        ("智能终端沉到村居，全市32台政务服务智能终端可以凭社保卡认证。", "32台", "self_service_terminals"),
    ],
)
def test_a_number_that_is_not_certain_has_the_right_indicator_among_three(text, number, expected):
    claimed, ids = offered(text)[number]

    assert not claimed
    assert expected in ids
    assert len(ids) == len(set(ids)) <= 3


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12345热线受理诉求5200件。", "5200件"),  # certain
        ("组织全体职工植树310棵。", "310棵"),  # no indicator is counted so
        ("12345热线接通率低于全市平均水平97.2%。", "97.2%"),  # another body's
        ("机关食堂全年消防演练12次。", "12次"),
        ("总数里占27%。", "27%"),  # a bare share could be of anything
    ],
)
def test_what_is_certain_or_like_nothing_carries_no_suggestion(text, number):
    assert offered(text)[number][1] == []


def test_what_speaks_for_and_against_is_told_in_words_of_reports():
    text = "12345热线接通率、回访率分别达到91%、92%、93%。电子证照归集80类，对外共享3300万次。"
    told = [s for fact in facts_of(text) for s in fact.suggestions]

    assert told and all(s.speaks_for for s in told)
    assert not any("|" in s.against or "缺 " in s.against for s in told)
    assert any(s.against for s in told)


def test_what_is_claimed_as_a_part_is_offered_as_the_whole_only():
    text = "领导干部帮办工作制度落实，处级领导帮办有61人次。"
    [fact] = facts_of(text)

    assert fact.part == "处级"
    assert [(s.id, s.part) for s in fact.suggestions if s.id == fact.indicator] == [(fact.indicator, "")]
