"""Draw a page of a pdf with a number framed. Runs in a child process."""

from __future__ import annotations

import base64
import ctypes
import io
import json
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image, ImageDraw

from core.reading.child import parse_apart
from core.reading.document import Parsed
from core.reading.radicals import unified

WIDE = 1240  # dots: a page of A4 at 150 to the inch
TALL = 2400
COLOUR, THICK, AROUND = (200, 30, 30), 3, 4  # of the frame, in dots
LINES, CHARACTERS = 2.0, 7.0  # heights of the number that are shown above and below it, and beside it
SKIPPED = set(" |\t\r\n\u3000\u2003\u205f\xa0")
LEAST = 2  # characters that tell where a number stands


Box = tuple[float, float, float, float]  # left, right, bottom, top, in points


class Letter(NamedTuple):
    """A character of a page, and its box in points."""

    text: str
    box: Box


def page_picture(data: bytes, page: int, before: str, number: str, cropped: bool = False) -> tuple[bytes, int]:
    """Return a page of a pdf as a PNG, the number that follows ``before`` framed where it is found, and which page it is:
    the one behind it where the number stands only there. ``cropped``: only the lines around the number.

    Raises:
        DocumentError: the file is broken, or has no such page.
    """
    asked = json.dumps([page, before, number, cropped], ensure_ascii=False)
    answer = parse_apart("core.reading.picture:drawn", data, asked)
    return base64.b64decode(answer.text), int(answer.notes[0])


def drawn(data: bytes, asked: str) -> Parsed:
    """Return the picture as text, and the page as a note: what the child answers is JSON."""
    page, before, number, cropped = json.loads(asked)
    with pdfium.PdfDocument(data) as document:
        boxes = (
            (n, box)
            for n in (page, page + 1)
            if n <= len(document) and (box := _found(document[n - 1], before, number))
        )
        page, box = next(boxes, (page, None))
        sheet = document[page - 1]
        width, height = sheet.get_size()
        scale = min(WIDE / width, TALL / height)
        picture: Image.Image = sheet.render(scale=scale).to_pil().convert("RGB")
        if box:
            left, right, bottom, top = box
            corners = (left * scale, (height - top) * scale, right * scale, (height - bottom) * scale)
            moved = tuple(c + side * AROUND for c, side in zip(corners, (-1, -1, 1, 1), strict=True))
            ImageDraw.Draw(picture).rectangle(moved, outline=COLOUR, width=THICK)
            picture = _around(picture, corners) if cropped else picture
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    return Parsed(base64.b64encode(file.getvalue()).decode("ascii"), notes=(str(page),))


def _around(picture: Image.Image, corners: tuple[float, float, float, float]) -> Image.Image:
    """Return the lines around a number, as wide as can be read in a narrow column."""
    left, top, right, bottom = corners
    down, over = LINES * (bottom - top), CHARACTERS * (bottom - top)
    return picture.crop(
        (
            max(0, round(left - over)), max(0, round(top - down)),
            min(picture.width, round(right + over)), min(picture.height, round(bottom + down)),
        )
    )  # fmt: skip


def _found(page: pdfium.PdfPage, before: str, number: str) -> Box | None:
    return _box_of(list(_letters(page)), _plain(before), _plain(number))


def _letters(page: pdfium.PdfPage) -> Iterator[Letter]:
    text = page.get_textpage()
    for n in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text.raw, n)
        letter = unified(chr(code)) if code else ""
        if letter and letter not in SKIPPED:
            box = raw.FS_RECTF()
            raw.FPDFText_GetLooseCharBox(text.raw, n, ctypes.byref(box))
            yield Letter(letter, (box.left, box.right, box.bottom, box.top))


def _plain(text: str) -> str:
    return "".join(letter for letter in text if letter not in SKIPPED)


def _box_of(letters: list[Letter], before: str, number: str) -> Box | None:
    """Return the box of the number: behind as much of ``before`` as the page has, alone only where it stands once."""
    text = "".join(letter.text for letter in letters)
    for before_it in range(len(before), -1, -1):
        words = before[len(before) - before_it :]
        at = text.find(words + number)
        if at < 0 or not number:
            continue
        if before_it < LEAST and text.find(number, at + before_it + 1) >= 0:
            return None
        boxes = [letter.box for letter in letters[at + before_it : at + before_it + len(number)]]
        return min(b[0] for b in boxes), max(b[1] for b in boxes), min(b[2] for b in boxes), max(b[3] for b in boxes)
    return None
