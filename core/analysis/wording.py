"""What stands beside a figure, in words: its period, its badges, the reason it may not be compared."""

from __future__ import annotations

from collections.abc import Iterable

from core.analysis.rows import Row
from core.words import CAVEATS, COMPARABILITY, EDITIONS, REASONS, ROLES, TRUSTS, period_in_words

PART_YEAR = "◐"
MASKED = "▦ 脱敏"


def period_of(row: Row) -> str:
    """Return the period of a row, marked ◐ when it is not a whole year."""
    words = period_in_words(row.period) or (f"{row.year}年" if row.year else "")
    return f"{PART_YEAR} {words}" if row.part_year else words


def page_in_words(row: Row) -> str:
    """Return the page of the file on which a number stands: 第 3 页; "" where that is not known."""
    return f"第 {row.page} 页" if row.page else ""


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
    return "；".join((*row.words, *_of_the_reading(row))) if row.status == "stated" else ""


def why_in_brief(row: Row) -> str:
    """Return the first remark on a row that its figure does not show by itself, and how many more there are."""
    words = [*(COMPARABILITY[code] for code in row.why if code != "bound"), *_of_the_reading(row)]
    return f"{words[0]} 等 {len(words)} 点" if len(words) > 1 else "".join(words)


def _of_the_reading(row: Row) -> list[str]:
    """Return the remarks that the reading left on a fact, besides those of the comparison."""
    return [CAVEATS[code] for code in row.caveats if code in CAVEATS and code not in row.why]


def text_of(row: Row) -> str:
    """Return the figure as the report wrote it, or the reason why there is none."""
    return row.written if row.status == "stated" else reason_of(row)


def edition_of(row: Row) -> str:
    """Return 摘编 where the reader sees wording of the project's own, and nothing for an original."""
    return "" if row.edition in ("", "original") else EDITIONS[row.edition]


def name_of(row: Row) -> str:
    """Return place and year of a row, the shortest name that tells it from others: 松江 2023."""
    return f"{row.place.short_name} {row.of_year}" if row.of_year else row.place.short_name


def listed(words: Iterable[str], most: int = 4) -> str:
    """Return words joined, of many the first and how many places there are.

    >>> listed(["甲", "乙"]), listed(["甲", "乙", "丙"], 2)
    ('甲、乙', '甲、乙等 3 地')
    """
    known = list(dict.fromkeys(filter(None, words)))
    return f"{join(known[:most])}等 {len(known)} 地" if len(known) > most else join(known)


def join(words: Iterable[str]) -> str:
    """Return words joined the Chinese way, each once."""
    return "、".join(dict.fromkeys(filter(None, words)))
