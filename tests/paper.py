"""Write small pdf and docx files for the tests of reading: no file of another's making stands in the tree."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

import docx
from docx.document import Document

WIDTH, HEIGHT = 595, 842
LOCK = b"<</Filter/Standard/V 1/R 2/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">/P -4>>"


@dataclass(frozen=True)
class Printed:
    """A line on a printed page: where it begins, from the lower left corner, in points."""

    text: str
    x: float
    y: float
    size: float = 12


def pdf(pages: list[list[Printed]], locked: bool = False) -> bytes:
    """Return a pdf of these lines, in a Chinese font that every reader knows by name."""
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000"
        b"/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -250 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>>>",
    ]
    for n, lines in enumerate(pages):
        drawn = b"".join(_drawn(line) for line in lines)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents {6 + 2 * n} 0 R/Resources<</Font<</F 3 0 R>>>>>>".encode()
        )
        objects.append(b"<</Length %d>>stream\n" % len(drawn) + drawn + b"\nendstream")
    return _file(objects, b"/Encrypt" + LOCK + b"/ID[<00><00>]" if locked else b"")


def written(document: Document) -> bytes:
    """Return the bytes of a docx."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def report_docx() -> Document:
    """Return a new docx with a title and a paragraph."""
    document = docx.Document()
    document.add_heading("青石区政务服务局2022年工作总结", 0)
    document.add_paragraph("2022年，全区共办理各类事项12.6万件。")
    return document


def with_part(data: bytes, name: str, size: int) -> bytes:
    """Return a docx with one part of ``size`` equal bytes more."""
    file = io.BytesIO(data)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive, archive.open(name, "w") as part:
        for _ in range(size >> 20):
            part.write(b" " * (1 << 20))
    return file.getvalue()


def _drawn(line: Printed) -> bytes:
    code = line.text.encode("utf-16-be").hex()
    return f"BT /F {line.size} Tf {line.x} {line.y} Td <{code}> Tj ET\n".encode()


def _file(objects: list[bytes], trailer: bytes) -> bytes:
    out = b"%PDF-1.4\n"
    places = []
    for n, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj" % n + body + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    size = len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size + table
    return out + b"trailer<</Size %d/Root 1 0 R" % size + trailer + b">>\nstartxref\n%d\n%%%%EOF" % start
