"""The whole story of reading: a document and the declarations in, facts and gaps out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from core.disclosure import read_tables
from core.disclosure.facts import cell_gaps, cells_as_facts, with_cells
from core.memory import uncollected
from core.model import (
    Bound,
    Certainty,
    Document,
    Fact,
    Gap,
    Indicator,
    Quantity,
    Reason,
    Role,
    Section,
    SectionKind,
    Status,
    Suggestion,
)
from core.parsing.carried import unsure_of_new
from core.parsing.composing import compose, frames_of
from core.parsing.deciding import Decider
from core.parsing.endless import refuse_endless
from core.parsing.grids import Entry, Grid, Grids, as_prose, facts_of, grids_of, in_place, silent_of, unsaid_of
from core.parsing.likeness import Likeness, likeness_of
from core.parsing.options import Claim, Decision
from core.parsing.outline import SectionIndex
from core.parsing.periods import THIS_SPAN, names_only, year_before
from core.parsing.phrases import Phrase
from core.parsing.roles import base_of, falls, signed
from core.parsing.says import Frames
from core.parsing.silence import find_gaps
from core.parsing.stated import Statement
from core.parsing.statements import Parsed, parse
from core.parsing.stretches import open_part
from core.parsing.subjects import LOOKED_AT, Scopes, noun_of
from core.parsing.suggesting import Suggester
from core.parsing.torn import Torn
from core.testimony import all_gaps

CUMULATIVE = re.compile(r"累[计积][^,。;]{0,12}$")
CUMULATIVE_REACH = 16  # letters that it takes at most
HEDGED_DIGIT = re.compile(r"[1-9]余(?![万亿])")  # 1647余张


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from one document."""

    facts: list[Fact]
    gaps: list[Gap]
    sections: list[Section]
    torn: list[Torn] = field(default_factory=list)  # numbers of which pieces stand in the text
    unread: tuple[Grid, ...] = ()  # tables that do not say what their figures are of
    unsaid: tuple[tuple[Entry, ...], ...] = ()  # figures of other tables that do not say what they count


@uncollected()
def read_facts(document: Document, indicators: dict[str, Indicator]) -> Reading:
    """Read every quantity of a document, with the indicator it is said of where one is declared, and the
    disclosure tables.

    Returns facts in reading order (a number that two indicators share makes two) and one gap for each
    declared indicator without a stated present value.

    Raises:
        DocumentError: a text that no report is, see ``core.parsing.endless``.
    """
    refuse_endless(document.text)
    tables = read_tables(document.text, raw=document.raw)
    grids = grids_of(document, tables.spans)
    parsed = parse(document, tables.spans, grids.spans)
    declared = tuple(indicators.values())
    frames = frames_of(declared)
    decider = compose(document, parsed, frames)
    facts = _prose_facts(document, parsed, decider, indicators)
    in_grids = facts_of(
        grids, SectionIndex(parsed.sections).at, lambda spoken: _spoken_facts(spoken, frames, indicators)
    )
    facts = sorted([*facts, *in_grids], key=lambda fact: fact.quantity.start)
    facts = with_cells(facts, [fact for fact in cells_as_facts(document, tables) if fact.indicator in indicators])
    facts = unsure_of_new(facts)
    own = [fact for fact in facts if not fact.place]
    silence = find_gaps(document, indicators, own, parsed, decider)
    reasoned = {gap.indicator: gap for gap in _with_unread(silence.reasoned.values(), parsed.torn, grids)}
    reasoned |= {id: gap for id, gap in cell_gaps(document, tables).items() if id in indicators}
    gaps = all_gaps(document, declared, silence.stated, reasoned)
    silent, unsaid = silent_of(grids, in_grids), unsaid_of(grids, in_grids)
    return Reading(facts, gaps, parsed.sections, parsed.torn, silent, unsaid)


def _prose_facts(document: Document, parsed: Parsed, decider: Decider, indicators: dict[str, Indicator]) -> list[Fact]:
    """Return what the sentences of a document state."""
    source = _Source(document, parsed, decider, Suggester(decider, likeness_of(tuple(indicators.values()))))
    return [
        fact
        for s in parsed.statements
        for fact in _of_places(_facts_of(source, s, indicators), parsed.places.get(s.index, ()))
    ]


class _Source:
    """What the facts of a document are made of; the numbers of a sentence share its quote."""

    def __init__(self, document: Document, parsed: Parsed, decider: Decider, suggester: Suggester) -> None:
        self.document, self.parsed, self.decider, self.suggester = document, parsed, decider, suggester
        self.scopes = Scopes(document.text)
        self._quotes: dict[tuple[int, int], tuple[str, int]] = {}

    def quote(self, sentence: tuple[int, int]) -> tuple[str, int]:
        """Return a sentence as it is quoted, given where it stands, and where the quote begins."""
        if sentence not in self._quotes:
            written = self.document.raw[slice(*sentence)]
            self._quotes[sentence] = written.strip(), sentence[0] + len(written) - len(written.lstrip())
        return self._quotes[sentence]


def _of_places(facts: list[Fact], places: tuple[str, ...]) -> list[Fact]:
    """Return facts as those of each place they are said of: 大祥区、双清区均为100%; a rank is of what the bulletin ranks by."""
    if not places:
        return facts
    as_stated = [f._replace(indicator=None, part="", suggestions=()) if f.role is Role.RANK else f for f in facts]
    return [fact._replace(place=place) for fact in as_stated for place in places]


def _spoken_facts(document: Document, frames: Frames, indicators: dict[str, Indicator]) -> list[Fact]:
    """Return what the sentences state that the figures of tables were said in."""
    parsed = parse(document)
    return _prose_facts(document, parsed, compose(document, parsed, frames), indicators)


