"""What a person who opens an older link is told: what changed in the data since it was copied."""

from __future__ import annotations

from collections.abc import Iterable

from core import store
from core.library.link import VERSION, Link

MOST = 8  # changes that are listed


def since(version: str, current: str) -> list[str]:
    """Return what changed from one data version to the current one, a sentence each; [] when nothing did."""
    if version in ("", current):
        return []
    changes = store.changes_since(version)
    if changes is None:
        return [
            f"链接是数据版本 {version} 时复制的，这个库没有过这个版本，说不出与现在（{current}）差在哪里，请与发链接的人核对。"
        ]
    remarks = [
        f"链接是数据版本 {version} 时复制的，此后数据有 {len(changes)} 次变化，这里是现在（{current}）的数字，可能与当时不同。"
    ]
    remarks += [f"{change.made_at[:10]}　{change.words}" for change in changes[-MOST:]]
    return [*remarks, f"更早的 {len(changes) - MOST} 次从略。"] if len(changes) > MOST else remarks


def since_of_all(links: Iterable[Link], current: str) -> list[str]:
    """Return what changed since the oldest words of several links, each sentence once."""
    return list(dict.fromkeys(words for link in links for words in since(link.first(VERSION), current)))
