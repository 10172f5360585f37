"""``audit`` writes one object a relation, a table for people, and answers a bad file with one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.cli import main

FIELDS = ["report", "kind", "verdict", "computed", "stated", "sides", "words"]
REPORT = """甲县2021年工作总结
一、2021年工作总结
开展帮办共620次(其中:企业310件,个人215件,上门80件,咨询25件)。热线有效来电4000通,人工接通3800通,接通率95%。
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "sample-2021.txt"
    file.write_text(REPORT, "utf-8")
    return file


def test_one_object_a_relation(report: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["audit", str(report), "--format", "jsonl"]) == 0

    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert all(list(row) == FIELDS and row["report"] == "sample-2021" for row in rows)
    assert all(REPORT[side["start"] : side["end"]] == side["text"] for row in rows for side in row["sides"])
    [error] = [row for row in rows if row["verdict"] == "error"]
    assert (error["kind"], error["computed"], error["stated"]) == ("sum", 630, 620)
    assert ("ratio", "pass", 95, 95) in [(row["kind"], row["verdict"], row["computed"], row["stated"]) for row in rows]


def test_people_get_a_table(report: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["audit", str(report)]) == 0

    written = capsys.readouterr().out
    assert "sample-2021：有误 1，通过" in written
    assert "有误  分项之和" in written and "相差10。" in written


def test_a_report_without_relations_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "quiet-2021.txt"
    file.write_text("甲县2021年工作总结\n各项工作平稳。\n", "utf-8")

    assert main(["audit", str(file)]) == 0
    assert capsys.readouterr().out == "quiet-2021：没有可以核对的关系\n"


def test_a_bad_file_gets_one_sentence_and_the_others_are_checked(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["audit", str(tmp_path / "absent.txt"), str(report), "--format", "jsonl"]) == 2

    written = capsys.readouterr()
    [sentence] = written.err.splitlines()
    assert "absent.txt" in sentence and sentence.count("。") == 1
    assert len(written.out.splitlines()) > 1
