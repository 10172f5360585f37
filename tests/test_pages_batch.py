"""A zip of reports with a list: seen where each would be filed, corrected in one table, filed at a click, in the
conclusion.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core import store
from core.library import open_library
from core.library.link import Choices, Link
from core.screens import view_of
from tests.shipped import shipped_store

ROOT = Path(__file__).resolve().parent.parent
SENTENCES = "一、2023年工作回顾\n全区政务服务大厅设置窗口{windows}个，好评率{rate}%。\n"
LIST = "文件,地区,发布机构,年份,网址\n乙.txt,南京市鼓楼区,鼓楼区行政审批局,2023,https://www.example.gov.cn/1\n丙.txt,,,,https://www.example.gov.cn/2\n"


@pytest.fixture(autouse=True)
def own_store(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv(store.ADDRESS, shipped_store(f"sqlite:///{tmp_path / 'duibiao.db'}"))


def bundle() -> bytes:
    """Return a zip: one text is filed by the list, one by what it says, one lacks its year."""
    texts = {
        "批/甲.txt": "岳麓区行政审批服务局2023年工作总结\n" + SENTENCES.format(windows=41, rate=99.1),
        "批/乙.txt": "工作总结\n" + SENTENCES.format(windows=52, rate=98.7),
        "批/丙.txt": "天心区工作情况\n全区政务服务大厅设置窗口63个。\n",
        "清单.csv": LIST,
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in texts.items():
            archive.writestr(name, text)
    return packed.getvalue()


def test_a_zip_with_a_list_is_filed_at_a_click_and_the_answer_says_where_and_why():
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    app.switch_page("pages/manage/import_report.py").run()

    app.file_uploader(key="files").upload("一批.zip", bundle()).run()
    assert not app.exception
    assert "共 **3** 份，清单里写了 2 份，其中 **2** 份可以归档" in app.markdown[-1].value

    app.selectbox(key="batch_trust").set_value("官方发布").run()
    app.button(key="batch_store").click().run()

    assert not app.exception
    assert "3 个文件，导入 2 个，1 个没有导入" in app.warning[0].value
    told = app.dataframe[0].value.set_index("文件")
    assert told["地区"].to_dict() == {"批/甲.txt": "长沙市岳麓区", "批/乙.txt": "南京市鼓楼区", "批/丙.txt": ""}
    assert "没有找到报告年份" in told.loc["批/丙.txt", "说明"]
    assert "网址：取自表格" in told.loc["批/乙.txt", "说明"] and "标题中写明" in told.loc["批/甲.txt", "说明"]

    told = view_of(Choices(Link.parse("conclusion?o=430104&p=320106&y=2023")), open_library()).exhibits[0].table.lines
    assert ("好评率", "99.1%", "南京·鼓楼区 98.7%") in {tuple(cell.words for cell in line[1:4]) for line in told}
