"""In a large library what goes through all figures or texts is about an area, and shows of it what it would show of all."""

from __future__ import annotations

import pytest

from core.library import Library
from core.library.link import Choices, Link
from core.screens import findings, league, review, screens, view_of, words
from core.screens.area import AREA, areas, narrowed
from core.store import data_version

BY_AREA = ("dictionary", "findings", "index", "review", "search", "words")


class Large(Library):
    """The shipped library, taken for one of too many reports."""

    is_large = True


@pytest.fixture(scope="module")
def large(library: Library) -> Library:  # whose store is the one to read
    return Large(data_version())


def test_an_area_shows_what_all_shows_of_its_reports(library: Library, large: Library):
    assert areas(library) == {} and len(areas(large)) > 3
    for id in [*areas(large)][:2]:
        part = narrowed(large, id)
        mine = {*part.reports["id"]}
        assert mine and mine < {*library.reports["id"]}
        assert [*part.reports["id"]] == [report for report in library.reports["id"] if report in mine]
        assert findings.all_findings(part) == tuple(f for f in findings.all_findings(library) if f.report in mine)
        assert review.queue(part) == tuple(item for item in review.queue(library) if item.document in mine)
        assert words.counted_reports(part)[0] == [c for c in words.counted_reports(library)[0] if c.document in mine]
        whole, places = library.figures, {place.id for place in areas(large)[id].places}
        assert part.figures.equals(whole[whole["place"].isin(places)].reset_index(drop=True))


def test_a_page_says_of_which_area_it_is_and_keeps_it_in_the_address(large: Library):
    usual, other = [*areas(large)][:2]
    for page in BY_AREA:
        for query, chosen in (("", usual), (f"?{AREA}={other}", other))[: 2 if page == "findings" else 1]:
            choices = Choices(Link.parse(f"{page}{query}"))
            view = view_of(choices, large)
            assert choices.made[AREA] == (chosen,) and areas(large)[chosen].name in "".join(choices.noted), page
            assert all(exhibit.link.first(AREA) == chosen for exhibit in view.exhibits if exhibit.link.page == page)
    assert {*BY_AREA} <= {*screens()}


def test_a_bulletin_that_a_link_names_is_shown_whatever_its_area(library: Library, large: Library):
    """Where nobody chose, an area that has a bulletin; a link that was made without an area shows what it did."""
    first = Choices(Link.parse("league"))
    assert view_of(first, large).exhibits and first.made[AREA] != ([*areas(large)][0],)
    for series in league.known_series(library, tuple(library.places.values())):
        named = Link.parse(f"league?b={series.id}&d={series.documents[-1]}")
        whole, part = (view_of(Choices(named), of) for of in (library, large))
        assert (part.title, part.subtitle) == (whole.title, whole.subtitle)
        assert [e.table for e in part.exhibits] == [e.table for e in whole.exhibits] != []
    elsewhere = Choices(Link.parse(f"league?{AREA}={[*areas(large)][0]}"))
    assert view_of(elsewhere, large).nothing == league.NONE_THERE


def test_tables_of_openness_are_chosen_among_the_places_shown(library: Library, large: Library):
    asked, among = Choices(Link.parse("openness?o=yuhua")), Choices(Link.parse("openness?o=yuhua"))
    one, other = view_of(asked, library), view_of(among, large)
    assert [e.table for e in one.exhibits if e.key != "official"] == [
        e.table for e in other.exhibits if e.key != "official"
    ]


def test_of_many_reports_each_is_told_of_when_it_is_asked_for(library: Library, large: Library):
    known, one = library.told_of, next(iter(library.reports["id"]))
    assert (large.told_of[one], large.told_of.get("none"), len(large.told_of)) == (known[one], None, len(known))
    assert AREA not in view_of(Choices(Link.parse("findings")), library).exhibits[0].link.written()
