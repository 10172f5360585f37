"""Numbers and nouns in lists: 分别 pairs them, 均 shares one number, and the sum of a list is nobody's own."""

from __future__ import annotations

import re
from bisect import bisect_left

from core.parsing.candidates import Candidate, Statement, Verdict
from core.parsing.layout import Layout

EACH = re.compile(r"[均都皆]|双双|同为")
LISTED = re.compile(r"[ ]*[”\"]?(?:[、和及与均都皆]|以及|双双|同为)")  # what follows a member of a list
LIST_WORD = re.compile(r"[”\"]?(?:[、和及与]|以及)[“\"]?")
RESPECTIVELY = re.compile(r"分别")
LIST_BREAK = re.compile(r"、|以及|和|及|与")
LIST_GAP = re.compile(r"^[ ]*(?:、|,|和|及|与|以及|;)?[ ]*(?:达到|达|为|是)?$")
FIRST_GAP = 8  # letters between 分别 and the first number

Slot = tuple[int, int]
UNEVEN: tuple[()] = ()


def sharers(text: str, statement: Statement, best: Candidate, judged: list[Candidate]) -> list[Candidate]:
    """Return the labels that share the number of ``best``, one at each place: 差评回复率、整改率均达到100%."""
    before = text[statement.clause[0] : statement.quantity.start]
    if best.label_end > statement.quantity.start or not EACH.search(before):
        return [best]
    at_end: dict[int, Candidate] = {best.label_end: best}
    for c in judged:
        if c.verdict is Verdict.ACCEPTED and c.label_start >= statement.clause[0] and LISTED.match(text, c.label_end):
            at_end.setdefault(c.label_end, c)
    return list(at_end.values())


def is_sum_of_list(text: str, statement: Statement, best: Candidate, judged: list[Candidate]) -> bool:
    """Return whether a count stands behind a list of indicators: 跨省通办、全区通办事项870个."""
    start = statement.clause[0]
    if statement.quantity.unit == "%" or best.label_end > statement.quantity.start or best.label_start <= start:
        return False
    if EACH.search(text, best.label_end, statement.quantity.start):
        return False
    return any(
        c.verdict is Verdict.ACCEPTED
        and c.indicator is not best.indicator
        and start <= c.label_start
        and c.label_end < best.label_start
        and LIST_WORD.fullmatch(text, c.label_end, best.label_start)
        for c in judged
    )


def read_respectively(layout: Layout) -> dict[int, Slot | tuple[()]]:
    """Return for each number behind 分别 the stretch that names its subject; ``UNEVEN`` where the counts do not match."""
    slots: dict[int, Slot | tuple[()]] = {}
    for word in RESPECTIVELY.finditer(layout.text):
        numbers = _run_of_numbers(layout, word.end())
        nouns = _nouns(layout, word.start())
        named = [noun for noun in nouns if _names_something(layout, noun)]
        if len(numbers) < 2 or not named:
            continue
        rows = nouns if len(nouns) == len(numbers) else named
        for n, number in enumerate(numbers):
            slots[number] = rows[n] if len(rows) == len(numbers) else UNEVEN
    return slots


def _nouns(layout: Layout, end: int) -> list[Slot]:
    begin = layout.clauses.start(end)
    edges = [begin, *(m.end() for m in LIST_BREAK.finditer(layout.text, begin, end))]
    return list(zip(edges, [*edges[1:], end], strict=True))


def _run_of_numbers(layout: Layout, at: int) -> list[int]:
    run: list[int] = []
    for i in range(bisect_left(layout.number_starts, at), len(layout.statements)):
        gap = layout.text[at : layout.number_starts[i]]
        follows = LIST_GAP.match(gap) if run else len(gap) <= FIRST_GAP and not any(s in gap for s in ",;。\n")
        if not follows:
            break
        run.append(i)
        at = layout.statements[i].quantity.end
    return run


def _names_something(layout: Layout, noun: Slot) -> bool:
    return any(hit.end <= noun[1] for hit in layout.between(*noun))
