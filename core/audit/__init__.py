"""A report checks itself: relations between its own numbers, found in the text and declared in ``data/rules.toml``."""

from __future__ import annotations

from core.audit.carried import find_carried
from core.audit.finding import find_relations
from core.audit.jumps import Jump, find_jumps
from core.audit.relation import Kind, Relation, Side, Verdict

__all__ = ["Jump", "Kind", "Relation", "Side", "Verdict", "find_carried", "find_jumps", "find_relations"]
