"""对标结论: where we are ahead, level, behind, what may not be compared and why, what others state and do that we do
not; the first page, and the pack that is made of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from core.analysis.checkup import Side
from core.analysis.conclusion import (
    Conclusion,
    Practice,
    conclude,
    fullest_year,
    gap_in_words,
    needed,
    to_fill_in,
)
from core.analysis.ladder import UPPER, Bodies, Rung, Step
from core.analysis.peers import peers_of
from core.analysis.relations import called
from core.analysis.rows import Row, rows_of
from core.analysis.spans import joined
from core.analysis.wording import join, text_of
from core.charts.notes import source_line
from core.library import Library, remembered
from core.library import menus as menu
from core.library.link import Choices, Link, Menu
from core.model import Place
from core.screens.exhibit import Cell, Chart, ChartKind, Exhibit, Mark, Page, Table, View, plain
from core.screens.findings import alarms_of
from core.screens.measures import all_mentions
from core.screens.sides import OWN, PEERS, YEAR, ask_sides, stated_rows
from core.words import BOUNDS

PAGE = Page("conclusion", "对标结论", "谁高谁低、哪些不可比", wide=True)
GREY = "#8A949C"
SUGGESTED = 8  # places most alike that stand beside where nobody chose
FIRST = 5  # of each list on the first screen
IN_CHART = 6  # categories that one chart of a slide holds
SIMILAR = "常看的和最相近的各地"
NO_OWN = "我方在库里还没有数。请换一个我方，或到“导入”页放入报告。"
RULES = (
    "两地之间只说高于、低于、持平；三地以上同口径同期才说领先、落后。差距是算得的，不是原文数字。",
    "只有年份、口径、统计范围都相同的数才比；换算得来的（算得）单列，公式见表。",
)
SHORT = {
    Rung.SAME: "同期", Rung.OTHER_YEAR: "不同年", Rung.CONVERTED: "算得", Rung.RELATED: "口径不同",
    Rung.WORDS: "只有文字", Rung.ONLY_OWN: "对方没写", Rung.ONLY_OTHERS: "我方没写",
}  # fmt: skip


class Chosen(NamedTuple):
    """Who is compared with whom, for which year of the own reports."""

    own: Place
    others: tuple[Place, ...]
    year: int


class Listed(NamedTuple):
    """A list of the first screen: its steps, and how an exhibit of it is called."""

    key: str
    name: str
    chapter: str
    steps: tuple[Step, ...]


def menus(library: Library, choices: Choices) -> Chosen:
    """Ask for 我方, 对方 and the year; the year that says most comes first."""
    sides = ask_sides(library, choices, SIMILAR)
    chosen = sides.peers or sides.alone
    others = sides.peers if chosen else beside(library, sides.own)
    others = tuple(place for place in others if place != sides.own)
    rows = stated_rows(library)
    years = sorted({row.year for row in rows if row.place == sides.own}, reverse=True)
    best = best_year(library, sides.own, others)
    year = choices.one(Menu(YEAR, "年份", {str(y): str(y) for y in years}, str(best)))
    return Chosen(sides.own, others, int(year or 0))


@remembered
def best_year(library: Library, own: Place, others: tuple[Place, ...]) -> int:
    """Return the year of the own reports with most verdicts and most figures beside others', then most figures, then the
    later; 0 without a figure.
    """
    years = {row.year for row in stated_rows(library) if row.place == own and row.value is not None}

    def worth(year: int) -> tuple[int, int, int]:
        found = found_for(library, Chosen(own, others, year))
        own_figures = sum(step.own.value is not None for step in found.steps)
        return 2 * len(found.verdicts) + len(found.on(*UPPER)), own_figures, year

    return max(years, key=worth, default=0)


@remembered
def beside(library: Library, own: Place) -> tuple[Place, ...]:
    """Return whom a place is compared with where nobody chose: the usual ones, and of those alike (see
    ``core.analysis.peers``) the ones that state most of the same for the same year.
    """
    everywhere = tuple(place for place in library.places.values() if place != own)
    said: dict[Place, set[tuple[int, str]]] = {}
    for row in stated_rows(library):
        if row.value is not None and not row.part and not row.pending and row.indicator:
            said.setdefault(row.place, set()).add((row.year, row.indicator))
    mine = said.get(own, set())
    year = fullest_year(stated_rows(library), library.indicators, own, everywhere)
    alike = [peer.place for peer in peers_of(own, year, everywhere, library.reports, library.facts()) if peer.shared]
    alike.sort(key=lambda place: -len(mine & said.get(place, set())))
    wanted = {*library.usual_places, *(place.id for place in alike[:SUGGESTED])}
    return tuple(place for place in everywhere if place.id in wanted)


@remembered
def found_for(library: Library, chosen: Chosen) -> Conclusion:
    """Return the conclusion for a choice."""
    facts = library.facts()
    wanted = {place.id for place in (chosen.own, *chosen.others)}
    rows = rows_of(facts[facts["place"].isin(wanted) & (facts["indicator"] != "")])
    bodies = Bodies(chosen.own, chosen.others, chosen.year)
    return conclude(rows, library.indicators, bodies, all_mentions(library)[0])


@remembered
def show(library: Library, chosen: Chosen) -> View:
    """Return the answer on one screen, and each list in full, folded."""
    found = found_for(library, chosen)
    if not any(step.own.value is not None for step in found.steps):
        return View(PAGE.title, nothing=NO_OWN)
    lists = lists_of(found)
    whole = [_list(library, found, listed) for listed in lists if listed.steps]
    practices = _practices(library, found)
    told = [_sentences(library, found), *whole, *practices, *_doubts(library, found), *_disclosures(library, found)]
    answer = _answer(library, found, lists, told)
    return View(PAGE.title, "", (answer, *(exhibit.folded() for exhibit in told)), found.rows)


def lists_of(found: Conclusion) -> tuple[Listed, ...]:
    """Return the lists of the first screen in their order."""
    three = any(step.n >= 3 for step in found.verdicts)
    names = ("领先与较高", "落后与较低") if three else ("我们高", "我们低")
    return (
        Listed("higher", names[0], "领先", found.of(Side.HIGHER)),
        Listed("level", "持平", "持平", found.of(Side.SIMILAR)),
        Listed("lower", names[1], "差距", found.of(Side.LOWER)),
        Listed("apart", "不可直接比", "不可直接比", found.apart),
        Listed("unsaid", "对方写了我们没写", "建议披露", _by_others(found.on(Rung.ONLY_OTHERS, Rung.WORDS))),
        Listed("only", "只有我们写了", "只有我们写了", found.on(Rung.ONLY_OWN)),
    )


def _by_others(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Return steps with those first that most others state."""
    return tuple(sorted(steps, key=lambda step: -len(step.others)))


