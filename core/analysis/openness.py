"""政务公开, side by side: what reports state of applications, disputes and decisions, from their tables or else from
their text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from core.analysis.disclosure import ENOUGH_CASES, FEW, FLOWS, RATES, Reported, applicant_mix, flows, outcome_mix, rates
from core.analysis.rows import UNPLACED, Row, rows_of
from core.declarations import load_places
from core.model import DocumentKind, Edition, Place, Reason, Trust
from core.testimony import silence_of
from core.words import REASONS

OUTCOMES = {
    "foi_result_disclosed": "予以公开", "foi_result_partial": "部分公开", "foi_result_refused": "不予公开",
    "foi_result_unavailable": "无法提供", "foi_result_not_processed": "不予处理", "foi_result_other": "其他处理",
}  # fmt: skip
SAID = {  # what the text counts under the codes of the tables
    "new": ("foi_new",),
    "carried_in": ("foi_carried_in",),
    "results": ("foi_answered",),
    "carried_out": ("foi_carried_out",),
    "review": ("review_total",),
    "court": ("litig_total",),
    "documents": ("normdocs_made",),
    "valid": ("normdocs_valid",),
    "licensing": ("licensing_decisions",),
    "penalties": ("penalty_decisions",),
    "coercion": ("coercion_decisions",),
}
DISCLOSED = ("foi_result_disclosed", "foi_result_partial")
DECIDED = ("upheld", "corrected", "other")
SHARES = {  # code → numerator, denominator; the same formulas as of the tables
    "of_all": (DISCLOSED, ("foi_answered",)),
    "of_substance": (DISCLOSED, (*DISCLOSED, "foi_result_refused")),
    "review_corrected": (("review_corrected",), tuple(f"review_{end}" for end in DECIDED)),
    "court_corrected": (("litig_corrected",), tuple(f"litig_{end}" for end in DECIDED)),
}
COUNTED = {  # indicators of which an entry is made
    *(name for names in SAID.values() for name in names),
    *OUTCOMES,
    *(name for pair in SHARES.values() for part in pair for name in part),
}
LEAST = {rate.code: rate.enough for rate in RATES}
TABLE, PROSE = "年报表格", "正文"
TOLD = (*SAID, *OUTCOMES)
TELLING = (DocumentKind.SUMMARY, DocumentKind.DISCLOSURE, DocumentKind.BOTH)  # genres that tell of applications


@dataclass(frozen=True, slots=True)
class Figure:
    """A count or a rate, or why there is none."""

    value: float | None
    reason: str = ""
    fact: str = ""  # the fact that carries it, "" for what is computed
    count: float | None = None  # of a rate: the numerator
    of: float | None = None  # and the denominator

    def in_words(self, unit: str = "") -> str:
        """Return the figure as people write it, or the reason in words."""
        if self.value is None:
            return f"不足 {ENOUGH_CASES} 件" if self.reason == FEW else REASONS.get(self.reason, "")
        if unit != "%":
            return f"{self.value:,.10g}{unit}"
        return f"{self.value:.2f}%" + (f"（{self.count:,.10g}/{self.of:,.10g}）" if self.of is not None else "")


@dataclass(frozen=True, slots=True)
class Entry:
    """One report on one year, of one scope."""

    document: str
    place: Place
    issuer_short: str
    year: int
    scope: str
    source: str
    pending: bool
    figures: Mapping[str, Figure]  # codes of flows, outcomes and rates
    applicants: Mapping[str, Figure]  # kind of applicant → how many of the new applications; {} without a table
    silence: str  # the reason of what the report does not say

    @property
    def name(self) -> str:
        """Return the shortest name that tells it from others."""
        return " ".join(filter(None, (self.place.short_name, str(self.year), self.scope)))

    @property
    def mix(self) -> dict[str, float]:
        """Return the six outcomes, {} unless all are known and something was decided; they make up the whole by
        themselves.
        """
        counts = {code: self.figures[code].value for code in OUTCOMES}
        whole = sum(value or 0 for value in counts.values())
        return {} if None in counts.values() or not whole else {code: value or 0.0 for code, value in counts.items()}

    @property
    def why_no_mix(self) -> str:
        """Return why the outcomes cannot be drawn: 不适用 where nothing was decided, never 0 %."""
        results = self.figures["results"]
        if results.value == 0:
            return f"{REASONS[Reason.NOT_APPLICABLE]}：没有办理的申请"
        silent = next((f.reason for code in OUTCOMES if (f := self.figures[code]).value is None), "")
        return f"办理结果{REASONS.get(silent, REASONS[Reason.NOT_MENTIONED])}"

    @property
    def applied(self) -> dict[str, float]:
        """Return the kinds of applicants, {} unless all are known and somebody applied."""
        counts = {kind: figure.value for kind, figure in self.applicants.items()}
        return (
            {}
            if None in counts.values() or not sum(v or 0 for v in counts.values())
            else {k: v or 0.0 for k, v in counts.items()}
        )

    @property
    def why_nobody(self) -> str:
        """Return why the applicants cannot be drawn: 不适用 where nobody applied, never 0 %."""
        if self.figures["new"].value == 0:
            return f"{REASONS[Reason.NOT_APPLICABLE]}：没有新收的申请"
        silent = next((figure.reason for figure in self.applicants.values() if figure.value is None), self.silence)
        return f"申请人类别{REASONS[Reason(silent)]}"


def entries(reported: Sequence[Reported], facts: pd.DataFrame) -> tuple[Entry, ...]:
    """Return what each report says, in the order of places, years and scopes; reports that say nothing of it are
    left out.

    Args:
        reported: reports with their tables, some of which may have none.
        facts: a facts frame that holds at least the facts of these reports.
    """
    counted = facts["indicator"].isin(list(COUNTED)) & (facts["status"] != "gap") & (facts["role"] == "actual")
    rows = rows_of(facts[counted])
    mine: dict[str, list[Row]] = {}
    for row in rows:
        mine.setdefault(row.document, []).append(row)
    all_entries = [entry for report in reported for entry in _entries(report, mine.get(report.document.id, []))]
    return tuple(in_order(all_entries))


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries in the order of places, issuers, years and scopes."""
    return sorted(entries, key=lambda e: (e.place.order, e.issuer_short, e.year, e.scope))


