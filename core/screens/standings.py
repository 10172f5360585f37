"""Where we stand among three and more comparable places: median, gap and the cards of one's own thresholds; a part of
对标结论.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.analysis.bands import Thresholds
from core.analysis.conclusion import Conclusion
from core.analysis.ladder import Rung, Step, Verdict
from core.analysis.relations import called
from core.analysis.wording import text_of
from core.charts.notes import source_line
from core.charts.standings import standings_figure
from core.comparability import RANKABLE_FROM
from core.library import Library
from core.library.link import Choices, Menu
from core.model import Place
from core.same import made_once
from core.screens.exhibit import Cell, Cells, Exhibit, Panel, Tone, plain
from core.screens.panels import bars_of
from core.words import DIRECTIONS, shown

RULE = (
    "可比的不足三地不下结论；离中位数不远又各有高低的为居中，与多数相同才说持平。中位数与差距是算得的，不是原文数字。"
)
STEPS = {  # key → label, counter, steps; 0 switches a warning off
    "yp": ("黄牌：低于中位数", "个百分点", (0, 1, 2, 5, 10, 20)), "rp": ("红牌：低于中位数", "个百分点", (0, 1, 2, 5, 10, 20)),
    "yq": ("黄牌：差中位数的", "%", (0, 5, 10, 20, 50)), "rq": ("红牌：差中位数的", "%", (0, 5, 10, 20, 50)),
}  # fmt: skip
LEAST = (3, 5, 8, 10)
FOLDED = "红黄牌门槛"
TONES = {"红牌": Tone.BAD, "黄牌": Tone.WARN}
HEAD = ("指标", "结论", "牌?", "我方", "中位数（算得）", "差距（算得）", "对照各地", "方向")


def ask_thresholds(choices: Choices) -> Thresholds:
    """Ask from where on a place behind the median gets a card."""
    yp, rp, yq, rq = (float(choices.one(_step(key, *step))) for key, step in STEPS.items())
    least = choices.one(Menu("ln", "可比不足几地不亮牌", {str(n): f"{n} 地" for n in LEAST}, folded=FOLDED))
    return Thresholds(yp, rp, yq, rq, int(least))


def _step(key: str, label: str, counter: str, steps: Sequence[int]) -> Menu:
    return Menu(key, label, {str(n): f"{n} {counter}" if n else "不设" for n in steps}, folded=FOLDED)


def among_three(conclusion: Conclusion) -> tuple[Step, ...]:
    """Return the steps on which three and more bodies share axis and time."""
    return tuple(s for s in conclusion.verdicts if s.rung is Rung.SAME and s.n >= RANKABLE_FROM and s.gap is not None)


def standings(library: Library, conclusion: Conclusion, thresholds: Thresholds) -> tuple[Exhibit, ...]:
    """Return where the own place stands, none where no three may be compared."""
    steps = among_three(conclusion)
    if not steps:
        return ()
    own, rows = conclusion.bodies.own, tuple({row.fact_id: row for step in steps for row in step.rows}.values())
    title = f"三地以上可比的 {len(steps)} 项里，{own.short_name}{_sides(steps)}"
    table = plain(HEAD, [_cells(step, thresholds) for step in steps])
    footer = source_line(rows, library.updated)
    figure = standings_figure(own, steps, f"{conclusion.bodies.year} 年 · {library.updated}")
    return (
        Exhibit(
            "standings", title, f"{own.short_name}，{conclusion.bodies.year} 年", rows, table, figure,
            notes=(RULE,), footer=footer, alt=title, chapter="领先",
            panels=tuple(_bars(step, own) for step in steps),
        ),
    )  # fmt: skip


@made_once
def _bars(step: Step, own: Place) -> Panel:
    return bars_of(step.indicator.name, step.rows, own)


def _sides(steps: Sequence[Step]) -> str:
    """Return on how many indicators the own place is above and below the median."""
    gaps = [float(step.gap or 0) for step in steps]
    counts = {"高于": sum(gap > 0 for gap in gaps), "低于": sum(gap < 0 for gap in gaps), "等于": gaps.count(0)}
    return "、".join(f"{side}中位数 {count} 项" for side, count in counts.items() if count)


def _cells(step: Step, thresholds: Thresholds) -> Cells:
    facts = tuple(row.fact_id for row in step.rows)
    card = card_of(step, thresholds)
    return (
        step.indicator.name,
        step.verdict.value if step.verdict else "",
        Cell(card, tone=TONES.get(card)),
        Cell(text_of(step.own), step.own.value, (step.own.fact_id,)),
        Cell(f"{shown(float(step.median), step.indicator.unit)}（{step.n} 地）", None, facts),
        Cell(_gap(step), None, facts),
        Cell("；".join(f"{called(row)} {text_of(row)}" for row in step.others), None, facts[1:]),
        DIRECTIONS[step.indicator.direction],
    )


def card_of(step: Step, thresholds: Thresholds) -> str:
    """Return 红牌, 黄牌 or "": only who is behind is warned."""
    if step.verdict is not Verdict.BEHIND or step.gap is None:
        return ""
    return thresholds.card(step.gap, step.median, step.n, share=step.indicator.unit == "%")


def _gap(step: Step) -> str:
    """Return how far the own value is from the median: a difference of shares in 百分点."""
    gap = float(step.gap or 0)
    sign = "+" if gap > 0 else "−" if gap < 0 else ""
    unit = "百分点" if step.indicator.unit == "%" else step.indicator.unit
    return f"{sign}{shown(abs(gap), '')} {unit}"
