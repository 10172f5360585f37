"""对标结论: where we are ahead, level, behind, what may not be compared and why, what others state and do that we do
not; the first page, and the pack that is made of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from heapq import nsmallest
from typing import NamedTuple

from core.analysis.bands import Thresholds
from core.analysis.conclusion import (
    Conclusion,
    Practice,
    conclude,
    gap_in_words,
    needed,
    to_fill_in,
)
from core.analysis.derived import load_formulas
from core.analysis.ladder import UPPER, Bodies, Rung, Step
from core.analysis.peers import may_be_peers, peers_of
from core.analysis.relations import called
from core.analysis.rows import Row, rows_of
from core.analysis.spans import Kind, joined
from core.analysis.wording import join, text_of
from core.charts.notes import source_line
from core.holdings import Holds
from core.library import SOME, Library, for_each_place, ids_of, remembered, while_untouched
from core.library.link import Choices, Link, Menu
from core.library.roll import Roll
from core.model import Edition, Place, Status
from core.same import made_once
from core.screens.bulletins import CHAPTER as IN_BULLETINS
from core.screens.bulletins import in_bulletins
from core.screens.exhibit import Cell, Exhibit, Page, Table, View, plain
from core.screens.findings import alarms_of
from core.screens.lists import Listed, cover, finding_of, lists_of, name_of, overall, panels_of, whom
from core.screens.measures import mentions_of
from core.screens.sides import OWN, PEERS, YEAR, ask_sides
from core.screens.standings import among_three, ask_thresholds, standings
from core.words import BOUNDS, COMPARABILITY, DOCUMENT_KINDS

PAGE = Page("conclusion", "对标结论", "谁高谁低、哪些不可比", wide=True)
SUGGESTED = 8  # places most alike that stand beside where nobody chose
FIRST = 5  # of each list on the first screen
SUGGESTIONS = 20  # indicators that the own report could state, those first that most others do
SIMILAR = "常看的和最相近的各地"
NO_OWN = "我方在库里还没有数。请换一个我方，或到“导入”页放入报告。"
RULES = (
    "两地之间只说高于、低于、持平；三地以上同口径同期才说领先、落后；夹在中间的为居中。差距是算得的，不是原文数字。",
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
    thresholds: Thresholds = Thresholds()  # from where on being behind gets a card


def menus(library: Library, choices: Choices) -> Chosen:
    """Ask for 我方, 对方 and the year; the year that says most comes first."""
    sides = ask_sides(library, choices, SIMILAR)
    others = sides.peers if sides.peers or sides.alone else beside(library, sides.own)
    others = tuple(place for place in others if place != sides.own)
    years = _years(library, sides.own)
    best = best_year(library, sides.own, others)
    year = choices.one(Menu(YEAR, "年份", {str(y): str(y) for y in years}, str(best), also="w"))
    chosen = Chosen(sides.own, others, int(year or 0))
    ranked = among_three(found_for(library, chosen))
    return chosen._replace(thresholds=ask_thresholds(choices)) if ranked else chosen


@while_untouched
def _years(library: Library, own: Place) -> list[int]:
    return sorted({*library.facts(places=(own.id,), gaps=False)["year"].tolist()}, reverse=True)


@while_untouched
def best_year(library: Library, own: Place, others: tuple[Place, ...]) -> int:
    """Return the year of the own reports with most verdicts and most figures beside others', then most figures, then the
    later; 0 without a figure.
    """
    stated: dict[int, set[str]] = {}
    mine = library.facts(places=(own.id,), gaps=False).query("value.notna()")
    for year, indicator in zip(mine["year"].tolist(), mine["indicator"].tolist(), strict=True):
        stated.setdefault(year, set()).add(indicator)
    rows = rows_among(library, own, others)
    shared = {row.indicator for row in rows if row.place != own and row.value is not None}

    def most(year: int) -> int:
        """Return how much a year can be worth: a verdict and a figure beside others' of each indicator."""
        derived = sum({*formula.parents} <= stated[year] for formula in load_formulas().values())
        return 3 * (len(shared & stated[year]) + derived)

    def worth(year: int) -> tuple[int, int, int]:
        stated_rows = [
            row for row in rows if row.indicator in stated[year]
        ]  # what the own place is silent of counts nothing
        conclusion = conclude(stated_rows, library.indicators, Bodies(own, others, year))
        own_figures = sum(step.own.value is not None for step in conclusion.steps)
        return 2 * len(conclusion.verdicts) + len(conclusion.on(*UPPER)), own_figures, year

    best = (0, 0, 0)
    for year in sorted(stated, key=most, reverse=True):
        if most(year) >= best[0]:
            best = max(best, worth(year))
    return best[2]


