"""举措与问题: done, planned and lacking are told apart, nothing is inferred, and each mention is a sentence of a report."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.analysis.measures import calendar, load_causes, load_measures, mentions, only_here, problems
from core.declarations import load_indicators, load_places
from core.model import SectionKind
from core.parsing.text import normalise
from core.pipeline import read_facts
from tests.documents import document_of

ROOT = Path(__file__).resolve().parent.parent
TEXT = "2022年工作总结\n一、工作情况\n推行告知承诺，办理8件。设立办不成事窗口。\n二、存在问题\n部门之间推诿时有发生。\n三、2023年工作计划\n每月出月报，开展接诉即办。\n"


def taken(raw: str, place: str = "yuhua") -> list:
    document = document_of(
        raw, 2022, id=f"{place}-2022", place=place, issuer="某局", level="市辖区", title="2022年工作总结"
    )
    return [(document, read_facts(document, load_indicators()).sections)]


def test_done_planned_and_lacking_are_told_apart():
    found = {(m.measure.name, m.kind) for m in mentions(taken(TEXT), load_places())}
    assert ("告知承诺与容缺受理", SectionKind.REVIEW) in found and ("办不成事反映窗口", SectionKind.REVIEW) in found
    assert ("接诉即办", SectionKind.PLAN) in found and ("接诉即办", SectionKind.REVIEW) not in found


def test_a_problem_carries_only_the_tags_it_says():
    [found] = problems(taken(TEXT), load_places())
    assert found.causes == ("协同与推诿",)


def test_what_one_place_alone_does_is_not_what_two_do():
    both = mentions([*taken(TEXT), *taken(TEXT.replace("设立办不成事窗口。", ""), "songjiang")], load_places())
    names = {place.id: [m.name for m in measures] for place, measures in only_here(both).items()}
    assert names == {"yuhua": ["办不成事反映窗口"]}


def test_a_number_in_the_sentence_is_what_supports_it():
    found = {m.measure.name: m.with_number for m in mentions(taken(TEXT), load_places())}
    assert found["告知承诺与容缺受理"] and not found["办不成事反映窗口"]


def test_every_mention_that_ships_is_a_sentence_with_its_words_marked(library):
    documents = {id: library.report(id).document for id in library.reports["id"]}
    found = mentions([(d, read_facts(d, load_indicators()).sections) for d in documents.values()], load_places())
    assert len(found) > 150
    for mention in found:
        raw = documents[mention.document].raw
        assert raw[mention.start : mention.start + len(mention.text)] == mention.text
        assert all(normalise(mention.text[a:b]) in map(normalise, mention.measure.words) for a, b in mention.marks)
    told = calendar(found)
    assert {"日", "月", "季"} <= set(told)


def test_every_measure_has_a_name_of_its_own_and_causes_have_words():
    names = [measure.name for measure in load_measures()]
    assert len(names) == len(set(names)) >= 60
    assert all(load_causes().values())


@pytest.mark.parametrize("mode", ["matrix", "only", "problems", "calendar"])
def test_every_mode_opens_by_its_link(library, mode):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["v"] = mode
    app.switch_page("pages/analyse/measures.py").run()
    assert not app.exception and app.title[0].value == "举措与问题"
