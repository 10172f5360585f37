"""疑点: what the reports' own numbers say about each other, both sentences side by side, and what people concluded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from core import store
from core.analysis.rows import Row, rows_of
from core.audit import Verdict
from core.audit.suspicions import EQUATION, Finding, Passage, counted, findings_across, in_gravity
from core.audit.words import VERDICTS
from core.library import Library, remembered
from core.library import menus as menu
from core.library.link import Choices, Menu
from core.model import Document
from core.reading.pages import page_of
from core.screens.area import area_of, ask_area, narrowed
from core.screens.exhibit import Cell, Exhibit, Page, Quote, Tone, View, plain
from core.store import REVIEWED
from core.words import UNKNOWN, UNPLACED

PAGE = Page("findings", "疑点", "报告自己的数字对不对得上")
FINDING, REPORT, VERDICT, DONE = "x", "m", "v", "r"
EVERY = {"all": "全部报告"}
STATES = {"all": "全部", "open": "未核", "done": "已核"}
TONES = {Verdict.ERROR: Tone.BAD, Verdict.REVIEW: Tone.WARN, Verdict.WORDING: Tone.WARN, Verdict.PASS: Tone.GOOD}
TOLD = "报告里的数字互相核对：有误是原文自己的数字对不上；待核请人看一眼；措辞是修饰语与数字不合；脱敏的不可判。"
NOTHING = "按这些条件没有核对结果。换一份报告，或放宽结论。"
MOST_MARKED = 3  # figures that name a finding in its menu


class Chosen(NamedTuple):
    """Which findings, and the key of the one that is opened."""

    report: str
    verdicts: tuple[str, ...]
    done: str
    opened: str
    area: str = ""  # whose reports; "": all


@remembered
def all_findings(library: Library) -> tuple[Finding, ...]:
    """Return the findings of all reports in use, the gravest first, then in the order of places and years."""
    order = {id: n for n, id in enumerate(library.reports["id"])}
    own = sorted(
        store.findings_in(library.reports["id"] if library.scope else None), key=lambda finding: order[finding.report]
    )
    documents = _that_follow(library, own)
    return in_gravity([*own, *findings_across(documents, library.figures, library.indicators)])


def _that_follow(library: Library, own: Iterable[Finding]) -> list[Document]:
    """Return the reports with tables of which the same issuer has the year before or after."""
    known = library.told_of
    with_tables = {finding.report for finding in own if finding.kind == EQUATION}
    years = {(known[id]["issuer"], known[id]["year"]) for id in with_tables}
    wanted = [
        id for id in library.reports["id"]
        if id in with_tables and any((known[id]["issuer"], known[id]["year"] + step) in years for step in (-1, 1))
    ]  # fmt: skip
    texts = {one.document.id: one.document for one in store.whole_reports(ids=wanted)}
    return [texts[id] for id in wanted]


@remembered
def reviews(library: Library) -> Mapping[str, pd.Series]:
    """Return the conclusions of people by the key of their finding; each raises the data version."""
    return {row["key"]: row for _, row in store.reviews().iterrows()}


def alarms_of(exhibits: Iterable[Exhibit], library: Library) -> list[Finding]:
    """Return what did not pass in the reports that speak in the exhibits, report by report, the gravest first."""
    documents = dict.fromkeys(id for exhibit in exhibits for id in exhibit.documents)
    alarms = _alarms(library, tuple(documents))
    return [alarm for id in documents for alarm in alarms.get(id, ())]


@remembered
def _alarms(_: Library, documents: tuple[str, ...]) -> dict[str, list[Finding]]:
    alarms: dict[str, list[Finding]] = {}
    for finding in store.findings_in(documents, passed=False):
        alarms.setdefault(finding.report, []).append(finding)
    return alarms


def menus(library: Library, choices: Choices) -> Chosen:
    """Ask for report, verdicts, whether a person has looked, and the finding that is opened.

    A link that names a finding and no filter shows it, whatever it is.
    """
    library = ask_area(library, choices)
    findings, words = all_findings(library), menu.reports_menu(library)
    report = choices.one(Menu(REPORT, "报告", EVERY | words, also="d"))
    verdicts = choices.several(
        Menu(VERDICT, "结论", {str(v): VERDICTS[v] for v in counted(findings)}, empty="全部结论")
    )
    done = choices.one(Menu(DONE, "核对", STATES))
    chosen = Chosen(report, verdicts, done, "", area_of(choices))
    labels = _labels(library, filtered(library, chosen))
    return chosen._replace(opened=choices.one(Menu(FINDING, "核对", labels, beside=True)) if labels else "")


def filtered(library: Library, chosen: Chosen) -> list[Finding]:
    """Return the findings of a report, of some verdicts, looked at or not."""
    done = reviews(library)
    return [
        f for f in all_findings(library)
        if chosen.report in ("all", f.report) and (not chosen.verdicts or f.verdict in chosen.verdicts)
        and (chosen.done == "all" or (f.key in done) == (chosen.done == "done"))
    ]  # fmt: skip


def _labels(library: Library, findings: Sequence[Finding]) -> dict[str, str]:
    reports = menu.reports_menu(library)
    words = {
        f.key: " · ".join((reports[f.report], VERDICTS[f.verdict], f.kind, "、".join(f.figures[:MOST_MARKED])))
        for f in findings
    }
    return menu.told_apart(words)


@remembered
def show(library: Library, chosen: Chosen) -> View:
    """Return the findings as a list, those that passed apart, and the one that is opened."""
    library = narrowed(library, chosen.area)
    findings = filtered(library, chosen)
    if not findings:
        return View(PAGE.title, TOLD, nothing=NOTHING)
    tally = "，".join(f"{VERDICTS[verdict]} {n}" for verdict, n in counted(findings).items() if n)
    words = f"{len({f.report for f in findings})} 份报告，{len(findings)} 处核对：{tally}"
    alarms = [f for f in findings if f.verdict is not Verdict.PASS]
    passes = [f for f in findings if f.verdict is Verdict.PASS]
    lists = (
        *((_list(library, "alarms", words, alarms, False),) if alarms else ()),
        *((_list(library, "passes", f"通过的核对 {len(passes)} 项", passes, bool(alarms)),) if passes else ()),
    )
    opened = _opened(library, next(f for f in findings if f.key == chosen.opened))
    return View(PAGE.title, TOLD, lists, beside=opened)


def _list(library: Library, key: str, title: str, findings: Sequence[Finding], aside: bool) -> Exhibit:
    done, places = reviews(library), library.places
    lines = []
    for f in findings:
        row = library.told_of[f.report]
        name = f"{places[row['place']].short_name if row['place'] in places else UNPLACED} {row['year']}"
        reviewed = REVIEWED[done[f.key]["verdict"]] if f.key in done else ""
        lines.append((Cell(VERDICTS[f.verdict], tone=TONES.get(f.verdict)), f.words, name, f.kind, reviewed))
    table = plain(("结论", "说明", "报告", "关系", "已核?"), lines, FINDING, [f.key for f in findings])
    return Exhibit(key, title, "报告自己的数字互相核对", (), table, footer=library.updated, aside=aside)


def _opened(library: Library, finding: Finding) -> Exhibit:
    report, names = library.told_of[finding.report], menu.reports_menu(library)
    fields = {
        "结论": VERDICTS[finding.verdict], "原文写作": finding.stated, "算得": finding.computed,
        "标题": report["title"] or UNKNOWN, "发布机构": report["issuer"] or UNKNOWN, "网址": report["address"] or UNKNOWN,
    }  # fmt: skip
    quotes = tuple(
        Quote(names[passage.document], passage.text, tuple(passage.marks), _page(library, passage))
        for passage in finding.passages
    )
    lines = [
        *((name, words) for name, words in fields.items() if words),
        *((f"原句：{q.whose}", q.text) for q in quotes),
    ]
    return Exhibit(
        "finding", f"{names[finding.report]}：{finding.words}", f"{finding.kind} · {VERDICTS[finding.verdict]}",
        tuple(_rows_in(library, finding)), plain(("项目", "内容"), lines), quotes=quotes,
        footer=library.updated, aside=True,
    )  # fmt: skip


def _page(library: Library, passage: Passage) -> str:
    page = page_of(library.report(passage.document).document.raw, passage.start)
    return f"第 {page} 页" if page else ""


def _rows_in(library: Library, finding: Finding) -> Iterable[Row]:
    """Yield the facts whose numbers take part."""
    places = figures_in(finding)
    for document in dict.fromkeys(passage.document for passage in finding.passages):
        facts = library.facts(document=document)
        wanted = [start for known, start in places if known == document]
        yield from rows_of(facts[facts["start"].isin(wanted) & (facts["status"] != "gap")])


def figures_in(finding: Finding) -> set[tuple[str, int]]:
    """Return report and place of each number that takes part in a finding."""
    return {
        (passage.document, passage.start + start - passage.marks[0][0])
        for passage in finding.passages
        for start, _ in passage.marks
    }
