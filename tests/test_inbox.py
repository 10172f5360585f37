"""收件文件夹: what is dropped there waits, is told with its guess, and is compared only when an editor has confirmed it."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core import inbox, store
from core.cli import main
from tests.served import ROOT
from tests.shipped import shipped_store

TEXT = "2016年工作总结\n一、工作情况\n全年热线受理1200件。\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(store.ADDRESS, shipped_store(f"sqlite:///{tmp_path / 'store.db'}"))
    monkeypatch.setenv(inbox.FOLDER, str(tmp_path / "inbox"))
    (tmp_path / "inbox").mkdir()
    return tmp_path / "inbox"


def test_only_files_of_reports_wait(folder: Path):
    for name in ("乙.txt", "甲.docx", ".hidden.txt", "~lock.docx", "program.exe"):
        (folder / name).write_text(TEXT, "utf-8")
    (folder / "folder.txt").mkdir()
    (folder / "link.txt").symlink_to("/etc/hostname")

    assert [file.name for file in inbox.waiting()] == ["乙.txt", "甲.docx"]


def test_what_waits_is_told_with_its_guess_and_not_compared(folder: Path, capsys: pytest.CaptureFixture[str]):
    (folder / "总结.txt").write_text(TEXT, "utf-8")
    (folder / "图.txt").write_bytes(b"\x89PNG\r\n\x1a\n")

    assert main(["inbox"]) == 2
    told = capsys.readouterr().out
    assert "2 份等候确认" in told and "2016 年" in told and "PNG 图片" in told
    assert "imported" not in set(store.reports()["origin"])


def test_an_editor_confirms_it_on_the_page_and_it_is_put_aside(folder: Path):
    (folder / "总结.txt").write_text(TEXT, "utf-8")
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    app.switch_page("pages/manage/import_report.py").run()

    app.multiselect(key="inbox").select("总结.txt").run()
    next(button for button in app.button if button.label == "确认导入").click().run()

    assert "已导入" in app.success[0].value
    assert inbox.waiting() == [] and (folder / inbox.DONE / "总结.txt").exists()
