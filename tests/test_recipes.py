"""The recipes of CONTRIBUTING.md, followed word for word: one indicator, one place, one report, and no code."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from core import store
from core.analysis.measures import load_measures
from core.declarations import DATA, load_indicators, load_places, load_themes
from core.model import Document, DocumentKind, Edition, Trust
from core.parsing.text import normalise
from core.pipeline import read_facts

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"```(?:toml|text)\n# data/(?P<path>\S+)\n(?P<content>.*?)```", re.DOTALL)
FILES = {block["path"]: block["content"] for block in BLOCK.finditer((ROOT / "CONTRIBUTING.md").read_text("utf-8"))}


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Iterator[Path]:
    """A copy of the data in which every recipe was followed."""
    copy = tmp_path_factory.mktemp("recipes") / "data"
    shutil.copytree(DATA, copy, ignore=shutil.ignore_patterns("cache", "*.db*"))
    for path, content in FILES.items():
        with (copy / path).open("a", encoding="utf-8") as file:
            file.write(f"\n{content}" if file.tell() else content)
    yield copy
    for load in (load_indicators, load_themes, load_places):
        load.cache_clear()


def test_there_is_a_recipe_for_each_kind_of_data():
    assert sorted(FILES) == [
        "districts.toml",
        "indicators/hall/nursing_rooms.toml",
        "measures.toml",
        "reports/qingxi-2024.txt",
        "reports/sources.toml",
    ]


def test_the_new_report_states_the_new_indicator_of_the_new_place(data):
    opened = store.open_store(f"sqlite:///{(data / 'duibiao.db').as_posix()}", data)
    store.build(store=opened)
    facts = store.facts(document="qingxi-2024", indicator="nursing_rooms", store=opened)
    [row] = facts.to_dict("records")
    assert (row["place"], row["year"], row["value"], row["unit"]) == ("qingxi", 2024, 41, "间")
    assert (row["status"], row["written"], row["issuer_short"]) == ("stated", "41间", "青溪·政务中心")


def test_the_new_indicator_reads_its_own_examples(data):
    indicators = load_indicators(data / "indicators")
    examples = indicators["nursing_rooms"].examples
    assert len(examples) == 3
    for example in examples:
        read = [
            fact for fact in read_facts(report(example.text), indicators).facts if fact.indicator == "nursing_rooms"
        ]
        assert [fact.quantity.value for fact in read] == ([] if example.value is None else [example.value])


def test_the_new_measure_is_declared(data):
    assert any(
        measure.name == "延时服务日" and measure.often == "周" for measure in load_measures(data / "measures.toml")
    )


def report(text: str) -> Document:
    return Document(
        "example-2024", "qingxi", "", "", 2024, DocumentKind.SUMMARY, "", "", "", Edition.DIGEST, Trust.OFFICIAL, text,
        normalise(text),
    )  # fmt: skip
