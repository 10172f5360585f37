"""How full the comparisons are: on how many indicators bodies share an axis, and what may be said of each place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from core.analysis.ladder import UPPER, Bodies, ladder
from core.analysis.rows import Row, judged, rows_of
from core.analysis.selection import latest, spoken
from core.model import Indicator, Place


@dataclass(frozen=True, slots=True)
class Standings:
    """What the ladder says of one place and year among all others."""

    place: str
    year: int
    rungs: Mapping[str, int]  # rung in words → indicators of which the place has a figure
    upper: int  # indicators on the upper three rungs
    verdicts: int  # indicators with 高于, 低于, 持平, 领先 or 落后


@dataclass(frozen=True, slots=True)
class Density:
    """How many bodies share an axis, indicator by indicator, and what may be said of each place and year."""

    declared: int
    stated: int
    together: Mapping[str, int]  # indicator → bodies on one axis, each in its latest year
    in_a_year: Mapping[str, int]  # indicator → bodies on one axis in the year that has most
    standings: tuple[Standings, ...]

    def at_least(self, bodies: int, *, in_a_year: bool = False) -> int:
        """Return on how many indicators so many bodies share an axis."""
        return sum(n >= bodies for n in (self.in_a_year if in_a_year else self.together).values())


def density(facts: pd.DataFrame, indicators: Mapping[str, Indicator], places: Sequence[Place]) -> Density:
    """Return how full the comparisons are; what is pending counts nowhere, since it shares no axis."""
    by_indicator: dict[str, list[Row]] = {}
    for row in spoken(rows_of(facts[facts["status"] != "gap"])):
        if row.indicator in indicators:
            by_indicator.setdefault(row.indicator, []).append(row)
    everything = [row for rows in by_indicator.values() for row in rows]
    return Density(
        declared=len(indicators),
        stated=sum(any(row.stated for row in rows) for rows in by_indicator.values()),
        together={id: _bodies(latest(rows), indicators[id]) for id, rows in by_indicator.items()},
        in_a_year={id: max(_by_year(rows, indicators[id])) for id, rows in by_indicator.items()},
        standings=tuple(_standings(everything, indicators, places)),
    )


def _by_year(rows: Sequence[Row], indicator: Indicator) -> Iterator[int]:
    for year in {row.year for row in rows}:
        yield _bodies([row for row in rows if row.year == year], indicator)


def _bodies(rows: Sequence[Row], indicator: Indicator) -> int:
    return len({(row.body, row.issuer) for row in judged(rows, indicator) if row.ranked})


def _standings(
    rows: Sequence[Row], indicators: Mapping[str, Indicator], places: Sequence[Place]
) -> Iterator[Standings]:
    years = {(row.place.id, row.year) for row in rows}
    for place in places:
        others = tuple(other for other in places if other != place)
        for year in sorted(year for id, year in years if id == place.id):
            own = {row.indicator for row in rows if row.place == place and row.year == year}
            steps = ladder((r for r in rows if r.indicator in own), indicators, Bodies(place, others, year))
            rungs = Counter(step.rung.value for step in steps)
            verdicts = sum(step.verdict is not None for step in steps)
            yield Standings(place.id, year, rungs, sum(rungs[rung.value] for rung in UPPER), verdicts)
