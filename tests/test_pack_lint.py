"""The pack of 对标结论 can be shown without touching it: every slide of every place and year of the library is read as a
strict reader would.
"""

from __future__ import annotations

import io
import random
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator
from pptx import Presentation
from pptx.presentation import Presentation as Show
from pypdfium2 import PdfDocument

from core.export.columns import letters
from core.export.formats import FORMATS, exported
from core.export.native import drawn
from core.export.slide_face import SPACING
from core.export.slides import MOST, PANELS
from core.library import Library
from core.library.link import Link
from core.reading.office import office_program
from core.screens import exhibits_of
from core.screens.exhibit import Exhibit

OFFICE = (".pptx", ".docx", ".问答.docx", ".xlsx")
PAGES = 8  # of the report, its annex among them
VALIDATOR = OpenXmlValidator()


@pytest.fixture(scope="module")
def packs(library: Library, share: int) -> dict[str, list[Exhibit]]:
    """The conclusions of all places and years, of a sample with the usual places in CI."""
    facts = library.facts()
    known = sorted({(row.place, row.year) for row in facts[facts["value"].notna()].itertuples() if row.year})
    dice = random.Random(15)
    chosen = dice.sample(known, len(known) // share)
    links = [Link("conclusion", (("o", place), ("y", str(year)))) for place, year in chosen]
    usual = [Link("conclusion", (("o", place),)) for place in library.usual_places]
    found = {link.written(): exhibits_of(link, library) for link in (*usual, *links)}
    return {link: pack for link, pack in found.items() if pack}


def faults_of(show: Show, pack: list[Exhibit], version: str) -> list[str]:
    """Return what an official would mend, a sentence each."""
    return [f"{n}: {fault}" for n, slide in enumerate(show.slides, 1) for fault in _faults(slide, show, version)] + [
        f"{exhibit.key}: a figure is no native chart" for exhibit in pack if _undrawn(exhibit, show)
    ]


def _faults(slide, show: Show, version: str) -> Iterator[str]:
    title = slide.shapes.title.text_frame.text
    if not re.search(r"\d", title):
        yield f"the title finds nothing: {title}"
    for shape in slide.shapes:
        if shape.left < 0 or shape.top < 0 or shape.left + shape.width > show.slide_width:
            yield f"outside: {shape.name}"
        if shape.top + shape.height > show.slide_height:
            yield f"below the slide: {shape.name}"
        if shape.has_text_frame and _depth(shape) > shape.height * 1.02:
            yield f"more words than the box holds: {shape.text_frame.text[:30]}"
        if shape.has_table and len(shape.table.rows) > 9:
            yield "a table of more than eight rows"
        frames = [shape.text_frame] if shape.has_text_frame else []
        frames += [cell.text_frame for row in shape.table.rows for cell in row.cells] if shape.has_table else []
        for run in (run for frame in frames for paragraph in frame.paragraphs for run in paragraph.runs):
            least = 14 if title.startswith("来源：") or run.text.startswith("来源：") else 16
            if run.text and run.font.size.pt < least:
                yield f"{run.font.size.pt} pt: {run.text[:30]}"
            if version in run.text:
                yield "a version code on the face"


def _depth(shape) -> float:
    """Return how high the words of a box are, in the widest office font."""
    total = 0.0
    for paragraph in shape.text_frame.paragraphs:
        if paragraph.runs:  # which follow each other on the same lines
            size = max(run.font.size for run in paragraph.runs)
            lines = -(-letters("".join(run.text for run in paragraph.runs)) * size // (shape.width or 1)) or 1
            total += lines * size * (SPACING if lines > 1 else 1.2) + (paragraph.space_after or 0)
    return total


def _undrawn(exhibit: Exhibit, show: Show) -> bool:
    charts = [shape.chart for slide in show.slides for shape in slide.shapes if shape.has_chart]
    names = {
        shape._element.nvGraphicFramePr.cNvPr.get("descr") for s in show.slides for shape in s.shapes if shape.has_chart
    }
    wanted = [exhibit.title] if drawn(exhibit.chart) else [panel.title for panel in exhibit.panels[:PANELS]]
    return not charts and bool(wanted) or not set(wanted) <= names


def test_every_slide_of_every_conclusion_passes(packs, library):
    assert len(packs) >= 10
    for link, pack in packs.items():
        show = Presentation(io.BytesIO(exported(".pptx", pack, library)))
        assert faults_of(show, pack, library.version) == [], link
        assert len(show.slides) <= MOST, link


def test_a_faulty_slide_is_seen(packs, library):
    """The lint has teeth: each of its faults is found where it is made."""
    pack = next(iter(packs.values()))
    show = Presentation(io.BytesIO(exported(".pptx", pack, library)))
    slide = show.slides[1]
    title, box = slide.shapes.title, next(s for s in slide.shapes if s.has_text_frame and len(s.text_frame.text) > 100)
    title.text_frame.paragraphs[0].runs[0].text = "总体结论"
    box.text_frame.paragraphs[0].runs[0].text = f"{library.version}，" * 200
    box.text_frame.paragraphs[1].runs[0].font.size = 12 * 12700
    box.left = show.slide_width
    told = "\n".join(faults_of(show, pack, library.version))
    for words in ("finds nothing", "outside", "more words", "12.0 pt", "version code"):
        assert words in told


@pytest.mark.parametrize("ending", OFFICE)
def test_every_office_file_follows_its_format(packs, library, ending, tmp_path: Path, share):
    assert set(OFFICE) <= set(FORMATS)
    for n, pack in enumerate(list(packs.values())[:: share // 5 or 1]):
        file = tmp_path / f"{n}{ending}"
        file.write_bytes(exported(ending, pack, library, address="http://10.0.0.8:8501/m/abcdefg"))
        found = VALIDATOR.validate(file)
        assert [str(error) for error in found.errors] == [], list(packs)[n]


def test_a_report_has_eight_pages_at_most_and_opens(packs, library, tmp_path: Path):
    """LibreOffice lays out the packs with most to say: slides, report, and a page of questions for each exhibit."""
    office = office_program()
    if office is None:
        pytest.skip("no LibreOffice on this machine")
    longest = sorted(packs.values(), key=lambda pack: -sum(len(exhibit.rows) for exhibit in pack))[:2]
    for n, (pack, files) in enumerate(zip(longest, ((".docx", ".pptx"), (".docx", ".问答.docx")), strict=True)):
        for ending in files:
            most = {".docx": PAGES, ".pptx": MOST, ".问答.docx": len(pack)}[ending]
            file = tmp_path / f"{n}{ending}"
            file.write_bytes(exported(ending, pack, library))
            home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
            asked = [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
            subprocess.run(asked, check=True, capture_output=True, timeout=180)
            assert 1 < len(PdfDocument(file.with_suffix(".pdf"))) <= most
