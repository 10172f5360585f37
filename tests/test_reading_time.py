"""The time that a reading takes grows with the text and no faster, whatever is repeated without a stop."""

from __future__ import annotations

import random

import pytest

from core.commands.ledger import sentence
from core.declarations import load_indicators
from core.pipeline import read_facts
from tests.growth import is_linear

REPEATED = (
    "5%",
    "同比增长5%",
    "分别为3件、",
    "办件量3件",
    "分别",
    "其中5件,",
    "办件量3件。",
    "从每件3份减至2份,",
    "前三位的是甲区、",
)
FEW = 2_000


def test_the_time_of_a_reading_grows_with_the_text_and_no_faster(share: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is refused as endless is read here all the same: the refusal bounds the size and hides no square."""
    monkeypatch.setattr("core.pipeline.refuse_endless", lambda text: None)
    few = FEW // share
    for repeated in random.Random(12).sample(REPEATED, len(REPEATED) if share == 1 else 3):
        assert is_linear(lambda text: read_facts(sentence("repeated", text), load_indicators()), repeated, few), (
            repeated
        )
