"""No page opens on an empty figure, whoever is 我方: it opens where there is something to see, or says how to get it."""

from __future__ import annotations

import random

import pytest

from core.library import Library
from core.library.link import Choices, Link
from core.screens import screens, view_of
from core.screens.exhibit import Exhibit
from core.screens.sides import OWN

SAMPLE = 6  # places beside the usual ones; all of them with --long


def owners(library: Library, share: int) -> list[str]:
    placed = sorted(set(library.reports["place"]))
    return placed if share == 1 else [*library.usual_places, *random.Random(14).sample(placed, SAMPLE)]


def is_empty(exhibit: Exhibit) -> bool:
    """Return whether a figure shows neither a number of a report nor anything else than names."""
    if exhibit.rows:
        return all(row.value is None and not row.masked for row in exhibit.rows)
    return not any(cell.words for line in exhibit.table.lines for cell in line[1:])


@pytest.mark.parametrize("page", screens())
def test_a_page_opens_on_something_to_see(library, share, page):
    for place in owners(library, share):
        choices = Choices(Link(page, ((OWN, place),)))
        view = view_of(choices, library)

        assert view.exhibits or view.nothing or page == "dictionary", place
        drawn = [exhibit for exhibit in view.exhibits if exhibit.figure is not None and not exhibit.aside]
        assert [(place, exhibit.key) for exhibit in drawn if is_empty(exhibit)] == []
        if OWN not in choices.made:
            break  # the page is the same for all
