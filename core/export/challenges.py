"""会前问答单: what is likely to be asked of an exhibit in a meeting, answered from its facts and from nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from core.analysis.rows import Row
from core.analysis.spans import counted
from core.analysis.wording import edition_of, name_of, text_of
from core.library import Library
from core.screens.exhibit import Exhibit
from core.screens.findings import alarms_of
from core.words import TRUSTS, UNKNOWN, period_in_words

MOST = 6  # rows that an answer names one by one
ORDER = ("哪来的？", "分母是什么？", "截止到什么时候？", "谁和我们同口径？", "为什么不排名？", "分项加得起来吗？")


class Challenge(NamedTuple):
    """A question and its answer."""

    question: str
    answer: str


def challenges_of(exhibit: Exhibit, library: Library) -> tuple[Challenge, ...]:
    """Return the likely questions on an exhibit with their answers; a question without facts is left out."""
    rows = [row for row in exhibit.rows if row.value is not None]
    if not rows:
        return ()
    answers = (
        _sources(rows, library), _denominators(rows, library), _times(rows), _alike(exhibit.rows), _unranked(exhibit),
        _sums(exhibit, library),
    )  # fmt: skip
    return tuple(Challenge(q, a) for q, a in zip(ORDER, answers, strict=True) if a)


def _sources(rows: Sequence[Row], library: Library) -> str:
    known = library.reports
    told = []
    for document in dict.fromkeys(row.document for row in rows):
        mine = [row for row in rows if row.document == document]
        if document in known.index:
            report = known.loc[document]
            edition = "，摘编" if edition_of(mine[0]) else ""
            told.append(
                f"{name_of(mine[0])} {text_of(mine[0])}：{report['issuer'] or UNKNOWN}《{report['title'] or UNKNOWN}》"
                f"（{report['published'] or '日期未写明'}，{TRUSTS.get(report['trust'], '')}{edition}）"
            )
    return _listed(told)


def _denominators(rows: Sequence[Row], library: Library) -> str:
    declared = (library.indicators.get(id) for id in dict.fromkeys(row.indicator for row in rows))
    return _listed(f"{i.name}：{i.formula or i.definition}" for i in declared if i and i.unit in ("%", "‰"))


def _times(rows: Sequence[Row]) -> str:
    times: dict[str, list[str]] = {}
    for row in rows:
        times.setdefault(period_in_words(row.period) or f"{row.year}年", []).append(row.place.short_name)
    return _listed(f"{time}：{'、'.join(dict.fromkeys(names))}" for time, names in times.items())


def _alike(rows: Sequence[Row]) -> str:
    together = dict.fromkeys(row.place.short_name for row in rows if row.ranked)
    apart = dict.fromkeys(
        row.place.short_name for row in rows if row.value is not None and not row.ranked and row.words
    )
    told = [f"同口径的有{'、'.join(together)}。" if together else "没有同口径的。"]
    return "".join(told + ([f"不同口径的有{'、'.join(apart)}。"] if apart else []))


def _unranked(exhibit: Exhibit) -> str:
    reasons: dict[str, list[str]] = {}
    for row in exhibit.rows:
        for words in row.words if row.value is not None else ():
            reasons.setdefault(words, []).append(name_of(row))
    return _listed(f"{'、'.join(dict.fromkeys(names))}：{words}" for words, names in reasons.items())


def _sums(exhibit: Exhibit, library: Library) -> str:
    return _listed(finding.words for finding in alarms_of([exhibit], library))


def _listed(told: Iterable[str]) -> str:
    lines = list(dict.fromkeys(told))
    rest = f"；另有{counted(len(lines) - MOST, '条')}见来源" if len(lines) > MOST else ""
    return "；".join(line.rstrip("。") for line in lines[:MOST]) + rest + ("。" if lines else "")
