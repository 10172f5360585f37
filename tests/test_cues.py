"""The table of cues: every row is needed by its example, and what a row forbids to read is shown by its counter."""

from __future__ import annotations

import pytest

from core.errors import DeclarationError
from core.parsing.cues import ANNOUNCING, Cue, CueFinder, cue_finder, load_cues
from core.parsing.text import normalise

ROWS = load_cues()
NUMBER_ROWS = [row for row in ROWS if row.reach not in ANNOUNCING]
ANNOUNCING_ROWS = [row for row in ROWS if row.reach in ANNOUNCING]


def told(row):
    return f"{row.kind}-{row.words[0]}"


def governs(finder: CueFinder, marked: str, kind: str) -> bool:
    """Return whether a cue of the kind governs the 【number】."""
    at = marked.index("【"), marked.index("】") - 1
    text = normalise(marked.replace("【", "").replace("】", ""))
    return kind in finder.find(text).govern([at])[0]


@pytest.mark.parametrize("row", NUMBER_ROWS, ids=told)
def test_every_row_is_needed_by_its_example(row):
    assert governs(cue_finder(), row.example, row.kind)
    assert not governs(CueFinder([other for other in ROWS if other is not row]), row.example, row.kind)


@pytest.mark.parametrize("row", [row for row in NUMBER_ROWS if row.counter], ids=told)
def test_what_ends_a_reach_or_looks_alike_is_needed_by_its_counter(row):
    assert not governs(cue_finder(), row.counter, row.kind)
    assert governs(CueFinder([row._replace(ends=(), unlike=(), reach="paragraph")]), row.counter, row.kind)


@pytest.mark.parametrize("row", ANNOUNCING_ROWS, ids=told)
def test_every_row_of_headings_and_openings_is_needed_by_its_example(row):
    def announced(finder: CueFinder, words: str) -> frozenset[str]:
        return finder.in_heading(words) if row.reach == "heading" else finder.in_opening(words)

    assert row.kind in announced(cue_finder(), row.example)
    assert row.kind not in announced(CueFinder([other for other in ROWS if other is not row]), row.example)
    if row.counter:
        assert row.kind not in announced(cue_finder(), row.counter)


def test_of_two_cues_of_a_kind_the_nearer_is_told():
    text = "力争满意率达到99%,力争办结率98%"
    first, second = cue_finder().find(text).govern([(8, 11), (17, 20)])
    assert first["target"] == Cue("target", 0, 2)
    assert second["target"].start > first["target"].start


def test_a_wrong_row_is_answered_with_what_is_known(tmp_path):
    table = tmp_path / "cues.toml"
    table.write_text('[[cues]]\nkind = "target"\nwords = ["力争"]\nreach = "line"\nexample = "力争【9】"\n', "utf-8")
    with pytest.raises(DeclarationError, match="reach = “line” 不认识。可用：number、first"):
        load_cues(table)
