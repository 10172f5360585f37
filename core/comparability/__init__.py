"""Decide which facts may stand side by side, and say what forbids it. There is no second path."""

from __future__ import annotations

from core.comparability.classes import LEVEL_CLASS, SCOPE_CLASS, level_class
from core.comparability.intervals import Interval, interval_of, last_place, surely_above
from core.comparability.judging import Judgement, Verdict, judge, judge_rows
from core.comparability.ranking import RANKABLE_FROM, Rank, Standing, rank, rank_rows, rankable, standings

__all__ = [
    "LEVEL_CLASS", "RANKABLE_FROM", "SCOPE_CLASS", "Interval", "Judgement", "Rank", "Standing", "Verdict",
    "interval_of", "judge", "judge_rows", "last_place", "level_class", "rank", "rank_rows", "rankable",
    "standings", "surely_above",
]  # fmt: skip
