"""计划与落实 as an exhibit: what was promised, what later reports say of it, what people concluded."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core import store
from core.analysis.plans import Promise, Report, State, ledger
from core.analysis.wording import join, text_of
from core.charts.promises import promise_bars
from core.library import Library, menus, remembered, taken_apart
from core.library.link import Choices
from core.model import Place
from core.screens.exhibit import Cell, Exhibit, Table
from core.testimony import basis

DECISION = "commitment"  # what decisions are kept as
PLACES, YEAR, THEME, STATES, NUMBERS = "p", "n", "t", "s", "q"
EVERY_YEAR = {"all": "全部年份"}
STATES_MENU = {state.name.lower(): state.value for state in State}
NUMBERS_MENU = {"all": "全部", "some": "有目标数字的"}
UNSEEN = "未见披露是后续报告全文没有写到，不等于没有完成；后续报告只见节选的，不作判断。"
OPTIONAL = ("目标", "时限", "责任", "主题")  # columns left out where no line has anything to say


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person concluded about a commitment."""

    state: State
    lead: str  # document:start of the sentence that answers it, "" for none
    who: str
    why: str
    when: str


def reports(library: Library) -> tuple[Report, ...]:
    """Return the reports in use as the ledger needs them."""
    return tuple(Report(document, sections) for document, sections in taken_apart(library))


@remembered
def promises(library: Library) -> tuple[Promise, ...]:
    """Return every commitment of every report."""
    return ledger(reports(library), library.facts())


def decisions() -> dict[str, Decision]:
    """Return what people concluded, by the key of the commitment."""
    found = {}
    for row in store.kept(DECISION).itertuples(index=False):
        said = json.loads(row.content)
        found[row.name] = Decision(State(said["state"]), said["lead"], row.who, said["why"], row.made_at)
    return found


def state_of(promise: Promise, decided: Mapping[str, Decision]) -> State:
    """Return where a commitment stands: what a person said, else what the reports show."""
    return decided[promise.key].state if promise.key in decided else promise.state


def years_menu(library: Library) -> dict[str, str]:
    """Return the years that plans are for, the newest first."""
    return EVERY_YEAR | {
        str(y): f"{y} 年" for y in sorted({p.commitment.year for p in promises(library)}, reverse=True)
    }


def chosen(
    library: Library,
    decided: Mapping[str, Decision],
    places: Sequence[Place],
    year: str,
    theme: str,
    states: Sequence[str],
    numbers: str,
) -> list[Promise]:
    """Return the commitments of some places, a year, a theme and states ("all", or none, for any)."""
    return [
        p for p in promises(library)
        if p.place in places and year in ("all", str(p.commitment.year)) and theme in ("all", p.theme)
        and (not states or state_of(p, decided).name.lower() in states) and (numbers == "all" or p.targets)
    ]  # fmt: skip


def in_numbers(found: Sequence[Promise], decided: Mapping[str, Decision]) -> str:
    """Return how many commitments stand where, in words."""
    counts = {state: sum(state_of(p, decided) is state for p in found) for state in State}
    told = "，".join(f"{state.value} {count}" for state, count in counts.items() if count)
    return f"{len(found)} 条计划：{told}。{UNSEEN}" if found else "按这些条件没有计划条目。"


def rests_on(library: Library, found: Sequence[Promise]) -> str:
    """Return on how many whole texts and excerpts the ledger rests: those of the places whose plans it shows."""
    known = library.reports
    return basis(known.loc[known["place"].isin({p.place.id for p in found}), "edition"]) + "。"


def ledger_table(library: Library, found: Sequence[Promise], decided: Mapping[str, Decision]) -> Table:
    """Return the commitments, a line each, with the first sentence of a later report that may answer it."""
    head = ("状态", "地区", "年份", "要做什么", "目标", "时限", "责任", "主题", "后续报告中的原句", "出处")
    words = menus.reports_menu(library)
    lines = [_line(library, p, decided, words) for p in found]
    kept = [n for n, name in enumerate(head) if name not in OPTIONAL or any(line[n].words for line in lines)]
    return Table(tuple(head[n] for n in kept), tuple(tuple(line[n] for n in kept) for line in lines))


def _line(library: Library, p: Promise, decided: Mapping[str, Decision], words: Mapping[str, str]) -> tuple[Cell, ...]:
    lead = next(iter(p.leads), None)
    theme = library.themes[p.theme].name if p.theme in library.themes else ""
    said = (
        state_of(p, decided).value,
        p.place.short_name,
        str(p.commitment.year),
        p.commitment.quote,
        join(text_of(row) for row in p.targets),
        p.commitment.date,
        p.commitment.body,
        theme,
        lead.quote if lead else "",
        words[p.commitment.document],
    )
    facts = tuple(row.fact_id for row in p.targets)
    return tuple(Cell(word, None, facts if n == 4 else ()) for n, word in enumerate(said))


def exhibits(library: Library, choices: Choices) -> list[Exhibit]:
    """Return the ledger that a link to 计划与落实 shows; [] where no plan fits."""
    picked = choices.several(PLACES, menus.places_menu(library)) or library.usual_places
    decided = decisions()
    found = chosen(
        library,
        decided,
        [library.places[id] for id in picked],
        choices.one(YEAR, years_menu(library)),
        choices.one(THEME, menus.themes_menu(library)),
        choices.several(STATES, STATES_MENU),
        choices.one(NUMBERS, NUMBERS_MENU),
    )
    if not found:
        return []
    rows = tuple(row for p in found for row in p.targets)
    return [
        Exhibit(
            choices.link,
            "promises",
            in_numbers(found, decided).partition("。")[0],
            "计划里说要做的事，与同一机构后续报告的原句对照",
            rows,
            ledger_table(library, found, decided),
            promise_bars(found, {p.key: state_of(p, decided) for p in found}),
            notes=(rests_on(library, found), UNSEEN),
            footer=f"数据版本 {library.version}",
            said=tuple(choices.said),
        )
    ]
