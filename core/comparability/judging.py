"""The verdict on every row of a set, with coded reasons and their Chinese words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from core.comparability.faults import conflicting, own_faults
from core.comparability.reasons import Beside, words_of
from core.comparability.remarks import remarks_on
from core.comparability.signatures import Signature, differences, signature_of
from core.facts import Row, rows_of
from core.model import Indicator, Verdict
from core.words import COMPARABILITY

Declared = Indicator | Mapping[str, Indicator]
SEPARATOR = ";"
ORDER = {code: n for n, code in enumerate(COMPARABILITY)}  # in which reasons are told


class Judgement(NamedTuple):
    """What may be done with a row, and why."""

    verdict: Verdict
    why: tuple[str, ...] = ()  # keys of core.words.COMPARABILITY
    words: tuple[str, ...] = ()  # the same in words, with what this row has and the others have


def judge(rows: pd.DataFrame, declared: Declared) -> pd.DataFrame:
    """Return ``rows`` with ``verdict``, ``why`` and ``words`` (codes and words joined by ";" and "；").

    Args:
        rows: rows of the facts frame, facts and gaps, any places and years.
        declared: the indicator they are of; for rows of several indicators, the declarations by id.
    """
    judged = judge_rows(rows_of(rows), declared)
    return rows.assign(
        verdict=[str(j.verdict) for j in judged],
        why=[SEPARATOR.join(j.why) for j in judged],
        words=["；".join(j.words) for j in judged],
    )


def judge_rows(rows: Sequence[Row], declared: Declared) -> list[Judgement]:
    """Return the verdict on every row, in their order.

    Claims share an axis when definition, counter, role, scope, level, period length and circle agree with those of the
    largest group that nothing else forbids: the group most bodies speak for, each year once; in a tie the full year,
    then the whole scope, wins. Of several definitions that one body each speaks for none does. So a verdict
    depends on the
    set of rows, never on their order, on doubles of one of them or on silences among them.
    """
    known = [_declaration(row, declared) for row in rows]
    faults = _faults(rows, known)
    free = [(c, i, signature_of(c, i)) for c, i, f in zip(rows, known, faults, strict=True) if c.stated and i and not f]
    base = _base(free)
    group = [(c, i) for c, i, signature in free if base in (None, signature)]
    remarks = {} if base is None else remarks_on(group)
    beside = Beside(group)
    return [_judgement(c, i, f, base, beside, remarks) for c, i, f in zip(rows, known, faults, strict=True)]


def _declaration(row: Row, declared: Declared) -> Indicator | None:
    if isinstance(declared, Indicator):
        return declared if row.indicator == declared.id else None
    return declared.get(row.indicator)


def _faults(rows: Sequence[Row], known: Sequence[Indicator | None]) -> list[tuple[str, ...]]:
    clashes = conflicting(zip(rows, known, strict=True))
    return [
        (*own_faults(c, i), *(("conflict",) if c in clashes else ())) if c.stated else ()
        for c, i in zip(rows, known, strict=True)
    ]


def _base(free: Iterable[tuple[Row, Indicator, Signature]]) -> Signature | None:
    voices = {(row.body, row.ends, signature) for row, _, signature in free}
    counted = Counter(signature for _, _, signature in voices)
    best = max(counted, key=lambda s: (counted[s], s.months == 12, s.scope == "whole", s), default=None)
    alone = len({body for body, _, signature in voices if signature == best}) == 1
    return None if alone and len({signature.indicator for signature in counted}) > 1 else best


def _judgement(
    row: Row, indicator: Indicator | None, faults: tuple[str, ...], base: Signature | None,
    beside: Beside, remarks: Mapping[Row, tuple[str, ...]],
) -> Judgement:  # fmt: skip
    if not row.stated:
        return Judgement(Verdict.ABSENT, (), words_of((), row, indicator, beside))
    against = [*faults, *(_set_apart(row, indicator, base, beside.group) if indicator else ())]
    if against:
        codes = tuple(sorted(set(against), key=ORDER.__getitem__))
        return Judgement(Verdict.INCOMPARABLE, codes, words_of(codes, row, indicator, beside))
    codes = remarks.get(row, ())
    return Judgement(Verdict.CAVEAT if codes else Verdict.COMPARABLE, codes, words_of(codes, row, indicator, beside))


def _set_apart(
    row: Row, indicator: Indicator, base: Signature | None, group: Sequence[tuple[Row, Indicator]]
) -> list[str]:
    own = signature_of(row, indicator)
    if base is not None:
        return differences(own, base, indicator, group[0][1])
    return [code for c, i in group if i is not indicator for code in differences(own, signature_of(c, i), indicator, i)]
