"""Words are counted whole, without grammar, numbers, or the labels of standard tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.parsing.terms import TermCounter, term_counter

TABLE = "二、收到和处理申请情况\n一、本年新收政府信息公开申请数量 |\n0 |\n0 |\n四、结转下年度继续办理 |\n0 |\n"


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> TermCounter:
    return term_counter(tmp_path_factory.mktemp("jieba"))


def test_a_policy_stays_one_word_and_numbers_are_no_words(counter: TermCounter):
    counted = counter.count("全年“一件事一次办”办结310件，跨省通办29项；跨省通办再扩大。")

    assert counted.words["跨省通办"] == 2
    assert counted.words["一件事一次办"] == 1
    assert not {word for word in counted.words if any(c.isdigit() for c in word)}


def test_grammar_and_set_phrases_are_left_out(counter: TermCounter):
    assert counter.count("我们进一步加强各项工作，以及有关措施。").words == {}


def test_labels_of_the_disclosure_tables_are_left_out(counter: TermCounter):
    counted = counter.count("电子证照归集数增加。\n" + TABLE)

    assert "电子证照" in counted.words
    assert "结转" not in counted.words


def test_the_compiled_dictionary_is_written_where_the_caller_says(tmp_path: Path):
    term_counter(tmp_path).count("政务服务")
    assert list(tmp_path.glob("*.cache"))


def test_the_most_frequent_word_comes_first(counter: TermCounter):
    words = counter.count("工单多，工单多，热线多。").words
    assert next(iter(words)) == "工单"
