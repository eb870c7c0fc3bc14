"""What a digest would change only with the user's word: answered once for all already, or left to wait."""

from __future__ import annotations

from dataclasses import replace

from agents.digest import Outcome
from storage.connection import Connection
from storage.ids import MemoryId
from storage.model import Add, Change, Proposal, Refusal
from storage.proposals import Limits, StandingAnswer
from storage.safe import Safe

_ALWAYS = "you let all of these be turned down"


class Answering:
    """The proposals of one digest. `accepted` are changes to make now; `keep` writes the rest and the refusals.

    `refused` and `kinds` (of what waits) are known once `keep` has run.
    """

    def __init__(self, safe: Safe, outcome: Outcome, limits: Limits) -> None:
        self._safe = safe
        self._limits = limits
        self._refusals = list(outcome.refusals)
        self._waiting: list[Proposal] = []
        self.accepted: list[Change] = []
        self.kinds: tuple[str, ...] = ()
        answers = safe.proposals.answers() if outcome.proposals else []
        touched = {change.memory for change in outcome.changes if not isinstance(change, Add)}
        for one in outcome.proposals:
            self._sort(one, answers, touched)

    @property
    def refused(self) -> int:
        """How much was not let through."""
        return len(self._refusals)

    def keep(self, connection: Connection) -> None:
        """Lets wait what waits, and keeps what was refused, inside the transaction of the digest."""
        reasons = self._safe.proposals.put(connection, self._waiting, self._limits)
        for one, reason in zip(self._waiting, reasons, strict=True):
            if reason:
                self._refuse(one, reason)
        self.kinds = tuple(
            dict.fromkeys(one.kind for one, why in zip(self._waiting, reasons, strict=True) if not why)
        )
        self._safe.refusals.put(connection, self._refusals)

    def _sort(self, one: Proposal, answers: list[StandingAnswer], touched: set[MemoryId]) -> None:
        answer = _answer(one, answers)
        if answer is False:
            self._refuse(one, _ALWAYS)
            return
        target = None if isinstance(one.change, Add) else one.change.memory
        # Two changes of one memory cannot both be made unseen.
        if answer is None or target in touched:
            self._waiting.append(one)
            return
        if target is not None:
            touched.add(target)
        reason = f"always accepted by you: {one.change.reason}"
        self.accepted.append(replace(one.change, reason=reason))

    def _refuse(self, one: Proposal, reason: str) -> None:
        self._refusals += [Refusal(reason, one.kind, source.observation) for source in one.sources[:1]]


def _answer(one: Proposal, answers: list[StandingAnswer]) -> bool | None:
    """What was answered once for all: for this origin, else for all of the kind."""
    of_kind = {answer.origin: answer.accepts for answer in answers if answer.kind == one.kind}
    return of_kind.get(one.origin, of_kind.get(None))
