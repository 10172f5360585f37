"""wordings: the words beside numbers that no entry of the lexicon explains, most frequent first: what to enter next; or
those that people noted when they accepted a suggestion.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from core import store
from core.commands.files import filed, for_each_file
from core.commands.tables import aligned, shortened
from core.declarations import load_indicators
from core.disclosure import read_tables
from core.errors import DuibiaoError
from core.model import Document
from core.parsing.composing import compose, frames_of
from core.parsing.statements import parse
from core.store.filing import document_of

HELP = "列出报告里词典还不认识的说法，常见的在前"
HEADS = ("次数", "说法", "例")
LEFT, RIGHT = 6, 3  # words of a phrase that stand near its number
BEFORE, AFTER = 14, 8  # letters shown around a number
WIDTH = 60  # columns of an example


def arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("files", nargs="*", metavar="文件", help="报告文件，可以多个")
    parser.add_argument("--accepted", action="store_true", help="改列核对时采用的新说法，带例句，可直接写进词库")
    parser.add_argument("--year", type=int, metavar="年份", help="报告年份；不写则从文件里找")
    parser.add_argument("--top", type=int, default=60, metavar="行数", help="列出多少行（默认60）")


def run(args: Namespace) -> int:
    """Print the table of words with one place where each stands."""
    if args.accepted:
        return _accepted()
    if not args.files:
        raise DuibiaoError("请写出报告文件；要看核对时采用的新说法，请加 --accepted。")
    times: Counter[str] = Counter()
    places: dict[str, str] = {}

    def collect(file: Path) -> None:
        raw, filing = filed(file, args)
        for word, place in unexplained(document_of(file.stem, filing, raw.raw)):
            times[word] += 1
            places.setdefault(word, place)

    status = for_each_file(args.files, collect)
    print(aligned(HEADS, [(str(n), word, shortened(places[word], WIDTH)) for word, n in times.most_common(args.top)]))
    return status


def _accepted() -> int:
    """Print, one a line, what was accepted on 核对: enough to enter the word and its example."""
    store.build()
    for one in store.proposed_words().itertuples(index=False):
        record = {"indicator": one.indicator, "part": one.part, "wording": one.wording, "text": one.example.strip()}
        print(json.dumps(record | {"number": one.written, "who": one.who, "made_at": one.made_at}, ensure_ascii=False))
    return 0


def unexplained(document: Document) -> Iterator[tuple[str, str]]:
    """Yield every word near a number that the lexicon does not know, with the piece of text it stands in."""
    indicators = load_indicators()
    parsed = parse(document, read_tables(document.text, raw=document.raw).spans)
    decider = compose(document, parsed, frames_of(tuple(indicators.values())))
    for phrase in decider.phrases:
        quantity = phrase.statement.quantity
        place = document.text[max(0, quantity.start - BEFORE) : quantity.end + AFTER].replace("\n", " ")
        near = (*phrase.left[-LEFT:], *phrase.right[:RIGHT]) if quantity.unit else ()
        yield from ((token.word.text, place) for token in near if token.narrows)
