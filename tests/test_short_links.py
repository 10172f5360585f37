"""Short links: one code a link, bounded, kept by the store, leading only to pages of this house."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from core import store as stores
from core.errors import StoreError
from core.store import shortening
from core.store.engine import open_store
from server.headers import portals_in
from tests.served import PORTAL
from tests.test_server import ask

BASKET = (
    f"basket?{urlencode([('k', f'indicator?i={name}&fig=compare&note=' + '先讲这一页' * 30) for name in 'abcdefgh'])}"
)


def test_a_link_has_one_code_that_outlives_the_program_and_changes_no_data(address):
    first = open_store(address)
    version = stores.data_version(store=first)
    code = stores.shorten(BASKET, "10.0.0.1", store=first)
    assert stores.shorten(BASKET, "10.0.0.2", store=first) == code
    assert stores.shorten("trend", "10.0.0.1", store=first) != code
    first.engine.dispose()
    assert stores.lengthen(code, store=open_store(address)) == BASKET
    assert stores.lengthen("zzzzzzzz", store=first) == ""
    assert stores.data_version(store=first) == version


def test_two_links_that_begin_alike_have_two_codes(address, monkeypatch):
    monkeypatch.setattr(shortening, "LETTERS", 1)
    store = open_store(address)
    codes = {stores.shorten(f"trend?y={n}", "10.0.0.1", store=store): n for n in range(60)}
    assert len(codes) == 60
    assert all(stores.lengthen(code, store=store) == f"trend?y={n}" for code, n in codes.items())


def test_their_number_and_size_is_bounded(address, monkeypatch):
    store = open_store(address)
    monkeypatch.setattr(shortening, "MOST_OF_ONE", 2)
    monkeypatch.setattr(shortening, "MOST", 3)
    with pytest.raises(StoreError, match="太长"):
        stores.shorten("basket?k=" + "a" * 60_000, "10.0.0.1", store=store)
    code = stores.shorten("trend?y=1", "10.0.0.1", store=store)
    stores.shorten("trend?y=2", "10.0.0.1", store=store)
    with pytest.raises(StoreError, match="不能再多"):
        stores.shorten("trend?y=3", "10.0.0.1", store=store)
    assert stores.shorten("trend?y=1", "10.0.0.1", store=store) == code  # what is there is no new one
    stores.shorten("trend?y=3", "10.0.0.2", store=store)
    with pytest.raises(StoreError, match="已存满"):
        stores.shorten("trend?y=4", "10.0.0.3", store=store)


def test_a_short_address_leads_to_its_page_and_nowhere_else(server):
    held = open_store(f"sqlite:///{(server.folder / 'duibiao.db').as_posix()}")
    for link, leads in (
        ("trend?y=2023&i=positive_rate", "/trend?y=2023&i=positive_rate"),
        ("conclusion?o=songjiang", "/?o=songjiang"),
        (BASKET, "/basket?s="),
        ("https://elsewhere.example/?a=1", "/?a=1"),
        ("//elsewhere.example/path", ""),
    ):
        answer = ask(server, f"/m/{stores.shorten(link, '10.0.0.1', store=held)}")
        assert (answer.status, answer.headers.get("location", "")[: len(leads) or 1]) == (
            (307, leads) if leads else (404, "")
        ), link
    assert ask(server, "/m/zzzzzzzz").status == ask(server, "/m/ABC").status == 404


def test_only_a_named_portal_frames_a_figure_and_nothing_but_a_figure(server):
    framed = ask(server, "/trend?fig=trend&embed=true").headers
    assert f"frame-ancestors 'self' {PORTAL};" in framed["content-security-policy"]
    assert "x-frame-options" not in framed
    for path in ("/trend?fig=trend", "/", "/duibiao/sign-in"):
        headers = ask(server, path).headers
        assert "frame-ancestors 'self';" in headers["content-security-policy"], path
        assert headers["x-frame-options"] == "SAMEORIGIN"


@pytest.mark.parametrize(
    "wrong", ["*", "https://*.example", "https://a.example/path", "a.example", "https://a; x", "'none'"]
)
def test_a_portal_is_one_site(wrong):
    with pytest.raises(ValueError, match="--embed"):
        portals_in(wrong)