def _head(found: Conclusion) -> str:
    counts = found.counts()
    told = [f"{rung.value} {counts[rung]} 项" for rung in Rung if rung in counts]
    return f"{found.bodies.own.short_name} {found.bodies.year} 年：{' · '.join(told)}"


def _sentences(library: Library, found: Conclusion) -> Exhibit:
    """Return 总体结论: up to seven sentences that can be read aloud."""
    sentences = found.sentences()
    rows = tuple(row for row in found.rows if row.fact_id in joined(sentences).facts)
    return Exhibit(
        "sentences", "总体结论", _whom(found), rows, plain(("句子",), [(Cell(s.text, facts=s.facts),) for s in sentences]),
        sentence=joined(sentences, "\n"), footer=source_line(rows, library.updated), points=sentences, chapter="结论",
    )  # fmt: skip


def _whom(found: Conclusion) -> str:
    return f"{found.bodies.own.short_name}与{join(place.short_name for place in found.bodies.others)}，{found.bodies.year} 年"


def _list(library: Library, found: Conclusion, listed: Listed) -> Exhibit:
    head = ("指标", "我方", "对方", "差距（算得）?", "依据", "原因或注意?", "要什么才可比?")
    lines = [_cells(step) for step in listed.steps]
    rows = tuple({row.fact_id: row for step in listed.steps for row in step.stated}.values())
    title = _finding(listed)
    return Exhibit(
        listed.key, title, _whom(found), rows, plain(head, lines), chart=_chart(found, listed), notes=RULES,
        footer=source_line(rows, library.updated), chapter=listed.chapter,
        doors={step.indicator.id: _door(found, step) for step in listed.steps},
    )  # fmt: skip