@while_untouched
def rows_among(library: Library, own: Place, others: tuple[Place, ...]) -> tuple[Row, ...]:
    """Return what is said of some places, row by row, where it is of an indicator; report by report."""
    places = sorted({own, *others}, key=lambda place: place.id)
    rows = [row for own_rows in _rows_of(library, places).values() for row in own_rows]
    return tuple(sorted(rows, key=lambda row: row.document))


@partial(for_each_place, most=SOME)
def _rows_of(library: Library, places: Sequence[Place]) -> dict[str, tuple[Row, ...]]:
    facts = library.facts(places=ids_of(places), gaps=False)
    rows: dict[str, list[Row]] = {}
    for row in rows_of(facts[facts["indicator"] != ""]):
        rows.setdefault(row.place.id, []).append(row)
    return {id: tuple(of_place) for id, of_place in rows.items()}


@while_untouched
def _unsaid(library: Library, own: Place, year: int) -> tuple[Row, ...]:
    """Return the gaps of the own reports of a year: of others nobody asks why they are silent."""
    facts = library.facts(places=(own.id,), years=(year,))
    return tuple(rows_of(facts[(facts["status"] == Status.GAP) & (facts["indicator"] != "")]))


@remembered
def beside(library: Library, own: Place) -> tuple[Place, ...]:
    """Return whom a place is compared with where nobody chose: the usual ones, and of those alike (see
    ``core.analysis.peers``) the ones that state most of the same for the same year.
    """
    ranked = _alike(library, _may_be_peers(library.roll, own), own, library.spread.fullest_year(own.id))
    alike = nsmallest(SUGGESTED, ranked, key=ranked.__getitem__)
    wanted = {*library.usual_places, *alike} - {own.id}
    return tuple(library.places[id] for id in sorted(wanted, key=lambda id: library.places[id].order))


class _Likeness(NamedTuple):
    """How much a place is like the own one: the most alike come first."""

    shared_by_year: int  # negative
    weight: int  # negative
    order: int


@for_each_place
def _alike(library: Library, places: Sequence[Place], own: Place, year: int) -> dict[str, _Likeness]:
    """Return how much each place that may be a peer is like the own one, whose year is that one."""
    spread, ids = library.spread, [place.id for place in places]
    shared = spread.shared(own.id, Holds.ACTUAL, ids)
    by_year = spread.shared_by_year(own.id, Holds.CONFIRMED, ids)
    confirmed = {id: spread.standings[id].confirmed for id in (own.id, *shared) if spread.is_confirmed(id)}
    peers = peers_of(own, year, places, confirmed, shared)
    return {peer.place.id: _Likeness(-by_year.get(peer.place.id, 0), -peer.weight, peer.place.order) for peer in peers}


@remembered
def _may_be_peers(roll: Roll, own: Place) -> list[Place]:
    return [place for place in roll.places.values() if may_be_peers(own, place)]


def found_for(library: Library, chosen: Chosen) -> Conclusion:
    """Return the conclusion for a choice, whatever its thresholds."""
    return _found_for(library, chosen.own, chosen.others, chosen.year)


@while_untouched
def _found_for(library: Library, own: Place, others: tuple[Place, ...], year: int) -> Conclusion:
    rows = (*rows_among(library, own, others), *_unsaid(library, own, year))
    mentioned, _ = mentions_of(library, (own, *others))
    return conclude(rows, library.indicators, Bodies(own, others, year), mentioned)


