"""对标结论: the answer for one place, others and a year: ahead, level, behind, what may not be compared and why, what
the others state and do that the own reports do not, and the sentences to read aloud.

Every digit in a sentence leads to a fact; a volume is never called a gap, nothing is praised and no cause is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.analysis.bands import Side
from core.analysis.headline import of_other_breadth
from core.analysis.ladder import Bodies, Rung, Step, Verdict, ladder
from core.analysis.measures import Mention
from core.analysis.relations import called
from core.analysis.rows import Row
from core.analysis.spans import Kind, Pen, Sentence
from core.analysis.wording import text_of
from core.model import Indicator, Place, SectionKind
from core.same import made_once
from core.words import period_in_words

NAMED = 3  # indicators a sentence names; the list has the rest
TELLING = 20  # letters of a sentence that says what was done, not only how much of it
PAIRS = (("“", "”"), ("（", "）"), ("《", "》"))  # what opens is closed in a whole sentence
LISTS = ("higher", "level", "lower")
SIDES = {"higher": Side.HIGHER, "level": Side.SIMILAR, "lower": Side.LOWER}


@dataclass(frozen=True, slots=True)
class Practice:
    """A measure that another place's report tells as done and no report of the own place mentions."""

    mention: Mention
    places: tuple[Place, ...]  # of all that mention it, the one quoted first


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What stands on each rung for one choice of own place, others and year."""

    bodies: Bodies
    steps: tuple[Step, ...]
    practices: tuple[Practice, ...] = ()

    def on(self, *rungs: Rung) -> tuple[Step, ...]:
        """Return the steps of some rungs, the rung with most to say first."""
        return tuple(step for rung in rungs for step in self.steps if step.rung is rung)

    def of(self, side: Side) -> tuple[Step, ...]:
        """Return the steps with a verdict on one side; rates before volumes, the widest difference first."""
        return _by_weight(step for step in self.steps if step.side is side)

    def with_verdict(self, *verdicts: Verdict) -> tuple[Step, ...]:
        """Return the steps of some verdicts: 领先 and 落后 first, then rates, then in the same order; counts of another
        breadth last.
        """
        steps = _by_weight(step for step in self.steps if step.verdict in verdicts)
        ranked = (Verdict.AHEAD, Verdict.BEHIND)
        return tuple(sorted(steps, key=lambda s: (is_trap(s), s.verdict not in ranked, s.indicator.unit != "%")))

    @property
    def apart(self) -> tuple[Step, ...]:
        """Return what both have figures of and nobody may rank: other years, other definitions."""
        return self.on(Rung.OTHER_YEAR, Rung.RELATED)

    @property
    def verdicts(self) -> tuple[Step, ...]:
        """Return the steps that say who is higher."""
        return tuple(step for step in self.steps if step.verdict is not None)

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return every stated row it rests on, each once."""
        return tuple({row.fact_id: row for step in self.steps for row in step.stated}.values())

    def counts(self) -> dict[Rung, int]:
        """Return how many indicators stand on each rung, empty rungs left out."""
        numbers = {rung: len(self.on(rung)) for rung in Rung}
        return {rung: n for rung, n in numbers.items() if n}

    def sentences(self) -> tuple[Sentence, ...]:
        """Return the conclusion in up to seven sentences; what there is nothing to say of is left out."""
        written = (_overall, _ahead, _behind, _level, _other_years, _definitions, _unstated)
        return tuple(sentence for write in written if (sentence := write(self)) is not None)


def conclude(
    rows: Iterable[Row], indicators: Mapping[str, Indicator], bodies: Bodies, mentions: Sequence[Mention] = ()
) -> Conclusion:
    """Return the conclusion for a choice of bodies and year.

    Args:
        rows: rows of the facts frame, any places and years.
        mentions: what reports say of measures; see ``core.analysis.measures``.
    """
    return Conclusion(bodies, ladder(rows, indicators, bodies), practices_of(mentions, bodies))


def practices_of(mentions: Iterable[Mention], bodies: Bodies) -> tuple[Practice, ...]:
    """Return the measures that others tell as done and the own reports do not mention, most places first."""
    within = [m for m in mentions if m.place in (bodies.own, *bodies.others)]
    own = {m.measure.name for m in within if m.place == bodies.own}
    done: dict[str, list[Mention]] = {}
    for mention in within:
        if mention.measure.name not in own and mention.kind is SectionKind.REVIEW:
            done.setdefault(mention.measure.name, []).append(mention)
    made = [Practice(_clearest(same), tuple(dict.fromkeys(m.place for m in same))) for same in done.values()]
    return tuple(sorted(made, key=lambda p: (-len(p.places), not p.mention.with_number)))


def _clearest(mentions: Sequence[Mention]) -> Mention:
    return min(mentions, key=lambda m: (torn(m.text), not m.with_number, len(m.text) < TELLING, -m.year, len(m.text)))


