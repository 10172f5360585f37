"""Find the rows of the standard by their labels: exact first, in the order of the standard, then by likeness in
the gaps.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from core.disclosure.folding import Folded, fold
from core.disclosure.standard import Row
from core.disclosure.tokens import FILLED, Kind, Token

# what may stand before a label: the start of a cell, a figure of the row before, an enumerator, 行政诉讼(
BEGINS = re.compile(r"(?:^|[|\s\d/—-]|[一二三四]、|[(][一二三四五六七\d][)]|\d[.、]|讼[(])\Z")
MARKS = '"“”‘’《【[*#?'  # that may stand between
EDGES = frozenset("\n| ")  # the commonest of them
ENDS = re.compile(r"""["”]?(?:[\s|(\[【?]|[-+/—\d]|\Z)""")  # what may stand behind a short one
FIGURE_NEXT = re.compile(r"(?:[(\[【][^)\]】\n]{0,40}[)\]】])?[\s|]*[-+/\d]")
ENUMERATED = re.compile(r"(?:[(][一二三四五六七\d][)]|\d{1,2}[.、]|[一二三四]、)\s*\Z")
SHORT = 4  # characters: a label of so few is part of many words
ALIKE = 0.7  # share of a label's characters that must be there, in order
SLACK = 3  # characters that a label may be longer than the standard's
LOOK_BACK = 16


@dataclass(frozen=True, slots=True)
class Label:
    """A row of the standard, where its label stands: ``text[start:end]``."""

    row: int  # place of the row in its table
    start: int
    end: int


def find_labels(text: str, folded: Folded, rows: Sequence[Row], tokens: Sequence[Token] = ()) -> list[Label]:
    """Return the labels of ``rows`` in the order of the standard, those with likeness only where ``tokens`` are
    given.
    """
    labels = _chain(text, list(_exact(text, folded, rows)))
    labels = _with_shorts(text, folded, rows, labels)
    return _with_alikes(text, rows, labels, tokens) if tokens else labels


def begins_cell(text: str, at: int) -> bool:
    """Return whether a label that starts at ``at`` starts its cell, enumerator apart."""
    if text[at - 1 : at] in EDGES:
        return True
    left = text[max(0, at - LOOK_BACK) : at]
    edge = at - len(left) + len(left.rstrip(MARKS))
    return BEGINS.search(text, max(0, edge - 3), edge) is not None


def _exact(text: str, folded: Folded, rows: Sequence[Row]) -> Iterator[tuple[Label, int]]:
    for n, row in enumerate(rows):
        for word in row.find:
            if len(word) >= SHORT:
                for start, end in folded.find_all(word):
                    if begins_cell(text, start) and (len(word) > SHORT or ENDS.match(text, end)):
                        yield Label(n, start, end), 2 * len(word) + 3 * (FIGURE_NEXT.match(text, end) is not None)


def _chain(text: str, spots: list[tuple[Label, int]]) -> list[Label]:
    """Return the heaviest run of labels that follows the standard's order; of equal ones the first, its labels
    close together.
    """
    spots.sort(key=lambda pair: (pair[0].start, pair[0].row))
    best: list[tuple[int, int]] = []  # weight of the run up to here, the label before
    by_row: dict[
        int, list[tuple[int, int]]
    ] = {}  # the runs that end with a row, each at least as heavy as the one before
    for n, (label, weight) in enumerate(spots):
        before = (0, -1)
        for row, runs in reversed(
            by_row.items()
        ):  # of a table in order the latest is the heaviest: the others fall at once
            if row < label.row and runs[-1] > before:  # the last run of a row is its heaviest
                before = max(before, _last_before(runs, spots, label.start))
        best.append((before[0] + weight, before[1]))
        runs = by_row.setdefault(label.row, [])
        if not runs or runs[-1][0] <= best[n][0]:
            runs.append((best[n][0], n))
    chain: list[Label] = []
    at = max(range(len(best)), key=lambda n: (best[n][0], -n), default=-1)
    while at >= 0:
        chain.append(spots[at][0])
        at = best[at][1]
    return chain[::-1]


def _last_before(runs: list[tuple[int, int]], spots: list[tuple[Label, int]], start: int) -> tuple[int, int]:
    for run in reversed(runs):
        if spots[run[1]][0].end <= start:
            return run
    return 0, -1


