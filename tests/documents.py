"""Reports made for a test, as the store would hand them on."""

from __future__ import annotations

from core.model import Document, DocumentKind, Edition, Trust
from core.parsing.text import normalise

NOT_SAID = {field: "" for field in ("place", "issuer", "level", "title", "published", "address")}


def document_of(raw: str, year: int = 2023, kind: DocumentKind = DocumentKind.SUMMARY, **fields: object) -> Document:
    """Return an original official text as a report; ``fields`` are those of a Document that matter."""
    told = NOT_SAID | {"id": f"sample-{year}", "edition": Edition.ORIGINAL, "trust": Trust.OFFICIAL} | fields
    return Document(**told, year=year, kind=kind, raw=raw, text=normalise(raw))