@remembered
def show(library: Library, chosen: Chosen) -> View:
    """Return the answer on one screen, and each list in full, folded."""
    conclusion = found_for(library, chosen)
    if not any(step.own.value is not None for step in conclusion.steps):
        return View(PAGE.title, nothing=NO_OWN)
    own_chapters = _chapters(library, chosen.own, chosen.others, chosen.year, chosen.thresholds, library.updated)
    chapters = (*own_chapters, *in_bulletins(library, chosen.own))
    answer = _answer(library, conclusion, lists_of(conclusion), chapters)
    return View(PAGE.title, "", (answer, *(exhibit.folded() for exhibit in chapters)), conclusion.rows)


@while_untouched
def _chapters(
    library: Library, own: Place, others: tuple[Place, ...], year: int, thresholds: Thresholds, updated: str
) -> tuple[Exhibit, ...]:
    """Return what the reports of the places compared say, each list in full; its feet say when the data last changed."""
    conclusion = _found_for(library, own, others, year)
    lists = [_list(library, conclusion, listed) for listed in lists_of(conclusion) if listed.steps]
    chapters = [_sentences(library, conclusion), *lists, *standings(library, conclusion, thresholds)]
    chapters += [*_practices(library, conclusion), *_doubts(library, conclusion), *_disclosures(library, conclusion)]
    return tuple(chapters)


def _head(conclusion: Conclusion) -> str:
    counts = conclusion.counts()
    rungs = [f"{rung.value} {counts[rung]} 项" for rung in Rung if rung in counts]
    return f"{conclusion.bodies.own.short_name} {conclusion.bodies.year} 年：{' · '.join(rungs)}"


def _sentences(library: Library, conclusion: Conclusion) -> Exhibit:
    """Return 总体结论: up to seven sentences that can be read aloud."""
    sentences = conclusion.sentences()
    cited = {id for s in sentences for span in s.spans if span.kind is Kind.VALUE for id in span.facts}
    rows = tuple(row for row in conclusion.rows if row.fact_id in cited)
    return Exhibit(
        "sentences", overall(conclusion), whom(conclusion), rows, plain(("句子",), [(Cell(s.text, facts=s.facts),) for s in sentences]),
        sentence=joined(sentences, "\n"), footer=source_line(rows, library.updated), points=sentences, chapter="结论",
        cover=cover(conclusion),
    )  # fmt: skip


def _list(library: Library, conclusion: Conclusion, listed: Listed) -> Exhibit:
    apart = listed.key == "apart"
    head = APART_HEAD if apart else ("指标", "我方", "对方", "差距（算得）?", "依据", "原因或注意?", "要什么才可比?")
    lines = [_cells_apart(step) if apart else _cells(step) for step in listed.steps]
    rows = tuple({row.fact_id: row for step in listed.steps for row in step.stated}.values())
    panels = panels_of(conclusion, [step for step in listed.steps if step.verdict is not None])
    return Exhibit(
        listed.key, finding_of(conclusion, listed), whom(conclusion), rows, plain(head, lines), notes=RULES, panels=panels,
        footer=source_line(rows, library.updated), chapter=listed.chapter,
        doors={step.indicator.id: _door(conclusion, step) for step in listed.steps},
    )  # fmt: skip


APART_HEAD = ("指标", "我方", "对方", "为什么不能直接比", "要什么才可比")


def _cells_apart(step: Step) -> tuple[Cell | str, ...]:
    name, own, others, *_ = _cells(step)
    beside = COMPARABILITY["time"] if step.rung is Rung.OTHER_YEAR else ""  # the years stand beside the figures
    reasons = [words for words in step.why if not beside or not words.startswith(beside)]
    return name, own, others, "：".join(filter(None, (step.rung.value, "；".join(reasons)))), needed(step)


