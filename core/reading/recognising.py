"""Pictures of pages to text, where the extra that can do it is installed; it runs in a child process with limits of its
own.
"""

from __future__ import annotations

from importlib.util import find_spec

from core.reading.child import Limits, parse_apart
from core.reading.document import Parsed, refusal

ENGINES = ("rapidocr", "onnxruntime")  # of requirements-ocr.txt
SECONDS = 600.0  # of a file; a page takes a few
LIMITS = Limits(seconds=SECONDS, memory=8 << 30)  # of address space, most of it never touched
REMEDY = "请换成文字版，或请管理员用 python manage.py run --ocr 启动一次，之后即可直接识别"


def can_recognise() -> bool:
    """Return whether the extra is installed."""
    return all(find_spec(engine) for engine in ENGINES)


def recognised(data: bytes, name: str, what: str) -> Parsed:
    """Return the text that is seen on the pages of a picture or a scanned pdf.

    Args:
        what: what kind of file it is, in words, for the sentence where it cannot be read here.

    Raises:
        DocumentError: the extra is not installed, or the pages hold no text that can be made out.
    """
    if not can_recognise():
        raise refusal(name, what, REMEDY)
    return parse_apart("core.reading.scan:parse_scan", data, name, LIMITS)
