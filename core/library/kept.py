"""What all reports hold and of which places, kept in the process from one data version to the next: only what changed is
asked for again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from threading import Lock
from typing import NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from core import store
from core.declarations import load_places
from core.library.once import Lasting
from core.library.roll import Roll
from core.spread import Spread
from core.store import Store
from core.store.touching import Moment

MOST = 150  # answers that outlive a data version


class Kept(NamedTuple):
    """What is known of a store at a moment."""

    moment: Moment
    spread: Spread
    roll: Roll
    touched: Mapping[str, int]  # place → the step at which it was last found touched, of those that were
    answers: Lasting  # that are known by the marks of the places they are of


_OF: WeakKeyDictionary[Engine, Kept] = WeakKeyDictionary()
_LOCK = Lock()


def kept_now(indicators: Iterable[str], used: Store | None = None) -> Kept:
    """Return what reports hold of these indicators, as the store is now."""
    used = used or store.open_store()
    with _LOCK:
        ids, known = sorted(indicators), _OF.get(used.engine)
        if known and known.spread.ids != ids:
            known = None
        news = store.held_since(known.moment if known else None, store=used)
        if known and news.told_of is not None:
            made = Spread(news.held, ids, known.spread, news.told_of) if news.told_of else known.spread
            touched = {**known.touched, **dict.fromkeys(news.told_of, news.moment.step)}
            answers = known.answers
        else:
            made, touched, answers = Spread(news.held, ids), {}, Lasting(MOST)
        roll = _roll_of(made, known.roll if known else None)
        _OF[used.engine] = now = Kept(news.moment, made, roll, touched, answers)
        return now


def _roll_of(spread: Spread, before: Roll | None) -> Roll:
    if before and (before.spoken, before.with_reports) == (spread.places, spread.with_reports):
        return before
    return Roll(load_places().listing(spread.places), spread.places, spread.with_reports)