@made_once
def _cells(step: Step) -> tuple[Cell | str, ...]:
    gap = gap_in_words(step)
    formulas = "；".join(made.formula for made in step.made)
    return (
        name_of(step),
        Cell(_with_year(step.own, step), step.own.value, _facts(step, step.own)),
        Cell("；".join(f"{called(row)} {_with_year(row, step)}" for row in step.others), None, _facts(step, *step.others)),
        Cell(f"{step.verdict.value} {gap}" if step.verdict and gap else str(step.verdict or ""), None, _facts(step, *step.rows)),
        f"{step.rung.value}{f'（{step.n} 地）' if step.n >= 3 else ''}{f'：{formulas}' if formulas else ''}",
        "；".join(step.why),
        needed(step),
    )  # fmt: skip


def _with_year(row: Row, step: Step) -> str:
    figure = text_of(row)
    bound = BOUNDS.get(row.bound, "") if row.bound == "between" and not step.made else ""
    years = {r.year for r in step.rows}
    year = f"（{row.year}）" if len(years) > 1 and row.year and row.value is not None else ""
    return f"{figure}{bound}{year}"


def _facts(step: Step, *rows: Row) -> tuple[str, ...]:
    """Return the facts behind rows: of derived ones the parents."""
    made = {one.row.fact_id: one.parents for one in step.made}
    return tuple(dict.fromkeys(fact.fact_id for row in rows for fact in made.get(row.fact_id, (row,)) if fact.fact_id))


def _door(conclusion: Conclusion, step: Step) -> Link:
    """Return where an indicator is shown in full; a derived figure leads to the first of its parents."""
    id = step.made[0].parents[0].indicator if step.made else step.indicator.id
    who = ((OWN, conclusion.bodies.own.id), *((PEERS, place.id) for place in conclusion.bodies.others))
    return Link("indicator", (("i", id), *who))


def _practices(library: Library, conclusion: Conclusion) -> tuple[Exhibit, ...]:
    if not conclusion.practices:
        return ()
    called = _called(library, (practice.mention.document for practice in conclusion.practices))
    lines = [_practice(practice, called) for practice in conclusion.practices]
    names = "、".join(practice.mention.measure.name for practice in conclusion.practices[:2])
    title = f"别处做了、{conclusion.bodies.own.short_name}报告没写到的做法 {len(conclusion.practices)} 项，如{names}"
    return (
        Exhibit(
            "practices", title, whom(conclusion), (), plain(("做法", "哪里在做", "原句", "出处"), lines),
            notes=("没有写到不等于没有做。",), footer=library.updated, chapter="可借鉴做法",
            reports=tuple(dict.fromkeys(practice.mention.document for practice in conclusion.practices)),
        ),
    )  # fmt: skip


def _practice(practice: Practice, called: Mapping[str, str]) -> tuple[Cell | str, ...]:
    mention = practice.mention
    places = join(place.short_name for place in practice.places)
    sentence = NUMBERED.sub("", mention.text.strip()).rstrip("；，、")
    before = mention.text.index(sentence)  # what is left out at its beginning
    at = max(0, mention.marks[0][0] - before) if mention.marks else 0
    return (mention.measure.name, places, Cell(sentence, at=at), called[mention.document])


NUMBERED = re.compile(
    r"^(?:[（(]?\d{1,2}[)）]|\d{1,2}[.．、](?!\d)|[（(]?[一二三四五六七八九十]{1,3}[)）、])\s*"
)  # of a list


def _called(library: Library, documents: Iterable[str]) -> dict[str, str]:
    """Return how a line names each of some reports: who issued it, its year, its kind."""
    called = {}
    for report in library.reports_named(*sorted({*documents})).to_dict("records"):
        parts = (report["issuer_short"], f"{report['year']} 年", DOCUMENT_KINDS.get(report["kind"], ""))
        called[report["id"]] = " ".join(filter(None, parts)) + (
            "（节选）" if report["edition"] == Edition.EXCERPT else ""
        )
    return called


