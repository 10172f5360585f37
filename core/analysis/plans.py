"""计划与落实: what each plan promised, what later reports of the same issuer say of it, and what people concluded.

A commitment is a sentence of a plan section (``core.parsing.commitments``). A later sentence is proposed when it
states the same indicator, or when
its characters resemble it (cosine of character pairs); whether it answers the commitment is for a person to decide.
未见披露 is not 未完成; and where of the later reports only excerpts, or only other genres, were seen, not even that is said.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from core.analysis.rows import UNPLACED, Row, rows_of
from core.declarations import OF_WORK, load_indicators, load_places
from core.facts import short_name
from core.model import Document, Place, Reason, Role, Section, SectionKind
from core.parsing.commitments import Commitment, Vocabulary, find_commitments, load_vocabulary, themes_of
from core.parsing.passages import sentences_in
from core.testimony import silence_of

KEY_LENGTH = 16
SAME_INDICATOR = "同一指标"


class State(StrEnum):
    """Where a commitment stands; the last four a program may say by itself."""

    DONE = "已兑现"
    PARTLY = "部分"
    GOING_ON = "推进中"
    REDEFINED = "口径变化"
    ADJUSTED = "已调整"
    LEADS = "可能已落实，请核"
    UNSEEN = "未见披露"
    EXCERPT = "后续只见节选"
    NOT_YET = "无后续报告"


DECIDED = (State.DONE, State.PARTLY, State.GOING_ON, State.REDEFINED, State.ADJUSTED, State.UNSEEN)


@dataclass(frozen=True, slots=True)
class Lead:
    """A sentence of a later report that may answer a commitment."""

    document: str
    year: int
    start: int
    quote: str
    score: float  # 1 for the same indicator
    why: str


@dataclass(frozen=True, slots=True)
class Promise:
    """A line of the ledger."""

    key: str  # stays when the report is read again
    commitment: Commitment
    place: Place
    issuer_short: str
    theme: str  # "" when its words give none away
    targets: tuple[Row, ...]  # the numbers in it, masked ones included
    leads: tuple[Lead, ...]
    followed: bool  # there is a later report of the issuer
    answered: bool = True  # and one of them is a whole work summary: only such a one can be silent

    @property
    def state(self) -> State:
        """Return where it stands before anybody decided."""
        if self.leads or not self.followed:
            return State.LEADS if self.leads else State.NOT_YET
        return State.UNSEEN if self.answered else State.EXCERPT


@dataclass(frozen=True, slots=True)
class Report:
    """A report as the ledger needs it."""

    document: Document
    sections: Sequence[Section]


def ledger(reports: Sequence[Report], facts: pd.DataFrame) -> tuple[Promise, ...]:
    """Return every commitment of every report, in the order of places, years and reading; none is ever left out."""
    known = load_vocabulary()
    rows = rows_of(facts[(facts["status"] != "gap") & facts["document"].isin([r.document.id for r in reports])])
    mine: dict[str, list[Row]] = {}
    for row in rows:
        mine.setdefault(row.document, []).append(row)
    promises = [promise for report in reports for promise in _of_report(report, reports, mine, known)]
    return tuple(sorted(promises, key=lambda p: (p.place.order, p.commitment.year, p.issuer_short, p.commitment.start)))


def _of_report(
    report: Report, reports: Sequence[Report], rows: Mapping[str, list[Row]], known: Vocabulary
) -> Iterable[Promise]:
    document = report.document
    place = load_places().get(document.place, UNPLACED)
    commitments = find_commitments(document, report.sections)
    later = [r for r in reports if _answers(r.document, document)]
    weights = [(r, start, quote, _pairs(quote)) for r in later for start, quote in _reviewed(r)]
    for commitment in commitments:
        targets = tuple(row for row in rows.get(document.id, ()) if commitment.start <= row.start < commitment.end)
        yield Promise(
            _key(document, commitment),
            commitment,
            place,
            short_name(document, load_places()),
            _theme(commitment, targets, known),
            targets,
            tuple(_leads(commitment, targets, later, rows, weights, known)),
            bool(later),
            any(_can_be_silent(r.document) for r in later),
        )


def _answers(later: Document, plan: Document) -> bool:
    return bool(plan.issuer) and (later.place, later.issuer) == (plan.place, plan.issuer) and later.year > plan.year


def _can_be_silent(later: Document) -> bool:
    return silence_of(later.edition, later.kind, OF_WORK) is Reason.NOT_MENTIONED


def _reviewed(report: Report) -> Iterable[tuple[int, str]]:
    """Yield the sentences of a report that tell what was done, with their places."""
    for section in report.sections:
        if section.kind is SectionKind.REVIEW:
            for start, text in sentences_in(report.document.text, section.start, section.end):
                if len(text.strip()) >= load_vocabulary().shortest:
                    yield start, report.document.raw[start : start + len(text)].strip()


def _leads(
    commitment: Commitment, targets: Sequence[Row], later: Sequence[Report], rows: Mapping[str, list[Row]],
    weights: Sequence[tuple[Report, int, str, Counter[str]]], known: Vocabulary,
) -> Iterable[Lead]:  # fmt: skip
    wanted = {row.indicator for row in targets if row.indicator}
    same = [
        Lead(row.document, row.year, row.start, row.quote, 1.0, SAME_INDICATOR)
        for report in later for row in rows.get(report.document.id, ())
        if row.indicator in wanted and row.role in (Role.ACTUAL, Role.AFTER)
    ]  # fmt: skip
    own = _pairs(commitment.quote)
    scored = ((_cosine(own, pairs), report, start, quote) for report, start, quote, pairs in weights)
    alike = [
        Lead(r.document.id, r.document.year, start, quote, score, f"文字相近 {score:.2f}")
        for score, r, start, quote in scored
        if score >= known.alike
    ]
    ranked = sorted([*same, *alike], key=lambda lead: (-lead.score, lead.year, lead.start))
    return list({(lead.document, lead.quote): lead for lead in reversed(ranked)}.values())[::-1][: known.proposals]


def _pairs(text: str) -> Counter[str]:
    letters = re.sub(r"[\W_]", "", text)
    return Counter(letters[n : n + 2] for n in range(len(letters) - 1))


def _cosine(one: Counter[str], other: Counter[str]) -> float:
    shared = sum(count * other[pair] for pair, count in one.items() if pair in other)
    size = math.sqrt(sum(c * c for c in one.values()) * sum(c * c for c in other.values()))
    return shared / size if size else 0.0


def _theme(commitment: Commitment, targets: Sequence[Row], known: Vocabulary) -> str:
    declared = load_indicators()
    themes = [declared[row.indicator].theme for row in targets if row.indicator in declared]
    words = themes_of(commitment.quote, known) or themes_of("".join(commitment.path), known)
    return themes[0] if themes else next(iter(words), "")


def _key(document: Document, commitment: Commitment) -> str:
    words = re.sub(r"\s", "", commitment.quote)
    return hashlib.sha256(f"{document.place}\0{document.issuer}\0{commitment.year}\0{words}".encode()).hexdigest()[
        :KEY_LENGTH
    ]


def without_plan(reports: Sequence[Report], places: Sequence[Place]) -> dict[Place, str]:
    """Return the places of which no report has a plan, and why, in words."""
    reasons: dict[Place, str] = {}
    for place in places:
        mine = [r for r in reports if r.document.place == place.id]
        if not mine:
            reasons[place] = "库里没有这个地方的报告"
        elif not any(section.kind is SectionKind.PLAN for r in mine for section in r.sections):
            reasons[place] = f"{len(mine)} 份报告都没有工作计划部分"
    return reasons
