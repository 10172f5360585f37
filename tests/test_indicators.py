"""Every declared indicator reads its own examples, and a wrong declaration is answered with the remedy."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from core.declarations import load_indicators
from core.errors import DeclarationError
from core.model import Example, Fact, Indicator, Role, Status
from core.parsing.units import CANONICAL
from core.pipeline import read_facts
from tests.documents import document_of

INDICATORS = load_indicators()
EVERY_INDICATOR = pytest.mark.parametrize("indicator", INDICATORS.values(), ids=INDICATORS)

RIGHT = """
name = "示例率"
theme = "items"
unit = "%"
kind = "rate"
definition = "示例。"
[frame]
say = ["示例率"]
units = ["%"]
"""


@cache
def facts_of(text: str) -> list[Fact]:
    """Return what the product reads in one sentence, taken for a report of 2023."""
    document = document_of(text)
    return read_facts(document, INDICATORS).facts


@EVERY_INDICATOR
def test_every_example_is_read_as_declared_and_its_number_belongs_to_no_other_indicator(indicator: Indicator):
    """Two indicators that claim one number would show it twice."""
    assert indicator.examples
    wrong = {e.text: found for e in indicator.examples if (found := faults(indicator, e))}

    assert not wrong


def faults(indicator: Indicator, example: Example) -> list[str]:
    """Return what is read in an example and is not so, or is so and is not read.

    Where nothing may be read, a part or a change is no whole; an indicator on trial is read as a suggestion.
    """
    facts = facts_of(example.text)
    own = [fact for fact in facts if fact.indicator == indicator.id]
    if indicator.trial:
        own = [fact for fact in facts if any(s.trial and s.id == indicator.id for s in fact.suggestions)]
    if example.value is None:
        wholes = [f for f in own if not f.part and f.role is not Role.CHANGE and not indicator.trial]
        return [f"read: {fact.quantity.value}" for fact in wholes if fact.quantity.status is Status.STATED]
    read = [
        (f.quantity.value, f.quantity.bound, f.role if example.role else None, f.part if example.part else "")
        for f in own
    ]
    claims = {fact.indicator for fact in facts if fact.quantity.value == example.value} - {None, indicator.id}
    expected = (example.value, example.bound, example.role, example.part)
    missing = [] if expected in read or indicator.trial and own else [f"not read, but {read}"]
    return missing + [f"also of {other}" for other in sorted(map(str, claims))]


def of_every_indicator(check: Callable[[Indicator], object]) -> dict[str, object]:
    """Return what a check finds, for each indicator in which it finds something."""
    return {id: found for id, indicator in INDICATORS.items() if (found := check(indicator))}


def test_every_indicator_says_what_it_is_and_what_to_beware_of():
    def unsaid(indicator: Indicator) -> list[str]:
        wanted = {
            "definition": indicator.definition.endswith("。"),
            "caveats": indicator.caveats or (indicator.direction == "neutral" and not indicator.family),
            "formula": indicator.formula or indicator.kind != "rate" or indicator.unit != "%",
        }
        return [name for name, said in wanted.items() if not said]

    assert of_every_indicator(unsaid) == {}


def test_units_are_written_as_the_lexer_writes_them_and_the_shown_one_is_read():
    """㎡ and 平米 are read as 平方米: a declaration names only the canonical form."""

    def wrong(indicator: Indicator) -> set[str]:
        written = {part for unit in indicator.units for part in unit.split("/")}
        return written - set(CANONICAL.values()) | {indicator.unit} - set(indicator.units)

    assert of_every_indicator(wrong) == {}


def test_a_right_declaration_loads(tmp_path: Path):
    (tmp_path / "example_rate.toml").write_text(RIGHT, encoding="utf-8")

    assert list(load_indicators(tmp_path)) == ["example_rate"]


@pytest.mark.parametrize(
    ("right", "wrong", "answer"),
    [
        (
            "definition",
            "defintion",
            "键 = “defintion” 不认识。是否想写 “definition”？可用：name、theme、unit、kind、definition、basis、stage、"
            "direction、additive、family、formula、standard、within、trial、caveats、also、genres。",
        ),
        (
            "say =",
            "sya =",
            "[frame] 的键 = “sya” 不认识。是否想写 “say”？可用：say、explains、units、roles、parts。",
        ),
        (
            'kind = "rate"',
            'kind = "rates"',
            "kind = “rates” 不认识。是否想写 “rate”？"
            "可用：count、stock、rate、amount、duration、area、rank、multiple、score。",
        ),
        (
            'units = ["%"]',
            'units = ["%"]\nroles = ["targets"]',
            "roles = “targets” 不认识。是否想写 “target”？可用：actual、target、before、after、change、rank。",
        ),
        (
            'definition = "示例。"\n',
            "",
            "缺少 definition，请补上。",
        ),
        (
            'units = ["%"]\n',
            "",
            "[frame] 缺少 units，请写出数字说的是什么。",
        ),
    ],
)
def test_a_wrong_declaration_is_answered_with_the_right_one(right: str, wrong: str, answer: str, tmp_path: Path):
    file = tmp_path / "example_rate.toml"
    file.write_text(RIGHT.replace(right, wrong), encoding="utf-8")

    with pytest.raises(DeclarationError) as error:
        load_indicators(tmp_path)

    assert str(error.value) == f"{file}: {answer}"
