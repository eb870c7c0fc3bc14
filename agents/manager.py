"""A memory manager: takes what was found for its kind and says what to change, adds, revises, extends or lets be.

Only the user's own words change what they said before, or what is always in mind; the words of others wait for theirs
(docs/decisions/0026).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from agents import sentences
from agents.drafts import Drafts
from agents.errors import ModelUnavailable
from agents.finding import Effect, Finding, Voice
from agents.kinds import Rules
from agents.patches import marks
from agents.ports import Embedder
from storage import ids
from storage.kind import Growth, Recall
from storage.model import (
    Add,
    Author,
    Change,
    Extend,
    Memory,
    MemoryId,
    ObservationType,
    Origin,
    Proposal,
    Retire,
    Revise,
)

# Cosine from which two texts of one kind say the same (measured with MiniLM on pairs that add, change and repeat:
# additions up to .21, changes .30 to .70, repetitions .71 to .84).
REPEATS = 0.92
# Memories looked at as possibly about the same thing.
NEAREST = 12


@dataclass(frozen=True, slots=True)
class Refused:
    """A finding that was not let through, and why; the reason never holds content."""

    finding: Finding
    reason: str


Verdict = list[Change] | Refused | Proposal

_ORIGINS = {Voice.SCREEN: Origin.SCREEN, Voice.OTHER: Origin.PERSON, Voice.ASSISTANT: Origin.ASSISTANT}
_OLD = "it is older than what is known, and not the user's own words"
_NO_ONE = {Voice.SCREEN: "a screen", Voice.OTHER: "another person", Voice.ASSISTANT: "an assistant"}


class MemoryManager:
    """Manages the memories of one kind; all it knows of the kind is in the kind's own file."""

    def __init__(self, rules: Rules, embedder: Embedder | None = None) -> None:
        self._rules = rules
        self._kind = rules.kind
        self._embedder = embedder

    def propose(self, finding: Finding, drafts: Drafts) -> Verdict:
        """The changes that a finding asks for: none when it is known already, a Proposal when they wait for the user's
        word, Refused when it says of something older what it may not overrule."""
        verdict = self._verdict(finding, drafts)
        if isinstance(verdict, list) and verdict and self._is_guarded(finding):
            why = f"{_NO_ONE[finding.by]} says it, and only your own words change what is always in mind"
            return self._waits(finding, verdict[0], why)
        return verdict

    def _verdict(self, finding: Finding, drafts: Drafts) -> Verdict:
        candidates = self._candidates(finding, drafts)
        if finding.effect is Effect.ENDS:
            return self._ended(finding, candidates, drafts)
        joined = list(self._joined(finding, candidates))
        if not joined:
            return [] if self._repeats(finding, candidates) else [added(finding)]
        if any(replaced for _, _, replaced in joined):
            if marks.is_only_possible(finding.quotes):
                return [] if self._repeats(finding, candidates) else [added(finding)]
            return self._replaced(finding, joined, drafts)
        return self._extended(finding, joined[0], drafts)

    def _is_guarded(self, finding: Finding) -> bool:
        return finding.by is not Voice.USER and self._kind.recall is Recall.ALWAYS

    def _waits(self, finding: Finding, change: Change, why: str) -> Proposal:
        return Proposal(change, self._kind.name, _ORIGINS[finding.by], why, finding.sources, finding.key)

    def _candidates(self, finding: Finding, drafts: Drafts) -> list[Memory]:
        """The memories the finding may be about, each once, best first."""
        if self._kind.growth is Growth.BLOCKS:
            return list(drafts.current(self._kind.name))
        keyed = self._keyed(finding, drafts) if finding.key else []
        wanted = self._wanted(finding)
        near = drafts.near(self._kind.name, wanted, NEAREST) if wanted else []
        return list({memory.id: memory for memory in (*keyed, *(memory for memory, _ in near))}.values())

    def _keyed(self, finding: Finding, drafts: Drafts) -> list[Memory]:
        apart = self._rules.apart
        value = str(finding.body.get(apart, "")) if apart else ""
        return drafts.by_key(self._kind.name, self._kind.key_of(finding.body), apart, value)

    def _wanted(self, finding: Finding) -> str:
        """What the memory must be about: the finding's names where it has them, else what tells of it, or its text."""
        names = self._rules.about(finding.body) if self._rules.about else frozenset[str]()
        if not names and self._rules.sought:
            return self._rules.sought(finding)
        return " ".join(sorted(names)) or self._kind.search_text(finding.body)

    def _joined(
        self, finding: Finding, candidates: Sequence[Memory]
    ) -> Iterator[tuple[Memory, dict[str, object], bool]]:
        if self._rules.join is None:
            return
        found = [(memory, held) for memory in candidates if (held := self._rules.join(memory.body, finding))]
        if len(found) > 1 and not any(replaced for _, (_, replaced) in found):
            exact = [pair for pair in found if self._kind.key_of(pair[0].body) == finding.key]
            # Two people of one first name, and no saying which: neither card is touched.
            found = exact[:1] if exact or self._rules.about else found[:1]
        for memory, (body, replaced) in found:
            yield memory, body, replaced

    def _replaced(
        self, finding: Finding, joined: list[tuple[Memory, dict[str, object], bool]], drafts: Drafts
    ) -> Verdict:
        old = [(memory, body) for memory, body, replaced in joined if replaced]
        first, body = next(((m, b) for m, b in old if not self._may_overrule(finding, m)), old[0])
        late = finding.at < first.valid_from
        if not self._may_overrule(finding, first):
            if late:
                return Refused(finding, f"{_NO_ONE[finding.by]} may not overrule what was known before")
            drafts.knows(first)
            return self._waits(finding, self._revised(finding, first, body), self._conflict(finding))
        if late:
            return Refused(finding, _OLD) if self._is_guarded(finding) else self._into_history(finding, first)
        drafts.knows(first)
        revised = self._revised(finding, first, body)
        return [revised, *self._retired(finding, old[1:], revised.id, drafts)]

    def _revised(self, finding: Finding, memory: Memory, body: dict[str, object]) -> Revise:
        return Revise(
            memory.id, body, finding.sources, finding.at, finding.reason, finding.secret, finding.confidence,
            max(finding.importance, memory.importance), id=_new_id(finding), decision=finding.decision,
        )  # fmt: skip

    def _conflict(self, finding: Finding) -> str:
        return f"{_NO_ONE[finding.by]} says otherwise than what you said or confirmed"

    def _retired(
        self,
        finding: Finding,
        old: list[tuple[Memory, dict[str, object]]],
        by: MemoryId | None,
        drafts: Drafts,
    ) -> Iterator[Change]:
        """The others that the same words settled anew."""
        for memory, _ in old:
            drafts.knows(memory)
            yield Retire(memory.id, finding.at, finding.reason, by=by)

    def _into_history(self, finding: Finding, newer: Memory) -> list[Change]:
        """Something older than what is known: kept, but as no longer valid."""
        add = added(finding)
        assert add.id is not None
        late = "read late: something newer was already known"
        return [add, Retire(add.id, newer.valid_from, late, by=newer.id)]

    def _extended(
        self, finding: Finding, joined: tuple[Memory, dict[str, object], bool], drafts: Drafts
    ) -> list[Change]:
        memory, body, _ = joined
        if body == memory.body:
            return []
        if finding.by is not Voice.OTHER and not self._may_overrule(finding, memory):
            return [added(finding)]
        drafts.knows(memory)
        return [Extend(memory.id, body, finding.sources, finding.reason)]

    def _ended(self, finding: Finding, candidates: Sequence[Memory], drafts: Drafts) -> Verdict:
        held = [memory for memory in candidates if finding.key and self._is_about(memory, finding)]
        for memory in held:
            if not self._may_overrule(finding, memory):
                retire = Retire(memory.id, finding.at, finding.reason)
                return self._waits(finding, retire, self._conflict(finding))
        for memory in held:
            drafts.knows(memory)
        return [Retire(memory.id, finding.at, finding.reason) for memory in held]

    def outdated(self, finding: Finding, drafts: Drafts) -> list[Change]:
        """What this kind still holds of an appointment that another kind now keeps anew."""
        if self._rules.about is None or self._kind.growth is not Growth.REVISE or not finding.key:
            return []
        if marks.PASSING.search(finding.quotes) or marks.STILL.search(finding.quotes):
            return []
        held = [
            memory
            for memory, _ in drafts.near(self._kind.name, finding.key, NEAREST)
            if self._names(memory, finding)
        ]
        return [change for memory in held for change in self._let_go(memory, finding, drafts)]

    def _names(self, memory: Memory, finding: Finding) -> bool:
        return self._is_about(memory, finding) and memory.valid_from < finding.at

    def _let_go(self, memory: Memory, finding: Finding, drafts: Drafts) -> list[Change]:
        drafts.knows(memory)
        return [Retire(memory.id, finding.at, finding.reason)]

    def _is_about(self, memory: Memory, finding: Finding) -> bool:
        names = (
            self._rules.about(memory.body)
            if self._rules.about
            else frozenset({self._kind.key_of(memory.body)})
        )
        return finding.key in names

    def _may_overrule(self, finding: Finding, memory: Memory) -> bool:
        """The user may; others only where the kind lets screens, or what the user never said or confirmed.

        A screen never what people said; a person what they said before, or what was said of them.
        """
        if finding.by is Voice.USER or self._rules.screens_overrule:
            return True
        if memory.author in (Author.USER, Author.IMPORT) or memory.decision.voice == Voice.USER:
            return False
        if all(source.type is ObservationType.FRAME for source in memory.sources):
            return True
        if finding.by is not Voice.OTHER or not memory.decision.voice:
            return False
        speaker = finding.decision.speaker
        return bool(speaker) and (speaker == memory.decision.speaker or _is_of(speaker, finding.key))

    def _repeats(self, finding: Finding, candidates: Sequence[Memory]) -> bool:
        """True when the same is kept already: the same words, or nearly the same meaning with no other number."""
        text = self._kind.search_text(finding.body)
        if any(memory.text == text and memory.sources == finding.sources for memory in candidates):
            return True
        same = [memory for memory in candidates if memory.text.rstrip(". ") == text.rstrip(". ")]
        if same and self._kind.growth is not Growth.APPEND:
            return True
        return self._kind.growth is Growth.BLOCKS and self._means_the_same(text, candidates)

    def _means_the_same(self, text: str, candidates: Sequence[Memory]) -> bool:
        if self._embedder is None or not candidates:
            return False
        try:
            vectors = self._embedder.embed([text, *(memory.text for memory in candidates[:NEAREST])])
        except ModelUnavailable:
            return False
        return bool(np.max(vectors[1:] @ vectors[0]) >= REPEATS)


def added(finding: Finding) -> Add:
    """A finding as a new memory."""
    return Add(
        finding.kind, finding.body, finding.sources, finding.at, finding.reason, finding.secret, finding.confidence,
        finding.importance, id=_new_id(finding), decision=finding.decision,
    )  # fmt: skip


def _is_of(speaker: str, key: str) -> bool:
    """Whether what a finding is about (a folded name) is who says it: by first name, too."""
    name = sentences.fold(speaker)
    return bool(name) and (key == name or name.split()[0] == key or key.split()[:1] == [name])


def _new_id(finding: Finding) -> MemoryId:
    return MemoryId(ids.new(finding.at))
