"""Scans and photographs: what was made out is text with pages, what was not is told, and no figure of it is compared
before a person has held it against its picture.
"""

from __future__ import annotations

import io
from dataclasses import replace
from functools import partial
from itertools import product
from pathlib import Path

import pandas as pd
import pytest
from PIL import Image, ImageDraw, ImageFont

from core import store as stored
from core.analysis.league import over_periods
from core.comparability import judge
from core.declarations import load_indicators, load_places
from core.errors import DocumentError
from core.model import Edition, Trust
from core.reading import RawDocument, read_bytes
from core.reading.ink import unread
from core.reading.pages import PAGE_END, page_of
from core.reading.recognising import can_recognise
from core.reading.scan import Seen, parse_scan, recogniser
from core.store import Judgement, Store
from tests.store_world import built_store, write_data

LINES = (
    "望山县行政审批局2021年工作总结",
    "一、2021年工作",
    "今年以来群众办事更加方便快捷，服务更加贴心。",
    "全年热线受理620件。",
    "按时办结率98.6%。",
    "本行没有认出。",
)
SIZE, LEFT, STEP = 30, 120, 90
FONTS = [f for f in Path("/usr/share/fonts").rglob("*CJK*") if f.suffix in (".ttc", ".otf")]


def sheet(lines: tuple[str, ...], font: ImageFont.FreeTypeFont | None = None) -> Image.Image:
    """Return a page with these lines, each character a small frame where there is no font."""
    page = Image.new("RGB", (1000, 1400), "white")
    draw = ImageDraw.Draw(page)
    for n, line in enumerate(lines):
        top = 100 + STEP * n
        if font:
            draw.text((LEFT, top), line, fill="black", font=font)
        for k in range(0 if font else len(line)):
            left = LEFT + k * SIZE
            draw.rectangle((left + 4, top + 2, left + SIZE - 4, top + SIZE - 2), outline="black", width=4)
    return page


def as_file(*pages: Image.Image, kind: str = "PNG") -> bytes:
    file = io.BytesIO()
    pages[0].save(file, kind, **({"save_all": True, "append_images": list(pages[1:])} if len(pages) > 1 else {}))
    return file.getvalue()


def made_out(lines: tuple[str, ...], sure: float = 0.99) -> list[Seen]:
    """Return what a recogniser finds of a page: every line but the last."""
    tops = [100 + STEP * n for n in range(len(lines))]
    found = zip(lines, tops, strict=True)
    return [Seen(line, LEFT, top, LEFT + len(line) * SIZE, top + SIZE, sure) for line, top in found][:-1]


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a recogniser that knows the page stand in for the extra."""
    reader = partial(parse_scan, recognise=lambda page: made_out(LINES))
    monkeypatch.setattr("core.reading.recognising.can_recognise", lambda: True)
    monkeypatch.setattr("core.reading.recognising.parse_apart", lambda parser, data, name, limits: reader(data, name))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return built_store(f"sqlite:///{tmp_path}/store.sqlite3", write_data(tmp_path / "data"))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP", "TIFF", "WEBP"])
def test_a_picture_is_refused_in_one_sentence_with_the_remedy_where_nothing_recognises_it(
    kind: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("core.reading.recognising.can_recognise", lambda: False)
    with pytest.raises(DocumentError, match="^扫.jpg：内容是 .* 图片，不是文字，请.*run --ocr.*。$"):
        read_bytes(as_file(sheet(LINES), kind=kind), "扫.jpg")


@pytest.mark.usefixtures("fake")
def test_what_was_made_out_is_text_and_what_was_not_is_told():
    raw = read_bytes(as_file(sheet(LINES), sheet(LINES), kind="TIFF"), "扫.tif")

    assert raw.recognised
    assert "".join(raw.raw.replace(PAGE_END, "").split()) == "".join((*LINES[:-1], *LINES[:-1]))
    assert page_of(raw.raw, raw.raw.rindex("620件")) == 2
    share = (100 + STEP * 5 + SIZE / 2) / 1400
    assert f"第 1 页有 1 处没有读出（从上往下约 {share:.0%} 处），请看原件" in raw.notes
    assert sum("没有读出" in note for note in raw.notes) == 2


def test_a_line_that_is_doubtful_or_too_short_for_its_place_is_told():
    doubtful = parse_scan(as_file(sheet(LINES)), "扫.png", lambda page: made_out(LINES, sure=0.5))
    short = parse_scan(
        as_file(sheet(LINES)), "扫.png", lambda page: [s._replace(text=s.text[:3]) for s in made_out(LINES)]
    )

    assert any("5 行认得不准" in note for note in doubtful.notes)
    assert any("可能漏字：“望山县”" in note for note in short.notes)


def test_rules_stamps_and_edges_are_no_text_that_was_left_out():
    page = sheet(LINES[:-1])
    draw = ImageDraw.Draw(page)
    for n in range(4):
        draw.line((100, 700 + 60 * n, 900, 700 + 60 * n), fill="black", width=2)
        draw.line((100 + 200 * n, 700, 100 + 200 * n, 880), fill="black", width=2)
    draw.ellipse((600, 1000, 800, 1200), outline=(220, 20, 20), width=8)
    draw.rectangle((0, 0, 10, 1399), fill="black")
    boxes = [(s.left, s.top, s.right, s.bottom) for s in made_out((*LINES[:-1], ""))]
    assert unread(page, boxes) == []

    draw.ellipse((190, 720, 206, 744), outline="black", width=4)  # a nought in a cell
    assert unread(page, boxes) == [pytest.approx(732 / 1400, abs=0.01)]


def imported(store: Store) -> tuple[RawDocument, str]:
    raw = read_bytes(as_file(sheet(LINES)), "扫.png")
    filing = stored.propose_filing(raw, store=store, place="shan", trust="official").filing
    assert filing.edition == Edition.RECOGNISED
    chosen = replace(filing, edition=Edition.ORIGINAL.value)  # whatever is chosen
    return raw, stored.import_report(raw, chosen, store=store).report


def verdicts(store: Store, report: str) -> dict[str, tuple[str, str]]:
    """Return verdict and reasons of the report's own figures."""
    facts = stored.facts(document=report, store=store)
    judged = judge(facts[facts["status"] == "stated"], load_indicators(store.data / "indicators"))
    return {row.indicator: (row.verdict, row.why) for row in judged.itertuples() if row.indicator}


