"""QR codes as pictures for slides and documents."""

from __future__ import annotations

import io

import segno


def picture_of(address: str) -> io.BytesIO | None:
    """Return the QR of an address as PNG, None where there is no address or it holds more than a code can."""
    if not address:
        return None
    file = io.BytesIO()
    try:
        segno.make(address, error="l", micro=False).save(file, kind="png", scale=8, border=2)
    except segno.DataOverflowError:
        return None
    return file
