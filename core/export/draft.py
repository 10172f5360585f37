"""A draft as a Word file with what should be looked at as comments beside the words."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx
from docx.document import Document as Paper
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from core.analysis.drafts import Absent, Draft, Remark
from core.export.document import UNWRITABLE

AUTHOR, INITIALS = "写前自检", "检"


def draft_docx(draft: Draft, absent: Sequence[Absent]) -> bytes:
    """Return the text of a draft as a docx: each remark a comment on its words, the others and what is absent behind."""
    paper = docx.Document()
    paper.core_properties.title = draft.document.title or AUTHOR
    left = list(draft.remarks)
    at = 0
    for line in draft.document.raw.split("\n"):
        end = at + len(line)
        mine = [remark for remark in left if at <= remark.start < end]
        _line(paper, line, at, mine)
        left = [remark for remark in left if remark not in mine]
        at = end + 1
    _behind(paper, left, absent)
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


def _line(paper: Paper, line: str, at: int, remarks: Sequence[Remark]) -> None:
    if not line.strip():
        return
    paragraph = paper.add_paragraph()
    done = 0
    for remark in sorted(remarks, key=lambda one: (one.start, -one.end)):
        start, end = remark.start - at, min(max(remark.end, remark.start + 1) - at, len(line))
        if start < done:  # on words that have a comment already: beside it
            _comment(paper, [_run(paragraph, "")], remark)
            continue
        _run(paragraph, line[done:start])
        _comment(paper, [_run(paragraph, line[start:end])], remark)
        done = end
    _run(paragraph, line[done:])


def _run(paragraph: Paragraph, words: str) -> Run:
    return paragraph.add_run(_printable(words))


def _comment(paper: Paper, runs: list[Run], remark: Remark) -> None:
    paper.add_comment(runs, text=_printable(_said(remark)), author=AUTHOR, initials=INITIALS)


def _said(remark: Remark) -> str:
    return f"【{remark.kind}】{remark.words}写法：{remark.instead}"


def _behind(paper: Paper, remarks: Sequence[Remark], absent: Sequence[Absent]) -> None:
    if remarks:
        paper.add_heading("全文", 2)
        for remark in remarks:
            paper.add_paragraph(_printable(_said(remark)))
    if absent:
        paper.add_heading("同类报告写了、这份没有写的指标", 2)
        for one in absent:
            paper.add_paragraph(f"{one.name}（{one.bodies} 个地方写了）：{one.definition}")


def _printable(words: str) -> str:
    return UNWRITABLE.sub("", words)
