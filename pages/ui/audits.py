"""What the audit found, made once for a report and a data version, and what people concluded about it."""

from __future__ import annotations

import pandas as pd

from core.analysis.suspicions import Finding
from core.screens.findings import all_findings
from pages.ui import loading
from pages.ui.views import kept


def findings() -> tuple[Finding, ...]:
    """Return the findings of all reports in use, the gravest first, then in the order of places and years."""
    return all_findings(loading.library())


def reviews() -> dict[str, pd.Series]:
    """Return the conclusions of people by the key of their finding."""
    return _reviews(loading.data_version())


@kept
def _reviews(version: str) -> dict[str, pd.Series]:
    return {row["key"]: row for _, row in loading.reviews().iterrows()}
