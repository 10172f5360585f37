"""指标字典: find an indicator by any wording, and see who uses it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import pandas as pd

from core.analysis.rows import Row, in_order, rows_of
from core.analysis.selection import latest, spoken
from core.model import Indicator

LOOSE = 3  # characters that may stand between two characters of a query: 网办率 finds 网上可办率


@dataclass(frozen=True, slots=True)
class Entry:
    """An indicator that was found, and the wording that found it."""

    indicator: Indicator
    wording: str  # "" when everything is listed
    reports: tuple[Row, ...]  # the latest statements, in the order of places


def search(indicators: dict[str, Indicator], query: str) -> list[tuple[Indicator, str]]:
    """Return the indicators that any wording of the query fits, best first, with the wording that fits.

    Names, labels, further wordings, families and definitions are searched, in this order. A wording fits when it
    contains every word of the query; failing that, when the characters of the query stand in it in order and
    close together. An empty query lists everything.
    """
    words = folded(query).split()
    if not words:
        return [(indicator, "") for indicator in indicators.values()]
    matches = []
    for order, indicator in enumerate(indicators.values()):
        best = min((hit for hit in _hits(indicator, words)), default=None)
        if best:
            matches.append((best[0], order, indicator, best[2]))
    return [(indicator, wording) for _, _, indicator, wording in sorted(matches, key=lambda f: f[:2])]


def folded(text: str) -> str:
    """Return text with width and case folded: １２３４５ is 12345."""
    return unicodedata.normalize("NFKC", text).casefold()


def _hits(indicator: Indicator, words: list[str]) -> list[tuple[int, int, str]]:
    shelves = (
        (indicator.name,), indicator.also, (indicator.family, indicator.id),
        (indicator.definition, indicator.formula, indicator.standard),
    )  # fmt: skip
    hits = []
    for shelf, wordings in enumerate(shelves):
        for wording in wordings:
            rank = _rank(folded(wording), words)
            if rank is not None and not (rank == 2 and shelf == 3):
                hits.append((shelf + 4 * rank, len(wording), wording))
    return hits


def _rank(wording: str, words: list[str]) -> int | None:
    if not wording:
        return None
    if [wording] == words:
        return 0
    if all(word in wording for word in words):
        return 1
    return 2 if all(len(word) > 2 and _in_order(wording, word) for word in words) else None


def _in_order(wording: str, word: str) -> bool:
    at = wording.find(word[0])
    while at >= 0:
        end = at
        for character in word[1:]:
            end = wording.find(character, end + 1, end + 2 + LOOSE)
            if end < 0:
                break
        else:
            return True
        at = wording.find(word[0], at + 1)
    return False


def who_reports(facts: pd.DataFrame, indicator: str) -> tuple[Row, ...]:
    """Return the latest statement of each issuer that uses an indicator, in the order of places."""
    return in_order(latest(spoken(rows_of(facts[facts["indicator"] == indicator]))))
