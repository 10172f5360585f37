"""What stands on the front of a file: its title, who is compared, when it was made, by whom, and where it opens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.screens.exhibit import Exhibit
from core.words import PRODUCT


@dataclass(frozen=True, slots=True)
class Cover:
    """The front of a file."""

    title: str = PRODUCT
    lines: tuple[str, ...] = ()
    address: str = ""  # opens the page that all this is from; stands as QR


def cover_of(
    exhibits: Sequence[Exhibit], title: str = "", unit: str = "", address: str = "", made: date | None = None
) -> Cover:
    """Return the front of a file of exhibits: a pack says who is compared; a title of one's own comes before its own.

    Args:
        title: further lines of it stand below it.
        unit: who made the file.
        made: by default today.
    """
    day = made or date.today()
    own = next((exhibit.cover for exhibit in exhibits if exhibit.cover), ())
    first, *lines = title.split("\n") if title else (own[:1] or (PRODUCT,))
    places = dict.fromkeys(row.place.short_name for exhibit in exhibits for row in exhibit.rows)
    bodies = own[1:] or ("、".join(places),)
    dated = f"日期：{day.year} 年 {day.month} 月 {day.day} 日"
    signed = f"单位：{unit}" if unit else ""
    return Cover(first, tuple(filter(None, (*lines, *bodies, dated, signed))), address)
