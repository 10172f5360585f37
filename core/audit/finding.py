"""The whole audit of one report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from core.audit.bounds import find_bounds
from core.audit.changes import find_changes
from core.audit.columns import find_columns
from core.audit.names import find_names
from core.audit.numbers import Page
from core.audit.orders import find_orders, find_partitions
from core.audit.places import find_sums_of_places
from core.audit.proportions import find_hundreds, find_proportions
from core.audit.ratios import find_derived, find_ratios
from core.audit.relation import Relation, Verdict
from core.audit.repeats import find_repeats
from core.audit.rules import Rules, load_rules
from core.audit.runs import find_runs
from core.audit.shares import find_shares
from core.audit.sums import find_sums
from core.audit.totals import find_totals
from core.audit.unread import find_pieces, find_unread_tables, find_unsaid
from core.audit.wording import find_wording
from core.model import Document, Indicator
from core.pipeline import Reading

GRAVITY = (Verdict.ERROR, Verdict.REVIEW, Verdict.WORDING, Verdict.MASKED, Verdict.PASS)


def find_relations(document: Document, reading: Reading, indicators: dict[str, Indicator]) -> list[Relation]:
    """Return every relation that was checked in a report, in reading order.

    Args:
        document: the report.
        reading: from ``core.pipeline.read_facts``; order and duplicates of its facts do not matter.
        indicators: the declarations it was read with.

    Numbers of plans, targets and ranks take part in none. A relation found in two ways is told once, the gravest first.
    """
    rules = load_rules()
    page = Page(document, reading.facts)
    relations = [
        *find_sums(page),
        *find_totals(page),
        *find_changes(page),
        *find_shares(page),
        *find_hundreds(page),
        *find_proportions(page),
        *(relation for body in _bodies(document, reading) for relation in _of_one_body(body, rules, indicators)),
        *find_derived(page, rules, indicators),
        *find_sums_of_places(page, indicators),
        *find_bounds(page, indicators, rules),
        *find_wording(page),
        *find_names(document),
        *find_runs(page),
        *find_pieces(page, reading.torn),
        *find_unread_tables(page, reading.unread),
        *find_unsaid(page, reading.unsaid),
    ]
    return _once([*relations, *find_columns(page, relations)])


def _bodies(document: Document, reading: Reading) -> list[Page]:
    """Return a page of the document's own figures, and one of each place that it speaks of."""
    places = dict.fromkeys(("", *(fact.place for fact in reading.facts)))
    return [Page(document, [fact for fact in reading.facts if fact.place == place]) for place in places]


def _of_one_body(page: Page, rules: Rules, indicators: dict[str, Indicator]) -> Iterator[Relation]:
    """Yield what must hold between the figures of one body, and of no two."""
    yield from find_ratios(page, rules)
    yield from find_orders(page, rules)
    yield from find_partitions(page, rules)
    yield from find_repeats(page, indicators)


def _once(relations: Iterable[Relation]) -> list[Relation]:
    """Return one relation for each set of sides, the gravest; by position."""
    by_sides: dict[frozenset[int], Relation] = {}
    for relation in sorted(relations, key=lambda r: GRAVITY.index(r.verdict)):
        by_sides.setdefault(frozenset(side.start for side in relation.sides), relation)
    return sorted(by_sides.values(), key=lambda r: (min(side.start for side in r.sides), r.kind))
