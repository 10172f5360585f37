"""What the silence of a report proves: only a whole report of a genre that tells of such things can be silent."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache, partial
from itertools import repeat

from core.model import Document, DocumentKind, Edition, Gap, Indicator, Reason

OF_DISCLOSURE = (DocumentKind.DISCLOSURE, DocumentKind.BOTH)
_AS_GAP = partial(tuple.__new__, Gap)  # hundreds a report: made of tuples at once
OF_PARTS: dict[str, Reason] = {Edition.EXCERPT: Reason.EXCERPT, Edition.RECOGNISED: Reason.SCANNED}
PROVES_NOTHING = (Reason.NOT_MENTIONED, Reason.QUALITATIVE)  # what an excerpt may not say


def silence_of(edition: str, kind: str, genres: Collection[str]) -> Reason:
    """Return why a report that says nothing of an indicator has no value of it.

    Args:
        genres: those that can testify; none for all.

    >>> silence_of(Edition.DIGEST, DocumentKind.DISCLOSURE, (DocumentKind.SUMMARY,)).value
    'other_genre'
    """
    if genres and kind not in genres:
        return Reason.OTHER_GENRE
    return OF_PARTS.get(edition, Reason.NOT_MENTIONED)


def all_gaps(
    document: Document, indicators: tuple[Indicator, ...], stated: Collection[str], reasoned: Mapping[str, Gap]
) -> list[Gap]:
    """Return a gap for each indicator that is not stated, with the reason that the report can answer for.

    Args:
        told: by indicator, the gaps that the text gives a reason of.
    """
    unseen = OF_PARTS.get(document.edition)
    ids, places, reasons = unsaid(document.edition, document.kind, indicators)
    silent = zip(repeat(document.id), ids, reasons, repeat(""), repeat(-1))  # noqa: B905 - two have no end
    gaps = list(map(_AS_GAP, silent))
    for id, gap in reasoned.items():
        gaps[places[id]] = gap._replace(reason=unseen) if unseen and gap.reason in PROVES_NOTHING else gap
    for place in sorted((places[id] for id in stated), reverse=True):
        del gaps[place]
    return gaps


def telling(
    document: Document, gaps: Iterable[Gap], spoken_of: Collection[str], indicators: tuple[Indicator, ...]
) -> list[Gap]:
    """Return the gaps that do not follow from what a report is (``unsaid``): those with a sentence or a reason of their
    own, and those of an indicator of which the report says something else.

    Args:
        spoken_of: the indicators of which it says anything.
    """
    _, places, reasons = unsaid(document.edition, document.kind, indicators)
    return [g for g in gaps if g.quote or g.indicator in spoken_of or g.reason != reasons[places[g.indicator]]]


@lru_cache(maxsize=64)
def unsaid(
    edition: str, kind: str, indicators: tuple[Indicator, ...]
) -> tuple[tuple[str, ...], dict[str, int], tuple[Reason, ...]]:
    """Return the ids of the indicators, their places and why a silent report has no value of each."""
    ids = tuple(indicator.id for indicator in indicators)
    reasons = tuple(silence_of(edition, kind, indicator.genres) for indicator in indicators)
    return ids, {id: n for n, id in enumerate(ids)}, reasons


def basis(editions: Iterable[str]) -> str:
    """Return on how much text something rests.

    >>> basis(["digest", "excerpt", "original"])
    '依据 2 份全文、1 份节选'
    """
    seen = list(editions)
    parts = sum(edition == Edition.EXCERPT for edition in seen)
    counts = (f"{n} 份{word}" for n, word in ((len(seen) - parts, "全文"), (parts, "节选")) if n)
    return f"依据 {'、'.join(counts)}" if seen else ""
