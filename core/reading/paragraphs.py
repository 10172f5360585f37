"""Put the lines of a printed page back into the paragraphs they were broken from."""

from __future__ import annotations

import re
from collections import Counter
from statistics import median

from core.reading.grids import BAR
from core.reading.pages import PAGE_END, settled
from core.reading.printed import GAP, Line, Page, Piece
from core.reading.stacked import heads_on_one_line, rows_on_one_line

PAGE_NUMBER = re.compile(r"[-—–_~·\s]*第?\s*\d{1,4}\s*页?\s*(?:[/／,，]?\s*共?\s*\d{1,4}\s*页?)?[-—–_~·\s]*")
HAN = r"\u2e80-\u9fff\uff00-\uffef\u3000-\u303f“”‘’"
SPACE_IN_CHINESE = re.compile(rf"(?<=[{HAN}]) +(?=[{HAN}0-9])|(?<=[0-9%]) +(?=[{HAN}])")
ENDS = "。！？；：…!?;:"
OPENS = re.compile(
    r"第[一二三四五六七八九十]+[部章节]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.．、](?!\d)|附件|表\d"
)
LATIN = re.compile(r"[A-Za-z]")


def paragraphs(pages: list[Page]) -> list[str]:
    """Return the paragraphs of a printed document: running heads and page numbers off, lines inside a sentence
    joined, a mark where a page ends.
    """
    placed = [
        (n, line)
        for n, page in enumerate(_without_margins(pages))
        for line in heads_on_one_line(rows_on_one_line(_same_height_joined(page.lines)))
    ]
    if not placed:
        return []
    lines = [line for _, line in placed]
    left, right = _edges(lines)
    size = median(line.size for line in lines)
    texts: list[str] = []
    before: Line | None = None
    sheet = 0
    for n, line in placed:
        text = _clean(line.text)
        turned, sheet = PAGE_END * (n - sheet), n
        if before is None:
            texts.append(turned + text)
        elif _begins(line, before, left, right, size):
            texts[-1] += turned
            texts.append(text)
        else:
            texts[-1] = _joined(texts[-1] + turned, text)
        before = line
    return [settled(text) for text in texts if text]


def in_reading_order(lines: list[Line]) -> list[Line]:
    """Return lines that come in any order: the rows from the top, those of one height from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -line.bottom):
        if rows and rows[-1][0].bottom - line.bottom < 0.4 * min(rows[-1][0].size, line.size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.left)]


def row_of(line: str) -> bool:
    """Return whether a line is the row of a table."""
    return line.count(BAR) >= 2


def _clean(text: str) -> str:
    cells = [SPACE_IN_CHINESE.sub("", cell.strip()) for cell in text.split(GAP)]
    return (BAR if len(cells) > 2 else "  ").join(cells)


def _joined(paragraph: str, line: str) -> str:
    latin = LATIN.match(paragraph[-1:]) and LATIN.match(line[:1])
    return f"{paragraph}{' ' if latin else ''}{line}"


def _begins(line: Line, before: Line, left: float, right: float, size: float) -> bool:
    """Say whether ``line`` begins a paragraph: indented, another size, a heading, a table's row, or after a line
    that ended short.
    """
    if GAP in line.text or GAP in before.text or abs(line.size - before.size) > 0.25 * size:
        return True
    if line.left - left > 1.2 * size or before.left - left > 4 * size:  # an indent; what was centred is a title
        return True
    short = right - before.right > 2.5 * size
    ended = before.text.rstrip("”’』」）)")[-1:] in ENDS
    return short and (
        ended
        or OPENS.match(before.text) is not None
        or OPENS.match(line.text) is not None
        or right - before.right > 8 * size
    )


def _edges(lines: list[Line]) -> tuple[float, float]:
    """Return where lines of the body begin and end: the leftmost edge that several share, the right edge of the
    long ones.
    """
    lefts = Counter(round(line.left) for line in lines)
    shared = [left for left, count in lefts.items() if count > 1] or list(lefts)
    rights = sorted(line.right for line in lines)
    return min(shared), rights[int(len(rights) * 0.9)]


def _same_height_joined(lines: list[Line]) -> list[Line]:
    """Join what the page prints on one height: the cells of a table's row come as lines of their own."""
    joined: list[Line] = []
    for line in lines:
        last = joined[-1] if joined else None
        if (
            last
            and min(last.top, line.top) - max(last.bottom, line.bottom) > 0.6 * min(last.size, line.size)
            and line.left >= last.right - 1
        ):
            gap = GAP if line.left - last.right > line.size else ""
            joined[-1] = Line(
                last.text + gap + line.text,
                last.left,
                line.right,
                min(last.bottom, line.bottom),
                max(last.top, line.top),
            )
        else:
            joined.append(line)
    return joined


def _with(pieces: tuple[Piece, ...], more: tuple[Piece, ...], gap: bool) -> tuple[Piece, ...]:
    """Return the pieces of two lines of one height; the last and the first are one where no wide gap parts them."""
    if gap:
        return pieces + more
    last, first = pieces[-1], more[0]
    return (*pieces[:-1], Piece(last.text + first.text, last.left, first.right), *more[1:])


def _without_margins(pages: list[Page]) -> list[Page]:
    """Leave out page numbers, and first and last lines that come back on most pages."""
    repeated = Counter(key for page in pages for key in {_key(page, line) for line in _margin(page)})
    often = {key for key, count in repeated.items() if len(pages) >= 3 and count > len(pages) / 2}
    return [
        Page(page.width, page.height, [line for line in page.lines if not _is_margin(page, line, often)])
        for page in pages
    ]


def _margin(page: Page) -> list[Line]:
    return page.lines[:2] + page.lines[-2:]


def _is_margin(page: Page, line: Line, often: set[str]) -> bool:
    if not _at_edge(page, line) or not any(line is other for other in _margin(page)):
        return False
    return _key(page, line) in often or PAGE_NUMBER.fullmatch(line.text) is not None


def _at_edge(page: Page, line: Line) -> bool:
    return line.top < 0.12 * page.height or line.bottom > 0.91 * page.height


def _key(page: Page, line: Line) -> str:
    return re.sub(r"\d+", "#", line.text) + ("top" if line.bottom > page.height / 2 else "foot")