def torn(words: str) -> bool:
    """Return whether a quotation mark or a bracket of the words stands alone: what is quoted is no whole sentence.

    >>> torn("政务服务“720跨域通办格局由此形成。"), torn("（一）试点“一件事”34个。")
    (True, False)
    """
    return any(words.count(opened) != words.count(closed) for opened, closed in PAIRS)


def _by_weight(steps: Iterable[Step]) -> tuple[Step, ...]:
    return tuple(sorted(steps, key=lambda s: (is_trap(s), s.rung is not Rung.SAME, is_volume(s), -_width(s))))


def is_volume(step: Step) -> bool:
    """Return whether more of it says nothing of better or worse: a count without a direction."""
    return step.indicator.direction == "neutral" and step.indicator.unit != "%"


@made_once
def is_trap(step: Step) -> bool:
    """Return whether a step sets counts of another breadth side by side: it heads no list and no sentence."""
    return of_other_breadth(step.rows, step.indicator)


def gap_in_words(step: Step) -> str:
    """Return the difference on a rung: 百分点 for shares, 倍 for everything else, "" where there is none to tell.

    The figure is derived from the two it stands between.
    """
    if step.gap is None or step.verdict is Verdict.LEVEL:
        return ""
    if step.indicator.unit == "%":
        return f"{'+' if step.gap > 0 else '−'}{abs(step.gap).normalize():f} 个百分点"
    if step.ratio is None or step.ratio <= 0:
        return ""
    times = f"{step.ratio:.2f}" if step.ratio < 10 else f"{step.ratio:.1f}"
    return f"{'中位数' if step.n >= 3 else '对方'}的 {times} 倍"


def needed(step: Step) -> str:
    """Return the shortest list of what would lift a step to a rank, "" where it is ranked."""
    year = step.own.year or ""
    if step.rung is Rung.SAME:
        return "" if step.n >= 3 else f"再有一地公布 {year} 年的同口径数即可排名"
    if step.rung is Rung.CONVERTED:
        return "各地直接公布同口径的数，就不必换算"
    if step.rung is Rung.OTHER_YEAR:
        others = "、".join(dict.fromkeys(called(row) for row in step.others))
        return f"要{others} {year} 年的数"
    if step.rung is Rung.ONLY_OWN:
        return f"要对方公布{step.indicator.name}"
    if step.rung is Rung.RELATED:
        return next((words for code, words in LIFTS.items() if code in _codes(step)), "要同一口径、同一统计期的数")
    return f"要我方公布{step.indicator.name}"


LIFTS = {
    "pending": "要确认待核的来源",
    "variant": "要双方按同一口径各写一次",
    "part": "要总数，不只是其中一部分",
    "role": "要实绩，不只是目标或变化",
    "level": "要同一行政层级的数，或两地的常住人口",
    "scope": "要写明同一统计范围的数",
    "period": "要同样长度、同时截止的数",
    "since_unknown": "要写明累计从何时起",
    "since_launch": "要当年的数，不是上线以来的累计",
    "counter": "要同一计量单位的数",
    "province": "省内考核口径，跨省没有可比的数",
    "issuer": "自定口径，换谁都不可比",
    "definition": "各处所指不同，没有可比的数",
    "conflict": "要先核清同一份报告里的两个数",
}


def _codes(step: Step) -> set[str]:
    return {code for row in (step.own, *step.others) for code in row.why}


def to_fill_in(step: Step) -> str:
    """Return the sentence with which the own report could state an indicator, its number left open."""
    unit = "%" if step.indicator.unit == "%" else step.indicator.unit
    return f"{step.own.year} 年，{step.indicator.name}为＿＿＿{unit}。"


def _width(step: Step) -> float:
    if step.gap is None:
        return 0.0
    return abs(float(step.gap)) if step.indicator.unit == "%" else abs(float(step.ratio or 1) - 1)


def _overall(conclusion: Conclusion) -> Sentence:
    pen = Pen()
    mine = conclusion.bodies.own
    own = [row for step in conclusion.steps if step.own.value is not None for row in step.stated if row.place == mine]
    pen.cite(conclusion.bodies.own.short_name, own, Kind.SOURCE)
    if own:
        pen.say(" ").cite(f"{conclusion.bodies.year} 年", own, Kind.PERIOD)
    others = [row for step in conclusion.steps for row in step.stated if row.place != mine]
    names = "、".join(place.short_name for place in conclusion.bodies.others[:NAMED])
    pen.say("与").cite(names, others, Kind.SOURCE)
    if len(conclusion.bodies.others) > NAMED:
        pen.say("等").count(len(conclusion.bodies.others), "地", others)
    pen.say("相比：")
    for n, (rung, number) in enumerate(conclusion.counts().items()):
        pen.say("，" if n else "").count(number, "项", _stated(conclusion.on(rung))).say(WORDS[rung])
    return pen.say("。" if conclusion.steps else "都没有数。").sentence()


