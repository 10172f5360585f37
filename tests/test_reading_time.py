"""The time that a reading takes grows with the text and no faster, whatever is repeated without a stop."""

from __future__ import annotations

import random
import time

import pytest

from core.commands.ledger import sentence
from core.declarations import load_indicators
from core.pipeline import read_facts

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
TIMES, MOST = 16, 20
FEW = 2_000
SHORTEST = 0.005  # seconds that can be measured


def test_a_text_of_sixteen_times_the_length_takes_no_more_than_twenty_times_as_long(
    share: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is refused as endless is read here all the same: the refusal bounds the size and hides no square."""
    monkeypatch.setattr("core.pipeline.refuse_endless", lambda text: None)
    few = FEW // share
    for repeated in random.Random(12).sample(REPEATED, len(REPEATED) if share == 1 else 3):
        _seconds(repeated * few)  # what is made once is made
        short, long = min(_seconds(repeated * few) for _ in range(3)), _seconds(repeated * few * TIMES)
        assert long <= MOST * max(short, SHORTEST), (repeated, short, long)


def _seconds(text: str) -> float:
    document = sentence("repeated", text)
    started = time.process_time()
    read_facts(document, load_indicators())
    return time.process_time() - started