def _finding(listed: Listed) -> str:
    """Return the finding of a list: how many, and the first of them."""
    names = "、".join(step.indicator.name for step in listed.steps[:2])
    more = "等" if len(listed.steps) > 2 else ""
    return f"{listed.name} {len(listed.steps)} 项：{names}{more}"


def _cells(step: Step) -> tuple[Cell | str, ...]:
    gap = gap_in_words(step)
    formulas = "；".join(made.formula for made in step.made)
    return (
        step.indicator.name + ("（算得）" if step.made else ""),
        Cell(_with_year(step.own, step), step.own.value, _facts(step, step.own)),
        Cell("；".join(f"{called(row)} {_with_year(row, step)}" for row in step.others), None, _facts(step, *step.others)),
        Cell(f"{step.verdict.value} {gap}" if step.verdict and gap else str(step.verdict or ""), None, _facts(step, *step.rows)),
        f"{step.rung.value}{f'（{step.n} 地）' if step.n >= 3 else ''}{f'：{formulas}' if formulas else ''}",
        "；".join(step.why),
        needed(step),
    )  # fmt: skip


def _with_year(row: Row, step: Step) -> str:
    told = text_of(row)
    bound = BOUNDS.get(row.bound, "") if row.bound == "between" and not step.made else ""
    years = {r.year for r in step.rows}
    year = f"（{row.year}）" if len(years) > 1 and row.year and row.value is not None else ""
    return f"{told}{bound}{year}"


def _facts(step: Step, *rows: Row) -> tuple[str, ...]:
    """Return the facts behind rows: of derived ones the parents."""
    made = {one.row.fact_id: one.parents for one in step.made}
    return tuple(dict.fromkeys(fact.fact_id for row in rows for fact in made.get(row.fact_id, (row,)) if fact.fact_id))


def _chart(found: Conclusion, listed: Listed) -> Chart | None:
    """Return the rates of a list as dumbbells, own place coloured and the others grey; amounts share no axis."""
    steps = [s for s in listed.steps if s.indicator.unit == "%" and s.verdict is not None][:IN_CHART]
    marks = [
        Mark(
            step.indicator.name, found.bodies.own.short_name if row is step.own else called(row), row.value, text_of(row),
            _facts(step, row), found.bodies.own.colour if row is step.own else GREY,
        )
        for step in steps for row in (step.own, *step.others[:1])
    ]  # fmt: skip
    return Chart(ChartKind.DUMBBELL, "%", tuple(marks)) if marks else None


def _door(found: Conclusion, step: Step) -> Link:
    """Return where an indicator is shown in full; a derived figure leads to the first of its parents."""
    id = step.made[0].parents[0].indicator if step.made else step.indicator.id
    who = ((OWN, found.bodies.own.id), *((PEERS, place.id) for place in found.bodies.others))
    return Link("indicator", (("i", id), *who))


def _practices(library: Library, found: Conclusion) -> tuple[Exhibit, ...]:
    if not found.practices:
        return ()
    words = menu.reports_menu(library)
    lines = [_practice(practice, words) for practice in found.practices]
    title = f"别人做了、我方报告没有写到的做法 {len(found.practices)} 项"
    return (
        Exhibit(
            "practices", title, _whom(found), (), plain(("做法", "哪里在做", "原句", "出处"), lines),
            notes=("没有写到不等于没有做。",), footer=library.updated, chapter="可借鉴做法",
        ),
    )  # fmt: skip


