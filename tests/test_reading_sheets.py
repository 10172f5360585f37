"""Sheets are read as they show their numbers; old Office files through LibreOffice where there is one."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import openpyxl
import pytest

from core.errors import DocumentError
from core.reading import office, read_bytes

SHOWN = [
    (0.996, "0.00%", "99.60%"),
    (0.98155, "0.00%", "98.16%"),
    (1, "0%", "100%"),
    (1234, "#,##0", "1234"),
    (2.5, "0", "3"),
    (98.5, "0.00", "98.50"),
    (0.1 + 0.2, "General", "0.3"),
    (12_345_678_901_234, "General", "12345678901234"),
    (35, '0"件"', "35件"),
    (-4.94, "0.00", "-4.94"),
    ("约3万件", "@", "约3万件"),
]


def workbook(*sheets: tuple[str, list[list[object]]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def converted(data: bytes, ending: str, to: str, folder: Path) -> bytes:
    source = folder / f"source{ending}"
    source.write_bytes(data)
    profile = (folder / "profile").as_uri()
    command = [office.office_program(), f"-env:UserInstallation={profile}", "--headless", "--convert-to", to]
    subprocess.run([*command, "--outdir", str(folder), str(source)], capture_output=True, timeout=120, check=True)
    made = source.with_suffix(f".{to.partition(':')[0]}")
    if not made.exists():
        pytest.skip("LibreOffice 在这台机器上没有装 Calc")
    return made.read_bytes()


def test_a_number_is_read_as_its_cell_shows_it():
    book = workbook(("表", [["名称", "数"]] + [[f"第{n}行", value] for n, (value, _, _) in enumerate(SHOWN)]))
    for n, (_, shape, _) in enumerate(SHOWN, 2):
        book["表"].cell(n, 2).number_format = shape

    [table] = read_bytes(saved(book), "表.xlsx").tables

    assert [row[1] for row in table.rows[1:]] == [shown for _, _, shown in SHOWN]


def test_sheets_are_headed_merged_cells_hold_once_and_what_is_hidden_is_told():
    rows = [["青石市2024年1月通报"], ["县区", "受理量", None], [None, "本月", "上月"], ["东湖区", 12, 10]]
    book = workbook(("1月", rows), ("2月", [["县区", "受理量"], ["东湖区", "=1+2"]]), ("底稿", [["草", "稿"]]))
    book["1月"].merge_cells("A1:C1")
    book["1月"].merge_cells("A2:A3")
    book["底稿"].sheet_state = "hidden"

    read = read_bytes(saved(book), "通报.xlsx")

    assert read.raw.splitlines() == [
        "青石市2024年1月通报", "县区 | 受理量 | ", " | 本月 | 上月", "东湖区 | 12 | 10", "2月", "县区 | 受理量", "东湖区 | ",
    ]  # fmt: skip
    assert read.tables[0].rows[1] == ("县区", "本月", "上月")
    assert [("公式" in note, "底稿" in note) for note in read.notes] == [(True, False), (False, True)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_csv_files_are_tables_in_any_encoding(encoding: str, mark: str):
    data = f'县区{mark}受理量\r\n东湖区{mark}"1,234"\r\n'.encode(encoding)

    [table] = read_bytes(data, "表.csv").tables

    assert table.rows == (("县区", "受理量"), ("东湖区", "1,234"))


@pytest.mark.skipif(office.office_program() is None, reason="这台机器没有 LibreOffice")
def test_old_sheets_keep_their_formats(tmp_path: Path):
    book = workbook(("表", [["县区", "满意率"], ["东湖区", 0.98155]]))
    book["表"]["B2"].number_format = "0.00%"

    [table] = read_bytes(converted(saved(book), ".xlsx", "xls", tmp_path), "表.xls").tables

    assert table.rows[1] == ("东湖区", "98.16%")


def test_without_an_office_program_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(office, "office_program", lambda: None)

    for name, data in (
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)),
        ("文.rtf", b"{\\rtf1\\ansi 2022}"),
    ):
        with pytest.raises(DocumentError, match=f"{name}.*没有能读它的软件.*另存为 docx"):
            read_bytes(data, name)


def test_a_sheet_that_never_ends_is_refused():
    data = "\n".join(["1,2"] * 20_001).encode()

    with pytest.raises(DocumentError, match="20001 行.*拆成"):
        read_bytes(data, "长.csv")
