"""对标句: what a comparison says, in sentences to copy: places, values as written, period, basis, higher, similar or
lower, caveat.

Never a cause, never praise. The same facts give the same text; every figure in it leads to a fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.analysis.compare import Comparison
from core.analysis.relations import called, relation, same_time
from core.analysis.rows import Row
from core.analysis.spans import Kind, Pen, Sentence
from core.analysis.wording import edition_of, join
from core.model import Indicator, Place
from core.words import CAVEATS, COMPARABILITY, REASONS, STAGES, period_in_words

REMARKS = COMPARABILITY | CAVEATS


def sentence_of(view: Comparison, own: Place | None = None) -> Sentence:
    """Return the sentence on one indicator.

    Args:
        view: the comparison that the sentence is about; nothing outside it is said.
        own: the place whose position against the median is told where three or more may be compared.
    """
    pen = Pen()
    write_name(pen, view.indicator, view.rows)
    pen.say("：")
    write_together(pen, view, own)
    write_apart(pen, view)
    _silent(pen, view)
    _remarks(pen, view)
    _sources(pen, view)
    return pen.sentence()


def write_name(pen: Pen, indicator: Indicator, rows: Iterable[Row]) -> None:
    """Write the name of an indicator with its basis and stage; ``rows`` are those that use it."""
    basis = f"按{indicator.basis}计" if indicator.basis else ""
    qualifiers = "，".join(filter(None, (basis, STAGES.get(indicator.stage, ""))))
    pen.cite(indicator.name, rows, Kind.INDICATOR)
    pen.cite(f"（{qualifiers}）" if qualifiers else "", rows, Kind.INDICATOR)


def _comparable(view: Comparison) -> tuple[Row, ...]:
    return tuple(row for row in view.rows if row.ranked)


def write_together(pen: Pen, view: Comparison, own: Place | None) -> None:
    """Write the comparable values and who is higher or lower."""
    rows = _comparable(view)
    if not rows:
        pen.say("没有可以并排的数值。")
        return
    _figures(pen, rows)
    alone = len({row.place for row in rows}) < 2 and not same_time(view)
    pen.say("，可比的只有这一地。" if alone else f"；{relation(view, own)}。")


def _figures(pen: Pen, rows: Sequence[Row]) -> None:
    """Write the values as written; a period that all share is written once, before them."""
    periods = {_period(row) for row in rows}
    if len(periods) == 1:
        pen.cite(periods.pop(), rows, Kind.PERIOD).say("，")
        periods = set()
    for n, row in enumerate(rows):
        pen.say("、" if n else "")
        _figure(pen, row, with_period=bool(periods))


def _figure(pen: Pen, row: Row, with_period: bool) -> None:
    pen.cite(called(row), [row], Kind.SOURCE).say(" ").cite(_value(row), [row], Kind.VALUE)
    if with_period:
        pen.say("（").cite(_period(row), [row], Kind.PERIOD).say("）")


def _value(row: Row) -> str:
    return " ".join(row.written.split())


def _period(row: Row) -> str:
    return period_in_words(row.period) or f"{row.year}年"


def write_apart(pen: Pen, view: Comparison) -> None:
    """Write the values that may not stand beside the others, and why."""
    for n, row in enumerate(view.apart):
        pen.say("；" if n else "不并列：")
        _figure(pen, row, with_period=True)
        pen.say(f"，{_reasons(row.why)}")
    pen.say("。" if view.apart else "")


def _reasons(codes: Iterable[str]) -> str:
    return "、".join(COMPARABILITY[code] for code in codes)


def _silent(pen: Pen, view: Comparison) -> None:
    places: dict[Place, list[Row]] = {}
    for row in view.rows:
        if row.verdict == "absent":
            places.setdefault(row.place, []).append(row)
    for n, (place, rows) in enumerate(places.items()):
        pen.say("、" if n else "无数值：").cite(place.short_name, rows, Kind.SOURCE).say(
            f"（{join(map(silence, rows))}）"
        )
    pen.say("。" if places else "")


def silence(row: Row) -> str:
    """Return why a row has no figure."""
    return REASONS["masked"] if row.masked else REASONS.get(row.reason, "")


def _remarks(pen: Pen, view: Comparison) -> None:
    remarks: dict[str, list[Row]] = {}
    for code, words in REMARKS.items():
        concerned = [row for row in _comparable(view) if code in (*row.why, *row.caveats)]
        if concerned:
            remarks[words] = concerned
    for n, (words, rows) in enumerate(remarks.items()):
        pen.say("；" if n else "注意：").say(f"{words}（").cite(join(map(called, rows)), rows, Kind.SOURCE).say("）")
    pen.say("。" if remarks else "")


def _sources(pen: Pen, view: Comparison) -> None:
    stated = [row for row in view.rows if row.value is not None]
    for n, issuer in enumerate(dict.fromkeys(row.issuer_short for row in stated)):
        mine = [row for row in stated if row.issuer_short == issuer]
        pen.say("、" if n else "来源：").cite(issuer, mine, Kind.SOURCE).say(
            "（摘编）" if any(map(edition_of, mine)) else ""
        )
    pen.say("。" if stated else "")
