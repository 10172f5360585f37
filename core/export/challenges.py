"""会前问答单: what is likely to be asked of an exhibit in a meeting, answered from its facts and from nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from core.analysis.rows import Row
from core.analysis.wording import name_of, text_of
from core.library import Library
from core.model import Edition
from core.screens.exhibit import Exhibit
from core.screens.findings import alarms_of
from core.words import TRUSTS, UNKNOWN, period_in_words

MOST = 6  # rows that an answer names one by one
ORDER = ("哪来的？", "分母是什么？", "截止到什么时候？", "谁和我们同口径？", "为什么不排名？", "分项加得起来吗？")


class Challenge(NamedTuple):
    """A question and its answer."""

    question: str
    points: tuple[str, ...]

    @property
    def answer(self) -> str:
        """Return the answer as one text."""
        return "；".join(self.points) + "。"


def challenges_of(exhibit: Exhibit, library: Library) -> tuple[Challenge, ...]:
    """Return the likely questions on an exhibit with their answers; a question without facts is left out."""
    rows = [row for row in exhibit.rows if row.value is not None]
    if not rows:
        spoken = _listed(_called(id, library) for id in exhibit.reports)
        return (Challenge(ORDER[0], spoken),) if spoken else ()
    answers = (
        _sources(rows, library), _denominators(rows, library), _times(rows), _alike(exhibit.rows), _unranked(exhibit),
        _sums(exhibit, library),
    )  # fmt: skip
    return tuple(Challenge(q, a) for q, a in zip(ORDER, answers, strict=True) if a)


def _called(document: str, library: Library) -> str:
    """Return who issued a report, how it is called, and when it was published."""
    if document not in library.reports.index:
        return ""
    report = library.reports.loc[document]
    edition = "，摘编" if report["edition"] == Edition.DIGEST else ""
    return (
        f"{report['issuer'] or UNKNOWN}《{report['title'] or UNKNOWN}》"
        f"（{report['published'] or '日期未写明'}，{TRUSTS.get(report['trust'], '')}{edition}）"
    )


def _sources(rows: Sequence[Row], library: Library) -> tuple[str, ...]:
    told = []
    for document in dict.fromkeys(row.document for row in rows):
        mine = [row for row in rows if row.document == document]
        if called := _called(document, library):
            told.append(f"{name_of(mine[0])} {text_of(mine[0])}：{called}")
    return _listed(told)


def _denominators(rows: Sequence[Row], library: Library) -> tuple[str, ...]:
    declared = (library.indicators.get(id) for id in dict.fromkeys(row.indicator for row in rows))
    return _listed(f"{i.name}：{i.formula or i.definition}" for i in declared if i and i.unit in ("%", "‰"))


def _times(rows: Sequence[Row]) -> tuple[str, ...]:
    times: dict[str, list[str]] = {}
    for row in rows:
        times.setdefault(period_in_words(row.period) or f"{row.year}年", []).append(row.place.short_name)
    return _listed(f"{time}：{'、'.join(dict.fromkeys(names))}" for time, names in times.items())


def _alike(rows: Sequence[Row]) -> tuple[str, ...]:
    together = dict.fromkeys(row.place.short_name for row in rows if row.ranked)
    apart = dict.fromkeys(
        row.place.short_name for row in rows if row.value is not None and not row.ranked and row.words
    )
    told = f"同口径的有{'、'.join(together)}" if together else "没有同口径的"
    return (told, *((f"不同口径的有{'、'.join(apart)}",) if apart else ()))


def _unranked(exhibit: Exhibit) -> tuple[str, ...]:
    reasons: dict[str, list[str]] = {}
    for row in exhibit.rows:
        for words in row.words if row.value is not None else ():
            reasons.setdefault(words, []).append(name_of(row))
    return _listed(f"{'、'.join(dict.fromkeys(names))}：{words}" for words, names in reasons.items())


def _sums(exhibit: Exhibit, library: Library) -> tuple[str, ...]:
    return _listed(finding.words for finding in alarms_of([exhibit], library))


def _listed(told: Iterable[str]) -> tuple[str, ...]:
    lines = list(dict.fromkeys(line.rstrip("。") for line in told if line))
    rest = (f"另有 {len(lines) - MOST} 条见来源",) if len(lines) > MOST else ()
    return (*lines[:MOST], *rest)
