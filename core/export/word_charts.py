"""Native charts in a Word document: the chart of a slide, moved into the document's package with its sheet."""

from __future__ import annotations

import re

from docx.document import Document as Paper
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Emu, Pt
from docx.table import _Cell
from pptx import Presentation

from core.export.native import add_chart
from core.screens.exhibit import Chart

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SIZES, LETTERS = re.compile(rb'sz="1[46]00"'), 9  # pt: what a slide has, and what a page has instead
BLANK = 6  # layout of the slide library's own template without any box


def add_word_chart(room: Paper | _Cell, chart: Chart, width: Emu, height: Emu, name: str) -> None:
    """Add a paragraph that holds a chart, editable as on a slide, in the letters of a page.

    Args:
        name: read aloud in place of the picture.
    """
    show = Presentation()
    frame = add_chart(
        show.slides.add_slide(show.slide_layouts[BLANK]).shapes, chart, 0, 0, width, height, name, Pt(LETTERS)
    )
    drawn = frame.chart.part
    part = room.part
    package, number = part.package, _next_number(part)
    sheet = Part(PackURI(f"/word/embeddings/chart{number}.xlsx"), SHEET, drawn.chart_workbook.xlsx_part.blob, package)
    held = Part(PackURI(f"/word/charts/chart{number}.xml"), CONTENT_TYPE.DML_CHART, drawn.blob, package)
    of_sheet = held.relate_to(sheet, RELATIONSHIP_TYPE.PACKAGE)
    shrunk = SIZES.sub(b'sz="%d"' % (LETTERS * 100), drawn.blob)
    held._blob = re.sub(rb'(<c:externalData [^>]*r:id=")[^"]*"', rb"\g<1>" + of_sheet.encode() + b'"', shrunk)
    relation = part.relate_to(held, RELATIONSHIP_TYPE.CHART)
    line = room.add_paragraph()
    line.paragraph_format.space_after = 0
    run = line.add_run()
    run._r.append(parse_xml(_drawing(relation, number, width, height, name)))


def _next_number(part: Part) -> int:
    return 1 + sum(rel.reltype == RELATIONSHIP_TYPE.CHART for rel in part.rels.values())


def _drawing(relation: str, number: int, width: Emu, height: Emu, name: str) -> str:
    words = name.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    spaces = nsdecls("w", "wp", "a", "r")
    return (
        f'<w:drawing {spaces}><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{int(width)}" cy="{int(height)}"/><wp:docPr id="{1000 + number}" name="图{number}" descr="{words}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{CHART}">'
        f'<c:chart xmlns:c="{CHART}" r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
