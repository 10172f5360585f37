"""The lines over and under a figure: what is measured, for when, from whom."""

from __future__ import annotations

from collections.abc import Sequence

from core.analysis.rows import Row
from core.analysis.wording import edition_of, join, period_in_words
from core.model import Indicator


def definition_line(indicator: Indicator) -> str:
    """Return the subtitle of a figure: name, unit and basis of the indicator."""
    basis = f"按{indicator.basis}计" if indicator.basis else ""
    return " · ".join(filter(None, (indicator.name, f"单位：{indicator.unit}", basis, indicator.formula)))


def source_line(rows: Sequence[Row], updated: str = "") -> str:
    """Return the footer of a figure: periods, issuers, edition and when the data last changed."""
    sourced = [row for row in rows if row.document]
    periods = sorted({row.period for row in sourced if row.period})
    period = (
        join(period_in_words(code) for code in periods) if len(periods) <= 3 else f"{len(periods)} 个统计期，见各行"
    )
    issuers = join(row.issuer for row in sourced if row.quote)
    if len(issuers) > 40:
        issuers = f"{len({row.document for row in sourced if row.quote})} 份公开报告"
    edition = "（摘编）" if any(edition_of(row) for row in sourced) else ""
    return " · ".join(
        filter(
            None,
            (
                f"统计期：{period}" if period else "",
                f"来源：{issuers}{edition}" if issuers else "",
                updated,
            ),
        )
    )
