"""Offer up to three indicators for a number that none claims for certain: by the frames that nearly fit and by how alike
the words around it are to those of an indicator. A suggestion is never compared before a person says yes.
"""

from __future__ import annotations

import re
from itertools import chain
from operator import itemgetter

from core.model import Role, Suggestion
from core.parsing.deciding import OF_NO_SUM, OF_NOTHING, Decider
from core.parsing.distributions import part_words
from core.parsing.likeness import Likeness, pairs, pairs_of_heading
from core.parsing.options import ROUNDED, Claim, Decision, Fill, Options
from core.parsing.parts import AMONG_PART
from core.parsing.phrases import AMONG, Phrase
from core.parsing.says import Frame

SUGGESTED = 3  # how many suggestions a number carries
BAR = 1.05  # what an indicator must be worth to be offered
BAR_OF_FRAME, BAR_OF_LACKING = 3.0, 2.7  # what a frame may cost to count
FIT, FIT_OF_GENERIC, FIT_OF_LACKING = 0.8, 0.24, 0.3  # what a frame that fits counts, by what it names
ALIKE, MOST_ALIKE, NAMED = 0.5, 3.0, 1.0
DENIED = 1.0  # what a word that makes the number no figure of what is named takes from mere likeness
ALIKE_LOOKED_AT = 6
NOT_LACKING = -1.0
RIVAL_COST, RIVAL_ALIKE, RIVAL_LEAD = 1.0, 1.5, 1.5  # when a claimed number carries another indicator to look at
REACH, BEHIND, BEHIND_FAR = 80, 20, 40  # letters looked at before a number, behind it in its clause and sentence
NEAR = (1.0, 0.6, 0.4, 0.3)  # how near the clauses before a number are, its own first
NEAR_BEHIND, NEAR_FAR, NEAR_HEADING = 0.8, 0.3, 0.4
CLAUSES, CLAUSE_END, SENTENCE_END = re.compile("[,;]"), re.compile("[,。;\n]"), re.compile("[。;\n]")


