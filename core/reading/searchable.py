"""Write a pdf of pictures of pages with what was made out on them behind, unseen, so that a number can be found."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator, Sequence
from typing import Protocol

from PIL import Image

QUALITY = 60  # of the pictures
NARROW = 0.52  # of a Chinese character's width
WIDTHS = dict.fromkeys(".,:;'|!", 0.28) | {"%": 0.85}  # of a Chinese character's, where not NARROW
FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
    b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
    b"/DW 1000/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -250 1000 880]"
    b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>>>",
)


class Placed(Protocol):
    """A line of text and its box, in dots from the upper left corner."""

    @property
    def text(self) -> str: ...
    @property
    def left(self) -> float: ...
    @property
    def top(self) -> float: ...
    @property
    def right(self) -> float: ...
    @property
    def bottom(self) -> float: ...


def searchable(sheets: Sequence[Image.Image], lines: Sequence[Sequence[Placed]]) -> bytes:
    """Return a pdf, a page a picture, one point a dot."""
    kids = " ".join(f"{5 + 3 * n} 0 R" for n in range(len(sheets)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {len(sheets)}>>".encode(), *FONT]
    for n, (sheet, placed) in enumerate(zip(sheets, lines, strict=True)):
        objects += _page(5 + 3 * n, sheet, placed)
    out, starts = b"%PDF-1.4\n", []
    for n, body in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n" % n + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return out + head + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))


def _page(first: int, sheet: Image.Image, placed: Sequence[Placed]) -> Iterator[bytes]:
    """Yield the objects of a page: itself, what is drawn on it, its picture."""
    wide, high = sheet.size
    yield (
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {wide} {high}]/Contents {first + 1} 0 R"
        f"/Resources<</Font<</F 3 0 R>>/XObject<</P {first + 2} 0 R>>>>>>"
    ).encode()
    behind = "".join(move for line in placed for move in _letters(line, high))
    drawn = f"q {wide} 0 0 {high} 0 0 cm /P Do Q BT 3 Tr {behind}ET".encode("ascii")
    yield _stream(zlib.compress(drawn), "/Filter/FlateDecode")
    file = io.BytesIO()
    sheet.convert("L").save(file, "JPEG", quality=QUALITY)
    size = f"/Type/XObject/Subtype/Image/Width {wide}/Height {high}/ColorSpace/DeviceGray/BitsPerComponent 8"
    yield _stream(file.getvalue(), f"{size}/Filter/DCTDecode")


def _stream(body: bytes, about: str) -> bytes:
    return f"<</Length {len(body)}{about}>>stream\n".encode() + body + b"\nendstream"


def _letters(line: Placed, high: int) -> Iterator[str]:
    """Yield the moves that set the letters of a line one by one, as wide as each usually is."""
    letters = [letter for letter in line.text if ord(letter) < 0x10000]
    widths = [WIDTHS.get(letter, NARROW) if ord(letter) < 0x2E80 else 1.0 for letter in letters]
    size, one = line.bottom - line.top, (line.right - line.left) / max(sum(widths), NARROW)
    at, foot = line.left, high - line.bottom + 0.12 * (line.bottom - line.top)
    for letter, width in zip(letters, widths, strict=True):
        if not letter.isspace():
            stretched = 100 * width * one / size
            yield f"/F {size:.1f} Tf {stretched:.1f} Tz 1 0 0 1 {at:.1f} {foot:.1f} Tm <{ord(letter):04x}> Tj "
        at += width * one
