"""What the silence of a report proves: only a whole report of a genre that tells of such things can be silent."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from core.model import DocumentKind, Edition, Gap, Indicator, Reason

OF_DISCLOSURE = (DocumentKind.DISCLOSURE, DocumentKind.BOTH)
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
    return Reason.EXCERPT if edition == Edition.EXCERPT else Reason.NOT_MENTIONED


def as_testified(gap: Gap, edition: Edition, kind: DocumentKind, indicator: Indicator) -> Gap:
    """Return a gap with the reason that the report can answer for."""
    if gap.reason is Reason.NOT_MENTIONED:
        reason = silence_of(edition, kind, indicator.genres)
        return gap if reason is Reason.NOT_MENTIONED else Gap(gap.document, gap.indicator, reason, *gap[3:])
    excerpt = edition is Edition.EXCERPT and gap.reason in PROVES_NOTHING
    return gap._replace(reason=Reason.EXCERPT) if excerpt else gap


def basis(editions: Iterable[str]) -> str:
    """Return on how much text something rests.

    >>> basis(["digest", "excerpt", "original"])
    '依据 2 份全文、1 份节选'
    """
    seen = list(editions)
    parts = sum(edition == Edition.EXCERPT for edition in seen)
    told = (f"{n} 份{word}" for n, word in ((len(seen) - parts, "全文"), (parts, "节选")) if n)
    return f"依据 {'、'.join(told)}" if seen else ""
