"""Which places there are and which have a report: few data versions change that, and what is made of it alone is kept."""

from __future__ import annotations

import numpy as np

from core.library.once import Remembering, remembered
from core.places import Gazetteer

MOST = 100  # answers that are remembered


class Roll(Remembering):
    """The places of a library: the same one from a data version to the next as long as they are the same."""

    def __init__(self, places: Gazetteer, spoken: list[str], with_reports: frozenset[str]) -> None:
        """Note the places.

        Args:
            places: those that are listed.
            spoken: those that a report speaks of.
            with_reports: those that have one of their own.
        """
        super().__init__(MOST)
        self.places, self.spoken, self.with_reports = places, spoken, with_reports

    def within(self, places: tuple[str, ...]) -> Roll:
        """Return the roll of some of the places."""
        return _within(self, places)


@remembered
def _within(roll: Roll, places: tuple[str, ...]) -> Roll:
    wanted = {*places}
    listed = Gazetteer(place for id, place in roll.places.items() if id in wanted)
    return Roll(listed, roll.spoken, roll.with_reports)


@remembered
def usual_on(roll: Roll) -> list[str]:
    """Return the ids of the places shown where nobody chose."""
    return [id for id, place in roll.places.items() if place.usual]


@remembered
def among_spoken(roll: Roll) -> np.ndarray:
    """Return where each place stands among those spoken of, behind the last where it is not."""
    at = {id: n for n, id in enumerate(roll.spoken)}
    return np.array([at.get(id, len(at)) for id in roll.places], np.int64)


@remembered
def places_menu(roll: Roll) -> dict[str, str]:
    """Return the places as a menu."""
    return {id: place.short_name for id, place in roll.places.items()}


@remembered
def orders(roll: Roll) -> dict[str, int]:
    """Return where each place stands in the fixed order."""
    return {id: place.order for id, place in roll.places.items()}
