"""What the audit found in the reports of exhibits."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from core.analysis.suspicions import Finding, findings_of
from core.audit import Verdict
from core.declarations import load_indicators
from core.meeting.exhibit import Exhibit
from core.meeting.library import Library
from core.model import Document


def alarms_of(exhibits: Iterable[Exhibit], library: Library) -> list[Finding]:
    """Return what did not pass in the reports that speak in the exhibits, report by report, the gravest first."""
    documents = dict.fromkeys(id for exhibit in exhibits for id in exhibit.documents)
    found = (finding for id in documents for finding in _of_report(library.report(id).document))
    return [finding for finding in found if finding.verdict is not Verdict.PASS]


@lru_cache(maxsize=200)
def _of_report(document: Document) -> tuple[Finding, ...]:
    return findings_of(document, load_indicators())
