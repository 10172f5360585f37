"""Every declared indicator reads its own examples, and a wrong declaration is answered with the remedy."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from core.declarations import WILDCARD, load_indicators
from core.errors import DeclarationError
from core.model import Document, DocumentKind, Edition, Example, Fact, Indicator, Status, Trust
from core.parsing.labels import LabelFinder
from core.parsing.text import normalise
from core.parsing.units import CANONICAL
from core.pipeline import read_facts

INDICATORS = load_indicators()
EVERY_INDICATOR = pytest.mark.parametrize("indicator", INDICATORS.values(), ids=INDICATORS)

RIGHT = """
name = "示例率"
theme = "items"
unit = "%"
kind = "rate"
definition = "示例。"
[find]
labels = ["示例率"]
units = ["%"]
"""


@cache
def facts_of(text: str) -> list[Fact]:
    """Return what the product reads in one sentence, taken for a report of 2023."""
    document = Document(
        id="example-2023",
        place="",
        issuer="",
        level="",
        year=2023,
        kind=DocumentKind.SUMMARY,
        title="",
        published="",
        address="",
        edition=Edition.ORIGINAL,
        trust=Trust.OFFICIAL,
        raw=text,
        text=normalise(text),
    )
    return read_facts(document, INDICATORS).facts


@EVERY_INDICATOR
def test_every_example_is_read_as_declared_and_its_number_belongs_to_no_other_indicator(indicator: Indicator):
    """Two indicators that claim one number would show it twice."""
    assert indicator.examples
    assert {e.text: wrong for e in indicator.examples if (wrong := faults(indicator, e))} == {}


def faults(indicator: Indicator, example: Example) -> list[str]:
    """Return what is read in an example and is not so, or is so and is not read."""
    facts = facts_of(example.text)
    own = [fact for fact in facts if fact.indicator == indicator.id]
    if example.value is None:
        return [f"read: {fact.quantity.value}" for fact in own if fact.quantity.status is Status.STATED]
    read = [(fact.quantity.value, fact.quantity.bound, fact.role if example.role else None) for fact in own]
    claims = {fact.indicator for fact in facts if fact.quantity.value == example.value} - {None, indicator.id}
    missing = [] if (example.value, example.bound, example.role) in read else [f"not read, but {read}"]
    return missing + [f"also of {other}" for other in sorted(map(str, claims))]


def of_every_indicator(check: Callable[[Indicator], object]) -> dict[str, object]:
    """Return what a check finds, for each indicator in which it finds something."""
    return {id: found for id, indicator in INDICATORS.items() if (found := check(indicator))}


def test_every_label_is_used_by_an_example():
    """A label nobody can illustrate is a guess."""

    def unused(indicator: Indicator) -> set[str]:
        texts = [example.text for example in indicator.examples if example.value is not None]
        return set(indicator.labels).difference(*(_longest_labels(indicator, text) for text in texts))

    assert of_every_indicator(unused) == {}


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


def test_no_label_is_forbidden_by_its_own_indicator():
    def forbidden(indicator: Indicator) -> list[str]:
        written = {label: label.replace(WILDCARD, "") for label in indicator.labels}
        return [label for label, text in written.items() if any(word in text for word in indicator.forbid)]

    assert of_every_indicator(forbidden) == {}


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
            "direction、additive、family、formula、standard、within、caveats、also、genres。",
        ),
        (
            "labels",
            "lables",
            "[find] 的键 = “lables” 不认识。是否想写 “labels”？可用：labels、units、near、forbid、avoid、outside、roles、parts。",
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
            "[find] 缺少 units，请写出原文里的说法。",
        ),
    ],
)
def test_a_wrong_declaration_is_answered_with_the_right_one(right: str, wrong: str, answer: str, tmp_path: Path):
    file = tmp_path / "example_rate.toml"
    file.write_text(RIGHT.replace(right, wrong), encoding="utf-8")

    with pytest.raises(DeclarationError) as error:
        load_indicators(tmp_path)

    assert str(error.value) == f"{file}: {answer}"


def _longest_labels(indicator: Indicator, text: str) -> set[str]:
    """Return the labels of an indicator that stand in a text and are not a part of a longer one there."""
    hits = LabelFinder([indicator]).find(normalise(text))
    return {
        hit.label
        for hit in hits
        if not any(
            other.start <= hit.start and hit.end <= other.end and other.end - other.start > hit.end - hit.start
            for other in hits
        )
    }
