"""Groups of places of one's own: chosen by their name, whole in the link, kept by the browser, and what is missing said."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from core.library.link import Choices, Link
from core.library.menus import how_widely
from core.screens import screens, view_of
from core.screens.groups import GROUPS, OwnGroup
from core.screens.sides import how_much
from tests.test_pages import ROOT

NEAR = OwnGroup("周边区", ("310151", "310106", "310112"))


def chosen_by(link: Link, library) -> Choices:
    choices = Choices(link)
    assert view_of(choices, library).exhibits
    return choices


def test_a_link_holds_the_group_that_it_names_and_opens_the_same_for_everybody(library):
    link = Link("indicator", (("i", "foi_new"), ("o", "songjiang"), ("p", NEAR.id), (GROUPS, NEAR.written)))
    choices = chosen_by(link, library)

    assert choices.remarks == [] and choices.made[GROUPS] == (NEAR.written,)
    shown = {row.place.id for row in view_of(Choices(choices.written), library).exhibits[0].rows}
    assert shown <= {"songjiang", *NEAR.places} and len(shown) > 1


def test_what_a_group_names_and_the_library_does_not_have_is_said(library):
    far = OwnGroup("远处", (*NEAR.places, "999999"))
    link = Link("indicator", (("i", "foi_new"), ("p", far.id), (GROUPS, far.written)))

    assert "分组“远处”里有 1 地库里还没有报告，没有列出。" in chosen_by(link, library).noted
    assert chosen_by(Link("indicator", (("p", NEAR.id),)), library).remarks  # a link that lost its group


def test_a_sample_is_shown_only_where_it_is_asked_for(library):
    [sample] = [place for place in library.places.values() if place.sample]
    for page in screens():
        view = view_of(Choices(Link(page)), library)
        rows = [row for exhibit in view.exhibits for row in exhibit.rows]
        assert sample not in {row.place for row in rows}, page

    asked = view_of(Choices(Link("indicator", (("i", "hotline_accepted_total"), ("p", sample.id)))), library)
    assert sample in {row.place for exhibit in asked.exhibits for row in exhibit.rows}


def test_all_that_state_an_indicator_are_one_choice(library):
    link = Link("indicator", (("i", "gazette_issues"), ("o", "songjiang"), ("p", "g:stating")))
    shown = view_of(Choices(link), library).exhibits[0].rows

    assert len({row.place.id for row in shown}) > 4 and all(row.value is not None or row.masked for row in shown)


def test_menus_count_what_there_is(library):
    assert how_much(library)["songjiang"].endswith(" 项")
    assert " 地 · 同年 " in how_widely(library)["foi_new"]


def test_a_visitor_keeps_the_places_that_are_chosen_under_a_name(own_store):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    app.query_params.update({"o": "songjiang", "p": ["310151", "310106"]})
    app.switch_page("pages/look/indicator.py").run()
    app.session_state["grouping_open"] = True
    app.run().text_input(key="group_name").set_value("两区").run()
    app.button(key="group_save").click().run()

    assert not app.exception
    assert app.multiselect(key="p").value == ["g:own:两区"]
    assert app.query_params[GROUPS] in ("两区:310106,310151", ["两区:310106,310151"])
    assert any("两区（自存）：2 地" in option for option in app.multiselect(key="p").options)
