"""Recognise the text on pictures of pages. What was seen on a page and not made out is told, and where it stands. Runs
in a child process.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from core.reading.document import Parsed, refusal
from core.reading.formats import picture_kind
from core.reading.ink import unread
from core.reading.pages import without_marks
from core.reading.paragraphs import in_reading_order, paragraphs
from core.reading.printed import Line, Page
from core.reading.searchable import searchable

MOST_PAGES = 30
TALL = 2000  # dots of a page's longer side: what the recogniser takes
MOST_DOTS = 80_000_000
UNSURE = 0.85  # below, a line is told as doubtful
NARROW = 0.5  # of a Chinese character's width: a digit, a letter
SHORT = 0.6  # of the characters that a line has room for
SPREAD = 0.25  # of the usual size: lines that differ by less are of one size
TOLD = "由本机从图像识别，可能认错字、漏行：每个数字都是待核，须有人与原件核对并确认后才参与比较"
SMALLER = "请拆成几份再导入"


class Seen(NamedTuple):
    """A line that was made out: its box in dots from the upper left corner, and how sure that is, 0 to 1."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    sure: float


Recognise = Callable[[Image.Image], list[Seen]]


def parse_scan(data: bytes, name: str, recognise: Recognise | None = None) -> Parsed:
    """Return the text on the pages of a picture or pdf, with a pdf of the pages that knows where each line stands.

    Raises:
        DocumentError: too many pages, a broken picture, or nothing on it that can be made out.
    """
    sheets = list(_sheets(data, name))
    recognise = recognise or recogniser()
    lines_of = [recognise(sheet) for sheet in sheets]
    pages = [_page(sheet, lines) for sheet, lines in zip(sheets, lines_of, strict=True)]
    text = "\n".join(paragraphs(pages)) + "\n"
    if not text.strip():
        raise refusal(name, "图像里没有认出文字", "请换一张清楚、端正的图，或改用文字版")
    lost = [
        loss
        for n, (sheet, lines) in enumerate(zip(sheets, lines_of, strict=True), 1)
        for loss in _lost(n, sheet, lines)
    ]
    shown = base64.b64encode(searchable(sheets, lines_of)).decode("ascii")
    return Parsed(text, (), (TOLD, *lost), shown)


def recogniser() -> Recognise:
    """Return the recogniser of the extra, with the models that its package brings; nothing is fetched."""
    engines: Any = import_module("rapidocr")
    models = Path(engines.__file__).parent / "models"
    named = {part: str(next(models.glob(f"*{part}*.onnx"))) for part in ("det", "rec", "cls")}
    paths = {f"{part.capitalize()}.model_path": path for part, path in named.items()}
    engine = engines.RapidOCR(params={"Global.log_level": "error", "Global.text_score": 0.0, **paths})

    def recognise(sheet: Image.Image) -> list[Seen]:
        answer = engine(np.asarray(sheet)[:, :, ::-1])
        if answer.boxes is None:
            return []
        return [
            Seen(text, *map(float, (*box.min(axis=0), *box.max(axis=0), sure)))
            for box, text, sure in zip(answer.boxes, answer.txts, answer.scores, strict=True)
            if text.strip()
        ]

    return recognise


def _sheets(data: bytes, name: str) -> Iterator[Image.Image]:
    """Yield the pages as pictures of a size that can be read."""
    if b"%PDF-" in data[:1024]:
        with pdfium.PdfDocument(data) as document:
            _few_enough(len(document), name)
            for page in document:
                yield page.render(scale=TALL / max(page.get_size())).to_pil().convert("RGB")
        return
    try:
        picture = Image.open(io.BytesIO(data))
        _few_enough(getattr(picture, "n_frames", 1), name)
        for frame in ImageSequence.Iterator(picture):
            if frame.width * frame.height > MOST_DOTS:
                raise refusal(name, f"图像有 {frame.width}×{frame.height} 点，太大", "请缩小后再导入")
            upright = ImageOps.exif_transpose(frame).convert("RGB")
            scale = TALL / max(upright.size)
            yield (
                upright.resize((round(upright.width * scale), round(upright.height * scale))) if scale < 1 else upright
            )
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise refusal(name, f"内容是 {picture_kind(data)} 图片，已损坏，打不开", "请重新拍照或扫描") from error


def _few_enough(pages: int, name: str) -> None:
    if pages > MOST_PAGES:
        raise refusal(name, f"有 {pages} 页图像，一次最多识别 {MOST_PAGES} 页", SMALLER)


def _page(sheet: Image.Image, lines: list[Seen]) -> Page:
    """Return what was made out as the lines of a printed page, from the lower left corner, sizes evened out."""
    sizes = sorted(line.bottom - line.top for line in lines)
    usual = sizes[len(sizes) // 2] if sizes else 0.0
    return Page(sheet.width, sheet.height, in_reading_order([_line(sheet, line, usual) for line in lines]))


def _line(sheet: Image.Image, seen: Seen, usual: float) -> Line:
    size, middle = seen.bottom - seen.top, sheet.height - (seen.top + seen.bottom) / 2
    half = (usual if abs(size - usual) < SPREAD * usual else size) / 2
    return Line(without_marks(seen.text), seen.left, seen.right, middle - half, middle + half)


def _lost(number: int, sheet: Image.Image, lines: list[Seen]) -> Iterator[str]:
    """Yield, in sentences, what of a page was not made out, or not surely."""
    spots = unread(sheet, [(line.left, line.top, line.right, line.bottom) for line in lines])
    if spots:
        places = "、".join(dict.fromkeys(f"{spot:.0%}" for spot in spots[:8])) + ("等" if len(spots) > 8 else "")
        yield f"第 {number} 页有 {len(spots)} 处没有读出（从上往下约 {places} 处），请看原件"
    unsure = [line.text for line in lines if line.sure < UNSURE]
    if unsure:
        yield f"第 {number} 页有 {len(unsure)} 行认得不准：{_named(unsure)}"
    short = [line.text for line in lines if _has_room(line)]
    if short:
        yield f"第 {number} 页有 {len(short)} 行的字比版面少，可能漏字：{_named(short)}"


def _named(lines: list[str]) -> str:
    return "；".join(f"“{line[:20]}”" for line in lines[:4]) + ("等" if len(lines) > 4 else "")


def _has_room(line: Seen) -> bool:
    """Return whether a line is so wide that more characters must stand on it than were made out."""
    written = sum(NARROW if ord(letter) < 0x2E80 else 1 for letter in line.text)
    return written < SHORT * (line.right - line.left) / (line.bottom - line.top) - 1
