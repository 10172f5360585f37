"""No order of facts, no duplicate and no missing value changes a verdict of the audit."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.audit import Kind, Relation, Side, Verdict, find_relations
from core.declarations import DATA
from core.model import Fact, Role, Status
from core.pipeline import Reading, read_facts
from tests.test_audit import FITTING, FOUND, INDICATORS, LEFT_ALONE, REPORTS, document, read

TEXTS = [row[0] for row in (*FOUND, *FITTING)] + [text.replace("\\n", "\n") for text in LEFT_ALONE]
DOCUMENTS = [document(f"一、2021年工作总结\n{text}") for text in TEXTS] + [
    read(DATA / "reports" / f"{id}.txt") for id in REPORTS
]
one_of_all = st.integers(0, len(DOCUMENTS) - 1)
every_document = pytest.mark.parametrize("n", range(len(DOCUMENTS)))


@cache
def read_as(n: int) -> Reading:
    return read_facts(DOCUMENTS[n], INDICATORS)


def audit(n: int, reading: Reading) -> list[Relation]:
    return find_relations(DOCUMENTS[n], reading, INDICATORS)


def alarms(n: int, reading: Reading) -> dict[tuple[Kind, tuple[Side, ...]], Verdict]:
    graves = (Verdict.ERROR, Verdict.REVIEW, Verdict.WORDING)
    return {(r.kind, r.sides): r.verdict for r in audit(n, reading) if r.verdict in graves}


@given(one_of_all, st.integers(0, 10**6))
@settings(max_examples=80, deadline=None)
def test_the_order_of_facts_changes_nothing(n: int, seed: int):
    facts = list(read_as(n).facts)
    random.Random(seed).shuffle(facts)
    assert audit(n, replace(read_as(n), facts=facts)) == audit(n, read_as(n))


@given(one_of_all, st.integers(0, 10**6))
@settings(max_examples=40, deadline=None)
def test_facts_said_twice_change_nothing(n: int, seed: int):
    facts = read_as(n).facts
    twice = [*facts, *random.Random(seed).choices(facts, k=len(facts))] if facts else []
    assert audit(n, replace(read_as(n), facts=twice)) == audit(n, read_as(n))


def test_gaps_and_targets_change_nothing():
    for n, report in enumerate(DOCUMENTS):
        reading = read_as(n)
        bare = Reading([fact for fact in reading.facts if fact.role is not Role.TARGET], [], [])
        assert audit(n, bare) == audit(n, reading), report.id


@every_document
def test_a_number_that_was_not_read_or_is_masked_raises_no_alarm(n: int):
    known = alarms(n, read_as(n)).items()
    for start in {fact.quantity.start for fact in read_as(n).facts}:
        fewer = [fact for fact in read_as(n).facts if fact.quantity.start != start]
        masked = [_masked(fact) if fact.quantity.start == start else fact for fact in read_as(n).facts]
        for facts in (fewer, masked):
            assert alarms(n, replace(read_as(n), facts=facts)).items() <= known


def _masked(fact: Fact) -> Fact:
    return fact._replace(quantity=fact.quantity._replace(value=None, low=None, high=None, status=Status.MASKED))
