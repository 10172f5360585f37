"""explain: what a number could be of and why not, or every number that could be of an indicator, in one report."""

from __future__ import annotations

import difflib
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from core import store
from core.commands.files import filed
from core.commands.tables import aligned, shortened
from core.declarations import load_indicators
from core.errors import DuibiaoError
from core.model import Document, Indicator
from core.parsing.options import Decision
from core.pipeline import Considered, explain, read_facts
from core.store.filing import document_of
from core.words import REASONS, ROLES

HELP = "列出一份报告里某个数字（或某个指标）的候选，以及取舍的理由"
HEADS = ("结论", "数字", "指标", "框架", "代价", "部分", "依据与不合")
NEAREST = 5  # frames that are told of a number


def arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("report", metavar="报告", help="文件，或库中报告的编号（见 reports）")
    parser.add_argument("asked", metavar="数字或指标", help="原文里的数字（如 568件），或指标编号、名称")
    parser.add_argument("--year", type=int, metavar="年份", help="报告年份；不写则从文件里找")


def run(args: Namespace) -> int:
    """Print the table of candidates and what was read in the end."""
    indicators = load_indicators()
    document = _document(args)
    explanations = explain(document, indicators)
    of_number = [one for one in explanations if args.asked in document.raw[one.quantity.start : one.quantity.end]]
    if args.asked[:1].isdigit() and of_number:
        for one in of_number:
            print(_of_number(document, one))
        return 0
    indicator = find_indicator(args.asked, indicators)
    print(f"{indicator.name}（{indicator.id}）在 {document.id} 中：")
    rows = [
        _row(document, one, decision, one.options)
        for one in explanations
        for decision in _first(d for d in one.options if d.frame.indicator.id == indicator.id)
    ]
    rows += [
        (VERDICTS["spread"], document.raw[one.quantity.start : one.quantity.end], indicator.id, "", "", claim.part, "")
        for one in explanations
        for claim in one.claims
        if claim.indicator == indicator.id and claim.decision is None
    ]
    if rows:
        print(aligned(HEADS, rows))
    print(_outcome(document, indicator, indicators))
    return 0


VERDICTS = {
    "claimed": "采用",
    "part": "采用为部分",
    "spread": "由清单或构成读出",
    "trial": "试用指标，只列不比",
    "lacking": "缺一项",
    "outdone": "另有更合适的框架",
    "unsure": "不够确定，列为建议",
}


def find_indicator(written: str, indicators: dict[str, Indicator]) -> Indicator:
    """Return the indicator of this id or name.

    Raises:
        DuibiaoError: none is called so, with those that come near.
    """
    by_name = {indicator.name: indicator for indicator in indicators.values()}
    if indicator := indicators.get(written) or by_name.get(written):
        return indicator
    raise DuibiaoError(f"没有叫“{written}”的指标。{_suggestion(written, indicators)}")


def _suggestion(written: str, indicators: dict[str, Indicator]) -> str:
    called = {word: i for i in indicators.values() for word in (i.id, i.name, *i.also)}
    inside = [word for word in called if written in word]
    near = inside or difflib.get_close_matches(written, called, n=5, cutoff=0.5)
    near_names = dict.fromkeys(f"{called[word].id}（{called[word].name}）" for word in near)
    return f"是否想找：{'、'.join(list(near_names)[:5])}？" if near_names else "指标编号见 data/indicators。"


def _document(args: Namespace) -> Document:
    file = Path(args.report)
    if file.exists():
        raw, filing = filed(file, args)
        return document_of(file.stem, filing, raw.raw)
    store.build()
    return store.report(args.report).document


def _of_number(document: Document, one: Considered) -> str:
    quantity = one.quantity
    start = max(document.text.rfind(stop, 0, quantity.start) for stop in "。!?\n") + 1
    sentence = shortened(document.raw[start : quantity.end + 12].strip(), 60)
    lines = [f"{document.raw[quantity.start : quantity.end]}（{ROLES[one.phrase.statement.role]}）  {sentence}"]
    words = "、".join(t.word.text if t.known else f"{t.word.text}?" for t in one.phrase.left + one.phrase.right)
    lines.append(f"自己的词：{words or '没有'}（带 ? 的不在词库）")
    rows = [_row(document, one, decision, one.options) for decision in one.options[:NEAREST]]
    lines.append(aligned(HEADS, rows) if rows else "没有框架能由它的词填上。")
    claimed = "、".join(c.indicator + (f"（部分：{c.part}）" if c.part else "") for c in one.claims)
    lines.append(f"结果：{claimed or '未归类'}")
    for k, offered in enumerate(one.suggestions, 1):
        against = f"；不利：{offered.against}" if offered.against else ""
        lines.append(f"建议 {k}：{offered.id}（{offered.speaks_for}{against}）")
    return "\n".join(lines)


def _row(document: Document, one: Considered, decision: Decision, options: list[Decision]) -> tuple[object, ...]:
    quantity = one.quantity
    return (
        VERDICTS[_verdict(one, decision, options)],
        document.raw[quantity.start : quantity.end],
        decision.frame.indicator.id,
        decision.frame.text,
        f"{decision.cost:.1f}",
        decision.part or "—",
        "；".join((*([f"缺 {decision.lacking}"] if decision.lacking else []), *decision.notes)),
    )


def _verdict(one: Considered, decision: Decision, options: list[Decision]) -> str:
    if any(claim.decision is decision for claim in one.claims):
        return "part" if any(claim.part for claim in one.claims) else "claimed"
    if decision.lacking:
        return "lacking"
    if decision.frame.indicator.trial:
        return "trial"
    return "unsure" if decision is options[0] else "outdone"


def _first(decisions: Iterator[Decision]) -> list[Decision]:
    return list(islice(decisions, 1))


def _outcome(document: Document, indicator: Indicator, indicators: dict[str, Indicator]) -> str:
    reading = read_facts(document, indicators)
    read = [fact for fact in reading.facts if fact.indicator == indicator.id]
    lines = [
        f"读出：{document.raw[f.quantity.start : f.quantity.end]}（{ROLES[f.role]}，{f.period.code}，{f.scope or '范围未写明'}）"
        for f in read
    ]
    lines += [f"没有可比的实绩：{REASONS[gap.reason]}" for gap in reading.gaps if gap.indicator == indicator.id]
    return "\n".join(lines)
