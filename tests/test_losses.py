"""What was seen in a file and not filed is said on import, with what to do; a report that was read says nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.audit.losses import find_losses
from core.cli import main
from core.declarations import load_indicators, load_places
from core.pipeline import read_facts
from core.reading import read_bytes
from core.store import ADDRESS
from core.store.filing import document_of, propose

TITLE = "示例市青溪区行政审批服务局2023年度工作总结"
# text → the beginnings of what is said of it
LOST = [
    ("全年栽种行道树640棵，清运垃圾35吨。", ["读出 2 个数字"]),
    ("2023年3月5日印发第12号文件，联系电话0731-88551234。", ["正文里有"]),
    ("各项工作扎实推进，成效显著。", ["正文里有"]),  # the year of the title
    ("政务服务好评率98.4%，全年受理热线诉求13万2件。", ["有 1 处数字残缺"]),
    ("政务服务好评率98.4%。\n名称\t甲\t乙\n子\t12\t13\n丑\t15\t16", ["有 1 张表没有读出"]),
    ("政务服务好评率98.4%，设置综合窗口36个。", []),
]


@pytest.mark.parametrize(("text", "said"), LOST)
def test_what_is_lost_is_said_with_what_to_do(text: str, said: list[str]):
    raw = read_bytes(f"{TITLE}\n\n一、2023年工作回顾\n{text}\n".encode(), "甲.txt")
    document = document_of("report", propose(raw, load_places()), raw.raw)
    losses = find_losses(document, read_facts(document, load_indicators()))
    assert len(losses) == len(said)
    assert all(loss.startswith(words) and "请" in loss for loss, words in zip(losses, said, strict=True))


def test_an_annual_report_without_its_tables_says_so():
    text = (
        "示例市青溪区2023年政府信息公开工作年度报告\n\n一、总体情况\n全年主动公开信息4821条，收到依申请公开申请35件。\n"
    )
    raw = read_bytes(text.encode(), "甲.txt")
    document = document_of("report", propose(raw, load_places()), raw.raw)
    losses = find_losses(document, read_facts(document, load_indicators()))
    assert [loss for loss in losses if "三张表" in loss]


def test_import_says_what_it_could_not_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv(ADDRESS, f"sqlite:///{tmp_path}/store.sqlite3")
    file = tmp_path / "报告.txt"
    file.write_text(f"{TITLE}\n\n一、2023年工作回顾\n{LOST[0][0]}\n", "utf-8")
    assert main(["import", str(file)]) == 0
    assert "注意：读出 2 个数字" in capsys.readouterr().out
