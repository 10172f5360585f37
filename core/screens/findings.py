"""疑点: what the audit found in the reports in use, in the reports of exhibits, and one finding as an exhibit."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from core.analysis.rows import Row, rows_of
from core.analysis.suspicions import Finding, findings_across, findings_of, in_gravity
from core.audit import Verdict
from core.audit.words import VERDICTS
from core.declarations import load_indicators
from core.library import Library, menus, remembered
from core.library.link import Choices
from core.model import Document
from core.screens.exhibit import Exhibit, plain
from core.words import UNKNOWN

FINDING = "x"


@remembered
def all_findings(library: Library) -> tuple[Finding, ...]:
    """Return the findings of all reports in use, the gravest first, then in the order of places and years."""
    documents = [library.report(id).document for id in library.reports["id"]]
    own = [finding for document in documents for finding in _of_report(document)]
    return in_gravity([*own, *findings_across(documents, library.facts(), library.indicators)])


def alarms_of(exhibits: Iterable[Exhibit], library: Library) -> list[Finding]:
    """Return what did not pass in the reports that speak in the exhibits, report by report, the gravest first."""
    documents = dict.fromkeys(id for exhibit in exhibits for id in exhibit.documents)
    found = (finding for id in documents for finding in _of_report(library.report(id).document))
    return [finding for finding in found if finding.verdict is not Verdict.PASS]


@lru_cache(maxsize=200)
def _of_report(document: Document) -> tuple[Finding, ...]:
    return findings_of(document, load_indicators())


def exhibits(library: Library, choices: Choices) -> list[Exhibit]:
    """Return the finding that a link to 疑点 shows, by its key; the gravest where it names none."""
    found = {finding.key: finding for finding in all_findings(library)}
    if not found:
        return []
    words = {key: finding.words for key, finding in found.items()}
    return [_exhibit(library, choices, found[choices.one(FINDING, words)])]


def _exhibit(library: Library, choices: Choices, finding: Finding) -> Exhibit:
    report = library.reports.loc[finding.report]
    names = menus.reports_menu(library)
    told = {"结论": VERDICTS[finding.verdict], "原文写作": finding.stated, "算得": finding.computed}
    lines = [(name, said) for name, said in told.items() if said]
    lines += [(f"原句：{names[passage.document]}", passage.text) for passage in finding.passages]
    lines += [
        ("标题", report["title"] or UNKNOWN),
        ("发布机构", report["issuer"] or UNKNOWN),
        ("网址", report["address"] or UNKNOWN),
    ]
    rows = tuple(_rows_in(library, finding))
    return Exhibit(
        choices.link,
        "finding",
        f"{names[finding.report]}：{finding.words}",
        f"{finding.kind} · {VERDICTS[finding.verdict]}",
        rows,
        plain(("项目", "内容"), lines),
        footer=f"数据版本 {library.version}",
        said=tuple(choices.said),
    )


def _rows_in(library: Library, finding: Finding) -> Iterable[Row]:
    """Yield the facts whose numbers take part."""
    for passage in finding.passages:
        first = passage.marks[0][0] if passage.marks else 0
        places = {passage.start + start - first for start, _ in passage.marks}
        facts = library.facts(document=passage.document)
        yield from rows_of(facts[facts["start"].isin(places) & (facts["status"] != "gap")])
