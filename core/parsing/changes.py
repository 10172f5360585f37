"""Say of which indicator a change is: of the figure it follows (受理4367万件,同比+2.15%), else of the label before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.model import Fact, Role
from core.parsing.candidates import Candidate, Statement, Verdict
from core.parsing.cues import JOINTS
from core.parsing.labels import Hit
from core.parsing.matching import Matcher
from core.parsing.periods import TIME
from core.parsing.roles import base_of
from core.parsing.statements import Parsed

KINDS = ("compared", "falls", "rises", "less", "more")  # cues whose words add no subject of their own
LIGHT = re.compile(
    r"[,、;:()\[\] 的了约近又也均都再共略有微较上比同期分别达到为超过逾以上增+-]|平均|持续|大幅|小幅|明显|进一步|净|相比|去年|上年|今年"
)
LONGEST_GAP = 30
RESPECTIVELY = "分别"
FOLLOWED = (Role.ACTUAL, Role.AFTER, Role.CHANGE)


def follows(text: str, before: Statement, change: Statement) -> bool:
    """Return whether nothing but words of change stands between a figure and a change of it."""
    gap = text[before.quantity.end : change.quantity.start]
    if before.sentence != change.sentence or len(gap) > LONGEST_GAP or ";" in gap:
        return False
    return not _subject(text, before.quantity.end, change)


def changed(text: str, parsed: Parsed, facts: Sequence[Sequence[Fact]], change: Statement) -> list[tuple[str, str]]:
    """Return the indicators, with their parts, whose change a statement tells as the figure before it does.

    Args:
        facts: of each statement before it.
    """
    first, last = _row(text, parsed.statements, change)
    before = parsed.statements[first - 1] if first else None
    if before is None or not follows(text, before, parsed.statements[first]):
        return []
    followed = first - 1
    if RESPECTIVELY in text[before.quantity.end : parsed.statements[first].quantity.start]:
        followed = first - (last - first) + change.index - first
        if first - (last - first) < 0 or parsed.statements[first - (last - first)].sentence != change.sentence:
            return []
    return [(fact.indicator, fact.part) for fact in facts[followed] if fact.indicator and fact.role in FOLLOWED]


def _row(text: str, statements: Sequence[Statement], change: Statement) -> tuple[int, int]:
    """Return where a row of changes begins and ends: 较上年分别提高0.9、2.7个百分点."""
    first, last = change.index, change.index + 1
    while first and _joined(text, statements[first - 1], statements[first]):
        first -= 1
    while last < len(statements) and _joined(text, statements[last - 1], statements[last]):
        last += 1
    return first, last


def _joined(text: str, one: Statement, other: Statement) -> bool:
    return one.role is other.role is Role.CHANGE and text[one.quantity.end : other.quantity.start] in JOINTS


def labelled(text: str, parsed: Parsed, matcher: Matcher, change: Statement) -> Candidate | None:
    """Return the label right before a change, where its indicator would take such a figure as a level."""
    for hit in sorted(_hits_before(parsed, change), key=lambda hit: (-hit.end, hit.start)):
        if _subject(text, hit.end, change) or hit.indicator.of_change:
            continue
        unit = hit.indicator.units[0]
        asked = change._replace(role=Role.ACTUAL, quantity=change.quantity._replace(unit=unit))
        taken = [c for c in matcher.candidates(asked) if c.verdict is Verdict.ACCEPTED]
        return next((c for c in taken if c.label_start == hit.start and c.indicator.id == hit.indicator.id), None)
    return None


def _hits_before(parsed: Parsed, change: Statement) -> list[Hit]:
    start, end = change.clause[0], change.quantity.start
    return [hit for hit in parsed.hits if start <= hit.start and hit.end <= end]


def _subject(text: str, at: int, change: Statement) -> str:
    """Return the words between an offset and a change that are none of change: a subject of its own, or ""."""
    spans = [(cue.start, cue.end) for kind in KINDS if (cue := change.cues.get(kind))]
    if cue := change.cues.get("compared"):
        spans.append((cue.end - len(base_of(text, change.cues)), cue.start + len(base_of(text, change.cues))))
    stop = change.quantity.start
    rest = "".join(text[n] for n in range(at, stop) if not any(a <= n < b for a, b in spans))
    return LIGHT.sub("", TIME.sub("", rest))
