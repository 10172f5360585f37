"""A link says all: what a page shows is made from it without a screen, and what it does not know is said."""

from __future__ import annotations

import pytest

from core.errors import DuibiaoError
from core.library.link import Choices, Link, Menu
from core.screens import exhibits_of, screens, view_of

NONE_SHIP = {"league"}  # shows a bulletin of several places
RECKONED = {"profile", "plans", "index"}  # draw what is counted or computed, and say so
PLAIN = {"a": "甲", "b": "乙"}


@pytest.mark.parametrize(
    "written", ["indicator?y=2023&y=2022&i=a%26b", "overview", "trend?g=%E7%BD%91%E5%8A%9E%E6%97%8F"]
)
def test_a_link_is_written_as_it_was_read(written):
    assert Link.parse(written).written() == written


def test_a_link_may_name_ids_or_words_and_what_is_unknown_is_said():
    choices = Choices(Link.parse("x?p=乙&p=a&p=丙"))
    assert choices.several(Menu("p", "", PLAIN)) == ("a", "b")
    assert choices.one(Menu("q", "", PLAIN, "b")) == "b"
    assert choices.written.written() == "x?p=a&p=b&q=b"
    assert choices.remarks == ["链接里的“丙”在这里没有，已改用默认选择。"]


@pytest.mark.parametrize("page", list(screens()))
def test_every_page_shows_something_of_the_data_that_ship(library, page):
    found = exhibits_of(Link(page), library)
    assert found or (page in NONE_SHIP and view_of(Choices(Link(page)), library).nothing)
    for exhibit in found:
        assert exhibit.title and exhibit.table.lines
        assert all(len(line) == len(exhibit.table.head) for line in exhibit.table.lines)


@pytest.mark.parametrize("page", list(screens()))
def test_a_number_of_a_chart_rests_on_facts_shown(library, page):
    for exhibit in exhibits_of(Link(page), library):
        shown = {row.fact_id for row in exhibit.rows}
        for mark in exhibit.chart.marks if exhibit.chart else ():
            resting = mark.facts or (exhibit.chart.reckoned and page in RECKONED)
            assert mark.value is None or (resting and set(mark.facts) <= shown)


@pytest.mark.parametrize("page", list(screens()))
def test_odd_choices_fall_back_and_say_so(library, page):
    link = Link(page, tuple((key, "<b>1e999\u202e") for key in "ipygonthdbw"))
    assert exhibits_of(link, library) or page in NONE_SHIP


def test_a_page_that_does_not_exist_is_answered_with_those_that_do(library):
    with pytest.raises(DuibiaoError, match="indicator"):
        exhibits_of(Link("nowhere"), library)
