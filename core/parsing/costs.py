"""How far a label is from its number, in points: the nearest, longest, best placed label wins."""

from __future__ import annotations

import re

from core.model import Role
from core.parsing.candidates import Statement
from core.parsing.labels import Hit
from core.parsing.layout import Layout

REACH = 12.0  # points beyond which a label is too far
LETTER, PAUSE, COMMA, SEMICOLON, NUMBER_BETWEEN = 0.25, 1.5, 4.0, 10.0, 3.0  # each, between label and number
CHAIN = (
    0.4  # 材料38份精减至24份,减少14份,精简了37%: numbers of one change stand in a chain, commas and numbers cost less
)
SENTENCE_BEFORE = 9.0
OWN_SUBJECT = 12.0  # the clause of the number has a subject of its own; no less than REACH
NOUN_BEHIND = 3.0  # the number counts a noun behind it: 46个部门; with SENTENCE_BEFORE no less than REACH
LABEL_OF_ANOTHER = 4.0  # the label stands closer to another number
BEHIND, BEHIND_RATE = 1.5, 9.0  # the label stands behind: usual for counts (53个窗口), rare for rates
NOUN_OF_COUNTER = -2.0  # directly behind the counter: 40个电子印章
NEXT_MEMBER = 6.0  # behind a 和: 1023项和四大依职权类
AROUND = 0.5  # the label reaches around the number: 优化5个重点一件事
LABEL_LETTER, LABEL_LETTERS_MAX = 0.7, 8  # each letter of the label is worth this
CONTEXT = 2.0  # one of `near` stands around

PAIRED = (Role.BEFORE, Role.AFTER, Role.CHANGE)
RATES = ("%", "百分点", "‰", "倍")
PARENTHESES = re.compile(r"\([^()\n]*\)")
NEXT_IN_LIST = re.compile(r"[、和及与]|以及")


def too_far_up_to(layout: Layout, statement: Statement) -> int:
    """Return up to where every label costs more than ``REACH``, so that none that ends there need be weighed.

    A clause with a subject of its own shuts out the clauses before it, and a noun behind the number the sentence
    before.
    """
    if layout.has_own_subject(statement):
        return statement.clause[0]
    return statement.sentence[0] if layout.has_noun_behind(statement) else -1


def distance(layout: Layout, statement: Statement, hit: Hit) -> float:
    """Return what separates a label from a number, before what the label itself is worth; not to the end beyond
    ``REACH``.
    """
    quantity = statement.quantity
    if hit.start < quantity.start and hit.end > quantity.end:
        letters = hit.end - hit.start - len(hit.label) - (quantity.end - quantity.start)
        return AROUND + LETTER * letters + LABEL_OF_ANOTHER * layout.belongs_behind(hit)
    if hit.end <= quantity.start:
        low, high, place = hit.end, quantity.start, _place_before(layout, statement, hit)
        chain = CHAIN if statement.role in PAIRED else 1.0
    else:
        low, high, place, chain = quantity.end, hit.start, _place_behind(layout, statement, hit), 1.0
    return place if place > REACH else place + _gap(layout, hit, low, high, chain, REACH - place)


def worth(layout: Layout, statement: Statement, hit: Hit) -> float:
    """Return what a label counts for: its length, and how near one of its context words stands before the number."""
    letters = LABEL_LETTER * min(len(hit.label), LABEL_LETTERS_MAX)
    near = hit.indicator.near
    if not near:
        return letters
    start, at = statement.sentence[0], statement.quantity.start
    nearest = max(layout.text.rfind(word, start, at) for word in near)
    if nearest < 0:
        return letters + CONTEXT / 2
    return letters + CONTEXT - CONTEXT / 4 * (at - nearest) / (at - start + 1)


def _place_before(layout: Layout, statement: Statement, hit: Hit) -> float:
    cost = SENTENCE_BEFORE if hit.start < statement.sentence[0] else 0.0
    if layout.belongs_behind(hit):
        cost += LABEL_OF_ANOTHER
    if hit.end <= statement.clause[0] and layout.has_own_subject(statement):
        return cost + OWN_SUBJECT
    return cost + NOUN_BEHIND * layout.has_noun_behind(statement)


def _place_behind(layout: Layout, statement: Statement, hit: Hit) -> float:
    quantity = statement.quantity
    cost = BEHIND_RATE if quantity.unit in RATES else BEHIND
    next_member = NEXT_IN_LIST.match(layout.text, quantity.end, hit.start)
    if layout.belongs_before(hit):
        cost += LABEL_OF_ANOTHER
    elif quantity.end == hit.start and cost == BEHIND and not next_member:
        cost = NOUN_OF_COUNTER
    return cost + NEXT_MEMBER if next_member else cost


def _gap(layout: Layout, hit: Hit, low: int, high: int, chain: float, within: float) -> float:
    """Return what stands between label and number, in points; not to the end where the marks alone exceed
    ``within``.
    """
    if low == high:
        return 0.0
    gap = layout.text[low:high]
    if "(" in gap:
        gap = PARENTHESES.sub("", gap)
    marks = chain * COMMA * gap.count(",") + SEMICOLON * gap.count(";") + PAUSE * gap.count("、")
    if marks > within:
        return marks
    between = layout.numbers_between(low, high)
    letters = len(gap)
    for n in between:
        number = layout.statements[n].quantity
        letters -= number.end - number.start
    cost = marks + chain * NUMBER_BETWEEN * len(between)
    if high - low > 1 and layout.numbers_between(hit.start, hit.end):
        cost += LABEL_OF_ANOTHER
    return cost + LETTER * max(letters, 0)
