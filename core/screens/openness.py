"""政务公开 as exhibits: how applications ended, who applied, and what was decided over the years."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from core.analysis.disclosure import Reported, read_report
from core.analysis.openness import OUTCOMES, SAID, Entry, Figure, entries
from core.analysis.rows import Row, rows_of
from core.analysis.trend import Trend, over_years
from core.charts.notes import source_line
from core.charts.outcomes import LOOKS, applicant_bars, looks_of, outcome_bars
from core.library import Library, menus, remembered
from core.library.link import Choices
from core.model import Place
from core.screens import trend
from core.screens.exhibit import Cell, Chart, ChartKind, Exhibit, Mark, Table

PLACES, YEARS = "p", "y"
DECISIONS = ("licensing_decisions", "penalty_decisions", "coercion_decisions", "admin_fee_amount")
DECIDED = "许可、处罚、强制与收费"
NARROW = 0.03  # of a bar


@remembered
def reported(library: Library) -> dict[str, Reported]:
    """Return every report in use with its official tables, by id."""
    stored = {id: library.report(id) for id in library.reports["id"]}
    return {id: read_report(report.document, report.tables) for id, report in stored.items()}


@remembered
def all_entries(library: Library) -> tuple[Entry, ...]:
    """Return what every report says of public openness."""
    return entries(tuple(reported(library).values()), library.facts())


def chosen_entries(library: Library, places: Sequence[Place], years: Sequence[int]) -> list[Entry]:
    """Return the entries of places and years; no years means all."""
    return [entry for entry in all_entries(library) if entry.place in places and (not years or entry.year in years)]


def drawable(found: Sequence[Entry]) -> list[Entry]:
    """Return the entries that a figure may hold: what is pending is left out until a person confirms it."""
    return [entry for entry in found if not entry.pending]


def decisions(library: Library, places: Sequence[Place]) -> Trend:
    """Return permits, penalties, coercion and fees of every year."""
    return over_years(library.facts(), [library.indicators[id] for id in DECISIONS], places, DECIDED)


def rows_told(library: Library, found: Sequence[Entry], more: Iterable[Row] = ()) -> list[Row]:
    """Return the facts that the entries carry, and ``more``, for their sentences, each once."""
    more = tuple(more)
    wanted = {
        figure.fact: None
        for entry in found
        for figure in (*(entry.figures[code] for code in (*OUTCOMES, *SAID)), *entry.applicants.values())
    }
    facts = library.facts()
    rows = {row.fact_id: row for row in rows_of(facts[facts["fact_id"].isin([id for id in wanted if id])])}
    rows |= {row.fact_id: row for row in more}
    return [
        rows[id] for id in dict.fromkeys((*wanted, *(row.fact_id for row in more))) if id in rows and rows[id].quote
    ]


def exhibits(library: Library, choices: Choices) -> list[Exhibit]:
    """Return the figures side by side that a link to 政务公开 shows; [] where no report speaks of it."""
    picked = choices.several(PLACES, menus.places_menu(library)) or library.usual_places
    places = [library.places[id] for id in picked]
    known = sorted({entry.year for entry in all_entries(library)}, reverse=True)
    years = [int(year) for year in choices.several(YEARS, menus.years_menu(known))]
    found = drawable(chosen_entries(library, places, years))
    made = []
    if found:
        kinds = dict.fromkeys(kind for entry in found for kind in entry.applicants)
        made = [
            _mix(
                library,
                choices,
                "outcomes",
                "办理结果构成",
                found,
                OUTCOMES,
                lambda e: e.figures,
                lambda e: e.why_no_mix if not e.mix else "",
            ),
            _mix(
                library,
                choices,
                "applicants",
                "申请人构成",
                found,
                {kind: kind for kind in kinds},
                lambda e: e.applicants,
                lambda e: e.why_nobody if not e.applied else "",
            ),
        ]
    decided = decisions(library, places)
    if decided.series:
        subtitle = "、".join(library.indicators[id].name for id in DECISIONS)
        made.append(trend.exhibit_of(decided, choices, "decisions", f"{DECIDED}的年度变化", subtitle, library))
    return made


def _mix(
    library: Library,
    choices: Choices,
    key: str,
    title: str,
    found: Sequence[Entry],
    parts: Mapping[str, str],
    figures: Callable[[Entry], Mapping[str, Figure]],
    why: Callable[[Entry], str],
) -> Exhibit:
    draw = outcome_bars if key == "outcomes" else applicant_bars
    looks = LOOKS if key == "outcomes" else looks_of(parts)
    facts = {figures(entry)[code].fact for entry in found for code in parts if code in figures(entry)}
    rows = tuple(row for row in rows_told(library, found) if row.fact_id in facts)
    lines = tuple(
        (
            Cell(entry.name),
            *(_cell(figures(entry).get(code)) for code in parts),
            Cell(why(entry)),
            Cell(entry.issuer_short),
        )
        for entry in found
    )
    marks = tuple(mark for entry in found for mark in _marks(entry, parts, figures(entry), why(entry), looks))
    return Exhibit(
        choices.link,
        key,
        title,
        "各占件数的百分比，格内为件数",
        rows,
        Table(("地区年份", *parts.values(), "说明", "发布机构"), lines),
        draw(found, library.version),
        Chart(ChartKind.STACKED, "件", marks),
        footer=source_line(rows, library.version),
        said=tuple(choices.said),
    )


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


def _cell(figure: Figure | None) -> Cell:
    if figure is None:
        return Cell("")
    return Cell(figure.in_words(), figure.value, (figure.fact,) if figure.fact else ())
