"""The ladder: on which rung the own body and others stand in one indicator, and what may be said there.

同口径同期 allows a verdict, 同口径不同年 names both years, 换算后可比 sets derived figures side by side,
同类不同口径 tells what differs, and the last rungs say why one side has no figure. ``core.comparability`` decides what
may share an axis; nothing here decides it a second time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property, lru_cache

from core.analysis.bands import Side, band_of
from core.analysis.conversions import conversions
from core.analysis.derived import Derived, derive, load_formulas
from core.analysis.rows import Row, judged
from core.analysis.selection import spoken, telling_gaps
from core.analysis.standing import standing_among
from core.comparability import Standing, surely_above
from core.model import Indicator, Place, Reason

KEPT = 40  # choices of bodies of which the steps are remembered


class Rung(StrEnum):
    """What the figures of one indicator allow, the most first; the value is the word on the screen."""

    SAME = "同口径同期"
    OTHER_YEAR = "同口径不同年"
    CONVERTED = "换算后可比"
    RELATED = "同类不同口径"
    WORDS = "只有文字"
    ONLY_OWN = "只有我方写了"
    ONLY_OTHERS = "只有对方写了"


UPPER = (Rung.SAME, Rung.OTHER_YEAR, Rung.CONVERTED)  # figures of one definition stand side by side


class Verdict(StrEnum):
    """What is said of the own body: between two the first three, from three on also the others."""

    HIGHER = "高于"
    LEVEL = "持平"
    LOWER = "低于"
    MIDDLE = "居中"
    AHEAD = "领先"
    BEHIND = "落后"


@dataclass(frozen=True, slots=True)
class Bodies:
    """Who is compared: the own place and others, each at its own level of government, in one year of report."""

    own: Place
    others: tuple[Place, ...]
    year: int


@dataclass(frozen=True)
class Step:
    """Where the own body and the others stand in one indicator."""

    indicator: Indicator
    rung: Rung
    own: Row  # the figure, or the row that says why there is none
    others: tuple[Row, ...]  # with figures on this rung, in the order of places
    verdict: Verdict | None = None
    side: Side | None = None  # of the own value among them, whatever is better
    gap: Decimal | None = None  # own − the other's, or − the median of three and more; 百分点 for shares
    ratio: Decimal | None = None  # own ÷ the same, None for shares and where it is zero
    n: int = 0  # bodies that share the time, the own one included
    made: tuple[Derived, ...] = ()  # on 换算后可比: how each figure came about

    def __hash__(self) -> int:
        return hash((self.indicator, self.rung, self.own))

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every row with a figure, the own one first."""
        return tuple(row for row in (self.own, *self.others) if row.value is not None)

    @property
    def median(self) -> Decimal:
        """Return the middle of three and more that share the time, the own value included; between two the other's."""
        return Decimal(str(self.own.value or 0)) - (self.gap or Decimal(0))

    @cached_property
    def stated(self) -> tuple[Row, ...]:
        """The stated rows it rests on: for derived figures their parents."""
        if not self.made:
            return self.rows
        return tuple({row.fact_id: row for one in self.made for row in one.parents}.values())

    @property
    def why(self) -> tuple[str, ...]:
        """Return in words what forbids more than this rung, or is to be kept in mind: of the own figure, else of the
        others'.
        """
        words = self.own.words if self.own.value is not None else ()
        return words or tuple(dict.fromkeys(word for row in self.others for word in row.words))


def ladder(rows: Iterable[Row], indicators: Mapping[str, Indicator], bodies: Bodies) -> tuple[Step, ...]:
    """Return a step for each indicator that some body states, in declared order, derived figures last.

    Args:
        rows: rows of the facts frame, any places and years; gaps tell why the own body is silent.
    """
    by_indicator, known = _by_indicator(rows, bodies), _climbed(bodies)
    steps = [
        step
        for id, rows in by_indicator.items()
        if id in indicators and (step := _step_of(indicators[id], rows, bodies, known))
    ]
    kin = {id: [row for row in rows if row.value is not None] for id, rows in by_indicator.items()}
    steps = [_beside_kin(step, kin, indicators, bodies) for step in steps]
    order = {id: n for n, id in enumerate(indicators)}
    invited = [row for rows in by_indicator.values() for row in rows]
    return (*sorted(steps, key=lambda s: order[s.indicator.id]), *_derived(invited, bodies))


Climbed = dict[Indicator, tuple[tuple[Row, ...], "Step | None"]]


@lru_cache(maxsize=KEPT)
def _climbed(_: Bodies) -> Climbed:
    """Return what was last found of bodies, with the rows that it was found from: it follows from these alone."""
    return {}


def _step_of(indicator: Indicator, rows: Sequence[Row], bodies: Bodies, known: Climbed) -> Step | None:
    """Return the step of an indicator; the one that is known where its rows are still the same."""
    states = any(row.value is not None and row.year == bodies.year and row.place == bodies.own for row in rows)
    asked = tuple(row for row in rows if not (states and row.silent))  # beside a figure no silence matters
    before = known.get(indicator)
    if before is None or before[0] != asked:
        before = known[indicator] = asked, Climb(indicator, asked, bodies).step()
    return before[1]


