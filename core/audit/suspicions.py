"""疑点: what a report's own numbers say about each other, each finding with the sentences it stands on and a key
that lasts.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from core.audit.carried import find_carried
from core.audit.finding import find_relations
from core.audit.interval import Interval
from core.audit.jumps import find_jumps
from core.audit.relation import Kind, Relation, Verdict
from core.audit.words import KINDS
from core.audit.writing import amount
from core.disclosure import Check, DisclosureTables, read_tables
from core.disclosure import Verdict as Balance
from core.disclosure.prose import check_text
from core.disclosure.years import between_years
from core.model import Document, Indicator
from core.pipeline import Reading, read_facts

GRAVITY = (Verdict.ERROR, Verdict.REVIEW, Verdict.WORDING, Verdict.MASKED, Verdict.PASS)
EQUATION, TEXT, YEARS, JUMP = "年报勾稽", "正文与表格", "跨年衔接", "年度突变"
IN_PER_CENT = (Kind.SHARE, Kind.SHARES, Kind.PERCENT, Kind.RATIO, Kind.DERIVED)
COMPUTED = (*IN_PER_CENT, Kind.SUM, Kind.DIFFERENCE, Kind.MULTIPLE, Kind.PARTITION)
SENTENCE_END = "。!?\n"
KEY_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a report with the numbers that take part marked."""

    document: str
    start: int  # of the first number marked, in the report; −1 where there is none
    text: str
    marks: tuple[tuple[int, int], ...]  # offsets into ``text``


@dataclass(frozen=True, slots=True)
class Finding:
    """One check that was made, and what came of it."""

    key: str  # stays when the report is read again
    report: str
    kind: str
    verdict: Verdict
    words: str
    computed: str  # "" where nothing is computed
    stated: str
    passages: tuple[Passage, ...]

    @property
    def figures(self) -> tuple[str, ...]:
        """Return the numbers that take part, as written."""
        return tuple(passage.text[a:b] for passage in self.passages for a, b in passage.marks)


def findings_of(
    document: Document, indicators: dict[str, Indicator], reading: Reading | None = None
) -> tuple[Finding, ...]:
    """Return every check of one report, the gravest first: its sentences, its tables, one against the other.

    Args:
        reading: what was read of it with these indicators, where it was.
    """
    relations = find_relations(document, reading or read_facts(document, indicators), indicators)
    tables = read_tables(document.text, raw=document.raw)
    findings = [
        *(_of_relation(document, relation) for relation in relations),
        *(_of_check(document, tables, check, EQUATION) for check in tables.checks),
        *(_of_check(document, tables, check, TEXT) for check in _against_text(document, tables)),
    ]
    return in_gravity(_keyed(findings))


def findings_across(
    documents: Sequence[Document], facts: pd.DataFrame, indicators: dict[str, Indicator]
) -> tuple[Finding, ...]:
    """Return what the reports of one issuer say about each other: jumps of a figure, tables of two years that do
    not join.
    """
    return in_gravity(_keyed([*_jumps(facts, indicators), *_joints(documents)]))


