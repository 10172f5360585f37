"""What is made of some places outlives a data version for as long as nothing is written of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import pytest

from core import store as stores
from core.analysis.conclusion import Conclusion
from core.analysis.derived import _of_report, _usable
from core.analysis.ladder import _climbed
from core.library import Library, open_library, while_untouched
from core.library.link import Choices, Link
from core.model import Place
from core.screens import view_of
from core.screens.conclusion import Chosen, best_year, found_for
from core.screens.league import known_series
from tests.shipped import shipped_store


@while_untouched
def stated_of(library: Library, places: tuple[Place, ...]) -> dict[str, float]:
    facts = library.facts(places=tuple(place.id for place in places), gaps=False)
    return dict(zip(facts["fact_id"].tolist(), facts["value"].tolist(), strict=True))


def test_what_is_made_of_places_is_made_anew_only_where_one_is_written_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(stores.ADDRESS, shipped_store(f"sqlite:///{tmp_path / 'store.db'}"))
    before = open_library()
    ankang, yuhua = before.places["ankang"], before.places["yuhua"]
    of_ankang, of_both = stated_of(before, (ankang,)), stated_of(before, (ankang, yuhua))

    row = next(row for row in before.facts(places=("yuhua",), gaps=False).itertuples() if row.value == row.value)
    correct(row, "12345")
    after = open_library()

    assert stated_of(after, (ankang,)) is of_ankang
    assert of_both[row.fact_id] == row.value
    assert stated_of(after, (ankang, yuhua)) == of_both | {row.fact_id: 12345}
    assert stated_of(before, (ankang, yuhua)) is of_both, "who still looks at the former version sees what it held"


def test_what_is_made_of_many_places_goes_with_its_data_version(library: Library):
    places = tuple(library.places.values())
    assert stated_of(library, places) is stated_of(library, places)
    assert stated_of(Library(library.version), places) is not stated_of(library, places)


def test_a_bulletin_is_made_anew_where_what_it_says_of_a_place_is_corrected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(stores.ADDRESS, shipped_store(f"sqlite:///{tmp_path / 'store.db'}"))
    before = open_library()
    series = next(one for one in known_series(before, tuple(before.places.values())) if one.place != "yuhua")
    page = Link("league", (("b", series.id),))
    first = view_of(Choices(page), before)
    shown = next(row for exhibit in first.exhibits for row in exhibit.rows if row.place.id != series.place)

    other = next(row for row in before.facts(places=("yuhua",), gaps=False).itertuples() if row.value == row.value)
    correct(other, "12345")
    elsewhere = view_of(Choices(page), open_library())
    assert [now.table for now in elsewhere.exhibits] == [then.table for then in first.exhibits]
    assert all(now.rows is then.rows for now, then in zip(elsewhere.exhibits, first.exhibits, strict=True))

    correct(shown, "98765")
    rows = [row for exhibit in view_of(Choices(page), open_library()).exhibits for row in exhibit.rows]
    assert [row.value for row in rows if row.fact_id == shown.fact_id] == [98765]

    stores.correct_report(series.id, title="另一份通报", who="李明", why="笔误")
    assert "另一份通报" in {one.title for one in known_series(open_library(), (before.places[series.place],))}


def correct(row: Any, value: str) -> None:
    stores.correct_fact(
        row.document, row.start, row.end, row.indicator, field="value", after=value, who="李明", why="笔误"
    )


def test_a_conclusion_of_which_most_is_kept_is_what_it_would_be_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """After a figure, what a report is and what is held of it changed: rows, steps, derived figures and mentions."""
    monkeypatch.setenv(stores.ADDRESS, shipped_store(f"sqlite:///{tmp_path / 'store.db'}"))
    first = open_library()
    own, *others = (first.places[id] for id in first.usual_places)
    chosen = Chosen(own, tuple(others), best_year(first, own, tuple(others)))
    before = found_for(first, chosen)
    row = next(row for row in before.rows if row.place in others and row.unit == "%")

    def ask_again() -> Conclusion:
        """Return what is found with what is kept, which is what is found without."""
        kept = found_for(open_library(), chosen)
        for remembered in (_climbed, _of_report, _usable):
            remembered.cache_clear()
        monkeypatch.setattr("core.library.kept._OF", WeakKeyDictionary())
        assert kept == found_for(open_library(), chosen)
        return kept

    assert ask_again() == before
    correct(row, "77.7")
    corrected = ask_again()
    assert corrected != before
    stores.correct_report(row.document, year=chosen.year - 3, who="李明", why="笔误")
    assert ask_again() != corrected
