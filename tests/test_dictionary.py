"""The dictionary: every concept serves, no two indicators say the same, and what no entry explains narrows a figure."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.declarations import DATA, load_indicators
from core.model import Document, DocumentKind, Edition, Indicator, Trust
from core.parsing.lexicon import load_lexicon
from core.parsing.offices import offices
from core.parsing.openings import WORDS, load_openings
from core.parsing.text import bare, normalise
from core.parsing.towns import town_in
from core.pipeline import read_facts

INDICATORS = load_indicators()
NARROWING = ("subset", "delta", "scope", "time", "broad", "filler")  # serve by their class alone
CONCEPTS = {
    id: (kind, row)
    for file in sorted((DATA / "lexicon").glob("*.toml"))
    for kind, rows in tomllib.loads(file.read_text("utf-8")).items()
    for id, row in rows.items()
}


def terms_of(indicator: Indicator) -> set[str]:
    """Return the concepts, literals and splits that an indicator's frames name, without their marks."""
    written = [term for say in indicator.say for term in say.split() if term[0] not in "=&"]
    names = {name for term in written for name in term.strip("@%").replace("?", "").split("|")}
    return names | set(indicator.explains)


def claimed_whole(text: str) -> set[str]:
    """Return the indicators that a sentence states a whole of."""
    document = Document(
        id="example-2023", place="", issuer="", level="", year=2023, kind=DocumentKind.SUMMARY, title="",
        published="", address="", edition=Edition.ORIGINAL, trust=Trust.OFFICIAL, raw=text, text=normalise(text),
    )  # fmt: skip
    return {f.indicator for f in read_facts(document, INDICATORS).facts if f.indicator and not f.part}


def test_every_concept_serves_a_frame_or_says_why_it_stands():
    named = set().union(*(terms_of(indicator) for indicator in INDICATORS.values()))

    assert [
        id
        for id, (kind, row) in CONCEPTS.items()
        if id not in named and row.get("splits") not in named and kind not in NARROWING and "note" not in row
    ] == []


def test_words_are_written_as_the_reader_sees_them_and_once_a_concept():
    wrong = [(id, word) for id, (_, row) in CONCEPTS.items() for word in row["words"] if bare(normalise(word)) != word]
    twice = [id for id, (_, row) in CONCEPTS.items() if len(set(row["words"])) < len(row["words"])]

    assert (wrong, twice) == ([], [])


def test_what_a_frame_follows_is_declared():
    followed = {term[1:] for i in INDICATORS.values() for say in i.say for term in say.split() if term[0] == "&"}

    assert followed - set(INDICATORS) == set()


def test_no_two_indicators_say_the_same_of_one_counter_and_role():
    said = defaultdict(list)
    for indicator in INDICATORS.values():
        for say in indicator.say:
            said[frozenset(term for term in say.split() if term[-1] != "?")].append(indicator)

    assert [
        (a.id, b.id)
        for same in said.values()
        for a, b in combinations(same, 2)
        if a is not b and set(a.units) & set(b.units) and set(a.roles) & set(b.roles)
    ] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "12345热线受理{}诉求2600件。",
        "政务服务大厅受理{}办件2600件。",
        "全区公布{}政务服务事项260项。",
        "12345热线派发{}工单2600件。",
        "公共资源交易中心完成{}项目260个。",
    ],
)
@settings(max_examples=25, deadline=None)
@given(word=st.text("饕餮麒麟貔貅璀璨旖旎氤氲", min_size=2, max_size=3))
def test_a_word_that_no_entry_explains_makes_a_figure_no_whole(sentence: str, word: str):
    assert claimed_whole(sentence.format("")) != set()
    assert claimed_whole(sentence.format(word)) == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("大厅按时办结率98.3%。", "大厅办件98.3%按时办结。"),
        ("政务服务事项网上可办率99.5%。", "99.5%的政务服务事项网上可办。"),
        ("大厅进驻事项640项。", "640项事项进驻大厅。"),
        ("12345热线全年办结诉求2.6万件。", "12345热线全年有2.6万件诉求办结。"),
    ],
)
def test_the_order_of_words_is_free(one: str, other: str):
    assert claimed_whole(one) == claimed_whole(other) != set()


def test_every_file_of_the_lexicon_is_in_order():
    assert {kind for kind, _ in CONCEPTS.values()} <= {
        "domain", "object", "act", "property", "measure", "category", *NARROWING,
    }  # fmt: skip
    assert load_lexicon(Path(DATA / "lexicon")).concepts.keys() == CONCEPTS.keys()


def test_word_lists_hold_their_examples_and_not_their_counters():
    rows, lists = tomllib.loads(WORDS.read_text("utf-8")), load_openings()
    tells = {
        "bodies": lists.body.search,
        "names": lambda text: text[-1] in lists.name_ends,
        "splits": lists.splits.search,
        "opposed": lambda text: tuple(text.split("、")) in lists.opposed,
        "own_bodies": lists.own_body.search,
        "channels": lists.channels.search,
        "splits_by": lists.split_of_list.search,
        "topics": lists.topics.search,
        "topic_names": lists.topic.fullmatch,
        "ranked": lists.ranked.search,
        "parts": lambda text: (named := lists.part.fullmatch(text)) and named["name"] != text,
        "clauses": lists.begins.search,
        "members": lists.member.fullmatch,
        "conditions": lists.condition.match,
        "totals": lists.total.fullmatch,
        "divisions": lambda text: text in lists.no_divisions,
        "towns": lambda text: not town_in(text),
        "offices": lambda text: any(offices(text, "区", lambda name: False)),
    }

    assert rows.keys() == tells.keys()
    for name, row in rows.items():
        assert tells[name](row["example"]), name
        assert not tells[name](row["counter"]), name
