"""Which statements stand for a place: doubles made one, contradictions kept, the latest year, the best reason for silence."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from core.model import Place, Reason

# the most telling reason first, where several reports of a place are silent
TELLING = (
    Reason.MASKED, Reason.TARGET_ONLY, Reason.CHANGE_ONLY, Reason.AMBIGUOUS, Reason.LOST,
    Reason.QUALITATIVE, Reason.NOT_APPLICABLE, Reason.NOT_MENTIONED, Reason.NO_REPORT,
)  # fmt: skip
SAME_STATEMENT = [
    "place", "level", "year", "indicator", "part", "role", "period", "scope", "unit", "status", "value", "bound",
]  # fmt: skip
TRUSTED = {"official": 0, "press": 1, "pending": 2}
OWN_WORDING = {"original": 0, "digest": 1, "excerpt": 2}
EMPTY = {
    "fact_id": "", "document": "", "issuer": "", "issuer_short": "", "level": "", "edition": "", "trust": "", "noun": "",
    "part": "", "value": None, "low": None, "high": None, "unit": "", "bound": "", "status": "gap", "role": "", "period": "",
    "period_start": "", "period_end": "", "months": 0, "period_written": "", "scope": "", "section_kind": "", "path": "",
    "quote": "", "quote_start": -1, "start": -1, "end": -1, "written": "", "caveats": "",
}  # fmt: skip


def spoken(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the statements among ``facts``, masked ones included, without doubles.

    Equal statements of one place and level about one thing are one row, the most trusted text first, whoever
    repeats them; different values are all kept: ``core.comparability`` says what they are.
    """
    said = facts[facts["status"] != "gap"]
    if len(said) < 2:
        return said
    order = said.assign(_trust=said["trust"].map(TRUSTED), _edition=said["edition"].map(OWN_WORDING))
    once = order.sort_values(["_trust", "_edition", "document", "start"], kind="stable").drop_duplicates(SAME_STATEMENT)
    return once[list(facts.columns)]


def latest(said: pd.DataFrame) -> pd.DataFrame:
    """Return, for each issuer and indicator, the statements of the latest year in which there are any."""
    if said.empty:
        return said
    last = said.groupby(["place", "issuer_short", "indicator"])["year"].transform("max")
    return said[said["year"] == last]


def telling_gaps(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the gaps among ``facts``, the most telling reason first and of equal ones the latest year first."""
    gaps = facts[facts["status"] == "gap"]
    order = gaps["reason"].map({reason.value: n for n, reason in enumerate(TELLING)}).fillna(len(TELLING))
    best = gaps.assign(_order=order, _late=-gaps["year"]).sort_values(["_order", "_late"], kind="stable")
    return best[list(facts.columns)]


def silence(facts: pd.DataFrame, indicator: str, place: Place, year: int | None) -> dict:
    """Return the row that says why ``place`` has no figure (in ``year``, or in any year).

    The most telling reason of its reports is taken, of the latest year; without a report it is 无该年报告.
    """
    gaps = telling_gaps(facts[facts["place"] == place.id])
    if year is not None:
        gaps = gaps[gaps["year"] == year]
    if gaps.empty:
        return {**EMPTY, "place": place.id, "indicator": indicator, "year": year or 0, "reason": Reason.NO_REPORT.value}
    return gaps.iloc[0].to_dict()


def chosen(facts: pd.DataFrame, indicator: str, places: Iterable[Place], years: list[int]) -> pd.DataFrame:
    """Return what stands for each place: its statements, or one row that says why it is silent.

    Args:
        facts: rows of one indicator, gaps included.
        years: the years of report wanted; none means the latest year in which each issuer says anything.

    A place appears once at least for every year wanted. Where one issuer of a place speaks, the silence of its
    other issuers is left out.
    """
    said = spoken(facts)
    said = said[said["year"].isin(years)] if years else latest(said)
    kept = []
    for place in places:
        mine = said[said["place"] == place.id]
        kept += mine.to_dict("records")
        silent = [year for year in years if year not in set(mine["year"])] if years else [None] * mine.empty
        kept += [silence(facts, indicator, place, year) for year in silent]
    return pd.DataFrame(kept, columns=list(facts.columns))
