"""专题: every system that reports describe has a screen which says its own words and figures, or why there are none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.analysis.systems import in_markdown, load_systems
from core.declarations import load_indicators, load_places, load_themes
from core.library import Library
from core.library.link import Choices, Link
from core.screens import view_of
from core.screens.exhibit import View
from tests.sent import specs, tables

ROOT = Path(__file__).resolve().parent.parent
PAGE = "pages/look/theme.py"
SYSTEMS = load_systems()


@pytest.fixture
def app(library) -> AppTest:
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)


def said(app: AppTest) -> str:
    """Return all that a page says: text, HTML, tables, the words of its figures."""
    parts = [element.value for kind in ("title", "caption", "markdown", "subheader") for element in getattr(app, kind)]
    parts += [table.to_csv() for table in tables(app)]
    parts += [element.proto.body for element in app.get("html")]
    parts += [json.dumps(spec, ensure_ascii=False) for spec in specs(app)]
    return "\n".join(map(str, parts))


def test_every_system_is_there_once_and_in_order():
    assert list(SYSTEMS) == list(range(1, 63))
    assert {system.theme for system in SYSTEMS.values()} <= set(load_themes())


@pytest.mark.parametrize("number", SYSTEMS)
def test_a_system_says_its_own_words_and_figures(app, number):
    app.query_params["b"] = str(number)
    app.query_params["p"] = list(load_places())  # the masked sample stands only where it is asked for
    app.switch_page(PAGE).run()
    assert not app.exception
    assert app.title[0].value.replace("\\", "") == SYSTEMS[number].name
    told = said(app).replace("\\", "")
    assert [words for words in SYSTEMS[number].shows if words not in told] == []


def test_the_list_of_systems_is_true():
    assert (ROOT / "docs" / "systems.md").read_text("utf-8") == in_markdown(SYSTEMS, load_indicators())


def screen(library: Library, number: int) -> View:
    return view_of(Choices(Link("theme", (("b", str(number)),))), library)


def derived(library: Library, number: int) -> str:
    return "\n".join(note for exhibit in screen(library, number).exhibits for note in exhibit.notes)


def test_parts_that_do_not_add_up_are_shown_as_they_are(library):
    told = derived(library, 48)
    assert "14,771" in told and "14711" in told and "分项多出 60" in told


def test_what_a_total_leaves_unsaid_is_no_part(library):
    assert "其余 83" in derived(library, 25)


def test_calls_and_cases_are_no_one_funnel(library):
    """33079 通 came in, 32974 were answered, 35112 件 were accepted: 2138 came another way, at least."""
    told = derived(library, 2)
    assert "2,138件" in told and "99.68" in told and "99.2" in told


def test_before_and_after_carry_the_cut(library):
    told = derived(library, 26)
    assert "减少 85.55%" in told and "减少 37.08%" in told and "减少 75.4%" in told


def test_only_comparable_rates_are_marked(library):
    shown = screen(library, 36).exhibits[0]
    marked = {row.fact_id for row in shown.rows if row.ranked}
    drawn = {
        data[0]
        for trace in shown.figure.data
        for data in (trace.customdata if trace.customdata is not None else ())
        if data[0]
    }
    assert drawn <= marked


def test_a_place_without_a_report_says_so(library):
    [quotes] = [exhibit for exhibit in screen(library, 1).exhibits if exhibit.key == "quotes"]
    assert {quote.whose for quote in quotes.quotes} == {library.places[id].short_name for id in library.usual_places}