def _stated(steps: Iterable[Step]) -> list[Row]:
    return [row for step in steps for row in step.stated]


WORDS = {
    Rung.SAME: "同口径同期可直接比",
    Rung.OTHER_YEAR: "同口径而年份不同",
    Rung.CONVERTED: "换算后可比",
    Rung.RELATED: "口径不同而不能直接比",
    Rung.WORDS: "我方只有文字没有数",
    Rung.ONLY_OWN: "只有我方写了",
    Rung.ONLY_OTHERS: "对方写了而我方没写",
}


def _listed(steps: Sequence[Step], head: str, tell: Callable[[Pen, Step], None]) -> Sentence | None:
    if not steps:
        return None
    pen = Pen().say(head)
    for n, step in enumerate(steps[:NAMED]):
        pen.say("；" if n else "")
        tell(pen, step)
    rest = len(steps) - NAMED
    if rest > 0:
        pen.say("；另有").count(rest, "项", _stated(steps[NAMED:]))
    return pen.say("。").sentence()


def _tell_pair(pen: Pen, step: Step) -> None:
    _name(pen, step)
    _figure(pen, step.own, step, with_name=False)
    for n, row in enumerate(step.others[:NAMED]):
        pen.say("、" if n else "，")
        _figure(pen, row, step, with_name=True)
    if step.verdict in (Verdict.AHEAD, Verdict.BEHIND):
        less = "，越少越好" if step.indicator.direction == "lower" else ""
        pen.say("（").count(step.n, "地", step.stated).say(f"中{step.verdict.value}{less}）")


def _tell_years(pen: Pen, step: Step) -> None:
    _name(pen, step)
    for n, row in enumerate((step.own, *step.others[:1])):
        pen.say("、" if n else "")
        _figure(pen, row, step, with_name=True)
        pen.say("（").cite(period_in_words(row.period) or f"{row.year}年", _cited(row, step), Kind.PERIOD).say("）")


def _name(pen: Pen, step: Step) -> None:
    pen.cite(step.indicator.name, step.stated, Kind.INDICATOR)
    if step.made:
        pen.say("（算得）")
    pen.say(" ")


def _figure(pen: Pen, row: Row, step: Step, *, with_name: bool) -> None:
    if with_name:
        pen.cite(called(row), _cited(row, step), Kind.SOURCE).say(" ")
    pen.cite(" ".join(text_of(row).split()), _cited(row, step), Kind.VALUE)


def _cited(row: Row, step: Step) -> Sequence[Row]:
    """Return the stated rows behind a row: itself, or what it was derived from."""
    made = [one for one in step.made if one.row.fact_id == row.fact_id]
    return made[0].parents if made else [row]


def _ahead(conclusion: Conclusion) -> Sentence | None:
    steps = conclusion.with_verdict(Verdict.AHEAD, Verdict.HIGHER)
    ranked = any(step.verdict is Verdict.AHEAD for step in steps)
    return _listed(steps, "我方领先或较高的：" if ranked else "我方较高的：", _tell_pair)


def _behind(conclusion: Conclusion) -> Sentence | None:
    steps = conclusion.with_verdict(Verdict.BEHIND, Verdict.LOWER)
    ranked = any(step.verdict is Verdict.BEHIND for step in steps)
    return _listed(steps, "我方落后或较低的：" if ranked else "我方较低的：", _tell_pair)


def _level(conclusion: Conclusion) -> Sentence | None:
    steps = _by_weight(conclusion.with_verdict(Verdict.LEVEL, Verdict.MIDDLE))
    kinds = {step.verdict for step in steps}
    head = "居中的：" if kinds == {Verdict.MIDDLE} else "持平或居中的：" if Verdict.MIDDLE in kinds else "基本持平的："
    return _listed(steps, head, _tell_pair)


def _other_years(conclusion: Conclusion) -> Sentence | None:
    return _listed(conclusion.on(Rung.OTHER_YEAR), "口径相同而年份不同、只并列不比高低的：", _tell_years)


def _definitions(conclusion: Conclusion) -> Sentence | None:
    steps = [step for step in conclusion.on(Rung.RELATED) if step.own.value is not None]
    return _listed(steps, "口径或统计期不同、不能直接比的：", _tell_years)


def _unstated(conclusion: Conclusion) -> Sentence | None:
    def tell(pen: Pen, step: Step) -> None:
        pen.cite(step.indicator.name, step.others, Kind.INDICATOR).say("（")
        _figure(pen, step.others[0], step, with_name=True)
        pen.say("）")

    steps = sorted(conclusion.on(Rung.ONLY_OTHERS), key=lambda s: -len(s.others))
    return _listed(steps, "对方公布而我方没写的：", tell)
