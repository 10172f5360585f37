"""Exhibits as CSV and JSON: every fact with its state, its sentence and its source."""

from __future__ import annotations

import json
from collections.abc import Sequence

from core.export.lines import HEAD, csv_of, line_of
from core.export.sources import HEAD as SOURCE_HEAD
from core.export.sources import sources_of
from core.export.wanted import while_wanted_each
from core.library import Library
from core.screens.exhibit import Exhibit
from core.words import PRODUCT


def csv_file(exhibits: Sequence[Exhibit], library: Library) -> bytes:
    """Return the facts of the exhibits as CSV that a spreadsheet opens as it is meant; the first column names the
    exhibit.
    """
    lines = [(exhibit.title, *line_of(row, library)) for exhibit in while_wanted_each(exhibits) for row in exhibit.rows]
    return b"\xef\xbb\xbf" + csv_of(("图表", *HEAD), lines).encode("utf-8")


def json_file(exhibits: Sequence[Exhibit], library: Library) -> bytes:
    """Return the exhibits as JSON: title, definition, sentence, facts, notes, sources."""
    content = {
        "product": PRODUCT,
        "data_version": library.version,
        "exhibits": [_record(exhibit, library) for exhibit in while_wanted_each(exhibits)],
        "sources": [dict(zip(SOURCE_HEAD, source.words, strict=True)) for source in sources_of(exhibits, library)],
    }
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False).encode("utf-8")


def _record(exhibit: Exhibit, library: Library) -> dict[str, object]:
    return {
        "link": exhibit.address,
        "title": exhibit.title,
        "definition": exhibit.subtitle,
        "sentence": exhibit.sentence.text if exhibit.sentence else "",
        "table": {
            "head": list(exhibit.table.head),
            "lines": [[cell.words for cell in line] for line in exhibit.table.lines],
        },
        "facts": [dict(zip(HEAD, line_of(row, library), strict=True)) for row in exhibit.rows],
        "notes": [*exhibit.remarks, *exhibit.notes],
        "footer": exhibit.footer,
    }
