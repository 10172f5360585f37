"""会前问答单: what is likely to be asked of an exhibit in a meeting, answered from its facts and from nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from core.analysis.rows import Row
from core.analysis.wording import name_of, text_of
from core.audit.suspicions import Finding
from core.library import Library
from core.model import Edition
from core.screens.exhibit import Exhibit
from core.screens.findings import alarms_of, figures_in
from core.screens.sides import OWN
from core.words import TRUSTS, UNKNOWN, period_in_words

MOST = 4  # lines of an answer: all stand on one page
NAMED = 3  # figures, or indicators, that a line names
ORDER = (
    "哪来的？", "分母是什么？", "截止到什么时候？", "谁和我们同口径？", "为什么不排名？", "比的时候要注意什么？", "分项加得起来吗？",
)  # fmt: skip
NO_RANK = ("time", "direction", "few")  # remarks on figures of one axis that forbid a rank


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
        spoken = _listed((_called(id, library) for id in exhibit.reports), "另有 {} 份报告见来源")
        return (Challenge(ORDER[0], spoken),) if spoken else ()
    alarms = alarms_of([exhibit], library)
    words = {cell.words for line in exhibit.table.lines for cell in line}
    alarmed = any(finding.words in words for finding in alarms)  # of what does not add up, not of who is compared
    compared = [] if alarmed else _beside_own(rows, exhibit.link.first(OWN))
    answers = (
        _sources(rows, library), _denominators(rows, library), _times(rows), _alike(compared, library),
        _remarks(compared, library, forbids=True), _remarks(compared, library, forbids=False), _sums(exhibit, alarms, words),
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
    """Return a line for each report: how it is called, and the figures that it states."""
    by_report: dict[str, list[str]] = {}
    for row in rows:
        figure = f"{_indicator(row.indicator, library)} {text_of(row)}".strip()
        by_report.setdefault(_called(row.document, library), []).append(figure)
    lines = (f"{called}：{_some(figures, '个数')}" for called, figures in by_report.items() if called)
    return _listed(lines, "另有 {} 份报告见来源")


def _indicator(id: str, library: Library) -> str:
    return library.indicators[id].name if id in library.indicators else ""


def _some(names: Iterable[str], counter: str) -> str:
    """Return the first words, each once, and how many there are of more.

    >>> _some(["甲", "乙", "甲"], "项"), _some(["甲", "乙", "丙", "丁"], "项")
    ('甲、乙', '甲、乙、丙，共 4 项')
    """
    known = list(dict.fromkeys(names))
    return "、".join(known[:NAMED]) + (f"，共 {len(known)} {counter}" if len(known) > NAMED else "")


def _denominators(rows: Sequence[Row], library: Library) -> tuple[str, ...]:
    declared = (library.indicators.get(id) for id in dict.fromkeys(row.indicator for row in rows))
    return _listed(f"{i.name}：{i.formula or i.definition}" for i in declared if i and i.unit in ("%", "‰"))


def _times(rows: Sequence[Row]) -> tuple[str, ...]:
    times: dict[str, list[str]] = {}
    for row in rows:
        times.setdefault(period_in_words(row.period) or f"{row.year}年", []).append(row.place.short_name)
    return _listed(f"{time}：{'、'.join(dict.fromkeys(names))}" for time, names in times.items())


def _beside_own(rows: Sequence[Row], own: str) -> list[Row]:
    """Return the figures of the indicators that the own place states, where a link says which place is the own one."""
    stated = {row.indicator for row in rows if not own or row.place.id == own}
    return [row for row in rows if row.indicator in stated]


def _alike(rows: Sequence[Row], library: Library) -> tuple[str, ...]:
    """Return, for each indicator, who may share its axis and who may not."""
    qualities = []
    for id, mine in _by_indicator(rows).items():
        together = list(dict.fromkeys(row.place.short_name for row in mine if row.ranked))
        apart = list(dict.fromkeys(row.place.short_name for row in mine if not row.ranked and row.words))
        apart = [name for name in apart if name not in together]
        unlike = f"，{'、'.join(apart)}口径不同" if apart else ""
        words = f"{'、'.join(together)}同口径{unlike}" if len(together) > 1 else "没有同口径的"
        qualities.append((_indicator(id, library), words))
    several = len(qualities) > 1
    return _listed(f"{name}：{words}" if several and name else words for name, words in qualities)


def _by_indicator(rows: Iterable[Row]) -> dict[str, list[Row]]:
    by_indicator: dict[str, list[Row]] = {}
    for row in rows:
        by_indicator.setdefault(row.indicator, []).append(row)
    return by_indicator


def _remarks(rows: Sequence[Row], library: Library, *, forbids: bool) -> tuple[str, ...]:
    """Return what is remarked of figures, and of which: what forbids a rank, or what is to be kept in mind."""
    several = len(_by_indicator(rows)) > 1
    of: dict[str, list[Row]] = {}
    for row in rows:
        for code, words in zip(row.why, row.words, strict=False):
            if forbids == (not row.ranked or code in NO_RANK):
                of.setdefault(words, []).append(row)
    return _listed(f"{words}：{_whose(rows, library, several)}" for words, rows in of.items())


def _whose(rows: Sequence[Row], library: Library, several: bool) -> str:
    if several:
        return _some((_indicator(row.indicator, library) or name_of(row) for row in rows), "项")
    return _some(map(name_of, rows), "个数")


def _sums(exhibit: Exhibit, alarms: Sequence[Finding], words: Collection[str]) -> tuple[str, ...]:
    """Return what does not add up of the figures shown; of others in their reports, how many there are."""
    shown = {(row.document, row.start) for row in exhibit.rows}
    own = [finding for finding in alarms if shown & figures_in(finding) or finding.words in words]
    others = f"所引报告的其他数字另有 {len(alarms) - len(own)} 处疑点，见“疑点”页" if len(alarms) > len(own) else ""
    return _listed((*(finding.words for finding in own), others))


def _listed(items: Iterable[str], more: str = "另有 {} 条见页面和表格文件") -> tuple[str, ...]:
    lines = list(dict.fromkeys(line.rstrip("。") for line in items if line))
    rest = (more.format(len(lines) - MOST),) if len(lines) > MOST else ()
    return (*lines[:MOST], *rest)
