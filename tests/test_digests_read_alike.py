"""A digest and the official text it stands for give the same declared facts."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from core.declarations import DATA, load_indicators
from core.pipeline import read_facts
from tests.documents import document_of

OFFICIAL = DATA.parent.parent / "shared" / "reports"
SOURCES = tomllib.loads((DATA / "reports" / "sources.toml").read_text("utf-8"))
# a digest has words of its own, which name a part otherwise: read alike is what a number is of and whether it is a part;
# what still is not stands here, and what becomes alike must be taken out
UNLIKE = tomllib.loads((Path(__file__).parent / "unlike_digests.toml").read_text("utf-8"))
DIGESTS = [id for id, source in SOURCES.items() if source["edition"] == "digest"]


def declared_facts(file: Path, year: int) -> Counter:
    raw = file.read_text("utf-8")
    document = document_of(raw, year, id=file.stem)
    return Counter(
        (
            f.indicator,
            f.quantity.value,
            f.quantity.unit,
            str(f.quantity.bound),
            str(f.role),
            f.period.code,
            bool(f.part),
        )
        for f in read_facts(document, load_indicators()).facts
        if f.indicator
    )


@pytest.mark.parametrize("id", DIGESTS)
def test_digest_and_official_text_give_the_same_declared_facts(id):
    official = OFFICIAL / f"{id}.txt"
    if not official.exists():
        pytest.skip("没有官方原文（../shared/reports），无法与摘编核对")
    year = SOURCES[id]["year"]
    expected, found = declared_facts(official, year), declared_facts(DATA / "reports" / f"{id}.txt", year)
    unlike = {
        "official": sorted({_named(fact) for fact in expected - found}),
        "digest": sorted({_named(fact) for fact in found - expected}),
    }

    assert unlike == {"official": [], "digest": []} | UNLIKE.get(id, {})


def _named(fact: tuple) -> str:
    indicator, value, *_, part = fact
    return f"{indicator} {'X' if value is None else value}{' of a part' if part else ''}"