def _practice(practice: Practice, words: Mapping[str, str]) -> tuple[str, ...]:
    mention = practice.mention
    places = join(place.short_name for place in practice.places)
    return (mention.measure.name, places, mention.text.strip(), words.get(mention.document, mention.document))


def _doubts(library: Library, found: Conclusion) -> tuple[Exhibit, ...]:
    """Return what does not add up in the reports whose figures are compared above."""
    used = tuple(row for step in found.steps if step.rung in UPPER for row in step.stated)
    alarms = alarms_of([Exhibit("used", "", "", used, Table())], library) if used else []
    if not alarms:
        return ()
    words = menu.reports_menu(library)
    lines = [(words.get(f.report, f.report), f.kind, f.words) for f in alarms]
    return (
        Exhibit(
            "doubts", f"所比数字所在报告的疑点 {len(alarms)} 处", _whom(found), used, plain(("报告", "关系", "说明"), lines),
            footer=library.updated, chapter="疑点",
        ),
    )  # fmt: skip


def _disclosures(library: Library, found: Conclusion) -> tuple[Exhibit, ...]:
    """Return what two and more others publish and the own reports do not, with a sentence to fill in."""
    steps = sorted(found.on(Rung.ONLY_OTHERS), key=lambda step: -len(step.others))[:20]
    if not steps:
        return ()
    lines = [(s.indicator.name, join(called(r) for r in s.others), to_fill_in(s)) for s in steps]
    rows = tuple(row for step in steps for row in step.others)
    return (
        Exhibit(
            "disclose", f"建议披露 {len(steps)} 项：对方已公布而我方没写", _whom(found), rows,
            plain(("指标", "谁写了", "可以这样写（数字待填）"), lines), footer=source_line(rows, library.updated), chapter="建议披露",
        ),
    )  # fmt: skip


def _answer(library: Library, found: Conclusion, lists: Sequence[Listed], told: Sequence[Exhibit]) -> Exhibit:
    """Return the first screen: the first of each list; what it is taken along as is the whole pack."""
    head = ("", "指标", "我方", "对方", "差距（算得）", "依据")
    shown = [listed for listed in lists if listed.key != "only"]
    lines, picks = [], []
    for listed in shown:
        name = f"{listed.name} {len(listed.steps)} 项"
        lines += [(name, *_cells(step)[:4], SHORT[step.rung]) for step in listed.steps[:FIRST]]
        picks += [step.indicator.id for step in listed.steps[:FIRST]]
        if not listed.steps:
            lines.append((name, "", "", "", "", ""))
            picks.append("")
    doors = {step.indicator.id: _door(found, step) for listed in shown for step in listed.steps[:FIRST]}
    for practice in found.practices[:FIRST]:
        name = practice.mention.measure.name
        lines.append(
            (f"{BORROWED} {len(found.practices)} 项", name, "", join(p.short_name for p in practice.places), "", "做法")
        )
        picks.append(name)
        doors[name] = Link("measures", (("v", "matrix"), ("t", practice.mention.measure.theme)))
    rows = tuple(
        {row.fact_id: row for listed in shown for step in listed.steps[:FIRST] for row in step.stated}.values()
    )
    order = {chapter: n for n, chapter in enumerate(CHAPTERS)}
    parts = sorted((e for e in told if e.key not in ("only", "unsaid")), key=lambda e: order[e.chapter])
    return Exhibit(
        "answer", _head(found), "", rows, plain(head, lines, picks=picks), notes=RULES, doors=doors,
        footer=source_line(rows, library.updated), parts=tuple(parts),
    )  # fmt: skip


BORROWED = "别人做了我们没写"
CHAPTERS = ("结论", "领先", "差距", "持平", "不可直接比", "可借鉴做法", "建议披露", "只有我们写了", "疑点")