def _doubts(library: Library, conclusion: Conclusion) -> tuple[Exhibit, ...]:
    """Return what does not add up in the reports whose figures are compared above."""
    used = tuple(row for step in conclusion.steps if step.rung in UPPER for row in step.stated)
    alarms = alarms_of([Exhibit("used", "", "", used, Table())], library) if used else []
    if not alarms:
        return ()
    doubtful = set(f.report for f in alarms)
    called = _called(library, doubtful)
    lines = [(called[f.report], f.kind, f.words) for f in alarms]
    title = f"所比数字所在的 {len(doubtful)} 份报告有 {len(alarms)} 处疑点，引用前先核"
    return (
        Exhibit(
            "doubts", title, whom(conclusion), tuple(row for row in used if row.document in doubtful),
            plain(("报告", "关系", "说明"), lines), footer=library.updated, chapter="疑点",
        ),
    )  # fmt: skip


def _disclosures(library: Library, conclusion: Conclusion) -> tuple[Exhibit, ...]:
    """Return what others publish and the own reports do not, what most others do first, with a sentence to fill in."""
    whole = sorted(conclusion.on(Rung.ONLY_OTHERS), key=lambda step: -len(step.others))
    steps = whole[:SUGGESTIONS]
    if not steps:
        return ()
    lines = [(s.indicator.name, join(called(r) for r in s.others), to_fill_in(s)) for s in steps]
    rows = tuple(row for step in steps for row in step.others)
    title = f"别处已公布、{conclusion.bodies.own.short_name}没写的 {len(whole)} 项"
    return (
        Exhibit(
            "disclose", f"{title}里，建议先披露 {len(steps)} 项" if len(whole) > len(steps) else f"{title}，建议披露",
            whom(conclusion), rows, plain(("指标", "谁写了", "可以这样写（数字待填）"), lines),
            footer=source_line(rows, library.updated), chapter="建议披露",
        ),
    )  # fmt: skip


def _answer(library: Library, conclusion: Conclusion, lists: Sequence[Listed], chapters: Sequence[Exhibit]) -> Exhibit:
    """Return the first screen: the first of each list; what it is taken along as is the whole pack."""
    head = ("", "指标", "我方", "对方", "差距（算得）", "依据")
    shown = [listed for listed in lists if listed.key != "only"]
    lines, picks = [], []
    for listed in shown:
        name = f"{listed.name} {len(listed.steps)} 项"
        lines += [
            (name, step.indicator.name, *_cells(step)[1:4], SHORT[step.rung]) for step in listed.steps[:FIRST]
        ]  # the rung says 算得
        picks += [step.indicator.id for step in listed.steps[:FIRST]]
        if not listed.steps:
            lines.append((name, "", "", "", "", ""))
            picks.append("")
    doors = {step.indicator.id: _door(conclusion, step) for listed in shown for step in listed.steps[:FIRST]}
    for practice in conclusion.practices[:FIRST]:
        name = practice.mention.measure.name
        lines.append(
            (
                f"{BORROWED} {len(conclusion.practices)} 项",
                name,
                "",
                join(p.short_name for p in practice.places),
                "",
                "做法",
            )
        )
        picks.append(name)
        doors[name] = Link("measures", (("v", "matrix"), ("t", practice.mention.measure.theme)))
    rows = tuple(
        {row.fact_id: row for listed in shown for step in listed.steps[:FIRST] for row in step.stated}.values()
    )
    order = {chapter: n for n, chapter in enumerate(CHAPTERS)}
    parts = sorted((e for e in chapters if e.key not in ("only", "unsaid")), key=lambda e: order[e.chapter])
    return Exhibit(
        "answer", _head(conclusion), "", rows, plain(head, lines, picks=picks), notes=RULES, doors=doors,
        footer=source_line(rows, library.updated), parts=tuple(parts),
    )  # fmt: skip


BORROWED = "别人做了我们没写"
CHAPTERS = (
    "结论",
    "领先",
    "差距",
    "持平",
    "持平与居中",
    "不可直接比",
    "可借鉴做法",
    "建议披露",
    "只有我们写了",
    IN_BULLETINS,
    "疑点",
)