def _with_shorts(text: str, folded: Folded, rows: Sequence[Row], labels: list[Label]) -> list[Label]:
    """Add the labels of two or three characters (其他, 总计, 规章), which only their neighbours tell from a header's."""
    for n, row in enumerate(rows):
        words = [word for word in row.find if len(word) < SHORT]
        if not words:
            continue
        after = max((label.end for label in labels if label.row < n), default=-1)
        before = min((label.start for label in labels if label.row > n), default=len(text))
        if n and after < 0:  # the first row alone needs none before it
            continue
        spots = [s for word in words for s in folded.find_all(word) if after <= s[0] and s[1] <= before]
        spots = [s for s in spots if begins_cell(text, s[0]) and ENDS.match(text, s[1])]
        if spots:
            labels.append(Label(n, *_likeliest(text, spots)))
            labels.sort(key=lambda label: label.row)
    return labels


def _likeliest(text: str, spots: list[tuple[int, int]]) -> tuple[int, int]:
    return max(
        spots,
        key=lambda s: (
            ENUMERATED.search(text, max(0, s[0] - LOOK_BACK), s[0]) is not None,
            FIGURE_NEXT.match(text, s[1]) is not None,
            -s[0],
        ),
    )


def _with_alikes(text: str, rows: Sequence[Row], labels: list[Label], tokens: Sequence[Token]) -> list[Label]:
    """Add rows whose label is written otherwise: the likest words of the gap where the standard has them, or their
    place alone.
    """
    groups = _word_groups(tokens)
    complete: list[Label] = []
    bounds = [*labels, Label(len(rows), tokens[-1].end + 1, tokens[-1].end + 1)]
    last = Label(-1, tokens[0].start, tokens[0].start)
    for label in bounds:
        missing = range(last.row + 1, label.row)
        if missing:
            between = _clipped(groups, last.end, label.start)
            closed = last.row >= 0 and label.row < len(rows)
            complete += _alike(text, rows, list(missing), between, label.start, closed)
        if label.row < len(rows):
            complete.append(label)
        last = label
    return complete


def _clipped(groups: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    return [(max(first, start), min(last, end)) for first, last in groups if first < end and last > start]


def _word_groups(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Return the stretches of words that figures follow: where each begins and ends."""
    groups: list[tuple[int, int]] = []
    open_at = -1
    for token in tokens:
        if token.kind is Kind.WORDS:
            open_at = token.start if open_at < 0 else open_at
            end = token.end
        elif token.kind in FILLED and open_at >= 0:
            groups.append((open_at, end))
            open_at = -1
    return groups if open_at < 0 else [*groups, (open_at, end)]


def _alike(
    text: str, rows: Sequence[Row], missing: list[int], groups: list[tuple[int, int]], end: int, closed: bool
) -> list[Label]:
    labels: list[Label] = []
    left = list(groups)
    for n in missing:
        spots = [(spot, place) for place, group in enumerate(left) if (spot := _likeness(text, rows[n], group, end))]
        if spots:
            (_, start, stop), place = max(spots, key=lambda pair: pair[0][0])
            labels.append(Label(n, start, stop))
            left = [(stop, left[place][1]), *left[place + 1 :]] if left[place][1] > stop else left[place + 1 :]
    named = {label.row for label in labels}
    if closed and not named and len(groups) == len(missing):  # unreadable, but as many rows as are missing
        return [Label(n, *group) for n, group in zip(missing, groups, strict=True)]
    return labels


def _likeness(text: str, row: Row, group: tuple[int, int], end: int) -> tuple[float, int, int] | None:
    """Return how much of a row's label stands in the group, and where; it may go on behind the figures that follow."""
    folded = fold(text, group[0], end)
    inside = bisect_left(folded.at, group[1])
    folded = Folded(folded.text[: inside + SLACK + len(row.find[0])], folded.at)
    best: tuple[float, int, int] | None = None
    for word in row.find if len(row.find[0]) >= SHORT else ():
        matcher = SequenceMatcher(None, folded.text, word, autojunk=False)
        seed = matcher.find_longest_match(0, inside)
        begin = max(0, seed.a - seed.b - SLACK)
        near = folded.text[begin : seed.a - seed.b + len(word) + SLACK]
        blocks = [b for b in SequenceMatcher(None, near, word, autojunk=False).get_matching_blocks() if b.size]
        matched = sum(b.size for b in blocks)
        if matched >= max(2, ALIKE * len(word)) and (best is None or matched / len(word) > best[0]):
            first, last = begin + blocks[0].a, begin + blocks[-1].a + blocks[-1].size
            best = matched / len(word), folded.at[first], folded.at[last - 1] + 1
    return best
