"""Files come in as text, character for character, or are refused in one sentence that names them."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import DocumentError
from core.reading import MAX_BYTES, read_bytes, read_file

REPORT = "青石区政务服务局2022年工作总结\n一、主要成效\n全年办件3.2万件，办结率98.5%；一是窗口20个。\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def zipped(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        REPORT.encode("utf-8"),
        REPORT.encode("utf-8-sig"),
        REPORT.encode("utf-16"),
        REPORT.encode("utf-16-le"),
        REPORT.encode("utf-16-be"),
        REPORT.encode("gb18030"),
        b"\xff\xfe\0\0" + REPORT.encode("utf-32-le"),
        b"\xfe\xff" + REPORT.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 bom", "utf-16 bom", "utf-16-le", "utf-16-be", "gb18030", "utf-32 bom", "utf-16-be bom"],
)
def test_every_encoding_gives_the_same_text(data):
    assert read_bytes(data, "总结.txt").raw == REPORT


@pytest.mark.parametrize("text", ["办结率98%", "好评率达到99.9%。", "全年新增23个事项", "㎡、·、①、Ⅱ、〔2022〕8号"])
def test_a_short_gb18030_text_is_not_misread(text):
    """A guess by statistics fails on a line; the strict decoder does not."""
    assert read_bytes(text.encode("gb18030"), "短.txt").raw == text


@given(
    st.lists(
        st.sampled_from(["全年办件3万件。", "\r\n", "\n", "\r", "  ", "\t", "　", "𠮷", "98.5%"]),
        min_size=1,
        max_size=12,
    )
)
@settings(max_examples=60, deadline=None)
def test_raw_text_is_what_python_reads(tmp_path_factory, pieces):
    text = "".join(["工作总结", *pieces])
    file = tmp_path_factory.mktemp("raw") / "总结.txt"
    file.write_bytes(text.encode("utf-8"))

    with open(file, encoding="utf-8") as opened:
        assert opened.read() == read_file(file).raw


def test_a_byte_order_mark_is_no_character():
    assert read_bytes(b"\xef\xbb\xbf" + "总结".encode(), "a.txt").raw == "总结"


def test_the_hash_is_of_the_bytes_and_the_name_is_the_last_part():
    data = REPORT.encode("gb18030")
    document = read_bytes(data, "C:\\报告\\总结.txt")

    assert hashlib.sha256(data).hexdigest() == document.sha256
    assert document.name == "总结.txt"


def test_markdown_stays_as_written():
    text = "# 2022年工作总结\n\n| 项目 | 数量 |\n|---|---|\n| 窗口 | 20 |\n"
    assert read_bytes(text.encode(), "总结.md").raw == text


def test_a_web_page_named_txt_is_read_as_a_web_page():
    page = "<!DOCTYPE html><html><body><p>2022年，全区共办理各类事项12.6万件，窗口20个。</p></body></html>"
    assert read_bytes(page.encode(), "总结.txt").raw == "2022年，全区共办理各类事项12.6万件，窗口20个。\n"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("照片.txt", PNG, "内容是 PNG 图片"),
        ("照片.docx", b"\xff\xd8\xff\xe0" + bytes(64), "内容是 JPEG 图片"),
        ("空.txt", b"", "文件是空的"),
        ("空白.txt", b" \n\t\r\n ", "文件是空的"),
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "旧版 Office"),
        ("锁.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
        ("表.docx", zipped("[Content_Types].xml", "xl/workbook.xml"), "已损坏"),
        ("表.xlsb", zipped("[Content_Types].xml", "xl/workbook.bin"), "另存为 xlsx"),
        ("版.ofd", zipped("OFD.xml"), "OFD 文件已损坏"),
        ("包.zip", zipped("总结.txt"), "压缩包"),
        ("断.docx", zipped("word/document.xml")[:60], "不完整"),
        ("包.rar", b"Rar!\x1a\x07\x01\x00" + bytes(32), "压缩包"),
        ("程序.txt", b"MZ\x90\0" + bytes(60) + b"PE\0\0", "程序"),
        ("乱.txt", os.urandom(4096), "乱.txt："),
        ("零.txt", bytes(4096) + b"\x01", "二进制"),
        ("乱码.txt", ("政务服务事项办理情况" * 20).encode("utf-8").decode("gb18030", "replace").encode("utf-8"), "乱码"),
        ("乱码.txt", ("政务服务事项办理情况" * 20).encode("utf-8").decode("latin-1").encode("utf-8"), "乱码"),
        ("问号.txt", ("办件\ufffd\ufffd\ufffd" * 40).encode("utf-8"), "损坏"),
        ("断.txt", REPORT.encode("utf-8") * 20 + "件".encode()[:2], "没有下载完整"),
        ("标错.txt", b"\xff\xfe" + b"a" * 33, "编码"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_one_sentence(name, data, said):
    with pytest.raises(DocumentError) as refused:
        read_bytes(data, name)

    sentence = str(refused.value)
    assert said in sentence
    assert sentence.startswith(f"{name}：")
    assert sentence.count("。") == 1 and sentence.endswith("。") and "\n" not in sentence


def test_traditional_big5_is_read_or_refused_but_never_garbled():
    text = "政府資訊公開年度報告，本年的工作情況如下：辦理件數共三萬件，滿意的比例為九成。" * 8
    try:
        assert read_bytes(text.encode("big5"), "報告.txt").raw == text
    except DocumentError as refused:
        assert "乱码" in str(refused)


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(DocumentError, match="文件夹"):
        read_file(tmp_path)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(DocumentError, match="没有.txt：找不到"):
        read_file(tmp_path / "没有.txt")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_refused_without_waiting(tmp_path):
    os.mkfifo(tmp_path / "管道.txt")
    with pytest.raises(DocumentError, match="不是普通文件"):
        read_file(tmp_path / "管道.txt")


def test_a_file_of_200_megabytes_is_refused_before_it_is_read(tmp_path, monkeypatch):
    huge = tmp_path / "大.txt"
    with huge.open("wb") as file:
        file.truncate(200 * (1 << 20))
    monkeypatch.setattr("core.reading.read_bytes", lambda *_: pytest.fail("was read"))

    with pytest.raises(DocumentError, match="200 MB，超过 50 MB"):
        read_file(huge)


def test_bytes_over_the_limit_are_refused():
    with pytest.raises(DocumentError, match="超过 50 MB"):
        read_bytes(bytes(MAX_BYTES + 1), "大.pdf")


def test_a_text_of_millions_of_characters_is_no_report():
    with pytest.raises(DocumentError, match="万字"):
        read_bytes(("全年办件三万件。" * 300_000).encode(), "长.txt")