def in_gravity(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings with the gravest first, otherwise in their order."""
    return tuple(sorted(findings, key=lambda finding: GRAVITY.index(finding.verdict)))


def counted(findings: Iterable[Finding]) -> dict[Verdict, int]:
    """Return how many findings there are of each verdict, the gravest first."""
    numbers = Counter(finding.verdict for finding in findings)
    return {verdict: numbers[verdict] for verdict in GRAVITY}


def _keyed(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings with their keys: report, kind and sides, and which of several alike."""
    seen: Counter[str] = Counter()
    for finding in findings:
        sides = finding.figures or (finding.words,)
        identity = "\0".join((finding.report, finding.kind, finding.key, *sides))
        seen[identity] += 1
        digest = hashlib.sha256(f"{identity}\0{seen[identity]}".encode()).hexdigest()[:KEY_LENGTH]
        yield Finding(digest, *(getattr(finding, name) for name in Finding.__slots__[1:]))


def _of_relation(document: Document, relation: Relation) -> Finding:
    computes = relation.kind in COMPUTED
    return Finding(
        "", document.id, KINDS[relation.kind], relation.verdict, relation.words,
        _written(relation.computed, relation.kind) if computes else "",
        _written(relation.stated, relation.kind) if computes else "",
        _passages(document, [(side.start, side.end) for side in relation.sides]),
    )  # fmt: skip


def _written(interval: Interval | None, kind: Kind) -> str:
    """Return a value and, where its rounding leaves one open, the interval."""
    if interval is None:
        return ""
    unit = "%" if kind in IN_PER_CENT else "倍" if kind is Kind.MULTIPLE else ""
    value = f"{amount(interval.value)}{unit}"
    if interval.exact or not (interval.low.is_finite() and interval.high.is_finite()):
        return value
    ends = [amount(end) for end in (interval.low, interval.high)]
    return f"{value}（{ends[0]}–{ends[1]}{unit}）" if ends[0] != ends[1] else value


def _passages(document: Document, spans: Iterable[tuple[int, int]]) -> tuple[Passage, ...]:
    """Return the sentences around spans, each once, in reading order."""
    by_sentence: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for start, end in sorted(spans):
        by_sentence.setdefault(_sentence(document, start, end), []).append((start, end))
    return tuple(
        Passage(document.id, spans[0][0], document.raw[first:last], tuple((s - first, e - first) for s, e in spans))
        for (first, last), spans in by_sentence.items()
    )


def _sentence(document: Document, start: int, end: int) -> tuple[int, int]:
    text = document.text
    first = max(text.rfind(stop, 0, start) for stop in SENTENCE_END) + 1
    last = min(
        (
            at + 1
            for stop in SENTENCE_END
            if (at := text.find(stop, end - 1 if text[end - 1] in SENTENCE_END else end)) >= 0
        ),
        default=len(text),
    )
    first += len(text[first:last]) - len(text[first:last].lstrip())
    return first, first + len(text[first:last].rstrip())


def _against_text(document: Document, tables: DisclosureTables) -> list[Check]:
    return check_text(document.text, tables, document.year) if tables else []


BALANCES = {Balance.PASS: Verdict.PASS, Balance.NOT_ASSESSABLE: Verdict.MASKED}


def _of_check(document: Document, tables: DisclosureTables, check: Check, kind: str) -> Finding:
    """Return a check of tables as a finding; only an equation of one table is closed by itself."""
    wrong = Verdict.ERROR if kind == EQUATION else Verdict.REVIEW
    cells = [_cells(document, tables, check)] if check.cells else []
    passages = _passages(document, [(check.start, check.end)]) if kind == TEXT and check.start >= 0 else ()
    return Finding(
        check.equation,
        document.id,
        kind,
        BALANCES.get(check.verdict, wrong),
        check.says,
        "" if check.left is None else f"{check.left:f}",
        "" if check.right is None else f"{check.right:f}",
        (*passages, *cells),
    )


def _cells(document: Document, tables: DisclosureTables, check: Check) -> Passage:
    """Return the cells of a check by their names, as a flattened table does not show them."""
    text, marks, start = "", [], -1
    for cell in filter(None, (tables.get(*key) for key in check.cells)):
        text += f"{'；' if text else ''}{cell.row.name}·{cell.column.label} "
        shown = document.raw[cell.start : cell.end].strip() or "空白"
        marks.append((len(text), len(text) + len(shown)))
        text, start = text + shown, cell.start if start < 0 else start
    return Passage(document.id, start, text, tuple(marks))


def _jumps(facts: pd.DataFrame, indicators: Mapping[str, Indicator]) -> Iterator[Finding]:
    rows = facts.drop_duplicates("fact_id").set_index("fact_id")
    for jump in (*find_jumps(facts, dict(indicators)), *find_carried(facts)):
        sides = [rows.loc[id] for id in (jump.earlier, jump.later)]
        yield Finding(
            jump.indicator, sides[1]["document"], JUMP, jump.verdict, jump.words, "", "", tuple(map(_of_row, sides))
        )


def _of_row(row: pd.Series) -> Passage:
    start = row["start"] - row["quote_start"]
    return Passage(row["document"], row["start"], row["quote"], ((start, start + len(row["written"])),))


def _joints(documents: Sequence[Document]) -> Iterator[Finding]:
    read = {
        (d.issuer, d.year): (d, tables) for d in documents if d.issuer and (tables := read_tables(d.text, raw=d.raw))
    }
    for (issuer, year), (_, earlier) in read.items():
        if (issuer, year + 1) in read:
            document, later = read[issuer, year + 1]
            yield from (_of_check(document, later, check, YEARS) for check in between_years(earlier, later))