def _by_indicator(rows: Iterable[Row], bodies: Bodies) -> dict[str, list[Row]]:
    """Return the rows that speak for one of the bodies, by their indicator."""
    by_indicator: dict[str, list[Row]] = {}
    invited = {place.id for place in (bodies.own, *bodies.others)}
    for row in rows:
        if row.place.id in invited and row.level in ("", row.place.level):
            by_indicator.setdefault(row.indicator, []).append(row)
    return by_indicator


@dataclass(frozen=True, slots=True)
class Climb:
    """One indicator on its way up the ladder: each attempt returns its step, or None where the rung does not hold."""

    indicator: Indicator
    rows: tuple[Row, ...]
    bodies: Bodies

    def step(self) -> Step | None:
        """Return the highest step that holds, None where nobody has a figure."""
        stated = [row for row in spoken(self.rows) if row.value is not None]
        mine = [row for row in stated if row.place == self.bodies.own and row.year == self.bodies.year]
        theirs = [row for row in stated if row.place != self.bodies.own]
        if not mine:
            return self._without_own(theirs)
        if step := self._same_time(mine, theirs):
            return step
        rows = self.nearest(mine, theirs)
        return self._other_year(rows) or self._converted(mine, theirs) or self._side_by_side(rows)

    def nearest(self, mine: Sequence[Row], theirs: Sequence[Row]) -> tuple[Row, ...]:
        """Return the own figures and those of the year nearest to theirs of each place, judged."""
        return judged([*mine, *self._nearest(theirs)], self.indicator)

    def _same_time(self, mine: Sequence[Row], theirs: Sequence[Row]) -> Step | None:
        rows = judged([*mine, *(row for row in theirs if row.year == self.bodies.year)], self.indicator)
        return self._verdict(rows, Rung.SAME, self.indicator)

    def _verdict(self, rows: Sequence[Row], rung: Rung, indicator: Indicator) -> Step | None:
        standings = standing_among(rows, indicator)
        mine = [s for s in standings if s.body[0] == self.bodies.own.id]
        for own in sorted(mine, key=lambda s: s.time, reverse=True):
            group = [s for s in standings if s.time == own.time]
            if len(group) > 1:
                others = tuple(row_of(s, rows) for s in group if s is not own)
                return with_verdict(Step(indicator, rung, row_of(own, rows), others), own, group)
        return None

    def _other_year(self, rows: Sequence[Row]) -> Step | None:
        own = next((row for row in rows if row.place == self.bodies.own and row.ranked), None)
        others = one_a_place(row for row in rows if row.place != self.bodies.own and row.ranked)
        if own is None or not others:
            return None
        return Step(self.indicator, Rung.OTHER_YEAR, own, others)

    def _converted(self, mine: Sequence[Row], theirs: Sequence[Row]) -> Step | None:
        for rate, made in conversions([*mine, *self._nearest(theirs)], self.indicator):
            rows = judged([one.row for one in made], rate)
            step = self._verdict(rows, Rung.CONVERTED, rate)
            if step is not None:
                shown = {row.fact_id for row in step.rows}
                return replace(step, made=tuple(one for one in made if one.row.fact_id in shown))
        return None

    def _side_by_side(self, rows: Sequence[Row]) -> Step:
        own = nearest_to_comparable([row for row in rows if row.place == self.bodies.own])
        others = one_a_place(row for row in rows if row.place != self.bodies.own)
        rung = Rung.RELATED if others else Rung.ONLY_OWN
        return Step(self.indicator, rung, own, others)

    def _without_own(self, theirs: Sequence[Row]) -> Step | None:
        others = one_a_place(judged(self._nearest(theirs), self.indicator))
        if not others:
            return None
        own = self._silence()
        rung = Rung.WORDS if own.reason == Reason.QUALITATIVE else Rung.ONLY_OTHERS
        return Step(self.indicator, rung, own, others)

    def _nearest(self, theirs: Sequence[Row]) -> list[Row]:
        """Return, for each place, what it states in the year nearest to the own one, the later of two."""
        years = {row.place.id: set[int]() for row in theirs}
        for row in theirs:
            years[row.place.id].add(row.year)
        best = {
            id: min(known_years, key=lambda y: (abs(y - self.bodies.year), -y)) for id, known_years in years.items()
        }
        return [row for row in theirs if row.year == best[row.place.id]]

    def _silence(self) -> Row:
        """Return why the own body is not on the rung: its figure that may not stand there, else the reason for silence."""
        place, year = self.bodies.own, self.bodies.year
        mine = [row for row in self.rows if row.place == place and row.year == year]
        figures = [row for row in judged(spoken(mine), self.indicator) if row.value is not None or row.masked]
        gaps = telling_gaps(mine)
        none = Row.absent(place, self.indicator.id, year, Reason.NO_REPORT)
        return next(iter((*figures, *gaps)), none)