class Suggester:
    """Offers indicators for the numbers of one text, once they are decided."""

    def __init__(self, decider: Decider, likeness: Likeness) -> None:
        self._decider, self._likeness = decider, likeness
        self._pairs: dict[str, list[str]] = {}  # of stretches, which the numbers of a sentence share

    def of(self, i: int) -> list[Suggestion]:
        """Return what a number could be of, best first, each with what speaks for and against it.

        A number that is claimed as a part could be of the whole. What fits an indicator on trial best is said of it
        alone; a change is said of what the figure before it is of.
        """
        decider = self._decider
        phrase, claims, options = decider.phrases[i], decider.claims[i], decider.options[i]
        if decider.is_of_another(i):
            return []
        if claims and (not claims[0].part or claims[0].decision is None):
            return self._rivals(phrase, claims, options)
        if claims and claims[0].decision is not None and claims[0].decision.frame.splits:
            return []
        if options.sure and options.sure.frame.indicator.trial:
            return [self._fitting(options.sure)]
        if not claims and (whole := self._whole_on_trial(phrase)):
            return [self._fitting(whole)._replace(part=part_words(decider, phrase) or AMONG_PART)]
        if phrase.statement.role is Role.CHANGE and (phrase.light or not options.best):
            before = decider.figure_before(phrase)
            if before is not None and decider.phrases[before].statement.sentence == phrase.statement.sentence:
                claimed = [Suggestion(c.indicator, c.part, "变动，跟在前一个数之后") for c in decider.claims[before]]
                return claimed[:SUGGESTED] or self.of(before)
        offered = self._ranked(phrase, options)
        return [self._as_whole(one, claims[0]) for one in offered] if claims else offered

    def _whole_on_trial(self, phrase: Phrase) -> Decision | None:
        """Return what the number before is said of where this one is among it and it is on trial: 新登记主体2万户,其中企业1万户."""
        decider = self._decider
        if not phrase.index:
            return None
        before, sure = decider.phrases[phrase.index - 1].statement, decider.options[phrase.index - 1].sure
        alike = before.quantity.unit == phrase.statement.quantity.unit and not decider.claims[phrase.index - 1]
        among = AMONG.search(decider.text, before.quantity.end, phrase.statement.quantity.start)
        return sure if sure and alike and among and sure.frame.indicator.trial else None

    def _as_whole(self, offered: Suggestion, claim: Claim) -> Suggestion:
        """Return the indicator that a number is claimed as a part of as what it could be instead: the whole."""
        if offered.id != claim.indicator:
            return offered
        return offered._replace(part="", against=f"“{claim.part}”说的可能只是其中一部分")

    def _ranked(self, phrase: Phrase, options: Options) -> list[Suggestion]:
        pairs = self._said(phrase)
        quantity, role = phrase.statement.quantity, phrase.statement.role
        alike = self._likeness.of(pairs, quantity.unit, role)
        likeness: dict[str, float] = {}

        def is_like(id: str) -> float:
            if id not in likeness:
                named = self._likeness.named(pairs, id)
                likeness[id] = ALIKE * min(alike.get(id, 0.0), MOST_ALIKE) + NAMED * named
            return likeness[id]

        def counts(frame: Frame, fill: Fill | None) -> bool:
            return is_like(frame.indicator.id) + max(_fit(fill), FIT_OF_LACKING) >= BAR - ROUNDED

        fitting: dict[str, Decision] = {}
        for decision in options.within(BAR_OF_FRAME, BAR_OF_LACKING, counts):
            if not decision.frame.indicator.trial:
                fitting.setdefault(decision.frame.indicator.id, decision)
        denied = DENIED * (not phrase.statement.cues.keys().isdisjoint((*OF_NOTHING, *OF_NO_SUM)))
        worth: dict[str, float] = {}
        for id in (*fitting, *sorted(alike, key=alike.__getitem__, reverse=True)[:ALIKE_LOOKED_AT]):
            near = fitting.get(id)
            worth[id] = is_like(id) + _fit(near) - denied * (near is None or bool(near.lacking))
        best = sorted((id for id in worth if worth[id] >= BAR), key=lambda id: -worth[id])[:SUGGESTED]
        return [self._fitting(fitting[id]) if id in fitting else self._alike(phrase, id) for id in best]

    def _rivals(self, phrase: Phrase, claims: list[Claim], options: Options) -> list[Suggestion]:
        """Return the indicators that a claimed number is far more alike to, where their frames fit as well."""
        own = {claim.indicator for claim in claims}
        others = options.promising(RIVAL_COST) - own
        if not others:
            return []
        pairs = self._said(phrase)
        bar = max(RIVAL_ALIKE, RIVAL_LEAD * max(self._likeness.between(pairs, id) for id in own))
        others = {id for id in others if self._likeness.between(pairs, id) >= bar}
        near: dict[str, Decision] = {}
        for decision in options.within(RIVAL_COST, NOT_LACKING) if others else ():
            if decision.frame.indicator.id in others:
                near.setdefault(decision.frame.indicator.id, decision)
        return [self._fitting(decision) for decision in near.values()][:SUGGESTED]

    def _said(self, phrase: Phrase) -> dict[str, float]:
        """Return the pairs of letters around a number, each with how near it stands."""
        text, statement = self._decider.text, phrase.statement
        start, end = statement.quantity.start, statement.quantity.end
        near = [(NEAR_HEADING, pairs_of_heading(head)) for head in statement.section.path]
        near.append((NEAR_FAR, self._pairs_of(SENTENCE_END.split(text[end : end + BEHIND_FAR], 1)[0])))
        before = CLAUSES.split(text[max(statement.sentence[0], start - REACH) : start])
        last = len(before) - 1
        near += [(NEAR[min(last - n, len(NEAR) - 1)], self._pairs_of(clause)) for n, clause in enumerate(before)]
        near.append((NEAR_BEHIND, self._pairs_of(CLAUSE_END.split(text[end : end + BEHIND], 1)[0])))
        near_pairs: dict[str, float] = dict.fromkeys(chain.from_iterable(map(itemgetter(1), near)), 0.0)
        for nearness, there in sorted(near, key=itemgetter(0)):  # of several places the nearest counts
            near_pairs.update(dict.fromkeys(there, nearness))
        return near_pairs

    def _fitting(self, decision: Decision) -> Suggestion:
        """Return a decision as what speaks for and against it."""
        words = "、".join(t.word.text for t in sorted(decision.used, key=lambda t: (t.start, t.end)))
        filled = [note for note in decision.notes if not note.startswith("×")]
        against = [note.removeprefix("×") for note in decision.notes if note.startswith("×")]
        lacking = [f"缺“{self._in_words(decision.lacking)}”"] if decision.lacking else []
        return Suggestion(
            decision.frame.indicator.id, decision.part, "；".join(filter(None, (words, *filled))),
            "；".join((*lacking, *dict.fromkeys(against))), decision.frame.indicator.trial,
        )  # fmt: skip

    def _in_words(self, slot: str) -> str:
        """Return a slot of a frame as a report would write it: by the first word of its first concept."""
        concept = self._decider.frames.lexicon.concepts.get(slot.strip("%").split("|")[0])
        return concept.words[0] if concept else slot.strip("%").split("|")[0]

    def _pairs_of(self, stretch: str) -> list[str]:
        if stretch not in self._pairs:
            self._pairs[stretch] = pairs(stretch)
        return self._pairs[stretch]

    def _alike(self, phrase: Phrase, id: str) -> Suggestion:
        """Return an indicator that only the likeness of the words speaks for."""
        statement = phrase.statement
        start, end = statement.quantity.start, statement.quantity.end
        near = self._decider.text[max(statement.sentence[0], start - REACH) : start]
        behind = SENTENCE_END.split(self._decider.text[end : end + BEHIND_FAR])[0]
        words = self._likeness.shared(f"{near},{behind}", id)[:SUGGESTED]
        return Suggestion(
            id, "", f"说法相近：{'、'.join(words)}" if words else "标题的说法相近", "没有读法能由这些词填满"
        )


def _fit(decision: Decision | Fill | None) -> float:
    """Return what a frame counts: the more the less it costs, little where it names bare nouns or lacks something."""
    if decision is None:
        return 0.0
    if decision.lacking:
        return FIT_OF_LACKING
    bare = decision.frame.generic and not decision.frame.domain
    return (FIT_OF_GENERIC if bare else FIT) * (BAR_OF_FRAME + 0.2 - decision.cost)
