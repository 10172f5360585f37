"""口径族谱: the definitions of one family, what each divides by what, and which of them each place reports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from core.analysis.rows import Row, in_order, judged, rows_of
from core.analysis.selection import latest, spoken
from core.analysis.wording import join, name_of, text_of
from core.model import Indicator, Place

WARNING = "以下数字口径不同，仅供对照，不可比高低、不排名"


@dataclass(frozen=True, slots=True)
class Variant:
    """One definition of a family, and what is said of it."""

    indicator: Indicator
    rows: tuple[Row, ...]  # in the order of places, masked ones included; judged beside the whole family

    @property
    def places(self) -> tuple[Place, ...]:
        """Return the places that report this definition."""
        return tuple(dict.fromkeys(row.place for row in self.rows))


@dataclass(frozen=True, slots=True)
class Family:
    """The definitions that are easily taken for one another."""

    name: str
    variants: tuple[Variant, ...]

    @property
    def reported(self) -> tuple[Variant, ...]:
        """Return the variants that some place reports."""
        return tuple(variant for variant in self.variants if variant.rows)

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return what is said of every variant, those of one axis first: what 仍要并排 lays out under ``WARNING``."""
        rows = [row for variant in self.variants for row in variant.rows]
        return tuple(sorted(rows, key=lambda row: not row.ranked))

    @property
    def refused(self) -> tuple[Row, ...]:
        """Return the rows that may not stand beside the others; ``Row.words`` says why."""
        return tuple(row for row in self.rows if row.verdict == "incomparable")

    @property
    def standards(self) -> tuple[str, ...]:
        """Return the standards that the definitions cite, each once."""
        return tuple(dict.fromkeys(v.indicator.standard for v in self.variants if v.indicator.standard))

    def in_words(self) -> str:
        """Return the family in one paragraph, for readers who cannot see it."""
        variants = (
            f"{v.indicator.name}：{join(f'{name_of(row)} {text_of(row)}' for row in v.rows)}" for v in self.reported
        )
        return f"{self.name}有 {len(self.variants)} 种口径。{'；'.join(variants) or '没有一地写出数值'}。"


def families(indicators: Iterable[Indicator]) -> tuple[str, ...]:
    """Return the names of the families, in declared order."""
    return tuple(dict.fromkeys(indicator.family for indicator in indicators if indicator.family))


def family_of(
    facts: pd.DataFrame, indicators: dict[str, Indicator], name: str, places: Sequence[Place], years: Sequence[int] = ()
) -> Family:
    """Return every definition of a family with what ``places`` report.

    Args:
        facts: a facts frame that holds at least the rows of the family.
        years: years of report; none means the latest year in which each issuer says anything of a definition.
    """
    declared = {id: indicator for id, indicator in indicators.items() if indicator.family == name}
    spoken_rows = [
        row for row in spoken(rows_of(facts[facts["indicator"].isin(list(declared))])) if row.place in places
    ]
    chosen = [row for row in spoken_rows if row.year in years] if years else latest(spoken_rows)
    rows = in_order(judged(chosen, declared))
    return Family(
        name, tuple(Variant(i, tuple(row for row in rows if row.indicator == id)) for id, i in declared.items())
    )
