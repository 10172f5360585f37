"""Every kind of file that lies on a desk gives the same figures, or is refused with one sentence that names the remedy:
by the command line, and so on the page, which reads with the same reader and shows the same sentence.
"""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import docx
import openpyxl
import pytest

from core.cli import main
from core.errors import DocumentError
from core.reading import office, read_bytes
from tests.paper import Printed, pdf, written
from tests.test_reading_ofd import ofd, printed
from tests.test_reading_sheets import converted, saved

TITLE = "青石区2023年政务服务工作总结"
LINES = ("全年12345热线受理诉求7.25万件。", "群众满意率96.34%。", "设置综合窗口35个。")
FIGURES = {(72500.0, "件"), (96.34, "%"), (35.0, "个")}
TEXT = "\n".join((TITLE, *LINES, ""))
PAGE = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{''.join(f'<p>{line}</p>' for line in LINES)}</body></html>"


def word() -> bytes:
    paper = docx.Document()
    for line in TEXT.splitlines():
        paper.add_paragraph(line)
    return written(paper)


def sheet() -> bytes:
    book = openpyxl.Workbook()
    for line in TEXT.splitlines():
        book.active.append([line])
    return saved(book)


def comma() -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows([line] for line in TEXT.splitlines())
    return file.getvalue().encode("utf-8-sig")


def printed_pdf(locked: bool = False) -> bytes:
    title = Printed(TITLE, 200, 780, 18)
    return pdf([[title, *(Printed(line, 84, 720 - 30 * n) for n, line in enumerate(LINES))]], locked)


def red_headed() -> bytes:
    return ofd([[(75, 20, TITLE), *printed(*LINES)]])


READ = {
    "文.txt": TEXT.encode("utf-8"), "国标.txt": TEXT.encode("gb18030"), "宽.txt": TEXT.encode("utf-16"),
    "标记.md": f"# {TITLE}\n\n".encode() + "\n\n".join(LINES).encode(), "网页.html": PAGE.encode("utf-8"),
    "旧页.htm": PAGE.replace("<head>", '<head><meta charset="gb2312">').encode("gb2312"), "文.docx": word(), "表.xlsx": sheet(),
    "表.csv": comma(), "印.pdf": printed_pdf(), "版.ofd": red_headed(),
}  # fmt: skip
OLD = {"旧.doc": "doc:MS Word 97", "文.rtf": "rtf", "文.odt": "odt", "文.wps": "doc:MS Word 97"}
REFUSED = {
    "锁.pdf": (printed_pdf(locked=True), "密码"),
    "锁.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "图.png": (b"\x89PNG\r\n\x1a\n" + bytes(64), "图片"),
    "照.heic": (bytes(4) + b"ftypheic" + bytes(64), "jpg"),
    "包.rar": (b"Rar!\x1a\x07\x01\x00" + bytes(32), "解压"),
    "页.mht": (b"MIME-Version: 1.0\r\n" + bytes(40), "仅 HTML"),
    "空.txt": (b"", "文件是空的"),
    "程序.exe": (b"MZ\x90\0" + bytes(60) + b"PE\0\0", "程序"),
    "断.docx": (word()[:200], "不完整"),
}


def read_by_command(folder: Path, files: dict[str, bytes], capsys: pytest.CaptureFixture) -> tuple[dict[str, set], str]:
    """Return the figures of each file, by its name, and what was said of the rest."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
    main(["extract", *(str(folder / name) for name in files), "--format", "jsonl"])
    out, err = capsys.readouterr()
    found: dict[str, set] = {name: set() for name in files}
    for line in map(json.loads, out.splitlines()):
        [name] = [name for name in files if name.rpartition(".")[0] == line["report"]]
        found[name].add((line["value"], line["unit"]))
    return found, err


@pytest.mark.parametrize("name", READ)
def test_a_file_of_this_kind_gives_the_figures_of_its_text(name: str, tmp_path: Path, capsys: pytest.CaptureFixture):
    assert read_by_command(tmp_path, {name: READ[name]}, capsys)[0] == {name: FIGURES}


@pytest.mark.skipif(office.office_program() is None, reason="这台机器没有 LibreOffice")
@pytest.mark.parametrize("name", OLD)
def test_an_old_file_gives_them_through_the_office_of_the_machine(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture
):
    data = converted(word(), ".docx", OLD[name], tmp_path)
    assert read_by_command(tmp_path, {name: data}, capsys)[0] == {name: FIGURES}


def test_what_is_not_read_is_refused_with_the_sentence_of_the_reader(tmp_path: Path, capsys: pytest.CaptureFixture):
    found, said = read_by_command(tmp_path, {name: data for name, (data, _) in REFUSED.items()}, capsys)
    assert not any(found.values())
    for name, (data, remedy) in REFUSED.items():
        with pytest.raises(DocumentError) as refusal:
            read_bytes(data, name)
        sentence = str(refusal.value)
        assert re.fullmatch(rf"{re.escape(name)}：[^。\n]*。", sentence) and remedy in sentence
        assert sentence in said
