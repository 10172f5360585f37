"""政务公开: the official tables of a report as officials know them, and what they and the prose of others say side by
side: how applications ended, who applied, what was decided over the years.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from core.analysis.disclosure import RATES, Reported, read_report
from core.analysis.openness import COUNTED, OUTCOMES, SAID, SHARES, Entry, Figure, entries, in_order
from core.analysis.rows import Row, rows_of
from core.analysis.trend import over_years
from core.charts.notes import source_line
from core.charts.outcomes import LOOKS, applicant_bars, applicants_in_words, in_words, looks_of, outcome_bars
from core.disclosure import State, Verdict
from core.library import Library, ids_of, in_turn, remembered
from core.library import menus as menu
from core.library.link import Choices, Menu
from core.model import Document, Place
from core.reading.document import RawTable
from core.screens import trend
from core.screens.area import areas
from core.screens.exhibit import Cell, Cells, Chart, ChartKind, Exhibit, Mark, Page, Tone, View, plain
from core.screens.sides import ask_sides, ask_years
from core.screens.tables import BESIDE
from core.words import TRUSTS

PAGE = Page("openness", "政务公开", "年报三张表，各地各年并排")
REPORT, TABLE = "b", "u"
TOLD = "政府信息公开年报的三张表，原样；下面各地各年并排。只在正文里写数字的报告，按正文的数字列出。"
TITLES = {1: "表一 主动公开", 2: "表二 依申请公开", 3: "表三 复议与诉讼"}
NO_TABLES = "库里的报告都没有年报表格。到“导入”页放入带表格的政府信息公开年报即可。"
NO_TABLES_HERE = "所选各地的报告都没有年报表格。换一个我方或对方。"
NO_ENTRIES = "所选地区和年份的报告没有写依申请公开的数字。"
DECISIONS = ("licensing_decisions", "penalty_decisions", "coercion_decisions", "admin_fee_amount")
DECIDED = "许可、处罚、强制与收费"
SHARED, COUNTED_ONLY = "各占件数的百分比，格内为件数", "件数，没有写的说明原因"
NARROW = 0.03  # of a bar
COUNTS = {
    "new": "新收申请", "carried_in": "上年结转", "results": "办理总计", "carried_out": "结转下年", "review": "行政复议", "court": "行政诉讼",
    "documents": "规范性文件制发", "valid": "规范性文件有效", "licensing": "行政许可", "penalties": "行政处罚", "coercion": "行政强制",
}  # fmt: skip
RATE_NAMES = {rate.code: rate.name for rate in RATES}
FORMULAS = tuple(
    f"{rate.name}＝{rate.formula}（算得{f'，不足 {rate.enough} 件不算率' if rate.enough > 1 else ''}）"
    for rate in RATES
)
VERDICTS = {Verdict.PASS: "相符", Verdict.FAIL: "不符", Verdict.NOT_ASSESSABLE: "无法核对"}
SHOWN = {State.NOT_APPLICABLE: "/", State.BLANK: "", State.LOST: "缺"}


class Chosen(NamedTuple):
    """Whose table, and whose figures side by side."""

    report: str
    table: int
    places: tuple[Place, ...]
    years: tuple[int, ...]


@remembered
def reported(library: Library) -> dict[str, Reported]:
    """Return every report in use with its official tables, by id."""
    return {report.document.id: _read(report.document, report.tables) for report in in_turn(library)}


@lru_cache(maxsize=5000)
def _read(document: Document, tables: tuple[RawTable, ...]) -> Reported:
    return read_report(document, tables)


class Told(NamedTuple):
    """What the reports of a place say of public openness."""

    entries: tuple[Entry, ...]
    rows: Mapping[str, Row]  # the facts that it rests on, by id


@remembered
def _told_by(library: Library, place: Place) -> Told:
    known = [_read(report.document, report.tables) for report in in_turn(library, (place,))]
    facts = library.facts(document=tuple(report.document.id for report in known), gaps=False)
    rows = rows_of(facts[facts["indicator"].isin(list(COUNTED))])
    return Told(entries(known, facts), {row.fact_id: row for row in rows})


def _entries(library: Library, places: Iterable[Place]) -> list[Entry]:
    return in_order(entry for place in places for entry in _told_by(library, place).entries)


def _with_menu(library: Library, places: tuple[Place, ...]) -> Library:
    """Return the library whose reports are to be chosen from: in a large one those of the places shown."""
    return library.within(ids_of(places)) if areas(library) else library


def report_with_tables(library: Library, id: str) -> Reported:
    """Return one report with its official tables."""
    report = library.report(id)
    return _read(report.document, report.tables)


@remembered
def _years(library: Library) -> list[int]:
    return library.spread.years_with(COUNTED)


@remembered
def _with_tables(library: Library) -> dict[str, str]:
    """Return the reports that have the tables, as a menu."""
    words = menu.reports_menu(library)
    return {id: words[id] for id, known in reported(library).items() if known.tables}


def menus(library: Library, choices: Choices) -> Chosen:
    """Ask for the sides and years, and for a report with its table."""
    sides = ask_sides(library, choices)
    years = ask_years(choices, _years(library), "全部年份")
    among = _with_menu(library, sides.among(library))
    with_tables = _with_tables(among)
    mine = next((id for id in library.reports_of(sides.own.id)["id"] if id in with_tables), "")
    report = choices.one(Menu(REPORT, "年报", with_tables, mine))
    table = choices.one(Menu(TABLE, "表", {str(number): title for number, title in TITLES.items()}))
    return Chosen(report, int(table), sides.among(library), years)


@remembered
def show(library: Library, chosen: Chosen) -> View:
    """Return the table of a report, the checks on it, and the reports side by side."""
    places, years = chosen.places, chosen.years
    entries = [e for e in _entries(library, places) if not years or e.year in years]
    made = (*_official(library, chosen), *_side_by_side(library, entries), *_decisions(library, places))
    without = NO_TABLES_HERE if areas(library) else NO_TABLES
    nothing = "；".join((*(() if chosen.report else (without,)), *(() if entries else (NO_ENTRIES,))))
    return View(PAGE.title, TOLD, made, nothing=nothing)


def _official(library: Library, chosen: Chosen) -> Iterable[Exhibit]:
    """Yield the table of the chosen report and what its equations say."""
    if not chosen.report:
        return
    known, place = report_with_tables(library, chosen.report), library.report(chosen.report).document.place
    words = menu.reports_menu(library, place)[chosen.report]
    facts = library.facts(document=chosen.report)
    of_place = dict(zip(facts["start"].tolist(), facts["fact_id"].tolist(), strict=True))
    table, failing = known.tables.table(chosen.table), known.tables.failing
    cells = table.cells if table else ()
    lines: list[Cells] = [
        (
            " › ".join(dict.fromkeys(filter(None, (cell.row.block, cell.row.group, cell.row.label)))), cell.column.label,
            Cell(
                SHOWN.get(cell.state, "" if cell.value is None else f"{cell.value:,f}"),
                None if cell.value is None else float(cell.value),
                tuple(filter(None, (of_place.get(cell.start),))), Tone.BAD if cell.key in failing else None,
            ),
            f"推算：{cell.equation}" if cell.equation else "",
        )
        for cell in cells
    ]  # fmt: skip
    footer = library.updated
    wanted = {cell.facts[0] for line in lines for cell in line if isinstance(cell, Cell) and cell.facts}
    rows = rows_of(facts[facts["fact_id"].isin(wanted)])
    missing = (
        f"原文的表不完整，缺 {len(table.missing)} 行：{'、'.join(r.name for r in table.missing)}"
        if table and table.missing
        else ""
    )
    note = missing if table else "这份报告没有这张表。"
    yield Exhibit(
        "official", f"{words}：{TITLES[chosen.table]}", "政府信息公开年报，原样", rows,
        plain(("行", "列", "数", "说明?"), lines), notes=tuple(filter(None, (note,))), footer=source_line(rows, library.updated),
    )  # fmt: skip
    verdicts = [check.verdict for check in known.checks]
    passing, wrong = verdicts.count(Verdict.PASS), verdicts.count(Verdict.FAIL)
    ordered = sorted(known.checks, key=lambda check: check.verdict is not Verdict.FAIL)
    checks = [
        (f"表{c.table}", Cell(VERDICTS[c.verdict], tone=Tone.BAD if c.verdict is Verdict.FAIL else None), c.says)
        for c in ordered
    ]
    title = f"勾稽关系 {len(checks)} 条：相符 {passing}，不符 {wrong}，无法核对 {len(checks) - passing - wrong}"
    yield Exhibit("checks", title, words, (), plain(("表", "结论", "说明"), checks), footer=footer, aside=not wrong)


def _side_by_side(library: Library, entries: Sequence[Entry]) -> Iterable[Exhibit]:
    """Yield how applications ended and who applied; what is pending is drawn only once a person has confirmed it."""
    drawable = [entry for entry in entries if not entry.pending]
    if drawable:
        kinds = dict.fromkeys(kind for entry in drawable for kind in entry.applicants)
        yield _mix(
            library, "outcomes", "办理结果构成", drawable, OUTCOMES, lambda e: e.figures,
            lambda e: e.why_no_mix if not e.mix else "",
        )  # fmt: skip
        yield _mix(
            library, "applicants", "申请人构成", drawable, {kind: kind for kind in kinds}, lambda e: e.applicants,
            lambda e: e.why_nobody if not e.applied else "",
        )  # fmt: skip
    if entries:
        yield _counts(library, entries)


def _counts(library: Library, entries: Sequence[Entry]) -> Exhibit:
    """Return counts and rates side by side, one line a report; what is not stated says why."""
    counts = {code: name for code, name in COUNTS.items() if any(e.figures[code].value is not None for e in entries)}
    first, last = list(SHARES)[:2], list(SHARES)[2:]
    codes = (*first, *counts, *last)
    lines: list[Cells] = [
        (
            entry.name, f"{entry.source}（{TRUSTS['pending']}）" if entry.pending else entry.source,
            *(_cell(entry.figures[code], "%" if code in SHARES else "") for code in codes), entry.issuer_short,
        )
        for entry in entries
    ]  # fmt: skip
    rows = tuple(_rows_of(library, entries, {entry.figures[code].fact: None for entry in entries for code in codes}))
    pending = tuple(f"{entry.name}来源待核，确认前不画入图" for entry in entries if entry.pending)
    head = ("地区年份", "来源", *((RATE_NAMES | COUNTS)[code] for code in codes), *BESIDE)
    return Exhibit(
        "counts", "各地各年的申请、办理与公开率", "件数与率，没有写的说明原因", rows, plain(head, lines, beside=BESIDE), notes=(*FORMULAS, *pending),
        footer=source_line(rows, library.updated),
    )  # fmt: skip


def _rows_of(library: Library, entries: Sequence[Entry], wanted: Mapping[str, None]) -> list[Row]:
    """Return the facts of these ids, of the reports of some entries, that rest on a sentence, in their order."""
    rows: dict[str, Row] = {}
    for place in dict.fromkeys(entry.place for entry in entries):
        rows |= _told_by(library, place).rows
    return [rows[id] for id in wanted if id in rows and rows[id].quote]


def _decisions(library: Library, places: Sequence[Place]) -> Iterable[Exhibit]:
    """Yield permits, penalties, coercion and fees of every year."""
    facts = library.facts(tuple(DECISIONS), places=ids_of(places))
    decided = over_years(facts, [library.indicators[id] for id in DECISIONS], list(places), DECIDED)
    if decided.series:
        subtitle = "、".join(library.indicators[id].name for id in DECISIONS)
        yield trend.exhibit_of(decided, "decisions", f"{DECIDED}的年度变化", subtitle, library)


def _mix(
    library: Library, key: str, title: str, entries: Sequence[Entry], parts: Mapping[str, str],
    figures: Callable[[Entry], Mapping[str, Figure]], why: Callable[[Entry], str],
) -> Exhibit:  # fmt: skip
    outcomes = key == "outcomes"
    looks = LOOKS if outcomes else looks_of(parts)
    wanted = dict.fromkeys(figures(e)[code].fact for e in entries for code in parts if code in figures(e))
    rows = tuple(row for row in _rows_of(library, entries, {**_told(entries), **wanted}) if row.fact_id in wanted)
    lines: list[Cells] = [
        (
            entry.name, *(_cell(figures(entry).get(code) or Figure(None, entry.silence)) for code in parts), why(entry),
            entry.issuer_short,
        )
        for entry in entries
    ]  # fmt: skip
    marks = tuple(mark for entry in entries for mark in _marks(entry, parts, figures(entry), why(entry), looks))
    return Exhibit(
        key, title, SHARED if any(mark.value is not None for mark in marks) else COUNTED_ONLY, rows,
        plain(("地区年份", *parts.values(), "说明", *BESIDE), lines, beside=("说明", *BESIDE)),  # each cell says why itself
        (outcome_bars if outcomes else applicant_bars)(entries, library.updated), Chart(ChartKind.STACKED, "件", marks),
        footer=source_line(rows, library.updated), alt=(in_words if outcomes else applicants_in_words)(entries),
    )  # fmt: skip


def _told(entries: Sequence[Entry]) -> dict[str, None]:
    """Return the facts that entries carry, in the order in which they are told."""
    return {
        figure.fact: None for entry in entries
        for figure in (*(entry.figures[code] for code in (*OUTCOMES, *SAID)), *entry.applicants.values())
    }  # fmt: skip


def _marks(
    entry: Entry,
    parts: Mapping[str, str],
    figures: Mapping[str, Figure],
    why: str,
    looks: Mapping[str, tuple[str, str]],
) -> list[Mark]:
    """Return the parts of one bar, or why there is none; a part too narrow for its number is drawn without it."""
    if why:
        return [Mark(entry.name, "", None, why, ())]
    counts = {code: figures[code].value or 0.0 for code in parts if code in figures}
    whole = sum(counts.values())
    return [
        Mark(
            entry.name, parts[code], count, f"{count:,.10g}" if count >= NARROW * whole else "",
            (figures[code].fact,) if figures[code].fact else (), looks[code][0],
        )
        for code, count in counts.items()
    ]  # fmt: skip


def _cell(figure: Figure, unit: str = "") -> Cell:
    return Cell(figure.in_words(unit), figure.value, (figure.fact,) if figure.fact else ())
