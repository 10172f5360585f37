"""What the audit found, made once for a report and a data version, and what people concluded about it."""

from __future__ import annotations

import pandas as pd

from core.analysis.suspicions import Finding, findings_across, findings_of, in_gravity
from core.model import Document
from pages.ui import loading
from pages.ui.views import kept


def findings() -> tuple[Finding, ...]:
    """Return the findings of all reports in use, the gravest first, then in the order of places and years."""
    return _findings(loading.data_version())


@kept
def _findings(version: str) -> tuple[Finding, ...]:
    stored = [loading.report(id) for id in loading.reports()["id"]]
    documents = [report.document for report in stored]
    own = [finding for report in stored for finding in _of_report(report.sha256, report.document.year, report.document)]
    return in_gravity([*own, *findings_across(documents, loading.facts(), loading.indicators())])


@kept
def _of_report(sha256: str, year: int, _document: Document) -> tuple[Finding, ...]:
    """Return the findings of one report; its text and its year decide, so a conclusion of a person reads nothing again."""
    return findings_of(_document, loading.indicators())


def reviews() -> dict[str, pd.Series]:
    """Return the conclusions of people by the key of their finding."""
    return _reviews(loading.data_version())


@kept
def _reviews(version: str) -> dict[str, pd.Series]:
    return {row["key"]: row for _, row in loading.reviews().iterrows()}
