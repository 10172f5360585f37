"""What all reports hold, kept in the process from one data version to the next: only what changed is asked for again."""

from __future__ import annotations

from collections.abc import Iterable
from threading import Lock
from typing import NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from core import store
from core.spread import Spread
from core.store import Store
from core.store.touching import Moment


class _Kept(NamedTuple):
    moment: Moment
    spread: Spread


_OF: WeakKeyDictionary[Engine, _Kept] = WeakKeyDictionary()
_LOCK = Lock()


def spread_now(indicators: Iterable[str], used: Store | None = None) -> Spread:
    """Return what reports hold of these indicators, as the store is now."""
    used = used or store.open_store()
    with _LOCK:
        ids, known = sorted(indicators), _OF.get(used.engine)
        if known and known.spread.ids != ids:
            known = None
        news = store.held_since(known.moment if known else None, store=used)
        if known and news.told_of is not None:
            made = Spread(news.held, ids, known.spread, news.told_of) if news.told_of else known.spread
        else:
            made = Spread(news.held, ids)
        _OF[used.engine] = _Kept(news.moment, made)
        return made
