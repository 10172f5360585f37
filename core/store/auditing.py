"""What the audit found in each report, kept with its facts in the same transaction and asked for without its text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from core.audit.relation import Verdict
from core.audit.suspicions import Finding, Passage
from core.store.among import among
from core.store.engine import Store, open_store, reading
from core.store.schema import findings, reports

PLAIN = ("key", "kind", "words", "computed", "stated")  # columns that are as the finding has them


def findings_in(
    documents: Iterable[str] | None = None, *, passed: bool = True, store: Store | None = None
) -> list[Finding]:
    """Return what was found in reports in use, report by report, the gravest first in each: in some, or in all.

    Args:
        passed: also what adds up.
    """
    asked = select(findings).join(reports, reports.c.id == findings.c.report).where(reports.c.replaced_by.is_(None))
    if documents is not None:
        asked = asked.where(among(findings.c.report, documents))
    if not passed:
        asked = asked.where(findings.c.verdict != str(Verdict.PASS))
    with reading(store or open_store()) as connection:
        rows = connection.execute(asked.order_by(findings.c.report, findings.c.position)).mappings().all()
    return [_finding(row["report"], row) for row in rows]


def write_findings(connection: Connection, report: str, checks: Sequence[Finding]) -> None:
    """Replace what was found in a report."""
    connection.execute(delete(findings).where(findings.c.report == report))
    if checks:
        rows = [_stored(one) | {"report": report, "position": position} for position, one in enumerate(checks)]
        connection.execute(insert(findings), rows)


def _stored(finding: Finding) -> dict[str, object]:
    passages = [[passage.start, passage.text, passage.marks] for passage in finding.passages]
    columns = {name: getattr(finding, name) for name in PLAIN}
    return columns | {"verdict": str(finding.verdict), "passages": json.dumps(passages, ensure_ascii=False)}


def _finding(report: str, row: Any) -> Finding:  # noqa: ANN401  a row of the table
    passages = tuple(
        Passage(report, start, text, tuple((first, last) for first, last in marks))
        for start, text, marks in json.loads(row["passages"])
    )
    return Finding(
        report=report, verdict=Verdict(row["verdict"]), passages=passages, **{name: row[name] for name in PLAIN}
    )
