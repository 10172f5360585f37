"""The ledger of readings: one row for each number that is read from a set of texts, and how two ledgers differ."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from argparse import Namespace
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from core.commands.files import filed
from core.declarations import DATA, load_indicators
from core.errors import DuibiaoError
from core.model import Document, Fact, Role
from core.pipeline import read_facts
from core.store.filing import Filing, document_of
from core.store.shipped import load_shipped

EXAMPLE_YEAR = 2023  # an example is read as a sentence of a report on this year


class Entry(NamedTuple):
    """One number of one text, as read; every field is the word of the facts frame, "" where there is none."""

    text: str  # the digest, the file, or the indicator of an example with a mark of its wording
    start: str  # offsets into the text
    end: str
    written: str
    value: str  # "" when masked
    unit: str
    bound: str
    role: str
    sign: str  # + or -, of a change
    period: str
    whose: str
    scope: str
    part: str
    indicator: str  # "" for 未归类


FIELDS = Entry._fields
SAID = FIELDS[4:]  # what is said of a figure, beside where it stands


class Difference(NamedTuple):
    """What one ledger has and the other has not; both where the same figure is read another way."""

    before: Entry | None
    after: Entry | None


def entries_of(document: Document, name: str) -> list[Entry]:
    """Return every number that is read in a document, in reading order."""
    return sorted(
        {_entry(name, fact, document.raw) for fact in read_facts(document, load_indicators()).facts}, key=_place
    )


def digest_entries() -> list[Entry]:
    """Return the readings of the digests that ship."""
    return [
        entry
        for report in load_shipped(DATA)
        for entry in entries_of(document_of(report.id, report.filing, report.raw.raw), report.id)
    ]


def example_entries() -> list[Entry]:
    """Return the readings of every example of every declared indicator, each wording once."""
    texts = {example.text: indicator.id for indicator in load_indicators().values() for example in indicator.examples}
    named = sorted((f"{owner}#{_mark(text)}", text) for text, owner in texts.items())
    return [entry for name, text in named for entry in entries_of(sentence(name, text), name)]


def sentence(name: str, text: str) -> Document:
    """Return a text that is no file as a document of ``EXAMPLE_YEAR``."""
    return document_of(name, Filing("", "", "", EXAMPLE_YEAR, "summary", ""), text)


def file_entries(file: Path, args: Namespace) -> list[Entry]:
    """Return the readings of a report; of a ``.jsonl`` file, those of the ``text`` of each of its lines.

    Raises:
        DocumentError: the file cannot be read, or says no year and none was given.
    """
    if file.suffix == ".jsonl":
        lines = enumerate(file.read_text("utf-8").splitlines(), 1)
        named = [(f"{file.stem}#{n}", json.loads(line)["text"]) for n, line in lines]
        return [entry for name, text in named for entry in entries_of(sentence(name, text), name)]
    raw, filing = filed(file, args)
    return entries_of(document_of(file.stem, filing, raw.raw), file.stem)


def written_out(entries: Iterable[Entry]) -> str:
    """Return entries as CSV, in an order that does not depend on how they were made."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    rows = sorted(entries, key=_place)
    writer.writerow(FIELDS)
    writer.writerows(rows)
    return out.getvalue()


def load_ledger(file: Path) -> list[Entry]:
    """Return the entries of a CSV that ``written_out`` made.

    Raises:
        DuibiaoError: there is no such file, or it is none of ours.
    """
    if not file.exists():
        raise DuibiaoError(f"没有读数账 {file}，请先用 --save 存一份。")
    head, *rows = csv.reader(io.StringIO(file.read_text("utf-8")))
    if tuple(head) != FIELDS:
        raise DuibiaoError(f"{file} 的列不是读数账的列，请用现在的程序重新存一份。")
    return [Entry(*row) for row in rows]


def differences(before: Iterable[Entry], after: Iterable[Entry]) -> list[Difference]:
    """Return what was lost, gained and read another way, in the order of the texts.

    A lost and a gained reading whose figures overlap in one text are one reading that altered.
    """
    old, new = set(before), set(after)
    lost: dict[str, list[Entry]] = defaultdict(list)
    gained: dict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(old - new, key=_place):
        lost[entry.text].append(entry)
    for entry in sorted(new - old, key=_place):
        gained[entry.text].append(entry)
    return [difference for text in sorted({*lost, *gained}) for difference in _paired(lost[text], gained[text])]


def _paired(lost: list[Entry], gained: list[Entry]) -> Iterator[Difference]:
    """Yield the differences of one text; the most alike of overlapping figures are taken for the same."""
    left = list(gained)
    for entry in lost:
        same = [other for other in left if _overlap(entry, other)]
        best = max(same, key=lambda other: _alike(entry, other), default=None)
        if best is not None:
            left.remove(best)
        yield Difference(entry, best)
    yield from (Difference(None, entry) for entry in left)


def in_words(difference: Difference) -> str:
    """Return a difference as one line: + gained, - lost, ~ altered with the fields that changed."""
    before, after = difference
    if before is None or after is None:
        return "".join(_alone(mark, entry) for mark, entry in (("-", before), ("+", after)) if entry)
    changed = (
        f"{name}：{old or '空'} → {new or '空'}"
        for name, old, new in zip(FIELDS, before, after, strict=True)
        if old != new and name not in ("text", "end")
    )
    return f"~ {after.text} {before.start} “{before.written}” {before.indicator or '未归类'}  {'，'.join(changed)}"


def _alone(mark: str, entry: Entry) -> str:
    fields = "，".join(f"{name}={value}" for name, value in zip(FIELDS, entry, strict=True) if value and name in SAID)
    return f"{mark} {entry.text} {entry.start} “{entry.written}” {fields}"


def summed(changes: Iterable[Difference], entries: int) -> str:
    """Return how many readings were gained, lost and altered."""
    kinds = [("失" if after is None else "得" if before is None else "改") for before, after in changes]
    return f"读数 {entries} 条：得 {kinds.count('得')}，失 {kinds.count('失')}，改 {kinds.count('改')}。"


def _entry(name: str, fact: Fact, raw: str) -> Entry:
    q = fact.quantity
    return Entry(
        text=name, start=str(q.start), end=str(q.end), written=raw[q.start : q.end], value=_plain(q.value),
        unit=q.unit, bound=str(q.bound), role=str(fact.role), sign=_sign(fact), period=fact.period.code,
        whose=fact.whose, scope=fact.scope, part=fact.part, indicator=fact.indicator or "",
    )  # fmt: skip


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def _sign(fact: Fact) -> str:
    if fact.role is not Role.CHANGE or fact.quantity.value is None:
        return ""
    return "-" if fact.quantity.value < 0 else "+"


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]


def _place(entry: Entry) -> tuple[str, int, int, Entry]:
    return entry.text, int(entry.start), int(entry.end), entry


def _overlap(one: Entry, other: Entry) -> bool:
    return int(one.start) < int(other.end) and int(other.start) < int(one.end)


def _alike(one: Entry, other: Entry) -> int:
    return sum(a == b for a, b in zip(one, other, strict=True))
