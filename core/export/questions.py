"""会前问答单 as a Word document: a page an exhibit with the questions it is likely to meet, answered from facts."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx import Document
from docx.shared import Cm, Pt

from core.export.challenges import challenges_of
from core.export.cover import Cover
from core.export.document import clean, dress, quiet
from core.export.sources import brief_source
from core.export.wanted import while_wanted_each
from core.library import Library
from core.screens.exhibit import Exhibit

EDGE = Cm(1.6)  # above and below: what is asked of an exhibit stands on one page
LETTER = Pt(10)
NOTHING = "这一页没有引用报告里的数字。"


def question_sheet(exhibits: Sequence[Exhibit], library: Library, cover: Cover) -> bytes:
    """Return the questions and answers, one page for each exhibit."""
    paper = Document()
    dress(paper)
    paper.sections[0].top_margin = paper.sections[0].bottom_margin = EDGE
    for style in ("Normal", "List Bullet"):
        paper.styles[style].font.size = LETTER
    paper.core_properties.title, paper.core_properties.language = f"会前问答单：{cover.title}", "zh-CN"
    for n, exhibit in enumerate(while_wanted_each(exhibits)):
        heading = paper.add_heading(clean(exhibit.title), 1).paragraph_format
        heading.page_break_before, heading.space_before = n > 0, Pt(0)
        asked = challenges_of(exhibit, library)
        for question, points in asked:
            paper.add_heading(question, 2).paragraph_format.space_before = Pt(6)
            for point in points:
                line = paper.add_paragraph(clean(f"{point}。"), style="List Bullet" if points[1:] else None)
                line.paragraph_format.space_after = Pt(1)
        if not asked:
            paper.add_paragraph(NOTHING)
        quiet(paper, brief_source(exhibit, library))
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()
