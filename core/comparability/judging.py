"""The verdict on every row of a set, with coded reasons and their Chinese words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

import pandas as pd

from core.comparability.claims import Claim, claims_of
from core.comparability.faults import conflicting, own_faults
from core.comparability.reasons import words_of
from core.comparability.remarks import remarks_on
from core.comparability.signatures import Signature, differences, signature_of
from core.model import Indicator
from core.words import COMPARABILITY

Declared = Indicator | Mapping[str, Indicator]
SEPARATOR = ";"
ORDER = {code: n for n, code in enumerate(COMPARABILITY)}  # in which reasons are told


class Verdict(StrEnum):
    """What may be done with a row."""

    COMPARABLE = "comparable"
    CAVEAT = "caveat"  # comparable, with a remark
    INCOMPARABLE = "incomparable"
    ABSENT = "absent"  # a gap or a masked figure

    @property
    def together(self) -> bool:
        """Return whether the row may share the axis."""
        return self in (Verdict.COMPARABLE, Verdict.CAVEAT)


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
    judged = judge_claims(claims_of(rows), declared)
    return rows.assign(
        verdict=[str(j.verdict) for j in judged],
        why=[SEPARATOR.join(j.why) for j in judged],
        words=["；".join(j.words) for j in judged],
    )


def judge_claims(claims: Sequence[Claim], declared: Declared) -> list[Judgement]:
    """Return the verdict on every claim, in their order.

    Claims share an axis when definition, counter, role, scope, level, period length and circle agree with those of the
    largest group that nothing else forbids: the group most bodies speak for, each year once; in a tie the full year,
    then the whole scope, wins. Of several definitions that one body each speaks for none does. So a verdict
    depends on the
    set of claims, never on their order, on doubles of one of them or on silences among them.
    """
    known = [_declaration(claim, declared) for claim in claims]
    faults = _faults(claims, known)
    free = [
        (c, i, signature_of(c, i)) for c, i, f in zip(claims, known, faults, strict=True) if c.present and i and not f
    ]
    base = _base(free)
    group = [(c, i) for c, i, signature in free if base in (None, signature)]
    remarks = {} if base is None else remarks_on(group)
    return [_judgement(c, i, f, base, group, remarks) for c, i, f in zip(claims, known, faults, strict=True)]


def _declaration(claim: Claim, declared: Declared) -> Indicator | None:
    if isinstance(declared, Indicator):
        return declared if claim.indicator == declared.id else None
    return declared.get(claim.indicator)


def _faults(claims: Sequence[Claim], known: Sequence[Indicator | None]) -> list[tuple[str, ...]]:
    clashes = conflicting(zip(claims, known, strict=True))
    return [
        (*own_faults(c, i), *(("conflict",) if c in clashes else ())) if c.present else ()
        for c, i in zip(claims, known, strict=True)
    ]


def _base(free: Iterable[tuple[Claim, Indicator, Signature]]) -> Signature | None:
    voices = {(claim.body, claim.ends, signature) for claim, _, signature in free}
    counted = Counter(signature for _, _, signature in voices)
    best = max(counted, key=lambda s: (counted[s], s.months == 12, s.scope == "whole", s), default=None)
    alone = len({body for body, _, signature in voices if signature == best}) == 1
    return None if alone and len({signature.indicator for signature in counted}) > 1 else best


def _judgement(
    claim: Claim, indicator: Indicator | None, faults: tuple[str, ...], base: Signature | None,
    group: Sequence[tuple[Claim, Indicator]], remarks: Mapping[Claim, tuple[str, ...]],
) -> Judgement:  # fmt: skip
    if not claim.present:
        return Judgement(Verdict.ABSENT, (), words_of((), claim, indicator, group))
    against = [*faults, *(_set_apart(claim, indicator, base, group) if indicator else ())]
    if against:
        codes = tuple(sorted(set(against), key=ORDER.__getitem__))
        return Judgement(Verdict.INCOMPARABLE, codes, words_of(codes, claim, indicator, group))
    codes = remarks.get(claim, ())
    return Judgement(Verdict.CAVEAT if codes else Verdict.COMPARABLE, codes, words_of(codes, claim, indicator, group))


def _set_apart(
    claim: Claim, indicator: Indicator, base: Signature | None, group: Sequence[tuple[Claim, Indicator]]
) -> list[str]:
    own = signature_of(claim, indicator)
    if base is not None:
        return differences(own, base, indicator, group[0][1])
    return [code for c, i in group if i is not indicator for code in differences(own, signature_of(c, i), indicator, i)]
