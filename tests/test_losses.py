"""What was seen in a file and not filed is said on import, with what to do; a report that was read says nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.audit.losses import find_losses
from core.cli import main
from core.declarations import load_indicators, load_places
from core.identity import identify
from core.pipeline import read_facts
from core.reading import read_bytes
from core.store import ADDRESS
from core.store.filing import document_of, propose
from tests.shipped import shipped_store

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


ANNUAL = (
    "示例市青溪区2023年政府信息公开工作年度报告\n\n一、总体情况\n全年主动公开信息4821条，收到依申请公开申请35件。\n"
)
DISPUTES = (
    "四、政府信息公开行政复议、行政诉讼情况\n行政复议 | 未经复议直接起诉 | 复议后起诉\n" + " | ".join("0" * 15) + "\n"
)


@pytest.mark.parametrize(("tables", "said"), [("", "没有找到三张表"), (DISPUTES, "没有找到表1、表2")])
def test_an_annual_report_without_its_tables_says_so(tables: str, said: str):
    raw = read_bytes((ANNUAL + tables).encode(), "甲.txt")
    document = document_of("report", propose(raw, load_places()), raw.raw)
    losses = find_losses(document, read_facts(document, load_indicators()))
    assert [loss for loss in losses if said in loss]


def test_a_place_that_the_divisions_do_not_know_is_named():
    raw = read_bytes("新河产业园2023年政务服务工作总结\n\n一、总体情况\n全年办件5万件。\n".encode(), "甲.txt")
    proposal = identify(raw, "甲.txt", load_places())
    assert not proposal.place and "地区：标题写的是“新河产业园”，不在已知的地区里，请指明" in proposal.why


def test_import_says_what_it_could_not_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv(ADDRESS, shipped_store(f"sqlite:///{tmp_path}/store.sqlite3"))
    file = tmp_path / "报告.txt"
    file.write_text(f"{TITLE}\n\n一、2023年工作回顾\n{LOST[0][0]}\n", "utf-8")
    assert main(["import", str(file)]) == 0
    assert "注意：读出 2 个数字" in capsys.readouterr().out
