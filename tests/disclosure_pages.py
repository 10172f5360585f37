"""Invented disclosure reports as files: web page, Word document, printed page."""

from __future__ import annotations

import html

import docx

from tests.disclosure_samples import GRIDS, Box, Report
from tests.paper import Printed, pdf, written

TITLE = "青石区2023年政府信息公开工作年度报告"
LABELS, LINE = 40, 24  # points: where labels begin, and how far rows are apart
FIGURE, WORDS = 6, 9  # points: how large both are printed; a digit is as wide as it is high
GAP = 3  # points: a blank inside a number
STEPS = {
    0: (0, 0),
    1: (300, 0),
    2: (300, 70),
    3: (300, 70),
    7: (300, 42),
    15: (40, 36),
}  # where figures begin, how far apart they are


def as_html(report: Report) -> str:
    """Return the report as a web page with merged cells."""
    body = [f"<h1>{TITLE}</h1><p>一、总体情况</p><p>{report.text['一']}</p>"]
    for grid, _, title in GRIDS.values():
        body.append(f"<p>{title}</p><table border=1>")
        body += [f"<tr>{''.join(_td(box) for box in row)}</tr>" for row in grid(report)]
        body.append("</table>")
    body.append(
        f"<p>五、存在的主要问题及改进情况</p><p>{report.text['五']}</p><p>六、其他需要报告的事项</p><p>{report.text['六']}</p>"
    )
    return f"<html><head><meta charset=utf-8></head><body>{''.join(body)}</body></html>"


def _td(box: Box) -> str:
    return f"<td rowspan={box.rows} colspan={box.columns}><p>{html.escape(box.text) or '&nbsp;'}</p></td>"


def as_docx(report: Report) -> bytes:
    """Return the report as a Word document with merged cells."""
    document = docx.Document()
    for line in (TITLE, "一、总体情况", report.text["一"]):
        document.add_paragraph(line)
    for grid, width, title in GRIDS.values():
        document.add_paragraph(title)
        rows = grid(report)
        table = document.add_table(len(rows), width)
        covered: set[tuple[int, int]] = set()
        for r, row in enumerate(rows):
            c = 0
            for box in row:
                while (r, c) in covered:
                    c += 1
                covered |= {(r + down, c + right) for down in range(box.rows) for right in range(box.columns)}
                cell = table.cell(r, c)
                if box.rows > 1 or box.columns > 1:
                    cell = cell.merge(table.cell(r + box.rows - 1, c + box.columns - 1))
                cell.text = box.text
                c += box.columns
    for line in ("五、存在的主要问题及改进情况", report.text["五"]):
        document.add_paragraph(line)
    return written(document)


def _set(x: float, figure: str) -> list[tuple[float, str]]:
    """Return where the pieces of a figure are printed: a blank inside is a narrow one."""
    pieces = figure.split(" ")
    places = [x + sum(len(piece) * FIGURE + GAP for piece in pieces[:n]) for n in range(len(pieces))]
    return list(zip(places, pieces, strict=True))


def as_pdf(report: Report) -> bytes:
    """Return the report as printed pages: a label and its figures on one height, long labels over two lines."""
    lines = [[(LABELS, text)] for text in (TITLE, "一、总体情况", report.text["一"])]
    for grid, _, title in GRIDS.values():
        lines.append([(LABELS, title)])
        for row in grid(report):
            words = [box.text for box in row if not box.key] or [""]
            figures = [box.text for box in row if box.key]
            begin, step = STEPS[len(figures)]
            *above, last = [*words[:-1], words[-1][:22], words[-1][22:]] if len(words[-1]) > 22 else words
            lines += [[(LABELS, word)] for word in above]
            lines.append([(LABELS, last)] + [p for n, f in enumerate(figures) for p in _set(begin + step * n, f)])
    lines += [[(LABELS, "五、存在的主要问题及改进情况")], [(LABELS, report.text["五"])]]
    pages = [lines[n : n + 30] for n in range(0, len(lines), 30)]
    return pdf(
        [
            [
                Printed(text, x, 760 - LINE * n, FIGURE if place else WORDS)
                for n, line in enumerate(page)
                for place, (x, text) in enumerate(line)
                if text
            ]
            for page in pages
        ]
    )
