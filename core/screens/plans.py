"""计划与落实: what was promised for a year, what later reports say of it, and what people concluded."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from core import store
from core.analysis.plans import Promise, Report, State, ledger, without_plan
from core.analysis.rows import Row
from core.analysis.wording import join, text_of
from core.charts.promises import fill_of, promise_bars
from core.cutting import shortened
from core.library import Library, ids_of, remembered, taken_apart
from core.library import menus as menu
from core.library.link import Choices, Menu
from core.model import Place
from core.screens.exhibit import Cell, Cells, Chart, ChartKind, Exhibit, Mark, Page, Quote, Table, View, plain
from core.screens.sides import YEAR, ask_sides
from core.testimony import basis

PAGE = Page("plans", "计划与落实", "说过要做的，后来写到了没有")
DECISION = "commitment"  # what decisions are kept as
THEME, STATES, NUMBERS, PROMISE = "t", "s", "q", "j"
EVERY_YEAR = {"all": "全部年份"}
STATES_MENU = {state.name.lower(): state.value for state in State}
NUMBERS_MENU = {"all": "全部", "some": "有目标数字的"}
UNSEEN = "未见披露是后续报告全文没有写到，不等于没有完成；后续报告只见节选的，不作判断。"
ALONE = "本机构没有更晚的报告，无从对照。"
NOTHING_ALIKE = "后续报告里没有找到相近的原句：未见披露，不等于没有完成。"
BESIDE = ("时限", "责任", "主题", "后续报告中的原句", "出处")
HEAD = ("要做什么", "地区", "年份", "状态", "目标?", "时限?", "责任?", "主题?", "后续报告中的原句?", "出处")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person concluded about a commitment."""

    state: State
    lead: str  # document:start of the sentence that answers it, "" for none
    who: str
    why: str
    when: str


class Chosen(NamedTuple):
    """Which commitments, and the key of the one that is opened."""

    places: tuple[Place, ...]
    year: str
    theme: str
    states: tuple[str, ...]
    numbers: str
    opened: str


@remembered
def reports(library: Library, places: tuple[Place, ...]) -> tuple[Report, ...]:
    """Return the reports of some places as the ledger needs them."""
    return tuple(Report(document, sections) for document, sections in taken_apart(library, places))


@remembered
def promises(library: Library, places: tuple[Place, ...]) -> tuple[Promise, ...]:
    """Return every commitment of the reports of some places."""
    known = reports(library, places)
    return ledger(known, library.facts(document=tuple(report.document.id for report in known), gaps=False))


@remembered
def decisions(library: Library) -> dict[str, Decision]:
    """Return what people concluded, by the key of the commitment; each conclusion raises the data version."""
    decided = {}
    for row in store.saved(DECISION).itertuples(index=False):
        content = json.loads(row.content)
        decided[row.name] = Decision(State(content["state"]), content["lead"], row.who, content["why"], row.made_at)
    return decided


def decision_in_words(content: str) -> str:
    """Return a decision as it is kept in the words of 变更记录.

    >>> decision_in_words('{"state": "已兑现", "lead": "", "why": "对照次年总结"}')
    '已兑现：对照次年总结'
    """
    decision = json.loads(content or "{}")
    return "：".join(filter(None, (decision.get("state"), decision.get("why"))))


def state_of(library: Library, promise: Promise) -> State:
    """Return where a commitment stands: what a person said, else what the reports show."""
    decided = decisions(library)
    return decided[promise.key].state if promise.key in decided else promise.state


def menus(library: Library, choices: Choices) -> Chosen:
    """Ask for the sides, year, theme, states, whether there is a number, and which commitment is opened."""
    places = ask_sides(library, choices).among(library)
    years = {str(y): f"{y} 年" for y in sorted({p.commitment.year for p in promises(library, places)}, reverse=True)}
    chosen = Chosen(
        places,
        choices.one(Menu(YEAR, "计划年份", EVERY_YEAR | years, also="n")),
        choices.one(Menu(THEME, "主题", menu.themes_menu(library))),
        choices.several(Menu(STATES, "状态", STATES_MENU, empty="全部状态")),
        choices.one(Menu(NUMBERS, "数字", NUMBERS_MENU)),
        "",
    )
    words = {p.key: f"{n}. {promise_name(p)}" for n, p in enumerate(chosen_promises(library, chosen), 1)}
    return chosen._replace(opened=choices.one(Menu(PROMISE, "条目", words, beside=True)) if words else "")


def promise_name(p: Promise) -> str:
    """Return a commitment by its place, its year and its first words."""
    return f"{p.place.short_name} {p.commitment.year}：{shortened(p.commitment.quote, 28)}"


def chosen_promises(library: Library, chosen: Chosen) -> list[Promise]:
    """Return the commitments of some places, a year, a theme and states ("all", or none, for any)."""
    return [
        p for p in promises(library, chosen.places)
        if chosen.year in ("all", str(p.commitment.year))
        and chosen.theme in ("all", p.theme) and (chosen.numbers == "all" or p.targets)
        and (not chosen.states or state_of(library, p).name.lower() in chosen.states)
    ]  # fmt: skip


