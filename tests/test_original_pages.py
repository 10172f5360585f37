"""A number of a printed report says its page, in the card and in every file, and the page can be shown while its file is
kept.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from PIL import Image, ImageChops

from core.errors import StoreError
from core.export.quoted import _line
from core.facts import rows_of
from core.reading import RawDocument, read_bytes
from core.reading.pages import PAGE_END, page_of, settled
from core.reading.picture import COLOUR, page_picture
from core.store import Store, delete_report, has_original, import_report, page_of_original, propose_filing
from core.store.originals import _make_room, keep_original
from core.store.queries import facts, report
from tests.paper import Printed, pdf, written
from tests.store_world import built_store, write_data

TEXT = (
    ("望山县行政审批局2021年工作总结", "一、2021年工作", "全年热线受理诉求620件。"),
    ("二、大厅服务", "全县政务大厅设窗口86个。"),
)
PAGES = [[Printed(line, 72, 760 - 24 * n) for n, line in enumerate(page)] for page in TEXT]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return built_store(f"sqlite:///{tmp_path}/store.sqlite3", write_data(tmp_path / "data"))


def framed(png: bytes) -> tuple[int, int, int, int] | None:
    """Return the box of what is drawn in the colour of the frame."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    differing = ImageChops.difference(picture, Image.new("RGB", picture.size, COLOUR)).convert("L")
    return differing.point(lambda dot: 255 if dot == 0 else 0).getbbox()


def test_a_mark_never_parts_a_number_from_its_unit():
    assert settled(f"办件12{PAGE_END}万件。好评5件。") == f"办件12万件。{PAGE_END}好评5件。"
    assert settled(f"办件5件。{PAGE_END}好评") == f"办件5件。{PAGE_END}好评"
    assert settled("没有分页") == "没有分页"


def test_a_text_that_is_not_printed_has_no_pages():
    raw = read_bytes(f"甲办件5件。{PAGE_END}乙办件6件。\n".encode(), "甲.txt").raw

    assert page_of(raw, len(raw) - 1) == 0


@pytest.mark.parametrize(("pages", "expected"), [(2, [1, 2]), (7, [0, 0])])
def test_word_tells_pages_only_where_it_marked_the_end_of_each(pages: int, expected: list[int]):
    document = docx.Document()
    document.add_paragraph("办件12万件。")
    second = document.add_paragraph()
    second.add_run()._r.append(OxmlElement("w:lastRenderedPageBreak"))
    second.add_run("好评5件。")
    raw = read_bytes(with_page_count(written(document), pages), "甲.docx").raw

    assert [page_of(raw, raw.index(words)) for words in ("12万件", "5件")] == expected


def with_page_count(data: bytes, pages: int) -> bytes:
    """Return a docx whose properties say how many pages it had when it was saved."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/app.xml":
                part = re.sub(rb"<Pages>\d+</Pages>", b"", part)
                part = part.replace(b"</Properties>", b"<Pages>%d</Pages></Properties>" % pages)
            new.writestr(name, part)
    return file.getvalue()


def test_the_number_is_framed_on_its_page():
    png, page = page_picture(pdf(PAGES), 2, "全县政务大厅设窗口", "86个")
    left, top, right, bottom = framed(png)
    scale = Image.open(io.BytesIO(png)).width / 595
    x, y = 72 + 12 * 9, 842 - (760 - 24)  # where 86 begins, from the upper left corner

    assert page == 2
    assert left < x * scale < right and top < y * scale < bottom
    assert framed(page_picture(pdf(PAGES), 1, "没有这句话", "999件")[0]) is None
    assert page_picture(pdf(PAGES), 1, "全县政务大厅设窗口", "86个")[1] == 2  # a sentence that ends on the next page


def test_a_report_keeps_its_file_until_it_is_deleted(store: Store):
    raw = read_bytes(pdf(PAGES), "总结.pdf")
    filing = propose_filing(raw, store=store, place="shan", trust="official").filing
    done = import_report(raw, filing, store=store)
    kept = report(done.report, store=store)
    rows = [row for row in rows_of(facts(document=done.report, store=store)) if row.written in ("620件", "86个")]

    assert [row.page for row in rows] == [1, 2]
    assert _line(rows[1].quote, [rows[1]], "3").endswith("［3，第 2 页］")
    assert has_original(kept, store)
    png, page = page_of_original(kept, rows[1].page, rows[1].start, rows[1].end, store)
    assert page == 2 and framed(png) is not None

    delete_report(done.report, store=store)
    assert not has_original(kept, store)
    with pytest.raises(StoreError, match="原件已不在"):
        page_of_original(kept, 1, 0, 1, store)


def test_the_files_kept_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("core.store.originals.MOST", 2_500)
    for n in range(4):
        (tmp_path / f"{n}.pdf").write_bytes(b"x" * 1_000)
    _make_room(tmp_path)

    assert sum(file.stat().st_size for file in tmp_path.iterdir()) <= 2_500


def test_all_files_kept_are_looked_at_once_in_a_while(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DUIBIAO_ORIGINALS", str(tmp_path))
    monkeypatch.setattr("core.store.originals.MOST", 10_000)
    looked: list[Path] = []
    monkeypatch.setattr("core.store.originals._make_room", looked.append)
    for n in range(6):
        keep_original(RawDocument("", f"{n}.pdf", f"{n:064x}", original=b"x" * 200), store)

    assert looked == [tmp_path] * 2, "at first, and when more than a twentieth of what may be kept has come"
