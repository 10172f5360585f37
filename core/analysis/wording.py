"""What stands beside a figure, in words: its period, its badges, the reason it may not be compared."""

from __future__ import annotations

from collections.abc import Iterable

from core.analysis.rows import Row
from core.words import CAVEATS, COMPARABILITY, EDITIONS, REASONS, ROLES, TRUSTS

PART_YEAR = "◐"
MASKED = "▦ 脱敏"


def period_in_words(code: str) -> str:
    """Return a period code as people write it.

    >>> period_in_words("2023"), period_in_words("2019-01/2019-10"), period_in_words("2014-11/2015-11")
    ('2023年', '2019年1–10月', '2014年11月–2015年11月')
    """
    start, _, end = code.partition("/")
    if not end:
        return _moment(start) if start else ""
    if start[:4] == end[:4]:
        return f"{start[:4]}年{int(start[5:])}–{int(end[5:])}月"
    return f"{_moment(start)}–{_moment(end)}"


def _moment(code: str) -> str:
    year, _, month = code.partition("-")
    return f"{year}年{int(month)}月" if month else f"{year}年"


def period_of(row: Row) -> str:
    """Return the period of a row, marked ◐ when it is not a whole year."""
    words = period_in_words(row.period) or (f"{row.year}年" if row.year else "")
    return f"{PART_YEAR} {words}" if row.part_year else words


def badges(row: Row) -> tuple[str, ...]:
    """Return what must stand beside the name of a row: level, scope, part, role, and 待核 where it applies."""
    role = ROLES.get(row.role, "") if row.role not in ("", "actual") else ""
    pending = TRUSTS["pending"] if row.pending else ""
    return tuple(filter(None, (row.level, row.scope, row.part, role, pending)))


def reason_of(row: Row) -> str:
    """Return why a row shows no figure."""
    return MASKED if row.masked else REASONS.get(row.reason, "")


def why_in_words(row: Row) -> str:
    """Return why a row stands apart, or what to keep in mind of it, in words."""
    return "；".join(
        dict.fromkeys(COMPARABILITY.get(code, CAVEATS.get(code, "")) for code in (*row.why, *row.caveats) if code)
    )


def text_of(row: Row) -> str:
    """Return the figure as the report wrote it, or the reason why there is none."""
    return row.written if row.status == "stated" else reason_of(row)


def edition_of(row: Row) -> str:
    """Return 摘编 where the reader sees wording of the project's own, and nothing for an original."""
    return "" if row.edition in ("", "original") else EDITIONS[row.edition]


def name_of(row: Row) -> str:
    """Return place and year of a row, the shortest name that tells it from others: 松江 2023."""
    return f"{row.place.short_name} {row.year}" if row.year else row.place.short_name


def join(words: Iterable[str]) -> str:
    """Return words joined the Chinese way, each once."""
    return "、".join(dict.fromkeys(filter(None, words)))