def _rests_on(library: Library, promises: Sequence[Promise]) -> str:
    """Return on how many whole texts and excerpts the ledger rests: those of the places whose plans it shows."""
    places = sorted({p.place.id for p in promises})
    return basis(library.reports_of(*places)["edition"] if places else ()) + "。"


@remembered
def show(library: Library, chosen: Chosen) -> View:
    """Return the ledger, and the places without a plan."""
    promises = chosen_promises(library, chosen)
    lacking = [
        f"{p.short_name}：{why}，没有可以列出的计划。"
        for p, why in without_plan(reports(library, chosen.places), list(chosen.places)).items()
    ]
    subtitle = "各地计划里说要做的事，逐条列出；同一机构以后的报告里找相近的原句，由人判断是否兑现。"
    if not promises:
        return View(PAGE.title, subtitle, nothing="".join(("按这些条件没有计划条目。", *lacking)))
    states = {p.key: state_of(library, p) for p in promises}
    counts = {state: sum(is_ is state for is_ in states.values()) for state in State}
    words = f"{len(promises)} 条计划：{'，'.join(f'{state.value} {n}' for state, n in counts.items() if n)}"
    rows = tuple(row for p in promises for row in p.targets)
    made = Exhibit(
        "promises", words, "计划里说要做的事，与同一机构后续报告的原句对照", rows, _ledger(library, promises),
        promise_bars(promises, states), _counts(promises, states), notes=(_rests_on(library, promises), UNSEEN, *lacking), footer=library.updated, alt=words,
    )  # fmt: skip
    return View(
        PAGE.title, subtitle, (made,), beside=_opened(library, next(p for p in promises if p.key == chosen.opened))
    )


def _counts(promises: Sequence[Promise], states: Mapping[str, State]) -> Chart:
    """Return how many commitments of each plan stand where: the figure, for files."""
    plans = list(dict.fromkeys((p.place, p.commitment.year) for p in promises))
    used = [state for state in State if state in states.values()]
    marks = [
        Mark(f"{place.short_name} {year} 计划", state.value, n, str(n) if n else "", (), fill_of(state))
        for state in used
        for place, year in plans
        for n in (sum((p.place, p.commitment.year) == (place, year) and states[p.key] is state for p in promises),)
    ]
    return Chart(ChartKind.PARTS, "条", tuple(marks), reckoned=True)


def _ledger(library: Library, promises: Sequence[Promise]) -> Table:
    """Return the commitments, a line each, with the first sentence of a later report that may answer it."""
    words = menu.reports_menu(library, *ids_of(p.place for p in promises))
    return plain(HEAD, [_line(library, p, words) for p in promises], PROMISE, [p.key for p in promises], BESIDE)


def _line(library: Library, p: Promise, words: Mapping[str, str]) -> Cells:
    targets = Cell(join(text_of(row) for row in p.targets), None, tuple(row.fact_id for row in p.targets))
    theme = library.themes[p.theme].name if p.theme in library.themes else ""
    lead = next((lead.quote for lead in p.leads), "")
    c = p.commitment
    state = state_of(library, p).value
    return (c.quote, p.place.short_name, str(c.year), state, targets, c.date, c.body, theme, lead, words[c.document])


def _opened(library: Library, promise: Promise) -> Exhibit:
    """Return a commitment beside the sentences of later reports that may answer it."""
    words, c = menu.reports_menu(library, promise.place.id), promise.commitment
    decision, report = decisions(library).get(promise.key), library.reports_of(promise.place.id).loc[c.document]
    fields = {
        "状态": state_of(library, promise).value, "计划年份": str(c.year), "做什么": " · ".join(filter(None, (c.action, c.object))),
        "目标": join(f"{text_of(row)}（{_said_of(library, row)}）" for row in promise.targets), "时限": c.date, "责任": c.body,
        "所在标题": " › ".join(c.path), "发布机构": report["issuer"], "网址": report["address"],
        "结论": f"{decision.who}，{decision.when[:10]}：{decision.why}" if decision else "",
    }  # fmt: skip
    marks = tuple(sorted((row.start - c.start, row.end - c.start) for row in promise.targets))
    quotes = (
        Quote(words[c.document], c.quote, tuple((a, b) for a, b in marks if 0 <= a < b <= len(c.quote))),
        *(Quote(f"{words[lead.document]} · {lead.why}", lead.quote) for lead in promise.leads),
    )
    why = () if promise.leads else (NOTHING_ALIKE,) if promise.followed else (ALONE,)
    lines = [
        *((name, words) for name, words in fields.items() if words),
        *((quote.whose, quote.text) for quote in quotes),
    ]
    return Exhibit(
        "promise", promise_name(promise), state_of(library, promise).value, promise.targets, plain(("项目", "内容"), lines),
        notes=(*why, UNSEEN), quotes=quotes, footer=library.updated, aside=True,
    )  # fmt: skip


def _said_of(library: Library, row: Row) -> str:
    known = library.indicators
    return known[row.indicator].name if row.indicator in known else row.noun or "未归类"