@pytest.mark.usefixtures("fake")
def test_no_figure_is_compared_before_a_person_has_looked_at_it(store: Store):
    raw, report = imported(store)
    rows = stored.facts(document=report, store=store)
    told = rows[rows["status"] == "stated"]

    assert set(told["indicator"]) >= {"calls", "closed"} and (told["trust"] == Trust.PENDING).all()
    assert verdicts(store, report) == {id: ("incomparable", "recognised") for id in ("calls", "closed")}
    assert rows.loc[rows["indicator"] == "satisfied", "reason"].tolist() == ["scanned"]  # it may stand in what was lost
    assert stored.report("shan-2021", store=store).document.id == "shan-2021"  # no digest gives way to it
    indicator, place = load_indicators(store.data / "indicators")["calls"], load_places(store.data / "districts.toml")
    league = over_periods(stored.facts(store=store), indicator, [place["shan"]], 12)
    assert report not in {row.document for standing in league.standings for row in standing.rows}

    confirm(store, report, told, "calls")
    assert verdicts(store, report)["calls"][0] == "comparable"
    assert verdicts(store, report)["closed"][1].startswith("recognised")
    stored.undo(int(stored.history(store=store)["id"].max()), who="王芳", why="再看一遍", store=store)
    assert verdicts(store, report)["calls"] == ("incomparable", "recognised")


def confirm(store: Store, report: str, told: pd.DataFrame, indicator: str) -> None:
    row = told[told["indicator"] == indicator].iloc[0]
    said = Judgement(report, int(row["start"]), int(row["end"]), "right", seen=indicator, indicator=indicator)
    stored.judge(said, who="王芳", why="与原件一致", store=store)


@pytest.mark.usefixtures("fake")
def test_a_value_that_a_person_wrote_has_been_looked_at(store: Store):
    _, report = imported(store)
    row = stored.facts(indicator="calls", document=report, store=store).iloc[0]
    stored.correct_fact(
        report, int(row["start"]), int(row["end"]), "calls",
        field="value", after="650", who="王芳", why="原件是 650", store=store,
    )  # fmt: skip
    assert verdicts(store, report)["calls"][0] == "comparable"


@pytest.mark.usefixtures("fake")
def test_the_line_of_a_figure_is_shown_with_the_number_framed(store: Store):
    _, report = imported(store)
    row = stored.facts(indicator="calls", document=report, store=store).iloc[0]
    there = stored.report(report, store=store)
    sizes = []
    for cropped in (False, True):
        png, page = stored.page_of_original(there, 1, int(row["start"]), int(row["end"]), store, cropped=cropped)
        shown = Image.open(io.BytesIO(png))
        red = sum(shown.getpixel(at) == (200, 30, 30) for at in product(range(0, shown.width, 3), range(shown.height)))
        assert page == 1 and red
        sizes.append(shown.height)
    assert sizes[1] < sizes[0] / 4


@pytest.mark.skipif(
    not (can_recognise() and FONTS), reason="the extra of requirements-ocr.txt or a Chinese font is not here"
)
def test_the_recogniser_of_the_extra_reads_a_clean_page():
    font = ImageFont.truetype(str(FONTS[0]), SIZE) if FONTS else None
    page = sheet(LINES[:-1], font).crop((0, 0, 1000, 520))
    parsed = parse_scan(as_file(page), "扫.png", recogniser())

    assert all(words in parsed.text for words in ("2021年工作总结", "热线受理620件", "按时办结率98.6%"))
    assert not any("没有读出" in note for note in parsed.notes)
