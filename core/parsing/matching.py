"""Say of which indicator a number is said: the decision is made from the candidates and their verdicts alone."""

from __future__ import annotations

from core.parsing.breaks import Breaks
from core.parsing.candidates import Candidate, Statement, Verdict
from core.parsing.costs import distance, too_far_up_to, worth
from core.parsing.labels import Hit
from core.parsing.layout import Layout
from core.parsing.lists import Slot, is_sum_of_list, read_respectively, sharers
from core.parsing.refusals import Claims, fitting, ruled_out, verdict_on


class Matcher:
    """Decide the indicators of the statements of one text; statements must be asked for in reading order."""

    def __init__(
        self,
        text: str,
        hits: list[Hit],
        statements: list[Statement],
        sentences: Breaks,
        clauses: Breaks,
        tell_all: bool = False,
    ) -> None:
        self._tell_all = (
            tell_all  # also the labels whose indicator never takes such a number: for a reader, not for the decision
        )
        self._layout = Layout(text, hits, statements, sentences, clauses)
        self._slots = read_respectively(self._layout)
        self._claims = Claims()

    def candidates(self, statement: Statement) -> list[Candidate]:
        """Return the labels considered for a statement, best first, each with its verdict; accepted ones are taken.

        Those that lost to no other label are left out unless all are to be told.
        """
        slot = self._slots.get(statement.index)
        if slot is not None and len(slot) == 0:
            return self._uneven(statement)
        hits = self._layout.in_reach(statement) if slot is None else self._in_slot(slot)
        judged = (
            [self._judge(statement, hit, slot) for hit in hits]
            if self._tell_all
            else self._accepted(statement, hits, slot)
        )
        if len(judged) > 1:  # else there is nothing to choose
            judged.sort(key=lambda c: (c.verdict is not Verdict.ACCEPTED, c.cost, -len(c.label)))
            judged = self._settle(statement, judged, slot)
        for candidate in judged:
            if candidate.verdict is Verdict.ACCEPTED:
                self._claims.add(candidate, statement)
        return judged

    def _accepted(self, statement: Statement, hits: list[Hit], slot: Slot | None) -> list[Candidate]:
        if slot is None:
            beyond = too_far_up_to(self._layout, statement)
            hits = [hit for hit in hits if hit.end > beyond]
        judged = (self._judge(statement, hit, slot) for hit in fitting(statement, hits))
        return [candidate for candidate in judged if candidate.verdict is Verdict.ACCEPTED]

    def _in_slot(self, slot: Slot) -> list[Hit]:
        return [hit for hit in self._layout.between(*slot) if hit.end <= slot[1]]

    def _judge(self, statement: Statement, hit: Hit, slot: Slot | None) -> Candidate:
        cost, verdict = 0.0, ruled_out(statement, hit.indicator) if self._tell_all else None
        if verdict is None:
            away = distance(self._layout, statement, hit) if slot is None else 0.0
            verdict = verdict_on(self._layout, self._claims, statement, hit, away)
            cost = away - worth(self._layout, statement, hit) if verdict is Verdict.ACCEPTED else away
        return Candidate(hit.indicator, hit.label, hit.start, hit.end, statement.quantity, verdict, cost)

    def _settle(self, statement: Statement, judged: list[Candidate], slot: Slot | None) -> list[Candidate]:
        """Return the candidates with those that lost marked as outdone; one winner an indicator."""
        if judged[0].verdict is not Verdict.ACCEPTED:
            return judged
        best, text = judged[0], self._layout.text
        if slot is None and is_sum_of_list(text, statement, best, judged):
            return [_marked(c, Verdict.AMBIGUOUS) for c in judged]
        won: dict[str, Candidate] = {}
        for winner in sharers(text, statement, best, judged):
            won.setdefault(winner.indicator.id, winner)
        return [c if won.get(c.indicator.id) is c else _marked(c, Verdict.OUTDONE) for c in judged]

    def _uneven(self, statement: Statement) -> list[Candidate]:
        """Return the labels before a number of an uneven 分别 list, which a reader must pair."""
        quantity = statement.quantity
        return [
            Candidate(hit.indicator, hit.label, hit.start, hit.end, quantity, Verdict.AMBIGUOUS, 0.0)
            for hit in fitting(statement, self._layout.between(statement.sentence[0], quantity.start))
        ]


def _marked(candidate: Candidate, verdict: Verdict) -> Candidate:
    return candidate._replace(verdict=verdict) if candidate.verdict is Verdict.ACCEPTED else candidate
