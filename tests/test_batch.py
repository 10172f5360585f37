"""Many reports at once, and places that people add: what was filed where and why, and nothing stops at a bad file."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from core import store as stores
from core.cli import main
from core.errors import StoreError
from core.reading.bundles import files_in
from tests.shipped import shipped_store

REPORTS = {
    "汉滨.txt": "汉滨区政务服务中心2023年工作总结\n一、2023年工作回顾\n全年热线受理诉求13万件，回访满意率98.5%。\n",
    "town/小昆山.txt": "松江区小昆山镇2024年政府信息公开工作年度报告\n2024年，主动公开信息210条。\n",
    "鼓楼.txt": "鼓楼区行政审批局2023年工作总结\n一、2023年工作回顾\n全区设置综合窗口36个。\n",
    "无年份.txt": "工作情况\n设置综合窗口36个。\n",
}
TABLE = "文件,地区,发布单位,年份,网址\n鼓楼.txt,南京市鼓楼区,鼓楼区行政审批局,2023,https://www.example.gov.cn/1\n汉滨.txt,,,,\n"


@pytest.fixture(autouse=True)
def address(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv(stores.ADDRESS, shipped_store(f"sqlite:///{tmp_path / 'batch.db'}"))


def folder_of(tmp_path: Path) -> Path:
    for name, text in REPORTS.items():
        file = tmp_path / "reports" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (tmp_path / "reports" / ".hidden").write_text("x", "utf-8")
    return tmp_path / "reports"


def zip_of(folder: Path) -> Path:
    with zipfile.ZipFile(folder.with_suffix(".zip"), "w") as archive:
        for name in REPORTS:
            archive.write(folder / name, name)
    return folder.with_suffix(".zip")


@pytest.mark.parametrize("packed", [False, True])
def test_a_folder_or_zip_is_filed_with_a_list_of_where_and_why(tmp_path, capsys, packed):
    bundle = folder_of(tmp_path)
    bundle = zip_of(bundle) if packed else bundle
    table = tmp_path / "list.csv"
    table.write_text(TABLE, "utf-8")

    assert main(["import", str(bundle), "--table", str(table)]) == 2  # one of them has no year

    told = capsys.readouterr().out
    filed = stores.reports().set_index("title")
    by_title = {title: (row.place, row.issuer, row.year, row.trust) for title, row in filed.iterrows()}
    assert by_title["汉滨区政务服务中心2023年工作总结"] == ("ankang", "汉滨区政务服务中心", 2023, "pending")
    assert by_title["松江区小昆山镇2024年政府信息公开工作年度报告"][:3] == ("310117-小昆山镇", "松江区小昆山镇", 2024)
    assert by_title["鼓楼区行政审批局2023年工作总结"] == ("320106", "鼓楼区行政审批局", 2023, "official")
    assert "地区、发布单位、年份、网址：取自表格" in told and "标题中写明" in told and "没有找到报告年份" in told
    assert "4 个文件，导入 3 个，1 个没有导入" in told


def test_a_place_enters_the_library_with_its_first_report(tmp_path):
    from core.library import open_library

    before = set(open_library().places)
    folder = folder_of(tmp_path)
    list(stores.import_batch(files_in(folder), {"无年份.txt": {"year": 2023, "place": "石泉县"}}))
    assert set(open_library().places) - before == {"310117-小昆山镇", "610922"}
    assert all(open_library().places[id].colour for id in ("310117-小昆山镇", "610922"))


def test_an_added_place_is_found_by_its_names_and_its_reports_are_filed(tmp_path, capsys):
    assert main(["places", "add", "江北新区", "--within", "安康市", "--alias", "江北政务通", "--who", "李明"]) == 0
    assert main(["places", "find", "江北新区"]) == 0
    told = capsys.readouterr().out
    assert "已添加 陕西省安康市江北新区（610900-江北新区，开发区）" in told and "江北政务通" in told

    file = tmp_path / "江北.txt"
    file.write_text("江北新区2023年工作总结\n全年办件3万件，江北政务通上线。\n", "utf-8")
    assert main(["import", str(file)]) == 0
    assert "610900-江北新区" in set(stores.reports()["place"])


@pytest.mark.parametrize(
    ("name", "within", "sentence"),
    [
        ("雨花区", "长沙市", "已在行政区划里（yuhua）"),
        ("江北新区", "云中市", "不认识"),
        ("江北新区", "", "属于哪个市或区县"),
        ("江北", "安康市", "看不出是什么地方"),
    ],
)
def test_what_cannot_be_added_is_answered_with_the_reason(name, within, sentence):
    with pytest.raises(StoreError, match=sentence):
        stores.add_place(name, within, "李明")


def test_finding_lists_all_that_bear_a_name(capsys):
    assert main(["places", "find", "鼓楼区"]) == 0
    told = capsys.readouterr().out
    assert (
        all(name in told for name in ("南京市鼓楼区", "徐州市鼓楼区", "福州市鼓楼区", "开封市鼓楼区"))
        and "共 4 处" in told
    )
    assert main(["places", "find", "云中市雾里区"]) == 2
    assert "places add" in capsys.readouterr().out
