"""Every declared indicator reads its own examples, and a wrong declaration is answered with the remedy."""

from __future__ import annotations

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
EXAMPLES = [
    pytest.param(indicator, example, id=f"{indicator.id}-{n}")
    for indicator in INDICATORS.values()
    for n, example in enumerate(indicator.examples)
]
POSITIVE = [param for param in EXAMPLES if param.values[1].value is not None]
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


@pytest.mark.parametrize(("indicator", "example"), EXAMPLES)
def test_an_example_is_read_as_declared(indicator: Indicator, example: Example):
    own = [fact for fact in facts_of(example.text) if fact.indicator == indicator.id]

    if example.value is None:
        assert [fact.quantity.value for fact in own if fact.quantity.status is Status.STATED] == []
    else:
        expected = (example.value, example.bound, example.role)
        assert expected in [
            (fact.quantity.value, fact.quantity.bound, fact.role if example.role else None) for fact in own
        ]


@pytest.mark.parametrize(("indicator", "example"), POSITIVE)
def test_the_number_of_an_example_belongs_to_no_other_indicator(indicator: Indicator, example: Example):
    """Two indicators that claim one number would show it twice."""
    claimed = {fact.indicator for fact in facts_of(example.text) if fact.quantity.value == example.value}

    assert claimed - {None} == {indicator.id}


@EVERY_INDICATOR
def test_every_label_is_used_by_an_example(indicator: Indicator):
    """A label nobody can illustrate is a guess."""
    texts = [example.text for example in indicator.examples if example.value is not None]

    assert set(indicator.labels) - set().union(*(_longest_labels(indicator, text) for text in texts)) == set()


@EVERY_INDICATOR
def test_every_indicator_says_what_it_is_and_what_to_beware_of(indicator: Indicator):
    assert indicator.definition.endswith("。")
    assert indicator.caveats or (indicator.direction == "neutral" and not indicator.family)


@EVERY_INDICATOR
def test_a_rate_says_what_is_divided_by_what(indicator: Indicator):
    assert indicator.formula or indicator.kind != "rate" or indicator.unit != "%"


@EVERY_INDICATOR
def test_the_shown_unit_is_one_that_is_read(indicator: Indicator):
    assert indicator.unit in indicator.units


@EVERY_INDICATOR
def test_every_unit_is_written_as_the_lexer_writes_it(indicator: Indicator):
    """㎡ and 平米 are read as 平方米: a declaration names only the canonical form."""
    written = {part for unit in indicator.units for part in unit.split("/")}

    assert written - set(CANONICAL.values()) == set()


@EVERY_INDICATOR
def test_no_label_is_forbidden_by_its_own_indicator(indicator: Indicator):
    labels = {label: label.replace(WILDCARD, "") for label in indicator.labels}

    assert [label for label, written in labels.items() if any(word in written for word in indicator.forbid)] == []


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
            "direction、additive、family、formula、standard、within、caveats、also。",
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
