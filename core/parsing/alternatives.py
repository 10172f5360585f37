"""Words of the tables in ``data`` that are written with alternatives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product


def written_out(word: str) -> Iterator[str]:
    """Yield the alternatives of a word, one where it has none.

    >>> list(written_out("{工作,年度}{计划,要点}"))
    ['工作计划', '工作要点', '年度计划', '年度要点']
    """
    pieces = re.split(r"[{}]", word)
    choices = [piece.split(",") if n % 2 else [piece] for n, piece in enumerate(pieces)]
    return ("".join(chosen) for chosen in product(*choices))