def with_verdict(step: Step, own: Standing, group: Sequence[Standing]) -> Step:
    """Return a step with what may be said of bodies that share axis and time.

    Between two only what is sure whatever the wording leaves open; among three and more the band around the median,
    with 领先 and 落后 outside of it where one direction is better, see ``within`` for what lies inside.
    """
    others = [s for s in group if s is not own]
    band = band_of(group)
    middle = band.median if band else others[0].interval.value
    side = band.side_of(own.interval) if band else Side.SIMILAR
    if side is Side.SIMILAR:
        side, verdict = within(own, others)
    else:
        verdict = verdict_of(side, step.indicator.direction, len(group))
    share = step.indicator.unit == "%"
    ratio = own.interval.value / middle if middle and not share else None
    return replace(step, verdict=verdict, side=side, gap=own.interval.value - middle, ratio=ratio, n=len(group))


def verdict_of(side: Side, direction: str, n: int) -> Verdict:
    """Return the word for a side outside of the band: 领先 and 落后 need three bodies and a direction.

    >>> verdict_of(Side.LOWER, "lower", 3), verdict_of(Side.LOWER, "lower", 2)
    (<Verdict.AHEAD: '领先'>, <Verdict.LOWER: '低于'>)
    """
    if n < 3 or direction == "neutral":
        return Verdict.HIGHER if side is Side.HIGHER else Verdict.LOWER
    return Verdict.AHEAD if (side is Side.HIGHER) == (direction == "higher") else Verdict.BEHIND


def within(own: Standing, others: Sequence[Standing]) -> tuple[Side, Verdict]:
    """Return what is said of a body that no band tells apart: 持平 where half of the others or more are no other than
    it within what their wording leaves open, else 高于 and 低于 where none is above or below it, else 居中.
    """
    above = sum(surely_above(own.interval, other.interval) for other in others)
    below = sum(surely_above(other.interval, own.interval) for other in others)
    if 2 * (len(others) - above - below) >= len(others):
        return Side.SIMILAR, Verdict.LEVEL
    if above and below:
        return Side.SIMILAR, Verdict.MIDDLE
    return (Side.HIGHER, Verdict.HIGHER) if above else (Side.LOWER, Verdict.LOWER)


def row_of(standing: Standing, rows: Iterable[Row]) -> Row:
    """Return the row that states the value of a standing."""
    facts = {row.fact_id for row in standing.rows}
    return next(row for row in rows if row.fact_id in facts)


def one_a_place(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return for each place the row that comes nearest to being comparable, in the order of places."""
    places: dict[str, list[Row]] = {}
    for row in rows:
        places.setdefault(row.place.id, []).append(row)
    return tuple(sorted(map(nearest_to_comparable, places.values()), key=lambda row: row.place.order))


def nearest_to_comparable(rows: Sequence[Row]) -> Row:
    """Return the row with least against it."""
    return min(rows, key=lambda row: (row.verdict == "incomparable", bool(row.part), len(row.why), row.fact_id))


def _beside_kin(
    step: Step, kin: Mapping[str, Sequence[Row]], indicators: Mapping[str, Indicator], bodies: Bodies
) -> Step:
    """Return a figure that only the own body states beside those of others under other definitions of its family."""
    family = step.indicator.family
    if step.rung is not Rung.ONLY_OWN or not family:
        return step
    others = {
        id: i
        for id, i in indicators.items()
        if i.family == family and id != step.indicator.id and i.unit == step.indicator.unit
    }
    rows = [row for id in others for row in kin.get(id, ()) if row.place != bodies.own and not row.part]
    if not rows:
        return step
    nearest = one_a_place(sorted(rows, key=lambda r: abs(r.year - bodies.year)))
    verdicts = judged([step.own, *nearest], {step.indicator.id: step.indicator, **others})
    return replace(step, rung=Rung.RELATED, own=verdicts[0], others=verdicts[1:])


def _derived(rows: Sequence[Row], bodies: Bodies) -> Iterable[Step]:
    """Yield a step for each declared formula that the own body and another one fill."""
    made: dict[str, list[Derived]] = {}
    for one in derive(rows):
        made.setdefault(one.row.indicator, []).append(one)
    for id, derivations in made.items():
        rate = load_formulas()[id].indicator
        climb = Climb(rate, tuple(one.row for one in derivations), bodies)
        mine = [row for row in climb.rows if row.place == bodies.own and row.year == bodies.year]
        theirs = [row for row in climb.rows if row.place != bodies.own]
        step = climb._same_time(mine, theirs) or climb._other_year(climb.nearest(mine, theirs))
        if step is not None:
            shown = {row.fact_id for row in step.rows}
            used = tuple(one for one in derivations if one.row.fact_id in shown)
            yield replace(step, rung=Rung.CONVERTED, made=used)
