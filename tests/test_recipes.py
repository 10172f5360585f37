"""The recipes of CONTRIBUTING.md, followed word for word: one indicator, one place, one report, and no code."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from core import store
from core.declarations import DATA, load_indicators, load_places, load_themes

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"```(?:toml|text)\n# data/(?P<path>\S+)\n(?P<content>.*?)```", re.DOTALL)
FILES = {block["path"]: block["content"] for block in BLOCK.finditer((ROOT / "CONTRIBUTING.md").read_text("utf-8"))}


@pytest.fixture(scope="module")
def facts(tmp_path_factory) -> pd.DataFrame:
    """The facts of a copy of the data in which every recipe was followed."""
    folder = tmp_path_factory.mktemp("recipes")
    data = folder / "data"
    shutil.copytree(DATA, data, ignore=shutil.ignore_patterns("cache", "*.db*"))
    for path, content in FILES.items():
        with (data / path).open("a", encoding="utf-8") as file:
            file.write(f"\n{content}" if file.tell() else content)
    opened = store.open_store(f"sqlite:///{(folder / 'duibiao.db').as_posix()}", data)
    store.build(store=opened)
    yield store.facts(document="qingxi-2024", store=opened)
    for load in (load_indicators, load_themes, load_places):
        load.cache_clear()


def test_there_is_a_recipe_for_each_kind_of_data():
    assert sorted(FILES) == [
        "districts.toml",
        "indicators/hall/nursing_rooms.toml",
        "reports/qingxi-2024.txt",
        "reports/sources.toml",
    ]


def test_the_new_report_states_the_new_indicator_of_the_new_place(facts):
    [row] = facts[(facts["indicator"] == "nursing_rooms") & (facts["status"] == "stated")].to_dict("records")
    assert (row["place"], row["year"], row["value"], row["unit"]) == ("qingxi", 2024, 41, "间")
    assert row["written"] == "41间"
    assert row["path"] == "一、工作情况 › （一）大厅服务"


def test_the_new_indicator_reads_its_own_examples(tmp_path):
    from tests.test_indicators import facts_of  # what the declarations that ship are held to

    assert callable(facts_of)
