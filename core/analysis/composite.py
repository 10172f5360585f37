"""综合指数: a composite that an office defines itself, shown with its parts and with how far its order holds.

After the OECD/JRC Handbook on Constructing Composite Indicators (2008): normalisation (min–max, percentile rank),
weighted arithmetic mean, and an uncertainty
analysis in which the weights are drawn anew many times. Only figures that ``core.comparability`` lets share an axis
and a time enter; fewer than three bodies,
no direction, or differences within rounding, and an indicator is refused in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from core.analysis.compare import side_by_side
from core.analysis.rows import Row
from core.analysis.standing import standing_among
from core.comparability import RANKABLE_FROM, Standing, surely_above
from core.model import Indicator, Place

DRAWS, SEED = 2000, 20081
CONCENTRATION = 20  # of the Dirichlet distribution around the chosen weights: the larger, the closer
RANGE = (5, 95)  # percentiles of the ranks that are shown


class Method(StrEnum):
    """How values become parts between 0 and 1."""

    MINMAX = "minmax"
    PERCENTILE = "percentile"


class Missing(StrEnum):
    """What becomes of a body without one of the indicators."""

    LEAVE_OUT = "leave_out"
    REWEIGH = "reweigh"


@dataclass(frozen=True, slots=True)
class Definition:
    """What an office put together: indicators with weights, and its rules."""

    weights: tuple[tuple[str, float], ...]
    method: Method = Method.MINMAX
    missing: Missing = Missing.LEAVE_OUT


@dataclass(frozen=True, slots=True)
class Part:
    """One indicator of one body: the stated figure and what it counts, from 0 to 1."""

    indicator: Indicator
    row: Row
    part: float
    weight: float  # after reweighing; the weights of a body make up 1

    @property
    def points(self) -> float:
        """Return what it adds to the score, of 100."""
        return self.part * self.weight * 100


@dataclass(frozen=True, slots=True)
class Score:
    """A body's score of 100, its parts, and the ranks it takes under other weights."""

    body: tuple[str, str]  # place and level
    parts: tuple[Part, ...]
    first: int  # rank at the chosen weights at best
    low: int  # between these ranks in nine of ten draws
    high: int

    @property
    def value(self) -> float:
        """Return the score."""
        return sum(part.points for part in self.parts)


@dataclass(frozen=True, slots=True)
class Composite:
    """The scores, the indicators that entered, and why the others did not."""

    definition: Definition
    scores: tuple[Score, ...]  # the highest first
    used: tuple[Indicator, ...]
    refused: tuple[tuple[Indicator, str], ...]
    left_out: tuple[tuple[Place, str], ...]

    @property
    def why_none(self) -> str:
        """Return why there is no order at all, "" when there is one."""
        if self.scores:
            return ""
        if not self.used:
            return "选中的指标没有一项可以打分，原因如下。"
        return f"各项都有可比数值的不足 {RANKABLE_FROM} 地，不成排序。"


def composite(
    definition: Definition,
    facts: pd.DataFrame,
    indicators: Mapping[str, Indicator],
    places: Sequence[Place],
    years: Sequence[int] = (),
) -> Composite:
    """Return the composite of ``places``.

    Args:
        years: years of report; none means the latest of each issuer. In either case only figures of one time
        are put together.
    """
    chosen = [(indicators[id], weight) for id, weight in definition.weights if weight > 0]
    columns: dict[Indicator, dict[tuple[str, str], tuple[Row, float]]] = {}
    refused = []
    for indicator, _ in chosen:
        values = standings_of(indicator, facts, places, years)
        why = why_not(indicator, values)
        if why:
            refused.append((indicator, why))
        else:
            columns[indicator] = _normalised(indicator, values, definition.method)
    weights = {indicator: weight for indicator, weight in chosen if indicator in columns}
    whole, left_out = _bodies(columns, definition.missing, places)
    if len(whole) < RANKABLE_FROM:
        return Composite(definition, (), tuple(weights), tuple(refused), tuple(left_out))
    return Composite(definition, _scored(whole, columns, weights), tuple(weights), tuple(refused), tuple(left_out))


def standings_of(
    indicator: Indicator, facts: pd.DataFrame, places: Sequence[Place], years: Sequence[int]
) -> dict[tuple[str, str], tuple[Standing, Row]]:
    """Return the comparable value of each body at the time that most bodies share."""
    mine = facts[facts["indicator"] == indicator.id]
    speaking = set(mine.loc[mine["status"] != "gap", "place"])  # who is silent has no value, and changes no verdict
    view = side_by_side(mine, indicator, [place for place in places if place.id in speaking], list(years))
    by_time: dict[str, list[Standing]] = {}
    for standing in standing_among(view.rows, indicator):
        by_time.setdefault(standing.time, []).append(standing)
    best = max(sorted(by_time.items(), reverse=True), key=lambda item: len(item[1]), default=("", []))[1]
    rows = {row.fact_id: row for row in view.rows}
    return {standing.body: (standing, rows[standing.rows[0].fact_id]) for standing in best}


