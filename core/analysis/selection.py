"""Which statements stand for a place: doubles made one, contradictions kept, the latest year, the best reason for
silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.analysis.rows import Row
from core.model import Place, Reason

# the most telling reason first, where several reports of a place are silent
TELLING = (
    Reason.MASKED, Reason.TARGET_ONLY, Reason.CHANGE_ONLY, Reason.FORMER_ONLY, Reason.AMBIGUOUS, Reason.LOST,
    Reason.QUALITATIVE, Reason.NOT_APPLICABLE, Reason.NOT_MENTIONED, Reason.EXCERPT, Reason.SCANNED, Reason.OTHER_GENRE,
    Reason.NO_REPORT,
)  # fmt: skip
ORDER = {reason.value: n for n, reason in enumerate(TELLING)}
TRUSTED = {"official": 0, "press": 1, "pending": 2}
OWN_WORDING = {"original": 0, "digest": 1, "excerpt": 2, "recognised": 3}


def spoken(rows: Iterable[Row]) -> list[Row]:
    """Return the statements among ``rows``, masked ones included, without doubles.

    Equal statements of one place and level about one thing are one row, the most trusted text first, whoever
    repeats them; different values are all kept: ``core.comparability`` says what they are.
    """
    stated = [row for row in rows if not row.silent]
    stated.sort(key=lambda r: (TRUSTED.get(r.trust, 3), OWN_WORDING.get(r.edition, 3), r.document, r.start))
    once: dict[tuple, Row] = {}
    for row in stated:
        once.setdefault(_statement(row), row)
    return list(once.values())


def _statement(row: Row) -> tuple:
    return (
        row.place.id,
        row.level,
        row.year,
        row.indicator,
        row.part,
        row.role,
        row.period,
        row.scope,
        row.unit,
        row.status,
        row.value,
        row.bound,
    )


def latest(stated: Iterable[Row]) -> list[Row]:
    """Return, for each issuer and indicator, the statements of the latest year in which there are any."""
    rows = list(stated)
    last: dict[tuple[str, str, str], int] = {}
    for row in rows:
        last[_speaker(row)] = max(row.year, last.get(_speaker(row), row.year))
    return [row for row in rows if row.year == last[_speaker(row)]]


def _speaker(row: Row) -> tuple[str, str, str]:
    return (row.place.id, row.issuer_short, row.indicator)


def telling_gaps(rows: Iterable[Row]) -> list[Row]:
    """Return the gaps among ``rows``: the most telling reason, then the place's own level, then the latest year,
    first.
    """
    gaps = (row for row in rows if row.silent)
    return sorted(gaps, key=lambda r: (ORDER.get(r.reason, len(ORDER)), r.level != r.place.level, -r.year))


def silence(rows: Sequence[Row], indicator: str, place: Place, year: int | None) -> Row:
    """Return the row that says why ``place`` has no figure (in ``year``, or in any year).

    The most telling reason of its reports is taken, of the latest year; without a report it is 无该年报告.
    """
    gaps = telling_gaps(row for row in rows if row.place == place and year in (None, row.year))
    return gaps[0] if gaps else Row.absent(place, indicator, year or 0, Reason.NO_REPORT)


def chosen(rows: Sequence[Row], indicator: str, places: Iterable[Place], years: Sequence[int]) -> list[Row]:
    """Return what stands for each place: its statements, or one row that says why it is silent.

    Args:
        rows: rows of one indicator, gaps included.
        years: the years of report wanted; none means the latest year in which each issuer says anything.

    A place appears once at least for every year wanted. Where one issuer of a place speaks, the silence of its
    other issuers is left out.
    """
    stated = [row for row in spoken(rows) if row.year in years] if years else latest(spoken(rows))
    lined_up: list[Row] = []
    spoken_by, told_of = _by_place(stated), _by_place(rows)
    for place in places:
        mine = spoken_by.get(place.id, [])
        stated_years = {row.year for row in mine}
        silent = [year for year in years if year not in stated_years] if years else [None] * (not mine)
        lined_up += [*mine, *(silence(told_of.get(place.id, ()), indicator, place, year) for year in silent)]
    return lined_up


def _by_place(rows: Iterable[Row]) -> dict[str, list[Row]]:
    by_place: dict[str, list[Row]] = {}
    for row in rows:
        by_place.setdefault(row.place.id, []).append(row)
    return by_place
