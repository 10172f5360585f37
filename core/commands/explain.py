"""explain: the candidates of one indicator in one report, and what became of each."""

from __future__ import annotations

import difflib
from argparse import ArgumentParser, Namespace
from pathlib import Path

from core import store
from core.commands.files import filed
from core.commands.tables import aligned, shortened
from core.declarations import load_indicators
from core.errors import DuibiaoError
from core.model import Document, Indicator
from core.parsing.candidates import Candidate, Verdict
from core.pipeline import explain, read_facts
from core.store.filing import document_of
from core.words import REASONS, ROLES

HELP = "列出一份报告里某个指标的候选数字，以及取舍的理由"
HEADS = ("结论", "数字", "说法", "位置", "代价", "所在句")
VERDICTS = {
    Verdict.ACCEPTED: "采用",
    Verdict.OUTDONE: "另有更合适的说法",
    Verdict.WRONG_UNIT: "单位不符",
    Verdict.WRONG_ROLE: "性质不符（目标、变化等）",
    Verdict.NO_CONTEXT: "上下文不符",
    Verdict.FORBIDDEN: "含排除词",
    Verdict.TOO_FAR: "相距太远",
    Verdict.PART: "是“其中”的一部分",
    Verdict.RATIO: "是平均数或每单位数",
    Verdict.TAKEN: "说法已归前一个数字",
    Verdict.AMBIGUOUS: "表述有歧义",
}


def arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("report", metavar="报告", help="文件，或库中报告的编号（见 reports）")
    parser.add_argument("indicator", metavar="指标", help="指标编号或名称")
    parser.add_argument("--year", type=int, metavar="年份", help="报告年份；不写则从文件里找")


def run(args: Namespace) -> int:
    """Print the table of candidates and what was read in the end."""
    indicators = load_indicators()
    indicator = find_indicator(args.indicator, indicators)
    document = _document(args)
    candidates = explain(document, indicator, indicators)
    print(f"{indicator.name}（{indicator.id}）在 {document.id} 中：")
    if candidates:
        print(aligned(HEADS, [_row(document, candidate) for candidate in candidates]))
    print(_outcome(document, indicator, indicators))
    return 0


def find_indicator(written: str, indicators: dict[str, Indicator]) -> Indicator:
    """Return the indicator of this id or name.

    Raises:
        DuibiaoError: none is called so, with those that come near.
    """
    by_name = {indicator.name: indicator for indicator in indicators.values()}
    if found := indicators.get(written) or by_name.get(written):
        return found
    raise DuibiaoError(f"没有叫“{written}”的指标。{_suggestion(written, indicators)}")


def _suggestion(written: str, indicators: dict[str, Indicator]) -> str:
    called = {word: i for i in indicators.values() for word in (i.id, i.name, *i.also, *i.labels)}
    inside = [word for word in called if written in word]
    near = inside or difflib.get_close_matches(written, called, n=5, cutoff=0.5)
    found = dict.fromkeys(f"{called[word].id}（{called[word].name}）" for word in near)
    return f"是否想找：{'、'.join(list(found)[:5])}？" if found else "指标编号见 data/indicators。"


def _document(args: Namespace) -> Document:
    file = Path(args.report)
    if file.exists():
        raw, filing = filed(file, args)
        return document_of(file.stem, filing, raw.raw)
    store.build()
    return store.report(args.report).document


def _row(document: Document, candidate: Candidate) -> tuple[object, ...]:
    quantity = candidate.quantity
    start = max(document.text.rfind(stop, 0, quantity.start) for stop in "。!?\n") + 1
    sentence = document.raw[start : quantity.end + 12]
    return (
        VERDICTS[candidate.verdict],
        document.raw[quantity.start : quantity.end],
        candidate.label,
        f"{quantity.start}–{quantity.end}",
        f"{candidate.cost:.1f}",
        shortened(sentence, 48),
    )


def _outcome(document: Document, indicator: Indicator, indicators: dict[str, Indicator]) -> str:
    reading = read_facts(document, indicators)
    read = [fact for fact in reading.facts if fact.indicator == indicator.id]
    lines = [
        f"读出：{document.raw[f.quantity.start : f.quantity.end]}（{ROLES[f.role]}，{f.period.code}，{f.scope or '范围未写明'}）"
        for f in read
    ]
    lines += [f"没有可比的实绩：{REASONS[gap.reason]}" for gap in reading.gaps if gap.indicator == indicator.id]
    return "\n".join(lines)