def _with_unread(gaps: Iterable[Gap], torn: list[Torn], grids: Grids) -> Iterator[Gap]:
    """Yield the gaps; a sentence with a number in pieces has lost it, a table that could not be read leaves it open:
    neither is silent.
    """
    lost = [number.start for number in torn if number.value is None]
    for gap in gaps:
        if gap.reason is Reason.QUALITATIVE:
            stop = gap.quote_start + len(gap.quote)
            if any(gap.quote_start <= start < stop for start in lost):
                gap = gap._replace(reason=Reason.LOST)
            elif any(start <= gap.quote_start < end for start, end in grids.spans):
                gap = gap._replace(reason=Reason.AMBIGUOUS)
        yield gap


class Considered(NamedTuple):
    """A number with the words that belong to it, every frame that it could be, and what was decided."""

    quantity: Quantity
    phrase: Phrase
    options: list[Decision]
    claims: list[Claim]
    suggestions: list[Suggestion]


def explain(document: Document, indicators: dict[str, Indicator]) -> list[Considered]:
    """Return every number of the sentences and tables with the frames that were considered, in reading order.

    ``read_facts`` decides from the same frames and from nothing else.
    """
    tables = read_tables(document.text, raw=document.raw)
    grids = grids_of(document, tables.spans)
    frames, likeness = frames_of(tuple(indicators.values())), likeness_of(tuple(indicators.values()))
    parsed = parse(document, tables.spans, grids.spans)
    considered = _considered(compose(document, parsed, frames), likeness)
    spoken, placed = as_prose(grids, SectionIndex(parsed.sections).at)
    if placed:
        of_grids = _considered(compose(spoken, parse(spoken), frames), likeness)
        considered += [one._replace(quantity=moved) for one in of_grids if (moved := in_place(one.quantity, placed))]
    return sorted(considered, key=lambda one: one.quantity.start)


def _considered(decider: Decider, likeness: Likeness) -> list[Considered]:
    suggester = Suggester(decider, likeness)
    return [
        Considered(
            p.statement.quantity, p, decider.options[p.index].all(), decider.claims[p.index], suggester.of(p.index)
        )
        for p in decider.phrases
    ]


def _facts_of(source: _Source, statement: Statement, indicators: dict[str, Indicator]) -> list[Fact]:
    document, parsed = source.document, source.parsed
    quantity, claims = statement.quantity, source.decider.claims[statement.index]
    bare = not quantity.unit and statement.index in parsed.entries
    if not claims and (bare or quantity.certainty is not Certainty.FIRM):
        return []
    text, (quote, quote_start) = document.text, source.quote(statement.sentence)
    before = text[max(statement.sentence[0], quantity.start - CUMULATIVE_REACH) : quantity.start]
    since_unknown = "累" in before and CUMULATIVE.search(before) is not None
    period = parsed.calendar.at(quantity.start, statement.section, since_unknown)
    if statement.role is Role.BEFORE and statement.section.kind is SectionKind.PLAN:
        period = year_before(period, statement.section.year)
    about: dict[str, Any] = {
        "whose": parsed.whose.get(statement.index, ""),
        "base": base_of(text, statement.cues) if statement.role is Role.CHANGE else "",
        "document": document.id, "noun": noun_of(text, quantity, statement.clause), "role": statement.role,
        "period": period, "scope": source.scopes.of(quantity, statement.sentence[0]),
        "kind": statement.section.kind, "path": statement.section.path, "quote": quote,
        "quote_start": quote_start, "suggestions": tuple(source.suggester.of(statement.index)),
    }  # fmt: skip
    caveats = (
        *_caveats(text, statement),
        *(("span_unknown",) if period.written.startswith(THIS_SPAN) else ()),
        *(("since_launch",) if period.stretch.endswith("以来") else ()),
    )
    down = statement.role is Role.CHANGE and falls(text, quantity, statement.cues)
    if not claims:
        quantity = signed(quantity) if down else quantity
        return [Fact(**about, indicator=None, part="", quantity=quantity, caveats=caveats)]
    own = parsed.departments.get(statement.index, "")
    return [_said_of(about, quantity, down, caveats, claim, indicators[claim.indicator], own) for claim in claims]


def _said_of(
    about: dict[str, Any],
    quantity: Quantity,
    down: bool,
    caveats: tuple[str, ...],
    claim: Claim,
    indicator: Indicator,
    department: str,
) -> Fact:
    if down and not indicator.of_change:
        quantity = signed(quantity)
    if not quantity.unit and quantity.status is Status.STATED:
        quantity = quantity._replace(unit=indicator.unit)
        caveats = ("unit_lost", *caveats)
    named = "" if names_only(about["period"], claim.part) else claim.part
    part = named or open_part(about["period"], indicator) or department
    return Fact(**about, indicator=indicator.id, part=part, quantity=quantity, caveats=caveats)


def _caveats(text: str, statement: Statement) -> tuple[str, ...]:
    quantity = statement.quantity
    written = text[quantity.start : quantity.end]
    caveats = []
    if written.startswith("近") and ("余" in written or "多" in written):
        caveats.append("contradictory_hedge")
    elif quantity.bound is Bound.AT_LEAST and HEDGED_DIGIT.search(written):
        caveats.append("exact_hedged")
    begin = max(statement.clause[0], quantity.start - LOOKED_AT)
    if statement.role is Role.CHANGE and quantity.unit == "%" and text.find("同比", begin, quantity.start) >= 0:
        caveats.append("change_unit_unclear")
    return tuple(caveats)
