"""对标句 of a whole comparison, under four heads: 总体, 差距, 不可比, 数据缺口."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.analysis.compare import Comparison
from core.analysis.relations import has_order, same_time
from core.analysis.rows import Row
from core.analysis.sentences import silence, write_apart, write_name, write_together
from core.analysis.spans import Kind, Pen, Sentence, counted, joined
from core.analysis.wording import join
from core.model import Place


@dataclass(frozen=True, slots=True)
class Summary:
    """The sentences of a whole comparison under their four heads."""

    overall: Sentence  # 总体
    differences: tuple[Sentence, ...]  # 差距
    incomparable: tuple[Sentence, ...]  # 不可比
    missing: tuple[Sentence, ...]  # 数据缺口

    def whole(self) -> Sentence:
        """Return everything as one text, a paragraph a head; an empty head says so."""
        heads = (("差距", self.differences), ("不可比", self.incomparable), ("数据缺口", self.missing))
        told = [joined([Pen().say("总体：").sentence(), self.overall])]
        for head, sentences in heads:
            told.append(joined([Pen().say(f"{head}：").sentence(), *(sentences or [Pen().say("无。").sentence()])]))
        return joined(told, "\n")


def summary_of(views: Sequence[Comparison], own: Place | None = None) -> Summary:
    """Return the sentences on a whole comparison, indicator by indicator in the order given."""
    return Summary(
        _overall(views),
        tuple(_difference(view, own) for view in views if has_order(view)),
        tuple(_refusal(view) for view in views if view.apart),
        tuple(_missing(views)),
    )


def _overall(views: Sequence[Comparison]) -> Sentence:
    places = join(row.place.short_name for view in views for row in view.rows)
    ordered = sum(has_order(view) for view in views)
    close = sum(bool(same_time(view)) for view in views) - ordered
    stated = sum(any(row.value is not None for row in view.rows) for view in views)
    refused, silent = stated - ordered - close, len(views) - stated
    told = "、".join(
        f"{counted(number, '项')}{words}"
        for number, words in (
            (ordered, "可比且有高低"),
            (close, "可比而相近"),
            (refused, "有数值而不能互比"),
            (silent, "各地都没有写"),
        )
        if number
    )
    pen = Pen().cite(places, [row for view in views for row in view.rows], Kind.SOURCE)
    return pen.say(f"{counted(len(views), '项')}指标中，{told or '没有一项有数值'}。").sentence()


def _difference(view: Comparison, own: Place | None) -> Sentence:
    pen = Pen()
    write_name(pen, view.indicator, view.rows)
    pen.say("：")
    write_together(pen, view, own)
    return pen.sentence()


def _refusal(view: Comparison) -> Sentence:
    pen = Pen()
    write_name(pen, view.indicator, view.rows)
    write_apart(pen, view)
    return pen.sentence()


def _missing(views: Sequence[Comparison]) -> Iterable[Sentence]:
    """Yield a sentence a place: which indicators it leaves out, by reason."""
    silent: dict[Place, dict[str, list[tuple[Comparison, Row]]]] = {}
    for view in views:
        for row in view.rows:
            if row.verdict == "absent":
                silent.setdefault(row.place, {}).setdefault(silence(row), []).append((view, row))
    for place, reasons in sorted(silent.items(), key=lambda item: item[0].order):
        pen = Pen().cite(place.short_name, [row for told in reasons.values() for _, row in told], Kind.SOURCE).say("：")
        for n, (reason, told) in enumerate(reasons.items()):
            pen.say("；" if n else "")
            for m, (view, row) in enumerate(told):
                pen.say("、" if m else "").cite(view.indicator.name, [row], Kind.INDICATOR)
            pen.say(f"（{reason}）")
        yield pen.say("。").sentence()
