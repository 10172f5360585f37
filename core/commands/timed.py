"""Read texts once for every line that comes in and say how long each took: what ``bench --beside`` runs on its own, with
the tree that is asked about first on the path.
"""

from __future__ import annotations

import json
import sys
import time
from argparse import Namespace
from pathlib import Path

from core.commands.files import filed
from core.declarations import load_indicators
from core.model import Document
from core.pipeline import read_facts
from core.store.filing import document_of


def main(year: str, paths: list[str]) -> None:
    """Print the seconds that each text took, once for every line that comes in.

    Args:
        year: of the reports; "" to find it in each.
    """
    documents = [_document(Path(path), int(year) if year else None) for path in paths]
    for _ in sys.stdin:
        print(json.dumps([_seconds(document) for document in documents]), flush=True)


def _document(file: Path, year: int | None) -> Document:
    raw, filing = filed(file, Namespace(year=year))
    return document_of(file.stem, filing, raw.raw)


def _seconds(document: Document) -> float:
    started = time.process_time()
    read_facts(document, load_indicators())
    return time.process_time() - started


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