def _entries(reported: Reported, rows: Sequence[Row]) -> Iterable[Entry]:
    if reported.tables.table(2):
        yield _of_tables(reported, [row for row in rows if row.start in _starts(reported)])
        return
    whole = [row for row in rows if not row.part]
    for scope in dict.fromkeys(row.scope for row in whole if row.scope) or ([""] if whole else []):
        # what names no scope goes with the first that is named: 受理申请N件…其中予以公开N件
        first = scope == next((row.scope for row in whole if row.scope), "")
        yield _of_text(reported, scope, [row for row in whole if row.scope == scope or (first and not row.scope)])


def _starts(reported: Reported) -> set[int]:
    return {cell.start for cell in reported.tables.cells}


def _of_tables(reported: Reported, rows: Sequence[Row]) -> Entry:
    ids = {row.indicator: row.fact_id for row in reversed(rows) if not row.part}
    counted = {
        r.code: Figure(*_known(r.value, r.reason), ids.get(SAID[r.code][0], ""))
        for r in flows([reported]).itertuples() if r.code in FLOWS
    }  # fmt: skip
    ended = {r.code: Figure(*_known(r.count, ""), ids.get(r.code, "")) for r in outcome_mix([reported]).itertuples()}
    shares = {
        r.code: Figure(*_known(r.value, r.reason), "", _known(r.count, "")[0], _known(r.of, "")[0])
        for r in rates([reported]).itertuples()
    }  # fmt: skip
    parts = {row.part: row.fact_id for row in reversed(rows) if row.indicator == SAID["new"][0] and row.part}
    who = {
        r.name: Figure(*_known(r.count, r.reason if r.count != r.count else ""), parts.get(r.name, ""))
        for r in applicant_mix([reported]).itertuples()
    }
    return _entry(reported, "", TABLE, counted | ended | shares, who)


def _known(value: float, reason: str) -> tuple[float | None, str]:
    missing = value != value
    return (None, reason or str(Reason.NOT_MENTIONED)) if missing else (value, "")


def _of_text(reported: Reported, scope: str, rows: Sequence[Row]) -> Entry:
    by_indicator: dict[str, Row] = {}
    for row in rows:
        if row.value is not None:
            by_indicator.setdefault(row.indicator, row)
    counts = {code: _said(by_indicator, names[0]) for code, names in SAID.items()} | {
        code: _said(by_indicator, code) for code in OUTCOMES
    }
    return _entry(reported, scope, PROSE, counts | {code: _share(by_indicator, code) for code in SHARES})


def _said(by_indicator: Mapping[str, Row], indicator: str) -> Figure:
    row = by_indicator.get(indicator)
    return Figure(row.value, "", row.fact_id) if row else Figure(None, str(Reason.NOT_MENTIONED))


def _share(by_indicator: Mapping[str, Row], code: str) -> Figure:
    count, of = (_sum(by_indicator, names) for names in SHARES[code])
    if count is None or of is None:
        return Figure(None, str(Reason.NOT_MENTIONED))
    if not of:
        return Figure(None, str(Reason.NOT_APPLICABLE), "", count, of)
    return Figure(None, FEW, "", count, of) if of < LEAST[code] else Figure(count / of * 100, "", "", count, of)


def _sum(by_indicator: Mapping[str, Row], names: Sequence[str]) -> float | None:
    return (
        sum(by_indicator[name].value or 0.0 for name in names) if all(name in by_indicator for name in names) else None
    )


def _entry(
    reported: Reported,
    scope: str,
    source: str,
    figures: Mapping[str, Figure],
    applicants: Mapping[str, Figure] | None = None,
) -> Entry:
    document = reported.document
    place = load_places().get(document.place, UNPLACED)
    short = next((i.short_name for i in place.issuers if i.name == document.issuer), document.issuer)
    pending = document.trust == Trust.PENDING or document.edition is Edition.RECOGNISED
    silence = str(silence_of(document.edition, document.kind, TELLING))
    seen, who = ({c: _testified(f, silence) for c, f in cells.items()} for cells in (figures, applicants or {}))
    return Entry(document.id, place, short, document.year, scope, source, pending, seen, who, silence)


def _testified(figure: Figure, silence: str) -> Figure:
    return replace(figure, reason=silence) if figure.reason == Reason.NOT_MENTIONED else figure
