"""The lists of a conclusion as a pack shows them: what each finds, in one sentence, and small charts of its figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from core.analysis.conclusion import Conclusion, is_trap
from core.analysis.ladder import Rung, Step, Verdict
from core.analysis.relations import called
from core.analysis.rows import Row
from core.analysis.wording import join, text_of
from core.screens.exhibit import Chart, ChartKind, Mark, Panel
from core.screens.panels import BARS, GREY, amount

NAMED = 3  # bodies that a line names before it counts them
GOOD, EVEN, POOR = (Verdict.AHEAD, Verdict.HIGHER), (Verdict.LEVEL, Verdict.MIDDLE), (Verdict.BEHIND, Verdict.LOWER)
APART = {Rung.OTHER_YEAR: "年份不同", Rung.RELATED: "口径或统计期不同"}


class Listed(NamedTuple):
    """A list of the first screen: its steps, and how an exhibit of it is called."""

    key: str
    name: str
    chapter: str
    steps: tuple[Step, ...]


def lists_of(conclusion: Conclusion) -> tuple[Listed, ...]:
    """Return the lists of the first screen in their order."""
    three = any(step.n >= 3 for step in conclusion.verdicts)
    even = "持平与居中" if three else "持平"
    names = ("领先与较高", "落后与较低") if three else ("我们高", "我们低")
    return (
        Listed("higher", names[0], "领先", conclusion.with_verdict(*GOOD)),
        Listed("level", even, even, conclusion.with_verdict(*EVEN)),
        Listed("lower", names[1], "差距", conclusion.with_verdict(*POOR)),
        Listed("apart", "不可直接比", "不可直接比", conclusion.apart),
        Listed("unsaid", "对方写了我们没写", "建议披露", _by_others(conclusion.on(Rung.ONLY_OTHERS, Rung.WORDS))),
        Listed("only", "只有我们写了", "只有我们写了", conclusion.on(Rung.ONLY_OWN)),
    )


def _by_others(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Return steps with those first that most others state."""
    return tuple(sorted(steps, key=lambda step: -len(step.others)))


def whom(conclusion: Conclusion) -> str:
    """Return who is compared, for which year."""
    names = [place.short_name for place in conclusion.bodies.others]
    others = join(names) if len(names) <= NAMED else f"{'、'.join(names[:NAMED])}等 {len(names)} 地"
    return f"{conclusion.bodies.own.short_name}与{others}，{conclusion.bodies.year} 年"


def cover(conclusion: Conclusion) -> tuple[str, ...]:
    """Return what stands on the front of a pack: its title, 我方, 对方, the year."""
    bodies = conclusion.bodies
    return (
        f"{bodies.own.short_name} {bodies.year} 年政务服务对标材料",
        f"我方：{bodies.own.name}",
        f"对方：{join(place.short_name for place in bodies.others)}",
        f"年份：{bodies.year} 年，对方没有同年数的取最近一年并注明",
    )


def overall(conclusion: Conclusion) -> str:
    """Return the finding of all lists together: how many indicators stand where."""
    counted = (
        ("领先或较高", GOOD),
        ("落后或较低", POOR),
        ("持平或居中" if conclusion.with_verdict(Verdict.MIDDLE) else "持平", EVEN),
    )
    tally = [f"{name} {len(steps)} 项" for name, verdicts in counted if (steps := conclusion.with_verdict(*verdicts))]
    tally += [f"不可直接比 {len(conclusion.apart)} 项"] if conclusion.apart else []
    return f"{conclusion.bodies.own.short_name} {conclusion.bodies.year} 年{'、'.join(tally) or '没有可比的数'}"


def finding_of(conclusion: Conclusion, listed: Listed) -> str:
    """Return what a list finds: how many, and the first of them with its figures, or why they stand apart."""
    own, n = conclusion.bodies.own.short_name, len(listed.steps)
    if listed.key == "apart":
        counts = {words: sum(step.rung is rung for step in listed.steps) for rung, words in APART.items()}
        return f"不可直接比 {n} 项：" + "，".join(f"{count} 项{words}" for words, count in counts.items() if count)
    names = "、".join(step.indicator.name for step in listed.steps[:2])
    if listed.key == "unsaid":
        return f"对方写了、{own}没写 {n} 项：{names}{'等' if n > 2 else ''}"
    if listed.key == "only":
        return f"只有{own}写了 {n} 项：{names}{'等' if n > 2 else ''}"
    if is_trap(listed.steps[0]):
        return f"{own}{_side(listed)} {n} 项：{names}{'等' if n > 2 else ''}（各地数量相差十倍以上，先看统计范围）"
    return f"{own}{_side(listed)} {n} 项{'，如' if n > 1 else '：'}{_pair(listed.steps[0])}"


def _side(listed: Listed) -> str:
    words = {
        Verdict.AHEAD: "领先",
        Verdict.HIGHER: "较高",
        Verdict.LEVEL: "持平",
        Verdict.MIDDLE: "居中",
        Verdict.LOWER: "较低",
        Verdict.BEHIND: "落后",
    }
    return "或".join(word for verdict, word in words.items() if any(step.verdict is verdict for step in listed.steps))


def _pair(step: Step) -> str:
    """Return an indicator with the own figure and the highest of the others'."""
    other = max(step.others, key=amount)
    return f"{name_of(step)} {_said(step.own)}（{called(other)} {_said(other)}）"


def _said(row: Row) -> str:
    return " ".join(text_of(row).split())


def panels_of(conclusion: Conclusion, steps: Sequence[Step]) -> tuple[Panel, ...]:
    """Return a small chart for each step: bars from zero, the own one in its colour and the others grey, sorted."""
    return tuple(Panel(name_of(step), _bars(conclusion, step)) for step in steps)


def name_of(step: Step) -> str:
    """Return how an indicator is called, and that its figures are derived where they are."""
    return step.indicator.name + ("（算得）" if step.made else "")


def _bars(conclusion: Conclusion, step: Step) -> Chart:
    others = sorted(step.others, key=amount, reverse=True)[: BARS - 1]
    rows = sorted((step.own, *others), key=amount, reverse=True)
    own, made = conclusion.bodies.own, {one.row.fact_id: one.parents for one in step.made}
    marks = tuple(
        Mark(
            called(row), "", row.value, _said(row), tuple(r.fact_id for r in made.get(row.fact_id, (row,))),
            own.colour if row is step.own else GREY,
        )
        for row in rows
    )  # fmt: skip
    return Chart(ChartKind.BAR, step.indicator.unit, marks)
