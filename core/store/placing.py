"""Places that people add: 开发区, 街镇 and renamed ones that the divisions do not know, with the names they go by."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

from core import divisions
from core.declarations import load_places
from core.divisions import load_divisions
from core.errors import StoreError
from core.identity.gazetteer import Named, places_in
from core.model import Place
from core.places import Gazetteer, derived, id_of
from core.store.engine import Store, open_store
from core.store.filing import place_called
from core.store.saving import keep, saved

KIND = "place"


def known_places(store: Store | None = None) -> Gazetteer:
    """Return the declared places and those that people added; asked by id, every other place of China as well."""
    store = store or open_store()
    declared = load_places(store.data / "districts.toml")
    added = [_place(row.content) for row in saved(KIND, store=store).itertuples(index=False)]
    return Gazetteer([*declared.values(), *(place for place in added if place.id not in set(declared))])


def add_place(name: str, within: str, who: str, *, aliases: Iterable[str] = (), store: Store | None = None) -> Place:
    """Let a place be known by a name that no division bears: its level, colour and marker come by rule.

    Args:
        name: what it is called within the place above it: 江北新区, 小昆山镇.
        within: the city or county it lies in, as people call it.

    Raises:
        StoreError: it is known already, the place above it is not, or the name does not tell what it is.
    """
    store = store or open_store()
    places = known_places(store)
    above = places[place_called(within, places)] if within else None
    if above is None or not above.code or "-" in above.code:
        raise StoreError(f"“{within}”不是省、市或区县，请写这个地方属于哪个市或区县（--within）。")
    borne = [d for d in divisions.named(name) if above.code in (d.code, *(up.code for up in divisions.above(d)))]
    if borne:
        raise StoreError(
            f"{divisions.full_name(borne[0])}已在行政区划里（{id_of(borne[0].code, places)}），不需要添加。"
        )
    place = derived(f"{above.code}-{name}")
    if place is None:
        raise StoreError(f"从“{name}”看不出是什么地方，请写全称，以市、区、县、镇、乡、街道、新区、开发区等结尾。")
    known = [alias.strip() for alias in (name, *aliases) if len(alias.strip()) >= 2]
    content = json.dumps({"id": place.id, "aliases": list(dict.fromkeys(known))}, ensure_ascii=False)
    keep(KIND, place.name, content, who, counts=f"{who} 添加了地区 {place.name}", store=store)
    return _place(content)


def find_places(words: str, *, store: Store | None = None) -> list[Place]:
    """Return the places that words name: those of exactly this name, else those whose names hold it."""
    places = known_places(store)
    listed = [p for p in places.values() if words in (p.id, p.name, p.short_name, *p.aliases)]
    named = [derived(id) for one in places_in(words)[-1:] for id in _ids(one, places)]
    exact = [place for place in (*listed, *named) if place]
    if exact:
        return list({place.id: places.get(place.id, place) for place in exact}.values())
    alike = (id_of(d.code, places) for d in load_divisions().values() if words in divisions.full_name(d))
    return [places[id] for id in alike]


def _ids(one: Named, places: Gazetteer) -> list[str]:
    return [id_of(f"{d.code}-{one.within}" if one.within else d.code, places) for d in one.divisions]


def _place(content: str) -> Place:
    fields = json.loads(content)
    place = derived(fields["id"])
    if place is None:
        raise StoreError(f"添加过的地区 {fields['id']} 现在不在行政区划里，请重新添加。")
    return replace(place, aliases=tuple(fields["aliases"]))