def why_not(indicator: Indicator, values: Mapping[tuple[str, str], tuple[Standing, Row]]) -> str:
    """Return why an indicator may not enter, "" when it may."""
    if indicator.direction == "neutral":
        return "不分高低，不能打分"
    if len(values) < RANKABLE_FROM:
        return f"同一时期可比的只有 {len(values)} 地，至少要 {RANKABLE_FROM} 地"
    intervals = [standing.interval for standing, _ in values.values()]
    if not any(surely_above(one, other) for one in intervals for other in intervals):
        return "各地基本持平，拉不开"
    return ""


def _normalised(
    indicator: Indicator, values: Mapping[tuple[str, str], tuple[Standing, Row]], method: Method
) -> dict[tuple[str, str], tuple[Row, float]]:
    numbers = {body: float(standing.interval.value) for body, (standing, _) in values.items()}
    low, high = min(numbers.values()), max(numbers.values())
    if method is Method.MINMAX:
        parts = {body: (number - low) / (high - low) for body, number in numbers.items()}
    else:
        others = len(numbers) - 1
        parts = {
            body: (sum(o < number for o in numbers.values()) + (sum(o == number for o in numbers.values()) - 1) / 2)
            / others
            for body, number in numbers.items()
        }
    return {
        body: (values[body][1], 1 - part if indicator.direction == "lower" else part) for body, part in parts.items()
    }


def _bodies(
    columns: Mapping[Indicator, Mapping[tuple[str, str], object]], missing: Missing, places: Sequence[Place]
) -> tuple[list[tuple[str, str]], list[tuple[Place, str]]]:
    known = sorted({body for column in columns.values() for body in column})
    lacking = {body: [i.name for i, column in columns.items() if body not in column] for body in known}
    complete = [body for body in known if missing is Missing.REWEIGH or not lacking[body]]
    seen = {body[0] for body in known}
    by_id = {place.id: place for place in places}
    left_out = [(by_id[body[0]], f"缺{'、'.join(lacking[body])}") for body in known if body not in complete]
    left_out += [(place, "没有一项可比的数值") for place in places if place.id not in seen] if columns else []
    return complete, left_out


def _scored(
    bodies: Sequence[tuple[str, str]],
    columns: Mapping[Indicator, Mapping[tuple[str, str], tuple[Row, float]]],
    weights: Mapping[Indicator, float],
) -> tuple[Score, ...]:
    parts = np.array([[columns[i][body][1] if body in columns[i] else np.nan for i in weights] for body in bodies])
    chosen = np.array(list(weights.values())) / sum(weights.values())
    drawn = np.random.default_rng(SEED).dirichlet(chosen * CONCENTRATION * len(chosen), DRAWS)
    ranks = np.array([_ranks(_values(parts, row)) for row in drawn])
    low, high = (np.percentile(ranks, p, axis=0, method="nearest").astype(int) for p in RANGE)
    own = _ranks(_values(parts, chosen))
    scores = [
        Score(
            body,
            tuple(
                Part(i, *columns[i][body], weight)
                for i, weight in zip(weights, _reweighed(parts[n], chosen), strict=True)
                if body in columns[i]
            ),
            int(own[n]),
            int(low[n]),
            int(high[n]),
        )
        for n, body in enumerate(bodies)
    ]
    return tuple(sorted(scores, key=lambda score: (-round(score.value, 9), score.body)))


def _reweighed(parts: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the weights of a body: those of what it lacks are spread over what it has."""
    there = np.where(np.isnan(parts), 0.0, weights)
    return there / there.sum()


def _values(parts: np.ndarray, weights: np.ndarray) -> np.ndarray:
    there = np.where(np.isnan(parts), 0.0, weights)
    return np.nansum(parts * there, axis=1) / there.sum(axis=1)


def _ranks(values: np.ndarray) -> np.ndarray:
    """Return the rank of each value, the highest first; equal values share the better one."""
    return (np.round(values, 9)[None, :] > np.round(values, 9)[:, None]).sum(axis=1) + 1


def candidates(
    facts: pd.DataFrame, indicators: Iterable[Indicator], places: Sequence[Place], years: Sequence[int] = ()
) -> dict[str, str]:
    """Return each indicator that at least two places state, and why it may not enter: "" when it may."""
    stated = facts[(facts["status"] == "stated") & (facts["role"] == "actual") & (facts["part"] == "")]
    spread = stated.groupby("indicator")["place"].nunique()
    return {i.id: why_not(i, standings_of(i, facts, places, years)) for i in indicators if spread.get(i.id, 0) > 1}
